import Registry
import Synchronization

/// A bound on how often one peer may do something: a bucket that refills evenly. Bounded in memory.
final class RateLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Moment
    }

    private let perHour: Double
    private let buckets = Mutex<[String: Bucket]>([:])
    private static let bound = 10_000

    init(perHour: Int) {
        self.perHour = Double(perHour)
    }

    /// Takes one token; nil when there was one, else the whole seconds until there is.
    func take(_ peer: String, at now: Moment) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= Self.bound {
                // Full buckets say nothing that an absent one does not.
                buckets = buckets.filter { refilled($0.value, at: now) < perHour }
                if buckets.count >= Self.bound { buckets.removeAll() }
            }
            let known = buckets[peer] ?? Bucket(tokens: perHour, filledAt: now)
            let tokens = refilled(known, at: now)
            guard tokens >= 1 else {
                buckets[peer] = Bucket(tokens: tokens, filledAt: now)
                return max(1, Int((1 - tokens) * 3600 / perHour))
            }
            buckets[peer] = Bucket(tokens: tokens - 1, filledAt: now)
            return nil
        }
    }

    private func refilled(_ bucket: Bucket, at now: Moment) -> Double {
        let hours = Double(max(0, now.milliseconds - bucket.filledAt.milliseconds)) / 3_600_000
        return min(perHour, bucket.tokens + hours * perHour)
    }
}
