package import Registry

/// Laboratories' records inside a transaction.
struct LaboratoryRows {
    let db: any Transaction

    private static let find = Statement(
        "SELECT levels, valid_from, valid_until, conflicts FROM laboratory WHERE organisation_id = ?1"
    )
    static let all = Statement("SELECT organisation_id FROM laboratory ORDER BY organisation_id LIMIT 500")
    private static let keep = Statement(
        """
        INSERT INTO laboratory (organisation_id, levels, valid_from, valid_until, conflicts)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (organisation_id) DO UPDATE SET levels = excluded.levels, valid_from = excluded.valid_from,
            valid_until = excluded.valid_until, conflicts = excluded.conflicts
        """
    )

    func record(_ organisation: Int64) throws -> LaboratoryRecord? {
        guard let owner = try AccountRows(db: db).organisation(organisation) else { return nil }
        return try db.first(Self.find, [.integer(organisation)]) { row in
            LaboratoryRecord(
                organisation: owner,
                levels: Set(Self.numbers(row.text(0)).compactMap { StarLevel(rawValue: Int($0)) }),
                validFrom: row.day(1),
                validUntil: row.day(2),
                conflicts: Set(Self.numbers(row.text(3)))
            )
        }
    }

    func keep(_ record: LaboratoryRecord) throws {
        try db.run(
            Self.keep,
            [
                .integer(record.organisation.id), .text(Self.words(record.levels.map { Int64($0.rawValue) })),
                .day(record.validFrom), .day(record.validUntil), .text(Self.words(Array(record.conflicts))),
            ]
        )
    }

    private static func numbers(_ words: String) -> [Int64] { words.split(separator: " ").compactMap { Int64($0) } }

    private static func words(_ numbers: [Int64]) -> String { numbers.sorted().map(String.init).joined(separator: " ") }
}

extension RegistryStore {
    /// Records what a laboratory may assess; a new organisation is made where its id is 0.
    package func recordLaboratory(
        _ record: LaboratoryRecord,
        by account: Account,
        at now: Moment
    ) async throws -> LaboratoryRecord {
        try await engine.write { db in
            let account = try AccountRows(db: db).asBefore(account)
            guard Policy.reach(account.roles, .accounts) == .any else {
                throw Refusal(.forbidden, "Your roles do not allow this", ja: "この操作は、お持ちの役割ではできません", code: "forbidden")
            }
            guard record.validFrom <= record.validUntil, !record.levels.isEmpty, record.conflicts.count <= 200 else {
                throw Refusal(
                    .unprocessable,
                    "State levels, and a first day that is not after the last",
                    ja: "レベルと、正しい順の期間を入力してください",
                    field: "validUntil",
                    code: "dayOutOfRange"
                )
            }
            var record = record
            let accounts = AccountRows(db: db)
            if record.organisation.id == 0 {
                record.organisation.side = .laboratory
                record.organisation.id = try accounts.add(record.organisation, at: now)
            } else if try accounts.organisation(record.organisation.id)?.side != .laboratory {
                throw Refusal(.missing, "There is no such laboratory", ja: "該当する評価機関がありません", code: "missing")
            }
            try LaboratoryRows(db: db).keep(record)
            try Acts(db: db).record(
                "recordLaboratory",
                subject: "organisation \(record.organisation.id)",
                detail: "\(record.validFrom)–\(record.validUntil)",
                by: account.actor,
                at: now
            )
            return record
        }
    }

    /// Every laboratory's record, in the order they were made.
    package func laboratories() async throws -> [LaboratoryRecord] {
        try await engine.read { db in
            let rows = LaboratoryRows(db: db)
            return try db.all(LaboratoryRows.all) { $0.integer(0) }.compactMap { try rows.record($0) }
        }
    }
}
