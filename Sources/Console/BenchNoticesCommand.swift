import ArgumentParser
import Dispatch
import Registry
import Store

/// How long the ladder takes over a registry of a size: a day's planning, and a look when nothing is due.
struct BenchNoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-notices",
        abstract: "Measure the ladder over seeded synthetic labels.",
        discussion: "Example:\n  hoshifuda bench-notices --store ./bench --labels 100000",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("labels")) var labels = 100_000
    @Option(name: .customLong("holders")) var holders = 400
    @Option(name: .customLong("seed")) var seed: UInt64 = 20_261_120
    @Option(name: .customLong("days"), help: "How many days are measured, one after another.") var days = 3
    @Option(name: .customLong("end-in"), help: "All labels end after so many days, not one here and one there.")
    var endIn: Int?
    @Option(name: .customLong("only"), help: "fill: measure nothing; begin: begin the ladder on the eve.")
    var only: Only?

    /// One step of what a run does.
    enum Only: String, ExpressibleByArgument {
        case fill
        case begin
    }

    /// A quiet look is shorter than the clock's step.
    private static let looks = 200

    func run() async throws {
        let now = try clock.now()
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now)
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        let store = house.store
        if only == .begin {
            _ = try await store.keepLadder(perDay: 1000, at: (now.day - 1).start)
            return
        }
        if labels > 0 { try await fill(store, at: now) }
        guard only == nil, days > 0 else { return }
        // The first round begins the ladder on the eve.
        _ = try await store.keepLadder(perDay: 1000, at: now)
        for day in 1...days {
            let morning = (now.day + day).start
            let start = DispatchTime.now()
            let tally = try await store.keepLadder(perDay: 1000, at: morning)
            let planned = DispatchTime.now()
            for _ in 0..<Self.looks { _ = try await store.keepLadder(perDay: 1000, at: morning) }
            let quiet = Self.milliseconds(planned, .now()) / Double(Self.looks)
            Output.line(
                "{\"labels\":\(labels),\"planned\":\(tally.planned),\"letters\":\(tally.letters),"
                    + "\"milliseconds\":\(Self.milliseconds(start, planned)),\"quietMilliseconds\":\(quiet)}"
            )
        }
    }

    private static func milliseconds(_ start: DispatchTime, _ end: DispatchTime) -> Double {
        Double(end.uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000
    }

    private func fill(_ store: RegistryStore, at now: Moment) async throws {
        var generator = SyntheticLabels(seed: seed, today: now.day)
        for start in stride(from: 0, to: labels, by: 5000) {
            let count = min(5000, labels - start)
            let statements = (0..<count).map { offset in
                var stated = generator.next(start + offset + 1)
                if let endIn {
                    stated.heldFrom = now.day - 30
                    stated.heldUntil = now.day + endIn
                }
                return stated
            }
            // Of no list: this registry's own.
            try await store.fill(statements, source: "", at: now)
            if (start + count) % 100_000 == 0 { Output.message("\(start + count) labels") }
        }
        try await store.fillOwners(holders, at: now)
    }
}
