/// What a decision about an application looks at.
package struct ApplicationCase: Sendable {
    /// As it was read in the transaction.
    package var application: Application
    /// Whose it is.
    package var applicant: Organisation
    /// nil while nobody checked who the applicant is.
    package var identity: IdentityCheck?
    /// The registration it is about, as it is now.
    package var current: Registration?
    /// Of the laboratory it was assigned to.
    package var laboratory: LaboratoryRecord?
    /// The applicant acts for the registration; true where there is none.
    package var isHeld = true
    /// The scheme's own operator runs the registry.
    package var isOfficial: Bool
    /// In force.
    package var rules: Rules

    package init(
        _ application: Application,
        applicant: Organisation,
        identity: IdentityCheck? = nil,
        current: Registration? = nil,
        laboratory: LaboratoryRecord? = nil,
        isOfficial: Bool,
        rules: Rules
    ) {
        self.application = application
        self.applicant = applicant
        self.identity = identity
        self.current = current
        self.laboratory = laboratory
        self.isOfficial = isOfficial
        self.rules = rules
    }
}

/// What an order does: the application as it will be, and what is done to its label in the same transaction.
package struct ApplicationDecision: Hashable, Sendable {
    /// As it is to be written.
    package var application: Application
    /// A sentence for the timeline, which the applicant reads; empty for none.
    package var note: String
    /// What is done to the registration; nil where nothing is.
    package var label: LabelOrder?
    /// What is done to it besides, after `label`.
    package var more: LabelOrder?
    /// The number a new registration is to have; nil mints one.
    package var number: RegistrationNumber?
    /// What is recorded of the applicant's identity; nil where nothing is.
    package var identity: IdentityRecord?
    /// Goes on the label's public history.
    package var publicNote = ""
}

/// Decisions about applications: pure functions of the order, the case just read, who asks and now.
package enum ApplicationDeciding {
    /// Decides an order. Whether the account may reach the application is asked before.
    package static func decide(
        _ order: ApplicationOrder,
        on file: ApplicationCase,
        by account: Account,
        at now: Moment
    ) throws(Refusal) -> ApplicationDecision {
        guard Policy.reach(account.roles, order.permission) != .none else {
            throw Refusal(.forbidden, "Your roles do not allow this", ja: "この操作は、お持ちの役割ではできません", code: "forbidden")
        }
        var next = file.application
        if let action = order.action {
            next.state = try ApplicationFlow.check(action, file.application, isOfficial: file.isOfficial)
        }
        var decision = ApplicationDecision(application: next, note: "")
        // Whoever reviewed it or took its money does not decide, whatever roles they are given later.
        if [.review, .finance].contains(order.permission) { decision.application.reviewedBy.insert(account.id) }
        switch order {
        case .save, .attach, .detach, .requestNumber, .recordNumber, .submit, .answerCorrection, .withdraw, .abandon:
            try ApplicantDeciding.decide(order, file, &decision, by: account, at: now)
        case .invoice, .recordPayment, .proposeWaiver, .waive:
            try FeeDeciding.decide(order, file, &decision, by: account, at: now)
        case .assess(let step):
            try AssessmentDeciding.decide(step, file, &decision, by: account, at: now)
            decision.application.recommendation = nil
        default:
            try OfficeDeciding.decide(order, file, &decision, by: account, at: now)
        }
        decision.application.version += 1
        decision.application.changedAt = now
        if decision.application.state != file.application.state { decision.application.stateSince = now }
        return decision
    }

    /// A sentence that must be there.
    static func text(_ text: String, _ field: String) throws(Refusal) -> String {
        let text = text.trimmedBlanks
        guard !text.isEmpty, text.unicodeScalars.count <= 2000 else {
            throw Refusal(
                .malformed,
                "Write 1 to 2,000 characters",
                ja: "1〜2,000文字で入力してください",
                field: field,
                code: text.isEmpty ? "noText" : "tooLong"
            )
        }
        return text
    }
}

/// What the applicant does.
enum ApplicantDeciding {
    static func decide(
        _ order: ApplicationOrder,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        by account: Account,
        at now: Moment
    ) throws(Refusal) {
        switch order {
        case .save(let draft): decision.application.draft = try saved(draft, file)
        case .attach(let kind, let name, let digest, let size):
            try attach(kind, name, digest, size, to: &decision.application, by: account, at: now)
            decision.application.draft.declaration = nil
            decision.note = name
        case .detach(let number):
            guard let place = decision.application.documents.firstIndex(where: { $0.number == number }) else {
                throw Refusal(.missing, "There is no such document", ja: "該当する書類がありません", code: "missing")
            }
            decision.note = decision.application.documents.remove(at: place).name
            decision.application.draft.declaration = nil
        case .recordNumber(let text):
            decision.application.numbers.application = try ApplicationNumbers.read(
                text,
                file.rules.identifiers,
                field: "applicationNumber"
            )
        case .submit(let name, let title):
            try submit(name, title, file, &decision, at: now)
        case .answerCorrection(let name, let title):
            try declare(name, title, file, &decision, at: now)
            decision.application.correction = nil
            decision.application.recommendation = nil
            decision.application.assessment?.reopenReport()
        case .withdraw(let reason):
            decision.application.reason = try ApplicationDeciding.text(reason, "reason")
            decision.note = decision.application.reason
            end(file, &decision, isRefused: false)
        default: break
        }
    }

    private static func submit(
        _ name: String,
        _ title: String,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        at now: Moment
    ) throws(Refusal) {
        try declare(name, title, file, &decision, at: now)
        decision.application.correction = nil
        // Filed in time, the label reads as deferred once its end has passed, whatever the office's pace is.
        if file.application.kind == .extension, file.application.submissions == 0 { decision.label = .fileExtension }
    }

    /// Signs what stands there, where nothing is missing.
    private static func declare(
        _ name: String,
        _ title: String,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        at now: Moment
    ) throws(Refusal) {
        // Once received, what was asked on that day is what must be answered.
        let day = file.application.receivedOn ?? now.day
        let gaps = file.application.gaps(of: file.applicant, current: file.current, rules: file.rules, on: day)
        if let gap = gaps.first {
            throw Refusal(
                .unprocessable,
                gaps.count == 1 ? gap.reason.en : "\(gap.reason.en), and \(gaps.count - 1) more",
                ja: gaps.count == 1 ? gap.reason.ja : "\(gap.reason.ja)（ほか\(gaps.count - 1)件）",
                field: gap.part.rawValue,
                code: gap.code
            )
        }
        decision.application.draft.manufacturer.identify(as: file.applicant)
        let name = try ApplicationDeciding.text(name, "declarant")
        let title = try ApplicationDeciding.text(title, "declarantTitle")
        decision.application.draft.declaration = ApplicationDraft.Declaration(name: name, title: title, day: now.day)
        decision.application.submissions += 1
        decision.application.submittedAt = now
        decision.note = "\(title) \(name)"
    }

    /// The draft as it may be kept: who applies is the account's organisation, and what fixed the fee stays.
    private static func saved(_ draft: ApplicationDraft, _ file: ApplicationCase) throws(Refusal) -> ApplicationDraft {
        var draft = draft
        let old = file.application.draft
        draft.manufacturer.identify(as: file.applicant)
        draft.declaration = nil
        let isFixed = file.application.receivedOn != nil || file.application.kind == .change
        if isFixed, draft.level != old.level || draft.route != old.route {
            throw Refusal(
                .conflict,
                "Level and route stand since the application was received; withdraw it and apply anew to change them",
                ja: "受領後はレベルと申請方法を変えられません。変えるには取り下げて申請し直してください",
                field: "level",
                code: "termsFixed"
            )
        }
        if file.application.kind == .extension, let level = file.current?.standard.level, draft.level != level {
            throw Refusal(
                .unprocessable,
                "An extension keeps the level \(level.code)",
                ja: "延長申請ではレベル（\(level.code)）を変えられません",
                field: "level",
                code: "levelKept"
            )
        }
        guard draft.models.count <= ApplicationDraft.maximumModels else {
            throw Refusal(
                .tooLarge,
                "An application names at most \(ApplicationDraft.maximumModels) models",
                ja: "型番は\(ApplicationDraft.maximumModels)件までです",
                field: "models",
                code: "tooManyModels"
            )
        }
        try Deciding.checkUnique(draft.models)
        return draft
    }

    private static func attach(
        _ kind: String,
        _ name: String,
        _ digest: String,
        _ size: Int,
        to application: inout Application,
        by account: Account,
        at now: Moment
    ) throws(Refusal) {
        guard application.documents.count < ApplicationDocument.maximumCount,
            application.lastDocument < ApplicationDocument.maximumNumber
        else {
            throw Refusal(
                .tooLarge,
                "An application has at most \(ApplicationDocument.maximumCount) documents",
                ja: "書類は\(ApplicationDocument.maximumCount)件までです",
                field: "file",
                code: "tooManyDocuments"
            )
        }
        guard !application.documents.contains(where: { $0.kind == kind && $0.digest == digest }) else {
            throw Refusal(
                .conflict,
                "This very file is there already",
                ja: "同じ内容の書類がすでにあります",
                field: "file",
                code: "sameDocument"
            )
        }
        application.lastDocument += 1
        application.documents.append(
            ApplicationDocument(
                number: application.lastDocument,
                kind: kind,
                name: name,
                digest: digest,
                size: size,
                addedAt: now,
                addedBy: account.id
            )
        )
    }

    /// What ends with an application: a pending extension, a provisional number, an open invoice.
    static func end(_ file: ApplicationCase, _ decision: inout ApplicationDecision, isRefused: Bool) {
        decision.application.correction = nil
        decision.application.waiver = nil
        if case .open = decision.application.invoice?.outcome { decision.application.invoice?.outcome = .void }
        // The number was never used.
        if decision.application.receivedOn == nil { decision.application.numbers.application = nil }
        guard file.isHeld else { return }
        // Somebody may have ended the label, or its pending extension, by the office's own verbs meanwhile.
        let isPending = file.current.map { current in
            Timeline.hasPendingExtension(current.events) && !(current.periods.last?.standing.isFinal ?? false)
        }
        if file.application.kind == .extension, isPending ?? false {
            decision.label = isRefused ? .refuseExtension : .abandonExtension
        } else if file.application.kind == .new, file.application.numbers.provisional != nil {
            decision.label = .withdraw
        }
    }
}

extension Manufacturer {
    /// Names, number and country are the organisation's own: nobody applies under another's name.
    package mutating func identify(as organisation: Organisation) {
        key = organisation.corporateNumber?.text ?? "organisation \(organisation.id)"
        nameJA = organisation.nameJA
        nameEN = organisation.nameEN
        corporateNumber = organisation.corporateNumber?.text ?? ""
        country = organisation.country
    }
}
