/// Recognition between JC-STAR and another regime: one direction, a part, a pinned version. Edges do not chain.
package struct RecognitionEdge: Hashable, Sendable {
    /// For instance `jp-uk`.
    package var id: String
    package var kind: RecognitionKind
    package var name: Wording
    /// The regime whose label is recognised.
    package var origin: String
    /// The regime that recognises it.
    package var target: String
    /// The JC-STAR level concerned; nil = not known.
    package var level: StarLevel?
    /// The level of the other regime, where it has one and it is known.
    package var foreignLevel: String?
    /// Ids of the criteria items covered; empty where all or not known, see `covers`.
    package var criteria: [String]
    /// What is covered; nil = extent unpublished.
    package var covers: Wording?
    /// The criteria document the edge is pinned to.
    package var pinnedDocument: String?
    /// The law or memorandum.
    package var instrument: String?
    /// Whether publications differ on its extent.
    package var isDisputed: Bool
    /// The application route it opens.
    package var route: ApplicationRoute?
    /// Whether a higher level satisfies it too; nil = does not apply.
    package var higherLevelCounts: Bool?
    /// Whether a label in grace satisfies it; nil = does not apply.
    package var graceCounts: Bool?
    package var provenance: Provenance

    package init(
        id: String,
        kind: RecognitionKind,
        name: Wording,
        origin: String,
        target: String,
        level: StarLevel?,
        foreignLevel: String?,
        criteria: [String],
        covers: Wording?,
        pinnedDocument: String?,
        instrument: String?,
        isDisputed: Bool,
        route: ApplicationRoute?,
        higherLevelCounts: Bool?,
        graceCounts: Bool?,
        provenance: Provenance
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.origin = origin
        self.target = target
        self.level = level
        self.foreignLevel = foreignLevel
        self.criteria = criteria
        self.covers = covers
        self.pinnedDocument = pinnedDocument
        self.instrument = instrument
        self.isDisputed = isDisputed
        self.route = route
        self.higherLevelCounts = higherLevelCounts
        self.graceCounts = graceCounts
        self.provenance = provenance
    }
}

/// What a recognition row is.
package enum RecognitionKind: String, CaseIterable, Hashable, Sendable {
    /// From or to JC-STAR, in force from its date.
    case edge
    /// Between two other regimes, for context.
    case context
    /// A regime without an edge in force.
    case none
}
