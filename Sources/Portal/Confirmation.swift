import Registry
import Synchronization

/// Whether the database that others write too could be asked lately, and when it could be last.
///
/// A clock and not only a flag: a server that hangs gives no error, and asking it never ends.
final class Confirmation: Sendable {
    enum State: Hashable, Sendable {
        /// Kept answers hold as they are.
        case confirmed
        /// The database is gone; what is kept may still be shown, with this moment.
        case lastConfirmed(Moment)
        /// Gone for too long: nothing kept may be shown.
        case unconfirmed
    }

    /// How long kept answers are shown after the database was last asked (DESIGN §7), in milliseconds.
    static let bound: Int64 = 60_000
    /// How long after the last look kept answers count as confirmed: several looks may be late.
    static let freshness: Int64 = 1_500

    /// Milliseconds of the last confirmation; the far future where this process is the only writer.
    private let last = Atomic<Int64>(.max)
    private let isLost = Atomic<Bool>(false)

    func isConfirmed(at now: Moment) -> Bool {
        let last = last.load(ordering: .relaxed)
        return last == .max || !isLost.load(ordering: .relaxed) && now.milliseconds - last < Self.freshness
    }

    func confirm(at moment: Moment) {
        last.store(moment.milliseconds, ordering: .relaxed)
        isLost.store(false, ordering: .relaxed)
    }

    /// Said before the database could ever be asked, it counts from now.
    func lose(at now: Moment) {
        if last.load(ordering: .relaxed) == .max { last.store(now.milliseconds, ordering: .relaxed) }
        isLost.store(true, ordering: .relaxed)
    }

    func state(at now: Moment) -> State {
        if isConfirmed(at: now) { return .confirmed }
        let last = Moment(milliseconds: last.load(ordering: .relaxed))
        return now < last + Self.bound ? .lastConfirmed(last) : .unconfirmed
    }
}
