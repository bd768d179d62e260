import Registry

/// One walk over a day's view: counts everything, keeps the first labels of the order.
struct ListScan {
    private let plan: ListPlan
    private let today: Day
    /// Keys at or before it were told on an earlier page.
    private let after: UInt128?
    private let limit: Int
    /// By terms: labels that pass everything, or everything but one group.
    private(set) var counts: [Int32]
    private(set) var total = 0
    private(set) var coverages: [Coverage.Word: Int] = [:]
    private var first: FirstKeys

    /// - Parameter limit: how many keys are kept; `Int.max` keeps all.
    init(_ plan: ListPlan, today: Day, after: UInt128?, limit: Int) {
        self.plan = plan
        self.today = today
        self.after = after
        self.limit = limit
        counts = [Int32](repeating: 0, count: plan.failed.count)
        first = FirstKeys(limit: limit)
    }

    /// The kept keys in order.
    var keys: [UInt128] { first.sorted }

    mutating func walk(_ hits: TextHits?) {
        guard let hits else {
            for (number, part) in plan.view.parts.enumerated() {
                walk(part, first: UInt32(number * CatalogueChunk.width))
            }
            return
        }
        for (place, id) in hits.ids.enumerated() {
            let number = Int(id) / CatalogueChunk.width
            guard number < plan.view.parts.count else { break }
            let part = plan.view.parts[number]
            let local = Int(id) % CatalogueChunk.width
            let rank = hits.ranks[place]
            // A model of a provisional registration is not public.
            if rank & TextHits.byModel != 0, part.issued[local] == CatalogueRow.noDay { continue }
            look(part, local, id, rank: rank & ~TextHits.byModel)
        }
    }

    private mutating func walk(_ part: DayPart, first: UInt32) {
        for local in 0..<CatalogueChunk.width { look(part, local, first + UInt32(local), rank: 2) }
    }

    @inline(__always)
    private mutating func look(_ part: DayPart, _ local: Int, _ id: UInt32, rank: UInt8) {
        let terms = part.terms[local]
        guard terms != DayPart.nothing else { return }
        let failed = plan.failed[Int(terms)]
        // Two filters failed: it counts nowhere.
        guard failed & (failed &- 1) == 0 else { return }
        guard isWithin(part, local, terms), isCovered(id, counts: failed == 0) else { return }
        counts[Int(terms)] += 1
        guard failed == 0 else { return }
        total += 1
        guard limit > 0 else { return }
        let key = plan.key(
            terms: terms,
            heldUntil: part.heldUntil[local],
            issued: part.issued[local],
            rank: rank,
            id: id
        )
        if let after, key <= after { return }
        first.offer(key)
    }

    /// The filters on dates.
    private func isWithin(_ part: DayPart, _ local: Int, _ terms: UInt32) -> Bool {
        let query = plan.query
        if query.issuedFrom != nil || query.issuedTo != nil {
            let issued = part.issued[local]
            guard issued != CatalogueRow.noDay else { return false }
            if let from = query.issuedFrom, issued < from.number { return false }
            if let to = query.issuedTo, issued > to.number { return false }
        }
        if let days = query.expiringWithin {
            let end = part.heldUntil[local]
            guard end != CatalogueRow.noDay, Int(end) - Int(plan.view.day) <= days,
                plan.view.snapshot.words.terms[Int(terms)].standing == .valid
            else { return false }
        }
        return true
    }

    private mutating func isCovered(_ id: UInt32, counts: Bool) -> Bool {
        guard let last = plan.query.coveredThrough, let listed = plan.query.listedCoverages else { return true }
        let word = plan.coverage(id: id, through: last, today: today).word
        if counts { coverages[word, default: 0] += 1 }
        return listed.contains(word)
    }
}

/// The smallest keys of all that were offered.
struct FirstKeys {
    private let limit: Int
    private var kept: [UInt128] = []
    /// What is greater need not be kept.
    private var bound: UInt128 = .max

    init(limit: Int) {
        self.limit = limit
    }

    var sorted: [UInt128] { Array(kept.sorted().prefix(limit)) }

    /// Whether a key may be among the first: what is greater than the bound need not be offered.
    func takes(_ key: UInt128) -> Bool { key <= bound }

    mutating func offer(_ key: UInt128) {
        guard key <= bound else { return }
        kept.append(key)
        // Sorting now and then costs less than keeping a heap.
        guard limit < .max / 4, kept.count >= limit * 2 + 64 else { return }
        kept.sort()
        kept.removeSubrange(limit...)
        bound = kept.last ?? .max
    }
}
