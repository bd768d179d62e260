package import Registry

/// What a sign-in is measured against: read before the password is worked out, so that this takes no lock.
package struct SignInCandidate: Hashable, Sendable {
    /// nil: no account has this address; the same work is done all the same.
    package var account: Int64?
    /// The written hash; nil without an account or before a password was chosen.
    package var password: String?
    /// One-time codes are set up.
    package var hasSecondFactor: Bool
    /// Nothing but the password is still to be looked at.
    package var mayEnter: Bool { !hasSecondFactor || step != nil || recovery != nil }
    /// The step of the one-time code that came along and is right.
    package var step: Int64?
    /// The recovery code that came along and is one of the account's.
    package var recovery: String?
    /// How the address is counted.
    var key: String
    var guardState: SignInGuard
}

/// What a sign-in begins with.
package enum SignInStart: Hashable, Sendable {
    case open(SignInCandidate)
    /// Nothing is looked at until a moment; nil: until the password is new or a one-time code comes along.
    case held(until: Moment?)
}

/// A sign-in that was made.
package struct SessionMark: Hashable, Sendable {
    /// Counted from 1; no secret.
    package var id: Int64
    /// When it was made.
    package var madeAt: Moment
    /// When it was last used, to the minute.
    package var seenAt: Moment
    /// When password and code were last given.
    package var provenAt: Moment
    /// When it ends however much it is used.
    package var endsAt: Moment
    /// The browser, as it calls itself, cut short.
    package var agent: String
}

extension RegistryStore {
    private static let byKey = Statement(
        "SELECT id, password, code_secret, code_step FROM account WHERE address_key = ?1 AND state = 'active'"
    )
    private static let readGuard = Statement("SELECT failures, held_until FROM sign_in_guard WHERE key = ?1")
    private static let writeGuard = Statement(
        """
        INSERT INTO sign_in_guard (key, failures, held_until, last_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (key) DO UPDATE SET failures = ?2, held_until = ?3, last_at = ?4
        """
    )
    private static let clearGuard = Statement("DELETE FROM sign_in_guard WHERE key = ?1")
    static let isRecovery = Statement("SELECT digest FROM recovery_code WHERE account_id = ?1 AND digest = ?2")
    private static let useRecovery = Statement("DELETE FROM recovery_code WHERE account_id = ?1 AND digest = ?2")
    private static let useStep = Statement("UPDATE account SET code_step = ?2 WHERE id = ?1 AND code_step < ?2")
    private static let insertSession = Statement(
        """
        INSERT INTO session (id, digest, account_id, made_at, seen_at, proven_at, ends_at, agent)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM session), ?1, ?2, ?3, ?3, ?3, ?4, ?5)
        """
    )

    /// Counts an attempt and reads what it is measured against.
    ///
    /// - Parameters:
    ///   - recovery: a recovery code in its kept form, where one came along.
    ///   - hasCode: any code came along; a wrong one is counted, also while nothing is looked at.
    ///   - match: whether the one-time code that came along is right for a secret and after a step; its step.
    package func beginSignIn(
        _ address: MailAddress,
        recovery: String?,
        hasCode: Bool,
        at now: Moment,
        match: @escaping @Sendable (_ secret: [UInt8], _ after: Int64) -> Int64?
    ) async throws -> SignInStart {
        try await engine.write { db in
            try Self.begin(address, recovery: recovery, hasCode: hasCode, at: now, db, match: match)
        }
    }

    /// The same inside a transaction.
    static func begin(
        _ address: MailAddress,
        recovery: String?,
        hasCode: Bool,
        at now: Moment,
        _ db: any Transaction,
        match: (_ secret: [UInt8], _ after: Int64) -> Int64?
    ) throws -> SignInStart {
        let key = SecretDigest.of(address.key)
        let state = try guardState(key, db)
        var candidate = SignInCandidate(hasSecondFactor: false, key: key, guardState: state)
        try db.rows(byKey, [.text(address.key)]) { row in
            candidate.account = row.integer(0)
            candidate.password = row.text(1).isEmpty ? nil : row.text(1)
            guard !row.isNull(2) else { return }
            candidate.hasSecondFactor = true
            candidate.step = match(row.bytes(2), row.integer(3))
        }
        if let account = candidate.account, let recovery {
            let digest = SecretDigest.of(recovery)
            let isOne = try db.first(isRecovery, [.integer(account), .text(digest)]) { _ in true } ?? false
            if isOne { candidate.recovery = digest }
        }
        let isLifted = try Self.isLifted(candidate, hasCode: hasCode, at: now, db)
        switch state.attempt(hasCode: isLifted, at: now) {
        case .held(let until):
            try RefusedActs(db: db).count("signIn", candidate.account, at: now)
            return .held(until: until)
        case .open(let counted):
            candidate.guardState = counted
            try keep(counted, key, at: now, db)
            return .open(candidate)
        }
    }

    /// Whether a right code opens an address that is held back. A recovery code always does; six digits can be guessed,
    /// so after ten wrong ones they no longer do until a sign-in succeeds.
    private static func isLifted(
        _ candidate: SignInCandidate,
        hasCode: Bool,
        at now: Moment,
        _ db: any Transaction
    ) throws -> Bool {
        guard candidate.recovery == nil else { return true }
        guard let account = candidate.account, candidate.hasSecondFactor, hasCode else { return false }
        var state = try guardState(codeKey(account), db)
        guard candidate.step == nil else { return state.failures < SignInGuard.wrongCodes }
        state.failures += 1
        try keep(state, codeKey(account), at: now, db)
        return false
    }

    /// How wrong one-time codes are counted.
    static func codeKey(_ account: Int64) -> String { "code \(account)" }

    private static let asBefore = Statement(
        """
        SELECT id FROM account
        WHERE id = ?1 AND state = 'active' AND password = ?2 AND (code_secret IS NOT NULL) = (?3 = 1)
        """
    )

    private static let strengthen = Statement("UPDATE account SET password = ?3 WHERE id = ?1 AND password = ?2")

    /// Ends a sign-in: a session where everything was right, nil where anything was not.
    ///
    /// - Parameters:
    ///   - isRight: the password was.
    ///   - token: the session's secret, kept as its digest.
    ///   - stronger: the password's written hash at a higher cost, kept where the one it was measured against still
    ///     stands; nil where that is good enough.
    package func finishSignIn(
        _ candidate: SignInCandidate,
        isRight: Bool,
        token: String,
        agent: String,
        stronger: String? = nil,
        at now: Moment
    ) async throws -> Account? {
        try await engine.write { db in
            let isProven = try Self.prove(candidate, isRight: isRight, at: now, db)
            guard isProven, let id = candidate.account, let account = try AccountRows(db: db).account(id) else {
                return nil
            }
            if let stronger, let verified = candidate.password {
                try db.run(Self.strengthen, [.integer(id), .text(verified), .text(stronger)])
            }
            let limits = SessionRule.limits(account.organisation.side)
            try db.run(
                Self.insertSession,
                [
                    .text(SecretDigest.of(token)), .integer(id), .moment(now), .moment(now + limits.absolute),
                    .text(String(agent.cleaned.text.prefix(120))),
                ]
            )
            let detail = candidate.recovery == nil ? "" : "recovery code"
            try Acts(db: db).record("signIn", subject: Self.subject(id), detail: detail, by: account.actor, at: now)
            return account
        }
    }

    /// Whether password and second factor are right; uses the code up, whichever way it goes, and counts.
    static func prove(
        _ candidate: SignInCandidate,
        isRight: Bool,
        at now: Moment,
        _ db: any Transaction
    ) throws -> Bool {
        guard let id = candidate.account else {
            try RefusedActs(db: db).count("signIn", nil, at: now)
            return false
        }
        // What the password was measured against may be gone by now: a reset ends sign-ins that are on their way.
        let values: [Value] = [.integer(id), .text(candidate.password ?? ""), .flag(candidate.hasSecondFactor)]
        let isAsBefore = try db.first(asBefore, values) { _ in true } ?? false
        // A right code beside a wrong password is used up too, or it would open the way for many guesses.
        let isUsed = try useFactor(step: candidate.step, recovery: candidate.recovery, of: id, db)
        let hasFactor = isUsed || !candidate.hasSecondFactor
        guard isRight, hasFactor, isAsBefore else {
            try RefusedActs(db: db).count("signIn", id, at: now)
            if candidate.guardState.isAlarming, let account = try AccountRows(db: db).account(id),
                account.state == .active
            {
                let letter = Letter(
                    .signInsRefused,
                    to: account.address,
                    account.language,
                    facts: [:],
                    lastsUntil: now + Outbox.day
                )
                try Outbox(db: db).queue(letter, about: id, at: now)
            }
            return false
        }
        try db.run(clearGuard, [.text(candidate.key)])
        try db.run(clearGuard, [.text(codeKey(id))])
        return true
    }

    /// Uses a right code up; false where there is none, or another was quicker.
    static func useFactor(step: Int64?, recovery: String?, of id: Int64, _ db: any Transaction) throws -> Bool {
        if let step { return try db.run(useStep, [.integer(id), .integer(step)]) == 1 }
        if let recovery { return try db.run(useRecovery, [.integer(id), .text(recovery)]) == 1 }
        return false
    }

    /// Counts an attempt at something else than a password, under a key of its own.
    static func guardFinding(_ key: String, at now: Moment, _ db: any Transaction) throws -> SignInGuard.Finding {
        let finding = try guardState(key, db).attempt(hasCode: false, at: now)
        if case .open(let counted) = finding { try keep(counted, key, at: now, db) }
        return finding
    }

    static func guardState(_ key: String, _ db: any Transaction) throws -> SignInGuard {
        try db.first(readGuard, [.text(key)]) { row in
            SignInGuard(failures: Int(row.integer(0)), heldUntil: row.moment(1))
        } ?? SignInGuard(failures: 0, heldUntil: Moment(milliseconds: 0))
    }

    private static func keep(_ state: SignInGuard, _ key: String, at now: Moment, _ db: any Transaction) throws {
        try db.run(
            writeGuard,
            [.text(key), .integer(Int64(state.failures)), .moment(state.heldUntil), .moment(now)]
        )
    }

    /// Lets an account try again: its password is new, and whoever chose it showed the second factor.
    static func clearGuards(of account: Account, _ db: any Transaction) throws {
        for key in [SecretDigest.of(account.address.key), codeKey(account.id), resetKey(account.id)] {
            try db.run(clearGuard, [.text(key)])
        }
    }

    /// How codes at a reset are counted.
    static func resetKey(_ account: Int64) -> String { "reset \(account)" }

    /// Counts something that an account was not let do.
    package func refused(_ verb: String, _ account: Account, at now: Moment) async throws {
        try await engine.write { db in try RefusedActs(db: db).count(verb, account.id, at: now) }
    }

    private static let forgetGuards = Statement(
        """
        DELETE FROM sign_in_guard WHERE key IN (
            SELECT key FROM sign_in_guard WHERE last_at < ?1 ORDER BY last_at LIMIT 1000
        )
        """
    )

    /// Forgets what was counted before a moment, at most a thousand addresses; how many it were.
    package func forgetGuards(before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forgetGuards, [.moment(moment)]) }
    }

    static func subject(_ account: Int64) -> String { "account \(account)" }
}

extension Account {
    /// How the diary names it: erased with the account's personal fields, because it holds none.
    package var actor: String { "account \(id)" }

    /// The account that the diary names so; nil for any other actor.
    package static func number(inActor actor: String) -> Int64? {
        actor.hasPrefix("account ") ? Int64(actor.dropFirst("account ".count)) : nil
    }
}
