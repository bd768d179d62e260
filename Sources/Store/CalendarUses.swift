import Registry
import Synchronization

/// When calendars were read, until it is written: who reads one does not wait for the writer.
final class CalendarUses: Sendable {
    private let uses = Mutex([String: Moment]())

    /// Addresses remembered at most; of more, those that come later are told at their next reading.
    private static let most = 10_000

    /// A reading, by the address's digest.
    func note(_ digest: String, at moment: Moment) {
        uses.withLock { uses in
            guard uses[digest] != nil || uses.count < Self.most else { return }
            uses[digest] = max(uses[digest] ?? moment, moment)
        }
    }

    /// The last reading that is not written yet.
    func moment(of digest: String) -> Moment? { uses.withLock { $0[digest] } }

    /// All that is not written yet.
    var noted: [String: Moment] { uses.withLock { $0 } }

    /// Forgets what was written, unless it was read again meanwhile.
    func forget(_ digest: String, _ moment: Moment) {
        uses.withLock { uses in
            if uses[digest] == moment { uses[digest] = nil }
        }
    }
}
