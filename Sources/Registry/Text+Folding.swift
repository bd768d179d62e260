import Foundation

/// One place for what counts as the same text: display text is NFC, keys are NFKC closed by NFC (TRAPS §8).
extension String {
    /// Canonical composition; the form in which everything is stored and compared.
    package var nfc: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
    }

    /// NFKC, closed by NFC because Foundation's is not (TRAPS §8): a key, never shown.
    package var compatible: String {
        precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    /// Without blanks (Unicode white space) at both ends.
    package var trimmedBlanks: String {
        // Most text has no blank and no full-width blank at its ends.
        if let first = utf8.first, let last = utf8.last, first > 0x20, first < 0x7F, last > 0x20, last < 0x7F {
            return self
        }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The key under which two spellings are equal: width, case and the hyphen family unified.
    package var equalKey: String {
        let composed: String
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            // Printable ASCII without blanks: nothing to unify but the case.
            return lowercased()
        } else if utf8.allSatisfy({ $0 < 0x80 }) {
            composed = lowercased()
        } else {
            composed = compatible.lowercased().precomposedStringWithCanonicalMapping
        }
        var key = String.UnicodeScalarView()
        for scalar in composed.unicodeScalars {
            if scalar.isHyphen {
                key.append("-")
            } else if !scalar.isUnprintable {
                key.append(scalar)
            }
        }
        return String(key).trimmedBlanks
    }

    /// The key of a near match: the equal key also without blanks, hyphens and long-vowel marks. Only ever a hint.
    package var nearKey: String { equalKey.nearKeyOfEqualKey }

    /// The near key of text that is an equal key already.
    package var nearKeyOfEqualKey: String {
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2D && $0 != 0x5F }) { return self }
        var key = String.UnicodeScalarView()
        for scalar in unicodeScalars
        where scalar != "-" && scalar != "ー" && scalar != "_" && !scalar.isBlank {
            key.append(scalar)
        }
        return String(key)
    }

    /// Display text without control, bidirectional and zero-width characters, NFC, trimmed, blanks folded to one
    /// space; `removed` lists what was taken out, as scalars.
    package var cleaned: (text: String, removed: [Unicode.Scalar]) {
        if utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return (self, []) }
        var removed: [Unicode.Scalar] = []
        var kept = String.UnicodeScalarView()
        var blank = false
        for scalar in nfc.unicodeScalars {
            let category = scalar.isPlain ? nil : scalar.properties.generalCategory
            if category == .format || category == .control && !scalar.isBlank {
                removed.append(scalar)
            } else if scalar.isBlank {
                if category == .control { removed.append(scalar) }
                blank = !kept.isEmpty
            } else {
                if blank { kept.append(" ") }
                blank = false
                kept.append(scalar)
            }
        }
        return (String(kept), removed)
    }
}

extension Unicode.Scalar {
    /// True for most of what is written here, ASCII and the scripts of East Asia, of which nothing is blank, control or
    /// format: its category need not be looked up.
    var isPlain: Bool { 0x21...0x7E ~= value || 0x3001...0xD7FF ~= value }

    /// Hyphens, dashes, the minus sign and their full-width forms; not the long-vowel mark.
    package var isHyphen: Bool {
        switch value {
        case 0x2D, 0x2010...0x2015, 0x2043, 0x2212, 0x301C, 0xFE58, 0xFE63, 0xFF0D: true
        default: false
        }
    }

    /// Unicode's White_Space (PropList.txt), which the standard library looks up slowly.
    package var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Control, format (zero-width, bidirectional), line and paragraph separators, surrogate rests.
    package var isUnprintable: Bool {
        switch value {
        // Printable ASCII, kana and the common ideographs.
        case 0x20..<0x7F, 0x3041...0x3096, 0x3099...0x30FF, 0x4E00...0x9FFF: return false
        default: break
        }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
        default: false
        }
    }

    /// Four or more upper-case hexadecimal digits.
    package var hex: String {
        let digits = String(value, radix: 16, uppercase: true)
        return digits.count >= 4 ? digits : String(repeating: "0", count: 4 - digits.count) + digits
    }
}
