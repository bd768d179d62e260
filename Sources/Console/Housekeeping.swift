import Foundation
import Logging
import Portal
import Registry
import ServiceLifecycle
import Store

/// Clears away what nobody asks for any more, once an hour; of several portals on one store, one does it.
struct Housekeeping: Rounds {
    let store: RegistryStore
    let now: Now
    let logger: Logger

    private static let lease = "housekeeping"

    static let pause = Duration.seconds(3600)
    static let standstill = "housekeeping waits for the next hour"

    func round() async throws {
        try await keepHouse(as: "\(ProcessInfo.processInfo.hostName) \(ProcessInfo.processInfo.processIdentifier)")
    }

    func keepHouse(as holder: String) async throws {
        guard try await store.holdLease(Self.lease, holder: holder, for: 600_000, at: now()) else { return }
        // Bounded: what is left waits for the next hour.
        for _ in 0..<100 where try await store.forgetRequests(before: since(.requests)) < 1000 { break }
        for _ in 0..<100 where try await store.forgetReceiptRows(at: now()) == 0 { break }
        for (state, life) in [(KeptLetter.State.sent, Retention.letters), (.moot, .letters), (.dead, .deadLetters)] {
            for _ in 0..<100 where try await store.forgetLetters(state, before: since(life)) < 1000 { break }
        }
        for _ in 0..<100 where try await store.forgetFormerSecrets(at: now()) < 1000 { break }
        for _ in 0..<100 where try await store.overtakeDeliveries(before: since(.deliveries), at: now()) < 1000 {
            break
        }
        for _ in 0..<100 where try await store.forgetNoticeAddresses(before: since(.noticeContacts)) < 1000 { break }
        for state in [KeptDelivery.State.sent, .dead, .moot] {
            for _ in 0..<100 where try await store.forgetDeliveries(state, before: since(.deliveries)) < 1000 { break }
        }
        for _ in 0..<100 where try await store.forgetSessions(at: now()) < 1000 { break }
        for _ in 0..<100 where try await store.forgetJoinings(at: now()) < 1000 { break }
        for _ in 0..<100 where try await store.forgetWatches(at: now()) == 0 { break }
        for _ in 0..<100 where try await store.forgetGuards(before: since(.guesses)) < 1000 { break }
        for _ in 0..<100 where try await store.forgetRefused(before: since(.refusals)) < 1000 { break }
        for _ in 0..<100 where try await store.forgetKeys(before: since(.endedKeys)) < 1000 { break }
        for _ in 0..<100 where try await store.adoptDoubts(at: now()) == 0 { break }
        for _ in 0..<100
        where try await store.forgetCaseContacts(before: since(.contacts), at: now()) < 1000 { break }
        try await store.releaseLease(Self.lease, holder: holder)
    }

    private func since(_ kept: Retention) -> Moment { now() + -kept.milliseconds }
}

/// How long what nobody asks for any more is kept. What has an end of its own (sessions, links, invitations, a check's
/// rows) goes when that is over.
enum Retention: String, CaseIterable, Sendable {
    /// Results of idempotency keys: a client that repeats a request does so within minutes; a month leaves room for
    /// queues that were forgotten.
    case requests
    /// Letters sent or moot answer questions for a while; they hold addresses of people, so they do not stay.
    case letters
    /// Letters given up.
    case deadLetters
    /// Guesses, after the last one: who tries a few a day gains nothing.
    case guesses
    /// Refused attempts, as counts by minute: enough to look into what went on in a quarter.
    case refusals
    /// Keys that ended stay in their owner's list for a while.
    case endedKeys
    /// How to reach whoever reported something, after the answer.
    case contacts
    /// Where a manufacturer was told of an end at its public contact, behind which no account stands: as long as a
    /// letter given up, so that the two are looked into together.
    case noticeContacts
    /// What endpoints were told is shown to their organisation for as long.
    case deliveries

    /// Days, each of 24 hours.
    var days: Int64 {
        switch self {
        case .requests, .guesses: 30
        case .letters, .endedKeys, .refusals, .deliveries: 90
        case .contacts: 180
        case .deadLetters, .noticeContacts: 365
        }
    }

    var milliseconds: Int64 { days * 86_400_000 }

    /// What is kept, as `Docs/operations.md` says it.
    var words: String {
        switch self {
        case .requests: "results of idempotency keys"
        case .letters: "letters that were sent or became moot"
        case .deadLetters: "letters that were given up"
        case .guesses: "guesses at an address, after the last"
        case .refusals: "refused attempts"
        case .endedKeys: "keys for machines, after their end"
        case .contacts: "contacts of cases and doubts, after the answer"
        case .noticeContacts: "public contacts that were told of an end, after the notice"
        case .deliveries: "messages to endpoints, after they were sent, given up or overtaken"
        }
    }
}
