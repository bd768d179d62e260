import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("applications by machine")
struct ApplicationAPITests {
    private static let base = PagePath.applicationAPI

    private func json(_ answer: WireAnswer) throws -> JSONTree { try JSONTree(answer.body) }

    @Test("an application is begun once however often it is asked for with one key, and needs one")
    func opening() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let bare = try await machine.send("POST", Self.base, #"{"kind":"new"}"#)
            #expect(bare.status == 428 && bare.code == "preconditionRequired")
            let first = try await machine.send("POST", Self.base, #"{"kind":"new"}"#, idempotency: "a")
            #expect(first.status == 201 && first["ETag"] == "\"v1\"" && first["Cache-Control"] == "no-store")
            let again = try await machine.send("POST", Self.base, #"{"kind":"new"}"#, idempotency: "a")
            #expect(again.status == 201 && again["Location"] == first["Location"] && again.body == first.body)
            let reused = try await machine.send(
                "POST",
                Self.base,
                #"{"kind":"change","registrationNumber":"X"}"#,
                idempotency: "a"
            )
            #expect(reused.status == 422 && reused.code == "keyReused")
            let wrongs: [(String, Int, String)] = [
                (#"{"kind":"old"}"#, 400, "unknownChoice"), (#"{"kind":1}"#, 400, "malformedBody"),
                (#"{}"#, 400, "malformedBody"), (#"[]"#, 400, "malformedBody"), ("", 400, "malformedBody"),
                (#"{"kind":"new","surprise":1}"#, 400, "unknownParameter"),
                (#"{"kind":"new","registrationNumber":"T-1"}"#, 400, "registrationNumber"),
                (#"{"kind":"extension"}"#, 400, "registrationNumber"),
                (#"{"kind":"extension","registrationNumber":"T-1"}"#, 404, "notHeld"),
            ]
            for (index, (body, status, code)) in wrongs.enumerated() {
                let answer = try await machine.send("POST", Self.base, body, idempotency: "w\(index)")
                #expect(answer.status == status && answer.code == code, "\(body): \(answer.text)")
            }
            let typed = try await machine.ask(
                "POST",
                Self.base,
                ["Idempotency-Key": "t"],
                Array(#"{"kind":"new"}"#.utf8)
            )
            #expect(typed.status == 415)
            #expect(try json(try await machine.get(Self.base))["applications"]?.list?.count == 1)
        }
    }

    @Test("a list goes on where the page before ended")
    func paging() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            for number in 0..<5 { _ = try await machine.opened("k\(number)") }
            var ids: [Int] = []
            var path: String? = Self.base + "?limit=2"
            while let asked = path {
                let page = try json(try await machine.get(asked))
                let lines = try #require(page["applications"]?.list)
                #expect(lines.count <= 2)
                ids += lines.compactMap { $0["id"]?.integer }
                path = try page["next"]?.text.map { try live.path($0) }
            }
            #expect(ids == [5, 4, 3, 2, 1])
            for wrong in ["limit=0", "limit=201", "after=0", "after=x", "before=1", "limit=1&limit=2"] {
                #expect(try await machine.get(Self.base + "?" + wrong).status == 400, "\(wrong)")
            }
        }
    }

    @Test("an application goes from draft to submission: gaps are told, steps are done once, drafts then rest")
    func life() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, signed, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let steps = path + "/actions"
            func step(_ body: String, _ version: Int, _ key: String) async throws -> WireAnswer {
                try await machine.send("POST", steps, body, ifMatch: "\"v\(version)\"", idempotency: key)
            }
            let asked = #"{"action":"requestNumber"}"#
            #expect(try await machine.send("POST", steps, asked, ifMatch: "\"v1\"").status == 428)
            #expect(try await machine.send("POST", steps, asked, idempotency: "n").status == 428)
            #expect(try await step(asked, 2, "n").status == 412)
            let requested = try await step(asked, 1, "n")
            #expect(requested.status == 200 && requested["ETag"] == "\"v2\"")
            // Sent again, nothing happens twice.
            let repeated = try await step(asked, 1, "n")
            #expect(repeated.status == 200 && repeated.body == requested.body)
            #expect(try await step(asked, 2, "m").code == "illegalTransition")
            let wrongs = [
                (#"{"action":"issue"}"#, "unknownChoice"), (#"{"action":"abandon","reason":"x"}"#, "unknownParameter"),
                (#"{"action":"recordNumber"}"#, "malformedNumber"), (#"{"action":"withdraw"}"#, "noText"),
            ]
            for (index, (body, code)) in wrongs.enumerated() {
                let answer = try await step(body, 2, "w\(index)")
                #expect(answer.status == 400 && answer.code == code, "\(body): \(answer.text)")
            }
            let numbered = try await step(#"{"action":"recordNumber","applicationNumber":"A-1"}"#, 2, "r")
            #expect(try json(numbered)["applicationNumber"]?.text == "A-1")
            let submit = #"{"action":"submit","declarant":"山田 花子","declarantTitle":"品質保証部長"}"#
            let early = try await step(submit, 3, "s")
            #expect(early.status == 422 && early.code == "noLevel" && early.pointer == "#/terms")
            let gaps = try json(try await machine.get(path + "/gaps"))
            #expect(gaps["gaps"]?[0]?["code"]?.text == "noLevel" && gaps["version"]?.integer == 3)

            let rules = live.registry.store.rules
            let full = try await machine.send("PUT", path + "/draft", try filled(rules, live), ifMatch: "\"v3\"")
            #expect(full.status == 200, "\(full.text)")
            #expect(try json(try await machine.get(path + "/gaps"))["gaps"]?.list == [])
            let submitted = try await step(submit, 4, "s2")
            #expect(submitted.status == 200, "\(submitted.text)")
            let json = try json(submitted)
            #expect(json["state"]?.text == "submitted" && json["submissions"]?.integer == 1)
            #expect(json["declaration"]?["name"]?.text == "山田 花子")
            #expect(json["declaration"]?["day"]?.text == live.registry.clock.now.day.text)
            let late = try await machine.send("PUT", path + "/draft", "{}", ifMatch: "\"v5\"")
            #expect(late.status == 409 && late.code == "illegalTransition")
            let withdrawn = try await step(#"{"action":"withdraw","reason":"発売中止"}"#, 5, "x")
            #expect(try self.json(withdrawn)["state"]?.text == "withdrawnByApplicant")
            let acts = try await live.registry.store.acts(.init(actor: signed.account.actor), limit: 50).map(\.verb)
            #expect(acts.filter { $0 == "requestNumber" }.count == 1 && acts.contains("submit"))
        }
    }

    /// A draft that lacks nothing.
    private func filled(_ rules: Rules, _ live: LivePortal) throws -> String {
        let day = live.registry.clock.now.day
        let criteria = try #require(Application.criteria(of: .star1, rules: rules, on: day))
        let draft: [String: Any] = [
            "level": "STAR-1", "route": "standard",
            "manufacturer": ["publicContact": "info@example.jp", "vulnerabilityContact": "psirt@example.jp"],
            "product": [
                "nameJa": "見本カメラ", "category": try #require(rules.categories.first).code,
                "securitySupport": "until", "securitySupportUntil": "2031-03-31", "services": ["例示アプリ"],
            ],
            "models": [["model": "DC-100"]],
            "checklist": criteria.items.map { ["item": $0.id, "statement": "met", "evidence": "試験報告 1"] },
            "contact": ["name": "山田 花子", "address": "hanako@example.jp", "telephone": "03-0000-0000"],
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: draft), as: UTF8.self)
    }

    @Test("another's application is answered exactly as one that does not exist")
    func foreign() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let (other, _, _) = try await Machine.make(
                live,
                address: "other@example.de",
                organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "Other", country: "DE")
            )
            let pdf = Array("%PDF-1.7\n%%EOF".utf8)
            let file = path + "/documents?kind=other&name=a.pdf"
            var fields = ["Content-Type": "application/octet-stream", "Idempotency-Key": "f"]
            fields["If-Match"] = "\"v1\""
            #expect(try await machine.ask("POST", file, fields, pdf).status == 201)
            for tail in ["", "/gaps", "/documents/1", "/documents/2"] {
                let theirs = try await other.get(path + tail)
                let nobodys = try await other.get(Self.base + "/999" + tail)
                #expect(theirs.status == 404 && theirs.problem == nobodys.problem, "\(tail): \(theirs.text)")
                #expect(theirs["ETag"] == nil)
            }
            let written: [(String, String, String)] = [
                ("PUT", "/draft", "{}"), ("PUT", "/models", #"{"models":[]}"#),
                ("POST", "/actions", #"{"action":"abandon"}"#),
            ]
            for (method, tail, body) in written {
                for tag in ["\"v1\"", "\"v2\"", "\"v7\""] {
                    let theirs = try await other.send(method, path + tail, body, ifMatch: tag, idempotency: "a\(tag)")
                    let nobodys = try await other.send(
                        method,
                        Self.base + "/999" + tail,
                        body,
                        ifMatch: tag,
                        idempotency: "b\(tag)"
                    )
                    #expect(
                        theirs.status == 404 && theirs.problem == nobodys.problem,
                        "\(method) \(tail): \(theirs.text)"
                    )
                }
            }
            #expect(try await other.ask("POST", file, fields, pdf).status == 404)
            for id in ["0", "-1", "x", "99999999999999999999", "1.0"] {
                #expect(try await machine.get(Self.base + "/" + id).status == 404, "\(id)")
            }
            #expect(try json(try await other.get(Self.base))["applications"]?.list == [])
            #expect(try await machine.get(path)["ETag"] == "\"v2\"")
        }
    }

    @Test("documents are filed as they are, once, and come back to be saved")
    func documents() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let pdf = Array("%PDF-1.7\nexample\n%%EOF".utf8)
            let type = ["Content-Type": "application/octet-stream"]
            func file(_ query: String, _ key: String?, _ bytes: [UInt8], _ tag: Int = 2) async throws -> WireAnswer {
                var fields = type
                fields["If-Match"] = "\"v\(tag)\""
                fields["Idempotency-Key"] = key
                return try await machine.ask("POST", path + "/documents?" + query, fields, bytes)
            }
            let name = "kind=other&name=" + PagePath.encoded("試験報告.pdf")
            #expect(try await file(name, nil, pdf).status == 428)
            let first = try await file(name, "a", pdf, 1)
            #expect(first.status == 201 && first["ETag"] == "\"v2\"", "\(first.text)")
            let document = try json(first)["documents"]?[0]
            #expect(document?["name"]?.text == "試験報告.pdf" && document?["size"]?.integer == pdf.count)
            #expect(try await file(name, "a", pdf).body == first.body)
            #expect(try await file(name, "b", pdf).code == "sameDocument")
            let back = try await machine.get(path + "/documents/1")
            #expect(back.status == 200 && back.body == pdf)
            #expect(back["Content-Type"] == "application/octet-stream" && back["X-Content-Type-Options"] == "nosniff")
            #expect(back["Content-Disposition"]?.hasPrefix("attachment; ") == true)
            let wrongs: [(String, [UInt8], Int, String)] = [
                ("kind=spoon&name=a.pdf", pdf, 400, "unknownChoice"), ("name=a.pdf", pdf, 400, "unknownChoice"),
                ("kind=other", pdf, 400, "noFile"), ("kind=other&name=a.exe", pdf, 422, "wrongType"),
                ("kind=other&name=a.png", pdf, 422, "unlikeItsName"), ("kind=other&name=a.pdf", [], 400, "noFile"),
                ("kind=other&name=a.pdf&x=1", pdf, 400, "unknownParameter"),
            ]
            for (index, (query, bytes, status, code)) in wrongs.enumerated() {
                let answer = try await file(query, "w\(index)", bytes)
                #expect(answer.status == status && answer.code == code, "\(query): \(answer.text)")
            }
            // A stated length is enough to be refused.
            var big = type
            big["Idempotency-Key"] = "big"
            big["If-Match"] = "\"v2\""
            big["Content-Length"] = String((10 << 20) + 1)
            let refused = try await machine.ask("POST", path + "/documents?kind=other&name=a.txt", big)
            #expect(refused.status == 413 && refused.code == "bodyTooLarge")
            #expect(try await machine.get(path + "/documents/2").status == 404)
        }
    }

    @Test("answers are as the description says")
    func described() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let checker = SchemaChecker(document: try JSONTree(try await live.client.get("/openapi.json").body))
            let path = try await machine.opened()
            let rules = live.registry.store.rules
            let body = try filled(rules, live)
            #expect(checker.faults(try JSONTree(body), "#/components/schemas/ApplicationDraft") == [])
            let asked = [
                ("Application", try await machine.get(path)),
                ("Application", try await machine.send("PUT", path + "/draft", body, ifMatch: "\"v1\"")),
                ("ApplicationList", try await machine.get(Self.base)),
                ("ApplicationList", try await machine.get(Self.base + "?limit=1")),
                ("ApplicationGaps", try await machine.get(path + "/gaps")),
                ("Problem", try await machine.get(path + "/documents/1")),
                ("Problem", try await live.client.get(path)),
            ]
            for (schema, answer) in asked {
                let faults = checker.faults(try json(answer), "#/components/schemas/\(schema)")
                #expect(faults == [], "\(schema): \(answer.text.prefix(200))")
            }
        }
    }
}
