/// Whether a registration holds from a decisive day through a later one (DESIGN §7): what a tender asks.
package enum Coverage: Hashable, Sendable {
    /// Valid on every day of the run.
    case covered
    /// Not valid on this day, the first such of the run.
    case gapFrom(Day)
    /// Valid through this day, which may lie before the run; what comes after is not decided: the end may still be
    /// extended, or an extension is pending.
    case unknownAfter(Day)

    /// The three answers as filters name them.
    package enum Word: String, CaseIterable, Hashable, Sendable {
        case covered
        case gapFrom
        case unknownAfter
    }

    /// Which of the three it is.
    package var word: Word {
        switch self {
        case .covered: .covered
        case .gapFrom: .gapFrom
        case .unknownAfter: .unknownAfter
        }
    }

    /// The day of a gap or of what is known; nil where everything is covered.
    package var day: Day? {
        switch self {
        case .covered: nil
        case .gapFrom(let day), .unknownAfter(let day): day
        }
    }

    /// What one run of days with one standing says; the fold that lists and single answers share.
    ///
    /// - Parameters:
    ///   - since: the first day of the standing.
    ///   - from: its first day that is asked about.
    ///   - today: days after it have not come.
    package static func verdict(of standing: Standing, since: Day, from: Day, today: Day) -> Coverage? {
        switch standing {
        case .valid: nil
        case .grace: .unknownAfter(since - 1)
        // An end that lies ahead may be moved by an extension; one that has passed may not.
        case .lapsed where since > today: .unknownAfter(since - 1)
        case .lapsed, .notYetValid, .provisional, .withdrawn, .revoked, .unknownStatus: .gapFrom(from)
        }
    }
}

extension Registration {
    /// Whether the registration is valid on every day from `first` through `last`, as seen on `today`.
    package func coverage(from first: Day, through last: Day, today: Day) -> Coverage {
        if let start = periods.first?.span.from, first < start { return .gapFrom(first) }
        var (standing, since) = (Standing.notYetValid, first)
        for period in periods where period.span.from <= last {
            if period.standing != standing { (standing, since) = (period.standing, period.span.from) }
            guard period.span.to > first else { continue }
            let from = max(first, period.span.from)
            if let verdict = Coverage.verdict(of: standing, since: since, from: from, today: today) { return verdict }
        }
        return periods.isEmpty ? .gapFrom(first) : .covered
    }
}
