import Access
import Foundation
import HTTPTypes
import Hummingbird
import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("the pages of webhooks")
struct WebhookPageTests {
    private static var secret: Regex<Substring> { #/whsec_[A-Za-z0-9+\/]{43}=/# }
    private static let list = "/account/webhooks?lang=en"

    private static func visitor(
        _ live: LivePortal,
        _ address: String = "a@example.jp",
        _ organisation: Organisation? = nil
    ) async throws -> (Visitor, Account) {
        var visitor = Visitor(live: live)
        let (account, _) = try await Visitor.account(
            live,
            [.manufacturerAdministrator],
            address: address,
            organisation: organisation ?? Organisation(side: .manufacturer, nameJA: "例示製作所", nameEN: "")
        )
        #expect(try await visitor.signIn(address).status == 303)
        return (visitor, account)
    }

    private static func fields(_ url: String = "https://hooks.example.jp/in") -> [(String, String)] {
        [("url", url), ("label", "線 <1>"), ("event-label.withdrawn", "yes"), ("event-label.revoked", "yes")]
    }

    /// Sends what is due as an endpoint with such answers would take it; what was sent.
    @discardableResult
    private static func send(_ live: LivePortal, _ status: Int = 200) async throws -> [ClaimedDelivery] {
        let store = live.registry.store
        let now = live.registry.clock.now
        let claimed = try await store.claimDeliveries(slow: false, limit: 9, holder: "t", lease: 1000, at: now)
        for delivery in claimed {
            let body = Array((delivery.facts["challenge"] ?? "").utf8)
            let outcome = WebhookOutcome(status < 300 ? .sent : .later("answer \(status)"), status: status, body: body)
            try await store.settle(delivery, outcome, holder: "t", retryAt: nil, at: now)
        }
        return claimed
    }

    @Test("an endpoint is added, proves itself, is tried, paused, resumed, given another secret and ended")
    func life() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var (visitor, _) = try await Self.visitor(live)
            #expect(try await visitor.get("/account?lang=en").text.contains("/account/webhooks?lang=en"))
            let added = try await visitor.post(Self.list, Self.fields())
            #expect(added.status == 200 && added["Cache-Control"] == "no-store")
            let first = String(try #require(added.text.firstMatch(of: Self.secret)).output)
            #expect(added.text.contains("hooks.example.jp/in") && added.text.contains("線 &lt;1&gt;"))
            let listed = try await visitor.get(Self.list)
            #expect(listed.text.contains("waiting for its answer") && listed.text.firstMatch(of: Self.secret) == nil)
            let path = String(try #require(listed.text.firstMatch(of: #//account/webhooks/[0-9]+/#)).output)
            let page = path + "?lang=en"
            #expect(try await visitor.get(page).text.firstMatch(of: Self.secret) == nil)
            // Nothing but the challenge leaves before it is answered.
            #expect(try await visitor.post(page, [("action", "test")]).status == 409)
            #expect(try await Self.send(live).map(\.event) == [.endpointChallenge])
            #expect(try await visitor.get(page).text.contains("<dd>active</dd>"))
            let tried = try await visitor.post(page, [("action", "test")])
            #expect(tried.status == 303 && tried["Location"] == "\(path)?done=yes&lang=en")
            #expect(try await visitor.post(page, [("action", "test")]).status == 429)
            #expect(try await Self.send(live, 500).map(\.event) == [.endpointTest])
            let log = try await visitor.get(page)
            #expect(log.text.contains("endpoint.test") && log.text.contains("answer 500"))
            let line = try #require(log.text.firstMatch(of: #/name="delivery" value="([0-9]+)"/#)).1
            #expect(try await visitor.post(path + "/replay?lang=en", [("delivery", String(line))]).status == 303)
            #expect(try await visitor.post(path + "/replay?lang=en", [("delivery", String(line))]).status == 404)
            #expect(try await Self.send(live).map(\.event) == [.endpointTest])
            for (action, state) in [("pause", "paused"), ("resume", "active")] {
                #expect(try await visitor.post(page, [("action", action)]).status == 303)
                #expect(try await visitor.get(page).text.contains("<dd>\(state)</dd>"))
                #expect(try await visitor.post(page, [("action", action)]).status == 409)
            }
            let rotated = try await visitor.post(page, [("action", "rotate")])
            let second = String(try #require(rotated.text.firstMatch(of: Self.secret)).output)
            #expect(rotated.status == 200 && second != first && rotated.text.contains("signs as well until"))
            // The same form once more, as by a reload.
            #expect(try await visitor.post(page, [("action", "rotate")]).status == 409)
            #expect(try await visitor.post(page, [("action", "endFormer")]).status == 303)
            #expect(try await !visitor.get(page).text.contains("signs as well until"))
            #expect(try await visitor.post(page, [("action", "end")]).status == 303)
            let ended = try await visitor.get(page)
            #expect(ended.text.contains("<dd>ended</dd>") && !ended.text.contains("name=\"action\""))
            for action in ["challenge", "test", "rotate", "endFormer", "pause", "resume", "end"] {
                #expect(try await visitor.post(page, [("action", action)]).status == 409, "\(action)")
            }
        }
    }

    @Test("what cannot be an endpoint is refused with one sentence, and the form keeps what was typed")
    func refused() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var (visitor, account) = try await Self.visitor(live)
            for url in [
                "", "http://hooks.example.jp/", "https://127.0.0.1/", "https://2130706433/", "https://[::1]/",
                "https://u:p@hooks.example.jp/", "https://hooks.example.jp./", "https://localhost/",
                "https://hooks.example.jp/\r\nX: y", "https://hooks.example.jp/" + String(repeating: "x", count: 600),
                "javascript:alert(1)", "https://<script>/",
            ] {
                let answer = try await visitor.post(Self.list, Self.fields(url))
                #expect(answer.status == 400, "\(url)")
                #expect(answer.text.contains("id=\"errors\"") && !answer.text.contains("<script>"), "\(url)")
            }
            let wrongs: [[(String, String)]] = [
                [("url", "https://hooks.example.jp/")],
                [("url", "https://hooks.example.jp/"), ("event-endpoint.test", "yes")],
                [("url", "https://hooks.example.jp/"), ("label", String(repeating: "長", count: 101))],
            ]
            for wrong in wrongs {
                let answer = try await visitor.post(Self.list, wrong)
                #expect(answer.status == 400 && answer.text.contains("value=\"https://hooks.example.jp/\""))
            }
            #expect(try await live.registry.store.endpoints(of: account.organisation.id).isEmpty)
            #expect(try await visitor.get("/account/webhooks/0").status == 404)
            #expect(try await visitor.get("/account/webhooks/99999999999999999999").status == 404)
        }
    }

    @Test("the endpoints of another organisation are not there")
    func tenants() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var (visitor, _) = try await Self.visitor(live)
            #expect(try await visitor.post(Self.list, Self.fields()).status == 200)
            let listed = try await visitor.get(Self.list)
            let path = String(try #require(listed.text.firstMatch(of: #//account/webhooks/[0-9]+/#)).output)
            var (stranger, _) = try await Self.visitor(
                live,
                "b@example.jp",
                Organisation(side: .manufacturer, nameJA: "別の会社", nameEN: "")
            )
            #expect(try await !stranger.get(Self.list).text.contains("hooks.example.jp/in"))
            #expect(try await stranger.get(path).status == 404)
            for action in ["challenge", "test", "rotate", "pause", "resume", "end", "x"] {
                #expect(try await stranger.post(path, [("action", action)]).status == 404, "\(action)")
            }
            #expect(try await stranger.post(path + "/replay", [("delivery", "1")]).status == 404)
        }
    }

    @Test("adding an endpoint asks for the password again")
    func proof() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var (visitor, _) = try await Self.visitor(live)
            live.registry.clock.advance(milliseconds: 11 * 60_000)
            let answer = try await visitor.post(Self.list, Self.fields())
            #expect(answer.status == 303)
            #expect(answer["Location"] == "/account/prove?then=%2Faccount%2Fwebhooks&lang=en")
        }
    }

    @Test("a body is the label as it was at the revision that caused it, with its address")
    func body() async throws {
        let registry = try await TestRegistry.empty()
        let store = registry.store
        let label = try await registry.issue("T-1")
        let withdrawn = try await registry.perform(.withdraw, on: "T-1", "2027-05-01")
        // What came after it is not shown.
        try await registry.perform(.reinstate, on: "T-1", "2027-05-02")
        let claimed = ClaimedDelivery(
            id: 1,
            webhookID: "msg_1",
            endpoint: 1,
            url: "",
            secrets: [],
            event: .labelWithdrawn,
            number: label.number,
            revision: withdrawn.revision,
            facts: [:],
            queuedAt: registry.clock.now,
            attempts: 1,
            isSlow: false,
            leaseUntil: registry.clock.now
        )
        let body = WebhookBody(store, publicHost: nil)
        let bytes = try await body.bytes(claimed)
        let json = try JSONTree(bytes)
        #expect(json["type"]?.text == "label.withdrawn")
        #expect(json["timestamp"]?.text == registry.clock.now.text)
        #expect(json["data"]?["address"]?.text == "https://\(TestRegistry.host)/\(label.code.text)")
        #expect(json["data"]?["label"]?["standing"]?.text == "withdrawn")
        #expect(json["data"]?["label"]?["registrationNumber"]?.text == "T-1")
        #expect(json["data"]?["label"]?["revision"]?.integer == Int(withdrawn.revision))
        #expect(try await body.bytes(claimed) == bytes)
        // A reader that lags behind must not say that there is no label.
        var early = claimed
        early.revision = 0
        await #expect(throws: EngineFault.self) { _ = try await body.bytes(early) }
        var test = claimed
        (test.event, test.number, test.facts) = (.endpointTest, nil, ["label": "線\"1\"\n", "a": "</script>"])
        let other = try JSONTree(try await body.bytes(test))
        #expect(other["type"]?.text == "endpoint.test")
        #expect(other["data"]?["label"]?.text == "線\"1\"\n" && other["data"]?["a"]?.text == "</script>")
    }
}
