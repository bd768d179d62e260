import Registry
import TestSupport
import Testing

@testable import Store

@Suite("two manufacturers in one registry")
struct ApplicationTenantTests {
    /// In all, over four seeds.
    private static let operations = TestEngines.isPostgres ? 2_000 : 20_000

    @Test("nothing that one does reaches or shows what is the other's", arguments: 1...4 as ClosedRange<UInt64>)
    func apart(seed: UInt64) async throws {
        var tenants = try await Tenants(seed)
        for number in 0..<Self.operations / 4 {
            if let fault = try await tenants.act() {
                Issue.record("seed \(seed), operation \(number): \(fault)")
                return
            }
        }
        // So that a test of refusals alone cannot pass.
        #expect(tenants.done > Self.operations / 400 && tenants.refused > Self.operations / 40, "seed \(seed)")
        #expect(try await tenants.strangers() == 0, "seed \(seed)")
    }
}

/// Two manufacturers who try everything on everything, and what should stand after it.
private struct Tenants {
    let sample: ApplicationSample
    var random: Seeded
    var done = 0
    var refused = 0
    /// By id: whose it is and its version.
    private var model: [Int64: [Int64]] = [:]
    private var numbers: [Person: RegistrationNumber] = [:]
    private let noDocument: Refusal?
    private let notHeld: Refusal?

    private static let rows = Statement("SELECT id, organisation_id, version FROM application")
    private static let strange = Statement(
        """
        SELECT COUNT(*) FROM application_step s JOIN application a ON a.id = s.application_id
        JOIN account c ON c.id = s.account_id JOIN organisation o ON o.id = c.organisation_id
        WHERE o.side = 'manufacturer' AND o.id <> a.organisation_id
        """
    )
    private static let states: [ApplicationState] = [
        .draft, .numberRequested, .numberIssued, .submitted, .returned, .accepted, .feeDue, .underConfirmation,
    ]

    init(_ seed: UInt64) async throws {
        let sample = try await ApplicationSample.make()
        (self.sample, random) = (sample, Seeded(seed))
        let digest = try await sample.store.keepFile([1], at: sample.clock.now)
        for person in [Person.maker, .rival] {
            numbers[person] = try await sample.issued(by: person).number
            for state in Self.states {
                let begun = try await sample.begin(by: person)
                let attach = ApplicationOrder.attach(kind: "other", name: "a", digest: digest, size: 1)
                let walked = try await sample.walk(
                    try await sample.perform(attach, on: begun.id, by: person),
                    to: state
                )
                guard state == .accepted else { continue }
                let asked = ApplicationOrder.askCorrection("Page 2", until: sample.today + 7)
                try await sample.perform(asked, on: walked.id, by: .reviewer)
            }
        }
        let maker = sample[.maker]
        noDocument = try await refusal {
            try await sample.store.document(1, of: 999_999, for: maker, at: sample.clock.now)
        }
        notHeld = try await refusal { try await sample.open(.withdrawal, about: RegistrationNumber("none")) }
        model = try await rows()
    }

    private func rows() async throws -> [Int64: [Int64]] {
        let found = try await sample.store.engine.lookup { db in
            try db.all(Self.rows) { [$0.integer(0), $0.integer(1), $0.integer(2)] }
        }
        return Dictionary(found.map { ($0[0], [$0[1], $0[2]]) }, uniquingKeysWith: { $1 })
    }

    /// Steps by manufacturers' people on what is not theirs.
    func strangers() async throws -> Int64? {
        try await sample.store.engine.read { try $0.first(Self.strange) { $0.integer(0) } }
    }

    private mutating func roll(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    /// One operation; a sentence where something is as it should not be.
    mutating func act() async throws -> String? {
        let person: Person = roll(2) == 0 ? .maker : .rival
        let own = sample[person].organisation.id
        let ids = model.keys.sorted()
        let id: Int64 = roll(10) == 0 ? [-1, 0, 999_999, .max][roll(4)] : ids[roll(ids.count)]
        let isOwn = model[id]?.first == own
        let fault: String? =
            switch roll(20) {
            case 0: try await open(person)
            case 1: try await read(id, isOwn, person)
            case 2: try await readDocument(id, isOwn, person)
            case 3: try await find(id, isOwn, person)
            default: try await perform(id, isOwn, person)
            }
        if let fault { return "\(person) on \(id) (own: \(isOwn)): \(fault)" }
        let rows = try await rows()
        return rows == model ? nil : "\(person) on \(id): \(rows) is not \(model)"
    }

    private mutating func perform(_ id: Int64, _ isOwn: Bool, _ person: Person) async throws -> String? {
        let order = order()
        let version: Int64? = [nil, nil, model[id]?.last, model[id]?.last, Int64(roll(30))][roll(5)]
        let key = roll(8) == 0 ? "k\(roll(200))" : nil
        do {
            let outcome = try await sample.store.perform(
                order,
                on: id,
                version: version,
                by: sample[person],
                key: key,
                at: sample.clock.now
            )
            guard isOwn, let before = model[id] else { return "\(order.word) was done" }
            let grown: Int64 = outcome.isRepeat ? 0 : 1
            guard outcome.application.id == id, outcome.application.version == before[1] + grown else {
                return "\(order.word) answered \(outcome.application.id) at \(outcome.application.version)"
            }
            model[id] = [before[0], outcome.application.version]
            done += 1
            return nil
        } catch let refusal as Refusal {
            refused += 1
            return isOwn || refusal == RegistryStore.noApplication ? nil : "\(order.word): \(refusal)"
        }
    }

    private mutating func open(_ person: Person) async throws -> String? {
        let other: Person = person == .maker ? .rival : .maker
        let about = [numbers[other], try RegistrationNumber("none"), nil][roll(3)]
        let kinds: [ApplicationKind] = [.extension, .change, .withdrawal]
        let kind: ApplicationKind = about == nil ? .new : kinds[roll(3)]
        guard about != nil || model.count < 80 else { return nil }
        do {
            let opened = try await sample.open(kind, about: about, by: person)
            guard about == nil, opened.organisation == sample[person].organisation.id else { return "opened" }
            model[opened.id] = [opened.organisation, 1]
            return nil
        } catch let refusal as Refusal {
            return about != nil && refusal == notHeld ? nil : "open: \(refusal)"
        }
    }

    private func read(_ id: Int64, _ isOwn: Bool, _ person: Person) async throws -> String? {
        let refused = try await refusal { try await sample.file(id, for: person) }
        return refused == (isOwn ? nil : RegistryStore.noApplication) ? nil : "read: \(String(describing: refused))"
    }

    private func readDocument(_ id: Int64, _ isOwn: Bool, _ person: Person) async throws -> String? {
        let refused = try await refusal {
            try await sample.store.document(1, of: id, for: sample[person], at: sample.clock.now)
        }
        return isOwn || refused == noDocument ? nil : "document: \(String(describing: refused))"
    }

    private func find(_ id: Int64, _ isOwn: Bool, _ person: Person) async throws -> String? {
        let found = try await sample.store.applicationID(numbered: "IPA-\(id)", for: sample[person])
        return found == nil || isOwn ? nil : "found by number: \(String(describing: found))"
    }

    /// Any order at all: the applicant's, the office's, the laboratory's.
    private mutating func order() -> ApplicationOrder {
        let today = sample.today
        switch roll(26) {
        case 0...3:
            var draft = sample.draft()
            draft.remark = "\(roll(1000))"
            return .save(draft)
        case 4: return .attach(kind: "other", name: "b", digest: "\(roll(1000))", size: 1)
        case 5: return .detach(roll(5))
        case 6: return .requestNumber
        case 7: return .recordNumber("N-\(random.next())")
        case 8: return ApplicationSample.submission
        case 9: return .returnForCorrection("x")
        case 10: return .receive(on: nil)
        case 11: return .accept(number: nil)
        case 12: return .askCorrection("x", until: today + 7)
        case 13: return .answerCorrection(name: "A", title: "B")
        case 14: return .assignLaboratory(sample.record)
        case 15: return .grantProvisional(number: nil)
        case 16: return ApplicationSample.invoice
        case 17: return .recordPayment(198_000, on: today, reference: "r")
        case 18: return .proposeWaiver("x")
        case 19: return .waive
        case 20: return .confirm
        case 21: return .recommend(toIssue: true, "x")
        case 22: return ApplicationSample.issue
        case 23: return .refuse("x")
        case 24: return .assess(roll(2) == 0 ? .pass(version: "1") : .rectify([1: "2"]))
        // Seldom, or soon nothing would be left to try anything on.
        default: return roll(20) > 0 ? .detach(1) : roll(2) == 0 ? .withdraw("x") : .abandon
        }
    }
}
