import Registry
import TestSupport
import Testing

@Suite("How long applications took")
struct ReviewTimesTests {
    typealias Step = DecidedApplication.Step

    static let dayLength: Int64 = 86_400_000
    static let start = noon("2026-03-02")
    static let renewals = ReviewTimes.Asked(.extension, .selfDeclared)

    /// A way from state to state, each after some milliseconds in the one before.
    static func way(
        _ stays: [(ApplicationState, Int64)],
        kind: ApplicationKind = .extension,
        _ assurance: Assurance? = .selfDeclared
    ) -> DecidedApplication {
        var steps = [Step(at: start, before: .draft, after: .draft)]
        for (index, stay) in stays.enumerated() {
            let last = steps[steps.count - 1]
            let next = index + 1 < stays.count ? stays[index + 1].0 : .issued
            steps.append(Step(at: last.at + stay.1, before: last.after, after: next))
        }
        return DecidedApplication(kind: kind, assurance: assurance, steps: steps)
    }

    /// Issued so long after it was submitted.
    static func taking(
        _ milliseconds: Int64,
        _ kind: ApplicationKind = .extension,
        _ assurance: Assurance? = .selfDeclared
    ) -> DecidedApplication {
        way([(.draft, dayLength), (.submitted, milliseconds)], kind: kind, assurance)
    }

    static func times(_ applications: [DecidedApplication]) -> ReviewTimes {
        ReviewTimes(applications, from: day("2025-03-11"), through: day("2026-03-10"))
    }

    struct Rank: Sendable {
        var days: [Int64]
        var expected: ReviewTimes.Days?

        init(_ days: [Int64], _ median: Int?, _ ninetieth: Int?) {
            self.days = days
            guard let median, let ninetieth else { return }
            expected = ReviewTimes.Days(median: median, ninetieth: ninetieth)
        }
    }

    @Test(
        "half and nine in ten are told by nearest rank, of five applications or more",
        arguments: [
            Rank([], nil, nil), Rank([7], nil, nil), Rank([1, 2, 3, 4], nil, nil), Rank([1, 2, 3, 4, 5], 3, 5),
            Rank(Array(1...6), 3, 6), Rank(Array(1...9), 5, 9), Rank(Array(1...10), 5, 9), Rank(Array(1...11), 6, 10),
            Rank(Array(1...20), 10, 18), Rank(Array(1...21), 11, 19), Rank([7, 7, 7, 7, 7, 7, 7, 7, 7, 100], 7, 7),
            Rank([100, 1, 1, 1, 1], 1, 100),
        ]
    )
    func ranks(_ rank: Rank) {
        for days in [rank.days, rank.days.reversed()] {
            let times = Self.times(days.map { Self.taking($0 * Self.dayLength) })
            let figure = times[Self.renewals]
            #expect(figure.count == days.count && figure.days == rank.expected, "\(days)")
            #expect(times[.submitted] == figure)
            #expect(times.count == days.count)
        }
    }

    @Test(
        "a begun day is a whole one, and no time is less than a day",
        arguments: [
            (Int64(0), 1), (1, 1), (86_399_999, 1), (86_400_000, 1), (86_400_001, 2), (172_800_000, 2),
            (172_800_001, 3), (-5, 1),
        ]
    )
    func rounding(milliseconds: Int64, days: Int) {
        let times = Self.times(Array(repeating: Self.taking(milliseconds), count: 5))
        #expect(times[Self.renewals].days == ReviewTimes.Days(median: days, ninetieth: days))
    }

    @Test(
        "stays in one state add up, what keeps the state changes nothing, and the whole begins at the first submission"
    )
    func stays() {
        let length = Self.dayLength
        let application = Self.way([
            (.draft, length), (.submitted, 2 * length), (.returned, length), (.submitted, 6 * length),
            (.received, length), (.received, length),
        ])
        let times = Self.times(Array(repeating: application, count: 5))
        let expected: [(ApplicationState, Int)] = [(.draft, 1), (.submitted, 8), (.returned, 1), (.received, 2)]
        for (state, days) in expected {
            #expect(times[state].days == ReviewTimes.Days(median: days, ninetieth: days), "\(state)")
            #expect(times[state].count == 5)
        }
        #expect(times[.accepted].count == 0 && times[.accepted].days == nil)
        #expect(times[Self.renewals].days?.median == 11)
    }

    @Test("kinds and assurances are told apart; what has no level, no submission or no issue is in no whole time")
    func apart() {
        let five = { (application: DecidedApplication) in Array(repeating: application, count: 5) }
        let length = Self.dayLength
        var open = Self.taking(length)
        open.steps.removeLast()
        let unsent = Self.way([(.draft, length)])
        let times = Self.times(
            five(Self.taking(3 * length, .new)) + five(Self.taking(4 * length, .new, .thirdParty))
                + five(Self.taking(length, .new, nil)) + five(open) + five(unsent)
        )
        #expect(times[ReviewTimes.Asked(.new, .selfDeclared)].days?.median == 3)
        #expect(times[ReviewTimes.Asked(.new, .thirdParty)].days?.median == 4)
        for asked in ReviewTimes.Asked.all where asked.kind != .new { #expect(times[asked].count == 0) }
        #expect(times[.submitted].count == 15 && times[.draft].count == 25 && times.count == 25)
        #expect(ReviewTimes.Asked.all.count == 8)
    }

    @Test("figures are what sorting and counting by hand gives", arguments: [UInt64(1), 2, 3, 4])
    func oracle(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<60 {
            let asked = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                (
                    ReviewTimes.Asked.all.randomElement(using: &random) ?? Self.renewals,
                    Int64.random(in: 0...(40 * Self.dayLength), using: &random)
                )
            }
            let times = Self.times(asked.map { Self.taking($0.1, $0.0.kind, $0.0.assurance) })
            for group in ReviewTimes.Asked.all {
                let own = asked.filter { $0.0 == group }.map(\.1)
                #expect(times[group].count == own.count)
                #expect(times[group].days == Self.naive(own), "seed \(seed): \(own)")
            }
            #expect(times[.submitted].days == Self.naive(asked.map(\.1)))
        }
    }

    /// Tries every time, shortest first, until enough are no longer than it.
    private static func naive(_ all: [Int64]) -> ReviewTimes.Days? {
        guard all.count > 4 else { return nil }
        func least(_ part: Int, of whole: Int) -> Int {
            for limit in all.sorted() where all.filter({ $0 <= limit }).count * whole >= all.count * part {
                var days = 1
                while Int64(days) * dayLength < limit { days += 1 }
                return days
            }
            return 0
        }
        return ReviewTimes.Days(median: least(1, of: 2), ninetieth: least(9, of: 10))
    }

    static let end = day("2027-02-17")

    private static func known(
        _ renewals: (count: Int, days: Int64),
        _ new: (count: Int, days: Int64)
    ) -> ReviewTimes {
        times(
            Array(repeating: taking(renewals.days * dayLength), count: renewals.count)
                + Array(repeating: taking(new.days * dayLength, .new), count: new.count)
        )
    }

    @Test("the last safe filing day is the end less what nine in ten renewals took, or new applications, or not known")
    func filing() throws {
        func last(_ times: ReviewTimes, _ assurance: Assurance = .selfDeclared) -> FilingDay? {
            times.lastSafeFilingDay(heldUntil: Self.end, assurance, opening: Self.end - 180)
        }
        let both = try #require(last(Self.known((57, 38), (9, 20))))
        #expect(both.day == day("2027-01-10") && both.kind == .extension && !both.isAtOpening)
        #expect(both.days == 38 && both.count == 57)
        let few = try #require(last(Self.known((4, 38), (9, 20))))
        #expect(few.day == day("2027-01-28") && few.kind == .new && few.days == 20 && few.count == 9)
        #expect(last(Self.known((4, 38), (4, 20))) == nil)
        #expect(last(Self.known((57, 38), (9, 20)), .thirdParty) == nil)
        let longest = try #require(last(Self.known((5, 180), (0, 1))))
        #expect(longest.day == Self.end - 180 && !longest.isAtOpening)
        let tooLong = try #require(last(Self.known((5, 181), (0, 1))))
        #expect(tooLong.day == Self.end - 180 && tooLong.isAtOpening && tooLong.days == 181)
    }

    @Test(
        "who files on the day told, at any hour, and waits as long as nine in ten did, is decided on the last day at most"
    )
    func inTime() throws {
        var random = Seeded(27)
        for _ in 0..<300 {
            let waits = (0..<Int.random(in: 5...40, using: &random)).map { _ in
                Int64.random(in: 0...(170 * Self.dayLength), using: &random)
            }
            let times = Self.times(waits.map { Self.taking($0) })
            let last = try #require(
                times.lastSafeFilingDay(heldUntil: Self.end, .selfDeclared, opening: Self.end - 180)
            )
            let filed = last.day.start + Int64.random(in: 0..<Self.dayLength, using: &random)
            let inTime = waits.filter { (filed + $0).day <= Self.end }
            #expect(inTime.count * 10 >= waits.count * 9, "\(waits)")
        }
    }
}
