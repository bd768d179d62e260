package import Registry

/// Why a look-up by code or number has no page to show.
package enum Miss: Hashable, Sendable {
    /// Well-formed, in no record: "no match in this registry", as of the editions that are held.
    case unknownNumber(editions: [Edition])
    /// A character outside the code's alphabet; position counts from 1 without blanks and hyphens.
    case wrongCharacter(position: Int, character: Character)
    /// Twelve characters whose check disagrees; a code one slip away, where exactly one was ever made, and the
    /// position (from 1) at which it differs.
    case mistyped(suggestion: LabelCode?, position: Int?)
    /// Not twelve characters, and no registration number either.
    case wrongLength(Int)
    /// Refused as a number (empty, too long, invisible characters): the sentence that says why, in the page's language.
    case invalid(reason: String)
}

/// One row of what the front page's box found.
package struct Candidate: Hashable, Sendable {
    /// How the asked text meets the registration; shown on every row.
    package enum Match: String, CaseIterable, Hashable, Sendable {
        case code
        case registrationNumber
        case gtin
        case exactModel
        case equalModel
        case nearModel
        case productName
        case manufacturerOnly
    }

    package var number: RegistrationNumber
    package var productNameJA: String
    package var productNameEN: String
    package var manufacturerNameJA: String
    package var manufacturerNameEN: String
    package var standing: Standing
    package var level: StarLevel
    package var assurance: Assurance
    package var match: Match
    /// The model that matched, as filed; nil where no model did.
    package var model: String?

    package init(
        number: RegistrationNumber,
        productNameJA: String,
        productNameEN: String,
        manufacturerNameJA: String,
        manufacturerNameEN: String,
        standing: Standing,
        level: StarLevel,
        assurance: Assurance,
        match: Match,
        model: String? = nil
    ) {
        self.number = number
        self.productNameJA = productNameJA
        self.productNameEN = productNameEN
        self.manufacturerNameJA = manufacturerNameJA
        self.manufacturerNameEN = manufacturerNameEN
        self.standing = standing
        self.level = level
        self.assurance = assurance
        self.match = match
        self.model = model
    }
}
