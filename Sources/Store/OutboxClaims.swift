package import Registry

extension RegistryStore {
    private static let lapse = Statement(
        """
        UPDATE letter SET state = 'moot', settled_at = ?1 WHERE id IN (
            SELECT id FROM letter WHERE state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1 AND lasts_until <= ?1
            ORDER BY due_at, id LIMIT ?2
        )
        RETURNING id, kind
        """
    )
    private static let claim = Statement(
        """
        UPDATE letter SET lease_holder = ?2, lease_until = ?3, attempts = attempts + 1, attempted_at = ?1
        WHERE id IN (
            SELECT id FROM letter WHERE state = 'waiting' AND rank = ?5 AND due_at <= ?1 AND lease_until <= ?1
                AND (lasts_until IS NULL OR lasts_until > ?1)
            ORDER BY due_at, id LIMIT ?4
        )
        RETURNING id, message_id, queued_at, attempts, kind, recipient, language, facts, lasts_until, subject_id,
            patience_from
        """
    )
    // What `claim` would take, in its order.
    private static let next = Statement(
        """
        SELECT kind, subject_id FROM letter WHERE state = 'waiting' AND rank = ?2 AND due_at <= ?1 AND lease_until <= ?1
            AND (lasts_until IS NULL OR lasts_until > ?1)
        ORDER BY due_at, id LIMIT ?3
        """
    )
    private static let due = Statement(
        "SELECT id FROM letter WHERE state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1 LIMIT 1"
    )

    /// Claims letters that are due, first those that somebody waits for, oldest first: the attempt is recorded before
    /// anything is sent. A letter whose time is over becomes moot instead.
    ///
    /// - Parameters:
    ///   - holder: the sender, unique among processes.
    ///   - lease: milliseconds; a sender that does not settle within it has died, and others try.
    ///   - times: how long applications took, for digests that tell by when to file; nil leaves that out.
    ///   - token: makes the secret of a letter whose link carries one; its digest is kept with the attempt. Links to a
    ///     watch that is followed are sealed, and kept nowhere.
    package func claimLetters(
        limit: Int,
        holder: String,
        lease: Int64,
        at now: Moment,
        times: ReviewTimes? = nil,
        token: @escaping @Sendable () -> String
    ) async throws -> [ClaimedLetter] {
        // All that is claimed may have become moot, while what comes after it has not.
        for _ in 0..<Self.mootClaims {
            let waits = try await engine.lookup { db in try db.first(Self.due, [.moment(now)]) { _ in true } ?? false }
            // Nothing due is what nearly every look finds; it need not take the writer's turn.
            guard waits else { return [] }
            let claimed = try await engine.write { [ladder = rules.ladder, keys] db in
                let filling = LetterFilling(
                    db: db,
                    keys: keys,
                    digests: DigestReading(db: db, ladder: ladder, now: now, times: times),
                    watched: WatchDigest(store: self, db: db, now: now),
                    now: now,
                    token: token
                )
                try Self.lapse(limit, now, db)
                let until = now + lease
                let rows = try Self.take(limit, holder, until, now, db)
                return (letters: try rows.compactMap { try filling.filled($0) }, taken: rows.count)
            }
            guard claimed.letters.isEmpty, claimed.taken > 0 else { return claimed.letters.sorted { $0.id < $1.id } }
        }
        return []
    }

    /// Claims in a row of which nothing was left, before a look ends.
    private static let mootClaims = 100

    /// Letters whose time is over become moot. A watch whose last day moved while its digest waited is still followed:
    /// it must not wait for that letter any longer.
    private static func lapse(_ limit: Int, _ now: Moment, _ db: any Transaction) throws {
        let letters = WatchLetters(db: db, now: now)
        let over = try db.all(lapse, [.moment(now), .integer(Int64(limit))]) { row in
            (id: row.integer(0), kind: Letter.Kind(rawValue: row.text(1)))
        }
        for letter in over where letter.kind == .watchDigest { try letters.lapse(letter: letter.id) }
    }

    /// Those that somebody waits for before the others: a sign-in does not stand behind a night's digests. The others
    /// are taken as far as their filling keeps the writer's turn short.
    private static func take(
        _ limit: Int,
        _ holder: String,
        _ until: Moment,
        _ now: Moment,
        _ db: any Transaction
    ) throws -> [ClaimedRow] {
        var rows: [ClaimedRow] = []
        for rank in [Int64(0), 1] where rows.count < limit {
            let left = limit - rows.count
            let count = rank == 0 ? left : try quick(left, rank, now, db)
            let values: [Value] = [
                .moment(now), .text(holder), .moment(until), .integer(Int64(count)), .integer(rank),
            ]
            rows += try db.all(claim, values) { row in try ClaimedRow(row, until: until) }
        }
        return rows
    }

    /// How many of the next letters are filled quickly, at least one: a digest to a watcher compares labels, and only
    /// so many of them and of their labels go into one claim. Nothing is passed over, so the order is as it was.
    private static func quick(_ limit: Int, _ rank: Int64, _ now: Moment, _ db: any Transaction) throws -> Int {
        let values: [Value] = [.moment(now), .integer(rank), .integer(Int64(limit))]
        let waiting = try db.all(next, values) { (Letter.Kind(rawValue: $0.text(0)), $0.integer(1)) }
        var (letters, labels) = (0, 0)
        for (place, (kind, watch)) in waiting.enumerated() {
            guard let kind, WatchDigest.compares(kind) else { continue }
            letters += 1
            guard letters <= WatchDigest.mostLetters else { return place }
            labels += try WatchDigest.size(of: watch, db)
            if labels > WatchDigest.listed, letters > 1 { return place }
        }
        return limit
    }
}

/// A letter as it was claimed, before it says what is true now.
private struct ClaimedRow {
    var id: Int64
    /// Nil where this program does not know its kind: a newer one on this store may have queued it.
    var letter: ClaimedLetter?
    var subject: Int64

    init(_ row: any Row, until: Moment) throws {
        id = row.integer(0)
        subject = row.integer(9)
        guard Letter.Kind(rawValue: row.text(4)) != nil else { return }
        letter = ClaimedLetter(
            id: id,
            messageID: row.text(1),
            letter: try Outbox.letter(row, from: 4),
            queuedAt: row.moment(2),
            patienceFrom: max(row.moment(2), row.moment(10)),
            attempts: Int(row.integer(3)),
            leaseUntil: until
        )
    }
}

/// What claimed letters say at this moment, inside the transaction that claims them.
private struct LetterFilling {
    let db: any Transaction
    let keys: LabelKeys
    let digests: DigestReading
    let watched: WatchDigest
    let now: Moment
    let token: @Sendable () -> String

    private static let moot = Statement("UPDATE letter SET state = 'moot', settled_at = ?2 WHERE id = ?1")
    private static let unknown = Statement(
        "UPDATE letter SET state = 'dead', outcome = 'of an unknown kind', settled_at = ?2 WHERE id = ?1"
    )
    private static let joiningAddress = Statement("SELECT address_key FROM joining WHERE id = ?1")

    /// nil where nothing is left to send; then it is settled.
    func filled(_ row: ClaimedRow) throws -> ClaimedLetter? {
        guard var letter = row.letter else {
            try db.run(Self.unknown, [.integer(row.id), .moment(now)])
            return nil
        }
        if letter.letter.kind.isOfWatch { return try ofWatch(letter, row.subject) }
        if letter.letter.kind == .digest {
            letter.letter = try digests.filled(letter.letter, id: letter.id, of: row.subject)
        }
        guard try isStillDue(letter.letter, about: row.subject) else { return try moot(letter) }
        if let purpose = letter.letter.kind.opens, let end = letter.letter.lastsUntil {
            let secret = token()
            try Tokens(db: db).keep(secret, purpose, of: row.subject, until: end)
            letter.secret = secret
        }
        if letter.letter.facts[Letter.optionalFact] != nil { letter.stop = keys.stopToken(letter.messageID) }
        return letter
    }

    private func ofWatch(_ claimed: ClaimedLetter, _ watch: Int64) throws -> ClaimedLetter? {
        var letter = claimed
        guard let filled = try watched.filled(letter.letter, id: letter.id, of: watch) else { return try moot(letter) }
        letter.letter = filled.letter
        guard filled.letter.kind == .confirmWatch else {
            letter.secret = WatchLink.token(filled.watch, keys)
            return letter
        }
        let secret = token()
        try WatchRows(db: db).keep(secret, of: watch, until: filled.letter.lastsUntil ?? now)
        letter.secret = secret
        return letter
    }

    private func moot(_ letter: ClaimedLetter) throws -> ClaimedLetter? {
        try db.run(Self.moot, [.integer(letter.id), .moment(now)])
        return nil
    }

    /// A link to an account goes to the address that asked, and only while nobody has used it: a letter that is sent
    /// again must not open what has come in its place. A digest goes while there is something left to tell, what its
    /// reader may do without while they want it and their account is open.
    private func isStillDue(_ letter: Letter, about subject: Int64) throws -> Bool {
        if letter.kind == .digest { return !letter.entries.isEmpty }
        if letter.facts[Letter.optionalFact] != nil, let topic = letter.kind.topic,
            let account = try AccountRows(db: db).account(subject)
        {
            return try account.state == .active && LetterChoices(db: db).wants(topic, account)
        }
        guard letter.kind.opens == .join else { return true }
        return try db.first(Self.joiningAddress, [.integer(subject)]) { $0.text(0) } == letter.recipient.key
    }
}
