/// A date of the scheme data with the precision it was published in; no day is ever invented.
package struct SchemeDate: Hashable, Sendable {
    /// How exactly the date is known.
    package enum Precision: String, CaseIterable, Hashable, Sendable {
        /// `2027-04-01`
        case day
        /// `2027-04`
        case month
        /// `FY2025`: April 2025 to March 2026, Japan's fiscal year.
        case fiscalYear
    }

    /// Whether a day is before, inside or after the span in which the date lies.
    package enum Reach: Hashable, Sendable {
        case notYet
        /// The day lies inside a month or year of which the exact day is not known.
        case undetermined
        case reached
    }

    /// As written in the data: `2027-04-01`, `2027-04` or `FY2027`.
    package let text: String
    package let precision: Precision
    /// The first day the date can mean.
    package let earliest: Day
    /// The last day the date can mean; equals `earliest` for a date known to the day.
    package let latest: Day

    /// Reads one of the three forms; nil for anything else and for days that do not exist.
    package init?(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        switch bytes.count {
        case 10:
            guard let day = try? Day.parse(text) else { return nil }
            precision = .day
            earliest = day
            latest = day
        case 7:
            guard let first = try? Day.parse(text + "-01") else { return nil }
            let civil = first.civil
            let next = civil.month == 12 ? (civil.year + 1, 1) : (civil.year, civil.month + 1)
            guard let after = Day(year: next.0, month: next.1, day: 1) else { return nil }
            precision = .month
            earliest = first
            latest = after - 1
        case 6:
            guard text.hasPrefix("FY"), let first = try? Day.parse(text.dropFirst(2) + "-04-01"),
                let last = Day(year: first.civil.year + 1, month: 3, day: 31)
            else { return nil }
            precision = .fiscalYear
            earliest = first
            latest = last
        default:
            return nil
        }
    }

    /// Whether something that starts on this date has started on `day`.
    package func reach(on day: Day) -> Reach {
        if day < earliest { return .notYet }
        return day >= latest ? .reached : .undetermined
    }
}

extension SchemeDate: CustomStringConvertible {
    package var description: String { text }
}
