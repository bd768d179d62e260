import Registry
import TestSupport
import Testing

@testable import Store

@Suite("one-time codes")
struct SecondFactorTests {
    private let start = noon("2026-11-21")

    @Test("who has one-time codes cannot be locked out by others, and no code counts twice")
    func secondFactor() async throws {
        let store = try await RegistryStore.sample()
        let account = try await SignInTests.registrant(store)
        #expect(try await store.attempt(isRight: true, token: "first", at: start) == .signedIn)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.setSecondFactor(signed, secret: [1, 2, 3], step: 10, recovery: ["RECOVERY0001"], at: start)
        // The password alone is no longer enough, a used step neither.
        #expect(try await store.attempt(isRight: true, at: start) == .wrong)
        #expect(try await store.attempt(isRight: true, step: 10, at: start) == .wrong)
        for _ in 0..<300 { _ = try await store.attempt(isRight: false, at: start) }
        #expect(try await store.attempt(isRight: true, at: start) == .held)
        #expect(try await store.attempt(isRight: true, step: 11, token: "second", at: start) == .signedIn)
        #expect(try await store.attempt(isRight: true, step: 11, at: start) == .wrong)
        // A right code beside a wrong password is used up.
        #expect(try await store.attempt(isRight: false, step: 12, at: start) == .wrong)
        #expect(try await store.attempt(isRight: true, step: 12, at: start) == .wrong)
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
        _ = try await SignInTests.registrant(store)
        _ = try await store.attempt(isRight: true, token: "first", at: start)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.setSecondFactor(signed, secret: [1], step: 1, recovery: [], at: start)
        let won = try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    try await store.attempt(isRight: true, step: 2, token: "race \(number)", at: start)
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
        let account = try await SignInTests.registrant(store)
        _ = try await store.attempt(isRight: true, token: "first", at: start)
        let signed = try #require(try await store.signedIn("first", at: start))
        try await store.setSecondFactor(signed, secret: [1], step: 10, recovery: ["RECOVERY0001"], at: start)
        var looked = 0
        for _ in 0..<500 where try await store.attempt(isRight: true, step: 0, at: start) == .wrong { looked += 1 }
        // Six are looked at before the pauses begin; the others were held, and counted all the same.
        #expect(looked == 6)
        #expect(try await store.attempt(isRight: true, step: 11, at: start) == .held)
        let begun = try await store.beginSignIn(account.address, recovery: "RECOVERY0001", hasCode: true, at: start) {
            _,
            _ in nil
        }
        guard case .open(let candidate) = begun else { throw Refusal(.conflict, "a recovery code was held back") }
        let done = try await store.finishSignIn(candidate, isRight: true, token: "second", agent: "", at: start)
        #expect(done != nil)
        // What was counted is forgotten with the success.
        for _ in 0..<6 { _ = try await store.attempt(isRight: false, at: start) }
        #expect(try await store.attempt(isRight: true, step: 12, token: "third", at: start) == .signedIn)
    }

    @Test("a reset never goes round the second factor, and its link is good once")
    func reset() async throws {
        let store = try await RegistryStore.sample()
        let account = try await SignInTests.registrant(store)
        _ = try await store.attempt(isRight: true, token: "a", at: start)
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
