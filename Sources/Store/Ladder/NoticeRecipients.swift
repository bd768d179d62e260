import Registry

/// Whom a notice may go to: one step after the other until somebody is there.
enum NoticeStep: Int64, CaseIterable, Sendable {
    /// Accounts of the organisation that holds the registration.
    case accounts
    /// The address that the manufacturer states on the label.
    case contact
    /// The operator's own queue.
    case office
}

/// Somebody to be told.
struct NoticeRecipient: Hashable, Sendable {
    var step: NoticeStep
    var account: Int64?
    var address: MailAddress?
    var language: Letter.Language

    /// What tells recipients apart; empty for the office.
    var key: String { address?.key ?? "" }
    var channel: Notice.Channel { address == nil ? .office : .mail }
}

/// Finds recipients, and remembers those of an organisation; lives as long as its transaction.
final class NoticeRecipients {
    private let db: any Transaction
    private var known: [Int64: [NoticeRecipient]] = [:]

    init(db: any Transaction) {
        self.db = db
    }

    private static let accounts = Statement(
        """
        SELECT a.id, a.address, a.language, a.roles, COALESCE(c.wanted, 0) FROM account a
        LEFT JOIN letter_choice c ON c.account_id = a.id AND c.topic = 'labelEnds'
        WHERE a.organisation_id = ?1 AND a.state = 'active' ORDER BY a.id
        """
    )

    /// - Parameter today: the manufacturer of that day is asked.
    func at(_ step: NoticeStep, of id: Int64, _ registration: Registration, on today: Day) throws -> [NoticeRecipient] {
        switch step {
        case .accounts:
            guard let owner = try RegistryStore.ownerID(of: id, db) else { return [] }
            return try accounts(of: owner)
        case .contact:
            let manufacturer = registration.answer(on: today).manufacturer
            let text = manufacturer.publicContact
            let bare = text.hasPrefix("mailto:") ? String(text.dropFirst(7)) : text
            guard let address = try? MailAddress(bare) else { return [] }
            let language: Letter.Language = manufacturer.country == "JP" ? .ja : .en
            return [NoticeRecipient(step: .contact, account: nil, address: address, language: language)]
        case .office: return [NoticeRecipient(step: .office, account: nil, address: nil, language: .ja)]
        }
    }

    /// Those of the first step that has any.
    func first(of id: Int64, _ registration: Registration, on today: Day) throws -> [NoticeRecipient] {
        for step in NoticeStep.allCases {
            let recipients = try at(step, of: id, registration, on: today)
            if !recipients.isEmpty { return recipients }
        }
        return []
    }

    /// Administrators always, members who asked for it.
    private func accounts(of organisation: Int64) throws -> [NoticeRecipient] {
        if let recipients = known[organisation] { return recipients }
        let recipients = try db.all(Self.accounts, [.integer(organisation)]) { row -> NoticeRecipient? in
            let roles = AccountRows.roles(row.text(3))
            guard roles.contains(.manufacturerAdministrator) || (!roles.isEmpty && row.flag(4)) else { return nil }
            return NoticeRecipient(
                step: .accounts,
                account: row.integer(0),
                address: MailAddress(checked: row.text(1)),
                language: Letter.Language(rawValue: row.text(2)) ?? .ja
            )
        }.compactMap { $0 }
        known[organisation] = recipients
        return recipients
    }
}
