package import Registry

/// A line of the diary.
package struct Act: Hashable, Sendable {
    /// Counted from 1, without gaps.
    package var id: Int64
    /// When it was recorded.
    package var recordedAt: Moment
    /// Who did it: `account <id>`, or a name given on the command line.
    package var actor: String
    /// What was done.
    package var verb: String
    /// To what.
    package var subject: String
    /// A few words more; never a secret.
    package var detail: String
    /// The revision it made, where it changed a public fact.
    package var revision: Int64?
}

/// Which lines of the diary are asked for; empty text asks for all.
package struct ActFilter: Hashable, Sendable {
    /// The whole actor.
    package var actor: String
    /// The whole verb.
    package var verb: String
    /// The whole subject.
    package var subject: String

    package init(actor: String = "", verb: String = "", subject: String = "") {
        (self.actor, self.verb, self.subject) = (actor, verb, subject)
    }
}

extension RegistryStore {
    private static let columns = "SELECT id, recorded_at, actor, verb, subject, detail, revision FROM act"
    private static let all = Statement("\(columns) WHERE id < ?1 ORDER BY id DESC LIMIT ?2")
    private static let bySubject = Statement(
        """
        \(columns) WHERE subject = ?3 AND id < ?1 AND (?4 = '' OR actor = ?4) AND (?5 = '' OR verb = ?5)
        ORDER BY id DESC LIMIT ?2
        """
    )
    private static let byActor = Statement(
        "\(columns) WHERE actor = ?3 AND id < ?1 AND (?4 = '' OR verb = ?4) ORDER BY id DESC LIMIT ?2"
    )
    private static let byVerb = Statement("\(columns) WHERE verb = ?3 AND id < ?1 ORDER BY id DESC LIMIT ?2")

    /// Lines of the diary, newest first, before one.
    ///
    /// Each filter has an index of its own; the narrowest of those asked for leads.
    package func acts(_ filter: ActFilter, before id: Int64 = .max, limit: Int) async throws -> [Act] {
        let page: [Value] = [.integer(id), .integer(Int64(limit))]
        let (statement, values): (Statement, [Value]) =
            if !filter.subject.isEmpty {
                (Self.bySubject, page + [.text(filter.subject), .text(filter.actor), .text(filter.verb)])
            } else if !filter.actor.isEmpty {
                (Self.byActor, page + [.text(filter.actor), .text(filter.verb)])
            } else if !filter.verb.isEmpty {
                (Self.byVerb, page + [.text(filter.verb)])
            } else {
                (Self.all, page)
            }
        return try await engine.lookup { db in
            try db.all(statement, values) { row in
                Act(
                    id: row.integer(0),
                    recordedAt: row.moment(1),
                    actor: row.text(2),
                    verb: row.text(3),
                    subject: row.text(4),
                    detail: row.text(5),
                    revision: row.isNull(6) ? nil : row.integer(6)
                )
            }
        }
    }

    private static let isErased = Statement("SELECT 1 FROM account WHERE id = ?1 AND address = ''")

    /// Those of the accounts that lines of the diary name whose personal data were erased.
    package func erased(in acts: [Act]) async throws -> Set<Int64> {
        let named = Set(acts.flatMap { [$0.actor, $0.subject] }.compactMap { Account.number(inActor: $0) })
        return try await engine.read { db in
            try named.filter { try db.first(Self.isErased, [.integer($0)]) { _ in true } ?? false }
        }
    }

    /// Records that the diary was taken away: reading it whole is an act too.
    package func recordExport(of subject: String, _ filter: ActFilter, by account: Account, at now: Moment) async throws
    {
        let detail = [filter.actor, filter.verb, filter.subject].filter { !$0.isEmpty }.joined(separator: ", ")
        try await engine.write { db in
            try Acts(db: db).record("export", subject: subject, detail: detail, by: account.actor, at: now)
        }
    }
}
