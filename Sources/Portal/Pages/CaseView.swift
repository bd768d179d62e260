import Registry
import Store

extension PageView {
    /// The office's page of one application.
    struct CaseView {
        struct Change {
            var what: String
            var before: String
            var after: String
        }

        struct Price {
            var amount: String
            var terms: String
            var hasOrigin: Bool
            var origin: Origin?
        }

        struct Step {
            var iso: String
            var moment: String
            var who: String
            var what: String
            var change: String?
            var remark: String
        }

        struct Proof {
            var href: String
            var doings: [String]
        }

        var name: String
        var about: String
        var done: String?
        var hasFaults: Bool
        var acts: ActionForms
        var proof: Proof?
        var isIdle: Bool
        var status: [CaseFact]
        var overdue: String?
        var applicant: [CaseFact]
        var submitted: SubmissionView?
        var hasBefore: Bool
        var hasChanges: Bool
        var changes: [Change]
        var hasRenewal: Bool
        var hasRenewed: Bool
        var renewed: [Change]
        var price: Price
        var hasInvoice: Bool
        var invoice: [CaseFact]
        var assessment: AssessedView?
        var steps: [Step]
    }
}

extension PageView.CaseView {
    init(_ file: ApplicationFile, _ forms: CaseForms, _ typed: ActionForm.Typed?) {
        let (rules, language) = (forms.rules, forms.language)
        let words = OfficeWords.words(language)
        let application = file.application
        let reading = CaseReading(file, rules, today: forms.today, language)
        name = application.name
        about = reading.about
        acts = PageView.ActionForms(forms.open, typed, language)
        hasFaults = acts.hasFaults
        let path = PagePath.officeCase(application.id)
        let locked = forms.locked
        if !locked.isEmpty {
            proof = Proof(
                href: "\(PagePath.prove)?then=\(PagePath.encoded(path))&lang=\(language.rawValue)",
                doings: locked.map { words.action($0.rawValue) }
            )
        }
        isIdle = !acts.hasForms && proof == nil
        status = reading.status
        if let correction = application.correction, correction.until < forms.today { overdue = words.fact("overdue") }
        applicant = reading.applicant + [reading.identity]
        submitted = file.submitted.map { PageView.SubmissionView($0, of: file, at: path, rules, language) }
        changes = reading.changes
        hasChanges = !changes.isEmpty
        hasBefore = file.submitted != nil && file.submittedBefore != nil
        let renewal = file.submitted.flatMap { submitted in
            SubmissionReading(submitted, of: file, rules, language).renewal(today: forms.today)
        }
        renewed = renewal ?? []
        hasRenewed = !renewed.isEmpty
        hasRenewal = renewal != nil
        let fees = PageView.FeeReading(file: file, rules: rules, language: language)
        price = fees.price
        invoice = fees.invoice
        hasInvoice = !invoice.isEmpty
        assessment = application.assessment.map { PageView.AssessedView($0, file.laboratory, rules, language) }
        steps = reading.steps
    }
}

/// Puts an application into words for the office: where it stands, its fee, what happened to it.
struct CaseReading {
    private let file: ApplicationFile
    private let rules: Rules
    private let today: Day
    private let language: Language
    private let words: OfficeWords

    init(_ file: ApplicationFile, _ rules: Rules, today: Day, _ language: Language) {
        (self.file, self.rules, self.today, self.language) = (file, rules, today, language)
        words = OfficeWords.words(language)
    }

    private func fact(_ name: String, _ says: String) -> PageView.CaseFact {
        PageView.CaseFact(term: words.fact(name), says: says)
    }

    private func text(_ day: Day) -> String { PageView.DayText(day, language).text }

    private func text(_ moment: Moment) -> String { PageView.AccountView.text(moment, language) }

    private func name(of account: Int64) -> String {
        AccountWords.name(account, in: file.names, or: words.caseSomebody, language)
    }

    /// Kind, applicant and level in one line.
    var about: String {
        let draft = file.submitted?.draft
        return [
            ApplicationWords.words(language).kind(file.application.kind), file.applicant.name(language.ofLetters),
            (draft?.level ?? file.current?.standard.level)?.code,
        ].compactMap { $0 }.joined(separator: " · ")
    }

    /// Where it stands.
    var status: [PageView.CaseFact] {
        let application = file.application
        let days = max(0, today.days(since: application.stateSince.day))
        let waited = OfficeWords.filled(words.queueDays, [grouped(days)])
        var facts = [
            fact("state", language.say(rules.workflow.name(of: application.state))),
            fact("stateSince", "\(text(application.stateSince.day)) · \(waited)"),
        ]
        let numbers = application.numbers
        for (name, number) in [
            ("applicationNumber", numbers.application), ("acceptanceNumber", numbers.acceptance),
            ("provisionalNumber", numbers.provisional), ("registrationNumber", application.registration?.text),
        ] {
            if let number { facts.append(fact(name, number)) }
        }
        if !file.sameNumber.isEmpty {
            facts.append(fact("sameNumber", file.sameNumber.map { "#\($0)" }.joined(separator: " ")))
        }
        if let submitted = file.submitted {
            facts.append(
                fact("submission", words.fact("submissionText", String(submitted.number), text(submitted.at)))
            )
        }
        if let day = application.receivedOn { facts.append(fact("receivedOn", text(day))) }
        if let correction = application.correction {
            facts.append(fact("correction", words.fact("correctionText", correction.text, text(correction.until))))
        }
        if let recommendation = application.recommendation {
            let what = words.input(recommendation.isToIssue ? "toIssue" : "toRefuse")
            facts.append(
                fact(
                    "recommendation",
                    words.fact(
                        "recommendationText",
                        what,
                        recommendation.text,
                        name(of: recommendation.by),
                        text(recommendation.at)
                    )
                )
            )
        }
        if let waiver = application.waiver {
            facts.append(
                fact("waiver", words.fact("waiverText", waiver.reason, name(of: waiver.by), text(waiver.at)))
            )
        }
        if !application.reason.isEmpty { facts.append(fact("reason", application.reason)) }
        return facts
    }

    /// Whose it is: what the account was registered with, not what the draft says.
    var applicant: [PageView.CaseFact] {
        let owner = file.applicant
        return [
            fact("manufacturer.nameJA", owner.nameJA), fact("manufacturer.nameEN", owner.nameEN),
            fact("manufacturer.corporateNumber", owner.corporateNumber?.text ?? ""),
            fact("proof", owner.foreignProof), fact("manufacturer.country", owner.country),
            fact("organisationNumber", String(owner.id)),
        ].filter { !$0.says.isEmpty }
    }

    /// Who found out how that it is who it says; for the office alone.
    var identity: PageView.CaseFact {
        guard let check = file.identity else { return fact("identity", words.fact("identityOpen")) }
        let who = check.by.map { name(of: $0) } ?? words.fact("identityOwner")
        return fact("identity", words.fact("identityText", check.how, who, text(check.at)))
    }

    /// What differs from the submission before; documents by number and name.
    var changes: [PageView.CaseView.Change] {
        guard let submitted = file.submitted, let before = file.submittedBefore else { return [] }
        let reading = SubmissionReading(submitted, of: file, rules, language)
        let stated = submitted.draft.differences(from: before.draft).map { reading.change($0) }
        let (old, new) = (before.documents, submitted.documents)
        let gone = old.filter { document in !new.contains { $0.number == document.number } }
        let added = new.filter { document in !old.contains { $0.number == document.number } }
        return stated
            + gone.map { PageView.CaseView.Change(what: words.fact("documents"), before: $0.name, after: "") }
            + added.map { PageView.CaseView.Change(what: words.fact("documents"), before: "", after: $0.name) }
    }

    /// Whether the office is told of a step.
    static func isTold(_ step: ApplicationStep) -> Bool { !["open", "attach", "detach"].contains(step.word) }

    /// What happened, newest first. What the applicant did to its working draft is its own until it submits.
    var steps: [PageView.CaseView.Step] {
        file.steps.filter(Self.isTold).reversed().map { step in
            PageView.CaseView.Step(
                iso: step.at.text,
                moment: text(step.at),
                who: name(of: step.by),
                what: words.step(step.word),
                change: step.before == step.after ? nil : language.say(rules.workflow.name(of: step.after)),
                remark: step.remark(language)
            )
        }
    }
}
