import Registry
import TestSupport
import Testing

@testable import Store

@Suite("cases in the store")
struct CaseStoreTests {
    static let report = CorrectionReport(
        subject: "T-1",
        says: "SECRET-SAYS",
        proposes: "SECRET-PROPOSES",
        source: "SECRET-SOURCE",
        contact: "secret@example.jp"
    )

    static func sample() async throws -> ApplicationSample {
        let sample = try await ApplicationSample.make()
        try await sample.registry.issue("T-1")
        return sample
    }

    /// A second reviewer, who had no part in anything.
    static func colleague(_ sample: ApplicationSample) async throws -> Account {
        try await sample.store.makeAccount(
            try MailAddress("colleague@example.jp"),
            organisation: sample[.reviewer].organisation,
            roles: [.reviewer],
            password: "h",
            at: sample.clock.now
        )
    }

    static func refused(_ sample: ApplicationSample) async throws -> Application {
        let id = try await sample.begin().id
        _ = try await sample.perform(.requestNumber, on: id, by: .maker)
        _ = try await sample.perform(.recordNumber("IPA-\(id)"), on: id, by: .maker)
        _ = try await sample.perform(ApplicationSample.submission, on: id, by: .maker)
        _ = try await sample.perform(.receive(on: nil), on: id, by: .reviewer)
        _ = try await sample.perform(.recommend(toIssue: false, "Not in scope"), on: id, by: .reviewer)
        return try await sample.perform(.refuse("Not in scope"), on: id, by: .approver)
    }

    static func first(_ store: RegistryStore, _ state: PublicCase.State = .open) async throws -> CaseLine {
        try #require(try await store.cases(state).first)
    }

    @Test("a correction is kept once for a key, counted within its year, and in the diary")
    func correction() async throws {
        let sample = try await Self.sample()
        let (store, now) = (sample.store, sample.clock.now)
        let number = try await store.reportCorrection(Self.report, key: "k", at: now)
        #expect(try await store.reportCorrection(Self.report, key: "k", at: now) == number)
        #expect(number == CaseNumber(year: now.day.civil.year, sequence: 1))
        var other = Self.report
        other.says = "x"
        await #expect { _ = try await store.reportCorrection(other, key: "k", at: now) } throws: {
            ($0 as? Refusal)?.code == "keyReused"
        }
        let next = try await store.reportCorrection(other, key: nil, at: now + 366 * 86_400_000)
        #expect(next == CaseNumber(year: now.day.civil.year + 1, sequence: 1))
        #expect(try await store.acts(ActFilter(subject: number.text), limit: 9).map(\.verb) == ["openCase"])
        other.subject = "T-NOBODY"
        await #expect { _ = try await store.reportCorrection(other, key: nil, at: now) } throws: {
            ($0 as? Refusal)?.code == "unknownLabel"
        }
        #expect(try await store.caseCounts()[.open] == 2)
    }

    @Test("what a reporter wrote is in no part of the public log, at any step")
    func silence() async throws {
        let sample = try await Self.sample()
        let (store, now) = (sample.store, sample.clock.now)
        let number = try await store.reportCorrection(Self.report, key: nil, at: now)
        let id = try await Self.first(store).file.id
        for order in [nil, CaseOrder.take, .answer(.rejected, "We looked")] {
            if let order {
                _ = try await store.perform(order, onCase: id, version: nil, by: sample[.reviewer], at: now)
            }
            let log = try await store.caseLog()
            let entry = try #require(try await store.caseEntry(number))
            #expect(log == [entry] && entry.registration == nil)
            #expect(!"\(log)".contains("SECRET") && !"\(log)".contains("secret@"))
        }
    }

    @Test("a doubt is a case in the same transaction, and they end together")
    func doubts() async throws {
        let sample = try await Self.sample()
        let (store, now) = (sample.store, sample.clock.now)
        let doubt = Doubt(
            recordedAt: now,
            subject: "T-1",
            kind: "oddLabel",
            body: "SECRET-BODY",
            contact: "secret@example.jp",
            language: "ja"
        )
        let first = try await store.report(doubt, key: nil)
        let second = try await store.report(doubt, key: nil)
        let lines = try await store.cases(.open)
        #expect(lines.map(\.file.kind) == [.misuse, .misuse] && lines.allSatisfy { $0.subject == "T-1" })
        let id = lines[0].file.id
        let file = try await store.caseFile(id, for: sample[.reviewer])
        #expect(file.doubt == first && file.says == "SECRET-BODY" && file.contact == "secret@example.jp")
        _ = try await store.perform(.take, onCase: id, version: nil, by: sample[.reviewer], at: now)
        _ = try await store.perform(.answer(.upheld, "So"), onCase: id, version: nil, by: sample[.reviewer], at: now)
        #expect(try await store.doubts(.open).map(\.id) == [second])
        #expect(try await store.caseEntry(lines[0].file.number)?.registration?.text == "T-1")
        try await store.closeDoubt(second, actor: "operator", at: now)
        let closed = try #require(try await store.caseEntry(lines[1].file.number))
        #expect(closed.outcome == .noAction && closed.answer.isEmpty)
    }

    @Test("doubts reported before there were cases are adopted once")
    func adoption() async throws {
        let sample = try await Self.sample()
        let store = sample.store
        for id in 1...3 {
            try await store.tamper(
                """
                INSERT INTO doubt (id, recorded_at, subject, kind, body, contact, language, state)
                VALUES (\(id), 1790000000000, 'T-1', 'other', 'x', '', 'ja', '\(id == 3 ? "closed" : "open")')
                """
            )
        }
        #expect(try await store.adoptDoubts(limit: 1, at: sample.clock.now) == 1)
        #expect(try await store.adoptDoubts(at: sample.clock.now) == 1)
        #expect(try await store.adoptDoubts(at: sample.clock.now) == 0)
        #expect(try await store.cases(.open).count == 2)
    }

    @Test("an appeal is its owner's alone, against a refusal, once")
    func appeal() async throws {
        let sample = try await Self.sample()
        let (store, now) = (sample.store, sample.clock.now)
        let running = try await sample.begin()
        let refused = try await Self.refused(sample)
        func appeal(_ id: Int64, _ person: Person, key: String? = nil) async throws -> CaseNumber {
            try await store.fileAppeal(
                .refusal(application: id),
                "SECRET",
                mayName: false,
                by: sample[person],
                key: key,
                at: now
            )
        }
        for (id, person, code) in [
            (refused.id, Person.rival, "missing"), (99, .maker, "missing"), (running.id, .maker, "notRefused"),
            (refused.id, .reviewer, "forbidden"), (refused.id, .laboratory, "forbidden"),
        ] {
            await #expect("\(id) \(person)") { _ = try await appeal(id, person) } throws: {
                ($0 as? Refusal)?.code == code
            }
        }
        let number = try await appeal(refused.id, .maker, key: "k")
        #expect(try await appeal(refused.id, .maker, key: "k") == number)
        await #expect { _ = try await appeal(refused.id, .maker) } throws: {
            ($0 as? Refusal)?.code == "appealFiled"
        }
        let entry = try #require(try await store.caseEntry(number))
        #expect(entry.category.isEmpty && entry.registration == nil)
        let id = try await Self.first(store).file.id
        await #expect {
            _ = try await store.perform(.withdraw("x"), onCase: id, version: nil, by: sample[.rival], at: now)
        } throws: { ($0 as? Refusal)?.code == "missing" }
        await #expect { _ = try await store.caseFile(id, for: sample[.maker]) } throws: {
            ($0 as? Refusal)?.code == "missing"
        }
        _ = try await store.perform(.withdraw("We think again"), onCase: id, version: nil, by: sample[.maker], at: now)
        #expect(try await store.caseEntry(number)?.state == .withdrawn)
        #expect(try await appeal(refused.id, .maker) != number)
    }

    @Test("who reviewed or decided does not answer an appeal, whatever their roles are now")
    func apart() async throws {
        let sample = try await Self.sample()
        let (store, now) = (sample.store, sample.clock.now)
        let colleague = try await Self.colleague(sample)
        let refused = try await Self.refused(sample)
        let ground = AppealGround.refusal(application: refused.id)
        _ = try await store.fileAppeal(ground, "x", mayName: false, by: sample[.maker], at: now)
        let id = try await Self.first(store).file.id
        try await store.changeRoles(of: sample[.approver].id, to: [.reviewer], by: sample[.administrator], at: now)
        var decider = sample[.approver]
        decider.roles = [.reviewer]
        for party in [sample[.reviewer], decider] {
            await #expect { _ = try await store.perform(.take, onCase: id, version: nil, by: party, at: now) } throws: {
                ($0 as? Refusal)?.code == "tookPart"
            }
            #expect(try await store.caseFile(id, for: party).hasPart)
        }
        _ = try await store.perform(.take, onCase: id, version: 1, by: colleague, at: now)
        await #expect {
            _ = try await store.perform(.answer(.rejected, "x"), onCase: id, version: 2, by: decider, at: now)
        } throws: { ($0 as? Refusal)?.code == "tookPart" }
        await #expect {
            _ = try await store.perform(.answer(.rejected, "x"), onCase: id, version: 1, by: colleague, at: now)
        } throws: { ($0 as? Refusal)?.kind == .preconditionFailed }
        let done = try await store.perform(.answer(.upheld, "x"), onCase: id, version: 2, by: colleague, at: now)
        #expect(done.answeredBy == colleague.id && done.outcome == .upheld)
        let verbs = try await store.acts(ActFilter(subject: done.number.text), limit: 9).map(\.verb)
        #expect(verbs == ["answerCase", "takeCase", "openCase"])
    }

    @Test("a revoked label of one's own can be appealed against, by an account in the diary it is not answered")
    func revocation() async throws {
        let sample = try await Self.sample()
        let (store, now) = (sample.store, sample.clock.now)
        let colleague = try await Self.colleague(sample)
        let number = RegistrationNumber(checked: "T-1")
        func appeal(_ person: Person) async throws {
            _ = try await store.fileAppeal(.revocation(number), "x", mayName: true, by: sample[person], at: now)
        }
        await #expect { try await appeal(.maker) } throws: { ($0 as? Refusal)?.code == "notHeld" }
        let maker = sample[.maker].organisation.id
        try await store.setOwner(of: number, to: maker, by: sample[.approver], at: now)
        await #expect { try await appeal(.maker) } throws: { ($0 as? Refusal)?.code == "notRevoked" }
        _ = try await store.perform(
            .revoke,
            on: .number(number),
            OrderTerms(actor: sample[.reviewer].actor, publicNote: "note"),
            at: now
        )
        await #expect { try await appeal(.rival) } throws: { ($0 as? Refusal)?.code == "notHeld" }
        try await appeal(.maker)
        await #expect { try await appeal(.maker) } throws: { ($0 as? Refusal)?.code == "appealFiled" }
        let id = try await Self.first(store).file.id
        await #expect {
            _ = try await store.perform(.take, onCase: id, version: nil, by: sample[.reviewer], at: now)
        } throws: { ($0 as? Refusal)?.code == "tookPart" }
        _ = try await store.perform(.take, onCase: id, version: nil, by: colleague, at: now)
        let done = try await store.perform(
            .answer(.rejected, "The revocation stands"),
            onCase: id,
            version: nil,
            by: colleague,
            at: now
        )
        // Whoever appealed let the number be told.
        #expect(try await store.caseEntry(done.number)?.registration == number)
    }
}
