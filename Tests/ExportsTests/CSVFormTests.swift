import Foundation
import Registry
import TestSupport
import Testing

@testable import Exports

@Suite("CSV")
struct CSVFormTests {
    private func line(_ cells: [ExportCell], _ form: CSVForm = .plain) -> String {
        var bytes: [UInt8] = []
        form.append(cells, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "a row is what RFC 4180 says",
        arguments: [
            ([.text("a"), .text("b")], "a,b\r\n"),
            ([.text("a,b"), .text("say \"hi\"")], "\"a,b\",\"say \"\"hi\"\"\"\r\n"),
            ([.text("\""), .text("\"\"")], "\"\"\"\",\"\"\"\"\"\"\r\n"),
            ([.text("a\r\nb"), .text("a\rb"), .text("a\nb")], "\"a\r\nb\",\"a\rb\",\"a\nb\"\r\n"),
            ([.text(" a"), .text("a "), .text("a b")], "\" a\",\"a \",a b\r\n"),
            ([.empty, .empty], ",\r\n"),
            ([.empty], "\"\"\r\n"),
            ([.text("")], "\"\"\r\n"),
            ([.day(Day(number: 0)), .day(Day(number: 20_594))], "1970-01-01,2026-05-21\r\n"),
            (
                [.integer(0), .integer(-12), .integer(.max), .integer(.min)],
                "0,-12,9223372036854775807,-9223372036854775808\r\n"
            ),
            ([.flag(true), .flag(false)], "true,false\r\n"),
            ([.text("=1+1"), .text("0012"), .text("'x")], "=1+1,0012,'x\r\n"),
        ] as [([ExportCell], String)]
    )
    func rows(cells: [ExportCell], expected: String) {
        #expect(line(cells) == expected)
    }

    static let guarded = [
        "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", " =1", "\u{3000}＝1", "\u{A0}=1", "\n=1",
        "\u{FEFF}=1", "\u{200B}@x", "  \t", "'x", "'", "4901234567894", "0123456789012", "007", "1234567890123456789",
        "1E10", "1e-5", "3-4", "3/4", "1.50", "10:30", "MAR1", "1-Mar", "SEPT 2", "R8.4.1", "h30/1/1", "１２", "2026年5月",
        "¥100", "50%", "(5)", "3:00 PM", "12 ", "1,000", "2027-05-20",
    ]
    static let unguarded = [
        "", "a", "0", "7", "12345678901", "HC-200", "HC-200W", "R1", "S20", "100A2", "3D", "a=1", "3-4; 5-6", "型番1",
        "第3世代", "12345678901X", "MARS1", "may", "E10", "true", "STAR-3", "カメラ", "https://label.example.jp/1", "１型",
    ]

    @Test("the form for Excel guards what would run or change", arguments: guarded)
    func guards(text: String) throws {
        let seen = line([.text(text), .text("x")], .excel)
        #expect(seen.unicodeScalars.drop { $0 == "\"" }.first == "'", "\(seen)")
    }

    @Test("and leaves the rest alone", arguments: unguarded)
    func leaves(text: String) {
        #expect(line([.text("x"), .text(text)], .excel) == "x,\(text)\r\n")
    }

    @Test("days, numbers and flags of ours are never guarded")
    func values() {
        #expect(line([.day(Day(number: 0)), .integer(-5), .flag(true)], .excel) == "1970-01-01,-5,true\r\n")
    }

    @Test("heads: machine names without a mark, Japanese headers behind one")
    func heads() {
        let columns = [ExportColumn("code", ja: "コード", en: "Code"), ExportColumn("a,b", ja: "甲", en: "A")]
        var plain: [UInt8] = []
        CSVForm.plain.appendHead(columns, to: &plain)
        #expect(String(decoding: plain, as: UTF8.self) == "code,\"a,b\"\r\n")
        var excel: [UInt8] = []
        CSVForm.excel.appendHead(columns, to: &excel)
        #expect(excel == [0xEF, 0xBB, 0xBF] + Array("コード,甲\r\n".utf8))
    }

    @Test("rows are added behind the caller's bytes, and it makes no difference when they are taken away")
    func streams() {
        let rows: [[ExportCell]] = [[.text("a\"b"), .empty], [.text(""), .text("=1")], [.text("x"), .text("")]]
        for form in CSVForm.allCases {
            var whole = Array("before".utf8)
            for row in rows { form.append(row, to: &whole) }
            var parts: [UInt8] = []
            var cells = CSVCells(form)
            for row in rows {
                cells.row(row)
                parts += cells.bytes
                cells.bytes.removeAll(keepingCapacity: true)
            }
            #expect(whole == Array("before".utf8) + parts)
        }
    }

    @Test(
        "Python's csv module reads back every cell, and without the guard those of the form for Excel",
        .enabled(if: ExportReaders.areHere || ExportReaders.areRequired, "the Python readers are not installed")
    )
    func oracle() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = Seeded(seed)
        try await TemporaryDirectory.with { folder in
            for width in [1, 2, 5] {
                let rows = (0..<600).map { _ in (0..<width).map { _ in roughText(&random) } }
                for form in CSVForm.allCases {
                    var bytes: [UInt8] = []
                    form.appendHead((0..<width).map { ExportColumn("c\($0)", ja: "列\($0)", en: "C\($0)") }, to: &bytes)
                    for row in rows { form.append(row.map(ExportCell.text), to: &bytes) }
                    let path = folder + "/\(form.rawValue)\(width).csv"
                    try Data(bytes).write(to: URL(filePath: path))
                    let table = try ExportReaders.read("csv", path, as: ExportReaders.Table.self)
                    #expect(table.marked == (form == .excel))
                    let read = table.rows.dropFirst().map { $0.map { Array((form == .plain ? $0 : bare($0)).utf8) } }
                    #expect(read == rows.map { $0.map { Array($0.utf8) } }, "seed \(seed)")
                }
            }
        }
    }

    /// Text without its guard; by scalars, because an apostrophe and a mark behind it are one character.
    private func bare(_ text: String) -> String {
        text.unicodeScalars.first == "'" ? String(text.unicodeScalars.dropFirst()) : text
    }
}
