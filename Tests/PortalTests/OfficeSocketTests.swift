import Access
import Foundation
import Intake
import Registry
import Store
import TestSupport
import Testing

@testable import Console
@testable import Portal

@Suite("the office works through the running portal's own socket")
struct OfficeSocketTests {
    private func withOffice(_ body: @Sendable (LivePortal, String) async throws -> Void) async throws {
        try await TemporaryDirectory.with { path in
            let folder = StoreFolder(path + "/store")
            try folder.make()
            let engine = try SQLiteEngine.open(file: folder.database)
            let registry = try await TestRegistry.empty(engine: engine)
            try await LivePortal.with(registry, officeSocket: folder.socket) { live in
                // The two doors open independently of one another.
                for _ in 0..<200 where !FileManager.default.fileExists(atPath: folder.socket) {
                    try await Task.sleep(for: .milliseconds(10))
                }
                try await body(live, folder.socket)
            }
            try engine.close()
        }
    }

    /// An order that one person gives, who says so.
    private func alone(_ verb: String, _ reference: String) -> OrderWire {
        var wire = OrderWire(verb: verb, reference: reference, actor: "tester")
        wire.breakGlass = "A test has one person"
        return wire
    }

    private func issue(_ number: String, _ model: String = "M-1") -> OrderWire {
        var wire = alone("issue", number)
        var product = ProductWire(nameJa: "見本", nameEn: "Sample")
        product.category = "smart-home"
        wire.filing = FilingWire(
            level: "STAR-1",
            manufacturer: ManufacturerWire(nameJa: "見本製作所", nameEn: "Example Works"),
            product: product,
            models: [ModelWire(model)]
        )
        return wire
    }

    @Test("what is issued, revoked and reinstated there is on the public page at once")
    func atOnce() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            let issued = try JSONTree(try await socket.post("/verbs/label", issue("O-1")))
            let code = try #require(issued["code"]?.text)
            #expect(issued["standing"]?.text == "valid")
            for _ in 1...2 { #expect(try await live.client.get("/\(code)").text.contains("有効です")) }
            for (verb, standing) in [("revoke", "revoked"), ("reinstate", "valid"), ("withdraw", "withdrawn")] {
                let order = alone(verb, "O-1")
                let answer = try JSONTree(try await socket.post("/verbs/label", order))
                #expect(answer["standing"]?.text == standing)
                for _ in 1...2 {
                    #expect(try await live.client.get("/\(code)").text.contains("class=\"tag \(standing)\""), "\(verb)")
                    let json = try JSONTree(try await live.client.get("/api/v1/labels/\(code)").body)
                    #expect(json["standing"]?.text == standing)
                }
            }
        }
    }

    @Test("a refusal comes back as it was said")
    func refusals() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            _ = try await socket.post("/verbs/label", issue("O-1"))
            let desk = OfficeDesk(store: live.registry.store, now: { live.registry.clock.now })
            var bad = issue("O-2")
            bad.filing?.level = "STAR-9"
            var future = issue("O-3")
            future.effectiveOn = "2030-01-01"
            let orders = [
                issue("O-1"), bad, future, alone("revoke", "NO-SUCH"),
                alone("dance", "O-1"),
                alone("issue", "O-4"),
                alone("extend", "O-1"), OrderWire(verb: "revoke", reference: "O-1", actor: "t"),
                alone("revoke", ""),
            ]
            for order in orders {
                let there = await refusal { try await socket.post("/verbs/label", order) }
                let here = await refusal { try await desk.perform(order) }
                // A verb that is allowed is done by the first of the two.
                guard order.verb != "extend" else { continue }
                #expect(there != nil, "\(order.verb) \(order.reference ?? "")")
                #expect(there == here, "\(order.verb) \(order.reference ?? "")")
            }
        }
    }

    private func refusal(_ body: () async throws -> [UInt8]) async -> Refusal? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    @Test("two people's codes go through it once; without them nothing is done")
    func twoPeople() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            let code = try #require(try JSONTree(try await socket.post("/verbs/label", issue("O-1")))["code"]?.text)
            let office = Organisation(side: .operator, nameJA: "", nameEN: "Office")
            var wire = OrderWire(verb: "revoke", reference: "O-1", actor: "tester")
            let missing = await refusal { try await socket.post("/verbs/label", wire) }
            #expect(missing?.kind == .forbidden && missing?.code == "noSecondPerson")
            var proofs: [ProofWire] = []
            for name in ["first", "second"] {
                let address = "\(name)@example.jp"
                let made = try await Visitor.account(live, [.approver], address: address, organisation: office)
                let shown = made.code?.code(OneTimeCode.step(live.registry.clock.now)) ?? ""
                proofs.append(ProofWire(address: address, code: shown))
            }
            (wire.proposedBy, wire.approvedBy) = (proofs[0], proofs[0])
            let same = await refusal { try await socket.post("/verbs/label", wire) }
            #expect(same?.code == "secondPerson")
            wire.approvedBy = proofs[1]
            let done = try JSONTree(try await socket.post("/verbs/label", wire))
            #expect(done["standing"]?.text == "revoked")
            #expect(try await live.client.get("/\(code)").text.contains("class=\"tag revoked\""))
            wire.verb = "reinstate"
            let spent = await refusal { try await socket.post("/verbs/label", wire) }
            #expect(spent?.kind == .unauthenticated && spent?.code == "wrongCode")
            // Nobody who reads what is on record learns a code.
            let acts = try await live.registry.store.acts(ActFilter(subject: "O-1"), limit: 20)
            #expect(acts.map(\.verb).prefix(2) == ["propose", "revoked"])
            for act in acts { for proof in proofs { #expect(!act.detail.contains(proof.code)) } }
        }
    }

    @Test("the same key is answered again and records nothing; used for another order it is refused")
    func keys() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            var order = issue("O-1")
            order.key = "once"
            let first = try await socket.post("/verbs/label", order)
            let revision = try await live.registry.store.head().revision
            #expect(try await socket.post("/verbs/label", order) == first)
            #expect(try await live.registry.store.head().revision == revision)
            order.reference = "O-2"
            let other = await refusal { try await socket.post("/verbs/label", order) }
            #expect(other?.code == "keyReused")
        }
    }

    @Test("bodies that are no order are refused, not broken on")
    func malformed() async throws {
        try await withOffice { live, path in
            for body in [
                "", "{", "[]", "{}", "{\"verb\":1}", "null", "{\"verb\":\"issue\",\"actor\":\"a\",\"filing\":{}}",
            ] {
                for target in ["/verbs/label", "/verbs/import", "/verbs/close-doubt", "/verbs/pay-invoice"] {
                    let connection = try WireConnection.open(path: path)
                    defer { connection.close() }
                    try await connection.send(WireClient.request("POST", target, body: Array(body.utf8)))
                    #expect(try await connection.answer().status == 400, "\(target) \(body)")
                }
            }
            #expect(try await live.client.get("/verbs/label").status == 404)
        }
    }

    @Test("only the owner may open the socket")
    func permissions() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            _ = try await socket.post("/verbs/label", issue("O-1"))
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("a list imported there is on the public pages at once, and its categories are checked")
    func importing() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            let name = "ipa-list-2026-09-15.csv"
            var wire = ImportWire(
                fileName: name,
                file: Data(try Repository.text("Data/Import/Samples/" + name).utf8),
                profileName: "ipa-list.yaml",
                profile: try Repository.text("Data/Import/ipa-list.yaml"),
                day: nil,
                dryRun: false,
                actor: "tester"
            )
            var strange = wire
            strange.profile = wire.profile.replacing("camera-surveillance", with: "submarines")
            let refused = await refusal { try await socket.post("/verbs/import", strange) }
            #expect(refused?.code == "unknownCategory")
            let first = try JSONTree(try await socket.post("/verbs/import", wire))
            #expect((first["added"]?.integer ?? 0) > 0)
            let page = try await live.client.get("/labels/X-JCS-2025-0001")
            #expect(page.status == 200)
            #expect(page.text.contains("ほしぞら見守りカメラ"))
            let again = try JSONTree(try await socket.post("/verbs/import", wire))
            #expect(again["unchanged"] == first["registrations"])
            #expect(again["added"]?.integer == 0)
            #expect(again["revision"] == .null)
            wire.profile = "name: ["
            let broken = await refusal { try await socket.post("/verbs/import", wire) }
            #expect(broken != nil, "a broken profile is refused with a sentence")
        }
    }

    @Test("doubts are closed there once")
    func doubts() async throws {
        try await withOffice { live, path in
            let socket = OfficeSocket(path: path)
            let doubt = Doubt(
                recordedAt: live.registry.clock.now,
                subject: "x",
                kind: "other",
                body: "b",
                contact: "",
                language: "ja"
            )
            let id = try await live.registry.store.report(doubt, key: nil)
            _ = try await socket.post("/verbs/close-doubt", CloseDoubtWire(id: id, actor: "t"))
            #expect(try await live.registry.store.doubts(.open).isEmpty)
            let again = await refusal {
                try await socket.post("/verbs/close-doubt", CloseDoubtWire(id: id, actor: "t"))
            }
            #expect(again?.kind == .missing)
        }
    }
}
