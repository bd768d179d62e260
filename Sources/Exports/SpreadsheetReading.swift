/// What a spreadsheet makes of a text cell of a CSV file when somebody opens it by a double click.
enum SpreadsheetReading {
    /// True where the cell would run as a formula, or would be shown as another number, day or time than its text, or
    /// begins with the very apostrophe that guards such cells.
    ///
    /// Formulas: a cell whose first character is `=`, `+`, `-`, `@`, a tab, a carriage return, or a full-width `＝`,
    /// `＋`, `－`, `＠`, also after blanks. Numbers: see `NumberLook`.
    static func changes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        while at < cell.count {
            switch cell[at] {
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: return true
            case UInt8(ascii: "'"): return at == 0 || looksLikeNumber(cell)
            case 0x20, 0x0A: at += 1
            case 0xC2 where at + 1 < cell.count && cell[at + 1] == 0xA0: at += 2
            // U+3000, the blank of a Japanese keyboard; U+200B and U+FEFF, which nobody sees.
            case 0xE3 where follows(cell, at, 0x80, 0x80), 0xE2 where follows(cell, at, 0x80, 0x8B),
                0xEF where follows(cell, at, 0xBB, 0xBF):
                at += 3
            // U+FF0B, U+FF0D, U+FF1D, U+FF20.
            case 0xEF where follows(cell, at, 0xBC, 0x8B) || follows(cell, at, 0xBC, 0x8D),
                0xEF where follows(cell, at, 0xBC, 0x9D) || follows(cell, at, 0xBC, 0xA0):
                return true
            default: return looksLikeNumber(cell)
            }
        }
        return false
    }

    private static func follows(_ cell: UnsafeBufferPointer<UInt8>, _ at: Int, _ second: UInt8, _ third: UInt8) -> Bool
    {
        at + 2 < cell.count && cell[at + 1] == second && cell[at + 2] == third
    }

    private static func looksLikeNumber(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        // Most cells hold no digit at all; those of full-width digits begin with 0xEF.
        guard cell.contains(where: { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0xEF }) else { return false }
        var look = NumberLook()
        var decoder = UTF8()
        var bytes = cell.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&bytes) {
            guard look.take(scalar) else { return false }
        }
        return look.isChanged
    }
}

/// Whether a text reads as a number, an amount, a day (also by an era or an English month) or a time, and would come
/// out otherwise than it went in: `0012`, `4901234567894`, `1E10`, `3-4`, `MAR1`, `R8.4.1`, `１２`.
///
/// A whole number of at most eleven digits without a leading zero comes out as it went in. Where the answer is not sure
/// a guard too many is the smaller harm.
struct NumberLook {
    private static let halves: Set<String> = ["a", "p", "am", "pm"]
    private static let months: Set<String> = [
        "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun",
        "june", "jul", "july", "aug", "august", "sep", "sept", "september", "oct", "october", "nov", "november", "dec",
        "december",
    ]
    private static let eras: Set<String> = ["m", "t", "s", "h", "r"]

    /// What stands between digits in numbers, amounts, days and times, blanks among it.
    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", ",", "-", "/", ":", "+", "(", ")", "%", "¥", "￥", "$", " ", "'", "\u{A0}", "\u{3000}": true
        case "年", "月", "日", "時", "分", "秒", "明", "治", "大", "正", "昭", "和", "平", "成", "令", "元", "午", "前", "後":
            true
        default: false
        }
    }

    private var digits = 0
    private var isPlain = true
    private var startsWithZero = false
    private var separators = 0
    private var word = ""
    private var startsWord = false
    private var isEra = false
    private var isFirst = true
    /// The character before this one, or before the open word, was a blank.
    private var isAfterBlank = false
    private var hasColon = false

    /// Takes the next character; false as soon as the text is surely none of it.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
        let folded = isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        if isFullWidth { isPlain = false }
        defer { isFirst = false }
        switch folded {
        case "0"..."9":
            guard endWord() else { return false }
            if digits == 0 { startsWithZero = folded == "0" }
            digits += 1
            isAfterBlank = false
            return true
        case "a"..."z", "A"..."Z":
            isPlain = false
            startsWord = startsWord || isFirst
            word.unicodeScalars.append(Unicode.Scalar(folded.value | 0x20) ?? folded)
            return word.utf8.count <= 9
        default:
            isPlain = false
            guard endWord() else { return false }
            isAfterBlank = folded == " " || folded == "\u{3000}" || folded == "\u{A0}"
            hasColon = hasColon || folded == ":"
            if folded == "." || folded == "/" || folded == "-" { separators += 1 }
            return Self.isSign(folded)
        }
    }

    /// Asked once, after the last character.
    var isChanged: Bool {
        guard digits > 0, word.isEmpty || Self.months.contains(word) || isHalf else { return false }
        // An era's letter makes a day only with year, month and day.
        if isEra, separators < 2 { return false }
        return !isPlain || digits > 11 || (startsWithZero && digits > 1)
    }

    /// `PM` and the like, behind a time.
    private var isHalf: Bool { digits > 0 && (isAfterBlank || hasColon) && Self.halves.contains(word) }

    /// Whether the letters up to here are a word that stands in numbers, days or times.
    private mutating func endWord() -> Bool {
        guard !word.isEmpty else { return true }
        defer { word = "" }
        if startsWord, digits == 0, Self.eras.contains(word) {
            isEra = true
            return true
        }
        // `E` stands behind digits alone.
        if word == "e" { return digits > 0 && !isAfterBlank }
        return Self.months.contains(word) || isHalf
    }
}
