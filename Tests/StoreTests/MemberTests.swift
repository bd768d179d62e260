import Registry
import TestSupport
import Testing

@testable import Store

@Suite("members of an organisation")
struct MemberTests {
    private let start = noon("2026-11-21")

    @Test("are invited within reach alone, with roles of their side")
    func inviting() async throws {
        let store = try await RegistryStore.sample()
        let first = try await SignInTests.registrant(store)
        let other = try await SignInTests.registrant(store, "taro@example.jp", number: "1000012160153")
        func invite(_ address: String, to organisation: Int64, _ roles: Set<Role>) async throws {
            try await store.invite(
                try MailAddress(address),
                name: "New",
                .en,
                to: organisation,
                roles: roles,
                by: first,
                at: start
            )
        }
        let cases: [(String, Int64, Set<Role>, String)] = [
            ("new@example.jp", other.organisation.id, [.manufacturerMember], "missing"),
            ("new@example.jp", 99, [.manufacturerMember], "missing"),
            ("new@example.jp", first.organisation.id, [], "wrongRoles"),
            ("new@example.jp", first.organisation.id, [.administrator], "wrongRoles"),
            ("new@example.jp", first.organisation.id, [.manufacturerMember, .approver], "wrongRoles"),
            ("hanako@example.jp", first.organisation.id, [.manufacturerMember], "accountExists"),
        ]
        for (address, organisation, roles, code) in cases {
            await #expect { try await invite(address, to: organisation, roles) } throws: {
                ($0 as? Refusal)?.code == code
            }
        }
        #expect(try await store.backlog().waiting == 0)
        // Somebody of another organisation: told to the address alone.
        try await invite("taro@example.jp", to: first.organisation.id, [.manufacturerMember])
        try await invite("new@example.jp", to: first.organisation.id, [.manufacturerMember])
        let letters = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: start) { "invited" }
        #expect(letters.map(\.letter.kind) == [.accountExists, .invitation])
        let joined = try await store.join("invited", address: nil, name: "New", .en, password: "h", at: start)
        #expect(joined.organisation == first.organisation && joined.roles == [.manufacturerMember])
        #expect(try await store.members(of: first.organisation.id).map(\.id) == [first.id, joined.id])
    }

    @Test("an organisation is no relay for mail: thirty open invitations, three of them to one address")
    func relay() async throws {
        let store = try await RegistryStore.sample()
        let first = try await SignInTests.registrant(store)
        func invite(_ address: String, at now: Moment) async throws {
            try await store.invite(
                try MailAddress(address),
                name: "New",
                .en,
                to: first.organisation.id,
                roles: [.manufacturerMember],
                by: first,
                at: now
            )
        }
        // The fourth and fifth are answered as the others are, and nothing is sent.
        for _ in 0..<5 { try await invite("one@example.jp", at: start) }
        #expect(try await store.backlog().waiting == 3)
        for number in 0..<27 { try await invite("n\(number)@example.jp", at: start) }
        await #expect { try await invite("more@example.jp", at: start) } throws: {
            ($0 as? Refusal)?.kind == .limited && ($0 as? Refusal)?.code == "invitedAlready"
        }
        #expect(try await store.backlog().waiting == 30)
        // Those that nobody answered end.
        try await invite("more@example.jp", at: start + RegistryStore.invitationLife)
    }

    @Test("the first operator comes by the link that was printed, and roles of two people stay apart")
    func operators() async throws {
        let store = try await RegistryStore.sample()
        try await store.inviteFirstOperator(token: "printed", actor: "owner", at: start)
        let operators = try await store.join(
            "printed",
            address: try MailAddress("op@example.jp"),
            name: "Op",
            .en,
            password: "h",
            at: start
        )
        #expect(operators.roles == [.administrator] && operators.organisation.side == .operator)
        #expect(operators.needsSecondFactor)
        for roles: Set<Role> in [[.reviewer, .approver], [.finance, .approver], [.auditor, .administrator]] {
            await #expect {
                try await store.changeRoles(of: operators.id, to: roles, by: operators, at: start)
            } throws: {
                ($0 as? Refusal)?.code == "rolesApart"
            }
        }
    }

    @Test("invitations end with the rights of whoever made them, and the operator can end what a squatter took")
    func endings() async throws {
        let store = try await RegistryStore.sample()
        let squatter = try await SignInTests.registrant(store)
        try await store.invite(
            try MailAddress("friend@example.jp"),
            name: "Friend",
            .en,
            to: squatter.organisation.id,
            roles: [.manufacturerAdministrator],
            by: squatter,
            at: start
        )
        _ = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: start) { "friend" }
        #expect(try await store.joining("friend", at: start) != nil)
        try await store.inviteFirstOperator(token: "printed", actor: "owner", at: start)
        let boss = try await store.join(
            "printed",
            address: try MailAddress("op@example.jp"),
            name: "Op",
            .en,
            password: "h",
            at: start
        )
        try await store.close(account: squatter.id, by: boss, at: start)
        #expect(try await store.joining("friend", at: start) == nil)
        // The operator's own last administrator stays.
        await #expect { try await store.close(account: boss.id, by: boss, at: start) } throws: {
            ($0 as? Refusal)?.code == "lastAdministrator"
        }
        // The address may come back, by the operator's invitation.
        try await store.invite(
            squatter.address,
            name: "Hanako",
            .ja,
            to: squatter.organisation.id,
            roles: [.manufacturerAdministrator],
            by: boss,
            at: start
        )
        _ = try await store.claimLetters(limit: 9, holder: "u", lease: 1000, at: start) { "again" }
        let back = try await store.join("again", address: nil, name: "Hanako", .ja, password: "h", at: start)
        #expect(back.address == squatter.address && back.id != squatter.id)
    }

    @Test("an organisation keeps an administrator; a closed account is out at once")
    func closing() async throws {
        let store = try await RegistryStore.sample()
        let first = try await SignInTests.registrant(store)
        let stranger = try await SignInTests.registrant(store, "taro@example.jp", number: "1000012160153")
        await #expect { try await store.close(account: first.id, by: first, at: start) } throws: {
            ($0 as? Refusal)?.code == "lastAdministrator"
        }
        await #expect {
            try await store.changeRoles(of: first.id, to: [.manufacturerMember], by: first, at: start)
        } throws: { ($0 as? Refusal)?.code == "lastAdministrator" }
        await #expect { try await store.close(account: first.id, by: stranger, at: start) } throws: {
            ($0 as? Refusal)?.code == "missing"
        }
        try await store.invite(
            try MailAddress("new@example.jp"),
            name: "New",
            .ja,
            to: first.organisation.id,
            roles: [.manufacturerAdministrator],
            by: first,
            at: start
        )
        _ = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: start) { "invited" }
        let second = try await store.join("invited", address: nil, name: "New", .ja, password: "h", at: start)
        let begun = try await store.beginSignIn(first.address, recovery: nil, hasCode: false, at: start) { _, _ in nil }
        guard case .open(let candidate) = begun else { throw Refusal(.conflict, "held") }
        _ = try await store.finishSignIn(candidate, isRight: true, token: "s", agent: "", at: start)
        try await store.close(account: first.id, by: second, at: start)
        #expect(try await store.signedIn("s", at: start) == nil)
        // What somebody was let do a moment ago they no longer do.
        await #expect {
            try await store.changeRoles(of: second.id, to: [.manufacturerMember], by: first, at: start)
        } throws: { ($0 as? Refusal)?.kind == .unauthenticated }
        let again = try await store.beginSignIn(first.address, recovery: nil, hasCode: false, at: start) { _, _ in nil }
        guard case .open(let closed) = again else { throw Refusal(.conflict, "held") }
        #expect(closed.account == nil)
        await #expect { try await store.close(account: first.id, by: second, at: start) } throws: {
            ($0 as? Refusal)?.code == "missing"
        }
    }
}
