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
    let order: ListOrder
    let query: LabelQuery
    let view: DayView

    init(_ query: LabelQuery, _ view: DayView, categoryOrder: [String]) {
        self.query = query
        self.view = view
        failed = Self.failed(query, view.snapshot.words)
        order = ListOrder(query.order, view.snapshot.words, categoryOrder: categoryOrder)
    }

    private static func failed(_ query: LabelQuery, _ words: CatalogueWords) -> [UInt8] {
        var failed = [UInt8](repeating: 0, count: words.terms.count)
        // A filter that asks for nothing costs nothing.
        func ask(_ group: Group, _ passes: (CatalogueTerms) -> Bool) {
            for (place, terms) in words.terms.enumerated() where !passes(terms) { failed[place] |= group.bit }
        }
        func places(of texts: Set<String>) -> [Bool] { words.texts.map(texts.contains) }
        if let level = query.levelAtLeast { ask(.level) { $0.level >= level } }
        if !query.standings.isEmpty { ask(.standing) { query.standings.contains($0.standing) } }
        if let assurance = query.assurance { ask(.assurance) { $0.assurance == assurance } }
        if !query.categories.isEmpty {
            let asked = places(of: query.categories)
            ask(.category) { asked[Int($0.category)] }
        }
        if !query.criteria.isEmpty {
            let asked = places(of: query.criteria)
            ask(.criteria) { asked[Int($0.criteria)] }
        }
        if !query.countries.isEmpty {
            let asked = places(of: query.countries)
            ask(.country) { asked[Int(words.manufacturer($0)?.country ?? 0)] }
        }
        if !query.manufacturers.isEmpty {
            let asked = words.manufacturers.map { maker in
                maker.map {
                    query.manufacturers.contains($0.key)
                        || !$0.corporateNumber.isEmpty && query.manufacturers.contains($0.corporateNumber)
                } ?? false
            }
            ask(.manufacturer) { $0.manufacturer >= 0 && asked[Int($0.manufacturer)] }
        }
        return failed
    }
}

extension LabelQuery {
    /// The keys that are really sorted by: with words the best match first, where nothing else is asked.
    var order: [SortKey] {
        if !sort.isEmpty { return Array(sort.prefix(Self.mostSortKeys)) }
        return text.isEmpty ? [] : [SortKey(.relevance)]
    }
}
