import HTTPTypes
import Hummingbird
import Registry
import Store

/// One box over applications, registrations, organisations and, for who administers them, accounts.
struct OfficeSearchController: Sendable {
    let site: PortalSite

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        try visit.checkOffice()
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["q", "lang"])
        let asked = String((try query.value("q") ?? "").cleaned.text.unicodeScalars.prefix(200))
        let found = asked.isEmpty ? nil : try await site.store.findForOffice(asked, for: visit.account)
        let reading = LabelReading(site.store.rules, today: visit.now.day, wish.language)
        let view = PageView.OfficeFoundView(asked, found, reading, site.store.rules, wish.language)
        let html = site.pages.page(
            .officeFound,
            view,
            wish.language,
            keeping: asked.isEmpty ? "" : "q=\(PagePath.encoded(asked))&",
            isHidden: true
        )
        return AccountAnswer.page(html, wish, request)
    }
}
