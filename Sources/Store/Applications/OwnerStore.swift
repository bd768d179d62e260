package import Registry

extension RegistryStore {
    private static let owner = Statement("SELECT organisation_id FROM registration_owner WHERE registration_id = ?1")
    private static let setOwner = Statement(
        """
        INSERT INTO registration_owner (registration_id, organisation_id, since) VALUES (?1, ?2, ?3)
        ON CONFLICT (registration_id) DO UPDATE SET organisation_id = excluded.organisation_id, since = excluded.since
        """
    )
    private static let byNumber = Statement(
        "SELECT id FROM organisation WHERE side = 'manufacturer' AND corporate_number = ?1 AND corporate_number <> ''"
    )
    private static let endOwner = Statement("DELETE FROM registration_owner WHERE registration_id = ?1")
    private static let owned = Statement(
        """
        SELECT registration_id FROM registration_owner WHERE organisation_id = ?1 AND registration_id > ?2
        ORDER BY registration_id LIMIT ?3
        """
    )

    /// The registration of a number, where the account's organisation holds it; for anybody else there is none. That
    /// somebody's name or 法人番号 stands on a label lets nobody act for it: both are public.
    static func owned(_ number: RegistrationNumber, by account: Account, _ db: any Transaction) throws -> Int64 {
        let id = try db.first(LabelWriting.idByNumberAndSource, [.text(number.text), .integer(0)]) { $0.integer(0) }
        guard let id, try ownerID(of: id, db) == account.organisation.id else {
            throw Refusal(
                .missing,
                "Your organisation holds no registration of this number",
                ja: "この番号の登録は、あなたの組織のものとして記録されていません",
                field: "registrationNumber",
                code: "notHeld"
            )
        }
        return id
    }

    /// A label that was given another holder is no longer the old one's to act for: the organisation of the new holder's
    /// 法人番号 acts for it, or nobody until the office records one.
    static func handOver(_ registration: Int64, to holder: Manufacturer, at now: Moment, _ db: any Transaction) throws {
        let number = holder.corporateNumber
        let next = number.isEmpty ? nil : try db.first(byNumber, [.text(number)]) { $0.integer(0) }
        if let next {
            try db.run(setOwner, [.integer(registration), .integer(next), .moment(now)])
        } else {
            try db.run(endOwner, [.integer(registration)])
        }
    }

    /// Who acts for a registration; nil where nobody is recorded.
    static func ownerID(of registration: Int64, _ db: any Transaction) throws -> Int64? {
        try db.first(owner, [.integer(registration)]) { $0.integer(0) }
    }

    /// Records which organisation acts for a registration, once the office has made sure of it.
    package func setOwner(
        of number: RegistrationNumber,
        to organisation: Int64,
        by account: Account,
        at now: Moment
    ) async throws {
        try await engine.write { db in
            let account = try AccountRows(db: db).asBefore(account)
            guard Policy.reach(account.roles, .labels) == .any else {
                throw Refusal(.forbidden, "Your roles do not allow this", ja: "この操作は、お持ちの役割ではできません", code: "forbidden")
            }
            let values: [Value] = [.text(number.text), .integer(0)]
            guard let id = try db.first(LabelWriting.idByNumberAndSource, values, { $0.integer(0) }) else {
                throw Refusal(.missing, "No match in this registry", ja: "この登録簿に該当がありません", code: "unknownNumber")
            }
            guard try AccountRows(db: db).organisation(organisation)?.side == .manufacturer else {
                throw Refusal(.missing, "There is no such manufacturer", ja: "該当する製造者がありません", code: "missing")
            }
            try OrganisationMerging(db: db).checkStands(organisation)
            try db.run(Self.setOwner, [.integer(id), .integer(organisation), .moment(now)])
            try Acts(db: db).record(
                "setOwner",
                subject: number.text,
                detail: "organisation \(organisation)",
                by: account.actor,
                at: now
            )
        }
    }

    /// The registrations an organisation acts for, oldest first, after one.
    package func ownedRegistrations(
        of organisation: Int64,
        after id: Int64 = 0,
        limit: Int = 200
    ) async throws -> [(id: Int64, registration: Registration)] {
        try await engine.read { [keys, rules] db in
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: Moment(milliseconds: 0))
            let values: [Value] = [.integer(organisation), .integer(id), .integer(Int64(limit))]
            return try db.all(Self.owned, values) { $0.integer(0) }.map { ($0, try writing.current($0)) }
        }
    }
}
