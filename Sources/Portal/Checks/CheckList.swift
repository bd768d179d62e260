import Foundation
import Intake
import Registry

/// A list read into rows: what the table was, and what is asked row by row.
struct CheckList: Sendable {
    var table: CheckTable
    /// `csv`, `tsv`, `xlsx` or `json`.
    var form: String
    /// Empty where the form has none.
    var encoding: String

    /// Reads a list; works for long on a long one, so it is for a thread that may.
    init(_ input: CheckInput, _ heading: CheckTable.Heading, host: String) throws(Refusal) {
        if input.isJSON {
            table = try Self.rows(Data(input.bytes), host)
            (form, encoding) = ("json", "utf-8")
        } else {
            var limits = SheetLimits()
            limits.fileBytes = max(limits.fileBytes, input.bytes.count)
            let sheet = try SheetReader.read(input.bytes, hint: input.hint, limits: limits)
            table = CheckColumns.read(sheet, heading: heading, hosts: [host])
            (form, encoding) = (sheet.form.rawValue, sheet.encoding?.rawValue ?? "")
        }
        guard !table.rows.isEmpty else {
            throw Refusal(
                .malformed,
                "The list has a header and no rows",
                ja: "見出しの行だけで、照合する行がありません",
                field: "file",
                code: "emptyTable"
            )
        }
        guard table.rows.count <= limits.rows else {
            throw Refusal(
                .tooLarge,
                "A list has at most \(limits.rows) rows",
                ja: "一覧は\(limits.rows)行までです",
                field: "file",
                code: "tableTooLarge"
            )
        }
    }

    private var limits: SheetLimits { SheetLimits() }

    /// Members of a row; `id` is the sender's own word for it.
    private static let members = [
        "id", "registrationNumber", "code", "model", "gtin", "manufacturer", "component", "levelAtLeast",
    ]

    private static func rows(_ body: Data, _ host: String) throws(Refusal) -> CheckTable {
        guard let object = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any],
            let rows = object["rows"] as? [Any], object.count == 1
        else { throw malformed("The body is an object with \"rows\", a list of objects", "本文は rows（行の一覧）を持つ JSON です") }
        guard !rows.isEmpty else { throw malformed("The list holds nothing", "一覧に行がありません") }
        var checked: [CheckedRow] = []
        var cells: [[String]] = []
        for (index, row) in rows.enumerated() {
            guard let row = row as? [String: Any] else {
                throw malformed("Row \(index + 1) is no object", "\(index + 1)行目が誤りです")
            }
            if let strange = row.keys.sorted().first(where: { !members.contains($0) }) {
                throw malformed(
                    "Row \(index + 1) has a member \"\(strange.prefix(40))\"; known are: "
                        + members.joined(separator: ", "),
                    "\(index + 1)行目に知らない項目「\(strange.prefix(40))」があります"
                )
            }
            var texts: [String] = []
            for name in members { texts.append(try text(row[name], name, index + 1)) }
            checked.append(
                CheckedRow(
                    line: index + 1,
                    registrationNumber: texts[1],
                    code: CheckedAddress.code(in: texts[2], hosts: [host.lowercased()]) ?? texts[2],
                    model: texts[3],
                    gtin: texts[4],
                    manufacturer: texts[5],
                    component: texts[6],
                    requirement: texts[7]
                )
            )
            cells.append(texts)
        }
        // The columns of a system only where the rows speak of one.
        if checked.allSatisfy({ $0.component.isEmpty && $0.requirement.isEmpty }) {
            cells = cells.map { Array($0.prefix(members.count - 2)) }
        }
        let width = cells.first?.count ?? 0
        let fields: [CheckTable.Field] = [
            .ignored, .registrationNumber, .code, .model, .gtin, .manufacturer, .component, .requiredLevel,
        ]
        return CheckTable(
            header: Array(members.prefix(width)),
            fields: Array(fields.prefix(width)),
            rows: checked,
            cells: cells
        )
    }

    private static func text(_ value: Any?, _ name: String, _ row: Int) throws(Refusal) -> String {
        if value == nil || value is NSNull { return "" }
        guard let text = value as? String, text.unicodeScalars.count <= SheetLimits().cellLength,
            !text.unicodeScalars.contains("\0")
        else {
            throw malformed(
                "Row \(row): \(name) is text of at most \(SheetLimits().cellLength) characters",
                "\(row)行目の \(name) は\(SheetLimits().cellLength)文字までの文字列です"
            )
        }
        return text
    }

    private static func malformed(_ en: String, _ ja: String) -> Refusal {
        Refusal(.malformed, en, ja: ja, field: "rows", code: "malformedBody")
    }
}
