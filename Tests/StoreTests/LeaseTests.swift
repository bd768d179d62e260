import Registry
import TestSupport
import Testing

@testable import Store

@Suite("a job that one process may do at a time")
struct LeaseTests {
    @Test("a lease is one holder's until it is let go or runs out")
    func holding() async throws {
        let store = try await RegistryStore.sample()
        let now = noon("2026-01-01")
        #expect(try await store.holdLease("job", holder: "a", for: 1000, at: now))
        #expect(try await !store.holdLease("job", holder: "b", for: 1000, at: now + 999))
        #expect(try await store.holdLease("other", holder: "b", for: 1000, at: now))
        #expect(try await store.holdLease("job", holder: "a", for: 1000, at: now + 500))
        #expect(try await !store.holdLease("job", holder: "b", for: 1000, at: now + 1499))
        #expect(try await store.holdLease("job", holder: "b", for: 1000, at: now + 1500))
        try await store.releaseLease("job", holder: "a")
        #expect(try await !store.holdLease("job", holder: "a", for: 1000, at: now + 1600))
        try await store.releaseLease("job", holder: "b")
        #expect(try await store.holdLease("job", holder: "a", for: 1000, at: now + 1600))
    }

    @Test("of many that ask at once, one gets it")
    func race() async throws {
        let store = try await RegistryStore.sample()
        let granted = try await withThrowingTaskGroup { group in
            for holder in 0..<8 {
                group.addTask {
                    try await store.holdLease("job", holder: "\(holder)", for: 1000, at: noon("2026-01-01"))
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 1)
    }

    @Test("keys of old requests are forgotten, young ones are not")
    func requests() async throws {
        let store = try await RegistryStore.sample()
        try await store.issue("A-1", on: "2026-01-01", key: "old")
        try await store.issue("A-2", on: "2026-03-01", key: "young")
        #expect(try await store.forgetRequests(before: noon("2026-02-01")) == 1)
        #expect(try await store.forgetRequests(before: noon("2026-02-01")) == 0)
        #expect(try await store.issue("A-2", on: "2026-03-02", key: "young").number.text == "A-2")
        await #expect(throws: Refusal.self) { try await store.issue("A-1", on: "2026-03-02", key: "old") }
    }
}
