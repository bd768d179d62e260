import Registry

/// A sheet part: its cells as text, each at its place.
struct WorkbookSheet: WorkbookPart {
    let strings: [String]
    let styles: WorkbookStyles
    let from1904: Bool
    let limits: SheetLimits
    private(set) var rows: [Sheet.Row] = []

    private var isInData = false
    private var line = 0
    private var cells: [String] = []
    /// Of the cell in hand, from 1.
    private var column = 0
    private var type = ""
    private var style = 0
    private var text = WorkbookText()
    private var isInValue = false
    private var hasValue = false
    private var hasFormula = false

    init(strings: [String], styles: WorkbookStyles, from1904: Bool, limits: SheetLimits) {
        self.strings = strings
        self.styles = styles
        self.from1904 = from1904
        self.limits = limits
    }

    var takesText: Bool { isInValue || text.isOpen }

    mutating func take(_ piece: String) { text.value += piece }

    mutating func open(_ name: String, _ attributes: [String: String]) throws(Refusal) {
        guard isInData else {
            if name == "sheetData" { isInData = true }
            return
        }
        switch name {
        case "row": try openRow(attributes)
        case "c": try openCell(attributes)
        case "v": (isInValue, hasValue) = (true, true)
        case "f": hasFormula = true
        default: text.open(name)
        }
    }

    mutating func close(_ name: String) throws(Refusal) {
        guard isInData else { return }
        switch name {
        case "sheetData": isInData = false
        case "v": isInValue = false
        case "c": try closeCell()
        case "row": try closeRow()
        default: text.close(name)
        }
    }

    private mutating func openRow(_ attributes: [String: String]) throws(Refusal) {
        let number = attributes["r"].map { Int($0) } ?? line + 1
        guard let number, number > line, number <= 1_048_576 else {
            throw SheetFault.malformed("the rows of the workbook are not in order", "行の並びが壊れています", row: line + 1)
        }
        line = number
        cells.removeAll(keepingCapacity: true)
        column = 0
    }

    private mutating func openCell(_ attributes: [String: String]) throws(Refusal) {
        let place = attributes["r"].map(Self.column) ?? column + 1
        guard let place, place > column else {
            throw SheetFault.malformed("the cells of the row are not in order", "セルの並びが壊れています", row: line)
        }
        column = place
        type = attributes["t"] ?? "n"
        style = attributes["s"].flatMap { Int($0) } ?? 0
        text = WorkbookText()
        (hasValue, hasFormula) = (false, false)
    }

    private mutating func closeCell() throws(Refusal) {
        let value = try cellText()
        guard !value.isEmpty else { return }
        guard column <= limits.columns else { throw SheetFault.manyColumns(limits, row: line, column: column) }
        if value.utf8.count > limits.cellLength, value.unicodeScalars.count > limits.cellLength {
            throw SheetFault.longCell(limits, row: line, column: column)
        }
        while cells.count < column - 1 { cells.append("") }
        cells.append(value)
    }

    private mutating func closeRow() throws(Refusal) {
        guard !cells.isEmpty else { return }
        guard rows.count <= limits.rows else { throw SheetFault.manyRows(limits, row: line) }
        rows.append(Sheet.Row(line: line, cells: cells))
    }

    /// By the cell's type (ECMA-376 part 1, 18.18.11).
    private func cellText() throws(Refusal) -> String {
        if hasFormula, !hasValue {
            throw SheetFault.otherKind(
                "the formula has no stored result; open the workbook in a spreadsheet program and save it",
                "計算式の結果が保存されていません。表計算ソフトで開いて保存し直してください",
                row: line,
                column: column
            )
        }
        switch type {
        case "s":
            guard hasValue else { return "" }
            guard let index = Int(text.value), strings.indices.contains(index) else {
                throw SheetFault.malformed(
                    "the cell names a string that is not there",
                    "存在しない文字列を指しています",
                    row: line,
                    column: column
                )
            }
            return strings[index]
        case "b": return text.value == "1" ? "TRUE" : text.value == "0" ? "FALSE" : text.value
        case "n": return WorkbookNumber.text(text.value, style: styles.style(style), from1904: from1904)
        case "d": return String(text.value.prefix { $0 != "T" })
        // `e` says its own word; `inlineStr` and `str` are text.
        default: return text.plain
        }
    }

    /// `C5` is column 3; nil for what is no reference.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (0x41...0x5A).contains(byte), column < 16_384 else {
                return (0x30...0x39).contains(byte) && column > 0 ? column : nil
            }
            column = column * 26 + Int(byte - 0x40)
        }
        return nil
    }
}
