import Registry

/// What became due of watches, on its way into letters.
extension RegistryStore {
    private static let renewed = Statement(
        """
        SELECT l.watch_id, l.registration_id, l.base_revision, l.base_day, l.products, w.kind, w.subject
        FROM watch_label l JOIN watch w ON w.id = l.watch_id
        WHERE l.state = 'new' AND (l.watch_id, l.registration_id) > (?1, ?2)
        ORDER BY l.watch_id, l.registration_id LIMIT 200
        """
    )
    private static let setState = Statement(
        "UPDATE watch_label SET state = ?3 WHERE watch_id = ?1 AND registration_id = ?2 AND state = 'new'"
    )
    // A letter that is just being sent tells what the last one would tell again.
    private static let ended = Statement(
        """
        SELECT w.id, w.address, w.language, w.title, w.until_day FROM watch w
        WHERE w.state = 'followed' AND w.until_day < ?1 AND NOT EXISTS (
            SELECT 1 FROM letter l WHERE l.id = w.letter_id AND l.state = 'waiting' AND l.lease_until > ?2
        )
        ORDER BY w.until_day, w.id LIMIT 50
        """
    )
    private static let dueWatches = Statement(
        """
        SELECT DISTINCT watch_id FROM watch_label WHERE state = 'due' AND watch_id > ?1 ORDER BY watch_id LIMIT 50
        """
    )

    /// Compares what watchers know of labels with what is; how many of them became due.
    func examineWatched(_ target: WatchBase) async throws -> Int {
        var due = 0
        var place: (Int64, Int64) = (0, 0)
        while true {
            let page = try await engine.read { [place, keys, rules, lexicon] db in
                let reading = WatchReading(db: db, keys: keys, ladder: rules.ladder, now: target)
                let groups = lexicon.groups(on: target.day)
                let rows = try db.all(Self.renewed, [.integer(place.0), .integer(place.1)]) { row in
                    try WatchedRow(row, groups, keys: keys)
                }
                return try rows.map { row in
                    let difference = try reading.difference(row.registration, row.lens, row.products, from: row.base)
                    return (row.watch, row.registration, !difference.changes.isEmpty)
                }
            }
            guard let last = page.last else { return due }
            due += try await engine.write(isRepeatable: true) { db in
                try page.reduce(0) { count, row in
                    let state: WatchRows.LabelState = row.2 ? .due : .told
                    let values: [Value] = [.integer(row.0), .integer(row.1), .text(state.rawValue)]
                    return try db.run(Self.setState, values) == 1 && row.2 ? count + 1 : count
                }
            }
            place = (last.0, last.1)
        }
    }

    /// Watches whose day has passed are over: one letter says so, with what is still to be told. One of whose letters a
    /// sender has in hand waits for what comes of it.
    func endWatches(at now: Moment) async throws -> Int {
        var count = 0
        while true {
            let found = try await engine.write(isRepeatable: true) { db in
                let letters = WatchLetters(db: db, now: now)
                let ended = try db.all(Self.ended, [.day(now.day), .moment(now)], WatchLetters.addressee)
                for watch in ended { try letters.end(watch) }
                return ended.count
            }
            count += found
            if found == 0 { return count }
        }
    }

    /// What is due for a watch becomes one letter, unless one waits or went today.
    func composeWatches(at now: Moment) async throws -> Int {
        var (count, last) = (0, Int64(0))
        while true {
            let page = try await engine.lookup { [last] db in
                try db.all(Self.dueWatches, [.integer(last)]) { $0.integer(0) }
            }
            guard let end = page.last else { return count }
            count += try await engine.write(isRepeatable: true) { db in
                let letters = WatchLetters(db: db, now: now)
                return try page.reduce(0) { try letters.compose(for: $1) ? $0 + 1 : $0 }
            }
            last = end
        }
    }
}

/// A label of a watch with what it is compared with.
private struct WatchedRow {
    var watch: Int64
    var registration: Int64
    var base: WatchBase
    var products: [CheckedRow]
    var lens: WatchLens

    init(_ row: any Row, _ groups: [SearchLexicon.Group], keys: LabelKeys) throws {
        (watch, registration) = (row.integer(0), row.integer(1))
        base = WatchBase(revision: row.integer(2), day: row.day(3))
        products = try row.products(4)
        guard let kind = Watch.Kind(rawValue: row.text(5)) else {
            throw EngineFault(.broken, "a watch cannot be read")
        }
        lens = WatchLens(try row.withBytes(6) { try WatchSubject(kind, $0) }, groups, keys: keys)
    }
}

extension Row {
    func products(_ column: Int32) throws -> [CheckedRow] {
        try withBytes(column) { bytes in
            var reader = PackedReader(bytes)
            return try reader.products()
        }
    }
}

/// Letters to watchers inside a transaction.
struct WatchLetters {
    let db: any Transaction
    let now: Moment

    /// Letters in a row that a server refused, or in all that came back, before a watch is given up: nobody reads them.
    private static let mostFailures: Int64 = 3

    private static let isFree = Statement(
        """
        SELECT id, address, language, title, until_day FROM watch
        WHERE id = ?1 AND state = 'followed' AND letter_id IS NULL AND (letter_day IS NULL OR letter_day <> ?2)
        """
    )
    private static let setLetter = Statement("UPDATE watch SET letter_id = ?2, state = ?3 WHERE id = ?1")
    private static let bringForward = Statement(
        """
        UPDATE letter SET queued_at = ?1, due_at = ?1
        WHERE id IN (SELECT letter_id FROM watch WHERE letter_id IS NOT NULL) AND state = 'waiting' AND queued_at > ?1
        """
    )
    private static let reopen = Statement(
        """
        UPDATE watch SET state = 'followed', letter_id = NULL
        WHERE state = 'over' AND until_day >= ?1 AND letter_id IS NOT NULL
        """
    )
    private static let begin = Statement("UPDATE watch SET sent_revision = ?2, sent_day = ?3 WHERE id = ?1")
    private static let release = Statement("UPDATE watch SET letter_id = NULL WHERE letter_id = ?1")
    private static let ofLetter = Statement(
        "SELECT id, sent_revision, sent_day, failures FROM watch WHERE letter_id = ?1"
    )
    private static let bounce = Statement(
        "UPDATE watch SET bounces = bounces + 1 WHERE id = ?1 AND address_key = ?2 RETURNING bounces"
    )
    private static let told = Statement(
        """
        UPDATE watch_label SET state = ?2, base_revision = ?3, base_day = ?4 WHERE watch_id = ?1 AND state = 'sending'
        """
    )
    private static let untold = Statement(
        "UPDATE watch_label SET state = 'due' WHERE watch_id = ?1 AND state = 'sending'"
    )
    private static let settled = Statement(
        "UPDATE watch SET letter_id = NULL, letter_day = ?2, failures = ?3 WHERE id = ?1"
    )

    /// Whom a letter of a watch goes to, and what it is about.
    struct Addressee: Sendable {
        var watch: Int64
        var address: MailAddress
        var language: Letter.Language
        var title: String
        var until: Day
    }

    static func addressee(_ row: any Row) -> Addressee {
        Addressee(
            watch: row.integer(0),
            address: MailAddress(checked: row.text(1)),
            language: Letter.Language(rawValue: row.text(2)) ?? .ja,
            title: row.text(3),
            until: row.day(4)
        )
    }

    /// A digest of what is due; false where one waits or went today.
    func compose(for watch: Int64) throws -> Bool {
        guard let found = try db.first(Self.isFree, [.integer(watch), .day(now.day)], Self.addressee) else {
            return false
        }
        try queue(.watchDigest, to: found, .followed)
        return true
    }

    /// The last letter, in place of one that waits.
    func end(_ watch: Addressee) throws { try queue(.watchOver, to: watch, .over) }

    private func queue(_ kind: Letter.Kind, to found: Addressee, _ state: Watch.State) throws {
        let letter = Letter(
            kind,
            to: found.address,
            found.language,
            facts: ["title": found.title, "until": found.until.text],
            lastsUntil: max((found.until + 1).start, now) + RegistryStore.watchOverLife
        )
        let id = try Outbox(db: db).queue(letter, about: found.watch, at: now)
        try db.run(Self.setLetter, [.integer(found.watch), .integer(id), .text(state.rawValue)])
    }

    /// A clock that was ahead comes back: letters it put off go now, and watches it ended too early go on where nobody
    /// was told.
    static func comeBack(_ db: any Transaction, at now: Moment) throws {
        try db.run(bringForward, [.moment(now)])
        try db.run(reopen, [.day(now.day)])
    }

    /// What becomes of a watch with its letter.
    ///
    /// - Parameter isRefused: a server said no for good. What only ran out of time is our mail's fault as likely as the
    ///   watcher's, and ends nothing.
    func settle(letter id: Int64, _ state: KeptLetter.State, isRefused: Bool) throws {
        guard state != .waiting else { return }
        let found = try db.first(Self.ofLetter, [.integer(id)]) {
            ($0.integer(0), WatchBase(revision: $0.integer(1), day: $0.day(2)), $0.integer(3))
        }
        guard let (watch, said, before) = found else { return }
        guard state == .sent else {
            let failures = isRefused ? before + 1 : before
            guard failures < Self.mostFailures else { return try WatchRows(db: db).remove(watch) }
            try db.run(Self.untold, [.integer(watch)])
            try db.run(Self.settled, [.integer(watch), .day(now.day), .integer(failures)])
            return
        }
        // What was recorded while the letter was under way may have been looked at before it was told: the next round
        // compares once more.
        let state = WatchRows.LabelState.new.rawValue
        try db.run(Self.told, [.integer(watch), .text(state), .integer(said.revision), .day(said.day)])
        try db.run(Self.settled, [.integer(watch), .day(said.day), .integer(0)])
    }

    /// A letter came back after a server had taken it. One that still counted as waiting is given up as any other; a
    /// watch whose letters came back so often is, since mail that was taken resets nothing here.
    func bounce(letter id: Int64, of watch: Int64, _ recipient: MailAddress) throws {
        try settle(letter: id, .dead, isRefused: true)
        let bounces = try db.first(Self.bounce, [.integer(watch), .text(recipient.key)]) { $0.integer(0) }
        guard let bounces, bounces >= Self.mostFailures else { return }
        try WatchRows(db: db).remove(watch)
    }

    /// Notes what a letter says, and that it is under way.
    func begin(_ watch: Int64, saying base: WatchBase) throws {
        try db.run(Self.begin, [.integer(watch), .integer(base.revision), .day(base.day)])
    }

    /// A digest whose time was over before it went: what it would have told is due again, for the next one.
    func lapse(letter id: Int64) throws {
        guard let watch = try db.first(Self.ofLetter, [.integer(id)], { $0.integer(0) }) else { return }
        try db.run(Self.untold, [.integer(watch)])
        try release(letter: id)
    }

    /// A letter that became moot waits no longer.
    func release(letter id: Int64) throws { try db.run(Self.release, [.integer(id)]) }
}
