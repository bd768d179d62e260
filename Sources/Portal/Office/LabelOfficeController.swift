import HTTPTypes
import Hummingbird
import Registry
import Store

/// Registrations for the office: read with their whole history, and what two approvers together do to them.
struct LabelOfficeController: Sendable {
    let site: PortalSite

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["done", "lang"])
        return try await show(visit, done: try query.value("done"), wish, request)
    }

    /// Proposes what a form asks; nothing happens to the label yet.
    func propose(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let number = try visit.context.registrationNumber()
        let form = try await OfficeForm(request)
        let file = try await site.store.labelFile(number, for: visit.account)
        let proposal: LabelProposal
        do {
            guard let word = LabelOfficeForms.Word(rawValue: form.word) else { throw OfficeForm.unknownAction }
            let orders = LabelOfficeOrders(form: form, registration: file.registration, today: visit.now.day)
            let measure = try orders.measure(word)
            proposal = try await site.store.propose(
                measure,
                on: number,
                revision: try form.fields.version(),
                publicNote: try form.text("publicNote"),
                privateNote: try form.text("privateNote"),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await show(visit, form, refusal: refusal, wish, request)
        }
        return Gate.seeOther("\(PagePath.proposal(proposal.id))?done=propose&lang=\(wish.language.rawValue)")
    }

    /// Records which organisation acts for the registration.
    func owner(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let number = try visit.context.registrationNumber()
        let form = try await OfficeForm(request)
        do {
            guard form.word == LabelOfficeForms.Word.setOwner.rawValue else { throw OfficeForm.unknownAction }
            try await site.store.setOwner(
                of: number,
                to: try LabelOfficeOrders.organisation("organisation", form),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await show(visit, form, refusal: refusal, wish, request)
        }
        return Gate.seeOther("\(PagePath.officeLabel(number))?done=setOwner&lang=\(wish.language.rawValue)")
    }

    private func show(
        _ visit: Visit,
        _ form: OfficeForm? = nil,
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let file = try await site.store.labelFile(try visit.context.registrationNumber(), for: visit.account)
        let forms = LabelOfficeForms(
            file: file,
            account: visit.account,
            rules: site.store.rules,
            isProven: Gate.isProven(visit.signed, at: visit.now),
            today: visit.now.day,
            language: wish.language
        )
        let names = forms.open.first { $0.word == form?.word }?.fields.map(\.name) ?? []
        var typed = refusal.flatMap { form?.typed(names, refusal: $0) }
        if let form, typed?.values["models"] != nil, let lines = try? form.fields.lines("models", limit: 10_000) {
            typed?.values["models"] = lines.joined(separator: "\n")
        }
        var view = PageView.LabelOfficeView(file, forms, typed)
        let words = LabelOfficeWords.words(wish.language)
        view.done = done.flatMap { words.actions[$0] }.map { "\(words.officeLabelDone) \($0)" }
        return site.answer(.officeLabel, view, title: file.registration.number.text, refusal: refusal, wish, request)
    }
}
