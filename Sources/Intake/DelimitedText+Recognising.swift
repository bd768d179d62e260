import Foundation
import Registry

/// Encoding and delimiter found from the bytes, where nobody said which they are.
extension DelimitedText {
    /// The bytes as UTF-8 without a mark, and the encoding they were in.
    ///
    /// A mark decides; else what is valid UTF-8 is UTF-8, and what is not must be Shift_JIS (code page 932) throughout.
    static func recognised(_ bytes: [UInt8]) throws(Refusal) -> (text: [UInt8], encoding: DelimitedForm.Encoding) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return (try utf16(bytes), .utf16)
        }
        if let nul = bytes.firstIndex(of: 0) {
            throw SheetFault.otherKind(
                "a NUL byte; this is a binary file, or UTF-16 without a byte-order mark",
                "NULバイトがあります。表のファイルではないか、BOMのないUTF-16です",
                row: line(of: nul, in: bytes)
            )
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let plain = hasMark ? Array(bytes[3...]) : bytes
        guard let bad = firstOutsideUTF8(plain) else {
            if plain.contains(0x1B) { throw otherEncoding("ISO-2022-JP") }
            return (plain, .utf8)
        }
        let utf8Line = line(of: bad, in: plain)
        guard !hasMark else { throw neither(utf8Line) }
        if isLikelyEUC(plain) { throw otherEncoding("EUC-JP") }
        if let text = String(bytes: plain, encoding: .shiftJIS) { return (Array(text.utf8), .shiftJIS) }
        // The encoding that holds longer is the one that was meant.
        throw neither(max(utf8Line, lineOutside(.shiftJIS, of: plain) ?? 1))
    }

    /// The byte between cells; nil for one cell a line.
    ///
    /// The first record decides, tabs first; where it has none of them, most of the next fifty must agree, because a
    /// maker's name may hold a comma. `hint` only decides where tabs and commas stand in the first record together.
    static func delimiter(of text: [UInt8], hint: DelimitedForm.Delimiter?) -> DelimitedForm.Delimiter? {
        let records = delimiterCounts(of: text, records: 51)
        guard let first = records.first else { return nil }
        if first[0] > 0, !(hint == .comma && first[1] > 0) { return .tab }
        if first[1] > 0 || first[2] > 0 {
            // Where both stand in it, the one that parts every record alike.
            let alike = (0..<3).map { index in first[index] == 0 ? 0 : records.count { $0[index] == first[index] } }
            return (alike[2], first[2]) > (alike[1], first[1]) ? .semicolon : .comma
        }
        let rest = records.dropFirst()
        let found = candidates.indices.first { index in rest.count { $0[index] > 0 } * 2 > rest.count }
        return found.map { candidates[$0] }
    }

    private static let candidates: [DelimitedForm.Delimiter] = [.tab, .comma, .semicolon]

    /// Tabs, commas and semicolons outside quotes, record by record, empty lines left out.
    private static func delimiterCounts(of text: [UInt8], records: Int) -> [[Int]] {
        var found: [[Int]] = []
        var counts = [0, 0, 0]
        var isQuoted = false
        // Also after a closing quote: a doubled one closes and opens again.
        var mayQuote = true
        var isEmpty = true
        for byte in text {
            if isQuoted {
                if byte == UInt8(ascii: "\"") { (isQuoted, mayQuote) = (false, true) }
                continue
            }
            if byte == 0x0A || byte == 0x0D {
                if !isEmpty { found.append(counts) }
                if found.count == records { return found }
                (counts, mayQuote, isEmpty) = ([0, 0, 0], true, true)
                continue
            }
            isEmpty = false
            let place = candidates.firstIndex { $0.byte == byte }
            if let place { counts[place] += 1 }
            isQuoted = mayQuote && byte == UInt8(ascii: "\"")
            mayQuote = place != nil
        }
        if !isEmpty { found.append(counts) }
        return found
    }

    private static func firstOutsideUTF8(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// EUC-JP reads as Shift_JIS without an error, as half-width kana. Text in Shift_JIS nearly always has a byte of
    /// 0x80…0x9F; EUC-JP never has, and its other high bytes come in pairs.
    private static func isLikelyEUC(_ bytes: [UInt8]) -> Bool {
        var run = 0
        var hasHigh = false
        for byte in bytes {
            switch byte {
            case 0x80...0xA0, 0xFF: return false
            case 0xA1...0xFE:
                run += 1
                hasHigh = hasHigh || byte >= 0xE0
            default:
                if run % 2 != 0 { return false }
                run = 0
            }
        }
        return hasHigh && run % 2 == 0
    }

    /// Rows as they are counted before quotes are looked at.
    private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        var line = 1
        for at in 0..<offset {
            let endsLine = bytes[at] == 0x0A || bytes[at] == 0x0D && (at + 1 == bytes.count || bytes[at + 1] != 0x0A)
            if endsLine { line += 1 }
        }
        return line
    }

    private static func neither(_ row: Int) -> Refusal {
        SheetFault.malformed(
            "bytes that are neither UTF-8 nor Shift_JIS; save the table as CSV in UTF-8",
            "UTF-8でもShift_JISでもないバイトがあります。UTF-8のCSVで保存してください",
            row: row
        )
    }

    private static func otherEncoding(_ name: String) -> Refusal {
        SheetFault.otherKind(
            "This looks like text in \(name); save it as CSV in UTF-8",
            "\(name)の文字のようです。UTF-8のCSVで保存してください"
        )
    }
}
