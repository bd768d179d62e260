package import Registry

/// The outbox inside a transaction.
struct Outbox {
    let db: any Transaction

    private static let wasQueued = Statement(
        """
        SELECT id FROM letter WHERE subject_id = ?1 AND kind = ?2
            AND (queued_at > ?3 OR state = 'waiting' AND (lasts_until IS NULL OR lasts_until > ?4))
        LIMIT 1
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO letter (
            id, message_id, kind, recipient, language, facts, subject_id, queued_at, due_at, lasts_until, state,
            attempts, lease_holder, lease_until, outcome, rank
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM letter), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, 'waiting', 0, '', 0, '',
            ?9
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
                letter.lastsUntil.map { .moment($0) } ?? .null, .integer(letter.kind.isAwaited ? 0 : 1),
            ]
        ) { $0.integer(0) } ?? 0
    }

    /// Nobody's box is filled by others: letters that anybody can cause go at most once in ten minutes.
    static let pause: Int64 = 10 * 60_000
    /// What such a letter says is of no use a day later.
    static let day: Int64 = 86_400_000

    /// Whether a letter of a kind about somebody was queued within the pause, or waits still.
    func wasQueued(_ kind: Letter.Kind, about subject: Int64, at now: Moment) throws -> Bool {
        let values: [Value] = [.integer(subject), .text(kind.rawValue), .moment(now + -Self.pause), .moment(now)]
        return try db.first(Self.wasQueued, values) { _ in true } ?? false
    }

    /// Facts as they are kept, in the order of their names.
    static func packed(_ facts: [String: String]) -> [UInt8] {
        var writer = PackedWriter(capacity: 256)
        writer.facts(facts)
        return writer.bytes
    }

    /// The columns of a letter, from one on.
    static func letter(_ row: any Row, from column: Int32) throws -> Letter {
        guard let kind = Letter.Kind(rawValue: row.text(column)),
            let language = Letter.Language(rawValue: row.text(column + 2))
        else { throw EngineFault(.broken, "a letter of a kind this program does not know") }
        let facts = try row.withBytes(column + 3) { bytes in
            var reader = PackedReader(bytes)
            return try reader.facts()
        }
        return Letter(
            kind,
            to: MailAddress(checked: row.text(column + 1)),
            language,
            facts: facts,
            lastsUntil: row.isNull(column + 4) ? nil : row.moment(column + 4)
        )
    }
}

extension RegistryStore {
    private static let settle = Statement(
        """
        UPDATE letter SET state = ?3, outcome = ?4, due_at = ?5, settled_at = ?6, lease_holder = '', lease_until = 0,
            patience_from = CASE WHEN patience_from < ?8 THEN ?8 ELSE patience_from END
        WHERE id = ?1 AND state = 'waiting' AND lease_holder = ?2 AND lease_until = ?7
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
            MIN(CASE WHEN state = 'waiting' THEN queued_at END),
            COUNT(CASE WHEN state = 'waiting' AND substr(outcome, 1, 6) = 'ours: ' THEN 1 END),
            MAX(CASE WHEN state = 'waiting' AND substr(outcome, 1, 6) = 'ours: ' THEN outcome END)
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

    /// Records what came of attempts, in one transaction. Nothing happens where a lease was lost to another sender.
    package func settle(_ attempts: [LetterAttempt]) async throws {
        try await engine.write(isRepeatable: true) { [ladder = rules.ladder] db in
            for attempt in attempts {
                let state = attempt.state
                let changed = try db.run(
                    Self.settle,
                    [
                        .integer(attempt.letter.id), .text(attempt.holder), .text(state.rawValue),
                        .text(String(attempt.words.cleaned.text.prefix(200))), .moment(attempt.retryAt ?? attempt.at),
                        state == .waiting ? .null : .moment(attempt.at), .moment(attempt.letter.leaseUntil),
                        .moment(attempt.patienceAtLeast),
                    ]
                )
                guard changed == 1 else { continue }
                let (id, kind) = (attempt.letter.id, attempt.letter.letter.kind)
                if kind == .digest {
                    try DigestReading(db: db, ladder: ladder, now: attempt.at).settle(letter: id, state)
                }
                guard kind.isOfWatch else { continue }
                var isRefused = false
                if case .refused = attempt.delivery { isRefused = true }
                try WatchLetters(db: db, now: attempt.at).settle(letter: id, state, isRefused: isRefused)
            }
        }
    }

    /// The same of one attempt.
    ///
    /// - Parameter retryAt: when it is tried next; nil gives the letter up unless it was sent or the fault is ours.
    package func settle(
        _ claimed: ClaimedLetter,
        _ delivery: Delivery,
        holder: String,
        retryAt: Moment?,
        at now: Moment
    ) async throws {
        try await settle([LetterAttempt(claimed, delivery, holder: holder, retryAt: retryAt, at: now)])
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
                    oldest: row.isNull(2) ? nil : row.moment(2),
                    held: Int(row.integer(3)),
                    fault: row.isNull(4) ? nil : String(row.text(4).dropFirst(Backlog.ours.count))
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
