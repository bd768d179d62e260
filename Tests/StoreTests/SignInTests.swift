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

    /// An attempt whose password is right or not, without working one out.
    private func attempt(
        _ store: RegistryStore,
        _ address: String = "hanako@example.jp",
        isRight: Bool,
        step: Int64? = nil,
        token: String = "session",
        at now: Moment
    ) async throws -> Attempt {
        let begun = try await store.beginSignIn(try MailAddress(address), recovery: nil, hasCode: step != nil, at: now)
        { _, last in
            step.flatMap { $0 > last ? $0 : nil }
        }
        guard case .open(let candidate) = begun else { return .held }
        let account = try await store.finishSignIn(candidate, isRight: isRight, token: token, agent: "t", at: now)
        return account == nil ? .wrong : .signedIn
    }

    private enum Attempt {
        case held
        case wrong
        case signedIn
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
            if try await attempt(store, isRight: false, at: now) == .wrong { looked += 1 }
            // Whoever guesses waits as little as the answers allow.
            now = now + (guess % 7 == 0 ? 3_600_000 : 1000)
        }
        #expect(looked == SignInGuard.limit)
        let reopened = try await RegistryStore.openReadOnly(store.engine, rules: .sample())
        #expect(try await attempt(reopened, isRight: true, at: now) == .held)
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
        #expect(try await attempt(store, isRight: true, at: now) == .signedIn)
    }

    @Test("who has one-time codes cannot be locked out by others, and no code counts twice")
    func secondFactor() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        #expect(try await attempt(store, isRight: true, token: "first", at: start) == .signedIn)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.setSecondFactor(signed, secret: [1, 2, 3], step: 10, recovery: ["RECOVERY0001"], at: start)
        // The password alone is no longer enough, a used step neither.
        #expect(try await attempt(store, isRight: true, at: start) == .wrong)
        #expect(try await attempt(store, isRight: true, step: 10, at: start) == .wrong)
        for _ in 0..<300 { _ = try await attempt(store, isRight: false, at: start) }
        #expect(try await attempt(store, isRight: true, at: start) == .held)
        #expect(try await attempt(store, isRight: true, step: 11, token: "second", at: start) == .signedIn)
        #expect(try await attempt(store, isRight: true, step: 11, at: start) == .wrong)
        // A right code beside a wrong password is used up.
        #expect(try await attempt(store, isRight: false, step: 12, at: start) == .wrong)
        #expect(try await attempt(store, isRight: true, step: 12, at: start) == .wrong)
        // A recovery code, once.
        for expected in [true, false] {
            let begun = try await store.beginSignIn(
                account.address,
                recovery: "RECOVERY0001",
                hasCode: true,
                at: start + 7_200_000
            ) {
                _,
                _ in nil
            }
            guard case .open(let candidate) = begun else {
                #expect(!expected)
                continue
            }
            let done = try await store.finishSignIn(candidate, isRight: true, token: "r", agent: "", at: start)
            #expect((done != nil) == expected)
        }
        #expect(try await store.recoveryCodes(of: account.id) == 0)
    }

    @Test("of two uses of one code at the same moment one wins")
    func codeRace() async throws {
        let store = try await RegistryStore.sample()
        _ = try await Self.registrant(store)
        _ = try await attempt(store, isRight: true, token: "first", at: start)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.setSecondFactor(signed, secret: [1], step: 1, recovery: [], at: start)
        let won = try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    try await attempt(store, isRight: true, step: 2, token: "race \(number)", at: start)
                }
            }
            return try await group.reduce(0) { $0 + ($1 == .signedIn ? 1 : 0) }
        }
        #expect(won == 1)
    }

    @Test(
        "one-time codes cannot be guessed where the password is known: after ten wrong ones only a recovery code opens"
    )
    func codeGuesses() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        _ = try await attempt(store, isRight: true, token: "first", at: start)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.setSecondFactor(signed, secret: [1], step: 10, recovery: ["RECOVERY0001"], at: start)
        var looked = 0
        for _ in 0..<500 where try await attempt(store, isRight: true, step: 0, at: start) == .wrong { looked += 1 }
        // Six are looked at before the pauses begin; the others were held, and counted all the same.
        #expect(looked == 6)
        #expect(try await attempt(store, isRight: true, step: 11, at: start) == .held)
        let begun = try await store.beginSignIn(account.address, recovery: "RECOVERY0001", hasCode: true, at: start) {
            _,
            _ in nil
        }
        guard case .open(let candidate) = begun else { throw Refusal(.conflict, "a recovery code was held back") }
        let done = try await store.finishSignIn(candidate, isRight: true, token: "second", agent: "", at: start)
        #expect(done != nil)
        // What was counted is forgotten with the success.
        for _ in 0..<6 { _ = try await attempt(store, isRight: false, at: start) }
        #expect(try await attempt(store, isRight: true, step: 12, token: "third", at: start) == .signedIn)
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
        _ = try await attempt(store, isRight: true, token: "own", at: start)
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
            for _ in 0..<7 { answers.append(try await attempt(store, address, isRight: false, at: start)) }
            #expect(answers == [.wrong, .wrong, .wrong, .wrong, .wrong, .wrong, .held])
        }
    }

    @Test("a session ends by rest, by age, by its owner and with its account's password")
    func sessions() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        _ = try await attempt(store, isRight: true, token: "a", at: start)
        _ = try await attempt(store, isRight: true, token: "b", at: start)
        #expect(try await store.signedIn("a", at: start)?.account == account)
        #expect(try await store.signedIn("x", at: start) == nil)
        let limits = SessionRule.limits(.manufacturer)
        // Used every hour it lasts a day; left alone two hours.
        for hour in Int64(1)...23 { #expect(try await store.signedIn("a", at: start + hour * 3_600_000) != nil) }
        #expect(try await store.signedIn("a", at: start + limits.absolute) == nil)
        #expect(try await store.signedIn("b", at: start + limits.idle) == nil)
        let later = start + 25 * 3_600_000
        for token in ["c", "d", "e"] { _ = try await attempt(store, isRight: true, token: token, at: later) }
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

    @Test("a reset never goes round the second factor, and its link is good once")
    func reset() async throws {
        let store = try await RegistryStore.sample()
        let account = try await Self.registrant(store)
        _ = try await attempt(store, isRight: true, token: "a", at: start)
        let signed = try #require(try await store.signedIn("a", at: start))
        try await store.setSecondFactor(signed, secret: [7], step: 1, recovery: [], at: start)
        try await store.askReset(account.address, at: start)
        try await store.askReset(account.address, at: start)
        try await store.askReset(try MailAddress("nobody@example.jp"), at: start)
        let letters = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: start) { "reset" }
        #expect(letters.map(\.letter.kind) == [.accountChanged, .resetPassword])
        #expect(letters.map(\.secret) == [nil, "reset"])
        let bare = try #require(
            try await store.beginReset("reset", recovery: nil, isTrial: true, at: start) { _, _ in nil }
        )
        #expect(!bare.isProven)
        await #expect(throws: Refusal.self) {
            try await store.finishReset("reset", bare, password: "new", at: start)
        }
        let proven = try #require(
            try await store.beginReset("reset", recovery: nil, isTrial: true, at: start) { _, last in last + 1 }
        )
        try await store.finishReset("reset", proven, password: "new", at: start)
        #expect(try await store.signedIn("a", at: start) == nil)
        #expect(try await store.beginReset("reset", recovery: nil, isTrial: false, at: start) { _, _ in nil } == nil)
        // A reset that succeeded leaves nothing counted behind.
        let counted = try await store.engine.read { db in
            try db.all(Statement("SELECT key FROM sign_in_guard")) { $0.text(0) }
        }
        #expect(counted == [])
        // Guesses of the code are held back as guesses of passwords are.
        for letter in letters { try await store.settle(letter, .sent, holder: "t", retryAt: nil, at: start) }
        let later = start + Outbox.pause
        try await store.askReset(account.address, at: later)
        _ = try await store.claimLetters(limit: 9, holder: "u", lease: 1000, at: later) { "again" }
        await #expect {
            for _ in 0..<10 {
                _ = try await store.beginReset("again", recovery: nil, isTrial: true, at: later) { _, _ in nil }
            }
        } throws: { ($0 as? Refusal)?.code == "heldBack" }
    }
}
