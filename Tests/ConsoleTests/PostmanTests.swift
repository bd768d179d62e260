import Notices
import Registry
import Synchronization
import TestSupport
import Testing

@testable import Console
@testable import Store

@Suite("the postman")
struct PostmanTests {
    private static func house(_ count: Int) async throws -> (TestRegistry, MemoryTransport, Postman) {
        let registry = try await TestRegistry.empty()
        try await queue(count, in: registry)
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

    private static func queue(_ count: Int, in registry: TestRegistry) async throws {
        let now = registry.clock.now
        try await registry.store.engine.write { db in
            for number in 0..<count {
                let letter = Letter(.accountExists, to: try MailAddress("a\(number)@example.jp"), .en, facts: [:])
                try Outbox(db: db).queue(letter, at: now)
            }
        }
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

    @Test("what a fault of ours holds back is never given up, and leaves its recipient's server a day of patience")
    func ours() async throws {
        let (registry, transport, postman) = try await Self.house(1)
        let queued = registry.clock.now
        let refused = Delivery.ours("at MAIL, reply 550, curl 55")
        transport.answer("a0@example.jp", with: [refused, refused, .later("reply 450"), .later("reply 451")])
        try await postman.round()
        registry.clock.advance(milliseconds: 10 * Postman.patience)
        try await postman.round()
        let held = try await registry.store.backlog()
        #expect(held.waiting == 1 && held.dead == 0 && held.held == 1)
        #expect(held.fault == "at MAIL, reply 550, curl 55")
        let letter = try #require(try await registry.store.letters(.waiting).first)
        #expect(letter.outcome == "ours: at MAIL, reply 550, curl 55")
        #expect(letter.dueAt <= registry.clock.now + 300_000)
        // Its server's days count from later; the letter is as old as it is.
        #expect(letter.queuedAt == queued && held.oldest == queued)
        registry.clock.advance(milliseconds: 300_000)
        try await postman.round()
        let waiting = try await registry.store.backlog()
        #expect(waiting.waiting == 1 && waiting.held == 0 && waiting.fault == nil)
        registry.clock.advance(milliseconds: 86_400_000)
        try await postman.round()
        #expect(try await registry.store.letters(.dead).map(\.outcome) == ["reply 451"])
    }

    @Test("a line that every letter would fail on rests, up to five minutes; the others go on, and it comes back")
    func rests() async throws {
        let registry = try await Self.house(40).0
        let (good, bad) = (Counter(), Counter())
        let answer: @Sendable (Int) -> Delivery = { $0 < 10 ? .ours("before MAIL, curl 7") : .sent }
        // The server takes one line of two.
        let postman = try Self.postman(
            registry,
            [Answering(count: good) { _ in .sent }, Answering(count: bad, answer: answer)]
        )
        while try await postman.round() > 0 {}
        #expect(bad.value == 1 && good.value == 39)
        #expect(try await registry.store.backlog().waiting == 1)
        // A server that is down is asked by one letter, whoever waits.
        try await Self.queue(30, in: registry)
        let alone = try Self.postman(registry, [Answering(count: bad, answer: answer)])
        #expect(try await alone.round() == 1)
        var pauses: [Int64] = []
        for _ in 0..<8 {
            let begun = registry.clock.now
            var pause: Int64 = 0
            while pause < 400_000, try await alone.round() == 0 {
                registry.clock.advance(milliseconds: 1000)
                pause = registry.clock.now.milliseconds - begun.milliseconds
            }
            pauses.append(pause)
        }
        #expect(bad.value == 10)
        #expect((4000...6000).contains(pauses[0]) && (8000...12_000).contains(pauses[1]))
        #expect(pauses.allSatisfy { $0 <= 300_000 } && pauses[7] >= 240_000)
        registry.clock.advance(milliseconds: 300_000)
        #expect(try await alone.round() == 31)
        #expect(try await registry.store.backlog().waiting == 0)
    }

    @Test("letters that nobody waits for leave at most six hundred a second; others wait for nothing")
    func givesWay() async throws {
        let registry = try await Self.house(50).0
        let paused = Mutex<[Int64]>([])
        let clock = registry.clock
        let postman = try Postman(
            store: registry.store,
            transports: [MemoryTransport()],
            from: try MailAddress("registry@example.jp"),
            holder: "test",
            now: { clock.now },
            pause: { count in paused.withLock { $0.append(count) } }
        )
        #expect(try await postman.round() == 50)
        #expect(paused.withLock(\.self) == [])
        let now = registry.clock.now
        try await registry.store.engine.write { db in
            for _ in 0..<120 {
                let letter = Letter(.applicationInvoiced, to: try MailAddress("a@example.jp"), .en, facts: [:])
                try Outbox(db: db).queue(letter, at: now)
            }
        }
        #expect(try await postman.round() == 120)
        // On a clock that stands the letters took no time: all of their share is waited out.
        let sum = paused.withLock { $0.reduce(0, +) }
        #expect((190...200).contains(sum), "\(sum)")
    }

    /// Answers by how many messages there were before.
    private struct Answering: MailTransport {
        let count: Counter
        let answer: @Sendable (Int) -> Delivery

        func send(_ message: MailMessage) async -> Delivery { answer(count.next()) }
    }

    /// Calls something before each message is taken; says how many there were before.
    private struct Watched: MailTransport {
        let begun: Counter
        let before: @Sendable (Int) async -> Void

        func send(_ message: MailMessage) async -> Delivery {
            await before(begun.next())
            return .sent
        }
    }

    /// Counts from 0.
    private final class Counter: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock(\.self) }

        func next() -> Int {
            count.withLock { count in
                defer { count += 1 }
                return count
            }
        }
    }

    /// Keeps the highest of what it is told.
    private final class Highest: Sendable {
        private let highest = Mutex(0)

        var value: Int { highest.withLock(\.self) }

        func note(_ value: Int) {
            highest.withLock { $0 = max($0, value) }
        }
    }

    private static func postman(_ registry: TestRegistry, _ transports: [any MailTransport]) throws -> Postman {
        let clock = registry.clock
        return try Postman(
            store: registry.store,
            transports: transports,
            from: try MailAddress("registry@example.jp"),
            holder: "test",
            now: { clock.now }
        )
    }

    @Test("at no moment more letters are handed over without a record than there are lines", arguments: [1, 2, 5])
    func bound(lines: Int) async throws {
        let (registry, _, _) = try await Self.house(60)
        let begun = Counter()
        let most = Highest()
        let store = registry.store
        let transport = Watched(begun: begun) { before in
            // Begun before this one and not recorded yet: what a death at this moment may send twice, but for this one.
            let sent = (try? await store.letters(.sent).count) ?? 0
            most.note(before - sent)
        }
        let postman = try Self.postman(registry, Array(repeating: transport, count: lines))
        #expect(try await postman.round() == 60)
        #expect(begun.value == 60)
        #expect(most.value <= lines - 1)
        #expect(try await store.backlog().waiting == 0)
    }

    private static func cancelThisTask() {
        withUnsafeCurrentTask { task in if let task { task.cancel() } }
    }

    @Test("a round that is ended gives back what it did not try")
    func ended() async throws {
        let (registry, _, _) = try await Self.house(20)
        let begun = Counter()
        let transport = Watched(begun: begun) { before in
            if before == 2 { Self.cancelThisTask() }
        }
        let postman = try Self.postman(registry, [transport])
        #expect(try await postman.round() == 3)
        #expect(try await registry.store.letters(.sent).count == 3)
        let now = registry.clock.now
        let rest = try await registry.store.claimLetters(limit: 50, holder: "b", lease: 1, at: now, token: { "" })
        #expect(rest.count == 17 && rest.allSatisfy { $0.attempts == 1 })
    }

    @Test("with a server that takes a minute a letter, none is begun that might outlive its lease, and none goes twice")
    func slow() async throws {
        let (registry, _, _) = try await Self.house(20)
        let begun = Counter()
        let transport = Watched(begun: begun) { _ in registry.clock.advance(milliseconds: 60_000) }
        let postman = try Self.postman(registry, [transport])
        #expect(try await postman.round() == 20)
        #expect(begun.value == 20)
        #expect(try await registry.store.letters(.sent).allSatisfy { $0.attempts == 1 })
        #expect(try await registry.store.letters(.sent).count == 20)
    }

    @Test("what a sender says of a letter that became another's does not count")
    func lost() async throws {
        let (registry, _, _) = try await Self.house(1)
        let store = registry.store
        let clock = registry.clock
        let transport = Watched(begun: Counter()) { _ in
            // As if this process had stood still: another has the letter now.
            clock.advance(milliseconds: Postman.lease)
            _ = try? await store.claimLetters(limit: 1, holder: "b", lease: 1000, at: clock.now, token: { "" })
        }
        try await Self.postman(registry, [transport]).round()
        #expect(try await store.letters(.waiting).map(\.attempts) == [2])
        #expect(try await store.letters(.sent).isEmpty)
    }
}
