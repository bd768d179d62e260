import Foundation
import Intake
import TestSupport
import Testing

@Suite("One random table in three forms") struct SheetOracleTests {
    private static let script = """
        import base64, csv, io, json, re, sys
        from openpyxl import Workbook
        answers = []
        for rows in json.load(sys.stdin):
            book = Workbook()
            sheet = book.active
            for r, row in enumerate(rows, 1):
                for c, text in enumerate(row, 1):
                    if text:
                        cell = sheet.cell(row=r, column=c)
                        # What looks like an escape is one to every reader; openpyxl writes it as it is.
                        cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
                        cell.data_type = "s"
            out = io.BytesIO()
            book.save(out)
            def text(encoding, **form):
                file = io.StringIO()
                csv.writer(file, **form).writerows(rows)
                return file.getvalue().encode(encoding)
            forms = [out.getvalue(), text("utf-8"), text("utf-8-sig"), text("utf-16", delimiter="\\t"),
                     text("utf-8", delimiter="\\t", quoting=csv.QUOTE_ALL), text("utf-8", delimiter=";", lineterminator="\\n")]
            answers.append([base64.b64encode(form).decode() for form in forms])
        json.dump(answers, sys.stdout)
        """

    @Test(
        "reads the same from each",
        .enabled(if: Workbooks.hasWriter || Workbooks.areRequired, "openpyxl is not installed"),
        // In the first tables a text stands that looks like an escape.
        arguments: [8_758_192_102_861_181_948, UInt64.random(in: 0...UInt64.max)]
    )
    func agree(seed: UInt64) throws {
        var random = Seeded(seed)
        let tables = (0..<60).map { _ in Self.table(&random) }
        let answer = try Workbooks.run(Self.script, input: [UInt8](try JSONEncoder().encode(tables)))
        let forms = try JSONDecoder().decode([[Data]].self, from: Data(answer))
        for (table, forms) in zip(tables, forms) {
            let expected = Sheet(
                form: .csv,
                rows: table.enumerated().map { Sheet.Row(line: $0.offset + 1, cells: $0.element) }
            )
            for (index, form) in forms.enumerated() {
                let sheet = try SheetReader.read([UInt8](form))
                let isSame = sheet.rows == expected.rows && Self.bytes(sheet) == Self.bytes(expected)
                #expect(isSame, "form \(index), seed \(seed)")
                #expect(sheet.width == expected.width)
            }
        }
    }

    /// Text compares alike in two normal forms; its bytes do not.
    private static func bytes(_ sheet: Sheet) -> [UInt8] {
        sheet.rows.flatMap { $0.cells.flatMap { Array($0.utf8) + [0] } }
    }

    /// At least two columns, and a first row that shows the delimiter.
    private static func table(_ random: inout Seeded) -> [[String]] {
        let width = Int.random(in: 2...7, using: &random)
        let head = (0..<width).map { "列\($0)" }
        let rows = (0..<Int.random(in: 1...20, using: &random)).map { _ in (0..<width).map { _ in cell(&random) } }
        return [head] + rows
    }

    private static func cell(_ random: inout Seeded) -> String {
        let pieces = [
            "a", "-", "0", " ", "型番", "ｱ", "【", "é", "e\u{301}", "👪", "=", "_x00", "_", ",", ";", "\t", "\"", "\n",
            "&", "<",
            "4901234567894", "\u{3000}", "髙",
        ]
        return (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }
}
