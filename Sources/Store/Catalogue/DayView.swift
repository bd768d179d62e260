import Registry

/// What every registration is on one day, as known at one revision: three numbers each, scanned by every list.
final class DayView: Sendable {
    let day: Int32
    let revision: UInt32
    let snapshot: CatalogueSnapshot
    let parts: [DayPart]

    /// - Parameter earlier: a view of the same day, of which unchanged parts are taken over.
    init(_ snapshot: CatalogueSnapshot, day: Day, revision: Int64, earlier: DayView?) {
        let revision = UInt32(clamping: revision)
        self.snapshot = snapshot
        self.day = day.number
        self.revision = revision
        parts = snapshot.chunks.enumerated().map { number, chunk in
            if let earlier, number < earlier.parts.count, earlier.snapshot.chunks[number] === chunk,
                earlier.parts[number].steadyFrom <= min(revision, earlier.revision)
            {
                return earlier.parts[number]
            }
            return DayPart(chunk, day: day.number, revision: revision)
        }
    }
}

/// A day's part of one chunk.
final class DayPart: Sendable {
    static let nothing = UInt32.max

    /// Place of the terms by registration; `nothing` where none is known.
    let terms: [UInt32]
    let heldUntil: [Int32]
    let issued: [Int32]
    /// The last revision that says anything in the chunk: from it on the part stays as it is.
    let steadyFrom: UInt32

    init(_ chunk: CatalogueChunk, day: Int32, revision: UInt32) {
        var terms = [UInt32](repeating: Self.nothing, count: CatalogueChunk.width)
        var heldUntil = [Int32](repeating: CatalogueRow.noDay, count: CatalogueChunk.width)
        var issued = heldUntil
        var last: UInt32 = 0
        for row in chunk.rows {
            last = max(last, row.recorded, row.superseded == .max ? 0 : row.superseded)
            guard row.from <= day, day < row.to, row.isKnown(at: revision) else { continue }
            let local = Int(row.local)
            terms[local] = row.terms
            heldUntil[local] = row.heldUntil
            issued[local] = row.issued
        }
        self.terms = terms
        self.heldUntil = heldUntil
        self.issued = issued
        steadyFrom = last
    }
}
