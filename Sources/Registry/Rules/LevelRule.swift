/// What the scheme says of one level.
package struct LevelRule: Hashable, Sendable {
    /// A span in which the level can be applied for, both days inclusive; `to` nil = open.
    package struct Window: Hashable, Sendable {
        package var from: Day
        package var to: Day?

        package init(from: Day, to: Day?) {
            self.from = from
            self.to = to
        }

        package func contains(_ day: Day) -> Bool {
            from <= day && (to.map { day <= $0 } ?? true)
        }
    }

    package var level: StarLevel
    /// 1…4; a higher rank includes the demands of a lower one.
    package var rank: Int
    package var name: Wording
    /// What the level says to a consumer, without any promise.
    package var meaning: PlainWording
    package var assurance: Assurance
    package var assessedBy: Wording
    package var decidedBy: Wording
    /// The day the level opened; nil while it is not open.
    package var openFrom: Day?
    /// In order, without overlap; empty while the level is not open.
    package var windows: [Window]
    package var provenance: Provenance

    package init(
        level: StarLevel,
        rank: Int,
        name: Wording,
        meaning: PlainWording,
        assurance: Assurance,
        assessedBy: Wording,
        decidedBy: Wording,
        openFrom: Day?,
        windows: [Window],
        provenance: Provenance
    ) {
        self.level = level
        self.rank = rank
        self.name = name
        self.meaning = meaning
        self.assurance = assurance
        self.assessedBy = assessedBy
        self.decidedBy = decidedBy
        self.openFrom = openFrom
        self.windows = windows
        self.provenance = provenance
    }
}
