import Registry
import Store

/// Everybody that an application meets, in a store made for a drill or a measurement. Made where they are not there yet,
/// so that a run that was ended goes on with the same people; none of them has a password.
struct TrialAccounts: Sendable {
    /// Who they are.
    enum Person: String, CaseIterable, Sendable {
        case administrator
        case reviewer
        case approver
        case finance
        case maker
        case rival
        case laboratory

        fileprivate var role: Role {
            switch self {
            case .administrator: .administrator
            case .reviewer: .reviewer
            case .approver: .approver
            case .finance: .finance
            case .maker, .rival: .manufacturerAdministrator
            case .laboratory: .laboratory
            }
        }
    }

    let accounts: [Person: Account]
    let laboratory: LaboratoryRecord

    /// Looks everybody up, and makes whoever is missing.
    static func make(in store: RegistryStore, at now: Moment) async throws -> TrialAccounts {
        let known = try await known(in: store)
        var accounts: [Person: Account] = [:]
        func add(_ person: Person, _ organisation: Organisation) async throws {
            let address = try address(of: person)
            if let account = known[address.key] {
                accounts[person] = account
            } else {
                accounts[person] = try await store.makeAccount(
                    address,
                    organisation: organisation,
                    roles: [person.role],
                    password: "",
                    actor: "trial",
                    at: now
                )
            }
        }
        let office = Organisation(side: .operator, nameJA: "", nameEN: "Office")
        for person in [Person.administrator, .reviewer, .approver, .finance] { try await add(person, office) }
        try await add(.maker, try manufacturer("試験甲製作所", "7000012050002"))
        try await add(.rival, try manufacturer("試験乙電機", "1000012160153"))
        guard let administrator = accounts[.administrator] else { throw Self.incomplete }
        let record = try await laboratory(in: store, by: administrator, at: now)
        try await add(.laboratory, record.organisation)
        return TrialAccounts(accounts: accounts, laboratory: record)
    }

    /// Looks everybody up; nothing is written.
    static func find(in store: RegistryStore) async throws -> TrialAccounts? {
        let known = try await known(in: store)
        var accounts: [Person: Account] = [:]
        for person in Person.allCases { accounts[person] = known[try address(of: person).key] }
        let record = try await store.laboratories().first { $0.organisation.nameJA == laboratoryName }
        guard accounts.count == Person.allCases.count, let record else { return nil }
        return TrialAccounts(accounts: accounts, laboratory: record)
    }

    func account(_ person: Person) throws(Refusal) -> Account {
        guard let account = accounts[person] else { throw Self.incomplete }
        return account
    }

    private static let laboratoryName = "試験評価所"
    private static let incomplete = Refusal(.missing, "The trial's accounts are incomplete", code: "missing")

    private static func address(of person: Person) throws(Refusal) -> MailAddress {
        try MailAddress("trial-\(person.rawValue)@example.jp")
    }

    private static func manufacturer(_ name: String, _ number: String) throws(Refusal) -> Organisation {
        Organisation(side: .manufacturer, nameJA: name, nameEN: "", corporateNumber: try CorporateNumber(number))
    }

    /// Every account by its address.
    static func known(in store: RegistryStore) async throws -> [String: Account] {
        var known: [String: Account] = [:]
        for try await page in Pages(after: Int64(0), \.id, { try await store.accounts(after: $0) }) {
            for account in page { known[account.address.key] = account }
        }
        return known
    }

    /// The record comes before the account that needs it: a run may end between the two.
    private static func laboratory(
        in store: RegistryStore,
        by account: Account,
        at now: Moment
    ) async throws -> LaboratoryRecord {
        if let known = try await store.laboratories().first(where: { $0.organisation.nameJA == laboratoryName }) {
            return known
        }
        let record = LaboratoryRecord(
            organisation: Organisation(side: .laboratory, nameJA: laboratoryName, nameEN: "Trial Laboratory"),
            levels: [.star3, .star4],
            validFrom: now.day - 30,
            validUntil: now.day + 3000
        )
        return try await store.recordLaboratory(record, by: account, at: now)
    }
}

extension ApplicationDraft {
    /// Everything that is stated for a level, so that nothing is missing.
    static func trial(
        _ level: StarLevel,
        name: String,
        models: [String],
        rules: Rules,
        on day: Day
    ) -> ApplicationDraft {
        let isDeclared = rules.level(level)?.assurance == .selfDeclared
        let criteria = isDeclared ? Application.criteria(of: level, rules: rules, on: day) : nil
        let answers = (criteria?.items ?? []).map { ($0.id, ChecklistAnswer(.met, evidence: "取扱説明書 3ページ")) }
        return ApplicationDraft(
            level: level,
            manufacturer: Manufacturer(
                key: "",
                publicContact: "https://maker.example.jp/",
                vulnerabilityContact: "https://maker.example.jp/psirt"
            ),
            product: Product(
                nameJA: name,
                nameEN: "Trial camera",
                category: "camera-surveillance",
                support: .until(day + 3000)
            ),
            models: models.map { CoveredModel(number: ModelNumber(checked: $0)) },
            checklist: Dictionary(answers, uniquingKeysWith: { $1 }),
            contact: Contact(name: "山田 花子", address: "hanako@example.jp", telephone: "03-0000-0000")
        )
    }
}
