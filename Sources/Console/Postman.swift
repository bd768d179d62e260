import Access
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

    /// A sender that has not settled a letter after this has died: longer than a session with a slow server takes.
    static let lease: Int64 = 300_000
    /// Letters claimed at a time by each line: all of them must be over within the lease, however slow the server is.
    private static let batch = 4
    /// Mail that no server took in three days is given up (RFC 5321 §4.5.4.1 asks for four to five of a relay, which
    /// has nobody to tell; the office sees ours).
    static let patience: Int64 = 3 * 86_400_000

    /// - Parameters:
    ///   - transports: one for each line to the server.
    ///   - holder: names this sender among all.
    package init(
        store: RegistryStore,
        transports: [any MailTransport],
        from: MailAddress,
        holder: String,
        now: @escaping Now
    ) throws {
        self.store = store
        self.transports = transports
        self.from = from
        self.holder = holder
        self.now = now
        forms = try LetterForms(LetterSender(store.operatorFacts))
    }

    /// Sends what is due, on every line at the same time; how many attempts were made.
    @discardableResult
    package func round() async throws -> Int {
        try await withThrowingTaskGroup { group in
            for (number, transport) in transports.enumerated() {
                let own = transports.count == 1 ? holder : "\(holder) \(number)"
                group.addTask { try await empty(transport, as: own) }
            }
            return try await group.reduce(0, +)
        }
    }

    private func empty(_ transport: any MailTransport, as holder: String) async throws -> Int {
        var attempts = 0
        while !Task.isCancelled {
            let claimed = try await store.claimLetters(limit: Self.batch, holder: holder, lease: Self.lease, at: now())
            {
                Secrets.token()
            }
            guard !claimed.isEmpty else { break }
            for letter in claimed {
                let delivery = await transport.send(message(letter))
                let moment = now()
                // Recorded also while the program ends, or what was sent would be sent again.
                try await Task { [store] in
                    try await store.settle(
                        letter,
                        delivery,
                        holder: holder,
                        retryAt: Self.retry(letter, at: moment),
                        at: moment
                    )
                }.value
                attempts += 1
            }
        }
        return attempts
    }

    private func message(_ claimed: ClaimedLetter) -> MailMessage {
        MailMessage(
            forms.text(claimed.letter, secret: claimed.secret),
            id: "\(claimed.messageID)@\(store.operatorFacts.publicHost)",
            from: from,
            name: claimed.letter.language == .en ? store.operatorFacts.nameEN : store.operatorFacts.nameJA,
            to: claimed.letter.recipient,
            date: claimed.queuedAt
        )
    }

    /// The next try: after 5 seconds, then twice as long each time up to five minutes, up to a fifth earlier or later so
    /// that what failed together does not come back together; nil gives up.
    static func retry(_ letter: ClaimedLetter, at now: Moment) -> Moment? {
        guard now.milliseconds - letter.queuedAt.milliseconds < patience else { return nil }
        let pause = min(300_000, Int64(5000) << Int64(min(letter.attempts - 1, 10)))
        return now + Int64.random(in: (pause * 4 / 5)...min(300_000, pause * 6 / 5))
    }
}

/// Looks into the outbox once a second while the portal runs.
struct PostmanRounds: Service {
    let postman: Postman
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await postman.round()
                } catch {
                    logger.notice("letters wait: \(error)")
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}
