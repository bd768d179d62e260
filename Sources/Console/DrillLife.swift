import Registry

/// The life of one application in a drill: who does what, one step after another. What a step asks for follows from
/// the seed, the day and what can no longer change, so that the same step sent again is the same request.
struct DrillLife: Sendable {
    /// What a step is made from.
    struct Ground: Sendable {
        /// As it now is; only what stands since the step before is looked at.
        var application: Application
        let rules: Rules
        let laboratory: LaboratoryRecord
        let today: Day
        /// What was applied for when the label was issued that this life is about.
        var base: ApplicationDraft?
    }

    /// One request.
    struct Step: Sendable {
        let person: TrialAccounts.Person
        /// A file that is kept before the request.
        var file: [UInt8]?
        let order: @Sendable (Ground) -> ApplicationOrder
    }

    /// What becomes of it.
    enum Fate: CaseIterable, Sendable {
        case issuedForExtension
        case issuedForRefusal
        case issuedForWithdrawal
        case issuedForChange
        case issuedForEnd
        case issued
        case waived
        case returned
        case corrected
        case refusedLate
        case refusedEarly
        case withdrawnUnpaid
        case provisional
        case provisionalWithdrawn
        case abandoned
        case documents
        case thirdParty
        case plain
        case correctedTwice
        case waivedAndPaid
        // Each about the label of the life at its own place among the first five.
        case extensionIssued
        case extensionRefused
        case extensionWithdrawn
        case changeIssued
        case withdrawalIssued

        var kind: ApplicationKind {
            switch self {
            case .extensionIssued, .extensionRefused, .extensionWithdrawn: .extension
            case .changeIssued: .change
            case .withdrawalIssued: .withdrawal
            default: .new
            }
        }

        /// The state it ends in.
        var end: ApplicationState {
            switch self {
            case .refusedLate, .refusedEarly, .extensionRefused: .refused
            case .withdrawnUnpaid, .provisionalWithdrawn, .extensionWithdrawn: .withdrawnByApplicant
            case .abandoned: .abandoned
            default: .issued
            }
        }
    }

    let number: Int
    let fate: Fate
    /// The life whose label this one is about.
    let about: Int?
    let maker: TrialAccounts.Person
    /// Every request after the opening.
    let steps: [Step]

    init(_ number: Int, seed: UInt64, rules: Rules, isOfficial: Bool) {
        let fates = Fate.allCases
        let place = number % fates.count
        fate = fates[place]
        about = fate.kind == .new ? nil : number - place + (place - (fates.count - 5))
        self.number = number
        // A life about a label is its holder's.
        let first = about ?? number
        maker = first % 2 == 0 ? .maker : .rival
        steps =
            DrillScript(
                name: "\(seed)-\(number)",
                fate: fate,
                maker: maker,
                rules: rules,
                isOfficial: isOfficial
            ).steps
    }
}

/// Writes a life's steps down.
private struct DrillScript {
    let name: String
    let fate: DrillLife.Fate
    let maker: TrialAccounts.Person
    let rules: Rules
    let isOfficial: Bool

    private typealias Step = DrillLife.Step

    private static let answer = ApplicationOrder.answerCorrection(name: "甲野 太郎", title: "代表取締役")
    private static let invoice = ApplicationOrder.invoice(amount: nil, note: "", dueDays: 30)

    var steps: [DrillLife.Step] {
        let begun = opening + (isOfficial ? [] : numbers)
        if fate == .abandoned { return opening + [by(maker, .abandon)] }
        let received = begun + submission + [by(.reviewer, .receive(on: nil))]
        if fate == .refusedEarly { return received + refusal }
        let accepted = received + [by(.reviewer, .accept(number: nil))] + corrections
        switch fate {
        case .provisionalWithdrawn: return accepted + [by(.approver, .grantProvisional(number: nil)), withdrawal]
        case .withdrawnUnpaid: return accepted + [by(.finance, Self.invoice), withdrawal]
        case .extensionWithdrawn: return accepted + [withdrawal]
        default: break
        }
        let confirmed = accepted + office + money + [by(.reviewer, .confirm)] + assessment
        return confirmed + (fate.end == .refused ? refusal : issue)
    }

    private func by(_ person: TrialAccounts.Person, _ order: ApplicationOrder) -> Step {
        Step(person: person) { _ in order }
    }

    private func save(_ suffix: String = "") -> Step {
        let (name, kind) = (name, fate.kind)
        let level: StarLevel = fate == .thirdParty ? .star3 : .star1
        return Step(person: maker) { ground in
            guard var draft = ground.base else {
                let models = ["D-\(name)", "D-\(name)B"]
                let title = "演習カメラ \(name)\(suffix)"
                return .save(.trial(level, name: title, models: models, rules: ground.rules, on: ground.today))
            }
            draft.declaration = nil
            if kind == .change { draft.models.append(CoveredModel(number: ModelNumber(checked: "D-\(name)C"))) }
            if kind == .withdrawal { draft.remark = "The product is no longer made" }
            return .save(draft)
        }
    }

    private func file(_ kind: String, _ title: String) -> Step {
        let bytes = Array("\(name) \(kind)".utf8)
        // Its digest is filled in when the file is kept.
        return Step(person: maker, file: bytes) { _ in
            .attach(kind: kind, name: title, digest: "", size: bytes.count)
        }
    }

    private var opening: [Step] {
        var steps = [save()]
        if fate == .thirdParty { steps += rules.workflow.papers.map { file($0.id, "\($0.id).txt") } }
        if fate == .documents {
            steps += [file("other", "first.txt"), by(maker, .detach(1)), file("other", "second.txt")]
        }
        return steps
    }

    private var numbers: [Step] {
        [
            by(maker, .requestNumber),
            Step(person: maker) { ground in .recordNumber("IPA-\(ground.application.id)") },
        ]
    }

    private var submission: [Step] {
        let submit = by(maker, .submit(name: "甲野 太郎", title: "代表取締役"))
        guard fate == .returned else { return [submit] }
        return [submit, by(.reviewer, .returnForCorrection("2ページを直してください")), save(" 改"), submit]
    }

    private var corrections: [Step] {
        let rounds = [DrillLife.Fate.corrected: 1, .correctedTwice: 2][fate] ?? 0
        return (0..<rounds).flatMap { round in
            [
                Step(person: .reviewer) { .askCorrection("\(round + 3)ページを直してください", until: $0.today + 14) },
                save(" 補正\(round)"), by(maker, Self.answer),
            ]
        }
    }

    private var office: [Step] {
        switch fate {
        case .thirdParty: [Step(person: .reviewer) { .assignLaboratory($0.laboratory) }]
        case .provisional: [by(.approver, .grantProvisional(number: nil))]
        default: []
        }
    }

    private var money: [Step] {
        guard fate.kind.feeAction != nil else { return [] }
        let bill = by(.finance, Self.invoice)
        if fate == .waived { return [bill, by(.finance, .proposeWaiver("試行のため")), by(.approver, .waive)] }
        let pay = Step(person: .finance) { ground in
            .recordPayment(ground.application.invoice?.amount ?? 0, on: ground.today, reference: "bank")
        }
        return fate == .waivedAndPaid ? [bill, by(.finance, .proposeWaiver("試行のため")), pay] : [bill, pay]
    }

    /// Two rounds of retests.
    private var assessment: [Step] {
        guard fate == .thirdParty else { return [] }
        func laboratory(_ order: AssessmentOrder) -> Step { by(.laboratory, .assess(order)) }
        return [
            laboratory(.pass(version: "")),
            laboratory(.addFinding(.device, .major, check: "port 23", evidence: "telnet answers")),
            laboratory(.pass(version: "1.0")), laboratory(.pass(version: "1.0")), laboratory(.pass(version: "1.0")),
            laboratory(.listIssues),
            by(maker, .assess(.rectify([1: "1.1"]))), laboratory(.retest([1: false])),
            by(maker, .assess(.rectify([1: "1.2"]))), laboratory(.passAgain(.device, version: "1.2")),
            laboratory(.retest([1: true])),
            Step(person: .laboratory) { .assess(.approveReport(id: "R-1", on: $0.today)) },
            laboratory(.submitReport),
        ]
    }

    private var refusal: [Step] {
        [by(.reviewer, .recommend(toIssue: false, "適合しません")), by(.approver, .refuse("適合しません"))]
    }

    private var issue: [Step] {
        // An early end opens the renewal at once.
        let isShort = [.issuedForExtension, .issuedForRefusal, .issuedForWithdrawal].contains(fate)
        return [
            by(.reviewer, .recommend(toIssue: true, "適合します")),
            Step(person: .approver) {
                .issue(number: nil, heldUntil: isShort ? $0.today + 60 : nil, publicNote: "")
            },
        ]
    }

    private var withdrawal: Step { by(maker, .withdraw("取り下げます")) }
}
