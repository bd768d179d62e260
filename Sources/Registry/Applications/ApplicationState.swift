/// Where an application stands (SCHEME §15, in camelCase).
package enum ApplicationState: String, CaseIterable, Hashable, Sendable {
    case draft
    case numberRequested
    case numberIssued
    case submitted
    case returned
    case received
    case accepted
    case feeDue
    case feePaid
    case underConfirmation
    case issued
    case refused
    case withdrawnByApplicant
    case abandoned

    /// Nothing follows it.
    package var isTerminal: Bool { [.issued, .refused, .withdrawnByApplicant, .abandoned].contains(self) }

    /// The applicant writes in it, with or without being asked to.
    package var isOpenToApplicant: Bool { [.draft, .numberRequested, .numberIssued, .returned].contains(self) }

    /// The office has it and has not decided.
    package var isWithOffice: Bool { !isTerminal && !isOpenToApplicant }

    /// The next step is the applicant's: to write, or to pay.
    package var waitsForApplicant: Bool { isOpenToApplicant || self == .feeDue }

    /// Those that the office looks through, in the order of an application's life.
    package static let officeQueues = allCases.filter { $0.isWithOffice || $0 == .returned }

    /// The id of the row that names it in `application-workflow.yaml`.
    package var schemeID: String { rawValue.snakeCase }
}

/// What an application asks for.
package enum ApplicationKind: String, CaseIterable, Hashable, Sendable {
    /// A label for a product that has none.
    case new
    /// Another period for a label (延長申請).
    case `extension`
    /// Other models or another holder (変更届).
    case change
    /// The holder gives the label up (自主取下げ).
    case withdrawal

    /// The action its fee is charged for; nil where nothing is.
    package var feeAction: FeeAction? {
        switch self {
        case .new: .new
        case .extension: .extend
        case .change: .change
        case .withdrawal: nil
        }
    }

    /// What is declared of the product again: checklist, documents, declaration.
    package var isAssessed: Bool { self == .new || self == .extension }
}

/// What somebody does to an application: the edges of the table in `ApplicationFlow`.
package enum ApplicationAction: String, CaseIterable, Hashable, Sendable {
    case save
    case requestNumber
    case recordNumber
    case submit
    case returnForCorrection
    case receive
    case checkIdentity
    case revokeIdentity
    case accept
    case askCorrection
    case answerCorrection
    case assignLaboratory
    case grantProvisional
    case invoice
    case recordPayment
    case proposeWaiver
    case waive
    case confirm
    case recommend
    case issue
    case refuse
    case withdraw
    case abandon

    /// What an account needs to be let do it.
    package var permission: Permission {
        switch self {
        case .save, .requestNumber, .recordNumber, .submit, .answerCorrection, .withdraw, .abandon: .fileApplications
        case .returnForCorrection, .receive, .checkIdentity, .revokeIdentity, .accept, .askCorrection,
            .assignLaboratory, .confirm, .recommend:
            .review
        case .invoice, .recordPayment, .proposeWaiver: .finance
        case .grantProvisional, .waive, .issue, .refuse: .decide
        }
    }
}

extension String {
    /// `underConfirmation` as `under_confirmation`.
    var snakeCase: String {
        reduce(into: "") { text, letter in
            if letter.isUppercase { text += "_" }
            text += letter.lowercased()
        }
    }
}
