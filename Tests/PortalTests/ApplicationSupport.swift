import Access
import Registry
import TestSupport

@testable import Portal
@testable import Store

/// Everybody that an application meets, each at a browser of their own.
struct Stage: Sendable {
    enum Person: String, CaseIterable, Sendable {
        case maker
        case rival
        case reviewer
        case approver
        case finance
        case auditor
        case administrator
        case laboratory

        var role: Role {
            switch self {
            case .maker, .rival: .manufacturerAdministrator
            case .reviewer: .reviewer
            case .approver: .approver
            case .finance: .finance
            case .auditor: .auditor
            case .administrator: .administrator
            case .laboratory: .laboratory
            }
        }

        var address: String { "\(rawValue)@example.jp" }
    }

    let live: LivePortal
    private(set) var accounts: [Person: Account] = [:]
    private var codes: [Person: OneTimeCode] = [:]
    private var visitors: [Person: Visitor] = [:]

    var store: RegistryStore { live.registry.store }
    var clock: TestClock { live.registry.clock }
    var today: Day { clock.now.day }

    init(_ live: LivePortal) { self.live = live }

    /// A portal with these people signed in.
    static func with(_ people: Person..., body: @Sendable (inout Stage) async throws -> Void) async throws {
        try await LivePortal.with(try await .empty()) { live in
            var stage = Stage(live)
            for person in people { try await stage.enter(person) }
            try await body(&stage)
        }
    }

    subscript(person: Person) -> Visitor {
        get { visitors[person] ?? Visitor(live: live) }
        set { visitors[person] = newValue }
    }

    func account(_ person: Person) throws -> Account {
        guard let account = accounts[person] else { throw Refusal(.missing, "\(person) did not enter") }
        return account
    }

    /// The code that somebody's authenticator shows now.
    func code(_ person: Person) -> String { codes[person]?.code(OneTimeCode.step(clock.now)) ?? "" }

    /// Gives somebody an account and signs in with it.
    mutating func enter(_ person: Person, of organisation: Organisation? = nil) async throws {
        let made = try await Visitor.account(
            live,
            [person.role],
            address: person.address,
            organisation: try organisation ?? Self.organisation(person)
        )
        (accounts[person], codes[person]) = (made.account, made.code)
        try await signIn(person)
    }

    mutating func signIn(_ person: Person) async throws {
        let answer = try await self[person].signIn(person.address, code: code(person))
        guard answer.status == 303 else { throw Refusal(.conflict, "\(person) could not sign in: \(answer.status)") }
    }

    /// Shows again who somebody is, with a code that was not used yet.
    @discardableResult
    mutating func prove(_ person: Person, then path: String) async throws -> String? {
        clock.advance(milliseconds: 60_000)
        let fields = [("password", Visitor.password), ("code", code(person)), ("then", path)]
        return try await self[person].post("/account/prove?lang=en", fields)["Location"]
    }

    private static func organisation(_ person: Person) throws -> Organisation {
        switch person {
        case .maker: try manufacturer("甲製作所", "Kou Works", "7000012050002")
        case .rival: try manufacturer("乙電機", "Otsu Electric", "1000012160153")
        case .laboratory: Organisation(side: .laboratory, nameJA: "見本評価所", nameEN: "Sample Laboratory")
        default: Organisation(side: .operator, nameJA: "見本登録所", nameEN: "Sample Registry")
        }
    }

    private static func manufacturer(_ ja: String, _ en: String, _ number: String) throws -> Organisation {
        Organisation(side: .manufacturer, nameJA: ja, nameEN: en, corporateNumber: try CorporateNumber(number))
    }
}

/// Applications made by the store's own door, where the way there is not what is tested.
extension Stage {
    static let submission = ApplicationOrder.submit(name: "甲野 太郎", title: "代表取締役")

    func perform(_ order: ApplicationOrder, on id: Int64, by person: Person) async throws -> Application {
        let account = try account(person)
        return try await store.perform(order, on: id, version: nil, by: account, at: clock.now).application
    }

    /// Everything that is stated for a level, so that nothing is missing.
    func draft(_ level: StarLevel = .star1, name: String = "見守りドアカメラ") -> ApplicationDraft {
        .sample(level, name: name, support: .unsupported, rules: store.rules, on: today)
    }

    func begun(by person: Person = .maker) async throws -> Application {
        try await store.openApplication(.new, by: try account(person), at: clock.now).application
    }

    /// A draft with its papers, in which nothing is missing.
    func prepared(
        _ level: StarLevel = .star1,
        name: String = "見守りドアカメラ",
        by person: Person = .maker
    ) async throws -> Application {
        let opened = try await begun(by: person)
        var application = try await perform(.save(draft(level, name: name)), on: opened.id, by: person)
        var papers = application.requiredPapers(of: try account(person).organisation, rules: store.rules)
        if papers.isEmpty { papers = ["other"] }
        for paper in papers {
            let bytes = Array("%PDF-1.7 \(paper)".utf8)
            let digest = try await store.keepFile(bytes, at: clock.now)
            let order = ApplicationOrder.attach(kind: paper, name: "\(paper).pdf", digest: digest, size: bytes.count)
            application = try await perform(order, on: application.id, by: person)
        }
        return application
    }

    func submitted(
        _ level: StarLevel = .star1,
        name: String = "見守りドアカメラ",
        by person: Person = .maker
    ) async throws -> Application {
        let id = try await prepared(level, name: name, by: person).id
        _ = try await perform(.requestNumber, on: id, by: person)
        _ = try await perform(.recordNumber("IPA-\(id)"), on: id, by: person)
        return try await perform(Self.submission, on: id, by: person)
    }

    /// Received and accepted by the reviewer, who must have entered.
    func accepted(_ level: StarLevel = .star1, by person: Person = .maker) async throws -> Application {
        let id = try await submitted(level, by: person).id
        _ = try await perform(.receive(on: nil), on: id, by: .reviewer)
        return try await perform(.accept(number: nil), on: id, by: .reviewer)
    }

    /// A laboratory that may assess, and its account, signed in.
    mutating func enterLaboratory() async throws -> LaboratoryRecord {
        let record = try await store.recordLaboratory(
            LaboratoryRecord(
                organisation: try Self.organisation(.laboratory),
                levels: [.star3, .star4],
                validFrom: today + -30,
                validUntil: today + 3000
            ),
            by: try account(.administrator),
            at: clock.now
        )
        try await enter(.laboratory, of: record.organisation)
        return record
    }

    /// As its owner sees it.
    func now(_ id: Int64, _ person: Person = .maker) async throws -> Application {
        try await store.application(id, for: try account(person)).application
    }

    /// What the diary says was done to an application, oldest first.
    func verbs(_ id: Int64) async throws -> [String] {
        try await store.acts(ActFilter(subject: "application \(id)"), limit: 500).reversed().map(\.verb)
    }
}

extension Visitor {
    /// Sends a form with a file.
    func upload(
        _ path: String,
        _ fields: [(String, String)],
        file: (name: String, bytes: [UInt8])
    ) async throws -> WireAnswer {
        let (type, body) = Multipart.body(fields, file: file)
        return try await raw(path, type, body)
    }

    /// Sends bytes as they are, as a page of this portal.
    func raw(_ path: String, _ type: String, _ body: [UInt8]) async throws -> WireAnswer {
        var headers = ["Content-Type": type, "Sec-Fetch-Site": "same-origin"]
        headers["Cookie"] = cookie.map { "\(Gate.cookie)=\($0)" }
        return try await live.client.ask("POST", path, headers, body: body)
    }
}
