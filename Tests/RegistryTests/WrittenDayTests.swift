import Registry
import Testing

@Suite("A day is read as people write it")
struct WrittenDayTests {
    @Test(
        "in each of the usual forms",
        arguments: [
            ("2026-04-01", "2026-04-01"), ("2026-4-1", "2026-04-01"), ("2026/4/1", "2026-04-01"),
            ("2026/04/01", "2026-04-01"), ("2026.4.1", "2026-04-01"), ("2026年4月1日", "2026-04-01"),
            (" 2026 年 4 月 1 日 ", "2026-04-01"), ("２０２６／４／１", "2026-04-01"), ("2026\u{2212}04\u{2010}01", "2026-04-01"),
            ("令和8年4月1日", "2026-04-01"), ("令和８年４月１日", "2026-04-01"), ("R8.4.1", "2026-04-01"),
            ("r8/4/1", "2026-04-01"), ("Ｒ８－４－１", "2026-04-01"), ("R08.04.01", "2026-04-01"),
            ("㋿8年4月1日", "2026-04-01"), ("令和元年5月1日", "2019-05-01"), ("令和元.5.1", "2019-05-01"),
            ("R1.5.1", "2019-05-01"), ("平成31年4月30日", "2019-04-30"), ("平成元年1月8日", "1989-01-08"),
            ("H31.4.30", "2019-04-30"), ("H1.1.8", "1989-01-08"), ("令和6年2月29日", "2024-02-29"),
            ("2024/2/29", "2024-02-29"),
        ]
    )
    func reads(_ text: String, _ expected: String) throws {
        #expect(try WrittenDay.parse(text) == Day.parse(expected))
    }

    @Test(
        "and refused with a sentence that says what is wrong",
        arguments: [
            ("2026-02-30", "There is no day"), ("令和7年2月29日", "There is no day"), ("2026/13/1", "There is no day"),
            ("令和0年5月1日", "There is no day"), ("0000-01-01", "There is no day"),
            ("平成31年5月1日", "平成31年5月1日 is no day of 平成, which runs from 1989-01-08 through 2019-04-30"),
            ("H1.1.7", "H1.1.7 is no day of 平成"),
            ("令和元年4月30日", "令和元年4月30日 is no day of 令和, which runs from 2019-05-01 on"),
            ("昭和64年1月7日", "\"昭和64年1月7日\" is not a day"), ("", "\"\" is not a day"), ("26-4-1", "\"26-4-1\""),
            ("2026-4", "\"2026-4\""), ("2026-4/1", "\"2026-4/1\""), ("2026年4月1", "\"2026年4月1\""),
            ("4/1/2026", "\"4/1/2026\""), ("2026-04-01T00:00", "\"2026-04-01T00:00\""), ("R8年", "\"R8年\""),
            ("+2026-4-1", "\"+2026-4-1\""), ("2026-004-1", "\"2026-004-1\""), ("R100.1.1", "\"R100.1.1\""),
        ]
    )
    func refuses(_ text: String, _ reason: String) throws {
        let refusal = try #require(throws: Refusal.self) { try WrittenDay.parse(text) }
        #expect(refusal.kind == .malformed)
        #expect(refusal.code == "malformedDay")
        #expect(refusal.reason.hasPrefix(reason), "\(refusal.reason)")
        #expect(refusal.reasonJA != nil)
    }

    @Test("every day since 1989 reads back in every form")
    func everyDay() throws {
        var day = day("1989-01-08")
        while day < self.day("2032-01-01") {
            let civil = day.civil
            for era in JapaneseEra.all where era.contains(day) {
                let year = civil.year - era.first.civil.year + 1
                let text = "\(era.name)\(year == 1 ? "元" : "\(year)")年\(civil.month)月\(civil.day)日"
                #expect(try WrittenDay.parse(text) == day)
            }
            #expect(try WrittenDay.parse("\(civil.year)/\(civil.month)/\(civil.day)") == day)
            day = day + 1
        }
    }

    private func day(_ text: String) -> Day { RegistryTests.day(text) }
}
