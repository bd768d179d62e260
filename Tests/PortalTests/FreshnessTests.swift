import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("an answer is kept no longer than it holds")
struct FreshnessTests {
    @Test("what the reader has already is not sent again")
    func conditional() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let paths = [
                "/\(code)", "/\(code)?lang=en", "/api/v1/labels/\(code)", "/api/v1/labels/T-VALID",
                "/api/v1/labels/\(code)/history", "/labels/T-VALID", "/labels/T-VALID.json", "/labels/T-VALID.svg",
                "/labels/T-VALID.png?kind=qr", "/api/v1/scheme", "/api/v1/scheme/levels", "/openapi.json", "/",
                "/about?lang=en",
            ]
            for path in paths {
                let first = try await live.client.get(path)
                #expect(first.status == 200, "\(path)")
                let tag = try #require(first["ETag"], "\(path)")
                #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""), "\(path)")
                for header in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let again = try await live.client.get(path, ["If-None-Match": header])
                    #expect(again.status == 304, "\(path) \(header)")
                    #expect(again["ETag"] == tag)
                    #expect(again["Cache-Control"] == first["Cache-Control"])
                    #expect(again["Vary"] == first["Vary"])
                    #expect(again["X-Content-Type-Options"] == "nosniff")
                }
                let other = try await live.client.get(path, ["If-None-Match": "\"other\""])
                #expect(other.status == 200, "\(path)")
                #expect(other.body == first.body, "\(path)")
            }
        }
    }

    @Test("tags differ by language, encoding, day, address and question")
    func tags() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            var seen: [String: String] = [:]
            for (path, fields) in [
                ("/\(code)", [:]), ("/\(code)?lang=en", [:]), ("/\(code)?lang=easy", [:]),
                ("/\(code)", ["Accept-Encoding": "gzip"]), ("/\(code)", ["Accept": "application/json"]),
                ("/\(code)?on=2027-01-01", [:]), ("/\(code)?on=2027-01-02", [:]), ("/labels/T-VALID", [:]),
                ("/\(code)?knownAt=12", [:]),
            ] as [(String, [String: String])] {
                let answer = try await live.client.get(path, fields)
                let tag = try #require(answer["ETag"])
                #expect(seen[tag] == nil, "\(path) \(fields) has the tag of \(seen[tag] ?? "")")
                seen[tag] = "\(path) \(fields)"
            }
        }
    }

    @Test("a miss is no representation to be kept: If-None-Match does not turn it into 304")
    func conditionalMiss() async throws {
        try await LivePortal.withStandings { live, _ in
            for path in ["/AAAAAAAAAAAA", "/AAAAAAAAA", "/labels/NO-1", "/find?q=nothingofthekind", "/nope/nope"] {
                let first = try await live.client.get(path)
                #expect(first.status == 400 || first.status == 404)
                let again = try await live.client.get(path, ["If-None-Match": "*"])
                #expect(again.status == first.status, "\(path)")
                if let tag = first["ETag"] {
                    let tagged = try await live.client.get(path, ["If-None-Match": tag])
                    #expect(tagged.status == first.status, "\(path)")
                }
            }
        }
    }

    @Test("lifetimes end at midnight in Japan")
    func lifetimes() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let midnight = try Day.of("2027-05-21").start
            // Milliseconds before midnight, and the seconds an answer may be kept.
            let table: [(Int64, Int)] = [
                (12 * 3_600_000, 60), (61_000, 60), (60_000, 60), (59_999, 59), (59_000, 59), (30_500, 30),
                (30_000, 30), (1_500, 1), (1_000, 1), (999, 0), (1, 0), (0, 60), (-1, 60),
            ]
            for (before, expected) in table {
                live.registry.clock.set(midnight + -before)
                for path in ["/\(code)", "/api/v1/labels/\(code)", "/labels/T-VALID", "/api/v1/labels/T-VALID/history"]
                {
                    for _ in 1...2 {
                        let answer = try await live.client.get(path)
                        let isKept = expected > 0 || !path.hasSuffix("/history")
                        let header = isKept ? "public, max-age=\(expected)" : "no-store"
                        #expect(answer["Cache-Control"] == header, "\(path), \(before) ms before")
                    }
                }
            }
        }
    }

    @Test("within one second before midnight no cached head promises more than is left")
    func lifetimeWithinOneSecond() async throws {
        try await LivePortal.withStandings { live, labels in
            let path = "/\(try labels(.valid).code)"
            let midnight = try Day.of("2027-05-21").start
            live.registry.clock.set(midnight + -30_000)
            _ = try await live.client.get(path)
            #expect(try await live.client.get(path)["Cache-Control"] == "public, max-age=30")
            live.registry.clock.advance(milliseconds: 999)
            #expect(try await live.client.get(path)["Cache-Control"] == "public, max-age=29")
        }
    }

    @Test("at midnight a cached page turns by itself")
    func midnight() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = labels.endsToday.code
            let midnight = try Day.of("2027-05-21").start
            live.registry.clock.set(midnight + -1)
            for _ in 1...3 {
                let page = try await live.client.get("/\(code)?lang=en")
                #expect(page.text.contains("This label holds"))
            }
            let json = try await live.client.get("/api/v1/labels/\(code)")
            #expect(try JSONTree(json.body)["standing"]?.text == "valid")
            live.registry.clock.set(midnight)
            for _ in 1...3 {
                let page = try await live.client.get("/\(code)?lang=en")
                #expect(page.text.contains("This label has lapsed"))
                #expect(
                    try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)["standing"]?.text == "lapsed"
                )
            }
            let stale = try await live.client.get("/api/v1/labels/\(code)", ["If-None-Match": json["ETag"] ?? ""])
            #expect(stale.status == 200)
        }
    }

    @Test("after a write the cached answers of the label are gone, in every form")
    func forget() async throws {
        try await LivePortal.withStandings { live, labels in
            let label = try labels(.valid)
            let forms: [(String, [String: String])] = [
                ("?lang=ja", [:]), ("?lang=en", [:]), ("?lang=easy", [:]), ("", ["Accept": "application/json"]),
            ]
            for (query, fields) in forms {
                for encoding in ["gzip", "identity"] {
                    let fields = fields.merging(["Accept-Encoding": encoding]) { $1 }
                    _ = try await live.client.get("/\(label.code)\(query)", fields)
                }
            }
            let before = try await live.client.get("/api/v1/labels/\(label.code)")
            _ = try await live.registry.perform(.revoke, on: "T-VALID", "2027-05-20")
            live.site.forget([label.code])
            for (query, fields) in forms {
                let answer = try await live.client.get("/\(label.code)\(query)", fields)
                #expect(answer.text.contains("revoked") || answer.text.contains("取消"), "\(query)")
                #expect(answer["X-Robots-Tag"] == "noindex")
                let packed = try await live.client.get(
                    "/\(label.code)\(query)",
                    fields.merging(["Accept-Encoding": "gzip", "If-None-Match": before["ETag"] ?? ""]) { $1 }
                )
                #expect(packed.status == 200)
                #expect(packed["X-Robots-Tag"] == "noindex")
            }
        }
    }
}
