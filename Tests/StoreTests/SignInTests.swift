import Registry
import TestSupport
import Testing

@testable import Store

@Suite("signing in")
struct SignInTests {
    private let start = noon("2026-11-21")

    /// A manufacturer's administrator, through registration and its letter.
    @discardableResult
    static func registrant(
        _ store: RegistryStore,
        _ address: String = "hanako@example.jp",
        number: String = "7000012050002",
        at now: Moment = noon("2026-11-21")
    ) async throws -> Account {
        try await store.register(
            try MailAddress(address),
            name: "山田 花子",
            .ja,
            organisation: try .manufacturer(
                nameJA: "例示製作所",
                nameEN: "",
                corporateNumber: number,
                foreignProof: "",
                country: "JP"
            ),
            at: now
        )
        let letters = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: now) { "t-\(address)" }
        for letter in letters { try await store.settle(letter, .sent, holder: "t", retryAt: nil, at: now) }
        return try await store.join(
            "t-\(address)",
            address: nil,
            name: "山田 花子",
            .ja,
            password: "hash of \(address)",
            at: now
        )
    }

    @Test("a registration becomes an account by its letter alone, once")
    func registration() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        #expect(account.roles == [.manufacturerAdministrator] && account.organisation.name(.en) == "例示製作所")
        await #expect(throws: Refusal.self) {
            _ = try await store.join("t-hanako@example.jp", address: nil, name: "x", .ja, password: "y", at: start)
        }
        // The same address again: the address alone hears of it.
        await #expect(throws: Refusal.self) { try await Self.registrant(store) }
        #expect(try await store.letters(.sent).map(\.letter.kind) == [.confirmAddress, .accountExists])
        // The same organisation by another person.
        await #expect { try await Self.registrant(store, "taro@example.jp") } throws: {
            ($0 as? Refusal)?.code == "organisationExists"
        }
        #expect(try await store.joining("t-taro@example.jp", at: start) != nil)
        #expect(try await store.joining("t-taro@example.jp", at: start + RegistryStore.registrationLife) == nil)
    }

    @Test("nobody's box is filled: three letters for an address, however often it is registered")
    func flood() async throws {
        let store = try await RegistryStore.sample()
        for _ in 0..<20 {
            try await store.register(
                try MailAddress("Victim@example.jp"),
                name: "x",
                .en,
                organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "X"),
                at: start
            )
        }
        #expect(try await store.backlog().waiting == 3)
    }

    @Test("of 10,000 guesses at most 100 are looked at, also across a restart, and a code opens all the same")
    func guesses() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        var now = start
        var looked = 0
        for guess in 0..<10_000 {
            if try await store.attempt(isRight: false, at: now) == .wrong { looked += 1 }
            // Whoever guesses waits as little as the answers allow.
            now = now + (guess % 7 == 0 ? 3_600_000 : 1000)
        }
        #expect(looked == SignInGuard.limit)
        let reopened = try await RegistryStore.openReadOnly(store.engine, rules: .sample())
        #expect(try await reopened.attempt(isRight: true, at: now) == .held)
        // The owner was told once.
        #expect(try await store.letters(.waiting).filter { $0.letter.kind == .signInsRefused }.count == 1)
        // Refusals were gathered, not written one by one.
        let rows = try await store.engine.read { db in
            try db.all(Statement("SELECT count FROM refused_act WHERE subject = 'account \(account.id)'")) {
                $0.integer(0)
            }
        }
        #expect(rows.reduce(0, +) == 10_000 + 1 && rows.count < 10_000)
        try await store.askReset(account.address, at: now)
        _ = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: now) { "reset" }
        let reset = try #require(
            try await store.beginReset("reset", recovery: nil, isTrial: true, at: now) { _, _ in nil }
        )
        try await store.finishReset("reset", reset, password: "new", at: now)
        #expect(try await store.attempt(isRight: true, at: now) == .signedIn)
    }

    @Test(
        "of many guesses at the same moment no more are looked at than one after the other",
        arguments: OfferedEngine.all
    )
    func sameMoment(engine: OfferedEngine) async throws {
        let store = try await RegistryStore.sample(try await engine.open())
        try await Self.registrant(store)
        let attempts = try await withThrowingTaskGroup { group in
            for _ in 0..<40 {
                group.addTask { try await store.attempt(isRight: false, at: start) }
            }
            return try await group.reduce(into: [Attempt]()) { $0.append($1) }
        }
        // Five without a pause, and the sixth, with which the pauses begin.
        #expect(attempts.count { $0 == .wrong } == SignInGuard.free + 1)
        #expect(attempts.count { $0 == .held } == 40 - SignInGuard.free - 1)
    }

    @Test("a session is kept as its digest: no row of any table holds its secret")
    func atRest() async throws {
        let store = try await RegistryStore.sample()
        try await Self.registrant(store)
        let token = "the secret of a session"
        #expect(try await store.attempt(isRight: true, token: token, at: start) == .signedIn)
        let rows = try await store.dump().values.flatMap { $0 }.flatMap { $0 }
        let texts = rows.compactMap { value -> String? in
            if case .text(let text) = value { text } else { nil }
        }
        #expect(texts.contains(SecretDigest.of(token)) && !texts.contains { $0.contains(token) })
        #expect(!rows.contains { $0 == .bytes(Array(token.utf8)) })
        // Nor does what is kept let anybody in.
        #expect(try await store.signedIn(SecretDigest.of(token), at: start) == nil)
    }

    @Test("a sign-in that is on its way does not survive a new password or new codes")
    func onTheWay() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        func begin() async throws -> SignInCandidate {
            let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: false, at: start) { _, _ in
                nil
            }
            guard case .open(let candidate) = begun else { throw Refusal(.conflict, "held") }
            return candidate
        }
        _ = try await store.attempt(isRight: true, token: "own", at: start)
        let signed = try #require(try await store.signedIn("own", at: start))
        let early = try await begin()
        try await store.changePassword(signed, password: "new", at: start)
        #expect(try await store.finishSignIn(early, isRight: true, token: "x", agent: "", at: start) == nil)
        let second = try await begin()
        try await store.setSecondFactor(signed, secret: [1], step: 1, recovery: [], at: start)
        #expect(try await store.finishSignIn(second, isRight: true, token: "y", agent: "", at: start) == nil)
        // A form that was held open while its session ended changes nothing.
        try await store.endSession(signed.session.id, of: account, at: start)
        for change in 0..<2 {
            await #expect {
                if change == 0 {
                    try await store.changePassword(signed, password: "thief", at: start)
                } else {
                    try await store.setSecondFactor(signed, secret: [9], step: 1, recovery: [], at: start)
                }
            } throws: { ($0 as? Refusal)?.kind == .unauthenticated }
        }
    }

    @Test("a letter that is sent again never opens what came in the place of its joining")
    func reusedJoining() async throws {
        let store = try await RegistryStore.sample()
        let first = try await Self.registrant(store)
        try await store.register(
            try MailAddress("mallory@example.jp"),
            name: "M",
            .en,
            organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "M", foreignProof: "x", country: "DE"),
            at: start
        )
        // Sent, but whether it arrived is not known: it is sent again.
        let sent = try await store.claimLetters(limit: 9, holder: "a", lease: 1000, at: start) { "mallory" }
        #expect(sent.map(\.secret) == ["mallory"])
        _ = try await store.join("mallory", address: nil, name: "M", .en, password: "p", at: start)
        try await store.invite(
            try MailAddress("boss@example.jp"),
            name: "Boss",
            .ja,
            to: first.organisation.id,
            roles: [.manufacturerAdministrator],
            by: first,
            at: start
        )
        let again = try await store.claimLetters(limit: 9, holder: "b", lease: 1000, at: start + 1000) { "boss" }
        #expect(again.map(\.letter.recipient.text) == ["boss@example.jp"])
        #expect(try await store.letters(.moot).map(\.letter.recipient.text) == ["mallory@example.jp"])
    }

    @Test("an address that nobody has is answered and counted like any other")
    func unknownAddress() async throws {
        let store = try await RegistryStore.sample()
        try await Self.registrant(store)
        for address in ["hanako@example.jp", "nobody@example.jp"] {
            var answers: [Attempt] = []
            for _ in 0..<7 { answers.append(try await store.attempt(address, isRight: false, at: start)) }
            #expect(answers == [.wrong, .wrong, .wrong, .wrong, .wrong, .wrong, .held])
        }
    }

    @Test("a session ends by rest, by age, by its owner and with its account's password")
    func sessions() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        _ = try await store.attempt(isRight: true, token: "a", at: start)
        _ = try await store.attempt(isRight: true, token: "b", at: start)
        #expect(try await store.signedIn("a", at: start)?.account == account)
        #expect(try await store.signedIn("x", at: start) == nil)
        let limits = SessionRule.limits(.manufacturer)
        // Used every hour it lasts a day; left alone two hours.
        for hour in Int64(1)...23 { #expect(try await store.signedIn("a", at: start + hour * 3_600_000) != nil) }
        #expect(try await store.signedIn("a", at: start + limits.absolute) == nil)
        #expect(try await store.signedIn("b", at: start + limits.idle) == nil)
        let later = start + 25 * 3_600_000
        for token in ["c", "d", "e"] { _ = try await store.attempt(isRight: true, token: token, at: later) }
        let signed = try #require(try await store.signedIn("c", at: later))
        let marks = try await store.sessions(of: account.id, at: later)
        #expect(marks.count == 3)
        let other = try #require(try await store.signedIn("d", at: later))
        try await store.endSession(other.session.id, of: account, at: later)
        #expect(try await store.signedIn("d", at: later) == nil)
        try await store.changePassword(signed, password: "new", at: later)
        #expect(try await store.signedIn("e", at: later) == nil)
        #expect(try await store.signedIn("c", at: later) != nil)
    }
}
