/// A table as somebody pasted or uploaded it: rows of text, nothing judged.
///
/// Rows whose cells are all empty are left out and columns that are empty in every row end the table, so the same table
/// reads alike from every form.
package struct Sheet: Hashable, Sendable {
    /// What the bytes were read as.
    package enum Form: String, CaseIterable, Hashable, Sendable {
        /// Commas or semicolons between cells, or one cell a line.
        case csv
        /// Tabs between cells: what a spreadsheet program puts on the clipboard.
        case tsv
        case xlsx
    }

    /// One row with something in it.
    package struct Row: Hashable, Sendable {
        /// Row number as a spreadsheet program shows it: from 1, empty rows and the header counted.
        package var line: Int
        /// As written, `width` of them.
        package var cells: [String]

        package init(line: Int, cells: [String]) {
            self.line = line
            self.cells = cells
        }
    }

    /// Found from the bytes.
    package var form: Form
    /// nil for a workbook.
    package var encoding: DelimitedForm.Encoding?
    /// In order; none is all empty.
    package var rows: [Row]
    /// Cells of every row.
    package var width: Int

    /// Takes rows of any lengths; empty rows go, shorter ones are filled up.
    package init(form: Form, encoding: DelimitedForm.Encoding? = nil, rows: [Row]) {
        self.form = form
        self.encoding = encoding
        var width = 0
        var kept: [Row] = []
        kept.reserveCapacity(rows.count)
        for row in rows {
            guard let last = row.cells.lastIndex(where: { !$0.isEmpty }) else { continue }
            width = max(width, last + 1)
            kept.append(row)
        }
        for index in kept.indices {
            let count = kept[index].cells.count
            if count < width {
                kept[index].cells += Array(repeating: "", count: width - count)
            } else if count > width {
                kept[index].cells.removeLast(count - width)
            }
        }
        self.rows = kept
        self.width = width
    }
}
