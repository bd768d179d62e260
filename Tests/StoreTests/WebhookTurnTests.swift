import Registry
import TestSupport
import Testing

@testable import Store

@Suite("turns of endpoints, and attempts that do not count")
struct WebhookTurnTests {
    /// An endpoint with some labels' ends waiting for it.
    private static func waiting(_ count: Int) async throws -> (WebhookSample, Moment) {
        let sample = try await WebhookSample.make()
        for number in 1...count {
            try await sample.label("A-\(number)")
            try await sample.store.perform(.withdraw, "A-\(number)", on: "2026-11-22")
        }
        return (sample, noon("2026-11-23"))
    }

    @Test("an endpoint that asked to be left alone gets nothing else either, until it is resumed or its time is over")
    func rest() async throws {
        let (sample, now) = try await Self.waiting(3)
        let first = try #require(try await sample.claim(at: now).first)
        var busy = WebhookOutcome.answer(429)
        busy.retryAfter = 3600
        try await sample.settle(first, busy, retryAt: now + 3_600_000, at: now)
        try await sample.store.perform(.reinstate, "A-3", on: "2026-11-23")
        #expect(try await sample.claim(at: now + 3_599_999).isEmpty)
        let next = try #require(try await sample.claim(at: now + 3_600_000).first)
        #expect(next.webhookID != first.webhookID)
        try await sample.settle(next, busy, retryAt: now + 7_200_000, at: now + 3_600_000)
        for turn in [Endpoint.State.paused, .active] {
            let (id, at) = (sample.endpoint.id, now + 3_600_001)
            try await sample.store.turnEndpoint(id, to: turn, by: sample.signed, at: at)
        }
        #expect(try await sample.claim(at: now + 3_600_001).count == 1)
    }

    @Test("endpoints take turns: one that has much to be told waits behind one whose message is newer")
    func turns() async throws {
        let (sample, now) = try await Self.waiting(3)
        let order = try EndpointOrder(
            try EndpointAddress("https://other.example.jp/"),
            label: "",
            events: Set(WebhookEvent.offered)
        )
        let other = try await sample.store.addEndpoint(
            order,
            secret: WebhookSample.secret,
            token: "other",
            by: sample.signed,
            at: now
        )
        var turns: [Int64] = []
        for step in 0..<4 {
            let at = now + 1 + Int64(step)
            let claimed = try #require(try await sample.claim(limit: 1, at: at).first)
            turns.append(claimed.endpoint)
            try await sample.settle(claimed, .answer(200, "other"), at: at)
        }
        #expect(turns == [sample.endpoint.id, other.id, sample.endpoint.id, sample.endpoint.id])
    }

    @Test(
        "what the sender cut short does not count, and says nothing of the endpoint; a message that cannot be made counts",
        arguments: [(WebhookOutcome.Cause.sender, 1, true), (.message, 2, true), (.endpoint, 2, false)]
    )
    func uncounted(_ cause: WebhookOutcome.Cause, _ attempts: Int, _ isBlameless: Bool) async throws {
        let (sample, now) = try await Self.waiting(1)
        let first = try #require(try await sample.claim(at: now).first)
        let cut = WebhookOutcome(.perhaps("cut short"), cause: cause)
        try await sample.settle(first, cut, retryAt: now + 5000, at: now)
        let again = try #require(try await sample.claim(at: now + 5000).first)
        #expect(again.webhookID == first.webhookID && again.attempts == attempts)
        #expect((try await sample.now().failingSince == nil) == isBlameless)
    }

    @Test("a sender whose lease ran out settles nothing, also where it claimed the same endpoint anew")
    func stale() async throws {
        let (sample, now) = try await Self.waiting(2)
        let first = try #require(try await sample.claim(lease: 1000, at: now).first)
        let second = try #require(try await sample.claim(lease: 1000, at: now + 1000).first)
        #expect(second.webhookID == first.webhookID && second.attempts == 2)
        try await sample.settle(first, .answer(500), at: now + 1001)
        #expect(try await sample.claim(at: now + 1002).isEmpty)
        #expect(try await sample.log().filter { $0.state == .dead }.isEmpty)
        try await sample.settle(second, .answer(200), at: now + 1003)
        #expect(try await sample.log().filter { $0.state == .sent }.count == 2)
        #expect(try await sample.claim(at: now + 1004).count == 1)
    }

    @Test("a lease given by a clock that was ahead keeps nobody waiting")
    func ahead() async throws {
        let (sample, now) = try await Self.waiting(1)
        #expect(try await sample.claim(lease: 1000, at: now + 40 * WebhookSample.day).count == 1)
        #expect(try await sample.claim(lease: 1000, at: now).count == 1)
    }

    @Test("a challenge that was overtaken while it was on its way proves nothing")
    func overtaken() async throws {
        let sample = try await WebhookSample.make(isProven: false)
        let first = try #require(try await sample.claim(lease: 100_000, at: sample.start).first)
        let later = sample.start + 60_000
        try await sample.store.challengeEndpoint(sample.endpoint.id, token: "second", by: sample.signed, at: later)
        try await sample.settle(first, .answer(200, "token"), at: later + 1)
        #expect(try await sample.now().state == .unproven)
        let second = try #require(try await sample.claim(at: later + 2).first)
        try await sample.settle(second, .answer(200, "second"), at: later + 3)
        #expect(try await sample.now().state == .active)
    }

    @Test("a message of a kind this program does not know is given up, and others go on")
    func unknown() async throws {
        let (sample, now) = try await Self.waiting(2)
        try await sample.store.tamper(
            "UPDATE delivery SET event = 'label.sung' WHERE id = (SELECT MIN(id) FROM delivery WHERE state = 'waiting')"
        )
        let claimed = try #require(try await sample.claim(at: now).first)
        #expect(claimed.number?.text == "A-2")
        try await sample.settle(claimed, .answer(200), at: now)
        #expect(try await sample.claim(at: now).isEmpty)
        #expect(try await sample.log().map(\.state) == [.sent, .sent])
    }

    @Test("a secret is replaced once a day, unless the former one is ended first; then it is forgotten")
    func rotation() async throws {
        let sample = try await WebhookSample.make()
        let (id, signed, store, start) = (sample.endpoint.id, sample.signed, sample.store, sample.start)
        func rotate(_ at: Moment) async throws {
            try await store.rotateEndpoint(id, secret: WebhookSample.other, by: signed, at: at)
        }
        await #expect(throws: Refusal.self) { try await store.endFormerSecret(id, by: signed, at: start) }
        try await rotate(start)
        await #expect { try await rotate(start + 1) } throws: { ($0 as? Refusal)?.code == "formerSecret" }
        try await store.endFormerSecret(id, by: signed, at: start + 2)
        try await rotate(start + 3)
        let end = start + 3 + WebhookSample.day
        #expect(try await store.forgetFormerSecrets(at: end + -1) == 0)
        #expect(try await store.forgetFormerSecrets(at: end) == 1)
        #expect(try await sample.now().formerUntil == nil)
        try await rotate(end)
    }

    @Test("an address is kept once, and what waited for a quarter is told no more")
    func bounds() async throws {
        let (sample, now) = try await Self.waiting(2)
        let order = try EndpointOrder(
            try EndpointAddress(sample.endpoint.url),
            label: "again",
            events: [.labelIssued]
        )
        func add() async throws {
            _ = try await sample.store.addEndpoint(order, secret: "", token: "", by: sample.signed, at: now)
        }
        await #expect { try await add() } throws: { ($0 as? Refusal)?.code == "duplicateEndpoint" }
        #expect(try await sample.store.overtakeDeliveries(before: noon("2026-11-22"), at: now) == 0)
        #expect(try await sample.store.overtakeDeliveries(before: now, at: now) == 2)
        #expect(try await sample.claim(at: now).isEmpty)
        try await sample.store.turnEndpoint(sample.endpoint.id, to: .ended, by: sample.signed, at: now)
        try await add()
    }
}
