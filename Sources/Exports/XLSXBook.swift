import CXLSXWriter
import Glibc
package import Registry

/// Writes a workbook to a file, row by row, in memory that does not grow with the rows.
///
/// Sheets, in order: 一覧 with the rows (then 一覧 (2) and so on where a sheet is full), 条件 with what was asked, 凡例
/// with what the columns mean. Text is text whatever it looks like: never a formula, a link or a number. The same rows
/// and conditions make the same bytes.
///
/// Every call may block on the disk: run a book on a thread that may wait, never on the cooperative pool or an event
/// loop. A book that is not finished, for whatever reason, leaves no file behind.
package final class XLSXBook {
    /// What came of it.
    package struct Report: Hashable, Sendable {
        /// Rows written, headers aside.
        package var rows: Int
        /// Sheets they fill.
        package var sheets: Int
        /// Cells longer than Excel's 32,767 characters, which were cut and end in `…`.
        package var cutCells: Int
    }

    /// Rows of a sheet in Excel, its two header rows among them.
    package static let mostRows = 1_048_576
    /// Columns of a sheet in Excel.
    package static let mostColumns = 16_384

    private let path: String
    private let columns: [ExportColumn]
    private let conditions: ConditionSheet
    private let rowsPerSheet: Int
    private let folder: [CChar]
    private var cells: XLSXCells
    private var rows = 0
    private var isOpen = true

    /// Opens the file, whatever stood in it before, readable by its owner alone.
    ///
    /// - Parameters:
    ///   - path: where the finished file shall be; its folder also takes the unfinished rows.
    ///   - rowsPerSheet: for tests; with the two header rows, so at least 3.
    /// - Throws: `Refusal` for more columns than a sheet has; `ExportFault` where the file cannot be made.
    package init(
        path: String,
        columns: [ExportColumn],
        conditions: ConditionSheet,
        rowsPerSheet: Int = XLSXBook.mostRows
    ) throws {
        guard columns.count <= Self.mostColumns else {
            throw Refusal(
                .tooLarge,
                "An XLSX sheet has at most \(Self.mostColumns) columns; this table has \(columns.count)",
                ja: "XLSXのシートは\(Self.mostColumns)列までです（この表は\(columns.count)列）",
                code: "tooManyColumns"
            )
        }
        self.path = path
        self.columns = columns
        self.conditions = conditions
        self.rowsPerSheet = min(max(rowsPerSheet, 3), Self.mostRows)
        let parent = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        self.folder = Array(String(parent.isEmpty ? "/" : parent).utf8CString)
        // A failure to make the file is met here, because the library keeps its temporary files open after one.
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw ExportFault.file(errno) }
        close(file)
        guard let workbook = Self.make(path: path, folder: folder) else {
            unlink(path)
            throw ExportFault.workbook(LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue)
        }
        self.cells = XLSXCells(workbook: workbook, formats: XLSXFormats(workbook))
        do {
            try beginSheet()
        } catch {
            abandon()
            throw error
        }
    }

    deinit {
        abandon()
    }

    /// Adds a row of values.
    package func append(_ row: [ExportCell]) throws {
        try append { $0.row(row) }
    }

    /// Adds labels; the columns are those the book was made with.
    package func append(_ labels: [ListedLabel], _ columns: LabelColumns) throws {
        for label in labels { try append { columns.write(label, into: &$0) } }
    }

    /// Writes what is left, closes the file and says what came of it.
    ///
    /// - Throws: `ExportFault`; the file is gone then.
    package func finish() throws -> Report {
        guard isOpen else { throw ExportFault.closed }
        do {
            try endSheet()
            let sheets = cells.sheets.count
            try writeConditions()
            try writeLegend()
            try describe()
            try cells.settle(in: folder)
            isOpen = false
            // Frees everything, whether it succeeds or not.
            try check(workbook_close(cells.workbook))
            return Report(rows: rows, sheets: sheets, cutCells: cells.cuts)
        } catch {
            abandon()
            unlink(path)
            throw error
        }
    }

    private func append(_ write: (inout XLSXCells) -> Void) throws {
        guard isOpen else { throw ExportFault.closed }
        do {
            if cells.row >= rowsPerSheet {
                try endSheet()
                try beginSheet()
            }
            write(&cells)
            try cells.check(columns: columns.count)
            rows += 1
        } catch {
            abandon()
            throw error
        }
    }

    /// Lets everything go and removes the file, unless the book is finished.
    private func abandon() {
        guard isOpen else { return }
        isOpen = false
        cells.letGo()
        unlink(path)
    }

    private static func make(path: String, folder: [CChar]) -> UnsafeMutablePointer<lxw_workbook>? {
        // The library copies the name of the folder, and never writes to it.
        var folder = folder
        return folder.withUnsafeMutableBufferPointer { folder in
            var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder.baseAddress, use_zip64: 0)
            return workbook_new_opt(path, &options)
        }
    }

    private func beginSheet() throws {
        let number = cells.sheets.count + 1
        try cells.addSheet(number == 1 ? "一覧" : "一覧 (\(number))")
        try cells.present(columns.map(\.displayWidth), conditions, headRows: 2)
        try cells.headRow(columns.map(\.nameJA), isMachine: false)
        try cells.headRow(columns.map(\.name), isMachine: true)
    }

    private func endSheet() throws {
        try cells.filter(columns: columns.count)
    }

    private func writeConditions() throws {
        try cells.addSheet("条件")
        try cells.present([24, 28, 90], conditions, headRows: 1)
        try cells.headRow(["項目", "name", "値 / value"], isMachine: false)
        var lines = conditions.lines
        lines.append(.init("rows", ja: "行数", "\(rows)"))
        if cells.cuts > 0 {
            let value = "\(cells.cuts)（32,767文字を超え、末尾を「…」にして切ったセルの数 / cells cut at 32,767 characters）"
            lines.append(.init("cutCells", ja: "切ったセル", value))
        }
        for line in lines {
            cells.row([.text(line.nameJA), .text(line.name), .text(line.value)])
            try cells.check(columns: 3)
        }
    }

    private func writeLegend() throws {
        try cells.addSheet("凡例")
        try cells.present([28, 24, 28, 9, 60, 60], conditions, headRows: 1)
        try cells.headRow(["列", "name", "Column", "kind", "意味", "Meaning"], isMachine: false)
        for column in columns {
            cells.row(
                [column.nameJA, column.name, column.nameEN, column.kind.rawValue, column.meaningJA, column.meaningEN]
                    .map(ExportCell.text)
            )
            try cells.check(columns: 6)
        }
    }

    /// Author and date of the file; without a date the library would take the clock's.
    private func describe() throws {
        var author = Array(conditions.operatorName.utf8CString)
        let error = author.withUnsafeMutableBufferPointer { author in
            var properties = lxw_doc_properties()
            properties.author = author.baseAddress
            // 0 would be the clock's.
            properties.created = time_t(max(1, conditions.recordedAt.milliseconds / 1000))
            return workbook_set_properties(cells.workbook, &properties)
        }
        try check(error)
    }

    private func check(_ error: lxw_error) throws {
        guard error == LXW_NO_ERROR else { throw ExportFault.workbook(error.rawValue) }
    }
}

extension ExportColumn {
    /// Width in narrow characters: what was asked for, else what the kind needs, and room for the header and its
    /// button.
    fileprivate var displayWidth: Int {
        let kindWidth =
            switch kind {
            case .text: 20
            case .day: 12
            case .integer: 12
            case .flag: 8
            }
        let headWidth = nameJA.unicodeScalars.reduce(3) { $0 + ($1.isASCII ? 1 : 2) }
        return max(width > 0 ? width : kindWidth, min(headWidth, 40))
    }
}
