/// An application (申請): what a manufacturer asks the registry for, and how far it has come.
package struct Application: Hashable, Sendable {
    /// Counted from 1.
    package var id: Int64
    /// What it asks for.
    package var kind: ApplicationKind
    /// Whose it is.
    package var organisation: Int64
    /// How far it has come.
    package var state: ApplicationState
    /// Counts every change; what an edit is made from.
    package var version: Int64
    /// What it is called by, as far as numbers were given.
    package var numbers: ApplicationNumbers
    /// The registration it is about; nil for a new one until it is issued.
    package var registration: RegistrationNumber?
    /// As it is being written.
    package var draft: ApplicationDraft
    /// What is filed with it, in the order it came.
    package var documents: [ApplicationDocument]
    /// The greatest number a document ever had here.
    package var lastDocument: Int
    /// How often it was submitted.
    package var submissions: Int
    /// When it was submitted last.
    package var submittedAt: Moment?
    /// 申請受領: fixes the fee.
    package var receivedOn: Day?
    /// What the office waits for.
    package var correction: CorrectionRequest?
    /// What the reviewer would do.
    package var recommendation: Recommendation?
    /// A waiver somebody in finance asked for.
    package var waiver: WaiverProposal?
    /// nil until it is billed.
    package var invoice: Invoice?
    /// For levels that a laboratory assesses.
    package var assessment: Assessment?
    /// Accounts that acted as reviewers: none of them decides.
    package var reviewedBy: Set<Int64>
    /// Why it ended; empty while it runs.
    package var reason: String
    /// When it was opened.
    package var madeAt: Moment
    /// When anything of it was changed last.
    package var changedAt: Moment
    /// Since when it is in its state.
    package var stateSince: Moment

    /// A new one, empty but for what is given.
    package init(
        id: Int64,
        kind: ApplicationKind,
        organisation: Int64,
        registration: RegistrationNumber? = nil,
        draft: ApplicationDraft,
        at now: Moment
    ) {
        self.id = id
        self.kind = kind
        self.organisation = organisation
        self.registration = registration
        self.draft = draft
        state = .draft
        version = 1
        numbers = ApplicationNumbers()
        documents = []
        lastDocument = 0
        submissions = 0
        reviewedBy = []
        reason = ""
        madeAt = now
        changedAt = now
        stateSince = now
    }

    /// What a reader finds it by before it has a number.
    package var name: String { numbers.application ?? "#\(id)" }
}

/// The four identifiers in the life of one application (SCHEME §4): opaque, unique within their kind.
package struct ApplicationNumbers: Hashable, Sendable {
    /// 申請番号
    package var application: String?
    /// 受理番号
    package var acceptance: String?
    /// 仮登録番号
    package var provisional: String?

    package init(application: String? = nil, acceptance: String? = nil, provisional: String? = nil) {
        self.application = application
        self.acceptance = acceptance
        self.provisional = provisional
    }

    /// Reads a number given elsewhere.
    ///
    /// - Throws: `malformed` where it is empty, too long or holds what cannot be printed.
    package static func read(_ text: String, _ rules: IdentifierRules, field: String) throws(Refusal) -> String {
        let number = text.nfc.trimmedBlanks
        guard !number.isEmpty, number.unicodeScalars.count <= rules.maxLength,
            !number.unicodeScalars.contains(where: \.isUnprintable)
        else {
            throw Refusal(
                .malformed,
                "A number has 1 to \(rules.maxLength) characters, none of them invisible",
                ja: "番号は1〜\(rules.maxLength)文字で、見えない文字は使えません",
                field: field,
                code: "malformedNumber"
            )
        }
        return number
    }
}

/// What the office asks the applicant to put right.
package struct CorrectionRequest: Hashable, Sendable {
    /// What is to be done.
    package var text: String
    /// By which day in Japan.
    package var until: Day
    /// When it was asked for.
    package var askedAt: Moment
    /// Account.
    package var askedBy: Int64

    package init(text: String, until: Day, askedAt: Moment, askedBy: Int64) {
        self.text = text
        self.until = until
        self.askedAt = askedAt
        self.askedBy = askedBy
    }
}

/// What a reviewer found, for the approver.
package struct Recommendation: Hashable, Sendable {
    /// To issue; else to refuse.
    package var isToIssue: Bool
    /// Why.
    package var text: String
    /// When it was given.
    package var at: Moment
    /// Account.
    package var by: Int64

    package init(isToIssue: Bool, text: String, at: Moment, by: Int64) {
        self.isToIssue = isToIssue
        self.text = text
        self.at = at
        self.by = by
    }
}

/// That a fee be waived, as one person asks and another decides.
package struct WaiverProposal: Hashable, Sendable {
    /// Why nothing should be charged.
    package var reason: String
    /// When it was proposed.
    package var at: Moment
    /// Account.
    package var by: Int64

    package init(reason: String, at: Moment, by: Int64) {
        self.reason = reason
        self.at = at
        self.by = by
    }
}
