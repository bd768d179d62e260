package import Registry

/// Reads RFC 4180 tables record by record from bytes: commas, tabs or semicolons between cells, CRLF, LF or CR between
/// records, quoted cells with doubled quotes and line breaks.
///
/// Strict where leniency would move cells: a quote inside an unquoted cell, text after a closing quote and a quote that
/// is never closed are refused with row and column. Lines without any byte are passed over, but they count.
package struct DelimitedReader: Sendable {
    /// Largest file, in bytes.
    package static let fileLimit = 256 << 20
    /// Largest cell, in bytes of UTF-8.
    package static let cellLimit = 64 << 10
    /// Most cells in one record.
    package static let columnLimit = 1000

    /// The file as UTF-8 without a byte-order mark; cells point into it.
    let bytes: [UInt8]
    private let delimiter: UInt8
    /// A quote inside an unquoted cell is text: what a spreadsheet program puts on the clipboard has such cells.
    private var takesStrayQuotes = false
    private var at = 0
    private var row = 0

    /// Takes a whole file. Throws `.tooLarge` above `fileLimit`, `.malformed` where the bytes are not text of the
    /// form's encoding; the place is named.
    package init(_ bytes: [UInt8], form: DelimitedForm = DelimitedForm()) throws(Refusal) {
        self.delimiter = form.delimiter.byte
        self.bytes = try DelimitedText.utf8(bytes, form: form)
    }

    /// For bytes already known to be UTF-8, or to find the place where they are not.
    init(unchecked bytes: [UInt8], delimiter: UInt8, takesStrayQuotes: Bool = false) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.takesStrayQuotes = takesStrayQuotes
    }

    /// Reads the next record into `record`; false at the end of the file.
    package mutating func next(_ record: inout DelimitedRecord) throws(Refusal) -> Bool {
        while at < bytes.count {
            let start = at
            row += 1
            record.row = row
            record.cells.removeAll(keepingCapacity: true)
            at = try Self.scan(bytes.span, from: start, delimiter, takesStrayQuotes, into: &record)
            // A blank line is no record of one empty cell; a quoted empty cell is.
            if record.cells.count == 1, record.cells[0].start == start, record.cells[0].byteCount == 0 { continue }
            return true
        }
        return false
    }

    /// Where the next record begins, in bytes.
    var offset: Int { at }

    /// The text of a cell as it stands in the file, doubled quotes made single.
    package func text(_ cell: DelimitedRecord.Cell) -> String {
        guard cell.isEscaped else { return String(decoding: bytes[cell.start..<cell.end], as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(cell.byteCount)
        var at = cell.start
        while at < cell.end {
            plain.append(bytes[at])
            at += bytes[at] == quote ? 2 : 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Scans one record and returns the place after its line end.
    private static func scan(
        _ bytes: borrowing Swift.Span<UInt8>,
        from start: Int,
        _ delimiter: UInt8,
        _ takesStrayQuotes: Bool,
        into record: inout DelimitedRecord
    ) throws(Refusal) -> Int {
        var at = start
        while true {
            var cell = DelimitedRecord.Cell(start: at, end: at, isEscaped: false)
            if at < bytes.count, bytes[at] == quote {
                try closeQuote(bytes, delimiter, &cell, at: &at, record)
            } else {
                while at < bytes.count {
                    let byte = bytes[at]
                    if byte == delimiter || byte == lineFeed || byte == carriageReturn { break }
                    if byte == quote, !takesStrayQuotes { throw Fault.strayQuote.refusal(record) }
                    at += 1
                }
                cell.end = at
            }
            guard cell.byteCount <= cellLimit else { throw Fault.longCell.refusal(record) }
            guard record.cells.count < columnLimit else { throw Fault.manyColumns.refusal(record) }
            record.cells.append(cell)
            guard at < bytes.count else { return at }
            let byte = bytes[at]
            at += 1
            if byte == delimiter { continue }
            if byte == carriageReturn, at < bytes.count, bytes[at] == lineFeed { at += 1 }
            return at
        }
    }

    /// Reads a quoted cell; `at` comes in at its opening quote and leaves at the delimiter, line end or end of file.
    private static func closeQuote(
        _ bytes: borrowing Swift.Span<UInt8>,
        _ delimiter: UInt8,
        _ cell: inout DelimitedRecord.Cell,
        at: inout Int,
        _ record: DelimitedRecord
    ) throws(Refusal) {
        at += 1
        cell.start = at
        while true {
            while at < bytes.count, bytes[at] != quote { at += 1 }
            guard at < bytes.count else { throw Fault.openQuote.refusal(record) }
            guard at + 1 < bytes.count, bytes[at + 1] == quote else { break }
            cell.isEscaped = true
            at += 2
        }
        cell.end = at
        at += 1
        guard at < bytes.count else { return }
        let byte = bytes[at]
        guard byte == delimiter || byte == lineFeed || byte == carriageReturn else {
            throw Fault.textAfterQuote.refusal(record)
        }
    }
}

private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// What can be wrong with a table's form.
private enum Fault {
    case strayQuote
    case textAfterQuote
    case openQuote
    case longCell
    case manyColumns

    /// The refusal for the cell that would come next in `record`.
    func refusal(_ record: DelimitedRecord) -> Refusal {
        let place = "Row \(record.row), column \(record.cells.count + 1)"
        let placeJA = "\(record.row)行\(record.cells.count + 1)列"
        let (en, ja) = sentence
        return Refusal(.malformed, "\(place): \(en)", ja: "\(placeJA)：\(ja)", field: "file", code: "malformedTable")
    }

    private var sentence: (en: String, ja: String) {
        switch self {
        case .strayQuote:
            ("a quote stands inside an unquoted cell", "引用符で囲まれていないセルに引用符があります")
        case .textAfterQuote:
            ("something stands between the closing quote and the next cell", "閉じ引用符の後に余分な文字があります")
        case .openQuote:
            ("the quote opened here is never closed", "ここで開いた引用符が閉じられていません")
        case .longCell:
            ("a cell has at most \(DelimitedReader.cellLimit) bytes", "セルは\(DelimitedReader.cellLimit)バイトまでです")
        case .manyColumns:
            ("a row has at most \(DelimitedReader.columnLimit) cells", "1行は\(DelimitedReader.columnLimit)列までです")
        }
    }
}
