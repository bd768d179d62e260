import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("one label is judged for a tender's days as a list judges it")
struct CoveredLabelTests {
    @Test("label, page and list say the same of the days through delivery")
    func same() async throws {
        try await LivePortal.withStandings { live, _ in
            for days in [
                "on=2027-05-20&coveredThrough=2027-12-31", "on=2026-10-01&coveredThrough=2028-09-01",
                "coveredThrough=2027-05-20",
            ] {
                let list = try await live.client.get(
                    "/api/v1/labels?coverage=covered,gapFrom,unknownAfter&limit=200&\(days)"
                )
                let entries = try JSONTree(list.body)["labels"]?.list ?? []
                #expect(entries.count == 10)
                for entry in entries {
                    let (code, number) = (entry["code"]?.text ?? "", entry["registrationNumber"]?.text ?? "")
                    for path in [
                        "/api/v1/labels/\(code)", "/api/v1/labels/\(number)", "/labels/\(number).json", "/\(code)",
                    ] {
                        let answer = try await live.client.get("\(path)?\(days)", ["Accept": "application/json"])
                        let own = try JSONTree(answer.body)
                        for (name, value) in entry.members ?? [:] { #expect(own[name] == value, "\(path) \(name)") }
                        #expect(own["coverage"] != nil)
                    }
                    let page = try await live.client.get("/labels/\(number)?lang=en&\(days)").text
                    let said =
                        switch entry["coverage"]?.text {
                        case "covered": "it holds on every day"
                        case "gapFrom": "it does not hold on every day"
                        default: "is not decided yet"
                        }
                    #expect(page.contains(said), "\(number)")
                    #expect(page.contains("&amp;coveredThrough=2"))
                }
            }
        }
    }

    @Test("without a delivery day nothing is said of one")
    func plain() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let answer = try await live.client.get("/api/v1/labels/\(code)?on=2027-05-20")
            #expect(try JSONTree(answer.body)["coverage"] == nil)
            for language in ["ja", "en", "easy"] {
                let plain = try await live.client.get("/\(code)?lang=\(language)").text
                let asked = try await live.client.get("/\(code)?lang=\(language)&coveredThrough=2027-06-01").text
                #expect(asked.utf8.count > plain.utf8.count && !plain.contains("coveredThrough"))
            }
        }
    }

    @Test("the tag of an answer follows what it says of the days")
    func tags() async throws {
        try await LivePortal.withStandings { live, _ in
            let ask = "/api/v1/labels/T-TODAY?on=2027-05-20&coveredThrough=2027-06-01"
            let before = try await live.client.get(ask)
            #expect(try JSONTree(before.body)["coverage"]?.text == "unknownAfter")
            live.registry.clock.advance(milliseconds: 86_400_000)
            let tag = try #require(before["ETag"])
            let after = try await live.client.get(ask, ["If-None-Match": tag])
            #expect(after.status == 200)
            #expect(try JSONTree(after.body)["coverage"]?.text == "gapFrom")
            let other = try await live.client.get(ask.replacing("06-01", with: "06-02"))
            #expect(other["ETag"] != after["ETag"])
        }
    }

    @Test("with knownAt and no day, the day of that knowledge decides, for ever")
    func forEver() async throws {
        let (registry, labels) = try await TestRegistry.standing()
        let head = try await registry.store.head()
        try await LivePortal.with(registry) { live in
            registry.clock.advance(milliseconds: 86_400_000)
            let code = try labels(.valid).code
            var asked: [String] = []
            for knownAt in ["\(head.revision)", "2027-05-20", "2027-05-20T03:00:00Z"] {
                for path in ["/api/v1/labels/\(code)", "/labels/T-TODAY.json", "/labels/T-GRACE.json"] {
                    asked.append("\(path)?knownAt=\(knownAt)")
                    asked.append("\(path)?knownAt=\(knownAt)&coveredThrough=2028-12-31")
                }
            }
            var before: [String: WireAnswer] = [:]
            for question in asked {
                let answer = try await live.client.get(question)
                #expect(try JSONTree(answer.body)["day"]?.text == "2027-05-20", "\(question)")
                before[question] = answer
            }
            registry.clock.advance(milliseconds: 900 * 86_400_000)
            try await registry.perform(.revoke, on: "T-VALID", "2028-01-01")
            live.site.forget(nil)
            for question in asked {
                let answer = try await live.client.get(question)
                #expect(answer.body == before[question]?.body, "\(question)")
                #expect(answer["ETag"] == before[question]?["ETag"], "\(question)")
            }
        }
    }

    @Test(
        "days are read as people write them, and what cannot be is named",
        arguments: [
            ("on=%E4%BB%A4%E5%92%8C9%E5%B9%B45%E6%9C%8820%E6%97%A5", 200, ""),
            ("on=2027/5/20&coveredThrough=R9.6.1", 200, ""),
            ("on=2027-05-20&coveredThrough=2027-05-19", 400, "coveredThrough"),
            ("coveredThrough=2027-05-19", 400, "coveredThrough"), ("coveredThrough=x", 400, "coveredThrough"),
            ("coveredThrough=2027-06-01&coveredThrough=2027-06-02", 400, "coveredThrough"),
            ("coverage=covered", 400, "coverage"),
        ]
    )
    func days(query: String, status: Int, field: String) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.client.get("/api/v1/labels/T-VALID?" + query)
            #expect(answer.status == status, "\(answer.text)")
            let json = try JSONTree(answer.body)
            if status == 200 { #expect(json["day"]?.text == "2027-05-20") }
            if status == 400 { #expect(json["errors"]?[0]?["pointer"]?.text == "#/" + field) }
        }
    }
}
