import Registry

/// How a numeric cell is shown, as far as it matters to its text.
enum WorkbookStyle: Hashable {
    case plain
    /// A day; a time of day is passed over.
    case date
    /// At least so many digits, zeros in front: registration numbers and GTINs kept as numbers.
    case digits(Int)
}

/// The styles part: one `WorkbookStyle` for each number that cells name.
struct WorkbookStyles: WorkbookPart {
    private(set) var styles: [WorkbookStyle] = []
    private var formats: [Int: String] = [:]
    private var isInCells = false

    mutating func open(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) { formats[id] = attributes["formatCode"] ?? "" }
        case "cellXfs": isInCells = true
        case "xf" where isInCells:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            styles.append(formats[id].map(Self.style) ?? Self.builtIn(id))
        default: break
        }
    }

    mutating func close(_ name: String) {
        if name == "cellXfs" { isInCells = false }
    }

    func style(_ number: Int) -> WorkbookStyle {
        styles.indices.contains(number) ? styles[number] : .plain
    }

    /// ECMA-376 part 1, 18.8.30, with the Japanese ones; times of day are no dates.
    private static func builtIn(_ id: Int) -> WorkbookStyle {
        switch id {
        case 14...17, 22, 27...31, 34...36, 50...58: .date
        default: .plain
        }
    }

    /// Reads a format code's first section. A year or a day makes a date, and so does a month alone; `m` beside hours,
    /// seconds or digits is a minute or a unit.
    static func style(_ code: String) -> WorkbookStyle {
        let marks = marks(code).lowercased()
        if !marks.isEmpty, marks.allSatisfy({ $0 == "0" }) { return .digits(marks.count) }
        guard marks != "general", !marks.contains(where: { "0#?".contains($0) }) else { return .plain }
        if marks.contains(where: { "yd".contains($0) }) || marks.contains("ge") || marks.hasPrefix("e") { return .date }
        return marks.contains("m") && !marks.contains(where: { "hs".contains($0) }) ? .date : .plain
    }

    /// The code without quoted text, brackets and what is escaped, padded or repeated, up to the first semicolon.
    private static func marks(_ code: String) -> String {
        var kept = ""
        var closing: Character?
        var skipsNext = false
        for character in code {
            if skipsNext {
                skipsNext = false
            } else if let end = closing {
                if character == end { closing = nil }
            } else {
                switch character {
                case "\"": closing = "\""
                case "[": closing = "]"
                case "\\", "_", "*": skipsNext = true
                case ";": return kept
                default: kept.append(character)
                }
            }
        }
        return kept
    }
}

/// The text of a numeric cell.
enum WorkbookNumber {
    static func text(_ written: String, style: WorkbookStyle, from1904: Bool) -> String {
        let plain = plain(written)
        switch style {
        case .plain: return plain
        case .date:
            let whole = plain.prefix { $0 != "." }
            guard let number = Int(whole), let day = DateForm.spreadsheetDay(number, from1904: from1904) else {
                return plain
            }
            return day.text
        case .digits(let count):
            guard plain.utf8.count < count, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return plain }
            return String(repeating: "0", count: count - plain.utf8.count) + plain
        }
    }

    /// The number with all its digits: `4.901234567894E+12` is 4901234567894, `12.0` is 12. By its digits alone, so that
    /// none is rounded. What is no number, or has more than forty places to move, stays as it is written.
    static func plain(_ written: String) -> String {
        let bytes = written.utf8
        if bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return written }
        let parts = written.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard (1...2).contains(parts.count), let mantissa = parts.first,
            let exponent = parts.count == 1 ? 0 : Int(parts[1]), abs(exponent) <= 40
        else { return written }
        let isNegative = mantissa.hasPrefix("-")
        let halves = mantissa.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            !halves[0].isEmpty
        else { return written }
        var digits = Array((halves[0] + (halves.count == 2 ? halves[1] : "")).utf8)
        var point = halves[0].utf8.count + exponent
        if point <= 0 {
            digits.insert(contentsOf: repeatElement(0x30, count: 1 - point), at: 0)
            point = 1
        }
        if point > digits.count { digits += repeatElement(0x30, count: point - digits.count) }
        var fraction = digits[point...]
        while fraction.last == 0x30 { fraction.removeLast() }
        let zeros = digits[..<(point - 1)].prefix { $0 == 0x30 }.count
        let text = String(decoding: digits[zeros..<point], as: UTF8.self)
        let rest = fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self)
        return (isNegative && (text != "0" || !rest.isEmpty) ? "-" : "") + text + rest
    }
}
