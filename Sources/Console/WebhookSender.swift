import Logging
package import Notices
package import Portal
import Registry
import ServiceLifecycle
package import Store

/// Sends what waits for endpoints. Any number of processes may do it: an endpoint belongs to the one that claimed it,
/// until what it was sent has settled.
package struct WebhookSender: Sendable {
    let store: RegistryStore
    let transport: any WebhookSending
    let body: WebhookBody
    let now: Now
    let holder: String
    /// Claimed at the same time: of quick endpoints enough that no line waits for the store, of slow ones as many as
    /// have lines, so that what is claimed is over within the lease.
    private let quick: Int
    private let slow: Int

    /// A sender that has not settled after this has died: many times what an attempt may take.
    static let lease: Int64 = 300_000

    /// - Parameters:
    ///   - lines: how many messages the transport has on their way at the same time.
    ///   - holder: names this sender among all.
    package init(
        store: RegistryStore,
        transport: any WebhookSending,
        body: WebhookBody,
        lines: Int,
        holder: String,
        now: @escaping Now
    ) {
        self.store = store
        self.transport = transport
        self.body = body
        self.holder = holder
        self.now = now
        quick = max(2, lines * 2)
        slow = max(1, lines / 4)
    }

    /// As an operator sets it.
    init(_ settings: Settings, _ store: RegistryStore, holder: String, now: @escaping Now) {
        let limits = WebhookLimits(lines: settings.webhookLines)
        self.init(
            store: store,
            transport: WebhookTransport(
                allowing: settings.portal.webhookNetworks,
                denying: settings.webhookDenied,
                limits
            ),
            body: WebhookBody(store, publicHost: settings.portal.publicHost),
            lines: limits.lines,
            holder: holder,
            now: now
        )
    }

    private enum Done {
        case sent(slow: Bool)
        case second
    }

    /// Sends what is due, and what becomes due meanwhile; how many attempts were made.
    @discardableResult
    package func round() async throws -> Int {
        try await withThrowingTaskGroup(of: Done.self) { group in
            var attempts = 0
            var running = [false: 0, true: 0]
            var isTicking = false
            while !Task.isCancelled {
                for (slow, limit) in [(false, quick), (true, self.slow)] {
                    let busy = running[slow] ?? 0
                    // Half a load at a time, so that the store is asked seldom.
                    guard busy <= limit / 2 else { continue }
                    for claimed in try await claim(slow, limit - busy) {
                        group.addTask {
                            try await send(claimed)
                            return .sent(slow: slow)
                        }
                        running[slow, default: 0] += 1
                        attempts += 1
                    }
                }
                guard running.values.contains(where: { $0 > 0 }) else { break }
                if !isTicking {
                    // Slow ones must not keep what becomes due from being seen.
                    isTicking = true
                    group.addTask {
                        try? await Task.sleep(for: .seconds(1))
                        return .second
                    }
                }
                switch try await group.next() {
                case .sent(let slow): running[slow, default: 1] -= 1
                case .second: isTicking = false
                case nil: break
                }
            }
            group.cancelAll()
            return attempts
        }
    }

    private func claim(_ slow: Bool, _ limit: Int) async throws -> [ClaimedDelivery] {
        try await store.claimDeliveries(slow: slow, limit: limit, holder: holder, lease: Self.lease, at: now())
    }

    /// One that cannot be made must not end the others with it.
    private func outcome(_ claimed: ClaimedDelivery) async -> WebhookOutcome {
        do {
            let message = WebhookMessage(
                url: claimed.url,
                id: claimed.webhookID,
                seconds: now().milliseconds / 1000,
                body: try await body.bytes(claimed),
                secrets: claimed.secrets,
                isSlow: claimed.isSlow,
                wantsAnswer: claimed.event == .endpointChallenge
            )
            return await transport.send(message)
        } catch {
            return WebhookOutcome(.later("it could not be made"), cause: Task.isCancelled ? .sender : .message)
        }
    }

    private func send(_ claimed: ClaimedDelivery) async throws {
        let outcome = await outcome(claimed)
        let moment = now()
        let pause =
            outcome.cause == .sender
            ? WebhookRetry.uncounted
            : WebhookRetry.pause(
                after: claimed.attempts,
                claimed.event,
                retryAfter: outcome.retryAfter,
                jitter: Int64.random(in: -1000...1000)
            )
        // Recorded also while the program ends, or what was sent would be sent again.
        try await Task { [store, holder] in
            try await store.settle(
                claimed,
                outcome,
                holder: holder,
                retryAt: pause.map { moment + $0 },
                at: moment
            )
        }.value
    }
}

/// Looks for what is due once a second while the portal runs.
struct WebhookRounds: Rounds {
    let sender: WebhookSender
    let logger: Logger

    static let pause = Duration.seconds(1)
    static let standstill = "webhooks wait"

    func round() async throws { try await sender.round() }
}
