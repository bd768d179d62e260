import Crypto
import Registry

/// One step of the schema: SQL text only, one transaction, forward only, frozen once released.
struct Migration: Sendable {
    let number: Int64
    let name: String
    let text: [String]
    /// Whether the engine's own search index is made after the text.
    let makesSearch: Bool

    /// Every step, in order.
    static let all = [
        M0001Registry.migration, M0002Lease.migration, M0003Receipt.migration, M0004Letter.migration,
        M0005Account.migration, M0006KeptReceipt.migration, M0007Application.migration,
        M0008ApiKey.migration, M0009Case.migration, M0010LabelProposal.migration, M0011Forgetting.migration,
        M0012OrganisationIdentity.migration, M0013InvoiceNumber.migration, M0014Notice.migration,
        M0015Webhook.migration, M0016Watch.migration, M0017CalendarAddress.migration, M0018Bounce.migration,
    ]

    /// Lower-case hex SHA-256 of the untranslated text, so it is the same for both engines.
    var digest: String {
        SHA256.hash(data: Array(text.joined(separator: ";\n").utf8)).hex
    }

    private static let ledgerTable = Statement(
        """
        CREATE TABLE IF NOT EXISTS migration (
            number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, applied_at BIGINT NOT NULL
        )
        """
    )
    private static let applied = Statement("SELECT number, digest FROM migration ORDER BY number")
    private static let record = Statement(
        "INSERT INTO migration (number, name, digest, applied_at) VALUES (?1, ?2, ?3, ?4)"
    )

    /// Brings the schema up to date. A changed step or a schema newer than the program is refused.
    static func apply(to engine: some Engine, at now: Moment) async throws {
        try await engine.write(isRepeatable: true) { db in
            try db.run(ledgerTable, [])
            let known = try check(db)
            for migration in all.dropFirst(known) {
                for part in migration.text {
                    try db.run(Statement(db.dialect.translate(part)), [])
                }
                if migration.makesSearch {
                    for part in db.dialect.createSearch { try db.run(Statement(part), []) }
                }
                try db.run(
                    record,
                    [.integer(migration.number), .text(migration.name), .text(migration.digest), .moment(now)]
                )
            }
        }
    }

    /// How many of the known steps are applied, 0 in a database that holds no registry; throws where the store's ledger and the program disagree.
    static func check(_ db: any Transaction) throws -> Int {
        guard try db.first(db.dialect.countLedgers, [], { $0.integer(0) }) == 1 else { return 0 }
        let rows = try db.all(applied) { ($0.integer(0), $0.text(1)) }
        for (index, row) in rows.enumerated() {
            guard index < all.count else {
                throw Refusal(
                    .conflict,
                    "The store's schema (\(row.0)) is newer than this program knows (\(all.count)); use the "
                        + "newer program",
                    code: "newerSchema"
                )
            }
            guard all[index].number == row.0, all[index].digest == row.1 else {
                throw Refusal(
                    .conflict,
                    "Step \(row.0) of the store's schema differs from this program's",
                    code: "changedSchema"
                )
            }
        }
        return rows.count
    }
}
