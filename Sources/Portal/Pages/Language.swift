import Registry

/// The three registers every public page speaks.
package enum Language: String, CaseIterable, Hashable, Sendable {
    case ja
    case en
    /// やさしい日本語, easy Japanese.
    case easy

    /// What `<html lang>` and `Content-Language` say.
    package var tag: String { self == .en ? "en" : "ja" }

    /// The most elements of an `Accept-Language` header that are looked at.
    static let rangeLimit = 32

    /// The language of an answer: `?lang=` wins, then `Accept-Language` (RFC 9110 §12.5.4), then Japanese.
    ///
    /// Readers who name neither Japanese nor English get English. At most 32 ranges of the header are read; a range
    /// that is not well formed is passed over. Returns nil where `query` is not empty and no language of ours.
    package static func choose(query: String?, acceptLanguage: String?) -> Language? {
        if let query, !query.isEmpty { return Language(rawValue: query) }
        guard let acceptLanguage else { return .ja }
        var best: (language: Language, quality: Int)?
        var japanese = false
        var others = false
        for range in acceptLanguage.split(separator: ",", maxSplits: rangeLimit).prefix(rangeLimit) {
            let parts = range.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, let quality = quality(parts.count > 1 ? parts[1] : nil) else { continue }
            let tag = first.trimmingBlanks
            guard quality > 0, !tag.isEmpty, tag.utf8.count <= 35, tag.utf8.allSatisfy({ $0.isTagByte }) else {
                continue
            }
            let language: Language
            switch tag.split(separator: "-").first?.lowercased() {
            case "ja": language = .ja
            case "en": language = .en
            case "*": language = .ja
            default:
                others = true
                continue
            }
            if language == .ja { japanese = true }
            if best.map({ quality > $0.quality }) ?? true { best = (language, quality) }
        }
        if let best { return best.language }
        return others && !japanese ? .en : .ja
    }

    /// The weight in thousandths; nil where it is not well formed. A missing weight is 1.
    private static func quality(_ parameter: Substring?) -> Int? {
        guard let parameter else { return 1000 }
        let text = parameter.trimmingBlanks.lowercased()
        guard text.hasPrefix("q=") else { return nil }
        let digits = Array(text.utf8.dropFirst(2))
        guard let first = digits.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1"), digits.count <= 5,
            digits.count == 1 || digits[1] == UInt8(ascii: ".")
        else { return nil }
        var value = first == UInt8(ascii: "1") ? 1000 : 0
        var scale = 100
        for digit in digits.dropFirst(2) {
            guard (0x30...0x39).contains(digit) else { return nil }
            value += Int(digit - 0x30) * scale
            scale /= 10
        }
        return value > 1000 ? nil : value
    }

    /// One of two wordings; easy Japanese reads the Japanese one.
    func say(_ wording: Wording) -> String { self == .en ? wording.en : wording.ja }
}

extension UInt8 {
    /// A letter, a digit, a hyphen or the asterisk: what a language range is made of (RFC 4647 §2.1).
    fileprivate var isTagByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2A: true
        default: false
        }
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        let blanks: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let first = firstIndex(where: { !blanks($0) }), let last = lastIndex(where: { !blanks($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
