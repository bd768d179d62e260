/// One row of a list somebody wants checked: what its cells say, read but not judged.
package struct CheckedRow: Hashable, Sendable {
    /// Line of the input, from 1, the header counted.
    package var line: Int
    /// As written; empty where the row has none.
    package var registrationNumber: String
    /// A bare label code as written, taken out of its address.
    package var code: String
    /// 型番, as written.
    package var model: String
    /// JAN or GTIN, as written.
    package var gtin: String
    /// A name in any language, a brand or a corporate number.
    package var manufacturer: String
    /// Cells that are in no known column: tried as whatever they look like.
    package var others: [String]
    /// What the product is in a system: BMS, PCS, gateway …; as written.
    package var component: String
    /// The level that the row itself asks for, as written.
    package var requirement: String

    package init(
        line: Int,
        registrationNumber: String = "",
        code: String = "",
        model: String = "",
        gtin: String = "",
        manufacturer: String = "",
        others: [String] = [],
        component: String = "",
        requirement: String = ""
    ) {
        self.line = line
        self.registrationNumber = registrationNumber
        self.code = code
        self.model = model
        self.gtin = gtin
        self.manufacturer = manufacturer
        self.others = others
        self.component = component
        self.requirement = requirement
    }
}

/// A row and what is looked up for it, worked out once.
package struct AskedRow: Sendable {
    /// As it was brought.
    package let row: CheckedRow
    /// See `CheckedRow.ask`.
    package let ask: CheckAsk

    /// Works out what to look up.
    package init(_ row: CheckedRow) {
        self.row = row
        ask = row.ask
    }
}

/// What is asked of every row.
package struct CheckConditions: Hashable, Sendable {
    /// nil asks for any level.
    package var levelAtLeast: StarLevel?
    /// The delivery day; nil asks about the decisive day alone.
    package var coveredThrough: Day?

    package init(levelAtLeast: StarLevel? = nil, coveredThrough: Day? = nil) {
        self.levelAtLeast = levelAtLeast
        self.coveredThrough = coveredThrough
    }
}

/// What a check says of one row (DESIGN §7).
package struct CheckResult: Hashable, Sendable {
    /// What the row comes to.
    package enum Outcome: String, CaseIterable, Hashable, Sendable {
        case pass
        case fail
        /// A person must look.
        case review
    }

    /// How the row led to a registration, best first.
    package enum Match: String, CaseIterable, Hashable, Sendable {
        case code
        case registrationNumber
        case gtin
        case exactModel
        case equalModel
        case nearModel
        case manufacturerOnly
        /// Several registrations fit equally well.
        case ambiguous
        case none
    }

    /// Why; stable words on the wire. What each of them means for the outcome: `Reason.outcome`.
    package enum Reason: String, CaseIterable, Hashable, Sendable {
        /// Nothing in the row names a product.
        case emptyRow
        /// A code whose check character is wrong, or text that can be no number.
        case malformedNumber
        /// No match in this registry; never "not certified".
        case noMatch
        /// The number or code of the row has no match; something else of the row has.
        case numberNotFound
        /// The row's number is another one than that of the registration found by its code.
        case numberDiffers
        case ambiguousModel
        case nearMatchOnly
        case manufacturerOnly
        /// The registration found covers no such model on the day.
        case modelNotCovered
        /// The row's JAN or GTIN belongs to another model than the one found, or to none of the registration's.
        case gtinDiffers
        case manufacturerDiffers
        /// Cells in no known column that could be a model and are none of the registration's.
        case unreadCells
        case levelTooLow
        case notYetValid
        case provisional
        case grace
        case lapsed
        case withdrawn
        case revoked
        case unknownStatus
        /// Only the passing of an imported end day says that it lapsed.
        case unconfirmed
        case gapBeforeDelivery
        case endsBeforeDelivery
        /// A note: other registrations of the same model and maker exist and do not change the outcome.
        case otherRegistrations
        /// A note: the model is covered in the versions that the registration states.
        case versionsStated
        /// The level that the row asks for cannot be read.
        case unreadRequirement
        /// A note: the row says that no label is asked of it, so none was looked for.
        case notRequired
        /// Another component of the system names the same model of the same registration.
        case sharedDevice
    }

    /// Follows from the reasons.
    package var outcome: Outcome
    /// Every one that was found; empty for a plain pass.
    package var reasons: [Reason]
    /// How the row led to what was found.
    package var match: Match
    /// nil where no registration was found or no delivery day was asked about.
    package var coverage: Coverage?
    /// The registration found, as it stands on the decisive day.
    package var found: LabelAnswer?
    /// The model of the registration that was met.
    package var model: CoveredModel?
    /// Where several fit, up to `mostCandidates`.
    package var candidates: [LabelAnswer]
    /// Lines of the other components for which a system names the same labelled device.
    package var sharedWith: [Int] = []

    /// Candidates told of one row.
    package static let mostCandidates = 5

    package init(
        outcome: Outcome,
        reasons: [Reason],
        match: Match,
        coverage: Coverage? = nil,
        found: LabelAnswer? = nil,
        model: CoveredModel? = nil,
        candidates: [LabelAnswer] = []
    ) {
        self.outcome = outcome
        self.reasons = reasons
        self.match = match
        self.coverage = coverage
        self.found = found
        self.model = model
        self.candidates = candidates
    }
}
