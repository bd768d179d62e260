import Access
import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("pages that erase a person")
struct ErasurePageTests {
    /// Makes a second person of the maker's organisation.
    private func colleague(
        _ stage: Stage,
        _ role: Role = .manufacturerMember
    ) async throws -> (account: Account, visitor: Visitor) {
        let organisation = try stage.account(.maker).organisation
        let made = try await Visitor.account(
            stage.live,
            [role],
            address: "colleague@example.jp",
            organisation: organisation
        )
        var visitor = Visitor(live: stage.live)
        #expect(try await visitor.signIn("colleague@example.jp").status == 303)
        return (made.account, visitor)
    }

    @Test("one erases oneself with the password once more, and the address is free again")
    func own() async throws {
        try await Stage.with(.maker) { stage in
            var (account, visitor) = try await colleague(stage)
            let home = try await visitor.get("/account?lang=en")
            #expect(home.text.contains("href=\"/account/erase?lang=en\""))
            let form = try await visitor.get("/account/erase?lang=en")
            #expect(form.status == 200 && form.text.contains("cannot be taken back"))
            let wrong = try await visitor.post("/account/erase?lang=en", [("password", "wrong")])
            #expect(wrong.status == 401)
            #expect(try await visitor.get("/account?lang=en").status == 200)
            // Ten minutes later the session alone does not open the form.
            stage.clock.advance(milliseconds: SessionRule.stepUp)
            let late = try await visitor.post("/account/erase?lang=en", [("password", Visitor.password)])
            #expect(late["Location"] == "/account/prove?then=%2Faccount%2Ferase&lang=en")
            let proven = try await visitor.post(
                "/account/prove?lang=en",
                [("password", Visitor.password), ("then", "/account/erase")]
            )
            #expect(proven["Location"] == "/account/erase?lang=en")
            let cookie = visitor.cookie
            let done = try await visitor.post("/account/erase?lang=en", [("password", Visitor.password)])
            #expect(done.status == 200 && done.text.contains("are erased") && visitor.cookie == nil)
            visitor.cookie = cookie
            #expect(try await visitor.get("/account").status == 303)
            #expect(try await visitor.signIn("colleague@example.jp").status == 401)
            let members = try await stage[.maker].get("/account/members?lang=en")
            #expect(members.text.contains("erased account \(account.id)"))
            #expect(!members.text.contains("colleague@example.jp"))
            // The address comes back as somebody new.
            account = try await colleague(stage).account
            #expect(account.address.text == "colleague@example.jp" && !account.isErased)
        }
    }

    @Test("an administrator erases people of the own organisation, with a reason that names nobody")
    func members() async throws {
        try await Stage.with(.maker, .rival) { stage in
            let (account, visitor) = try await colleague(stage)
            let path = "/account/members/\(account.id)/erase?lang=en"
            let page = try await stage[.maker].get("/account/members?lang=en")
            #expect(page.text.contains("action=\"/account/members/\(account.id)/erase?lang=en\""))
            // Oneself by the own page alone.
            let own = try stage.account(.maker).id
            #expect(!page.text.contains("action=\"/account/members/\(own)/erase"))
            #expect(try await stage[.maker].post("/account/members/\(own)/erase", [("reason", "x")]).status == 409)
            for (reason, status) in [("", 400), ("colleague@example.jp asked", 400)] {
                #expect(try await stage[.maker].post(path, [("reason", reason)]).status == status, "\(reason)")
            }
            #expect(try await stage[.rival].post(path, [("reason", "asked")]).status == 404)
            var member = visitor
            #expect(try await member.post(path, [("reason", "asked")]).status == 403)
            #expect(try await stage[.maker].post(path, [("reason", "asked")], site: "cross-site").status == 403)
            stage.clock.advance(milliseconds: SessionRule.stepUp)
            let held = try await stage[.maker].post(path, [("reason", "asked")])
            #expect(held["Location"] == "/account/prove?then=%2Faccount%2Fmembers&lang=en")
            #expect(try await visitor.get("/account").status == 200)
            try await stage.prove(.maker, then: "/account/members")
            let done = try await stage[.maker].post(path, [("reason", "asked by letter")])
            #expect(done["Location"] == "/account/members?done=erased&lang=en")
            #expect(try await visitor.get("/account").status == 303)
            #expect(try await stage[.maker].post(path, [("reason", "asked")]).status == 409)
            let after = try await stage[.maker].get("/account/members?done=erased&lang=en")
            #expect(after.text.contains("The personal data are erased."))
            #expect(after.text.contains("erased account \(account.id)"))
        }
    }

    @Test("the operator's administrator reaches everybody; the diary says who was erased, labels say what they said")
    func operators() async throws {
        try await Stage.with(.rival, .administrator) { stage in
            let label = try await stage.live.registry.issue("T-1")
            let paths = ["/\(label.code.text)", "/api/v1/labels/\(label.code.text)", "/api/v1/labels/T-1/history"]
            var before: [[UInt8]] = []
            for path in paths { before.append(try await stage.live.client.get(path).body) }
            let id = try stage.account(.rival).id
            let path = "/account/members/\(id)/erase?lang=en"
            #expect(try await stage[.administrator].post(path, [("reason", "asked by letter")]).status == 303)
            #expect(try await stage[.rival].get("/account").status == 303)
            for (path, body) in zip(paths, before) {
                #expect(try await stage.live.client.get(path).body == body, "\(path)")
            }
            let diary = try await stage[.administrator].get("/office/diary?lang=en")
            #expect(diary.status == 200 && diary.text.contains("eraseAccount"))
            #expect(diary.text.contains("erased account \(id)") && diary.text.contains("asked by letter"))
            #expect(try await stage[.administrator].get("/office/diary?lang=ja").text.contains("消去済みアカウント \(id)"))
            // The last of them stays.
            let own = [("password", Visitor.password), ("code", "")]
            #expect(try await stage[.administrator].post("/account/erase?lang=en", own).status == 401)
            stage.clock.advance(milliseconds: 60_000)
            let code = [("password", Visitor.password), ("code", stage.code(.administrator))]
            let refused = try await stage[.administrator].post("/account/erase?lang=en", code)
            #expect(refused.status == 409 && refused.text.contains("Nobody else administers"))
        }
    }

    @Test("open invitations are on the page and end there")
    func invitations() async throws {
        try await Stage.with(.maker, .rival) { stage in
            let invitation = [
                ("name", "Taro"), ("email", "taro@example.jp"), ("language", "en"), ("roles", "manufacturerMember"),
            ]
            #expect(try await stage[.maker].post("/account/members?lang=en", invitation).status == 303)
            let page = try await stage[.maker].get("/account/members?lang=en")
            let action = try #require(page.text.firstMatch(of: #/action="(\/account\/invitations\/[0-9]+\/end)/#)).1
            #expect(page.text.contains("taro@example.jp") && page.text.contains("invited by maker@example.jp"))
            #expect(try await stage[.rival].post(String(action), []).status == 404)
            #expect(try await stage[.maker].post(String(action) + "?lang=en", []).status == 303)
            #expect(try await stage[.maker].post(String(action), []).status == 404)
            #expect(try await !stage[.maker].get("/account/members?lang=en").text.contains("taro@example.jp"))
            stage.clock.advance(milliseconds: SessionRule.stepUp)
            let held = try await stage[.maker].post(String(action) + "?lang=en", [])
            #expect(held["Location"] == "/account/prove?then=%2Faccount%2Fmembers&lang=en")
        }
    }

    @Test("a sign-in with a hash of lower cost than the setting leaves one of the setting's")
    func strengthening() async throws {
        let cost = PasswordCost(logRounds: 11)
        try await LivePortal.with(try await .empty(), settings: PortalSettings(passwordCost: cost)) { live in
            let maker = Organisation(side: .manufacturer, nameJA: "", nameEN: "Maker")
            let (account, _) = try await Visitor.account(
                live,
                [.manufacturerAdministrator],
                address: "a@example.jp",
                organisation: maker
            )
            func kept() async throws -> String {
                let statement = Statement("SELECT password FROM account WHERE id = ?1")
                return try await live.registry.store.engine.read { db in
                    try db.first(statement, [.integer(account.id)]) { $0.text(0) } ?? ""
                }
            }
            let weak = try await kept()
            #expect(PasswordHash(kept: weak).isWeaker(than: cost))
            var visitor = Visitor(live: live)
            #expect(try await visitor.signIn("a@example.jp", "wrong wrong wrong").status == 401)
            #expect(try await kept() == weak)
            #expect(try await visitor.signIn("a@example.jp").status == 303)
            let strong = try await kept()
            #expect(
                !PasswordHash(kept: strong).isWeaker(than: cost) && PasswordHash(kept: strong).matches(Visitor.password)
            )
            #expect(try await visitor.signIn("a@example.jp").status == 303)
            #expect(try await kept() == strong)
        }
    }
}
