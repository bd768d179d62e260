package import Registry

/// An invitation that nobody has answered yet.
package struct OpenInvitation: Hashable, Sendable {
    /// Counted from 1.
    package var id: Int64
    /// Whom it went to.
    package var address: MailAddress
    /// What whoever invited called them.
    package var name: String
    /// What the account will be for.
    package var roles: Set<Role>
    /// Who invited, by name.
    package var inviter: String
    /// When.
    package var madeAt: Moment
    /// The moment from which its link is no longer good.
    package var endsAt: Moment
}

extension RegistryStore {
    private static let open = Statement(
        """
        SELECT id, address, name, roles, made_by, made_at, ends_at FROM joining
        WHERE organisation_id = ?1 AND kind = 'invitation' AND ends_at > ?2 ORDER BY id LIMIT 100
        """
    )
    private static let one = Statement(
        "SELECT organisation_id, roles FROM joining WHERE id = ?1 AND kind = 'invitation' AND ends_at > ?2"
    )
    private static let end = Statement("DELETE FROM joining WHERE id = ?1")

    /// The open invitations of an organisation, oldest first.
    package func openInvitations(of organisation: Int64, at now: Moment) async throws -> [OpenInvitation] {
        try await engine.read { db in
            let rows = AccountRows(db: db)
            let found = try db.all(Self.open, [.integer(organisation), .moment(now)]) { row in
                let invitation = OpenInvitation(
                    id: row.integer(0),
                    address: MailAddress(checked: row.text(1)),
                    name: row.text(2),
                    roles: AccountRows.roles(row.text(3)),
                    inviter: row.text(4),
                    madeAt: row.moment(5),
                    endsAt: row.moment(6)
                )
                return invitation
            }
            return try found.map { invitation in
                var invitation = invitation
                if let id = Account.number(inActor: invitation.inviter), let account = try rows.account(id) {
                    invitation.inviter = account.name
                }
                return invitation
            }
        }
    }

    /// Ends an invitation: its links open nothing any more, and its letter is not sent where it still waits.
    ///
    /// - Throws: `missing` out of reach, or where it was answered or is over.
    package func endInvitation(_ id: Int64, by account: Account, at now: Moment) async throws {
        try await engine.write { db in
            let actor = try AccountRows(db: db).asBefore(account)
            let reach = Policy.reach(actor.roles, .members)
            let found = try db.first(Self.one, [.integer(id), .moment(now)]) { ($0.integer(0), $0.text(1)) }
            guard let (organisation, roles) = found,
                reach == .any || reach == .own && organisation == actor.organisation.id
            else {
                throw Refusal(
                    .missing,
                    "There is no such open invitation",
                    ja: "該当する招待がありません",
                    code: "missing"
                )
            }
            try Tokens(db: db).end(.join, of: id)
            try db.run(Self.end, [.integer(id)])
            try Acts(db: db).record(
                "endInvitation",
                subject: "organisation \(organisation)",
                detail: roles,
                by: actor.actor,
                at: now
            )
        }
    }
}
