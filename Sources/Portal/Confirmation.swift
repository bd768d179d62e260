import Registry
import Synchronization

/// Whether the database that others write too can be asked just now, and when it could be last.
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

    /// nil while all is well.
    private let lostSince = Mutex<Moment?>(nil)
    private let isLost = Atomic<Bool>(false)

    /// One flag for the scan's path.
    var isConfirmed: Bool { !isLost.load(ordering: .relaxed) }

    func confirm() {
        lostSince.withLock { $0 = nil }
        isLost.store(false, ordering: .relaxed)
    }

    /// - Parameter last: when the database was asked last; what was said first stays.
    func lose(last: Moment) {
        lostSince.withLock { $0 = $0 ?? last }
        isLost.store(true, ordering: .relaxed)
    }

    func state(at now: Moment) -> State {
        guard let last = lostSince.withLock({ $0 }) else { return .confirmed }
        return now < last + Self.bound ? .lastConfirmed(last) : .unconfirmed
    }
}
