import Crypto
import Exports
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// A holder's calendar and feed, by a secret address alone: whoever has it reads these two and nothing else.
struct HolderController: Sendable {
    let site: PortalSite

    /// `/calendar/a/<secret>.ics`.
    func dates(_ request: Request, _ context: PortalContext) async throws -> Response {
        let (account, language) = try await reader(".ics", request, context)
        let (organisation, today) = (account.organisation, context.now.day)
        return try await answer(FeedController.calendarType, organisation, language, request, context) {
            let dates = try await site.store.holderDates(
                of: organisation.id,
                from: today - LabelCalendar.keptDays,
                on: today,
                most: LabelCalendar.most
            )
            let calendar = HolderCalendar(
                labels: LabelCalendar(
                    face: FeedFace(site.facts, language),
                    names: try await FeedNames(site.store)
                ),
                times: try await site.store.reviewTimes(at: today.start)
            )
            return (calendar.calendar(dates, of: organisation, on: today).bytes, dates.stamp)
        }
    }

    /// `/feeds/a/<secret>.atom`.
    func news(_ request: Request, _ context: PortalContext) async throws -> Response {
        let (account, language) = try await reader(".atom", request, context)
        let (organisation, now) = (account.organisation, context.now)
        return try await answer(FeedController.feedType, organisation, language, request, context) {
            let news = try await site.store.holderNews(
                of: organisation.id,
                endingDays: site.facts.rules.ladder.daysBefore,
                at: now,
                limit: LabelFeed.most
            )
            let face = FeedFace(site.facts, language)
            let feed = HolderFeed(labels: LabelFeed(face: face, names: try await FeedNames(site.store)))
            return (feed.feed(news, of: organisation, on: now.day).bytes, news.stamp)
        }
    }

    /// What is none, what ended and what is another's are one answer, and one look-up where it could be one at all.
    private static let missing = Refusal(
        .missing,
        "There is no such calendar or feed; its address may have been ended or replaced",
        ja: "該当するカレンダーやフィードがありません。アドレスが無効にされたか、交換された可能性があります",
        code: "unknownCalendar"
    )

    /// Whom the address speaks for, and the language: that which is asked for, or the account's own.
    private func reader(
        _ ending: String,
        _ request: Request,
        _ context: PortalContext
    ) async throws -> (Account, Language) {
        let text = context.parameters.get("secret") ?? ""
        guard text.hasSuffix(ending),
            let account = try await site.store.calendarReader(String(text.dropLast(ending.count)), at: context.now)
        else { throw Self.missing }
        let query = try Query(request.uri.query)
        try query.allow(only: ["lang"])
        guard try query.value("lang") == nil else { return (account, try Negotiation(request, query).language) }
        return (account, account.language == .en ? .en : .ja)
    }

    /// The bytes, or that the reader has them: known from what they follow from, before any of it is read.
    private func answer(
        _ type: String,
        _ organisation: Organisation,
        _ language: Language,
        _ request: Request,
        _ context: PortalContext,
        make: () async throws -> (bytes: [UInt8], stamp: String)
    ) async throws -> Response {
        func tag(_ stamp: String) -> String {
            let parts = [
                stamp, type, context.now.day.text, language.rawValue, site.edition,
                organisation.nameJA, organisation.nameEN,
            ]
            let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1}").utf8))
            return "\"" + digest.prefix(12).hex + "\""
        }
        var headers: HTTPFields = [
            .contentLanguage: language.tag, .xRobotsTag: "noindex", .cacheControl: "private, no-cache",
        ]
        if let known = request.headers[.ifNoneMatch] {
            let now = tag(try await site.store.holderStamp(of: organisation.id))
            if PortalAnswer.matches(known, now) {
                headers[.eTag] = now
                return Response(status: .notModified, headers: headers)
            }
        }
        let made = try await make()
        headers[.eTag] = tag(made.stamp)
        headers[.contentType] = type
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: made.bytes)))
    }
}
