import Portal
import Registry
import TestSupport
import Testing

@Suite("a question may name its day and its knowledge")
struct KnowledgeTests {
    @Test(
        "on answers for that day",
        arguments: [
            ("2026-08-31", "notYetValid"), ("2026-09-01", "valid"), ("2028-08-31", "valid"), ("2028-09-01", "lapsed"),
            ("0001-01-01", "notYetValid"), ("9999-12-31", "lapsed"),
        ]
    )
    func on(day: String, standing: String) async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for path in ["/api/v1/labels/\(code)", "/api/v1/labels/T-VALID", "/labels/T-VALID.json"] {
                let json = try JSONTree(try await live.client.get("\(path)?on=\(day)").body)
                #expect(json["standing"]?.text == standing, "\(path)")
                #expect(json["day"]?.text == day)
            }
            for path in ["/\(code)", "/labels/T-VALID"] {
                let page = try await live.client.get("\(path)?on=\(day)")
                #expect(page.text.contains("class=\"tag \(standing)\""), "\(path)")
            }
        }
    }

    @Test(
        "a day that is none is refused and named",
        arguments: [
            "2026-02-30", "20260203", "yesterday", "2026-02-29", "0000-01-01", "10000-01-01", "2026-01-01T00:00:00Z",
            "-1", "2026-13-01", "2026-1/1", "%00",
        ]
    )
    func badDay(day: String) async throws {
        let day = day.replacing(" ", with: "%20")
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for path in ["/api/v1/labels/\(code)", "/labels/T-VALID.json"] {
                let answer = try await live.client.get("\(path)?on=\(day)", ["Accept": "application/json"])
                #expect(answer.status == 400, "\(path)")
                let json = try JSONTree(answer.body)
                if day != "%00" { #expect(json["errors"]?[0]?["pointer"]?.text == "#/on") }
            }
            #expect(try await live.client.get("/\(code)?on=\(day)").status == 400)
        }
    }

    @Test("a past revision, moment or day answers what was known then, and with the same bytes after more history")
    func knownAt() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let before = try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)
            let revision = try #require(before["revision"]?.integer)
            // The day of issue ends after the clock's now; a moment just before now and yesterday's end do not.
            live.registry.clock.advance(milliseconds: 86_400_000)
            let questions = [
                "\(revision)", "2027-05-20T03:00:00Z", "2027-05-20T12:00:00%2B09:00", "2027-05-20",
                "2027-05-20T02:59:59.999Z",
            ]
            var answers: [String: WireAnswer] = [:]
            for question in questions {
                for path in ["/api/v1/labels/\(code)", "/api/v1/labels/T-VALID", "/\(code)", "/labels/T-VALID"] {
                    let asked = "\(path)?on=2027-05-20&knownAt=\(question)"
                    answers[asked] = try await live.client.get(asked)
                }
                let history = "/api/v1/labels/\(code)/history?knownAt=\(question)"
                answers[history] = try await live.client.get(history)
            }
            #expect(answers.values.allSatisfy { $0.status == 200 })
            try await live.registry.perform(.revoke, on: "T-VALID", "2027-05-20")
            live.site.forget(nil)
            #expect(
                try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)["standing"]?.text == "revoked"
            )
            for (asked, answer) in answers.sorted(by: { $0.key < $1.key }) {
                let again = try await live.client.get(asked)
                #expect(again.body == answer.body, "\(asked)")
                #expect(again["ETag"] == answer["ETag"], "\(asked)")
                #expect(again.status == 200)
            }
            let asked = "/api/v1/labels/\(code)?on=2027-05-20&knownAt="
            let told = try JSONTree(answers[asked + "\(revision)"]?.body ?? [])
            #expect(told["standing"]?.text == "valid")
            #expect(told["revision"]?.integer == revision)
        }
    }

    @Test("before a label was recorded there is no match")
    func beforeRecording() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            for question in ["0", "1", "2020-01-01", "2027-05-19", "1999-12-31T23:59:59Z"] {
                let answer = try await live.client.get("/api/v1/labels/\(code)?knownAt=\(question)")
                #expect(answer.status == 404, "\(question)")
                #expect(try JSONTree(answer.body)["code"]?.text == "unknownNumber", "\(question)")
                #expect(try await live.client.get("/\(code)?knownAt=\(question)").status == 404, "\(question)")
                #expect(try await live.client.get("/labels/T-VALID?knownAt=\(question)").status == 404, "\(question)")
            }
        }
    }

    @Test(
        "what will be known is not known",
        arguments: [
            "999999", "2027-05-20T03:00:00Z", "2027-05-20T12:00:01%2B09:00", "2027-05-20", "2099-01-01",
            "999999999999999999",
        ]
    )
    func future(question: String) async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let paths = ["/api/v1/labels/\(code)", "/api/v1/labels/\(code)/history", "/labels/T-VALID.json"]
            for path in paths {
                let answer = try await live.client.get("\(path)?knownAt=\(question)", ["Accept": "application/json"])
                #expect(answer.status == 400, "\(path)")
                #expect(try JSONTree(answer.body)["code"]?.text == "futureKnownAt", "\(path)")
            }
        }
    }

    @Test(
        "what is neither revision, moment nor day is refused and named",
        arguments: [
            "now", "-1", "1.5", "2027-02-30", "2027-05-19T25:00:00Z", "2027-05-19 10:00:00Z", "99999999999999999999",
            "0x10",
            "2027-05-19T10:00:00", "%EF%BC%91",
        ]
    )
    func garbage(question: String) async throws {
        let question = question.replacing(" ", with: "%20")
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let answer = try await live.client.get("/api/v1/labels/\(code)?knownAt=\(question)")
            #expect(answer.status == 400)
            #expect(try JSONTree(answer.body)["errors"]?[0]?["pointer"]?.text == "#/knownAt")
            #expect(try await live.client.get("/\(code)?knownAt=\(question)").status == 400)
        }
    }

    @Test("the API names a parameter it does not know; a page lets strangers' parameters pass")
    func unknownParameter() async throws {
        try await LivePortal.withStandings { live, labels in
            let code = try labels(.valid).code
            let paths = [
                "/api/v1/labels/\(code)?onn=2027-01-01", "/api/v1/labels/\(code)/history?on=2027-01-01",
                "/api/v1/scheme?x=1", "/api/v1/scheme/levels?lang=ja", "/labels/T-VALID.svg?size=2",
            ]
            for path in paths {
                let answer = try await live.client.get(path, ["Accept": "application/json"])
                #expect(answer.status == 400, "\(path)")
                let json = try JSONTree(answer.body)
                let name = path.split(separator: "?")[1].split(separator: "=")[0]
                #expect(json["code"]?.text == "unknownParameter")
                #expect(json["errors"]?[0]?["pointer"]?.text == "#/" + name)
                #expect(json["detail"]?.text?.contains("\(name)") == true)
            }
            for _ in 1...2 {
                #expect(try await live.client.get("/\(code)?utm_source=mail").status == 200)
            }
            let twice = try await live.client.get("/api/v1/labels/\(code)?on=2027-01-01&on=2027-01-02")
            #expect(twice.status == 400)
        }
    }

    @Test("the history names every public event and the periods they amount to, and nobody's name or private note")
    func history() async throws {
        try await LivePortal.withStandings { live, labels in
            let label = try labels(.grace)
            let answer = try await live.client.get("/api/v1/labels/\(label.code)/history")
            let json = try JSONTree(answer.body)
            #expect(json["events"]?.list?.compactMap { $0["event"]?.text } == ["issued", "extensionFiled"])
            #expect(json["events"]?[0]?["heldFrom"]?.text == "2025-05-10")
            #expect(json["events"]?[0]?["heldUntil"]?.text == "2027-05-09")
            #expect(json["periods"]?.list?.compactMap { $0["standing"]?.text } == ["valid", "grace"])
            #expect(json["periods"]?[1]?["from"]?.text == "2027-05-10")
            #expect(json["periods"]?[0]?["to"]?.text == "2027-05-09")
            #expect(!answer.text.contains("tester"))
            let byNumber = try await live.client.get("/api/v1/labels/T-GRACE/history")
            #expect(byNumber.body == answer.body)
        }
    }
}
