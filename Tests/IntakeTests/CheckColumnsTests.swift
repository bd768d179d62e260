import Foundation
import Intake
import Registry
import Testing

@Suite("The columns of a list to be checked") struct CheckColumnsTests {
    static let codes = (1...6).map { LabelCode(sequence: $0, tag: 1000 + $0).text }
    static let jans = ["4901234567894", "4912345678904", "49123456"]

    static func table(
        _ rows: [[String]],
        heading: CheckTable.Heading = .auto,
        hosts: Set<String> = []
    ) -> CheckTable {
        let sheet = Sheet(form: .csv, rows: rows.enumerated().map { Sheet.Row(line: $0.offset + 1, cells: $0.element) })
        return CheckColumns.read(sheet, heading: heading, hosts: hosts)
    }

    @Test(
        "are recognised by their header",
        arguments: [
            ("登録番号", .registrationNumber), ("JC-STAR 登録番号", .registrationNumber), ("ラベル番号", .registrationNumber),
            ("Registration No.", .registrationNumber), ("REGISTRATION_NUMBER", .registrationNumber),
            ("登録番号（必須）", .registrationNumber), ("ラベルコード", .code), ("QR Code", .code), ("型番", .model), ("型式※", .model),
            ("メーカー型番", .model), ("製品の型番", .model), ("モデル名", .model), ("Model", .model), ("ＭＯＤＥＬ　ＮＯ．", .model),
            ("part-number", .model), ("JAN", .gtin), ("ＪＡＮコード", .gtin), ("JAN/GTIN", .gtin), ("GTIN-13", .gtin),
            ("EAN", .gtin),
            ("ｍａｋｅｒ", .manufacturer), ("メーカー", .manufacturer), ("ﾒｰｶｰ名", .manufacturer), ("製造業者名", .manufacturer),
            ("会社名", .manufacturer), ("事業者名", .manufacturer), ("法人番号", .manufacturer), ("Vendor", .manufacturer),
            ("Company Name", .manufacturer), ("製造者", .manufacturer),
        ] as [(String, CheckTable.Field)]
    )
    func words(_ word: String, _ field: CheckTable.Field) {
        let table = Self.table([[word], ["x"]])
        #expect(table.header == [word])
        #expect(table.fields == [field])
    }

    @Test("are left alone under other words, beside one that names the product")
    func ignored() {
        let table = Self.table([["No.", "型番", "数量", "備考", "インボイス登録番号"], ["1", "A-1", "10", "B-2", "T1234567890123"]])
        #expect(table.fields == [.ignored, .model, .ignored, .ignored, .ignored])
        #expect(table.rows == [CheckedRow(line: 2, model: "A-1")])
        #expect(table.cells == [["1", "A-1", "10", "B-2", "T1234567890123"]])
    }

    @Test("are tried cell by cell where no header names the product")
    func others() {
        let table = Self.table([["メーカー", "品目"], ["社", "A-1"]])
        #expect(table.fields == [.manufacturer, .other])
        #expect(table.rows == [CheckedRow(line: 2, manufacturer: "社", others: ["A-1"])])
    }

    @Test("are recognised by their cells where no word does")
    func cells() {
        let rows = (0..<3).map { [Self.codes[$0].lowercased(), Self.jans[$0], "A-\($0)"] }
        let bare = Self.table(rows)
        #expect(bare.header == nil)
        #expect(bare.fields == [.code, .gtin, .other])
        #expect(
            bare.rows[0] == CheckedRow(line: 1, code: Self.codes[0].lowercased(), gtin: Self.jans[0], others: ["A-0"])
        )
        let weak = Self.table([["コード", "商品コード", "番号"]] + rows)
        #expect(weak.header == ["コード", "商品コード", "番号"])
        #expect(weak.fields == [.code, .gtin, .ignored])
        #expect(Self.table([["登録番号"]] + rows.map { [$0[0]] }).fields == [.code])
    }

    @Test("with one wrong cell of five are still recognised, with two of five no more")
    func most() {
        let wrong = "4901234567890"
        #expect(
            Self.table([[Self.jans[0]], [Self.jans[1]], [Self.jans[0]], [Self.jans[1]], [wrong]]).fields == [.gtin]
        )
        #expect(Self.table([[Self.jans[0]], [Self.jans[1]], [Self.jans[0]], [wrong], [wrong]]).fields == [.other])
    }

    @Test("have a header where it looks unlike the rest, or the caller says so")
    func headings() {
        #expect(Self.table([["ひんもく"], ["A-1"], ["B-2"]]).header == ["ひんもく"])
        #expect(Self.table([["A-1"], ["B-2"]]).header == nil)
        #expect(Self.table([["見本"], ["電機"]]).header == nil)
        #expect(Self.table([["A-1"], ["B-2"]], heading: .yes).header == ["A-1"])
        let none = Self.table([["型番"], ["A-1"]], heading: .no)
        #expect(none.header == nil)
        #expect(none.rows.map(\.others) == [["型番"], ["A-1"]])
        #expect(Self.table([["型番"]]).rows.isEmpty)
    }

    @Test("may hold addresses of our hosts; those of other hosts are no codes")
    func addresses() {
        let code = Self.codes[0]
        let hosts: Set = ["LABEL.example.jp"]
        for address in ["https://label.example.jp/\(code)", "HTTPS://LABEL.EXAMPLE.JP/\(code)?on=2026-01-01"] {
            #expect(Self.table([["型番", "登録番号"], ["A-1", address]], hosts: hosts).rows[0].code == code)
            #expect(Self.table([[address]], hosts: hosts).fields == [.code])
        }
        let foreign = Self.table([["ラベルコード"], ["https://other.example.jp/\(code)"]], hosts: hosts)
        #expect(foreign.rows[0].code.isEmpty)
        #expect(foreign.rows[0].others == ["https://other.example.jp/\(code)"])
    }

    @Test("that hold one field twice give the first filled cell; the rest is tried")
    func twice() {
        let table = Self.table(
            [["型番1", "型番"], ["", "A"], ["B", "C"]].map { $0.map { $0.replacing("1", with: "") } }
        )
        #expect(table.rows.map(\.model) == ["A", "B"])
        #expect(table.rows.map(\.others) == [[], ["C"]])
    }

    @Test("lose blanks, invisible characters and spreadsheet guards in what is compared, not in what is kept")
    func plain() {
        let cells = [" A-1\u{200B} ", "=\"0123\"", "'=X-1"]
        let table = Self.table([["型番"], [cells[0]], [cells[1]], [cells[2]]])
        #expect(table.rows.map(\.model) == ["A-1", "0123", "=X-1"])
        #expect(table.cells == cells.map { [$0] })
    }

    @Test(
        "of a real list with its makers and models",
        .enabled(if: FileManager.default.fileExists(atPath: ListFolders.ledger.path), "the list is not here")
    )
    func ledger() throws {
        let sheet = try SheetReader.read(ListFolders.bytes(ListFolders.ledger))
        let table = CheckColumns.read(sheet)
        #expect(
            table.fields.prefix(8) == [
                .ignored, .manufacturer, .ignored, .ignored, .ignored, .ignored, .model, .ignored,
            ]
        )
        #expect(table.rows.count == sheet.rows.count - 1)
        #expect(table.rows.contains { !$0.model.isEmpty && !$0.manufacturer.isEmpty })
    }
}
