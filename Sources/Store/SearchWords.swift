import Foundation
import Registry

/// Text as words that both engines' full-text indexes cut alike (DESIGN §6): folded, cut into runs of letters and
/// digits, each run into bigrams, each bigram an ASCII word `x<hex>z<hex>z`.
///
/// A document's run ends with its last character alone, so that every character begins some word; `xz` stands between
/// runs, so that no phrase reaches across.
enum SearchWords {
    /// A document is told in lines of about so many words: what an index keeps in one piece is limited.
    private static let lineLength = 100

    /// The words of a document, in lines that end between runs.
    static func document(_ texts: [String]) -> String {
        var words: [UInt8] = []
        words.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count } * 8)
        var inLine = 0
        for text in texts {
            for run in runs(in: text) {
                if !words.isEmpty {
                    words.append(contentsOf: separator)
                    words.append(inLine >= lineLength ? lineEnd : blank)
                    if inLine >= lineLength { inLine = 0 }
                }
                for index in run.indices {
                    if index > 0 { words.append(blank) }
                    append(run[index], after: true, to: &words)
                    if index + 1 < run.count { append(run[index + 1], after: false, to: &words) }
                }
                inLine += run.count
            }
        }
        return String(decoding: words, as: UTF8.self)
    }

    /// A question that every run of the query must meet, or a word of the same meaning; nil where the query holds no
    /// letter and no digit.
    static func question(
        _ text: String,
        _ groups: [SearchLexicon.Group] = [],
        _ form: Dialect.QuestionForm
    ) -> String? {
        let clauses = clauses(text, groups)
        return clauses.isEmpty ? nil : question(clauses, form)
    }

    /// The same for clauses, of which there is one or more.
    static func question(_ clauses: [[SearchPiece]], _ form: Dialect.QuestionForm) -> String {
        let parts = clauses.map { pieces in
            switch form {
            case .phrases:
                let phrases = pieces.map { "\"\(words(asked: $0).joined(separator: " "))\"" + ($0.isPrefix ? "*" : "") }
                return phrases.count == 1 ? phrases[0] : "(" + phrases.joined(separator: " OR ") + ")"
            case .tsquery:
                return pieces.map { words(asked: $0).joined(separator: " <-> ") + ($0.isPrefix ? ":*" : "") }
                    .joined(separator: " | ")
            }
        }
        return parts.joined(separator: form == .phrases ? " AND " : "\n")
    }

    /// What a document must hold: of each clause one piece.
    static func clauses(_ text: String, _ groups: [SearchLexicon.Group]) -> [[SearchPiece]] {
        SearchReading(Array(runs(in: text).prefix(16)), groups).clauses
    }

    /// The bigrams of a run; of a single character the beginning of a word. An end has its last character alone too.
    private static func words(asked piece: SearchPiece) -> [String] {
        let run = piece.run
        return (0..<(piece.isEnd ? run.count : max(1, run.count - 1))).map { index in
            var word: [UInt8] = []
            append(run[index], after: true, to: &word)
            if index + 1 < run.count { append(run[index + 1], after: false, to: &word) }
            return String(decoding: word, as: UTF8.self)
        }
    }

    private static let blank = UInt8(ascii: " ")
    private static let lineEnd = UInt8(ascii: "\n")
    private static let separator = Array(" xz".utf8)
    private static let hexDigits = Array("0123456789abcdef".utf8)

    private static func append(_ scalar: UInt32, after start: Bool, to words: inout [UInt8]) {
        if start { words.append(UInt8(ascii: "x")) }
        var shift: UInt32 = scalar > 0xFFFF ? 20 : (scalar > 0xFF ? 12 : 4)
        while true {
            words.append(hexDigits[Int(scalar >> shift & 15)])
            if shift == 0 { break }
            shift -= 4
        }
        words.append(UInt8(ascii: "z"))
    }

    /// Folded runs: NFC of NFKC, lower case, kana to katakana, everything but letters, marks and digits a border; the
    /// long-vowel mark at a run's end is dropped, since people write it or not.
    static func runs(in text: String) -> [[UInt32]] {
        var runs: [[UInt32]] = []
        var run: [UInt32] = []
        func close() {
            while run.last == 0x30FC, run.count > 1 { run.removeLast() }
            if !run.isEmpty { runs.append(run) }
            run.removeAll(keepingCapacity: true)
        }
        for scalar in folded(text).unicodeScalars {
            if scalar.value < 0x80 ? isASCIIWord(scalar) : isWord(scalar) {
                run.append(katakana(scalar.value))
            } else if scalar.value < 0x80 || scalar.properties.generalCategory != .format {
                close()
            }
        }
        close()
        return runs
    }

    private static func folded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
        return text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping.lowercased()
    }

    private static func isASCIIWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .spacingMark:
            true
        default: false
        }
    }

    private static func katakana(_ value: UInt32) -> UInt32 {
        (0x3041...0x3096).contains(value) ? value + 0x60 : value
    }
}

extension SearchPiece {
    /// One character: the beginning of a word, whatever follows it.
    fileprivate var isPrefix: Bool { run.count == 1 && !isEnd }
}

extension Registration {
    /// What a label is found by: number, names, brands and models as they are now.
    var searchTexts: [String] {
        var texts = [number.text]
        for holder in holders where holder.span.to == .far {
            texts += [holder.value.nameJA, holder.value.nameEN, holder.value.nameKana] + holder.value.brands
        }
        // What is not public yet must not be findable either.
        guard !isProvisional else { return texts }
        for product in products where product.span.to == .far {
            texts += [product.value.nameJA, product.value.nameEN, product.value.brand]
        }
        texts += models.filter { $0.span.to == .far }.map(\.number.exact)
        return texts
    }
}
