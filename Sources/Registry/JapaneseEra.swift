/// The eras in which days of this scheme are written (Era Act; cabinet orders of 1989 and 2019).
package struct JapaneseEra: Hashable, Sendable {
    /// 令和.
    package let name: String
    /// As in `R8.4.1`, lower case.
    package let letter: String
    /// Its first day, inclusive.
    package let first: Day
    /// Its last day, inclusive; nil while it lasts.
    package let last: Day?

    /// Newest first.
    package static let all = [
        era("令和", "r", (2019, 5, 1), nil),
        era("平成", "h", (1989, 1, 8), (2019, 4, 30)),
    ].compactMap { $0 }

    /// The year of the common calendar; nil for a year below 1.
    package func year(_ yearOfEra: Int) -> Int? {
        yearOfEra >= 1 ? first.civil.year + yearOfEra - 1 : nil
    }

    /// Whether a day is written in this era.
    package func contains(_ day: Day) -> Bool {
        first <= day && day <= last ?? .far
    }

    private typealias Civil = (year: Int, month: Int, day: Int)

    private static func era(_ name: String, _ letter: String, _ first: Civil, _ last: Civil?) -> JapaneseEra? {
        Day(year: first.year, month: first.month, day: first.day).map { start in
            let end = last.flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }
            return JapaneseEra(name: name, letter: letter, first: start, last: end)
        }
    }
}
