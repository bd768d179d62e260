/// A laboratory's assessment of one application for a level that needs one (SCHEME §13).
package struct Assessment: Hashable, Sendable {
    /// How many findings one assessment may list.
    package static let maximumFindings = 500

    /// The laboratory's organisation.
    package var laboratory: Int64
    /// How far it has come.
    package var state: AssessmentState
    /// How many retests there were.
    package var round: Int
    /// The version that each module was last looked at in as a whole: firmware, app, service, documents.
    package var versions: [AssessmentModule: String]
    /// In the order they were found.
    package var findings: [Finding]
    /// nil until it is approved.
    package var report: Report?
    /// When the laboratory was given it.
    package var assignedAt: Moment
    /// Account of the laboratory that wrote the report.
    package var reportedBy: Int64?

    package init(laboratory: Int64, at now: Moment) {
        self.laboratory = laboratory
        state = .documentReview
        round = 0
        versions = [:]
        findings = []
        assignedAt = now
    }

    /// What the laboratory leaves.
    package struct Report: Hashable, Sendable {
        /// Its own number.
        package var id: String
        /// The day it bears.
        package var day: Day

        package init(id: String, day: Day) {
            self.id = id
            self.day = day
        }
    }

    /// Those no retest has closed.
    package var openFindings: [Finding] { findings.filter { !$0.isClosed } }
}

/// Where an assessment stands.
package enum AssessmentState: String, CaseIterable, Hashable, Sendable {
    case documentReview
    case deviceTest
    case appTest
    case cloudTest
    case issuesListed
    case rectification
    case retest
    case reportReview
    case assessmentCompleted
    case submittedToIpa
    case acceptedByIpa
    case refused

    /// The id of the row that names it in `evaluation-workflow.yaml`.
    package var schemeID: String { rawValue.snakeCase }

    /// The module that is looked at; nil where none is.
    package var module: AssessmentModule? {
        switch self {
        case .documentReview: .operations
        case .deviceTest: .device
        case .appTest: .app
        case .cloudTest: .cloud
        default: nil
        }
    }
}

/// What is looked at by itself (SCHEME §12).
package enum AssessmentModule: String, CaseIterable, Hashable, Sendable {
    case device
    case app
    case cloud
    case operations
}

/// What is done in an assessment.
package enum AssessmentAction: String, CaseIterable, Hashable, Sendable {
    /// The module's part is done: on to the next.
    case pass
    case addFinding
    /// The list goes to the applicant.
    case listIssues
    /// The applicant's new version, with what was put right in it.
    case rectify
    /// Every open finding was tested again.
    case retest
    /// A module was looked at as a whole in the version that puts findings right.
    case passAgain
    case approveReport
    case submitReport

    /// What an account needs to be let do it.
    package var permission: Permission { self == .rectify ? .fileApplications : .assess }
}

extension Assessment {
    /// A shortcoming that a laboratory found. Nothing closes it but a retest.
    package struct Finding: Hashable, Sendable {
        /// How much it weighs.
        package enum Severity: String, CaseIterable, Hashable, Sendable {
            case minor
            case major
            case critical
        }

        /// A retest of it, bound to the version that was tested.
        package struct Result: Hashable, Sendable {
            /// Which retest it was, from 1.
            package var round: Int
            /// What was tested.
            package var version: String
            /// Whether the shortcoming is gone.
            package var isPassed: Bool

            package init(round: Int, version: String, isPassed: Bool) {
                self.round = round
                self.version = version
                self.isPassed = isPassed
            }
        }

        /// Counted from 1 within the assessment.
        package var number: Int
        /// Where it was found.
        package var module: AssessmentModule
        /// How much it weighs.
        package var severity: Severity
        /// What was checked.
        package var check: String
        /// What was seen.
        package var evidence: String
        /// The round it was found in; 0 before any retest.
        package var round: Int
        /// The version the applicant put it right in; empty until then.
        package var fixedIn: String
        /// In the order of the rounds.
        package var results: [Result]

        package init(
            number: Int,
            module: AssessmentModule,
            severity: Severity,
            check: String,
            evidence: String,
            round: Int,
            fixedIn: String = "",
            results: [Result] = []
        ) {
            self.number = number
            self.module = module
            self.severity = severity
            self.check = check
            self.evidence = evidence
            self.round = round
            self.fixedIn = fixedIn
            self.results = results
        }

        /// The last retest was passed.
        package var isClosed: Bool { results.last?.isPassed ?? false }
    }
}

/// The one table of an assessment's steps; the same test as for applications holds it against the data.
package enum AssessmentFlow {
    /// What the table says of one step in one state.
    package enum Outcome: Hashable, Sendable {
        /// Where it goes; with findings that are still open, the second.
        case becomes(AssessmentState, withOpenFindings: AssessmentState)
        case keeps
        case refused
    }

    /// What a step does in a state.
    package static func outcome(_ action: AssessmentAction, from state: AssessmentState) -> Outcome {
        switch (action, state) {
        case (.pass, .documentReview): always(.deviceTest)
        case (.pass, .deviceTest): always(.appTest)
        case (.pass, .appTest): always(.cloudTest)
        case (.pass, .cloudTest): .becomes(.reportReview, withOpenFindings: .issuesListed)
        case (.addFinding, .documentReview), (.addFinding, .deviceTest), (.addFinding, .appTest),
            (.addFinding, .cloudTest), (.addFinding, .retest):
            .keeps
        case (.listIssues, .issuesListed): always(.rectification)
        case (.rectify, .rectification): always(.retest)
        // What passed in another version has not passed in this one.
        case (.passAgain, .retest), (.passAgain, .reportReview): .keeps
        case (.retest, .retest): .becomes(.reportReview, withOpenFindings: .rectification)
        case (.approveReport, .reportReview): always(.assessmentCompleted)
        case (.submitReport, .assessmentCompleted): always(.submittedToIpa)
        default: .refused
        }
    }

    private static func always(_ state: AssessmentState) -> Outcome { .becomes(state, withOpenFindings: state) }
}
