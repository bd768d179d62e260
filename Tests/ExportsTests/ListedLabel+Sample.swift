@testable import Exports
@testable import Registry

extension Day {
    static let tender = Day(number: 20_594)
}

extension ConditionSheet {
    static func sample(watermark: Watermark? = nil) -> ConditionSheet {
        ConditionSheet(
            asked: [Line("levelAtLeast", ja: "レベル", "STAR-2"), Line("text", ja: "語句", "=1+1 & <カメラ>")],
            day: .tender,
            revision: 4821,
            recordedAt: Day.tender.start + 34_260_000,
            rules: "9f8e",
            isUnofficial: true,
            watermark: watermark,
            operatorName: "星札 & 記録係",
            address: "https://label.example.jp/search?levelAtLeast=STAR-2"
        )
    }
}

extension ListedLabel {
    /// Everything stated, with the traps a sheet has.
    static func sample(_ number: String = "0012345678901", coverage: Coverage? = nil) throws -> ListedLabel {
        let models = try ["=HC-200", "3-4", "カメラ,\"大\""].enumerated().map { index, name in
            CoveredModel(number: try ModelNumber(name), gtin: index == 0 ? "4901234567894" : "")
        }
        let held = Day.tender - 100
        let registration = Registration(
            number: try RegistrationNumber(number),
            code: LabelCode(sequence: 7, tag: 99),
            origin: .imported,
            source: "見本一覧",
            standard: Standard(
                level: .star3,
                assurance: .thirdParty,
                criteria: "JST-CR-01",
                laboratory: "評価所",
                route: "standard"
            ),
            periods: [
                Period(
                    span: Span(from: held, to: .far),
                    standing: .valid,
                    level: .star3,
                    assurance: .thirdParty,
                    heldFrom: held,
                    heldUntil: .tender + 200
                )
            ],
            models: models,
            holders: [
                Dated(
                    Manufacturer(
                        key: "1",
                        nameJA: "株式会社星見電機",
                        nameEN: "Hoshimi Electric Co., Ltd.",
                        corporateNumber: "0123456789012",
                        country: "JP"
                    )
                )
            ],
            products: [
                Dated(
                    Product(
                        nameJA: "＝みまもり",
                        nameEN: "@Home",
                        brand: "Hoshimi",
                        category: "camera",
                        support: .until(.tender + 900)
                    )
                )
            ],
            edition: Edition(source: "見本一覧", day: .tender - 3, fileName: "list.csv", digest: "00"),
            events: [LabelEvent](),
            revision: 1,
            recordedAt: Day.tender.start
        )
        return ListedLabel(
            answer: LabelAnswer(
                registration: registration,
                day: .tender,
                period: registration.periods[0],
                manufacturer: registration.holders[0].value,
                product: registration.products[0].value,
                models: models
            ),
            coverage: coverage
        )
    }
}

/// Text that is hard on every writer.
func roughText(_ random: inout some RandomNumberGenerator, most: Int = 8) -> String {
    let pieces = [
        "a", "-", "0", "9", " ", "\t", "型番", "ｱ", "é", "e\u{301}", "👪", "\u{200B}", ";", "=", "|", ",", "\"", "\r\n",
        "\n", "\r", "\"\"", ",\"", "'", "+", "@", "＝", "\u{3000}", "_x0041_", "&", "<", "]]>", "1E10", "R8.4.1", "０",
    ]
    return (0..<Int.random(in: 0...most, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
}
