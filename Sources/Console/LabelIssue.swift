import ArgumentParser
import Portal
import Registry

/// Flags that name a manufacturer.
struct MakerOptions: ParsableArguments {
    @Option(name: .customLong("maker-ja"), help: "Manufacturer's name in Japanese.") var makerJA: String?
    @Option(name: .customLong("maker-en"), help: "Manufacturer's name in English.") var makerEN: String?
    @Option(name: .customLong("corporate-number"), help: "法人番号, 13 digits.") var corporateNumber: String?
    @Option(name: .customLong("country"), help: "Two letters, such as JP.") var country: String?
    @Option(name: .customLong("contact"), help: "Public contact.") var contact: String?
    @Option(name: .customLong("vulnerability-contact"), help: "Where vulnerabilities are reported.")
    var vulnerabilityContact: String?

    func wire() throws -> ManufacturerWire {
        var wire = ManufacturerWire(nameJa: makerJA, nameEn: makerEN)
        wire.corporateNumber = corporateNumber
        wire.country = country
        wire.publicContact = contact
        wire.vulnerabilityContact = vulnerabilityContact
        return wire
    }
}

/// A filing from flags, from a JSON file, or from a file with flags on top.
struct FilingOptions: ParsableArguments {
    @Option(name: .customLong("filing"), help: "JSON file with level, manufacturer, product and models.")
    var filing: String?
    @Option(name: .customLong("level"), help: "STAR-1 to STAR-4.") var level: String?
    @Option(name: .customLong("criteria"), help: "Criteria document with revision.") var criteria: String?
    @Option(name: .customLong("laboratory"), help: "Evaluation body, for assessed levels.") var laboratory: String?
    @Option(name: .customLong("route"), help: "standard, psti or cls.") var route: String?
    @OptionGroup var maker: MakerOptions
    @Option(name: .customLong("product-ja"), help: "Product's name in Japanese.") var productJA: String?
    @Option(name: .customLong("product-en"), help: "Product's name in English.") var productEN: String?
    @Option(name: .customLong("brand"), help: "Brand.") var brand: String?
    @Option(name: .customLong("category"), help: "Category code of the scheme data.") var category: String?
    @Option(name: .customLong("support"), help: "Last day of security fixes, or unsupported.") var support: String?
    @Option(name: .customLong("model"), help: "A model; may be repeated.") var models: [String] = []

    func wire() throws -> FilingWire {
        if let filing { return try JSONFile.read(FilingWire.self, filing) }
        guard let level else {
            throw Refusal(.malformed, "State a level with --level, or a whole filing with --filing", field: "--level")
        }
        var product = ProductWire(nameJa: productJA, nameEn: productEN)
        product.brand = brand
        product.category = category
        product.securitySupport = support
        var wire = FilingWire(
            level: level,
            manufacturer: try maker.wire(),
            product: product,
            models: models.map { ModelWire($0) }
        )
        wire.criteria = criteria
        wire.laboratory = laboratory
        wire.route = route
        return wire
    }
}

struct LabelIssue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a label.",
        discussion: """
            Example:
              hoshifuda label issue --store ./store --number DEMO-0001 --level STAR-1 \\
                --maker-en "Example Works" --product-en "Door camera" --category camera-surveillance --model DC-100 \\
                --proposed-by a@example.jp --approved-by b@example.jp

            It takes two people: their one-time codes are lines of standard input. See Docs/operations.md.
            """
    )

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    @OptionGroup var filing: FilingOptions
    @Option(
        name: .customLong("number"),
        help: "Registration number; without it one is made from the scheme data's pattern."
    )
    var number: String?
    @Option(name: .customLong("until"), help: "An earlier end than the scheme's length gives.") var until: String?
    @Flag(name: .customLong("test"), help: "A test registration: every page of it is watermarked.") var isTest = false

    func run() async throws {
        try await recording.record("issue", number, warrant) { wire in
            wire.filing = try filing.wire()
            wire.heldUntil = until
            wire.origin = isTest ? "test" : nil
        }
    }
}

struct LabelProvisional: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provisional",
        abstract: "Record a provisional number. Not a label.",
        discussion: """
            Example:
              hoshifuda label provisional --store ./store --number P-0001 --level STAR-1 \\
                --maker-en "Example Works" --product-en Camera --model DC-100 \\
                --proposed-by a@example.jp --approved-by b@example.jp
            """
    )

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var warrant: WarrantOptions
    @OptionGroup var filing: FilingOptions
    @Option(name: .customLong("number"), help: "The provisional number.") var number: String?

    func run() async throws {
        try await recording.record("provisional", number, warrant) { $0.filing = try filing.wire() }
    }
}
