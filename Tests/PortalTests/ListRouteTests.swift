import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("lists answer tenders")
struct ListRouteTests {
    @Test(
        "what cannot be asked is one sentence that names the field",
        arguments: [
            ("nope=1", "unknownParameter", "nope"), ("lang=ja", "unknownParameter", "lang"),
            ("levelAtLeast=5", "unknownLevel", "levelAtLeast"), ("levelAtLeast=STAR-0", "unknownLevel", "levelAtLeast"),
            ("standing=good", "unknownWord", "standing"), ("standing=valid,good", "unknownWord", "standing"),
            ("assurance=selfDeclared,thirdParty", "malformedQuery", "assurance"),
            ("category=toys", "unknownWord", "category"), ("criteria=x", "unknownWord", "criteria"),
            ("country=JPN", "malformedCountry", "country"), ("country=J%C3%A9", "malformedCountry", "country"),
            ("on=2026-02-30", "malformedDay", "on"), ("on=yesterday", "malformedDay", "on"),
            ("coveredThrough=2026-13-01", "malformedDay", "coveredThrough"),
            ("on=2027-01-02&coveredThrough=2027-01-01", "contradictoryFilters", "coveredThrough"),
            ("coveredThrough=2020-01-01", "contradictoryFilters", "coveredThrough"),
            ("issuedFrom=2027-01-02&issuedTo=2027-01-01", "contradictoryFilters", "issuedTo"),
            ("coverage=covered", "contradictoryFilters", "coverage"),
            ("expiringWithin=30&standing=lapsed", "contradictoryFilters", "expiringWithin"),
            ("expiringWithin=-1", "malformedNumberParameter", "expiringWithin"),
            ("expiringWithin=9999999999", "malformedNumberParameter", "expiringWithin"),
            ("sort=relevance", "contradictoryFilters", "sort"), ("sort=price", "unknownWord", "sort"),
            ("sort=level,-level", "tooManySortKeys", "sort"),
            ("sort=level,issued,heldUntil,standing", "tooManySortKeys", "sort"),
            ("limit=0", "malformedNumberParameter", "limit"), ("limit=201", "malformedNumberParameter", "limit"),
            ("limit=%2B5", "malformedNumberParameter", "limit"), ("q=a&q=b", "malformedQuery", "q"),
            ("knownAt=2999-01-01", "futureKnownAt", "knownAt"), ("knownAt=soon", "malformedKnownAt", "knownAt"),
            ("knownAt=999999", "futureKnownAt", "knownAt"), ("cursor=x", "malformedCursor", "cursor"),
            ("cursor=1.2.3.4.1.6", "foreignCursor", "cursor"), ("cursor=-1.2.3.4.5.6", "malformedCursor", "cursor"),
        ]
    )
    func refused(query: String, code: String, field: String) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.client.get("/api/v1/labels?" + query)
            #expect(answer.status == 400)
            let json = try JSONTree(answer.body)
            #expect(json["code"]?.text == code, "\(answer.text)")
            #expect(answer.text.contains("/" + field) || answer.text.contains("\"\(field)\""), "\(answer.text)")
            guard query != "lang=ja" else { return }
            let page = try await live.client.get("/search?lang=en&" + query)
            #expect(page.status == 400)
        }
    }

    private func tree(_ live: LivePortal, _ query: String) async throws -> JSONTree {
        let answer = try await live.client.get("/api/v1/labels" + (query.isEmpty ? "" : "?" + query))
        #expect(answer.status == 200, "\(answer.text)")
        return try JSONTree(answer.body)
    }

    private func numbers(_ tree: JSONTree) -> [String] {
        (tree["labels"]?.list ?? []).compactMap { $0["registrationNumber"]?.text }
    }

    @Test("each entry is the label's own answer, and the page shows the same labels")
    func same() async throws {
        try await LivePortal.withStandings { live, _ in
            let list = try await tree(live, "limit=200")
            let entries = list["labels"]?.list ?? []
            #expect(entries.count == 10 && list["total"] == .number(10))
            let page = try await live.client.get("/search?lang=en").text
            for entry in entries {
                let code = try #require(entry["code"]?.text)
                let own = try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)
                for (name, value) in entry.members ?? [:] { #expect(own[name] == value, "\(code) \(name)") }
                #expect(page.contains(try #require(entry["registrationNumber"]?.text)))
            }
            #expect(list["watermark"]?.text == "test")
            #expect(page.contains("Test data"))
        }
    }

    @Test("pages follow one another while labels are filed, and the link says so too")
    func pages() async throws {
        let (registry, _) = try await TestRegistry.standing()
        try await LivePortal.with(registry) { live in
            var seen: [String] = []
            var path = "/api/v1/labels?limit=3&sort=manufacturer"
            while true {
                let answer = try await live.client.get(path)
                let tree = try JSONTree(answer.body)
                seen += numbers(tree)
                #expect(tree["total"] == .number(10))
                try await registry.issue("NEW-\(seen.count)")
                guard let next = tree["next"]?.text else { break }
                #expect(answer["Link"] == "<\(next)>; rel=\"next\"")
                path = next.replacing("https://" + TestRegistry.host, with: "")
            }
            #expect(seen.count == 10 && Set(seen).count == 10)
            let foreign = path.replacing("sort=manufacturer", with: "sort=level")
            #expect(try await live.client.get(foreign).status == 400)
        }
    }

    @Test("asked again with knownAt, a list has the same bytes after the world and the rules have changed")
    func forEver() async throws {
        let (registry, _) = try await TestRegistry.standing()
        let head = try await registry.store.head().revision
        let queries = [
            "knownAt=\(head)", "knownAt=\(head)&coveredThrough=2029-01-01&coverage=covered,gapFrom,unknownAfter",
            "knownAt=\(head)&on=2026-10-01&levelAtLeast=2&sort=-heldUntil,manufacturer",
            "knownAt=\(head)&standing=valid&expiringWithin=800&limit=2",
            "knownAt=2027-05-19&sort=registered",
        ]
        let before = try await LivePortal.with(registry) { live in
            var answers: [[UInt8]] = []
            for query in queries { answers.append(try await live.client.get("/api/v1/labels?" + query).body) }
            return answers
        }
        registry.clock.set(registry.clock.now + 900 * 86_400_000)
        try await registry.perform(.revoke, on: "T-VALID", "2028-01-01")
        try await registry.issue("LATER", .sample(maker: "A first maker"), on: "2028-02-01")
        try await registry.perform(.changeHolder(Manufacturer(key: "n", nameJA: "後の会社")), on: "T-GRACE", "2028-03-01")
        let changed = try await registry.reopened(try SampleRules.official)
        #expect(changed.store.rules.digest != registry.store.rules.digest)
        try await LivePortal.with(changed) { live in
            for (query, bytes) in zip(queries, before) {
                let again = try await live.client.get("/api/v1/labels?" + query).body
                #expect(String(decoding: again, as: UTF8.self) == String(decoding: bytes, as: UTF8.self), "\(query)")
            }
            #expect(numbers(try await tree(live, "")).contains("LATER"))
        }
    }

    @Test("a tender's days are judged, in the list and in its counts")
    func tender() async throws {
        try await LivePortal.withStandings { live, _ in
            let open = "on=2027-05-20&coveredThrough=2027-12-31"
            #expect(numbers(try await tree(live, open)) == ["T-VALID", "T-TEST"])
            let all = try await tree(live, open + "&coverage=covered,gapFrom,unknownAfter&standing=valid")
            let said = (all["labels"]?.list ?? []).map {
                [$0["registrationNumber"]?.text, $0["coverage"]?.text, $0["coverageDay"]?.text]
            }
            #expect(said.contains(["T-VALID", "covered", nil]))
            #expect(said.contains(["T-TODAY", "unknownAfter", "2027-05-20"]))
            let gone = try await tree(live, open + "&coverage=gapFrom&standing=revoked")
            #expect(gone["labels"]?.list?.first?["coverageDay"]?.text == "2027-05-20")
        }
    }
}
