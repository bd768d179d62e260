/// A civil day in Japan, counted from 1970-01-01. Japan keeps +09:00 for every date held here: plain arithmetic.
package struct Day: Hashable, Comparable, Sendable {
    static let millisecondsPerDay: Int64 = 86_400_000
    static let japanOffset: Int64 = 32_400_000

    /// Days since 1970-01-01 (day 0); negative before.
    package var number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// The open end of a period: later than any day anybody may name (9999-12-31 plus one).
    package static let far = Day(number: 2_932_897)
    /// The open beginning of a period: earlier than any day anybody may name.
    package static let ever = Day(number: -719_529)

    /// The proleptic Gregorian day, or nil where no such day exists. Years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        // Days from civil, counting years from March so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month (1…12) and day of month (1…31).
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// 0 is Sunday … 6 is Saturday.
    package var weekday: Int {
        let shifted = (Int(number) + 4) % 7
        return shifted < 0 ? shifted + 7 : shifted
    }

    /// The first instant of the day: 00:00:00.000 in Japan, 15:00 UTC of the day before.
    package var start: Moment {
        Moment(milliseconds: Int64(number) * Day.millisecondsPerDay - Day.japanOffset)
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    package static func + (day: Day, count: Int) -> Day {
        Day(number: day.number + Int32(count))
    }

    package static func - (day: Day, count: Int) -> Day {
        Day(number: day.number - Int32(count))
    }

    /// Whole days from `other` to this day.
    package func days(since other: Day) -> Int {
        Int(number) - Int(other.number)
    }

    /// The same month and day `years` later, or that month's last day where none matches; `matched` says which.
    package func addingYears(_ years: Int) -> (day: Day, matched: Bool) {
        let civil = self.civil
        if let same = Day(year: civil.year + years, month: civil.month, day: civil.day) { return (same, true) }
        let last = Day.length(ofMonth: civil.month, year: civil.year + years)
        return (Day(year: civil.year + years, month: civil.month, day: last) ?? .far, false)
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// ISO 8601 calendar date, `2027-05-20`; the open ends read as `0000-00-00` style words only inside the house.
    package var text: String {
        let civil = self.civil
        return "\(padded(Int64(civil.year), 4))-\(padded(Int64(civil.month), 2))-\(padded(Int64(civil.day), 2))"
    }

    /// Reads `YYYY-MM-DD`, ten ASCII bytes, a day that exists.
    package static func parse(_ text: String) throws(Refusal) -> Day {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2), let day = digits(bytes, 8, 2)
        else {
            throw Refusal(
                .malformed,
                "\"\(text.prefix(40))\" is not a day; write it like 2027-05-20",
                ja: "「\(text.prefix(40))」は日付として読めません。2027-05-20 のように書いてください",
                code: "malformedDay"
            )
        }
        guard let result = Day(year: Int(year), month: Int(month), day: Int(day)) else {
            throw Refusal(
                .malformed,
                "There is no day \(text)",
                ja: "\(text) という日はありません",
                code: "malformedDay"
            )
        }
        return result
    }
}

extension Day: CustomStringConvertible {
    package var description: String { text }
}
