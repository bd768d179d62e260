import HTTPTypes
import Hummingbird
import Registry
import Store

/// What a laboratory works on: the applications assigned to it, and the steps of their assessments.
struct AssessmentController: Sendable {
    let site: PortalSite

    /// Applications a page.
    private static let page = 100

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["after", "lang"])
        let after = try query.number("after", in: 1...999_999_999)
        let lines = try await site.store.applications(
            .assigned(visit.account.organisation.id),
            after: after.map { .place(Int64($0)) },
            limit: Self.page + 1
        )
        let view = PageView.QueueView(
            lines,
            limit: Self.page,
            in: nil,
            asked: after.map { "after=\($0)&" } ?? "",
            today: visit.now.day,
            site.store.rules,
            wish.language
        )
        let html = site.pages.page(.assessments, view, wish.language, keeping: view.keeping, isHidden: true)
        return AccountAnswer.page(html, wish, request)
    }

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["done", "lang"])
        return try await show(visit, done: try query.value("done"), wish, request)
    }

    func document(_ request: Request, _ visit: Visit) async throws -> Response {
        let found = try await site.store.document(
            try visit.context.documentNumber(),
            of: try visit.context.applicationID(),
            for: visit.account,
            at: visit.now
        )
        return DocumentAnswer.file(found.document.name, found.bytes)
    }

    func perform(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let id = try visit.context.applicationID()
        let form = try await OfficeForm(request)
        let outcome: ApplicationOutcome
        do {
            guard let action = AssessmentAction(rawValue: form.word), action.permission == .assess else {
                throw OfficeForm.unknownAction
            }
            let order = try AssessmentOrders(form: form).order(action)
            outcome = try await site.store.perform(
                .assess(order),
                on: id,
                version: try form.fields.version(),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await show(visit, form, refusal: refusal, wish, request)
        }
        if !outcome.codes.isEmpty { site.forget(outcome.codes) }
        return Gate.seeOther("\(PagePath.assessment(id))?done=\(form.word)&lang=\(wish.language.rawValue)")
    }

    private func show(
        _ visit: Visit,
        _ form: OfficeForm? = nil,
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let file = try await site.store.application(try visit.context.applicationID(), for: visit.account)
        let forms = AssessmentForms(file: file, rules: site.store.rules, language: wish.language)
        let names = forms.open.first { $0.word == form?.word }?.fields.map(\.name) ?? []
        let typed = refusal.flatMap { form?.typed(names, refusal: $0) }
        var view = PageView.AssessmentView(file, forms, typed, today: visit.now.day)
        let words = OfficeWords.words(wish.language)
        view.done = done.flatMap { words.steps[$0] }.map { "\(words.caseDone) \($0)" }
        return site.answer(.assessment, view, title: file.application.name, refusal: refusal, wish, request)
    }
}

/// Reads a laboratory's forms into the steps of an assessment.
struct AssessmentOrders: Sendable {
    let form: OfficeForm

    func order(_ action: AssessmentAction) throws(Refusal) -> AssessmentOrder {
        switch action {
        case .pass: return .pass(version: try form.stated("testedVersion") ?? "")
        case .addFinding:
            return .addFinding(
                try form.choice("module"),
                try form.choice("severity"),
                check: try form.text("check"),
                evidence: try form.text("evidence")
            )
        case .listIssues: return .listIssues
        case .retest: return .retest(try results())
        case .passAgain:
            return .passAgain(try form.choice("module"), version: try form.stated("testedVersion") ?? "")
        case .approveReport:
            return .approveReport(id: try form.stated("report") ?? "", on: try form.neededDay("reportDay"))
        case .submitReport: return .submitReport
        case .rectify: throw OfficeForm.unknownAction
        }
    }

    /// What was given for each finding; those without a result are refused where the order is decided.
    private func results() throws(Refusal) -> [Int: Bool] {
        var results: [Int: Bool] = [:]
        for number in 1...Assessment.maximumFindings {
            switch try form.fields.line("finding\(number)", limit: 20) {
            case "passed": results[number] = true
            case "failed": results[number] = false
            case "": continue
            default: throw OfficeForm.unknownChoice("finding\(number)")
            }
        }
        return results
    }
}
