import Logging
import Portal
import Registry
import ServiceLifecycle
import Store

/// Climbs the ladder once a minute while the portal runs. Any number of processes may do it: what is planned is unique.
struct LadderRounds: Rounds {
    let store: RegistryStore
    /// Digests that one address gets in a day.
    let perDay: Int
    let meters: LetterMeters
    let now: Now
    let logger: Logger

    /// A hundred thousand notices may take minutes; whoever scans a label may not. So the ladder takes a small part of one
    /// core: some tenths of a millisecond of work for each label, and a millisecond of rest.
    private static let giveWay: LadderPause = { count in try? await Task.sleep(for: .milliseconds(count)) }

    static let pause = Duration.seconds(60)
    static let standstill = "the ladder waits for the next minute"

    func countFailure() { meters.countFailure() }

    func round() async throws {
        let tally = try await store.keepLadder(perDay: perDay, at: now(), pause: Self.giveWay)
        if tally.postponed > 0 { logger.notice("\(tally.postponed) recipients got all letters of a day; more wait") }
        meters.tell(try await store.backlog(), forOffice: try await store.countNoticesWaiting(), at: now())
    }
}
