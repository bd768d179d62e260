package import Registry

/// Watches as people ask for them, see them and end them.
extension RegistryStore {
    /// Watches that one address may have: more than an officer has contracts at a time, and few enough that nobody's
    /// mailbox is filled by them.
    package static let mostWatches = 50
    /// Watches of an address that wait to be confirmed: a stranger fills no mailbox by asking.
    package static let mostAsked = 5
    /// Labels of a query that wait to be told to one watch; where there are more, the letter says so, and they are told
    /// by that.
    package static let mostDueLabels = 1000
    /// A watch that was asked for waits a day to be confirmed. Milliseconds.
    package static let watchAskLife: Int64 = 24 * 3_600_000
    /// What is over is kept for as long, so that its last letter can be sent and its links say so. Milliseconds.
    package static let watchOverLife: Int64 = 30 * 24 * 3_600_000

    /// Takes a wish and queues the letter that confirms it. The answer is the same for every address: one that has as
    /// many watches as it may, or got such a letter just now, gets none.
    ///
    /// - Throws: `watchEnd` for a day that has passed or lies too far ahead.
    package func ask(_ ask: WatchAsk, for address: MailAddress, at now: Moment) async throws {
        try WatchAsk.check(until: ask.until, on: now.day)
        try await engine.write { db in
            let rows = WatchRows(db: db)
            guard try !rows.wasAsked(address, at: now), try rows.count(of: address, .followed) < Self.mostWatches,
                try rows.count(of: address, .asked) < Self.mostAsked
            else { return }
            let id = try rows.add(ask, for: address, at: now)
            let letter = Letter(
                .confirmWatch,
                to: address,
                ask.language,
                // Nothing that was typed: anybody can have this letter sent to anybody.
                facts: ["until": ask.until.text],
                lastsUntil: now + Self.watchAskLife
            )
            try Outbox(db: db).queue(letter, about: id, at: now)
        }
    }

    /// What a link leads to; nil where it is none of ours or too old.
    package func watch(behind token: String, at now: Moment) async throws -> Watch? {
        try await engine.read { [keys] db in try WatchRows(db: db).watch(behind: token, keys, at: now)?.watch }
    }

    /// Begins to follow what was asked for. Once more is no fault: mail programs and people press twice.
    ///
    /// A check is told from what its receipt says, a list from now.
    ///
    /// - Parameter products: the rows of the check that led to a registration; not looked at for a list.
    /// - Throws: `linkOver` for a link that is not good, `tooManyLabels` for a check of too many.
    @discardableResult
    package func confirmWatch(_ token: String, _ products: [WatchedProduct] = [], at now: Moment) async throws -> Watch
    {
        try WatchAsk.check(rows: products.count)
        let keys = keys
        var rows: [Int64: [CheckedRow]] = [:]
        for product in products {
            guard case .code(let code) = LabelCode.read(product.code), keys.knows(code) else { continue }
            rows[Int64(code.sequence), default: []].append(product.row)
        }
        return try await engine.write { [rows, keys] db in
            let watches = WatchRows(db: db)
            guard let found = try watches.watch(behind: token, keys, at: now), found.watch.state != .over else {
                throw Refusal.linkOver
            }
            var watch = found.watch
            let head = try Revisions(db: db).head().revision
            guard try watches.follow(watch.id, from: head, on: now.day) else { return watch }
            try watches.prolong(watch.id, watch.until)
            try WatchLook.begin(WatchBase(revision: head, day: now.day), db)
            watch.state = .followed
            guard case .check(let check) = found.subject else { return watch }
            let base = WatchBase(revision: check.asked.revision, day: check.asked.today)
            try watches.add(rows.sorted { $0.key < $1.key }, to: watch.id, base: base)
            return watch
        }
    }

    /// Moves a watch's day.
    ///
    /// - Throws: `linkOver`, `watchEnd`.
    package func setEnd(ofWatch token: String, _ until: Day, at now: Moment) async throws -> Watch {
        try WatchAsk.check(until: until, on: now.day)
        return try await engine.write { [keys] db in
            let rows = WatchRows(db: db)
            guard var watch = try rows.watch(behind: token, keys, at: now)?.watch, watch.state == .followed else {
                throw Refusal.linkOver
            }
            try rows.setEnd(watch.id, until)
            watch.until = until
            return watch
        }
    }

    /// Ends a watch and forgets it, with its links. Once more is no fault: who stops twice has what they wanted.
    package func stopWatch(_ token: String, at now: Moment) async throws {
        try await engine.write { [keys] db in
            let rows = WatchRows(db: db)
            guard let watch = try rows.watch(behind: token, keys, at: now)?.watch else { return }
            try rows.remove(watch.id)
        }
    }

    private static let forgetAsked = Statement(
        """
        DELETE FROM watch WHERE id IN (
            SELECT id FROM watch WHERE state = 'asked' AND asked_at <= ?1 ORDER BY asked_at, id LIMIT 1000
        )
        """
    )
    // Few at a time: each takes its labels with it. Its last letter must be out first.
    private static let forgetOver = Statement(
        """
        DELETE FROM watch WHERE id IN (
            SELECT w.id FROM watch w WHERE w.state = 'over' AND w.until_day < ?1
                AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.id = w.letter_id AND l.state = 'waiting')
            ORDER BY w.until_day, w.id LIMIT 10
        )
        """
    )
    private static let forgetTokens = Statement(
        """
        DELETE FROM watch_token WHERE digest IN (
            SELECT digest FROM watch_token WHERE ends_at <= ?1 ORDER BY ends_at LIMIT 1000
        )
        """
    )
    // What lies so far back that no clock comes back to it: a label of a query is compared with what it was where the
    // cursor stood, as one that was never told of.
    private static let forgetTold = Statement(
        """
        DELETE FROM watch_label WHERE (watch_id, registration_id) IN (
            SELECT watch_id, registration_id FROM watch_label
            WHERE state = 'told' AND of_list = 1 AND base_day < ?1
                AND base_revision <= (SELECT MAX(revision) FROM watch_round WHERE id = 1)
            ORDER BY base_day LIMIT 1000
        )
        """
    )
    private static let listed = Statement(
        "SELECT kind, state, COUNT(*) FROM watch GROUP BY kind, state ORDER BY kind, state"
    )
    private static let due = Statement("SELECT COUNT(*) FROM watch_label WHERE state = 'due' AND watch_id > 0")

    /// Forgets watches that nobody confirmed or that are over, links whose time is, and labels of queries that were
    /// told of long ago, some at a time; 0 where nothing was left.
    package func forgetWatches(at now: Moment) async throws -> Int {
        let over = (now + -Self.watchOverLife).day
        return try await engine.write(isRepeatable: true) { db in
            try db.run(Self.forgetAsked, [.moment(now + -Self.watchAskLife)])
                + db.run(Self.forgetOver, [.day(over)]) + db.run(Self.forgetTokens, [.moment(now)])
                + db.run(Self.forgetTold, [.day(over)])
        }
    }

    /// How many watches there are, and what waits to be told.
    package func watchCounts() async throws -> WatchCounts {
        try await engine.read { db in
            var counts: [Watch.Kind: [Watch.State: Int]] = [:]
            try db.rows(Self.listed, []) { row in
                guard let kind = Watch.Kind(rawValue: row.text(0)), let state = Watch.State(rawValue: row.text(1))
                else { return }
                counts[kind, default: [:]][state] = Int(row.integer(2))
            }
            return WatchCounts(counts: counts, due: Int(try db.first(Self.due) { $0.integer(0) } ?? 0))
        }
    }
}
