package import CoreMetrics
import Synchronization

/// A metrics back end that keeps numbers in memory and prints them in the Prometheus text form (version 0.0.4).
package final class PrometheusMeters: MetricsFactory {
    private let meters = Mutex<[String: Meter]>([:])
    private let watched = Mutex<[(name: String, value: @Sendable () -> Int)]>([])

    package init() {}

    /// Every meter, sorted by name, one line a sample.
    package func text() -> String {
        let known = meters.withLock { Array($0.values) }
        let watched = watched.withLock { $0 }
        return known.sorted { $0.name < $1.name }.map(\.line).joined()
            + watched.map { "\($0.name) \($0.value())\n" }.joined()
    }

    /// A number that is asked for when the text is: for what has a size of its own.
    func watch(_ name: String, _ value: @escaping @Sendable () -> Int) {
        watched.withLock { $0.append((name, value)) }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        meter(label, dimensions)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        meter(label, dimensions)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        meter(label, dimensions)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func meter(_ label: String, _ dimensions: [(String, String)]) -> Meter {
        let words = dimensions.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
        return meters.withLock { meters in
            let key = "\(label){\(words)}"
            if let known = meters[key] { return known }
            let meter = Meter(name: label, labels: words)
            meters[key] = meter
            return meter
        }
    }
}

/// One number, or a sum and a count.
private final class Meter: CounterHandler, RecorderHandler, TimerHandler {
    let name: String
    private let labels: String
    private let total = Atomic<Int64>(0)
    private let samples = Atomic<Int64>(0)

    init(name: String, labels: String) {
        self.name = name
        self.labels = labels
    }

    var line: String {
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        let sum = total.load(ordering: .relaxed)
        let count = samples.load(ordering: .relaxed)
        if name.hasSuffix("_total") { return "\(name)\(braces) \(sum)\n" }
        return "\(name)_sum\(braces) \(sum)\n\(name)_count\(braces) \(count)\n"
    }

    func increment(by amount: Int64) { total.add(amount, ordering: .relaxed) }
    func reset() { total.store(0, ordering: .relaxed) }
    func record(_ value: Int64) {
        total.add(value, ordering: .relaxed)
        samples.add(1, ordering: .relaxed)
    }
    func record(_ value: Double) { record(Int64(value)) }
    func recordNanoseconds(_ duration: Int64) { record(duration) }
}
