import Registry
import Store

extension PageView {
    /// The applicant's page of one application.
    struct ApplicationView {
        struct Part {
            var href: String
            var name: String
            var isDone: Bool
            /// Nothing of it differs from what the renewed label says.
            var isSame: Bool
            /// Nothing is asked for here, and nothing is there.
            var isIdle: Bool
            var missing: [String]
        }

        struct Fact {
            var name: String
            var value: String
            var href: String?
        }

        struct Step {
            var iso: String
            var moment: String
            var state: String
            var word: String
            var name: String
            var note: String?
        }

        struct Correction {
            var text: String
            var until: String
        }

        struct Finding {
            var id: String
            var name: String
            var number: Int
            var module: String
            var severity: String
            var check: String
            var evidence: String
            var value: String
        }

        struct Fee {
            var amount: String
            var hint: String?
        }

        struct Bill {
            var number: String
            var amount: String
            var due: String
            var href: String
        }

        struct Kit {
            var href: String
            var labelHref: String
        }

        var title: String
        var path: String
        var version: String
        var state: String
        var done: String?
        var fault: String?
        /// By when it should be filed.
        var filing: String?
        var facts: [Fact]
        var correction: Correction?
        var renewal: RenewalView?
        var isEditable: Bool
        var parts: [Part]
        var fee: Fee?
        var maySubmit: Bool
        var mayAnswer: Bool
        var mayRequest: Bool
        var mayRecord: Bool
        var showsSheet: Bool
        var mayWithdraw: Bool
        var mayAbandon: Bool
        var declarant: String
        var declarantTitle: String
        var bill: Bill?
        var kit: Kit?
        var appealHref: String?
        var hasFindings: Bool
        var findings: [Finding]
        var steps: [Step]
    }
}

extension PageView.ApplicationView {
    init(
        _ file: ApplicationFile,
        _ rules: Rules,
        _ times: ReviewTimes,
        isOfficial: Bool,
        on day: Day,
        _ language: Language
    ) {
        let application = file.application
        let words = ApplicationWords.words(language)
        let office = OfficeWords.words(language)
        let terms = ApplicationFlow.Terms(isOfficial: isOfficial, isFree: application.kind.feeAction == nil)
        func may(_ action: ApplicationAction) -> Bool {
            switch ApplicationFlow.outcome(action, from: application.state, terms) {
            case .becomes, .keeps: true
            case .ifCorrectionAsked: application.correction != nil
            case .refused: false
            }
        }
        let product = application.draft.product
        let name = language == .en && !product.nameEN.isEmpty ? product.nameEN : product.nameJA
        title = (name.isEmpty ? product.nameEN : name).isEmpty ? words.kind(application.kind) : name
        path = PagePath.application(application.id)
        version = String(application.version)
        state = language.say(rules.workflow.name(of: application.state))
        let reading = TimesReading(times: times, rules: rules, language: language)
        facts = Self.facts(file, rules, words, language) + Self.usual(application.state, reading)
        if application.kind == .extension, application.submissions == 0, let current = file.current {
            filing = application.state.isTerminal ? nil : reading.filing(of: current, on: day)
        }
        correction = application.correction.map {
            Correction(text: $0.text, until: PageView.DayText($0.until, language).text)
        }
        isEditable = may(.save)
        let gaps = application.gaps(of: file.applicant, current: file.current, rules: rules, on: day)
        let renewed = file.renewal(rules, on: day)
        renewal = renewed.map { PageView.RenewalView($0, file, rules, isComplete: gaps.isEmpty, language) }
        parts = Self.parts(file, gaps, renewed, words, language)
        maySubmit = may(.submit)
        mayAnswer = may(.answerCorrection)
        mayRequest = may(.requestNumber)
        mayRecord = may(.recordNumber)
        showsSheet = !isOfficial
        mayWithdraw = may(.withdraw) && application.submissions > 0
        mayAbandon = may(.abandon)
        declarant = ""
        declarantTitle = ""
        fee = isEditable ? Self.fee(application, rules, words, on: day, language) : nil
        bill = application.invoice.map { invoice in
            Bill(
                number: invoice.number,
                amount: Self.yen(invoice.amount, language),
                due: PageView.DayText(invoice.dueOn, language).text,
                href: PagePath.application(application.id) + "/invoice?lang=\(language.rawValue)"
            )
        }
        if application.state == .issued, let number = application.registration, application.kind != .withdrawal {
            kit = Kit(
                href: PagePath.application(application.id) + "/kit?lang=\(language.rawValue)",
                labelHref: PagePath.label(number) + "?lang=\(language.rawValue)"
            )
        }
        appealHref =
            application.state == .refused
            ? PagePath.appeal(application.id) + "?lang=\(language.rawValue)" : nil
        let open = application.assessment.flatMap { $0.state == .rectification ? $0.openFindings : nil } ?? []
        hasFindings = !open.isEmpty
        findings = open.map { finding in
            Finding(
                id: "f-finding\(finding.number)",
                name: "finding\(finding.number)",
                number: finding.number,
                module: office.fact(finding.module.rawValue),
                severity: office.fact(finding.severity.rawValue),
                check: finding.check,
                evidence: finding.evidence,
                value: finding.fixedIn
            )
        }
        // What the office and the laboratory do among themselves is told when it is decided.
        steps = file.steps.filter { !ApplicationStep.innerWords.contains($0.word) }.reversed().map { step in
            Step(
                iso: step.at.text,
                moment: PageView.AccountView.text(step.at, language),
                state: language.say(rules.workflow.name(of: step.after)),
                word: office.step(step.word),
                name: AccountWords.name(step.by, in: file.names, or: words.applicationOffice, language),
                note: step.note.isEmpty ? nil : step.remark(language)
            )
        }
    }
}

extension ApplicationKind {
    /// The parts that are filled in.
    var parts: [ApplicationGap.Part] {
        switch self {
        case .new, .extension: ApplicationGap.Part.allCases
        case .change: [.models, .documents, .contact]
        case .withdrawal: [.contact]
        }
    }
}
