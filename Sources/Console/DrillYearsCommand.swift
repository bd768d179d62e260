import ArgumentParser
import Registry
import Store

/// Two years of the ladder on a clock that is moved day by day.
struct DrillYearsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill-years",
        abstract: "Live two years of notices on a simulated clock, for the drill.",
        discussion: "Example:\n  hoshifuda drill-years --store ./demo --from 2026-12-01",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @Option(name: .customLong("from"), help: "The first day.") var from: String
    @Option(name: .customLong("days")) var days = 730

    func run() async throws {
        let start = try Day.parse(from)
        guard (1...3000).contains(days) else { throw Refusal(.malformed, "--days is 1 to 3000", field: "--days") }
        guard
            let house = try await House.open(
                options.place(),
                schemeFolder: options.scheme,
                readers: 1,
                now: (start - 1).start
            )
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        try house.requireSample()
        try await LadderYears(store: house.store, start: start).run(days: days) { Output.line($0) }
    }
}
