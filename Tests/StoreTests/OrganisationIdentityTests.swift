import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Who an organisation is, as the office found out")
struct OrganisationIdentityTests {
    static let how = "a letter to the registered address, answered"

    private static let rows = Statement(
        "SELECT kind, account_id, sentence FROM organisation_check WHERE organisation_id = ?1 ORDER BY number"
    )

    private static func history(_ organisation: Int64, _ store: RegistryStore) async throws -> [String] {
        try await store.engine.read { db in
            try db.all(rows, [.integer(organisation)]) { row in
                "\(row.text(0)) \(row.isNull(1) ? 0 : row.integer(1)) \(row.text(2))"
            }
        }
    }

    /// An application of somebody who registered with another company's number, received by the office.
    private static func received(_ sample: ApplicationSample) async throws -> (Account, Application) {
        let account = try await SignInTests.registrant(
            sample.store,
            "impostor@example.jp",
            number: "6010001030403",
            at: sample.clock.now
        )
        let opened = try await sample.store.openApplication(.new, by: account, at: sample.clock.now).application
        var application = opened
        for order in [
            .save(sample.draft()), .requestNumber, .recordNumber("IPA-\(opened.id)"), ApplicationSample.submission,
        ] as [ApplicationOrder] {
            application = try await sample.store.perform(
                order,
                on: opened.id,
                version: nil,
                by: account,
                at: sample.clock.now
            ).application
        }
        return (account, try await sample.perform(.receive(on: nil), on: application.id, by: .reviewer))
    }

    @Test(
        "who registered by mail is received and not accepted before the office found out who it is",
        arguments: OfferedEngine.all
    )
    func registrant(_ engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(engine.open())
        let (account, application) = try await Self.received(sample)
        #expect(application.receivedOn == sample.today)
        let early = try await refusal {
            try await sample.perform(.accept(number: nil), on: application.id, by: .reviewer)
        }
        #expect(early?.code == "identityNotChecked")
        #expect(try await sample.file(application.id, for: .reviewer).identity == nil)

        try await sample.perform(.checkIdentity(Self.how), on: application.id, by: .reviewer)
        let file = try await sample.file(application.id, for: .approver)
        let reviewer = sample[.reviewer].id
        #expect(file.identity == IdentityCheck(by: reviewer, at: sample.clock.now, how: Self.how))
        #expect(file.application.reviewedBy.contains(reviewer) && file.names[reviewer] == sample[.reviewer].name)
        let acts = try await sample.store.acts(
            ActFilter(subject: "organisation \(account.organisation.id)"),
            limit: 9
        )
        #expect(acts.map(\.verb) == ["checkIdentity"] && acts.first?.actor == sample[.reviewer].actor)
        let accepted = try await sample.perform(.accept(number: nil), on: application.id, by: .reviewer)
        #expect(accepted.state == .accepted)
        // Once for the organisation, not for each application.
        let second = try await sample.store.openApplication(.new, by: account, at: sample.clock.now).application
        #expect(try await sample.store.application(second.id, for: account).identity?.how == Self.how)
    }

    @Test("a check that was revoked stops what it carried, and every record stays")
    func revoked() async throws {
        let sample = try await ApplicationSample.make()
        let (account, application) = try await Self.received(sample)
        let organisation = account.organisation.id
        let steps: [(ApplicationOrder, String?)] = [
            (.revokeIdentity("never checked"), "identityNotChecked"), (.checkIdentity(Self.how), nil),
            (.checkIdentity("again"), "identityChecked"), (.revokeIdentity("the company knows nothing of it"), nil),
            (.accept(number: nil), "identityNotChecked"), (.checkIdentity("asked at the public telephone number"), nil),
            (.accept(number: nil), nil),
        ]
        for (order, code) in steps {
            let refused = try await refusal { try await sample.perform(order, on: application.id, by: .reviewer) }
            #expect(refused?.code == code, "\(order.word)")
        }
        let reviewer = sample[.reviewer].id
        #expect(
            try await Self.history(organisation, sample.store) == [
                "checked \(reviewer) \(Self.how)", "revoked \(reviewer) the company knows nothing of it",
                "checked \(reviewer) asked at the public telephone number",
            ]
        )
        #expect(try await sample.store.check().isEmpty)
    }

    @Test("what the owner of the store makes is checked by that; an invitation checks nothing")
    func owner() async throws {
        let sample = try await ApplicationSample.make()
        let maker = sample[.maker].organisation.id
        #expect(try await Self.history(maker, sample.store) == ["checked 0 made by owner"])
        // Operators and laboratories apply for nothing.
        #expect(try await Self.history(1, sample.store).isEmpty)
        #expect(try await Self.history(sample.record.organisation.id, sample.store).isEmpty)
        let (account, application) = try await Self.received(sample)
        try await sample.store.invite(
            try MailAddress("colleague@example.jp"),
            name: "乙",
            .ja,
            to: account.organisation.id,
            roles: [.manufacturerMember],
            by: sample[.administrator],
            at: sample.clock.now
        )
        #expect(try await sample.file(application.id, for: .reviewer).identity == nil)
    }

    @Test("no statement puts another name or number under a check that stands")
    func unchanging() throws {
        for (file, sql) in try StatementTests.statements() {
            #expect(sql.firstMatch(of: #/UPDATE organisation\s/#) == nil, "\(file): \(sql)")
        }
    }

    @Test("nobody but a reviewer checks, and a form that is out of date checks nothing")
    func who() async throws {
        let sample = try await ApplicationSample.make()
        let (_, application) = try await Self.received(sample)
        for person in Person.allCases where person != .reviewer {
            let refused = try await refusal {
                try await sample.perform(.checkIdentity(Self.how), on: application.id, by: person)
            }
            #expect(refused?.kind == .forbidden || refused?.kind == .missing, "\(person)")
        }
        let stale = try await refusal {
            try await sample.perform(
                .checkIdentity(Self.how),
                on: application.id,
                version: application.version - 1,
                by: .reviewer
            )
        }
        #expect(stale?.kind == .preconditionFailed)
        #expect(try await sample.file(application.id, for: .reviewer).identity == nil)
    }
}
