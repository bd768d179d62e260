import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("from an empty application to a label, page by page")
struct OfficePageTests {
    @Test("a manufacturer applies; the office returns, receives, accepts, bills, confirms and issues")
    func journey() async throws {
        try await Stage.with(.maker, .reviewer, .finance, .approver) { stage in
            try await stage[.maker].fill("/applications?lang=en", "new")
            let own = "/applications/1?lang=en"
            try await Self.numbering(&stage, own)
            // Nothing is stated yet: the page says what is missing, part by part.
            let early = try await stage[.maker].fill(own, "submit", Self.declaration)
            #expect(early.status == 422 && early.text.contains("Choose a level, and "))
            #expect(early.text.contains("value=\"甲野 太郎\"") && early.text.contains("missing:"))
            try await stage.fillIn(1)
            try await Self.missingOne(&stage, own)
            #expect(try await stage[.maker].fill(own, "submit", Self.declaration).status == 303)
            #expect(try await stage[.maker].get(own).text.contains("Submitted"))
            try await Self.correction(&stage, own)
            try await Self.acceptance(&stage)
            try await Self.payment(&stage, own)
            try await Self.decision(&stage, own)
            let verbs = try await stage.verbs(1)
            let expected = [
                "open", "requestNumber", "recordNumber", "save", "submit", "returnForCorrection", "submit", "receive",
                "accept", "invoice", "recordPayment", "confirm", "recommend", "issue",
            ]
            #expect(verbs.filter { $0 != "save" } == expected.filter { $0 != "save" })
            #expect(verbs.count { $0 == "save" } >= 7)
        }
    }

    private static let declaration = [("declarant", "甲野 太郎"), ("declarantTitle", "代表取締役")]
    private static let page = "/office/applications/1?lang=en"

    /// An unofficial registry records the number that somebody else gives.
    private static func numbering(_ stage: inout Stage, _ own: String) async throws {
        let maker = stage[.maker]
        await #expect(throws: PageForm.NotOffered.self) { _ = try await maker.form(own, "submit") }
        let version = ("version", "1")
        let direct = try await stage[.maker].post(
            "/applications/1/actions?lang=en",
            [version, ("action", "submit")] + declaration
        )
        #expect(direct.status == 409)
        #expect(try await stage[.maker].fill(own, "requestNumber").status == 303)
        #expect(try await stage[.maker].fill(own, "recordNumber", [("applicationNumber", " ")]).status == 400)
        #expect(try await stage[.maker].fill(own, "recordNumber", [("applicationNumber", "IPA-2027-7")]).status == 303)
        #expect(try await stage.now(1).numbers.application == "IPA-2027-7")
        // The office knows nothing of it.
        #expect(try await stage[.reviewer].get(page).status == 404)
    }

    /// One answer taken away is one thing missing, by its name.
    private static func missingOne(_ stage: inout Stage, _ own: String) async throws {
        let path = "/applications/1/contact?lang=en"
        #expect(try await stage[.maker].fill(path, "", [("contactName", "")]).status == 303)
        let refused = try await stage[.maker].fill(own, "submit", declaration)
        #expect(refused.status == 422)
        #expect(refused.text.contains("<p>Name somebody who answers in Japanese, with a mail address</p>"))
        #expect(try await stage[.maker].fill(path, "", [("contactName", "山田 花子")]).status == 303)
        let unsigned = try await stage[.maker].fill(own, "submit", [("declarant", "甲野 太郎")])
        #expect(unsigned.status == 400 && unsigned.text.contains("value=\"甲野 太郎\""))
        #expect(try await stage.now(1).submissions == 0)
    }

    /// The reviewer returns it, the manufacturer corrects it, the office sees what changed.
    private static func correction(_ stage: inout Stage, _ own: String) async throws {
        let queue = try await stage[.reviewer].get("/office/queue?state=submitted&lang=en")
        #expect(queue.text.contains("/office/applications/1?lang=en") && queue.text.contains("IPA-2027-7"))
        let found = try await stage[.reviewer].get("/office?q=IPA-2027-7&lang=en")
        #expect(found.status == 303 && found["Location"] == page)
        let empty = try await stage[.reviewer].fill(page, "returnForCorrection", [("text", " ")])
        #expect(empty.status == 400 && empty.text.contains("a-returnForCorrection-text-fault"))
        #expect(try await stage[.reviewer].fill(page, "returnForCorrection", [("text", "製品名を直す")]).status == 303)
        #expect(try await stage[.maker].get(own).text.contains("製品名を直す"))
        let product = [("nameJA", "見守りドアカメラ 二型")]
        #expect(try await stage[.maker].fill("/applications/1/product?lang=en", "", product).status == 303)
        // What is typed is the applicant's own until it is submitted.
        #expect(try await !stage[.reviewer].get(page).text.contains("二型"))
        #expect(try await stage[.maker].fill(own, "submit", declaration).status == 303)
        let text = try await stage[.reviewer].get(page).text
        #expect(text.contains("Changed since the submission before"))
        #expect(text.contains(">見守りドアカメラ</td>") && text.contains(">見守りドアカメラ 二型</td>"))
        #expect(text.contains("80 models") && text.contains("手順書 16 ページ"))
    }

    private static func acceptance(_ stage: inout Stage) async throws {
        let late = try await stage[.reviewer].fill(page, "receive", [("receivedOn", "2027-05-21")])
        #expect(late.status == 422 && late.text.contains("a-receive-receivedOn-fault"))
        #expect(late.text.contains("value=\"2027-05-21\""))
        #expect(try await stage[.reviewer].fill(page, "receive", [("receivedOn", "令和9年5月20日")]).status == 303)
        #expect(try await stage.now(1).receivedOn == .of("2027-05-20"))
        #expect(try await stage[.reviewer].fill(page, "accept").status == 303)
        #expect(try await stage.now(1).numbers.acceptance == "DEMO-J-2027-00001")
        // Each address does what its own permission is for.
        for (path, action) in [("finance", "receive"), ("review", "invoice"), ("finance", "issue")] {
            let person: Stage.Person = path == "review" ? .reviewer : .finance
            let version = String(try await stage.now(1).version)
            let fields = [("action", action), ("version", version)]
            let answer = try await stage[person].post("/office/applications/1/\(path)?lang=en", fields)
            #expect(answer.status == 400 && answer.text.contains("There is no such form"), "\(path) \(action)")
        }
    }

    private static func payment(_ stage: inout Stage, _ own: String) async throws {
        #expect(try await stage[.maker].get("/applications/1/invoice?lang=en").status == 404)
        #expect(try await stage[.finance].fill(page, "invoice").status == 303)
        let invoice = try #require(try await stage.now(1).invoice)
        #expect(invoice.amount == 198_000 && invoice.tax == 18_000 && invoice.number == "INV-2027-000001")
        let bill = try await stage[.maker].get("/applications/1/invoice?lang=en")
        #expect(bill.text.contains("¥198,000") && bill.text.contains("¥18,000") && bill.text.contains("not paid yet"))
        let file = try await stage[.maker].get("/applications/1/invoice.pdf?lang=ja")
        #expect(file.status == 200 && file.body.starts(with: Array("%PDF".utf8)))
        #expect(file["Content-Disposition"]?.contains("INV-2027-000001.pdf") == true)
        #expect(file["Content-Security-Policy"] == "default-src 'none'; sandbox")
        let paid = [("amount", "１９８，０００"), ("paidOn", "2027/5/20"), ("reference", "bank 1")]
        for (amount, status) in [("197999", 422), ("198001", 422), ("lots", 400), ("-198000", 400), ("", 400)] {
            let wrong = [("amount", amount)] + paid.dropFirst()
            let answer = try await stage[.finance].fill(page, "recordPayment", wrong)
            #expect(answer.status == status, "\(amount)")
            #expect(answer.text.contains("a-recordPayment-amount-fault") && answer.text.contains("bank 1"))
        }
        #expect(try await stage[.finance].fill(page, "recordPayment", paid).status == 303)
        #expect(try await stage[.maker].get("/applications/1/invoice?lang=en").text.contains("paid on"))
        #expect(try await stage[.maker].get(own).status == 200)
    }

    /// Who reviewed does not decide, and who decides shows again who it is.
    private static func decision(_ stage: inout Stage, _ own: String) async throws {
        #expect(try await stage[.reviewer].fill(page, "confirm").status == 303)
        let recommendation = [("recommendation", "toIssue"), ("text", "Everything holds")]
        #expect(try await stage[.reviewer].fill(page, "recommend", recommendation).status == 303)
        let version = ("version", String(try await stage.now(1).version))
        let issue = [version, ("action", "issue")]
        for person in [Stage.Person.reviewer, .finance, .maker] {
            let turned = try await stage[person].post("/office/applications/1/decide?lang=en", issue)
            #expect(turned.status == 403, "\(person)")
        }
        #expect(try await stage[.maker].get("/applications/1/kit?lang=en").status == 404)
        stage.clock.advance(milliseconds: SessionRule.stepUp)
        let held = try await stage[.approver].get(page)
        #expect(held.text.contains("/account/prove?then=%2Foffice%2Fapplications%2F1"))
        #expect(!held.text.contains("id=\"a-issue\""))
        let asked = try await stage[.approver].post("/office/applications/1/decide?lang=en", issue)
        #expect(asked.status == 303)
        #expect(asked["Location"] == "/account/prove?then=%2Foffice%2Fapplications%2F1&lang=en")
        #expect(try await stage.now(1).state == .underConfirmation)
        #expect(try await stage.prove(.approver, then: "/office/applications/1") == page)
        #expect(try await stage[.approver].fill(page, "issue", [("publicNote", "First of its kind")]).status == 303)
        let application = try await stage.now(1)
        #expect(application.state == .issued)
        let number = try #require(application.registration)
        #expect(number.text == "DEMO-2027-00001")
        let label = try await stage.live.client.get("/labels/\(number.text)?lang=en")
        let code = label["Location"] ?? "/labels/\(number.text)?lang=en"
        let shown = label.status == 200 ? label : try await stage.live.client.get(code)
        #expect(shown.status == 200 && shown.text.contains("DC-80") && shown.text.contains("valid"))
        let registration = try #require(try await stage.store.find(number).registration)
        #expect(registration.period(on: stage.today).standing == .valid)
        let kit = try await stage[.maker].get("/applications/1/kit?lang=en")
        #expect(kit.status == 200 && kit.text.contains(number.text) && kit.text.contains("/labels/\(number.text).svg"))
        #expect(try await stage.live.client.get("/labels/\(number.text).svg").status == 200)
        #expect(try await stage[.maker].get("/applications?lang=en").text.contains(number.text))
        #expect(try await stage[.maker].get(own).text.contains("/applications/1/kit?lang=en"))
        // Nothing follows.
        #expect(try await stage[.approver].get(page).text.contains("there is nothing to do"))
    }

    @Test("somebody who reviewed and became an approver still does not decide what they reviewed")
    func secondPerson() async throws {
        try await Stage.with(.maker, .reviewer, .finance, .administrator) { stage in
            let id = try await stage.recommended()
            let reviewer = try stage.account(.reviewer)
            try await stage.store.changeRoles(
                of: reviewer.id,
                to: [.approver],
                by: try stage.account(.administrator),
                at: stage.clock.now
            )
            stage.clock.advance(milliseconds: 60_000)
            try await stage.signIn(.reviewer)
            let before = try await stage.now(id)
            let answer = try await stage[.reviewer].fill("/office/applications/\(id)?lang=en", "issue")
            #expect(answer.status == 403 && answer.text.contains("A second person decides"))
            #expect(try await stage.now(id) == before)
        }
    }

    @Test("a page that is out of date does nothing, and says so with what was typed")
    func stale() async throws {
        try await Stage.with(.maker, .reviewer) { stage in
            let id = try await stage.submitted().id
            let path = "/office/applications/\(id)?lang=en"
            let form = try await stage[.reviewer].form(path, "returnForCorrection")
            let typed = try form.filled([("text", "Please name the model")])
            let received = try await stage.perform(.receive(on: nil), on: id, by: .reviewer)
            let late = try await stage[.reviewer].send(form, typed)
            #expect(late.status == 412)
            #expect(try await stage.now(id) == received)
            let accept = try await stage[.reviewer].form(path, "accept")
            let chosen = try accept.filled([("acceptanceNumber", "J-TYPED")])
            let asked = ApplicationOrder.askCorrection("Page 3", until: stage.today + 30)
            _ = try await stage.perform(asked, on: id, by: .reviewer)
            let again = try await stage[.reviewer].send(accept, chosen)
            #expect(again.status == 412 && again.text.contains("value=\"J-TYPED\""))
        }
    }

    @Test("a correction asked for after receipt keeps the receipt day, and the answer takes it off")
    func corrected() async throws {
        try await Stage.with(.maker, .reviewer) { stage in
            let id = try await stage.accepted().id
            let path = "/office/applications/\(id)?lang=en"
            let own = "/applications/\(id)?lang=en"
            let asked = [("text", "型番の表を直してください"), ("until", "2027-06-20")]
            #expect(try await stage[.reviewer].fill(path, "askCorrection", asked).status == 303)
            #expect(try await stage[.maker].get(own).text.contains("型番の表を直してください"))
            let level = try await stage[.maker].fill("/applications/\(id)/terms?lang=en", "", [("level", "STAR-2")])
            #expect(level.status == 409 && level.text.contains("Level and route stand"))
            let models = "DC-100\nDC-100C"
            #expect(try await stage[.maker].fill("/applications/\(id)/models", "", [("models", models)]).status == 303)
            stage.clock.set(try Day.of("2027-06-21").start + 43_200_000)
            for person in [Stage.Person.maker, .reviewer] { try await stage.signIn(person) }
            #expect(try await stage[.reviewer].get(path).text.contains("overdue"))
            #expect(try await stage[.maker].fill(own, "answerCorrection", Self.declaration).status == 303)
            let text = try await stage[.reviewer].get(path).text
            #expect(!text.contains("overdue") && text.contains("DC-100C"))
            #expect(try await stage.now(id).receivedOn == .of("2027-05-20"))
        }
    }
}

extension Stage {
    /// An application under confirmation that the reviewer would issue.
    func recommended() async throws -> Int64 {
        let id = try await accepted().id
        _ = try await perform(.invoice(amount: nil, note: "", dueDays: 30), on: id, by: .finance)
        let payment = ApplicationOrder.recordPayment(198_000, on: today, reference: "bank 1")
        _ = try await perform(payment, on: id, by: .finance)
        _ = try await perform(.confirm, on: id, by: .reviewer)
        _ = try await perform(.recommend(toIssue: true, "It holds"), on: id, by: .reviewer)
        return id
    }
}
