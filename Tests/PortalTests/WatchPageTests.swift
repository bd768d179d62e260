import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("following by mail without an account")
struct WatchPageTests {
    private static let asked = [
        ("levelAtLeast", "STAR-1"), ("standing", "valid"), ("email", "officer@example.jp"), ("until", "2028-03-31"),
    ]

    @Test("a list's page has the form, and every step of it works without a script", arguments: Language.allCases)
    func form(_ language: Language) async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue("F-1")
        try await LivePortal.with(registry) { live in
            let lang = "lang=\(language.rawValue)"
            var visitor = Visitor(live: live)
            let list = try await visitor.get("/search?levelAtLeast=1&on=2027-06-01&sort=level&\(lang)")
            #expect(list.text.contains("action=\"/watches?\(lang)\" method=\"post\""))
            #expect(list.text.contains("<input type=\"hidden\" name=\"levelAtLeast\" value=\"STAR-1\"/>"))
            let own = try await visitor.get("/watches?levelAtLeast=1&standing=valid&\(lang)")
            #expect(own.status == 200 && !own.text.contains("<script") && own.text.contains("name=\"until\""))
            let sent = try await visitor.post("/watches?\(lang)", Self.asked)
            #expect(sent.status == 200 && sent.text.contains(Phrase.plain(WatchWords.words(language).watchSentTitle)))
            let secret = try await Visitor.letter(.confirmWatch, live)
            #expect(secret.utf8.count == 43)
            // Mail programs open links: that begins nothing.
            for _ in 0..<2 {
                let page = try await visitor.get("/watches/\(secret)?\(lang)")
                #expect(page.status == 200 && page.text.contains("value=\"confirm\""))
                #expect(page["X-Robots-Tag"] == "noindex")
            }
            #expect(try await registry.store.watchCounts().counts == [.list: [.asked: 1]])
            let begun = try await visitor.post("/watches/\(secret)?\(lang)", [("action", "confirm")])
            #expect(begun.status == 200)
            #expect(try await registry.store.watchCounts().counts == [.list: [.followed: 1]])
            let page = try await visitor.get("/watches/\(secret)?\(lang)")
            #expect(page.text.contains("value=\"stop\"") && page.text.contains("2028-03-31"))
            #expect(page.text.contains("/search?levelAtLeast=STAR-1&amp;standing=valid&amp;\(lang)"))
            let moved = try await visitor.post(
                "/watches/\(secret)?\(lang)",
                [("action", "move"), ("until", "2029-03-31")]
            )
            #expect(moved.status == 200 && moved.text.contains("2029-03-31"))
            let late = try await visitor.post(
                "/watches/\(secret)?\(lang)",
                [("action", "move"), ("until", "2099-03-31")]
            )
            #expect(late.status == 400)
            let stopped = try await visitor.post("/watches/\(secret)?\(lang)", [("action", "stop")])
            #expect(stopped.status == 200)
            #expect(try await registry.store.watchCounts().counts == [:])
            #expect(try await visitor.get("/watches/\(secret)?\(lang)").status == 404)
        }
    }

    @Test("the answer is the same for an address that is known, that was asked for just now, and for any other")
    func alike() async throws {
        let registry = try await TestRegistry.empty()
        try await LivePortal.with(registry) { live in
            var visitor = Visitor(live: live)
            func ask(_ address: String) async throws -> String {
                var fields = Self.asked
                fields[2].1 = address
                let answer = try await visitor.post("/watches?lang=en", fields)
                return "\(answer.status) \(answer.text)"
            }
            let first = try await ask("officer@example.jp")
            #expect(first.hasPrefix("200 "))
            #expect(try await ask("officer@example.jp") == first)
            #expect(try await ask("nobody@example.jp") == first)
            // Two letters, not three.
            #expect(try await registry.store.backlog().waiting == 2)
        }
    }

    @Test(
        "addresses, days and conditions that cannot be are said, and no letter is made",
        arguments: [
            ("email", "officer@example.jp\r\nBcc: victim@example.jp", 400), ("email", "officer", 400),
            ("email", "", 400),
            ("email", "a@example.jp, b@example.jp", 400), ("email", "\"x y\"@example.jp", 400),
            ("until", "2028-02-30", 400), ("until", "", 400), ("until", "2020-01-01", 400),
            ("until", "2099-01-01", 400),
            ("levelAtLeast", "STAR-9", 400), ("standing", "lost", 400), ("nonsense", "x", 400),
            ("on", "2027-05-20", 400),
            ("check", "0123", 404), ("check", "0123456789abcdef0123456789abcdef", 404),
        ]
    )
    func refused(_ name: String, _ value: String, _ status: Int) async throws {
        let registry = try await TestRegistry.empty()
        try await LivePortal.with(registry) { live in
            var visitor = Visitor(live: live)
            let fields = Self.asked.filter { $0.0 != name } + [(name, value)]
            let answer = try await visitor.post("/watches?lang=en", fields)
            #expect(answer.status == status, "\(answer.text)")
            #expect(try await registry.store.backlog().waiting == 0)
            #expect(try await registry.store.watchCounts().counts == [:])
        }
    }

    @Test("forms of other sites, links of nobody and old links begin and change nothing")
    func strangers() async throws {
        let registry = try await TestRegistry.empty()
        try await LivePortal.with(registry) { live in
            var visitor = Visitor(live: live)
            #expect(try await visitor.post("/watches?lang=en", Self.asked, site: "cross-site").status == 403)
            try await visitor.post("/watches?lang=en", Self.asked)
            let secret = try await Visitor.letter(.confirmWatch, live)
            let confirm = [("action", "confirm")]
            #expect(try await visitor.post("/watches/\(secret)", confirm, site: "cross-site").status == 403)
            for wrong in ["x", secret.lowercased() + "x", "..%2F\(secret)", "%00", String(secret.dropLast())] {
                #expect(try await visitor.get("/watches/\(wrong)").status >= 400, "\(wrong)")
                #expect(try await visitor.post("/watches/\(wrong)", confirm).status >= 400, "\(wrong)")
            }
            #expect(try await visitor.post("/watches/\(secret)", [("action", "stp")]).status == 200)
            registry.clock.advance(milliseconds: 24 * 3_600_000)
            #expect(try await visitor.get("/watches/\(secret)").status == 404)
            #expect(try await visitor.post("/watches/\(secret)", confirm).status == 404)
            #expect(try await registry.store.watchCounts().counts == [.list: [.asked: 1]])
            #expect(CheckAddress.masked("/watches/\(secret)") == "/watches/-")
            #expect(CheckAddress.masked("/watches") == "/watches")
        }
    }

    @Test("one press in a mail program stops a watch, in both forms, and is answered alike afterwards")
    func oneClick() async throws {
        for isMultipart in [false, true] {
            let registry = try await TestRegistry.empty()
            try await LivePortal.with(registry) { live in
                var visitor = Visitor(live: live)
                try await visitor.post("/watches?lang=en", Self.asked)
                let secret = try await Visitor.letter(.confirmWatch, live)
                try await visitor.post("/watches/\(secret)?lang=en", [("action", "confirm")])
                let type = isMultipart ? "multipart/form-data; boundary=b" : "application/x-www-form-urlencoded"
                let body =
                    isMultipart
                    ? "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
                    : "List-Unsubscribe=One-Click"
                for _ in 0..<2 {
                    let answer = try await live.client.ask(
                        "POST",
                        "/watches/\(secret)",
                        ["Content-Type": type],
                        body: Array(body.utf8)
                    )
                    #expect(answer.status == 200, "\(answer.text)")
                    #expect(try await registry.store.watchCounts().counts == [:])
                }
            }
        }
    }

    @Test("a check is followed from its page, and what changes since is told")
    func check() async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue("F-1")
        try await LivePortal.with(registry) { live in
            var visitor = Visitor(live: live)
            let receipt = try JSONTree(try await live.check(Array("F-1\nNO-SUCH\n".utf8)).body)
            let rows = receipt["page"]?.text?.split(separator: "/").last.map(String.init) ?? ""
            let page = try await visitor.get("/checks/\(rows)?lang=en")
            #expect(page.text.contains("<input type=\"hidden\" name=\"check\" value=\"\(rows)\"/>"))
            let fields = [("check", rows), ("email", "officer@example.jp"), ("until", "2028-03-31")]
            #expect(try await visitor.post("/watches?lang=en", fields).status == 200)
            let secret = try await Visitor.letter(.confirmWatch, live)
            #expect(try await visitor.post("/watches/\(secret)?lang=en", [("action", "confirm")]).status == 200)
            #expect(try await visitor.get("/watches/\(secret)?lang=en").text.contains("/receipts/"))
            registry.clock.advance(milliseconds: 86_400_000)
            try await registry.perform(.revoke, on: "F-1", registry.clock.now.day.text)
            #expect(try await registry.store.keepWatches(at: registry.clock.now).letters == 1)
            let letters = try await registry.store.claimLetters(
                limit: 5,
                holder: "t",
                lease: 1000,
                at: registry.clock.now,
                token: { "next" }
            )
            #expect(letters.map(\.letter.kind) == [.watchDigest])
            #expect(letters[0].letter.entries.count == 1)
            #expect(letters[0].letter.entries[0]["number"] == "F-1")
            let link = try #require(letters[0].secret)
            #expect(try await visitor.get("/watches/\(link)?lang=en").text.contains("value=\"stop\""))
            #expect(CheckAddress.masked("/watches/\(link)") == "/watches/-")
            #expect(try await visitor.post("/watches/\(link)?lang=en", [("action", "stop")]).status == 200)
            #expect(try await registry.store.watchCounts().counts == [:])
        }
    }

    @Test("a check of more rows than a watch follows is refused by the form, in both languages, and makes no letter")
    func tooMany() async throws {
        let registry = try await TestRegistry.empty()
        try await LivePortal.with(registry) { live in
            var visitor = Visitor(live: live)
            // Rows that found nothing do not count.
            for (found, status) in [(WatchAsk.mostRows, 200), (WatchAsk.mostRows + 1, 422)] {
                let receipt = try await registry.store.keep(
                    Self.receipt(found: found, at: registry.clock.now),
                    ReceiptHead(header: nil, fields: []),
                    [],
                    key: nil,
                    digest: ""
                )
                for language in [Language.ja, .en] {
                    let address = "/watches?check=\(receipt.secret)&lang=\(language.rawValue)"
                    let form = try await visitor.get(address, ["Accept": "text/html"])
                    #expect(form.status == status)
                    let isTold = form.text.contains(language == .ja ? "10000行まで" : "at most 10000 can be followed")
                    #expect(isTold == (status == 422), "\(form.text)")
                }
                let fields = [("check", receipt.secret), ("email", "m\(found)@example.jp"), ("until", "2028-03-31")]
                #expect(try await visitor.post("/watches?lang=en", fields).status == status)
            }
            #expect(try await registry.store.backlog().waiting == 1)
            #expect(try await registry.store.watchCounts().counts == [.check: [.asked: 1]])
        }
    }

    private static func receipt(found: Int, at now: Moment) -> Receipt {
        Receipt(
            name: Receipt.mintName(),
            secret: Receipt.mintSecret(),
            inputDigest: String(repeating: "ab", count: 32),
            form: "csv",
            encoding: "utf-8",
            conditions: "",
            asked: AskedMoment(day: now.day, today: now.day, revision: 1),
            coveredThrough: nil,
            rules: String(repeating: "cd", count: 32),
            tally: CheckTally(
                rows: found + 6,
                outcomes: [.pass: found, .review: 6],
                matches: [.exactModel: found, .none: 3, .ambiguous: 2, .manufacturerOnly: 1],
                reasons: [:]
            ),
            recordedAt: now,
            rowsUntil: now + Receipt.rowLife,
            isTest: true
        )
    }
}
