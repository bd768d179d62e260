import Access
import HTTPTypes
import Hummingbird
import Registry
import Store

/// One's own keys for machines: made, replaced and ended; each is shown once.
struct KeyController: Sendable {
    let site: PortalSite

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let done = try query.value("done") == "ended" ? KeyWords.words(wish.language).keysEnded : nil
        return try await page(visit, done: done, wish, request)
    }

    func make(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        var draft = PageView.KeysView.Draft()
        do {
            draft.name = try fields.line("name", limit: 100)
            for scope in ApiScope.allCases where try fields.line(scope.field, limit: 3) == "yes" {
                draft.scopes.insert(scope)
            }
            draft.days = try fields.line("days", limit: 3)
            let order = ApiKeyOrder(name: draft.name, scopes: draft.scopes, days: Int(draft.days) ?? 0)
            let text = site.store.keys.apiKey(Secrets.token())
            let key = try await site.store.makeKey(order, text: text, by: visit.signed, at: visit.now)
            return try await page(visit, made: (text, key), wish, request)
        } catch let refusal as Refusal {
            return try await page(visit, draft, refusal: refusal, wish, request)
        }
    }

    func rotate(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        do {
            let text = site.store.keys.apiKey(Secrets.token())
            let key = try await site.store.rotateKey(
                try visit.context.id(orThrow: Self.missing),
                text: text,
                overlap: Int(try fields.line("overlap", limit: 2)) ?? -1,
                by: visit.signed,
                at: visit.now
            )
            return try await page(visit, made: (text, key), wish, request)
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, wish, request)
        }
    }

    func revoke(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        do {
            try await site.store.revokeKey(try visit.context.id(orThrow: Self.missing), by: visit.signed, at: visit.now)
        } catch let refusal as Refusal {
            return try await page(visit, refusal: refusal, wish, request)
        }
        return Gate.seeOther("\(PagePath.keys)?done=ended&lang=\(wish.language.rawValue)")
    }

    private static let missing = Refusal(.missing, "There is no such key", ja: "該当するキーがありません", code: "missing")

    private func page(
        _ visit: Visit,
        _ draft: PageView.KeysView.Draft = .init(),
        made: (text: String, key: ApiKey)? = nil,
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let keys = try await site.store.keys(of: visit.account.id)
        var view = PageView.KeysView(visit.account, keys, draft, wish.language, at: visit.now)
        view.fault = refusal.map { wish.language == .en ? $0.reason : $0.reasonJA ?? $0.reason }
        view.done = done
        view.made = made.map { text, key in
            PageView.KeysView.Made(
                text: text,
                name: key.name,
                until: PageView.AccountView.text(key.endsAt, wish.language)
            )
        }
        return site.answer(.keys, view, refusal: refusal, isAnswer: made != nil, wish, request)
    }
}

extension ApiScope {
    /// The name of its box in the form.
    var field: String { "scope-\(rawValue)" }
}
