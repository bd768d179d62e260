import Access
import HTTPTypes
import Hummingbird
import Registry
import Store

/// An organisation's endpoints: added, asked to prove themselves, tried, paused and ended; and what they were told.
struct WebhookController: Sendable {
    let site: PortalSite

    private static let linesShown = 50

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        try await list(visit, refusal: nil, try Negotiation(request, try Query(request.uri.query)), request)
    }

    func add(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        var draft = PageView.WebhooksView.Draft()
        do {
            draft.url = try fields.line("url", limit: EndpointAddress.longest)
            draft.label = try fields.line("label", limit: 100)
            for event in WebhookEvent.offered where try fields.line(event.field, limit: 3) == "yes" {
                draft.events.insert(event)
            }
            let address = try EndpointAddress(draft.url, allowing: site.webhookNetworks)
            let order = try EndpointOrder(address, label: draft.label, events: draft.events)
            let secret = Secrets.webhook()
            let endpoint = try await site.store.addEndpoint(
                order,
                secret: secret,
                token: Secrets.token(),
                by: visit.signed,
                at: visit.now
            )
            return try await page(endpoint.id, visit, secret: secret, wish, request)
        } catch let refusal as Refusal {
            return try await list(visit, draft, refusal: refusal, wish, request)
        }
    }

    func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let words = WebhookWords.words(wish.language)
        let done = try query.value("done") == "yes" ? words.webhookDone : nil
        let before = try Self.number(try query.value("before"), orThrow: Self.noLine) ?? .max
        return try await page(try Self.id(visit), visit, before: before, done: done, wish, request)
    }

    /// What is done to an endpoint, by the form's field `action`.
    func act(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        let id = try Self.id(visit)
        do {
            let secret = try await perform(try fields.line("action", limit: 20), on: id, visit)
            if let secret { return try await page(id, visit, secret: secret, wish, request) }
        } catch let refusal as Refusal where refusal.kind != .missing {
            return try await page(id, visit, refusal: refusal, wish, request)
        }
        return done(id, wish)
    }

    /// The new secret, where the action makes one.
    private func perform(_ action: String, on id: Int64, _ visit: Visit) async throws -> String? {
        let (store, signed, now) = (site.store, visit.signed, visit.now)
        switch action {
        case "challenge": try await store.challengeEndpoint(id, token: Secrets.token(), by: signed, at: now)
        case "test": try await store.testEndpoint(id, by: signed, at: now)
        case "pause": try await store.turnEndpoint(id, to: .paused, by: signed, at: now)
        case "resume": try await store.turnEndpoint(id, to: .active, by: signed, at: now)
        case "endFormer": try await store.endFormerSecret(id, by: signed, at: now)
        case "end": try await store.turnEndpoint(id, to: .ended, by: signed, at: now)
        case "rotate":
            let secret = Secrets.webhook()
            try await store.rotateEndpoint(id, secret: secret, by: signed, at: now)
            return secret
        default:
            throw Refusal(
                .malformed,
                "There is no such action",
                ja: "該当する操作がありません",
                field: "action",
                code: "unknownAction"
            )
        }
        return nil
    }

    func replay(_ request: Request, _ visit: Visit) async throws -> Response {
        let wish = try Negotiation(request, try Query(request.uri.query))
        let fields = try await AccountForm(request)
        let id = try Self.id(visit)
        do {
            guard let line = try Self.number(try fields.line("delivery", limit: 18), orThrow: Self.noLine) else {
                throw Self.noLine
            }
            try await site.store.replayDelivery(line, to: id, by: visit.signed, at: visit.now)
        } catch let refusal as Refusal where refusal != RegistryStore.noSuchEndpoint {
            return try await page(id, visit, refusal: refusal, wish, request)
        }
        return done(id, wish)
    }

    private static let noLine = Refusal(
        .missing,
        "There is no such delivery",
        ja: "該当する記録がありません",
        code: "missing"
    )

    private static func id(_ visit: Visit) throws(Refusal) -> Int64 {
        try visit.context.id(orThrow: RegistryStore.noSuchEndpoint)
    }

    private static func number(_ text: String?, orThrow missing: Refusal) throws(Refusal) -> Int64? {
        guard let text else { return nil }
        guard text.utf8.count <= 18, let number = Int64(text), number > 0 else { throw missing }
        return number
    }

    private func done(_ id: Int64, _ wish: Negotiation) -> Response {
        Gate.seeOther("\(PagePath.webhook(id))?done=yes&lang=\(wish.language.rawValue)")
    }

    private func list(
        _ visit: Visit,
        _ draft: PageView.WebhooksView.Draft = .init(),
        refusal: Refusal? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let endpoints = try await site.store.endpoints(of: visit.account.organisation.id)
        var view = PageView.WebhooksView(endpoints, draft, wish.language)
        view.fault = refusal.map { $0.reason(in: wish.language) }
        return site.answer(.webhooks, view, refusal: refusal, wish, request)
    }

    private func page(
        _ id: Int64,
        _ visit: Visit,
        before: Int64 = .max,
        secret: String? = nil,
        refusal: Refusal? = nil,
        done: String? = nil,
        _ wish: Negotiation,
        _ request: Request
    ) async throws -> Response {
        let (endpoint, lines) = try await site.store.deliveries(
            to: id,
            of: visit.account.organisation.id,
            before: before,
            limit: Self.linesShown
        )
        var view = PageView.WebhookView(endpoint, lines, limit: Self.linesShown, wish.language, at: visit.now)
        view.fault = refusal.map { $0.reason(in: wish.language) }
        (view.done, view.secret) = (done, secret)
        return site.answer(.webhook, view, refusal: refusal, isAnswer: secret != nil, wish, request)
    }
}

extension WebhookEvent {
    /// The name of its box in the form.
    var field: String { "event-\(rawValue)" }
}
