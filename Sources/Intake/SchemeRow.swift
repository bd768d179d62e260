import Registry

/// One row of a scheme file that has been held against its shape.
struct SchemeRow: Sendable {
    /// What a fault calls the file.
    var file: String
    var id: String
    /// The word under `kind`, or "".
    var kind: String
    var node: SchemeNode
    var provenance: Provenance

    var line: Int { node.line }

    func fault(_ reason: String, at key: String? = nil) -> SchemeFault {
        SchemeFault(file: file, line: key.flatMap { node[$0]?.line } ?? line, reason: reason)
    }

    /// The text under a key that the shape promised.
    func text(_ key: String) throws(SchemeFault) -> String {
        guard let text = node[key]?.text else { throw fault("\"\(key)\" must be text", at: key) }
        return text
    }

    func optionalText(_ key: String) -> String? {
        node[key]?.text
    }

    func number(_ key: String) throws(SchemeFault) -> Int {
        guard let number = node[key]?.number else { throw fault("\"\(key)\" must be a whole number", at: key) }
        return number
    }

    func flag(_ key: String) -> Bool {
        node[key]?.flag ?? false
    }

    func texts(_ key: String) -> [String] {
        (node[key]?.list ?? []).compactMap(\.text)
    }

    func numbers(_ key: String) -> [Int] {
        (node[key]?.list ?? []).compactMap(\.number)
    }

    /// A word of an enumeration; the shape has refused all others.
    func word<Word: RawRepresentable>(_ key: String, _ type: Word.Type) throws(SchemeFault) -> Word
    where Word.RawValue == String {
        guard let word = try Word(rawValue: text(key)) else { throw fault("\"\(key)\" is an unknown word", at: key) }
        return word
    }

    func level(_ key: String) throws(SchemeFault) -> StarLevel {
        guard let level = try StarLevel(code: text(key)) else { throw fault("\"\(key)\" must name a level", at: key) }
        return level
    }

    func levels(_ key: String) -> [StarLevel] {
        texts(key).compactMap { StarLevel(code: $0) }
    }

    func day(_ key: String) -> Day? {
        node[key]?.text.flatMap { try? Day.parse($0) }
    }

    /// `ja` and `en` of the row itself.
    func name() throws(SchemeFault) -> Wording {
        Wording(ja: try text("ja"), en: try text("en"))
    }

    func wording(_ key: String) throws(SchemeFault) -> Wording {
        guard let wording = optionalWording(key) else { throw fault("\"\(key)\" needs ja and en", at: key) }
        return wording
    }

    func optionalWording(_ key: String) -> Wording? {
        guard let ja = node[key]?["ja"]?.text, let en = node[key]?["en"]?.text else { return nil }
        return Wording(ja: ja, en: en)
    }

    func plain(_ key: String) throws(SchemeFault) -> PlainWording {
        let wording = try wording(key)
        guard let easy = node[key]?["easy"]?.text else { throw fault("\"\(key)\" needs easy", at: key) }
        return PlainWording(ja: wording.ja, en: wording.en, easy: easy)
    }
}
