import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("cases at the portal")
struct CasePageTests {
    private static let secrets = [
        "SECRET-SAYS", "SECRET-PROPOSES", "SECRET-SOURCE", "secret@example.jp", "SECRET-DOUBT",
    ]
    private static let whole = [
        ("subject", "T-VALID"), ("says", "SECRET-SAYS"), ("proposes", "SECRET-PROPOSES"),
        ("source", "SECRET-SOURCE"), ("contact", "secret@example.jp"), ("key", "k-1"),
    ]

    private static func changed(_ field: String, _ value: String) -> [(String, String)] {
        whole.map { $0.0 == field ? (field, value) : $0 }
    }

    private func post(
        _ live: LivePortal,
        _ fields: [(String, String)],
        site: String = "same-origin"
    ) async throws -> WireAnswer {
        var visitor = Visitor(live: live)
        return try await visitor.post("/corrections?lang=en", fields, site: site)
    }

    /// Every public page of cases, in every language.
    private static func publicPages(_ live: LivePortal, _ number: String) async throws -> String {
        var text = ""
        for language in Language.allCases {
            for path in ["/cases", "/cases/\(number)", "/about"] {
                let answer = try await live.client.get("\(path)?lang=\(language.rawValue)")
                #expect(answer.status == 200, "\(path)")
                text += answer.text
            }
        }
        return text
    }

    @Test("anybody asks for a correction; the office answers; the log tells nothing of who asked")
    func correction() async throws {
        try await LivePortal.withStandings { live, labels in
            let form = try await live.client.get("/corrections?number=T-VALID&lang=en")
            #expect(form.status == 200 && form["Cache-Control"] == "no-store")
            #expect(form.text.contains("value=\"T-VALID\""))
            let answer = try await post(live, Self.whole)
            let year = live.registry.clock.now.day.civil.year
            #expect(answer.status == 200 && answer.text.contains("/cases/CASE-\(year)-0001?lang=en"))
            // The same form again is the same case, and an altered one is refused.
            #expect(try await post(live, Self.whole).text.contains("CASE-\(year)-0001"))
            #expect(try await post(live, Self.changed("says", "Another")).status == 422)
            #expect(try await post(live, Self.changed("key", "k-2")).text.contains("CASE-\(year)-0002"))
            let byCode = Self.changed("key", "k-3").map { field in
                field.0 == "subject" ? ("subject", (try? labels(.valid).code.text) ?? "") : field
            }
            #expect(try await post(live, byCode).text.contains("CASE-\(year)-0003"))
            let text = try await Self.publicPages(live, "CASE-\(year)-0001")
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
            #expect(!text.contains("T-VALID"))
        }
    }

    @Test("the office takes and answers; only then, and only where upheld, the number is told")
    func office() async throws {
        try await LivePortal.withStandings { live, _ in
            var stage = Stage(live)
            try await stage.enter(.reviewer)
            try await stage.enter(.approver)
            #expect(try await post(live, Self.whole).status == 200)
            let year = live.registry.clock.now.day.civil.year
            let number = "CASE-\(year)-0001"
            let queue = try await stage[.reviewer].get("/office/cases?lang=en")
            #expect(queue.status == 200 && queue.text.contains(number))
            #expect(try await stage[.approver].get("/office/cases?lang=en").status == 403)
            let page = "/office/cases/1?lang=en"
            let opened = try await stage[.reviewer].get(page)
            for secret in Self.secrets.dropLast() { #expect(opened.text.contains(secret), "\(secret)") }
            #expect(try await stage[.reviewer].fill(page, "take").status == 303)
            let words = "Corrected on the page"
            let empty = try await stage[.reviewer].fill(page, "answer", [("outcome", "upheld"), ("text", " ")])
            #expect(empty.status == 400 && empty.text.contains("a-answer-text-fault"))
            let fields = [("outcome", "upheld"), ("text", words)]
            #expect(try await stage[.reviewer].fill(page, "answer", fields).status == 303)
            let text = try await Self.publicPages(live, number)
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
            #expect(text.contains("T-VALID") && text.contains("found to be so"))
            #expect(text.contains("Corrected on the page") && !text.contains("reviewer@example.jp"))
            #expect(try await stage[.reviewer].get(page).text.contains("there is nothing to do"))
        }
    }

    @Test("a doubt from a scan page is a case of the log, without its words")
    func doubt() async throws {
        try await LivePortal.withStandings { live, _ in
            let fields = [
                ("number", "T-VALID"), ("kind", "oddLabel"), ("text", "SECRET-DOUBT"),
                ("contact", "secret@example.jp"), ("key", "d"),
            ]
            var visitor = Visitor(live: live)
            #expect(try await visitor.post("/doubt?lang=en", fields).status == 200)
            let number = "CASE-\(live.registry.clock.now.day.civil.year)-0001"
            let text = try await Self.publicPages(live, number)
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
            #expect(text.contains("Doubt about a label") && text.contains("ラベルについての疑い"))
        }
    }

    @Test(
        "what is missing is said beside its field, with what was written",
        arguments: [
            ("subject", "", 422, "f-subject-fault"), ("subject", "T-NOBODY", 400, "f-subject-fault"),
            ("says", "  ", 422, "f-says-fault"), ("contact", "nobody", 422, "f-contact-fault"),
            ("says", String(repeating: "字", count: 2001), 400, "f-says-fault"),
        ]
    )
    func missing(field: String, value: String, status: Int, mark: String) async throws {
        try await LivePortal.withStandings { live, _ in
            let answer = try await post(live, Self.changed(field, value))
            #expect(answer.status == status && answer.text.contains(mark))
            #expect(answer.text.contains("SECRET-PROPOSES") && answer.text.contains("value=\"k-1\""))
            #expect(try await live.registry.store.caseLog().isEmpty)
        }
    }

    @Test("one network may ask so often and no oftener, doubts and corrections together")
    func limited() async throws {
        try await LivePortal.withStandings(settings: PortalSettings(doubtsPerHour: 2)) { live, _ in
            for key in ["a", "b"] { #expect(try await post(live, Self.changed("key", key)).status == 200) }
            let refused = try await post(live, Self.changed("key", "c"))
            #expect(refused.status == 429)
            let wait = try #require(refused["Retry-After"].flatMap { Int64($0) })
            let doubt = [("number", "T-VALID"), ("kind", "other"), ("text", "x"), ("key", "d")]
            var visitor = Visitor(live: live)
            #expect(try await visitor.post("/doubt?lang=en", doubt).status == 429)
            live.registry.clock.advance(milliseconds: wait * 1000)
            #expect(try await post(live, Self.changed("key", "c")).status == 200)
        }
    }

    @Test("forms of other sites, other types, markup and broken addresses do nothing")
    func hostile() async throws {
        try await LivePortal.withStandings { live, _ in
            #expect(try await post(live, Self.whole, site: "cross-site").status == 403)
            let body = Visitor.form(Self.whole)
            for type in ["application/json", "multipart/form-data; boundary=x", ""] {
                let answer = try await live.client.ask("POST", "/corrections", ["Content-Type": type], body: body)
                #expect(answer.status == 415, "\(type)")
            }
            let type = ["Content-Type": "application/x-www-form-urlencoded"]
            let large = Array("says=\(String(repeating: "a", count: 70_000))".utf8)
            #expect(try await live.client.ask("POST", "/corrections", type, body: large).status == 413)
            for bad in ["says=%ZZ", "says=%00", "subject=a&subject=b", String(repeating: "a=1&", count: 60)] {
                let answer = try await live.client.ask("POST", "/corrections", type, body: Array(bad.utf8))
                #expect(answer.status == 400, "\(bad)")
            }
            let markup = "\"><script>alert(1)</script>"
            let answer = try await post(live, Self.whole.map { $0.0 == "key" ? $0 : ($0.0, markup) })
            #expect(answer.status == 422 && !answer.text.contains("<script>"))
            #expect(try await live.registry.store.caseLog().isEmpty)
            for path in [
                "/cases/CASE-2027-1", "/cases/1", "/cases/%00", "/cases/..%2F", "/cases/CASE-2027-99999999999999999999",
                "/cases/" + String(repeating: "9", count: 2000),
            ] {
                let status = try await live.client.get(path).status
                #expect(status == 404 || status == 400, "\(path): \(status)")
            }
            for query in ["before=x", "before=CASE-2027-1", "before=a&before=b", "stars=1", "lang=fr"] {
                #expect(try await live.client.get("/cases?\(query)").status == 400, "\(query)")
            }
        }
    }

    @Test("an answer of the office is text, in every language")
    func markup() async throws {
        try await LivePortal.withStandings { live, _ in
            var stage = Stage(live)
            try await stage.enter(.reviewer)
            #expect(try await post(live, Self.whole).status == 200)
            let page = "/office/cases/1?lang=en"
            #expect(try await stage[.reviewer].fill(page, "take").status == 303)
            let fields = [("outcome", "rejected"), ("text", "<script>alert(1)</script>{{number}}")]
            #expect(try await stage[.reviewer].fill(page, "answer", fields).status == 303)
            let text = try await Self.publicPages(live, "CASE-\(live.registry.clock.now.day.civil.year)-0001")
            #expect(!text.contains("<script>alert") && text.contains("&lt;script&gt;") && text.contains("{{number}}"))
            // Not upheld, and nobody let it be told.
            #expect(!text.contains("T-VALID"))
        }
    }

    @Test("a manufacturer appeals against its own refusal; another's does not exist; who decided does not answer")
    func appeal() async throws {
        try await Stage.with(.maker, .rival, .reviewer, .approver, .administrator) { stage in
            let running = try await stage.begun().id
            let id = try await stage.submitted().id
            _ = try await stage.perform(.receive(on: nil), on: id, by: .reviewer)
            _ = try await stage.perform(.recommend(toIssue: false, "Not in scope"), on: id, by: .reviewer)
            _ = try await stage.perform(.refuse("Not in scope"), on: id, by: .approver)
            let path = "/applications/\(id)/appeal?lang=en"
            #expect(try await stage[.rival].get(path).status == 404)
            let direct = [("text", "SECRET-SAYS"), ("key", "k")]
            #expect(try await stage[.rival].post(path, direct).status == 404)
            #expect(try await stage[.maker].get("/applications/\(running)/appeal?lang=en").status == 409)
            #expect(try await stage[.maker].post("/applications/\(running)/appeal?lang=en", direct).status == 409)
            let empty = try await stage[.maker].fill(path, "", [("text", " ")])
            #expect(empty.status == 400 && empty.text.contains("f-text-fault"))
            let filed = try await stage[.maker].fill(path, "", [("text", "SECRET-SAYS")])
            let number = "CASE-\(stage.today.civil.year)-0001"
            #expect(filed.status == 200 && filed.text.contains("/cases/\(number)"))
            #expect(try await stage[.maker].post(path, [("text", "Again")]).status == 409)
            let text = try await Self.publicPages(stage.live, number)
            for secret in Self.secrets + ["甲製作所", "Kou Works", "IPA-\(id)", "Door camera"] {
                #expect(!text.contains(secret), "\(secret)")
            }
            // The reviewer had a part in it: reads it, is offered nothing, and can do nothing.
            let page = "/office/cases/1?lang=en"
            let held = try await stage[.reviewer].get(page)
            #expect(held.status == 200 && held.text.contains("SECRET-SAYS") && !held.text.contains("甲製作所"))
            #expect(held.text.contains("Kou Works") && held.text.contains("somebody else looks into it"))
            #expect(!held.text.contains("id=\"a-take\""))
            let forced = try await stage[.reviewer].post(page, [("action", "take"), ("version", "1")])
            #expect(forced.status == 403)
            #expect(try await stage[.reviewer].post(page, [("action", "close"), ("version", "1")]).status == 403)
        }
    }

    @Test("an appeal against a revocation needs a label of one's own that is revoked")
    func revocation() async throws {
        try await Stage.with(.maker) { stage in
            let path = "/applications/appeal?lang=en"
            #expect(try await stage[.maker].get(path + "&registrationNumber=T-9").text.contains("value=\"T-9\""))
            for (number, status) in [("T-9", 404), ("", 400)] {
                let fields = [("registrationNumber", number), ("text", "SECRET-SAYS")]
                let answer = try await stage[.maker].post(path, fields)
                #expect(answer.status == status && answer.text.contains("f-registrationNumber-fault"), "\(number)")
            }
        }
    }

    @Test("the public words are easy in easy Japanese, and differ from the Japanese ones")
    func easyWords() {
        func texts(_ words: CaseWords) -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: Mirror(reflecting: words).children.compactMap { child in
                    child.label.flatMap { name in (child.value as? String).map { (name, $0) } }
                }
            )
        }
        let (ja, easy) = (texts(.words(.ja)), texts(.words(.easy)))
        for (name, text) in ja where !["appeal", "desk"].contains(where: { name.hasPrefix($0) }) {
            #expect(easy[name] != text, "\(name)")
            // Every Chinese character has its reading.
            let bare = (easy[name] ?? "").replacing(#/\[[^\]|]+\|[^\]]+\]/#, with: "")
            #expect(!bare.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(name): \(bare)")
        }
    }
}
