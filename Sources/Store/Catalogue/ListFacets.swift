package import Registry

/// How many labels each value of a filter would leave, all other filters kept.
package struct ListFacets: Hashable, Sendable {
    /// A value and its labels.
    package struct Count<Value: Hashable & Sendable>: Hashable, Sendable {
        /// What the filter would ask for.
        package var value: Value
        /// Labels it would leave.
        package var labels: Int
    }

    /// A manufacturer as a filter names it.
    package struct Maker: Hashable, Sendable {
        /// What the filter takes.
        package var key: String
        /// As the newest counted facts name it; empty where not stated.
        package var nameJA: String
        /// See `nameJA`.
        package var nameEN: String
    }

    /// In the order of the levels; a level counts its own labels, not those of higher ones.
    package var levels: [Count<StarLevel>]
    /// In the order of `Standing`.
    package var standings: [Count<Standing>]
    /// In the order of `Assurance`.
    package var assurances: [Count<Assurance>]
    /// By code, most labels first; empty where not stated.
    package var categories: [Count<String>]
    /// By code, most labels first; empty where not stated.
    package var countries: [Count<String>]
    /// By id of the criteria document, most labels first.
    package var criteria: [Count<String>]
    /// The `mostMakers` with most labels.
    package var manufacturers: [Count<Maker>]
    /// How many manufacturers there are in all.
    package var manufacturerCount: Int
    /// Only where a delivery day is asked about.
    package var coverages: [Count<Coverage.Word>]

    /// More manufacturers than these are counted, not named.
    package static let mostMakers = 20
}

extension ListFacets {
    /// - Parameter counts: by terms, the labels that pass everything but at most the one group of `failed`.
    init(_ plan: ListPlan, counts: [Int32], coverages: [Coverage.Word: Int]) {
        let words = plan.view.snapshot.words
        var levels = [Int](repeating: 0, count: StarLevel.allCases.count + 1)
        var standings: [Standing: Int] = [:]
        var assurances: [Assurance: Int] = [:]
        var categories = [Int](repeating: 0, count: words.texts.count)
        var (countries, criteria) = (categories, categories)
        var makers = [Int](repeating: 0, count: words.manufacturers.count)
        for (place, count) in counts.enumerated() where count > 0 {
            let (terms, failed, count) = (words.terms[place], plan.failed[place], Int(count))
            func counts(_ group: ListPlan.Group) -> Bool { failed & ~group.bit == 0 }
            if counts(.level) { levels[terms.level.rawValue] += count }
            if counts(.standing) { standings[terms.standing, default: 0] += count }
            if counts(.assurance) { assurances[terms.assurance, default: 0] += count }
            if counts(.category) { categories[Int(terms.category)] += count }
            if counts(.criteria) { criteria[Int(terms.criteria)] += count }
            if counts(.manufacturer), terms.manufacturer >= 0 { makers[Int(terms.manufacturer)] += count }
            if counts(.country) { countries[Int(words.manufacturer(terms)?.country ?? 0)] += count }
        }
        self.levels = StarLevel.allCases.compactMap { level in
            levels[level.rawValue] > 0 ? Count(value: level, labels: levels[level.rawValue]) : nil
        }
        self.standings = Standing.allCases.compactMap { word in standings[word].map { Count(value: word, labels: $0) } }
        self.assurances = Assurance.allCases.compactMap { word in
            assurances[word].map { Count(value: word, labels: $0) }
        }
        self.categories = Self.mostFirst(categories, words.texts)
        self.criteria = Self.mostFirst(criteria, words.texts)
        self.countries = Self.mostFirst(countries, words.texts)
        self.coverages = Coverage.Word.allCases.compactMap { word in
            coverages[word].map { Count(value: word, labels: $0) }
        }
        (manufacturers, manufacturerCount) = Self.makers(makers, words)
    }

    private static func mostFirst(_ counts: [Int], _ texts: [String]) -> [Count<String>] {
        zip(texts, counts).filter { $0.1 > 0 }.map { Count(value: $0.0, labels: $0.1) }
            .sorted { ($1.labels, $0.value) < ($0.labels, $1.value) }
    }

    /// A maker's facts of several days are one maker, named as in the newest of them.
    private static func makers(_ counts: [Int], _ words: CatalogueWords) -> ([Count<Maker>], Int) {
        var byKey: [String: (labels: Int, row: Int)] = [:]
        for (row, count) in counts.enumerated() where count > 0 {
            guard let key = words.manufacturers[row]?.key else { continue }
            let known = byKey[key] ?? (0, row)
            byKey[key] = (known.labels + count, max(known.row, row))
        }
        let first = byKey.sorted { ($1.value.labels, $0.key) < ($0.value.labels, $1.key) }.prefix(mostMakers)
        let makers = first.map { key, known in
            let facts = words.manufacturers[known.row]
            let maker = Maker(key: key, nameJA: facts?.nameJA ?? "", nameEN: facts?.nameEN ?? "")
            return Count(value: maker, labels: known.labels)
        }
        return (makers, byKey.count)
    }
}
