import Logging
import Portal
import Registry
import ServiceLifecycle
import Store

/// Climbs the ladder once a minute while the portal runs. Any number of processes may do it: what is planned is unique.
struct LadderRounds: Service {
    let store: RegistryStore
    /// Digests that one address gets in a day.
    let perDay: Int
    let meters: LetterMeters
    let now: Now
    let logger: Logger

    private static let pause = Duration.seconds(60)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round()
                } catch {
                    meters.countFailure()
                    logger.notice("the ladder waits for the next minute: \(error)")
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    func round() async throws {
        let tally = try await store.keepLadder(perDay: perDay, at: now())
        if tally.postponed > 0 { logger.notice("\(tally.postponed) recipients got all letters of a day; more wait") }
        meters.tell(try await store.backlog(), forOffice: try await store.countNoticesWaiting(), at: now())
    }
}
