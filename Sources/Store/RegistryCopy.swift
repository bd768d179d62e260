import Crypto
package import Registry

/// A registry moved whole from one database to another, and the proof that both hold the same.
package enum RegistryCopy {
    /// A table as it is copied: all columns, those of the key first and in their order.
    struct Table: Sendable {
        let name: String
        let key: [String]
        let columns: [String]
        private let from: Statement
        private let start: Statement
        let insert: Statement
        static let page = 1000

        init(_ name: String, key: [String], _ others: [String]) {
            self.name = name
            self.key = key
            columns = key + others
            let list = columns.joined(separator: ", ")
            let order = key.joined(separator: ", ")
            let places = (1...key.count).map { "?\($0)" }.joined(separator: ", ")
            start = Statement("SELECT \(list) FROM \(name) ORDER BY \(order) LIMIT \(Self.page)")
            from = Statement(
                "SELECT \(list) FROM \(name) WHERE (\(order)) > (\(places)) ORDER BY \(order) LIMIT \(Self.page)"
            )
            let all = (1...columns.count).map { "?\($0)" }.joined(separator: ", ")
            insert = Statement("INSERT INTO \(name) (\(list)) VALUES (\(all))")
        }

        /// The next rows after a key, in order of the key; from the first where there is none.
        func rows(_ db: any Transaction, after last: [Value]?) throws -> [[Value]] {
            try db.all(last == nil ? start : from, last ?? []) { row in
                (0..<Int32(columns.count)).map { row.value($0) }
            }
        }

        func key(of row: [Value]) -> [Value] { Array(row.prefix(key.count)) }
    }

    /// Every table of facts, so that what is pointed at comes first. The ledger of the schema and the search index are
    /// not copied: they belong to the database. `setting` comes last: without it a half copy is no registry.
    static let tables =
        [
            Table("label_key", key: ["id"], ["secret", "made_at", "retired_at"]),
            Table("revision", key: ["number"], ["recorded_at", "rules"]),
            Table("ruleset", key: ["digest"], ["body", "first_seen_at"]),
            Table("list_source", key: ["id"], ["name"]),
            Table("edition", key: ["id"], ["source_id", "day", "file_name", "digest", "row_count", "recorded"]),
            Table(
                "manufacturer",
                key: ["id"],
                [
                    "digest", "key", "name_ja", "name_en", "name_kana", "brands", "corporate_number", "country",
                    "public_contact", "vulnerability_contact",
                ]
            ),
            Table("registration", key: ["id"], ["number", "origin", "source_id", "key_id"]),
            bitemporal(RegistrationRows.periods, "period"),
            bitemporal(RegistrationRows.models, "model"),
            bitemporal(RegistrationRows.holders, "holder"),
            bitemporal(RegistrationRows.products, "product"),
            Table(
                "event",
                key: ["registration_id", "ordinal"],
                [
                    "kind", "effective_on", "recorded_at", "revision", "actor", "public_note", "private_note", "body",
                ]
            ),
            Table("card", key: ["registration_id"], ["source_id", "revision", "body"]),
            Table("act", key: ["id"], ["recorded_at", "actor", "verb", "subject", "detail", "revision"]),
            Table(
                "doubt",
                key: ["id"],
                ["recorded_at", "subject", "kind", "body", "contact", "language", "state"]
            ),
            Table(
                "organisation",
                key: ["id"],
                ["side", "name_ja", "name_en", "corporate_number", "foreign_proof", "country", "made_at"]
            ),
            Table(
                "account",
                key: ["id"],
                [
                    "organisation_id", "address", "address_key", "name", "language", "roles", "state", "password",
                    "code_secret", "code_step", "made_at",
                ]
            ),
            Table("recovery_code", key: ["account_id", "digest"], []),
            Table(
                "session",
                key: ["id"],
                ["digest", "account_id", "made_at", "seen_at", "proven_at", "ends_at", "agent"]
            ),
            Table(
                "joining",
                key: ["id"],
                [
                    "kind", "address", "address_key", "name", "language", "organisation_id", "organisation", "roles",
                    "made_by", "made_at", "ends_at",
                ]
            ),
            Table(
                "api_key",
                key: ["id"],
                [
                    "digest", "hint", "account_id", "name", "scopes", "made_at", "ends_at", "last_used_at",
                    "revoked_at", "replaced_at",
                ]
            ),
            Table("token", key: ["digest"], ["purpose", "subject_id", "ends_at"]),
            Table("sign_in_guard", key: ["key"], ["failures", "held_until", "last_at"]),
            Table("refused_act", key: ["verb", "subject", "minute"], ["count"]),
            Table(
                "letter",
                key: ["id"],
                [
                    "message_id", "kind", "recipient", "language", "facts", "subject_id", "queued_at", "due_at",
                    "lasts_until", "state", "attempts", "attempted_at", "lease_holder", "lease_until", "outcome",
                    "settled_at", "rank", "patience_from",
                ]
            ),
            Table(
                "receipt",
                key: ["id"],
                [
                    "name", "secret", "input_digest", "form", "encoding", "conditions", "day", "today",
                    "covered_through",
                    "revision", "rules", "tally", "recorded_at", "rows_until", "test",
                ]
            ),
            Table(
                "receipt_part",
                key: ["receipt_id", "part"],
                ["passes", "fails", "reviews", "rows_until", "body"]
            ),
            Table("kept_receipt", key: ["account_id", "receipt_id"], ["kept_at"]),
        ] + applicationTables + caseTables + noticeTables + webhookTables + watchTables + calendarTables + [
            Table("done_request", key: ["key"], ["body_digest", "answer", "recorded_at"]),
            Table("head", key: ["id"], ["revision", "recorded_at", "last_registration"]),
            Table("setting", key: ["name"], ["value"]),
        ]

    /// How many tables a copy holds.
    package static var tableCount: Int { tables.count }

    private static func bitemporal(_ table: RegistrationRows.Table, _ name: String) -> Table {
        Table(name, key: ["registration_id", "ordinal"], table.contents + ["recorded", "superseded"])
    }

    /// What a registry holds, by table: how many rows, and SHA-256 over all of them in the order of their keys.
    package struct Digest: Hashable, Sendable {
        /// The table's name.
        package var table: String
        /// How many rows it has.
        package var rows: Int
        /// Lower-case hexadecimal, 64 digits.
        package var sha256: String
    }

    /// The canonical dump of a registry as digests, the same for the same facts on every engine.
    package static func digests(of engine: some Engine) async throws -> [Digest] {
        try await engine.read { db in try tables.map { try digest(of: $0, db) } }
    }

    static func digest(of table: Table, _ db: any Transaction) throws -> Digest {
        var hash = SHA256()
        var count = 0
        var last: [Value]?
        repeat {
            let rows = try table.rows(db, after: last)
            update(&hash, with: rows)
            count += rows.count
            last = rows.count == Table.page ? rows.last.map { table.key(of: $0) } : nil
        } while last != nil
        return Digest(table: table.name, rows: count, sha256: hash.finalize().hex)
    }

    /// Copies everything into a database that holds no registry, and compares both.
    ///
    /// - Parameter progress: told each table's name and how many rows of it are copied.
    /// - Throws: `Refusal` where the target holds a registry, where the source changed meanwhile, or where the two
    ///   differ afterwards.
    package static func copy(
        from source: any Engine,
        to target: any Engine,
        at now: Moment,
        progress: (@Sendable (String, Int) -> Void)? = nil
    ) async throws -> [Digest] {
        let before = try await head(source)
        try await Migration.apply(to: target, at: now)
        try await target.write { db in
            guard try OperatorFacts.load(db) == nil else {
                throw Refusal(.conflict, "The target holds a registry already", code: "alreadyInitialised")
            }
            guard try db.first(begun, [], { $0.integer(0) }) == 0 else {
                throw Refusal(
                    .conflict,
                    "The target holds the rest of a copy that was not finished; empty it first",
                    code: "halfCopied"
                )
            }
            // What the schema brings along is in the source too.
            for statement in emptied { try db.run(statement, []) }
        }
        // The last table makes a registry of it, so it waits for the proof of the others.
        var digests: [Digest] = []
        for table in tables.dropLast() { digests.append(try await copy(table, from: source, to: target, progress)) }
        guard try await head(source) == before else {
            throw Refusal(
                .conflict,
                "The source was written to while it was copied; stop its portal and copy again into a new target",
                code: "sourceChanged"
            )
        }
        try prove(digests, try await target.read { db in try tables.dropLast().map { try digest(of: $0, db) } })
        for table in tables.suffix(1) { digests.append(try await copy(table, from: source, to: target, progress)) }
        try prove(digests, try await Self.digests(of: target))
        return digests
    }

    private static func prove(_ read: [Digest], _ written: [Digest]) throws(Refusal) {
        guard read != written else { return }
        let different = zip(read, written).filter { $0 != $1 }.map(\.0.table).joined(separator: ", ")
        throw Refusal(.conflict, "The copy differs from its source in: \(different)", code: "copyDiffers")
    }

    private static let begun = Statement("SELECT COUNT(*) FROM label_key")
    private static let emptied = [Statement("DELETE FROM list_source"), Statement("DELETE FROM head")]

    private static func head(_ engine: any Engine) async throws -> RevisionMark {
        try await engine.read { db in
            guard try Migration.check(db) > 0, try OperatorFacts.load(db) != nil else {
                throw Refusal(.missing, "The source is not initialised", code: "notInitialised")
            }
            return try Revisions(db: db).head()
        }
    }

    private static func copy(
        _ table: Table,
        from source: any Engine,
        to target: any Engine,
        _ progress: (@Sendable (String, Int) -> Void)?
    ) async throws -> Digest {
        var last: [Value]?
        var count = 0
        // Of what was read, so that a doubt reported meanwhile is left out and no fault.
        var hash = SHA256()
        repeat {
            let rows = try await source.lookup { [last] db in try table.rows(db, after: last) }
            try await target.write { db in
                try db.run(table.insert, each: rows)
                guard table.name == "card" else { return }
                // The index is a function of the cards.
                let documents: [[Value]] = try rows.compactMap { row in
                    guard case .integer(let id) = row[0], case .bytes(let body) = row[3] else { return nil }
                    let card = try body.withUnsafeBytes { try Card.unpack($0) }
                    return [.integer(id), .text(SearchWords.document(card.searchTexts))]
                }
                try db.run(db.dialect.insertSearch, each: documents)
            }
            update(&hash, with: rows)
            count += rows.count
            if !rows.isEmpty { progress?(table.name, count) }
            last = rows.count == Table.page ? rows.last.map { table.key(of: $0) } : nil
        } while last != nil
        return Digest(table: table.name, rows: count, sha256: hash.finalize().hex)
    }

    private static func update(_ hash: inout SHA256, with rows: [[Value]]) {
        for row in rows {
            var writer = PackedWriter(capacity: 256)
            for value in row { writer.value(value) }
            hash.update(data: writer.bytes)
        }
    }
}

extension PackedWriter {
    /// A value with its type before it.
    mutating func value(_ value: Value) {
        switch value {
        case .null: bytesOf(0)
        case .integer(let number):
            bytesOf(1)
            integer(number)
        case .text(let text):
            bytesOf(2)
            self.text(text)
        case .bytes(let bytes):
            bytesOf(3)
            count(bytes.count)
            for byte in bytes { bytesOf(byte) }
        }
    }
}
