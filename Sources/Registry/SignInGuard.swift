/// How many wrong passwords an address may meet, and how long it then waits. Kept in the store, so that a restart
/// forgets nothing.
///
/// Each attempt is counted before its password is looked at, so that attempts at the same time cannot slip through.
package struct SignInGuard: Hashable, Sendable {
    /// Attempts since the last success.
    package var failures: Int
    /// Until then nothing is looked at.
    package var heldUntil: Moment

    package init(failures: Int, heldUntil: Moment) {
        self.failures = failures
        self.heldUntil = heldUntil
    }

    /// Attempts without a pause: people mistype (OWASP Authentication Cheat Sheet; NIST SP 800-63B §5.2.2 allows at most
    /// 100 consecutive failures).
    package static let free = 5
    /// After so many only a new password or a one-time code lets in.
    package static let limit = 100

    /// After so many wrong one-time codes a right one no longer opens what is held back; a recovery code does.
    package static let wrongCodes = 10

    /// What an attempt finds.
    package enum Finding: Hashable, Sendable {
        /// It is counted, and the password is looked at.
        case open(SignInGuard)
        /// Nothing is looked at until a moment; nil: until the password is new.
        case held(until: Moment?)
    }

    /// - Parameter hasCode: the attempt brought a right one-time code, which nobody can guess: it is not held back, so
    ///   that guesses of others cannot lock its holder out.
    package func attempt(hasCode: Bool, at now: Moment) -> Finding {
        if !hasCode {
            guard failures < Self.limit else { return .held(until: nil) }
            guard now >= heldUntil else { return .held(until: heldUntil) }
        }
        let count = failures + 1
        return .open(SignInGuard(failures: count, heldUntil: now + Self.pause(after: count)))
    }

    /// Milliseconds: none for the first five, then 1 s, 2 s, 4 s … at most an hour.
    static func pause(after failures: Int) -> Int64 {
        guard failures > free else { return 0 }
        let doublings = min(failures - free - 1, 12)
        let pause: Int64 = 1000 << Int64(doublings)
        return min(3_600_000, pause)
    }

    /// The account is told once: at this attempt.
    package var isAlarming: Bool { failures == Self.free + 6 }
}

/// How long a sign-in lasts.
package enum SessionRule {
    /// Milliseconds without a request after which it ends, and altogether. Officers decide over others (NIST SP 800-63B
    /// §4.2.3 AAL2: 30 minutes, 12 hours); manufacturers fill in long forms.
    package static func limits(_ side: Role.Side) -> (idle: Int64, absolute: Int64) {
        let hour: Int64 = 3_600_000
        guard side == .manufacturer else { return (idle: hour / 2, absolute: 12 * hour) }
        return (idle: 2 * hour, absolute: 24 * hour)
    }

    /// How long a repeated sign-in opens what needs one.
    package static let stepUp: Int64 = 10 * 60_000
}
