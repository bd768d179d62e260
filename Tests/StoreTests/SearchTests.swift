import Registry
import TestSupport
import Testing

@testable import Store

@Suite("A label is found by what people type")
struct SearchTests {
    static func store() async throws -> RegistryStore {
        let store = try await RegistryStore.sample()
        try await store.issue("N-1", .sample("照明器具", maker: "株式会社あかり", models: ["LT-1"]))
        try await store.issue("N-2", .sample("屋外カメラ", maker: "見本電機", models: ["CAM-100"]))
        try await store.issue("N-3", .sample("無線ルーター", maker: "通信社", models: ["WSR-3200AX4S"]))
        try await store.issue("N-4", .sample("ルータースイッチ", maker: "通信社", models: ["SW-1"]))
        return store
    }

    @Test(
        "words of two characters and one, of any width and kana, are found",
        arguments: [
            ("照明", ["N-1"]), ("明照", []), ("照", ["N-1"]), ("具", ["N-1"]), ("カメラ", ["N-2"]), ("ｶﾒﾗ", ["N-2"]),
            ("かめら", ["N-2"]), ("ルーター", ["N-3", "N-4"]), ("ルータ", ["N-3", "N-4"]), ("ﾙｰﾀｰ", ["N-3", "N-4"]),
            ("3200", ["N-3"]), ("３２００", ["N-3"]), ("wsr-3200ax4s", ["N-3"]), ("AX4S", ["N-3"]), ("4SX", []),
            ("通信社 スイッチ", ["N-4"]), ("通信社 カメラ", []), ("N-2", ["N-2", "N-3"]), ("sample", ["N-1", "N-2", "N-3", "N-4"]),
            ("", []), ("  ", []), ("--- ・。!", []), ("\"", []), ("* OR x", []), ("照明\" OR \"", []), ("'", []),
            ("器無", []), ("\u{0}", []), ("照\u{200B}明", ["N-1"]), ("🏮", []),
        ] as [(String, [String])]
    )
    func found(_ text: String, _ numbers: [String]) async throws {
        let store = try await Self.store()
        #expect(try await store.search(text, limit: 10).map(\.number.text) == numbers)
    }

    @Test("pages follow one another")
    func pages() async throws {
        let store = try await Self.store()
        let first = try await store.search("sample", limit: 2)
        let next = try await store.search("sample", after: Int64(first.last?.code.sequence ?? 0), limit: 5)
        #expect((first + next).map(\.number.text) == ["N-1", "N-2", "N-3", "N-4"])
    }

    @Test("after a change the old words lead nowhere and the new ones do")
    func corrected() async throws {
        let store = try await Self.store()
        try await store.perform(.correct(Correction(product: Product(nameJA: "電気スタンド"))), "N-1", on: "2026-02-01")
        #expect(try await store.search("照明", limit: 9).isEmpty)
        #expect(try await store.search("スタンド", limit: 9).map(\.number.text) == ["N-1"])
        try await store.perform(.changeHolder(Manufacturer(key: "x", nameJA: "ひかり商会")), "N-1", on: "2026-03-01")
        #expect(try await store.search("あかり", limit: 9).isEmpty)
        #expect(try await store.search("ヒカリ", limit: 9).map(\.number.text) == ["N-1"])
        let models = LabelOrder.changeModels(
            added: [CoveredModel(number: ModelNumber(checked: "ZZ-9"))],
            removed: [ModelNumber(checked: "LT-1")],
            revoked: []
        )
        try await store.perform(models, "N-1", on: "2026-04-01")
        #expect(try await store.search("LT-1", limit: 9).isEmpty)
        #expect(try await store.search("zz-9", limit: 9).map(\.number.text) == ["N-1"])
    }

    @Test("models and trade item numbers find what covers them")
    func models() async throws {
        let store = try await RegistryStore.sample()
        var filing = Filing.sample(models: ["WSR-3200"])
        filing.models[0].gtin = "4006381333931"
        try await store.issue("A", filing)
        for text in ["WSR-3200", "wsr3200", "ＷＳＲ　３２００"] {
            #expect(try await store.covering(ModelNumber(text), limit: 5).map(\.number.text) == ["A"])
        }
        #expect(try await store.covering(ModelNumber("WSR-3201"), limit: 5).isEmpty)
        #expect(try await store.covering(GTIN("4006381333931"), limit: 5).map(\.number.text) == ["A"])
        #expect(try await store.covering(GTIN("96385074"), limit: 5).isEmpty)
    }

    /// What a person would say is inside: folded by hand, compared by plain containment.
    @Test("every piece of a name finds it, no piece finds what does not hold it", arguments: [1, 2] as [UInt64])
    func pieces(seed: UInt64) async throws {
        var random = Seeded(seed)
        let store = try await RegistryStore.sample()
        let letters = Array("照明電機カメラ路由器ab12")
        var names: [String] = []
        for index in 0..<30 {
            let name = String(
                (0..<Int.random(in: 2...8, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" }
            )
            names.append(name)
            var filing = Filing.sample(name, maker: "ゑ", models: ["ゐ"])
            filing.manufacturer.brands = []
            try await store.issue("う\(index)", filing)
        }
        for _ in 0..<200 {
            let length = Int.random(in: 1...3, using: &random)
            let piece = String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
            guard !"0123456789".contains(piece) else { continue }
            let found = Set(try await store.search(piece, limit: 100).map { $0.products[0].value.nameJA })
            let numbers = Set(try await store.search(piece, limit: 100).map(\.number.text))
            let expected = names.indices.filter { names[$0].contains(piece) || "う\($0)".contains(piece) }
            #expect(numbers == Set(expected.map { "う\($0)" }), "\(piece), seed \(seed), \(found)")
        }
    }
}
