import Registry

/// What a letter to a watcher says at the moment it is sent.
struct WatchDigest {
    let store: RegistryStore
    let db: any Transaction
    let now: Moment

    /// Labels that are compared again for one letter, and listed where there is still something to tell of them; more
    /// are counted. All letters of one claim but its first compare no more together: a claim has the writer's turn.
    static let listed = 200
    /// Such letters in one claim.
    static let mostLetters = 8

    private static let labels = Statement(
        """
        SELECT registration_id, base_revision, base_day, products FROM watch_label
        WHERE watch_id = ?1 AND state IN ('due', 'sending') ORDER BY registration_id LIMIT ?2
        """
    )
    private static let count = Statement(
        "SELECT COUNT(*) FROM watch_label WHERE watch_id = ?1 AND state IN ('due', 'sending')"
    )
    private static let some = Statement(
        """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM watch_label WHERE watch_id = ?1 AND state IN ('due', 'sending') LIMIT ?2
        ) AS waiting
        """
    )
    private static let send = Statement(
        "UPDATE watch_label SET state = 'sending' WHERE watch_id = ?1 AND state = 'due'"
    )
    private static let rest = Statement(
        """
        UPDATE watch_label SET state = 'told'
        WHERE watch_id = ?1 AND registration_id <= ?2 AND state IN ('due', 'sending')
        """
    )
    private static let letterOf = Statement("SELECT letter_id FROM watch WHERE id = ?1 AND letter_id IS NOT NULL")

    /// Whether letters of a kind compare labels when they are claimed.
    static func compares(_ kind: Letter.Kind) -> Bool { kind.isOfWatch && kind != .confirmWatch }

    /// How many labels the letter of a watch would compare now.
    static func size(of watch: Int64, _ db: any Transaction) throws -> Int {
        Int(try db.first(some, [.integer(watch), .integer(Int64(listed))]) { $0.integer(0) } ?? 0)
    }

    /// The letter with what it has to say now, and the watch that its link leads to; nil where it has nothing to say
    /// any more.
    func filled(_ letter: Letter, id: Int64, of watch: Int64) throws -> (letter: Letter, watch: Watch)? {
        guard let found = try WatchRows(db: db).watch(watch), found.watch.address.key == letter.recipient.key else {
            return nil
        }
        if letter.kind == .confirmWatch {
            return found.watch.state == .asked ? (letter, found.watch) : nil
        }
        let isOwn = try db.first(Self.letterOf, [.integer(watch)]) { $0.integer(0) } == id
        let isOver = letter.kind == .watchOver
        guard isOwn, found.watch.state == (isOver ? .over : .followed) else { return nil }
        let told = try digest(letter, watch, found.subject)
        if told == nil, !isOver { try WatchLetters(db: db, now: now).release(letter: id) }
        guard var filled = try told ?? (isOver ? bare(letter, watch) : nil) else { return nil }
        // Its reader may have moved the end meanwhile.
        filled.facts["until"] = found.watch.until.text
        return (filled, found.watch)
    }

    /// Without a list; what was not compared is counted.
    private func bare(_ letter: Letter, _ watch: Int64) throws -> Letter {
        var letter = letter
        let facts = Letter.watchFacts(listed: 0, of: try waiting(watch), letter.language)
        letter.facts.merge(facts) { _, own in own }
        return letter
    }

    private func waiting(_ watch: Int64) throws -> Int {
        Int(try db.first(Self.count, [.integer(watch)]) { $0.integer(0) } ?? 0)
    }

    /// The lines of what is due; nil where there are none. What is told besides is what stands on the label's page.
    private func digest(_ letter: Letter, _ watch: Int64, _ subject: WatchSubject) throws -> Letter? {
        let target = WatchBase(revision: try Revisions(db: db).head().revision, day: now.day)
        let groups = store.lexicon.groups(on: now.day)
        let lens = WatchLens(subject, groups, keys: store.keys)
        let reading = WatchReading(db: db, keys: store.keys, ladder: store.rules.ladder, now: target)
        let rows = try db.all(Self.labels, [.integer(watch), .integer(Int64(Self.listed))]) { row in
            (row.integer(0), WatchBase(revision: row.integer(1), day: row.day(2)), try row.products(3))
        }
        let waiting = try waiting(watch)
        var lines: [WatchLine] = []
        for (id, base, products) in rows {
            let difference = try reading.difference(id, lens, products, from: base)
            guard !difference.changes.isEmpty, let label = try reading.registration(id) else { continue }
            lines.append(WatchLine(label, difference, on: now.day, store.rules, in: letter.language))
        }
        guard !lines.isEmpty else {
            // Nothing of what was due is so any more; what lies behind it waits for the next round.
            if let last = rows.last { try db.run(Self.rest, [.integer(watch), .integer(last.0)]) }
            return nil
        }
        try db.run(Self.send, [.integer(watch)])
        try WatchLetters(db: db, now: now).begin(watch, saying: target)
        let count = lines.count + waiting - rows.count
        // A query's watch holds no more: others may have changed.
        let isLeast = subject.kind == .list && waiting >= RegistryStore.mostDueLabels
        let facts = Letter.watchFacts(listed: lines.count, of: count, isLeast: isLeast, letter.language)
        return Letter(
            letter.kind,
            to: letter.recipient,
            letter.language,
            facts: letter.facts.merging(facts) { _, own in own },
            entries: lines.map(\.facts),
            lastsUntil: letter.lastsUntil
        )
    }
}
