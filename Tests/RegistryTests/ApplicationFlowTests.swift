import Registry
import Testing

/// The tables of applications and assessments, written by hand: what the code says is compared with this text.
enum FlowTable {
    /// `elsewhere` and `official` hold for one kind of operator only, `charged` and `free` for what is paid for or not,
    /// `asked` while a correction is asked for.
    static let applications = """
        draft save -> draft
        draft requestNumber -> numberRequested elsewhere
        draft submit -> submitted official
        draft withdraw -> withdrawnByApplicant
        draft abandon -> abandoned
        numberRequested save -> numberRequested
        numberRequested recordNumber -> numberIssued elsewhere
        numberIssued recordNumber -> numberIssued elsewhere
        numberRequested withdraw -> withdrawnByApplicant
        numberIssued save -> numberIssued
        numberIssued submit -> submitted elsewhere
        numberIssued withdraw -> withdrawnByApplicant
        submitted returnForCorrection -> returned
        submitted receive -> received
        submitted checkIdentity -> submitted
        submitted revokeIdentity -> submitted
        submitted withdraw -> withdrawnByApplicant
        returned save -> returned
        returned recordNumber -> returned elsewhere
        returned submit -> submitted
        returned recommend -> returned
        returned refuse -> refused
        returned checkIdentity -> returned
        returned revokeIdentity -> returned
        returned withdraw -> withdrawnByApplicant
        received save -> received asked
        received checkIdentity -> received
        received revokeIdentity -> received
        received accept -> accepted
        received askCorrection -> received
        received answerCorrection -> received asked
        received assignLaboratory -> received
        received recommend -> received
        received refuse -> refused
        received withdraw -> withdrawnByApplicant
        accepted checkIdentity -> accepted
        accepted revokeIdentity -> accepted
        accepted save -> accepted asked
        accepted askCorrection -> accepted
        accepted answerCorrection -> accepted asked
        accepted assignLaboratory -> accepted
        accepted grantProvisional -> accepted
        accepted invoice -> feeDue charged
        accepted confirm -> underConfirmation free
        accepted recommend -> accepted
        accepted refuse -> refused
        accepted withdraw -> withdrawnByApplicant
        feeDue checkIdentity -> feeDue
        feeDue revokeIdentity -> feeDue
        feeDue save -> feeDue asked
        feeDue askCorrection -> feeDue
        feeDue answerCorrection -> feeDue asked
        feeDue assignLaboratory -> feeDue
        feeDue grantProvisional -> feeDue
        feeDue recordPayment -> feePaid
        feeDue proposeWaiver -> feeDue
        feeDue waive -> feePaid
        feeDue recommend -> feeDue
        feeDue refuse -> refused
        feeDue withdraw -> withdrawnByApplicant
        feePaid checkIdentity -> feePaid
        feePaid revokeIdentity -> feePaid
        feePaid save -> feePaid asked
        feePaid askCorrection -> feePaid
        feePaid answerCorrection -> feePaid asked
        feePaid assignLaboratory -> feePaid
        feePaid grantProvisional -> feePaid
        feePaid confirm -> underConfirmation charged
        feePaid recommend -> feePaid
        feePaid refuse -> refused
        feePaid withdraw -> withdrawnByApplicant
        underConfirmation checkIdentity -> underConfirmation
        underConfirmation revokeIdentity -> underConfirmation
        underConfirmation save -> underConfirmation asked
        underConfirmation askCorrection -> underConfirmation
        underConfirmation answerCorrection -> underConfirmation asked
        underConfirmation assignLaboratory -> underConfirmation
        underConfirmation grantProvisional -> underConfirmation
        underConfirmation recommend -> underConfirmation
        underConfirmation issue -> issued
        underConfirmation refuse -> refused
        underConfirmation withdraw -> withdrawnByApplicant
        """

    /// After `else`, where it goes with open findings.
    static let assessments = """
        documentReview pass -> deviceTest
        documentReview addFinding -> documentReview
        deviceTest pass -> appTest
        deviceTest addFinding -> deviceTest
        appTest pass -> cloudTest
        appTest addFinding -> appTest
        cloudTest pass -> reportReview else issuesListed
        cloudTest addFinding -> cloudTest
        issuesListed listIssues -> rectification
        rectification rectify -> retest
        retest addFinding -> retest
        retest retest -> reportReview else rectification
        retest passAgain -> retest
        reportReview passAgain -> reportReview
        reportReview approveReport -> assessmentCompleted
        assessmentCompleted submitReport -> submittedToIpa
        """

    struct Row: Hashable {
        var state: String
        var action: String
        var target: String
        var terms: [String]
    }

    static func rows(_ table: String) -> [Row] {
        table.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            return Row(state: words[0], action: words[1], target: words[3], terms: Array(words.dropFirst(4)))
        }
    }

    /// The row of an application that holds under these terms.
    static func row(_ state: ApplicationState, _ action: ApplicationAction, _ terms: ApplicationFlow.Terms) -> Row? {
        let missing = [terms.isOfficial ? "elsewhere" : "official", terms.isFree ? "charged" : "free"]
        return rowsOfApplications.first { row in
            row.state == state.rawValue && row.action == action.rawValue && !missing.contains(where: row.terms.contains)
        }
    }

    static let rowsOfApplications = rows(applications)
    static let terms = [(true, true), (true, false), (false, true), (false, false)].map {
        ApplicationFlow.Terms(isOfficial: $0.0, isFree: $0.1)
    }
}

@Suite("One table says what may happen to an application")
struct ApplicationFlowTests {
    typealias Outcome = ApplicationFlow.Outcome

    @Test("the table by hand names states and actions that there are, each once")
    func spelling() {
        let rows = FlowTable.rowsOfApplications
        #expect(Set(rows.map { $0.state + " " + $0.action }).count == rows.count)
        #expect(Set(rows.map(\.action)) == Set(ApplicationAction.allCases.map(\.rawValue)))
        for row in rows {
            #expect(ApplicationState(rawValue: row.state) != nil, "\(row)")
            #expect(ApplicationState(rawValue: row.target) != nil, "\(row)")
        }
        for row in FlowTable.rows(FlowTable.assessments) {
            for state in [row.state, row.target] + row.terms.dropFirst() {
                #expect(AssessmentState(rawValue: state) != nil, "\(row)")
            }
        }
    }

    @Test("every action in every state, for every operator, paid or free", arguments: FlowTable.terms)
    func wholeTable(_ terms: ApplicationFlow.Terms) {
        for state in ApplicationState.allCases {
            for action in ApplicationAction.allCases {
                let expected: Outcome =
                    switch FlowTable.row(state, action, terms) {
                    case nil: .refused
                    case .some(let row) where row.terms.contains("asked"): .ifCorrectionAsked
                    case .some(let row) where row.target == state.rawValue: .keeps
                    case .some(let row): ApplicationState(rawValue: row.target).map { .becomes($0) } ?? .refused
                    }
                let found = ApplicationFlow.outcome(action, from: state, terms)
                #expect(found == expected, "\(action) from \(state), \(terms)")
            }
        }
    }

    @Test("nothing follows an end", arguments: [ApplicationState.issued, .refused, .withdrawnByApplicant, .abandoned])
    func ends(_ state: ApplicationState) {
        #expect(state.isTerminal && !state.isOpenToApplicant && !state.isWithOffice)
        for terms in FlowTable.terms {
            for action in ApplicationAction.allCases {
                #expect(ApplicationFlow.outcome(action, from: state, terms) == .refused, "\(action)")
            }
        }
    }

    @Test("every running state is either the applicant's or the office's, and none lacks a way out")
    func running() {
        for state in ApplicationState.allCases where !state.isTerminal {
            #expect(state.isOpenToApplicant != state.isWithOffice, "\(state)")
            for terms in FlowTable.terms {
                #expect(ApplicationFlow.outcome(.withdraw, from: state, terms) == .becomes(.withdrawnByApplicant))
            }
        }
    }

    static func reachable(_ terms: ApplicationFlow.Terms) -> Set<ApplicationState> {
        var (found, waiting): (Set<ApplicationState>, [ApplicationState]) = ([.draft], [.draft])
        while let state = waiting.popLast() {
            for action in ApplicationAction.allCases {
                guard case .becomes(let next) = ApplicationFlow.outcome(action, from: state, terms),
                    found.insert(next).inserted
                else { continue }
                waiting.append(next)
            }
        }
        return found
    }

    @Test("a number is asked for elsewhere only where another operator gives it", arguments: FlowTable.terms)
    func numbers(_ terms: ApplicationFlow.Terms) {
        let elsewhere: Set<ApplicationState> = terms.isOfficial ? [.numberRequested, .numberIssued] : []
        let paid: Set<ApplicationState> = terms.isFree ? [.feeDue, .feePaid] : []
        #expect(Self.reachable(terms) == Set(ApplicationState.allCases).subtracting(elsewhere).subtracting(paid))
    }

    @Test("who has an application writes in it only while a correction is asked for")
    func corrections() throws {
        for state in ApplicationState.allCases {
            for isOfficial in [true, false] {
                var application = ApplicationSample.file(state, isOfficial: isOfficial).application
                let terms = ApplicationFlow.Terms(isOfficial: isOfficial, isFree: false)
                for action in [ApplicationAction.save, .answerCorrection] {
                    let isAsked = FlowTable.row(state, action, terms)?.terms.contains("asked") ?? false
                    guard isAsked else { continue }
                    application.correction = nil
                    #expect {
                        _ = try ApplicationFlow.check(action, application, isOfficial: isOfficial)
                    } throws: {
                        ($0 as? Refusal)?.code == "illegalTransition" && ($0 as? Refusal)?.kind == .conflict
                    }
                    application.correction = ApplicationSample.correction
                    #expect(try ApplicationFlow.check(action, application, isOfficial: isOfficial) == state)
                }
            }
        }
    }

    @Test("every step of an assessment in every state")
    func assessments() {
        let rows = FlowTable.rows(FlowTable.assessments)
        #expect(Set(rows.map(\.action)) == Set(AssessmentAction.allCases.map(\.rawValue)))
        for state in AssessmentState.allCases {
            for action in AssessmentAction.allCases {
                let row = rows.first { $0.state == state.rawValue && $0.action == action.rawValue }
                let expected: AssessmentFlow.Outcome
                if let row, let target = AssessmentState(rawValue: row.target) {
                    let other = row.terms.last.flatMap { AssessmentState(rawValue: $0) }
                    expected = target == state ? .keeps : .becomes(target, withOpenFindings: other ?? target)
                } else {
                    expected = .refused
                }
                #expect(AssessmentFlow.outcome(action, from: state) == expected, "\(action) from \(state)")
            }
        }
    }
}
