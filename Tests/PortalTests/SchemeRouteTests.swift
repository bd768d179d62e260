import Intake
import Registry
import TestSupport
import Testing

@Suite("the scheme's data can be read as it is and as it was")
struct SchemeRouteTests {
    @Test("every document of the list can be opened, and says which rules it belongs to")
    func documents() async throws {
        try await LivePortal.withStandings { live, _ in
            let index = try JSONTree(try await live.client.get("/api/v1/scheme").body)
            let digest = try #require(index["digest"]?.text)
            #expect(digest == (try SampleRules.rules.digest))
            #expect(index["fictional"]?.flag == true)
            let documents = try #require(index["documents"]?.list)
            #expect(documents.count >= 15)
            for document in documents {
                let href = try #require(document["href"]?.text)
                let answer = try await live.client.get(href)
                #expect(answer.status == 200, "\(href)")
                let json = try JSONTree(answer.body)
                #expect(json["name"] == document["name"])
                #expect(json["asOf"] == document["asOf"])
                #expect(json["rules"]?.text == digest)
                #expect(json["data"]?.members?.isEmpty == false, "\(href)")
                let dated = try await live.client.get("\(href)?rules=\(digest)")
                #expect(dated.body == answer.body)
            }
        }
    }

    @Test("an unknown document and unknown rules are 404")
    func unknown() async throws {
        try await LivePortal.withStandings { live, _ in
            for path in [
                "/api/v1/scheme/nothing", "/api/v1/scheme/%2E%2E", "/api/v1/scheme/levels.yaml",
                "/api/v1/scheme/levels?rules=\(String(repeating: "0", count: 64))", "/api/v1/scheme/levels?rules=x",
            ] {
                let answer = try await live.client.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer["Content-Type"] == "application/problem+json")
            }
        }
    }

    @Test("rules that an old answer names can still be read after new ones were adopted")
    func oldRules() async throws {
        let (registry, labels) = try await TestRegistry.standing()
        let old = try SampleRules.reading
        let newer = try SampleRules.official
        let reopened = try await registry.reopened(newer)
        try await LivePortal.with(reopened) { live in
            let current = try JSONTree(try await live.client.get("/api/v1/scheme").body)
            #expect(current["digest"]?.text == newer.rules.digest)
            #expect(current["fictional"]?.flag == false)
            let then = try await live.client.get("/api/v1/scheme/levels?rules=\(old.rules.digest)")
            #expect(then.status == 200)
            let json = try JSONTree(then.body)
            #expect(json["fictional"]?.flag == true)
            #expect(json["rules"]?.text == old.rules.digest)
            let code = try labels(.valid).code
            let label = try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)
            #expect(label["rules"]?.text == newer.rules.digest)
            let known = try JSONTree(
                try await live.client.get(
                    "/api/v1/labels/\(code)?knownAt=\((current["adoptedAtRevision"]?.integer ?? 1) - 1)"
                ).body
            )
            #expect(known["rules"]?.text == old.rules.digest)
        }
    }
}
