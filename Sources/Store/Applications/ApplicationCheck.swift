import Crypto
import Registry

/// The integrity check's part for applications: every one against its columns, steps, diary, submissions, documents,
/// ledger and label. A page at a time, so that memory does not grow with the registry.
extension RegistryStore {
    private static let applicationPage = Statement(
        """
        SELECT \(ApplicationRows.columns), a.registration_id, a.laboratory_id, a.level, a.product, a.assessment,
            a.correction_until, a.submitted_level, a.submitted_product
        FROM application a LEFT JOIN registration r ON r.id = a.registration_id
        WHERE a.id > ?1 ORDER BY a.id LIMIT 50
        """
    )
    private static let filePage = Statement(
        "SELECT digest, size, bytes FROM filed_document WHERE digest > ?1 ORDER BY digest LIMIT 4"
    )

    /// Faults of applications and of the files they name, one sentence each, no more than `limit`.
    func checkApplications(limit: Int) async throws -> [String] {
        var faults: [String] = []
        var last: Int64? = 0
        while let start = last, faults.count < limit {
            let (found, end) = try await engine.read { [keys] db in
                try Self.checkApplications(db, after: start, keys: keys)
            }
            faults += found
            last = end
        }
        var digest: String? = ""
        while let start = digest, faults.count < limit {
            let (found, end) = try await engine.read { db in try Self.checkFiles(db, after: start) }
            faults += found
            digest = end
        }
        return Array(faults.prefix(limit))
    }

    private static func checkApplications(
        _ db: any Transaction,
        after start: Int64,
        keys: LabelKeys
    ) throws -> ([String], Int64?) {
        var last: Int64?
        let page = try db.all(applicationPage, [.integer(start)]) { row in
            last = row.integer(0)
            return (row.integer(0), try? ApplicationColumns(row))
        }
        var faults: [String] = []
        var before = start
        for (id, columns) in page {
            // None is ever deleted.
            if id != before + 1 { faults.append("application \(before + 1) is missing") }
            before = id
            guard let columns else {
                faults.append("application \(id) cannot be read")
                continue
            }
            let found = try ApplicationProof(db: db, keys: keys, columns: columns).faults()
            faults += found.map { "application \(id): \($0)" }
        }
        return (faults, last)
    }

    private static func checkFiles(_ db: any Transaction, after start: String) throws -> ([String], String?) {
        var faults: [String] = []
        var last: String?
        try db.rows(filePage, [.text(start)]) { row in
            let digest = row.text(0)
            last = digest
            let isWhole = row.withBytes(2) { bytes in
                var hash = SHA256()
                hash.update(bufferPointer: bytes)
                return hash.finalize().hex == digest && Int64(bytes.count) == row.integer(1)
            }
            if !isWhole { faults.append("the filed document \(digest) is not what its digest says") }
        }
        return (faults, last)
    }
}

/// An application beside the columns that repeat its body.
struct ApplicationColumns {
    let application: Application
    let registration: Int64?
    let laboratory: Int64?
    let level: Int64
    let product: String
    let assessment: String
    let correctionUntil: Day?
    let submittedLevel: Int64
    let submittedProduct: String

    /// Reads the check's page of applications.
    init(_ row: any Row) throws {
        application = try ApplicationRows.application(row)
        registration = row.isNull(14) ? nil : row.integer(14)
        laboratory = row.isNull(15) ? nil : row.integer(15)
        level = row.integer(16)
        product = row.text(17)
        assessment = row.text(18)
        correctionUntil = row.isNull(19) ? nil : row.day(19)
        submittedLevel = row.integer(20)
        submittedProduct = row.text(21)
    }

    func faults() -> [String] {
        var faults: [String] = []
        if level != application.draft.levelColumn { faults.append("its level differs from its body") }
        if product != application.draft.productColumn { faults.append("its product differs from its body") }
        if laboratory != application.assessment?.laboratory { faults.append("its laboratory differs from its body") }
        if assessment != application.assessment?.state.rawValue ?? "" {
            faults.append("its assessment differs from its body")
        }
        if correctionUntil != application.correction?.until { faults.append("its deadline differs from its body") }
        if (registration == nil) != (application.registration == nil) { faults.append("its registration is missing") }
        return faults
    }
}

extension ApplicationDraft {
    /// As the column says it; 0 where no level is chosen.
    var levelColumn: Int64 { Int64(level?.rawValue ?? 0) }
    /// As the column says it.
    var productColumn: String { product.nameJA.isEmpty ? product.nameEN : product.nameJA }
}
