package import Registry

/// Models of one application as somebody typed, pasted or uploaded them: model, and where stated GTIN and versions.
package struct ModelList: Equatable, Sendable {
    /// What is wrong with one line; the others are read all the same.
    package struct Fault: Equatable, Sendable {
        /// Counted from 1 as the table's rows are.
        package var line: Int
        /// What stands there.
        package var text: String
        /// Why it cannot be taken.
        package var refusal: Refusal
    }

    /// In the order of the lines.
    package var models: [CoveredModel] = []
    /// In the order of the lines.
    package var faults: [Fault] = []

    private enum Column {
        case model
        case gtin
        case versions
        case other
    }

    /// Reads a table: by its header where it has one, else model, GTIN and versions in this order.
    ///
    /// - Throws: what `SheetReader` refuses a table with, and `tooLarge` beyond the bound on models.
    package init(_ bytes: [UInt8], hint: SheetReader.Hint = .init()) throws(Refusal) {
        var limits = SheetLimits()
        limits.fileBytes = 4 << 20
        limits.rows = ApplicationDraft.maximumModels
        limits.columns = 20
        limits.entryBytes = 16 << 20
        limits.archiveBytes = 24 << 20
        limits.sharedStrings = 50_000
        try self.init(try SheetReader.read(bytes, hint: hint, limits: limits).rows)
    }

    /// Reads lines that somebody typed: each has its own commas, or its own tabs; model, GTIN and versions in this order
    /// unless the first line names them.
    package init(typed text: String) throws(Refusal) {
        var rows: [Sheet.Row] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            guard rows.count <= ApplicationDraft.maximumModels else { break }
            let cells = line.split(separator: line.contains("\t") ? "\t" : ",", omittingEmptySubsequences: false)
            rows.append(Sheet.Row(line: index + 1, cells: cells.map { String($0).trimmedBlanks }))
        }
        try self.init(rows)
    }

    private init(_ all: [Sheet.Row]) throws(Refusal) {
        var columns: [Column] = [.model, .gtin, .versions]
        var rows = all[...]
        if let first = all.first, let header = Self.header(first.cells) {
            columns = header
            rows = rows.dropFirst()
        }
        guard rows.count <= ApplicationDraft.maximumModels else {
            throw Refusal(
                .tooLarge,
                "An application names at most \(ApplicationDraft.maximumModels) models",
                ja: "型番は\(ApplicationDraft.maximumModels)件までです",
                field: "models",
                code: "tooManyModels"
            )
        }
        var seen: [String: Int] = [:]
        for row in rows {
            do throws(Refusal) {
                let model = try Self.model(row.cells, columns)
                if let line = seen[model.number.exact] {
                    throw Refusal(
                        .unprocessable,
                        "The same model stands in line \(line)",
                        ja: "\(line)行目と同じ型番です",
                        field: "models",
                        code: "duplicateModel"
                    )
                }
                seen[model.number.exact] = row.line
                models.append(model)
            } catch {
                faults.append(
                    Fault(line: row.line, text: String(row.cells.joined(separator: " ").prefix(80)), refusal: error)
                )
            }
        }
    }

    /// The columns of a header; nil where the row is none.
    private static func header(_ cells: [String]) -> [Column]? {
        let columns = cells.map { cell -> Column in
            switch CheckColumnWords.meaning(cell) {
            case .field(.model): .model
            case .field(.gtin): .gtin
            default: ["versions", "version", "バージョン", "版", "対象バージョン"].contains(cell.equalKey) ? .versions : .other
            }
        }
        return columns.contains(.model) ? columns : nil
    }

    private static func model(_ cells: [String], _ columns: [Column]) throws(Refusal) -> CoveredModel {
        var (number, gtin, versions) = ("", "", "")
        for (index, cell) in cells.enumerated() where index < columns.count {
            switch columns[index] {
            case .model: number = cell
            case .gtin: gtin = cell.trimmedBlanks
            case .versions: versions = cell.cleaned.text
            case .other: continue
            }
        }
        let model = try ModelNumber(number)
        if !gtin.isEmpty { gtin = try GTIN(gtin).text }
        guard versions.unicodeScalars.count <= 200 else {
            throw Refusal(
                .malformed,
                "The versions are too long",
                ja: "バージョンは200文字までです",
                field: "models",
                code: "tooLong"
            )
        }
        return CoveredModel(number: model, gtin: gtin, versions: versions)
    }
}
