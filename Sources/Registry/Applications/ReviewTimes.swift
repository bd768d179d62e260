/// What the way of one application says of time: the moments at which its state changed, oldest first.
package struct DecidedApplication: Hashable, Sendable {
    /// A step of its timeline.
    package struct Step: Hashable, Sendable {
        /// When it was taken.
        package var at: Moment
        /// The state it was taken in.
        package var before: ApplicationState
        /// The state it led to; the same where it kept the state.
        package var after: ApplicationState

        package init(at: Moment, before: ApplicationState, after: ApplicationState) {
            (self.at, self.before, self.after) = (at, before, after)
        }
    }

    /// What it asked for.
    package var kind: ApplicationKind
    /// Of the level it asked for; nil where the rules name no such level.
    package var assurance: Assurance?
    /// Oldest first, from its opening to its issue.
    package var steps: [Step]

    package init(kind: ApplicationKind, assurance: Assurance?, steps: [Step]) {
        (self.kind, self.assurance, self.steps) = (kind, assurance, steps)
    }

    /// Milliseconds in each state it passed, all stays in it added up, until it was issued. A clock that was set back
    /// counts as no time.
    var stays: [ApplicationState: Int64] {
        var stays: [ApplicationState: Int64] = [:]
        for (step, next) in zip(steps, steps.dropFirst()) {
            guard !step.after.isTerminal else { break }
            stays[step.after, default: 0] += max(0, next.at.milliseconds - step.at.milliseconds)
        }
        return stays
    }

    /// Milliseconds from the first submission to the issue; nil where one of them is missing.
    var whole: Int64? {
        guard let first = steps.first(where: { $0.after == .submitted && $0.before != .submitted }),
            let last = steps.first(where: { $0.after == .issued })
        else { return nil }
        return max(0, last.at.milliseconds - first.at.milliseconds)
    }
}

/// How long the applications took that this registry issued lately: figures of its past, and no promise.
///
/// Every time is told in whole days of 24 hours, a begun day as a whole one, so at least 1.
package struct ReviewTimes: Hashable, Sendable {
    /// Applications behind a figure, at least: of fewer nothing is told, because they say something of somebody and
    /// nothing of the next.
    package static let fewest = 5
    /// The applications that were issued last, at most.
    package static let most = 200
    /// Days that are looked back upon, the day of asking included.
    package static let windowDays = 365

    /// Two times in days, each by nearest rank: of n times in ascending order the one at rank ⌈n·p⌉, counted from 1.
    package struct Days: Hashable, Sendable {
        /// p = 1/2: at least half of the times are this or shorter.
        package var median: Int
        /// p = 9/10: at least nine in ten are this or shorter; the slowest tenth begins behind it.
        package var ninetieth: Int

        package init(median: Int, ninetieth: Int) {
            (self.median, self.ninetieth) = (median, ninetieth)
        }
    }

    /// What is known of one thing that takes time.
    package struct Figure: Hashable, Sendable {
        /// How many applications are behind it.
        package var count: Int
        /// nil where they are fewer than `ReviewTimes.fewest`.
        package var days: Days?

        /// - Parameter milliseconds: one time for each application, in any order.
        init(_ milliseconds: [Int64]) {
            count = milliseconds.count
            guard count >= ReviewTimes.fewest else { return }
            let days = milliseconds.sorted().map { ReviewTimes.days($0) }
            self.days = Days(median: days[(count + 1) / 2 - 1], ninetieth: days[(9 * count + 9) / 10 - 1])
        }
    }

    /// What whole times are told apart by.
    package struct Asked: Hashable, Sendable {
        /// What was asked for.
        package var kind: ApplicationKind
        /// Of its level.
        package var assurance: Assurance

        package init(_ kind: ApplicationKind, _ assurance: Assurance) {
            (self.kind, self.assurance) = (kind, assurance)
        }

        /// In the order they are told in.
        package static let all = ApplicationKind.allCases.flatMap { kind in
            Assurance.allCases.map { Asked(kind, $0) }
        }
    }

    /// First day looked back upon.
    package var from: Day
    /// The day of asking.
    package var through: Day
    /// Applications that were looked at.
    package var count: Int
    private var states: [ApplicationState: Figure]
    private var wholes: [Asked: Figure]

    /// - Parameters:
    ///   - applications: issued between the two days, each with its whole timeline.
    ///   - from: the first day looked back upon.
    ///   - through: the day of asking.
    package init(_ applications: [DecidedApplication], from: Day, through: Day) {
        (self.from, self.through, count) = (from, through, applications.count)
        var stays: [ApplicationState: [Int64]] = [:]
        var wholes: [Asked: [Int64]] = [:]
        for application in applications {
            for (state, stay) in application.stays { stays[state, default: []].append(stay) }
            guard let assurance = application.assurance, let whole = application.whole else { continue }
            wholes[Asked(application.kind, assurance), default: []].append(whole)
        }
        states = stays.mapValues { Figure($0) }
        self.wholes = wholes.mapValues { Figure($0) }
    }

    /// How long applications were in a state, all stays of one in it added up.
    package subscript(state: ApplicationState) -> Figure { states[state] ?? Figure([]) }

    /// From the first submission to the issue.
    package subscript(asked: Asked) -> Figure { wholes[asked] ?? Figure([]) }

    /// The states a time is told of, in the order of the flow.
    package static let toldStates = ApplicationState.allCases.filter { !$0.isTerminal }

    /// A time in days, a begun day as a whole one.
    static func days(_ milliseconds: Int64) -> Int {
        max(1, Int((milliseconds + Day.millisecondsPerDay - 1) / Day.millisecondsPerDay))
    }
}

/// The last day on which a renewal can be filed so that nine in ten like it would have been decided in time.
package struct FilingDay: Hashable, Sendable {
    /// The end less the days it takes, or the opening where that is later.
    package var day: Day
    /// The days it takes reach back before the renewal opens: even who files at once may wait past the end.
    package var isAtOpening: Bool
    /// What the days are of: extensions, or new applications where too few extensions are known.
    package var kind: ApplicationKind
    /// Days that nine in ten took at most.
    package var days: Int
    /// How many applications are behind them.
    package var count: Int
}

extension ReviewTimes {
    /// The last safe filing day of a renewal: the label's last day less the 90th percentile of whole times of extensions
    /// of that assurance, else of new applications of it; nil where too little is known of both.
    ///
    /// - Parameters:
    ///   - end: the label's last day, inclusive: who files on the day told and waits that long is decided on it.
    ///   - assurance: the label's.
    ///   - opening: the first day on which the renewal can be opened.
    package func lastSafeFilingDay(heldUntil end: Day, _ assurance: Assurance, opening: Day) -> FilingDay? {
        for kind in [ApplicationKind.extension, .new] {
            let figure = self[Asked(kind, assurance)]
            guard let days = figure.days?.ninetieth else { continue }
            let day = end - days
            return FilingDay(
                day: max(day, opening),
                isAtOpening: day < opening,
                kind: kind,
                days: days,
                count: figure.count
            )
        }
        return nil
    }
}
