import Foundation
import Intake
import Registry
import Testing

@Suite("A table in CSV or TSV") struct DelimitedReaderTests {
    struct Table: Sendable, CustomTestStringConvertible {
        var text: String
        var rows: [[String]]
        var delimiter = DelimitedForm.Delimiter.comma

        var testDescription: String { text.debugDescription }
    }

    static let tables = [
        Table(text: "", rows: []),
        Table(text: "\r\n\n\r", rows: []),
        Table(text: "a,b", rows: [["a", "b"]]),
        Table(text: "a,b\r\n", rows: [["a", "b"]]),
        Table(text: "a,b\nc,d\n", rows: [["a", "b"], ["c", "d"]]),
        Table(text: "a,b\rc,d\r", rows: [["a", "b"], ["c", "d"]]),
        Table(text: "a,b\r\nc,d\ne,f\rg,h", rows: [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]),
        Table(text: "a,\r\n,b", rows: [["a", ""], ["", "b"]]),
        Table(text: ",", rows: [["", ""]]),
        Table(text: "a,b,", rows: [["a", "b", ""]]),
        Table(text: "\"\"", rows: [[""]]),
        Table(text: "\"\"\"\"", rows: [["\""]]),
        Table(text: "\"a\"\"b\",\"\"\"\"", rows: [["a\"b", "\""]]),
        Table(text: "\"a,b\",c", rows: [["a,b", "c"]]),
        Table(text: "\"a\r\nb\nc\rd\",e\r\nf,g", rows: [["a\r\nb\nc\rd", "e"], ["f", "g"]]),
        Table(text: " a , b ", rows: [[" a ", " b "]]),
        Table(text: "\u{FEFF}a,b", rows: [["a", "b"]]),
        Table(text: "\u{FEFF}\"a\",b", rows: [["a", "b"]]),
        Table(text: "a,\u{FEFF}b", rows: [["a", "\u{FEFF}b"]]),
        Table(text: "型番,登録番号\r\n「ア」,１", rows: [["型番", "登録番号"], ["「ア」", "１"]]),
        Table(text: "a\tb,c\t\"d\te\"", rows: [["a", "b,c", "d\te"]], delimiter: .tab),
        Table(text: "a;b,c;\"d;e\"", rows: [["a", "b,c", "d;e"]], delimiter: .semicolon),
        Table(text: "a\n\n\nb", rows: [["a"], ["b"]]),
        Table(text: "000123456789,=1+1", rows: [["000123456789", "=1+1"]]),
    ]

    @Test("gives its cells as they are written", arguments: tables)
    func reads(_ table: Table) throws {
        let form = DelimitedForm(delimiter: table.delimiter)
        #expect(try Self.read(Array(table.text.utf8), form: form) == table.rows)
    }

    @Test("counts rows with blank lines and embedded line breaks")
    func counts() throws {
        var reader = try DelimitedReader(Array("h\n\n\"a\nb\"\nc".utf8))
        var record = DelimitedRecord()
        var rows: [Int] = []
        while try reader.next(&record) { rows.append(record.row) }
        #expect(rows == [1, 3, 4])
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        var bytes: [UInt8]
        var place: String
        var testDescription: String { place }

        init(_ text: String, _ place: String) {
            self.bytes = Array(text.utf8)
            self.place = place
        }

        init(_ bytes: [UInt8], _ place: String) {
            self.bytes = bytes
            self.place = place
        }
    }

    static let broken = [
        Broken("a,b\nc,d\"e", "Row 2, column 2: a quote stands inside an unquoted cell"),
        Broken("a\n\"b\"c", "Row 2, column 1: something stands between the closing quote and the next cell"),
        Broken("a,\"b\" ,c", "Row 1, column 2: something stands between the closing quote and the next cell"),
        Broken("\"a\";b", "Row 1, column 1: something stands between the closing quote and the next cell"),
        Broken("a,b\nc,\"d\ne,f\n", "Row 2, column 2: the quote opened here is never closed"),
        Broken("\"", "Row 1, column 1: the quote opened here is never closed"),
        Broken("a,\"\"\"", "Row 1, column 2: the quote opened here is never closed"),
        Broken(Array("a,b\nc,d".utf8) + [0xC3, 0x28], "Row 2, column 2: the byte 0xC3 is not text in UTF-8"),
        Broken(Array("a\n\"x\ny".utf8) + [0xED, 0xA0, 0x80] + Array("\"".utf8), "Row 2, column 1: the byte 0xED"),
        Broken(Array("a,".utf8) + [0xC0, 0xAF], "Row 1, column 2: the byte 0xC0"),
        Broken(Array("a,b".utf8) + [0xE3, 0x81], "Row 1, column 2: the byte 0xE3"),
        Broken("a\nb,c\u{0}d\n", "Row 2, column 2: a NUL byte"),
        Broken([0x50, 0x4B, 0x03, 0x04, 0x14], "This is a spreadsheet or zip file"),
        Broken([0xFF, 0xFE, 0x61, 0x00], "This file is UTF-16"),
        Broken("a,b\nc," + String(repeating: "x", count: 65_537), "Row 2, column 2: a cell has at most 65536 bytes"),
        Broken("\"" + String(repeating: "x", count: 65_537) + "\"", "Row 1, column 1: a cell has at most"),
        Broken(String(repeating: ",", count: 1000), "Row 1, column 1001: a row has at most 1000 cells"),
    ]

    @Test("that is broken is refused with row and column", arguments: broken)
    func refuses(_ table: Broken) throws {
        let refusal = try #require(throws: Refusal.self) { try Self.read(table.bytes, form: DelimitedForm()) }
        #expect(refusal.kind == .malformed)
        #expect(refusal.reason.hasPrefix(table.place), "\(refusal.reason)")
        #expect(refusal.reasonJA != nil)
    }

    @Test("may have cells and rows up to the limits")
    func limits() throws {
        let cell = String(repeating: "x", count: DelimitedReader.cellLimit)
        #expect(try Self.read(Array(cell.utf8), form: DelimitedForm()) == [[cell]])
        let row = String(repeating: ",", count: DelimitedReader.columnLimit - 1)
        #expect(try Self.read(Array(row.utf8), form: DelimitedForm())[0].count == DelimitedReader.columnLimit)
    }

    @Test("above the size limit is refused as too large")
    func tooLarge() throws {
        let bytes = [UInt8](repeating: 0x61, count: DelimitedReader.fileLimit + 1)
        let refusal = try #require(throws: Refusal.self) { try DelimitedReader(bytes) }
        #expect(refusal.kind == .tooLarge)
    }

    @Test("in Shift_JIS is decoded, also where a character's second byte looks like ASCII")
    func shiftJIS() throws {
        // 型番,表示 / ①髙ソ,ｱ; 表 ends in 0x5C, ソ in 0x5C.
        let bytes: [UInt8] = [
            0x8C, 0x5E, 0x94, 0xD4, 0x2C, 0x95, 0x5C, 0x8E, 0xA6, 0x0D, 0x0A, 0x87, 0x40, 0xFB, 0xFC, 0x83, 0x5C, 0x2C,
            0xB1,
        ]
        let rows = try Self.read(bytes, form: DelimitedForm(encoding: .shiftJIS))
        #expect(rows == [["型番", "表示"], ["①髙ソ", "ｱ"]])
    }

    @Test("that is not Shift_JIS is refused with its line")
    func brokenShiftJIS() throws {
        let bytes = Array("a,b\nc,".utf8) + [0x85, 0x20, 0x0A]
        let refusal = try #require(throws: Refusal.self) {
            try Self.read(bytes, form: DelimitedForm(encoding: .shiftJIS))
        }
        #expect(refusal.reason == "Line 2 is not text in Shift_JIS")
    }

    static func read(_ bytes: [UInt8], form: DelimitedForm) throws -> [[String]] {
        var reader = try DelimitedReader(bytes, form: form)
        var record = DelimitedRecord()
        var rows: [[String]] = []
        while try reader.next(&record) { rows.append(record.cells.map { reader.text($0) }) }
        return rows
    }
}
