import Registry

/// Packed forms of the nouns that cards and events are made of.
extension PackedWriter {
    mutating func span(_ span: Span) {
        day(span.from)
        day(span.to)
    }

    mutating func standard(_ standard: Standard) {
        integer(Int64(standard.level.rawValue))
        flag(standard.assurance == .thirdParty)
        text(standard.criteria)
        text(standard.laboratory)
        text(standard.route)
    }

    mutating func manufacturer(_ manufacturer: Manufacturer) {
        text(manufacturer.key)
        text(manufacturer.nameJA)
        text(manufacturer.nameEN)
        text(manufacturer.nameKana)
        list(manufacturer.brands) { $0.text($1) }
        text(manufacturer.corporateNumber)
        text(manufacturer.country)
        text(manufacturer.publicContact)
        text(manufacturer.vulnerabilityContact)
    }

    mutating func product(_ product: Product) {
        text(product.nameJA)
        text(product.nameEN)
        text(product.brand)
        text(product.category)
        text(product.descriptionJA)
        text(product.descriptionEN)
        list(product.services) { $0.text($1) }
        text(product.updateMethodJA)
        text(product.updateMethodEN)
        switch product.support {
        case .notStated: bytesOf(0)
        case .unsupported: bytesOf(1)
        case .until(let day):
            bytesOf(2)
            self.day(day)
        }
        text(product.defaultCredentialsJA)
        text(product.defaultCredentialsEN)
        text(product.setupLink)
        text(product.disclosureLink)
    }

    mutating func model(_ model: CoveredModel) {
        text(model.number.exact)
        text(model.gtin)
        text(model.versions)
        span(model.span)
        flag(model.isRevoked)
    }

    mutating func period(_ period: Period) {
        span(period.span)
        text(period.standing.rawValue)
        integer(Int64(period.level.rawValue))
        flag(period.assurance == .thirdParty)
        optional(period.heldFrom) { $0.day($1) }
        optional(period.heldUntil) { $0.day($1) }
        flag(period.isConfirmed)
        optional(period.rawStatus) { $0.text($1) }
    }

    mutating func edition(_ edition: Edition) {
        text(edition.source)
        day(edition.day)
        text(edition.fileName)
        text(edition.digest)
    }

    mutating func bytesOf(_ value: UInt8) { unsigned(UInt64(value)) }
}

extension PackedReader {
    mutating func span() throws -> Span { Span(from: try day(), to: try day()) }

    mutating func level() throws -> StarLevel {
        guard let level = StarLevel(rawValue: Int(truncatingIfNeeded: try integer())) else {
            throw PackedReader.unknownForm()
        }
        return level
    }

    mutating func assurance() throws -> Assurance { try flag() ? .thirdParty : .selfDeclared }

    mutating func standard() throws -> Standard {
        Standard(
            level: try level(),
            assurance: try assurance(),
            criteria: try text(),
            laboratory: try text(),
            route: try text()
        )
    }

    mutating func manufacturer() throws -> Manufacturer {
        Manufacturer(
            key: try text(),
            nameJA: try text(),
            nameEN: try text(),
            nameKana: try text(),
            brands: try list { try $0.text() },
            corporateNumber: try text(),
            country: try text(),
            publicContact: try text(),
            vulnerabilityContact: try text()
        )
    }

    mutating func product() throws -> Product {
        Product(
            nameJA: try text(),
            nameEN: try text(),
            brand: try text(),
            category: try text(),
            descriptionJA: try text(),
            descriptionEN: try text(),
            services: try list { try $0.text() },
            updateMethodJA: try text(),
            updateMethodEN: try text(),
            support: try support(),
            defaultCredentialsJA: try text(),
            defaultCredentialsEN: try text(),
            setupLink: try text(),
            disclosureLink: try text()
        )
    }

    private mutating func support() throws -> Product.Support {
        switch try unsigned() {
        case 0: .notStated
        case 1: .unsupported
        case 2: .until(try day())
        default: throw PackedReader.unknownForm()
        }
    }

    mutating func model() throws -> CoveredModel {
        CoveredModel(
            number: ModelNumber(checked: try text()),
            gtin: try text(),
            versions: try text(),
            span: try span(),
            isRevoked: try flag()
        )
    }

    mutating func period() throws -> Period {
        Period(
            span: try span(),
            standing: try word(Standing.self),
            level: try level(),
            assurance: try assurance(),
            heldFrom: try optional { try $0.day() },
            heldUntil: try optional { try $0.day() },
            isConfirmed: try flag(),
            rawStatus: try optional { try $0.text() }
        )
    }

    mutating func edition() throws -> Edition {
        Edition(source: try text(), day: try day(), fileName: try text(), digest: try text())
    }
}
