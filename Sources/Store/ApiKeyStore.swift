package import Registry

/// Who makes a machine's request.
package struct KeyHolder: Hashable, Sendable {
    /// Whose key it is, with the roles it has now.
    package var account: Account
    /// What the key opens, as far as the roles do too.
    package var scopes: Set<ApiScope>
    /// Counted from 1; no secret.
    package var keyID: Int64
    /// To the minute; nil before the first use.
    var lastUsedAt: Moment?
}

extension RegistryStore {
    private static let find = Statement(
        """
        SELECT \(AccountRows.columns), k.id, k.scopes, k.last_used_at
        FROM api_key k JOIN account a ON a.id = k.account_id JOIN organisation o ON o.id = a.organisation_id
        WHERE k.digest = ?1 AND k.ends_at > ?2 AND k.revoked_at IS NULL AND a.state = 'active'
        """
    )
    private static let readUse = Statement("SELECT last_used_at, hint FROM api_key WHERE id = ?1")
    private static let writeUse = Statement("UPDATE api_key SET last_used_at = ?2 WHERE id = ?1")
    private static let keyColumns = """
        SELECT id, hint, name, scopes, made_at, ends_at, last_used_at, revoked_at, replaced_at FROM api_key
        """
    private static let list = Statement("\(keyColumns) WHERE account_id = ?1 ORDER BY id DESC LIMIT 100")
    private static let one = Statement("\(keyColumns) WHERE id = ?1 AND account_id = ?2")
    private static let count = Statement(
        "SELECT COUNT(*) FROM api_key WHERE account_id = ?1 AND ends_at > ?2 AND revoked_at IS NULL"
    )
    private static let insert = Statement(
        """
        INSERT INTO api_key (id, digest, hint, account_id, name, scopes, made_at, ends_at)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM api_key), ?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id
        """
    )
    private static let revoke = Statement(
        "UPDATE api_key SET revoked_at = ?2 WHERE id = ?1 AND ends_at > ?2 AND revoked_at IS NULL"
    )
    private static let revokeAll = Statement(
        "UPDATE api_key SET revoked_at = ?2 WHERE account_id = ?1 AND ends_at > ?2 AND revoked_at IS NULL"
    )
    private static let replace = Statement("UPDATE api_key SET ends_at = ?2, replaced_at = ?3 WHERE id = ?1")
    /// The newest stays, so that no number is given twice.
    private static let forget = Statement(
        """
        DELETE FROM api_key WHERE id IN (
            SELECT id FROM api_key WHERE ends_at <= ?1 AND id < (SELECT MAX(id) FROM api_key) ORDER BY ends_at LIMIT 1000
        )
        """
    )

    /// A key's own pause is told once a minute, so that asking costs no writes.
    private static let usedEvery: Int64 = 60_000
    private static let dayLength: Int64 = 86_400_000

    /// Whose key a text is; nil where it is none of ours, ended, or its account is closed. Which of them is not told.
    ///
    /// The first use on a day is a line of the diary.
    package func signedIn(byKey text: String, at now: Moment) async throws -> KeyHolder? {
        guard ApiKey.isText(text) else { return nil }
        let digest = SecretDigest.of(text)
        let found = try await engine.lookup { db in
            try db.first(Self.find, [.text(digest), .moment(now)]) { row in
                KeyHolder(
                    account: try AccountRows.account(row),
                    scopes: Self.scopes(row.text(15)),
                    keyID: row.integer(14),
                    lastUsedAt: row.isNull(16) ? nil : row.moment(16)
                )
            }
        }
        guard let found else { return nil }
        if found.lastUsedAt.map({ now.milliseconds - $0.milliseconds >= Self.usedEvery }) ?? true {
            try await used(found, at: now)
        }
        return found
    }

    private func used(_ holder: KeyHolder, at now: Moment) async throws {
        try await engine.write(isRepeatable: true) { db in
            var last: Moment?
            var hint = ""
            try db.rows(Self.readUse, [.integer(holder.keyID)]) { row in
                last = row.isNull(0) ? nil : row.moment(0)
                hint = row.text(1)
            }
            // Somebody else was quicker, or a clock of another machine is ahead.
            if let last, now.milliseconds - last.milliseconds < Self.usedEvery { return }
            try db.run(Self.writeUse, [.integer(holder.keyID), .moment(now)])
            guard last?.day != now.day else { return }
            try Acts(db: db).record(
                "keyUse",
                subject: Self.subject(ofKey: holder.keyID),
                detail: hint,
                by: holder.account.actor,
                at: now
            )
        }
    }

    /// Counts a key that is none, or none any more.
    package func refusedKey(at now: Moment) async throws {
        try await engine.write { db in try RefusedActs(db: db).count("key", nil, at: now) }
    }

    /// Makes a key of somebody signed in; the account hears of it by letter.
    ///
    /// - Parameter text: the key itself, of which the digest is kept.
    /// - Throws: `forbidden` without the permission, `conflict` where there are too many, and what the order refuses.
    package func makeKey(
        _ order: ApiKeyOrder,
        text: String,
        by signed: SignedIn,
        at now: Moment
    ) async throws -> ApiKey {
        try await engine.write { db in
            let account = try Self.keeper(signed, db)
            try order.check(account.roles)
            let key = try Self.add(
                order.name,
                order.scopes,
                text,
                until: now + Int64(order.days) * Self.dayLength,
                of: account,
                at: now,
                db
            )
            try Self.tell("makeKey", key, account, at: now, db)
            return key
        }
    }

    /// The keys of an account, newest first, at most a hundred; also those that ended.
    package func keys(of account: Int64) async throws -> [ApiKey] {
        try await engine.lookup { db in try db.all(Self.list, [.integer(account)]) { Self.key($0) } }
    }

    /// Ends a key at once.
    ///
    /// - Throws: `missing` where the account has none by that number, or it ended already.
    package func revokeKey(_ id: Int64, by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let account = try Self.keeper(signed, db)
            guard let key = try db.first(Self.one, [.integer(id), .integer(account.id)], { Self.key($0) }),
                try db.run(Self.revoke, [.integer(id), .moment(now)]) == 1
            else { throw Self.noKey }
            try Self.record("revokeKey", key, account, at: now, db)
        }
    }

    /// Gives a key another text that lasts as long as the first did; the former stays good for some days.
    ///
    /// - Parameters:
    ///   - text: the new key itself, of which the digest is kept.
    ///   - overlap: days that the former text stays good; 0 ends it at once.
    /// - Throws: `missing` for a key that is not the account's, ended or was replaced before, `unprocessable` where the
    ///   roles no longer give its scopes.
    package func rotateKey(
        _ id: Int64,
        text: String,
        overlap: Int,
        by signed: SignedIn,
        at now: Moment
    ) async throws -> ApiKey {
        guard (0...ApiKey.longestOverlap).contains(overlap) else {
            throw Refusal(
                .malformed,
                "The former key stays good for 0 to \(ApiKey.longestOverlap) days",
                ja: "前のキーを残せるのは0〜\(ApiKey.longestOverlap)日です",
                field: "overlap",
                code: "keyOverlap"
            )
        }
        return try await engine.write { db in
            let account = try Self.keeper(signed, db)
            guard let old = try db.first(Self.one, [.integer(id), .integer(account.id)], { Self.key($0) }),
                old.isGood(at: now), old.replacedAt == nil
            else { throw Self.noKey }
            let life = old.endsAt.milliseconds - old.madeAt.milliseconds
            let order = ApiKeyOrder(name: old.name, scopes: old.scopes, days: Int(life / Self.dayLength))
            try order.check(account.roles)
            let end = min(old.endsAt, now + Int64(overlap) * Self.dayLength)
            try db.run(Self.replace, [.integer(id), .moment(end), .moment(now)])
            let key = try Self.add(old.name, old.scopes, text, until: now + life, of: account, at: now, db)
            try Self.tell("rotateKey", key, account, at: now, db)
            return key
        }
    }

    /// Ends every key of an account whose roles or state change.
    static func endKeys(of account: Int64, by actor: String, at now: Moment, _ db: any Transaction) throws {
        guard try db.run(revokeAll, [.integer(account), .moment(now)]) > 0 else { return }
        try Acts(db: db).record("revokeKeys", subject: subject(account), detail: "", by: actor, at: now)
    }

    /// Forgets keys that ended before a moment, at most a thousand; how many it were.
    package func forgetKeys(before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forget, [.moment(moment)]) }
    }

    private static let noKey = Refusal(.missing, "There is no such key", ja: "該当するキーがありません", code: "missing")

    /// Somebody signed in who may still have keys.
    private static func keeper(_ signed: SignedIn, _ db: any Transaction) throws -> Account {
        let account = try AccountRows(db: db).asBefore(signed)
        guard Policy.reach(account.roles, .apiKeys) != .none else {
            throw Refusal(.forbidden, "Your roles do not allow this", ja: "この操作は、お持ちの役割ではできません", code: "forbidden")
        }
        return account
    }

    private static func add(
        _ name: String,
        _ scopes: Set<ApiScope>,
        _ text: String,
        until end: Moment,
        of account: Account,
        at now: Moment,
        _ db: any Transaction
    ) throws -> ApiKey {
        let held = try db.first(count, [.integer(account.id), .moment(now)]) { $0.integer(0) } ?? 0
        guard held < ApiKey.maximumCount else {
            throw Refusal(
                .conflict,
                "An account has at most \(ApiKey.maximumCount) keys; end one first",
                ja: "キーは\(ApiKey.maximumCount)個までです。先に使わないものを無効にしてください",
                code: "tooManyKeys"
            )
        }
        guard ApiKey.isText(text) else { throw EngineFault(.broken, "a key was made that is none") }
        var key = ApiKey(id: 0, hint: ApiKey.hint(of: text), name: name, scopes: scopes, madeAt: now, endsAt: end)
        key.id =
            try db.first(
                insert,
                [
                    .text(SecretDigest.of(text)), .text(key.hint), .integer(account.id), .text(name),
                    .text(words(scopes)), .moment(now), .moment(end),
                ]
            ) { $0.integer(0) } ?? 0
        return key
    }

    private static func tell(
        _ verb: String,
        _ key: ApiKey,
        _ account: Account,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        try record(verb, key, account, at: now, db)
        try tellChange(account, "apiKey", at: now, db)
    }

    private static func record(
        _ verb: String,
        _ key: ApiKey,
        _ account: Account,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        let detail = "\(key.hint) \(words(key.scopes))"
        try Acts(db: db).record(verb, subject: subject(ofKey: key.id), detail: detail, by: account.actor, at: now)
    }

    private static func subject(ofKey id: Int64) -> String { "apiKey \(id)" }

    /// Sorted, so that equal scopes are equal text.
    private static func words(_ scopes: Set<ApiScope>) -> String {
        scopes.map(\.rawValue).sorted().joined(separator: " ")
    }

    /// A word this program does not know opens nothing.
    private static func scopes(_ words: String) -> Set<ApiScope> {
        Set(words.split(separator: " ").compactMap { ApiScope(rawValue: String($0)) })
    }

    private static func key(_ row: any Row) -> ApiKey {
        ApiKey(
            id: row.integer(0),
            hint: row.text(1),
            name: row.text(2),
            scopes: scopes(row.text(3)),
            madeAt: row.moment(4),
            endsAt: row.moment(5),
            lastUsedAt: row.isNull(6) ? nil : row.moment(6),
            revokedAt: row.isNull(7) ? nil : row.moment(7),
            replacedAt: row.isNull(8) ? nil : row.moment(8)
        )
    }
}
