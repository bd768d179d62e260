/// A procurement or market rule that asks for a label.
package struct ProcurementRule: Hashable, Sendable {
    /// For instance `gov-nisc`.
    package var id: String
    package var name: Wording
    /// At least this level.
    package var minimumLevel: StarLevel
    package var appliesTo: Wording
    /// Which day decides; nil = not known.
    package var decisiveDay: DecisiveDay?
    package var state: ProcurementState
    /// Whether each component needs a number of its own.
    package var isPerComponent: Bool
    /// Category codes concerned; empty = any or not told by category.
    package var categories: [String]
    package var provenance: Provenance

    package init(
        id: String,
        name: Wording,
        minimumLevel: StarLevel,
        appliesTo: Wording,
        decisiveDay: DecisiveDay?,
        state: ProcurementState,
        isPerComponent: Bool,
        categories: [String],
        provenance: Provenance
    ) {
        self.id = id
        self.name = name
        self.minimumLevel = minimumLevel
        self.appliesTo = appliesTo
        self.decisiveDay = decisiveDay
        self.state = state
        self.isPerComponent = isPerComponent
        self.categories = categories
        self.provenance = provenance
    }
}

/// The day on which a label must hold for a procurement rule.
package enum DecisiveDay: String, CaseIterable, Hashable, Sendable {
    case selection
    case contractApplication
    case bid
    case application
}

/// How far a procurement rule has come.
package enum ProcurementState: String, CaseIterable, Hashable, Sendable {
    case inForce
    case directionOnly
    case notPromulgated
    case planned
    case finalised
}
