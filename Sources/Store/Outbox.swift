package import Registry

/// The outbox inside a transaction.
struct Outbox {
    let db: any Transaction

    private static let wasQueued = Statement(
        "SELECT id FROM letter WHERE subject_id = ?1 AND kind = ?2 AND queued_at > ?3 LIMIT 1"
    )
    private static let insert = Statement(
        """
        INSERT INTO letter (
            id, message_id, kind, recipient, language, facts, subject_id, queued_at, due_at, lasts_until, state,
            attempts, lease_holder, lease_until, outcome
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM letter), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, 'waiting', 0, '', 0, ''
        )
        RETURNING id
        """
    )

    /// Queues a letter in the transaction that causes it.
    ///
    /// - Parameter subject: whom it is about, such as the account a link is for; 0 for nobody.
    @discardableResult
    func queue(_ letter: Letter, about subject: Int64 = 0, at now: Moment) throws -> Int64 {
        var generator = SystemRandomNumberGenerator()
        let name = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }.hex
        return try db.first(
            Self.insert,
            [
                .text(name), .text(letter.kind.rawValue), .text(letter.recipient.text), .text(letter.language.rawValue),
                .bytes(Self.packed(letter.facts)), .integer(subject), .moment(now),
                letter.lastsUntil.map { .moment($0) } ?? .null,
            ]
        ) { $0.integer(0) } ?? 0
    }

    /// Nobody's box is filled by others: letters that anybody can cause go at most once in ten minutes.
    static let pause: Int64 = 10 * 60_000

    /// Whether a letter of a kind about somebody was queued within the pause.
    func wasQueued(_ kind: Letter.Kind, about subject: Int64, at now: Moment) throws -> Bool {
        let values: [Value] = [.integer(subject), .text(kind.rawValue), .moment(now + -Self.pause)]
        return try db.first(Self.wasQueued, values) { _ in true } ?? false
    }

    /// Facts as they are kept, in the order of their names.
    static func packed(_ facts: [String: String]) -> [UInt8] {
        var writer = PackedWriter(capacity: 256)
        writer.list(facts.sorted { $0.key < $1.key }) { writer, fact in
            writer.text(fact.key)
            writer.text(fact.value)
        }
        return writer.bytes
    }

    /// The columns of a letter, from one on.
    static func letter(_ row: any Row, from column: Int32) throws -> Letter {
        guard let kind = Letter.Kind(rawValue: row.text(column)),
            let language = Letter.Language(rawValue: row.text(column + 2))
        else { throw EngineFault(.broken, "a letter of a kind this program does not know") }
        let facts = try row.withBytes(column + 3) { bytes in
            var reader = PackedReader(bytes)
            return try reader.list { reader in (try reader.text(), try reader.text()) }
        }
        return Letter(
            kind,
            to: MailAddress(checked: row.text(column + 1)),
            language,
            facts: Dictionary(facts) { first, _ in first },
            lastsUntil: row.isNull(column + 4) ? nil : row.moment(column + 4)
        )
    }
}

extension RegistryStore {
    private static let lapse = Statement(
        """
        UPDATE letter SET state = 'moot', settled_at = ?1 WHERE id IN (
            SELECT id FROM letter WHERE state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1 AND lasts_until <= ?1
            ORDER BY due_at, id LIMIT ?2
        )
        """
    )
    private static let claim = Statement(
        """
        UPDATE letter SET lease_holder = ?2, lease_until = ?3, attempts = attempts + 1, attempted_at = ?1
        WHERE id IN (
            SELECT id FROM letter WHERE state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1
                AND (lasts_until IS NULL OR lasts_until > ?1)
            ORDER BY due_at, id LIMIT ?4
        )
        RETURNING id, message_id, queued_at, attempts, kind, recipient, language, facts, lasts_until, subject_id
        """
    )
    private static let settle = Statement(
        """
        UPDATE letter SET state = ?3, outcome = ?4, due_at = ?5, settled_at = ?6, lease_holder = '', lease_until = 0
        WHERE id = ?1 AND state = 'waiting' AND lease_holder = ?2
        """
    )
    private static let list = Statement(
        """
        SELECT id, message_id, state, queued_at, due_at, attempts, outcome, settled_at, kind, recipient, language, facts,
            lasts_until
        FROM letter WHERE state = ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """
    )
    private static let replay = Statement(
        """
        UPDATE letter SET state = 'waiting', due_at = ?2, queued_at = ?2, settled_at = NULL
        WHERE id = ?1 AND state = 'dead'
        """
    )
    private static let backlog = Statement(
        """
        SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END), COUNT(CASE WHEN state = 'dead' THEN 1 END),
            MIN(CASE WHEN state = 'waiting' THEN queued_at END)
        FROM letter WHERE state IN ('waiting', 'dead')
        """
    )
    private static let forgetLetters = Statement(
        """
        DELETE FROM letter WHERE id IN (
            SELECT id FROM letter WHERE state = ?1 AND settled_at < ?2 ORDER BY id LIMIT 1000
        )
        """
    )

    /// Claims letters that are due, oldest first: the attempt is recorded before anything is sent. A letter whose time
    /// is over becomes moot instead.
    ///
    /// - Parameters:
    ///   - holder: the sender, unique among processes.
    ///   - lease: milliseconds; a sender that does not settle within it has died, and others try.
    ///   - token: makes the secret of a letter whose link carries one; its digest is kept with the attempt.
    package func claimLetters(
        limit: Int,
        holder: String,
        lease: Int64,
        at now: Moment,
        token: @escaping @Sendable () -> String
    ) async throws -> [ClaimedLetter] {
        let waits = try await engine.lookup { db in try db.first(Self.due, [.moment(now)]) { _ in true } ?? false }
        // Nothing due is what nearly every look finds; it need not take the writer's turn.
        guard waits else { return [] }
        return try await engine.write { [ladder = rules.ladder] db in
            let digests = DigestReading(db: db, ladder: ladder, now: now)
            try db.run(Self.lapse, [.moment(now), .integer(Int64(limit))])
            var letters = try db.all(
                Self.claim,
                [.moment(now), .text(holder), .moment(now + lease), .integer(Int64(limit))]
            ) { row in
                let letter = ClaimedLetter(
                    id: row.integer(0),
                    messageID: row.text(1),
                    letter: try Outbox.letter(row, from: 4),
                    queuedAt: row.moment(2),
                    attempts: Int(row.integer(3))
                )
                return (letter, row.integer(9))
            }.compactMap { letter, subject -> ClaimedLetter? in
                var letter = letter
                if letter.letter.kind == .digest {
                    letter.letter = try digests.filled(letter.letter, id: letter.id)
                }
                guard try Self.isStillDue(letter.letter, about: subject, db) else {
                    try db.run(Self.moot, [.integer(letter.id), .moment(now)])
                    return nil
                }
                if let purpose = letter.letter.kind.opens, let end = letter.letter.lastsUntil {
                    let secret = token()
                    try Tokens(db: db).keep(secret, purpose, of: subject, until: end)
                    letter.secret = secret
                }
                return letter
            }
            letters.sort { $0.id < $1.id }
            return letters
        }
    }

    private static let moot = Statement("UPDATE letter SET state = 'moot', settled_at = ?2 WHERE id = ?1")
    private static let joiningAddress = Statement("SELECT address_key FROM joining WHERE id = ?1")

    /// A link to an account goes to the address that asked, and only while nobody has used it: a letter that is sent
    /// again must not open what has come in its place. A digest goes while there is something left to tell.
    private static func isStillDue(_ letter: Letter, about subject: Int64, _ db: any Transaction) throws -> Bool {
        if letter.kind == .digest { return !letter.entries.isEmpty }
        guard letter.kind.opens == .join else { return true }
        return try db.first(joiningAddress, [.integer(subject)]) { $0.text(0) } == letter.recipient.key
    }

    private static let due = Statement(
        "SELECT id FROM letter WHERE state = 'waiting' AND due_at <= ?1 AND lease_until <= ?1 LIMIT 1"
    )

    /// Records what came of an attempt. Nothing happens where the lease was lost to another sender.
    ///
    /// - Parameter retryAt: when it is tried next; nil gives the letter up unless it was sent.
    package func settle(
        _ claimed: ClaimedLetter,
        _ delivery: Delivery,
        holder: String,
        retryAt: Moment?,
        at now: Moment
    ) async throws {
        let (state, outcome): (KeptLetter.State, String) =
            switch delivery {
            case .sent: (.sent, "")
            case .refused(let words): (.dead, words)
            case .later(let words), .perhaps(let words): (retryAt == nil ? .dead : .waiting, words)
            }
        try await engine.write(isRepeatable: true) { [ladder = rules.ladder] db in
            let changed = try db.run(
                Self.settle,
                [
                    .integer(claimed.id), .text(holder), .text(state.rawValue),
                    .text(String(outcome.cleaned.text.prefix(200))), .moment(retryAt ?? now),
                    state == .waiting ? .null : .moment(now),
                ]
            )
            guard changed == 1, claimed.letter.kind == .digest else { return }
            try DigestReading(db: db, ladder: ladder, now: now).settle(letter: claimed.id, state)
        }
    }

    /// Letters in a state, oldest first, after one.
    package func letters(_ state: KeptLetter.State, after id: Int64 = 0, limit: Int = 200) async throws -> [KeptLetter]
    {
        try await engine.lookup { db in
            try db.all(Self.list, [.text(state.rawValue), .integer(id), .integer(Int64(limit))]) { row in
                KeptLetter(
                    id: row.integer(0),
                    messageID: row.text(1),
                    letter: try Outbox.letter(row, from: 8),
                    state: KeptLetter.State(rawValue: row.text(2)) ?? .waiting,
                    queuedAt: row.moment(3),
                    dueAt: row.moment(4),
                    attempts: Int(row.integer(5)),
                    outcome: row.text(6),
                    settledAt: row.isNull(7) ? nil : row.moment(7)
                )
            }
        }
    }

    /// Lets a letter that was given up be tried again.
    package func replay(letter id: Int64, actor: String, at now: Moment) async throws {
        try await engine.write { db in
            guard try db.run(Self.replay, [.integer(id), .moment(now)]) == 1 else {
                throw Refusal(.missing, "There is no letter \(id) that was given up", code: "missing")
            }
            try Acts(db: db).record("replayLetter", subject: String(id), detail: "", by: actor, at: now)
        }
    }

    /// What waits, and what was given up.
    package func backlog() async throws -> Backlog {
        try await engine.lookup { db in
            try db.first(Self.backlog) { row in
                Backlog(
                    waiting: Int(row.integer(0)),
                    dead: Int(row.integer(1)),
                    oldest: row.isNull(2) ? nil : row.moment(2)
                )
            } ?? Backlog(waiting: 0, dead: 0, oldest: nil)
        }
    }

    /// Forgets settled letters of a state older than a moment, at most a thousand; how many it were.
    package func forgetLetters(_ state: KeptLetter.State, before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.forgetLetters, [.text(state.rawValue), .moment(moment)])
        }
    }
}
