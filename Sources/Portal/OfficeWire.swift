import Foundation
import Registry

/// One request of the office as it travels: from a command line flag set or a socket's body to a `LabelOrder`.
package struct OrderWire: Codable, Sendable {
    package var verb: String
    /// Code or registration number; for `issue` and `provisional` the number to use, nil to mint one.
    package var reference: String?
    package var effectiveOn: String?
    package var heldUntil: String?
    package var note: String?
    package var privateNote: String?
    package var announced: Bool?
    package var actor: String
    /// Idempotency key.
    package var key: String?
    /// `issued` (default) or `test`, for new registrations.
    package var origin: String?
    package var filing: FilingWire?
    package var addModels: [ModelWire]?
    package var removeModels: [String]?
    package var revokeModels: [String]?
    package var holder: ManufacturerWire?
    package var correction: CorrectionWire?
    /// Who proposed what takes two people.
    package var proposedBy: ProofWire?
    /// As `proposedBy`, of the second person.
    package var approvedBy: ProofWire?
    /// Why it is done without a second person.
    package var breakGlass: String?

    package init(verb: String, reference: String?, actor: String) {
        self.verb = verb
        self.reference = reference
        self.actor = actor
    }
}

/// Somebody's address and what the authenticator shows now; travels through the owner's socket alone.
package struct ProofWire: Codable, Sendable {
    /// Mail address of the account.
    package var address: String
    /// The one-time code it shows now.
    package var code: String

    package init(address: String, code: String) {
        self.address = address
        self.code = code
    }
}

/// A filing as JSON.
package struct FilingWire: Codable, Sendable {
    package var level: String
    package var assurance: String?
    package var criteria: String?
    package var laboratory: String?
    package var route: String?
    package var manufacturer: ManufacturerWire
    package var product: ProductWire
    package var models: [ModelWire]

    package init(level: String, manufacturer: ManufacturerWire, product: ProductWire, models: [ModelWire]) {
        self.level = level
        self.manufacturer = manufacturer
        self.product = product
        self.models = models
    }
}

package struct ManufacturerWire: Codable, Sendable {
    package var key: String?
    package var nameJa: String?
    package var nameEn: String?
    package var nameKana: String?
    package var brands: [String]?
    package var corporateNumber: String?
    package var country: String?
    package var publicContact: String?
    package var vulnerabilityContact: String?

    package init(nameJa: String? = nil, nameEn: String? = nil) {
        self.nameJa = nameJa
        self.nameEn = nameEn
    }

    func manufacturer() throws(Refusal) -> Manufacturer {
        let ja = try FieldText.line(nameJa, "manufacturer.nameJa")
        let en = try FieldText.line(nameEn, "manufacturer.nameEn")
        let number = try FieldText.line(corporateNumber, "manufacturer.corporateNumber")
        return Manufacturer(
            key: key ?? (number.isEmpty ? (ja.isEmpty ? en : ja).equalKey : number),
            nameJA: ja,
            nameEN: en,
            nameKana: try FieldText.line(nameKana, "manufacturer.nameKana"),
            brands: try FieldText.lines(brands, "manufacturer.brands"),
            corporateNumber: number,
            country: try FieldText.line(country, "manufacturer.country"),
            publicContact: try FieldText.line(publicContact, "manufacturer.publicContact"),
            vulnerabilityContact: try FieldText.line(vulnerabilityContact, "manufacturer.vulnerabilityContact")
        )
    }
}

package struct ProductWire: Codable, Sendable {
    package var nameJa: String?
    package var nameEn: String?
    package var brand: String?
    package var category: String?
    package var descriptionJa: String?
    package var descriptionEn: String?
    package var services: [String]?
    package var updateMethodJa: String?
    package var updateMethodEn: String?
    /// A day, `unsupported`, or nothing for "not stated".
    package var securitySupport: String?
    package var defaultCredentialsJa: String?
    package var defaultCredentialsEn: String?
    package var setupLink: String?
    package var disclosureLink: String?

    package init(nameJa: String? = nil, nameEn: String? = nil) {
        self.nameJa = nameJa
        self.nameEn = nameEn
    }

    func product() throws(Refusal) -> Product {
        var support = Product.Support.notStated
        if let securitySupport, !securitySupport.isEmpty {
            support = securitySupport == "unsupported" ? .unsupported : .until(try Day.parse(securitySupport))
        }
        return Product(
            nameJA: try FieldText.line(nameJa, "product.nameJa"),
            nameEN: try FieldText.line(nameEn, "product.nameEn"),
            brand: try FieldText.line(brand, "product.brand"),
            category: category ?? "",
            descriptionJA: try FieldText.line(descriptionJa, "product.descriptionJa"),
            descriptionEN: try FieldText.line(descriptionEn, "product.descriptionEn"),
            services: try FieldText.lines(services, "product.services"),
            updateMethodJA: try FieldText.line(updateMethodJa, "product.updateMethodJa"),
            updateMethodEN: try FieldText.line(updateMethodEn, "product.updateMethodEn"),
            support: support,
            defaultCredentialsJA: try FieldText.line(defaultCredentialsJa, "product.defaultCredentialsJa"),
            defaultCredentialsEN: try FieldText.line(defaultCredentialsEn, "product.defaultCredentialsEn"),
            setupLink: try FieldText.line(setupLink, "product.setupLink"),
            disclosureLink: try FieldText.line(disclosureLink, "product.disclosureLink")
        )
    }
}

package struct ModelWire: Codable, Sendable {
    package var model: String
    package var gtin: String?
    package var versions: String?

    package init(_ model: String) {
        self.model = model
    }

    func covered() throws(Refusal) -> CoveredModel {
        if let gtin, !gtin.isEmpty { _ = try GTIN(gtin) }
        return CoveredModel(
            number: try ModelNumber(model),
            gtin: gtin ?? "",
            versions: try FieldText.line(versions, "models.versions")
        )
    }
}

/// What a correction sets; every member may be left out.
package struct CorrectionWire: Codable, Sendable {
    package var level: String?
    package var assurance: String?
    package var criteria: String?
    package var laboratory: String?
    package var route: String?
    package var heldFrom: String?
    package var heldUntil: String?
    package var manufacturer: ManufacturerWire?
    package var product: ProductWire?
    package var models: [ModelWire]?

    package init() {}
}

/// One line of text from outside: NFC, trimmed, bounded, without invisible characters.
enum FieldText {
    static let limit = 2000

    static func line(_ text: String?, _ field: String) throws(Refusal) -> String {
        guard let text else { return "" }
        let cleaned = text.cleaned
        guard cleaned.removed.isEmpty else {
            throw Refusal(
                .malformed,
                "The text holds an invisible character (U+\(cleaned.removed[0].hex))",
                ja: "見えない文字（U+\(cleaned.removed[0].hex)）があります",
                field: field,
                code: "invisibleCharacter"
            )
        }
        guard cleaned.text.unicodeScalars.count <= limit else {
            throw Refusal(.tooLarge, "The text is longer than \(limit) characters", ja: "文字数が多すぎます", field: field)
        }
        return cleaned.text
    }

    static func lines(_ texts: [String]?, _ field: String) throws(Refusal) -> [String] {
        var lines: [String] = []
        for text in texts ?? [] {
            guard lines.count < 50 else { throw Refusal(.tooLarge, "The list has more than 50 entries", field: field) }
            lines.append(try line(text, field))
        }
        return lines.filter { !$0.isEmpty }
    }
}
