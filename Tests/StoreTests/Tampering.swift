import Registry
import TestSupport
import Testing

@testable import Store

/// One change behind the registry's back, and what the check must say of it.
struct Tampering: CustomTestStringConvertible, Sendable {
    let name: String
    /// Parts of a fault, with the place.
    let fault: String
    let deed: @Sendable (RegistryStore) async throws -> Void

    var testDescription: String { name }

    /// Whether one of the faults says it; `…` stands for what may be anything.
    func isTold(in faults: [String]) -> Bool {
        let parts = fault.split(separator: "…")
        return faults.contains { fault in parts.allSatisfy { fault.contains($0) } }
    }

    static func sql(_ fault: String, _ statements: String...) -> Tampering {
        Tampering(name: statements.joined(separator: "; "), fault: fault) { store in
            for statement in statements { try await store.tamper(statement) }
        }
    }

    /// A change of one application's columns.
    static func column(_ id: Int64, _ fault: String, _ change: String) -> Tampering {
        sql("application \(id): \(fault)", "UPDATE application SET \(change) WHERE id = \(id)")
    }

    /// A change of one application's steps of a word; the diary is changed with them where it is said how.
    static func step(
        _ id: Int64,
        _ word: String,
        _ fault: String,
        _ change: String,
        diary: String? = nil
    ) -> Tampering {
        let step = "UPDATE application_step SET \(change) WHERE application_id = \(id) AND word = '\(word)'"
        guard let diary else { return sql("application \(id): \(fault)", step) }
        let act = "UPDATE act SET \(diary) WHERE subject = 'application \(id)' AND verb = '\(word)'"
        return sql("application \(id): \(fault)", step, act)
    }

    private static let rewrite = Statement("UPDATE application SET body = ?2 WHERE id = ?1")

    /// A change of what is packed.
    static func body(
        _ id: Int64,
        _ name: String,
        _ fault: String,
        _ change: @escaping @Sendable (inout Application) -> Void
    ) -> Tampering {
        Tampering(name: "body of \(id): \(name)", fault: "application \(id): \(fault)") { store in
            try await store.engine.write { db in
                var application = try #require(try ApplicationRows(db: db).application(id))
                change(&application)
                let bytes = ApplicationPackingTests.pack(application)
                _ = try db.run(rewrite, [.integer(id), .bytes(bytes)])
            }
        }
    }

    static func account(_ person: Person) -> String {
        "(SELECT id FROM account WHERE address = '\(person.rawValue)@example.jp')"
    }

    static func organisation(_ person: Person) -> String {
        "(SELECT organisation_id FROM account WHERE address = '\(person.rawValue)@example.jp')"
    }

    static func actor(_ person: Person) -> String {
        "actor = (SELECT 'account ' || CAST(id AS TEXT) FROM account WHERE address = '\(person.rawValue)@example.jp')"
    }

    static func label(_ id: Int64) -> String { "(SELECT registration_id FROM application WHERE id = \(id))" }

    static let firstFile = "(SELECT MIN(digest) FROM filed_document)"

    static let table: [Tampering] =
        columns + bodies + steps + deadlines + ledger + files + submissions + labels
}
