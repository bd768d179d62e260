import Registry
import TestSupport
import Testing

@testable import Store

/// Who acts on applications in these tests.
enum Person: String, CaseIterable, Sendable {
    case maker
    case rival
    case reviewer
    case approver
    case finance
    case auditor
    case administrator
    case laboratory
}

/// The engines a test can be run on by name, whatever engine the run itself is on.
enum OfferedEngine: String, Sendable {
    case sqlite
    case postgres

    static var all: [OfferedEngine] { TestEngines.cluster == nil ? [.sqlite] : [.sqlite, .postgres] }

    func open() async throws -> any Engine {
        switch self {
        case .sqlite: try SQLiteEngine.inMemory()
        case .postgres: try await TestEngines.freshPostgres()
        }
    }
}

/// A registry with everybody that an application meets: two manufacturers, the office and a laboratory.
struct ApplicationSample: Sendable {
    let registry: TestRegistry
    let accounts: [Person: Account]
    let record: LaboratoryRecord

    var store: RegistryStore { registry.store }
    var clock: TestClock { registry.clock }
    var today: Day { clock.now.day }

    subscript(person: Person) -> Account {
        accounts[person]
            ?? Account(
                id: 0,
                address: MailAddress(checked: "nobody@example.jp"),
                name: "",
                language: .ja,
                organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "Nobody"),
                roles: []
            )
    }

    static func make(_ engine: (any Engine)? = nil, isOfficial: Bool = false) async throws -> ApplicationSample {
        let registry = try await TestRegistry.empty(engine: engine, isOfficial: isOfficial)
        let store = registry.store
        let now = registry.clock.now
        let office = Organisation(side: .operator, nameJA: "見本登録所", nameEN: "Sample Registry")
        var accounts: [Person: Account] = [:]
        func add(_ person: Person, _ organisation: Organisation, _ role: Role) async throws {
            accounts[person] = try await store.makeAccount(
                try MailAddress("\(person.rawValue)@example.jp"),
                organisation: organisation,
                roles: [role],
                password: "hash",
                at: now
            )
        }
        func manufacturer(_ name: String, _ number: String) throws -> Organisation {
            Organisation(side: .manufacturer, nameJA: name, nameEN: "", corporateNumber: try CorporateNumber(number))
        }
        try await add(.maker, manufacturer("甲製作所", "7000012050002"), .manufacturerAdministrator)
        try await add(.rival, manufacturer("乙電機", "1000012160153"), .manufacturerAdministrator)
        try await add(.reviewer, office, .reviewer)
        try await add(.approver, office, .approver)
        try await add(.finance, office, .finance)
        try await add(.auditor, office, .auditor)
        try await add(.administrator, office, .administrator)
        guard let administrator = accounts[.administrator] else { throw Refusal(.missing, "no administrator") }
        let record = try await store.recordLaboratory(
            LaboratoryRecord(
                organisation: Organisation(side: .laboratory, nameJA: "見本評価所", nameEN: "Sample Laboratory"),
                levels: [.star3, .star4],
                validFrom: now.day + -30,
                validUntil: now.day + 3000
            ),
            by: administrator,
            at: now
        )
        try await add(.laboratory, record.organisation, .laboratory)
        return ApplicationSample(registry: registry, accounts: accounts, record: record)
    }

    func set(_ day: Day) { clock.set(day.start + 43_200_000) }

    /// Everything that is stated for a level, so that nothing is missing.
    func draft(
        _ level: StarLevel = .star1,
        name: String = "見守りドアカメラ",
        models: [String] = ["DC-100", "DC-100B"]
    ) -> ApplicationDraft {
        .sample(level, name: name, models: models, rules: store.rules, on: today)
    }

    static let contact = ApplicationDraft.Contact.sample
    static let submission = ApplicationOrder.submit(name: "甲野 太郎", title: "代表取締役")
    static let invoice = ApplicationOrder.invoice(amount: nil, note: "", dueDays: 30)
    static let issue = ApplicationOrder.issue(number: nil, heldUntil: nil, publicNote: "")

    @discardableResult
    func perform(
        _ order: ApplicationOrder,
        on id: Int64,
        version: Int64? = nil,
        by person: Person,
        key: String? = nil
    ) async throws -> Application {
        try await store.perform(order, on: id, version: version, by: self[person], key: key, at: clock.now).application
    }

    func open(
        _ kind: ApplicationKind,
        about number: RegistrationNumber? = nil,
        by person: Person = .maker
    )
        async throws -> Application
    {
        try await store.openApplication(kind, about: number, by: self[person], at: clock.now).application
    }

    /// A draft that could be submitted.
    func begin(
        _ kind: ApplicationKind = .new,
        about number: RegistrationNumber? = nil,
        level: StarLevel = .star1,
        by person: Person = .maker
    ) async throws -> Application {
        let opened = try await open(kind, about: number, by: person)
        var draft = opened.draft
        switch kind {
        case .new: draft = self.draft(level)
        case .extension: break
        case .change: draft.models.append(CoveredModel(number: ModelNumber(checked: "DC-200")))
        case .withdrawal: draft.remark = "The product is no longer made"
        }
        draft.contact = Self.contact
        var application = try await perform(.save(draft), on: opened.id, by: person)
        for paper in application.requiredPapers(of: self[person].organisation, rules: store.rules) {
            let digest = try await store.keepFile(Array(paper.utf8), at: clock.now)
            application = try await perform(
                .attach(kind: paper, name: "\(paper).pdf", digest: digest, size: paper.utf8.count),
                on: application.id,
                by: person
            )
        }
        return application
    }

    func owner(of application: Application) -> Person {
        application.organisation == self[.rival].organisation.id ? .rival : .maker
    }

    /// The next step of the shortest way, and who takes it; nil where nothing follows.
    func next(_ application: Application, towards state: ApplicationState) -> (order: ApplicationOrder, by: Person)? {
        let owner = owner(of: application)
        guard !application.state.isTerminal else { return nil }
        if state == .withdrawnByApplicant { return (.withdraw("We think again"), owner) }
        switch application.state {
        case .draft:
            if state == .abandoned { return (.abandon, owner) }
            return store.operatorFacts.isOfficial ? (Self.submission, owner) : (.requestNumber, owner)
        case .numberRequested: return (.recordNumber("IPA-\(application.id)"), owner)
        case .numberIssued, .returned: return (Self.submission, owner)
        case .submitted:
            return state == .returned ? (.returnForCorrection("Page 2"), .reviewer) : (.receive(on: nil), .reviewer)
        case .received: return (.accept(number: nil), .reviewer)
        case .accepted:
            if isAssessed(application), application.assessment == nil { return (.assignLaboratory(record), .reviewer) }
            return application.kind.feeAction == nil ? (.confirm, .reviewer) : (Self.invoice, .finance)
        case .feeDue:
            return (.recordPayment(application.invoice?.amount ?? 0, on: today, reference: "bank 1"), .finance)
        case .feePaid: return (.confirm, .reviewer)
        default: return decision(application, isToIssue: state != .refused)
        }
    }

    private func isAssessed(_ application: Application) -> Bool {
        application.draft.level.flatMap { store.rules.level($0) }?.assurance == .thirdParty
    }

    private func decision(_ application: Application, isToIssue: Bool) -> (order: ApplicationOrder, by: Person) {
        if let state = application.assessment?.state, state != .submittedToIpa {
            let step: AssessmentOrder =
                switch state {
                case .reportReview: .approveReport(id: "R-1", on: today)
                case .assessmentCompleted: .submitReport
                default: .pass(version: "1.0")
                }
            return (.assess(step), .laboratory)
        }
        guard application.recommendation?.isToIssue == isToIssue else {
            return (.recommend(toIssue: isToIssue, "Looked at"), .reviewer)
        }
        return (isToIssue ? Self.issue : .refuse("It does not hold"), .approver)
    }

    /// Takes the shortest way to a state, through the store's own door.
    @discardableResult
    func walk(_ application: Application, to state: ApplicationState) async throws -> Application {
        var application = application
        while application.state != state {
            guard let step = next(application, towards: state) else {
                throw Refusal(.conflict, "\(application.state) does not lead to \(state)")
            }
            application = try await perform(step.order, on: application.id, by: step.by)
        }
        return application
    }

    /// An application that was issued, and the number of its label.
    func issued(by person: Person = .maker) async throws -> (application: Application, number: RegistrationNumber) {
        let application = try await walk(begin(by: person), to: .issued)
        return (application, try #require(application.registration))
    }

    func label(_ number: RegistrationNumber) async throws -> Registration {
        try #require(try await store.find(number).registration)
    }

    func file(_ id: Int64, for person: Person) async throws -> ApplicationFile {
        try await store.application(id, for: self[person])
    }
}

/// What somebody was refused with; nil where it was done.
func refusal<Result>(_ body: () async throws -> Result) async throws -> Refusal? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    }
}

/// A line of the ledger.
struct LedgerLine: Hashable, Sendable {
    var application: Int64
    var invoice: String
    var entry: String
    var amount: Int64
}

extension RegistryStore {
    private static let ledgerLines = Statement("SELECT application_id, invoice, entry, amount FROM ledger ORDER BY id")

    func ledger() async throws -> [LedgerLine] {
        try await engine.read { db in
            try db.all(Self.ledgerLines) { row in
                LedgerLine(
                    application: row.integer(0),
                    invoice: row.text(1),
                    entry: row.text(2),
                    amount: row.integer(3)
                )
            }
        }
    }
}
