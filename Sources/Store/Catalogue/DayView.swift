import Registry

/// What every registration is on one day, as known at one revision: four numbers each, scanned by every list.
final class DayView: Sendable {
    let day: Int32
    let revision: UInt32
    let snapshot: CatalogueSnapshot
    let parts: [DayPart]
    /// By terms: how many registrations have them on the day.
    let counts: [Int32]

    /// - Parameter earlier: a view of the same day, of which unchanged parts are taken over.
    init(_ snapshot: CatalogueSnapshot, day: Day, revision: Int64, earlier: DayView?) {
        let revision = UInt32(clamping: revision)
        self.snapshot = snapshot
        self.day = day.number
        self.revision = revision
        let effects = snapshot.words.terms.map { Coverage.Effect($0.standing) }
        let parts = snapshot.chunks.enumerated().map { number, chunk in
            if let earlier, number < earlier.parts.count, earlier.snapshot.chunks[number] === chunk,
                earlier.parts[number].steadyFrom <= min(revision, earlier.revision)
            {
                return earlier.parts[number]
            }
            return DayPart(chunk, effects, day: day.number, revision: revision)
        }
        self.parts = parts
        var counts = [Int32](repeating: 0, count: snapshot.words.terms.count)
        // Only what changed is counted anew.
        let known = earlier.flatMap { $0.counts.count <= counts.count ? $0 : nil }
        if let known { counts.replaceSubrange(known.counts.indices, with: known.counts) }
        for (number, part) in parts.enumerated() {
            let old = known.flatMap { number < $0.parts.count ? $0.parts[number] : nil }
            guard old !== part else { continue }
            for terms in part.terms where terms != DayPart.nothing { counts[Int(terms)] += 1 }
            if let old { for terms in old.terms where terms != DayPart.nothing { counts[Int(terms)] -= 1 } }
        }
        self.counts = counts
    }
}

/// The first day from the view's on which a registration is not valid, and what it then is, in one number: what a
/// delivery day is asked about, for any delivery day. Of a standing whose beginning matters it is that beginning, which
/// may lie before the view's day.
enum DayBreak {
    /// Valid for ever, as far as is known.
    static let never = Int32.max

    /// Days keep 30 of the bits, which reach a million years.
    static func packed(_ day: Int32, _ effect: Coverage.Effect) -> Int32 { day << 2 | effect.rawValue }

    /// The word of `Registration.coverage` for a delivery day; the random lists of the tests hold the two together.
    static func word(_ packed: Int32, through: Int32, today: Int32) -> Coverage.Word {
        let day = packed >> 2
        guard packed != never, day <= through else { return .covered }
        return Coverage.Effect(rawValue: packed & 3)?.word(since: day, today: today) ?? .covered
    }
}

/// A day's part of one chunk.
final class DayPart: Sendable {
    static let nothing = UInt32.max

    /// Place of the terms by registration; `nothing` where none is known.
    let terms: [UInt32]
    let heldUntil: [Int32]
    let issued: [Int32]
    /// See `DayBreak`.
    let breaks: [Int32]
    /// The last revision that says anything in the chunk: from it on the part stays as it is.
    let steadyFrom: UInt32

    /// - Parameter effects: by terms.
    init(_ chunk: CatalogueChunk, _ effects: [Coverage.Effect], day: Int32, revision: UInt32) {
        var terms = [UInt32](repeating: Self.nothing, count: CatalogueChunk.width)
        var heldUntil = [Int32](repeating: CatalogueRow.noDay, count: CatalogueChunk.width)
        var issued = heldUntil
        var breaks = [Int32](repeating: DayBreak.never, count: CatalogueChunk.width)
        var last: UInt32 = 0
        var run: (local: UInt16, effect: Coverage.Effect, since: Int32) = (.max, .holds, 0)
        for row in chunk.rows {
            last = max(last, row.recorded, row.superseded == .max ? 0 : row.superseded)
            guard row.isKnown(at: revision) else { continue }
            let local = Int(row.local)
            // Rows of one knowledge come in the order of their days, so the first break found is the first. A change of
            // holder or product cuts a row and not its standing.
            let effect = effects[Int(row.terms)]
            if run.local != row.local || run.effect != effect { run = (row.local, effect, row.from) }
            guard day < row.to else { continue }
            if effect != .holds, breaks[local] == DayBreak.never {
                breaks[local] = DayBreak.packed(effect == .gap ? max(day, row.from) : run.since, effect)
            }
            guard row.from <= day else { continue }
            terms[local] = row.terms
            heldUntil[local] = row.heldUntil
            issued[local] = row.issued
        }
        self.terms = terms
        self.heldUntil = heldUntil
        self.issued = issued
        self.breaks = breaks
        steadyFrom = last
    }
}
