/// One of the eight lifecycle domains of a seed document: laboratory practice, not the scheme.
package struct LifecycleDomain: Hashable, Sendable {
    /// For instance `update-ota`.
    package var id: String
    /// 1…8
    package var order: Int
    package var name: Wording
    /// What it guards against.
    package var guards: Wording
    /// What the STAR-1 items linked to it ask of the supplier; no promise.
    package var asks: PlainWording
    /// Ids of the teams that own it.
    package var teams: [String]
    package var provenance: Provenance

    package init(
        id: String,
        order: Int,
        name: Wording,
        guards: Wording,
        asks: PlainWording,
        teams: [String],
        provenance: Provenance
    ) {
        self.id = id
        self.order = order
        self.name = name
        self.guards = guards
        self.asks = asks
        self.teams = teams
        self.provenance = provenance
    }
}
