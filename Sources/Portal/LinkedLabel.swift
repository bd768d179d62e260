import Registry

/// A label in other people's vocabularies: schema.org as JSON-LD, and links as RFC 9264.
enum LinkedLabel {
    /// Bytes of one of the two; the label's own JSON and its page are made elsewhere.
    static func bytes(_ answer: LabelAnswer, _ medium: Medium, _ facts: SiteFacts) -> [UInt8] {
        medium == .linkset ? linkset(answer, facts) : jsonLD(answer, facts)
    }

    /// schema.org `Product` with `hasCertification`.
    ///
    /// `certificationStatus` has two words there: where the standing is neither (grace, a word in no table) nothing is
    /// said. A provisional registration is no label and has no certification. Only a third party's assessment is
    /// called one.
    static func jsonLD(_ answer: LabelAnswer, _ facts: SiteFacts) -> [UInt8] {
        let registration = answer.registration
        let address = "https://\(facts.host)\(PagePath.label(registration.number))"
        let product = answer.product
        var json = JSONWriter()
        json.object { json in
            json.text("@context", "https://schema.org")
            json.text("@type", "Product")
            json.text("@id", address + "#product")
            let (name, other) = product.nameJA.isEmpty ? (product.nameEN, "") : (product.nameJA, product.nameEN)
            if !name.isEmpty { json.text("name", name) }
            if !other.isEmpty, other != name { json.text("alternateName", other) }
            json.object("manufacturer") { manufacturer(answer.manufacturer, into: &$0) }
            if !registration.isProvisional { productFacts(answer, facts, into: &json) }
            json.text("url", address)
            if let mark = mark(answer, facts) { json.text("disambiguatingDescription", mark) }
            if !registration.isProvisional {
                json.object("hasCertification") { certification(answer, address, facts, into: &$0) }
            }
        }
        return json.bytes
    }

    private static func manufacturer(_ manufacturer: Manufacturer, into json: inout JSONWriter) {
        json.text("@type", "Organization")
        let (name, other) =
            manufacturer.nameJA.isEmpty
            ? (manufacturer.nameEN, "") : (manufacturer.nameJA, manufacturer.nameEN)
        json.text("name", name)
        if !other.isEmpty, other != name { json.text("alternateName", other) }
        if !manufacturer.corporateNumber.isEmpty {
            json.object("identifier") {
                $0.text("@type", "PropertyValue")
                $0.text("propertyID", "法人番号")
                $0.text("value", manufacturer.corporateNumber)
            }
        }
    }

    private static func productFacts(_ answer: LabelAnswer, _ facts: SiteFacts, into json: inout JSONWriter) {
        let product = answer.product
        if !product.brand.isEmpty {
            json.object("brand") {
                $0.text("@type", "Brand")
                $0.text("name", product.brand)
            }
        }
        if let category = facts.rules.categories.first(where: { $0.code == product.category }) {
            json.text("category", category.name.en)
        }
        // One product of schema.org has one model or several; all stand as they are printed.
        json.list("model", answer.models) { json, model in
            json.object {
                $0.text("@type", "ProductModel")
                $0.text("name", model.number.exact)
                if !model.gtin.isEmpty { $0.text("gtin", model.gtin) }
            }
        }
    }

    private static func certification(
        _ answer: LabelAnswer,
        _ address: String,
        _ facts: SiteFacts,
        into json: inout JSONWriter
    ) {
        let registration = answer.registration
        let isAssessed = answer.period.assurance == .thirdParty
        json.text("@type", "Certification")
        json.text("@id", address + "#label")
        json.text("name", "JC-STAR conformance label, \(answer.period.level.code)")
        json.text("alternateName", "JC-STAR適合ラベル \(answer.period.level.code)")
        json.text("certificationIdentification", registration.number.text)
        if let status = status(answer.standing) {
            json.text("certificationStatus", "https://schema.org/Certification\(status)")
        }
        json.object("certificationRating") {
            $0.text("@type", "Rating")
            $0.integer("ratingValue", Int64(answer.period.level.rawValue))
            $0.integer("bestRating", Int64(StarLevel.star4.rawValue))
            $0.integer("worstRating", Int64(StarLevel.star1.rawValue))
            $0.text("ratingExplanation", isAssessed ? "assessed by a third party" : "declared by the manufacturer")
        }
        if registration.origin == .issued { issuer(facts, into: &json) }
        if let day = answer.period.heldFrom { json.day("validFrom", day) }
        if let day = answer.period.heldUntil { json.day("expires", day) }
        json.text("url", address)
        json.text("description", isAssessed ? assessed(answer) : declared)
    }

    private static let declared =
        "Declared by the manufacturer. Shows conformance with the level's criteria, not that a product is free of flaws."

    private static func assessed(_ answer: LabelAnswer) -> String {
        let body = answer.standard.laboratory
        return "Assessed by \(body.isEmpty ? "an independent evaluation body" : body). "
            + "Shows conformance with the level's criteria, not that a product is free of flaws."
    }

    private static func issuer(_ facts: SiteFacts, into json: inout JSONWriter) {
        let name = facts.operatorName(.en)
        guard !name.isEmpty else { return }
        json.object("issuedBy") {
            $0.text("@type", "Organization")
            $0.text("name", name)
            $0.text("url", "https://\(facts.host)/about")
            if !facts.isOfficial { $0.text("description", "unofficial registry, no page of the scheme's owner") }
        }
    }

    /// The word of schema.org's two that a standing amounts to.
    private static func status(_ standing: Standing) -> String? {
        switch standing {
        case .valid: "Active"
        case .notYetValid, .lapsed, .withdrawn, .revoked: "Inactive"
        case .grace, .unknownStatus, .provisional: nil
        }
    }

    private static func mark(_ answer: LabelAnswer, _ facts: SiteFacts) -> String? {
        if answer.registration.origin == .test { return "A test entry, not about any product" }
        return facts.isFictional ? "Invented sample data, not about any real product or company" : nil
    }

    /// Where everything about a label stands, as RFC 9264 §4.2 writes links.
    static func linkset(_ answer: LabelAnswer, _ facts: SiteFacts) -> [UInt8] {
        let registration = answer.registration
        let base = "https://\(facts.host)"
        let label = base + PagePath.label(registration.number)
        let api = base + "/api/v1/labels/" + registration.code.text
        var json = JSONWriter()
        json.object { json in
            json.list("linkset", [label]) { json, anchor in
                json.object { json in
                    json.text("anchor", anchor)
                    json.list("alternate", alternates(base + "/" + registration.code.text, label)) { json, link in
                        json.object { link.write(into: &$0) }
                    }
                    let history = Link(api + "/history", "application/json")
                    json.list("version-history", [history]) { json, link in json.object { link.write(into: &$0) } }
                    if registration.origin != .imported {
                        let art = [("svg", "image/svg+xml"), ("pdf", "application/pdf"), ("png", "image/png")]
                        json.list("enclosure", art) { json, file in
                            json.object { Link("\(label).\(file.0)", file.1).write(into: &$0) }
                        }
                    }
                    let service = Link(base + "/openapi.json", "application/json")
                    json.list("service-desc", [service]) { json, link in json.object { link.write(into: &$0) } }
                }
            }
        }
        return json.bytes
    }

    private static func alternates(_ scan: String, _ label: String) -> [Link] {
        var links: [Link] = []
        for language in Language.allCases {
            links.append(Link(scan + "?lang=" + language.rawValue, "text/html", language: language.tag))
        }
        links.append(Link(label + ".json", "application/json"))
        links.append(Link(label + ".jsonld", "application/ld+json"))
        return links
    }

    /// One target of a link set.
    struct Link {
        var href: String
        var type: String
        var language: String?

        init(_ href: String, _ type: String, language: String? = nil) {
            self.href = href
            self.type = type
            self.language = language
        }

        func write(into json: inout JSONWriter) {
            json.text("href", href)
            json.text("type", type)
            if let language { json.list("hreflang", [language]) { $0.value($1) } }
        }
    }
}
