import Access
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("two approvers and a label, page by page")
struct LabelOfficePageTests {
    private static let number = "T/1 登録"
    private static let page = "/office/labels/T%2F1%20%E7%99%BB%E9%8C%B2?lang=en"
    private static let publicPage = "/labels/T%2F1%20%E7%99%BB%E9%8C%B2?lang=en"

    /// A second approver, signed in.
    private static func second(_ stage: Stage) async throws -> (visitor: Visitor, account: Account) {
        let address = "second@example.jp"
        let (account, code) = try await Visitor.account(
            stage.live,
            [.approver],
            address: address,
            organisation: try stage.account(.approver).organisation
        )
        var visitor = Visitor(live: stage.live)
        let typed = code?.code(OneTimeCode.step(stage.clock.now)) ?? ""
        #expect(try await visitor.signIn(address, code: typed).status == 303)
        return (visitor, account)
    }

    private static func standing(_ stage: Stage) async throws -> Standing? {
        try await stage.store.find(try RegistrationNumber(number)).registration?.period(on: stage.today).standing
    }

    private static let revocation = [
        ("reason", "falseDeclaration"), ("publicNote", "The stated tests were not made"), ("privateNote", "file 7"),
    ]

    @Test("one proposes, the other sees it and carries it out; the public page says revoked, why and no more")
    func journey() async throws {
        try await Stage.with(.approver, .reviewer) { stage in
            try await stage.live.registry.issue(Self.number)
            var (second, account) = try await Self.second(stage)
            #expect(try await stage.live.client.get(Self.publicPage).status == 200)
            let looked = try await stage[.reviewer].get(Self.page)
            #expect(looked.status == 200 && looked.text.contains("tester") && looked.text.contains("Door camera"))
            #expect(!looked.text.contains("id=\"a-revoke\"") && looked["Cache-Control"] == "no-store")
            let wordless = try await stage[.approver].fill(Self.page, "revoke", [("reason", "misuse")])
            #expect(wordless.status == 400 && wordless.text.contains("a-revoke-publicNote-fault"))
            let chosen = try await stage[.approver].fill(Self.page, "revoke", [("publicNote", "x")])
            #expect(chosen.status == 400 && chosen.text.contains("a-revoke-reason-fault"))
            let proposed = try await stage[.approver].fill(Self.page, "revoke", Self.revocation)
            #expect(proposed.status == 303 && proposed.location == "/office/proposals/1?done=propose&lang=en")
            #expect(try await Self.standing(stage) == .valid)
            // Its proposer may take it back and no more.
            let own = "/office/proposals/1?lang=en"
            let mine = try await stage[.approver].get(own)
            #expect(mine.text.contains("your own proposal") && !mine.text.contains("value=\"carryOut\""))
            let alone = try await stage[.approver].post("/office/proposals/1/decide?lang=en", [("action", "carryOut")])
            #expect(alone.status == 403 && alone.text.contains("A second person decides"))
            #expect(try await Self.standing(stage) == .valid)
            let list = try await second.get("/office/proposals?lang=en")
            #expect(list.text.contains("/office/proposals/1?lang=en") && list.text.contains("T/1 登録"))
            let read = try await second.get(own)
            #expect(read.text.contains("The declaration was not true: The stated tests were not made"))
            #expect(read.text.contains("file 7"))
            #expect(try await second.fill(own, "carryOut").status == 303)
            #expect(try await Self.standing(stage) == .revoked)
            let shown = try await stage.live.client.get(Self.publicPage)
            let text = shown.status == 200 ? shown.text : try await stage.live.client.get(shown["Location"] ?? "").text
            #expect(text.contains("The declaration was not true: The stated tests were not made"))
            #expect(text.contains("revoked") && !text.contains("file 7") && !text.contains("account \(account.id)"))
            let history = try await stage[.reviewer].get(Self.page).text
            let proposer = try stage.account(.approver).actor
            #expect(history.contains("proposal 1 by \(proposer): file 7") && history.contains("(\(account.actor))"))
            let again = try await second.post("/office/proposals/1/decide?lang=en", [("action", "carryOut")])
            #expect(again.status == 409)
            #expect(try await second.get("/office/proposals?lang=en").text.contains("No proposal waits"))
        }
    }

    @Test("both steps need password and code within ten minutes, and lead back to their page")
    func proof() async throws {
        try await Stage.with(.approver) { stage in
            try await stage.live.registry.issue(Self.number)
            let form = try await stage[.approver].form(Self.page, "withdraw")
            stage.clock.advance(milliseconds: SessionRule.stepUp)
            let held = try await stage[.approver].get(Self.page)
            #expect(held.text.contains("/account/prove?then=%2Foffice%2Flabels%2FT%252F1%2520"))
            #expect(!held.text.contains("id=\"a-withdraw\""))
            let asked = try await stage[.approver].send(form, try form.filled([]))
            #expect(asked.status == 303)
            #expect(asked.location?.hasPrefix("/account/prove?then=%2Foffice%2Flabels%2FT") == true)
            #expect(try await stage.store.openProposals(for: try stage.account(.approver)).proposals == [])
            let path = "/office/proposals/1/decide?lang=en"
            let turned = try await stage[.approver].post(path, [("action", "carryOut")])
            #expect(turned["Location"] == "/account/prove?then=%2Foffice%2Fproposals%2F1&lang=en")
        }
    }

    @Test("corrections show before and after, and a proposal that is out of date is only declined")
    func outdated() async throws {
        try await Stage.with(.approver) { stage in
            try await stage.live.registry.issue(Self.number)
            var (second, _) = try await Self.second(stage)
            let unchanged = try await stage[.approver].fill(Self.page, "correctProduct")
            #expect(unchanged.status == 422 && unchanged.text.contains("changes nothing"))
            let typed = [("nameEN", "Door camera <2>"), ("support", "令和12年3月31日")]
            #expect(try await stage[.approver].fill(Self.page, "correctProduct", typed).status == 303)
            let model = [("model", "DC-100"), ("newVersions", "2.0")]
            let twice = try await stage[.approver].post(
                "/office/labels/T%2F1%20%E7%99%BB%E9%8C%B2/propose?lang=en",
                [("action", "correctModel"), ("version", "1")] + model
            )
            #expect([409, 412].contains(twice.status))
            let read = try await second.get("/office/proposals/1?lang=en").text
            #expect(read.contains("Door camera &lt;2&gt;") && read.contains("2030-03-31"))
            try await stage.live.registry.perform(.fileExtension, on: Self.number, "2027-05-20")
            let late = try await second.get("/office/proposals/1?lang=en").text
            #expect(late.contains("cannot be carried out") && !late.contains("value=\"carryOut\""))
            let forced = try await second.post("/office/proposals/1/decide?lang=en", [("action", "carryOut")])
            #expect(forced.status == 409 && forced.text.contains("look again"))
            let bare = try await second.fill("/office/proposals/1?lang=en", "decline", [("reason", " ")])
            #expect(bare.status == 400 && bare.text.contains("a-decline-reason-fault"))
            let declined = try await second.fill("/office/proposals/1?lang=en", "decline", [("reason", "Look again")])
            #expect(declined.status == 303)
            #expect(try await second.get("/office/proposals/1?lang=en").text.contains("Look again"))
        }
    }

    @Test("the office records whose a registration is, and two approvers merge a duplicate")
    func owners() async throws {
        try await Stage.with(.maker, .rival, .approver) { stage in
            try await stage.live.registry.issue(Self.number)
            var (second, _) = try await Self.second(stage)
            let maker = try stage.account(.maker).organisation.id
            for (typed, status) in [("x", 400), ("0", 400), ("999", 404), ("1", 404), (String(maker), 303)] {
                let answer = try await stage[.approver].fill(Self.page, "setOwner", [("organisation", typed)])
                #expect(answer.status == status, "\(typed)")
            }
            let owned = try await stage.store.ownedRegistrations(of: maker)
            #expect(owned.map(\.registration.number.text) == [Self.number])
            let rival = String(try stage.account(.rival).organisation.id)
            let different = try await stage[.approver].fill(Self.page, "mergeManufacturer", [("into", rival)])
            #expect(different.status == 422 && different.text.contains("different corporate numbers"))
            let (double, _) = try await Visitor.account(
                stage.live,
                [.manufacturerMember],
                address: "double@example.jp",
                organisation: Organisation(
                    side: .manufacturer,
                    nameJA: "",
                    nameEN: "Kou",
                    foreignProof: "1",
                    country: "DE"
                )
            )
            let from = String(double.organisation.id)
            let merge = [("from", from), ("into", String(maker))]
            #expect(try await stage[.approver].fill(Self.page, "mergeManufacturer", merge).status == 303)
            #expect(try await second.get("/office/proposals/1?lang=en").text.contains("Kou (organisation \(from))"))
            #expect(try await second.fill("/office/proposals/1?lang=en", "carryOut").status == 303)
            #expect(try await stage.store.members(of: maker).map(\.id).contains(double.id))
        }
    }

    @Test("hostile addresses and forms are refused, and change nothing")
    func hostile() async throws {
        try await Stage.with(.approver, .maker) { stage in
            try await stage.live.registry.issue("T-1")
            let before = try await stage.store.find(try RegistrationNumber("T-1")).registration
            for path in ["%00", "%E2%80%8B", "%", "%zz", "%20", String(repeating: "9", count: 65)] {
                let answer = try await stage[.approver].get("/office/labels/\(path)?lang=en")
                #expect(answer.status == 400, "\(path): \(answer.status)")
            }
            let addresses = [
                "/office/labels/none": 404, "/office/proposals/0": 404, "/office/proposals/x": 404,
                "/office/proposals/99999999999999999999": 404, "/office/proposals/9": 404,
                "/office/proposals?after=0": 400, "/office/proposals?after=x": 400, "/office/labels/T-1?x=1": 400,
            ]
            for (path, status) in addresses {
                #expect(try await stage[.approver].get(path).status == status, "\(path)")
                #expect([403, 404].contains(try await stage[.maker].get(path.split(separator: "?")[0] + "").status))
            }
            let good = [("action", "withdraw"), ("version", String(before?.revision ?? 0))]
            let forms: [([(String, String)], Int)] = [
                ([], 400), ([("action", "issue")] + good.suffix(1), 400),
                ([("action", "setOwner")] + good.suffix(1), 400),
                ([("action", "withdraw")], 428), ([("action", "withdraw"), ("version", "x")], 428),
                ([("action", "withdraw"), ("version", "999")], 412), (good + good, 400),
                (good + [("effectiveOn", "yesterday")], 400), (good + [("effectiveOn", "2099-01-01")], 422),
                (good + [("publicNote", String(repeating: "x", count: 2001))], 400),
                ([("action", "revoke"), ("reason", "<b>"), ("publicNote", "x")] + good.suffix(1), 400),
                ([("action", "correctModel"), ("model", "none")] + good.suffix(1), 422),
                ([("action", "correctModel"), ("model", "DC-100"), ("newGTIN", "123")] + good.suffix(1), 400),
                ([("action", "correctProduct"), ("nameEN", "x"), ("category", "boat")] + good.suffix(1), 422),
            ]
            for (fields, status) in forms {
                let answer = try await stage[.approver].post("/office/labels/T-1/propose?lang=en", fields)
                #expect(answer.status == status, "\(fields): \(answer.status)")
            }
            let decide = try await stage[.approver].post("/office/proposals/1/decide?lang=en", [("action", "x")])
            #expect(decide.status == 404 || decide.status == 400)
            let path = "/office/labels/T-1/propose?lang=en"
            let foreign = try await stage[.approver].post(path, good, site: "cross-site")
            #expect(foreign.status == 403)
            #expect(try await stage[.maker].post(path, good).status == 403)
            #expect(try await stage.store.find(try RegistrationNumber("T-1")).registration == before)
            #expect(try await stage.store.openProposals(for: try stage.account(.approver)).proposals == [])
        }
    }

    @Test("one box finds applications, registrations and organisations, and answers anything else with a page")
    func search() async throws {
        try await Stage.with(.maker, .reviewer) { stage in
            try await stage.live.registry.issue(Self.number)
            _ = try await stage.submitted()
            let labels = try await stage[.reviewer].get("/office/search?q=T%2F1%20%E7%99%BB%E9%8C%B2&lang=en").text
            #expect(labels.contains("/office/labels/T%2F1%20%E7%99%BB%E9%8C%B2?lang=en"))
            let cases = try await stage[.reviewer].get("/office/search?q=IPA-1&lang=en").text
            #expect(cases.contains("/office/applications/1?lang=en"))
            let makers = try await stage[.reviewer].get("/office/search?q=%E7%94%B2%E8%A3%BD&lang=en").text
            #expect(makers.contains("Kou Works") && makers.contains("7000012050002"))
            let hidden = try await stage[.reviewer].get("/office/search?q=maker%40example.jp&lang=en").text
            #expect(hidden.contains("Nothing was found"))
            for typed in ["%3Cscript%3E", "%27%20OR%201%3D1", String(repeating: "%E7%94%B2", count: 150), ""] {
                let answer = try await stage[.reviewer].get("/office/search?q=\(typed)&lang=en")
                #expect(answer.status == 200 && !answer.text.contains("<script"), "\(typed)")
            }
            #expect(try await stage[.reviewer].get("/office/search?q=a&q=b").status == 400)
            #expect(try await stage[.maker].get("/office/search?q=T-1").status == 404)
        }
    }
}
