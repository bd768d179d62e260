import Registry

/// One account's personal fields being erased, inside a transaction. Where each of them stands, and what is left of it:
/// `Docs/personal-data.md`.
struct Erasure {
    let db: any Transaction
    let account: Account
    /// How the diary names whoever does it.
    let actor: String
    let now: Moment

    /// Rows read at a time.
    static let page: Int64 = 500

    var person: PersonMarks { PersonMarks(account) }

    private static let clear = Statement(
        """
        UPDATE account SET state = 'closed', address = '', address_key = ?2, name = '', language = 'ja', password = '',
            code_secret = NULL, code_step = 0
        WHERE id = ?1 AND address <> ''
        """
    )
    private static let clearKeys = Statement("UPDATE api_key SET name = '' WHERE account_id = ?1")
    /// What was still to be told this person is told the next one.
    private static let clearNotices = Statement(
        """
        UPDATE notice SET recipient = ?2, address = '',
            state = CASE WHEN state IN ('planned', 'queued') THEN 'failed' ELSE state END
        WHERE account_id = ?1
        """
    )
    /// The same where the address was a manufacturer's public contact, and no account was told.
    private static let clearContacts = Statement(
        """
        UPDATE notice SET recipient = 'erased contact ' || CAST(id AS TEXT), address = '',
            state = CASE WHEN state IN ('planned', 'queued') THEN 'failed' ELSE state END
        WHERE step = 1 AND address <> '' AND recipient = ?1
        """
    )
    private static let administrators = Statement(
        """
        SELECT id, roles, state FROM account WHERE organisation_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """
    )
    private static let openOnes = Statement(
        """
        SELECT id FROM application WHERE organisation_id = ?1
        AND state NOT IN ('issued', 'refused', 'withdrawnByApplicant', 'abandoned') LIMIT 1
        """
    )
    private static let everybody = Statement(
        "SELECT id, address FROM account WHERE id > ?1 ORDER BY id LIMIT ?2"
    )
    private static let endLinks = Statement(
        "DELETE FROM token WHERE purpose = 'join' AND subject_id IN (SELECT id FROM joining WHERE address_key = ?1)"
    )
    /// Whoever stops using a mailbox as an account does not go on to be told under it.
    private static let endWatches = Statement("DELETE FROM watch WHERE address_key = ?1")
    private static let endJoinings = Statement("DELETE FROM joining WHERE address_key = ?1")

    /// - Parameters:
    ///   - reason: for the diary; names nobody.
    ///   - elsewhere: applications of other organisations that name the address.
    func perform(_ reason: String, _ elsewhere: Set<Int64>) throws {
        try Erasing.check(account, others: try otherAdministrators(), hasOpen: try hasOpenApplications())
        let rows = AccountRows(db: db)
        // Who came back under the address is the same person, and not erased: what others keep of it is theirs now.
        let holder = try rows.id(of: account.address)
        guard holder == nil || holder == account.id else { return try fields(reason) }
        for twin in try twins() {
            guard let closed = try rows.account(twin) else { continue }
            let other = Erasure(db: db, account: closed, actor: actor, now: now)
            try other.applications([])
            try other.fields("with account \(account.id)")
        }
        try RegistryStore.clearGuards(of: account, db)
        try db.run(Self.endLinks, [.text(account.address.key)])
        try db.run(Self.endJoinings, [.text(account.address.key)])
        try db.run(Self.clearContacts, [.text(account.address.key)])
        try db.run(Self.endWatches, [.text(account.address.key)])
        try letters()
        try cases()
        try applications(elsewhere)
        try fields(reason)
    }

    /// The account's own row, and everything that lets somebody in by it.
    private func fields(_ reason: String) throws {
        let id = account.id
        guard try db.run(Self.clear, [.integer(id), .text("erased \(id)")]) == 1 else {
            throw EngineFault(.broken, "account \(id) was not erased")
        }
        try db.run(RegistryStore.clearRecovery, [.integer(id)])
        try Tokens(db: db).end(.reset, of: id)
        try RegistryStore.endInvitations(of: account, db)
        try RegistryStore.endSessions(of: id, but: 0, db)
        try RegistryStore.endKeys(of: id, by: actor, at: now, db)
        try RegistryStore.endCalendar(of: id, by: actor, at: now, db)
        try db.run(Self.clearKeys, [.integer(id)])
        try db.run(Self.clearNotices, [.integer(id), .text("erased \(id)")])
        let subject = RegistryStore.subject(id)
        try Acts(db: db).record("eraseAccount", subject: subject, detail: reason, by: actor, at: now)
    }

    private func otherAdministrators() throws -> Int {
        let needed: Role = account.organisation.side == .operator ? .administrator : .manufacturerAdministrator
        var count = 0
        try pages { last in
            let values: [Value] = [.integer(account.organisation.id), .integer(last), .integer(Self.page)]
            return try db.all(Self.administrators, values) { row in
                let isOne = row.text(2) == Account.State.active.rawValue
                if isOne, row.integer(0) != account.id, AccountRows.roles(row.text(1)).contains(needed) { count += 1 }
                return row.integer(0)
            }
        }
        return count
    }

    private func hasOpenApplications() throws -> Bool {
        try db.first(Self.openOnes, [.integer(account.organisation.id)]) { _ in true } ?? false
    }

    /// Accounts that were closed before and had the same address.
    private func twins() throws -> [Int64] {
        var found: [Int64] = []
        try pages { last in
            try db.all(Self.everybody, [.integer(last), .integer(Self.page)]) { row in
                if row.integer(0) != account.id, person.isAddress(row.text(1)) { found.append(row.integer(0)) }
                return row.integer(0)
            }
        }
        return found
    }

    /// Walks a table by its key; `read` answers with the keys of the page after one.
    func pages(_ read: (_ last: Int64) throws -> [Int64]) throws {
        var last: Int64 = 0
        while true {
            let ids = try read(last)
            guard ids.count == Self.page, let end = ids.last else { return }
            last = end
        }
    }
}
