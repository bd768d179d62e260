import Foundation
import Logging
package import Notices
package import Portal
package import Registry
import ServiceLifecycle
package import Store

/// Sends what waits in the outbox. Any number of processes may do it: a letter belongs to the one that claimed it.
package struct Postman: Sendable {
    let store: RegistryStore
    let transports: [any MailTransport]
    let forms: LetterForms
    let from: MailAddress
    let now: Now
    let holder: String
    private let times: ReviewTimesShelf
    private let rests: LineRests
    private let pause: LetterPause

    /// A sender that has not settled a letter after this has died: longer than a session with a slow server takes.
    static let lease: Int64 = 300_000
    /// Mail that its recipient's server did not take in three days is given up (RFC 5321 §4.5.4.1 asks for four to five
    /// of a relay, which has nobody to tell; the office sees ours). What a fault of ours holds back never is.
    static let patience: Int64 = 3 * 86_400_000

    /// - Parameters:
    ///   - transports: one for each line to the server.
    ///   - holder: names this sender among all.
    ///   - pause: what letters that nobody waits for give way by.
    package init(
        store: RegistryStore,
        transports: [any MailTransport],
        from: MailAddress,
        holder: String,
        now: @escaping Now,
        pause: @escaping LetterPause = { _ in }
    ) throws {
        self.store = store
        self.transports = transports
        self.from = from
        self.holder = holder
        self.now = now
        times = ReviewTimesShelf(store)
        rests = LineRests(transports.count)
        self.pause = pause
        forms = try LetterForms(LetterSender(store.operatorFacts))
    }

    /// Sends what is due, on every line that does not rest, at the same time; how many attempts were made.
    ///
    /// A line takes its next letter when what came of the last one is recorded. So a process that dies has handed over
    /// at most one letter a line without a record of it, and no more than these are ever sent twice.
    @discardableResult
    package func round() async throws -> Int {
        let lines = rests.awake(at: now())
        guard !lines.isEmpty else { return 0 }
        let claims = LetterClaims(
            store: store,
            holder: holder,
            lines: lines.count,
            times: times,
            pause: pause,
            now: now
        )
        let records = LetterRecords(store: store)
        do {
            let attempts = try await withThrowingTaskGroup(of: Int.self) { group in
                for line in lines {
                    group.addTask { try await empty(claims, over: line, records) }
                }
                return try await group.reduce(0, +)
            }
            try await claims.end()
            return attempts
        } catch {
            try? await claims.end()
            throw error
        }
    }

    private func empty(
        _ claims: LetterClaims,
        over line: Int,
        _ records: LetterRecords
    ) async throws -> Int {
        var attempts = 0
        while !Task.isCancelled, let letter = try await claims.next() {
            let delivery = await transports[line].send(message(letter))
            let moment = now()
            try await records.record(
                LetterAttempt(
                    letter,
                    delivery,
                    holder: holder,
                    retryAt: Self.retry(letter, after: delivery, at: moment),
                    at: moment
                )
            )
            attempts += 1
            // What every letter would meet here: the others wait for a line that works, or for this one's rest.
            guard rests.isAwake(line, after: delivery, at: moment) else { break }
        }
        return attempts
    }

    private func message(_ claimed: ClaimedLetter) -> MailMessage {
        MailMessage(
            forms.text(claimed.letter, secret: claimed.secret, stop: claimed.stop),
            id: "\(claimed.messageID)@\(store.operatorFacts.publicHost)",
            from: from,
            name: claimed.letter.language == .en ? store.operatorFacts.nameEN : store.operatorFacts.nameJA,
            to: claimed.letter.recipient,
            date: claimed.queuedAt
        )
    }

    /// The next try: after 5 seconds, then twice as long each time up to five minutes, up to a fifth earlier or later so
    /// that what failed together does not come back together; nil gives up.
    static func retry(_ letter: ClaimedLetter, after delivery: Delivery, at now: Moment) -> Moment? {
        let isGivenUp = now.milliseconds - letter.patienceFrom.milliseconds >= patience
        return isGivenUp && !delivery.isOurs ? nil : now + pause(letter.attempts)
    }

    /// Milliseconds before the next attempt, after so many.
    static func pause(_ attempts: Int) -> Int64 {
        let pause = min(300_000, Int64(5000) << Int64(min(attempts - 1, 10)))
        return Int64.random(in: (pause * 4 / 5)...min(300_000, pause * 6 / 5))
    }
}

/// Looks into the outbox once a second while the portal runs.
struct PostmanRounds: Rounds {
    let postman: Postman
    let logger: Logger

    static let pause = Duration.seconds(1)
    static let standstill = "letters wait"

    func round() async throws { try await postman.round() }
}
