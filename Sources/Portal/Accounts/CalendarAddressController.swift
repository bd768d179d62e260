import Access
import HTTPTypes
import Hummingbird
import Registry
import Store

/// One's own secret address of a calendar and a feed: made, replaced and ended; it is shown once.
struct CalendarAddressController: Sendable {
    let site: PortalSite

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let isEnded = try query.value("done") == "ended"
        return try await page(
            visit,
            done: isEnded ? CalendarWords.words(wish.language).calendarEnded : nil,
            wish,
            request
        )
    }

    func make(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let secret = Secrets.token()
        _ = try await site.store.makeCalendarAddress(secret: secret, by: visit.signed, at: visit.now)
        return try await page(visit, secret: secret, wish, request)
    }

    func end(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        try await site.store.endCalendarAddress(by: visit.signed, at: visit.now)
        return Gate.seeOther("\(PagePath.calendarAddress)?done=ended&lang=\(wish.language.rawValue)")
    }

    private func page(
        _ visit: Visit,
        secret: String? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let address = try await site.store.calendarAddress(of: visit.account.id)
        var view = PageView.CalendarView(address, wish.language)
        view.done = done
        view.made = secret.map { PageView.CalendarView.Made(secret: $0, host: site.facts.host) }
        return site.answer(.calendar, view, refusal: nil, isAnswer: secret != nil, wish, request)
    }
}
