package import Registry

extension RegistryStore {
    /// A registration waits a day, an invitation a week. Milliseconds.
    package static let registrationLife: Int64 = 24 * 3_600_000
    /// Milliseconds.
    package static let invitationLife: Int64 = 7 * 24 * 3_600_000
    /// So many open ones an address may have of one organisation, and of registrations: nobody's box is filled by
    /// somebody else, and nobody uses up what is another's.
    private static let openLimit = 3
    /// So many an organisation may have.
    private static let invitationLimit = 30

    private static let open = Statement(
        """
        SELECT COUNT(*) FROM joining WHERE address_key = ?1 AND ends_at > ?2
            AND COALESCE(organisation_id, 0) = ?3
        """
    )
    private static let openOf = Statement("SELECT COUNT(*) FROM joining WHERE organisation_id = ?1 AND ends_at > ?2")
    private static let remove = Statement("DELETE FROM joining WHERE id = ?1")
    private static let forget = Statement(
        "DELETE FROM joining WHERE id IN (SELECT id FROM joining WHERE ends_at <= ?1 ORDER BY ends_at LIMIT 1000)"
    )
    private static let forgetTokens = Statement(
        "DELETE FROM token WHERE digest IN (SELECT digest FROM token WHERE ends_at <= ?1 ORDER BY ends_at LIMIT 1000)"
    )

    /// Takes a registration and queues the letter that goes on with it. Whether the address has an account is told to
    /// the address alone.
    package func register(
        _ address: MailAddress,
        name: String,
        _ language: Letter.Language,
        organisation: Organisation,
        at now: Moment
    ) async throws {
        try await engine.write { db in
            if let account = try AccountRows(db: db).id(of: address) {
                let outbox = Outbox(db: db)
                guard try !outbox.wasQueued(.accountExists, about: account, at: now) else { return }
                try outbox.queue(
                    Letter(.accountExists, to: address, language, facts: [:], lastsUntil: now + Outbox.day),
                    about: account,
                    at: now
                )
                return
            }
            guard try Self.openCount(address, of: 0, at: now, db) < Self.openLimit else { return }
            let joining = Joining(
                id: 0,
                kind: .registration,
                address: address,
                name: name,
                language: language,
                organisation: organisation,
                roles: [.manufacturerAdministrator]
            )
            let end = now + Self.registrationLife
            let id = try JoiningRows(db: db).add(joining, by: "nobody", until: end, at: now)
            let letter = Letter(.confirmAddress, to: address, language, facts: [:], lastsUntil: end)
            try Outbox(db: db).queue(letter, about: id, at: now)
        }
    }

    /// Invites somebody to an organisation.
    ///
    /// - Throws: `missing` for an organisation out of the inviter's reach, `unprocessable` for wrong roles.
    package func invite(
        _ address: MailAddress,
        name: String,
        _ language: Letter.Language,
        to organisation: Int64,
        roles: Set<Role>,
        by inviter: Account,
        at now: Moment
    ) async throws {
        try await engine.write { db in
            let rows = AccountRows(db: db)
            let inviter = try rows.asBefore(inviter)
            guard let target = try rows.organisation(organisation),
                Policy.reach(inviter.roles, .members) == .any || target.id == inviter.organisation.id
            else { throw Self.noOrganisation }
            try OrganisationMerging(db: db).checkStands(target.id)
            try Policy.check(roles, for: target.side)
            if let known = try rows.id(of: address), let account = try rows.account(known) {
                guard account.organisation.id != target.id else {
                    throw Refusal(
                        .conflict,
                        "\(address.text) has an account here already",
                        ja: "\(address.text) のアカウントはすでにあります",
                        field: "email",
                        code: "accountExists"
                    )
                }
                // Of another organisation: told to the address alone.
                let outbox = Outbox(db: db)
                guard try !outbox.wasQueued(.accountExists, about: known, at: now) else { return }
                try outbox.queue(
                    Letter(.accountExists, to: address, language, facts: [:], lastsUntil: now + Outbox.day),
                    about: known,
                    at: now
                )
                return
            }
            let all = try db.first(Self.openOf, [.integer(target.id), .moment(now)]) { $0.integer(0) } ?? 0
            guard all < Self.invitationLimit else {
                throw Refusal(
                    .limited,
                    "\(Self.invitationLimit) invitations of this organisation are open; let some of them be answered",
                    ja: "未回答の招待が\(Self.invitationLimit)件あります。回答を待ってからお試しください",
                    code: "invitedAlready"
                )
            }
            // Nothing tells whether the address has an account, so one that was invited often is answered as any other.
            guard try Self.openCount(address, of: target.id, at: now, db) < Self.openLimit else { return }
            let joining = Joining(
                id: 0,
                kind: .invitation,
                address: address,
                name: name,
                language: language,
                organisation: target,
                roles: roles
            )
            let end = now + Self.invitationLife
            let id = try JoiningRows(db: db).add(joining, by: inviter.actor, until: end, at: now)
            let letter = Letter(
                .invitation,
                to: address,
                language,
                facts: [
                    "organisation": target.name(language), "inviter": inviter.name,
                    "roles": roles.map { $0.name(language) }.sorted().joined(separator: language == .ja ? "、" : ", "),
                ],
                lastsUntil: end
            )
            try Outbox(db: db).queue(letter, about: id, at: now)
            try Acts(db: db).record(
                "invite",
                subject: "organisation \(target.id)",
                detail: AccountRows.words(roles),
                by: inviter.actor,
                at: now
            )
        }
    }

    private static let noOrganisation = Refusal(
        .missing,
        "There is no such organisation",
        ja: "該当する組織がありません",
        code: "missing"
    )

    private static func openCount(
        _ address: MailAddress,
        of organisation: Int64,
        at now: Moment,
        _ db: any Transaction
    ) throws -> Int64 {
        try db.first(open, [.text(address.key), .moment(now), .integer(organisation)]) { $0.integer(0) } ?? 0
    }

    /// Makes the way in for the first operator, or for one more where all have lost theirs: a break-glass act of
    /// whoever owns the store.
    ///
    /// - Parameter token: the secret of the link, which is printed once.
    package func inviteFirstOperator(token: String, actor: String, at now: Moment) async throws {
        try await engine.write { [operatorFacts] db in
            try AccountRows(db: db).ensureOperator(operatorFacts, at: now)
            guard let target = try AccountRows(db: db).organisation(1) else { throw Self.noOrganisation }
            let joining = Joining(
                id: 0,
                kind: .first,
                name: "",
                language: .ja,
                organisation: target,
                roles: [.administrator]
            )
            let end = now + Self.invitationLife
            let id = try JoiningRows(db: db).add(joining, by: actor, until: end, at: now)
            try Tokens(db: db).keep(token, .join, of: id, until: end)
            try Acts(db: db).record("inviteFirstOperator", subject: "organisation 1", detail: "", by: actor, at: now)
        }
    }

    /// What a link leads to; nil where it is none of ours, used or too old.
    package func joining(_ token: String, at now: Moment) async throws -> Joining? {
        try await engine.read { db in try JoiningRows(db: db).joining(token, at: now) }
    }

    /// Ends a joining: the account is there, and every link of it is used up.
    ///
    /// - Parameters:
    ///   - address: what the first operator states; others have confirmed theirs.
    ///   - password: the written hash.
    /// - Throws: `missing` for a link that is no longer good, `conflict` where address or organisation have an account.
    package func join(
        _ token: String,
        address stated: MailAddress?,
        name: String,
        _ language: Letter.Language,
        password: String,
        at now: Moment
    ) async throws -> Account {
        try await engine.write { db in
            let rows = AccountRows(db: db)
            guard let joining = try JoiningRows(db: db).joining(token, at: now), let address = joining.address ?? stated
            else {
                throw Refusal.linkOver
            }
            guard try rows.id(of: address) == nil else {
                throw Refusal(
                    .conflict,
                    "This address has an account; sign in with it",
                    ja: "このアドレスのアカウントはすでにあります。サインインしてください",
                    field: "email",
                    code: "accountExists"
                )
            }
            var organisation = joining.organisation.id
            if joining.kind == .registration {
                if let number = joining.organisation.corporateNumber, try rows.hasOrganisation(.manufacturer, number) {
                    throw Refusal(
                        .conflict,
                        "This organisation has an account; ask its administrator to invite you",
                        ja: "この法人のアカウントはすでにあります。管理者に招待を依頼してください",
                        field: "corporateNumber",
                        code: "organisationExists"
                    )
                }
                organisation = try rows.add(joining.organisation, at: now)
            }
            let id = try rows.add(
                address,
                name: name,
                language,
                organisation: organisation,
                roles: joining.roles,
                password: password,
                at: now
            )
            try Tokens(db: db).end(.join, of: joining.id)
            try db.run(Self.remove, [.integer(joining.id)])
            guard let account = try rows.account(id) else { throw EngineFault(.broken, "an account was not kept") }
            try Acts(db: db).record(
                "join",
                subject: Self.subject(id),
                detail: AccountRows.words(joining.roles),
                by: account.actor,
                at: now
            )
            return account
        }
    }

    /// Forgets links and joinings that are over, at most a thousand of each; how many it were.
    package func forgetJoinings(at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in
            try db.run(Self.forget, [.moment(now)]) + db.run(Self.forgetTokens, [.moment(now)])
        }
    }
}
