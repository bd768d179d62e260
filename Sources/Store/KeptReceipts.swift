package import Registry

extension RegistryStore {
    private static let keepRows = Statement(
        "UPDATE receipt_part SET rows_until = ?2 WHERE receipt_id = ?1 AND rows_until < ?2"
    )
    private static let keepReceipt = Statement("UPDATE receipt SET rows_until = ?2 WHERE id = ?1 AND rows_until < ?2")
    private static let insertKept = Statement(
        """
        INSERT INTO kept_receipt (account_id, receipt_id, kept_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (account_id, receipt_id) DO NOTHING
        """
    )
    private static let hasRows = Statement("SELECT id FROM receipt WHERE id = ?1 AND rows_until > ?2")
    private static let listKept = Statement(
        """
        SELECT r.name, r.secret, r.recorded_at, r.rows_until FROM kept_receipt k JOIN receipt r ON r.id = k.receipt_id
        WHERE k.account_id = ?1 AND r.rows_until > ?2 ORDER BY k.receipt_id DESC LIMIT 100
        """
    )

    /// Keeps a receipt's rows for an account, for as many years from its making as evidence is kept by the scheme data,
    /// whoever else asks the same.
    ///
    /// - Throws: `missing` where the rows are gone already, `conflict` where the data knows no such years.
    package func keep(_ receipt: Receipt, for account: Account, at now: Moment) async throws {
        guard let years = rules.evidenceYears else {
            throw Refusal(
                .conflict,
                "This registry keeps no checks for accounts",
                ja: "この登録簿では、照合を長期間保管しません",
                code: "notKept"
            )
        }
        // To the last moment of that day in Japan.
        let end = (receipt.recordedAt.day.addingYears(years).day + 1).start + -1
        try await engine.write(isRepeatable: true) { db in
            let account = try AccountRows(db: db).asBefore(account)
            guard try db.first(Self.hasRows, [.integer(receipt.id), .moment(now)], { _ in true }) ?? false else {
                throw Refusal(.missing, "The rows of this check are gone", ja: "この照合の行は削除されています", code: "rowsGone")
            }
            try db.run(Self.keepReceipt, [.integer(receipt.id), .moment(end)])
            try db.run(Self.keepRows, [.integer(receipt.id), .moment(end)])
            let added = try db.run(Self.insertKept, [.integer(account.id), .integer(receipt.id), .moment(now)])
            guard added == 1 else { return }
            try Acts(db: db).record("keepReceipt", subject: receipt.name, detail: "", by: account.actor, at: now)
        }
    }

    /// The receipts that an account keeps, newest first, at most a hundred.
    package func keptReceipts(of account: Int64, at now: Moment) async throws -> [KeptReceipt] {
        try await engine.lookup { db in
            try db.all(Self.listKept, [.integer(account), .moment(now)]) { row in
                KeptReceipt(name: row.text(0), secret: row.text(1), recordedAt: row.moment(2), rowsUntil: row.moment(3))
            }
        }
    }
}

/// A receipt that an account keeps.
package struct KeptReceipt: Hashable, Sendable {
    /// Its public address.
    package var name: String
    /// The address of its rows.
    package var secret: String
    /// When the check was made.
    package var recordedAt: Moment
    /// Until when the rows can be had.
    package var rowsUntil: Moment
}
