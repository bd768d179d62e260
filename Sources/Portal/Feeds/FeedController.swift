import Exports
import HTTPTypes
import Hummingbird
import Registry
import Store

/// Following a list: `/feeds/labels.atom` says what happened, `/calendar/labels.ics` when labels end.
struct FeedController: Sendable {
    let site: PortalSite

    func news(_ request: Request, _ context: PortalContext) async throws -> Response {
        let (asking, face) = try asked(request)
        let list = try await site.store.news(asking.query, at: context.now, limit: LabelFeed.most)
        let feed = LabelFeed(face: face, names: try await FeedNames(site.store)).feed(list, of: asking)
        return Self.answer(feed.bytes, Self.feedType, face, request, at: context.now)
    }

    func ends(_ request: Request, _ context: PortalContext) async throws -> Response {
        let (asking, face) = try asked(request)
        let today = context.now.day
        let first = today - LabelCalendar.keptDays
        let list = try await site.store.ends(asking.query, from: first, on: today, most: LabelCalendar.most)
        let calendar = LabelCalendar(face: face, names: try await FeedNames(site.store)).calendar(list, on: today)
        return Self.answer(calendar.bytes, Self.calendarType, face, request, at: context.now)
    }

    /// `/labels/<number>.ics`.
    func end(
        of number: RegistrationNumber,
        _ query: Query,
        _ request: Request,
        at now: Moment
    ) async throws -> Response {
        try query.allow(only: ["lang"])
        let face = FeedFace(site.facts, try Negotiation(request, query).language)
        let finding = try await site.store.find(number)
        guard let registration = finding.registration else { throw LabelAnswers(site: site).unknown(finding) }
        let writer = LabelCalendar(face: face, names: try await FeedNames(site.store))
        guard let calendar = writer.calendar(registration, on: now.day) else {
            throw Refusal(
                .missing,
                "This registration has no last day",
                ja: "この登録にはまだ有効期限がありません",
                code: "noLastDay"
            )
        }
        return Self.answer(calendar.bytes, Self.calendarType, face, request, at: now)
    }

    static let calendarType = "text/calendar; charset=utf-8"
    static let feedType = "application/atom+xml; charset=utf-8"

    private func asked(_ request: Request) throws -> (ListAsking, FeedFace) {
        let source = try Query(request.uri.query)
        try source.allow(only: ListAsking.conditions.filter { !ListAsking.unfollowed.contains($0) } + ["lang"])
        let language = try Negotiation(request, source).language
        return (try ListAsking(source, site.store.rules), FeedFace(site.facts, language))
    }

    private static func answer(
        _ bytes: [UInt8],
        _ type: String,
        _ face: FeedFace,
        _ request: Request,
        at now: Moment
    ) -> Response {
        let more: HTTPFields = [
            .contentLanguage: face.language.tag, .vary: "Accept-Language", .xRobotsTag: "noindex",
        ]
        return PortalAnswer.bytes(bytes, type, maxAge: PortalHeaders.maxAge(at: now), request, more: more)
    }
}
