import Foundation
import Logging
import Portal
import Registry
import ServiceLifecycle
import Store

/// Clears away what nobody asks for any more, once an hour; of several portals on one store, one does it.
struct Housekeeping: Service {
    let store: RegistryStore
    let now: Now
    let logger: Logger

    private static let pause = Duration.seconds(3600)
    /// A client that repeats a request does so within minutes; a month leaves room for queues that were forgotten.
    static let keyLife: Int64 = 30 * 86_400_000
    /// Settled letters answer questions for a while; they hold addresses of people, so they do not stay.
    private static let letterLives: [(KeptLetter.State, Int64)] = [
        (.sent, 90 * 86_400_000), (.moot, 90 * 86_400_000), (.dead, 365 * 86_400_000),
    ]
    /// Guesses are remembered for a month after the last one: who tries a few a day gains nothing.
    private static let guardLife: Int64 = 30 * 86_400_000
    /// How to reach whoever reported something, after the answer.
    private static let contactLife: Int64 = 180 * 86_400_000
    /// Keys that ended stay in their owner's list for a while.
    private static let endedKeyLife: Int64 = 90 * 86_400_000
    private static let lease = "housekeeping"

    func run() async throws {
        let holder = "\(ProcessInfo.processInfo.hostName) \(ProcessInfo.processInfo.processIdentifier)"
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await keepHouse(as: holder)
                } catch {
                    logger.notice("housekeeping waits for the next hour: \(error)")
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    func keepHouse(as holder: String) async throws {
        guard try await store.holdLease(Self.lease, holder: holder, for: 600_000, at: now()) else { return }
        // Bounded: what is left waits for the next hour.
        for _ in 0..<100 where try await store.forgetRequests(before: now() + -Self.keyLife) < 1000 { break }
        for _ in 0..<100 where try await store.forgetReceiptRows(at: now()) == 0 { break }
        for (state, life) in Self.letterLives {
            for _ in 0..<100 where try await store.forgetLetters(state, before: now() + -life) < 1000 { break }
        }
        for _ in 0..<100 where try await store.forgetSessions(at: now()) < 1000 { break }
        for _ in 0..<100 where try await store.forgetJoinings(at: now()) < 1000 { break }
        for _ in 0..<100 where try await store.forgetGuards(before: now() + -Self.guardLife) < 1000 { break }
        for _ in 0..<100 where try await store.forgetKeys(before: now() + -Self.endedKeyLife) < 1000 { break }
        for _ in 0..<100 where try await store.adoptDoubts(at: now()) == 0 { break }
        for _ in 0..<100
        where try await store.forgetCaseContacts(before: now() + -Self.contactLife, at: now()) < 1000 { break }
        try await store.releaseLease(Self.lease, holder: holder)
    }
}
