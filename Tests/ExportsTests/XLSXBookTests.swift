import Foundation
import Registry
import TestSupport
import Testing

@testable import Exports

@Suite("XLSX", .enabled(if: ExportReaders.areHere || ExportReaders.areRequired, "the Python readers are not installed"))
struct XLSXBookTests {
    static let columns = [
        ExportColumn("text", ja: "文字", en: "Text", meaningJA: "何か", meaningEN: "Anything", width: 30),
        ExportColumn("day", ja: "日", en: "Day", kind: .day),
        ExportColumn("integer", ja: "数", en: "Number", kind: .integer),
        ExportColumn("flag", ja: "旗", en: "Flag", kind: .flag),
    ]

    private func write(
        _ rows: [[ExportCell]],
        _ path: String,
        columns: [ExportColumn] = Self.columns,
        conditions: ConditionSheet = .sample(),
        rowsPerSheet: Int = XLSXBook.mostRows
    ) throws -> XLSXBook.Report {
        let book = try XLSXBook(path: path, columns: columns, conditions: conditions, rowsPerSheet: rowsPerSheet)
        for row in rows { try book.append(row) }
        return try book.finish()
    }

    private func read(_ path: String) throws -> ExportReaders.Book {
        try ExportReaders.read("xlsx", path, as: ExportReaders.Book.self)
    }

    static let texts = [
        "=1+1", "@SUM(A1)", "＝1", "\tx", "\rx", "a\r\nb", "+1", "-1", "0123456789012", "4901234567894", "007", "1E10",
        "https://label.example.jp/x", "mailto:a@b", "internal:Sheet1!A1", "{=1}", "_x0041_", "_x005F_", "a & <b> ]]>",
        " x ", "👪é", "TRUE", "2026-05-21", "'x", "#N/A", "\u{1}\u{1F}\u{7F}",
    ]

    @Test("text is text, whatever it looks like")
    func texts() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let report = try write(Self.texts.map { [.text($0), .empty, .empty, .empty] }, path)
            #expect(report == .init(rows: Self.texts.count, sheets: 1, cutCells: 0))
            let sheet = try #require(read(path).sheets.first)
            // Openpyxl reads XML, where a line end written as such is a line feed.
            for (row, text) in zip(sheet.rows.dropFirst(2), Self.texts) {
                #expect(row[0][0] == "text" && Array(row[0][1].utf8) == Array(text.utf8), "\(text): \(row[0])")
            }
        }
    }

    @Test("what XML cannot hold is replaced, and nothing behind it is lost")
    func forbidden() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            _ = try write([[.text("a\0b\u{FFFE}c\u{FFFF}ﾟ"), .empty, .empty, .empty]], path)
            #expect(try read(path).sheets[0].rows[2][0] == ["text", "a\u{FFFD}b\u{FFFD}c\u{FFFD}ﾟ"])
        }
    }

    @Test("random text comes back")
    func random() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = Seeded(seed)
        let rows = (0..<2000).map { _ in roughText(&random) }
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            _ = try write(rows.map { [.text($0), .empty, .empty, .integer(1)] }, path)
            let read = try read(path).sheets[0].rows.dropFirst(2)
            #expect(read.map { Array($0[0][1].utf8) } == rows.map { Array($0.utf8) }, "seed \(seed)")
        }
    }

    @Test("days are days, numbers numbers, flags flags; what Excel cannot count is text")
    func values() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let days = [Day.tender, try Day.parse("1900-03-01"), try Day.parse("9999-12-31")]
            var rows: [[ExportCell]] = days.map { [.day($0), .day($0), .integer(-5), .flag(true)] }
            rows.append([.day(try Day.parse("1900-02-28")), .day(.far), .integer(.max), .flag(false)])
            _ = try write(rows, path)
            let read = try read(path).sheets[0].rows
            #expect(
                read[2] == [
                    ["day", "2026-05-21 yyyy-mm-dd"], ["day", "2026-05-21 yyyy-mm-dd"], ["number", "-5"],
                    ["flag", "true"],
                ]
            )
            #expect(read[3][0] == ["day", "1900-03-01 yyyy-mm-dd"])
            #expect(read[4][0] == ["day", "9999-12-31 yyyy-mm-dd"])
            #expect(
                read[5] == [
                    ["text", "1900-02-28"], ["text", Day.far.text], ["text", "\(Int64.max)"], ["flag", "false"],
                ]
            )
        }
    }

    @Test("a full sheet is followed by another with the same head")
    func sheets() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let rows = (0..<7).map { [ExportCell.text("\($0)"), .empty, .integer(Int64($0)), .empty] }
            #expect(try write(rows, path, rowsPerSheet: 5) == .init(rows: 7, sheets: 3, cutCells: 0))
            let book = try read(path)
            #expect(book.sheets.map(\.name) == ["一覧", "一覧 (2)", "一覧 (3)", "条件", "凡例"])
            #expect(book.sheets.prefix(3).flatMap { $0.rows.dropFirst(2).map { $0[0][1] } } == (0..<7).map(String.init))
            for sheet in book.sheets.prefix(3) {
                #expect(sheet.rows[0].map { $0[1] } == ["文字", "日", "数", "旗"])
                #expect(sheet.rows[1].map { $0[1] } == ["text", "day", "integer", "flag"])
            }
            #expect(book.sheets.prefix(3).map(\.filter) == ["A2:D5", "A2:D5", "A2:D3"])
            #expect(try write(Array(rows.prefix(3)), path, rowsPerSheet: 5).sheets == 1)
        }
    }

    @Test("a sheet is ready to be read and printed, and bears its watermark")
    func presentation() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            _ = try write([], path, conditions: .sample(watermark: .fictional))
            let book = try read(path)
            #expect(book.author == "星札 & 記録係")
            #expect(book.created == "2026-05-21T00:31:00")
            for sheet in book.sheets {
                #expect(sheet.header.contains("架空の見本データ / FICTIONAL SAMPLE"), "\(sheet.name): \(sheet.header)")
                #expect(sheet.footer.contains("4821") && sheet.footer.contains("&P / &N"))
                #expect(sheet.orientation == "landscape" && sheet.fits && sheet.fitWidth == 1 && sheet.fitHeight == 0)
            }
            #expect(book.sheets.map(\.frozen) == ["B3", "A2", "A2"])
            #expect(book.sheets.map(\.repeated) == ["$1:$2", "$1:$1", "$1:$1"])
            #expect(book.sheets[0].filter == "A2:D2")
            #expect(book.sheets[0].widths.first == 31 || book.sheets[0].widths.first == 30)
            let conditions = book.sheets[1].rows.map { $0.map { $0[1] } }
            #expect(conditions[1] == ["注意", "watermark", "架空の見本データ / FICTIONAL SAMPLE"])
            #expect(conditions.contains(["語句", "text", "=1+1 & <カメラ>"]))
            #expect(conditions.contains(["改訂番号", "revision", "4821"]))
            #expect(conditions.last == ["行数", "rows", "0"])
            #expect(book.sheets[2].rows[1].map { $0[1] } == ["文字", "text", "Text", "text", "何か", "Anything"])
            _ = try write([], path)
            let plain = try read(path).sheets
            #expect(plain.allSatisfy { !$0.header.contains("FICTIONAL") && !$0.header.contains("TEST") })
        }
    }

    @Test(
        "what is longer than a cell is cut, marked and told",
        arguments: [
            ("a", 32_767, 32_767, 0), ("あ", 32_767, 32_767, 0), ("a", 32_768, 32_767, 1), ("あ", 40_000, 32_767, 1),
            ("👪", 16_383, 32_766, 0), ("👪", 16_384, 32_767, 1),
        ]
    )
    func cut(character: String, count: Int, units: Int, cuts: Int) async throws {
        let text = String(repeating: character, count: count)
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let report = try write([[.text(text), .empty, .empty, .empty]], path)
            #expect(report.cutCells == cuts)
            let book = try read(path)
            let seen = book.sheets[0].rows[2][0][1]
            #expect(seen.utf16.count == units)
            #expect(seen == text || (cuts == 1 && seen.hasSuffix("…") && text.hasPrefix(seen.dropLast())))
            #expect(book.sheets[1].rows.contains { $0[1][1] == "cutCells" } == (cuts > 0))
        }
    }

    @Test("the same rows make the same bytes, whatever stood in the file before")
    func reproducible() async throws {
        try await TemporaryDirectory.with { folder in
            let rows: [[ExportCell]] = Self.texts.map { [.text($0), .day(.tender), .integer(7), .flag(false)] }
            for name in ["a", "b", "a"] {
                _ = try write(rows, folder + "/\(name).xlsx", conditions: .sample(watermark: .test))
            }
            let a = try Data(contentsOf: URL(filePath: folder + "/a.xlsx"))
            #expect(try a == Data(contentsOf: URL(filePath: folder + "/b.xlsx")))
            #expect(a.count > 5000)
        }
    }

    @Test("labels keep their numbers as text and their days as days")
    func labels() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let columns = LabelColumns(host: "label.example.jp")
            let book = try XLSXBook(path: path, columns: columns.headers, conditions: .sample())
            try book.append([ListedLabel.sample(coverage: .covered)], columns)
            #expect(try book.finish().rows == 1)
            let sheets = try read(path).sheets
            let row = Dictionary(uniqueKeysWithValues: zip(sheets[0].rows[1].map { $0[1] }, sheets[0].rows[2]))
            #expect(row["registrationNumber"] == ["text", "0012345678901"])
            #expect(row["corporateNumber"] == ["text", "0123456789012"])
            #expect(row["gtins"] == ["text", "4901234567894"])
            #expect(row["productNameJa"] == ["text", "＝みまもり"])
            #expect(row["productNameEn"] == ["text", "@Home"])
            #expect(row["heldUntil"] == ["day", "2026-12-07 yyyy-mm-dd"])
            #expect(row["confirmed"] == ["flag", "true"])
            #expect(row["coverageDay"] == ["empty", ""])
            #expect(row["address"]?[0] == "text")
            #expect(sheets[2].rows.dropFirst().map { $0[1][1] } == LabelColumn.allCases.map(\.rawValue))
        }
    }
}

@Suite("an XLSX that cannot be finished")
struct XLSXFailureTests {
    private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test("no folder, no book")
    func noFolder() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/none/a.xlsx"
            #expect(throws: ExportFault.file(ENOENT)) {
                try XLSXBook(path: path, columns: [], conditions: .sample())
            }
        }
    }

    @Test("a row of another width ends the book, and the file is gone")
    func width() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let book = try XLSXBook(path: path, columns: XLSXBookTests.columns, conditions: .sample())
            #expect(isThere(path))
            try book.append([.empty, .empty, .empty, .empty])
            #expect(throws: ExportFault.cells(found: 1, expected: 4)) { try book.append([.text("x")]) }
            #expect(!isThere(path))
            #expect(throws: ExportFault.closed) { try book.append([.empty, .empty, .empty, .empty]) }
            #expect(throws: ExportFault.closed) { try book.finish() }
        }
    }

    @Test("a book that is let go leaves nothing; a finished one stays")
    func letGo() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            do {
                let book = try XLSXBook(path: path, columns: XLSXBookTests.columns, conditions: .sample())
                for _ in 0..<10 { try book.append([.text("x"), .empty, .empty, .empty]) }
            }
            #expect(!isThere(path))
            do {
                let book = try XLSXBook(path: path, columns: XLSXBookTests.columns, conditions: .sample())
                _ = try book.finish()
            }
            #expect(isThere(path))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.xlsx"])
        }
    }

    @Test("a header that the library refuses ends the book before a row is written")
    func refused() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.xlsx"
            let many = (0...XLSXBook.mostColumns).map { ExportColumn("c\($0)", ja: "列", en: "C") }
            let refusal = #expect(throws: Refusal.self) {
                try XLSXBook(path: path, columns: many, conditions: .sample())
            }
            #expect(refusal?.code == "tooManyColumns")
            #expect(!isThere(path))
        }
    }

    @Test("a folder where the file should be, and a link instead of it, are refused")
    func place() async throws {
        try await TemporaryDirectory.with { folder in
            #expect(throws: ExportFault.file(EISDIR)) {
                try XLSXBook(path: folder, columns: [], conditions: .sample())
            }
            try FileManager.default.createSymbolicLink(atPath: folder + "/l", withDestinationPath: folder + "/t")
            #expect(throws: ExportFault.file(ELOOP)) {
                try XLSXBook(path: folder + "/l", columns: [], conditions: .sample())
            }
            #expect(!isThere(folder + "/t"))
        }
    }
}
