package import Registry

/// What the office's box found, each group by its own index.
package struct OfficeFindings: Sendable {
    /// As they were submitted.
    package var applications: [LabelApplication]
    /// As they are now.
    package var labels: [Registration]
    /// With those that were merged into another.
    package var organisations: [Organisation]
    /// Into which organisation one was merged.
    package var merged: [Int64: Int64]
    /// Empty for whoever may not administer accounts.
    package var accounts: [Account]
    /// A group has more than is told.
    package var hasMore: Bool
}

extension RegistryStore {
    private static let byApplicationNumber = Statement(
        """
        SELECT id, kind, state, application_number FROM application
        WHERE application_number = ?1 AND application_number <> '' AND submissions > 0 ORDER BY id LIMIT 50
        """
    )
    private static let byAcceptanceNumber = Statement(
        """
        SELECT id, kind, state, application_number FROM application
        WHERE acceptance_number = ?1 AND acceptance_number <> '' AND submissions > 0
        """
    )
    private static let byProvisionalNumber = Statement(
        """
        SELECT id, kind, state, application_number FROM application
        WHERE provisional_number = ?1 AND provisional_number <> '' AND submissions > 0
        """
    )
    private static let byRegistration = Statement(
        """
        SELECT id, kind, state, application_number FROM application
        WHERE registration_id = ?1 AND submissions > 0 ORDER BY id DESC LIMIT ?2
        """
    )
    private static let byCorporateNumber = Statement(
        """
        SELECT id FROM organisation
        WHERE side IN ('manufacturer', 'laboratory') AND corporate_number = ?1 AND corporate_number <> ''
        """
    )

    /// Everything a text names, in one snapshot: numbers and codes whole, names by how they begin.
    ///
    /// - Throws: `missing` for whoever may not read everything.
    package func findForOffice(_ text: String, for account: Account, limit: Int = 20) async throws -> OfficeFindings {
        let text = String(text.cleaned.text.unicodeScalars.prefix(200))
        let named = text.isEmpty ? [] : try await search(text, limit: limit + 1)
        return try await engine.read { [keys, rules, organisationNames] db in
            guard Policy.reach(account.roles, .readApplications) == .any else { throw Self.noApplication }
            let head = try Revisions(db: db).head()
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: head.recordedAt)
            let ids = try Self.registrations(text, db, keys: keys)
            var found = OfficeFindings(
                applications: try Self.applications(text, ids, limit: limit + 1, db),
                labels: try ids.map { try writing.current($0) },
                organisations: [],
                merged: [:],
                accounts: [],
                hasMore: false
            )
            for label in named where !found.labels.contains(where: { $0.code == label.code }) {
                found.labels.append(label)
            }
            try Self.organisations(text, organisationNames, limit: limit + 1, into: &found, db)
            if Policy.reach(account.roles, .accounts) == .any, let address = try? MailAddress(text) {
                let rows = AccountRows(db: db)
                found.accounts = try rows.id(of: address).flatMap { try rows.account($0) }.map { [$0] } ?? []
            }
            found.hasMore = [found.applications.count, found.labels.count, found.organisations.count]
                .contains { $0 > limit }
            found.applications = Array(found.applications.prefix(limit))
            found.labels = Array(found.labels.prefix(limit))
            found.organisations = Array(found.organisations.prefix(limit))
            return found
        }
    }

    /// By number in every source, and by code.
    private static func registrations(
        _ text: String,
        _ db: any Transaction,
        keys: LabelKeys
    ) throws -> [Int64] {
        var ids: [Int64] = []
        if let number = try? RegistrationNumber(text) {
            ids = try db.all(LabelWriting.idByNumber, [.text(number.text)]) { $0.integer(0) }
        }
        if case .code(let code) = LabelCode.read(text), keys.knows(code) {
            let id = Int64(code.sequence)
            let isThere = try db.first(LabelWriting.cardByID, [.integer(id)]) { _ in true } ?? false
            if isThere, !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// By the numbers an application has, and by the registration it is about.
    private static func applications(
        _ text: String,
        _ registrations: [Int64],
        limit: Int,
        _ db: any Transaction
    ) throws -> [LabelApplication] {
        var found: [LabelApplication] = []
        for statement in [byApplicationNumber, byAcceptanceNumber, byProvisionalNumber] {
            found += try db.all(statement, [.text(text)]) { try labelApplication($0) }
        }
        for id in registrations {
            found += try db.all(byRegistration, [.integer(id), .integer(Int64(limit))]) { try labelApplication($0) }
        }
        var seen: Set<Int64> = []
        return found.filter { seen.insert($0.id).inserted }
    }

    private static func organisations(
        _ text: String,
        _ index: OrganisationIndex,
        limit: Int,
        into found: inout OfficeFindings,
        _ db: any Transaction
    ) throws {
        var ids: [Int64] = []
        if let number = try? CorporateNumber(text) {
            ids = try db.all(byCorporateNumber, [.text(number.text)]) { $0.integer(0) }
        }
        for id in try index.ids(beginning: text, limit: limit, db) where !ids.contains(id) { ids.append(id) }
        let merging = OrganisationMerging(db: db)
        for id in ids {
            guard let organisation = try AccountRows(db: db).organisation(id) else { continue }
            found.organisations.append(organisation)
            found.merged[id] = try merging.target(of: id)
        }
    }
}
