import Registry
import Testing

@Suite("Every order in every state by every role")
struct ApplicationTripleTests {
    /// Who may do what, by hand.
    static let doers = """
        manufacturerMember save requestNumber recordNumber submit answerCorrection withdraw abandon
        manufacturerAdministrator save requestNumber recordNumber submit answerCorrection withdraw abandon
        laboratory
        reviewer returnForCorrection receive checkIdentity revokeIdentity accept askCorrection assignLaboratory confirm recommend
        approver grantProvisional waive issue refuse
        finance invoice recordPayment proposeWaiver
        auditor
        administrator
        """

    static let allowed: [String: Set<String>] = Dictionary(
        doers.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            return (words[0], Set(words.dropFirst()))
        },
        uniquingKeysWith: { $1 }
    )

    /// One of each order, with what it needs in a case made ready for it.
    static func orders(_ state: ApplicationState, _ draft: ApplicationDraft) -> [ApplicationOrder] {
        [
            .save(draft), .attach(kind: "other", name: "b.pdf", digest: "another", size: 1), .detach(1),
            .requestNumber, .recordNumber("A-2"), .submit(name: "見本 花子", title: "部長"),
            .returnForCorrection("型番がありません"), .receive(on: nil),
            .checkIdentity("登記上の所在地への書面"), .revokeIdentity("返送された"), .accept(number: nil),
            .askCorrection("型番を直してください", until: day("2026-03-20")),
            .answerCorrection(name: "見本 花子", title: "部長"), .assignLaboratory(ApplicationSample.record()),
            .grantProvisional(number: nil), .invoice(amount: nil, note: "", dueDays: 30),
            .recordPayment(198_000, on: day("2026-03-06"), reference: "bank 1"), .proposeWaiver("見本のため"), .waive,
            .confirm, .recommend(toIssue: state == .underConfirmation, "確認しました"),
            .issue(number: nil, heldUntil: nil, publicNote: ""), .refuse("基準を満たさない"), .withdraw("中止のため"),
            .abandon,
        ]
    }

    /// A case in which nothing but state and role can stand against an order.
    static func ready(
        _ order: ApplicationOrder,
        _ state: ApplicationState,
        _ kind: ApplicationKind,
        isOfficial: Bool
    ) -> ApplicationCase {
        let level: StarLevel = order.action == .assignLaboratory ? .star3 : .star1
        return ApplicationSample.file(state, kind: kind, level: level, isOfficial: isOfficial) { file in
            switch order.action {
            case .save, .answerCorrection: file.application.correction = ApplicationSample.correction
            case .checkIdentity: file.identity = nil
            case .assignLaboratory: file.application.assessment = nil
            case .issue: file.application.recommendation = ApplicationSample.recommendation(toIssue: true)
            case .refuse: file.application.recommendation = ApplicationSample.recommendation(toIssue: false)
            case .waive: file.application.waiver = WaiverProposal(reason: "見本", at: noon("2026-03-06"), by: 90)
            default: break
            }
        }
    }

    @Test("the policy lets each role do what the table by hand says")
    func policy() {
        #expect(Set(Self.allowed.keys) == Set(Role.allCases.map(\.rawValue)))
        for role in Role.allCases {
            for action in ApplicationAction.allCases {
                let isAllowed = Self.allowed[role.rawValue]?.contains(action.rawValue)
                #expect((Policy.reach(role, action.permission) != .none) == isAllowed, "\(role) \(action)")
            }
        }
    }

    @Test("there is an order for every action")
    func orders() {
        let orders = Self.orders(.draft, ApplicationDraft())
        #expect(Set(orders.compactMap(\.action)) == Set(ApplicationAction.allCases))
    }

    @Test("a role without the permission is forbidden, a state without the edge is a conflict, the rest is done")
    func triples() throws {
        for terms in FlowTable.terms {
            let kind: ApplicationKind = terms.isFree ? .withdrawal : .new
            for state in ApplicationState.allCases {
                // Nothing charged is ever due, and what has a label gets no provisional number and no laboratory.
                if terms.isFree, state == .feeDue || state == .feePaid { continue }
                for order in Self.orders(state, ApplicationSample.draft(kind)) {
                    let action = try #require(order.action)
                    if terms.isFree, action == .grantProvisional || action == .assignLaboratory { continue }
                    let file = Self.ready(order, state, kind, isOfficial: terms.isOfficial)
                    try check(order, action, file, FlowTable.row(state, action, terms))
                }
            }
        }
    }

    private func check(
        _ order: ApplicationOrder,
        _ action: ApplicationAction,
        _ file: ApplicationCase,
        _ row: FlowTable.Row?
    ) throws {
        for role in Role.allCases {
            let account = ApplicationSample.account(role)
            let name: Comment = "\(order.word) by \(role) in \(file.application.state)"
            let isAllowed = Self.allowed[role.rawValue]?.contains(action.rawValue) ?? false
            guard isAllowed, let row else {
                let refusal = file.refusal(order, by: account)
                #expect(refusal?.kind == (isAllowed ? .conflict : .forbidden), name)
                #expect(refusal?.code == (isAllowed ? "illegalTransition" : "forbidden"), name)
                continue
            }
            #expect(file.refusal(order, by: account) == nil, name)
            guard let decision = try? file.decide(order, by: account) else { continue }
            let next = decision.application
            #expect(next.state.rawValue == row.target, name)
            #expect(next.version == file.application.version + 1, name)
            #expect(next.changedAt == noon(ApplicationSample.today), name)
            let hasMoved = next.state != file.application.state
            #expect(next.stateSince == (hasMoved ? next.changedAt : file.application.stateSince), name)
            let reviewers = file.application.reviewedBy
            #expect(
                next.reviewedBy == ([.reviewer, .finance].contains(role) ? reviewers.union([account.id]) : reviewers),
                name
            )
        }
    }

    @Test("without a correction asked for, nobody writes in what the office has")
    func closed() {
        for state in ApplicationState.allCases where state.isWithOffice {
            for order in Self.orders(state, ApplicationSample.draft())
            where order.action == .save || order.action == .answerCorrection {
                let refusal = ApplicationSample.file(state).refusal(order)
                #expect(refusal?.code == "illegalTransition", "\(order.word) in \(state)")
            }
        }
    }

    @Test("an account without roles may do nothing")
    func nobody() {
        var account = ApplicationSample.account(.manufacturerMember)
        account.roles = []
        for order in Self.orders(.draft, ApplicationSample.draft()) {
            #expect(ApplicationSample.file(.draft).refusal(order, by: account)?.kind == .forbidden, "\(order.word)")
        }
    }
}
