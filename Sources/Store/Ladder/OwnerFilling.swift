package import Registry

extension RegistryStore {
    private static let ownAll = Statement(
        """
        INSERT INTO registration_owner (registration_id, organisation_id, since)
        SELECT r.id, ?1 + r.id % ?2, ?3 FROM registration r WHERE r.source_id = 0
        ON CONFLICT (registration_id) DO NOTHING
        """
    )

    /// Gives every registration of this registry's own one of so many holders, each with an administrator; for
    /// measuring.
    package func fillOwners(_ holders: Int, at now: Moment) async throws {
        try await engine.write { db in
            let rows = AccountRows(db: db)
            var first: Int64?
            for number in 0..<holders {
                let organisation = Organisation(side: .manufacturer, nameJA: "", nameEN: "Holder \(number)")
                let id = try rows.add(organisation, at: now)
                first = first ?? id
                _ = try rows.add(
                    try MailAddress("holder\(number)@example.jp"),
                    name: "Holder \(number)",
                    .en,
                    organisation: id,
                    roles: [.manufacturerAdministrator],
                    password: "",
                    at: now
                )
            }
            guard let first else { return }
            try db.run(Self.ownAll, [.integer(first), .integer(Int64(holders)), .moment(now)])
        }
    }
}
