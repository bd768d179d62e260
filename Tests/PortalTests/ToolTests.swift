import HTTPTypes
import Intake
import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("claims, tenders and recognition over HTTP")
struct ToolTests {
    private func claim(_ live: LivePortal, _ body: String, type: String = "application/json") async throws -> WireAnswer
    {
        try await live.client.ask("POST", "/api/v1/claims", ["Content-Type": type], body: Array(body.utf8))
    }

    @Test("a sentence is answered with its words in place, sources and confidence")
    func claims() async throws {
        try await LivePortal.withStandings { live, _ in
            let json = try JSONTree(try await claim(live, #"{"text":"製品は完全に安全です","state":null}"#).body)
            let finding = try #require(json["findings"]?.list?.first)
            #expect(finding["rule"]?.text == "forbid.complete" && finding["verdict"]?.text == "forbidden")
            let touch = try #require(finding["touches"]?.list?.first)
            #expect(touch["from"]?.integer == 3 && touch["to"]?.integer == 8)
            #expect(touch["words"]?.text == "完全に安全")
            let source = try #require(finding["sources"]?.list?.first)
            #expect(source["id"]?.text == "IPA-guid")
            #expect(source["addresses"]?.list?.first?.text?.hasPrefix("https://www.ipa.go.jp/") == true)
            #expect(finding["confidence"]?.text == "confirmed")
            #expect(json["notKnown"]?.list?.first?["rule"]?.text == "conditions.2-6")
            let quiet = try JSONTree(try await claim(live, #"{"text":"ラベルを取得しました"}"#).body)
            #expect(quiet["findings"]?.list?.isEmpty == true)
            #expect(quiet["remark"]?.text?.contains("no permission") == true)
        }
    }

    @Test(
        "a body that is none is refused with its own word",
        arguments: [
            ("", 400, "malformedBody"), ("[]", 400, "malformedBody"), ("{}", 400, "malformedBody"),
            (#"{"text":7}"#, 400, "malformedBody"), (#"{"text":"x","mood":"y"}"#, 400, "unknownParameter"),
            (#"{"text":" "}"#, 400, "emptyClaim"), (#"{"text":"x","state":"nope"}"#, 400, "unknownState"),
            ("{\"text\":\"" + String(repeating: "あ", count: 2001) + "\"}", 400, "claimTooLong"),
            ("{\"text\":\"" + String(repeating: "a", count: 40_000) + "\"}", 413, "tooLarge"),
        ]
    )
    func refusedClaims(body: String, status: Int, code: String) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await claim(live, body)
            #expect(answer.status == status)
            #expect(try JSONTree(answer.body)["code"]?.text == code)
        }
    }

    @Test("another content type is 415")
    func wrongType() async throws {
        try await LivePortal.withStandings { live, _ in
            #expect(try await claim(live, "{}", type: "text/plain").status == 415)
            let form = try await live.client.ask("POST", "/claims", ["Content-Type": "text/plain"], body: [])
            #expect(form.status == 415)
        }
    }

    @Test("the page takes the sentence by address and by form, marks it, and shows a refused one again")
    func claimPage() async throws {
        try await LivePortal.withStandings { live, _ in
            let empty = try await live.client.get("/claims?lang=en")
            #expect(empty.status == 200 && !empty.text.contains("<mark>") && empty["X-Robots-Tag"] == nil)
            let text = PagePath.encoded("It is unhackable & <b>safe</b>")
            let got = try await live.client.get("/claims?lang=en&text=\(text)")
            #expect(got.status == 200 && got["X-Robots-Tag"] == "noindex" && got["Cache-Control"] == "no-store")
            #expect(got.text.contains("It is <mark>unhackable</mark> &amp; &lt;b&gt;safe&lt;/b&gt;"))
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let posted = try await live.client.ask(
                "POST",
                "/claims?lang=en",
                form,
                body: Array("text=\(text)&state=draft".utf8)
            )
            #expect(posted.status == 200 && posted.text.contains("<mark>unhackable</mark>"))
            #expect(posted.text.contains("value=\"draft\" selected=\"selected\""))
            #expect(posted["Access-Control-Allow-Origin"] == nil)
            let refused = try await live.client.get("/claims?lang=en&text=x&state=nope")
            #expect(refused.status == 400 && refused.text.contains("role=\"alert\"") && refused.text.contains("nope"))
            #expect(try await live.client.get("/claims?text=").status == 400)
            #expect(try await live.client.get("/claims?text=a&text=b").status == 400)
        }
    }

    @Test("a tender's words hold what was asked, in both languages, and lead to the list that fits")
    func tender() async throws {
        try await LivePortal.withStandings { live, _ in
            let query =
                "levelAtLeast=STAR-2&category=smart-home&category=network-camera&on=2027-05-20&coveredThrough=2028-03-31"
            let json = try JSONTree(try await live.client.get("/api/v1/wording?" + query).body)
            let ja = (json["sentences"]?.list ?? []).compactMap { $0["ja"]?.text }.joined()
            let en = (json["sentences"]?.list ?? []).compactMap { $0["en"]?.text }.joined(separator: " ")
            for word in ["★2（STAR-2）以上", "ネットワークカメラ、スマートホーム", "2027年5月20日", "2028年3月31日", "登録番号", "型番", "失効"] {
                #expect(ja.contains(word), "\(word)")
            }
            for word in [
                "STAR-2 or higher", "20 May 2027", "31 March 2028", "registration number", "model number", "lapse",
            ] {
                #expect(en.contains(word), "\(word)")
            }
            let address =
                "https://label.example.jp/search?levelAtLeast=STAR-2&category=network-camera&category=smart-home"
                + "&on=2027-05-20&coveredThrough=2028-03-31&standing=valid"
            #expect(json["address"]?.text == address && ja.contains(address) && en.contains(address))
            // The same question in other words has the same address.
            let other = try JSONTree(
                try await live.client.get(
                    "/api/v1/wording?coveredThrough=2028-03-31&category=network-camera,smart-home&on=2027-05-20&levelAtLeast=STAR-2"
                ).body
            )
            #expect(other == json)
            let page = try await live.client.get("/wording?lang=ja&" + query)
            #expect(page.status == 200 && page.text.contains("★2（STAR-2）以上"))
        }
    }

    @Test("the rules in force on the decisive day come first, and what is not known stays so")
    func tenderRules() async throws {
        try await LivePortal.withStandings { live, _ in
            func rules(_ day: String) async throws -> [JSONTree] {
                let answer = try await live.client.get("/api/v1/wording?category=energy-storage&on=\(day)")
                return try #require(try JSONTree(answer.body)["procurement"]?.list)
            }
            let late = try await rules("2026-12-01")
            let inForce = late.prefix { $0["inForce"]?.flag == true }.compactMap { $0["id"]?.text }
            #expect(Set(inForce) == ["gov-nisc", "erab-3.0", "occto-fy2026", "sii-storage"])
            #expect(!late.dropFirst(inForce.count).contains { $0["inForce"]?.flag == true })
            // Some day of September 2026; some day of fiscal 2026.
            let early = try await rules("2026-09-10")
            #expect(early.first { $0["id"]?.text == "occto-fy2026" }?["inForce"] == .null)
            #expect(late.first { $0["id"]?.text == "moe-parity" }?["inForce"] == .null)
            #expect(late.first { $0["id"]?.text == "local-ci" }?["decisiveDay"] == .null)
            #expect(late.first { $0["id"]?.text == "grid-hv" }?["inForce"]?.flag == false)
        }
    }

    @Test(
        "a question about a tender that cannot be meant is refused",
        arguments: [
            ("levelAtLeast=STAR-9", "unknownLevel"), ("category=toasters", "unknownCategory"),
            ("on=2027-02-30", "malformedDay"),
            ("on=2027-05-20&coveredThrough=2027-05-19", "daysInDisorder"), ("colour=red", "unknownParameter"),
            ("on=2027-05-20&on=2027-05-21", "malformedQuery"),
        ]
    )
    func refusedTenders(query: String, code: String) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await live.client.get("/api/v1/wording?" + query)
            #expect(answer.status == 400)
            #expect(try JSONTree(answer.body)["code"]?.text == code)
            if code != "unknownParameter" { #expect(try await live.client.get("/wording?" + query).status == 400) }
        }
    }

    @Test("a level that is not open is said to be so")
    func closedLevel() async throws {
        let registry = try await TestRegistry.empty()
        let reopened = try await registry.reopened(try SampleRules.official)
        try await LivePortal.with(reopened) { live in
            for (level, isOpen) in [("STAR-1", true), ("STAR-3", false)] {
                let json = try JSONTree(try await live.client.get("/api/v1/wording?levelAtLeast=\(level)").body)
                #expect(json["levelIsOpen"]?.flag == isOpen)
                let page = try await live.client.get("/wording?lang=en&levelAtLeast=\(level)").text
                #expect(page.contains("is not known to be open") == !isOpen)
            }
        }
    }

    @Test("recognition is a graph of dated, directed edges")
    func recognition() async throws {
        try await LivePortal.withStandings { live, _ in
            func edges(_ query: String) async throws -> [String] {
                let json = try JSONTree(try await live.client.get("/api/v1/recognition" + query).body)
                return (json["edges"]?.list ?? []).compactMap { $0["id"]?.text }
            }
            #expect(try await edges("") == ["jp-uk", "uk-jp", "jp-sg", "sg-jp", "sg-uk"])
            #expect(try await edges("?on=2025-12-03") == [])
            #expect(try await edges("?on=2025-12-04") == ["jp-uk", "sg-uk"])
            #expect(try await edges("?on=2026-01-01") == ["jp-uk", "uk-jp", "sg-uk"])
            #expect(try await edges("?on=2026-06-01") == ["jp-uk", "uk-jp", "jp-sg", "sg-jp", "sg-uk"])
            let json = try JSONTree(try await live.client.get("/api/v1/recognition").body)
            #expect(json["nodes"]?.list?.first?["id"]?.text == "JC-STAR")
            let names = Set((json["nodes"]?.list ?? []).compactMap { $0["id"]?.text })
            for edge in json["edges"]?.list ?? [] {
                #expect(names.contains(edge["from"]?.text ?? "") && names.contains(edge["to"]?.text ?? ""))
            }
            let disputed = try #require(json["edges"]?.list?.first { $0["id"]?.text == "jp-sg" })
            #expect(disputed["disputed"]?.flag == true && disputed["level"] == .null)
            #expect(disputed["unknown"]?.list?.compactMap(\.text).starts(with: ["level", "covers"]) == true)
            #expect(json["without"]?.list?.contains { $0["id"]?.text == "eu" } == true)
            #expect(try await live.client.get("/api/v1/recognition?on=x").status == 400)
            #expect(try await live.client.get("/api/v1/recognition?day=2026-01-01").status == 400)
        }
    }
}
