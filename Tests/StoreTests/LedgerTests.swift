import Registry
import TestSupport
import Testing

@testable import Store

extension RegistryStore {
    private static let everyID = Statement("SELECT id FROM application ORDER BY id")
    private static let linesOf = Statement(
        "SELECT application_id, invoice, entry, amount FROM ledger WHERE application_id = ?1 ORDER BY id"
    )
    private static let stepsOf = Statement(
        "SELECT word, account_id FROM application_step WHERE application_id = ?1 ORDER BY number"
    )
    private static let ownerOf = Statement(
        """
        SELECT o.organisation_id FROM registration_owner o JOIN registration r ON r.id = o.registration_id
        WHERE r.number = ?1 AND r.source_id = 0
        """
    )

    /// What is wrong with the money and the decisions of any application; empty when all is well.
    func ledgerFaults() async throws -> [String] {
        try await engine.read { db in
            var faults: [String] = []
            for id in try db.all(Self.everyID, [], { $0.integer(0) }) {
                guard let application = try ApplicationRows(db: db).application(id) else { continue }
                let lines = try db.all(Self.linesOf, [.integer(id)]) { row in
                    LedgerLine(
                        application: row.integer(0),
                        invoice: row.text(1),
                        entry: row.text(2),
                        amount: row.integer(3)
                    )
                }
                let steps = try db.all(Self.stepsOf, [.integer(id)]) { (word: $0.text(0), by: $0.integer(1)) }
                let owner = try application.registration.flatMap { number in
                    try db.first(Self.ownerOf, [.text(number.text)]) { $0.integer(0) }
                }
                let found =
                    Self.moneyFaults(application, lines)
                    + Self.decisionFaults(application, steps.map { ($0.word, $0.by) }, owner: owner)
                faults += found.map { "application \(id) (\(application.kind), \(application.state)): \($0)" }
            }
            return faults
        }
    }

    private static func moneyFaults(_ application: Application, _ lines: [LedgerLine]) -> [String] {
        var faults: [String] = []
        let charges = lines.filter { $0.entry == "charged" }
        let settlements = lines.filter { $0.entry != "charged" }
        if charges.count > 1 { faults.append("charged \(charges.count) times") }
        if settlements.count > 1 { faults.append("settled \(settlements.count) times") }
        if settlements.count > charges.count { faults.append("settled without a charge") }
        if Set(lines.map(\.amount)).count > 1 { faults.append("amounts differ") }
        if Set(lines.map(\.invoice)).count > 1 { faults.append("invoices differ") }
        if lines.first.map({ $0.entry != "charged" }) ?? false { faults.append("settled before it was charged") }
        if (application.invoice == nil) != charges.isEmpty { faults.append("invoice and charge do not agree") }
        if let invoice = application.invoice {
            if charges.first.map({ $0.amount != Int64(invoice.amount) }) ?? false { faults.append("another amount") }
            let entry: String? =
                switch invoice.outcome {
                case .open: nil
                case .paid: "paid"
                case .waived: "waived"
                case .void: "voided"
                }
            if settlements.first?.entry != entry { faults.append("invoice and settlement do not agree") }
            if entry == nil, application.state.isTerminal { faults.append("ended with an open invoice") }
        }
        if application.state == .issued, application.kind.feeAction != nil {
            let isSettled = settlements.contains { $0.entry == "paid" || $0.entry == "waived" }
            if !isSettled { faults.append("issued before its fee was settled") }
        }
        return faults
    }

    private static func decisionFaults(
        _ application: Application,
        _ steps: [(word: String, by: Int64)],
        owner: Int64?
    ) -> [String] {
        var faults: [String] = []
        let issues = steps.filter { $0.word == "issue" }
        guard application.state == .issued else {
            if !issues.isEmpty { faults.append("an issue, and not issued") }
            if application.kind == .new, application.registration != nil { faults.append("a label, and not issued") }
            return faults
        }
        if issues.count != 1 { faults.append("issued \(issues.count) times") }
        if application.registration == nil { faults.append("no registration") }
        if application.kind.isAssessed, owner != application.organisation { faults.append("the label is another's") }
        let reviewers = steps.filter { ApplicationAction(rawValue: $0.word)?.permission == .review }.map(\.by)
        if reviewers.isEmpty { faults.append("nobody reviewed it") }
        if issues.contains(where: { reviewers.contains($0.by) }) { faults.append("its reviewer issued it") }
        return faults
    }
}

@Suite("the ledger")
struct LedgerTests {
    /// One application, lived by chance.
    private struct Life {
        let sample: ApplicationSample
        var random: Seeded

        mutating func live(_ application: Application) async throws {
            var application = application
            let fate = Int.random(in: 0..<10, using: &random)
            for _ in 0..<60 where !application.state.isTerminal {
                let steps = chance(application, fate)
                for step in steps {
                    // Refused steps are part of a life.
                    _ = try await refusal { try await sample.perform(step.0, on: application.id, by: step.1) }
                }
                let owner = sample.owner(of: application)
                application = try await sample.file(application.id, for: owner).application
            }
        }

        private mutating func chance(_ application: Application, _ fate: Int) -> [(ApplicationOrder, Person)] {
            let owner = sample.owner(of: application)
            let today = sample.today
            if application.correction != nil {
                return [(.save(application.draft), owner), (.answerCorrection(name: "甲野", title: "部長"), owner)]
            }
            switch Int.random(in: 0..<30, using: &random) {
            case 0: return [(.withdraw("Enough"), owner)]
            case 1: return [(.returnForCorrection("Page 2"), .reviewer)]
            case 2: return [(.askCorrection("Page 3", until: today + 7), .reviewer)]
            case 3: return [(.grantProvisional(number: nil), .approver)]
            case 4: return [(ApplicationSample.issue, .approver)]
            case 5: return [(ApplicationSample.invoice, .finance), (ApplicationSample.invoice, .finance)]
            case 6: return [(.recordPayment(1, on: today, reference: "r"), .finance)]
            case 7...9: return [(.proposeWaiver("A trial"), .finance), (.waive, .finance), (.waive, .approver)]
            default:
                let end: ApplicationState = fate == 0 ? .refused : .issued
                return sample.next(application, towards: end).map { [($0.order, $0.by)] } ?? []
            }
        }
    }

    @Test("agrees with every application after fifty lives lived by chance", arguments: 1...2 as ClosedRange<UInt64>)
    func lives(seed: UInt64) async throws {
        let sample = try await ApplicationSample.make()
        var life = Life(sample: sample, random: Seeded(seed))
        for _ in 0..<30 {
            let person: Person = Bool.random(using: &life.random) ? .maker : .rival
            try await life.live(try await sample.begin(by: person))
        }
        #expect(try await sample.store.ledgerFaults() == [], "seed \(seed)")
        // Towards the end of their labels, what they are about changes.
        sample.set(sample.store.rules.validity.heldUntil(from: sample.today) - 90)
        var numbers: [(RegistrationNumber, Person)] = []
        for person in [Person.maker, .rival] {
            let owned = try await sample.store.ownedRegistrations(of: sample[person].organisation.id)
            numbers += owned.map { ($0.registration.number, person) }
        }
        #expect(numbers.count > 5, "seed \(seed)")
        for _ in 0..<20 {
            let kinds: [ApplicationKind] = [.extension, .extension, .change, .withdrawal]
            let kind = kinds.randomElement(using: &life.random) ?? .extension
            let about = numbers.randomElement(using: &life.random)
            guard let (number, person) = about else { continue }
            do {
                try await life.live(try await sample.begin(kind, about: number, by: person))
            } catch is Refusal {
                try await life.live(try await sample.begin(by: person))
            }
        }
        #expect(try await sample.store.ledgerFaults() == [], "seed \(seed)")
        let entries = Set(try await sample.store.ledger().map(\.entry))
        #expect(entries.isSuperset(of: ["charged", "paid", "waived"]), "seed \(seed)")
        #expect(try await sample.store.check().isEmpty, "seed \(seed)")
    }

    @Test("a fee is waived by two people, and an end voids what is open")
    func waiverAndVoid() async throws {
        let sample = try await ApplicationSample.make()
        let first = try await sample.walk(try await sample.begin(), to: .feeDue)
        #expect(try await refusal { try await sample.perform(.waive, on: first.id, by: .approver) }?.code == "noWaiver")
        try await sample.perform(.proposeWaiver("A trial"), on: first.id, by: .finance)
        #expect(try await refusal { try await sample.perform(.waive, on: first.id, by: .finance) }?.code == "forbidden")
        try await sample.perform(.waive, on: first.id, by: .approver)
        let second = try await sample.walk(try await sample.begin(), to: .feeDue)
        try await sample.walk(second, to: .withdrawnByApplicant)
        #expect(try await sample.store.ledger().map(\.entry) == ["charged", "waived", "charged", "voided"])
        #expect(try await sample.store.ledgerFaults() == [])
    }

    @Test("who reviewed does not decide, whatever role comes later")
    func secondPerson() async throws {
        let sample = try await ApplicationSample.make()
        let ready = try await sample.walk(try await sample.begin(), to: .underConfirmation)
        try await sample.perform(.recommend(toIssue: true, "In order"), on: ready.id, by: .reviewer)
        let reviewer = sample[.reviewer].id
        try await sample.store.changeRoles(
            of: reviewer,
            to: [.approver],
            by: sample[.administrator],
            at: sample.clock.now
        )
        let members = try await sample.store.members(of: sample[.reviewer].organisation.id)
        let risen = try #require(members.first { $0.id == reviewer })
        #expect(risen.roles == [.approver])
        let refused = try await refusal {
            try await sample.store.perform(
                ApplicationSample.issue,
                on: ready.id,
                version: nil,
                by: risen,
                at: sample.clock.now
            )
        }
        #expect(refused?.code == "secondPerson")
        #expect(try await sample.perform(ApplicationSample.issue, on: ready.id, by: .approver).state == .issued)
    }
}
