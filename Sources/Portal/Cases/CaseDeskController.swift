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
        let after = try query.value("after")
        let lines = try await site.store.cases(
            state,
            after: try after.map { text throws(Refusal) in try Self.place(text) },
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
        let id = try Self.id(visit)
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
        let file = try await site.store.caseFile(try Self.id(visit), for: visit.account)
        let typed = refusal.flatMap { form?.typed(["outcome", "text", "reason"], refusal: $0) }
        var view = PageView.CaseFileView(file, visit.account, typed, wish.language)
        let words = CaseWords.words(wish.language)
        view.done = done.flatMap { CaseAction(rawValue: $0) }.map { "\(words.deskDone) \(words.word($0))" }
        let html = site.pages.page(
            .caseFile,
            view,
            wish.language,
            title: file.file.number.text,
            keeping: refusal == nil ? "" : nil,
            isHidden: true
        )
        return AccountAnswer.page(html, status: refusal.map { Problem($0).status } ?? .ok, wish, request)
    }

    private static func id(_ visit: Visit) throws(Refusal) -> Int64 {
        guard let text = visit.context.parameters.get("id"), text.utf8.count <= 18, let id = Int64(text), id > 0 else {
            throw CaseNumber.missing
        }
        return id
    }

    /// Since when and which the last line of the page before was, as `1790000000000.12`.
    private static func place(_ text: String) throws(Refusal) -> (since: Moment, id: Int64) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 40, let since = Int64(parts[0]), let id = Int64(parts[1]), id > 0
        else {
            throw Refusal(
                .malformed,
                "after is taken from the link to the next page",
                ja: "after には「次」のリンクにある値を使ってください",
                field: "after",
                code: "malformedCursor"
            )
        }
        return (Moment(milliseconds: since), id)
    }
}
