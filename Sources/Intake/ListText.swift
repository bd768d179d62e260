import Registry

/// The text of a cell as the registry takes it, and what was taken out of it.
struct ListText {
    var text: String
    /// Control and format characters that were removed.
    var removed: [Unicode.Scalar] = []
    /// The bytes were plain (`isPlain(_:_:_:)`): NFC, trimmed, nothing invisible, so no later check can refuse them.
    var isPlain = false

    /// Display text: invisible characters out, blanks folded, NFC.
    static func display(_ text: String) -> ListText {
        let (kept, removed) = text.cleaned
        return ListText(text: kept, removed: removed)
    }

    /// Exact text, for numbers and models: invisible characters out, ends trimmed, inner blanks as they stand. A
    /// control character that is white space becomes one blank, so that two models never run together.
    static func exact(_ text: String) -> ListText {
        var kept = String.UnicodeScalarView()
        var removed: [Unicode.Scalar] = []
        for scalar in text.nfc.trimmed(of: " ").unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                removed.append(scalar)
                if scalar.properties.isWhitespace { kept.append(" ") }
            case .format: removed.append(scalar)
            default: kept.append(scalar)
            }
        }
        return ListText(text: String(kept).trimmedBlanks, removed: removed)
    }

    /// True for UTF-8 that both forms above leave as it is: no control or format character, no blank at an end or
    /// beside another, and only scalars that NFC never changes when they stand with one another.
    ///
    /// Nearly every cell is plain, and this costs a look at its bytes instead of one at each character's properties.
    static func isPlain(_ bytes: borrowing Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        var isAfterBlank = true
        while at < end {
            let byte = bytes[at]
            if byte < 0x80 {
                let isBlank = byte == 0x20
                guard byte >= 0x20, byte != 0x7F, !(isBlank && isAfterBlank) else { return false }
                isAfterBlank = isBlank
                at += 1
                continue
            }
            guard let length = plainLength(bytes, at, end) else { return false }
            isAfterBlank = false
            at += length
        }
        return start == end || !isAfterBlank
    }

    /// Bytes of the scalar at `at` where it is kana, an ideograph of the main block, full-width, or a plain mark of
    /// Japanese text; nil for all others.
    private static func plainLength(_ bytes: borrowing Swift.Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
        guard at + 2 < end, bytes[at] >= 0xE3, bytes[at] <= 0xEF else { return nil }
        let value =
            UInt32(bytes[at] & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
        switch value {
        case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FA5, 0xFF01...0xFF5E: return 3
        default: return nil
        }
    }
}

extension String {
    /// Without `scalar` at both ends.
    fileprivate func trimmed(of scalar: Unicode.Scalar) -> String {
        guard let first = unicodeScalars.firstIndex(where: { $0 != scalar }),
            let last = unicodeScalars.lastIndex(where: { $0 != scalar })
        else { return "" }
        return String(unicodeScalars[first...last])
    }
}
