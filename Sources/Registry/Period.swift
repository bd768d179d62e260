/// What a registration is for a run of days. A registration's periods touch without overlapping; before the first
/// it is `notYetValid`.
package struct Period: Hashable, Sendable {
    package var span: Span
    package var standing: Standing
    package var level: StarLevel
    package var assurance: Assurance
    /// First day of the label's current run; nil while provisional.
    package var heldFrom: Day?
    /// Last day of the label's current run, inclusive; nil while provisional.
    package var heldUntil: Day?
    /// False where only the passing of an imported end day says so.
    package var isConfirmed: Bool
    /// The source's own status word where it is in no table.
    package var rawStatus: String?

    package init(
        span: Span,
        standing: Standing,
        level: StarLevel,
        assurance: Assurance,
        heldFrom: Day?,
        heldUntil: Day?,
        isConfirmed: Bool = true,
        rawStatus: String? = nil
    ) {
        self.span = span
        self.standing = standing
        self.level = level
        self.assurance = assurance
        self.heldFrom = heldFrom
        self.heldUntil = heldUntil
        self.isConfirmed = isConfirmed
        self.rawStatus = rawStatus
    }
}

/// A model that a registration covers for a run of days.
package struct CoveredModel: Hashable, Sendable {
    package var number: ModelNumber
    /// Empty where not stated.
    package var gtin: String
    /// Version range in the maker's words; empty where every version is meant.
    package var versions: String
    package var span: Span
    /// True when the coverage ended because this model alone was revoked.
    package var isRevoked: Bool

    package init(
        number: ModelNumber,
        gtin: String = "",
        versions: String = "",
        span: Span = .always,
        isRevoked: Bool = false
    ) {
        self.number = number
        self.gtin = gtin
        self.versions = versions
        self.span = span
        self.isRevoked = isRevoked
    }
}

/// An imported list: part of what an answer says it knows (DESIGN §5).
package struct Edition: Hashable, Sendable {
    /// Name of the list, from the profile.
    package var source: String
    /// The day the list states.
    package var day: Day
    package var fileName: String
    /// Lower-case hex SHA-256 of the file's bytes.
    package var digest: String

    package init(source: String, day: Day, fileName: String, digest: String) {
        self.source = source
        self.day = day
        self.fileName = fileName
        self.digest = digest
    }
}
