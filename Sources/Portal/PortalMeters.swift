import Metrics
import Registry
import Synchronization

/// What the portal counts, through swift-metrics.
struct PortalMeters: Sendable {
    private let answers: [Int: Counter]
    private let duration: Recorder
    private let successes: Counter
    let unknownCodes: Counter
    let doubts: Counter

    init(factory: any MetricsFactory) {
        var answers: [Int: Counter] = [:]
        for family in 1...5 {
            answers[family] = Counter(
                label: "hoshifuda_answers_total",
                dimensions: [("status", "\(family)xx")],
                factory: factory
            )
        }
        self.answers = answers
        successes = Counter(
            label: "hoshifuda_answers_total",
            dimensions: [("status", "2xx")],
            factory: factory
        )
        duration = Recorder(
            label: "hoshifuda_answer_milliseconds",
            dimensions: [],
            aggregate: true,
            factory: factory
        )
        unknownCodes = Counter(label: "hoshifuda_unknown_codes_total", dimensions: [], factory: factory)
        doubts = Counter(label: "hoshifuda_doubts_total", dimensions: [], factory: factory)
    }

    /// A scan answered from the cache: within the same millisecond.
    func countScan() {
        successes.increment()
        duration.record(0)
    }

    func count(status: Int, milliseconds: Int64) {
        answers[status / 100]?.increment()
        duration.record(milliseconds)
    }
}
