import ArgumentParser
import Dispatch
import Registry
import Store
import Synchronization

/// Looks labels up at random, past every cache, for measuring; prints how many a second.
struct BenchLookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-lookup",
        abstract: "Look labels up at random, for measuring.",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("seconds")) var seconds = 5
    @Option(name: .customLong("clients")) var clients = 4

    func run() async throws {
        let opened = try await House.open(
            options.place(),
            schemeFolder: options.scheme,
            readers: clients,
            now: clock.now()
        )
        guard let house = opened else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        let codes = try await house.store.list(after: 0, limit: 1_000_000).map(\.code)
        guard !codes.isEmpty else { throw Refusal(.missing, "The store is empty", code: "missing") }
        let (seconds, clients, store) = (seconds, clients, house.store)
        let total = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: clients) { _ in
            let end = DispatchTime.now() + .seconds(seconds)
            var done = 0
            while DispatchTime.now() < end {
                for _ in 0..<20 {
                    let code = codes[Int.random(in: codes.indices)]
                    guard (try? store.findBlocking(code)) != nil else { return }
                    done += 1
                }
            }
            total.add(done, ordering: .relaxed)
        }
        Output.line("{\"perSecond\":\(total.load(ordering: .relaxed) / seconds)}")
    }
}
