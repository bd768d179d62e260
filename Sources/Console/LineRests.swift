import Registry
import Synchronization

/// Which lines to the mail server rest, because what they met last every letter would meet: a server that is down is not asked
/// once for each letter, nor is one that refuses our sign-in, which it would hold against us. A letter is the probe.
final class LineRests: Sendable {
    private struct Line {
        var faults = 0
        var until = Moment(milliseconds: 0)
    }

    private let lines: Mutex<[Line]>

    init(_ count: Int) {
        lines = Mutex(Array(repeating: Line(), count: count))
    }

    /// The lines that may be used, by their place.
    func awake(at now: Moment) -> [Int] {
        lines.withLock { lines in lines.indices.filter { lines[$0].until <= now } }
    }

    /// Notes what came of a line's attempt; whether the line goes on. The rest is as long as a letter's after as many
    /// attempts: five seconds, twice as long each time, at most five minutes.
    func isAwake(_ line: Int, after delivery: Delivery, at now: Moment) -> Bool {
        lines.withLock { lines in
            guard delivery.isOurs else {
                lines[line] = Line()
                return true
            }
            lines[line].faults += 1
            lines[line].until = now + Postman.pause(lines[line].faults)
            return false
        }
    }
}

extension Delivery {
    /// Whether every letter of the line would have met it.
    var isOurs: Bool {
        if case .ours = self { true } else { false }
    }
}
