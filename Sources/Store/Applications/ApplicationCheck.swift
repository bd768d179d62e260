import Crypto
import Registry

/// The integrity check's part for applications: every one against its columns, steps, submissions, documents, ledger
/// and label. A page at a time, so that memory does not grow with the registry.
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
            let (found, end) = try await engine.read { db in try Self.checkApplications(db, after: start) }
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

    private static func checkApplications(_ db: any Transaction, after start: Int64) throws -> ([String], Int64?) {
        var last: Int64?
        let page = try db.all(applicationPage, [.integer(start)]) { row in
            last = row.integer(0)
            return (row.integer(0), try? ApplicationColumns(row))
        }
        var faults: [String] = []
        for (id, columns) in page {
            guard let columns else {
                faults.append("application \(id) cannot be read")
                continue
            }
            let found = try ApplicationProof(db: db, columns: columns).faults()
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
private struct ApplicationColumns {
    let application: Application
    let registration: Int64?
    let laboratory: Int64?
    let level: Int64
    let product: String
    let assessment: String
    let correctionUntil: Day?
    let submittedLevel: Int64
    let submittedProduct: String

    /// Reads `RegistryStore.applicationPage`.
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
    fileprivate var levelColumn: Int64 { Int64(level?.rawValue ?? 0) }
    fileprivate var productColumn: String { product.nameJA.isEmpty ? product.nameEN : product.nameJA }
}

/// What is proven of one application.
private struct ApplicationProof {
    let db: any Transaction
    let columns: ApplicationColumns

    private var application: Application { columns.application }

    private static let steps = Statement(
        """
        SELECT number, at, account_id, word, state_before, state_after FROM application_step
        WHERE application_id = ?1 ORDER BY number
        """
    )
    private static let submissionNumbers = Statement(
        """
        SELECT COUNT(*), COALESCE(MAX(number), 0), COALESCE(MIN(number), 1) FROM application_submission
        WHERE application_id = ?1
        """
    )
    private static let size = Statement("SELECT size FROM filed_document WHERE digest = ?1")
    private static let ledger = Statement(
        "SELECT invoice, entry, amount FROM ledger WHERE application_id = ?1 ORDER BY id"
    )

    func faults() throws -> [String] {
        try columns.faults() + stepFaults() + submissionFaults() + documentFaults(application.documents)
            + moneyFaults() + labelFaults()
    }

    /// The timeline is one chain from the opening to the state, and its people are those of the body.
    private func stepFaults() throws -> [String] {
        var faults: Set<String> = []
        var (number, state, since) = (Int64(0), "draft", application.madeAt)
        var issuers: [Int64] = []
        try db.rows(Self.steps, [.integer(application.id)]) { row in
            number += 1
            let (word, account) = (row.text(3), row.integer(2))
            if row.integer(0) != number { faults.insert("its steps have a gap") }
            if (number == 1) != (word == "open") { faults.insert("its steps do not begin with its opening") }
            if row.text(4) != state { faults.insert("its steps are no chain") }
            if row.text(5) != row.text(4) { since = row.moment(1) }
            state = row.text(5)
            if word == ApplicationAction.issue.rawValue { issuers.append(account) }
            if ApplicationAction(rawValue: word)?.permission == .review, !application.reviewedBy.contains(account) {
                faults.insert("a reviewer is not among its reviewers")
            }
        }
        if number == 0 { faults.insert("it has no steps") }
        if number > application.version { faults.insert("it has more steps than versions") }
        if state != application.state.rawValue { faults.insert("its steps lead to another state") }
        if since != application.stateSince { faults.insert("its state counts from another moment than its steps say") }
        return faults.sorted() + decisionFaults(issuers)
    }

    /// Two people: whoever reviewed did not issue.
    private func decisionFaults(_ issuers: [Int64]) -> [String] {
        guard application.state == .issued else { return issuers.isEmpty ? [] : ["it was issued and is not"] }
        var faults: [String] = []
        if issuers.count != 1 { faults.append("it was issued \(issuers.count) times") }
        if application.reviewedBy.isEmpty { faults.append("nobody reviewed it") }
        if issuers.contains(where: { application.reviewedBy.contains($0) }) { faults.append("its reviewer issued it") }
        return faults
    }

    private func submissionFaults() throws -> [String] {
        let id = application.id
        let (count, most, least) =
            try db.first(Self.submissionNumbers, [.integer(id)]) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
            ?? (0, 0, 1)
        guard count == Int64(application.submissions), most == count, least == 1 else {
            return ["its submissions are not 1 to \(application.submissions)"]
        }
        var faults: [String] = []
        var (level, product) = (Int64(0), "")
        for number in 0..<application.submissions {
            guard let submission = try? RegistryStore.submission(number + 1, of: id, db) else {
                return faults + ["its submission \(number + 1) cannot be read"]
            }
            (level, product) = (submission.draft.levelColumn, submission.draft.productColumn)
            faults += try documentFaults(submission.documents)
            if submission.draft.declaration == nil { faults.append("its submission \(number + 1) is not declared") }
        }
        if level != columns.submittedLevel || product != columns.submittedProduct {
            faults.append("what is listed of it is not what was submitted")
        }
        return faults
    }

    /// Whether the bytes are what the digest says is asked of each file once, not of each mention.
    private func documentFaults(_ documents: [ApplicationDocument]) throws -> [String] {
        try documents.compactMap { document in
            let size = try db.first(Self.size, [.text(document.digest)]) { $0.integer(0) }
            return size == Int64(document.size) ? nil : "its document \(document.number) is missing or of another size"
        }
    }

    private func moneyFaults() throws -> [String] {
        let lines = try db.all(Self.ledger, [.integer(application.id)]) { row in
            (invoice: row.text(0), entry: row.text(1), amount: row.integer(2))
        }
        var faults: [String] = []
        let charges = lines.filter { $0.entry == "charged" }
        let settlements = lines.filter { $0.entry != "charged" }
        if charges.count > 1 { faults.append("it was charged \(charges.count) times") }
        if settlements.count > 1 { faults.append("it was settled \(settlements.count) times") }
        if let first = lines.first, first.entry != "charged" { faults.append("it was settled before it was charged") }
        if (application.invoice == nil) != charges.isEmpty { faults.append("its invoice and its charge do not agree") }
        if let invoice = application.invoice {
            if lines.contains(where: { $0.amount != Int64(invoice.amount) || $0.invoice != invoice.number }) {
                faults.append("the ledger's lines differ from its invoice")
            }
            if settlements.first?.entry != invoice.outcome.entry {
                faults.append("its invoice and its settlement do not agree")
            }
            if invoice.outcome == .open, application.state.isTerminal { faults.append("it ended with an open invoice") }
        }
        if application.state == .issued, application.kind.feeAction != nil, !(application.invoice?.isSettled ?? false) {
            faults.append("it was issued before its fee was settled")
        }
        return faults
    }

    private func labelFaults() throws -> [String] {
        guard application.state == .issued else {
            return application.kind == .new && columns.registration != nil ? ["it has a label and is not issued"] : []
        }
        guard let registration = columns.registration else { return ["it is issued and has no registration"] }
        // To whom a registration belongs may change; that it belongs to somebody does not.
        let owner = try RegistryStore.ownerID(of: registration, db)
        return owner == nil ? ["its registration belongs to nobody"] : []
    }
}

extension Invoice.Outcome {
    /// The ledger's word for what settled an invoice; nil while it is open.
    fileprivate var entry: String? {
        switch self {
        case .open: nil
        case .paid: "paid"
        case .waived: "waived"
        case .void: "voided"
        }
    }
}
