package import Registry

/// A message to an endpoint, ready to leave.
package struct WebhookMessage: Hashable, Sendable {
    /// As the endpoint was kept; judged anew before every attempt.
    package var url: String
    /// The value of `webhook-id`, the same at every attempt.
    package var id: String
    /// Seconds since 1970 of this attempt.
    package var seconds: Int64
    /// JSON.
    package var body: [UInt8]
    /// As they were shown, the current one first.
    package var secrets: [String]
    /// It kept a line waiting before.
    package var isSlow: Bool
    /// Whether the beginning of the answer's body is wanted.
    package var wantsAnswer: Bool

    package init(
        url: String,
        id: String,
        seconds: Int64,
        body: [UInt8],
        secrets: [String],
        isSlow: Bool = false,
        wantsAnswer: Bool = false
    ) {
        self.url = url
        self.id = id
        self.seconds = seconds
        self.body = body
        self.secrets = secrets
        self.isSlow = isSlow
        self.wantsAnswer = wantsAnswer
    }
}

/// A way for messages to reach endpoints.
package protocol WebhookSending: Sendable {
    /// Never throws: whatever happens is one of the outcomes.
    func send(_ message: WebhookMessage) async -> WebhookOutcome
}

/// How the lines are kept.
package struct WebhookLimits: Hashable, Sendable {
    /// Messages on their way at the same time; a quarter of them is for slow endpoints.
    package var lines: Int
    /// Sockets open at the same time, whatever happens: a name with two addresses may need two.
    package var sockets: Int
    /// Milliseconds until a connection stands, TLS included.
    package var connectTimeout: Int
    /// Milliseconds for the whole exchange.
    package var timeout: Int
    /// Milliseconds a message may keep its line while others wait for one.
    package var patience: Int

    package init(
        lines: Int = 56,
        sockets: Int = 64,
        connectTimeout: Int = 5000,
        timeout: Int = 15_000,
        patience: Int = 250
    ) {
        self.lines = lines
        self.sockets = sockets
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.patience = patience
    }

    var slowLines: Int { max(1, lines / 4) }
    var quickLines: Int { max(1, lines - slowLines) }
}

/// Messages to endpoints, by libcurl, many at a time on one thread (Docs/decisions/0036).
///
/// Every connection is made anew and its address is judged in the moment it is made; no answer is followed anywhere.
package actor WebhookTransport: WebhookSending {
    private let thread = LineThread(label: "hoshifuda.webhooks")
    private let own: [NetworkBlock]
    private let lines: WebhookLines
    private var isTurning = false
    private var count = 0

    /// The thread that waits for answers.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - own: the operator's networks, which are reached although they are not public.
    ///   - denied: what is reached in no case.
    ///   - resolved: names with what they lead to, as `name:port:address`, instead of asking a name server.
    ///   - authorities: a file of certificates to trust in place of the system's.
    package init(
        allowing own: [NetworkBlock] = [],
        denying denied: [NetworkBlock] = [],
        _ limits: WebhookLimits = WebhookLimits(),
        resolved: [String] = [],
        authorities: String? = nil
    ) {
        self.own = own
        lines = WebhookLines(limits, own: own, denied: denied, resolved: resolved, authorities: authorities)
    }

    /// Sends a message once. An address that is none, or none any more, is refused without a connection.
    package func send(_ message: WebhookMessage) async -> WebhookOutcome {
        let address: EndpointAddress
        do {
            address = try EndpointAddress(message.url, allowing: own)
        } catch {
            return WebhookOutcome(.refused("address: \(error.reason)"))
        }
        return await send(message, to: address.text, isPlain: address.isPlain)
    }

    /// The same to an address as it is: what is left of the guard is the judgement of each connection.
    func send(_ message: WebhookMessage, to url: String, isPlain: Bool) async -> WebhookOutcome {
        count += 1
        let number = count
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                lines.add(WebhookTransfer(number, message, url: url, isPlain: isPlain, continuation))
                guard !isTurning else { return }
                isTurning = true
                Task { await self.turn() }
            }
        } onCancel: {
            Task { await self.cut(number) }
        }
    }

    /// How many sockets were open at the same time at most.
    package var mostSockets: Int { lines.mostSockets }

    /// How many connections were begun.
    var connections: Int { lines.connections }

    private func cut(_ number: Int) {
        lines.cut(number)
    }

    /// Moves everything on until nothing is left; between two turns others may hand messages in.
    private func turn() async {
        while lines.isBusy {
            lines.advance(waiting: 10)
            await Task.yield()
        }
        isTurning = false
    }
}
