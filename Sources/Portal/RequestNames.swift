import Synchronization

/// Names for requests: unguessable start, then a count; 16 hex digits.
enum RequestNames {
    private static let start = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    static func next() -> String {
        let number = count.add(1, ordering: .relaxed).newValue &+ start
        let hex = String(number, radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}
