import HTTPTypes
import Hummingbird
import Registry
import Store

/// Letters that were given up, and notices for which nobody could be reached.
struct LetterController: Sendable {
    let site: PortalSite

    /// Lines a page, of each.
    private static let page = 100

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        try query.allow(only: ["after", "noticesAfter", "done", "lang"])
        let done = try query.value("done").map { _ in NoticeWords.words(wish.language).lettersDone }
        return try await show(query, done: done, refusal: nil, wish, request)
    }

    func replay(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.context.id(orThrow: Self.missing)
        return try await act(request) {
            try await site.store.replay(letter: id, actor: visit.account.actor, at: visit.now)
        }
    }

    func answer(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.context.id(orThrow: Self.missing)
        return try await act(request) {
            try await site.store.answer(notice: id, actor: visit.account.actor, at: visit.now)
        }
    }

    private static let missing = Refusal(
        .missing,
        "There is no such letter",
        ja: "該当する手紙がありません",
        code: "missing"
    )

    private func act(_ request: Request, _ body: () async throws -> Void) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        do {
            try await body()
        } catch let refusal as Refusal {
            return try await show(query, done: nil, refusal: refusal, wish, request)
        }
        return Gate.seeOther("\(PagePath.letters)?done=yes&lang=\(wish.language.rawValue)")
    }

    private func show(
        _ query: Query,
        done: String?,
        refusal: Refusal?,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let after = try query.number("after", in: 1...999_999_999) ?? 0
        let noticesAfter = try query.number("noticesAfter", in: 1...999_999_999) ?? 0
        var view = PageView.LettersView(
            try await site.store.backlog(),
            try await site.store.letters(.dead, after: Int64(after), limit: Self.page + 1),
            try await site.store.noticesWaiting(after: Int64(noticesAfter), limit: Self.page + 1),
            limit: Self.page,
            wish.language
        )
        view.done = done
        view.fault = refusal?.reason(in: wish.language)
        return site.answer(.letters, view, refusal: refusal, wish, request)
    }
}
