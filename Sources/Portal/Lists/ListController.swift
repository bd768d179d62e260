import HTTPTypes
import Hummingbird
import Registry
import Store

/// Lists of labels: `/search` for people, `/api/v1/labels` for machines.
struct ListController: Sendable {
    let site: PortalSite

    /// `GET /api/v1/labels`.
    func api(_ request: Request, _ context: PortalContext) async throws -> Response {
        let source = try Query(request.uri.query)
        try source.allow(only: ListAsking.parameters)
        let asking = try ListAsking(source, site.store.rules)
        let answer = try await ListDesk(site: site).answer(asking, at: context.now)
        var more: HTTPFields = [.vary: "Accept-Encoding"]
        if let next = answer.next {
            more[.link] = "<\(ListWire.next(next, asking, site.facts.host))>; rel=\"next\""
        }
        return PortalAnswer.bytes(
            ListWire.bytes(answer, site.desk.setting, isTest: answer.list.isTest),
            "application/json; charset=utf-8",
            maxAge: PortalHeaders.maxAge(at: context.now),
            request,
            more: more
        )
    }

    /// `GET /search`: the same list as a page. What cannot be read is said on the page, beside the form as it was sent.
    func search(_ request: Request, _ context: PortalContext) async throws -> Response {
        let source = try Query(request.uri.query)
        try source.allow(only: ListAsking.parameters + ["lang"])
        let wish = try Negotiation(request, source)
        do {
            let asking = try ListAsking(source, site.store.rules)
            let answer = try await ListDesk(site: site).answer(asking, at: context.now)
            let html = site.pages.search(answer, form: SearchForm(asking), language: wish.language)
            return PortalAnswer.page(html, maxAge: PortalHeaders.maxAge(at: context.now), wish, request, noindex: true)
        } catch let refusal as Refusal where refusal.kind == .malformed {
            let html = site.pages.search(
                refused: refusal,
                form: SearchForm(source),
                language: wish.language
            )
            return PortalAnswer.page(html, status: .badRequest, maxAge: 0, wish, request, noindex: true)
        }
    }
}
