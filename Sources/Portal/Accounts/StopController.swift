import HTTPTypes
import Hummingbird
import Registry
import Store

/// The address under `List-Unsubscribe` of a letter (RFC 2369, RFC 8058): opened it asks, pressed it stops one topic of
/// one account.
///
/// Nobody is signed in, and a form may come from anywhere: mail services press for their readers. No cookie decides
/// anything here, the token in the address does, so there is nothing for another site to borrow.
struct StopController: Sendable {
    let site: PortalSite

    /// RFC 8058 §3.1.
    private static let field = "List-Unsubscribe"
    private static let press = "One-Click"
    /// The press alone, in either form a sender may choose.
    private static let bodyLimit = 16 << 10

    /// Changes nothing: scanners of mail open every address they find.
    func ask(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["lang"])
        let token = context.parameters.get("token") ?? ""
        let link = try Self.link(try await site.store.stopLink(token))
        guard !link.isStopped else { return stopped(link, wish, request) }
        let words = NoticeWords.words(wish.language)
        let form = FormPage(
            title: words.stopTitle,
            lead: [words.topics[link.topic] ?? link.topic.rawValue, words.stopLead],
            action: "\(PagePath.stop)/\(token)?lang=\(wish.language.rawValue)",
            hidden: [(Self.field, Self.press)],
            fields: [],
            button: words.stopButton
        )
        return AccountAnswer.page(site.pages.form(form, keeping: "", wish.language), wish, request)
    }

    /// Stops it. Answered at once and never led elsewhere (RFC 8058 §3.1); the same again where it was stopped before.
    func stop(_ request: Request, _ context: PortalContext) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let (fields, _) = try await CheckBody.form(request, limit: Self.bodyLimit)
        guard try fields.value(Self.field) == Self.press else {
            throw Refusal(
                .malformed,
                "The form does not say \(Self.field)=\(Self.press); nothing was changed",
                ja: "\(Self.field)=\(Self.press) がないため、何も変更していません",
                field: Self.field,
                code: "noPress"
            )
        }
        let token = context.parameters.get("token") ?? ""
        let link = try Self.link(try await site.store.stopLetters(token, at: context.now))
        return stopped(link, wish, request)
    }

    private func stopped(_ link: StopLink, _ wish: Negotiation, _ request: Request) -> Response {
        let words = NoticeWords.words(wish.language)
        let notice = NoticePage(
            title: words.stopDoneTitle,
            paragraphs: [words.topics[link.topic] ?? link.topic.rawValue, words.stopDoneLead],
            links: [("\(PagePath.account)?lang=\(wish.language.rawValue)#letters", words.stopAccount)]
        )
        return AccountAnswer.page(site.pages.notice(notice, wish.language), wish, request)
    }

    private static func link(_ found: StopLinkFound) throws -> StopLink {
        switch found {
        case .open(let link): return link
        case .unknown:
            throw Refusal(
                .missing,
                "This link is none of this registry's, or a part of it is missing; nothing was changed",
                ja: "この登録簿のリンクではないか、リンクの一部が欠けています。何も変更していません",
                code: "unknownLink"
            )
        case .over:
            throw Problem(
                .gone,
                code: "linkTooOld",
                detail: "This link is too old; choose your letters on the page of your account. Nothing was changed",
                ja: "このリンクは古くなっています。受け取るお知らせは、アカウントのページで選べます。何も変更していません"
            )
        case .always:
            throw Refusal(
                .conflict,
                "These letters always come to your account as it is now; nothing was changed",
                ja: "現在のアカウントには、このお知らせがいつも届きます。何も変更していません",
                code: "alwaysSent"
            )
        }
    }
}
