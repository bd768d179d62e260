import Foundation
import HTTPTypes
import Registry
import TestSupport
import Testing

@testable import Portal

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("other people's programs find, read and link what is open")
struct OpenDataTests {
    @Test("a label answers as schema.org's product, and says no more than its standing")
    func linkedData() async throws {
        try await LivePortal.withStandings { live, labels in
            let accept = ["Accept": "application/ld+json"]
            for standing in Standing.allCases {
                let registration = try labels(standing)
                let answer = try await live.client.get("/\(registration.code)", accept)
                #expect(answer.status == 200 && answer["Content-Type"] == "application/ld+json", "\(standing)")
                #expect(answer["Access-Control-Allow-Origin"] == "*")
                #expect(answer["Vary"] == "Accept, Accept-Language, Accept-Encoding")
                let path = PagePath.label(registration.number)
                #expect(try await live.client.get(path, accept).body == answer.body)
                #expect(try await live.client.get(path + ".jsonld").body == answer.body)
                let json = try JSONTree(answer.body)
                #expect(json["@context"]?.text == "https://schema.org" && json["@type"]?.text == "Product")
                let label = json["hasCertification"]
                #expect((label == nil) == (standing == .provisional), "\(standing)")
                let status: String? =
                    switch standing {
                    case .valid: "https://schema.org/CertificationActive"
                    case .notYetValid, .lapsed, .withdrawn, .revoked: "https://schema.org/CertificationInactive"
                    case .grace, .unknownStatus, .provisional: nil
                    }
                #expect(label?["certificationStatus"]?.text == status, "\(standing)")
                #expect((label?["issuedBy"] != nil) == (registration.origin == .issued && standing != .provisional))
                if standing == .provisional { #expect(json["name"] == nil && json["model"] == nil) }
                // Declared, never tested.
                #expect(!answer.text.lowercased().contains("tested") && !answer.text.contains("assessed"))
            }
            let star3 = try await live.registry.issue("T-STAR3", .sample(level: .star3))
            let text = try await live.client.get("/\(star3.code)", accept).text
            #expect(text.contains("Assessed by") && !text.contains("declared by the manufacturer"))
        }
    }

    @Test("a link set names every form of a label, and each of them answers")
    func linkset() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let answer = try await live.client.get("/\(code)", ["Accept": "application/linkset+json"])
            #expect(answer.status == 200 && answer["Content-Type"] == "application/linkset+json")
            let set = try #require(try JSONTree(answer.body)["linkset"]?.list?.first)
            #expect(set["anchor"]?.text == "https://label.example.jp/labels/T-VALID")
            var count = 0
            for (name, links) in try #require(set.members) where name != "anchor" {
                for link in links.list ?? [] {
                    let path = try #require(link["href"]?.text).replacing("https://label.example.jp", with: "")
                    let target = try await live.client.get(path)
                    #expect(target.status == 200, "\(path)")
                    #expect(target["Content-Type"]?.hasPrefix(link["type"]?.text ?? "?") == true, "\(path)")
                    count += 1
                }
            }
            #expect(count >= 9)
        }
    }

    @Test(
        "conditions, misses and refusals hold for these forms too",
        arguments: ["application/ld+json", "application/linkset+json"]
    )
    func edges(accept: String) async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            // Warm, so that the short way could answer if it took it for a page.
            _ = try await live.client.get("/\(code)")
            let first = try await live.client.get("/\(code)", ["Accept": accept])
            #expect(first["Content-Type"] == accept)
            let tag = try #require(first["ETag"])
            let again = try await live.client.get("/\(code)", ["Accept": accept, "If-None-Match": tag])
            #expect(again.status == 304)
            for (path, status) in [
                ("/labels/NOPE", 404), ("/AAAAAAAAAAAA", 400), ("/\(LabelCode(sequence: 5, tag: 5))", 404),
            ] {
                let miss = try await live.client.get(path, ["Accept": accept])
                #expect(miss.status == status && miss["Content-Type"] == "application/problem+json", "\(path)")
            }
            let past = try await live.client.get("/\(code)?on=2026-08-31", ["Accept": accept])
            #expect(past.status == 200)
        }
    }

    @Test(
        "the heaviest form wins, a page where none is heavier",
        arguments: [
            ("application/ld+json", Medium.linkedData), ("application/linkset+json", .linkset),
            ("application/ld+json, text/html", .page), ("application/ld+json;q=0.9, */*;q=0.1", .linkedData),
            ("application/json, application/ld+json", .json),
            ("application/ld+json, application/json;q=0.5", .linkedData),
            ("application/linkset+json;q=0.2, application/ld+json;q=0.3", .linkedData),
            ("application/ld+json;q=0", .page),
            ("*/*", .page), ("", .page),
        ]
    )
    func media(accept: String, medium: Medium) {
        #expect(Medium(accept: accept) == medium)
    }

    @Test("the page by number carries the same data in a block; the scan page does not")
    func block() async throws {
        try await LivePortal.withStandings { live, labels in
            let page = try await live.client.get("/labels/T-VALID").text
            let block = page.components(between: "<script type=\"application/ld+json\">", and: "</script>")
            let data = try await live.client.get("/labels/T-VALID.jsonld").text
            #expect(block.replacing("\\u0026", with: "&") == data)
            #expect(try !(await live.client.get("/\(try labels(.valid).code)")).text.contains("<script"))
            for number in ["T-WITHDRAWN", "T-REVOKED", "T-TEST"] {
                #expect(try !(await live.client.get("/labels/\(number)")).text.contains("<script"), "\(number)")
            }
            #expect(try !(await live.client.get("/labels/T-VALID?on=2026-01-01")).text.contains("<script"))
        }
    }

    @Test("a name cannot break out of the block")
    func hostileName() async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue("X-1", .sample("</script><script>alert(1)</script> & \"x\"", ja: "あ&<い"))
        try await LivePortal.with(registry) { live in
            let page = try await live.client.get("/labels/X-1")
            let reading = try #require(PageReading.read(page.body))
            let scripts = reading.all("script")
            #expect(scripts.count == 1)
            let json = try JSONTree(Array(scripts[0].text.utf8))
            #expect(json["alternateName"]?.text == "</script><script>alert(1)</script> & \"x\"")
        }
    }

    @Test("the page by number is a single round trip with its block")
    func size() async throws {
        try await LivePortal.withStandings { live, _ in
            for language in Language.allCases {
                let answer = try await live.client.get(
                    "/labels/T-VALID?lang=\(language.rawValue)",
                    ["Accept-Encoding": "gzip"]
                )
                #expect(answer["Content-Encoding"] == "gzip" && answer.body.count < 14_000)
            }
        }
    }

    @Test("the catalogue of the API leads to the description and to nothing that is not there")
    func catalog() async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.client.get("/.well-known/api-catalog")
            #expect(
                answer["Content-Type"]
                    == "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\""
            )
            #expect(answer["Link"]?.contains("rel=\"api-catalog\"") == true)
            let head = try await live.client.ask("HEAD", "/.well-known/api-catalog")
            #expect(head["Link"] == answer["Link"])
            let sets = try #require(try JSONTree(answer.body)["linkset"]?.list)
            #expect(sets.first?["item"]?.list?.first?["href"]?.text == "https://label.example.jp/api/v1")
            let api = try #require(sets.last)
            #expect(api["anchor"]?.text == "https://label.example.jp/api/v1")
            for (name, links) in try #require(api.members) where name != "anchor" {
                for link in links.list ?? [] {
                    let path = try #require(link["href"]?.text).replacing("https://label.example.jp", with: "")
                    #expect(try await live.client.get(path).status == 200, "\(path)")
                }
            }
        }
    }

    @Test("sitemaps name every label that may be indexed, and robots are told where they are")
    func sitemaps() async throws {
        try await LivePortal.withStandings { live, _ in
            try await live.registry.issue("F 3/あ", .sample())
            let robots = try await live.client.get("/robots.txt").text
            #expect(robots.contains("Sitemap: https://label.example.jp/sitemap.xml"))
            let index = try await live.client.get("/sitemap.xml")
            #expect(index["Content-Type"] == "application/xml; charset=utf-8")
            let parts = try #require(PageReading.read(index.body)).all("loc").map(\.text)
            #expect(parts == ["https://label.example.jp/sitemap-1.xml"])
            let part = try await live.client.get("/sitemap-1.xml")
            let places = try #require(PageReading.read(part.body)).all("loc").map(\.text)
            let expected = ["T-TODAY", "T-VALID", "T-SOON", "T-GRACE", "T-LAPSED", "L-0001", "F%203%2F%E3%81%82"]
            #expect(Set(places) == Set(expected.map { "https://label.example.jp/labels/" + $0 }))
            for place in places {
                let page = try await live.client.get(place.replacing("https://label.example.jp", with: ""))
                #expect(page.status == 200 && page["X-Robots-Tag"] == nil, "\(place)")
            }
            for wrong in ["0", "2", "01", "-1", "x", "99999999999"] {
                #expect(try await live.client.get("/sitemap-\(wrong).xml").status == 404, "\(wrong)")
            }
            #expect(try await live.client.get("/sitemap-1").status == 404)
        }
        try await LivePortal.with(try await TestRegistry.empty()) { live in
            let part = try await live.client.get("/sitemap-1.xml")
            #expect(part.status == 200)
        }
    }
}
