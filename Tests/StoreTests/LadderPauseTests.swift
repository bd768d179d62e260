import Registry
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite("the ladder gives way")
struct LadderPauseTests {
    @Test("a long round pauses after each full transaction, and plans and tells as much as without")
    func pauses() async throws {
        var rules = Rules.sample()
        rules.ladder = LadderSample.ladder
        let store = try await RegistryStore.sample(rules: rules)
        let statements = (1...1030).map { number in
            StatedRegistration.sample("P-\(number)", nil, from: "2026-01-01", until: "2027-04-20")
        }
        try await store.fill(statements, source: "", at: noon("2026-01-02"))
        try await store.fillOwners(60, at: noon("2026-01-02"))
        _ = try await store.keepLadder(perDay: 1000, at: noon("2027-03-20"))
        let counts = Mutex<[Int]>([])
        let tally = try await store.keepLadder(perDay: 1000, at: noon("2027-03-21")) { count in
            counts.withLock { $0.append(count) }
        }
        #expect(tally.planned == 1030 && tally.letters == 60)
        // Labels in two full transactions of three, recipients in one of two.
        #expect(counts.withLock(\.self) == [500, 500, 50])
    }
}
