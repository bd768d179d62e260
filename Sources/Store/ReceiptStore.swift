package import Registry

/// A run of a receipt's rows.
package struct ReceiptPage: Sendable {
    /// In the order of the input.
    package var rows: [ReceiptRow]
    /// The place after which the next page begins; nil on the last.
    package var next: Int?
}

extension RegistryStore {
    private static let columns =
        "id, name, secret, input_digest, form, encoding, conditions, day, today, covered_through, revision, rules, "
        + "tally, recorded_at, rows_until, test"
    private static let byID = Statement("SELECT \(columns) FROM receipt WHERE id = ?1")
    private static let byName = Statement("SELECT \(columns) FROM receipt WHERE name = ?1")
    private static let bySecret = Statement("SELECT \(columns) FROM receipt WHERE secret = ?1")
    private static let insert = Statement(
        """
        INSERT INTO receipt (\(columns))
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM receipt),
            ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) RETURNING id
        """
    )
    private static let insertPart = Statement(
        """
        INSERT INTO receipt_part (receipt_id, part, passes, fails, reviews, rows_until, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """
    )
    private static let head = Statement("SELECT body FROM receipt_part WHERE receipt_id = ?1 AND part = 0")
    private static let parts = Statement(
        """
        SELECT part, body FROM receipt_part
        WHERE receipt_id = ?1 AND part >= ?2 AND part > 0 AND (?3 = '' OR ?3 = 'pass' AND passes > 0
            OR ?3 = 'fail' AND fails > 0 OR ?3 = 'review' AND reviews > 0)
        ORDER BY part LIMIT ?4
        """
    )
    private static let forget = Statement(
        """
        DELETE FROM receipt_part WHERE receipt_id IN (
            SELECT p.receipt_id FROM receipt_part p WHERE p.rows_until <= ?1 ORDER BY p.rows_until LIMIT 500
        )
        """
    )

    /// Those whose text is put together, for the tests of all statements.
    static var receiptStatements: [Statement] { [byID, byName, bySecret, insert] }

    /// The receipt that an idempotency key made before; refused where the key was used for another request.
    package func receipt(madeBy key: String, digest: String) async throws -> Receipt? {
        try await engine.read { db in
            guard let done = try DoneRequests(db: db).result(key: key, digest: digest) else { return nil }
            return try Self.receipt(done.id, db)
        }
    }

    /// Keeps a check with all its rows, all or nothing. The same key again returns the first one's receipt.
    ///
    /// - Parameter parts: in order, each of `ReceiptPart.rows` rows but the last.
    package func keep(
        _ receipt: Receipt,
        _ head: ReceiptHead,
        _ parts: [ReceiptPart],
        key: String?,
        digest: String
    ) async throws -> Receipt {
        try await engine.write(isRepeatable: key != nil) { db in
            let done = DoneRequests(db: db)
            if let result = try done.result(key: key, digest: digest), let known = try Self.receipt(result.id, db) {
                return known
            }
            var kept = receipt
            kept.id = try db.first(Self.insert, receipt.values) { $0.integer(0) } ?? 0
            let all = [ReceiptPart(head)] + parts
            for (number, part) in all.enumerated() {
                try db.run(
                    Self.insertPart,
                    [
                        .integer(kept.id), .integer(Int64(number)), .integer(Int64(part.passes)),
                        .integer(Int64(part.fails)), .integer(Int64(part.reviews)), .moment(kept.rowsUntil),
                        .bytes(part.body),
                    ]
                )
            }
            try done.keep(key: key, digest: digest, result: DoneRequests.Result(id: kept.id), at: kept.recordedAt)
            return kept
        }
    }

    private static func receipt(_ id: Int64, _ db: any Transaction) throws -> Receipt? {
        try db.first(byID, [.integer(id)]) { $0.receipt() }
    }

    /// A receipt by its public address.
    package func receipt(named name: String) async throws -> Receipt? {
        try await engine.lookup { db in try db.first(Self.byName, [.text(name)]) { $0.receipt() } }
    }

    /// A receipt by the address of its rows.
    package func receipt(secret: String) async throws -> Receipt? {
        try await engine.lookup { db in try db.first(Self.bySecret, [.text(secret)]) { $0.receipt() } }
    }

    /// The head of a receipt's table; nil where its rows are gone.
    package func receiptHead(_ receipt: Receipt) async throws -> ReceiptHead? {
        try await engine.lookup { db in
            try db.first(Self.head, [.integer(receipt.id)]) { try $0.withBytes(0) { try ReceiptHead($0) } }
        }
    }

    /// Rows of a receipt after a place.
    ///
    /// - Parameter outcome: nil for rows of every outcome.
    package func rows(
        of receipt: Receipt,
        outcome: CheckResult.Outcome? = nil,
        after place: Int = 0,
        limit: Int
    ) async throws -> ReceiptPage {
        var rows: [ReceiptRow] = []
        var part = place / ReceiptPart.rows + 1
        while rows.count <= limit {
            let found = try await engine.lookup { [part] db in
                try db.all(
                    Self.parts,
                    [
                        .integer(receipt.id), .integer(Int64(part)), .text(outcome?.rawValue ?? ""), .integer(4),
                    ]
                ) { row in (Int(row.integer(0)), try row.withBytes(1) { try ReceiptPart.unpackRows($0) }) }
            }
            guard let last = found.last else { break }
            for (number, packed) in found {
                for (index, var row) in packed.enumerated() {
                    row.place = (number - 1) * ReceiptPart.rows + index + 1
                    if row.place > place, outcome == nil || row.outcome == outcome { rows.append(row) }
                }
            }
            part = last.0 + 1
        }
        guard rows.count > limit else { return ReceiptPage(rows: rows) }
        let page = Array(rows.prefix(limit))
        return ReceiptPage(rows: page, next: page.last?.place)
    }

    /// Digest of the scheme data in force at a revision; empty before the first.
    package func rulesDigest(at revision: Int64) async throws -> String {
        try await engine.lookup { db in try Revisions(db: db).facts(of: revision)?.rules ?? "" }
    }

    /// Lets the rows go whose time is over, those of some receipts at a time; how many parts it were.
    package func forgetReceiptRows(at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forget, [.moment(now)]) }
    }
}

extension Receipt {
    fileprivate var values: [Value] {
        [
            .text(name), .text(secret), .text(inputDigest), .text(form), .text(encoding), .text(conditions),
            .day(asked.day), .day(asked.today), coveredThrough.map { .day($0) } ?? .null, .integer(asked.revision),
            .text(rules), .text(tally.packed), .moment(recordedAt), .moment(rowsUntil), .flag(isTest),
        ]
    }
}

extension Row {
    fileprivate func receipt() -> Receipt {
        Receipt(
            id: integer(0),
            name: text(1),
            secret: text(2),
            inputDigest: text(3),
            form: text(4),
            encoding: text(5),
            conditions: text(6),
            asked: AskedMoment(day: day(7), today: day(8), revision: integer(10)),
            coveredThrough: isNull(9) ? nil : day(9),
            rules: text(11),
            tally: CheckTally(packed: text(12)),
            recordedAt: moment(13),
            rowsUntil: moment(14),
            isTest: flag(15)
        )
    }
}
