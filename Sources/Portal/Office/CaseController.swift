import HTTPTypes
import Hummingbird
import Registry
import Store

/// One application for the office: read as it was submitted, and taken a step further.
struct CaseController: Sendable {
    let site: PortalSite

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["done", "lang"])
        return try await show(visit, done: try query.value("done"), wish, request)
    }

    func review(_ request: Request, _ visit: Visit) async throws -> Response {
        try await perform(.review, request, visit)
    }

    func finance(_ request: Request, _ visit: Visit) async throws -> Response {
        try await perform(.finance, request, visit)
    }

    func decide(_ request: Request, _ visit: Visit) async throws -> Response {
        try await perform(.decide, request, visit)
    }

    /// A document as it was submitted, to be saved.
    func document(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let found = try await site.store.document(
            try visit.context.documentNumber(),
            of: try visit.context.applicationID(),
            for: visit.account,
            at: visit.now
        )
        return DocumentAnswer.file(found.document.name, found.bytes)
    }

    /// Does what a form asks. Each address has one permission, and only what needs that very one is done there.
    private func perform(_ permission: Permission, _ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let wish = try Negotiation(request, try Query(request.uri.query))
        let id = try visit.context.applicationID()
        let form = try await OfficeForm(request)
        let outcome: ApplicationOutcome
        do {
            guard let action = ApplicationAction(rawValue: form.word), action.permission == permission else {
                throw OfficeForm.unknownAction
            }
            let laboratories = action == .assignLaboratory ? try await site.store.laboratories() : []
            let order = try CaseOrders(form: form, laboratories: laboratories, dueDays: site.invoiceDays).order(action)
            outcome = try await site.store.perform(
                order,
                on: id,
                version: try form.fields.version(),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await show(visit, form, refusal: refusal, wish, request)
        }
        if !outcome.codes.isEmpty { site.forget(outcome.codes) }
        return Gate.seeOther("\(PagePath.officeCase(id))?done=\(form.word)&lang=\(wish.language.rawValue)")
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
        let mayAssign = Policy.reach(visit.account.roles, .review) == .any && file.application.kind.isAssessed
        let forms = CaseForms(
            file: file,
            account: visit.account,
            rules: site.store.rules,
            isOfficial: site.facts.isOfficial,
            laboratories: mayAssign ? try await site.store.laboratories() : [],
            isProven: Gate.isProven(visit.signed, at: visit.now),
            today: visit.now.day,
            language: wish.language
        )
        let names = forms.open.first { $0.word == form?.word }?.fields.map(\.name) ?? []
        let typed = refusal.flatMap { form?.typed(names, refusal: $0) }
        var view = PageView.CaseView(file, forms, typed)
        let words = OfficeWords.words(wish.language)
        view.done = done.flatMap { words.steps[$0] }.map { "\(words.caseDone) \($0)" }
        return site.answer(.officeCase, view, title: file.application.name, refusal: refusal, wish, request)
    }
}
