/// How the last valid day follows from the first (SCHEME §7). Numbers come from the scheme data.
package struct Validity: Hashable, Sendable {
    /// The three ways to count the end; which one the scheme uses is not published.
    package enum Counting: String, CaseIterable, Hashable, Sendable {
        /// The matching day itself.
        case anniversary = "anniversary"
        /// The day before the matching day: never a day too many.
        case dayBeforeAnniversary = "day_before_anniversary"
        /// Counted from the next day, as Japan's civil code is recalled to count.
        case civilCode = "civil_code"
    }

    package var counting: Counting
    /// Whole years of one period.
    package var years: Int

    package init(counting: Counting, years: Int) {
        self.counting = counting
        self.years = years
    }

    /// The last day, inclusive, of a period that starts on `start`.
    ///
    /// Where no matching day exists the month's last day counts as it is. `civilCode` counts from the next day and
    /// ends on the eve of its matching day.
    package func heldUntil(from start: Day) -> Day {
        switch counting {
        case .anniversary:
            return start.addingYears(years).day
        case .dayBeforeAnniversary:
            let end = start.addingYears(years)
            return end.matched ? end.day - 1 : end.day
        case .civilCode:
            let end = (start + 1).addingYears(years)
            return end.matched ? end.day - 1 : end.day
        }
    }

    /// The last day of the period that follows one ending on `oldEnd`.
    package func heldUntil(extending oldEnd: Day) -> Day {
        heldUntil(from: oldEnd + 1)
    }
}
