import Intake
import Registry
import Testing

/// The tables are code because the program runs on them; the data names the same steps, with their sources.
@Suite("The steps in code are the steps of the data")
struct WorkflowDataTests {
    /// What the code allows beyond the data, and why.
    static let beyondApplications: [String: Set<String>] = [
        // The scheme's own operator gives the number on submission: nobody is asked for it.
        "draft": ["submitted"],
        // What an applicant lets lie can be ended: a label must not stay in grace for ever, nor a provisional number.
        "returned": ["refused"], "accepted": ["refused"], "fee_due": ["refused"], "fee_paid": ["refused"],
    ]

    /// What the data has and the table does not: a laboratory's report ends by the decision on its application.
    static let byDecision: [String: Set<String>] = ["submitted_to_ipa": ["accepted_by_ipa", "refused"]]

    /// Where nothing is charged the fee is passed over.
    static let free: [String: (gone: Set<String>, added: Set<String>)] = [
        "accepted": (gone: ["fee_due"], added: ["under_confirmation"]),
        "fee_paid": (gone: ["under_confirmation"], added: []),
    ]

    static func reached(_ state: ApplicationState, isFree: Bool) -> Set<String> {
        var found: Set<String> = []
        for isOfficial in [true, false] {
            let terms = ApplicationFlow.Terms(isOfficial: isOfficial, isFree: isFree)
            for action in ApplicationAction.allCases {
                guard case .becomes(let next) = ApplicationFlow.outcome(action, from: state, terms) else { continue }
                found.insert(next.schemeID)
            }
        }
        return found
    }

    static func reached(_ state: AssessmentState) -> Set<String> {
        var found: Set<String> = []
        for action in AssessmentAction.allCases {
            guard case .becomes(let next, let withOpen) = AssessmentFlow.outcome(action, from: state) else { continue }
            found.formUnion([next.schemeID, withOpen.schemeID])
        }
        return found
    }

    @Test("every state of an application is named by one row, and no row names another")
    func states() throws {
        for rules in [try SchemeFolder.rules.get(), try SchemeFolder.sampleRules.get()] {
            #expect(rules.workflow.states.map(\.id).sorted() == ApplicationState.allCases.map(\.schemeID).sorted())
            #expect(rules.workflow.steps.map(\.id).sorted() == AssessmentState.allCases.map(\.schemeID).sorted())
            for step in rules.workflow.states + rules.workflow.steps {
                #expect(!step.name.ja.isEmpty && !step.name.en.isEmpty, "\(step.id)")
                #expect(Set(step.next).count == step.next.count, "\(step.id)")
            }
            for state in ApplicationState.allCases { #expect(rules.workflow.name(of: state).en != state.rawValue) }
            for state in AssessmentState.allCases { #expect(rules.workflow.name(of: state).en != state.rawValue) }
        }
    }

    @Test(
        "from every state of an application the code reaches what the data says",
        arguments: ApplicationState.allCases
    )
    func applications(_ state: ApplicationState) throws {
        for rules in [try SchemeFolder.rules.get(), try SchemeFolder.sampleRules.get()] {
            let row = try #require(rules.workflow.states.first { $0.id == state.schemeID })
            let more = Self.beyondApplications[row.id] ?? []
            #expect(Self.reached(state, isFree: false) == Set(row.next).union(more))
            #expect(more.isDisjoint(with: row.next), "listed as beyond the data, but in it")
            let (gone, added) = Self.free[row.id] ?? (gone: [], added: [])
            #expect(gone.isSubset(of: row.next) && added.isDisjoint(with: row.next))
            #expect(Self.reached(state, isFree: true) == Set(row.next).union(more).subtracting(gone).union(added))
            #expect(state.isTerminal == row.next.isEmpty)
        }
    }

    @Test("from every step of an assessment the code reaches what the data says", arguments: AssessmentState.allCases)
    func assessments(_ state: AssessmentState) throws {
        for rules in [try SchemeFolder.rules.get(), try SchemeFolder.sampleRules.get()] {
            let row = try #require(rules.workflow.steps.first { $0.id == state.schemeID })
            let decided = Self.byDecision[row.id] ?? []
            #expect(decided.isSubset(of: row.next))
            #expect(Self.reached(state) == Set(row.next).subtracting(decided))
        }
    }

    @Test("the papers that code asks for by name are rows of the data")
    func papers() throws {
        let rules = try SchemeFolder.rules.get()
        let named = [
            "cls-label", "holder-consent", "legal-person-proof", "power-of-attorney", "statement-of-compliance",
        ]
        #expect(rules.workflow.forms.map(\.id).sorted() == named)
        #expect(!rules.workflow.papers.isEmpty)
        let all = rules.workflow.forms + rules.workflow.papers
        #expect(Set(all.map(\.id)).count == all.count)
        for paper in all { #expect(rules.workflow.name(ofPaper: paper.id) == paper.name) }
    }

    @Test("a statement of compliance waives three items of STAR-1, as the data of the route says")
    func waived() throws {
        let rules = try SchemeFolder.rules.get()
        let date = try day("2026-10-10")
        let document = try #require(Application.criteria(of: .star1, rules: rules, on: date))
        let waived = document.items.filter(\.isWaivedByPSTI).map(\.id)
        #expect(waived == ["S1.1-02", "S1.1-05", "S1.1-16"] && document.items.count == 16)
    }

    @Test("the tax within the published fees is in whole yen, by the rule of the day")
    func taxes() throws {
        let rules = try SchemeFolder.rules.get()
        #expect(rules.workflow.tax(on: try day("2019-09-30")) == nil)
        for date in ["2019-10-01", "2025-09-30", "2026-10-10"] {
            let tax = try #require(rules.workflow.tax(on: try day(date)))
            #expect(tax.rate == 10 && tax.rounding == .down)
            #expect([110_000, 198_000, 140_000].map { tax.tax(within: $0) } == [10_000, 18_000, 12_727])
        }
    }

    @Test("retests are warned of above two rounds")
    func rounds() throws {
        #expect(try SchemeFolder.rules.get().workflow.warnAboveRounds == 2)
    }
}
