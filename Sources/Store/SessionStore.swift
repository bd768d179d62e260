package import Registry

/// Who makes a request.
package struct SignedIn: Hashable, Sendable {
    /// Whose session it is.
    package var account: Account
    /// The session it is made in.
    package var session: SessionMark
}

extension RegistryStore {
    private static let find = Statement(
        """
        SELECT \(AccountRows.columns), s.id, s.made_at, s.seen_at, s.proven_at, s.ends_at, s.agent
        FROM session s JOIN account a ON a.id = s.account_id JOIN organisation o ON o.id = a.organisation_id
        WHERE s.digest = ?1 AND s.ends_at > ?2 AND a.state = 'active'
        """
    )
    private static let see = Statement("UPDATE session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2")
    private static let list = Statement(
        """
        SELECT id, made_at, seen_at, proven_at, ends_at, agent FROM session
        WHERE account_id = ?1 AND ends_at > ?2 ORDER BY seen_at DESC, id DESC LIMIT 100
        """
    )
    private static let end = Statement("DELETE FROM session WHERE id = ?1 AND account_id = ?2")
    private static let endOthers = Statement("DELETE FROM session WHERE account_id = ?1 AND id <> ?2")
    private static let proveAgain = Statement("UPDATE session SET proven_at = ?2 WHERE id = ?1")
    private static let forget = Statement(
        "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ends_at <= ?1 ORDER BY ends_at LIMIT 1000)"
    )

    /// A session's own pause is told once a minute, so that reading pages costs no writes.
    private static let seenEvery: Int64 = 60_000

    /// Who signed in with a token; nil where nobody did, or the session is over.
    package func signedIn(_ token: String, at now: Moment) async throws -> SignedIn? {
        let digest = SecretDigest.of(token)
        let found = try await engine.lookup { db in
            try db.first(Self.find, [.text(digest), .moment(now)]) { row in
                SignedIn(account: try AccountRows.account(row), session: Self.mark(row, from: 14))
            }
        }
        guard let found else { return nil }
        let idle = now.milliseconds - found.session.seenAt.milliseconds
        guard idle < SessionRule.limits(found.account.organisation.side).idle else { return nil }
        if idle >= Self.seenEvery {
            _ = try await engine.write(isRepeatable: true) { db in
                try db.run(Self.see, [.integer(found.session.id), .moment(now)])
            }
        }
        return found
    }

    /// The sessions of an account that are not over by their absolute limit, last used first.
    package func sessions(of account: Int64, at now: Moment) async throws -> [SessionMark] {
        try await engine.lookup { db in
            try db.all(Self.list, [.integer(account), .moment(now)]) { Self.mark($0, from: 0) }
        }
    }

    /// Ends one session of an account; nothing where it has none by that number.
    package func endSession(_ id: Int64, of account: Account, at now: Moment) async throws {
        try await engine.write(isRepeatable: true) { db in
            guard try db.run(Self.end, [.integer(id), .integer(account.id)]) == 1 else { return }
            try Acts(db: db).record(
                "signOut",
                subject: Self.subject(account.id),
                detail: "",
                by: account.actor,
                at: now
            )
        }
    }

    /// Ends every session of an account but one.
    static func endSessions(of account: Int64, but kept: Int64, _ db: any Transaction) throws {
        try db.run(endOthers, [.integer(account), .integer(kept)])
    }

    /// Ends every other session of an account.
    package func endOtherSessions(_ signed: SignedIn, at now: Moment) async throws {
        let account = signed.account
        try await engine.write(isRepeatable: true) { db in
            try Self.endSessions(of: account.id, but: signed.session.id, db)
            try Acts(db: db).record(
                "signOut",
                subject: Self.subject(account.id),
                detail: "everywhere else",
                by: account.actor,
                at: now
            )
        }
    }

    /// Password and code were given again: opens what needs it for ten minutes. False where anything was wrong.
    package func proveAgain(
        _ candidate: SignInCandidate,
        isRight: Bool,
        _ signed: SignedIn,
        at now: Moment
    ) async throws -> Bool {
        try await engine.write { db in
            guard candidate.account == signed.account.id, try Self.prove(candidate, isRight: isRight, at: now, db)
            else { return false }
            try db.run(Self.proveAgain, [.integer(signed.session.id), .moment(now)])
            return true
        }
    }

    /// Forgets sessions that are over, at most a thousand; how many it were.
    package func forgetSessions(at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forget, [.moment(now)]) }
    }

    private static func mark(_ row: any Row, from column: Int32) -> SessionMark {
        SessionMark(
            id: row.integer(column),
            madeAt: row.moment(column + 1),
            seenAt: row.moment(column + 2),
            provenAt: row.moment(column + 3),
            endsAt: row.moment(column + 4),
            agent: row.text(column + 5)
        )
    }
}
