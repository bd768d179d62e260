import HTTPTypes
import Hummingbird
import Registry
import Store

/// The public log of cases: what was put to the registry and what it answered, never by whom.
struct CaseLogController: Sendable {
    let site: PortalSite

    /// Cases a page.
    private static let page = 100
    /// Seconds that an answer may be kept.
    private static let maxAge: Int64 = 60

    func log(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["before", "lang"])
        let before = try query.value("before")
        let last = try before.map { text throws(Refusal) in try Self.place(text) }
        let entries = try await site.store.caseLog(before: last, limit: Self.page + 1)
        let view = PageView.CaseLogView(entries, limit: Self.page, site.store.rules, wish.language)
        let keeping = last.map { "before=\($0.text)&" } ?? ""
        let html = site.pages.page(.caseLog, view, wish.language, keeping: keeping, isHidden: last != nil)
        return PortalAnswer.page(html, maxAge: Self.maxAge, wish, request, noindex: last != nil)
    }

    func entry(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["lang"])
        let number = try CaseNumber(context.parameters.get("number") ?? "")
        guard let entry = try await site.store.caseEntry(number) else { throw CaseNumber.missing }
        let line = PageView.CaseEntryLine(entry, site.store.rules, wish.language)
        let html = site.pages.page(
            .caseEntry,
            PageView.CaseEntryView(entry: line),
            wish.language,
            title: line.name,
            keeping: ""
        )
        return PortalAnswer.page(html, maxAge: Self.maxAge, wish, request)
    }

    private static func place(_ text: String) throws(Refusal) -> CaseNumber {
        do {
            return try CaseNumber(text)
        } catch {
            throw Refusal(
                .malformed,
                "before is the number of a case, such as CASE-2027-0012",
                ja: "before には CASE-2027-0012 のような番号を使ってください",
                field: "before",
                code: "malformedCursor"
            )
        }
    }
}
