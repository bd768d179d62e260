import Access
import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("accounts")
struct AccountTests {
    private static let registration = [
        ("name", "山田 花子"), ("email", "hanako@example.jp"), ("organisation", "例示製作所"), ("organisationEN", ""),
        ("country", "JP"), ("corporateNumber", "7000012050002"), ("foreignProof", ""), ("language", "ja"),
    ]

    /// A manufacturer's administrator who registered and signed in.
    private static func registered(_ live: LivePortal) async throws -> Visitor {
        var visitor = Visitor(live: live)
        let asked = try await visitor.post("/join?lang=en", registration)
        #expect(asked.status == 200 && asked.text.contains("on its way"))
        let token = try await Visitor.letter(.confirmAddress, live)
        let ended = try await visitor.post(
            "/join/\(token)?lang=en",
            [("name", "山田 花子"), ("password", Visitor.password)]
        )
        #expect(ended.status == 303 && ended["Location"] == "/sign-in?lang=en")
        let signed = try await visitor.signIn("Hanako@example.jp")
        #expect(signed.status == 303 && signed["Location"] == "/account?lang=en")
        return visitor
    }

    @Test("a manufacturer registers, signs in, sees the account and signs out")
    func registering() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            let page = try await visitor.get("/account?lang=en")
            #expect(page.status == 200 && page.text.contains("山田 花子") && page.text.contains("例示製作所"))
            #expect(page["Cache-Control"] == "no-store")
            // The letter's link is used up.
            let out = try await visitor.post("/sign-out?lang=en", [])
            #expect(out.status == 303 && visitor.cookie == nil)
            #expect(try await visitor.get("/account?lang=en").status == 303)
        }
    }

    @Test("the cookie is this host's, https' and no script's, and a session is not guessed")
    func cookie() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            let answer = try await visitor.signIn("hanako@example.jp")
            let cookie = try #require(answer["Set-Cookie"])
            #expect(cookie.hasPrefix("__Host-session=") && !cookie.contains("Domain"))
            for word in ["; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Lax;"] { #expect(cookie.contains(word)) }
            for wrong in ["", "x", String(repeating: "A", count: 43), String(repeating: "A", count: 5000)] {
                let header = ["Cookie": "\(Gate.cookie)=\(wrong)"]
                let page = try await live.client.get("/account", header)
                #expect(page.status == 303 || page.status == 400)
            }
            let twice = ["Cookie": "\(Gate.cookie)=\(visitor.cookie ?? ""); \(Gate.cookie)=x"]
            #expect(try await live.client.get("/account", twice).status == 303)
        }
    }

    @Test("nothing tells whether an address has an account")
    func enumeration() async throws {
        try await LivePortal.with(try await .empty()) { live in
            _ = try await Self.registered(live)
            func both(_ path: String, _ fields: [(String, String)]) async throws -> [WireAnswer] {
                var answers: [WireAnswer] = []
                for address in ["hanako@example.jp", "nobody@example.jp"] {
                    var visitor = Visitor(live: live)
                    let own = fields.map { $0.0 == "email" ? ($0.0, address) : $0 }
                    answers.append(try await visitor.post(path, own))
                }
                return answers
            }
            let questions: [(String, [(String, String)])] = [
                ("/sign-in?lang=en", [("email", ""), ("password", "wrong wrong wrong"), ("code", "")]),
                ("/sign-in?lang=en", [("email", ""), ("password", "wrong"), ("code", "123456")]),
                ("/reset?lang=en", [("email", "")]),
                ("/join?lang=en", Self.registration.map { $0.0 == "corporateNumber" ? ($0.0, "1000012160153") : $0 }),
            ]
            for (path, fields) in questions {
                let answers = try await both(path, fields)
                #expect(answers[0].status == answers[1].status, "\(path)")
                let texts = answers.map {
                    $0.text.replacing("hanako@", with: "X@").replacing("nobody@", with: "X@")
                }
                #expect(texts[0] == texts[1], "\(path)")
            }
        }
    }

    @Test("one-time codes are set up by a first code; then the password alone is not enough")
    func codes() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            let page = try await visitor.get("/account/codes?lang=en")
            let secret = try #require(page.text.firstMatch(of: #/name="secret" value="([A-Z2-7]{32})"/#)).1
            let code = try #require(OneTimeCode(base32: String(secret)))
            func now() -> String { code.code(OneTimeCode.step(live.registry.clock.now)) }
            let wrong = try await visitor.post("/account/codes?lang=en", [("secret", String(secret)), ("code", "000")])
            #expect(wrong.status == 422 && wrong.text.contains("check the clock"))
            let done = try await visitor.post("/account/codes?lang=en", [("secret", String(secret)), ("code", now())])
            #expect(done.status == 200)
            let recovery = done.text.matches(of: #/<li class="bad">([0-9A-Z-]{14})<\/li>/#).map { String($0.1) }
            #expect(recovery.count == 10)
            // That very code is used up.
            #expect(try await visitor.signIn("hanako@example.jp", code: now()).status == 401)
            #expect(try await visitor.signIn("hanako@example.jp").status == 401)
            live.registry.clock.advance(milliseconds: 60_000)
            #expect(try await visitor.signIn("hanako@example.jp", code: now()).status == 303)
            #expect(try await visitor.signIn("hanako@example.jp", code: recovery[3].lowercased()).status == 303)
            #expect(try await visitor.signIn("hanako@example.jp", code: recovery[3]).status == 401)
            #expect(try await visitor.get("/account?lang=en").text.contains("Recovery codes left: 9"))
        }
    }

    @Test("a forgotten password is made new by letter, with the code where there is one, and every session ends")
    func reset() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            #expect(try await visitor.post("/reset?lang=en", [("email", "hanako@example.jp")]).status == 200)
            let token = try await Visitor.letter(.resetPassword, live)
            #expect(try await visitor.get("/reset/\(token)?lang=en").status == 200)
            let weak = try await visitor.post("/reset/\(token)?lang=en", [("password", "passwordpassword")])
            #expect(weak.status == 422 && weak.text.contains("easy to guess"))
            let new = "the lamp hums near the old stove"
            #expect(try await visitor.post("/reset/\(token)?lang=en", [("password", new)]).status == 200)
            #expect(try await visitor.post("/reset/\(token)?lang=en", [("password", new)]).status == 404)
            #expect(try await visitor.get("/account").status == 303)
            #expect(try await visitor.signIn("hanako@example.jp").status == 401)
            #expect(try await visitor.signIn("hanako@example.jp", new).status == 303)
            // Within ten minutes nothing more is sent.
            #expect(try await visitor.post("/reset?lang=en", [("email", "hanako@example.jp")]).status == 200)
            #expect(try await Visitor.letter(.resetPassword, live) == "")
            live.registry.clock.advance(milliseconds: 600_001)
            #expect(try await visitor.post("/reset?lang=en", [("email", "hanako@example.jp")]).status == 200)
            let late = try await Visitor.letter(.resetPassword, live)
            live.registry.clock.advance(milliseconds: RegistryStore.resetLife)
            #expect(try await visitor.get("/reset/\(late)?lang=en").status == 404)
        }
    }

    @Test("people of an organisation are invited, given roles and closed; others' people cannot be touched")
    func members() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            let invitation = [("name", "Taro"), ("email", "taro@example.jp"), ("language", "en")]
            let none = try await visitor.post("/account/members?lang=en", invitation)
            #expect(none.status == 422 && none.text.contains("at least one role"))
            let sent = try await visitor.post(
                "/account/members?lang=en",
                invitation + [("roles", "manufacturerMember")]
            )
            #expect(sent.status == 303)
            let token = try await Visitor.letter(.invitation, live)
            var taro = Visitor(live: live)
            #expect(
                try await taro.post("/join/\(token)?lang=en", [("name", "Taro"), ("password", Visitor.password)])
                    .status == 303
            )
            #expect(try await taro.signIn("taro@example.jp").status == 303)
            // A member may not look at members.
            #expect(try await taro.get("/account/members").status == 403)
            let (stranger, _) = try await Visitor.account(
                live,
                [.manufacturerAdministrator],
                address: "s@example.jp",
                organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "Other")
            )
            for path in ["roles", "close"] {
                for id in ["\(stranger.id)", "999", "0", "-1", "x", "99999999999999999999"] {
                    let answer = try await visitor.post(
                        "/account/members/\(id)/\(path)?lang=en",
                        [("roles", "manufacturerMember")]
                    )
                    #expect(answer.status == 404, "\(id) \(path)")
                }
            }
            let id = stranger.id - 1
            let raised = try await visitor.post(
                "/account/members/\(id)/roles?lang=en",
                [("roles", "manufacturerMember"), ("roles", "manufacturerAdministrator")]
            )
            #expect(raised.status == 303)
            // New roles begin with a new sign-in.
            #expect(try await taro.get("/account/members").status == 303)
            #expect(try await taro.signIn("taro@example.jp").status == 303)
            #expect(try await taro.get("/account/members").status == 200)
            #expect(try await taro.post("/account/members/\(id)/close?lang=en", []).status == 303)
            #expect(try await taro.signIn("taro@example.jp").status == 401)
        }
    }

    @Test("an account keeps a check for ten years, and nobody else can")
    func keeping() async throws {
        try await LivePortal.with(try await .empty()) { live in
            try await live.registry.issue("T-1", .sample(models: ["DC-100"]))
            let receipt = try JSONTree(try await live.check(Array("DC-100\n".utf8)).body)
            let page = try live.path(receipt["page"]?.text)
            #expect(try await live.client.get(page + "?lang=en").text.contains("Keep it for 10 years"))
            var visitor = Visitor(live: live)
            let turned = try await visitor.post(page + "/keep?lang=en", [])
            #expect(turned["Location"]?.hasPrefix("/sign-in?then=%2Fchecks%2F") == true)
            visitor = try await Self.registered(live)
            for _ in 0..<2 { #expect(try await visitor.post(page + "/keep?lang=en", []).status == 303) }
            #expect(try await visitor.post("/checks/\(String(repeating: "0", count: 32))/keep", []).status == 404)
            let kept = try await visitor.get(page + "?lang=en")
            #expect(!kept.text.contains("Keep it for 10 years") && kept.text.contains("20 May 2037"))
            #expect(try await visitor.get("/account?lang=en").text.contains("Checks you keep"))
            #expect(try await live.registry.store.acts(ActFilter(verb: "keepReceipt"), limit: 9).count == 1)
            // Housekeeping leaves it alone until then.
            let clock = live.registry.clock
            clock.set(try Day.of("2037-05-20").start)
            #expect(try await live.registry.store.forgetReceiptRows(at: clock.now) == 0)
            #expect(try await live.client.get(page).status == 200)
            clock.set(try Day.of("2037-05-21").start)
            #expect(try await live.client.get(page).status == 410)
            #expect(try await live.registry.store.forgetReceiptRows(at: clock.now) > 0)
            let late = try await live.client.get(page + "?lang=en")
            #expect(late.status >= 400 && late.status < 500)
        }
    }

    @Test("a form from another site is refused and nothing happens")
    func crossSite() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            for site in ["cross-site", "same-site"] {
                let answer = try await visitor.post("/account/sessions", [("session", "others")], site: site)
                #expect(answer.status == 403)
                #expect(try await visitor.post("/sign-in", [("email", "x")], site: site).status == 403)
            }
            var headers = ["Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"]
            headers["Cookie"] = "\(Gate.cookie)=\(visitor.cookie ?? "")"
            for origin in ["https://evil.example", "null", "https://label.example.jp.evil.example"] {
                headers["Origin"] = origin
                let answer = try await live.client.ask("POST", "/sign-out", headers, body: [])
                #expect(answer.status == 403, "\(origin)")
            }
            #expect(try await visitor.get("/account").status == 200)
        }
    }

    @Test(
        "after signing in one goes on within this portal alone",
        arguments: [
            ("/account/members", "/account/members?lang=en"), ("//evil.example/", "/account?lang=en"),
            ("https://evil.example/", "/account?lang=en"), ("/\\evil.example", "/account?lang=en"),
            ("/a\r\nSet-Cookie: x", "/account?lang=en"), ("", "/account?lang=en"),
            ("/search?q=x", "/search?q=x&lang=en"),
        ]
    )
    func onward(_ then: String, _ location: String) async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            let answer = try await visitor.post(
                "/sign-in?lang=en",
                [("email", "hanako@example.jp"), ("password", Visitor.password), ("then", then)]
            )
            #expect(answer["Location"] == location)
        }
    }

    @Test("what matters asks for password and code again after ten minutes")
    func stepUp() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = try await Self.registered(live)
            live.registry.clock.advance(milliseconds: SessionRule.stepUp)
            let held = try await visitor.post("/account/members?lang=en", [("name", "x")])
            #expect(held["Location"] == "/account/prove?then=%2Faccount%2Fmembers&lang=en")
            #expect(try await visitor.get("/account/prove?lang=en").status == 200)
            let wrong = try await visitor.post("/account/prove?lang=en", [("password", "wrong"), ("then", "/account")])
            #expect(wrong.status == 401)
            let right = try await visitor.post(
                "/account/prove?lang=en",
                [("password", Visitor.password), ("then", "/account/members")]
            )
            #expect(right["Location"] == "/account/members?lang=en")
            #expect(try await visitor.post("/account/members?lang=en", [("name", "x")]).status == 400)
        }
    }

    @Test("secrets of links stand in no log")
    func masked() {
        for path in ["/join", "/reset", "/JOIN"] {
            #expect(CheckAddress.masked(path + "/AbCdEf") == path.lowercased() + "/-")
        }
        #expect(CheckAddress.masked("/join") == "/join")
    }
}
