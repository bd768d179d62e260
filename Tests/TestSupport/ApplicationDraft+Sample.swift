package import Registry
package import Store

extension ApplicationDraft {
    /// Everything that is stated for a level, so that nothing is missing.
    package static func sample(
        _ level: StarLevel = .star1,
        name: String = "見守りドアカメラ",
        models: [String] = ["DC-100", "DC-100B"],
        support: Product.Support? = nil,
        rules: Rules,
        on day: Day
    ) -> ApplicationDraft {
        let isDeclared = rules.level(level)?.assurance == .selfDeclared
        let criteria = isDeclared ? Application.criteria(of: level, rules: rules, on: day) : nil
        let answers = (criteria?.items ?? []).map { ($0.id, ChecklistAnswer(.met, evidence: "manual, page 3")) }
        return ApplicationDraft(
            level: level,
            manufacturer: Manufacturer(
                key: "",
                publicContact: "https://maker.example.jp/",
                vulnerabilityContact: "psirt@example.jp"
            ),
            product: Product(
                nameJA: name,
                nameEN: "Door camera",
                category: "camera-surveillance",
                support: support ?? .until(day + 3000)
            ),
            models: models.map { CoveredModel(number: ModelNumber(checked: $0)) },
            checklist: Dictionary(answers, uniquingKeysWith: { $1 }),
            contact: .sample
        )
    }
}

extension ApplicationDraft.Contact {
    /// Somebody who answers in Japanese.
    package static let sample = ApplicationDraft.Contact(
        name: "山田 花子",
        address: "hanako@example.jp",
        telephone: "03"
    )
}

extension RegistryStore {
    private static let keepFile = Statement(
        """
        INSERT INTO filed_document (digest, organisation_id, size, bytes, made_at)
        SELECT ?1, MIN(id), ?2, ?3, ?4 FROM organisation WHERE true ON CONFLICT DO NOTHING
        """
    )

    /// Keeps a file beside any application, for orders that name it by its digest. Somebody has an account already.
    package func keepFile(_ bytes: [UInt8], at now: Moment) async throws -> String {
        let digest = Self.digest(of: bytes)
        let values: [Value] = [
            .text(digest), .integer(Int64(bytes.count)), .bytes(bytes), .integer(now.milliseconds),
        ]
        try await engine.write { _ = try $0.run(Self.keepFile, values) }
        return digest
    }
}
