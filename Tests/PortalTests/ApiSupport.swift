import Foundation
import Registry
import TestSupport

@testable import Portal
@testable import Store

/// A machine with a key, or without one.
struct Machine: Sendable {
    let live: LivePortal
    var key: String?

    static let maker = Result {
        Organisation(
            side: .manufacturer,
            nameJA: "例示製作所",
            nameEN: "",
            corporateNumber: try CorporateNumber("7000012050002")
        )
    }

    /// An account with some roles and a key of it.
    static func make(
        _ live: LivePortal,
        _ scopes: Set<ApiScope> = [.fileApplications],
        roles: Set<Role> = [.manufacturerAdministrator],
        address: String = "maker@example.jp",
        organisation: Organisation? = nil,
        days: Int = 90
    ) async throws -> (machine: Machine, signed: SignedIn, key: ApiKey) {
        let owner = if let organisation { organisation } else { try maker.get() }
        let (account, _) = try await Visitor.account(live, roles, address: address, organisation: owner)
        let store = live.registry.store
        let now = live.registry.clock.now
        let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: true, at: now) { _, step in
            step + 1
        }
        let token = "machine of \(address)"
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now) != nil,
            let signed = try await store.signedIn(token, at: now)
        else { throw Refusal(.conflict, "the account of a test could not sign in") }
        let mark = String(address.filter { $0.isLetter && $0.isASCII }.prefix(40))
        let text = ApiKey.prefix + mark + String(repeating: "x", count: ApiKey.secretLength - mark.count)
        let order = ApiKeyOrder(name: "test", scopes: scopes, days: days)
        let key = try await store.makeKey(order, text: text, by: signed, at: now)
        return (Machine(live: live, key: text), signed, key)
    }

    func ask(
        _ method: String,
        _ path: String,
        _ fields: [String: String] = [:],
        _ body: [UInt8]? = nil
    ) async throws -> WireAnswer {
        var fields = fields
        if let key { fields["Authorization"] = "Bearer \(key)" }
        return try await live.client.ask(method, path, fields, body: body)
    }

    func get(_ path: String, _ fields: [String: String] = [:]) async throws -> WireAnswer {
        try await ask("GET", path, fields)
    }

    /// Sends JSON.
    func send(
        _ method: String,
        _ path: String,
        _ json: String,
        ifMatch: String? = nil,
        idempotency: String? = nil
    ) async throws -> WireAnswer {
        var fields = ["Content-Type": "application/json", "Accept-Language": "en"]
        fields["If-Match"] = ifMatch
        fields["Idempotency-Key"] = idempotency
        return try await ask(method, path, fields, Array(json.utf8))
    }

    /// A new application's path.
    func opened(_ idempotency: String = "open") async throws -> String {
        let answer = try await send("POST", PagePath.applicationAPI, #"{"kind":"new"}"#, idempotency: idempotency)
        guard answer.status == 201, let path = answer["Location"] else { throw WireFault.malformed(answer.text) }
        return path
    }
}

extension WireAnswer {
    /// A problem without what names the request.
    var problem: [String: JSONTree] {
        var members = (try? JSONTree(body))?.members ?? [:]
        members["requestId"] = nil
        return members
    }

    var code: String? { problem["code"]?.text }
    var pointer: String? { problem["errors"]?[0]?["pointer"]?.text }
}

extension WireAnswer {
    /// Its fields in the order of their names, but for some.
    func lines(without names: [String]) -> [String] {
        let dropped = Set(names.map { $0.lowercased() })
        return fields.filter { !dropped.contains($0.name.lowercased()) }.map { "\($0.name.lowercased()): \($0.value)" }
            .sorted()
    }
}

extension RegistryStore {
    /// How many keys that were none are written down.
    func refusedKeys() async throws -> Int64 {
        try await engine.read { db in
            try db.all(Statement("SELECT count FROM refused_act WHERE verb = 'key'")) { $0.integer(0) }.reduce(0, +)
        }
    }

    /// How often an account was refused something.
    func refusedCount(_ verb: String, _ account: Int64) async throws -> Int {
        let counts = try await engine.read { db in
            try db.all(
                Statement("SELECT count FROM refused_act WHERE verb = ?1 AND subject = ?2"),
                [.text(verb), .text("account \(account)")]
            ) { $0.integer(0) }
        }
        return Int(counts.reduce(0, +))
    }
}
