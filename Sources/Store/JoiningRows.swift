package import Registry

/// Somebody on the way to an account.
package struct Joining: Hashable, Sendable {
    /// How it began.
    package enum Kind: String, Hashable, Sendable {
        /// Somebody registered their organisation.
        case registration
        /// Somebody was invited to an organisation.
        case invitation
        /// The first operator: whoever made the registry has the link.
        case first
    }

    /// Counted from 1.
    package var id: Int64
    /// How it began.
    package var kind: Kind
    /// nil for the first operator, who states it.
    package var address: MailAddress?
    /// As it was stated; the person may change it.
    package var name: String
    /// The language of the letters.
    package var language: Letter.Language
    /// Its own is made when a registration ends.
    package var organisation: Organisation
    /// What the account will be for.
    package var roles: Set<Role>
}

/// Joinings inside a transaction.
struct JoiningRows {
    let db: any Transaction

    private static let insert = Statement(
        """
        INSERT INTO joining (
            id, kind, address, address_key, name, language, organisation_id, organisation, roles, made_by, made_at,
            ends_at
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM joining), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
        )
        RETURNING id
        """
    )
    private static let read = Statement(
        """
        SELECT id, kind, address, name, language, organisation_id, organisation, roles FROM joining
        WHERE id = ?1 AND ends_at > ?2
        """
    )

    /// What a link leads to; nil where it is none of ours, used or too old.
    func joining(_ token: String, at now: Moment) throws -> Joining? {
        guard let id = try Tokens(db: db).subject(token, .join, at: now) else { return nil }
        let rows = try db.all(Self.read, [.integer(id), .moment(now)]) { row in
            let stated = try row.withBytes(6) { bytes in
                var reader = PackedReader(bytes)
                return try reader.organisation()
            }
            guard let kind = Joining.Kind(rawValue: row.text(1)), let language = Letter.Language(rawValue: row.text(4))
            else { throw EngineFault(.broken, "a joining cannot be read") }
            let joining = Joining(
                id: row.integer(0),
                kind: kind,
                address: row.text(2).isEmpty ? nil : MailAddress(checked: row.text(2)),
                name: row.text(3),
                language: language,
                organisation: stated,
                roles: AccountRows.roles(row.text(7))
            )
            return (joining, row.isNull(5) ? nil : row.integer(5))
        }
        guard var (joining, organisation) = rows.first else { return nil }
        if let id = organisation, let known = try AccountRows(db: db).organisation(id) { joining.organisation = known }
        organisation = nil
        return joining
    }

    func add(
        _ joining: Joining,
        by actor: String,
        until end: Moment,
        at now: Moment
    ) throws -> Int64 {
        var stated = PackedWriter(capacity: 128)
        stated.organisation(joining.organisation)
        return try db.first(
            Self.insert,
            [
                .text(joining.kind.rawValue), .text(joining.address?.text ?? ""), .text(joining.address?.key ?? ""),
                .text(joining.name), .text(joining.language.rawValue),
                joining.kind == .registration ? .null : .integer(joining.organisation.id), .bytes(stated.bytes),
                .text(AccountRows.words(joining.roles)), .text(actor), .moment(now), .moment(end),
            ]
        ) { $0.integer(0) } ?? 0
    }
}

extension PackedWriter {
    mutating func organisation(_ organisation: Organisation) {
        text(organisation.side.rawValue)
        text(organisation.nameJA)
        text(organisation.nameEN)
        text(organisation.corporateNumber?.text ?? "")
        text(organisation.foreignProof)
        text(organisation.country)
    }
}

extension PackedReader {
    mutating func organisation() throws -> Organisation {
        let side = try word(Role.Side.self)
        let (nameJA, nameEN, number) = (try text(), try text(), try text())
        return Organisation(
            side: side,
            nameJA: nameJA,
            nameEN: nameEN,
            corporateNumber: number.isEmpty ? nil : try CorporateNumber(number),
            foreignProof: try text(),
            country: try text()
        )
    }
}
