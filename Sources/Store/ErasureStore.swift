package import Registry

extension RegistryStore {
    private static let drafts = Statement("SELECT id, body FROM application WHERE id > ?1 ORDER BY id LIMIT ?2")
    private static let submitted = Statement(
        """
        SELECT application_id, number, body FROM application_submission WHERE (application_id, number) > (?1, ?2)
        ORDER BY application_id, number LIMIT ?3
        """
    )

    /// Erases what tells who somebody is, for good: the account stays as a number, with what it did.
    ///
    /// - Parameter reason: stays in the diary.
    /// - Throws: `missing` out of reach, `conflict` for one's own account, an erased one and a last administrator,
    ///   `malformed` for a reason that names the person.
    package func erase(account id: Int64, reason: String, by signed: SignedIn, at now: Moment) async throws {
        _ = try await erase(reason: reason, by: signed.account.actor, at: now) { db in
            let rows = AccountRows(db: db)
            let actor = try rows.asBefore(signed)
            let reach = Policy.reach(actor.roles, .erase)
            guard let account = try rows.account(id),
                reach == .any || reach == .own && account.organisation.id == actor.organisation.id
            else { throw Self.noAccount }
            guard id != actor.id else {
                throw Refusal(
                    .conflict,
                    "Erase your own account on its own page",
                    ja: "ご自身のアカウントは、アカウントのページから消去してください",
                    code: "ownAccount"
                )
            }
            return account
        }
    }

    /// The same for one's own account.
    package func eraseOwn(_ signed: SignedIn, at now: Moment) async throws {
        _ = try await erase(reason: "asked for by its owner", by: signed.account.actor, at: now) { db in
            try AccountRows(db: db).asBefore(signed)
        }
    }

    /// The same for whoever owns the store.
    ///
    /// - Parameter named: an account's number, or the address of one that is in use.
    /// - Returns: the account's number.
    package func erase(_ named: String, reason: String, actor: String, at now: Moment) async throws -> Int64 {
        let number = Int64(named)
        let address = number == nil ? try MailAddress(named, field: "account") : nil
        return try await erase(reason: reason, by: actor, at: now) { db in
            let rows = AccountRows(db: db)
            guard let id = try number ?? address.flatMap({ try rows.id(of: $0) }), let account = try rows.account(id)
            else { throw Self.noAccount }
            return account
        }
    }

    private func erase(
        reason: String,
        by actor: String,
        at now: Moment,
        find: @escaping @Sendable (any Transaction) throws -> Account
    ) async throws -> Int64 {
        let known = try await engine.read { db in try Self.notErased(find(db)) }
        let reason = try Erasing.reason(reason, PersonMarks(known))
        // Read before the transaction, a page at a time: nothing waits for it. What somebody files meanwhile about the
        // person is as what they file afterwards.
        let elsewhere = try await applications(naming: PersonMarks(known))
        return try await engine.write { db in
            let account = try Self.notErased(find(db))
            try Erasure(db: db, account: account, actor: actor, now: now).perform(reason, elsewhere)
            return account.id
        }
    }

    /// Erasing twice says so, and changes nothing.
    private static func notErased(_ account: Account) throws -> Account {
        guard !account.isErased else {
            throw Refusal(
                .conflict,
                "Account \(account.id) was erased already",
                ja: "アカウント \(account.id) はすでに消去されています",
                code: "erasedAlready"
            )
        }
        return account
    }

    private static let noAccount = Refusal(
        .missing,
        "There is no such account",
        ja: "該当するアカウントがありません",
        code: "missing"
    )

    /// Applications of any organisation whose contact, now or when they were submitted, has the person's address.
    private func applications(naming person: PersonMarks) async throws -> Set<Int64> {
        var found: Set<Int64> = []
        var last: Int64 = 0
        while true {
            let values: [Value] = [.integer(last), .integer(Erasure.page)]
            let rows = try await engine.lookup { db in
                try db.all(Self.drafts, values) { ($0.integer(0), try Self.names(person, $0, 1)) }
            }
            found.formUnion(rows.filter(\.1).map(\.0))
            guard rows.count == Erasure.page, let end = rows.last else { break }
            last = end.0
        }
        var place: (application: Int64, number: Int64) = (0, 0)
        while true {
            let values: [Value] = [.integer(place.application), .integer(place.number), .integer(Erasure.page)]
            let rows = try await engine.lookup { db in
                try db.all(Self.submitted, values) { ($0.integer(0), $0.integer(1), try Self.names(person, $0, 2)) }
            }
            found.formUnion(rows.filter(\.2).map(\.0))
            guard rows.count == Erasure.page, let end = rows.last else { break }
            place = (end.0, end.1)
        }
        return found
    }

    /// Both packed forms begin with the draft.
    private static func names(_ person: PersonMarks, _ row: any Row, _ column: Int32) throws -> Bool {
        try row.withBytes(column) { bytes in
            var reader = PackedReader(bytes)
            return person.isAddress(try reader.applicationDraft().contact.address)
        }
    }
}
