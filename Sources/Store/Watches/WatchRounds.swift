package import Registry

extension RegistryStore {
    private static let byStart = Statement(
        """
        SELECT DISTINCT p.from_day, p.registration_id FROM period p
        WHERE p.superseded = 9223372036854775807 AND (p.from_day, p.registration_id) > (?1, ?2) AND p.from_day <= ?3
        ORDER BY p.from_day, p.registration_id LIMIT ?4
        """
    )
    private static let byEndDay = Statement(
        """
        SELECT DISTINCT p.held_until, p.registration_id FROM period p
        WHERE p.superseded = 9223372036854775807 AND p.standing = 'valid'
            AND (p.held_until, p.registration_id) > (?1, ?2) AND p.held_until <= ?3
        ORDER BY p.held_until, p.registration_id LIMIT ?4
        """
    )
    private static let byEffect = Statement(
        """
        SELECT DISTINCT e.effective_on, e.registration_id FROM event e
        WHERE e.kind IN ('holderChanged', 'modelsChanged', 'restated', 'corrected')
            AND (e.effective_on, e.registration_id) > (?1, ?2) AND e.effective_on <= ?3
        ORDER BY e.effective_on, e.registration_id LIMIT ?4
        """
    )
    private static let byRevision = Statement(
        """
        SELECT DISTINCT e.revision, e.registration_id FROM event e
        WHERE (e.revision, e.registration_id) > (?1, ?2) AND e.revision <= ?3
        ORDER BY e.revision, e.registration_id LIMIT ?4
        """
    )
    private static let isHeld = Statement(
        "SELECT watch_id FROM watch_label WHERE registration_id = ?1 AND state = 'told' LIMIT 1"
    )
    private static let renew = Statement(
        "UPDATE watch_label SET state = 'new' WHERE registration_id = ?1 AND state = 'told'"
    )

    /// Labels looked at in one transaction, and how often they are held against a query in it.
    private static let watchBatch = 500
    private static let mostCompared = 200_000

    /// One round of the watches: labels that changed, or whose calendar did, are compared with what watchers know,
    /// watches whose day has passed end, and what is due becomes letters, one a day for each watch.
    ///
    /// Any number of processes may do it at any time and stop at any point: what is found again is there already, and
    /// the cursor moves last. A quiet round is one short read. A label of a query is compared with what it was where the
    /// cursor stood; one that was told of, with what it was told as.
    package func keepWatches(at now: Moment) async throws -> WatchTally {
        var tally = WatchTally()
        let look = try await engine.read { db in try WatchLook(db) }
        let target = WatchBase(revision: look.head, day: now.day)
        var isNew = look.isNew
        // Before anybody followed anything there is nothing to look back to.
        guard let cursor = look.cursor else { return tally }
        if cursor != target {
            let from = try await comeBack(cursor, at: now)
            if look.firstEnd != nil {
                let lists = try await listWatchers(on: now.day)
                for (walk, concerned) in watchWalks(from, to: target, lists) {
                    let found = try await examine(along: walk, concerned, from: from, to: target)
                    tally.due += found.due
                    isNew = isNew || found.isNew
                }
            }
            try await engine.write(isRepeatable: true) { db in try WatchLook.move(from, to: target, db) }
        }
        if isNew { tally.due += try await examineWatched(target) }
        if let first = look.firstEnd, first < now.day { tally.over = try await endWatches(at: now) }
        if look.isDue || tally.due > 0 { tally.letters = try await composeWatches(at: now) }
        return tally
    }

    /// Whether a round would find anything to do; one short read.
    package func hasWatchWork(at now: Moment) async throws -> Bool {
        let look = try await engine.read { db in try WatchLook(db) }
        guard let cursor = look.cursor else { return false }
        let isOver = look.firstEnd.map { $0 < now.day } ?? false
        return cursor != WatchBase(revision: look.head, day: now.day) || look.isNew || look.isDue || isOver
    }

    /// Where the clock was ahead, the cursor comes back with it, and what was put off to days to come is not.
    private func comeBack(_ cursor: WatchBase, at now: Moment) async throws -> WatchBase {
        guard cursor.day > now.day else { return cursor }
        let back = WatchBase(revision: cursor.revision, day: now.day)
        try await engine.write(isRepeatable: true) { db in
            try WatchLook.move(cursor, to: back, db)
            try WatchLetters.comeBack(db, at: now)
        }
        return back
    }

    /// What the days and revisions after one place through another may have changed, each with the queries it may concern:
    /// days that only some asked for are nothing to the others.
    private func watchWalks(
        _ from: WatchBase,
        to target: WatchBase,
        _ lists: [ListWatcher]
    ) -> [(LadderWalk, [ListWatcher])] {
        var walks: [(LadderWalk, [ListWatcher])] = []
        if from.day < target.day {
            let (first, last) = (Int64(from.day.number), Int64(target.day.number))
            walks.append((LadderWalk(statement: Self.byStart, after: first, through: last), lists))
            walks.append((LadderWalk(statement: Self.byEffect, after: first, through: last), lists))
            let ladder = Set(rules.ladder.nearing.compactMap(\.shift).map { -$0 })
            for days in ladder.union(lists.compactMap(\.expiringWithin)).sorted() {
                let (after, through) = (first + Int64(days), last + Int64(days))
                let concerned = ladder.contains(days) ? lists : lists.filter { $0.expiringWithin == days }
                walks.append((LadderWalk(statement: Self.byEndDay, after: after, through: through), concerned))
            }
        }
        if from.revision < target.revision {
            let (after, through) = (from.revision, target.revision)
            walks.append((LadderWalk(statement: Self.byRevision, after: after, through: through), lists))
        }
        return walks
    }

    private struct WatchFound: Sendable {
        var due = 0
        var isNew = false
    }

    /// What was put down of a page.
    private struct WatchKept: Sendable {
        var due = 0
        /// Watches for which no more is put down.
        var full: Set<Int64> = []
    }

    /// What a page of labels is to watches.
    private struct WatchPage: Sendable {
        var place: (Int64, Int64)?
        var isLast = false
        /// Labels that watches hold already.
        var held: [Int64] = []
        /// Labels of queries that there is something to tell of.
        var hits: [(watch: Int64, registration: Int64, base: WatchBase)] = []

        private static let most = 2000

        /// What is written in one transaction each; watch by watch, so that its room is counted in one of them or two.
        var parts: [WatchPage] {
            let hits = hits.sorted { $0.watch < $1.watch }
            var first = self
            first.hits = Array(hits.prefix(Self.most))
            let others = stride(from: Self.most, to: hits.count, by: Self.most).map { start in
                WatchPage(hits: Array(hits[start..<min(start + Self.most, hits.count)]))
            }
            return [first] + others
        }
    }

    private func examine(
        along walk: LadderWalk,
        _ lists: [ListWatcher],
        from: WatchBase,
        to target: WatchBase
    ) async throws -> WatchFound {
        var found = WatchFound()
        var place: (Int64, Int64)?
        var lists = lists
        while true {
            let page = try await engine.read { [place, lists, keys, ladder = rules.ladder] db in
                let limit = min(Self.watchBatch, Self.mostCompared / max(1, lists.count) + 1)
                let labels = try walk.page(after: place, db, limit: limit)
                let reading = WatchReading(db: db, keys: keys, ladder: ladder, now: target)
                var page = try Self.page(labels, lists, from: from, reading, db)
                page.isLast = labels.count < limit
                return page
            }
            if !page.held.isEmpty || !page.hits.isEmpty {
                // In parts: a page of labels may concern everybody.
                for part in page.parts {
                    let kept = try await engine.write(isRepeatable: true) { db in try Self.keep(part, db) }
                    found.due += kept.due
                    lists.removeAll { kept.full.contains($0.id) }
                }
                found.isNew = found.isNew || !page.held.isEmpty
            }
            guard !page.isLast else { return found }
            place = page.place
        }
    }

    private static func page(
        _ labels: [(Int64, Int64)],
        _ lists: [ListWatcher],
        from: WatchBase,
        _ reading: WatchReading,
        _ db: any Transaction
    ) throws -> WatchPage {
        var page = WatchPage(place: labels.last)
        var seen: Set<Int64> = []
        for (_, id) in labels where seen.insert(id).inserted {
            if try db.first(isHeld, [.integer(id)], { _ in true }) ?? false { page.held.append(id) }
            for list in lists {
                let base = WatchBase.later(from, list.began)
                guard try !reading.difference(id, list.lens, from: base).changes.isEmpty else { continue }
                page.hits.append((list.id, id, base))
            }
        }
        return page
    }

    private static func keep(_ page: WatchPage, _ db: any Transaction) throws -> WatchKept {
        let rows = WatchRows(db: db)
        for id in page.held { try db.run(renew, [.integer(id)]) }
        var kept = WatchKept()
        // A watch may have ended since the page was read.
        var room: [Int64: Int] = [:]
        for hit in page.hits {
            let left = try room[hit.watch] ?? rows.room(of: hit.watch)
            let isAdded = try left > 0 && rows.add(hit.registration, to: hit.watch, base: hit.base)
            room[hit.watch] = isAdded ? left - 1 : left
            if isAdded { kept.due += 1 }
        }
        kept.full = Set(room.filter { $0.value <= 0 }.keys)
        return kept
    }

    private static let lists = Statement(
        """
        SELECT id, revision, day, subject FROM watch
        WHERE kind = 'list' AND state = 'followed' AND id > ?1 ORDER BY id LIMIT 1000
        """
    )

    /// Every query that is followed.
    private func listWatchers(on today: Day) async throws -> [ListWatcher] {
        var watchers: [ListWatcher] = []
        while true {
            let last = watchers.last?.id ?? 0
            let page = try await engine.lookup { [keys, groups = lexicon.groups(on: today)] db in
                try db.all(Self.lists, [.integer(last)]) { row in
                    let subject = try row.withBytes(3) { try WatchSubject(.list, $0) }
                    var days: Int?
                    if case .list(let query) = subject { days = query.expiringWithin }
                    return ListWatcher(
                        id: row.integer(0),
                        lens: WatchLens(subject, groups, keys: keys),
                        began: WatchBase(revision: row.integer(1), day: row.day(2)),
                        expiringWithin: days
                    )
                }
            }
            watchers += page
            guard page.count == 1000 else { return watchers }
        }
    }
}

/// A query that is followed.
private struct ListWatcher: Sendable {
    var id: Int64
    var lens: WatchLens
    /// From when on it is told.
    var began: WatchBase
    var expiringWithin: Int?
}

/// What a round sees first.
struct WatchLook: Sendable {
    /// Through what labels were looked at; nil before the first watch.
    var cursor: WatchBase?
    var head: Int64
    /// The nearest end of a watch that is followed; nil where none is.
    var firstEnd: Day?
    var isNew: Bool
    var isDue: Bool

    private static let read = Statement("SELECT revision, through_day FROM watch_round WHERE id = 1")
    private static let end = Statement("SELECT MIN(until_day) FROM watch WHERE state = 'followed'")
    private static let new = Statement(
        "SELECT watch_id FROM watch_label WHERE state = 'new' AND watch_id > 0 ORDER BY watch_id LIMIT 1"
    )
    private static let due = Statement(
        "SELECT watch_id FROM watch_label WHERE state = 'due' AND watch_id > 0 ORDER BY watch_id LIMIT 1"
    )
    private static let begin = Statement(
        "INSERT INTO watch_round (id, revision, through_day) VALUES (1, ?1, ?2) ON CONFLICT (id) DO NOTHING"
    )
    // Another process may have gone further meanwhile.
    private static let move = Statement(
        "UPDATE watch_round SET revision = ?3, through_day = ?4 WHERE id = 1 AND revision = ?1 AND through_day = ?2"
    )

    init(_ db: any Transaction) throws {
        cursor = try db.first(Self.read) { WatchBase(revision: $0.integer(0), day: $0.day(1)) }
        head = try Revisions(db: db).head().revision
        firstEnd = try db.first(Self.end) { row -> Day? in row.isNull(0) ? nil : row.day(0) } ?? nil
        isNew = try db.first(Self.new) { _ in true } ?? false
        isDue = try db.first(Self.due) { _ in true } ?? false
    }

    /// The first watch begins it; nothing afterwards.
    static func begin(_ base: WatchBase, _ db: any Transaction) throws {
        try db.run(begin, [.integer(base.revision), .day(base.day)])
    }

    static func move(_ from: WatchBase, to target: WatchBase, _ db: any Transaction) throws {
        try db.run(move, [.integer(from.revision), .day(from.day), .integer(target.revision), .day(target.day)])
    }
}
