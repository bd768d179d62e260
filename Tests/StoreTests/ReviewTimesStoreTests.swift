import Registry
import TestSupport
import Testing

@testable import Store

@Suite("how long applications took, from the store")
struct ReviewTimesStoreTests {
    private static let asked = ReviewTimes.Asked(.new, .selfDeclared)

    /// Five labels issued one, two … five days after all were submitted, at noon.
    private func five(_ engine: OfferedEngine) async throws -> (ApplicationSample, first: Day) {
        let sample = try await ApplicationSample.make(try await engine.open())
        let first = sample.today
        var submitted: [Application] = []
        for _ in 1...5 { submitted.append(try await sample.walk(try await sample.begin(), to: .submitted)) }
        for (index, application) in submitted.enumerated() {
            sample.set(first + index + 1)
            try await sample.walk(application, to: .issued)
        }
        return (sample, first)
    }

    @Test(
        "what was issued is counted, each state by its own; what ended otherwise or goes on is not",
        arguments: OfferedEngine.all
    )
    func figures(engine: OfferedEngine) async throws {
        let (sample, first) = try await five(engine)
        try await sample.walk(try await sample.begin(), to: .withdrawnByApplicant)
        try await sample.walk(try await sample.begin(), to: .refused)
        try await sample.walk(try await sample.begin(), to: .received)
        let times = try await sample.store.reviewTimes(at: sample.clock.now)
        #expect(times.count == 5 && times.through == sample.today && times.from == sample.today - 364)
        let days = ReviewTimes.Days(median: 3, ninetieth: 5)
        #expect(times[Self.asked].count == 5 && times[Self.asked].days == days)
        #expect(times[.submitted].days == days)
        #expect(times[.draft].days == ReviewTimes.Days(median: 1, ninetieth: 1))
        #expect(times[.returned].count == 0)
        for asked in ReviewTimes.Asked.all where asked != Self.asked { #expect(times[asked].count == 0) }
        // As it stood on the third of those days.
        let noon = (first + 3).start + 43_200_000
        let then = try await sample.store.reviewTimes(at: noon)
        #expect(then.count == 3 && then[Self.asked].days == nil && then[Self.asked].count == 3)
    }

    @Test("a year is looked back upon, the day of asking included", arguments: OfferedEngine.all)
    func window(engine: OfferedEngine) async throws {
        let (sample, first) = try await five(engine)
        let empty = try await sample.store.reviewTimes(at: first.start)
        #expect(empty.count == 0 && empty[Self.asked] == empty[.submitted])
        // The first was issued on the day after the submissions.
        for (days, count) in [(365, 5), (366, 4), (369, 1), (370, 0)] {
            let times = try await sample.store.reviewTimes(at: (first + days).start)
            #expect(times.count == count, "\(days)")
            #expect((times[Self.asked].days == nil) == (count < 5), "\(days)")
        }
    }

    @Test("of many the newest two hundred are looked at, whatever there is besides", arguments: OfferedEngine.all)
    func bounded(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let now = sample.clock.now
        // The oldest twenty-five took long: with them nine in ten would be a hundred days.
        try await sample.store.fillIssued(225, slowest: 25, by: sample[.maker], draft: sample.draft(), until: now)
        let times = try await sample.store.reviewTimes(at: now)
        #expect(times.count == ReviewTimes.most && times[Self.asked].count == 200)
        #expect(times[Self.asked].days == ReviewTimes.Days(median: 1, ninetieth: 1))
    }

    @Test("the timelines are found by the index of steps and by their keys, without a walk")
    func plans() async throws {
        let engine = try SQLiteEngine.inMemory()
        _ = try await RegistryStore.sample(engine)
        let issued = try await engine.plan(of: RegistryStore.latelyIssued)
        let index = "INDEX application_step_by_state (state_after=? AND at>? AND at<?)"
        #expect(issued.contains { $0.contains(index) }, "\(issued)")
        let timeline = try await engine.plan(of: RegistryStore.timeline)
        #expect(timeline.contains { $0.contains("PRIMARY KEY (application_id=?)") }, "\(timeline)")
        for step in issued + timeline {
            #expect(!step.contains("SCAN") && !step.contains("TEMP B-TREE"), "\(step)")
        }
    }
}

@Suite("a renewal in the store")
struct RenewalStoreTests {
    /// A label, and a clock on the first day of its renewal.
    private func renewable(_ engine: OfferedEngine) async throws -> (ApplicationSample, Application, RegistrationNumber)
    {
        let sample = try await ApplicationSample.make(try await engine.open())
        let (application, number) = try await sample.issued()
        let end = try #require(try await sample.label(number).period(on: sample.today).heldUntil)
        sample.set(end - sample.store.rules.ladder.renewalOpensDaysBefore)
        return (sample, application, number)
    }

    @Test(
        "opened by its holder it says what label and last application say, and nothing differs",
        arguments: OfferedEngine.all
    )
    func unchanged(engine: OfferedEngine) async throws {
        let (sample, first, number) = try await renewable(engine)
        let opened = try await sample.open(.extension, about: number)
        #expect(opened.draft.checklist == first.draft.checklist && opened.draft.contact == first.draft.contact)
        #expect(opened.draft.declaration == nil && first.draft.declaration != nil)
        let file = try await sample.file(opened.id, for: .maker)
        #expect(file.last == first)
        let current = try #require(file.current)
        let rules = sample.store.rules
        let renewal = Renewal(file.application, of: current, last: file.last, rules: rules, on: sample.today)
        #expect(renewal.isUnchanged && renewal.differences.isEmpty)
        // Others who may read it have no need of the one before, and neither has a renewal that was decided.
        let submitted = try await sample.walk(opened, to: .submitted)
        #expect(try await sample.file(submitted.id, for: .maker).last == first)
        #expect(try await sample.file(submitted.id, for: .reviewer).last == nil)
        let issued = try await sample.walk(submitted, to: .issued)
        #expect(try await sample.file(issued.id, for: .maker).last == nil)
    }

    @Test("another holder gets nothing of what the former one stated", arguments: OfferedEngine.all)
    func handedOver(engine: OfferedEngine) async throws {
        let (sample, first, number) = try await renewable(engine)
        let rival = sample[.rival].organisation.id
        try await sample.store.setOwner(of: number, to: rival, by: sample[.approver], at: sample.clock.now)
        let opened = try await sample.open(.extension, about: number, by: .rival)
        #expect(!first.draft.checklist.isEmpty && opened.draft.checklist.isEmpty)
        #expect(opened.draft.contact == ApplicationDraft.Contact())
        #expect(opened.draft.models.map(\.number) == first.draft.models.map(\.number))
        #expect(try await sample.file(opened.id, for: .rival).last == nil)
    }

    @Test(
        "after a revision of the criteria, answers to items that changed are asked for again",
        arguments: OfferedEngine.all
    )
    func revised(engine: OfferedEngine) async throws {
        let (before, first, number) = try await renewable(engine)
        let level = try #require(first.draft.level)
        var next = try #require(Application.criteria(of: level, rules: before.store.rules, on: before.today))
        next.id = "JST-CR-01-01-2099R1"
        next.published = try #require(SchemeDate(before.today.text))
        next.items[1].subject.en += " and more"
        var added = next.items[2]
        added.id = "S1.1-99"
        next.items.append(added)
        var rules = before.store.rules
        rules.criteria.append(next)
        let registry = try await before.registry.reopened(with: rules)
        let sample = ApplicationSample(registry: registry, accounts: before.accounts, record: before.record)
        let opened = try await sample.open(.extension, about: number)
        let changed = next.items[1].id
        #expect(Set(opened.draft.checklist.keys) == Set(first.draft.checklist.keys).subtracting([changed]))
        let file = try await sample.file(opened.id, for: .maker)
        let current = try #require(file.current)
        let renewal = Renewal(file.application, of: current, last: file.last, rules: rules, on: sample.today)
        #expect(renewal.criteria.added == ["S1.1-99"] && renewal.criteria.changed == [changed])
        #expect(renewal.differences.map(\.field) == ["criteria"])
        let gaps = opened.gaps(of: file.applicant, current: current, rules: rules, on: sample.today)
        #expect(gaps.map(\.code) == ["unanswered", "unanswered"] && gaps.allSatisfy { $0.part == .checklist })
    }
}

extension RegistryStore {
    /// Enters issued applications as rows, a minute apart; the oldest took a hundred days, the others an hour.
    func fillIssued(
        _ count: Int,
        slowest: Int,
        by account: Account,
        draft: ApplicationDraft,
        until now: Moment
    ) async throws {
        try await engine.write { db in
            let rows = ApplicationRows(db: db)
            let first = try rows.nextIdentity()
            for index in 0..<count {
                let issued = now + Int64(index - count) * 60_000
                let submitted = issued + (index < slowest ? -100 * 86_400_000 : -3_600_000)
                var application = Application(
                    id: first + Int64(index),
                    kind: .new,
                    organisation: account.organisation.id,
                    draft: draft,
                    at: submitted
                )
                application.state = .issued
                try rows.add(application, registration: nil)
                var passing = application
                for (word, before, after, at) in [
                    ("open", ApplicationState.draft, ApplicationState.draft, submitted),
                    ("submit", .draft, .submitted, submitted), ("issue", .submitted, .issued, issued),
                ] {
                    passing.state = after
                    try rows.addStep(word, to: passing, from: before, note: "", by: account, at: at)
                }
            }
        }
    }
}
