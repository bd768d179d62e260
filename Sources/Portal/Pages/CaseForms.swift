import Registry
import Store

/// The forms on the office's page of an application: those that the table of steps allows now and the account's roles
/// permit.
struct CaseForms: Sendable {
    let file: ApplicationFile
    let account: Account
    let rules: Rules
    let isOfficial: Bool
    /// That may be assigned; read only for those who may.
    let laboratories: [LaboratoryRecord]
    /// Password and code were given within the last ten minutes.
    let isProven: Bool
    let today: Day
    let language: Language

    private var words: OfficeWords { .words(language) }

    private var application: Application { file.application }

    /// What may be done, in the order of the steps.
    var allowed: [ApplicationAction] {
        ApplicationAction.allCases.filter { action in
            [.review, .finance, .decide].contains(action.permission)
                && Policy.reach(account.roles, action.permission) == .any
                && (try? ApplicationFlow.check(action, application, isOfficial: isOfficial)) != nil
                && isOfUse(action)
        }
    }

    /// Without what the table allows and this application can never have.
    private func isOfUse(_ action: ApplicationAction) -> Bool {
        switch action {
        case .checkIdentity: file.identity == nil
        case .revokeIdentity: file.identity != nil
        case .assignLaboratory:
            application.kind.isAssessed
                && application.draft.level.flatMap { rules.level($0) }?.assurance == .thirdParty
                && application.assessment.map { $0.state == .documentReview && $0.findings.isEmpty } ?? true
        case .grantProvisional: application.kind == .new && application.numbers.provisional == nil
        case .waive: application.waiver != nil
        default: true
        }
    }

    /// Those that wait for password and code.
    var locked: [ApplicationAction] {
        isProven ? [] : allowed.filter { Policy.steppedUp.contains($0.permission) }
    }

    /// Those that can be sent.
    var open: [ActionForm] {
        let locked = locked
        return allowed.filter { !locked.contains($0) }.map { form($0) }
    }

    /// The forms' addresses, one a permission.
    static func path(_ action: ApplicationAction, of id: Int64) -> String {
        "\(PagePath.officeCase(id))/\(action.permission.rawValue)"
    }

    private func form(_ action: ApplicationAction) -> ActionForm {
        // To issue is another thing for each kind of application.
        let own = "\(action.rawValue).\(application.kind.rawValue)"
        var form = ActionForm(
            word: action.rawValue,
            action: Self.path(action, of: application.id) + "?lang=\(language.rawValue)",
            title: words.actions[own] ?? words.action(action.rawValue),
            lead: (words.leads[own] ?? words.leads[action.rawValue]).map { [$0] } ?? [],
            version: application.version
        )
        form.fields = fields(action)
        return form
    }

    private func fields(_ action: ApplicationAction) -> [ActionForm.Field] {
        switch action {
        case .returnForCorrection: [text("text")]
        case .receive: [day("receivedOn", hint: words.hints["receivedOn"])]
        case .accept: [number("acceptanceNumber")]
        case .askCorrection: [text("text"), day("until", isRequired: true)]
        case .assignLaboratory: [laboratory]
        case .recommend: [recommendation, text("text")]
        case .invoice: hasPrice ? [] : [line("amount", isRequired: true, limit: 12), text("note")]
        case .recordPayment:
            [
                line("amount", isRequired: true, limit: 12), day("paidOn", isRequired: true),
                line("reference", isRequired: true),
            ]
        case .checkIdentity: [text("how", hint: words.hints["how"])]
        case .proposeWaiver, .refuse, .revokeIdentity: [text("reason")]
        case .grantProvisional: [number("provisionalNumber")]
        case .issue: issue
        default: []
        }
    }

    /// The data has an amount for it: finance states none.
    var hasPrice: Bool {
        guard let action = application.kind.feeAction, let received = application.receivedOn,
            let level = application.draft.level ?? file.current?.standard.level
        else { return false }
        let answer = rules.fee(action: action, level: level, route: application.draft.route, receivedOn: received)
        if case .amount = answer { return true }
        return false
    }

    private var issue: [ActionForm.Field] {
        let end = application.kind.isAssessed ? [day("heldUntil")] : []
        return (application.kind == .new ? [number("registrationNumber")] : []) + end
            + [text("publicNote", isRequired: false)]
    }

    private var laboratory: ActionForm.Field {
        let level = application.draft.level ?? .star3
        let fit = laboratories.filter { record in
            (try? record.check(level, for: application.organisation, on: today)) != nil
        }
        let options =
            [FormPage.Option(value: "", label: words.input("choose"), isChosen: false)]
            + fit.map { record in
                FormPage.Option(
                    value: String(record.organisation.id),
                    label: record.organisation.name(language.ofLetters),
                    isChosen: record.organisation.id == application.assessment?.laboratory
                )
            }
        return ActionForm.Field(
            name: "laboratory",
            label: words.input("laboratory"),
            kind: .choice(options),
            isRequired: true
        )
    }

    private var recommendation: ActionForm.Field {
        let values = (application.state == .underConfirmation ? ["toIssue"] : []) + ["toRefuse"]
        return ActionForm.Field(
            name: "recommendation",
            label: words.input("recommendation"),
            kind: .radios(
                values.map { FormPage.Option(value: $0, label: words.input($0), isChosen: values.count == 1) }
            ),
            isRequired: true
        )
    }

    /// A number that the registry gives by itself where the data has a pattern for it.
    private func number(_ name: String) -> ActionForm.Field {
        let pattern =
            name == "registrationNumber"
            ? rules.identifiers.issuePattern : rules.identifiers.kinds.first { $0.id == name }?.issuePattern
        return ActionForm.Field(
            name: name,
            label: words.input(name),
            hint: words.hints[pattern == nil ? "numberNeeded" : "number"],
            kind: .line(type: "text"),
            isRequired: pattern == nil,
            limit: rules.identifiers.maxLength
        )
    }

    private func line(_ name: String, isRequired: Bool = false, limit: Int = 200) -> ActionForm.Field {
        ActionForm.Field(
            name: name,
            label: words.input(name),
            kind: .line(type: "text"),
            isRequired: isRequired,
            limit: limit
        )
    }

    private func day(_ name: String, hint: String? = nil, isRequired: Bool = false) -> ActionForm.Field {
        ActionForm.Field(
            name: name,
            label: words.input(name),
            hint: hint,
            kind: .line(type: "date"),
            isRequired: isRequired,
            limit: 20
        )
    }

    private func text(_ name: String, hint: String? = nil, isRequired: Bool = true) -> ActionForm.Field {
        ActionForm.Field(
            name: name,
            label: words.input(name),
            hint: hint,
            kind: .text,
            isRequired: isRequired,
            limit: 2000
        )
    }
}
