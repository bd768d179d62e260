import Exports
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// A checked list as a file.
enum CheckExport {
    enum Format: String, CaseIterable, Sendable {
        case excelCSV = "excel.csv"
        case csv
        case xlsx
        case json

        var mediaType: String {
            switch self {
            case .excelCSV, .csv: "text/csv; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .json: "application/json; charset=utf-8"
            }
        }
    }
}

/// Sends checked lists away, page by page, so that memory does not grow with them.
struct CheckFiles: Sendable {
    let site: PortalSite

    /// Rows read at a time.
    private static let batch = 1000

    func answer(_ receipt: Receipt, _ format: CheckExport.Format, _ request: Request) async throws -> Response {
        guard let head = try await site.store.receiptHead(receipt) else { throw CheckDesk.gone }
        let name = ExportName("check", ja: "照合結果", day: receipt.asked.day, ending: format.rawValue)
        let headers: HTTPFields = [
            .contentType: format.mediaType, .contentDisposition: name.contentDisposition, .cacheControl: "no-store",
            .xRobotsTag: "noindex",
        ]
        guard request.method != .head else { return Response(status: .ok, headers: headers) }
        let body = format == .xlsx ? try await workbook(receipt, head) : text(receipt, head, format)
        return Response(status: .ok, headers: headers, body: body)
    }

    private func each(_ receipt: Receipt, _ body: ([ReceiptRow]) async throws -> Void) async throws {
        var place = 0
        while true {
            let page = try await site.store.rows(of: receipt, after: place, limit: Self.batch)
            try await body(page.rows)
            guard let next = page.next else { break }
            place = next
        }
    }

    private func text(_ receipt: Receipt, _ head: ReceiptHead, _ format: CheckExport.Format) -> ResponseBody {
        let columns = CheckColumnSet(head)
        return ResponseBody { writer in
            var out = writer
            var bytes: [UInt8] = []
            let form: CSVForm? = format == .csv ? .plain : format == .excelCSV ? .excel : nil
            if let form {
                form.appendHead(columns.headers, to: &bytes)
            } else {
                var json = JSONWriter(capacity: 2048)
                json.object { CheckWire.head(receipt, head, site.facts, into: &$0) }
                bytes += json.bytes.dropLast()
                bytes += ",\"rows\":[".utf8
            }
            var isFirst = true
            try await each(receipt) { rows in
                if let form {
                    form.write(to: &bytes) { cells in
                        for row in rows { columns.write(row, into: &cells) }
                    }
                } else {
                    for row in rows {
                        if !isFirst { bytes.append(UInt8(ascii: ",")) }
                        isFirst = false
                        var json = JSONWriter(capacity: 1024)
                        json.object { CheckWire.row(row, into: &$0) }
                        bytes += json.bytes
                    }
                }
                try await out.write(ByteBuffer(bytes: bytes))
                bytes.removeAll(keepingCapacity: true)
            }
            if form == nil { try await out.write(ByteBuffer(string: "]}\n")) }
            try await out.finish(nil)
        }
    }

    private func workbook(_ receipt: Receipt, _ head: ReceiptHead) async throws -> ResponseBody {
        let columns = CheckColumnSet(head)
        let conditions = conditions(receipt)
        return try await site.filePlaces.file(ending: "xlsx") { path in
            let work = FileWork { try XLSXBook(path: path, columns: columns.headers, conditions: conditions) }
            try await each(receipt) { rows in
                try await work.run { book in
                    for row in rows { try book.append(columns.cells(row)) }
                }
            }
            try await work.run { _ = try $0.finish() }
        }
    }

    /// What was asked of which list, on a sheet of its own.
    private func conditions(_ receipt: Receipt) -> ConditionSheet {
        typealias Line = ConditionSheet.Line
        var asked: [Line] = []
        if let last = receipt.coveredThrough { asked.append(Line("coveredThrough", ja: "納入日", last.text)) }
        if let level = receipt.levelAtLeast { asked.append(Line("levelAtLeast", ja: "求める水準", level.code)) }
        asked += [
            Line("askedOn", ja: "照合した日", receipt.asked.today.text),
            Line("inputSHA256", ja: "受け取った一覧のSHA-256", receipt.inputDigest),
            Line("receipt", ja: "受付票", "https://\(site.facts.host)\(PagePath.receipt(receipt.name))"),
        ]
        for outcome in CheckResult.Outcome.allCases {
            let count = receipt.tally.outcomes[outcome] ?? 0
            asked.append(Line("\(outcome.rawValue)Rows", ja: "\(outcome.rawValue) の行数", String(count)))
        }
        return ConditionSheet(
            asked: asked,
            day: receipt.asked.day,
            revision: receipt.asked.revision,
            recordedAt: receipt.recordedAt,
            rules: receipt.rules,
            isUnofficial: !site.facts.isOfficial,
            watermark: receipt.isTest ? .test : site.facts.isFictional ? .fictional : nil,
            operatorName: site.facts.operatorName(.ja),
            address: "https://\(site.facts.host)\(PagePath.check)?\(receipt.conditionsThen)"
        )
    }
}
