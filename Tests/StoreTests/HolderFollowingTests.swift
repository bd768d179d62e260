import Registry
import TestSupport
import Testing

@testable import Store

@Suite("what a holder follows")
struct HolderFollowingTests {
    private func dates(
        _ sample: ApplicationSample,
        _ person: Person = .maker,
        most: Int = 100
    ) async throws
        -> HolderDates
    {
        try await sample.store.holderDates(
            of: sample[person].organisation.id,
            from: sample.today - 366,
            on: sample.today,
            most: most
        )
    }

    private func news(
        _ sample: ApplicationSample,
        _ person: Person = .maker,
        limit: Int = 100
    ) async throws
        -> HolderNews
    {
        try await sample.store.holderNews(
            of: sample[person].organisation.id,
            endingDays: [90, 30],
            at: sample.clock.now,
            limit: limit
        )
    }

    @Test(
        "a correction is asked for, moved, answered and asked for again: one deadline whose number rises",
        arguments: OfferedEngine.all
    )
    func correction(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let id = try await sample.walk(sample.begin(), to: .received).id
        #expect(try await dates(sample).deadlines.isEmpty)
        var seen: [KeptDeadline] = []
        func look(_ day: Day, isMoot: Bool) async throws {
            let found = try await dates(sample).deadlines.filter { $0.deadline == .correction }
            let one = try #require(found.first)
            #expect(found.count == 1 && one.application == id && one.number == "IPA-\(id)")
            #expect(one.day == day && one.isMoot == isMoot)
            if let last = seen.last {
                #expect(one.sequence == last.sequence + 1 && one.changedAt >= last.changedAt)
            }
            seen.append(one)
        }
        func ask(_ day: Day) async throws {
            sample.clock.advance(milliseconds: 60_000)
            try await sample.perform(.askCorrection("Page 2", until: day), on: id, by: .reviewer)
        }
        let first = sample.today + 20
        try await ask(first)
        try await look(first, isMoot: false)
        #expect(seen.first?.sequence == 0)
        try await ask(first + 5)
        try await look(first + 5, isMoot: false)
        // A clock that was set back takes no moment back.
        sample.clock.advance(milliseconds: -600_000)
        try await sample.perform(.answerCorrection(name: "甲野 太郎", title: "代表取締役"), on: id, by: .maker)
        try await look(first + 5, isMoot: true)
        try await ask(first + 40)
        try await look(first + 40, isMoot: false)
        try await sample.perform(.withdraw("We think again"), on: id, by: .maker)
        try await look(first + 40, isMoot: true)
        // Kept for as long as feeds keep things.
        sample.set(sample.today + 366)
        #expect(try await dates(sample).deadlines.count == 1)
        sample.set(sample.today + 1)
        #expect(try await dates(sample).deadlines.isEmpty)
    }

    @Test("an invoice is due until it is paid", arguments: OfferedEngine.all)
    func invoice(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let billed = try await sample.walk(sample.begin(), to: .feeDue)
        let due = try #require(billed.invoice?.dueOn)
        let open = try #require(try await dates(sample).deadlines.first)
        #expect(open.deadline == .invoice && open.day == due && !open.isMoot && open.sequence == 0)
        _ = try await sample.walk(billed, to: .feePaid)
        let paid = try await dates(sample).deadlines
        #expect(paid.count == 1 && paid[0].isMoot && paid[0].day == due && paid[0].sequence == 1)
    }

    @Test(
        "what was asked for before deadlines were kept is told too, and struck out like the rest",
        arguments: OfferedEngine.all
    )
    func older(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let billed = try await sample.walk(sample.begin(), to: .feeDue)
        let asked = try await sample.walk(sample.begin(), to: .received)
        try await sample.perform(.askCorrection("Page 2", until: sample.today + 9), on: asked.id, by: .reviewer)
        let kept = try await dates(sample).deadlines
        try await sample.store.tamper("DELETE FROM application_deadline")
        let told = try await dates(sample).deadlines
        #expect(told.map(\.application) == [billed.id, asked.id] && told.map(\.day) == kept.map(\.day))
        #expect(told.allSatisfy { $0.sequence == 0 && !$0.isMoot })
        _ = try await sample.walk(billed, to: .feePaid)
        try await sample.perform(.withdraw("We think again"), on: asked.id, by: .maker)
        let ended = try await dates(sample).deadlines
        #expect(ended.map(\.day) == kept.map(\.day) && ended.allSatisfy { $0.isMoot && $0.sequence == 1 })
        for (ended, told) in zip(ended, told) { #expect(ended.changedAt >= told.changedAt) }
    }

    @Test("one holder's dates and news say nothing of another's", arguments: OfferedEngine.all)
    func apart(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let own = try await sample.issued(by: .maker)
        let other = try await sample.issued(by: .rival)
        let begun = try await sample.walk(sample.begin(by: .rival), to: .feeDue)
        try await sample.registry.issue("NOBODY")
        for (person, number, ids) in [
            (Person.maker, own.number, [own.application.id]),
            (Person.rival, other.number, [other.application.id, begun.id]),
        ] {
            let dates = try await dates(sample, person)
            #expect(dates.labels.map(\.number) == [number] && dates.labelCount == 1)
            #expect(Set(dates.deadlines.map(\.application)).isSubset(of: ids) && !dates.deadlines.isEmpty)
            let news = try await news(sample, person)
            #expect(Set(news.labels.map(\.registration.number)) == [number])
            #expect(Set(news.steps.map(\.application)) == Set(ids))
            #expect(
                news.steps
                    == news.steps.sorted { ($0.at, $0.application, $0.place) > ($1.at, $1.application, $1.place) }
            )
        }
        // What the office does by itself is told when it is decided.
        let words = try await news(sample).steps.map(\.word)
        #expect(!words.isEmpty && Set(words).isDisjoint(with: ApplicationStep.innerWords))
        // A label that goes to another holder is the other's to follow.
        try await sample.store.setOwner(
            of: own.number,
            to: sample[.rival].organisation.id,
            by: sample[.approver],
            at: sample.clock.now
        )
        #expect(try await dates(sample).labels.isEmpty)
        #expect(try await news(sample).labels.isEmpty)
        #expect(Set(try await dates(sample, .rival).labels.map(\.number)) == [own.number, other.number])
    }

    @Test("an end that comes near or passes is news of the holder's, once for each end")
    func ends() async throws {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        let end = try #require(try await sample.label(number).periods.last { $0.standing == .valid }?.heldUntil)
        func happenings(_ day: Day) async throws -> [LabelNews.Happening] {
            sample.set(day)
            return try await news(sample).labels.map(\.happening)
        }
        let recorded: [LabelNews.Happening] = [.recorded(0)]
        let near: [LabelNews.Happening] = [.ending(days: 30, heldUntil: end), .ending(days: 90, heldUntil: end)]
        let passed: [LabelNews.Happening] = [.lapsed(heldUntil: end)]
        #expect(try await happenings(end - 91) == recorded)
        #expect(try await happenings(end - 30) == near + recorded)
        #expect(try await happenings(end + 1) == passed + recorded)
    }

    @Test(
        "a label lapses for its holder on the day its extension was refused, or when grace ended before",
        arguments: OfferedEngine.all
    )
    func late(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let number = try await sample.issued().number
        let end = try #require(try await sample.label(number).periods.last { $0.standing == .valid }?.heldUntil)
        func lapses(_ day: Day) async throws -> [LabelNews] {
            sample.set(day)
            return try await news(sample).labels.filter { $0.happening == .lapsed(heldUntil: end) }
        }
        sample.set(end - 3)
        let filed = try await sample.registry.perform(.fileExtension, on: number.text, (end - 3).text)
        let grace = try #require(filed.periods.first { $0.standing == .grace }).span.to
        let refused = min(grace, end + 500)
        #expect(try await lapses(end + 1).isEmpty)
        #expect(try await lapses(refused - 1).isEmpty)
        sample.set(refused)
        try await sample.registry.perform(.refuseExtension, on: number.text, refused.text)
        // Longer after the end than such news is told.
        #expect(try await lapses(refused).map(\.moment) == [refused.start])
        #expect(try await lapses(refused + 366).map(\.moment) == [refused.start])
        #expect(try await lapses(refused + 367).isEmpty)
    }

    @Test(
        "a label of a list that was something else between two lapses has lapsed since the last one, for everybody",
        arguments: OfferedEngine.all
    )
    func relapse(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let end = day("2027-06-30")
        func list(_ text: String, _ standing: Standing?, _ word: String? = nil) async throws {
            sample.set(day(text))
            let row = StatedRegistration.sample("L-1", standing, word: word, from: "2025-07-01", until: end.text)
            _ = try await sample.store.importList(.sample(text, [row]), at: sample.clock.now)
        }
        func lapses(_ text: String) async throws -> [String] {
            sample.set(day(text))
            let now = sample.clock.now
            let own = try await news(sample).labels.filter { $0.happening == .lapsed(heldUntil: end) }
            let all = try await sample.store.news(LabelQuery(), at: now, limit: 100).news
                .filter { $0.happening == .lapsed(heldUntil: end) }
            let told = try await sample.store.found("L-1").lapsed(by: now.day)
            #expect(own.map(\.moment) == all.map(\.moment) && own.allSatisfy { $0.moment.day == told })
            return own.map(\.moment.day.text)
        }
        try await list("2027-05-21", .valid)
        let id = Int64(try await sample.store.found("L-1").code.sequence)
        try await sample.store.tamper(
            "INSERT INTO registration_owner (registration_id, organisation_id, since) VALUES (?1, ?2, 0)",
            [.integer(id), .integer(sample[.maker].organisation.id)]
        )
        #expect(try await lapses("2027-06-30").isEmpty)
        #expect(try await lapses("2027-07-05") == ["2027-07-01"])
        // What the calendar said the list says again: one lapse.
        try await list("2027-07-10", .lapsed)
        #expect(try await lapses("2027-07-15") == ["2027-07-01"])
        try await list("2027-08-01", nil, "一時停止")
        #expect(try await lapses("2027-08-15").isEmpty)
        try await list("2027-09-01", .lapsed)
        let label = try await sample.store.found("L-1")
        let standings = label.periods.map(\.standing)
        #expect(standings == [.valid, .lapsed, .lapsed, .unknownStatus, .lapsed])
        #expect(try await lapses("2027-09-01") == ["2027-09-01"])
        try await list("2027-10-01", .lapsed, "失効")
        #expect(try await lapses("2027-10-15") == ["2027-09-01"])
        #expect(try await lapses("2028-09-01") == ["2027-09-01"])
        #expect(try await lapses("2028-09-02").isEmpty)
    }

    @Test(
        "of many extensions that were refused late the newest are told, and no more labels are read than that takes",
        arguments: OfferedEngine.all
    )
    func manyLate(engine: OfferedEngine) async throws {
        let counting = CountingEngine(base: try await engine.open())
        let sample = try await ApplicationSample.make(counting)
        let first = sample.today
        var ends: [Day] = []
        for place in 0..<16 {
            let label = try await sample.registry.issue("R-\(place)", on: (first + 20 - 730).text)
            try await sample.store.setOwner(
                of: label.number,
                to: sample[.maker].organisation.id,
                by: sample[.approver],
                at: sample.clock.now
            )
            ends.append(try #require(label.periods.last?.heldUntil))
        }
        let end = try #require(ends.max())
        #expect(ends.allSatisfy { $0 == end })
        // Four of them nobody extends; of the others two are refused on each day.
        for place in 4..<16 { try await sample.registry.perform(.fileExtension, on: "R-\(place)", first.text) }
        for place in 4..<16 {
            let refused = end + 1 + place / 2
            sample.set(refused)
            try await sample.registry.perform(.refuseExtension, on: "R-\(place)", refused.text)
        }
        sample.set(end + 20)
        let all = try await news(sample, limit: 1000).labels
        let lapses = all.filter { $0.happening == .lapsed(heldUntil: end) }
        let days = (4..<16).reversed().map { end + 1 + $0 / 2 } + Array(repeating: end + 1, count: 4)
        #expect(lapses.map(\.moment) == days.map(\.start))
        let byID = try #require(RegistryStore.hotStatements.first)
        for limit in [1, 2, 3, 5, 8, 20, 40] {
            counting.tally.reset()
            let told = try await news(sample, limit: limit).labels
            #expect(told == Array(all.prefix(limit)), "\(limit)")
            // What was recorded, what lapsed by itself, what was refused.
            #expect(counting.tally[byID] <= limit + min(limit, 4) + min(limit, 12), "\(limit)")
        }
    }

    @Test("of more labels than are asked for those that end next are told, and how many there are")
    func cut() async throws {
        let sample = try await ApplicationSample.make()
        var ends: [RegistrationNumber: Day] = [:]
        for days in [300, 10, -20, 700, -5] {
            let label = try await sample.registry.issue("C\(days)", on: (sample.today + days - 730).text)
            try await sample.store.setOwner(
                of: label.number,
                to: sample[.maker].organisation.id,
                by: sample[.approver],
                at: sample.clock.now
            )
            ends[label.number] = label.periods.last?.heldUntil
        }
        let kept = try await dates(sample, most: 3)
        #expect(kept.labelCount == 5 && kept.labels.count == 3)
        let coming = ends.values.filter { $0 >= sample.today }.sorted()
        #expect(kept.labels.compactMap { ends[$0.number] } == Array(coming.prefix(3)))
        let four = try await dates(sample, most: 4).labels.compactMap { ends[$0.number] }
        #expect(four == [ends.values.filter { $0 < sample.today }.max()].compactMap(\.self) + coming)
    }

    @Test(
        "the stamp is another after anything of the holder's changed, and after nothing else",
        arguments: OfferedEngine.all
    )
    func stamp(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let maker = sample[.maker].organisation.id
        var last = ""
        func moves(_ expected: Bool, _ what: String) async throws {
            let stamp = try await sample.store.holderStamp(of: maker)
            #expect((stamp != last) == expected, "\(what)")
            last = stamp
        }
        try await moves(true, "the first")
        let own = try await sample.issued()
        try await moves(true, "a label")
        try await moves(false, "nothing")
        let begun = try await sample.begin()
        try await moves(true, "an application")
        try await sample.perform(.requestNumber, on: begun.id, by: .maker)
        try await moves(true, "a step")
        _ = try await sample.issued(by: .rival)
        try await sample.registry.issue("NOBODY")
        try await moves(false, "another's")
        try await sample.registry.perform(.fileExtension, on: own.number.text, sample.today.text)
        try await moves(true, "an event")
        try await sample.store.setOwner(
            of: own.number,
            to: sample[.rival].organisation.id,
            by: sample[.approver],
            at: sample.clock.now
        )
        try await moves(true, "given away")
        #expect(try await dates(sample).stamp == last)
        #expect(try await news(sample).stamp == last)
    }

    @Test("reading for one holder begins at what it has, by index")
    func plans() async throws {
        let engine = try SQLiteEngine.inMemory()
        _ = try await RegistryStore.sample(engine)
        #expect(RegistryStore.holderStatements.count == 6)
        for statement in RegistryStore.holderStatements {
            let plan = try await engine.plan(of: statement)
            let first = try #require(plan.first)
            #expect(first.contains("_by_organisation (organisation_id=?"), "\(statement.sql): \(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(statement.sql): \(plan)")
        }
    }
}
