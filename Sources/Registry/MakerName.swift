/// A manufacturer's name as it is compared in a check: width, case, kana, marks and legal form do not matter.
package enum MakerName {
    /// The key of a name; empty for a name without letters or digits.
    ///
    /// `株式会社アイ・オー・データ機器`, `㈱アイオーデータ機器` and `アイ・オー・データ機器（株）` have one key, and so have
    /// `Example Co., Ltd.`, `EXAMPLE` and `Example, Inc.`. What is nothing but a legal form keeps it.
    package static func key(_ name: String) -> String {
        var text = name.equalKey
        for form in legalForms where text.contains(form) { text = text.replacing(form, with: " ") }
        text = text.replacing("k.k", with: "kk")
        var words = text.unicodeScalars.split { !isPlain($0) && !isMark($0) }.map(String.init)
        while words.count > 1, let last = words.last, endings.contains(last) { words.removeLast() }
        let key = folded(words.joined())
        return key.isEmpty ? folded(name.equalKey) : key
    }

    /// After `equalKey`: ㈱ and （株） are `(株)` there.
    private static let legalForms = [
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人", "(株)", "(有)", "(同)",
        "股份有限公司", "有限公司",
    ]

    private static let endings: Set<String> = [
        "co", "ltd", "limited", "inc", "incorporated", "corp", "corporation", "company", "llc", "llp", "lp", "gmbh",
        "ag", "sa", "sas", "sarl", "bv", "nv", "plc", "kk", "pte", "pty", "srl", "spa", "oy", "ab", "as",
    ]

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
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
    private static func folded(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isPlain(scalar) && scalar != "ー" {
            let isHiragana = (0x3041...0x3096).contains(scalar.value)
            key.append(isHiragana ? Unicode.Scalar(scalar.value + 0x60) ?? scalar : scalar)
        }
        return String(key)
    }
}

extension LabelAnswer {
    /// The keys of the maker's own names: both languages and the reading.
    var makerNameKeys: Set<String> {
        Self.keys([manufacturer.nameJA, manufacturer.nameEN, manufacturer.nameKana])
    }

    /// The keys a maker may be called by in a check: its names, the brands, the corporate number.
    package var makerKeys: Set<String> {
        makerNameKeys.union(Self.keys([product.brand, manufacturer.corporateNumber] + manufacturer.brands))
    }

    private static func keys(_ names: [String]) -> Set<String> {
        Set(names.map { MakerName.key($0) }.filter { !$0.isEmpty })
    }
}
