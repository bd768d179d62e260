package import Registry

extension Filing {
    /// A small self-declared filing; everything that matters to a test can be said.
    package static func sample(
        _ name: String = "Door camera",
        ja: String = "見守りドアカメラ",
        level: StarLevel = .star1,
        maker: String = "Example Works",
        makerJA: String = "見本製作所",
        models: [String] = ["DC-100"],
        gtin: String = ""
    ) -> Filing {
        let isAssessed = level.rawValue >= 3
        return Filing(
            standard: Standard(
                level: level,
                assurance: isAssessed ? .thirdParty : .selfDeclared,
                criteria: "JST-CR-01-01-2024R1",
                laboratory: isAssessed ? "demo-lab-kita" : ""
            ),
            manufacturer: Manufacturer(key: maker, nameJA: makerJA, nameEN: maker, country: "JP"),
            product: Product(nameJA: ja, nameEN: name, category: "camera-surveillance"),
            models: models.map { CoveredModel(number: ModelNumber(checked: $0), gtin: gtin) }
        )
    }
}

extension OrderTerms {
    package static func sample(on day: Day? = nil, announced: Bool = false, note: String = "") -> OrderTerms {
        OrderTerms(effectiveOn: day, actor: "tester", publicNote: note, isAnnounced: announced)
    }
}

extension Day {
    /// `2027-05-20`; a day that does not exist fails the test.
    package static func of(_ text: String) throws -> Day { try Day.parse(text) }
}
