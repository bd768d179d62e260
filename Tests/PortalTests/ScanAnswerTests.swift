import Registry
import Store
import TestSupport
import Testing

@Suite("a found label is answered with 200, whatever its standing")
struct ScanAnswerTests {
    /// What each page must say, and must not: written by hand.
    static let words: [(Standing, String, String)] = [
        (.valid, "有効です", "This label holds"),
        (.notYetValid, "まだ有効ではありません", "Does not hold yet"),
        (.provisional, "ラベルは未発行です", "No label issued yet"),
        (.grace, "失効猶予（延長申請中）", "Expiry deferred"),
        (.lapsed, "失効（有効期限切れ）", "This label has lapsed"),
        (.withdrawn, "失効（自主取下げ）", "Withdrawn by the maker"),
        (.revoked, "取消し", "Revoked"),
    ]

    @Test("each standing has its page and its JSON")
    func standings() async throws {
        try await LivePortal.withStandings { live, labels in
            for (standing, japanese, english) in Self.words {
                let label = try labels(standing)
                let page = try await live.client.get("/\(label.code)")
                #expect(page.status == 200, "\(standing)")
                #expect(page["Content-Type"] == "text/html; charset=utf-8")
                #expect(page["Content-Language"] == "ja")
                #expect(page.text.contains("<h1>\(japanese)") || page.text.contains(japanese), "\(standing)")
                #expect(page.text.contains("class=\"tag \(standing)\""), "\(standing)")
                let other = try await live.client.get("/\(label.code)?lang=en")
                #expect(other.text.contains(english), "\(standing)")
                #expect(other["Content-Language"] == "en")
                try await checkJSON(live, label, standing)
                let isHidden = standing == .withdrawn || standing == .revoked
                #expect((page["X-Robots-Tag"] == "noindex") == isHidden, "\(standing)")
            }
        }
    }

    private func checkJSON(_ live: LivePortal, _ label: Registration, _ standing: Standing) async throws {
        let paths = [
            "/api/v1/labels/\(label.code)", "/api/v1/labels/\(label.number)", "/labels/\(label.number).json",
        ]
        for path in paths {
            let answer = try await live.client.get(path)
            #expect(answer.status == 200, "\(path)")
            #expect(answer["Content-Type"] == "application/json; charset=utf-8")
            let json = try JSONTree(answer.body)
            #expect(json["standing"]?.text == standing.rawValue)
            #expect(json["verdict"]?.text == standing.rawValue)
            #expect(json["code"]?.text == label.code.text)
            #expect(json["day"]?.text == "2027-05-20")
            #expect(json["unofficial"]?.flag == true)
        }
    }

    @Test("a status word of a list that nobody knows is kept and shown")
    func unknownStatus() async throws {
        try await LivePortal.withStandings { live, labels in
            let label = try labels(.unknownStatus)
            let page = try await live.client.get("/\(label.code)?lang=en")
            #expect(page.status == 200)
            #expect(page.text.contains("保留"))
            #expect(page.text.contains("Status not understood"))
            let json = try JSONTree(try await live.client.get("/api/v1/labels/L-0001").body)
            #expect(json["standing"]?.text == "unknownStatus")
            #expect(json["rawStatus"]?.text == "保留")
            #expect(json["edition"]?["day"]?.text == "2027-05-01")
            #expect(json["origin"]?.text == "imported")
        }
    }

    @Test("a label's page, its page by number, the API and the file beside it agree")
    func agreement() async throws {
        try await LivePortal.withStandings { live, labels in
            let label = try labels(.valid)
            let byCode = try await live.client.get("/api/v1/labels/\(label.code)")
            let byNumber = try await live.client.get("/api/v1/labels/T-VALID")
            let byAccept = try await live.client.get("/\(label.code)", ["Accept": "application/json"])
            let file = try await live.client.get("/labels/T-VALID.json")
            #expect(byCode.body == byNumber.body)
            #expect(byCode.body == byAccept.body)
            #expect(byCode.body == file.body)
            let page = try await live.client.get("/labels/T-VALID")
            #expect(page.status == 200)
            #expect(page.text.contains("有効です"))
            #expect(page.text.contains(label.code.text))
        }
    }

    @Test(
        "a provisional number shows its maker, state and date, and nothing of the product, by whatever way it is asked"
    )
    func provisional() async throws {
        let registry = try await TestRegistry.empty()
        _ = try await registry.store.file(
            .provisional(.sample("Secret lamp", ja: "秘密の照明", models: ["SL-9"], gtin: "4900000000016")),
            number: try RegistrationNumber("P-1"),
            .sample(on: try .of("2027-05-01")),
            at: registry.clock.now
        )
        try await LivePortal.with(registry) { live in
            let code = try #require(try await registry.store.list(after: 0, limit: 1).first?.code)
            let paths = [
                "/\(code)", "/\(code)?lang=en", "/labels/P-1", "/labels/P-1.json", "/api/v1/labels/P-1",
                "/api/v1/labels/P-1/history", "/api/v1/labels/P-1?on=2026-01-01", "/labels/P-1?knownAt=2",
                "/doubt?number=P-1", "/find?q=lamp", "/find?q=SL-9", "/find?q=4900000000016", "/find?q=sl9",
                "/find?q=%E7%85%A7%E6%98%8E", "/find?q=Example+Works",
            ]
            for path in paths {
                let text = try await live.client.get(path).text
                // What was typed into the box comes back in it; what is told of the registration does not.
                #expect(!text.contains("Secret lamp") && !text.contains("秘密"), "\(path)")
                if !path.hasPrefix("/find") {
                    #expect(!text.contains("SL-9") && !text.contains("4900000000016"), "\(path)")
                }
            }
        }
    }

    @Test("a test label says test on its page and in its JSON")
    func watermark() async throws {
        try await LivePortal.withStandings { live, labels in
            let page = try await live.client.get("/\(labels.test.code)?lang=en")
            #expect(page.text.contains("Test registration"))
            let json = try JSONTree(try await live.client.get("/api/v1/labels/T-TEST").body)
            #expect(json["watermark"]?.text == "test")
            #expect(json["origin"]?.text == "test")
        }
    }

    @Test("an official registry's pages do not say unofficial")
    func official() async throws {
        let (registry, labels) = try await TestRegistry.standing(isOfficial: true)
        try await LivePortal.with(registry) { live in
            let code = try labels(.valid).code
            let page = try await live.client.get("/\(code)?lang=en")
            #expect(!page.text.lowercased().contains("unofficial"))
            let json = try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)
            #expect(json["unofficial"]?.flag == false)
        }
    }

    @Test("letter case, aliases, hyphens and blanks do not matter, and nothing is redirected")
    func forms() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code.text
            let aliased = code.replacing("0", with: "o").replacing("1", with: "l")
            let grouped = "\(code.prefix(4))-\(code.dropFirst(4).prefix(4))-\(code.suffix(4))"
            let spaced = "\(code.prefix(6))%20\(code.suffix(6))"
            let expected = try await live.client.get("/\(code)").body
            for form in [code.lowercased(), aliased, aliased.uppercased(), grouped, spaced, grouped.lowercased()] {
                let page = try await live.client.get("/\(form)")
                #expect(page.status == 200, "\(form)")
                #expect(page.body == expected, "\(form)")
                let json = try await live.client.get("/api/v1/labels/\(form)")
                #expect(json.status == 200, "\(form)")
            }
        }
    }

    @Test("the shipped sample has a page for every registration in every language")
    func sample() async throws {
        let registry = try await TestRegistry.empty()
        _ = try await SampleFillingForTests.fill(registry)
        try await LivePortal.with(registry) { live in
            let all = try await registry.store.list(after: 0, limit: 500)
            #expect(all.count >= 55)
            for registration in all {
                for language in ["ja", "en", "easy"] {
                    let page = try await live.client.get("/\(registration.code)?lang=\(language)")
                    #expect(page.status == 200, "\(registration.number)")
                    let packed = try await live.client.get(
                        "/\(registration.code)?lang=\(language)",
                        ["Accept-Encoding": "gzip"]
                    )
                    // The first round trip of a connection carries about 14 KB.
                    #expect(packed.body.count <= 14_000, "\(registration.number) \(packed.body.count)")
                }
            }
        }
    }
}
