import Registry

/// Applications for tests: everything in them is invented.
enum ApplicationSample {
    /// The day of a test that names none.
    static let today = "2026-03-10"

    static let maker = Organisation(
        id: 7,
        side: .manufacturer,
        nameJA: "株式会社見本電機",
        nameEN: "Sample Electric Co., Ltd.",
        corporateNumber: try? CorporateNumber("9999999999999")
    )
    static let foreignMaker = Organisation(
        id: 8,
        side: .manufacturer,
        nameJA: "",
        nameEN: "Muster GmbH",
        foreignProof: "Musterregister 1",
        country: "DE"
    )
    static let office = Organisation(id: 1, side: .operator, nameJA: "見本登録簿", nameEN: "Sample Registry")

    static func laboratory(_ id: Int64 = 9) -> Organisation {
        Organisation(id: id, side: .laboratory, nameJA: "見本評価所", nameEN: "Sample Laboratory")
    }

    static func record(
        levels: Set<StarLevel> = [.star3, .star4],
        from: String = "2025-01-01",
        until: String = "2027-12-31",
        conflicts: Set<Int64> = []
    ) -> LaboratoryRecord {
        LaboratoryRecord(
            organisation: laboratory(),
            levels: levels,
            validFrom: day(from),
            validUntil: day(until),
            conflicts: conflicts
        )
    }

    /// One account for each role; another person where an id is given.
    static func account(_ role: Role, _ id: Int64? = nil, of organisation: Organisation? = nil) -> Account {
        let own: Organisation =
            switch role.side {
            case .operator: office
            case .manufacturer: maker
            case .laboratory: laboratory()
            }
        let place = Role.allCases.firstIndex(of: role) ?? 0
        return Account(
            id: id ?? Int64(11 + place),
            address: MailAddress(checked: "\(role.rawValue)@example.com"),
            name: role.rawValue,
            language: .ja,
            organisation: organisation ?? own,
            roles: [role],
            hasSecondFactor: true
        )
    }

    /// The role that an order is meant for.
    static func role(for order: ApplicationOrder) -> Role {
        switch order.permission {
        case .assess: .laboratory
        case .review: .reviewer
        case .decide: .approver
        case .finance: .finance
        default: .manufacturerMember
        }
    }
}

extension ApplicationSample {
    static func models(_ numbers: String...) -> [CoveredModel] {
        numbers.map { CoveredModel(number: ModelNumber(checked: $0)) }
    }

    /// A draft in which nothing is missing.
    static func draft(
        _ kind: ApplicationKind = .new,
        level: StarLevel = .star1,
        route: ApplicationRoute = .standard
    ) -> ApplicationDraft {
        var draft = ApplicationDraft(
            level: level,
            route: route,
            manufacturer: Manufacturer(
                key: "",
                publicContact: "https://example.com/contact",
                vulnerabilityContact: "security@example.com"
            ),
            product: Product(
                nameJA: "見本カメラ",
                nameEN: "Sample camera",
                category: "camera",
                support: .until(day("2031-03-31"))
            ),
            models: kind == .change ? models("CAM-100", "CAM-200") : models("CAM-100"),
            statementLink: route == .psti ? "https://example.com/statement" : "",
            contact: ApplicationDraft.Contact(name: "見本 太郎", address: "desk@example.com"),
            remark: kind == .withdrawal ? "販売を終えるため" : ""
        )
        for item in items { draft.checklist[item] = ChecklistAnswer(.met, evidence: "manual, page 3") }
        draft.manufacturer.identify(as: maker)
        return draft
    }

    static func document(_ number: Int, _ kind: String = "other") -> ApplicationDocument {
        ApplicationDocument(
            number: number,
            kind: kind,
            name: "\(kind).pdf",
            digest: "digest \(number)",
            size: 100,
            addedAt: noon("2026-03-01"),
            addedBy: 11
        )
    }

    static let correction = CorrectionRequest(
        text: "型番を直してください",
        until: day("2026-03-31"),
        askedAt: noon("2026-03-06"),
        askedBy: account(.reviewer).id
    )

    static func recommendation(toIssue: Bool) -> Recommendation {
        Recommendation(isToIssue: toIssue, text: "確認しました", at: noon("2026-03-08"), by: account(.reviewer).id)
    }

    static func invoice(_ outcome: Invoice.Outcome = .open) -> Invoice {
        Invoice(
            number: "INV-1",
            amount: 198_000,
            tax: 18_000,
            taxRate: 10,
            feeRow: "regular",
            issuedOn: day("2026-03-05"),
            dueOn: day("2026-04-04"),
            outcome: outcome
        )
    }

    static func assessment(_ state: AssessmentState) -> Assessment {
        var assessment = Assessment(laboratory: laboratory().id, at: noon("2026-03-04"))
        assessment.state = state
        if [.assessmentCompleted, .submittedToIpa, .acceptedByIpa, .refused].contains(state) {
            assessment.report = Assessment.Report(id: "R-1", day: day("2026-03-05"))
        }
        return assessment
    }

    /// A case in any state, with what an application has by then: submitted on the 2nd of March 2026, received on the
    /// 3rd, invoiced on the 5th, paid on the 6th.
    static func file(
        _ state: ApplicationState,
        kind: ApplicationKind = .new,
        level: StarLevel = .star1,
        route: ApplicationRoute = .standard,
        isOfficial: Bool = true,
        _ change: (inout ApplicationCase) -> Void = { _ in }
    ) -> ApplicationCase {
        let current = kind == .new ? nil : CheckSample().with { $0.level = level }.held("2024-06-01", "2026-05-31")
        var application = Application(
            id: 1,
            kind: kind,
            organisation: maker.id,
            registration: current.map { RegistrationNumber(checked: $0.number) },
            draft: draft(kind, level: level, route: route),
            at: noon("2026-03-01")
        )
        application.state = state
        var papers = route == .cls ? ["cls-label"] : []
        if level >= .star3 { papers += rules.workflow.papers.map(\.id) }
        application.documents = (["other"] + papers).enumerated().map { document($0.offset + 1, $0.element) }
        application.lastDocument = application.documents.count
        if ![.draft, .numberRequested, .abandoned].contains(state) { application.numbers.application = "A-1" }
        if ![.draft, .numberRequested, .numberIssued, .abandoned].contains(state) {
            application.submissions = 1
            application.submittedAt = noon("2026-03-02")
            application.draft.declaration = .init(name: "見本 花子", title: "部長", day: day("2026-03-02"))
        }
        let received: [ApplicationState] = [
            .received, .accepted, .feeDue, .feePaid, .underConfirmation, .issued, .refused,
        ]
        if received.contains(state) {
            application.receivedOn = day("2026-03-03")
            application.reviewedBy = [account(.reviewer).id]
        }
        if received.dropFirst().contains(state) { application.numbers.acceptance = "B-1" }
        if kind.feeAction != nil, received.dropFirst(2).contains(state) {
            application.invoice = invoice(state == .feeDue ? .open : .paid(day("2026-03-06"), reference: "bank 1"))
        }
        if level >= .star3, state == .underConfirmation { application.assessment = assessment(.submittedToIpa) }
        var file = ApplicationCase(
            application,
            applicant: maker,
            identity: IdentityCheck(by: nil, at: noon("2026-03-01"), how: "a letter to the registered address"),
            current: current?.registration,
            laboratory: level >= .star3 ? record() : nil,
            isOfficial: isOfficial,
            rules: rules
        )
        change(&file)
        return file
    }
}

extension ApplicationCase {
    /// The label waits for its extension, as it does once the application is submitted.
    mutating func fileExtension() {
        guard let last = current?.events.last else { return }
        current?.events.append(
            LabelEvent(
                kind: .extensionFiled(graceUntil: nil),
                effectiveOn: last.effectiveOn + 1,
                recordedAt: last.recordedAt + 1,
                revision: last.revision + 1,
                actor: ""
            )
        )
    }

    /// Decides as the account that the order is meant for, unless another is named.
    func decide(
        _ order: ApplicationOrder,
        by account: Account? = nil,
        on date: String = ApplicationSample.today
    ) throws(Refusal) -> ApplicationDecision {
        let account = account ?? ApplicationSample.account(ApplicationSample.role(for: order))
        return try ApplicationDeciding.decide(order, on: self, by: account, at: noon(date))
    }

    /// Why an order is refused; nil where it is not.
    func refusal(
        _ order: ApplicationOrder,
        by account: Account? = nil,
        on date: String = ApplicationSample.today
    ) -> Refusal? {
        do {
            _ = try decide(order, by: account, on: date)
            return nil
        } catch {
            return error
        }
    }

    /// Decides, and goes on with what came of it.
    @discardableResult
    mutating func perform(
        _ order: ApplicationOrder,
        by account: Account? = nil,
        on date: String = ApplicationSample.today
    ) throws(Refusal) -> ApplicationDecision {
        let decision = try decide(order, by: account, on: date)
        application = decision.application
        return decision
    }
}
