/// A manufacturer's name as it is compared in a check: width, case, kana, marks and legal form do not matter.
package enum MakerName {
    /// The key of a name; empty for a name without letters or digits.
    ///
    /// `株式会社アイ・オー・データ機器`, `㈱アイオーデータ機器` and `アイ・オー・データ機器（株）` have one key, and so have
    /// `Example Co., Ltd.`, `EXAMPLE` and `Example, Inc.`. What is nothing but a legal form keeps it.
    package static func key(_ name: String) -> String {
        let plain = name.equalKey
        var scalars = Array(plain.unicodeScalars)
        if scalars.contains(where: { endsForm.contains($0) }) {
            for form in legalForms { replace(form, with: [" "], in: &scalars) }
        }
        if scalars.contains(".") { replace(["k", ".", "k"], with: ["k", "k"], in: &scalars) }
        var words = scalars.split { !isPlain($0) && !isMark($0) }
        while words.count > 1, let last = words.last, last.count <= longestEnding, endings.contains(text(last)) {
            words.removeLast()
        }
        let key = folded(words.joined())
        return key.isEmpty ? folded(plain.unicodeScalars) : key
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private static func replace(
        _ wanted: [Unicode.Scalar],
        with other: [Unicode.Scalar],
        in text: inout [Unicode.Scalar]
    ) {
        guard let first = wanted.first else { return }
        var at = 0
        while at + wanted.count <= text.count {
            if text[at] == first, text[at..<at + wanted.count].elementsEqual(wanted) {
                text.replaceSubrange(at..<at + wanted.count, with: other)
                at += other.count
            } else {
                at += 1
            }
        }
    }

    /// After `equalKey`: ㈱ and （株） are `(株)` there.
    private static let legalForms: [[Unicode.Scalar]] = [
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人", "(株)", "(有)", "(同)",
        "股份有限公司", "有限公司",
    ].map { Array($0.unicodeScalars) }
    /// One of these is in every legal form.
    private static let endsForm: Set<Unicode.Scalar> = ["社", "人", "司", "("]

    private static let endings: Set<String> = [
        "co", "ltd", "limited", "inc", "incorporated", "corp", "corporation", "company", "llc", "llp", "lp", "gmbh",
        "ag", "sa", "sas", "sarl", "bv", "nv", "plc", "kk", "pte", "pty", "srl", "spa", "oy", "ab", "as",
    ]
    private static let longestEnding = endings.map(\.count).max() ?? 0

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x4E00...0x9FFF: return true
        case 0..<0x80: return false
        default: break
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    /// Marks inside a name that part no words.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "・" || scalar == "'" || scalar == "&" || scalar == "-"
    }

    /// Letters and digits alone, hiragana as katakana, without the long-vowel mark.
    private static func folded(_ text: some Sequence<Unicode.Scalar>) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text where isPlain(scalar) && scalar != "ー" {
            let isHiragana = (0x3041...0x3096).contains(scalar.value)
            key.append(isHiragana ? Unicode.Scalar(scalar.value + 0x60) ?? scalar : scalar)
        }
        return String(key)
    }
}

/// Keys of makers' names, each worked out once: a list of one tender names the same makers again and again.
package struct MakerKeys: Sendable {
    private var keys: [String: String] = [:]
    private static let most = 16_384

    /// None yet.
    package init() {}

    /// `MakerName.key`.
    package mutating func key(_ name: String) -> String {
        if name.isEmpty { return "" }
        if let known = keys[name] { return known }
        if keys.count >= Self.most { keys = [:] }
        let key = MakerName.key(name)
        keys[name] = key
        return key
    }

    /// The keys of a registration's maker by its own names (both languages and the reading), and by all it may be
    /// called in a check: also the brands and the corporate number.
    mutating func keys(of answer: LabelAnswer) -> (names: Set<String>, all: Set<String>) {
        let maker = answer.manufacturer
        var names: Set<String> = []
        for name in [maker.nameJA, maker.nameEN, maker.nameKana] { names.insert(key(name)) }
        var all = names
        for name in [answer.product.brand, maker.corporateNumber] + maker.brands { all.insert(key(name)) }
        names.remove("")
        all.remove("")
        return (names, all)
    }
}
