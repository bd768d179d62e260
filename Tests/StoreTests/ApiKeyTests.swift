import Registry
import TestSupport
import Testing

@testable import Store

@Suite("keys for machines")
struct ApiKeyTests {
    private let start = noon("2026-11-21")
    private static let day: Int64 = 86_400_000

    /// A text of the right shape, told apart by a letter.
    private func text(_ letter: Character) -> String { ApiKey.prefix + String(repeating: letter, count: 43) }

    private func signed(_ store: RegistryStore, _ address: String, at now: Moment) async throws -> SignedIn {
        let begun = try await store.beginSignIn(try MailAddress(address), recovery: nil, hasCode: false, at: now) {
            _,
            _ in nil
        }
        let token = "\(address) at \(now.milliseconds)"
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now) != nil
        else { throw Refusal(.conflict, "nobody signed in") }
        return try #require(try await store.signedIn(token, at: now))
    }

    private func registrant(_ store: RegistryStore) async throws -> SignedIn {
        try await SignInTests.registrant(store, at: start)
        return try await signed(store, "hanako@example.jp", at: start)
    }

    private func order(_ scopes: Set<ApiScope> = [.readApplications], days: Int = 90) -> ApiKeyOrder {
        ApiKeyOrder(name: "line 1", scopes: scopes, days: days)
    }

    @Test("a key is kept as its digest: no row of any table holds its text")
    func atRest() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        let key = try await store.makeKey(order(), text: text("a"), by: signed, at: start)
        _ = try await store.rotateKey(key.id, text: text("b"), overlap: 1, by: signed, at: start + 1)
        #expect(key.hint == "hf_aaaaaa")
        #expect(try await store.signedIn(byKey: text("a"), at: start + 2) != nil)
        #expect(try await store.signedIn(byKey: text("b"), at: start + 2) != nil)
        let dump = try await store.dump()
        #expect(dump["api_key"]?.count == 2)
        for (table, rows) in dump {
            for value in rows.joined() {
                for secret in [text("a"), text("b")] {
                    if case .text(let held) = value { #expect(!held.contains(secret.dropFirst(9)), "\(table)") }
                    if case .bytes(let held) = value {
                        #expect(held.firstRange(of: Array(secret.utf8.dropFirst(9))) == nil, "\(table)")
                    }
                }
            }
        }
    }

    @Test("a key opens until it ends or is ended, and nothing that is none opens")
    func life() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        let key = try await store.makeKey(order(days: 2), text: text("a"), by: signed, at: start)
        let holder = try #require(try await store.signedIn(byKey: text("a"), at: start))
        #expect(holder.account == signed.account && holder.scopes == [.readApplications] && holder.keyID == key.id)
        #expect(try await store.signedIn(byKey: text("a"), at: start + (2 * Self.day - 1)) != nil)
        #expect(try await store.signedIn(byKey: text("a"), at: start + 2 * Self.day) == nil)
        for wrong in [
            "", "hf_", text("b"), text("a") + "a", "hf-" + text("a").dropFirst(3), text("é"), " " + text("a"),
        ] {
            #expect(try await store.signedIn(byKey: wrong, at: start) == nil, "\(wrong)")
        }
        // The session's own secret is no key, and a key is no session.
        #expect(try await store.signedIn(text("a"), at: start) == nil)
        try await store.revokeKey(key.id, by: signed, at: start + 5)
        #expect(try await store.signedIn(byKey: text("a"), at: start + 6) == nil)
        await #expect { try await store.revokeKey(key.id, by: signed, at: start + 7) } throws: {
            ($0 as? Refusal)?.kind == .missing
        }
        let acts = try await store.acts(ActFilter(subject: "apiKey \(key.id)"), limit: 9).map(\.verb)
        #expect(acts.filter { $0 != "keyUse" } == ["revokeKey", "makeKey"])
        // The owner heard of it.
        #expect(try await store.letters(.waiting).contains { $0.letter.kind == .accountChanged })
    }

    @Test("a rotated key stays good for the days that were stated, at most seven, and is rotated once")
    func rotation() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        let key = try await store.makeKey(order(days: 30), text: text("a"), by: signed, at: start)
        let now = start + 20 * Self.day
        let again = try await self.signed(store, "hanako@example.jp", at: now)
        for days in [-1, 8, 365] {
            await #expect {
                _ = try await store.rotateKey(key.id, text: text("b"), overlap: days, by: again, at: now)
            } throws: {
                ($0 as? Refusal)?.code == "keyOverlap"
            }
        }
        let next = try await store.rotateKey(key.id, text: text("b"), overlap: 7, by: again, at: now)
        #expect(next.scopes == key.scopes && next.name == key.name && next.id != key.id)
        #expect(next.endsAt == now + 30 * Self.day)
        #expect(try await store.signedIn(byKey: text("a"), at: now + (7 * Self.day - 1)) != nil)
        #expect(try await store.signedIn(byKey: text("a"), at: now + 7 * Self.day) == nil)
        #expect(try await store.signedIn(byKey: text("b"), at: now + 7 * Self.day) != nil)
        await #expect {
            _ = try await store.rotateKey(key.id, text: text("c"), overlap: 1, by: again, at: now + 1)
        } throws: { ($0 as? Refusal)?.kind == .missing }
        // No overlap ends it at once; an overlap never lengthens it.
        let last = try await store.rotateKey(next.id, text: text("c"), overlap: 0, by: again, at: now + 2)
        #expect(try await store.signedIn(byKey: text("b"), at: now + 2) == nil)
        let late = last.endsAt + -Self.day
        let evening = try await self.signed(store, "hanako@example.jp", at: late)
        _ = try await store.rotateKey(last.id, text: text("d"), overlap: 7, by: evening, at: late)
        #expect(try await store.signedIn(byKey: text("c"), at: last.endsAt) == nil)
    }

    @Test("a key is made within the roles of its account, for a year at most, and twenty at a time")
    func bounds() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        let cases: [(ApiKeyOrder, String)] = [
            (order(days: 0), "keyLife"), (order(days: 366), "keyLife"), (order([]), "wrongScopes"),
            (ApiKeyOrder(name: "", scopes: [.publicReads], days: 1), "noName"),
            (ApiKeyOrder(name: String(repeating: "x", count: 101), scopes: [.publicReads], days: 1), "tooLong"),
        ]
        for (order, code) in cases {
            await #expect { _ = try await store.makeKey(order, text: text("a"), by: signed, at: start) } throws: {
                ($0 as? Refusal)?.code == code
            }
        }
        let member = try await store.makeAccount(
            try MailAddress("member@example.jp"),
            organisation: signed.account.organisation,
            roles: [.manufacturerMember],
            password: "h",
            at: start
        )
        let other = try await self.signed(store, member.address.text, at: start)
        await #expect { _ = try await store.makeKey(order(), text: text("a"), by: other, at: start) } throws: {
            ($0 as? Refusal)?.kind == .forbidden
        }
        let letters = Array("abcdefghijklmnopqrst")
        for letter in letters { _ = try await store.makeKey(order(), text: text(letter), by: signed, at: start) }
        await #expect { _ = try await store.makeKey(order(), text: text("u"), by: signed, at: start) } throws: {
            ($0 as? Refusal)?.code == "tooManyKeys"
        }
        #expect(try await store.keys(of: signed.account.id).count == letters.count)
        #expect(try await store.keys(of: member.id).isEmpty)
    }

    @Test("scopes and roles both must give a permission, and none reaches beyond the own organisation")
    func intersection() {
        for role in Role.allCases {
            for permission in Permission.allCases {
                let all = ApiScope.reach(Set(ApiScope.allCases), [role], permission)
                let isOwn = Policy.reach(role, permission) == .own
                let isScoped = permission == .readApplications || permission == .fileApplications
                #expect(all == (isOwn && isScoped ? .own : .none), "\(role) \(permission)")
                #expect(ApiScope.reach([.publicReads], [role], permission) == .none)
            }
        }
        #expect(ApiScope.reach([.readApplications], [.manufacturerMember], .fileApplications) == .none)
        #expect(ApiScope.reach(Set(ApiScope.allCases), [.administrator, .reviewer], .readApplications) == .none)
    }

    @Test("keys end with the roles they were made under, and with the account; another's cannot be touched")
    func ending() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        let second = try await store.makeAccount(
            try MailAddress("second@example.jp"),
            organisation: signed.account.organisation,
            roles: [.manufacturerAdministrator],
            password: "h",
            at: start
        )
        let other = try await self.signed(store, second.address.text, at: start)
        let key = try await store.makeKey(order(), text: text("a"), by: other, at: start)
        await #expect { try await store.revokeKey(key.id, by: signed, at: start) } throws: {
            ($0 as? Refusal)?.kind == .missing
        }
        await #expect {
            _ = try await store.rotateKey(key.id, text: text("b"), overlap: 1, by: signed, at: start)
        } throws: { ($0 as? Refusal)?.kind == .missing }
        try await store.changeRoles(of: second.id, to: [.manufacturerMember], by: signed.account, at: start + 1)
        #expect(try await store.signedIn(byKey: text("a"), at: start + 2) == nil)
        // Roles that come back do not bring keys back.
        try await store.changeRoles(of: second.id, to: [.manufacturerAdministrator], by: signed.account, at: start + 3)
        #expect(try await store.signedIn(byKey: text("a"), at: start + 4) == nil)
        let back = try await self.signed(store, second.address.text, at: start + 5)
        _ = try await store.makeKey(order(), text: text("c"), by: back, at: start + 5)
        try await store.close(account: second.id, by: signed.account, at: start + 6)
        #expect(try await store.signedIn(byKey: text("c"), at: start + 7) == nil)
        #expect(try await store.acts(ActFilter(verb: "revokeKeys"), limit: 9).count == 2)
    }

    @Test("use is written once a minute and told in the diary once a day")
    func use() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        let key = try await store.makeKey(order(), text: text("a"), by: signed, at: start)
        func lastUse() async throws -> Moment? {
            let keys = try await store.keys(of: signed.account.id)
            return keys.first?.lastUsedAt
        }
        let unused = try await lastUse()
        #expect(unused == nil)
        for second in 0..<130 { _ = try await store.signedIn(byKey: text("a"), at: start + Int64(second) * 1000) }
        let used = try await lastUse()
        #expect(used == start + 120_000)
        _ = try await store.signedIn(byKey: text("a"), at: start + Self.day)
        let acts = try await store.acts(ActFilter(verb: "keyUse"), limit: 9)
        #expect(acts.map(\.subject) == ["apiKey \(key.id)", "apiKey \(key.id)"])
        #expect(acts.allSatisfy { $0.actor == signed.account.actor && $0.detail == key.hint })
    }

    @Test("keys that ended are forgotten later, and no number is given twice")
    func forgetting() async throws {
        let store = try await RegistryStore.sample()
        let signed = try await registrant(store)
        for letter in "abc" { _ = try await store.makeKey(order(days: 1), text: text(letter), by: signed, at: start) }
        #expect(try await store.forgetKeys(before: start) == 0)
        #expect(try await store.forgetKeys(before: start + 2 * Self.day) == 2)
        let key = try await store.makeKey(order(), text: text("d"), by: signed, at: start)
        #expect(key.id == 4)
    }
}
