import Registry

/// Makes two manufacturers one, inside a transaction. Nothing of the first is deleted but what lets somebody in.
struct OrganisationMerging {
    let db: any Transaction

    private static let merged = Statement("SELECT into_id FROM organisation_merged WHERE from_id = ?1")
    private static let keep = Statement("INSERT INTO organisation_merged (from_id, into_id, at) VALUES (?1, ?2, ?3)")
    private static let laboratories = Statement(
        """
        SELECT laboratory_id FROM application WHERE organisation_id = ?1 AND laboratory_id IS NOT NULL
        AND state NOT IN ('issued', 'refused', 'withdrawnByApplicant', 'abandoned')
        """
    )
    private static let accounts = Statement("SELECT id FROM account WHERE organisation_id = ?1 ORDER BY id")
    private static let moveAccounts = Statement("UPDATE account SET organisation_id = ?2 WHERE organisation_id = ?1")
    private static let moveRegistrations = Statement(
        "UPDATE registration_owner SET organisation_id = ?2, since = ?3 WHERE organisation_id = ?1"
    )
    private static let moveEndpoints = Statement("UPDATE endpoint SET organisation_id = ?2 WHERE organisation_id = ?1")
    private static let moveApplications = Statement(
        """
        UPDATE application SET organisation_id = ?2, version = version + 1, changed_at = ?3
        WHERE organisation_id = ?1 AND state NOT IN ('issued', 'refused', 'withdrawnByApplicant', 'abandoned')
        """
    )
    private static let endLinks = Statement(
        "DELETE FROM token WHERE purpose = 'join' AND subject_id IN (SELECT id FROM joining WHERE organisation_id = ?1)"
    )
    private static let endJoinings = Statement("DELETE FROM joining WHERE organisation_id = ?1")

    /// Into which organisation another was merged; nil where it stands for itself.
    func target(of organisation: Int64) throws -> Int64? {
        try db.first(Self.merged, [.integer(organisation)]) { $0.integer(0) }
    }

    /// - Throws: `conflict` where an organisation was merged: nothing is given to it any more.
    func checkStands(_ organisation: Int64) throws {
        guard let target = try target(of: organisation) else { return }
        throw Refusal(
            .conflict,
            "Organisation \(organisation) was merged into organisation \(target)",
            ja: "組織 \(organisation) は組織 \(target) に統合されています",
            code: "organisationMerged"
        )
    }

    /// - Throws: what `ManufacturerMerging` refuses; `missing` where one of them is none.
    func check(from: Int64, into: Int64) throws {
        let rows = AccountRows(db: db)
        func organisation(_ id: Int64, _ field: String) throws -> Organisation {
            if let found = try rows.organisation(id) { return found }
            throw Refusal(
                .missing,
                "There is no such manufacturer",
                ja: "該当する製造者がありません",
                field: field,
                code: "missing"
            )
        }
        var pair = ManufacturerPair(
            from: try organisation(from, "from"),
            into: try organisation(into, "into")
        )
        for id in [from, into] where try target(of: id) != nil { pair.merged.insert(id) }
        let working = try Set(
            [from, into].flatMap { id in
                try db.all(Self.laboratories, [.integer(id)]) { $0.integer(0) }
            }
        )
        let records = LaboratoryRows(db: db)
        pair.laboratories = try working.sorted().compactMap { try records.record($0) }
        try ManufacturerMerging.check(pair)
    }

    /// Moves what belongs to the first to the second, and ends what lets its people in: they sign in anew.
    func perform(from: Int64, into: Int64, by actor: String, at now: Moment) throws {
        try check(from: from, into: into)
        let people = try db.all(Self.accounts, [.integer(from)]) { $0.integer(0) }
        for account in people {
            try RegistryStore.endSessions(of: account, but: 0, db)
            try RegistryStore.endKeys(of: account, by: actor, at: now, db)
            try RegistryStore.endCalendar(of: account, by: actor, at: now, db)
        }
        try db.run(Self.endLinks, [.integer(from)])
        try db.run(Self.endJoinings, [.integer(from)])
        let pair: [Value] = [.integer(from), .integer(into)]
        try db.run(Self.moveAccounts, pair)
        try db.run(Self.moveEndpoints, pair)
        let registrations = try db.run(Self.moveRegistrations, pair + [.moment(now)])
        let applications = try db.run(Self.moveApplications, pair + [.moment(now)])
        try widenConflicts(from: from, into: into)
        try db.run(Self.keep, pair + [.moment(now)])
        try Acts(db: db).record(
            "mergeManufacturer",
            subject: "organisation \(from)",
            detail: "into organisation \(into): \(people.count) accounts, \(registrations) registrations, "
                + "\(applications) applications",
            by: actor,
            at: now
        )
    }

    /// A laboratory that must not assess the one must not assess the other: they are the same.
    private func widenConflicts(from: Int64, into: Int64) throws {
        let rows = LaboratoryRows(db: db)
        for id in try db.all(LaboratoryRows.all, [], { $0.integer(0) }) {
            guard var record = try rows.record(id), record.conflicts.contains(from), !record.conflicts.contains(into)
            else { continue }
            record.conflicts.insert(into)
            try rows.keep(record)
        }
    }
}
