package import Registry

/// A doubt somebody reported from a page; no account, no address of the reporter's machine.
package struct Doubt: Hashable, Sendable {
    package enum State: String, CaseIterable, Hashable, Sendable {
        case open
        case closed
    }

    package var id: Int64
    package var recordedAt: Moment
    /// Code or number as it was on the page.
    package var subject: String
    /// What kind of doubt, a word of the form.
    package var kind: String
    package var body: String
    /// How to reach the reporter; empty where not left.
    package var contact: String
    package var language: String
    package var state: State

    package init(
        id: Int64 = 0,
        recordedAt: Moment,
        subject: String,
        kind: String,
        body: String,
        contact: String,
        language: String,
        state: State = .open
    ) {
        self.id = id
        self.recordedAt = recordedAt
        self.subject = subject
        self.kind = kind
        self.body = body
        self.contact = contact
        self.language = language
        self.state = state
    }
}

extension RegistryStore {
    private static let insert = Statement(
        """
        INSERT INTO doubt (id, recorded_at, subject, kind, body, contact, language, state)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM doubt), ?1, ?2, ?3, ?4, ?5, ?6, 'open') RETURNING id
        """
    )
    private static let read = Statement(
        """
        SELECT id, recorded_at, subject, kind, body, contact, language, state FROM doubt
        WHERE id > ?1 AND (?2 = '' OR state = ?2) ORDER BY id LIMIT ?3
        """
    )
    private static let close = Statement("UPDATE doubt SET state = 'closed' WHERE id = ?1 AND state = 'open'")

    /// Keeps a doubt; returns its reference number. The same key again returns the first one's.
    package func report(_ doubt: Doubt, key: String?) async throws -> Int64 {
        let digest = RequestDigest.of("\(doubt.subject)|\(doubt.kind)|\(doubt.body)|\(doubt.contact)")
        return try await engine.write(isRepeatable: key != nil) { [self] db in
            let done = DoneRequests(db: db)
            if let result = try done.result(key: key, digest: digest) { return result.id }
            let id = try add(doubt, db)
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: doubt.recordedAt)
            try Self.openCase(ofDoubt: id, doubt.subject, receivedAt: doubt.recordedAt, writing)
            try done.keep(key: key, digest: digest, result: DoneRequests.Result(id: id), at: doubt.recordedAt)
            return id
        }
    }

    private func add(_ doubt: Doubt, _ db: any Transaction) throws -> Int64 {
        try db.first(
            Self.insert,
            [
                .moment(doubt.recordedAt), .text(doubt.subject), .text(doubt.kind), .text(doubt.body),
                .text(doubt.contact), .text(doubt.language),
            ]
        ) { $0.integer(0) } ?? 0
    }

    /// Doubts after `id`, oldest first; nil state means all.
    package func doubts(_ state: Doubt.State?, after id: Int64 = 0, limit: Int = 200) async throws -> [Doubt] {
        try await engine.lookup { db in
            try db.all(
                Self.read,
                [.integer(id), .text(state?.rawValue ?? ""), .integer(Int64(limit))]
            ) { row in
                Doubt(
                    id: row.integer(0),
                    recordedAt: row.moment(1),
                    subject: row.text(2),
                    kind: row.text(3),
                    body: row.text(4),
                    contact: row.text(5),
                    language: row.text(6),
                    state: Doubt.State(rawValue: row.text(7)) ?? .open
                )
            }
        }
    }

    package func closeDoubt(_ id: Int64, actor: String, at now: Moment) async throws {
        try await engine.write { db in
            guard try db.run(Self.close, [.integer(id)]) == 1 else {
                throw Refusal(.missing, "There is no open doubt \(id)", code: "missing")
            }
            try CaseRows(db: db).end(ofDoubt: id, by: actor, at: now)
            try Acts(db: db).record("closeDoubt", subject: String(id), detail: "", by: actor, at: now)
        }
    }
}
