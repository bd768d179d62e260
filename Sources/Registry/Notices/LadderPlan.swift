/// What the ladder looks at of a label.
package struct LadderFacts: Hashable, Sendable {
    /// The last valid day. Another one is another ladder.
    package var heldUntil: Day
    /// An extension was filed and is not decided: the holder knows.
    package var isPending: Bool
    /// The last day of grace, while an extension is pending and grace is bounded.
    package var graceUntil: Day?
    /// Withdrawn or revoked, also from a day that is still to come: nothing more is told.
    package var isEnded: Bool

    package init(heldUntil: Day, isPending: Bool = false, graceUntil: Day? = nil, isEnded: Bool = false) {
        self.heldUntil = heldUntil
        self.isPending = isPending
        self.graceUntil = graceUntil
        self.isEnded = isEnded
    }

    /// nil where there is no label yet, and for registrations of somebody's list: their holders are not ours to tell.
    package init?(_ registration: Registration) {
        guard registration.source.isEmpty, let heldUntil = registration.periods.last?.heldUntil else { return nil }
        self.heldUntil = heldUntil
        isPending = Timeline.hasPendingExtension(registration.events)
        graceUntil = registration.periods.last { $0.standing == .grace && $0.span.to < .far }.map { $0.span.to - 1 }
        isEnded = registration.periods.contains { $0.standing.isFinal }
    }

    /// The milestones that this label meets, with their days, in order.
    ///
    /// - Parameter began: since when the registry keeps its ladder; what was reached before is nobody's to tell.
    package func steps(_ ladder: Ladder, since began: Day) -> [(milestone: Milestone, day: Day)] {
        guard !isEnded else { return [] }
        var steps: [(milestone: Milestone, day: Day)] = []
        if !isPending {
            steps = ladder.dated.map { ($0, heldUntil + ($0.shift ?? 0)) }
        } else if ladder.atGraceEnd, let graceUntil {
            steps = [(.graceEnd, graceUntil)]
        }
        return steps.filter { $0.day >= began }
    }
}

extension Registration {
    /// Since when a label has lapsed, where it has on a day: since its end, or since it was decided that it would not go on,
    /// which may be later. nil where it has not.
    package func lapsed(by day: Day) -> Day? {
        // A list may say again what the calendar said before it: neighbours are one lapse.
        var start: Day?
        for period in periods where period.span.from <= day {
            start = period.standing == .lapsed ? start ?? period.span.from : nil
        }
        guard let start else { return nil }
        var graceUntil: Day?
        var decided: Day?
        for event in events {
            switch event.kind {
            case .extensionFiled(let until): (graceUntil, decided) = (until, nil)
            case .extensionRefused, .extensionAbandoned:
                // From the record on it reads so, also where it was announced for later. Grace may have ended before.
                let read = min(event.effectiveOn, event.recordedAt.day)
                decided = graceUntil.map { min($0 + 1, read) } ?? read
            default: break
            }
        }
        return max(start, min(decided ?? start, day))
    }
}

/// What the ladder says of one label on one day: a pure function of the label, what was settled of this ladder, and today.
///
/// It looks back: of the milestones that were reached the latest is due, and those before it are overtaken, so that a
/// registry that stood still for a month sends one notice and not three.
package struct LadderPlan: Hashable, Sendable {
    /// What is to be told now; nil where nothing is.
    package var due: Milestone?
    /// What was reached, was not told and no longer needs to be, in order.
    package var overtaken: [Milestone]
    /// The next day on which anything will be due as things stand; nil where nothing will.
    package var next: Day?

    /// - Parameters:
    ///   - settled: the milestones of this `heldUntil` that were told or overtaken before.
    ///   - began: since when the registry keeps its ladder.
    package init(_ facts: LadderFacts, _ ladder: Ladder, settled: Set<Milestone>, since began: Day, today: Day) {
        let steps = facts.steps(ladder, since: began)
        let reached = steps.filter { $0.day <= today }.map(\.milestone)
        // A clock that was ahead for a while may have settled what is still to come: what lies before it is over.
        let isPast = steps.contains { $0.day > today && settled.contains($0.milestone) }
        let due = isPast ? nil : reached.last.flatMap { settled.contains($0) ? nil : $0 }
        self.due = due
        overtaken = reached.filter { $0 != due && !settled.contains($0) }
        next = steps.first { $0.day > today && !settled.contains($0.milestone) }?.day
    }
}
