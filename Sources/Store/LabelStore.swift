import Crypto
import Foundation
package import Registry

/// What a recorded order answers: the registration as it now is.
package struct OrderOutcome: Hashable, Sendable {
    package var registration: Registration
    /// True where the same request was recorded before and is only answered again.
    package var isRepeat: Bool
}

extension RegistryStore {
    /// Records an order on an existing registration.
    ///
    /// - Parameters:
    ///   - warrant: on whose word, where it comes from the command line; nil where others have seen to that.
    ///   - key: the request's idempotency key; the same key with another order is refused with 422.
    package func perform(
        _ order: LabelOrder,
        on reference: LabelReference,
        _ terms: OrderTerms,
        warrant: LabelWarrant? = nil,
        key: String? = nil,
        at now: Moment
    ) async throws -> OrderOutcome {
        // The revision an order was made from is no part of what it asks: sent again, it is made from a later one.
        var asked = terms
        asked.ifRevision = nil
        let digest = RequestDigest.of("\(reference)|\(order)|\(asked)")
        return try await engine.write(isRepeatable: key != nil) { [keys, rules] db in
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            if let done = try DoneRequests(db: db).result(key: key, digest: digest) {
                return OrderOutcome(registration: try writing.known(done), isRepeat: true)
            }
            let (warrants, actor) = (WarrantRows(db: db), terms.actor)
            let terms = try warrants.terms(terms, warrant, for: order)
            let id = try writing.id(of: reference)
            let current = try writing.current(id)
            let decision = try Deciding.decide(order, terms, on: current, rules: rules, at: now)
            let registration =
                if case .issue(let filing, _) = order {
                    try writing.turnProvisional(
                        current,
                        id: id,
                        decision.kind,
                        filing,
                        on: decision.effectiveOn,
                        terms
                    )
                } else {
                    try writing.record([(decision.kind, decision.effectiveOn)], on: current, id: id, terms)
                }
            try warrants.record(warrant, for: order, registration, by: actor)
            let result = DoneRequests.Result(id: id, revision: registration.revision)
            try DoneRequests(db: db).keep(key: key, digest: digest, result: result, at: now)
            return OrderOutcome(registration: registration, isRepeat: false)
        }
    }

    /// Files a new registration: `issue` or `provisional`.
    ///
    /// - Parameters:
    ///   - number: the number to use; nil mints one from `identifiers.registrationNumber.issuePattern`.
    ///   - warrant: on whose word, where it comes from the command line; nil where others have seen to that.
    package func file(
        _ order: LabelOrder,
        number: RegistrationNumber?,
        _ terms: OrderTerms,
        origin: Origin = .issued,
        warrant: LabelWarrant? = nil,
        key: String? = nil,
        at now: Moment
    ) async throws -> OrderOutcome {
        let digest = RequestDigest.of("\(number?.text ?? "")|\(order)|\(terms)")
        return try await engine.write(isRepeatable: key != nil) { [keys, rules] db in
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            if let done = try DoneRequests(db: db).result(key: key, digest: digest) {
                return OrderOutcome(registration: try writing.known(done), isRepeat: true)
            }
            let (warrants, actor) = (WarrantRows(db: db), terms.actor)
            let terms = try warrants.terms(terms, warrant, for: order)
            let decision = try Deciding.decideNew(order, terms, rules: rules, at: now)
            let (id, registration) = try writing.insertIssued(
                decision.kind,
                decision.filing,
                on: decision.effectiveOn,
                number: number,
                origin: origin,
                terms
            )
            try warrants.record(warrant, for: order, registration, by: actor)
            let result = DoneRequests.Result(id: id, revision: registration.revision)
            try DoneRequests(db: db).keep(key: key, digest: digest, result: result, at: now)
            return OrderOutcome(registration: registration, isRepeat: false)
        }
    }
}

/// How a caller names a registration.
package enum LabelReference: Hashable, Sendable {
    case code(LabelCode)
    case number(RegistrationNumber)
}

/// SHA-256 of what a request asks, so that a repeated key can be told from a reused one.
enum RequestDigest {
    static func of(_ text: String) -> String { SHA256.hash(data: Array(text.utf8)).hex }
}

/// Results of unsafe requests by idempotency key, stored in the transaction that caused them.
struct DoneRequests {
    let db: any Transaction

    /// What a request made, and the revision whose knowledge its answer showed.
    struct Result {
        var id: Int64
        var revision: Int64 = 0
    }

    private static let read = Statement("SELECT body_digest, answer FROM done_request WHERE key = ?1")
    private static let insert = Statement(
        "INSERT INTO done_request (key, body_digest, answer, recorded_at) VALUES (?1, ?2, ?3, ?4)"
    )

    func result(key: String?, digest: String) throws -> Result? {
        guard let key else { return nil }
        guard let known = try db.first(Self.read, [.text(key)], { ($0.text(0), $0.bytes(1)) }) else { return nil }
        guard known.0 == digest else {
            throw Refusal(
                .unprocessable,
                "This idempotency key was used for another request",
                ja: "この送信キーは別の内容に使われています",
                field: "Idempotency-Key",
                code: "keyReused"
            )
        }
        return try Self.result(known.1)
    }

    /// What a request made, whatever it asked for; nil where no request had the key.
    func made(by key: String) throws -> Result? {
        try db.first(Self.read, [.text(key)]) { try Self.result($0.bytes(1)) }
    }

    private static func result(_ answer: [UInt8]) throws -> Result {
        try answer.withUnsafeBytes { bytes in
            var reader = PackedReader(bytes)
            return Result(id: try reader.integer(), revision: try reader.integer())
        }
    }

    func keep(key: String?, digest: String, result: Result, at now: Moment) throws {
        guard let key else { return }
        var writer = PackedWriter(capacity: 16)
        writer.integer(result.id)
        writer.integer(result.revision)
        try db.run(Self.insert, [.text(key), .text(digest), .bytes(writer.bytes), .moment(now)])
    }
}
