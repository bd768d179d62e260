/// The last day of grace that was decided last for a label, as a calendar tells it: what was told once is struck out when
/// it is moot, so it must be known afterwards too.
package struct GraceEnd: Hashable, Sendable {
    /// The last day of grace.
    package var day: Day
    /// The extension was decided or given up, or the label ended: the day means nothing any more.
    package var isMoot: Bool

    /// nil where no bounded grace was ever decided. Follows from the events alone, which carry what they decided.
    package init?(_ registration: Registration) {
        let events = registration.events
        guard registration.source.isEmpty, events.contains(where: { $0.kind.word == .extensionFiled }) else {
            return nil
        }
        if let day = Self.day(registration.periods) {
            self.init(day: day, isMoot: false)
            return
        }
        var last: Day?
        Timeline.replay(events) { last = Self.day($0) ?? last }
        guard let last else { return nil }
        self.init(day: last, isMoot: true)
    }

    private init(day: Day, isMoot: Bool) {
        (self.day, self.isMoot) = (day, isMoot)
    }

    private static func day(_ periods: [Period]) -> Day? {
        guard !periods.contains(where: \.standing.isFinal) else { return nil }
        return periods.last { $0.standing == .grace && $0.span.to < .far }.map { $0.span.to - 1 }
    }
}
