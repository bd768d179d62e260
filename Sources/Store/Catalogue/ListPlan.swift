import Registry

/// What a query means for each of the registry's terms: worked out once, looked up for every label.
struct ListPlan {
    /// The filters that are told apart in the counts, one bit each.
    enum Group: UInt8, CaseIterable {
        case level, standing, assurance, category, manufacturer, country, criteria

        var bit: UInt8 { 1 << rawValue }
    }

    /// By terms: the groups whose filter they do not pass.
    let failed: [UInt8]
    /// By terms: their places in the order, the most significant key first.
    private let ranks: [[UInt32]]
    private let keys: [SortKey]
    let query: LabelQuery
    let view: DayView

    init(_ query: LabelQuery, _ view: DayView, categoryOrder: [String]) {
        self.query = query
        self.view = view
        let words = view.snapshot.words
        func passes(_ terms: CatalogueTerms, _ group: Group) -> Bool {
            let manufacturer = words.manufacturers[terms.manufacturer]
            return switch group {
            case .level: query.levelAtLeast.map { terms.level >= $0 } ?? true
            case .standing: query.standings.isEmpty || query.standings.contains(terms.standing)
            case .assurance: query.assurance.map { terms.assurance == $0 } ?? true
            case .category:
                query.categories.isEmpty || query.categories.contains(words.texts[Int(terms.category)])
            case .criteria: query.criteria.isEmpty || query.criteria.contains(words.texts[Int(terms.criteria)])
            case .country: query.countries.isEmpty || query.countries.contains(manufacturer?.country ?? "")
            case .manufacturer:
                query.manufacturers.isEmpty || query.manufacturers.contains(manufacturer?.key ?? "")
                    || manufacturer.map {
                        !$0.corporateNumber.isEmpty && query.manufacturers.contains($0.corporateNumber)
                    } ?? false
            }
        }
        failed = words.terms.map { terms in
            Group.allCases.reduce(0) { passes(terms, $1) ? $0 : $0 | $1.bit }
        }
        keys = query.order
        ranks = keys.map { Self.ranks(of: $0.field, words, categoryOrder: categoryOrder) }
    }

    /// Places of terms in an order; empty where the order does not follow from them.
    private static func ranks(of field: SortKey.Field, _ words: CatalogueWords, categoryOrder: [String]) -> [UInt32] {
        switch field {
        case .relevance, .registered, .issued, .heldUntil: return []
        case .level: return words.terms.map { UInt32($0.level.rawValue) }
        case .standing:
            return words.terms.map { UInt32(Standing.allCases.firstIndex(of: $0.standing) ?? Standing.allCases.count) }
        case .category:
            let places = words.texts.map { UInt32(categoryOrder.firstIndex(of: $0) ?? categoryOrder.count) }
            return words.terms.map { places[Int($0.category)] }
        case .manufacturer:
            let sorted = words.manufacturers.sorted { left, right in
                (left.value.sortKey, left.value.key, left.key) < (right.value.sortKey, right.value.key, right.key)
            }
            var place: UInt32 = 0
            var places: [Int32: UInt32] = [:]
            for (index, entry) in sorted.enumerated() {
                // The same maker's facts of other days stand at one place.
                if index > 0, sorted[index - 1].value.sortKey != entry.value.sortKey { place += 1 }
                places[entry.key] = place
            }
            return words.terms.map { places[$0.manufacturer] ?? .max }
        }
    }

    /// A label's place in the order as one number; the registration's own, newest first, decides at last.
    func key(terms: UInt32, heldUntil: Int32, issued: Int32, rank: UInt8, id: UInt32) -> UInt128 {
        var key: UInt128 = 0
        for (index, sort) in keys.enumerated() {
            let value: UInt32
            // What has no such day stands last whichever way.
            switch sort.field {
            case .relevance: value = UInt32(rank)
            case .registered: value = id
            case .issued: value = Self.ordered(issued)
            case .heldUntil: value = Self.ordered(heldUntil)
            case .level, .standing, .category, .manufacturer: value = ranks[index][Int(terms)]
            }
            key = key << 32 | UInt128(sort.isDescending && value != .max ? ~value &- 1 : value)
        }
        return key << 32 | UInt128(~id)
    }

    /// A day so that earlier days are smaller; a missing one is the greatest.
    private static func ordered(_ day: Int32) -> UInt32 {
        day == CatalogueRow.noDay ? .max : UInt32(bitPattern: day) ^ 0x8000_0000
    }

    /// Whether a registration is covered through the delivery day.
    func coverage(id: UInt32, through last: Day, today: Day) -> Coverage {
        let snapshot = view.snapshot
        let chunk = snapshot.chunks[Int(id) / CatalogueChunk.width]
        let first = Day(number: view.day)
        for index in chunk.rows(of: Int(id) % CatalogueChunk.width) {
            let row = chunk.rows[index]
            guard row.isKnown(at: view.revision), row.to > first.number, row.from <= last.number else { continue }
            let standing = snapshot.words.terms[Int(row.terms)].standing
            let from = Day(number: max(first.number, row.from))
            if let verdict = Coverage.verdict(of: standing, from: from, today: today) { return verdict }
        }
        return .covered
    }
}

extension LabelQuery {
    /// The keys that are really sorted by: with words the best match first, where nothing else is asked.
    var order: [SortKey] {
        if !sort.isEmpty { return Array(sort.prefix(Self.mostSortKeys)) }
        return text.isEmpty ? [] : [SortKey(.relevance)]
    }
}
