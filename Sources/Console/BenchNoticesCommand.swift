import ArgumentParser
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

    /// A quiet look is shorter than the clock's step.
    private static let looks = 200

    func run() async throws {
        let now = try clock.now()
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now)
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        let store = house.store
        var generator = SyntheticLabels(seed: seed, today: now.day)
        for start in stride(from: 0, to: labels, by: 5000) {
            let count = min(5000, labels - start)
            // Of no list: this registry's own.
            try await store.fill((0..<count).map { generator.next(start + $0 + 1) }, source: "", at: now)
        }
        try await store.fillOwners(holders, at: now)
        // The first round begins the ladder on the eve.
        _ = try await store.keepLadder(perDay: 1000, at: now)
        for day in 1...days {
            let morning = (now.day + day).start
            let start = SystemClock.now()
            let tally = try await store.keepLadder(perDay: 1000, at: morning)
            let planned = SystemClock.now()
            for _ in 0..<Self.looks { _ = try await store.keepLadder(perDay: 1000, at: morning) }
            let quiet = SystemClock.now() - planned
            Output.line(
                "{\"labels\":\(labels),\"planned\":\(tally.planned),\"letters\":\(tally.letters),"
                    + "\"milliseconds\":\(planned - start),\"quietMilliseconds\":\(Double(quiet) / Double(Self.looks))}"
            )
        }
    }
}
