import Registry

/// Passwords are worked out one at a time: each takes 128 MiB and a quarter of a second of one core, which the scan page
/// must not lose to them. A short queue waits; whoever comes then is asked to come again.
actor HashQueue {
    /// How many may wait: about two seconds' worth.
    private static let limit = 8

    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does the work when its turn comes.
    ///
    /// - Throws: `limited` where the queue is full.
    func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        if isBusy {
            guard waiting.count < Self.limit else {
                throw Refusal(
                    .limited,
                    "Many people are signing in just now; try again in a few seconds",
                    ja: "サインインが混み合っています。数秒おいてもう一度お試しください",
                    code: "busy"
                )
            }
            await withCheckedContinuation { waiting.append($0) }
        }
        isBusy = true
        defer {
            if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
        }
        return try await work()
    }
}
