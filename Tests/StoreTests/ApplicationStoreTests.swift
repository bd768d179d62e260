import Registry
import TestSupport
import Testing

@testable import Store

@Suite("an application in the store")
struct ApplicationStoreTests {
    @Test("its life leads to a label, and every step of it is kept", arguments: OfferedEngine.all)
    func life(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let ready = try await sample.walk(try await sample.begin(), to: .underConfirmation)
        let id = ready.id
        try await sample.perform(.recommend(toIssue: true, "In order"), on: id, by: .reviewer)
        let outcome = try await sample.store.perform(
            ApplicationSample.issue,
            on: id,
            version: ready.version + 1,
            by: sample[.approver],
            at: sample.clock.now
        )
        let issued = outcome.application
        #expect(issued.state == .issued && issued.version == 12 && !outcome.isRepeat)
        let label = try await sample.label(try #require(issued.registration))
        #expect(outcome.codes == [label.code])
        let answer = label.answer(on: sample.today)
        #expect(answer.standing == .valid)
        #expect(answer.period.heldUntil == sample.store.rules.validity.heldUntil(from: sample.today))
        #expect(answer.manufacturer.nameJA == sample[.maker].organisation.nameJA)
        #expect(answer.models.map(\.number.exact) == ["DC-100", "DC-100B"])
        try await checkRecords(of: issued, sample)
    }

    private func checkRecords(of issued: Application, _ sample: ApplicationSample) async throws {
        let file = try await sample.file(issued.id, for: .maker)
        let words = [
            "open", "requestNumber", "recordNumber", "submit", "receive", "accept", "invoice", "recordPayment",
            "confirm", "recommend", "issue",
        ]
        #expect(file.steps.map(\.word) == words)
        #expect(zip(file.steps, file.steps.dropFirst()).allSatisfy { $0.after == $1.before })
        #expect(file.steps.last?.after == .issued)
        let people: [Person] = [.maker, .reviewer, .finance, .approver]
        #expect(Set(file.steps.map(\.by)) == Set(people.map { sample[$0].id }))
        // The applicant reads the names of its own people alone.
        #expect(Set(file.names.keys) == [sample[.maker].id])
        // What was submitted is what was issued, declaration and all.
        #expect(file.application == issued)
        #expect(file.submitted?.draft == issued.draft && file.submitted?.number == 1)
        #expect(file.submitted?.draft.declaration != nil && file.submittedBefore == nil)
        let ledger = try await sample.store.ledger()
        #expect(ledger.map(\.entry) == ["charged", "paid"] && Set(ledger.map(\.amount)) == [198_000])
        #expect(Set(ledger.map(\.invoice)) == [issued.invoice?.number])
        let owned = try await sample.store.ownedRegistrations(of: sample[.maker].organisation.id)
        #expect(owned.map(\.registration.number) == [issued.registration])
        #expect(try await sample.store.ownedRegistrations(of: sample[.rival].organisation.id).isEmpty)
        let acts = try await sample.store.acts(ActFilter(subject: "application \(issued.id)"), limit: 50)
        #expect(acts.reversed().map(\.verb) == [words[0], "save"] + words.dropFirst())
        #expect(acts.first?.actor == sample[.approver].actor && acts.first?.detail == "underConfirmation → issued")
        #expect(try await sample.store.ledgerFaults() == [])
        let lines = try await sample.store.applications(.own(issued.organisation))
        #expect(lines.map(\.id) == [issued.id] && lines.first?.state == .issued)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let state: ApplicationState
        let order: ApplicationOrder
        let by: Person
        let code: String

        init(_ state: ApplicationState, _ order: ApplicationOrder, _ by: Person, _ code: String) {
            (self.state, self.order, self.by, self.code) = (state, order, by, code)
        }

        var testDescription: String { "\(order.word) by the \(by) in \(state): \(code)" }
    }

    private static let twice = ApplicationDraft(
        models: ["A", "A"].map { CoveredModel(number: ModelNumber(checked: $0)) }
    )
    private static let stranger = LaboratoryRecord(
        organisation: Organisation(id: 99, side: .laboratory, nameJA: "", nameEN: "L"),
        levels: [.star3],
        validFrom: .ever,
        validUntil: .far
    )

    static let refused: [Refused] = [
        Refused(.draft, ApplicationSample.submission, .maker, "illegalTransition"),
        Refused(.draft, .detach(7), .maker, "missing"),
        Refused(.draft, .save(twice), .maker, "duplicateModel"),
        Refused(.draft, .receive(on: nil), .reviewer, "missing"),
        Refused(.numberRequested, .recordNumber(" "), .maker, "malformedNumber"),
        Refused(.numberRequested, .abandon, .maker, "illegalTransition"),
        Refused(.numberIssued, .submit(name: " ", title: "CEO"), .maker, "noText"),
        Refused(.numberIssued, .save(ApplicationDraft()), .rival, "missing"),
        Refused(.submitted, .save(ApplicationDraft()), .maker, "illegalTransition"),
        Refused(.submitted, .accept(number: nil), .reviewer, "illegalTransition"),
        Refused(.submitted, .receive(on: nil), .finance, "forbidden"),
        Refused(.submitted, .receive(on: nil), .maker, "forbidden"),
        Refused(.submitted, .receive(on: nil), .rival, "missing"),
        Refused(.submitted, .receive(on: nil), .administrator, "missing"),
        Refused(.submitted, .receive(on: TestClock.t0.day + 1), .reviewer, "dayOutOfRange"),
        Refused(.received, .refuse("No"), .approver, "noRecommendation"),
        Refused(.accepted, .invoice(amount: 5, note: "n", dueDays: 30), .finance, "wrongAmount"),
        Refused(.accepted, .assignLaboratory(stranger), .reviewer, "notAssessed"),
        Refused(.accepted, .grantProvisional(number: ""), .approver, "malformedNumber"),
        Refused(.accepted, .answerCorrection(name: "A", title: "B"), .maker, "illegalTransition"),
        Refused(.feeDue, .recordPayment(1, on: TestClock.t0.day, reference: "r"), .finance, "wrongAmount"),
        Refused(.feeDue, .recordPayment(198_000, on: TestClock.t0.day + 1, reference: "r"), .finance, "dayOutOfRange"),
        Refused(.feeDue, .waive, .approver, "noWaiver"),
        Refused(.feeDue, ApplicationSample.invoice, .finance, "illegalTransition"),
        Refused(.underConfirmation, ApplicationSample.issue, .approver, "noRecommendation"),
        Refused(.underConfirmation, ApplicationSample.issue, .reviewer, "forbidden"),
        Refused(.issued, ApplicationSample.issue, .approver, "illegalTransition"),
        Refused(.issued, .withdraw("No"), .maker, "illegalTransition"),
    ]

    @Test("an order that is refused leaves nothing", arguments: refused)
    func refusedOrder(_ asked: Refused) async throws {
        let sample = try await ApplicationSample.make()
        let application = try await sample.walk(try await sample.begin(), to: asked.state)
        let before = try await ApplicationFootprint.of(sample.store)
        let refused = try await refusal { try await sample.perform(asked.order, on: application.id, by: asked.by) }
        #expect(refused?.code == asked.code)
        #expect(try await ApplicationFootprint.of(sample.store) == before)
    }

    @Test("an issue that fails midway leaves nothing: the number belongs to another label")
    func takenNumber() async throws {
        let sample = try await ApplicationSample.make()
        try await sample.registry.issue("T-1")
        let ready = try await sample.walk(try await sample.begin(), to: .underConfirmation)
        try await sample.perform(.recommend(toIssue: true, "In order"), on: ready.id, by: .reviewer)
        let before = try await ApplicationFootprint.of(sample.store)
        let number = try RegistrationNumber("T-1")
        let refused = try await refusal {
            try await sample.perform(
                .issue(number: number, heldUntil: nil, publicNote: ""),
                on: ready.id,
                by: .approver,
                key: "k"
            )
        }
        #expect(refused?.code == "numberTaken")
        #expect(try await ApplicationFootprint.of(sample.store) == before)
    }

    @Test("a number that was stated by hand is passed over by the sequence")
    func mintedNumber() async throws {
        let sample = try await ApplicationSample.make()
        let first = try await sample.walk(try await sample.begin(), to: .received)
        let second = try await sample.walk(try await sample.begin(by: .rival), to: .received)
        let stated = "DEMO-J-\(sample.today.civil.year)-00001"
        try await sample.perform(.accept(number: stated), on: first.id, by: .reviewer)
        let accepted = try await sample.perform(.accept(number: nil), on: second.id, by: .reviewer)
        #expect(accepted.numbers.acceptance != nil && accepted.numbers.acceptance != stated)
    }

    @Test("an order made from another version is refused, and its key is still free", arguments: [-1, 1] as [Int64])
    func version(step: Int64) async throws {
        let sample = try await ApplicationSample.make()
        let due = try await sample.walk(try await sample.begin(), to: .feeDue)
        let order = try #require(sample.next(due, towards: .issued)).order
        let before = try await ApplicationFootprint.of(sample.store)
        let refused = try await refusal {
            try await sample.perform(order, on: due.id, version: due.version + step, by: .finance, key: "k")
        }
        #expect(refused?.kind == .preconditionFailed && refused?.code == "changedMeanwhile")
        #expect(try await ApplicationFootprint.of(sample.store) == before)
        let paid = try await sample.perform(order, on: due.id, version: due.version, by: .finance, key: "k")
        #expect(paid.state == .feePaid && paid.version == due.version + 1)
    }

    @Test("a draft is its applicant's alone until it was submitted once; a returned one stays the office's to read")
    func drafts() async throws {
        let sample = try await ApplicationSample.make()
        let draft = try await sample.walk(try await sample.begin(), to: .numberIssued)
        let number = try #require(draft.numbers.application)
        let readers: [Person] = [.reviewer, .approver, .finance, .auditor]
        for person in Person.allCases where person != .maker {
            let refused = try await refusal { try await sample.file(draft.id, for: person) }
            #expect(refused == RegistryStore.noApplication, "\(person)")
            #expect(try await sample.store.applicationID(numbered: number, for: sample[person]) == nil, "\(person)")
        }
        #expect(try await sample.store.applicationID(numbered: number, for: sample[.maker]) == draft.id)
        for state in [ApplicationState.submitted, .returned, .issued] {
            let now = try await sample.file(draft.id, for: .maker).application
            try await sample.walk(now, to: state)
            for person in Person.allCases where person != .maker {
                let id = try await sample.store.applicationID(numbered: number, for: sample[person])
                #expect(id == (readers.contains(person) ? draft.id : nil), "\(person) in \(state)")
                let refused = try await refusal { try await sample.file(draft.id, for: person) }
                #expect(refused == (readers.contains(person) ? nil : RegistryStore.noApplication), "\(person)")
            }
        }
    }

    @Test("of an application put right, both submissions are kept as they were")
    func submissions() async throws {
        let sample = try await ApplicationSample.make()
        let returned = try await sample.walk(try await sample.begin(), to: .returned)
        var draft = returned.draft
        draft.product.nameJA = "別の名前"
        let saved = try await sample.perform(.save(draft), on: returned.id, by: .maker)
        #expect(saved.draft.declaration == nil)
        let office = try await sample.file(returned.id, for: .reviewer)
        #expect(office.submitted?.draft == returned.draft && office.submittedBefore == nil)
        try await sample.walk(saved, to: .submitted)
        let file = try await sample.file(returned.id, for: .reviewer)
        #expect(file.submitted?.draft.product.nameJA == "別の名前" && file.submitted?.number == 2)
        #expect(file.submittedBefore?.draft == returned.draft && file.submittedBefore?.number == 1)
    }

    @Test("a level that a laboratory assesses is the laboratory's from its assignment on, and says so on the label")
    func assessed() async throws {
        let sample = try await ApplicationSample.make()
        let accepted = try await sample.walk(try await sample.begin(level: .star3), to: .received)
        #expect(
            try await refusal { try await sample.file(accepted.id, for: .laboratory) } == RegistryStore.noApplication
        )
        try await sample.perform(.assignLaboratory(sample.record), on: accepted.id, by: .reviewer)
        let file = try await sample.file(accepted.id, for: .laboratory)
        #expect(file.laboratory == sample.record && file.application.assessment?.state == .documentReview)
        let lines = try await sample.store.applications(.assigned(sample.record.organisation.id))
        #expect(lines.map(\.id) == [accepted.id])
        let issued = try await sample.walk(file.application, to: .issued)
        #expect(issued.assessment?.state == .acceptedByIpa && issued.invoice?.amount == 880_000)
        let label = try await sample.label(try #require(issued.registration))
        #expect(label.standard.assurance == .thirdParty && label.standard.laboratory == "見本評価所")
    }
}
