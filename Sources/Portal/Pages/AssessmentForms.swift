import Registry
import Store

/// The forms on a laboratory's page: the steps of its assessment that the table allows now.
struct AssessmentForms: Sendable {
    let file: ApplicationFile
    let rules: Rules
    let language: Language

    private var words: OfficeWords { .words(language) }

    /// In the order of the steps; none once the application has ended.
    var open: [ActionForm] {
        guard let assessment = file.application.assessment, file.application.state.isWithOffice else { return [] }
        return AssessmentAction.allCases.filter { action in
            action.permission == .assess && AssessmentFlow.outcome(action, from: assessment.state) != .refused
                && (action != .passAgain || !modules(assessment).isEmpty)
        }.map { form($0, assessment) }
    }

    private func form(_ action: AssessmentAction, _ assessment: Assessment) -> ActionForm {
        let application = file.application
        var form = ActionForm(
            word: action.rawValue,
            action: "\(PagePath.assessment(application.id))?lang=\(language.rawValue)",
            title: words.action(action.rawValue),
            lead: words.leads[action.rawValue].map { [$0] } ?? [],
            version: application.version
        )
        if action == .pass { form.lead = [language.say(rules.workflow.name(of: assessment.state))] }
        form.fields = fields(action, assessment)
        return form
    }

    private func fields(_ action: AssessmentAction, _ assessment: Assessment) -> [ActionForm.Field] {
        switch action {
        case .pass: assessment.state.module == .operations ? [] : [line("testedVersion")]
        case .addFinding: finding(assessment)
        case .retest: Self.retested(assessment).map { result($0) }
        case .passAgain: [module(modules(assessment), chosen: nil), line("testedVersion")]
        case .approveReport: [line("report"), day("reportDay")]
        case .listIssues, .rectify, .submitReport: []
        }
    }

    /// Findings that a retest gives a result: what was found during it waits for the next one.
    static func retested(_ assessment: Assessment) -> [Assessment.Finding] {
        assessment.openFindings.filter { $0.round != assessment.round }
    }

    /// Those that wait to be looked at again; during a retest also any other that the applicant may have touched.
    private func modules(_ assessment: Assessment) -> [AssessmentModule] {
        let waiting = assessment.modulesToPass
        return waiting.isEmpty && assessment.state == .retest ? AssessmentModule.allCases : waiting
    }

    private func module(_ modules: [AssessmentModule], chosen: AssessmentModule?) -> ActionForm.Field {
        let options = modules.map { module in
            FormPage.Option(value: module.rawValue, label: words.fact(module.rawValue), isChosen: module == chosen)
        }
        return ActionForm.Field(
            name: "module",
            label: words.input("module"),
            kind: .radios(options),
            isRequired: true
        )
    }

    private func finding(_ assessment: Assessment) -> [ActionForm.Field] {
        let severities = Assessment.Finding.Severity.allCases.map { severity in
            FormPage.Option(value: severity.rawValue, label: words.fact(severity.rawValue), isChosen: false)
        }
        return [
            module(AssessmentModule.allCases, chosen: assessment.state.module),
            ActionForm.Field(
                name: "severity",
                label: words.input("severity"),
                kind: .radios(severities),
                isRequired: true
            ),
            text("check"), text("evidence"),
        ]
    }

    private func result(_ finding: Assessment.Finding) -> ActionForm.Field {
        ActionForm.Field(
            name: "finding\(finding.number)",
            label: OfficeWords.filled(
                words.input("finding"),
                [String(finding.number), finding.check, finding.fixedIn]
            ),
            kind: .radios(
                ["passed", "failed"].map { FormPage.Option(value: $0, label: words.input($0), isChosen: false) }
            ),
            isRequired: true
        )
    }

    private func line(_ name: String) -> ActionForm.Field {
        ActionForm.Field(name: name, label: words.input(name), kind: .line(type: "text"), isRequired: true)
    }

    private func day(_ name: String) -> ActionForm.Field {
        ActionForm.Field(
            name: name,
            label: words.input(name),
            kind: .line(type: "date"),
            isRequired: true,
            limit: 20
        )
    }

    private func text(_ name: String) -> ActionForm.Field {
        ActionForm.Field(name: name, label: words.input(name), kind: .text, isRequired: true, limit: 2000)
    }
}

extension PageView.AssessmentView {
    init(_ file: ApplicationFile, _ forms: AssessmentForms, _ typed: ActionForm.Typed?, today: Day) {
        let (rules, language) = (forms.rules, forms.language)
        let application = file.application
        let reading = CaseReading(file, rules, today: today, language)
        let words = OfficeWords.words(language)
        name = application.name
        about = reading.about
        acts = PageView.ActionForms(forms.open, typed, language)
        hasFaults = acts.hasFaults
        status = [
            PageView.CaseFact(
                term: words.fact("state"),
                says: language.say(rules.workflow.name(of: application.state))
            )
        ]
        applicant = reading.applicant
        let path = PagePath.assessment(application.id)
        submitted = file.submitted.map { PageView.SubmissionView($0, of: file, at: path, rules, language) }
        assessment = application.assessment.map { PageView.AssessedView($0, file.laboratory, rules, language) }
    }
}
