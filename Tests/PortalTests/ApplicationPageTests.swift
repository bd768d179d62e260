import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a manufacturer fills an application in")
struct ApplicationPageTests {
    @Test("the same press of the same page opens one application; another page opens another")
    func opening() async throws {
        try await Stage.with(.maker) { stage in
            let page = try await stage[.maker].get("/applications?lang=en")
            #expect(page.status == 200 && page["Cache-Control"] == "no-store" && page.text.contains("none yet"))
            let form = try await stage[.maker].form("/applications?lang=en", "new")
            let fields = try form.filled([])
            var places: Set<String?> = []
            for _ in 0..<2 {
                let answer = try await stage[.maker].post(form.action, fields)
                #expect(answer.status == 303)
                places.insert(answer["Location"])
            }
            #expect(places == ["/applications/1?done=open&lang=en"])
            try await stage[.maker].fill("/applications?lang=en", "new")
            let lines = try await stage.store.applications(.own(try stage.account(.maker).organisation.id))
            #expect(lines.map(\.id) == [2, 1])
            for (name, value) in [("kind", "nothing"), ("kind", ""), ("kind", "extension"), ("kind", "change")] {
                let refused = try await stage[.maker].post("/applications?lang=en", [(name, value), ("key", "k")])
                #expect(refused.status == 400 && refused.text.contains("id=\"errors\""), "\(value)")
            }
            let foreign = [("kind", "change"), ("registrationNumber", "NO-1"), ("key", "k")]
            #expect(try await stage[.maker].post("/applications?lang=en", foreign).status == 404)
            #expect(try await stage.store.applications(.own(try stage.account(.maker).organisation.id)).count == 2)
        }
    }

    @Test("every part is saved by its own form and read back as it was typed")
    func parts() async throws {
        try await Stage.with(.maker) { stage in
            let id = try await stage.begun().id
            // Nothing is complete where nothing was asked yet.
            let empty = try await stage[.maker].get("/applications/\(id)?lang=en").text
            #expect(!empty.contains("verdict permitted") && empty.contains("The level decides what is needed here"))
            try await stage.fillIn(id)
            let draft = try await stage.now(id).draft
            #expect(draft.level == .star1 && draft.route == .standard)
            #expect(draft.product.nameJA == "見守りドアカメラ" && draft.product.category == "camera-surveillance")
            #expect(draft.product.support == .until(try .of("2035-03-31")))
            #expect(draft.product.services == ["見守りアプリ", "Cloud"])
            #expect(draft.models.count == 80 && draft.models[79].number.exact == "DC-80")
            #expect(draft.checklist.count == 16 && draft.checklist["S1.1-16"]?.evidence == "手順書 16 ページ")
            #expect(draft.contact.address == "hanako@example.jp")
            // Who applies is the account's organisation, whatever a form says.
            #expect(draft.manufacturer.nameJA == "甲製作所" && draft.manufacturer.corporateNumber == "7000012050002")
            for part in ["terms", "product", "models", "checklist", "contact"] {
                let before = try await stage.now(id)
                let again = try await stage[.maker].fill("/applications/\(id)/\(part)?lang=ja")
                #expect(again.status == 303, "\(part)")
                // Saving what stands there changes nothing but the version.
                let after = try await stage.now(id)
                #expect(after.draft == before.draft && after.version == before.version + 1, "\(part)")
            }
            let page = try await stage[.maker].get("/applications/\(id)?lang=en")
            #expect(!page.text.contains("missing:") && page.text.contains("¥198,000"))
            #expect(page.text.contains("nothing is needed here") && !page.text.contains("The level decides"))
            let sheet = try await stage[.maker].get("/applications/\(id)/sheet?lang=en")
            #expect(sheet.status == 200 && sheet.text.contains("DC-80") && sheet.text.contains("手順書 16 ページ"))
        }
    }

    @Test("models come as text or as a file; a bad line is named and nothing is saved")
    func models() async throws {
        try await Stage.with(.maker) { stage in
            let id = try await stage.begun().id
            let path = "/applications/\(id)/models?lang=en"
            let file = Array("型番,JAN,バージョン\r\nDC-1,4901234567894,1.0\r\nDC-2,,\r\n".utf8)
            #expect(try await stage[.maker].fill(path, file: ("models.csv", file)).status == 303)
            var saved = try await stage.now(id)
            #expect(saved.draft.models.map(\.number.exact) == ["DC-1", "DC-2"])
            #expect(saved.draft.models[0].gtin == "4901234567894" && saved.draft.models[0].versions == "1.0")
            let typed = "DC-7\nDC-8\u{202E}\nDC-9\nDC-7"
            let refused = try await stage[.maker].fill(path, "", [("models", typed)])
            #expect(refused.status == 422)
            #expect(refused.text.contains("Line 2:") && refused.text.contains("Line 4:"))
            #expect(!refused.text.contains("Line 1:") && !refused.text.contains("Line 3:"))
            for model in ["DC-7", "DC-8", "DC-9"] { #expect(refused.text.contains(model), "\(model)") }
            let bad = Array("DC-7,123\r\nDC-8,4901234567894\r\n".utf8)
            let upload = try await stage[.maker].fill(path, file: ("m.csv", bad))
            #expect(upload.status == 422 && upload.text.contains("Line 1:") && upload.text.contains("DC-8"))
            #expect(try await stage.now(id) == saved)
            // An emptied list is an empty list.
            #expect(try await stage[.maker].fill(path, "", [("models", " \n")]).status == 303)
            saved = try await stage.now(id)
            #expect(saved.draft.models.isEmpty)
        }
    }

    @Test("a list in which only some models have a GTIN is read line by line, and saved again as it stands")
    func uneven() async throws {
        try await Stage.with(.maker) { stage in
            let id = try await stage.begun().id
            let path = "/applications/\(id)/models?lang=en"
            for mark in [",", "\t"] {
                let typed = "DC-1\nDC-2\(mark)4901234567894\nDC-3"
                #expect(try await stage[.maker].fill(path, "", [("models", typed)]).status == 303)
                let models = try await stage.now(id).draft.models
                #expect(models.map(\.number.exact) == ["DC-1", "DC-2", "DC-3"])
                #expect(models.map(\.gtin) == ["", "4901234567894", ""])
            }
            let file = Array("model,gtin\r\nDC-1,\r\nDC-2,4901234567894\r\n".utf8)
            #expect(try await stage[.maker].fill(path, file: ("models.csv", file)).status == 303)
            let before = try await stage.now(id).draft
            #expect(try await stage[.maker].fill(path).status == 303)
            #expect(try await stage.now(id).draft == before)
        }
    }

    @Test("what somebody else saved meanwhile is not overwritten, and what was typed stands there still")
    func meanwhile() async throws {
        try await Stage.with(.maker) { stage in
            let id = try await stage.begun().id
            let typed: [(part: String, fields: [(String, String)])] = [
                ("product", [("nameJA", "あとから来た名前"), ("category", "smart-home")]),
                ("models", [("models", "DC-LATE")]), ("contact", [("contactName", "あとから来た人")]),
                ("terms", [("level", "STAR-2"), ("statementLink", "https://late.example/")]),
            ]
            for (part, fields) in typed {
                let path = "/applications/\(id)/\(part)?lang=en"
                let form = try await stage[.maker].form(path)
                var draft = try await stage.now(id).draft
                draft.remark = "saved meanwhile \(part)"
                let other = try await stage.perform(.save(draft), on: id, by: .maker)
                let late = try await stage[.maker].send(form, try form.filled(fields))
                #expect(late.status == 412, "\(part)")
                #expect(late.text.contains("Somebody else saved this application meanwhile"))
                #expect(late.text.contains(fields[0].1) || late.text.contains("value=\"STAR-2\" checked"), "\(part)")
                #expect(try await stage.now(id) == other)
                // The page that came back was made from what stands there now: pressing again saves it.
                let again = try #require(PageForm.all(Array(late.text.utf8))?.first { $0.isPosted })
                #expect(try await stage[.maker].send(again, try again.filled([])).status == 303)
            }
            #expect(try await stage.now(id).draft.contact.name == "あとから来た人")
        }
    }

    @Test("a part with something wrong comes back whole, and nothing of it is saved", arguments: ["ja", "en"])
    func refused(_ language: String) async throws {
        try await Stage.with(.maker) { stage in
            let application = try await stage.prepared()
            let wrong: [(part: String, field: String, value: String, kept: (String, String))] = [
                ("terms", "statementLink", "http://plain.example/", ("proxy", "yes")),
                ("product", "supportUntil", "2035-02-30", ("nameJA", "新しい名前")),
                ("product", "setupLink", "javascript:alert(1)", ("nameEN", "New name")),
                ("product", "disclosureLink", "https://a b/", ("brand", "New brand")),
                ("product", "nameJA", String(repeating: "長", count: 201), ("nameEN", "New name")),
                ("contact", "contactAddress", "no address", ("contactName", "新しい人")),
            ]
            for (part, field, value, kept) in wrong {
                var typed = [kept, (field, value)]
                if field == "supportUntil" { typed.append(("support", "until")) }
                let path = "/applications/\(application.id)/\(part)?lang=\(language)"
                let answer = try await stage[.maker].fill(path, "", typed)
                #expect((400..<500).contains(answer.status), "\(field)")
                #expect(answer.text.contains("id=\"f-\(field)-fault\""), "\(field)")
                let form = try #require(PageForm.all(Array(answer.text.utf8))?.first { $0.isPosted })
                #expect(form.entries.contains { $0.name == kept.0 && $0.value == kept.1 }, "\(field)")
                // Also what was wrong: nobody has to type it a second time.
                #expect(form.entries.contains { $0.name == field && $0.value == value }, "\(field)")
            }
            #expect(try await stage.now(application.id) == application)
        }
    }

    @Test("long sentences in Japanese fit into their forms as they fit into their fields")
    func long() async throws {
        try await Stage.with(.maker) { stage in
            let application = try await stage.submitted()
            let id = application.id
            let text = String(repeating: "説", count: 2000)
            let product = try await stage.begun()
            let names = ["descriptionJA", "descriptionEN", "updateMethodJA", "defaultCredentialsJA"]
            let path = "/applications/\(product.id)"
            #expect(try await stage[.maker].fill("\(path)/product?lang=ja", "", names.map { ($0, text) }).status == 303)
            try await stage[.maker].fill("\(path)/terms?lang=ja", "", [("level", "STAR-1"), ("route", "standard")])
            let form = try await stage[.maker].form("\(path)/checklist?lang=ja")
            let evidence = form.lines.map { ($0, String(repeating: "証", count: 1000)) }
            let answers = form.offered.keys.sorted().map { ($0, "met") }
            #expect(try await stage[.maker].send(form, try form.filled(answers + evidence)).status == 303)
            #expect(try await stage.now(product.id).draft.checklist.count == 16)
            let gone = try await stage[.maker].fill("/applications/\(id)?lang=ja", "withdraw", [("reason", text)])
            #expect(gone.status == 303)
            #expect(try await stage.now(id).state == .withdrawnByApplicant)
        }
    }
}

extension Stage {
    /// Fills every part of a new application in, as a person does.
    mutating func fillIn(_ id: Int64, level: String = "STAR-1") async throws {
        func path(_ part: String) -> String { "/applications/\(id)/\(part)?lang=ja" }
        try await self[.maker].fill(path("terms"), "", [("level", level), ("route", "standard")])
        try await self[.maker].fill(
            path("product"),
            "",
            [
                ("nameJA", "見守りドアカメラ"), ("nameEN", "Door camera"), ("category", "camera-surveillance"),
                ("services", "見守りアプリ\nCloud"), ("support", "until"), ("supportUntil", "2035-03-31"),
                ("publicContact", "https://maker.example.jp/"), ("vulnerabilityContact", "psirt@example.jp"),
            ]
        )
        let models = (1...80).map { "DC-\($0)" }.joined(separator: "\n")
        try await self[.maker].fill(path("models"), "", [("models", models)])
        let contact = [("contactName", "山田 花子"), ("contactAddress", "hanako@example.jp")]
        try await self[.maker].fill(path("contact"), "", contact)
        let checklist = try await self[.maker].form(path("checklist"))
        let answers = checklist.offered.keys.sorted().map { ($0, "met") }
        let evidence = checklist.lines.map { ($0, "手順書 \(Int($0.dropFirst(5).prefix(2)) ?? 0) ページ") }
        guard !answers.isEmpty else { return }
        _ = try await self[.maker].send(checklist, try checklist.filled(answers + evidence))
    }
}
