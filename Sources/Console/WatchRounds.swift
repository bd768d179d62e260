import Logging
import Portal
import Registry
import ServiceLifecycle
import Store

/// Looks after what people follow once a minute while the portal runs, one process at a time: what two of them compare
/// with different days or revisions at the same moment, one would take for told.
struct WatchRounds: Rounds {
    let store: RegistryStore
    /// Names this process among all.
    let holder: String
    let now: Now
    let logger: Logger

    private static let lease = "watches"
    /// Milliseconds; a process that died in the middle of a round keeps the others waiting for so long.
    private static let life: Int64 = 1_800_000

    static let pause = Duration.seconds(60)
    static let standstill = "the watches wait for the next minute"

    func round() async throws {
        guard try await store.hasWatchWork(at: now()) else { return }
        guard try await store.holdLease(Self.lease, holder: holder, for: Self.life, at: now()) else { return }
        let tally = try await store.keepWatches(at: now())
        if tally.letters + tally.over > 0 {
            logger.debug("watches: \(tally.letters) digests, \(tally.over) are over")
        }
        try await store.releaseLease(Self.lease, holder: holder)
    }
}
