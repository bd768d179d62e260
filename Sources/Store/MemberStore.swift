package import Registry

extension RegistryStore {
    private static let members = Statement(
        """
        SELECT \(AccountRows.columns) FROM account a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.organisation_id = ?1 AND a.id > ?2 ORDER BY a.id LIMIT ?3
        """
    )
    private static let everybody = Statement(
        """
        SELECT \(AccountRows.columns) FROM account a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.id > ?1 ORDER BY a.id LIMIT ?2
        """
    )
    private static let endLinks = Statement(
        "DELETE FROM token WHERE purpose = 'join' AND subject_id IN (SELECT id FROM joining WHERE made_by = ?1)"
    )
    private static let endJoinings = Statement("DELETE FROM joining WHERE made_by = ?1")
    private static let setRoles = Statement("UPDATE account SET roles = ?2 WHERE id = ?1 AND state = 'active'")
    private static let closeAccount = Statement(
        """
        UPDATE account SET state = 'closed', password = '', code_secret = NULL, address_key = ?2
        WHERE id = ?1 AND state = 'active'
        """
    )

    /// Makes an account without a letter: for whoever owns the store, to fill a demo or in an emergency.
    ///
    /// - Parameters:
    ///   - organisation: made where its id is 0, a manufacturer as one whose identity is checked by that; the operator's
    ///     own where its side is the operator.
    ///   - password: the written hash.
    package func makeAccount(
        _ address: MailAddress,
        name: String = "",
        organisation: Organisation,
        roles: Set<Role>,
        password: String,
        actor: String = "owner",
        at now: Moment
    ) async throws -> Account {
        try Policy.check(roles, for: organisation.side)
        return try await engine.write { [operatorFacts] db in
            let rows = AccountRows(db: db)
            guard try rows.id(of: address) == nil else {
                throw Refusal(
                    .conflict,
                    "\(address.text) has an account already",
                    field: "email",
                    code: "accountExists"
                )
            }
            var owner = organisation.id
            if organisation.side == .operator {
                try rows.ensureOperator(operatorFacts, at: now)
                owner = 1
            } else if owner == 0 {
                owner = try rows.add(organisation, at: now)
                // Whoever owns the store knows whom it enters.
                if organisation.side == .manufacturer {
                    try IdentityRows(db: db).keep(made: owner, by: actor, at: now)
                }
            } else {
                try OrganisationMerging(db: db).checkStands(owner)
            }
            let name = name.isEmpty ? address.text : name
            let id = try rows.add(
                address,
                name: name,
                .ja,
                organisation: owner,
                roles: roles,
                password: password,
                at: now
            )
            let detail = AccountRows.words(roles)
            try Acts(db: db).record("makeAccount", subject: Self.subject(id), detail: detail, by: actor, at: now)
            guard let account = try rows.account(id) else { throw EngineFault(.broken, "an account was not kept") }
            return account
        }
    }

    /// The accounts of an organisation, oldest first.
    package func members(of organisation: Int64, after id: Int64 = 0, limit: Int = 200) async throws -> [Account] {
        try await engine.lookup { db in
            try db.all(Self.members, [.integer(organisation), .integer(id), .integer(Int64(limit))]) {
                try AccountRows.account($0)
            }
        }
    }

    /// Every account, oldest first.
    package func accounts(after id: Int64, limit: Int = 200) async throws -> [Account] {
        try await engine.lookup { db in
            try db.all(Self.everybody, [.integer(id), .integer(Int64(limit))]) { try AccountRows.account($0) }
        }
    }

    /// Changes what an account is for; its sessions and keys end, so that nothing of before is left open.
    ///
    /// - Throws: `missing` out of reach, `unprocessable` for wrong roles, `conflict` where nobody would be left to
    ///   administer the organisation.
    package func changeRoles(of id: Int64, to roles: Set<Role>, by actor: Account, at now: Moment) async throws {
        try await engine.write { db in
            let actor = try AccountRows(db: db).asBefore(actor)
            let account = try Self.member(id, of: actor, db)
            try Policy.check(roles, for: account.organisation.side)
            try Self.keepAdministrator(without: account, leaving: roles, by: actor, db)
            try Self.endInvitations(of: account, db)
            try db.run(Self.setRoles, [.integer(id), .text(AccountRows.words(roles))])
            try Self.endSessions(of: id, but: 0, db)
            try Self.endKeys(of: id, by: actor.actor, at: now, db)
            try Self.endCalendar(of: id, by: actor.actor, at: now, db)
            try Acts(db: db).record(
                "changeRoles",
                subject: Self.subject(id),
                detail: AccountRows.words(roles),
                by: actor.actor,
                at: now
            )
            try Self.tellChange(account, "roles", at: now, db)
        }
    }

    /// Closes an account for good: nobody signs in with it any more, its secrets are forgotten.
    package func close(account id: Int64, by actor: Account, at now: Moment) async throws {
        try await engine.write { db in
            let actor = try AccountRows(db: db).asBefore(actor)
            let account = try Self.member(id, of: actor, db)
            try Self.keepAdministrator(without: account, leaving: [], by: actor, db)
            // The address may come back, by another invitation.
            try db.run(Self.closeAccount, [.integer(id), .text("closed \(id)")])
            try Self.endInvitations(of: account, db)
            try db.run(Self.clearRecovery, [.integer(id)])
            try Self.endSessions(of: id, but: 0, db)
            try Self.endKeys(of: id, by: actor.actor, at: now, db)
            try Self.endCalendar(of: id, by: actor.actor, at: now, db)
            try Acts(db: db).record("closeAccount", subject: Self.subject(id), detail: "", by: actor.actor, at: now)
        }
    }

    /// Invitations go with the rights of whoever made them.
    static func endInvitations(of account: Account, _ db: any Transaction) throws {
        try db.run(endLinks, [.text(account.actor)])
        try db.run(endJoinings, [.text(account.actor)])
    }

    /// An account within somebody's reach; what is out of it does not exist for them.
    private static func member(_ id: Int64, of actor: Account, _ db: any Transaction) throws -> Account {
        let reach = Policy.reach(actor.roles, .members)
        guard let account = try AccountRows(db: db).account(id), account.state == .active,
            reach == .any || reach == .own && account.organisation.id == actor.organisation.id
        else { throw Refusal(.missing, "There is no such account", ja: "該当するアカウントがありません", code: "missing") }
        return account
    }

    private static func keepAdministrator(
        without account: Account,
        leaving roles: Set<Role>,
        by actor: Account,
        _ db: any Transaction
    ) throws {
        let needed: Role = account.organisation.side == .operator ? .administrator : .manufacturerAdministrator
        guard account.roles.contains(needed), !roles.contains(needed) else { return }
        // The operator can end what somebody took in another's name; only its own door must not close.
        guard account.organisation.side == .operator || Policy.reach(actor.roles, .members) != .any else { return }
        let values: [Value] = [.integer(account.organisation.id), .integer(0), .integer(10_000)]
        let others = try db.all(members, values) { try AccountRows.account($0) }.filter {
            $0.id != account.id && $0.state == .active && $0.roles.contains(needed)
        }
        guard others.isEmpty else { return }
        throw Refusal.lastAdministrator
    }
}
