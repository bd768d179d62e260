import Registry

/// The labels that somebody follows: those that meet the conditions today, or did on some day before.
///
/// A list of what is valid loses a label on the day it is revoked; who follows that list must hear of it. So a condition
/// that time undoes is met for good. The delivery day does not narrow: what covers it changes with every day of asking.
struct ListFollow: Sendable {
    let plan: ListPlan
    private let hits: TextHits?

    init(_ plan: ListPlan, _ hits: TextHits?) {
        self.plan = plan
        self.hits = hits
    }

    var isTest: Bool { plan.view.snapshot.hasTests }

    /// Calls `body` for every label followed, in order of registration.
    func each(_ body: (_ id: UInt32, _ part: DayPart, _ local: Int) throws -> Void) rethrows {
        guard let hits else {
            for (number, part) in plan.view.parts.enumerated() {
                for local in 0..<CatalogueChunk.width where follows(part, number, local) {
                    try body(UInt32(number * CatalogueChunk.width + local), part, local)
                }
            }
            return
        }
        for (place, id) in hits.ids.enumerated() {
            let (number, local) = (Int(id) / CatalogueChunk.width, Int(id) % CatalogueChunk.width)
            guard number < plan.view.parts.count else { break }
            let part = plan.view.parts[number]
            // A model of a provisional registration is not public.
            if hits.ranks[place] & TextHits.byModel != 0, part.issued[local] == CatalogueRow.noDay { continue }
            if follows(part, number, local) { try body(id, part, local) }
        }
    }

    /// The revision from which a label is known.
    func firstRevision(of id: UInt32) -> UInt32 {
        let chunk = plan.view.snapshot.chunks[Int(id) / CatalogueChunk.width]
        return chunk.rows(of: Int(id) % CatalogueChunk.width).lazy.map { chunk.rows[$0].recorded }.min() ?? .max
    }

    /// Since when a label that has lapsed today reads so, the revision that says it, and whether it was ever said to be in
    /// grace: a list cuts what is known wherever anything of a label changes, so neighbours count as one. nil for others.
    func lapse(of id: UInt32) -> (from: Int32, recorded: UInt32, hadGrace: Bool)? {
        let chunk = plan.view.snapshot.chunks[Int(id) / CatalogueChunk.width]
        var from: Int32?
        var (recorded, hadGrace) = (UInt32(0), false)
        for row in chunk.rows(of: Int(id) % CatalogueChunk.width).lazy.map({ chunk.rows[$0] })
        where row.recorded <= plan.view.revision {
            let standing = plan.view.snapshot.words.terms[Int(row.terms)].standing
            if standing == .grace { hadGrace = true }
            guard row.isKnown(at: plan.view.revision), row.from <= plan.view.day else { continue }
            from = standing == .lapsed ? from ?? row.from : nil
            recorded = row.recorded
        }
        return from.map { ($0, recorded, hadGrace) }
    }

    func standing(_ part: DayPart, _ local: Int) -> Standing {
        plan.view.snapshot.words.terms[Int(part.terms[local])].standing
    }

    private func follows(_ part: DayPart, _ number: Int, _ local: Int) -> Bool {
        let terms = part.terms[local]
        guard terms != DayPart.nothing else { return false }
        if meets(terms, heldUntil: part.heldUntil[local], issued: part.issued[local]) { return true }
        let chunk = plan.view.snapshot.chunks[number]
        return chunk.rows(of: local).contains { index in
            let row = chunk.rows[index]
            return row.isKnown(at: plan.view.revision) && row.from <= plan.view.day
                && meets(row.terms, heldUntil: row.heldUntil, issued: row.issued)
        }
    }

    private func meets(_ terms: UInt32, heldUntil: Int32, issued: Int32) -> Bool {
        guard plan.failed[Int(terms)] == 0 else { return false }
        let query = plan.query
        if query.issuedFrom != nil || query.issuedTo != nil {
            guard issued != CatalogueRow.noDay else { return false }
            if let from = query.issuedFrom, issued < from.number { return false }
            if let to = query.issuedTo, issued > to.number { return false }
        }
        if let days = query.expiringWithin {
            guard heldUntil != CatalogueRow.noDay, Int(heldUntil) - Int(plan.view.day) <= days,
                plan.view.snapshot.words.terms[Int(terms)].standing == .valid
            else { return false }
        }
        return true
    }
}
