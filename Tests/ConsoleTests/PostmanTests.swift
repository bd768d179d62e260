import Notices
import Registry
import TestSupport
import Testing

@testable import Console
@testable import Store

@Suite("the postman")
struct PostmanTests {
    private static func house(_ count: Int) async throws -> (TestRegistry, MemoryTransport, Postman) {
        let registry = try await TestRegistry.empty()
        let now = registry.clock.now
        try await registry.store.engine.write { db in
            for number in 0..<count {
                let letter = Letter(.accountExists, to: try MailAddress("a\(number)@example.jp"), .en, facts: [:])
                try Outbox(db: db).queue(letter, at: now)
            }
        }
        let transport = MemoryTransport()
        let clock = registry.clock
        let postman = try Postman(
            store: registry.store,
            transports: [transport],
            from: try MailAddress("registry@example.jp"),
            holder: "test",
            now: { clock.now }
        )
        return (registry, transport, postman)
    }

    @Test("everything due is sent once")
    func once() async throws {
        let (registry, transport, postman) = try await Self.house(20)
        #expect(try await postman.round() == 20)
        #expect(try await postman.round() == 0)
        #expect(Set(transport.sent.map(\.to.text)).count == 20)
        #expect(Set(transport.sent.map(\.id)).count == 20)
        #expect(transport.sent.allSatisfy { $0.id.hasSuffix("@label.example.jp") })
        #expect(try await registry.store.backlog().waiting == 0)
    }

    @Test("a letter that may have gone is sent again under its name, within five minutes at the latest")
    func retries() async throws {
        let (registry, transport, postman) = try await Self.house(1)
        transport.answer("a0@example.jp", with: Array(repeating: .perhaps("curl 56"), count: 12))
        var pauses: [Int64] = []
        for _ in 0..<12 {
            #expect(try await postman.round() == 1)
            let due = try #require(try await registry.store.letters(.waiting).first).dueAt
            pauses.append(due.milliseconds - registry.clock.now.milliseconds)
            registry.clock.set(due)
        }
        #expect((4000...6000).contains(pauses[0]) && (8000...12_000).contains(pauses[1]))
        #expect(pauses.allSatisfy { $0 <= 300_000 } && pauses[11] >= 240_000)
        #expect(try await postman.round() == 1)
        #expect(transport.sent.count == 1)
    }

    @Test("after three days a letter is given up, and the office sees why")
    func patience() async throws {
        let (registry, transport, postman) = try await Self.house(1)
        transport.answer("a0@example.jp", with: [.later("reply 450"), .later("reply 451")])
        try await postman.round()
        registry.clock.advance(milliseconds: Postman.patience)
        try await postman.round()
        #expect(try await registry.store.letters(.dead).map(\.outcome) == ["reply 451"])
    }
}
