import Registry

/// The cells of the row in hand as clean text. Lists repeat themselves from row to row, so each column remembers its
/// last plain text: fewer strings, and equal ones share their storage.
struct ListCells {
    private struct Memo {
        var start: Int
        var end: Int
        var text: String
    }

    private var reader: DelimitedReader
    private var record = DelimitedRecord()
    private var memos: [Memo?] = []

    init(_ reader: DelimitedReader) {
        self.reader = reader
    }

    /// Row in the file, the first record is 1.
    var row: Int { record.row }
    var count: Int { record.count }

    /// Steps to the next row; false at the end.
    mutating func advance() throws(Refusal) -> Bool {
        guard try reader.next(&record) else { return false }
        if memos.count < record.count { memos += Array(repeating: nil, count: record.count - memos.count) }
        return true
    }

    /// A cell's text; `exact` keeps inner blanks as they stand.
    mutating func text(_ column: Int, exact: Bool = false) -> ListText {
        let cell = record.cells[column]
        guard cell.byteCount > 0 else { return ListText(text: "") }
        if let memo = memos[column], isSame(cell, memo) { return ListText(text: memo.text, isPlain: true) }
        let text = reader.text(cell)
        guard ListText.isPlain(reader.bytes.span, cell.start, cell.end) else {
            return exact ? ListText.exact(text) : ListText.display(text)
        }
        memos[column] = Memo(start: cell.start, end: cell.end, text: text)
        return ListText(text: text, isPlain: true)
    }

    private func isSame(_ cell: DelimitedRecord.Cell, _ memo: Memo) -> Bool {
        guard cell.byteCount == memo.end - memo.start else { return false }
        let bytes = reader.bytes.span
        for place in 0..<cell.byteCount where bytes[cell.start + place] != bytes[memo.start + place] { return false }
        return true
    }
}
