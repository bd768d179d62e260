import Intake
import NIOPosix
import Registry
import Store

extension CheckDesk {
    /// The rows of a receipt, as they were answered and as they were asked.
    ///
    /// - Throws: `gone` where the rows' time is over.
    func reread(_ receipt: Receipt) async throws -> (answered: [ReceiptRow], table: CheckTable) {
        guard let head = try await site.store.receiptHead(receipt) else { throw Self.gone }
        var answered: [ReceiptRow] = []
        while true {
            let page = try await site.store.rows(of: receipt, after: answered.last?.place ?? 0, limit: 2000)
            answered += page.rows
            guard page.next != nil else { break }
        }
        var rows: [Sheet.Row] = []
        if let header = head.header { rows.append(Sheet.Row(line: 1, cells: header)) }
        rows += answered.map { Sheet.Row(line: $0.line, cells: $0.cells) }
        let (host, isJSON) = (site.facts.host, receipt.form == "json")
        let sheet = Sheet(form: Sheet.Form(rawValue: receipt.form) ?? .csv, rows: rows)
        let heading: CheckTable.Heading = head.header == nil ? .no : .yes
        let fields = head.fields.compactMap(CheckTable.Field.init(rawValue:))
        let table = try await NIOThreadPool.singleton.runIfActive { [rows] in
            isJSON
                ? CheckTable(json: rows, fields: fields) : CheckColumns.read(sheet, heading: heading, hosts: [host])
        }
        return (answered, table)
    }

    /// The rows of a receipt that led to one registration, for whoever follows the check.
    func watchedProducts(of receipt: Receipt) async throws -> [WatchedProduct] {
        let (answered, table) = try await reread(receipt)
        let rows = Dictionary(table.rows.map { ($0.line, $0) }) { first, _ in first }
        return answered.compactMap { answer in
            guard let found = answer.found, let row = rows[answer.line] else { return nil }
            return WatchedProduct(code: found.code, row: row)
        }
    }
}
