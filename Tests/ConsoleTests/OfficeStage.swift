import Access
import Registry
import Store
import TestSupport

@testable import Console

/// People of the office with one-time codes, in a store that the program made, and what their authenticators show.
struct OfficeStage: Sendable {
    /// Who there is, by the front of the address.
    private static let people: [(name: String, role: Role, hasCodes: Bool)] = [
        ("first", .approver, true), ("second", .approver, true), ("reviewer", .reviewer, true),
        ("finance", .finance, true), ("bare", .approver, false), ("ended", .approver, true),
        ("administrator", .administrator, true),
    ]

    let place: StorePlace
    private let codes: [String: OneTimeCode]

    /// Makes everybody, with the store open in this process.
    static func make(_ store: String, at now: Moment) async throws -> OfficeStage {
        let place = try StorePlace(store)
        return try await with(place, at: now) { registry in
            var codes: [String: OneTimeCode] = [:]
            var accounts: [String: Account] = [:]
            for (name, role, hasCodes) in people {
                let account = try await registry.makeAccount(
                    try MailAddress(address(name)),
                    organisation: Organisation(side: .operator, nameJA: "", nameEN: "Office"),
                    roles: [role],
                    password: "",
                    at: now
                )
                accounts[name] = account
                if hasCodes { codes[name] = try await setCodes(account, registry, at: now) }
            }
            if let ended = accounts["ended"], let administrator = accounts["administrator"] {
                try await registry.close(account: ended.id, by: administrator, at: now)
            }
            return OfficeStage(place: place, codes: codes)
        }
    }

    static func address(_ name: String) -> String { "\(name)@example.jp" }

    /// Works on a store that nobody else holds.
    static func with<Value>(
        _ place: StorePlace,
        at now: Moment,
        _ body: (RegistryStore) async throws -> Value
    ) async throws -> Value {
        guard let house = try await House.open(place, readers: 1, now: now) else {
            throw Refusal(.conflict, "the store of a test is held")
        }
        do {
            let value = try await body(house.store)
            try house.close()
            return value
        } catch {
            try? house.close()
            throw error
        }
    }

    private static func setCodes(_ account: Account, _ store: RegistryStore, at now: Moment) async throws -> OneTimeCode
    {
        let code = OneTimeCode.make()
        let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: false, at: now) { _, _ in nil }
        let token = "codes of \(account.id)"
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now) != nil,
            let signed = try await store.signedIn(token, at: now)
        else { throw Refusal(.conflict, "the account of a test could not sign in") }
        try await store.setSecondFactor(signed, secret: code.secret, step: 0, recovery: [], at: now)
        return code
    }

    /// What somebody's authenticator shows at a moment.
    func code(_ name: String, at now: Moment) -> String { codes[name]?.code(OneTimeCode.step(now)) ?? "" }

    /// Codes as they are typed: a line each.
    func typed(_ names: [String], at now: Moment) -> [UInt8] {
        Array(names.map { code($0, at: now) + "\n" }.joined().utf8)
    }

    /// The flags that name two people.
    static func flags(_ proposer: String, _ approver: String) -> [String] {
        ["--proposed-by", address(proposer), "--approved-by", address(approver)]
    }

    /// The diary's lines of a verb, newest first.
    func acts(_ verb: String) async throws -> [Act] {
        let house = try await House.openToRead(place)
        do {
            let acts = try await house.store.acts(ActFilter(verb: verb), limit: 20)
            try house.close()
            return acts
        } catch {
            try? house.close()
            throw error
        }
    }
}
