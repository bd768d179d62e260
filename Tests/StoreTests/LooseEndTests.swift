import Registry
import TestSupport
import Testing

@testable import Store

@Suite("loose ends of accounts")
struct LooseEndTests {
    private let start = noon("2026-11-21")

    private static func password(of id: Int64, _ store: RegistryStore) async throws -> String {
        let statement = Statement("SELECT password FROM account WHERE id = ?1")
        return try await store.engine.read { db in try db.first(statement, [.integer(id)]) { $0.text(0) } ?? "" }
    }

    private func begin(_ store: RegistryStore, _ account: Account) async throws -> SignInCandidate {
        let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: false, at: start) { _, _ in nil
        }
        guard case .open(let candidate) = begun else { throw Refusal(.conflict, "held") }
        return candidate
    }

    private func finish(
        _ store: RegistryStore,
        _ candidate: SignInCandidate,
        isRight: Bool = true,
        _ token: String
    ) async throws -> Account? {
        try await store.finishSignIn(
            candidate,
            isRight: isRight,
            token: token,
            agent: "",
            stronger: "stronger by \(token)",
            at: start
        )
    }

    @Test("a stronger hash takes the place of the one that was verified, and of no other", arguments: OfferedEngine.all)
    func strengthening(_ engine: OfferedEngine) async throws {
        let store = try await RegistryStore.sample(try await engine.open())
        let account = try await SignInTests.registrant(store)
        let weak = try await Self.password(of: account.id, store)
        let (first, second, wrong) = (
            try await begin(store, account), try await begin(store, account), try await begin(store, account)
        )
        #expect(try await finish(store, wrong, isRight: false, "wrong") == nil)
        #expect(try await Self.password(of: account.id, store) == weak)
        #expect(try await finish(store, first, "first") != nil)
        #expect(try await Self.password(of: account.id, store) == "stronger by first")
        // Measured against a hash that is gone: it neither comes in nor writes.
        #expect(try await finish(store, second, "second") == nil)
        #expect(try await Self.password(of: account.id, store) == "stronger by first")
        // A password that was chosen meanwhile stays.
        let late = try await begin(store, account)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.changePassword(signed, password: "chosen", at: start)
        #expect(try await finish(store, late, "late") == nil)
        #expect(try await Self.password(of: account.id, store) == "chosen")
    }

    @Test(
        "open invitations are listed with who, when and until, and end once, within reach",
        arguments: OfferedEngine.all
    )
    func invitations(_ engine: OfferedEngine) async throws {
        let store = try await RegistryStore.sample(try await engine.open())
        let boss = try await SignInTests.registrant(store)
        let other = try await SignInTests.registrant(store, "taro@example.jp", number: "1000012160153")
        for name in ["a", "b"] {
            try await store.invite(
                try MailAddress("\(name)@example.jp"),
                name: name,
                .en,
                to: boss.organisation.id,
                roles: [.manufacturerMember],
                by: boss,
                at: start
            )
        }
        let secrets = try await store.claimLetters(limit: 1, holder: "t", lease: 1000, at: start) { "link of a" }
        #expect(secrets.map(\.letter.recipient.text) == ["a@example.jp"])
        let open = try await store.openInvitations(of: boss.organisation.id, at: start)
        #expect(open.map(\.address.text) == ["a@example.jp", "b@example.jp"])
        #expect(open.allSatisfy { $0.inviter == boss.name && $0.madeAt == start })
        #expect(open.allSatisfy { $0.endsAt == start + RegistryStore.invitationLife })
        #expect(try await store.openInvitations(of: other.organisation.id, at: start).isEmpty)
        let end = start + RegistryStore.invitationLife
        #expect(try await store.openInvitations(of: boss.organisation.id, at: end).isEmpty)
        let first = try #require(open.first)
        let foreign = try await refusal { try await store.endInvitation(first.id, by: other, at: start) }
        #expect(foreign?.code == "missing")
        #expect(try await store.joining("link of a", at: start) != nil)
        for invitation in open { try await store.endInvitation(invitation.id, by: boss, at: start) }
        #expect(try await store.joining("link of a", at: start) == nil)
        #expect(try await refusal { try await store.endInvitation(first.id, by: boss, at: start) }?.code == "missing")
        // The letter that still waited is not sent.
        let sent = try await store.claimLetters(limit: 9, holder: "u", lease: 1000, at: start + 1) { "link of b" }
        #expect(sent.isEmpty)
        let acts = try await store.acts(ActFilter(verb: "endInvitation"), limit: 9)
        #expect(acts.count == 2 && acts.allSatisfy { $0.actor == boss.actor })
    }

    @Test("refused attempts are forgotten after their time, a thousand rows at once", arguments: OfferedEngine.all)
    func refused(_ engine: OfferedEngine) async throws {
        let store = try await RegistryStore.sample(try await engine.open())
        let minute: Int64 = 60_000
        try await store.engine.write { [start] db in
            for place in 0..<1200 { try RefusedActs(db: db).count("signIn", 1, at: start + Int64(place) * minute) }
        }
        let rows = Statement("SELECT COUNT(*) FROM refused_act")
        func left() async throws -> Int64 {
            try await store.engine.read { db in try db.first(rows) { $0.integer(0) } ?? 0 }
        }
        #expect(try await store.forgetRefused(before: start) == 0)
        #expect(try await store.forgetRefused(before: start + 1100 * minute) == 1000)
        #expect(try await store.forgetRefused(before: start + 1100 * minute) == 100)
        #expect(try await store.forgetRefused(before: start + 1100 * minute) == 0)
        #expect(try await left() == 100)
    }
}
