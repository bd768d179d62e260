import Registry

/// One walk over a day's view: counts everything, keeps the first labels of the order. Where only the terms decide, the
/// view's own counts say what a walk would, and the walk ends with the last label of the page.
///
/// The walk goes from the newest registration to the oldest, which is the order of a list that asks for no other, so
/// that the labels kept first are mostly those that stay.
struct ListScan {
    private let plan: ListPlan
    private let order: ListOrder
    private let today: Int32
    /// Keys at or before it were told on an earlier page.
    private let after: UInt128?
    private let isCounting: Bool
    /// The filters on dates, open where none is asked; whether there are any.
    private let issuedFrom: Int32
    private let issuedTo: Int32
    private let endsBy: Int32?
    private let hasDates: Bool
    private let through: Int32?
    /// By terms: labels that pass everything, or everything but one group.
    private(set) var counts: [Int32]
    private(set) var total = 0
    private var covered = 0
    private var gaps = 0
    private var unknown = 0
    private let listsCovered: Bool
    private let listsGaps: Bool
    private let listsUnknown: Bool
    private var first: FirstKeys

    /// - Parameter limit: how many keys are kept; `Int.max` keeps all, 0 only counts.
    init(_ plan: ListPlan, today: Day, after: UInt128?, limit: Int) {
        self.plan = plan
        order = plan.order
        self.today = today.number
        self.after = after
        let query = plan.query
        isCounting = limit == 0
        issuedFrom = query.issuedFrom?.number ?? .min
        issuedTo = query.issuedTo?.number ?? CatalogueRow.noDay - 1
        endsBy = query.expiringWithin.map { plan.view.day + Int32(clamping: $0) }
        hasDates = query.issuedFrom != nil || query.issuedTo != nil || query.expiringWithin != nil
        through = query.coveredThrough?.number
        let listed = query.listedCoverages ?? []
        listsCovered = listed.contains(.covered)
        listsGaps = listed.contains(.gapFrom)
        listsUnknown = listed.contains(.unknownAfter)
        counts = [Int32](repeating: 0, count: plan.failed.count)
        // A list kept whole is bounded by what passes the filters on terms: room for it is taken once.
        let isListed = { (terms: Int) in plan.failed[terms] == 0 ? Int(plan.view.counts[terms]) : 0 }
        first = FirstKeys(limit: limit, room: limit == .max ? plan.failed.indices.reduce(0) { $0 + isListed($1) } : 0)
    }

    /// How many labels of each word there are among those that pass every other filter.
    var coverages: [Coverage.Word: Int] {
        [.covered: covered, .gapFrom: gaps, .unknownAfter: unknown].filter { $0.value > 0 }
    }

    /// The kept keys in order.
    var keys: [UInt128] { first.sorted }

    /// The kept registrations in order, without a second copy of their keys; nothing is kept after it.
    mutating func takeIDs() -> [UInt32] { first.takeSorted().map(\.registration) }

    mutating func walk(_ hits: TextHits?) {
        let parts = plan.view.parts
        guard let hits else {
            let isPlain = !hasDates && through == nil
            if isPlain { count() }
            guard !isPlain || !isCounting else { return }
            for number in parts.indices.reversed() {
                // In the walk's own order nothing later comes before what is kept.
                if isPlain, order.isNewestFirst, first.isFull { return }
                let firstID = UInt32(number * CatalogueChunk.width)
                if isPlain { keep(parts[number], firstID) } else { walk(parts[number], firstID) }
            }
            return
        }
        hits.ids.withUnsafeBufferPointer { ids in
            hits.ranks.withUnsafeBufferPointer { ranks in
                var end = ids.count
                while end > 0 {
                    // The run of hits in one chunk.
                    let number = Int(ids[end - 1]) / CatalogueChunk.width
                    let first = UInt32(number * CatalogueChunk.width)
                    var start = end
                    while start > 0, ids[start - 1] >= first { start -= 1 }
                    if number < parts.count {
                        walk(parts[number], first, ids[start..<end], ranks[start..<end])
                    }
                    end = start
                }
            }
        }
    }

    private mutating func walk(
        _ part: DayPart,
        _ firstID: UInt32,
        _ ids: Slice<UnsafeBufferPointer<UInt32>>,
        _ ranks: Slice<UnsafeBufferPointer<UInt8>>
    ) {
        part.terms.withUnsafeBufferPointer { all in
            plan.failed.withUnsafeBufferPointer { failures in
                for place in ids.indices.reversed() {
                    let (id, rank) = (ids[place], ranks[place])
                    let local = Int(id &- firstID)
                    let terms = all[local]
                    guard terms != DayPart.nothing else { continue }
                    let failed = failures[Int(terms)]
                    // Two filters failed: it counts nowhere.
                    guard failed & (failed &- 1) == 0 else { continue }
                    // A model of a provisional registration is not public.
                    if rank & TextHits.byModel != 0, part.issued[local] == CatalogueRow.noDay { continue }
                    look(part, local, id, terms, isListed: failed == 0, rank: rank & ~TextHits.byModel)
                }
            }
        }
    }

    /// What the view counted, for the terms that fail at most one filter.
    private mutating func count() {
        for (terms, failed) in plan.failed.enumerated() where failed & (failed &- 1) == 0 {
            counts[terms] = plan.view.counts[terms]
            if failed == 0 { total += Int(counts[terms]) }
        }
    }

    /// Offers a part's labels without counting them.
    private mutating func keep(_ part: DayPart, _ firstID: UInt32) {
        part.terms.withUnsafeBufferPointer { all in
            plan.failed.withUnsafeBufferPointer { failures in
                for local in all.indices.reversed() {
                    let terms = all[local]
                    guard terms != DayPart.nothing, failures[Int(terms)] == 0 else { continue }
                    offer(part, local, firstID &+ UInt32(local), terms, rank: 2)
                }
            }
        }
    }

    private mutating func walk(_ part: DayPart, _ firstID: UInt32) {
        part.terms.withUnsafeBufferPointer { all in
            plan.failed.withUnsafeBufferPointer { failures in
                for local in all.indices.reversed() {
                    let terms = all[local]
                    if terms == DayPart.nothing { continue }
                    let failed = failures[Int(terms)]
                    // Two filters failed: it counts nowhere.
                    if failed & (failed &- 1) != 0 { continue }
                    look(part, local, firstID &+ UInt32(local), terms, isListed: failed == 0, rank: 2)
                }
            }
        }
    }

    /// A label that at most one of the other filters leaves out.
    private mutating func look(
        _ part: DayPart,
        _ local: Int,
        _ id: UInt32,
        _ terms: UInt32,
        isListed: Bool,
        rank: UInt8
    ) {
        if hasDates, !isWithin(part, local, terms) { return }
        if let through, !isCovered(part.breaks[local], through, counts: isListed) { return }
        counts[Int(terms)] &+= 1
        guard isListed else { return }
        total &+= 1
        guard !isCounting else { return }
        offer(part, local, id, terms, rank: rank)
    }

    private mutating func offer(_ part: DayPart, _ local: Int, _ id: UInt32, _ terms: UInt32, rank: UInt8) {
        let key = order.key(
            terms: terms,
            heldUntil: part.heldUntil[local],
            issued: part.issued[local],
            rank: rank,
            id: id
        )
        if let after, key <= after { return }
        first.offer(key)
    }

    private func isWithin(_ part: DayPart, _ local: Int, _ terms: UInt32) -> Bool {
        let issued = part.issued[local]
        if issued < issuedFrom || issued > issuedTo {
            // Without a bound, what was never issued is in.
            guard issued == CatalogueRow.noDay, issuedFrom == .min, issuedTo == CatalogueRow.noDay - 1 else {
                return false
            }
        }
        guard let endsBy else { return true }
        let end = part.heldUntil[local]
        return end != CatalogueRow.noDay && end <= endsBy
            && plan.view.snapshot.words.terms[Int(terms)].standing == .valid
    }

    private mutating func isCovered(_ packed: Int32, _ last: Int32, counts: Bool) -> Bool {
        switch DayBreak.word(packed, through: last, today: today) {
        case .covered:
            if counts { covered &+= 1 }
            return listsCovered
        case .gapFrom:
            if counts { gaps &+= 1 }
            return listsGaps
        case .unknownAfter:
            if counts { unknown &+= 1 }
            return listsUnknown
        }
    }
}

/// The smallest keys of all that were offered: a heap with the greatest kept on top.
struct FirstKeys {
    private let limit: Int
    private var kept: [UInt128] = []

    /// - Parameter room: keys that will come, where that is known.
    init(limit: Int, room: Int = 0) {
        self.limit = limit
        kept.reserveCapacity(room)
    }

    mutating func takeSorted() -> [UInt128] {
        defer { kept = [] }
        kept.sort()
        return kept
    }

    var sorted: [UInt128] { kept.sorted() }

    var isFull: Bool { kept.count >= limit }

    /// Whether a key may be among the first: what is greater than the last kept need not be offered.
    func takes(_ key: UInt128) -> Bool { kept.count < limit || key < (kept.first ?? .max) }

    mutating func offer(_ key: UInt128) {
        guard limit > 0 else { return }
        guard kept.count >= limit else {
            kept.append(key)
            if limit < .max { rise(from: kept.count - 1) }
            return
        }
        guard key < kept[0] else { return }
        kept[0] = key
        sink()
    }

    private mutating func rise(from start: Int) {
        var place = start
        while place > 0 {
            let parent = (place - 1) / 2
            guard kept[parent] < kept[place] else { return }
            kept.swapAt(parent, place)
            place = parent
        }
    }

    private mutating func sink() {
        var place = 0
        while true {
            var child = place * 2 + 1
            guard child < kept.count else { return }
            if child + 1 < kept.count, kept[child] < kept[child + 1] { child += 1 }
            guard kept[place] < kept[child] else { return }
            kept.swapAt(place, child)
            place = child
        }
    }
}
