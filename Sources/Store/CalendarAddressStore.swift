package import Registry

extension RegistryStore {
    private static let findReader = Statement(
        """
        SELECT \(AccountRows.columns), c.last_used_at
        FROM calendar_address c JOIN account a ON a.id = c.account_id JOIN organisation o ON o.id = a.organisation_id
        WHERE c.digest = ?1 AND c.organisation_id = a.organisation_id AND a.state = 'active'
        """
    )
    private static let oneAddress = Statement(
        "SELECT made_at, last_used_at, digest FROM calendar_address WHERE account_id = ?1"
    )
    private static let keepAddress = Statement(
        """
        INSERT INTO calendar_address (account_id, organisation_id, digest, made_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (account_id) DO UPDATE SET organisation_id = excluded.organisation_id, digest = excluded.digest,
            made_at = excluded.made_at, last_used_at = NULL
        """
    )
    private static let addressUsed = Statement(
        """
        UPDATE calendar_address SET last_used_at = ?2
        WHERE digest = ?1 AND (last_used_at IS NULL OR last_used_at <= ?3)
        """
    )
    private static let dropAddress = Statement("DELETE FROM calendar_address WHERE account_id = ?1")

    /// A reading is written once an hour, so that calendars that ask often cost no writes.
    private static let readEvery: Int64 = 3_600_000

    /// For whom a secret address speaks; nil where it is none of ours, was replaced or ended, or its account is closed, of
    /// another organisation than it was made for, or no holder's any more. All of these are one look-up, and told alike.
    /// That it was read is written later (`keepCalendarUses`).
    package func calendarReader(_ secret: String, at now: Moment) async throws -> Account? {
        guard CalendarAddress.isSecret(secret) else { return nil }
        let digest = SecretDigest.of(secret)
        let found = try await engine.lookup { db in
            try db.first(Self.findReader, [.text(digest)]) { row in
                (try AccountRows.account(row), row.isNull(14) ? nil : row.moment(14))
            }
        }
        guard let (account, last) = found, CalendarAddress.isOpen(to: account) else { return nil }
        let due = now + -Self.readEvery
        if last.map({ $0 <= due }) ?? true { calendarUses.note(digest, at: now) }
        return account
    }

    /// Writes which calendars were read since it was written last, some in each transaction; how many they were.
    @discardableResult
    package func keepCalendarUses() async throws -> Int {
        var rest = calendarUses.noted.sorted { $0.key < $1.key }[...]
        let count = rest.count
        while !rest.isEmpty {
            let page = rest.prefix(Self.usesPage)
            rest = rest.dropFirst(page.count)
            _ = try await engine.write(isRepeatable: true) { db in
                for (digest, moment) in page {
                    try db.run(
                        Self.addressUsed,
                        [.text(digest), .moment(moment), .moment(moment + -Self.readEvery)]
                    )
                }
            }
            for (digest, moment) in page { calendarUses.forget(digest, moment) }
        }
        return count
    }

    private static let usesPage = 200

    /// The address of an account; nil where it has none.
    package func calendarAddress(of account: Int64) async throws -> CalendarAddress? {
        try await engine.lookup { [calendarUses] db in try Self.address(of: account, db, calendarUses) }
    }

    /// Gives an account its address, or another in place of the one it had, which ends at once.
    ///
    /// - Parameter secret: `CalendarAddress.secretLength` characters by chance, of which the digest is kept.
    /// - Throws: `forbidden` where the roles have no calendar.
    package func makeCalendarAddress(
        secret: String,
        by signed: SignedIn,
        at now: Moment
    ) async throws -> CalendarAddress {
        guard CalendarAddress.isSecret(secret) else { throw EngineFault(.broken, "an address was made that is none") }
        return try await engine.write { db in
            let account = try AccountRows(db: db).asBefore(signed)
            guard CalendarAddress.isOpen(to: account) else {
                throw Refusal(.forbidden, "Your roles do not allow this", ja: "この操作は、お持ちの役割ではできません", code: "forbidden")
            }
            let isNew = try Self.address(of: account.id, db, nil) == nil
            let digest = SecretDigest.of(secret)
            try db.run(
                Self.keepAddress,
                [.integer(account.id), .integer(account.organisation.id), .text(digest), .moment(now)]
            )
            try Acts(db: db).record(
                isNew ? "makeCalendar" : "replaceCalendar",
                subject: Self.subject(account.id),
                detail: "",
                by: account.actor,
                at: now
            )
            try Self.tellChange(account, "calendar", at: now, db)
            return CalendarAddress(madeAt: now)
        }
    }

    /// Ends one's own address at once; without one, nothing happens.
    package func endCalendarAddress(by signed: SignedIn, at now: Moment) async throws {
        try await engine.write { db in
            let account = try AccountRows(db: db).asBefore(signed)
            try Self.endCalendar(of: account.id, by: account.actor, at: now, db)
        }
    }

    /// Ends the address of an account whose roles, state or organisation change.
    static func endCalendar(of account: Int64, by actor: String, at now: Moment, _ db: any Transaction) throws {
        guard try db.run(dropAddress, [.integer(account)]) > 0 else { return }
        try Acts(db: db).record("endCalendar", subject: subject(account), detail: "", by: actor, at: now)
    }

    /// - Parameter uses: what this process has not written yet.
    private static func address(
        of account: Int64,
        _ db: any Transaction,
        _ uses: CalendarUses?
    ) throws -> CalendarAddress? {
        try db.first(oneAddress, [.integer(account)]) { row in
            let written = row.isNull(1) ? nil : row.moment(1)
            return CalendarAddress(
                madeAt: row.moment(0),
                lastUsedAt: [written, uses?.moment(of: row.text(2))].compactMap(\.self).max()
            )
        }
    }
}
