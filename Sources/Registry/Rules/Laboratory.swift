/// An independent evaluation body (評価機関).
package struct Laboratory: Hashable, Sendable {
    package var id: String
    package var name: Wording
    /// The levels it may assess.
    package var levels: [StarLevel]
    package var isFictional: Bool

    package init(id: String, name: Wording, levels: [StarLevel], isFictional: Bool) {
        self.id = id
        self.name = name
        self.levels = levels
        self.isFictional = isFictional
    }
}
