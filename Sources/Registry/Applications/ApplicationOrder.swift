/// What somebody asks to be done to an application, with what it needs.
package enum ApplicationOrder: Hashable, Sendable {
    /// The whole draft as it is to be.
    case save(ApplicationDraft)
    case attach(kind: String, name: String, digest: String, size: Int)
    case detach(Int)
    case requestNumber
    case recordNumber(String)
    /// Who declares, and what the person is there.
    case submit(name: String, title: String)
    case returnForCorrection(String)
    /// On which day it was received; nil is the day of submission.
    case receive(on: Day?)
    /// How it was found out that the applicant is who it says.
    case checkIdentity(String)
    /// Why it no longer counts.
    case revokeIdentity(String)
    /// nil mints the number.
    case accept(number: String?)
    case askCorrection(String, until: Day)
    case answerCorrection(name: String, title: String)
    case assignLaboratory(LaboratoryRecord)
    case grantProvisional(number: String?)
    /// Where the data has no amount, finance states one and says why; nil takes the data's.
    case invoice(amount: Int?, note: String, dueDays: Int)
    case recordPayment(Int, on: Day, reference: String)
    case proposeWaiver(String)
    case waive
    case confirm
    case recommend(toIssue: Bool, String)
    /// nil mints the number; the end where the source states an earlier one.
    case issue(number: RegistrationNumber?, heldUntil: Day?, publicNote: String)
    case refuse(String)
    case withdraw(String)
    case abandon
    case assess(AssessmentOrder)

    /// The edge of `ApplicationFlow`'s table; nil for the steps of an assessment, which have a table of their own.
    package var action: ApplicationAction? {
        switch self {
        case .save, .attach, .detach: .save
        case .requestNumber: .requestNumber
        case .recordNumber: .recordNumber
        case .submit: .submit
        case .returnForCorrection: .returnForCorrection
        case .receive: .receive
        case .checkIdentity: .checkIdentity
        case .revokeIdentity: .revokeIdentity
        case .accept: .accept
        case .askCorrection: .askCorrection
        case .answerCorrection: .answerCorrection
        case .assignLaboratory: .assignLaboratory
        case .grantProvisional: .grantProvisional
        case .invoice: .invoice
        case .recordPayment: .recordPayment
        case .proposeWaiver: .proposeWaiver
        case .waive: .waive
        case .confirm: .confirm
        case .recommend: .recommend
        case .issue: .issue
        case .refuse: .refuse
        case .withdraw: .withdraw
        case .abandon: .abandon
        case .assess: nil
        }
    }

    /// What an account needs.
    package var permission: Permission {
        if case .assess(let order) = self { return order.action.permission }
        return action?.permission ?? .fileApplications
    }

    /// The word in the diary and on the timeline.
    package var word: String {
        switch self {
        case .attach: "attach"
        case .detach: "detach"
        case .assess(let order): order.action.rawValue
        default: action?.rawValue ?? ""
        }
    }
}

/// A step of an assessment, with what it needs.
package enum AssessmentOrder: Hashable, Sendable {
    /// The version that was looked at; empty for the documents.
    case pass(version: String)
    case addFinding(AssessmentModule, Assessment.Finding.Severity, check: String, evidence: String)
    case listIssues
    /// The version each open finding was put right in, by its number.
    case rectify([Int: String])
    /// Whether each open finding passed, by its number.
    case retest([Int: Bool])
    /// The version that a module was looked at in as a whole, after findings were put right.
    case passAgain(AssessmentModule, version: String)
    case approveReport(id: String, on: Day)
    case submitReport

    /// The edge of `AssessmentFlow`'s table.
    package var action: AssessmentAction {
        switch self {
        case .pass: .pass
        case .addFinding: .addFinding
        case .listIssues: .listIssues
        case .rectify: .rectify
        case .retest: .retest
        case .passAgain: .passAgain
        case .approveReport: .approveReport
        case .submitReport: .submitReport
        }
    }
}
