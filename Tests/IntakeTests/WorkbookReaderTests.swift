import Foundation
import Intake
import Registry
import TestSupport
import Testing

@Suite("A workbook", .enabled(if: Workbooks.hasPython || Workbooks.areRequired, "python3 is not installed"))
struct WorkbookReaderTests {
    static func read(_ parts: [Workbooks.Part], limits: SheetLimits = SheetLimits()) throws -> Sheet {
        try SheetReader.read(Workbooks.packed(parts), limits: limits)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        var rows: String
        var strings = ""
        var styles = ""
        var cells: [[String]]
        var testDescription: String { what }
    }

    private static let dated = """
        <numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy/mm/dd;@"/><numFmt numFmtId="165" \
        formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="166" \
        formatCode="0000000000000"/><numFmt numFmtId="167" formatCode="0.0&quot; days&quot;"/><numFmt \
        numFmtId="168" formatCode="[h]:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>\
        <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>\
        <xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="20"/></cellXfs>
        """

    static let cases = [
        Case(
            what: "shares its strings, joins runs and leaves readings out",
            rows:
                #"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>"#,
            strings: #"<si><t>型番</t></si><si><r><t xml:space="preserve">見本 </t></r><r><rPr><b/></rPr><t>電機</t></r>"#
                + #"<rPh sb="0" eb="2"><t>ミホン</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b_x005F_x0041_&amp;</t></si>"#,
            cells: [["型番", "見本 電機", "a\rb_x0041_&"]]
        ),
        Case(
            what: "may hold its strings in the cells, with a prefix before every name",
            rows: #"<row><c t="inlineStr"><is><r><t>A</t></r><r><t>B</t></r><rPh><t>x</t></rPh></is></c>"#
                + #"<c t="str"><f>1&amp;2</f><v>12</v></c></row>"#,
            cells: [["AB", "12"]]
        ),
        Case(
            what: "puts sparse cells and rows at their place",
            rows: #"<row r="2"><c r="C2"><v>1</v></c></row><row r="3"/><row r="5"><c r="A5" t="str"><v>x</v></c>"#
                + #"<c r="AA5"/></row>"#,
            cells: [["", "", "1"], ["x", "", ""]]
        ),
        Case(
            what: "writes numbers with all their digits",
            rows: "<row>"
                + ["4901234567894", "4.901234567894E+12", "12.0", "1E-3", "-0.50", "1.5", "1e400", "0", "123.4E1"]
                .map { "<c><v>\($0)</v></c>" }.joined() + "</row>",
            cells: [["4901234567894", "4901234567894", "12", "0.001", "-0.5", "1.5", "1e400", "0", "1234"]]
        ),
        Case(
            what: "writes dates as days and keeps other formats",
            rows: "<row>"
                + [(1, "46113"), (2, "46113.75"), (3, "46113"), (4, "12"), (5, "46113"), (6, "46113"), (7, "0.5")]
                .map { #"<c s="\#($0.0)"><v>\#($0.1)</v></c>"# }.joined()
                + #"<c s="1"><v>60</v></c><c s="1"><v>59</v></c><c t="d"><v>2026-04-01T00:00:00</v></c></row>"#,
            styles: dated,
            cells: [
                [
                    "2026-04-01", "2026-04-01", "2026-04-01", "0000000000012", "46113", "46113", "0.5", "60",
                    "1900-02-28",
                    "2026-04-01",
                ]
            ]
        ),
        Case(
            what: "writes truth values and errors as words",
            rows: #"<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><f>A/0</f><v>#N/A</v></c></row>"#,
            cells: [["TRUE", "FALSE", "#N/A"]]
        ),
    ]

    @Test("is read as it is shown", arguments: cases)
    func reads(_ sample: Case) throws {
        let sheet = try Self.read(Workbooks.parts(sample.rows, strings: sample.strings, styles: sample.styles))
        #expect(sheet.form == .xlsx)
        #expect(sheet.encoding == nil)
        #expect(sheet.rows.map(\.cells) == sample.cells)
    }

    @Test("tells the rows' own numbers")
    func lines() throws {
        let sheet = try Self.read(Workbooks.parts(Self.cases[2].rows))
        #expect(sheet.rows.map(\.line) == [2, 5])
    }

    @Test("that counts from 1904 says the same day")
    func from1904() throws {
        let book = #"<workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>"#
        let rows = #"<row><c s="1"><v>44651</v></c><c s="1"><v>0</v></c></row>"#
        let sheet = try Self.read(Workbooks.parts(rows, styles: Self.dated, book: book))
        #expect(sheet.rows[0].cells == ["2026-04-01", "1904-01-01"])
    }

    @Test("gives its first visible sheet")
    func visible() throws {
        let book = #"<sheets><sheet name="a" state="hidden" r:id="rId1"/><sheet name="b" r:id="rId2"/></sheets>"#
        #expect(try Self.read(Workbooks.parts("<row/>", book: book)).rows[0].cells == ["second"])
        let none = #"<sheets><sheet name="a" state="veryHidden" r:id="rId1"/></sheets>"#
        #expect(throws: Refusal.self) { try Self.read(Workbooks.parts("<row/>", book: none)) }
    }

    @Test("with prefixed names is read")
    func prefixed() throws {
        var parts = Workbooks.parts("")
        parts[6].text =
            #"<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row>"#
            + #"<x:c t="str"><x:v>型番</x:v></x:c></x:row></x:sheetData></x:worksheet>"#
        #expect(try Self.read(parts).rows[0].cells == ["型番"])
    }

    static func limits(_ change: (inout SheetLimits) -> Void) -> SheetLimits {
        var limits = SheetLimits()
        change(&limits)
        return limits
    }

    static func cell(_ text: String) -> String { #"<c t="str"><v>\#(text)</v></c>"# }

    struct Refused: Sendable, CustomTestStringConvertible {
        var what: String
        var parts: [Workbooks.Part]
        var limits = SheetLimits()
        var kind: Refusal.Kind
        var reason: String
        var testDescription: String { what }
    }

    static func part(_ number: Int, _ text: String, times: Int = 1) -> [Workbooks.Part] {
        var parts = Workbooks.parts("")
        parts[number].text = text
        parts[number].times = times
        return parts
    }

    static let refused = [
        Refused(
            what: "more rows",
            parts: Workbooks.parts("<row>\(cell("a"))</row><row>\(cell("b"))</row><row>\(cell("c"))</row>"),
            limits: limits { $0.rows = 1 },
            kind: .tooLarge,
            reason: "Row 3: a table has at most 1 rows below its first"
        ),
        Refused(
            what: "more columns",
            parts: Workbooks.parts(#"<row r="7"><c r="ZZ7"><v>1</v></c></row>"#),
            kind: .tooLarge,
            reason: "Row 7, column 702: a table has at most 100 columns"
        ),
        Refused(
            what: "a long cell",
            parts: Workbooks.parts("<row>\(cell("a"))\(cell("bbbb"))</row>"),
            limits: limits { $0.cellLength = 3 },
            kind: .tooLarge,
            reason: "Row 1, column 2: a cell has at most 3 characters"
        ),
        Refused(
            what: "many strings",
            parts: Workbooks.parts("", strings: "<si/><si/><si/>"),
            limits: limits { $0.sharedStrings = 2 },
            kind: .tooLarge,
            reason: "A workbook has at most 2 strings"
        ),
        Refused(
            what: "many entries",
            parts: Workbooks.parts("") + (0..<10).map { Workbooks.Part(name: "x\($0)", text: "") },
            limits: limits { $0.entries = 17 },
            kind: .tooLarge,
            reason: "A workbook has at most 17 parts"
        ),
        Refused(
            what: "a bomb by its ratio",
            parts: part(6, " ", times: 20 << 20),
            kind: .tooLarge,
            reason: "The workbook unpacks to more than is read here"
        ),
        Refused(
            what: "a bomb by its size",
            parts: part(6, "<a>" + String(repeating: "0123456789abcdef", count: 4096)),
            limits: limits { $0.entryBytes = 60_000 },
            kind: .tooLarge,
            reason: "The workbook unpacks to more than is read here"
        ),
        Refused(
            what: "a bomb of all parts",
            parts: Workbooks.parts(""),
            limits: limits { $0.archiveBytes = 900 },
            kind: .tooLarge,
            reason: "The workbook unpacks to more than is read here"
        ),
        Refused(
            what: "deep XML",
            parts: part(6, "<worksheet>" + String(repeating: "<a>", count: 100)),
            kind: .tooLarge,
            reason: "The workbook's XML is nested more than 64 deep"
        ),
        Refused(
            what: "an entity",
            parts: part(6, #"<!DOCTYPE a [<!ENTITY b "x">]><worksheet><sheetData/></worksheet>"#),
            kind: .malformed,
            reason: "The workbook declares entities"
        ),
        Refused(
            what: "another encoding",
            parts: part(6, #"<?xml version="1.0" encoding="UTF-7"?><worksheet/>"#),
            kind: .malformed,
            reason: "The workbook is broken: line 1 of its part xl/worksheets/sheet1.xml"
        ),
        Refused(
            what: "broken XML",
            parts: part(6, "<worksheet>\n<sheetData></worksheet>"),
            kind: .malformed,
            reason: "The workbook is broken: line 2 of its part xl/worksheets/sheet1.xml"
        ),
        Refused(
            what: "a string that is not there",
            parts: Workbooks.parts(#"<row r="4"><c r="B4" t="s"><v>9</v></c></row>"#),
            kind: .malformed,
            reason: "Row 4, column 2: the cell names a string that is not there"
        ),
        Refused(
            what: "cells out of order",
            parts: Workbooks.parts(#"<row r="4"><c r="B4"/><c r="A4"/></row>"#),
            kind: .malformed,
            reason: "Row 4: the cells of the row are not in order"
        ),
        Refused(
            what: "rows out of order",
            parts: Workbooks.parts(#"<row r="4"/><row r="4"/>"#),
            kind: .malformed,
            reason: "Row 5: the rows of the workbook are not in order"
        ),
        Refused(
            what: "a formula without its result",
            parts: Workbooks.parts(#"<row r="3"><c r="B3"><f>A1</f></c></row>"#),
            kind: .unprocessable,
            reason: "Row 3, column 2: the formula has no stored result"
        ),
        Refused(
            what: "nothing in it",
            parts: Workbooks.parts("<row/>"),
            kind: .malformed,
            reason: "The table holds nothing"
        ),
        Refused(
            what: "a missing part",
            parts: Workbooks.parts("").filter { $0.name != "xl/styles.xml" },
            kind: .malformed,
            reason: "The workbook is broken: it has no part xl/styles.xml"
        ),
        Refused(
            what: "a Word document",
            parts: [Workbooks.Part(name: "word/document.xml", text: "")],
            kind: .unprocessable,
            reason: "This looks like a Word document"
        ),
        Refused(
            what: "some zip archive",
            parts: [Workbooks.Part(name: "a.txt", text: "")],
            kind: .unprocessable,
            reason: "This looks like a zip archive"
        ),
    ]

    @Test("that is broken, too large or none is refused in one sentence", arguments: refused)
    func refuses(_ sample: Refused) throws {
        let bytes = try Workbooks.packed(sample.parts)
        let refusal = try #require(throws: Refusal.self) { try SheetReader.read(bytes, limits: sample.limits) }
        #expect(refusal.kind == sample.kind)
        #expect(refusal.reason.hasPrefix(sample.reason), "\(refusal.reason)")
        #expect(refusal.reasonJA?.isEmpty == false)
        #expect(refusal.field == "file")
    }

    @Test("that is cut or changed anywhere is read or refused, nothing else", arguments: [5] as [UInt64])
    func damaged(seed: UInt64) throws {
        var random = Seeded(seed)
        let bytes = try Workbooks.packed(Workbooks.parts(Self.cases[3].rows, strings: Self.cases[0].strings))
        for _ in 0..<300 {
            var damaged = bytes
            if Bool.random(using: &random) {
                damaged.removeLast(Int.random(in: 1..<bytes.count, using: &random))
            } else {
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            }
            do throws(Refusal) {
                _ = try SheetReader.read(damaged)
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
    }
}
