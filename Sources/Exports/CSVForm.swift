/// The two dresses of a CSV file. Both are RFC 4180: UTF-8, comma, CRLF after every row, one header row, one table and
/// no captions.
package enum CSVForm: String, CaseIterable, Hashable, Sendable {
    /// For machines: machine names, no byte-order mark, every cell as it is.
    case plain
    /// For a double click: byte-order mark, Japanese headers, and a text cell that a spreadsheet would take for a
    /// formula, a number, a day or a time is guarded by an apostrophe before it.
    ///
    /// The apostrophe stays visible, and that is its point: the cell is text and not one of its characters is lost.
    /// The usual `="0123"` would be a formula, which is what the guard is there to keep out; a hidden tab would be
    /// copied along unseen. A cell that begins with an apostrophe of its own gets another, so taking one away from
    /// every cell that begins with one gives the text back. Who wants clean cells takes the XLSX.
    case excel
}

extension CSVForm {
    /// What a file begins with: the byte-order mark where the form has one, and the header row.
    package func appendHead(_ columns: [ExportColumn], to buffer: inout [UInt8]) {
        if self == .excel { buffer += [0xEF, 0xBB, 0xBF] }
        write(to: &buffer) { cells in
            for column in columns { cells.text(self == .excel ? column.nameJA : column.name) }
            cells.endRow()
        }
    }

    /// Adds one row to the caller's bytes.
    package func append(_ row: [ExportCell], to buffer: inout [UInt8]) {
        write(to: &buffer) { $0.row(row) }
    }

    /// Lends the caller's bytes to a writer of cells, without copying them.
    package func write(to buffer: inout [UInt8], _ body: (inout CSVCells) -> Void) {
        var taken: [UInt8] = []
        swap(&taken, &buffer)
        // The writer must be the only owner, or its first byte would copy the whole buffer.
        var cells = CSVCells(self, bytes: consume taken)
        body(&cells)
        buffer = cells.bytes
    }
}
