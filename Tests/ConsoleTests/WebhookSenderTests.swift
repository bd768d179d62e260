import Notices
import Portal
import Registry
import Synchronization
import TestSupport
import Testing

@testable import Console
@testable import Store

@Suite("the sender of webhooks")
struct WebhookSenderTests {
    /// Endpoints in memory: each answers what was set for its host, or takes the message and echoes a challenge.
    private final class Endpoints: WebhookSending {
        private let state = Mutex((taken: [WebhookMessage](), answers: [String: [WebhookOutcome]]()))

        var taken: [WebhookMessage] { state.withLock { $0.taken } }

        func answer(_ url: String, with outcomes: [WebhookOutcome]) {
            state.withLock { $0.answers[url] = outcomes }
        }

        func send(_ message: WebhookMessage) async -> WebhookOutcome {
            state.withLock { state in
                state.taken.append(message)
                if var answers = state.answers[message.url], !answers.isEmpty {
                    defer { state.answers[message.url] = answers }
                    return answers.removeFirst()
                }
                let json = try? JSONTree(message.body)
                let echo = json?["data"]?["challenge"]?.text ?? ""
                return WebhookOutcome(.sent, status: 200, body: message.wantsAnswer ? Array(echo.utf8) : [])
            }
        }
    }

    private struct House {
        var registry: TestRegistry
        var endpoints: Endpoints
        var sender: WebhookSender
        var signed: SignedIn

        var organisation: Int64 { signed.account.organisation.id }

        func add(_ url: String) async throws -> Endpoint {
            let order = try EndpointOrder(try EndpointAddress(url), label: "", events: [.applicationChanged])
            return try await registry.store.addEndpoint(
                order,
                secret: "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
                token: "token of \(url)",
                by: signed,
                at: registry.clock.now
            )
        }

        func tell(_ state: String) async throws {
            let (organisation, now) = (organisation, registry.clock.now)
            try await registry.store.engine.write { db in
                try Deliveries(db: db).queue(
                    .applicationChanged,
                    organisation: organisation,
                    facts: ["state": state],
                    at: now
                )
            }
        }
    }

    private static func house() async throws -> House {
        let registry = try await TestRegistry.empty()
        let (store, clock) = (registry.store, registry.clock)
        let account = try await store.makeAccount(
            try MailAddress("a@example.jp"),
            organisation: Organisation(side: .manufacturer, nameJA: "例示製作所", nameEN: ""),
            roles: [.manufacturerAdministrator],
            password: "x",
            at: clock.now
        )
        let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: false, at: clock.now) { _, _ in
            nil
        }
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: "t", agent: "", at: clock.now) != nil
        else { throw Refusal(.conflict, "nobody signed in") }
        let endpoints = Endpoints()
        let sender = WebhookSender(
            store: store,
            transport: endpoints,
            body: WebhookBody(store, publicHost: nil),
            lines: 8,
            holder: "test",
            now: { clock.now }
        )
        let signed = try #require(try await store.signedIn("t", at: clock.now))
        return House(registry: registry, endpoints: endpoints, sender: sender, signed: signed)
    }

    @Test("everything due goes out once, one after another for each endpoint")
    func once() async throws {
        let house = try await Self.house()
        for number in 0..<10 { _ = try await house.add("https://h\(number).example.jp/") }
        #expect(try await house.sender.round() == 10)
        for number in 0..<5 { try await house.tell("s\(number)") }
        #expect(try await house.sender.round() == 50)
        #expect(try await house.sender.round() == 0)
        let taken = house.endpoints.taken
        #expect(Set(taken.map(\.id)).count == 60)
        for number in 0..<10 {
            let bodies = try taken.filter { $0.url == "https://h\(number).example.jp/" }.map {
                try JSONTree($0.body)["data"]?["state"]?.text
            }
            #expect(bodies == [nil, "s0", "s1", "s2", "s3", "s4"])
        }
        #expect(taken.allSatisfy { $0.seconds == house.registry.clock.now.milliseconds / 1000 })
    }

    @Test("what failed comes back on its schedule under its id, and is given up at last")
    func retries() async throws {
        let house = try await Self.house()
        let endpoint = try await house.add("https://h.example.jp/")
        try await house.sender.round()
        try await house.tell("x")
        let failed = WebhookOutcome(.later("answer 500"), status: 500)
        house.endpoints.answer(endpoint.url, with: Array(repeating: failed, count: 20))
        var pauses: [Int64] = []
        let store = house.registry.store
        func line() async throws -> KeptDelivery {
            try #require(try await store.deliveries(to: endpoint.id, of: house.organisation, limit: 1).deliveries.first)
        }
        for _ in 0..<9 {
            #expect(try await house.sender.round() == 1)
            let due = try await line().dueAt
            pauses.append(due.milliseconds - house.registry.clock.now.milliseconds)
            house.registry.clock.set(due)
        }
        for (pause, usual) in zip(pauses, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as [Int64]) {
            #expect((usual * 800...usual * 1200).contains(pause))
        }
        #expect(try await house.sender.round() == 1)
        #expect(try await line().state == .dead)
        #expect(try await line().attempts == 10)
        #expect(Set(house.endpoints.taken.dropFirst().map(\.id)).count == 1)
        #expect(try await house.sender.round() == 0)
    }

    @Test("an endpoint that asks to be left alone is, and one that is gone is ended")
    func asked() async throws {
        let house = try await Self.house()
        let first = try await house.add("https://a.example.jp/")
        let second = try await house.add("https://b.example.jp/")
        try await house.sender.round()
        try await house.tell("x")
        let later = WebhookOutcome(.later("answer 429"), status: 429, retryAfter: 7200)
        house.endpoints.answer(first.url, with: [later])
        house.endpoints.answer(second.url, with: [WebhookOutcome(.refused("answer 410"), status: 410)])
        #expect(try await house.sender.round() == 2)
        house.registry.clock.advance(milliseconds: 7_199_999)
        #expect(try await house.sender.round() == 0)
        house.registry.clock.advance(milliseconds: 1)
        #expect(try await house.sender.round() == 1)
        let states = try await house.registry.store.endpoints(of: house.organisation).map(\.state)
        #expect(states == [.active, .ended])
    }
}
