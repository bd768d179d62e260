import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("the one box of the front page takes whatever is at hand")
struct FrontTests {
    private func withShop(_ body: @Sendable (LivePortal) async throws -> Void) async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue(
            "F-1",
            .sample(
                "Star lamp",
                ja: "ほしぞら照明",
                maker: "Hoshizora",
                makerJA: "星空電機",
                models: ["WSR-3200AX4S"],
                gtin: "4900000000016"
            )
        )
        try await registry.issue(
            "F-2",
            .sample("Router", ja: "無線ルーター", maker: "Akatsuki", makerJA: "あかつき通信", models: ["WSR3200AX4S"])
        )
        try await registry.issue("F 3/あ", .sample("Scale", ja: "体重計", maker: "Kita", makerJA: "北の計器", models: ["K-1"]))
        try await LivePortal.with(registry) { try await body($0) }
    }

    private func find(_ live: LivePortal, _ text: String) async throws -> WireAnswer {
        try await live.client.get("/find?lang=en&q=" + PagePath.encoded(text))
    }

    @Test("a code or a number leads straight to its page")
    func redirects() async throws {
        try await withShop { live in
            let first = try #require(try await live.registry.store.find(RegistrationNumber("F-1")).registration)
            let code = first.code.text
            for typed in [code, code.lowercased(), "\(code.prefix(4))-\(code.dropFirst(4))", " \(code) "] {
                let answer = try await find(live, typed)
                #expect(answer.status == 303, "\(typed)")
                #expect(answer["Location"] == "/\(code)?lang=en", "\(typed)")
            }
            for number in ["F-1", "F 3/あ"] {
                let answer = try await find(live, number)
                #expect(answer.status == 303)
                let location = try #require(answer["Location"])
                #expect(try await live.client.get(location).status == 200)
            }
            #expect(try await find(live, "").status == 303)
            #expect(try await live.client.get("/find").status == 303)
            #expect(try await live.client.get("/find?q=F+3%2F%E3%81%82").status == 303)
        }
    }

    @Test(
        "a model, a GTIN or a name lists what matches and says how",
        arguments: [
            ("WSR-3200AX4S", "The model matches <b", "Star lamp"),
            ("wsr-3200ax4s", "but for width, case or hyphens", "Star lamp"),
            ("ＷＳＲ－３２００ＡＸ４Ｓ", "but for width, case or hyphens", "Star lamp"),
            ("WSR 3200 AX4S", "A similar model", "Star lamp"),
            ("4900000000016", "The GTIN matches", "Star lamp"), ("ほしぞら", "In the product’s name", "Star lamp"),
            ("照明", "In the product’s name", "Star lamp"), ("星空電機", "In the manufacturer’s name", "Star lamp"),
            ("ﾙｰﾀｰ", "In the product’s name", "Router"), ("るーた", "In the product’s name", "Router"),
            ("akatsuki", "In the manufacturer’s name", "Router"), ("3200", "A similar model", "Star lamp"),
        ]
    )
    func candidates(asked: String, words: String, product: String) async throws {
        try await withShop { live in
            let answer = try await find(live, asked)
            #expect(answer.status == 200)
            #expect(answer.text.contains(words), "\(asked)")
            #expect(answer.text.contains(product), "\(asked)")
            #expect(answer["X-Robots-Tag"] == "noindex")
        }
    }

    @Test("the exact model stands before the one that is only like it")
    func order() async throws {
        try await withShop { live in
            let text = try await find(live, "WSR-3200AX4S").text
            let exact = try #require(text.range(of: "Star lamp"))
            let near = try #require(text.range(of: "Router"))
            #expect(exact.lowerBound < near.lowerBound)
        }
    }

    @Test(
        "nothing found is 404 and says that this proves nothing",
        arguments: [
            "quarks and strangeness", "％＿'\"--", "*", "AND OR NOT", "\"", "(", "🦉", "xz", "NEAR(a b)", "%",
        ]
    )
    func nothing(asked: String) async throws {
        try await withShop { live in
            let answer = try await find(live, asked)
            #expect(answer.status == 404)
            #expect(answer.text.contains("It does not mean that there is no label"))
        }
    }

    @Test("a mistyped code in the box gets the right one offered")
    func mistyped() async throws {
        try await withShop { live in
            let first = try #require(try await live.registry.store.find(RegistrationNumber("F-1")).registration)
            let code = first.code.text
            let wrong = String(code.dropLast()) + (code.hasSuffix("Z") ? "Y" : "Z")
            let answer = try await find(live, wrong)
            #expect(answer.status == 400)
            #expect(answer.text.contains("/\(code)?lang=en"))
        }
    }

    @Test("two hundred characters are looked up and one more is refused")
    func overLong() async throws {
        try await withShop { live in
            #expect(try await find(live, String(repeating: "照", count: 200)).status == 404)
            let answer = try await find(live, String(repeating: "照", count: 201))
            #expect(answer.status == 400)
            #expect(answer.text.contains("200"))
        }
    }
}
