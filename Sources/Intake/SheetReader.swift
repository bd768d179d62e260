package import Registry

/// Reads a table that somebody pasted or uploaded: CSV, TSV or .xlsx, told apart by the bytes alone.
package enum SheetReader {
    /// What the sender said about the bytes; never trusted over them.
    package struct Hint: Hashable, Sendable {
        /// Empty where there is none.
        package var fileName: String
        /// As in `Content-Type`; empty where there is none.
        package var mediaType: String

        package init(fileName: String = "", mediaType: String = "") {
            self.fileName = fileName
            self.mediaType = mediaType
        }

        /// Only asked where tabs and commas both stand in the first row.
        var delimiter: DelimitedForm.Delimiter? {
            let name = fileName.lowercased()
            if name.hasSuffix(".csv") || mediaType.lowercased().hasPrefix("text/csv") { return .comma }
            return nil
        }
    }

    /// Reads a whole table.
    ///
    /// Throws `.malformed` with row and column for a broken form, `.tooLarge` beyond the limits, `.unprocessable` for a
    /// file that is no table; each with field `file`.
    package static func read(
        _ bytes: [UInt8],
        hint: Hint = Hint(),
        limits: SheetLimits = SheetLimits()
    ) throws(Refusal) -> Sheet {
        guard bytes.count <= limits.fileBytes else {
            throw SheetFault.tooLarge(
                "A table has at most \(limits.fileBytes >> 20) MiB; this one has \(bytes.count) bytes",
                "表のファイルは\(limits.fileBytes >> 20)MiBまでです（\(bytes.count)バイト）"
            )
        }
        let sheet: Sheet
        if SheetKind.isArchive(bytes) {
            sheet = try WorkbookReader.read(bytes, limits: limits)
        } else {
            try SheetKind.refuseOthers(bytes)
            sheet = try delimited(bytes, hint: hint, limits: limits)
        }
        guard !sheet.rows.isEmpty else {
            throw SheetFault.malformed("The table holds nothing", "表に何も書かれていません")
        }
        return sheet
    }

    private static func delimited(_ bytes: [UInt8], hint: Hint, limits: SheetLimits) throws(Refusal) -> Sheet {
        let (text, encoding) = try DelimitedText.recognised(bytes)
        let delimiter = DelimitedText.delimiter(of: text, hint: hint.delimiter)
        // No text holds a NUL byte, so nothing stands between cells where there is but one a line.
        var reader = DelimitedReader(
            unchecked: text,
            delimiter: delimiter?.byte ?? 0,
            takesStrayQuotes: delimiter == .tab || delimiter == nil
        )
        var record = DelimitedRecord()
        var rows: [Sheet.Row] = []
        var width: Int?
        while try reader.next(&record) {
            let cells = try cells(of: record, reader, limits)
            if let surplus = surplus(cells, beyond: width) {
                throw SheetFault.malformed(
                    "the row goes on beyond the \(width ?? 0) cells of the first row; is a quote missing?",
                    "1行目の\(width ?? 0)列より後にもセルがあります。引用符が抜けていませんか",
                    row: record.row,
                    column: surplus
                )
            }
            width = width ?? cells.count
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            guard rows.count <= limits.rows else { throw SheetFault.manyRows(limits, row: record.row) }
            rows.append(Sheet.Row(line: record.row, cells: cells))
        }
        return Sheet(form: delimiter == .tab ? .tsv : .csv, encoding: encoding, rows: rows)
    }

    private static func cells(
        of record: DelimitedRecord,
        _ reader: DelimitedReader,
        _ limits: SheetLimits
    ) throws(Refusal) -> [String] {
        var cells: [String] = []
        cells.reserveCapacity(min(record.count, limits.columns))
        for (index, cell) in record.cells.enumerated() where cell.byteCount > 0 || index < limits.columns {
            guard index < limits.columns else {
                throw SheetFault.manyColumns(limits, row: record.row, column: index + 1)
            }
            let text = reader.text(cell)
            if cell.byteCount > limits.cellLength, text.unicodeScalars.count > limits.cellLength {
                throw SheetFault.longCell(limits, row: record.row, column: index + 1)
            }
            cells.append(text)
        }
        return cells
    }

    /// The first cell with something in it beyond the first row's, from 1.
    private static func surplus(_ cells: [String], beyond width: Int?) -> Int? {
        guard let width, cells.count > width else { return nil }
        return cells.indices.first { $0 >= width && !cells[$0].isEmpty }.map { $0 + 1 }
    }
}
