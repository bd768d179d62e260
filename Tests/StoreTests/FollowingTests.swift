import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Who follows a list hears of what happens to its labels")
struct FollowingTests {
    /// Whether a label meets the conditions on the day or met them on a day before, by asking day after day on which
    /// anything about it changes.
    static func follows(_ query: LabelQuery, _ registration: Registration, on today: Day) -> Bool {
        var query = query
        query.coveredThrough = nil
        let ending = query.expiringWithin
        query.expiringWithin = nil
        var days = registration.periods.map(\.span.from) + registration.holders.map(\.span.from)
        days += registration.products.map(\.span.from) + [today]
        if let first = days.min() { days.append(first - 1) }
        return days.filter { $0 <= today }.contains { day in
            let asked = AskedMoment(day: day, today: today, revision: registration.revision)
            guard query.admits(registration, asked) else { return false }
            guard let ending else { return true }
            let period = registration.period(on: day)
            return period.standing == .valid && (period.heldUntil.map { $0.days(since: today) <= ending } ?? false)
        }
    }

    /// Everything that ever happened to the followed labels, newest first.
    static func all(_ followed: [Registration], _ ladder: Ladder, on today: Day) -> [LabelNews] {
        var news: [LabelNews] = []
        for registration in followed {
            for (place, event) in registration.events.enumerated() {
                news.append(
                    LabelNews(registration: registration, happening: .recorded(place), moment: event.recordedAt)
                )
            }
            let period = registration.period(on: today)
            guard let end = period.heldUntil, let first = registration.events.first?.recordedAt else { continue }
            var passed: [(LabelNews.Happening, Day)] = []
            if let lapsed = registration.lapsed(by: today), end < today {
                passed.append((.lapsed(heldUntil: end), max(lapsed, end + 1)))
            }
            if period.standing == .valid {
                passed += Set(ladder.daysBefore).map { (.ending(days: $0, heldUntil: end), end - $0) }
            }
            for (happening, day) in passed where day <= today && day >= today - 366 && first <= day.start {
                news.append(LabelNews(registration: registration, happening: happening, moment: day.start))
            }
        }
        return news.sorted { $0.moment > $1.moment }
    }

    @Test("the newest of everything that happened, both ways of finding it", arguments: 1...10)
    func brute(seed: UInt64) async throws {
        var rules = Rules.sample(graceDays: [nil, 30][Int(seed % 2)])
        // A day that is named twice is told once; the last day and one before the window may be named too.
        rules.ladder.daysBefore = [[90, 30, 7], [400, 180, 30, 30, 1, 0], []][Int(seed % 3)]
        var life = KnowledgeTests.Life(store: try await .sample(rules: rules), random: Seeded(seed))
        life.width = 30
        var asking = ListingTests.Asking(random: Seeded(seed &+ 500))
        for _ in 0..<3 {
            for _ in 0..<60 { try await life.live() }
            let head = try await life.store.head()
            let known = try await ListingTests.all(life.store, at: head.revision)
            for _ in 0..<10 {
                let now = life.now + Int64(asking.pick(900)) * 86_400_000
                var query = asking.query(known, on: now.day)
                query.text = ""
                let followed = known.filter { Self.follows(query, $0, on: now.day) }
                let expected = Self.all(followed, rules.ladder, on: now.day)
                let limit = 1 + asking.pick(40)
                for oneByOne in [0, 1000] {
                    let news = try await life.store.news(query, at: now, limit: limit, oneByOne: oneByOne).news
                    #expect(news.count == min(limit, expected.count), "seed \(seed) \(query)")
                    #expect(news.map(\.moment) == expected.prefix(limit).map(\.moment), "seed \(seed) \(query)")
                    #expect(Set(news).isSubset(of: Set(expected)), "seed \(seed) \(query)")
                    #expect(Set(news).count == news.count)
                }
                let ends = try await life.store.ends(query, from: now.day - 100, on: now.day, most: 1000)
                let expectedEnds = followed.filter { registration in
                    registration.period(on: now.day).heldUntil.map { $0 >= now.day - 100 } ?? false
                }
                #expect(Set(ends.registrations.map(\.code)) == Set(expectedEnds.map(\.code)))
                #expect(ends.total == expectedEnds.count)
                let days = ends.registrations.compactMap { $0.period(on: now.day).heldUntil }
                #expect(days == days.sorted())
                // Of more than fit: what ends next, then what ended last.
                let most = expectedEnds.count / 2
                let cut = try await life.store.ends(query, from: now.day - 100, on: now.day, most: most)
                let nearest = days.map { Self.rank($0, now.day) }.sorted().prefix(most)
                let kept = cut.registrations.compactMap { $0.period(on: now.day).heldUntil }
                #expect(kept.map { Self.rank($0, now.day) }.sorted() == Array(nearest), "seed \(seed) \(query)")
                #expect(kept == kept.sorted() && cut.total == expectedEnds.count)
            }
        }
    }

    @Test(
        "a label lapses on the day that it ceases to be in grace: by grace's end, or by a refusal after the end",
        arguments: [nil, 30]
    )
    func late(graceDays: Int?) async throws {
        let store = try await RegistryStore.sample(rules: .sample(graceDays: graceDays))
        for number in ["A", "B", "C"] { try await store.issue(number, on: "2025-01-01") }
        let end = day("2026-12-31")
        func lapses(_ day: Day) async throws -> [String] {
            try await store.news(LabelQuery(), at: day.start + 1000, limit: 100).news
                .filter { $0.happening == .lapsed(heldUntil: end) }
                .map { "\($0.registration.number) \($0.moment.day)" }
        }
        for number in ["A", "B"] { try await store.perform(.fileExtension, number, on: "2026-12-01") }
        #expect(try await lapses(end + 1) == ["C 2027-01-01"])
        try await store.perform(.refuseExtension, "A", on: "2027-01-11")
        // A change after the lapse leaves it where it is.
        let renamed = Correction(manufacturer: Manufacturer(key: "r", nameJA: "改名"))
        try await store.perform(.correct(renamed), "A", on: "2027-01-12")
        #expect(try await lapses(day("2027-01-12")) == ["A 2027-01-11", "C 2027-01-01"])
        let graceEnd = graceDays == nil ? [] : ["B 2027-01-31"]
        #expect(try await lapses(day("2027-02-01")) == graceEnd + ["A 2027-01-11", "C 2027-01-01"])
        // Given up a year after the end: news then, where grace had not ended before.
        try await store.perform(.abandonExtension, "B", on: "2028-01-20")
        let given = graceDays == nil ? ["B 2028-01-20"] : ["B 2027-01-31"]
        #expect(try await lapses(day("2028-01-20")) == given)
    }

    private static func rank(_ end: Day, _ today: Day) -> Int {
        let left = end.days(since: today)
        return left >= 0 ? left : 1_000_000 - left
    }
}
