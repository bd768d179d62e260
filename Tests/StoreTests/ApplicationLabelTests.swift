import Registry
import TestSupport
import Testing

@testable import Store

@Suite("what an application does to a label")
struct ApplicationLabelTests {
    /// A label, its last day, and a clock on the first day of its renewal.
    private func renewable() async throws -> (ApplicationSample, RegistrationNumber, end: Day) {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        let end = try #require(try await sample.label(number).period(on: sample.today).heldUntil)
        sample.set(end - sample.store.rules.ladder.renewalOpensDaysBefore)
        return (sample, number, end)
    }

    @Test("a renewal opens within the ladder's days before the end, once, and is filed before the end passes")
    func opening() async throws {
        let (sample, number, end) = try await renewable()
        let first = sample.today
        sample.set(first - 1)
        #expect(try await refusal { try await sample.open(.extension, about: number) }?.code == "tooEarly")
        sample.set(first)
        let opened = try await sample.begin(.extension, about: number)
        #expect(try await refusal { try await sample.open(.extension, about: number) }?.code == "applicationOpen")
        // What the label says, and what was answered the last time, is there again.
        #expect(opened.draft.models.map(\.number.exact) == ["DC-100", "DC-100B"])
        #expect(opened.draft.checklist == sample.draft().checklist)
        let ready = try await sample.walk(opened, to: .numberIssued)
        sample.set(end + 1)
        #expect(try await sample.label(number).answer(on: sample.today).standing == .lapsed)
        let before = try await ApplicationFootprint.of(sample.store)
        let late = try await refusal { try await sample.walk(ready, to: .submitted) }
        #expect(late?.code == "illegalTransition")
        #expect(try await ApplicationFootprint.of(sample.store) == before)
        try await sample.walk(ready, to: .withdrawnByApplicant)
        #expect(try await refusal { try await sample.open(.extension, about: number) }?.code == "illegalTransition")
    }

    @Test("a pending renewal defers the end, and the new period follows the old one", arguments: [-30, 0, 1, 10])
    func extended(days: Int) async throws {
        let (sample, number, end) = try await renewable()
        let filed = try await sample.walk(try await sample.begin(.extension, about: number), to: .submitted)
        let pending = try await sample.label(number)
        #expect(pending.answer(on: end).standing == .valid && pending.answer(on: end + 1).standing == .grace)
        sample.set(end + days)
        let issued = try await sample.walk(filed, to: .issued)
        #expect(issued.registration == number)
        let label = try await sample.label(number)
        for day in [end, end + 1, end + 100] { #expect(label.answer(on: day).standing == .valid, "\(day)") }
        let newEnd = sample.store.rules.validity.heldUntil(extending: end)
        #expect(label.answer(on: end + 1).period.heldUntil == newEnd)
        #expect(label.answer(on: newEnd).standing == .valid && label.answer(on: newEnd + 1).standing == .lapsed)
        #expect(try await sample.store.ledgerFaults() == [])
    }

    @Test(
        "a renewal refused or given up leaves the label to its end",
        arguments: [ApplicationState.refused, .withdrawnByApplicant],
        [-30, 10]
    )
    func dropped(state: ApplicationState, days: Int) async throws {
        let (sample, number, end) = try await renewable()
        let filed = try await sample.walk(try await sample.begin(.extension, about: number), to: .submitted)
        sample.set(end + days)
        try await sample.walk(filed, to: state)
        let label = try await sample.label(number)
        #expect(label.answer(on: end).standing == .valid && label.answer(on: end + 1).standing == .lapsed)
        #expect(try await sample.store.ledgerFaults() == [])
        // Where there is time left, it may be asked for again.
        let again = try await refusal { try await sample.open(.extension, about: number) }
        #expect(again?.code == (days < 0 ? nil : "illegalTransition"))
    }

    @Test(
        "a renewal whose label ended meanwhile can still end itself",
        arguments: [ApplicationState.refused, .withdrawnByApplicant],
        [LabelOrder.revoke, .withdraw, .abandonExtension]
    )
    func overtaken(state: ApplicationState, order: LabelOrder) async throws {
        let (sample, number, _) = try await renewable()
        let filed = try await sample.walk(try await sample.begin(.extension, about: number), to: .submitted)
        _ = try await sample.store.perform(order, on: .number(number), OrderTerms(actor: "t"), at: sample.clock.now)
        let standing = try await sample.label(number).answer(on: sample.today).standing
        let ended = try await sample.walk(filed, to: state)
        #expect(ended.state == state)
        #expect(try await sample.label(number).answer(on: sample.today).standing == standing)
    }

    @Test("a change of models counts from its issue")
    func models() async throws {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        sample.set(sample.today + 7)
        let opened = try await sample.begin(.change, about: number)
        var draft = opened.draft
        draft.models.removeAll { $0.number.exact == "DC-100B" }
        let saved = try await sample.perform(.save(draft), on: opened.id, by: .maker)
        try await sample.walk(saved, to: .issued)
        let label = try await sample.label(number)
        #expect(label.answer(on: sample.today - 1).models.map(\.number.exact) == ["DC-100", "DC-100B"])
        #expect(label.answer(on: sample.today).models.map(\.number.exact) == ["DC-100", "DC-200"])
        #expect(try await sample.store.ledger().suffix(2).map(\.amount) == [22_000, 22_000])
    }

    @Test("a withdrawal costs nothing and ends the label")
    func withdrawal() async throws {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        sample.set(sample.today + 7)
        let opened = try await sample.begin(.withdrawal, about: number)
        try await sample.walk(opened, to: .issued)
        let label = try await sample.label(number)
        #expect(label.answer(on: sample.today).standing == .withdrawn)
        #expect(label.answer(on: sample.today - 1).standing == .valid)
        #expect(try await sample.store.ledger().allSatisfy { $0.application != opened.id })
    }

    @Test("a provisional number ends with a word on the number that follows it")
    func provisional() async throws {
        let sample = try await ApplicationSample.make()
        let accepted = try await sample.walk(try await sample.begin(), to: .accepted)
        let granted = try await sample.perform(.grantProvisional(number: nil), on: accepted.id, by: .approver)
        let first = try RegistrationNumber(try #require(granted.numbers.provisional))
        #expect(granted.registration == nil && granted.state == .accepted)
        #expect(try await sample.label(first).answer(on: sample.today).standing == .provisional)
        sample.set(sample.today + 7)
        let issued = try await sample.walk(granted, to: .issued)
        let number = try #require(issued.registration)
        #expect(number != first)
        let ended = try await sample.label(first)
        #expect(ended.answer(on: sample.today).standing == .withdrawn && ended.isProvisional)
        #expect(ended.events.last?.publicNote.contains(number.text) == true)
        #expect(try await sample.label(number).answer(on: sample.today).standing == .valid)
        // The provisional number is nobody's to renew or to give up.
        #expect(try await refusal { try await sample.open(.withdrawal, about: first) }?.code == "notHeld")
    }

    @Test(
        "a provisional number ends with its application",
        arguments: [ApplicationState.refused, .withdrawnByApplicant]
    )
    func provisionalEnds(state: ApplicationState) async throws {
        let sample = try await ApplicationSample.make()
        let accepted = try await sample.walk(try await sample.begin(), to: .accepted)
        let granted = try await sample.perform(.grantProvisional(number: "P-1"), on: accepted.id, by: .approver)
        sample.set(sample.today + 7)
        try await sample.walk(granted, to: state)
        #expect(try await sample.label(RegistrationNumber("P-1")).answer(on: sample.today).standing == .withdrawn)
        #expect(try await sample.store.ledgerFaults() == [])
    }

    @Test("nobody's label is made out of another's provisional number")
    func anothersProvisional() async throws {
        let sample = try await ApplicationSample.make()
        let theirs = try await sample.walk(try await sample.begin(by: .rival), to: .accepted)
        try await sample.perform(.grantProvisional(number: "P-1"), on: theirs.id, by: .approver)
        let ours = try await sample.walk(try await sample.begin(), to: .underConfirmation)
        try await sample.perform(.recommend(toIssue: true, "In order"), on: ours.id, by: .reviewer)
        let number = try RegistrationNumber("P-1")
        let order = ApplicationOrder.issue(number: number, heldUntil: nil, publicNote: "")
        let refused = try await refusal { try await sample.perform(order, on: ours.id, by: .approver) }
        #expect(refused?.kind == .conflict && refused?.code == "numberTaken")
        #expect(try await sample.label(number).answer(on: sample.today).standing == .provisional)
    }

    @Test("a provisional label says nothing that was not submitted: no number while a correction is open")
    func unsignedDraft() async throws {
        let sample = try await ApplicationSample.make()
        let accepted = try await sample.walk(try await sample.begin(), to: .accepted)
        try await sample.perform(.askCorrection("Page 2", until: sample.today + 7), on: accepted.id, by: .reviewer)
        var draft = accepted.draft
        draft.product.nameJA = "まだ宣言していない名前"
        try await sample.perform(.save(draft), on: accepted.id, by: .maker)
        let order = ApplicationOrder.grantProvisional(number: "P-1")
        let refused = try await refusal { try await sample.perform(order, on: accepted.id, by: .approver) }
        let kept = try await sample.store.find(RegistrationNumber("P-1")).registration
        #expect(refused != nil || kept?.products.last?.value.nameJA == accepted.draft.product.nameJA)
    }

    @Test("whose name and number stand on a label may not act for it; whom the office recorded may, and nobody else")
    func owner() async throws {
        let sample = try await ApplicationSample.make()
        let store = sample.store
        var filing = Filing.sample()
        filing.product.category = "camera-surveillance"
        filing.manufacturer.identify(as: sample[.maker].organisation)
        let number = try await sample.registry.issue("T-1", filing).number
        let unknown = try RegistrationNumber("T-2")
        let notHeld = try await refusal { try await sample.open(.withdrawal, about: unknown) }
        #expect(notHeld?.kind == .missing && notHeld?.code == "notHeld")
        #expect(try await refusal { try await sample.open(.withdrawal, about: number) } == notHeld)
        func set(_ number: RegistrationNumber, _ organisation: Int64, by person: Person) async throws -> String? {
            try await refusal {
                try await store.setOwner(of: number, to: organisation, by: sample[person], at: sample.clock.now)
            }?.code
        }
        let (maker, rival) = (sample[.maker].organisation.id, sample[.rival].organisation.id)
        for person in Person.allCases where person != .approver {
            #expect(try await set(number, maker, by: person) == "forbidden", "\(person)")
        }
        #expect(try await set(unknown, maker, by: .approver) == "unknownNumber")
        #expect(try await set(number, sample.record.organisation.id, by: .approver) == "missing")
        #expect(try await set(number, 999, by: .approver) == "missing")
        #expect(try await store.ownedRegistrations(of: maker).isEmpty)
        #expect(try await set(number, maker, by: .approver) == nil)
        #expect(try await store.ownedRegistrations(of: maker).map(\.registration.number) == [number])
        #expect(try await refusal { try await sample.open(.withdrawal, about: number, by: .rival) } == notHeld)
        let opened = try await sample.begin(.withdrawal, about: number)
        #expect(opened.registration == number)
        #expect(try await set(number, rival, by: .approver) == nil)
        #expect(try await refusal { try await sample.open(.change, about: number) } == notHeld)
        #expect(try await sample.open(.change, about: number, by: .rival).registration == number)
        let acts = try await store.acts(ActFilter(verb: "setOwner"), limit: 9)
        #expect(acts.reversed().map(\.detail) == ["organisation \(maker)", "organisation \(rival)"])
    }
}
