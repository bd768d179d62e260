import Registry
import Store

extension PageView {
    struct WebhooksView {
        /// An endpoint as it was asked for; at first everything is ticked.
        struct Draft {
            var url = ""
            var label = ""
            var events: Set<WebhookEvent> = []
        }

        struct Choice {
            var id: String
            var name: String
            var label: String
            var word: String
            var isChosen: Bool
        }

        struct Line {
            var href: String
            var url: String
            var label: String
            var state: String
            var isFailing: Bool
        }

        var fault: String?
        var hasEndpoints: Bool
        var endpoints: [Line]
        var draftURL: String
        var draftLabel: String
        var events: [Choice]

        init(_ endpoints: [Endpoint], _ draft: Draft, _ language: Language) {
            let words = WebhookWords.words(language)
            hasEndpoints = !endpoints.isEmpty
            self.endpoints = endpoints.map { endpoint in
                Line(
                    href: "\(PagePath.webhook(endpoint.id))?lang=\(language.rawValue)",
                    url: endpoint.url,
                    label: endpoint.label,
                    state: words.name(endpoint.state),
                    isFailing: endpoint.failingSince != nil && endpoint.state == .active
                )
            }
            (draftURL, draftLabel) = (draft.url, draft.label)
            let isFresh = draft.url.isEmpty && draft.events.isEmpty
            events = WebhookEvent.offered.map { event in
                Choice(
                    id: "f-\(event.field)",
                    name: event.field,
                    label: event.name(language.ofLetters),
                    word: event.rawValue,
                    isChosen: isFresh || draft.events.contains(event)
                )
            }
        }
    }

    struct WebhookView {
        struct Line {
            var id: String
            var event: String
            var word: String
            var number: String?
            var webhookID: String
            var at: String
            var state: String
            var attempts: String
            var outcome: String?
            var next: String?
            var mayReplay: Bool
        }

        var fault: String?
        var done: String?
        /// Shown once.
        var secret: String?
        var path: String
        var url: String
        var label: String
        var state: String
        var made: String
        var failing: String?
        var formerUntil: String?
        var events: [String]
        var isUnproven: Bool
        var isActive: Bool
        var isPaused: Bool
        var isOpen: Bool
        var hasLines: Bool
        var lines: [Line]
        var more: String?

        init(_ endpoint: Endpoint, _ lines: [KeptDelivery], limit: Int, _ language: Language, at now: Moment) {
            let words = WebhookWords.words(language)
            path = PagePath.webhook(endpoint.id)
            (url, label, state) = (endpoint.url, endpoint.label, words.name(endpoint.state))
            made = AccountView.text(endpoint.madeAt, language)
            failing = endpoint.failingSince.map { AccountView.text($0, language) }
            formerUntil = endpoint.formerUntil.flatMap { $0 > now ? AccountView.text($0, language) : nil }
            events = WebhookEvent.offered.filter { endpoint.events.contains($0) }.map { $0.name(language.ofLetters) }
            isUnproven = endpoint.state == .unproven
            isActive = endpoint.state == .active
            isPaused = endpoint.state == .paused
            let isOpen = endpoint.state != .ended
            self.isOpen = isOpen
            hasLines = !lines.isEmpty
            self.lines = lines.map { line in
                Line(
                    id: String(line.id),
                    event: line.event.name(language.ofLetters),
                    word: line.event.rawValue,
                    number: line.number?.text,
                    webhookID: line.webhookID,
                    at: AccountView.text(line.queuedAt, language),
                    state: words.name(line.state),
                    attempts: String(line.attempts),
                    outcome: line.outcome.isEmpty ? nil : line.outcome,
                    next: line.state == .waiting && line.attempts > 0 ? AccountView.text(line.dueAt, language) : nil,
                    mayReplay: line.mayReplay && (endpoint.state == .active || endpoint.state == .paused)
                )
            }
            if lines.count == limit, let last = lines.last {
                more = "\(path)?before=\(last.id)&lang=\(language.rawValue)"
            }
        }
    }
}
