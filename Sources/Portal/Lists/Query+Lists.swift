import Registry

/// How the parameters of lists are read.
extension Query {
    /// The value of a parameter; nil also where it is empty.
    func stated(_ name: String) throws(Refusal) -> String? {
        guard let value = try value(name)?.trimmedBlanks, !value.isEmpty else { return nil }
        return value
    }

    /// Words of a closed vocabulary, given repeatedly or with commas.
    func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(
        _ name: String
    ) throws(Refusal) -> Set<Word> {
        var words: Set<Word> = []
        for text in values(name) {
            guard let word = Word(rawValue: text) else {
                throw Query.unknown(name, text, Word.allCases.map(\.rawValue))
            }
            words.insert(word)
        }
        return words
    }

    /// Codes of the scheme data; `none` is what has none.
    func codes(_ name: String, known: [String]) throws(Refusal) -> Set<String> {
        var codes: Set<String> = []
        for text in values(name) {
            guard text == "none" || known.contains(text) else { throw Query.unknown(name, text, known + ["none"]) }
            codes.insert(text == "none" ? "" : text)
        }
        return codes
    }

    /// ISO 3166-1 alpha-2, any letter case; `none` is what has none.
    func countries(_ name: String) throws(Refusal) -> Set<String> {
        var codes: Set<String> = []
        for text in values(name) {
            let code = text.uppercased()
            guard text == "none" || code.utf8.count == 2 && code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                throw Refusal(
                    .malformed,
                    "\(name) is a country's two letters, such as JP; \"\(text.prefix(40))\" is not",
                    ja: "\(name) は JP のような二文字の国コードです",
                    field: name,
                    code: "malformedCountry"
                )
            }
            codes.insert(text == "none" ? "" : code)
        }
        return codes
    }

    func number(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int? {
        guard let text = try stated(name) else { return nil }
        guard text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
            range.contains(number)
        else {
            throw Refusal(
                .malformed,
                "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound)",
                ja: "\(name) は\(range.lowerBound)から\(range.upperBound)までの整数です",
                field: name,
                code: "malformedNumberParameter"
            )
        }
        return number
    }

    /// A day as people write it.
    func writtenDay(_ name: String) throws(Refusal) -> Day? {
        guard let text = try stated(name) else { return nil }
        do {
            return try WrittenDay.parse(text)
        } catch {
            var refusal = error
            refusal.field = name
            throw refusal
        }
    }

    /// Up to three keys with commas, `-` before a key that goes down.
    func sortKeys(_ name: String) throws(Refusal) -> [SortKey] {
        var keys: [SortKey] = []
        for text in values(name) {
            guard let key = SortKey(text: text) else {
                throw Query.unknown(name, text, SortKey.Field.allCases.map(\.rawValue))
            }
            guard !keys.contains(where: { $0.field == key.field }), keys.count < LabelQuery.mostSortKeys else {
                throw Refusal(
                    .malformed,
                    "sort takes up to \(LabelQuery.mostSortKeys) different keys",
                    ja: "並べ替えは異なる\(LabelQuery.mostSortKeys)項目までです",
                    field: name,
                    code: "tooManySortKeys"
                )
            }
            keys.append(key)
        }
        return keys
    }

    static func unknown(_ name: String, _ text: String, _ known: [String]) -> Refusal {
        Refusal(
            .malformed,
            "\(name) \"\(text.prefix(40))\" is not known; known are: \(known.joined(separator: ", "))",
            ja: "\(name) に「\(text.prefix(40))」はありません。使えるのは \(known.joined(separator: "、")) です",
            field: name,
            code: "unknownWord"
        )
    }
}

extension Set {
    /// The one member of a set that may have one.
    func only(_ name: String) throws(Refusal) -> Element? {
        guard count <= 1 else {
            throw Refusal(
                .malformed,
                "\(name) takes one word",
                ja: "\(name) は一つだけ指定できます",
                field: name,
                code: "malformedQuery"
            )
        }
        return first
    }
}
