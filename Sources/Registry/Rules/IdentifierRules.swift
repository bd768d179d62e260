/// What is known of the numbers of the scheme. They are opaque text until a pattern is published.
package struct IdentifierRules: Hashable, Sendable {
    /// The longest number accepted, in characters.
    package var maxLength: Int
    /// The published form; nil while none is published.
    package var registrationNumberPattern: String?
    /// The form in which this registry issues numbers, with `{year}` and `{sequence:N}`; nil where it issues none.
    package var issuePattern: String?
    /// Hosts of the scheme owner behind a QR code, compared exactly; lower case.
    package var officialHosts: [String]
    /// The identifiers in the order of an application's life.
    package var kinds: [IdentifierKind]

    package init(
        maxLength: Int,
        registrationNumberPattern: String?,
        issuePattern: String?,
        officialHosts: [String],
        kinds: [IdentifierKind]
    ) {
        self.maxLength = maxLength
        self.registrationNumberPattern = registrationNumberPattern
        self.issuePattern = issuePattern
        self.officialHosts = officialHosts
        self.kinds = kinds
    }
}

/// One identifier, for instance 登録番号.
package struct IdentifierKind: Hashable, Sendable {
    /// For instance `registrationNumber`.
    package var id: String
    package var name: Wording
    /// When and by whom it is given.
    package var given: Wording
    /// Whether the portal shows it to everybody.
    package var isPublic: Bool
    /// The published form; nil while none is published.
    package var pattern: String?
    /// The form in which this registry gives it, as `IdentifierRules.issuePattern`; nil where it gives none.
    package var issuePattern: String?
    package var provenance: Provenance

    package init(
        id: String,
        name: Wording,
        given: Wording,
        isPublic: Bool,
        pattern: String?,
        issuePattern: String? = nil,
        provenance: Provenance
    ) {
        self.id = id
        self.name = name
        self.given = given
        self.isPublic = isPublic
        self.pattern = pattern
        self.issuePattern = issuePattern
        self.provenance = provenance
    }
}
