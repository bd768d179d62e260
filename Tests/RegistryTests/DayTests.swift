import Registry
import TestSupport
import Testing

@Suite("A day is a civil day in Japan")
struct DayTests {
    /// Days since 1970-01-01 counted year by year and month by month.
    static func counted(_ year: Int, _ month: Int, _ day: Int) -> Int {
        func isLeap(_ year: Int) -> Bool {
            if year.isMultiple(of: 400) { return true }
            return year.isMultiple(of: 4) && !year.isMultiple(of: 100)
        }
        var days = 0
        if year >= 1970 {
            for past in 1970..<year { days += isLeap(past) ? 366 : 365 }
        } else {
            for coming in year..<1970 { days -= isLeap(coming) ? 366 : 365 }
        }
        let months = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return days + months[..<(month - 1)].reduce(0, +) + day - 1
    }

    @Test(
        "known days have known numbers and weekdays",
        arguments: [
            ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2000-03-01", 11_017, 3),
            ("1900-02-28", -25_509, 3), ("1900-03-01", -25_508, 4), ("2026-11-20", 20_777, 5),
            ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5), ("2100-02-28", 47_540, 0),
        ]
    )
    func known(_ text: String, _ number: Int32, _ weekday: Int) throws {
        let day = try Day.parse(text)
        #expect(day.number == number)
        #expect(day.text == text)
        #expect(day.weekday == weekday)
    }

    @Test("every day from 1900 to 2100 agrees with a count year by year")
    func everyDay() {
        var number = Self.counted(1900, 1, 1)
        for year in 1900...2100 {
            for month in 1...12 {
                for dayOfMonth in 1...31 {
                    guard let day = Day(year: year, month: month, day: dayOfMonth) else { continue }
                    let civil = day.civil
                    guard Int(day.number) == number, civil == (year, month, dayOfMonth) else {
                        Issue.record("\(year)-\(month)-\(dayOfMonth) is \(day.number), not \(number)")
                        return
                    }
                    number += 1
                }
            }
        }
        #expect(number == Self.counted(2101, 1, 1))
    }

    @Test("days of far years agree with the count", arguments: [7, 8, 9] as [UInt64])
    func sample(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<300 {
            let (year, month) = (Int.random(in: 1...9999, using: &random), Int.random(in: 1...12, using: &random))
            let dayOfMonth = Int.random(in: 1...28, using: &random)
            let day = Day(year: year, month: month, day: dayOfMonth)
            #expect(day.map { Int($0.number) } == Self.counted(year, month, dayOfMonth), "seed \(seed)")
        }
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "", "2027-5-20", "2027-05-2", "2027/05/20", "20270520", "2027-02-29", "2100-02-29", "2027-13-01",
            "2027-00-01", "2027-04-31", "2027-01-00", "0000-01-01", "2027-05-20 ", " 2027-05-2", "２０２７-05",
            "2027-05-2٠", "+027-05-20", "-027-05-20", "2027-05-200", "today",
        ]
    )
    func refused(_ text: String) {
        #expect { try Day.parse(text) } throws: { ($0 as? Refusal)?.kind == .malformed }
    }

    @Test(
        "years are added to the matching day or the month's last",
        arguments: [
            ("2024-02-29", 1, "2025-02-28", false), ("2024-02-29", 4, "2028-02-29", true),
            ("2096-02-29", 4, "2100-02-28", false), ("2023-02-28", 1, "2024-02-28", true),
            ("2024-12-31", 2, "2026-12-31", true),
        ]
    )
    func years(_ from: String, _ years: Int, _ to: String, _ matched: Bool) {
        let result = day(from).addingYears(years)
        #expect(result.day == day(to))
        #expect(result.matched == matched)
    }

    @Test("the open ends lie outside every day that can be written")
    func ends() {
        #expect(Day.far == day("9999-12-31") + 1)
        #expect(Day.ever < day("0001-01-01"))
    }
}
