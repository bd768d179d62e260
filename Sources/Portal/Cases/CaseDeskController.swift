import HTTPTypes
import Hummingbird
import Registry
import Store

/// Cases for the office: those that wait, and one to be looked into and answered.
struct CaseDeskController: Sendable {
    let site: PortalSite

    /// Cases a page.
    private static let page = 100
    /// As far as each state is counted.
    private static let bound = 1000

    func queue(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["state", "after", "lang"])
        guard let state = PublicCase.State(rawValue: try query.value("state") ?? "open") else {
            let known = PublicCase.State.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(
                .malformed,
                "state is one of \(known)",
                ja: "state は \(known) のいずれかです",
                field: "state",
                code: "unknownState"
            )
        }
        let (after, place) = (try query.value("after"), try query.queuePlace())
        let lines = try await site.store.cases(
            state,
            after: place,
            limit: Self.page + 1
        )
        let view = PageView.CaseDeskView(
            lines,
            limit: Self.page,
            in: state,
            try await site.store.caseCounts(bound: Self.bound),
            bound: Self.bound,
            today: visit.now.day,
            wish.language
        )
        let keeping = "state=\(state.rawValue)&" + (after.map { "after=\(PagePath.encoded($0))&" } ?? "")
        let html = site.pages.page(.caseDesk, view, wish.language, keeping: keeping, isHidden: true)
        return AccountAnswer.page(html, wish, request)
    }

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["done", "lang"])
        return try await show(visit, done: try query.value("done"), wish, request)
    }

    /// Does what a form asks.
    func act(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let id = try visit.context.id(orThrow: CaseNumber.missing)
        let form = try await OfficeForm(request)
        do {
            _ = try await site.store.perform(
                try Self.order(form),
                onCase: id,
                version: try form.fields.version(),
                by: visit.account,
                at: visit.now
            )
        } catch let refusal as Refusal {
            return try await show(visit, form, refusal: refusal, wish, request)
        }
        return Gate.seeOther("\(PagePath.caseFile(id))?done=\(form.word)&lang=\(wish.language.rawValue)")
    }

    private static func order(_ form: OfficeForm) throws(Refusal) -> CaseOrder {
        guard let action = CaseAction(rawValue: form.word) else { throw OfficeForm.unknownAction }
        switch action {
        case .take: return .take
        case .answer:
            let outcome: PublicCase.Outcome = try form.choice("outcome")
            return .answer(outcome, try form.text("text"))
        case .withdraw: return .withdraw(try form.text("reason"))
        }
    }

    private func show(
        _ visit: Visit,
        _ form: OfficeForm? = nil,
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let file = try await site.store.caseFile(try visit.context.id(orThrow: CaseNumber.missing), for: visit.account)
        let typed = refusal.flatMap { form?.typed(["outcome", "text", "reason"], refusal: $0) }
        var view = PageView.CaseFileView(file, visit.account, typed, wish.language)
        let words = CaseWords.words(wish.language)
        view.done = done.flatMap { CaseAction(rawValue: $0) }.map { "\(words.deskDone) \(words.word($0))" }
        return site.answer(.caseFile, view, title: file.file.number.text, refusal: refusal, wish, request)
    }
}
