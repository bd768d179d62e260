import Registry

/// A draft as a machine sends it; what is left out is empty.
struct DraftWire: Decodable, Sendable {
    /// An answer to one item of the criteria.
    struct Answer: Decodable, Sendable {
        var item: String
        var statement: String
        var evidence: String?
    }

    /// Who answers the office.
    struct Contact: Decodable, Sendable {
        var name: String?
        var address: String?
        var telephone: String?
    }

    var level: String?
    var route: String?
    var manufacturer: ManufacturerWire?
    var product: ProductStatement?
    var models: [ModelWire]?
    var checklist: [Answer]?
    var statementLink: String?
    var byProxy: Bool?
    var contact: Contact?
    var newHolder: ManufacturerWire?
    var remark: String?

    /// Names, number and country of the manufacturer may come along, as they were read; the organisation's own stand.
    private static let manufacturerShape = BodyShape.values(
        "nameJa",
        "nameEn",
        "nameKana",
        "corporateNumber",
        "country",
        "publicContact",
        "vulnerabilityContact",
        "brands"
    )
    static let shape = BodyShape.object([
        "level": .value, "route": .value, "manufacturer": manufacturerShape, "product": ProductStatement.shape,
        "models": ModelListWire.models, "checklist": .list(.values("item", "statement", "evidence")),
        "statementLink": .value, "byProxy": .value, "contact": .values("name", "address", "telephone"),
        "newHolder": manufacturerShape, "remark": .value,
    ])

    /// The draft, where every word of it can be kept; whether it is complete is asked when it is submitted.
    func draft(_ rules: Rules) throws(Refusal) -> ApplicationDraft {
        var draft = ApplicationDraft()
        if let level, !level.isEmpty {
            guard let known = StarLevel(code: level) else { throw Self.unknown("level", level) }
            draft.level = known
        }
        if let route {
            guard let known = ApplicationRoute(rawValue: route) else { throw Self.unknown("route", route) }
            draft.route = known
        }
        draft.manufacturer = try Self.manufacturer(manufacturer, "manufacturer")
        if let product { draft.product = try product.product(rules) }
        draft.models = try ModelListWire.covered(models ?? [])
        draft.checklist = try answers(rules)
        draft.statementLink = try Self.link(statementLink, "statementLink")
        draft.isByProxy = byProxy ?? false
        draft.contact = try known(contact)
        if let newHolder { draft.newHolder = try Self.holder(newHolder) }
        draft.remark = try FieldText.line(remark, "remark")
        return draft
    }

    private func answers(_ rules: Rules) throws(Refusal) -> [String: ChecklistAnswer] {
        let known = Set(rules.criteria.flatMap { $0.items.map(\.id) })
        var answers: [String: ChecklistAnswer] = [:]
        for (index, answer) in (checklist ?? []).enumerated() {
            let place = "checklist.\(index)"
            guard known.contains(answer.item) else { throw Self.unknown(place + ".item", answer.item) }
            guard answers[answer.item] == nil else {
                throw Refusal(
                    .malformed,
                    "\(answer.item) is answered twice",
                    ja: "\(answer.item) が重複しています",
                    field: place + ".item",
                    code: "duplicateItem"
                )
            }
            guard let statement = ChecklistAnswer.Statement(rawValue: answer.statement) else {
                throw Self.unknown(place + ".statement", answer.statement)
            }
            let evidence = try Self.line(answer.evidence, place + ".evidence", limit: 1000)
            answers[answer.item] = ChecklistAnswer(statement, evidence: evidence)
        }
        return answers
    }

    private func known(_ contact: Contact?) throws(Refusal) -> ApplicationDraft.Contact {
        guard let contact else { return ApplicationDraft.Contact() }
        let address = try Self.line(contact.address, "contact.address", limit: 254)
        if !address.isEmpty {
            try Self.placed("contact.address") { () throws(Refusal) in _ = try MailAddress(address) }
        }
        return ApplicationDraft.Contact(
            name: try Self.line(contact.name, "contact.name", limit: 200),
            address: address,
            telephone: try Self.line(contact.telephone, "contact.telephone", limit: 40)
        )
    }

    private static func manufacturer(_ wire: ManufacturerWire?, _ place: String) throws(Refusal) -> Manufacturer {
        guard let wire else { return Manufacturer(key: "") }
        let limits: [(String?, String, Int)] = [
            (wire.nameJa, "nameJa", 200), (wire.nameEn, "nameEn", 200), (wire.nameKana, "nameKana", 200),
            (wire.corporateNumber, "corporateNumber", 13), (wire.country, "country", 2),
            (wire.publicContact, "publicContact", 500), (wire.vulnerabilityContact, "vulnerabilityContact", 500),
        ]
        for (text, name, limit) in limits { _ = try line(text, "\(place).\(name)", limit: limit) }
        _ = try FieldText.lines(wire.brands, place + ".brands")
        return try wire.manufacturer()
    }

    private static func holder(_ wire: ManufacturerWire) throws(Refusal) -> Manufacturer {
        let holder = try manufacturer(wire, "newHolder")
        guard !holder.nameJA.isEmpty || !holder.nameEN.isEmpty else {
            throw Refusal(.malformed, "Name the new holder", ja: "新しい名義を入力してください", field: "newHolder", code: "noName")
        }
        // Those outside Japan have no 法人番号.
        if !holder.corporateNumber.isEmpty || holder.country.isEmpty || holder.country == "JP" {
            try placed("newHolder.corporateNumber") { () throws(Refusal) in
                _ = try CorporateNumber(holder.corporateNumber)
            }
        }
        return holder
    }

    static func line(_ text: String?, _ place: String, limit: Int) throws(Refusal) -> String {
        let line = try FieldText.line(text, place)
        guard line.unicodeScalars.count <= limit else {
            throw Refusal(
                .malformed,
                "This is longer than \(limit) characters",
                ja: "\(limit)文字までです",
                field: place,
                code: "tooLong"
            )
        }
        return line
    }

    static func link(_ text: String?, _ place: String) throws(Refusal) -> String {
        let link = try FieldText.line(text, place)
        guard link.isEmpty || link.hasPrefix("https://") && !link.contains(" ") else {
            throw Refusal(
                .malformed,
                "The address begins with https://",
                ja: "https:// で始まるアドレスを入力してください",
                field: place,
                code: "badLink"
            )
        }
        return link
    }

    static func unknown(_ place: String, _ word: String) -> Refusal {
        Refusal(
            .malformed,
            "\"\(word.prefix(40))\" is none of the words for \(place)",
            ja: "「\(word.prefix(40))」は \(place) の値ではありません",
            field: place,
            code: "unknownChoice"
        )
    }

    /// Says of a refusal where in the body it was earned.
    static func placed<Value>(_ place: String, _ body: () throws(Refusal) -> Value) throws(Refusal) -> Value {
        do throws(Refusal) {
            return try body()
        } catch {
            var refusal = error
            refusal.field = place
            throw refusal
        }
    }
}

/// A product as a label's answer tells it, to be stated in a draft.
struct ProductStatement: Decodable, Sendable {
    var nameJa: String?
    var nameEn: String?
    var brand: String?
    var category: String?
    var descriptionJa: String?
    var descriptionEn: String?
    var services: [String]?
    var updateMethodJa: String?
    var updateMethodEn: String?
    /// `notStated`, `unsupported` or `until`.
    var securitySupport: String?
    var securitySupportUntil: String?
    var defaultCredentialsJa: String?
    var defaultCredentialsEn: String?
    var setupLink: String?
    var disclosureLink: String?

    static let shape = BodyShape.values(
        "nameJa",
        "nameEn",
        "brand",
        "category",
        "descriptionJa",
        "descriptionEn",
        "services",
        "updateMethodJa",
        "updateMethodEn",
        "securitySupport",
        "securitySupportUntil",
        "defaultCredentialsJa",
        "defaultCredentialsEn",
        "setupLink",
        "disclosureLink"
    )

    func product(_ rules: Rules) throws(Refusal) -> Product {
        let category = category ?? ""
        guard category.isEmpty || rules.category(category) != nil else {
            throw DraftWire.unknown("product.category", category)
        }
        return Product(
            nameJA: try DraftWire.line(nameJa, "product.nameJa", limit: 200),
            nameEN: try DraftWire.line(nameEn, "product.nameEn", limit: 200),
            brand: try DraftWire.line(brand, "product.brand", limit: 200),
            category: category,
            descriptionJA: try FieldText.line(descriptionJa, "product.descriptionJa"),
            descriptionEN: try FieldText.line(descriptionEn, "product.descriptionEn"),
            services: try FieldText.lines(services, "product.services"),
            updateMethodJA: try FieldText.line(updateMethodJa, "product.updateMethodJa"),
            updateMethodEN: try FieldText.line(updateMethodEn, "product.updateMethodEn"),
            support: try support(),
            defaultCredentialsJA: try FieldText.line(defaultCredentialsJa, "product.defaultCredentialsJa"),
            defaultCredentialsEN: try FieldText.line(defaultCredentialsEn, "product.defaultCredentialsEn"),
            setupLink: try DraftWire.link(setupLink, "product.setupLink"),
            disclosureLink: try DraftWire.link(disclosureLink, "product.disclosureLink")
        )
    }

    private func support() throws(Refusal) -> Product.Support {
        switch securitySupport ?? "notStated" {
        case "notStated": return .notStated
        case "unsupported": return .unsupported
        case "until":
            let text = securitySupportUntil ?? ""
            return .until(
                try DraftWire.placed("product.securitySupportUntil") { () throws(Refusal) in try Day.parse(text) }
            )
        default: throw DraftWire.unknown("product.securitySupport", securitySupport ?? "")
        }
    }
}

/// A list of models by itself.
struct ModelListWire: Decodable, Sendable {
    var models: [ModelWire]

    static let models = BodyShape.list(.values("model", "gtin", "versions"))
    static let shape = BodyShape.object(["models": models])

    static func covered(_ models: [ModelWire]) throws(Refusal) -> [CoveredModel] {
        var covered: [CoveredModel] = []
        covered.reserveCapacity(models.count)
        for (index, model) in models.enumerated() {
            do throws(Refusal) {
                covered.append(try model.covered())
            } catch {
                var refusal = error
                // The last part of the field says which member.
                let member = error.field?.split(separator: ".").last.map(String.init) ?? "model"
                refusal.field = "models.\(index).\(member)"
                throw refusal
            }
        }
        return covered
    }
}
