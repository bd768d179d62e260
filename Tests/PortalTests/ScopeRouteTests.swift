import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("the scope check")
struct ScopeRouteTests {
    @Test("answers a product in three languages and for machines, with its reasons and their sources")
    func answers() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let asked = "hardware=yes&generalPurpose=no&links=wifi&links=bluetooth&category=camera-surveillance"
            for (language, words) in [("ja", "対象になると考えられます"), ("en", "seems to be in scope"), ("easy", "対象だと")] {
                let page = try await live.client.get("/scope?\(asked)&lang=\(language)")
                #expect(page.status == 200 && page.text.contains(words), "\(language)")
                #expect(page.text.contains("STAR-2"))
            }
            let answer = try await live.client.get("/api/v1/scope?\(asked)")
            let json = try JSONTree(answer.body)
            #expect(json["outcome"]?.text == "in_scope")
            #expect(json["reasons"]?[0]?["id"]?.text == "dual-mode")
            #expect(json["reasons"]?[0]?["confidence"]?.text == "seed")
            #expect(json["advice"]?[0]?["level"]?.text == "STAR-2")
            let open = try await live.client.get("/scope?lang=en")
            #expect(open.status == 200 && !open.text.contains("id=\"result\""))
            let nothing = try JSONTree(try await live.client.get("/api/v1/scope").body)
            #expect(nothing["outcome"]?.text == "undetermined" && nothing["missing"]?[2]?.text == "links")
        }
    }

    @Test(
        "what is no answer is refused with its name",
        arguments: [
            "hardware=maybe", "links=carrier-pigeon", "category=toaster", "hardware=yes&hardware=no", "stars=1",
        ]
    )
    func refused(_ query: String) async throws {
        try await LivePortal.with(try await .empty()) { live in
            let answer = try await live.client.get("/api/v1/scope?\(query)")
            #expect(answer.status == 400)
            #expect(answer.text.contains(query.split(separator: "=")[0]))
        }
    }
}
