import Registry
import Testing

@testable import Store

/// Everything an order on an application may leave behind, so that what left nothing can be shown to have.
struct ApplicationFootprint: Equatable, Sendable {
    private var tables: [[[Value]]] = []

    private static let asked: [(statement: Statement, columns: Int32)] = [
        (
            Statement(
                """
                SELECT id, registration_id, laboratory_id, state, version, application_number, acceptance_number,
                    provisional_number, submissions, state_since, changed_at, body
                FROM application ORDER BY id
                """
            ), 12
        ),
        (
            Statement(
                """
                SELECT application_id, number, at, account_id, word, state_before, state_after, note
                FROM application_step ORDER BY application_id, number
                """
            ), 8
        ),
        (
            Statement(
                """
                SELECT application_id, number, at, account_id, body FROM application_submission
                ORDER BY application_id, number
                """
            ), 5
        ),
        (Statement("SELECT id, application_id, invoice, entry, amount, account_id FROM ledger ORDER BY id"), 6),
        (Statement("SELECT registration_id, organisation_id FROM registration_owner ORDER BY registration_id"), 2),
        (
            Statement(
                "SELECT organisation_id, number, kind, sentence FROM organisation_check ORDER BY organisation_id, number"
            ), 4
        ),
        (Statement("SELECT kind, last FROM number_sequence ORDER BY kind"), 2),
        (Statement("SELECT key, body_digest FROM done_request ORDER BY key"), 2),
        (Statement("SELECT id, verb, subject, detail FROM act ORDER BY id"), 4),
        (Statement("SELECT registration_id, revision FROM card ORDER BY registration_id"), 2),
        (Statement("SELECT revision, last_registration FROM head"), 2),
    ]

    static func of(_ store: RegistryStore) async throws -> ApplicationFootprint {
        try await store.engine.read { db in
            var footprint = ApplicationFootprint()
            for (statement, columns) in asked {
                footprint.tables.append(try db.all(statement) { row in (0..<columns).map { row.value($0) } })
            }
            return footprint
        }
    }
}
