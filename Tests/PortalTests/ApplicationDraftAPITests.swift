import Foundation
import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("drafts of applications by machine")
struct ApplicationDraftAPITests {
    private func json(_ answer: WireAnswer) throws -> JSONTree { try JSONTree(answer.body) }

    /// The draft of an answer as it may be sent back, perhaps changed.
    private func draft(_ answer: WireAnswer, _ change: (inout [String: Any]) -> Void = { _ in }) throws -> String {
        let whole = try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
        var draft = try #require(whole["draft"] as? [String: Any])
        change(&draft)
        return String(decoding: try JSONSerialization.data(withJSONObject: draft), as: UTF8.self)
    }

    @Test("a draft is saved from the version that was read, and goes round as it was")
    func drafts() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let read = try await machine.get(path)
            #expect(read["ETag"] == "\"v1\"")
            #expect(try await machine.get(path, ["If-None-Match": "\"v1\""]).status == 304)
            #expect(try await machine.get(path, ["If-None-Match": "\"v2\""]).status == 200)
            let first = try draft(read) { $0["remark"] = "急ぎません" }
            #expect(try await machine.send("PUT", path + "/draft", first).status == 428)
            for tag in ["*", ""] {
                #expect(try await machine.send("PUT", path + "/draft", first, ifMatch: tag).status == 428, "\(tag)")
            }
            for tag in ["\"v2\"", "W/\"v1\"", "v1", "\"x\"", "\"v1\", \"v2\"", "\"v99999999999999999999\""] {
                let answer = try await machine.send("PUT", path + "/draft", first, ifMatch: tag)
                #expect(answer.status == 412 && answer.code == "changedMeanwhile", "\(tag)")
            }
            let saved = try await machine.send("PUT", path + "/draft", first, ifMatch: "\"v1\"")
            #expect(saved.status == 200 && saved["ETag"] == "\"v2\"")
            let json = try json(saved)
            #expect(json["draft"]?["remark"]?.text == "急ぎません")
            // Nobody applies under another's name.
            #expect(json["draft"]?["manufacturer"]?["corporateNumber"]?.text == "7000012050002")
            let other = try draft(saved) {
                $0["manufacturer"] = ["nameJa": "別の会社", "publicContact": "info@example.jp"]
            }
            let renamed = try await machine.send("PUT", path + "/draft", other, ifMatch: "\"v2\"")
            let maker = try self.json(renamed)["draft"]?["manufacturer"]
            #expect(maker?["nameJa"]?.text == "例示製作所" && maker?["publicContact"]?.text == "info@example.jp")
            // What was read goes back without a change.
            let round = try await machine.send("PUT", path + "/draft", try draft(renamed), ifMatch: "\"v3\"")
            #expect(try self.json(round)["draft"] == self.json(renamed)["draft"])
            #expect(try await machine.send("PUT", path + "/draft", first, ifMatch: "\"v1\"").status == 412)
        }
    }

    @Test("what is wrong with a draft is told with its place")
    func places() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let long = String(repeating: "x", count: 201)
            let cases: [(String, Int, String, String?)] = [
                (#"{"level":"STAR-9"}"#, 400, "unknownChoice", "#/level"),
                (#"{"route":"sea"}"#, 400, "unknownChoice", "#/route"),
                (#"{"stars":4}"#, 400, "unknownParameter", "#/stars"),
                (#"{"product":{"colour":"red"}}"#, 400, "unknownParameter", "#/product/colour"),
                (#"{"manufacturer":{"key":"x"}}"#, 400, "unknownParameter", "#/manufacturer/key"),
                (#"{"models":[{"model":"A","size":1}]}"#, 400, "unknownParameter", "#/models/0/size"),
                (#"{"models":[{"model":"A"},{"gtin":"1"}]}"#, 400, "malformedBody", "#/models/1/model"),
                (#"{"models":[{"model":"A"},{"model":"B","gtin":"1"}]}"#, 400, "malformedGTIN", "#/models/1/gtin"),
                (#"{"models":[{"model":"A"},{"model":"A"}]}"#, 422, "duplicateModel", "#/models"),
                (#"{"models":{}}"#, 400, "malformedBody", "#/models"),
                (#"{"byProxy":1}"#, 400, "malformedBody", "#/byProxy"),
                (#"{"product":{"nameEn":"\#(long)"}}"#, 400, "tooLong", "#/product/nameEn"),
                (#"{"product":{"nameEn":"a\u200bb"}}"#, 400, "invisibleCharacter", "#/product/nameEn"),
                (#"{"product":{"category":"spoon"}}"#, 400, "unknownChoice", "#/product/category"),
                (#"{"product":{"setupLink":"http://x"}}"#, 400, "badLink", "#/product/setupLink"),
                (
                    #"{"product":{"securitySupport":"until","securitySupportUntil":"2028/1/1"}}"#, 400, "malformedDay",
                    "#/product/securitySupportUntil"
                ),
                (#"{"checklist":[{"item":"no","statement":"met"}]}"#, 400, "unknownChoice", "#/checklist/0/item"),
                (#"{"contact":{"address":"nobody"}}"#, 400, "malformedAddress", "#/contact/address"),
                (#"{"newHolder":{"nameJa":"x"}}"#, 400, "malformedCorporateNumber", "#/newHolder/corporateNumber"),
                (#"{"remark":"x""#, 400, "malformedBody", nil),
            ]
            for (body, status, code, pointer) in cases {
                let answer = try await machine.send("PUT", path + "/draft", body, ifMatch: "\"v1\"")
                #expect(answer.status == status && answer.code == code, "\(body): \(answer.text)")
                #expect(answer.pointer == pointer, "\(body): \(answer.text)")
            }
            #expect(try await machine.get(path)["ETag"] == "\"v1\"")
        }
    }

    @Test("two thousand models are taken by themselves, and the rest of the draft stays")
    func models() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let path = try await machine.opened()
            let noted = #"{"remark":"stays"}"#
            #expect(try await machine.send("PUT", path + "/draft", noted, ifMatch: "\"v1\"").status == 200)
            func list(_ count: Int) -> String {
                let models = (0..<count).map { #"{"model":"M-\#($0)","gtin":null,"versions":"1.\#($0) and later"}"# }
                return #"{"models":[\#(models.joined(separator: ","))]}"#
            }
            #expect(try await machine.send("PUT", path + "/models", list(1000)).status == 428)
            #expect(try await machine.send("PUT", path + "/models", list(1), ifMatch: "\"v1\"").status == 412)
            let saved = try await machine.send("PUT", path + "/models", list(1000), ifMatch: "\"v2\"")
            let draft = try json(saved)["draft"]
            #expect(saved.status == 200 && draft?["models"]?.list?.count == 1000 && draft?["remark"]?.text == "stays")
            #expect(draft?["models"]?[999]?["versions"]?.text == "1.999 and later")
            let many = try await machine.send("PUT", path + "/models", list(2001), ifMatch: "\"v3\"")
            #expect(many.status == 413 && many.code == "tooManyModels")
            #expect(try await machine.send("PUT", path + "/models", list(2000), ifMatch: "\"v3\"").status == 200)
            let empty = try await machine.send("PUT", path + "/models", list(0), ifMatch: "\"v4\"")
            #expect(try json(empty)["draft"]?["models"]?.list?.isEmpty == true)
        }
    }
}
