import CXLSXWriter
import Glibc
import Registry

/// How cells look. The workbook owns the formats.
struct XLSXFormats {
    let text: UnsafeMutablePointer<lxw_format>?
    let day: UnsafeMutablePointer<lxw_format>?
    let head: UnsafeMutablePointer<lxw_format>?
    let machineHead: UnsafeMutablePointer<lxw_format>?

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        text = workbook_add_format(workbook)
        day = workbook_add_format(workbook)
        head = workbook_add_format(workbook)
        machineHead = workbook_add_format(workbook)
        // Without it a number in a text cell would become a number when somebody edits the cell.
        format_set_num_format(text, "@")
        format_set_num_format(day, "yyyy-mm-dd")
        format_set_num_format(head, "@")
        format_set_bold(head)
        format_set_bg_color(head, 0xE8EDF2)
        format_set_num_format(machineHead, "@")
        format_set_font_color(machineHead, 0x5A6470)
        format_set_bottom(machineHead, UInt8(LXW_BORDER_THIN.rawValue))
    }

    /// False where memory for them was lacking.
    var areThere: Bool { text != nil && day != nil && head != nil && machineHead != nil }
}

/// Puts cells on the newest sheet of a workbook. A failure is kept until somebody asks by `check`.
struct XLSXCells: CellSink {
    let workbook: UnsafeMutablePointer<lxw_workbook>
    private let formats: XLSXFormats
    private(set) var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
    /// The row that is written next, from 0.
    private(set) var row = 0
    /// Cells that were longer than Excel takes.
    var cuts: Int { text.cuts }

    private var column = 0
    /// Cells of the row that ended last.
    private var ended = 0
    private var failure = LXW_NO_ERROR
    private var text = XLSXText()

    /// Excel counts days from 1899-12-30, truly so from 1900-03-01, to the end of 9999.
    private static let epoch = 25_569
    private static let countedDays = 61...2_958_465
    /// Whole numbers beyond it are not all numbers of Excel.
    private static let mostExact: Int64 = 999_999_999_999_999

    init(workbook: UnsafeMutablePointer<lxw_workbook>, formats: XLSXFormats) {
        self.workbook = workbook
        self.formats = formats
    }

    mutating func beginText() {
        text.clear()
    }

    mutating func piece(_ text: String) {
        self.text.append(text)
    }

    mutating func endText() {
        endText(as: formats.text)
    }

    mutating func day(_ day: Day?) {
        guard let day else { return empty() }
        let serial = Int(day.number) + Self.epoch
        guard Self.countedDays.contains(serial) else { return text(day.text) }
        note(worksheet_write_number(sheets.last, UInt32(row), UInt16(column), Double(serial), formats.day))
    }

    mutating func integer(_ value: Int64) {
        guard value.magnitude <= UInt64(Self.mostExact) else { return text("\(value)") }
        note(worksheet_write_number(sheets.last, UInt32(row), UInt16(column), Double(value), nil))
    }

    mutating func flag(_ value: Bool) {
        note(worksheet_write_boolean(sheets.last, UInt32(row), UInt16(column), value ? 1 : 0, nil))
    }

    mutating func empty() {
        column += 1
    }

    mutating func endRow() {
        ended = column
        column = 0
        row += 1
    }

    /// Tells the first failure since the workbook was made, and whether the row that ended last was whole.
    func check(columns: Int) throws {
        guard failure == LXW_NO_ERROR else { throw ExportFault.workbook(failure.rawValue) }
        guard ended == columns else { throw ExportFault.cells(found: ended, expected: columns) }
    }

    /// Begins the next sheet.
    mutating func addSheet(_ name: String) throws {
        guard formats.areThere, let sheet = workbook_add_worksheet(workbook, name) else {
            throw ExportFault.workbook(LXW_ERROR_MEMORY_MALLOC_FAILED.rawValue)
        }
        // nil where the temporary file could not be made.
        guard sheet.pointee.optimize_tmpfile != nil else {
            throw ExportFault.workbook(LXW_ERROR_CREATING_TMPFILE.rawValue)
        }
        sheets.append(sheet)
        row = 0
        column = 0
    }

    /// Widths, frozen head, and how the sheet is printed: landscape A4, one page wide, the head on every page.
    mutating func present(_ widths: [Int], _ conditions: ConditionSheet, headRows: Int) throws {
        let sheet = sheets.last
        for (column, width) in widths.enumerated() {
            attempt(worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil))
        }
        worksheet_freeze_panes(sheet, UInt32(headRows), headRows > 1 ? 1 : 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        attempt(worksheet_repeat_rows(sheet, 0, UInt32(headRows - 1)))
        attempt(worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"))
        let mark = conditions.watermark.map { "&C&B" + Self.literal($0.text) } ?? ""
        attempt(worksheet_set_header(sheet, "&L&A" + mark + "&R" + conditions.day.text))
        let origin = "r\(conditions.revision) \(conditions.recordedAt.text)"
        attempt(worksheet_set_footer(sheet, "&L" + Self.literal(origin) + "&R&P / &N"))
        guard failure == LXW_NO_ERROR else { throw ExportFault.workbook(failure.rawValue) }
    }

    /// A row of headers.
    mutating func headRow(_ names: [String], isMachine: Bool) throws {
        for name in names {
            text.clear()
            text.append(name)
            endText(as: isMachine ? formats.machineHead : formats.head)
        }
        endRow()
        try check(columns: names.count)
    }

    /// Buttons of a filter in the second header row, over all rows of the sheet so far.
    mutating func filter(columns: Int) throws {
        guard columns > 0 else { return }
        attempt(worksheet_autofilter(sheets.last, 1, 0, UInt32(max(row - 1, 1)), UInt16(columns - 1)))
        guard failure == LXW_NO_ERROR else { throw ExportFault.workbook(failure.rawValue) }
    }

    /// Makes sure before closing that the rows came to the disk and that there is room for the copy the library makes
    /// of them: it does not look at what its own writing says.
    func settle(in folder: [CChar]) throws {
        var size: UInt64 = 0
        for sheet in sheets {
            guard let file = sheet.pointee.optimize_tmpfile else { throw ExportFault.closed }
            guard fflush(file) == 0 else { throw ExportFault.file(errno) }
            guard ferror(file) == 0 else { throw ExportFault.file(EIO) }
            size += UInt64(max(0, ftell(file)))
        }
        var space = statvfs()
        guard statvfs(folder, &space) == 0 else { throw ExportFault.file(errno) }
        // A sheet's rows stand there once more, and once packed.
        guard UInt64(space.f_bavail) * UInt64(space.f_frsize) > size * 2 else { throw ExportFault.file(ENOSPC) }
    }

    /// Ends the workbook without writing it. The library forgets its temporary files then; they are closed here.
    func letGo() {
        for sheet in sheets {
            if let file = sheet.pointee.optimize_tmpfile { fclose(file) }
        }
        lxw_workbook_free(workbook)
    }

    /// Text between the codes of a header or footer.
    private static func literal(_ text: String) -> String { text.replacing("&", with: "&&") }

    private mutating func endText(as format: UnsafeMutablePointer<lxw_format>?) {
        guard !text.isEmpty else { return empty() }
        let (sheet, row, column) = (sheets.last, UInt32(row), UInt16(column))
        note(text.withCString { worksheet_write_string(sheet, row, column, $0, format) })
    }

    private mutating func note(_ error: lxw_error) {
        attempt(error)
        column += 1
    }

    private mutating func attempt(_ error: lxw_error) {
        if failure == LXW_NO_ERROR { failure = error }
    }
}
