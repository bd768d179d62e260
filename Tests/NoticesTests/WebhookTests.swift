import Foundation
import Notices
import Registry
import TestSupport
import Testing

@testable import Notices

@Suite("messages to endpoints")
struct WebhookTests {
    /// Short enough for tests, long enough for a machine that has much to do.
    private static let limits = WebhookLimits(connectTimeout: 10_000, timeout: 20_000)

    private static func transport(_ limits: WebhookLimits = limits) -> WebhookTransport {
        WebhookTransport(allowing: WebhookPeer.loopback, limits)
    }

    @Test("a signature is what another's arithmetic says")
    func knownAnswer() {
        // Computed with Python's hmac: HMAC-SHA256 over `msg_1.1700000000.{}` under 32 bytes of 1.
        let header = WebhookSignature.header(
            id: "msg_1",
            seconds: 1_700_000_000,
            body: Array("{}".utf8),
            secrets: [WebhookMessage.secret(1)]
        )
        #expect(header == "v1,xtZ05xWlw5OgOLjDd6HtOXxhC1OXgHe80DYwEPUhaCI=")
        for secret in ["", "whsec_", "whsec_?", "whsec_AAAA", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="] {
            #expect(WebhookSignature.header(id: "a", seconds: 0, body: [], secrets: [secret]) == "")
        }
    }

    @Test("the reference verifier takes every message, and none with one byte altered", .enabled(if: MailPeer.isHere))
    func verified() async throws {
        try await WebhookPeer.with { peer in
            let transport = Self.transport()
            let (first, second) = (WebhookMessage.secret(1), WebhookMessage.secret(2))
            try peer.keep([first])
            #expect(await transport.send(.sample(peer.url("ok"))) == WebhookOutcome(.sent, status: 204))
            // While a secret is replaced, the owner of each takes the message.
            try peer.keep([first, second])
            #expect(await transport.send(.sample(peer.url("ok"), secrets: [second, first])).delivery == .sent)
            let requests = try peer.requests()
            #expect(requests.map(\.verified) == ["yes", "yes"])
            let headers = try #require(requests.last?.headers)
            #expect(headers["webhook-signature"]?.split(separator: " ").count == 2)
            #expect(headers["webhook-id"] == "msg_0123456789abcdef")
            #expect(headers["content-type"] == "application/json" && headers["expect"] == nil)
            #expect(requests[0].body == requests[1].body && requests[0].body?.contains("線1") == true)
            // The former owner alone no longer takes what is signed with the new secret.
            #expect(await transport.send(.sample(peer.url("ok"), secrets: [second])).delivery == .sent)
            #expect(try peer.requests().last?.verified == "refused")
        }
    }

    @Test(
        "what an endpoint answers decides what becomes of a message",
        .enabled(if: MailPeer.isHere),
        arguments: [
            ("ok", "sent", 204), ("200", "sent", 200), ("299", "sent", 299), ("long", "sent", 200),
            ("tail", "sent", 200),
            ("moved", "later", 302), ("304", "later", 304), ("400", "later", 400), ("500", "later", 500),
            ("later", "later", 429), ("gone", "refused", 410), ("cut", "perhaps", 0), ("flood", "later", 0),
        ]
    )
    func verdicts(_ path: String, _ word: String, _ status: Int) async throws {
        try await WebhookPeer.with { peer in
            let outcome = await Self.transport().send(.sample(peer.url(path)))
            #expect(outcome.delivery.word == word && outcome.status == status, "\(outcome)")
            #expect(outcome.retryAfter == (path == "later" ? 120 : nil))
            #expect(outcome.isGone == (path == "gone"))
            // Nothing was followed anywhere.
            let paths = try peer.requests().map(\.path)
            #expect(paths == ["/\(path)"])
        }
    }

    @Test(
        "an endpoint that hangs or drips is given up at its time, and is slow from then on",
        .enabled(if: MailPeer.isHere)
    )
    func slow() async throws {
        try await WebhookPeer.with { peer in
            let transport = Self.transport(WebhookLimits(connectTimeout: 1000, timeout: 1500))
            for path in ["hang", "drip"] {
                let outcome = await transport.send(.sample(peer.url(path)))
                #expect(outcome.delivery.word == "perhaps" && outcome.isSlow, "\(path)")
            }
        }
    }

    @Test(
        "the challenge's answer is read, at most 4 KiB of it, and only the token alone will do",
        .enabled(if: MailPeer.isHere)
    )
    func challenge() async throws {
        try await WebhookPeer.with { peer in
            let transport = Self.transport()
            let token = "kC0ffee_-Z"
            let body = "{\"type\":\"endpoint.challenge\",\"data\":{\"challenge\":\"\(token)\"}}"
            for (path, isRight) in [("echo", true), ("other", false), ("long", false), ("ok", false), ("500", false)] {
                let outcome = await transport.send(.sample(peer.url(path), body: body, wantsAnswer: true))
                #expect(outcome.echoes(token) == isRight, "\(path)")
                #expect(outcome.body.count <= 4096)
            }
            #expect(!WebhookOutcome(.sent, status: 200, body: []).echoes(""))
            #expect(!WebhookOutcome(.later(""), status: 500, body: Array(token.utf8)).echoes(token))
            #expect(!WebhookOutcome(.sent, status: 200, body: Array("x\(token)".utf8)).echoes(token))
        }
    }

    @Test("TLS is asked for and its certificate looked at", .enabled(if: MailPeer.isHere))
    func tls() async throws {
        try await WebhookPeer.with(tls: true) { peer in
            let named = ["hooks.example.jp:\(peer.port):127.0.0.1", "other.example.jp:\(peer.port):127.0.0.1"]
            func send(_ host: String, trusting file: String?) async -> WebhookOutcome {
                let transport = WebhookTransport(
                    allowing: WebhookPeer.loopback,
                    Self.limits,
                    resolved: named,
                    authorities: file
                )
                return await transport.send(.sample("https://\(host):\(peer.port)/ok"))
            }
            let own = peer.folder + "/own.pem"
            #expect(await send("hooks.example.jp", trusting: own) == WebhookOutcome(.sent, status: 204))
            // Nobody vouches for it; and it is another's.
            #expect(await send("hooks.example.jp", trusting: nil).delivery.word == "later")
            #expect(await send("other.example.jp", trusting: own).delivery.word == "later")
            // In the clear to a door that speaks TLS.
            let plain = await Self.transport().send(.sample(peer.url("ok")))
            #expect(plain.delivery.word != "sent")
            let requests = try peer.requests()
            #expect(requests.count == 1)
        }
    }

    @Test(
        "those that hang take no line from the others, and no more sockets than may be open",
        .enabled(if: MailPeer.isHere)
    )
    func fairness() async throws {
        try await WebhookPeer.with { peer in
            let limits = WebhookLimits(lines: 8, sockets: 10, connectTimeout: 10_000, timeout: 30_000, patience: 1000)
            let transport = Self.transport(limits)
            // Twice as many as there are lines, and all of them before the others.
            let slow = (0..<16).map { _ in Task { await transport.send(.sample(peer.url("hang"))) } }
            try await Self.until { try peer.requests().count >= limits.lines }
            let healthy = await withTaskGroup(of: WebhookOutcome.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        // On a busy machine an answer may take longer than others wait: it is sent again, as the store would.
                        var outcome = await transport.send(.sample(peer.url("ok")))
                        for _ in 0..<20 where outcome.cause == .sender {
                            outcome = await transport.send(.sample(peer.url("ok")))
                        }
                        return outcome
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            // All of them are through although not one that hangs has come to its time.
            #expect(healthy.count == 60 && healthy.allSatisfy { $0.delivery == .sent })
            #expect(await transport.mostSockets <= limits.sockets)
            for task in slow { task.cancel() }
            var words: [String] = []
            for task in slow { words.append(await task.value.delivery.word) }
            #expect(words.allSatisfy { $0 == "perhaps" || $0 == "later" })
        }
    }

    /// Looks until something is so; at most ten seconds.
    private static func until(_ holds: () throws -> Bool) async throws {
        for _ in 0..<200 {
            if try holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
