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

    /// What a standing does to the days that it covers; the one rule that lists and single answers share.
    package enum Effect: Int32, Sendable {
        case holds
        /// An extension is pending.
        case pending
        /// An end that lies ahead may be moved by an extension; one that has passed may not.
        case lapses
        case gap

        /// By the standing alone.
        package init(_ standing: Standing) {
            switch standing {
            case .valid: self = .holds
            case .grace: self = .pending
            case .lapsed: self = .lapses
            case .notYetValid, .provisional, .withdrawn, .revoked, .unknownStatus: self = .gap
            }
        }

        /// What a run is told as that meets this effect first; nil where it goes on.
        ///
        /// - Parameters:
        ///   - since: the number of the standing's first day, which may lie before the run.
        ///   - today: days after it have not come.
        package func word(since: Int32, today: Int32) -> Word? {
            switch self {
            case .holds: nil
            case .pending: .unknownAfter
            case .lapses: since > today ? .unknownAfter : .gapFrom
            case .gap: .gapFrom
            }
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
            switch Coverage.Effect(standing).word(since: since.number, today: today.number) {
            case .unknownAfter: return .unknownAfter(since - 1)
            case .gapFrom: return .gapFrom(max(first, period.span.from))
            case .covered, nil: break
            }
        }
        return periods.isEmpty ? .gapFrom(first) : .covered
    }
}
