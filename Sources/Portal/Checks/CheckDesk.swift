import HTTPTypes
import Intake
import Logging
import NIOPosix
import Registry
import Store

/// Checks lists: reads, asks the registry row by row, and keeps the receipt with its rows.
struct CheckDesk: Sendable {
    /// What came of asking.
    enum Begun: Sendable {
        case done(Receipt)
        /// Too long to be waited for.
        case running(CheckJob)
    }

    let site: PortalSite

    /// Checks a list. A long one goes on by itself after the answer.
    ///
    /// - Parameter key: the request's idempotency key; the same key with another list or other conditions is a 422.
    func check(_ input: CheckInput, _ asking: CheckAsking, key: String?, at now: Moment) async throws -> Begun {
        let digest = input.digest
        let request = CheckInput.digest("\(digest)|\(asking.address)|\(asking.heading)".utf8)
        let key = key.map { "check:" + $0 }
        if let key {
            if let known = try await site.store.receipt(madeBy: key, digest: request) { return .done(known) }
            if let job = try site.checkJobs.job(key: key, digest: request) { return .running(job) }
        }
        let asked = try await asking.moment(site.store, at: now)
        let place = try place()
        defer { withExtendedLifetime(place) {} }
        let list = try await read(input, asking.heading)
        if asking.isSystem { try list.table.beSystem() }
        var receipt = Receipt(
            name: Receipt.mintName(),
            secret: Receipt.mintSecret(),
            inputDigest: digest,
            form: list.form,
            encoding: list.encoding,
            conditions: asking.address,
            asked: asked,
            coveredThrough: asking.conditions.coveredThrough,
            rules: try await site.store.rulesDigest(at: asked.revision),
            tally: CheckTally(),
            recordedAt: now,
            rowsUntil: now + Receipt.rowLife,
            isTest: try await site.store.hasTests()
        )
        guard list.table.rows.count > site.checkRowsAtOnce else {
            let (tally, parts) = try await run(list.table, receipt) { _ in }
            receipt.tally = tally
            return .done(try await keep(receipt, list.table, parts, key: key, digest: request))
        }
        return .running(try begin(receipt, list.table, key: key, digest: request))
    }

    /// The right to read a list; refused where too many are being read.
    private func place() throws -> FilePlace {
        guard let place = site.checkPlaces.take() else { throw CheckJobs.busy(seconds: 5) }
        return place
    }

    private func read(_ input: CheckInput, _ heading: CheckTable.Heading) async throws -> CheckList {
        let host = site.facts.host
        return try await NIOThreadPool.singleton.runIfActive { try CheckList(input, heading, host: host) }
    }

    private func keep(
        _ receipt: Receipt,
        _ table: CheckTable,
        _ parts: [ReceiptPart],
        key: String?,
        digest: String
    ) async throws -> Receipt {
        let head = ReceiptHead(header: table.header, fields: table.fields.map(\.rawValue))
        return try await site.store.keep(receipt, head, parts, key: key, digest: digest)
    }

    /// What came of a batch of rows.
    private typealias Judged = (results: [CheckResult], parts: [ReceiptPart])

    /// Batches that are worked on at once: one is looked up while another is judged.
    private static let hands = 2

    private func run(
        _ table: CheckTable,
        _ receipt: Receipt,
        _ told: @Sendable (Int) -> Void
    ) async throws -> (CheckTally, [ReceiptPart]) {
        let batches = stride(from: 0, to: table.rows.count, by: CheckLookup.batch).map {
            $0..<min($0 + CheckLookup.batch, table.rows.count)
        }
        // Each hand has what it found before to itself.
        let lookups = (0..<Self.hands).map { _ in CheckLookup(site.store, receipt.asked) }
        var (tally, done) = (CheckTally(), 0)
        var parts = [[ReceiptPart]](repeating: [], count: batches.count)
        try await withThrowingTaskGroup(of: (place: Int, hand: Int, judged: Judged).self) { group in
            var next = 0
            func begin(_ hand: Int) {
                guard next < batches.count else { return }
                let (place, lookup) = (next, lookups[hand])
                group.addTask { (place, hand, try await Self.judged(table, batches[place], lookup, receipt)) }
                next += 1
            }
            for hand in 0..<Self.hands { begin(hand) }
            while let batch = try await group.next() {
                begin(batch.hand)
                for result in batch.judged.results { tally.add(result) }
                parts[batch.place] = batch.judged.parts
                done += batches[batch.place].count
                told(done)
            }
        }
        return (tally, parts.flatMap { $0 })
    }

    private static func judged(
        _ table: CheckTable,
        _ range: Range<Int>,
        _ lookup: CheckLookup,
        _ receipt: Receipt
    ) async throws -> Judged {
        let asked = try await NIOThreadPool.singleton.runIfActive { table.rows[range].map { AskedRow($0) } }
        let findings = try await lookup.findings(for: asked.map(\.ask))
        return try await NIOThreadPool.singleton.runIfActive { judge(table, range, asked, findings, receipt) }
    }

    private static func judge(
        _ table: CheckTable,
        _ range: Range<Int>,
        _ asked: [AskedRow],
        _ findings: [CheckFindings],
        _ receipt: Receipt
    ) -> Judged {
        let conditions = receipt.checkConditions
        var results = zip(asked, findings).map { Checking.decide($0, $1, conditions, receipt.asked) }
        // All components are in one batch, as many as there may be.
        if receipt.isSystem { results = SystemCheck.judged(asked.map(\.row), results) }
        var rows: [ReceiptRow] = []
        for (index, result) in zip(range, results) {
            let row = table.rows[index]
            let why = result.why(Requirement(row.requirement).conditions(conditions), receipt.asked)
            rows.append(ReceiptRow(line: row.line, cells: table.cells[index], result, why: why))
        }
        let parts = stride(from: 0, to: rows.count, by: ReceiptPart.rows).map {
            ReceiptPart(rows[$0..<min($0 + ReceiptPart.rows, rows.count)])
        }
        return (results, parts)
    }
}

extension CheckDesk {
    /// Leaves the check to run by itself; its results are written at the end, in one piece.
    private func begin(_ receipt: Receipt, _ table: CheckTable, key: String?, digest: String) throws -> CheckJob {
        let jobs = site.checkJobs
        let job = CheckJob(
            name: receipt.name,
            secret: receipt.secret,
            key: key,
            digest: digest,
            total: table.rows.count
        )
        try jobs.begin(job)
        Task {
            do {
                let (tally, parts) = try await run(table, receipt) { jobs.tell(job.name, done: $0) }
                var receipt = receipt
                receipt.tally = tally
                _ = try await keep(receipt, table, parts, key: key, digest: digest)
                jobs.end(job.name, failed: false)
            } catch {
                // Nobody waits for it any more, so nobody else would say it.
                Logger(label: "hoshifuda.check").error("a check broke off", metadata: ["error": .string("\(error)")])
                jobs.end(job.name, failed: true)
            }
        }
        return job
    }

    /// The same cells asked again today, under the same conditions: a check of its own.
    func again(_ receipt: Receipt, at now: Moment) async throws -> Begun {
        let place = try place()
        defer { withExtendedLifetime(place) {} }
        let (_, table) = try await reread(receipt)
        let asking = try CheckAsking(try Query(receipt.conditionsToday), site.store.rules)
        let asked = try await asking.moment(site.store, at: now)
        var next = receipt
        (next.id, next.name, next.secret) = (0, Receipt.mintName(), Receipt.mintSecret())
        (next.asked, next.conditions) = (asked, asking.address)
        next.rules = try await site.store.rulesDigest(at: asked.revision)
        (next.recordedAt, next.rowsUntil) = (now, now + Receipt.rowLife)
        next.isTest = try await site.store.hasTests()
        guard table.rows.count > site.checkRowsAtOnce else {
            let (tally, parts) = try await run(table, next) { _ in }
            next.tally = tally
            return .done(try await keep(next, table, parts, key: nil, digest: ""))
        }
        return .running(try begin(next, table, key: nil, digest: ""))
    }

    /// What is said of rows whose time is over.
    static let gone = Problem(
        .gone,
        code: "rowsGone",
        detail: "The rows of this check were kept for 30 days and are gone; its receipt stays",
        ja: "この照合の各行は、保存期間の30日が過ぎたため削除されました。受付票は残っています"
    )
}

extension CheckTable {
    /// Refused where it cannot be the list of a system's components.
    fileprivate func beSystem() throws(Refusal) {
        guard fields.contains(.component) else {
            throw Refusal(
                .malformed,
                "No column names the components: give the first row, with 構成機器 or component in it",
                ja: "構成機器の列がありません。1行目に「構成機器」などの見出しを付けてください",
                field: "text",
                code: "noComponents"
            )
        }
        guard rows.count <= SystemCheck.mostComponents else {
            throw Refusal(
                .tooLarge,
                "A system has at most \(SystemCheck.mostComponents) components here",
                ja: "構成機器は\(SystemCheck.mostComponents)行までです",
                field: "text",
                code: "systemTooLarge"
            )
        }
    }

    /// Rows that came as JSON before, out of the cells that were kept.
    init(json rows: [Sheet.Row], fields: [Field]) {
        let body = rows.dropFirst()
        self.init(
            header: rows.first?.cells,
            fields: fields,
            rows: body.map { row in
                var checked = CheckedRow(line: row.line)
                for (cell, field) in zip(row.cells, fields) {
                    switch field {
                    case .registrationNumber: checked.registrationNumber = cell
                    case .code: checked.code = cell
                    case .model: checked.model = cell
                    case .gtin: checked.gtin = cell
                    case .manufacturer: checked.manufacturer = cell
                    case .component: checked.component = cell
                    case .requiredLevel: checked.requirement = cell
                    case .other, .ignored: break
                    }
                }
                return checked
            },
            cells: body.map(\.cells)
        )
    }
}
