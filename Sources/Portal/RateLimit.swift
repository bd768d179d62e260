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
        /// In parts of a request: so small that every millisecond brings a whole number of them.
        var parts: Int64
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
    /// Parts that make one request.
    private let whole: Int64
    /// Parts of a full bucket.
    private let most: Int64
    private let generation: Int
    private let buckets = Mutex(Buckets())

    /// - Parameters:
    ///   - burst: the bucket's size.
    ///   - window: seconds in which that many come back.
    ///   - networks: the most networks remembered.
    init(burst: Int, window: Int, networks: Int = 100_000) {
        self.burst = burst
        self.window = window
        whole = Int64(window) * 1000
        most = whole * Int64(burst)
        generation = max(1, networks / 2)
    }

    /// Takes one token where there is one.
    func take(_ sender: SenderNetwork, at now: Moment) -> Grant { grant(sender, taking: whole, at: now) }

    /// Whether there is a token, without taking it: where only what fails is counted.
    func look(_ sender: SenderNetwork, at now: Moment) -> Grant { grant(sender, taking: 0, at: now) }

    private func grant(_ sender: SenderNetwork, taking parts: Int64, at now: Moment) -> Grant {
        buckets.withLock { buckets in
            var bucket =
                buckets.young[sender] ?? buckets.old[sender] ?? Bucket(parts: most, filledAt: now)
            // A bucket is full after its window, whatever passed since.
            let passed = min(max(0, now.milliseconds - bucket.filledAt.milliseconds), whole)
            bucket.parts = min(most, bucket.parts + passed * Int64(burst))
            bucket.filledAt = max(bucket.filledAt, now)
            let isGranted = bucket.parts >= whole
            if isGranted { bucket.parts -= parts }
            if buckets.young[sender] == nil, buckets.young.count >= generation {
                buckets.old = buckets.young
                buckets.young = [:]
            }
            buckets.young[sender] = bucket
            let missing = isGranted ? most - bucket.parts : whole - bucket.parts
            let perSecond = Int64(burst) * 1000
            return Grant(
                isGranted: isGranted,
                remaining: Int(bucket.parts / whole),
                seconds: Int(max(1, (missing + perSecond - 1) / perSecond))
            )
        }
    }

    /// How many networks are remembered just now, each perhaps twice.
    var size: Int { buckets.withLock { $0.young.count + $0.old.count } }
}
