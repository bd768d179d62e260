package import Registry
package import Store
import Synchronization

/// What is known of letters, for the metrics door; as of the last round of the ladder.
package final class LetterMeters: Sendable {
    private let waiting = Atomic<Int>(0)
    private let dead = Atomic<Int>(0)
    private let held = Atomic<Int>(0)
    private let oldest = Atomic<Int>(0)
    private let office = Atomic<Int>(0)
    private let failures = Atomic<Int>(0)
    private let bounces = Atomic<Int>(0)
    private let unread = Atomic<Int>(0)
    private let closed = Atomic<Int>(0)

    /// Numbers that begin at 0.
    package init(_ meters: PrometheusMeters) {
        meters.watch("hoshifuda_letters_waiting") { self.waiting.load(ordering: .relaxed) }
        meters.watch("hoshifuda_letters_given_up") { self.dead.load(ordering: .relaxed) }
        meters.watch("hoshifuda_letters_held_back") { self.held.load(ordering: .relaxed) }
        meters.watch("hoshifuda_oldest_letter_seconds") { self.oldest.load(ordering: .relaxed) }
        meters.watch("hoshifuda_notices_for_office") { self.office.load(ordering: .relaxed) }
        meters.watch("hoshifuda_ladder_failures_total") { self.failures.load(ordering: .relaxed) }
        meters.watch("hoshifuda_bounces_read_total") { self.bounces.load(ordering: .relaxed) }
        meters.watch("hoshifuda_bounces_left_unread_total") { self.unread.load(ordering: .relaxed) }
        meters.watch("hoshifuda_bounces_closed") { self.closed.load(ordering: .relaxed) }
    }

    /// - Parameter notices: how many wait for the office.
    package func tell(_ backlog: Backlog, forOffice notices: Int, at now: Moment) {
        waiting.store(backlog.waiting, ordering: .relaxed)
        dead.store(backlog.dead, ordering: .relaxed)
        held.store(backlog.held, ordering: .relaxed)
        let age = backlog.oldest.map { max(0, now.milliseconds - $0.milliseconds) / 1000 } ?? 0
        oldest.store(Int(age), ordering: .relaxed)
        office.store(notices, ordering: .relaxed)
    }

    /// - Parameters:
    ///   - read: messages among the bounces that were understood.
    ///   - leftUnread: those that were not, and wait for a person.
    ///   - closed: how many cannot be opened just now.
    package func countBounces(read: Int, leftUnread: Int, closed: Int) {
        self.closed.store(closed, ordering: .relaxed)
        bounces.add(read, ordering: .relaxed)
        unread.add(leftUnread, ordering: .relaxed)
    }

    /// A round of the ladder did not come to its end.
    package func countFailure() {
        failures.add(1, ordering: .relaxed)
    }
}
