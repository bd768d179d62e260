import Registry

/// One fact of a list: what a registration is on a run of days, in a run of revisions.
struct CatalogueRow: Sendable {
    /// Place in the words.
    var terms: UInt32
    /// Days, `from` inclusive, `to` exclusive.
    var from: Int32
    var to: Int32
    /// Revisions, likewise; `UInt32.max` is still known.
    var recorded: UInt32
    var superseded: UInt32
    /// `noDay` where there is none.
    var heldUntil: Int32
    var issued: Int32
    /// The registration, counted from the chunk's first.
    var local: UInt16

    static let noDay = Int32.max

    func isKnown(at revision: UInt32) -> Bool { recorded <= revision && revision < superseded }
}

/// The rows of a run of registrations; never changed, replaced whole.
final class CatalogueChunk: Sendable {
    static let width = 1024

    /// Ordered by registration, then by what was known when, then by day.
    let rows: [CatalogueRow]
    /// Where each registration's rows begin; one more than registrations, so that the last has an end.
    let starts: [UInt32]

    init(rows: [CatalogueRow]) {
        self.rows = rows
        var starts = [UInt32](repeating: 0, count: Self.width + 1)
        for row in rows { starts[Int(row.local) + 1] += 1 }
        for local in 0..<Self.width { starts[local + 1] += starts[local] }
        self.starts = starts
    }

    func rows(of local: Int) -> Range<Int> { Int(starts[local])..<Int(starts[local + 1]) }
}

/// The bitemporal rows of one registration, as the tables have them.
struct CatalogueFacts {
    struct Period {
        var from: Int32
        var to: Int32
        var standing: Standing
        var level: StarLevel
        var assurance: Assurance
        var heldFrom: Int32
        var heldUntil: Int32
        var criteria: Int32
        var known: Known
    }
    /// A manufacturer or a category for a run of days.
    struct Other {
        var from: Int32
        var to: Int32
        var value: Int32
        var known: Known
    }
    struct Known: Hashable {
        var from: UInt32
        var to: UInt32

        func contains(_ revision: UInt32) -> Bool { from <= revision && revision < to }
    }

    var periods: [Period] = []
    var holders: [Other] = []
    var categories: [Other] = []

    mutating func removeAll() {
        periods.removeAll(keepingCapacity: true)
        holders.removeAll(keepingCapacity: true)
        categories.removeAll(keepingCapacity: true)
    }

    /// The rows of a list: what `Registration.answer(on:)` says, for every day and everything that was known.
    func rows(local: UInt16, words: inout CatalogueWords, into rows: inout [CatalogueRow]) {
        guard let first = periods.first?.known else { return }
        let isPlain =
            periods.allSatisfy { $0.known == first } && holders.allSatisfy { $0.known == first }
            && categories.allSatisfy { $0.known == first }
        if isPlain {
            Knowledge(periods: periods, holders: holders, categories: categories)
                .rows(local: local, known: first, words: &words, into: &rows)
            return
        }
        var bounds: Set<UInt32> = []
        for known in periods.map(\.known) + holders.map(\.known) + categories.map(\.known) {
            bounds.insert(known.from)
            bounds.insert(known.to)
        }
        let sorted = bounds.sorted()
        for (from, to) in zip(sorted, sorted.dropFirst()) {
            Knowledge(
                periods: periods.filter { $0.known.contains(from) },
                holders: holders.filter { $0.known.contains(from) },
                categories: categories.filter { $0.known.contains(from) }
            ).rows(local: local, known: Known(from: from, to: to), words: &words, into: &rows)
        }
    }

    /// What was known of a registration at once.
    private struct Knowledge {
        /// Ordered by day.
        var periods: [Period]
        var holders: [Other]
        var categories: [Other]

        func rows(local: UInt16, known: Known, words: inout CatalogueWords, into rows: inout [CatalogueRow]) {
            guard let first = periods.first, let last = periods.last else { return }
            let issued = periods.lazy.map(\.heldFrom).min() ?? CatalogueRow.noDay
            let isSealed = issued == CatalogueRow.noDay
            func add(_ period: Period, from: Int32, to: Int32, standing: Standing) {
                guard from < to else { return }
                let terms = CatalogueTerms(
                    standing: standing,
                    level: period.level,
                    assurance: period.assurance,
                    // Before the label, nothing of the product is public.
                    category: isSealed ? 0 : value(categories, on: from) ?? 0,
                    criteria: last.criteria,
                    manufacturer: value(holders, on: from) ?? -1
                )
                rows.append(
                    CatalogueRow(
                        terms: words.place(of: terms),
                        from: from,
                        to: to,
                        recorded: known.from,
                        superseded: known.to,
                        heldUntil: period.heldUntil,
                        issued: issued,
                        local: local
                    )
                )
            }
            let cuts = cuts
            func addCut(_ period: Period, from: Int32, to: Int32, standing: Standing) {
                var from = from
                for cut in cuts where cut > from && cut < to {
                    add(period, from: from, to: cut, standing: standing)
                    from = cut
                }
                add(period, from: from, to: to, standing: standing)
            }
            addCut(first, from: .min, to: first.from, standing: .notYetValid)
            for period in periods {
                addCut(
                    period,
                    from: period.from,
                    to: period.to == Day.far.number ? .max : period.to,
                    standing: period.standing
                )
            }
        }

        /// Days on which the holder or the product changes.
        private var cuts: [Int32] {
            guard holders.count > 1 || categories.count > 1 else { return [] }
            return Set((holders + categories).flatMap { [$0.from, $0.to] }).sorted()
        }

        private func value(_ others: [Other], on day: Int32) -> Int32? {
            guard others.count > 1 else { return others.first?.value }
            return others.first { $0.from <= day && day < $0.to }?.value ?? others.last?.value
        }
    }
}
