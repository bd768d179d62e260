import Registry

/// What the office found out about who organisations are, inside a transaction.
///
/// Rows of organisations are never changed: no name and no number is put under a check that was made of another.
struct IdentityRows {
    let db: any Transaction

    private static let last = Statement(
        """
        SELECT kind, account_id, at, sentence FROM organisation_check WHERE organisation_id = ?1
        ORDER BY number DESC LIMIT 1
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO organisation_check (organisation_id, number, kind, account_id, at, sentence)
        VALUES (
            ?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM organisation_check WHERE organisation_id = ?1), ?2, ?3, ?4, ?5
        )
        """
    )

    /// nil where nobody checked it, or the check was taken back.
    func identity(of organisation: Int64) throws -> IdentityCheck? {
        let found = try db.first(Self.last, [.integer(organisation)]) { row -> IdentityCheck? in
            guard row.text(0) == "checked" else { return nil }
            let by = row.isNull(1) ? nil : row.integer(1)
            return IdentityCheck(by: by, at: row.moment(2), how: row.text(3))
        }
        return found ?? nil
    }

    /// Records what a reviewer found out.
    func keep(_ record: IdentityRecord, of organisation: Int64, by account: Account, at now: Moment) throws {
        let (kind, verb, sentence) =
            switch record {
            case .checked(let how): ("checked", "checkIdentity", how)
            case .revoked(let reason): ("revoked", "revokeIdentity", reason)
            }
        try add(kind, .integer(account.id), sentence, organisation, at: now)
        try Acts(db: db).record(
            verb,
            subject: "organisation \(organisation)",
            detail: sentence,
            by: account.actor,
            at: now
        )
    }

    /// Records that whoever owns the store made an organisation.
    func keep(made organisation: Int64, by actor: String, at now: Moment) throws {
        try add("checked", .null, "made by \(actor)", organisation, at: now)
    }

    private func add(_ kind: String, _ by: Value, _ sentence: String, _ organisation: Int64, at now: Moment) throws {
        try db.run(Self.insert, [.integer(organisation), .text(kind), by, .moment(now), .text(sentence)])
    }
}
