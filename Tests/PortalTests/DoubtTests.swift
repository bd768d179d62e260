import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("anybody may report a doubt")
struct DoubtTests {
    private static func form(_ fields: [String: String]) -> [UInt8] {
        Array(
            fields.sorted { $0.key < $1.key }.map { "\($0.key)=\(PagePath.encoded($0.value))" }.joined(separator: "&")
                .utf8
        )
    }

    private static let type = ["Content-Type": "application/x-www-form-urlencoded"]

    private static let whole = [
        "number": "T-VALID", "kind": "oddLabel", "text": "The code is printed crooked.\nTwice.",
        "contact": "a@example.jp",
        "key": "k-1",
    ]

    private func post(_ live: LivePortal, _ fields: [String: String]) async throws -> WireAnswer {
        try await live.client.ask("POST", "/doubt?lang=en", Self.type, body: Self.form(fields))
    }

    @Test("a doubt is taken, thanked for and found in the store")
    func happy() async throws {
        try await LivePortal.withStandings { live, labels in
            let form = try await live.client.get("/doubt?number=T-VALID&lang=en")
            #expect(form.status == 200)
            #expect(form.text.contains("Door camera"))
            #expect(form["Cache-Control"] == "no-store")
            let answer = try await post(live, Self.whole)
            #expect(answer.status == 200)
            #expect(answer.text.contains("Received"))
            #expect(answer.text.contains("D-1"))
            let doubts = try await live.registry.store.doubts(.open)
            #expect(doubts.count == 1)
            let doubt = try #require(doubts.first)
            #expect(doubt.subject == "T-VALID")
            #expect(doubt.kind == "oddLabel")
            #expect(doubt.body == "The code is printed crooked.\nTwice.")
            #expect(doubt.contact == "a@example.jp")
            #expect(doubt.language == "en")
            #expect(doubt.recordedAt == live.registry.clock.now)
            let byCode = try await live.client.get("/doubt?code=\(try labels(.valid).code)&lang=en")
            #expect(byCode.text.contains("Door camera"))
        }
    }

    @Test("the same form sent twice is one doubt; the same key with another text is refused")
    func idempotent() async throws {
        try await LivePortal.withStandings { live, _ in
            let first = try await post(live, Self.whole)
            let again = try await post(live, Self.whole)
            #expect(again.status == 200)
            #expect(again.text == first.text)
            let other = try await post(live, Self.whole.merging(["text": "Something else"]) { $1 })
            #expect(other.status == 422)
            #expect(try await live.registry.store.doubts(nil).count == 1)
        }
    }

    @Test(
        "a form with something missing comes back with what was written and what is missing",
        arguments: [
            ("kind", "", "Please choose"), ("kind", "nonsense", "Please choose"), ("text", "", "Please write"),
            ("text", "   \n ", "Please write"), ("contact", "nobody", "form of the mail address"),
        ]
    )
    func missing(field: String, value: String, words: String) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await post(live, Self.whole.merging([field: value]) { $1 })
            #expect(answer.status == 422)
            #expect(answer.text.contains(words))
            #expect(answer.text.contains("value=\"k-1\""))
            if field != "text" { #expect(answer.text.contains("printed crooked")) }
            #expect(try await live.registry.store.doubts(nil).isEmpty)
        }
    }

    @Test("a text of 2000 characters is taken and one more is not")
    func longText() async throws {
        try await LivePortal.withStandings { live, _ in
            let tooLong = try await post(live, Self.whole.merging(["text": String(repeating: "字", count: 2001)]) { $1 })
            #expect(tooLong.status == 422)
            let long = try await post(live, Self.whole.merging(["text": String(repeating: "字", count: 2000)]) { $1 })
            #expect(long.status == 200)
        }
    }

    @Test("what is not the form is refused with the right status")
    func wrongForms() async throws {
        try await LivePortal.withStandings { live, _ in
            let body = Self.form(Self.whole)
            for type in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
                let answer = try await live.client.ask("POST", "/doubt", ["Content-Type": type], body: body)
                #expect(answer.status == 415, "\(type)")
            }
            #expect(try await live.client.ask("POST", "/doubt", [:], body: body).status == 415)
            let large = try await live.client.ask(
                "POST",
                "/doubt",
                Self.type,
                body: Self.form(Self.whole.merging(["text": String(repeating: "a", count: 40_000)]) { $1 })
            )
            #expect(large.status == 413)
            for bad in ["text=%ZZ", "text=%", "text=%00", "kind=a&kind=b", String(repeating: "a=1&", count: 60)] {
                let answer = try await live.client.ask("POST", "/doubt", Self.type, body: Array(bad.utf8))
                #expect(answer.status == 400, "\(bad)")
            }
            let bytes = try await live.client.ask(
                "POST",
                "/doubt",
                Self.type,
                body: Array("text=".utf8) + [0xFF, 0xFE]
            )
            #expect(bytes.status == 400 || bytes.status == 422)
            #expect(try await live.registry.store.doubts(nil).isEmpty)
        }
    }

    @Test("one address may report so often and no oftener; the answer says how long to wait")
    func limited() async throws {
        try await LivePortal.withStandings(settings: PortalSettings(doubtsPerHour: 2)) { live, _ in
            for number in 1...2 {
                #expect(try await post(live, Self.whole.merging(["key": "k-\(number)"]) { $1 }).status == 200)
            }
            let refused = try await post(live, Self.whole.merging(["key": "k-3"]) { $1 })
            #expect(refused.status == 429)
            let wait = try #require(refused["Retry-After"].flatMap { Int64($0) })
            #expect((1...1800).contains(wait))
            live.registry.clock.advance(milliseconds: wait * 1000)
            #expect(try await post(live, Self.whole.merging(["key": "k-3"]) { $1 }).status == 200)
            #expect(try await live.registry.store.doubts(nil).count == 3)
        }
    }

    @Test("markup in a doubt is text, in the form that comes back and on the way to the store")
    func markup() async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await post(
                live,
                ["number": "\"><script>alert(1)</script>", "text": "</textarea><script>", "key": "\"><b>"]
            )
            #expect(answer.status == 422)
            #expect(!answer.text.contains("<script>"))
            #expect(!answer.text.contains("value=\"\"><"))
        }
    }
}
