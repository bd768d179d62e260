import Access
import Registry
import TestSupport

@testable import Portal
@testable import Store

/// Somebody at a browser: follows no redirect by itself, keeps the one cookie.
struct Visitor: Sendable {
    let live: LivePortal
    var cookie: String?

    static let password = "きのう公園で三毛猫を二匹見ました。たのしい"

    static func form(_ fields: [(String, String)]) -> [UInt8] {
        Array(fields.map { "\($0.0)=\(PagePath.encoded($0.1))" }.joined(separator: "&").utf8)
    }

    func get(_ path: String, _ fields: [String: String] = [:]) async throws -> WireAnswer {
        var fields = fields
        fields["Cookie"] = cookie.map { "\(Gate.cookie)=\($0)" }
        return try await live.client.get(path, fields)
    }

    @discardableResult
    mutating func post(
        _ path: String,
        _ fields: [(String, String)],
        site: String = "same-origin"
    ) async throws -> WireAnswer {
        var headers = ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": site]
        headers["Cookie"] = cookie.map { "\(Gate.cookie)=\($0)" }
        let answer = try await live.client.ask("POST", path, headers, body: Self.form(fields))
        if let set = answer["Set-Cookie"] {
            let value = set.dropFirst(Gate.cookie.utf8.count + 1).prefix { $0 != ";" }
            cookie = value.isEmpty ? nil : String(value)
        }
        return answer
    }

    mutating func signIn(
        _ address: String,
        _ password: String = Visitor.password,
        code: String = ""
    ) async throws
        -> WireAnswer
    {
        try await post("/sign-in?lang=en", [("email", address), ("password", password), ("code", code)])
    }

    /// The secret of the newest letter of a kind, as if it had been sent.
    static func letter(_ kind: Letter.Kind, _ live: LivePortal) async throws -> String {
        let store = live.registry.store
        let now = live.registry.clock.now
        var found = ""
        let letters = try await store.claimLetters(limit: 50, holder: "t", lease: 1000, at: now) { Secrets.token() }
        for letter in letters {
            if letter.letter.kind == kind { found = letter.secret ?? "" }
            try await store.settle(letter, .sent, holder: "t", retryAt: nil, at: now)
        }
        return found
    }

    /// An account with some roles, its password chosen and, where it needs them, its codes set up; and its secret.
    static func account(
        _ live: LivePortal,
        _ roles: Set<Role>,
        address: String,
        organisation: Organisation
    ) async throws -> (account: Account, code: OneTimeCode?) {
        let store = live.registry.store
        let now = live.registry.clock.now
        let hash = try PasswordHash(password, PasswordCost(logRounds: 10)).text
        let account = try await store.makeAccount(
            try MailAddress(address),
            organisation: organisation,
            roles: roles,
            password: hash,
            at: now
        )
        guard account.needsSecondFactor else { return (account, nil) }
        let code = OneTimeCode.make()
        let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: false, at: now) { _, _ in nil }
        let token = "setting up \(address)"
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now) != nil,
            let signed = try await store.signedIn(token, at: now)
        else { throw Refusal(.conflict, "the account of a test could not sign in") }
        try await store.setSecondFactor(signed, secret: code.secret, step: 0, recovery: [], at: now)
        return (account, code)
    }
}
