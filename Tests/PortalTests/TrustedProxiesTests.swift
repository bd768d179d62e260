import HTTPTypes
import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("whose word about a sender is believed")
struct TrustedProxiesTests {
    @Test(
        "the last machine that is not ours is the sender",
        arguments: [
            // trusted, peer, X-Forwarded-For, sender
            ("", "203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.0/8", "203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.0/8", "10.1.2.3", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
            ("10.0.0.0/8", "10.1.2.3", "", "10.1.2.3"),
            ("10.0.0.0/8", "10.1.2.3", "10.7.7.7", "10.7.7.7"),
            ("10.0.0.0/8", "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"),
            ("10.0.0.0/8", "10.1.2.3", "198.51.100.1, unknown, 10.4.4.4", "10.4.4.4"),
            ("10.0.0.0/8, 2001:db8::/32", "2001:db8::1", "2001:4860::8", "2001:4860::8"),
            ("127.0.0.1", "::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.0/9", "10.200.0.1", "198.51.100.1", "10.200.0.1"),
            ("0.0.0.0/0", "10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ]
    )
    func sender(_ trusted: String, _ peer: String, _ told: String, _ sender: String) throws {
        var headers: HTTPFields = [:]
        if !told.isEmpty { headers[.xForwardedFor] = told }
        #expect(try TrustedProxies(trusted).sender(peer, headers) == sender)
    }

    @Test(
        "a list with a mistake is refused and named",
        arguments: ["x", "10.0.0.0/33", "10.0.0.0/8/8", "1.2.3", "::1/-1"]
    )
    func malformed(_ text: String) {
        #expect(throws: Refusal.self) { try TrustedProxies(text) }
    }

    @Test("a chain without end is read to a bound")
    func longChain() throws {
        let chain = [String](repeating: "10.0.0.1", count: 500).joined(separator: ",")
        let trusted = try TrustedProxies("10.0.0.0/8")
        #expect(trusted.sender("10.0.0.2", [.xForwardedFor: "9.9.9.9," + chain]) == "10.0.0.1")
    }

    @Test("behind a trusted proxy each sender has a limit of its own")
    func limits() async throws {
        let settings = PortalSettings(doubtsPerHour: 1, trustedProxies: try TrustedProxies("127.0.0.1"))
        try await LivePortal.withStandings(settings: settings) { live, _ in
            let body = Array("number=T-VALID&kind=oddLabel&text=seen".utf8)
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            func report(_ sender: String) async throws -> Int {
                try await live.client.ask(
                    "POST",
                    "/doubt?lang=en",
                    form.merging(["X-Forwarded-For": sender]) { $1 },
                    body: body
                ).status
            }
            let first = try await report("198.51.100.1")
            #expect(first < 400)
            #expect(try await report("198.51.100.1") == 429)
            #expect(try await report("6.6.6.6, 198.51.100.1") == 429)
            #expect(try await report("198.51.100.2") == first)
        }
    }
}
