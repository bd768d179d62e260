package import Registry

/// What the ladder does between two transactions of a long round; it is told how many labels or letters the last one took.
package typealias LadderPause = @Sendable (Int) async -> Void

extension RegistryStore {
    /// Labels whose last valid day lies in a run of days, in the order of their ends. The order of the tables is stated:
    /// what ends then is little, what belongs to a list may be everything.
    private static let byEnd = Statement(
        """
        SELECT DISTINCT p.held_until, p.registration_id FROM period p CROSS JOIN registration r
        WHERE p.superseded = 9223372036854775807 AND p.standing = 'valid'
            AND (p.held_until, p.registration_id) > (?1, ?2) AND p.held_until <= ?3
            AND r.id = p.registration_id AND r.source_id = 0
        ORDER BY p.held_until, p.registration_id LIMIT ?4
        """
    )
    private static let byGraceEnd = Statement(
        """
        SELECT DISTINCT p.to_day, p.registration_id FROM period p CROSS JOIN registration r
        WHERE p.superseded = 9223372036854775807 AND p.standing = 'grace'
            AND (p.to_day, p.registration_id) > (?1, ?2) AND p.to_day <= ?3
            AND r.id = p.registration_id AND r.source_id = 0
        ORDER BY p.to_day, p.registration_id LIMIT ?4
        """
    )
    private static let changed = Statement(
        """
        SELECT DISTINCT e.revision, e.registration_id FROM event e CROSS JOIN registration r
        WHERE (e.revision, e.registration_id) > (?1, ?2) AND e.revision <= ?3
            AND r.id = e.registration_id AND r.source_id = 0
        ORDER BY e.revision, e.registration_id LIMIT ?4
        """
    )
    private static let isPlanned = Statement(
        "SELECT id FROM notice WHERE state = 'planned' AND recipient > '' AND due_on <= ?1 LIMIT 1"
    )
    private static let isFailed = Statement("SELECT id FROM notice WHERE state = 'failed' AND id > 0 LIMIT 1")
    private static let bringForward = Statement(
        "UPDATE notice SET due_on = ?1 WHERE state = 'planned' AND recipient > '' AND due_on > ?1"
    )

    /// Labels examined in one transaction.
    private static let batch = 500

    /// A run of labels to be looked at, read page by page.
    struct LadderWalk: Sendable {
        let statement: Statement
        /// The first value of the statement's order to begin after, and the last one taken.
        let after: Int64
        let through: Int64
        /// Whether the labels found may have lapsed.
        var mayHaveLapsed = false

        /// The next labels after a place, with the places they stand at.
        func page(after place: (Int64, Int64)?, _ db: any Transaction, limit: Int) throws -> [(Int64, Int64)] {
            let from = place ?? (after, Int64.max)
            let values: [Value] = [
                .integer(from.0), .integer(from.1), .integer(through), .integer(Int64(limit)),
            ]
            return try db.all(statement, values) { ($0.integer(0), $0.integer(1)) }
        }
    }

    /// What the days after one through another, and the revisions after one through another, may have made due.
    func walks(_ cursor: LadderCursor, through today: Day, _ revision: Int64) -> [LadderWalk] {
        var walks: [LadderWalk] = []
        if cursor.through < today {
            let (from, to) = (Int64(cursor.through.number), Int64(today.number))
            for shift in rules.ladder.dated.compactMap(\.shift).map(Int64.init) {
                walks.append(LadderWalk(statement: Self.byEnd, after: from - shift, through: to - shift))
            }
            if rules.ladder.atGraceEnd {
                // A period ends on the day before its `to_day`.
                walks.append(LadderWalk(statement: Self.byGraceEnd, after: from + 1, through: to + 1))
            }
            walks.append(LadderWalk(statement: Self.byEnd, after: from - 1, through: to - 1, mayHaveLapsed: true))
            walks.append(LadderWalk(statement: Self.byGraceEnd, after: from, through: to, mayHaveLapsed: true))
        }
        if cursor.revision < revision {
            let (after, through) = (cursor.revision, revision)
            walks.append(LadderWalk(statement: Self.changed, after: after, through: through, mayHaveLapsed: true))
        }
        return walks
    }

    private struct Look: Sendable {
        var cursor: LadderCursor?
        var head: Int64
        var hasWork: Bool
    }

    /// One round of the ladder: what became due is planned, letters that were given up go to somebody else, and what is
    /// planned for today becomes letters.
    ///
    /// Any number of processes may do it at any time and stop at any point: each transaction takes a few hundred labels
    /// and finds what is settled, and the cursor moves when all is planned. A day or a clock's jump looks at the labels
    /// whose milestones lie in between, and at those that were changed; a quiet round is one short read.
    ///
    /// - Parameters:
    ///   - perDay: digests that one address gets in a day at most; what is more waits for the next day.
    ///   - pause: gives way to whatever else the process does.
    package func keepLadder(
        perDay: Int,
        at now: Moment,
        pause: LadderPause = { _ in }
    ) async throws -> LadderTally {
        var tally = LadderTally()
        let today = now.day
        let look = try await engine.read { db in
            let isPlanned = try db.first(Self.isPlanned, [.day(today)]) { _ in true } ?? false
            let isFailed = try db.first(Self.isFailed) { _ in true } ?? false
            return Look(
                cursor: try LadderCursor(db),
                head: try Revisions(db: db).head().revision,
                hasWork: isPlanned || isFailed
            )
        }
        let cursor = try await begin(look, today)
        if cursor.through != today || cursor.revision != look.head {
            for walk in walks(cursor, through: today, look.head) {
                tally += try await plan(walk, cursor, at: now, pause)
            }
            _ = try await engine.write(isRepeatable: true) { db in
                try LadderCursor.move(to: today, look.head, db)
            }
        }
        guard look.hasWork || tally.planned > 0 else { return tally }
        tally += try await escalate(began: cursor.began, at: now)
        tally += try await compose(perDay: perDay, at: now, pause)
        return tally
    }

    /// Where the ladder stands. It begins with the first round; where the clock was ahead, it comes back with it.
    private func begin(_ look: Look, _ today: Day) async throws -> LadderCursor {
        guard var cursor = look.cursor else {
            let first = LadderCursor(beginningOn: today, revision: look.head)
            try await engine.write(isRepeatable: true) { db in try first.begin(db) }
            return first
        }
        guard cursor.through > today else { return cursor }
        cursor.through = today
        let back = cursor
        try await engine.write(isRepeatable: true) { db in
            try LadderCursor.move(to: today, back.revision, db)
            try db.run(Self.bringForward, [.day(today)])
        }
        return cursor
    }

    private func plan(
        _ walk: LadderWalk,
        _ cursor: LadderCursor,
        at now: Moment,
        _ pause: LadderPause
    ) async throws -> LadderTally {
        let (began, since) = (cursor.began, cursor.through)
        var tally = LadderTally()
        var place: (Int64, Int64)?
        while true {
            let page = try await engine.lookup { [place] db in try walk.page(after: place, db, limit: Self.batch) }
            guard let last = page.last else { return tally }
            tally += try await engine.write(isRepeatable: true) { [ladder = rules.ladder] db in
                let rows = NoticeRows(db: db, ladder: ladder, began: began, at: now)
                var seen: Set<Int64> = []
                return try page.reduce(into: LadderTally()) { tally, found in
                    guard seen.insert(found.1).inserted else { return }
                    if walk.mayHaveLapsed { try rows.announceLapse(of: found.1, from: since) }
                    tally += try rows.plan(found.1)
                }
            }
            guard page.count == Self.batch else { return tally }
            await pause(page.count)
            place = last
        }
    }
}
