import Registry

/// Every list fact as of one revision: what any day and any earlier revision read like, without asking the database.
///
/// Never changed: a write makes a new snapshot that shares every chunk it did not touch.
struct CatalogueSnapshot: Sendable {
    /// The newest revision that is read in.
    var mark: RevisionMark
    /// Shared by the snapshots that follow from one another.
    let life = SnapshotLife()
    /// A registry with one test registration is a test registry.
    var hasTests = false
    var words = CatalogueWords()
    /// By registration id divided by the chunk's width.
    var chunks: [CatalogueChunk] = []

    private static let periods = Statement(
        """
        SELECT registration_id, from_day, to_day, standing, level, assurance, held_from, held_until, criteria,
            recorded, superseded
        FROM period WHERE registration_id >= ?1 AND registration_id < ?2 ORDER BY registration_id, from_day
        """
    )
    private static let holders = Statement(
        """
        SELECT registration_id, from_day, to_day, manufacturer_id, recorded, superseded
        FROM holder WHERE registration_id >= ?1 AND registration_id < ?2 ORDER BY registration_id, from_day
        """
    )
    private static let products = Statement(
        """
        SELECT registration_id, from_day, to_day, category, recorded, superseded
        FROM product WHERE registration_id >= ?1 AND registration_id < ?2 ORDER BY registration_id, from_day
        """
    )
    static let tests = Statement("SELECT id FROM registration WHERE origin = 'test' AND id >= ?1 LIMIT 1")
    static let lastRegistration = Statement("SELECT COALESCE(MAX(id), 0) FROM registration")

    /// Whether there are test registrations, looked for from one on.
    static func hasTests(from first: Int64, _ db: any Transaction) throws -> Bool {
        try db.first(tests, [.integer(first)]) { _ in true } ?? false
    }

    /// Reads a chunk anew. Rows of later revisions than the snapshot's may come along: they are not yet known in it.
    mutating func read(chunk number: Int, _ db: any Transaction) throws {
        let first = Int64(number * CatalogueChunk.width)
        let range: [Value] = [.integer(first), .integer(first + Int64(CatalogueChunk.width))]
        var facts = [CatalogueFacts](repeating: CatalogueFacts(), count: CatalogueChunk.width)
        try db.rows(Self.periods, range) { row in
            guard let standing = Standing(rawValue: row.text(3)), let level = StarLevel(rawValue: Int(row.integer(4))),
                let assurance = Assurance(rawValue: row.text(5))
            else { throw EngineFault(.broken, "registration \(row.integer(0)) has a period of no known kind") }
            facts[Int(row.integer(0) - first)].periods.append(
                CatalogueFacts.Period(
                    from: row.dayNumber(1),
                    to: row.dayNumber(2),
                    standing: standing,
                    level: level,
                    assurance: assurance,
                    heldFrom: row.isNull(6) ? CatalogueRow.noDay : row.dayNumber(6),
                    heldUntil: row.isNull(7) ? CatalogueRow.noDay : row.dayNumber(7),
                    criteria: words.place(of: row.text(8)),
                    known: row.known(9)
                )
            )
        }
        try db.rows(Self.holders, range) { row in
            facts[Int(row.integer(0) - first)].holders.append(
                CatalogueFacts.Other(
                    from: row.dayNumber(1),
                    to: row.dayNumber(2),
                    value: Int32(clamping: row.integer(3)),
                    known: row.known(4)
                )
            )
        }
        try db.rows(Self.products, range) { row in
            facts[Int(row.integer(0) - first)].categories.append(
                CatalogueFacts.Other(
                    from: row.dayNumber(1),
                    to: row.dayNumber(2),
                    value: words.place(of: row.text(3)),
                    known: row.known(4)
                )
            )
        }
        var rows: [CatalogueRow] = []
        rows.reserveCapacity(CatalogueChunk.width * 3)
        for (local, facts) in facts.enumerated() {
            facts.rows(local: UInt16(local), words: &words, into: &rows)
        }
        let chunk = CatalogueChunk(rows: rows)
        if number < chunks.count {
            chunks[number] = chunk
        } else {
            chunks.append(chunk)
        }
    }
}

/// Tells snapshots apart that do not follow from one another.
final class SnapshotLife: Sendable, Equatable {
    static func == (left: SnapshotLife, right: SnapshotLife) -> Bool { left === right }
}

extension Row {
    fileprivate func dayNumber(_ column: Int32) -> Int32 { Int32(clamping: integer(column)) }

    fileprivate func known(_ column: Int32) -> CatalogueFacts.Known {
        CatalogueFacts.Known(from: UInt32(clamping: integer(column)), to: UInt32(clamping: integer(column + 1)))
    }
}
