import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("the page that stops letters")
struct StopPageTests {
    /// The path of the link of a letter to somebody.
    private static func path(
        _ stage: Stage,
        _ kind: Letter.Kind = .applicationPaid,
        to person: Stage.Person = .maker
    ) async throws -> String {
        let account = try stage.account(person)
        let now = stage.clock.now
        try await stage.store.engine.write { db in
            let letter = Letter(kind, to: account.address, .en, facts: [Letter.optionalFact: "yes"])
            try Outbox(db: db).queue(letter, about: account.id, at: now)
        }
        let letter = try #require(try await stage.store.letters(.waiting).last)
        return "/stop/" + stage.store.keys.stopToken(letter.messageID)
    }

    private static func isWanted(_ stage: Stage) async throws -> Bool? {
        try await stage.store.letterChoices(of: try stage.account(.maker).id)[.applicationSteps]
    }

    private static let press = [("List-Unsubscribe", "One-Click")]

    @Test("opening it shows one button and changes nothing, however often and by whomever")
    func opened() async throws {
        try await Stage.with(.maker) { stage in
            let path = try await Self.path(stage)
            let before = try await stage.store.dumpOfActs()
            let stranger = Visitor(live: stage.live)
            for lang in ["ja", "en", "easy"] {
                let shown = try await stranger.get("\(path)?lang=\(lang)")
                #expect(shown.status == 200 && shown["Cache-Control"] == "no-store")
                #expect(shown["Referrer-Policy"] == "no-referrer" && shown["Set-Cookie"] == nil)
                #expect(shown["ETag"] == nil)
                #expect(shown.text.components("<button").count == 2)
                #expect(shown.text.contains("name=\"List-Unsubscribe\" value=\"One-Click\""))
                #expect(shown.text.contains("action=\"\(path)?lang=\(lang)\""))
                #expect(shown.text.contains("<meta name=\"robots\" content=\"noindex\"/>"))
                // Whoever holds the link is not told whose it is.
                #expect(!shown.text.contains("maker@example.jp"))
            }
            #expect(try await stage.live.client.ask("HEAD", path).status == 200)
            #expect(try await Self.isWanted(stage) == nil)
            #expect(try await stage.store.dumpOfActs() == before)
        }
    }

    @Test("one press stops the topic, without session, cookie or page, in either form of body; more do nothing")
    func pressed() async throws {
        try await Stage.with(.maker) { stage in
            let path = try await Self.path(stage)
            // As a mail service does it, and as a page of another site would: the token decides, not where it comes from.
            var service = Visitor(live: stage.live)
            let first = try await service.post(path, Self.press, site: "cross-site")
            #expect(first.status == 200 && first["Location"] == nil && first["Set-Cookie"] == nil)
            #expect(first["Cache-Control"] == "no-store" && first["Referrer-Policy"] == "no-referrer")
            #expect(first.text.contains("/account?lang="))
            #expect(try await Self.isWanted(stage) == false)
            let acts = try await stage.store.dumpOfActs()
            #expect(acts.filter { $0.contains("by a letter's link") }.count == 1)
            let multipart =
                "--xyz\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--xyz--\r\n"
            for body in [Array(multipart.utf8), Visitor.form(Self.press)] {
                let type =
                    body.first == 0x2D ? "multipart/form-data; boundary=xyz" : "application/x-www-form-urlencoded"
                let again = try await stage.live.client.ask("POST", path, ["Content-Type": type], body: body)
                #expect(again.status == 200)
            }
            #expect(try await stage.store.dumpOfActs() == acts)
            #expect(
                try await Visitor(live: stage.live).get(path + "?lang=en").text.contains("These letters are stopped")
            )
            // Turned on again on the page of the account; then a mail service's own form stops it once more.
            #expect(!(try await stage[.maker].get("/account?lang=en").text.contains("checked=\"checked\"")))
            try await stage[.maker].post("/account/letters?lang=en", [("applicationSteps", "yes")])
            #expect(try await Self.isWanted(stage) == true)
            let third = try await stage.live.client.ask(
                "POST",
                path,
                ["Content-Type": "multipart/form-data; boundary=xyz"],
                body: Array(multipart.utf8)
            )
            #expect(third.status == 200)
            #expect(try await Self.isWanted(stage) == false)
        }
    }

    @Test("what is no press, no token of ours, or over, is said in one sentence and changes nothing")
    func refused() async throws {
        try await Stage.with(.maker) { stage in
            let path = try await Self.path(stage)
            let always = try await Self.path(stage, .digest)
            let gone = try await Self.path(stage, .applicationIssued)
            try await stage.store.engine.write {
                _ = try $0.run(Statement("DELETE FROM letter WHERE kind = 'applicationIssued'"), [])
            }
            var visitor = Visitor(live: stage.live)
            let before = try await stage.store.dumpOfActs()
            let wrong: [[(String, String)]] = [
                [], [("List-Unsubscribe", "")], [("list-unsubscribe", "One-Click")], [("a", "b")],
            ]
            for fields in wrong {
                let answer = try await visitor.post(path, fields)
                #expect(answer.status == 400 && answer.text.contains("何も変更していません"), "\(fields)")
            }
            let json = try await stage.live.client.ask(
                "POST",
                path,
                ["Content-Type": "application/json"],
                body: Array("{}".utf8)
            )
            #expect(json.status == 415)
            let other = path.dropLast() + (path.hasSuffix("0") ? "1" : "0")
            for (path, status, words) in [
                (String(other), 404, "none of this registry"), ("/stop/x", 404, "none of this registry"),
                ("/stop/" + String(repeating: "a", count: 300), 404, "none of this registry"), (gone, 410, "too old"),
                (always, 409, "always come"),
            ] {
                let asked = try await visitor.get(path + "?lang=en")
                #expect(asked.status == status && asked.text.contains(words), "\(path)")
                #expect(asked["Cache-Control"] == "no-store", "\(path)")
                let pressed = try await visitor.post(path + "?lang=en", Self.press)
                #expect(pressed.status == status && pressed.text.contains(words), "\(path)")
            }
            #expect(try await Self.isWanted(stage) == nil)
            #expect(try await stage.store.dumpOfActs() == before)
        }
    }

    @Test("the token stands in no log")
    func masked() {
        #expect(CheckAddress.masked("/stop/0123") == "/stop/-")
        #expect(CheckAddress.masked("/STOP/0123") == "/stop/-")
        #expect(CheckAddress.masked("/stop") == "/stop")
    }
}

extension RegistryStore {
    /// The diary as text, one line an act.
    fileprivate func dumpOfActs() async throws -> [String] {
        try await engine.read { db in
            try db.all(Statement("SELECT verb, subject, detail FROM act ORDER BY id")) {
                "\($0.text(0)) \($0.text(1)) \($0.text(2))"
            }
        }
    }
}

extension String {
    fileprivate func components(_ mark: String) -> [String] {
        split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    }
}
