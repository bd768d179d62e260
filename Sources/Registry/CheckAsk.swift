/// What the store is to be asked for one row: every spelling under which its cells could be known.
package struct CheckAsk: Hashable, Sendable {
    /// Well-formed codes; whether their tag is ours is the key ring's answer.
    package var codes: [LabelCode] = []
    /// Registration numbers as they are typed, and in half-width upper case where that differs.
    package var numbers: [String] = []
    /// Well-formed GTINs in each length that means the same (a leading zero more or less).
    package var gtins: [String] = []
    /// Near keys of models; equal and exact ones are found among them.
    package var modelKeys: [String] = []
    /// Names of makers as typed; for a row that names nothing else.
    package var manufacturers: [String] = []

    /// True where nothing of the row can be looked up.
    package var isEmpty: Bool {
        codes.isEmpty && numbers.isEmpty && gtins.isEmpty && modelKeys.isEmpty && manufacturers.isEmpty
    }
}

extension CheckedRow {
    /// True where no cell says anything.
    package var isEmpty: Bool {
        let fields = [registrationNumber, code, model, gtin, manufacturer] + others
        return fields.allSatisfy { $0.trimmedBlanks.isEmpty }
    }

    /// What to look up. Numbers are tried as codes and codes as numbers, because a column of either may hold both;
    /// cells in no known column are tried as everything, except short counts beside other cells.
    package var ask: CheckAsk {
        var ask = CheckAsk()
        for text in [code, registrationNumber] + tried {
            if case .code(let code) = LabelCode.read(text), !ask.codes.contains(code) { ask.codes.append(code) }
            for number in Self.numbers(text) where !ask.numbers.contains(number) { ask.numbers.append(number) }
        }
        for text in [gtin] + tried {
            for form in GTIN.forms(text) where !ask.gtins.contains(form) { ask.gtins.append(form) }
        }
        for text in [model] + tried {
            let key = text.nearKey
            if !key.isEmpty, text.unicodeScalars.count <= ModelNumber.maximumLength, !ask.modelKeys.contains(key) {
                ask.modelKeys.append(key)
            }
        }
        if !manufacturer.trimmedBlanks.isEmpty { ask.manufacturers = [manufacturer] }
        return ask
    }

    /// The other cells that may name a product. One or two characters and numbers below 10,000 are counts or row
    /// numbers, unless the row has nothing else.
    package var tried: [String] {
        let filled = others.filter { !$0.trimmedBlanks.isEmpty }
        let isAlone = filled.count == 1 && [registrationNumber, code, model, gtin, manufacturer].allSatisfy(\.isEmpty)
        guard !isAlone else { return filled }
        return filled.filter { text in
            let key = text.equalKey
            return key.unicodeScalars.count > 2
                && !(key.utf8.count < 5 && key.utf8.allSatisfy { (0x30...0x39).contains($0) })
        }
    }

    /// Spellings of a text as a registration number; none where it can be no number.
    static func numbers(_ text: String) -> [String] {
        guard let number = try? RegistrationNumber(text) else { return [] }
        if number.text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !(0x61...0x7A).contains($0) }) {
            return [number.text]
        }
        let plain = number.text.equalKey.uppercased()
        return plain == number.text || plain.isEmpty ? [number.text] : [number.text, plain]
    }
}

extension GTIN {
    /// Reads a GTIN as people type it: full-width digits, blanks and hyphens do not matter. nil for all else.
    package static func typed(_ text: String) -> GTIN? {
        guard text.utf8.count >= 8, text.utf8.count <= 64 else { return nil }
        return try? GTIN(text.nearKey)
    }

    /// Fourteen digits: the form in which GTINs of any length compare.
    package var full: String { String(repeating: "0", count: 14 - text.utf8.count) + text }

    /// Every length in which the same GTIN may be written.
    static func forms(_ text: String) -> [String] {
        guard let full = typed(text)?.full else { return [] }
        return [13, 14, 12, 8].filter { full.dropLast($0).allSatisfy { $0 == "0" } }.map { String(full.suffix($0)) }
    }
}
