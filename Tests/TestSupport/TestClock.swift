package import Registry
import Synchronization

/// A clock that moves only when it is told to.
package final class TestClock: Sendable {
    private let moment: Mutex<Moment>

    /// Noon in Japan on 2027-05-20.
    package static let t0 = Moment(milliseconds: 1_810_782_000_000)

    package init(_ moment: Moment = TestClock.t0) {
        self.moment = Mutex(moment)
    }

    package var now: Moment { moment.withLock(\.self) }

    package func set(_ moment: Moment) {
        self.moment.withLock { $0 = moment }
    }

    package func advance(milliseconds: Int64) {
        moment.withLock { $0 = $0 + milliseconds }
    }
}
