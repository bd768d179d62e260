/// A level of the scheme, STAR-1 to STAR-4. Levels nest, so "at least" compares ranks (SCHEME §2).
package enum StarLevel: Int, CaseIterable, Comparable, Hashable, Sendable {
    case star1 = 1
    case star2 = 2
    case star3 = 3
    case star4 = 4

    /// `STAR-1` … `STAR-4`, the word on the wire.
    package var code: String { "STAR-\(rawValue)" }

    /// Reads the word on the wire, exactly.
    package init?(code: String) {
        guard let level = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = level
    }

    package static func < (left: StarLevel, right: StarLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Who stands behind the conformance: the maker's own declaration or an independent evaluation body.
package enum Assurance: String, CaseIterable, Hashable, Sendable {
    case selfDeclared
    case thirdParty
}

/// Where a registration comes from. Artwork is drawn for `issued` and, watermarked, for `test`.
package enum Origin: String, CaseIterable, Hashable, Sendable {
    /// Issued by this registry.
    case issued
    /// Taken from somebody's published list.
    case imported
    /// Test input; every page of it is watermarked.
    case test
}
