/// How many rows of a check came out how.
package struct CheckTally: Hashable, Sendable {
    /// Rows counted, whatever came out.
    package private(set) var rows = 0
    /// Only what occurred, here and below.
    package private(set) var outcomes: [CheckResult.Outcome: Int] = [:]
    /// By how the rows led to a registration.
    package private(set) var matches: [CheckResult.Match: Int] = [:]
    /// A row counts once for each of its reasons.
    package private(set) var reasons: [CheckResult.Reason: Int] = [:]

    /// Of no row yet.
    package init() {}

    /// As it was counted before.
    package init(
        rows: Int,
        outcomes: [CheckResult.Outcome: Int],
        matches: [CheckResult.Match: Int],
        reasons: [CheckResult.Reason: Int]
    ) {
        self.rows = rows
        self.outcomes = outcomes
        self.matches = matches
        self.reasons = reasons
    }

    /// The worst of the rows: a list passes where every row does. Nothing at all is `review`.
    package var verdict: CheckResult.Outcome {
        if outcomes[.fail] != nil { return .fail }
        return rows == 0 || outcomes[.review] != nil ? .review : .pass
    }

    /// Rows that led to one registration.
    package var found: Int {
        let missed: [CheckResult.Match] = [.none, .ambiguous, .manufacturerOnly]
        return rows - missed.reduce(0) { $0 + (matches[$1] ?? 0) }
    }

    /// Counts one row.
    package mutating func add(_ result: CheckResult) {
        rows += 1
        outcomes[result.outcome, default: 0] += 1
        matches[result.match, default: 0] += 1
        for reason in result.reasons { reasons[reason, default: 0] += 1 }
    }
}
