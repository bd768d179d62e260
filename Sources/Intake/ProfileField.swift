/// What a column of a list may be read as. The case's name is its key under `columns` in a profile; the raw value is its
/// place in an array of all fields.
package enum ProfileField: Int, CaseIterable, Hashable, Sendable {
    case registrationNumber
    case manufacturerKey
    case manufacturerNameJA
    case manufacturerNameEN
    case manufacturerNameKana
    case corporateNumber
    case country
    case publicContact
    case vulnerabilityContact
    case productNameJA
    case productNameEN
    case brand
    case category
    case descriptionJA
    case descriptionEN
    case model
    case gtin
    case versions
    case issuedOn
    case heldUntil
    case level
    case status
    case criteria
    case laboratory
    case route
    case supportUntil
    case setupLink
    case disclosureLink

    /// The word in a profile.
    package var key: String { String(describing: self) }

    /// The field of a profile's word.
    package init?(key: String) {
        guard let field = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = field
    }
}

/// Which header a field is read from, and what else where its cell says nothing.
package struct ProfileColumn: Hashable, Sendable {
    /// Spellings of the header; the first one the file has counts.
    package var headers: [String]
    /// Cells that mean "nothing", such as `-`.
    package var blanks: Set<String>
    /// Columns asked in turn where this cell is empty or blank.
    package var otherwise: [ProfileColumn]
    /// True when a file may lack the column.
    package var isOptional: Bool

    package init(
        headers: [String],
        blanks: Set<String> = [],
        otherwise: [ProfileColumn] = [],
        isOptional: Bool = false
    ) {
        self.headers = headers
        self.blanks = blanks
        self.otherwise = otherwise
        self.isOptional = isOptional
    }
}
