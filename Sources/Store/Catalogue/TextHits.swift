import Registry

/// The registrations that a text finds, and how well each meets it.
final class TextHits: Sendable {
    /// Registration ids, ascending.
    let ids: [UInt32]
    /// Beside each: 0 an exact model, number, code or GTIN, 1 one that begins so, 2 the rest; with `byModel` added
    /// where only a model led there.
    let ranks: [UInt8]

    /// What it takes in memory, roughly.
    var bytes: Int { ids.count * 5 + 400 }

    /// Models of a provisional registration are not public, so such a hit counts only where a label was issued.
    static let byModel: UInt8 = 0x80

    /// At most so many models that merely begin with the text are ranked before the rest.
    private static let mostPrefixes = 10_000

    private static let models = Statement(
        """
        SELECT registration_id, equal_key FROM model
        WHERE near_key >= ?1 AND near_key < ?2 AND superseded = 9223372036854775807 AND to_day = ?3
        ORDER BY near_key, registration_id LIMIT ?4
        """
    )
    private static let gtins = Statement(
        """
        SELECT registration_id FROM model
        WHERE gtin = ?1 AND gtin <> '' AND superseded = 9223372036854775807 AND to_day = ?2
        """
    )
    private static let numbers = Statement(
        "SELECT id, number FROM registration WHERE number >= ?1 AND number < ?2 ORDER BY number LIMIT ?3"
    )

    /// What a text finds; also what its single words found, as the errand asks, nil where none of it may be kept: what
    /// was found before must not be mixed with what was recorded since.
    static func read(
        _ errand: TextSearch.Errand,
        keys: LabelKeys,
        _ db: any Transaction
    ) throws -> (hits: TextHits, words: [(clause: TextSearch.Clause, ids: [UInt32])]?) {
        func ids(_ clauses: [TextSearch.Clause]) throws -> [UInt32] {
            var ids: [UInt32] = []
            let question = SearchWords.question(clauses, db.dialect.questionForm)
            try db.rows(db.dialect.searchLabels, [.text(question), .integer(0), .integer(.max)]) { row in
                ids.append(UInt32(clamping: row.integer(0)))
            }
            return ids
        }
        guard try Revisions(db: db).head() == errand.mark else {
            let clauses = SearchWords.clauses(errand.key.text, errand.key.groups)
            return (try TextHits(errand.key.text, clauses.isEmpty ? [] : ids(clauses), keys: keys, db), nil)
        }
        let words = try errand.single.map { (clause: $0, ids: try ids([$0])) }
        var lists = errand.known + words.map(\.ids)
        if !errand.together.isEmpty { lists.append(try ids(errand.together)) }
        return (try TextHits(errand.key.text, lists.common, keys: keys, db), words)
    }

    /// Nothing found.
    static let none = TextHits(ids: [], ranks: [])

    private init(ids: [UInt32], ranks: [UInt8]) {
        (self.ids, self.ranks) = (ids, ranks)
    }

    /// - Parameter words: the registrations that meet every word, ascending.
    private init(_ text: String, _ words: [UInt32], keys: LabelKeys, _ db: any Transaction) throws {
        var ranked: [UInt32: UInt8] = [:]
        func add(_ id: Int64, _ rank: UInt8) {
            let id = UInt32(clamping: id)
            ranked[id] = min(ranked[id] ?? .max, rank)
        }
        let key = text.equalKey
        let near = key.nearKeyOfEqualKey
        let most = Value.integer(Int64(Self.mostPrefixes))
        if near.unicodeScalars.count >= 2 {
            let range: [Value] = [.text(near), .text(near + "\u{10FFFF}"), .day(.far), most]
            try db.rows(Self.models, range) { row in
                add(row.integer(0), (row.text(1) == key ? 0 : 1) | Self.byModel)
            }
        }
        if let gtin = try? GTIN(text) {
            try db.rows(Self.gtins, [.text(gtin.text), .day(.far)]) { add($0.integer(0), 0 | Self.byModel) }
        }
        if let number = try? RegistrationNumber(text) {
            try db.rows(Self.numbers, [.text(number.text), .text(number.text + "\u{10FFFF}"), most]) { row in
                add(row.integer(0), row.text(1) == number.text ? 0 : 1)
            }
        }
        if case .code(let code) = LabelCode.read(text), keys.knows(code) { add(Int64(code.sequence), 0) }
        (ids, ranks) = Self.merged(words, ranked)
    }

    /// What was found by words, in order, with what was found by index.
    private static func merged(_ words: [UInt32], _ ranked: [UInt32: UInt8]) -> ([UInt32], [UInt8]) {
        var ids: [UInt32] = []
        var ranks: [UInt8] = []
        ids.reserveCapacity(words.count + ranked.count)
        ranks.reserveCapacity(words.count + ranked.count)
        let others = ranked.keys.sorted()
        var next = 0
        for id in words {
            while next < others.count, others[next] < id {
                ids.append(others[next])
                ranks.append(ranked[others[next]] ?? 2)
                next += 1
            }
            ids.append(id)
            if next < others.count, others[next] == id {
                // Words are public whatever the standing.
                ranks.append((ranked[id] ?? 2) & ~byModel)
                next += 1
            } else {
                ranks.append(2)
            }
        }
        for id in others[next...] {
            ids.append(id)
            ranks.append(ranked[id] ?? 2)
        }
        return (ids, ranks)
    }
}
