import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Words that mean the same find the same")
struct SynonymTests {
    private static let groups = [
        ["株式会社", "(株)", "かぶしきがいしゃ"], ["無線LAN", "Wi-Fi", "WiFi", "ワイファイ"], ["蓄電池", "バッテリー"],
        ["ネットワークカメラ", "IPカメラ", "IP camera"], ["カメラ", "camera"],
    ]

    private static func store(_ synonyms: SearchSynonyms) async throws -> RegistryStore {
        let store = try await RegistryStore.sample(synonyms: synonyms)
        func issue(_ number: String, _ name: String, _ maker: String, _ model: String) async throws {
            var filing = Filing.sample(name, maker: maker, models: [model])
            filing.manufacturer.brands = []
            try await store.issue(number, filing)
        }
        try await issue("Q1", "電灯", "㈱あかり", "LT-1")
        try await issue("Q2", "Wi-Fiルーター", "あかり株式会社", "ATV100")
        try await issue("Q3", "無線LAN中継機", "新株ストア", "WN-3")
        try await issue("Q4", "家庭用バッテリー", "ひかり(株)", "BT-4")
        try await issue("Q5", "蓄電池システム", "ひかり", "ACAMERA9")
        try await issue("Q6", "屋外IPカメラ", "見る社", "OUT-6")
        return store
    }

    @Test(
        "whichever of the words is typed, alone or within others",
        arguments: [
            ("株式会社", ["Q1", "Q2", "Q4"]), ("㈱", ["Q1", "Q2", "Q3", "Q4"]), ("（株）あかり", ["Q1", "Q2"]),
            ("株", ["Q1", "Q2", "Q3", "Q4"]), ("株式会社あかり", ["Q1", "Q2"]), ("あかり㈱", ["Q1", "Q2"]),
            ("カブシキガイシャひかり", ["Q4"]), ("新株", ["Q3"]),
            ("wi-fi", ["Q2", "Q3"]), ("WiFi", ["Q2", "Q3"]), ("ﾜｲﾌｧｲ", ["Q2", "Q3"]), ("無線LAN", ["Q2", "Q3"]),
            ("無線lanルータ", ["Q2"]), ("Wi-Fi中継機", ["Q3"]), ("無線", ["Q3"]), ("家庭用蓄電池", ["Q4"]),
            ("バッテリーシステム", ["Q5"]), ("バッテリ", ["Q4", "Q5"]), ("バッテリー㈱", ["Q4"]),
            ("ネットワークカメラ", ["Q6"]), ("ip camera", ["Q6"]), ("屋外network", []), ("カメラ", ["Q5", "Q6"]),
            ("acamera9", ["Q5"]), ("camera", ["Q5", "Q6"]), ("atv100", ["Q2"]), ("", []),
        ] as [(String, [String])]
    )
    func found(_ text: String, _ numbers: [String]) async throws {
        let store = try await Self.store(.sample(Self.groups))
        let day = day("2026-11-21")
        #expect(try await store.search(text, on: day, limit: 10).map(\.number.text) == numbers)
        guard !text.isEmpty else { return }
        let asked = AskedMoment(day: day, today: day, revision: try await store.head().revision)
        let list = try await store.list(LabelQuery(text: text, sort: [SortKey(.registered)]), asked, limit: 10)
        #expect(list.labels.map(\.answer.registration.number.text) == numbers)
    }

    @Test("a group counts while it is in force, and only where a day is asked about")
    func dates() async throws {
        let store = try await Self.store(.sample([["蓄電池", "バッテリー"]], from: "2026-04-01", to: "2026-12-31"))
        for (text, count) in [("2026-03-31", 1), ("2026-04-01", 2), ("2026-12-31", 2), ("2027-01-01", 1)] {
            #expect(try await store.search("蓄電池", on: day(text), limit: 9).count == count)
            let asked = AskedMoment(day: day(text), today: day(text), revision: try await store.head().revision)
            #expect(try await store.list(LabelQuery(text: "蓄電池"), asked, limit: 9).total == count)
        }
        #expect(try await store.search("蓄電池", limit: 9).count == 1)
    }

    @Test("a question of very many words is still one")
    func long() async throws {
        let store = try await Self.store(.sample(Self.groups))
        let text = String(repeating: "無線LANカメラ蓄電池", count: 18)
        #expect(try await store.search(text, on: day("2026-11-21"), limit: 9).isEmpty)
    }
}
