import Foundation
import Intake
import Registry
import Testing

@Suite("A pasted or uploaded table") struct SheetReaderTests {
    struct Table: Sendable, CustomTestStringConvertible {
        var what: String
        var bytes: [UInt8]
        var form = Sheet.Form.csv
        var encoding: DelimitedForm.Encoding? = .utf8
        var rows: [[String]]
        var testDescription: String { what }

        init(
            _ what: String,
            _ bytes: [UInt8],
            _ form: Sheet.Form = .csv,
            _ encoding: DelimitedForm.Encoding = .utf8,
            _ rows: [[String]]
        ) {
            (self.what, self.bytes, self.form, self.encoding, self.rows) = (what, bytes, form, encoding, rows)
        }
    }

    static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        (isBig ? [0xFE, 0xFF] : [0xFF, 0xFE])
            + text.utf16.flatMap { unit in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
                return isBig ? [high, low] : [low, high]
            }
    }

    /// 型番,表示 / ①髙ソ,ｱ.
    static let shiftJIS: [UInt8] = [
        0x8C, 0x5E, 0x94, 0xD4, 0x2C, 0x95, 0x5C, 0x8E, 0xA6, 0x0D, 0x0A, 0x87, 0x40, 0xFB, 0xFC, 0x83, 0x5C, 0x2C,
        0xB1,
    ]

    static let tables = [
        Table("commas", Array("型番,社\r\nA-1,x\r\n".utf8), .csv, .utf8, [["型番", "社"], ["A-1", "x"]]),
        Table("a mark", [0xEF, 0xBB, 0xBF] + Array("a,b".utf8), .csv, .utf8, [["a", "b"]]),
        Table("tabs", Array("a\tb, c\n\"d\ne\"\tf".utf8), .tsv, .utf8, [["a", "b, c"], ["d\ne", "f"]]),
        Table("a stray quote between tabs", Array("a\t27\" x\n".utf8), .tsv, .utf8, [["a", "27\" x"]]),
        Table("semicolons", Array("a;b,c\rd;e".utf8), .csv, .utf8, [["a", "b,c"], ["d", "e"]]),
        Table("quoted delimiters", Array("\"a,\"\"b\";c\nd;e".utf8), .csv, .utf8, [["a,\"b", "c"], ["d", "e"]]),
        Table("one cell a line", Array("A-1\n\nB 2\r\n27\" x\r".utf8), .csv, .utf8, [["A-1"], ["B 2"], ["27\" x"]]),
        Table(
            "a comma in a name",
            Array("maker\nX Co., Ltd.\nY\nZ".utf8),
            .csv,
            .utf8,
            [["maker"], ["X Co., Ltd."], ["Y"], ["Z"]]
        ),
        Table(
            "UTF-16 little end first",
            utf16("型番\t社\r\nA\t髙👪", isBig: false),
            .tsv,
            .utf16,
            [["型番", "社"], ["A", "髙👪"]]
        ),
        Table("UTF-16 big end first", utf16("型番,社\nA,髙", isBig: true), .csv, .utf16, [["型番", "社"], ["A", "髙"]]),
        Table("Shift_JIS", shiftJIS, .csv, .shiftJIS, [["型番", "表示"], ["①髙ソ", "ｱ"]]),
        Table("half-width kana alone", [0xB6, 0xD2, 0xD7, 0x0A, 0x41], .csv, .shiftJIS, [["ｶﾒﾗ"], ["A"]]),
        Table(
            "shorter rows",
            Array("a,b,c\nd\n,,\ne,f,g,,".utf8),
            .csv,
            .utf8,
            [["a", "b", "c"], ["d", "", ""], ["e", "f", "g"]]
        ),
        Table("empty columns at the end", Array("a,b,,\nc,,,".utf8), .csv, .utf8, [["a", "b"], ["c", ""]]),
    ]

    @Test("is read whatever its form", arguments: tables)
    func reads(_ table: Table) throws {
        let sheet = try SheetReader.read(table.bytes)
        #expect(sheet.form == table.form)
        #expect(sheet.encoding == table.encoding)
        #expect(sheet.rows.map(\.cells) == table.rows)
        #expect(sheet.width == table.rows[0].count)
    }

    @Test("tells row numbers as a spreadsheet program counts")
    func lines() throws {
        #expect(try SheetReader.read(Array("a,b\n\n\"c\nd\",e\n,\nf,g".utf8)).rows.map(\.line) == [1, 3, 5])
    }

    @Test("is not taken for what its name says")
    func hints() throws {
        let hint = SheetReader.Hint(fileName: "list.xlsx", mediaType: "application/vnd.ms-excel")
        #expect(try SheetReader.read(Array("a\tb".utf8), hint: hint).form == .tsv)
        let both = Array("a,b\tc\nd,e\tf".utf8)
        #expect(try SheetReader.read(both).rows[0].cells == ["a,b", "c"])
        #expect(try SheetReader.read(both, hint: .init(fileName: "list.CSV")).rows[0].cells == ["a", "b\tc"])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var bytes: [UInt8]
        var kind: Refusal.Kind
        var reason: String
        var limits: SheetLimits
        var testDescription: String { reason }

        init(_ bytes: [UInt8], _ kind: Refusal.Kind, _ reason: String, _ change: (inout SheetLimits) -> Void = { _ in })
        {
            (self.bytes, self.kind, self.reason, limits) = (bytes, kind, reason, SheetLimits())
            change(&limits)
        }
    }

    static let refused = [
        Refused([], .malformed, "The table holds nothing"),
        Refused(Array("\n,,\n".utf8), .malformed, "The table holds nothing"),
        Refused(Array("a,b\nc,d,e".utf8), .malformed, "Row 2, column 3: the row goes on beyond the 2 cells"),
        Refused(Array("a,b\nc,\"d\n".utf8), .malformed, "Row 2, column 2: the quote opened here is never closed"),
        Refused(Array("a,b\nc,d\"e".utf8), .malformed, "Row 2, column 2: a quote stands inside"),
        Refused(Array("a,b\nc,d\n".utf8) + [0x81], .malformed, "Row 3: bytes that are neither UTF-8 nor Shift_JIS"),
        Refused(shiftJIS + [0x0A, 0x85, 0x20], .malformed, "Row 3: bytes that are neither UTF-8 nor Shift_JIS"),
        Refused(Array("型番\r\n髙\r\n".utf8) + [0xC3, 0x28], .malformed, "Row 3: bytes that are neither"),
        Refused([0xEF, 0xBB, 0xBF, 0x41, 0x0A, 0x8C, 0x5E], .malformed, "Row 2: bytes that are neither"),
        Refused([0xFF, 0xFE, 0x41, 0x00, 0x0A, 0x00, 0x00, 0xD8], .malformed, "Line 2 is not text in UTF-16"),
        Refused([0xFF, 0xFE, 0x41], .malformed, "Line 1 is not text in UTF-16"),
        Refused(Array("a,b\nc\u{0}".utf8), .unprocessable, "Row 2: a NUL byte"),
        Refused(Array("\u{1B}$B7?".utf8), .unprocessable, "This looks like text in ISO-2022-JP"),
        // 登録番号 in EUC-JP.
        Refused([0xC5, 0xD0, 0xCF, 0xBF, 0xC8, 0xD6, 0xB9, 0xE6], .unprocessable, "This looks like text in EUC-JP"),
        Refused(
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0],
            .unprocessable,
            "This looks like an old Excel file"
        ),
        Refused(Array("%PDF-1.7".utf8), .unprocessable, "This looks like a PDF"),
        Refused([0x89, 0x50, 0x4E, 0x47, 0x0D], .unprocessable, "This looks like an image (PNG)"),
        Refused([0xFF, 0xD8, 0xFF, 0xE0], .unprocessable, "This looks like an image (JPEG)"),
        Refused(Array(" <HTML><table>".utf8), .unprocessable, "This looks like a web page"),
        Refused([0x50, 0x4B, 0x03, 0x04, 0x14], .malformed, "The workbook is broken: its zip archive"),
        Refused(Array("a\nb\nc".utf8), .tooLarge, "Row 3: a table has at most 1 rows") { $0.rows = 1 },
        Refused(Array("a,b,c".utf8), .tooLarge, "Row 1, column 3: a table has at most 2 columns") { $0.columns = 2 },
        Refused(Array("a,髙髙髙".utf8), .tooLarge, "Row 1, column 2: a cell has at most 2") { $0.cellLength = 2 },
        Refused(Array("abc".utf8), .tooLarge, "A table has at most 0 MiB") { $0.fileBytes = 2 },
    ]

    @Test("that cannot be read is refused with its place", arguments: refused)
    func refuses(_ table: Refused) throws {
        let refusal = try #require(throws: Refusal.self) { try SheetReader.read(table.bytes, limits: table.limits) }
        #expect(refusal.kind == table.kind)
        #expect(refusal.reason.hasPrefix(table.reason), "\(refusal.reason)")
        #expect(refusal.reasonJA?.isEmpty == false)
        #expect(refusal.field == "file")
    }

    @Test("may be as large as the limits")
    func limits() throws {
        var limits = SheetLimits()
        (limits.rows, limits.columns, limits.cellLength) = (2, 3, 4)
        let sheet = try SheetReader.read(Array("a,b,髙髙髙髙\nc\nd,,,,".utf8), limits: limits)
        #expect(sheet.rows.count == 3)
    }
}
