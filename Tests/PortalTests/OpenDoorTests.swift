import HTTPTypes
import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("scripts of other sites may read, and nobody may ask without end")
struct OpenDoorTests {
    @Test("data may be read from anywhere, by the short way as by the router; pages and forms may not")
    func origins() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let open = [
                "/api/v1/labels/\(code)", "/api/v1/labels/\(code)", "/api/v1/labels/T-VALID", "/api/v1/scheme",
                "/openapi.json",
                "/labels/T-VALID.json", "/api/v1/labels/nope", "/api/v1/recognition", "/.well-known/api-catalog",
                "/labels/T-VALID.svg",
            ]
            for path in open {
                for method in ["GET", "HEAD"] {
                    let answer = try await live.client.ask(method, path, ["Origin": "https://shop.example"])
                    #expect(answer["Access-Control-Allow-Origin"] == "*", "\(method) \(path)")
                    #expect(
                        answer["Access-Control-Expose-Headers"]
                            == "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition"
                    )
                    #expect(answer["Access-Control-Allow-Credentials"] == nil)
                }
            }
            for path in ["/", "/\(code)", "/doubt", "/claims", "/wording", "/labels/T-VALID", "/find?q=x"] {
                #expect(try await live.client.get(path)["Access-Control-Allow-Origin"] == nil, "\(path)")
            }
            let form = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
            let doubt = try await live.client.ask("POST", "/doubt", form, body: Array("kind=other".utf8))
            #expect(doubt["Content-Type"] == "application/problem+json")
            #expect(doubt["Access-Control-Allow-Origin"] == nil)
        }
    }

    @Test("a preflight is told the methods of the path; a form's is told nothing")
    func preflight() async throws {
        try await LivePortal.withStandings { live, labels in
            let asked = ["Origin": "https://shop.example", "Access-Control-Request-Method": "GET"]
            for (path, methods) in [
                ("/api/v1/labels/\(try labels(.valid).code)", "GET, HEAD"), ("/openapi.json", "GET, HEAD"),
                ("/api/v1/claims", "POST"), ("/\(try labels(.valid).code)", "GET, HEAD"),
            ] {
                let answer = try await live.client.ask("OPTIONS", path, asked)
                #expect(answer.status == 204, "\(path)")
                #expect(answer["Access-Control-Allow-Origin"] == "*")
                #expect(answer["Access-Control-Allow-Methods"] == methods)
                #expect(answer["Access-Control-Allow-Headers"]?.contains("If-None-Match") == true)
                #expect(answer["Access-Control-Max-Age"] == "86400")
            }
            for path in ["/doubt", "/claims"] {
                let answer = try await live.client.ask("OPTIONS", path, asked)
                #expect(answer.status == 204 && answer["Access-Control-Allow-Origin"] == nil)
                #expect(answer["Access-Control-Allow-Methods"] == nil)
            }
        }
    }

    @Test("a bucket empties, says so, and fills again with time")
    func lookups() async throws {
        let settings = PortalSettings(lookupsPerSecond: 2, searchesPerSecond: 1)
        try await LivePortal.withStandings(settings: settings) { live, _ in
            for left in stride(from: 5, through: 0, by: -1) {
                let answer = try await live.client.get("/api/v1/labels/T-VALID")
                #expect(answer.status == 200)
                #expect(answer["RateLimit-Policy"] == "\"lookups\";q=6;w=3")
                #expect(answer["RateLimit"] == "\"lookups\";r=\(left);t=\((6 - left + 1) / 2)")
            }
            let refused = try await live.client.get("/api/v1/labels/T-VALID")
            #expect(refused.status == 429 && refused["Retry-After"] == "1")
            #expect(refused["RateLimit"] == "\"lookups\";r=0;t=1")
            #expect(try JSONTree(refused.body)["code"]?.text == "limited")
            #expect(refused["Access-Control-Allow-Origin"] == "*")
            // Searches have a bucket of their own, and a refused question counts too.
            for left in [2, 1, 0] {
                let answer = try await live.client.get("/find?q=x&q=y")
                #expect(answer.status == 400 && answer["RateLimit"]?.hasPrefix("\"searches\";r=\(left)") == true)
            }
            let page = try await live.client.get("/find?q=x&lang=en")
            #expect(page.status == 429 && page["Content-Type"] == "text/html; charset=utf-8")
            live.registry.clock.advance(milliseconds: 1000)
            #expect(try await live.client.get("/api/v1/labels/T-VALID")["RateLimit"] == "\"lookups\";r=1;t=3")
            #expect(try await live.client.get("/find?q=lamp").status != 429)
        }
    }

    @Test("plain scans are not counted, whichever way they are answered")
    func scans() async throws {
        let settings = PortalSettings(lookupsPerSecond: 1, searchesPerSecond: 1)
        try await LivePortal.withStandings(settings: settings) { live, labels in
            let code = try labels(.valid).code
            for _ in 0..<10 {
                for path in ["/\(code)", "/api/v1/labels/\(code)"] {
                    let plain = try await live.client.get(path)
                    let routed = try await live.client.get(path, ["If-None-Match": "\"x\""])
                    #expect(plain.status == 200 && routed.status == 200 && routed["RateLimit"] == nil)
                }
            }
            #expect(
                try await live.client.get("/api/v1/labels/\(code)?on=2027-01-01")["RateLimit"] == "\"lookups\";r=2;t=1"
            )
        }
    }

    @Test("senders are told apart by what a trusted proxy says, and by nobody else's word")
    func senders() async throws {
        let trusting = PortalSettings(lookupsPerSecond: 1, trustedProxies: try TrustedProxies("127.0.0.1"))
        try await LivePortal.withStandings(settings: trusting) { live, _ in
            func ask(_ sender: String) async throws -> Int {
                try await live.client.get("/api/v1/scheme", ["X-Forwarded-For": sender]).status
            }
            // One address, then its neighbour, then one line holder's whole /48, then the next one's.
            let asked = [
                ("203.0.113.9", 200), ("203.0.113.9", 200), ("203.0.113.9", 200), ("203.0.113.9", 429),
                ("203.0.113.10", 200), ("2001:db8:7:1::1", 200), ("2001:db8:7:2::1", 200), ("2001:db8:7:3::1", 200),
                ("2001:db8:7:ffff::9", 429), ("2001:db8:8::1", 200),
            ]
            for (sender, status) in asked {
                let answer = try await ask(sender)
                #expect(answer == status, "\(sender)")
            }
        }
        try await LivePortal.withStandings(settings: PortalSettings(lookupsPerSecond: 1)) { live, _ in
            var statuses: [Int] = []
            for tail in 1...4 {
                statuses.append(
                    try await live.client.get("/api/v1/scheme", ["X-Forwarded-For": "203.0.113.\(tail)"]).status
                )
            }
            #expect(statuses == [200, 200, 200, 429])
        }
    }

    @Test(
        "networks are what they should be",
        arguments: [
            ("203.0.113.9", "203.0.113.9", true), ("203.0.113.9", "203.0.113.10", false),
            ("::ffff:203.0.113.9", "203.0.113.9", true),
            ("2001:db8:1:2::3", "2001:db8:1:ffff::1", true), ("2001:db8:1::", "2001:db8:2::", false),
            ("::1", "0.0.0.1", false),
            ("local", "nonsense", true), ("::", "0.0.0.0", false),
        ]
    )
    func networks(first: String, second: String, isSame: Bool) {
        #expect((SenderNetwork(first) == SenderNetwork(second)) == isSame)
    }

    @Test("whatever comes, memory is bounded, and who keeps asking is not forgotten")
    func memory() {
        let limit = RateLimit(burst: 3, window: 3600, networks: 1000)
        let steady = SenderNetwork("198.51.100.1")
        for _ in 0..<3 { #expect(limit.take(steady, at: TestClock.t0).isGranted) }
        for number in 0..<20_000 {
            _ = limit.take(
                SenderNetwork("10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"),
                at: TestClock.t0
            )
            if number % 100 == 0 { #expect(!limit.take(steady, at: TestClock.t0).isGranted) }
        }
        #expect(limit.size <= 1000)
        // A clock that goes back takes nothing away and gives nothing.
        #expect(!limit.take(steady, at: TestClock.t0 + -10_000_000).isGranted)
    }
}
