import Crypto
package import Registry

extension RegistryStore {
    private static let keepFile = Statement(
        "INSERT INTO filed_document (digest, organisation_id, size, bytes, made_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"
    )
    private static let heldBytes = Statement(
        "SELECT COALESCE(CAST(SUM(size) AS BIGINT), 0) FROM filed_document WHERE organisation_id = ?1"
    )
    private static let file = Statement("SELECT bytes FROM filed_document WHERE digest = ?1")

    /// Bytes that one organisation may have filed.
    private static let mostBytes: Int64 = 2 << 30

    /// What a file is known by: SHA-256, lower-case hexadecimal.
    package static func digest(of file: [UInt8]) -> String { SHA256.hash(data: file).hex }

    /// Keeps a file with the application that names it; the same bytes are kept once.
    static func keep(
        _ bytes: [UInt8]?,
        _ digest: String,
        of organisation: Int64,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        guard let bytes else {
            guard try db.first(file, [.text(digest)], { _ in true }) != nil else {
                throw Refusal(.missing, "There is no such file", ja: "該当するファイルがありません", field: "file", code: "missing")
            }
            return
        }
        guard Self.digest(of: bytes) == digest else { throw EngineFault(.broken, "a file is not what its digest says") }
        let held = try db.first(heldBytes, [.integer(organisation)]) { $0.integer(0) } ?? 0
        guard held + Int64(bytes.count) <= mostBytes else {
            throw Refusal(
                .limited,
                "Your organisation has filed as much as it may",
                ja: "提出できる容量の上限に達しました",
                field: "file",
                code: "tooManyBytes"
            )
        }
        let values: [Value] = [
            .text(digest), .integer(organisation), .integer(Int64(bytes.count)), .bytes(bytes), .moment(now),
        ]
        try db.run(keepFile, values)
    }

    /// A document of an application, for somebody who may read it: its mark and its bytes.
    ///
    /// - Throws: `missing` where there is none for them.
    package func document(
        _ number: Int,
        of id: Int64,
        for account: Account,
        at now: Moment
    ) async throws -> (document: ApplicationDocument, bytes: [UInt8]) {
        let found = try await engine.read { db -> (ApplicationDocument, [UInt8])? in
            guard let application = try ApplicationRows(db: db).application(id), Self.mayReach(application, account)
            else { return nil }
            // Whoever is not the applicant reads what was submitted.
            let isOwn = application.organisation == account.organisation.id
            let documents =
                try isOwn
                ? application.documents
                : Self.submission(application.submissions, of: id, db)?.documents ?? []
            guard let document = documents.first(where: { $0.number == number }),
                let bytes = try db.first(Self.file, [.text(document.digest)], { $0.bytes(0) })
            else { return nil }
            return (document, bytes)
        }
        guard let found else {
            throw Refusal(.missing, "There is no such document", ja: "該当する書類がありません", code: "missing")
        }
        if account.organisation.side != .manufacturer {
            try await engine.write { db in
                try Acts(db: db).record(
                    "readDocument",
                    subject: "application \(id)",
                    detail: "\(found.0.kind) \(found.0.number)",
                    by: account.actor,
                    at: now
                )
            }
        }
        return found
    }
}
