/// What a registration is on a day (DESIGN §4). The words are on the wire.
package enum Standing: String, CaseIterable, Hashable, Sendable {
    case notYetValid
    case provisional
    case valid
    case grace
    case lapsed
    case withdrawn
    case revoked
    /// An imported status word that is in no table; the raw word is kept and shown.
    case unknownStatus

    /// Withdrawn and revoked are final; only `reinstated` undoes one recorded in error.
    package var isFinal: Bool { self == .withdrawn || self == .revoked }
}

/// What a caller is told (DESIGN §4): a standing, or one of the two misses.
package enum Verdict: Hashable, Sendable {
    case standing(Standing)
    /// Well-formed, in no record known at the asked moment. Never "not certified".
    case unknownNumber
    /// No code and no number can look like this.
    case malformedNumber

    /// The word on the wire.
    package var word: String {
        switch self {
        case .standing(let standing): standing.rawValue
        case .unknownNumber: "unknownNumber"
        case .malformedNumber: "malformedNumber"
        }
    }
}
