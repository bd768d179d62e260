/// What a watch looks at of one label on one day.
package struct WatchedState: Hashable, Sendable {
    /// Belongs to the answer of the query; always, for the labels of a check.
    package var isListed: Bool
    /// On the day.
    package var standing: Standing
    /// The last valid day that the page of that day tells; nil where it tells none.
    package var heldUntil: Day?
    /// What each row of a check that led to the label comes to, by line; empty for a query.
    package var outcomes: [Int: CheckResult.Outcome]

    package init(
        isListed: Bool,
        standing: Standing,
        heldUntil: Day?,
        outcomes: [Int: CheckResult.Outcome] = [:]
    ) {
        self.isListed = isListed
        self.standing = standing
        self.heldUntil = heldUntil
        self.outcomes = outcomes
    }

    /// As the label's page tells it on a day.
    package init(
        _ registration: Registration,
        on day: Day,
        isListed: Bool = true,
        outcomes: [Int: CheckResult.Outcome] = [:]
    ) {
        let period = registration.period(on: day)
        self.init(
            isListed: isListed,
            standing: period.standing,
            heldUntil: period.heldUntil,
            outcomes: outcomes
        )
    }
}

/// One thing that somebody who follows a label is told.
package enum WatchChange: Hashable, Sendable {
    /// The label belongs to the query's answer now, and did not before.
    case entered
    /// It did, and does not any more.
    case left
    /// What it is now.
    case standing(Standing)
    /// Its last valid day is another one.
    case end(Day)
    /// Its last valid day comes near: this milestone of the ladder was reached.
    case near(Milestone)
    /// A row of the check comes to something else than it did.
    case outcome(line: Int, was: CheckResult.Outcome, is: CheckResult.Outcome)
}

/// What differs between what a watcher knows of a label and what is: a pure function of two states and their days.
///
/// It compares ends and not ways. What came and went in between is nobody's news, of several milestones the latest
/// tells all of them, and a day that lies behind what was told brings nothing near a second time. So a watch that was
/// not looked at for a month says the same as one that was looked at every day says in sum.
package struct WatchDifference: Hashable, Sendable {
    /// In the order in which they are read; empty where there is nothing to tell.
    package let changes: [WatchChange]

    /// - Parameters:
    ///   - told: nil where the label was not known.
    ///   - toldDay: the day through which the watcher knows it.
    ///   - now: nil where the label is not known.
    package init(_ told: WatchedState?, on toldDay: Day, _ now: WatchedState?, today: Day, _ ladder: Ladder) {
        changes = now.map { Self.changes(told, on: toldDay, $0, today: today, ladder) } ?? []
    }

    private static func changes(
        _ told: WatchedState?,
        on toldDay: Day,
        _ now: WatchedState,
        today: Day,
        _ ladder: Ladder
    ) -> [WatchChange] {
        guard let told, told.isListed else { return now.isListed ? [.entered] : [] }
        var changes: [WatchChange] = now.isListed ? [] : [.left]
        if now.standing != told.standing { changes.append(.standing(now.standing)) }
        guard now.isListed else { return changes }
        if let end = now.heldUntil, end != told.heldUntil {
            changes.append(.end(end))
        } else if now.standing == .valid, let near = ladder.latest(before: now.heldUntil, after: toldDay, today) {
            changes.append(.near(near))
        }
        for (line, outcome) in now.outcomes.sorted(by: { $0.key < $1.key }) {
            guard let was = told.outcomes[line], was != outcome else { continue }
            changes.append(.outcome(line: line, was: was, is: outcome))
        }
        return changes
    }
}

extension Ladder {
    /// The milestones before an end, which a reader cares for; those after it are the label's standing.
    package var nearing: [Milestone] { dated.filter { ($0.shift ?? 1) <= 0 } }

    /// The last milestone before an end that was reached after one day and through another.
    fileprivate func latest(before end: Day?, after told: Day, _ today: Day) -> Milestone? {
        guard let end else { return nil }
        return nearing.last { milestone in
            let day = end + (milestone.shift ?? 0)
            return told < day && day <= today
        }
    }
}
