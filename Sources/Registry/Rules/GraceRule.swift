/// What is known of the time past the end with an extension pending.
package struct GraceRule: Hashable, Sendable {
    /// The longest such time in days; nil = unknown, not bounded.
    package var maxDays: Int?
    /// Whether a label counts as current in it.
    package var countsAsCurrent: Bool
    package var startsWhen: GraceStart

    package init(maxDays: Int?, countsAsCurrent: Bool, startsWhen: GraceStart) {
        self.maxDays = maxDays
        self.countsAsCurrent = countsAsCurrent
        self.startsWhen = startsWhen
    }
}

/// What makes a label enter grace.
package enum GraceStart: String, CaseIterable, Hashable, Sendable {
    /// Its end day passed with an extension pending.
    case endDatePassed
    /// The extension was received, whatever the day.
    case extensionReceived
}
