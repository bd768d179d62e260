import Crypto
import Registry

/// The one gapless sequence that every change of a public fact takes a number from (DESIGN §5).
struct Revisions {
    let db: any Transaction

    private static let readHead = Statement("SELECT revision, recorded_at FROM head WHERE id = 1")
    private static let move = Statement("UPDATE head SET revision = ?1, recorded_at = ?2 WHERE id = 1")
    private static let insert = Statement("INSERT INTO revision (number, recorded_at, rules) VALUES (?1, ?2, ?3)")
    private static let read = Statement("SELECT recorded_at, rules FROM revision WHERE number = ?1")
    private static let until = Statement(
        "SELECT number FROM revision WHERE recorded_at <= ?1 ORDER BY recorded_at DESC LIMIT 1"
    )
    private static let adoption = Statement(
        """
        SELECT number, recorded_at FROM revision
        WHERE number > COALESCE((SELECT MAX(number) FROM revision WHERE rules <> ?1), 0) ORDER BY number LIMIT 1
        """
    )
    private static let keepRules = Statement(
        "INSERT INTO ruleset (digest, body, first_seen_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
    )
    private static let rulesText = Statement("SELECT body FROM ruleset WHERE digest = ?1")
    private static let reserve = Statement(
        "UPDATE head SET last_registration = last_registration + ?1 WHERE id = 1"
    )
    private static let reserved = Statement("SELECT last_registration FROM head WHERE id = 1")

    func head() throws -> RevisionMark {
        try db.first(Self.readHead) { RevisionMark(revision: $0.integer(0), recordedAt: $0.moment(1)) }
            ?? RevisionMark(revision: 0, recordedAt: Moment(milliseconds: 0))
    }

    /// The next revision; its moment never falls behind the last one's, whatever the clock does.
    func next(rules: String, at now: Moment) throws -> RevisionMark {
        let last = try head()
        let mark = RevisionMark(revision: last.revision + 1, recordedAt: max(now, last.recordedAt + 1))
        try db.run(Self.move, [.integer(mark.revision), .moment(mark.recordedAt)])
        try db.run(Self.insert, [.integer(mark.revision), .moment(mark.recordedAt), .text(rules)])
        return mark
    }

    /// Keeps the rules' text by digest and takes a revision where they differ from the last one's.
    func adopt(_ rules: Rules, text: String, at now: Moment) throws -> RevisionMark {
        let last = try head()
        let current = try db.first(Self.read, [.integer(last.revision)]) { $0.text(1) }
        if current == rules.digest { return try lastAdoption() }
        try db.run(Self.keepRules, [.text(rules.digest), .text(text), .moment(now)])
        return try next(rules: rules.digest, at: now)
    }

    /// The revision from which the newest rules have been in force without a break.
    func lastAdoption() throws -> RevisionMark {
        let last = try head()
        guard let current = try db.first(Self.read, [.integer(last.revision)], { $0.text(1) }) else { return last }
        return try db.first(Self.adoption, [.text(current)]) {
            RevisionMark(revision: $0.integer(0), recordedAt: $0.moment(1))
        } ?? last
    }

    /// The last revision recorded at or before a moment; 0 before the first.
    func last(until moment: Moment) throws -> Int64 {
        try db.first(Self.until, [.moment(moment)]) { $0.integer(0) } ?? 0
    }

    /// Moment and rules digest of a revision.
    func facts(of revision: Int64) throws -> (mark: RevisionMark, rules: String)? {
        try db.first(Self.read, [.integer(revision)]) {
            (RevisionMark(revision: revision, recordedAt: $0.moment(0)), $0.text(1))
        }
    }

    /// The scheme data as it was under a digest.
    func text(ofRules digest: String) throws -> String? {
        try db.first(Self.rulesText, [.text(digest)]) { $0.text(0) }
    }

    /// The next registration's id, which is its label's sequence. 2^25 registrations is the code's limit.
    func nextRegistration() throws -> Int64 {
        try nextRegistrations(1)
    }

    /// The first of `count` ids in a row, all of them the caller's.
    func nextRegistrations(_ count: Int) throws -> Int64 {
        try db.run(Self.reserve, [.integer(Int64(count))])
        guard let last = try db.first(Self.reserved, [], { $0.integer(0) }), last < Int64(LabelCode.sequenceLimit)
        else {
            throw EngineFault(.broken, "every label code is used up")
        }
        return last - Int64(count) + 1
    }
}

/// The store's label keys as rows.
struct LabelKeyRows {
    let db: any Transaction

    private static let read = Statement("SELECT id, secret, retired_at FROM label_key ORDER BY id")
    private static let insert = Statement(
        "INSERT INTO label_key (id, secret, made_at) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM label_key), ?1, ?2)"
    )

    func all() throws -> LabelKeys {
        LabelKeys(
            try db.all(Self.read) { row in
                LabelKeys.Key(id: row.integer(0), secret: SymmetricKey(data: row.bytes(1)), isRetired: !row.isNull(2))
            }
        )
    }

    func add(secret: [UInt8], at now: Moment) throws {
        try db.run(Self.insert, [.bytes(secret), .moment(now)])
    }
}

/// The office's diary: who did what, when. Never rewritten.
struct Acts {
    let db: any Transaction

    private static let insert = Statement(
        """
        INSERT INTO act (id, recorded_at, actor, verb, subject, detail, revision)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM act), ?1, ?2, ?3, ?4, ?5, ?6)
        """
    )

    func record(
        _ verb: String,
        subject: String,
        detail: String,
        by actor: String,
        at now: Moment,
        revision: Int64? = nil
    ) throws {
        try db.run(
            Self.insert,
            [
                .moment(now), .text(actor), .text(verb), .text(subject), .text(detail),
                revision.map { .integer($0) } ?? .null,
            ]
        )
    }
}
