package import Registry

/// A password to be made new by a link, and what the second factor says.
package struct ResetCandidate: Hashable, Sendable {
    /// Whose password it is.
    package var account: Account
    /// The step of a right one-time code.
    var step: Int64?
    /// The digest of a right recovery code.
    var recovery: String?

    /// Without codes set up the link is enough.
    package var isProven: Bool { !account.hasSecondFactor || step != nil || recovery != nil }
}

extension RegistryStore {
    /// A link to a new password is good for half an hour.
    package static let resetLife: Int64 = 30 * 60_000

    private static let setPassword = Statement("UPDATE account SET password = ?2 WHERE id = ?1")
    private static let readCode = Statement("SELECT code_secret, code_step FROM account WHERE id = ?1")
    private static let setCode = Statement("UPDATE account SET code_secret = ?2, code_step = ?3 WHERE id = ?1")
    static let clearRecovery = Statement("DELETE FROM recovery_code WHERE account_id = ?1")
    private static let addRecovery = Statement("INSERT INTO recovery_code (account_id, digest) VALUES (?1, ?2)")
    private static let countRecovery = Statement("SELECT COUNT(*) FROM recovery_code WHERE account_id = ?1")
    /// Asks for a new password: a letter goes to the address where it has an account, and nothing else tells.
    package func askReset(_ address: MailAddress, at now: Moment) async throws {
        try await engine.write { db in
            let rows = AccountRows(db: db)
            let id = try rows.id(of: address)
            // Counted either way, so that both cost one write.
            try RefusedActs(db: db).count("askReset", id, at: now)
            guard let id, let account = try rows.account(id), account.state == .active else { return }
            let outbox = Outbox(db: db)
            guard try !outbox.wasQueued(.resetPassword, about: id, at: now) else { return }
            let letter = Letter(
                .resetPassword,
                to: account.address,
                account.language,
                facts: [:],
                lastsUntil: now + Self.resetLife
            )
            try outbox.queue(letter, about: id, at: now)
        }
    }

    /// Whose password a link makes new, and whether the code that came along is right; nil for a link that is not good.
    ///
    /// Codes are counted as passwords are: nobody who reads the mail alone can guess them.
    package func beginReset(
        _ token: String,
        recovery: String?,
        isTrial: Bool,
        at now: Moment,
        match: @escaping @Sendable (_ secret: [UInt8], _ after: Int64) -> Int64?
    ) async throws -> ResetCandidate? {
        try await engine.write { db in
            guard let id = try Tokens(db: db).subject(token, .reset, at: now),
                let account = try AccountRows(db: db).account(id), account.state == .active
            else { return nil }
            var candidate = ResetCandidate(account: account)
            guard isTrial, account.hasSecondFactor else { return candidate }
            try Self.countReset(id, at: now, db)
            try db.rows(Self.readCode, [.integer(id)]) { row in
                candidate.step = match(row.bytes(0), row.integer(1))
            }
            if let recovery {
                let digest = SecretDigest.of(recovery)
                let values: [Value] = [.integer(id), .text(digest)]
                if try db.first(Self.isRecovery, values, { _ in true }) ?? false { candidate.recovery = digest }
            }
            if !candidate.isProven { try RefusedActs(db: db).count("reset", id, at: now) }
            return candidate
        }
    }

    /// Sets the new password: every link and every session of the account ends, and its owner is told.
    ///
    /// - Throws: `missing` where the link was used meanwhile, `unauthenticated` without the second factor.
    package func finishReset(
        _ token: String,
        _ candidate: ResetCandidate,
        password: String,
        at now: Moment
    ) async throws {
        try await engine.write { db in
            let account = candidate.account
            guard try Tokens(db: db).subject(token, .reset, at: now) == account.id else {
                throw Refusal.linkOver
            }
            let isUsed = try Self.useFactor(
                step: candidate.step,
                recovery: candidate.recovery,
                of: account.id,
                db
            )
            guard isUsed || !account.hasSecondFactor else {
                throw Refusal(
                    .unauthenticated,
                    "The one-time code is not right",
                    ja: "ワンタイムコードが正しくありません",
                    field: "code",
                    code: "wrongCode"
                )
            }
            try Tokens(db: db).end(.reset, of: account.id)
            try Self.set(password, of: account, keeping: 0, at: now, db)
        }
    }

    /// Sets a new password of somebody signed in; every other session ends.
    package func changePassword(_ signed: SignedIn, password: String, at now: Moment) async throws {
        try await engine.write { db in
            let account = try AccountRows(db: db).asBefore(signed)
            try Self.set(password, of: account, keeping: signed.session.id, at: now, db)
        }
    }

    private static func set(
        _ password: String,
        of account: Account,
        keeping session: Int64,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        try db.run(setPassword, [.integer(account.id), .text(password)])
        try clearGuards(of: account, db)
        try endSessions(of: account.id, but: session, db)
        try tell(account, "password", at: now, db)
    }

    /// Sets one-time codes up, or anew: the codes of before no longer count.
    ///
    /// - Parameters:
    ///   - step: of the code that showed that the authenticator has the secret; it is used up.
    ///   - recovery: recovery codes in their kept form.
    package func setSecondFactor(
        _ signed: SignedIn,
        secret: [UInt8],
        step: Int64,
        recovery: [String],
        at now: Moment
    ) async throws {
        try await engine.write { db in
            let id = try AccountRows(db: db).asBefore(signed).id
            try db.run(Self.setCode, [.integer(id), .bytes(secret), .integer(step)])
            try db.run(Self.clearRecovery, [.integer(id)])
            for code in recovery { try db.run(Self.addRecovery, [.integer(id), .text(SecretDigest.of(code))]) }
            try Self.endSessions(of: id, but: signed.session.id, db)
            try Self.tell(signed.account, "secondFactor", at: now, db)
        }
    }

    /// How many recovery codes are left.
    package func recoveryCodes(of account: Int64) async throws -> Int {
        try await engine.lookup { db in
            Int(try db.first(Self.countRecovery, [.integer(account)]) { $0.integer(0) } ?? 0)
        }
    }

    private static func countReset(_ account: Int64, at now: Moment, _ db: any Transaction) throws {
        switch try guardFinding(resetKey(account), at: now, db) {
        case .open: return
        case .held(let until):
            throw Refusal.heldBack(until, at: now)
        }
    }

    private static func tell(_ account: Account, _ change: String, at now: Moment, _ db: any Transaction) throws {
        try Acts(db: db).record("change", subject: subject(account.id), detail: change, by: account.actor, at: now)
        try tellChange(account, change, at: now, db)
    }

    static func tellChange(_ account: Account, _ change: String, at now: Moment, _ db: any Transaction) throws {
        let facts = ["moment": "\(now.day.text) \(now.clock)", "change": AccountChange.name(change, account.language)]
        try Outbox(db: db).queue(
            Letter(.accountChanged, to: account.address, account.language, facts: facts),
            about: account.id,
            at: now
        )
    }
}

/// What changed in an account, in words.
private enum AccountChange {
    static func name(_ change: String, _ language: Letter.Language) -> String {
        switch (change, language) {
        case ("password", .ja): "パスワード"
        case ("password", .en): "password"
        case ("secondFactor", .ja): "ワンタイムコード"
        case ("secondFactor", .en): "one-time codes"
        case ("apiKey", .ja): "APIキー"
        case ("apiKey", .en): "API keys"
        case ("calendar", .ja): "カレンダーとフィードのアドレス"
        case ("calendar", .en): "calendar and feed address"
        case ("endpoint", .ja): "Webhookの受け取り口"
        case ("endpoint", .en): "webhook endpoints of your organisation"
        case (_, .ja): "役割"
        case (_, .en): "roles"
        }
    }
}
