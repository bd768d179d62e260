import Foundation
import Registry
import TestSupport
import Testing

@testable import Store

/// Applications that met everything an application can meet, by their numbers in `Tampering.table`.
private struct WholeLife {
    let sample: ApplicationSample

    /// On an engine of its own, with the clock at the end of the last step.
    static func make(_ engine: any Engine) async throws -> WholeLife {
        let life = WholeLife(sample: try await ApplicationSample.make(engine))
        let waived = try await life.waived()
        try await life.walk(try await life.begin(level: .star3), to: .issued)
        try await life.walk(
            try await life.walk(try await life.begin(by: .rival), to: .feeDue),
            to: .withdrawnByApplicant
        )
        try await life.walk(try await life.begin(by: .rival), to: .refused)
        try await life.renewed(try #require(waived.registration))
        try await life.undecided()
        try await life.corrected()
        // A draft with a file, and nothing else.
        let draft = try await life.begin(by: .rival)
        let digest = try await life.sample.store.keepFile([1, 2, 3], at: life.sample.clock.now)
        try await life.perform(.attach(kind: "other", name: "a.txt", digest: digest, size: 3), draft, .rival)
        return life
    }

    /// Every step has a moment of its own, so that no two can be exchanged unseen.
    @discardableResult
    private func perform(
        _ order: ApplicationOrder,
        _ application: Application,
        _ person: Person
    ) async throws -> Application {
        sample.clock.advance(milliseconds: 1000)
        return try await sample.perform(order, on: application.id, by: person)
    }

    private func begin(
        _ kind: ApplicationKind = .new,
        about number: RegistrationNumber? = nil,
        level: StarLevel = .star1,
        by person: Person = .maker
    ) async throws -> Application {
        sample.clock.advance(milliseconds: 1000)
        return try await sample.begin(kind, about: number, level: level, by: person)
    }

    @discardableResult
    private func walk(_ application: Application, to state: ApplicationState) async throws -> Application {
        var application = application
        while application.state != state {
            guard let step = sample.next(application, towards: state) else {
                throw Refusal(.conflict, "\(application.state) does not lead to \(state)")
            }
            application = try await perform(step.order, application, step.by)
        }
        return application
    }

    /// 1: corrected once, with a provisional number, its fee waived by two people; issued.
    private func waived() async throws -> Application {
        var application = try await walk(try await begin(), to: .accepted)
        application = try await perform(.askCorrection("Page 2", until: sample.today + 7), application, .reviewer)
        var draft = application.draft
        draft.product.nameEN = "Door camera, corrected"
        application = try await perform(.save(draft), application, .maker)
        application = try await perform(.answerCorrection(name: "甲野", title: "部長"), application, .maker)
        application = try await perform(.grantProvisional(number: nil), application, .approver)
        application = try await perform(ApplicationSample.invoice, application, .finance)
        application = try await perform(.proposeWaiver("A trial"), application, .finance)
        application = try await perform(.waive, application, .approver)
        return try await walk(application, to: .issued)
    }

    /// 5: the first label's next period, filed and issued before its end.
    private func renewed(_ number: RegistrationNumber) async throws {
        let end = try #require(try await sample.label(number).period(on: sample.today).heldUntil)
        sample.set(end - 30)
        try await walk(try await begin(.extension, about: number), to: .issued)
    }

    /// 6: billed, a waiver asked for, its refusal recommended.
    private func undecided() async throws {
        let application = try await walk(try await begin(), to: .feeDue)
        try await perform(.proposeWaiver("A trial"), application, .finance)
        try await perform(.recommend(toIssue: false, "Not in order"), application, .reviewer)
    }

    /// 7: received, and a correction is waited for.
    private func corrected() async throws {
        let application = try await walk(try await begin(by: .rival), to: .received)
        try await perform(.askCorrection("Page 3", until: sample.today + 7), application, .reviewer)
    }
}

@Suite("the integrity check of applications finds what was changed behind the registry's back")
struct ApplicationTamperingTests {
    /// A file with a whole life, made once: every case has a copy of its own.
    private static let file = Task {
        try await TemporaryDirectory.with { folder in
            let engine = try SQLiteEngine.inMemory()
            _ = try await WholeLife.make(engine)
            let path = folder + "/life.sqlite"
            try engine.backup(to: path)
            return try Data(contentsOf: URL(fileURLWithPath: path))
        }
    }

    private static func withCopy(_ body: (RegistryStore) async throws -> Void) async throws {
        let data = try await file.value
        try await TemporaryDirectory.with { folder in
            let path = folder + "/copy.sqlite"
            try data.write(to: URL(fileURLWithPath: path))
            let engine = try SQLiteEngine.open(file: path, readers: 1)
            defer { try? engine.close() }
            try await body(try await RegistryStore.openReadOnly(engine, rules: try SampleRules.rules))
        }
    }

    @Test("a whole life has no fault, and is as whole as the table needs it")
    func whole() async throws {
        try await Self.withCopy { store in
            #expect(try await store.check() == [])
            #expect(try await store.ledgerFaults() == [])
            let states = try await store.engine.read { db in
                try (1...8).map { id in try ApplicationRows(db: db).application(id)?.state }
            }
            #expect(states == [.issued, .issued, .withdrawnByApplicant, .refused, .issued, .feeDue, .received, .draft])
            #expect(Set(try await store.ledger().map(\.entry)) == ["charged", "paid", "waived", "voided"])
        }
    }

    @Test("every kind of tampering is told, with its place", arguments: Tampering.table)
    func tampered(_ tampering: Tampering) async throws {
        try await Self.withCopy { store in
            try await tampering.deed(store)
            let faults = try await store.check()
            #expect(tampering.isTold(in: faults), "\(tampering.name): \(faults)")
        }
    }

    @Test("what the schema itself does not let in")
    func refusedBySchema() async throws {
        for sql in [
            "UPDATE application_step SET number = 2 WHERE application_id = 1 AND number = 3",
            """
            INSERT INTO ledger (id, at, application_id, invoice, entry, amount, account_id)
            SELECT id + 1000, at, application_id, invoice, 'voided', amount, account_id FROM ledger WHERE entry = 'paid'
            """,
            "UPDATE ledger SET amount = 0",
            "UPDATE ledger SET entry = 'given' WHERE application_id = 1",
            "UPDATE application SET kind = 'gift' WHERE id = 1",
            "UPDATE application SET version = 0 WHERE id = 1",
            "UPDATE application SET acceptance_number = 'A' WHERE acceptance_number <> ''",
            "UPDATE application SET organisation_id = 999 WHERE id = 1",
            "UPDATE application_step SET account_id = 999 WHERE application_id = 1",
            "DELETE FROM application WHERE id = 1",
            "DELETE FROM account WHERE id = 1",
        ] {
            try await Self.withCopy { store in
                await #expect { try await store.tamper(sql) } throws: { ($0 as? EngineFault)?.kind == .constraint }
                let faults = try await store.check()
                #expect(faults == [], "\(sql)")
            }
        }
    }

    @Test("also on the other engine", arguments: OfferedEngine.all)
    func engines(engine: OfferedEngine) async throws {
        let store = try await WholeLife.make(try await engine.open()).sample.store
        #expect(try await store.check() == [])
        try await store.tamper("UPDATE application_step SET at = at + 1 WHERE application_id = 2 AND word = 'accept'")
        try await store.tamper("UPDATE ledger SET amount = amount + 1 WHERE application_id = 2 AND entry = 'paid'")
        let faults = try await store.check()
        #expect(faults.allSatisfy { $0.hasPrefix("application 2: ") }, "\(faults)")
        #expect(faults.contains { $0.hasSuffix("is not what the diary says") }, "\(faults)")
        #expect(faults.contains("application 2: the ledger's lines differ from its invoice"), "\(faults)")
    }

    @Test("what was asked for before calendars were told of it is no fault", arguments: OfferedEngine.all)
    func olderDeadlines(engine: OfferedEngine) async throws {
        let store = try await WholeLife.make(try await engine.open()).sample.store
        try await store.tamper("UPDATE application_deadline SET day = day + 1 WHERE application_id = 7")
        #expect(
            try await store.check() == ["application 7: what calendars are told of its correction has another day"]
        )
        try await store.tamper("DELETE FROM application_deadline")
        let missing = try await store.check()
        #expect(missing.allSatisfy { $0.hasSuffix("is missing") }, "\(missing)")
        for (id, kind) in [(1, "correction"), (1, "invoice"), (2, "invoice"), (6, "invoice"), (7, "correction")] {
            let fault = "application \(id): what calendars are told of its \(kind) is missing"
            #expect(missing.contains(fault), "\(missing)")
        }
        // As if all of them had been asked for before the step of the schema.
        let end = noon("2040-01-01").milliseconds
        try await store.tamper("UPDATE migration SET applied_at = \(end) WHERE number = 17")
        #expect(try await store.check() == [])
    }

    @Test("a label that went to a holder whom nobody here acts for is no fault")
    func handedOver() async throws {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        sample.set(sample.today + 7)
        let opened = try await sample.open(.change, about: number)
        var draft = opened.draft
        draft.newHolder = Manufacturer(key: "new", nameJA: "見本工業株式会社")
        draft.contact = ApplicationSample.contact
        try await sample.perform(.save(draft), on: opened.id, by: .maker)
        let digest = try await sample.store.keepFile([1], at: sample.clock.now)
        let consent = ApplicationOrder.attach(kind: "holder-consent", name: "a.pdf", digest: digest, size: 1)
        try await sample.walk(try await sample.perform(consent, on: opened.id, by: .maker), to: .issued)
        #expect(try await sample.store.ownedRegistrations(of: sample[.maker].organisation.id).isEmpty)
        #expect(try await sample.store.check() == [])
    }

    @Test("what the office may give to another organisation is no fault")
    func given() async throws {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        let rival = sample[.rival].organisation.id
        try await sample.store.setOwner(of: number, to: rival, by: sample[.approver], at: sample.clock.now)
        #expect(try await sample.store.check() == [])
    }

    @Test("applications entered as rows, for measuring, have no fault")
    func filled() async throws {
        let sample = try await ApplicationSample.make()
        let people = FillingPeople(
            applicants: [sample[.maker], sample[.rival]],
            reviewer: sample[.reviewer],
            finance: sample[.finance]
        )
        try await sample.store.fillApplications(40, of: people, declaring: sample.draft(), at: sample.clock.now)
        #expect(try await sample.store.applicationCount() == 40)
        #expect(try await sample.store.check() == [])
    }
}
