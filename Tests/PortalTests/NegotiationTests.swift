import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("a reader gets the language and the form that was asked for")
struct NegotiationTests {
    @Test("lang wins over Accept-Language, which wins over Japanese")
    func languages() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let table: [(String, String?, String)] = [
                ("", nil, "有効です"), ("", "en", "This label holds"), ("", "ja,en;q=0.5", "有効です"),
                ("", "en;q=0.5,ja;q=0.4", "This label holds"), ("", "fr", "This label holds"),
                ("?lang=ja", "en", "有効です"), ("?lang=en", "ja", "This label holds"),
                ("?lang=", "en", "This label holds"),
                ("?lang=%65n", nil, "This label holds"),
            ]
            // Twice: from the store and from the cache.
            for _ in 1...2 {
                for (query, header, expected) in table {
                    let fields = header.map { ["Accept-Language": $0] } ?? [:]
                    let page = try await live.client.get("/\(code)\(query)", fields)
                    #expect(page.status == 200, "\(query) \(header ?? "")")
                    #expect(page.text.contains(expected), "\(query) \(header ?? "")")
                    #expect(page["Vary"] == "Accept, Accept-Language, Accept-Encoding")
                }
                let easy = try await live.client.get("/\(code)?lang=easy")
                #expect(easy["Content-Language"] == "ja")
                #expect(easy.text.contains("<ruby>"))
            }
        }
    }

    @Test(
        "an unknown language is refused, cached or not, as a page or as JSON",
        arguments: ["?lang=fr", "?lang=EN", "?lang=en&lang=ja", "?lang=%00", "?lang=ja%20"]
    )
    func unknownLanguage(query: String) async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for accept in ["text/html", "application/json"] {
                _ = try await live.client.get("/\(code)", ["Accept": accept])
                let answer = try await live.client.get("/\(code)\(query)", ["Accept": accept])
                #expect(answer.status == 400, "\(accept)")
            }
            for path in ["/", "/about", "/find", "/doubt", "/labels/T-VALID"] {
                #expect(try await live.client.get(path + query).status == 400, "\(path)")
            }
        }
    }

    @Test(
        "Accept picks JSON only where it is wanted more than a page",
        arguments: [
            ("application/json", true), ("application/json, text/html;q=0.9", true), ("application/*", true),
            ("text/html", false), ("*/*", false), ("", false), ("text/html, application/json;q=0.9", false),
            ("application/json;q=0", false), ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false),
            ("application/json;q=nan", false), ("image/png", false), (";;;,,,q=1", false),
        ]
    )
    func accept(header: String, wantsJSON: Bool) async throws {
        #expect(Negotiation.prefersJSON(header) == wantsJSON)
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for _ in 1...2 {
                let answer = try await live.client.get("/\(code)", ["Accept": header])
                #expect(answer.status == 200)
                #expect((answer["Content-Type"] ?? "").hasPrefix(wantsJSON ? "application/json" : "text/html"))
            }
        }
    }
}
