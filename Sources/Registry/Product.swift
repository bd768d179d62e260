/// The public facts of a product (DESIGN §4). Empty text means "not stated".
package struct Product: Hashable, Sendable {
    /// How long the maker promises security fixes.
    package enum Support: Hashable, Sendable {
        case notStated
        /// The maker says there is none.
        case unsupported
        /// Last day, inclusive.
        case until(Day)
    }

    package var nameJA: String
    package var nameEN: String
    package var brand: String
    /// Category code of the scheme data, or empty where unmapped.
    package var category: String
    package var descriptionJA: String
    package var descriptionEN: String
    /// Associated digital services (app, cloud), one a line.
    package var services: [String]
    package var updateMethodJA: String
    package var updateMethodEN: String
    package var support: Support
    package var defaultCredentialsJA: String
    package var defaultCredentialsEN: String
    /// https addresses, or empty.
    package var setupLink: String
    package var disclosureLink: String

    package init(
        nameJA: String = "",
        nameEN: String = "",
        brand: String = "",
        category: String = "",
        descriptionJA: String = "",
        descriptionEN: String = "",
        services: [String] = [],
        updateMethodJA: String = "",
        updateMethodEN: String = "",
        support: Support = .notStated,
        defaultCredentialsJA: String = "",
        defaultCredentialsEN: String = "",
        setupLink: String = "",
        disclosureLink: String = ""
    ) {
        self.nameJA = nameJA
        self.nameEN = nameEN
        self.brand = brand
        self.category = category
        self.descriptionJA = descriptionJA
        self.descriptionEN = descriptionEN
        self.services = services
        self.updateMethodJA = updateMethodJA
        self.updateMethodEN = updateMethodEN
        self.support = support
        self.defaultCredentialsJA = defaultCredentialsJA
        self.defaultCredentialsEN = defaultCredentialsEN
        self.setupLink = setupLink
        self.disclosureLink = disclosureLink
    }
}
