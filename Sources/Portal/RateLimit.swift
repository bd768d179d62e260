import Registry
import Synchronization

/// A bound on how often one sender may do something: a bucket for each, which refills evenly.
///
/// Senders are counted by their network (`SenderNetwork`). Memory is bounded: of a hundred thousand networks, those
/// not seen for longest are forgotten, and whoever is forgotten begins with a full bucket.
final class RateLimit: Sendable {
    /// What a bucket says after a request.
    struct Grant: Hashable, Sendable {
        /// False where the bucket was empty.
        var isGranted: Bool
        /// Requests left just now.
        var remaining: Int
        /// Whole seconds until the bucket is full again; until the next request is possible where none was left.
        var seconds: Int
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Moment
    }

    /// Two generations: the older one is dropped whole when the younger one is full.
    private struct Buckets {
        var young: [SenderNetwork: Bucket] = [:]
        var old: [SenderNetwork: Bucket] = [:]
    }

    /// The most requests at once.
    let burst: Int
    /// Seconds in which an empty bucket becomes full.
    let window: Int
    private let perMillisecond: Double
    private let generation: Int
    private let buckets = Mutex(Buckets())

    /// - Parameters:
    ///   - burst: the bucket's size.
    ///   - window: seconds in which that many come back.
    ///   - networks: the most networks remembered.
    init(burst: Int, window: Int, networks: Int = 100_000) {
        self.burst = burst
        self.window = window
        perMillisecond = Double(burst) / Double(window * 1000)
        generation = max(1, networks / 2)
    }

    /// Takes one token where there is one.
    func take(_ sender: SenderNetwork, at now: Moment) -> Grant {
        buckets.withLock { buckets in
            let known = buckets.young[sender] ?? buckets.old[sender]
            var bucket = known ?? Bucket(tokens: Double(burst), filledAt: now)
            let passed = Double(max(0, now.milliseconds - bucket.filledAt.milliseconds))
            bucket.tokens = min(Double(burst), bucket.tokens + passed * perMillisecond)
            bucket.filledAt = max(bucket.filledAt, now)
            let isGranted = bucket.tokens >= 1
            if isGranted { bucket.tokens -= 1 }
            if buckets.young[sender] == nil, buckets.young.count >= generation {
                buckets.old = buckets.young
                buckets.young = [:]
            }
            buckets.young[sender] = bucket
            let missing = isGranted ? Double(burst) - bucket.tokens : 1 - bucket.tokens
            return Grant(
                isGranted: isGranted,
                remaining: Int(bucket.tokens),
                // A hair less, so that a whole number of seconds stays one.
                seconds: max(1, Int((missing / perMillisecond / 1000 - 0.000_1).rounded(.up)))
            )
        }
    }

    /// How many networks are remembered just now, each perhaps twice.
    var size: Int { buckets.withLock { $0.young.count + $0.old.count } }
}
