import ArgumentParser
import Registry
import Store

/// Queues letters that are due at once, for the drill of the outbox and for measuring.
struct DrillLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill-letters",
        abstract: "Queue fictional letters, for the drill of the outbox.",
        discussion: "Example:\n  hoshifuda drill-letters --store ./demo --count 500 --domain drill.example",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("count"), help: "Letters, to l1, l2 and so on.") var count = 100
    @Option(name: .customLong("domain"), help: "Where all of them go.") var domain = "drill.example"
    @Option(name: .customLong("also"), parsing: .singleValue, help: "One more address; may be repeated.")
    var also: [String] = []

    /// In one transaction.
    private static let batch = 1000

    func run() async throws {
        guard (0...1_000_000).contains(count) else {
            throw Refusal(.malformed, "--count is 0 to 1000000", field: "--count")
        }
        let now = try clock.now()
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now)
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        try house.requireSample()
        for start in stride(from: 0, to: count, by: Self.batch) {
            let addresses = try (start..<min(start + Self.batch, count)).map { number throws(Refusal) in
                try MailAddress("l\(number + 1)@\(domain)")
            }
            try await house.store.fillLetters(addresses, at: now)
        }
        try await house.store.fillLetters(also.map { text throws(Refusal) in try MailAddress(text) }, at: now)
        Output.line("{\"letters\":\(count + also.count)}")
    }
}

extension House {
    /// Drills are for stores made with `--sample-scheme`.
    func requireSample() throws(Refusal) {
        guard store.operatorFacts.overlay == "sample" else {
            throw Refusal(
                .conflict,
                "Only a store made with --sample-scheme takes a drill, so that nothing fictional looks real",
                code: "notSample"
            )
        }
    }
}
