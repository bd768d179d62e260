import Intake
import Registry
import Testing

@Suite("A day in a list") struct ProfileDateFormTests {
    struct Written: Sendable, CustomTestStringConvertible {
        var form: DateForm
        var text: String
        /// Nil where the text names no day.
        var day: String?
        var testDescription: String { "\(form.rawValue) \(text)" }

        init(_ form: DateForm, _ text: String, _ day: String?) {
            self.form = form
            self.text = text
            self.day = day
        }
    }

    static let written = [
        Written(.iso, "2026-04-01", "2026-04-01"),
        Written(.iso, "２０２６－０４－０１", "2026-04-01"),
        Written(.iso, "2026-4-1", nil),
        Written(.iso, "2026-02-29", nil),
        Written(.iso, "2024-02-29", "2024-02-29"),
        Written(.isoInstant, "2023-12-11T00:00:00.000Z", "2023-12-11"),
        Written(.isoInstant, "2023-12-11T00:00:00.00Z", "2023-12-11"),
        Written(.isoInstant, "2023-12-11T14:59:59.999Z", "2023-12-11"),
        Written(.isoInstant, "2023-12-11T15:00:00Z", "2023-12-12"),
        Written(.isoInstant, "2023-12-11T00:00:00+09:00", "2023-12-11"),
        Written(.isoInstant, "2023-02-30T00:00:00.000Z", nil),
        Written(.isoInstant, "2023-12-11", nil),
        Written(.slashes, "2026/4/1", "2026-04-01"),
        Written(.slashes, "2026/04/01", "2026-04-01"),
        Written(.slashes, "２０２６／４／１", "2026-04-01"),
        Written(.slashes, "26/4/1", nil),
        Written(.slashes, "2026/4/31", nil),
        Written(.slashes, "2026/4/1/", nil),
        Written(.slashes, "4/1/2026", nil),
        Written(.japanese, "2026年4月1日", "2026-04-01"),
        Written(.japanese, "２０２６年　４月　１日", "2026-04-01"),
        Written(.japanese, "2026年4月", nil),
        Written(.japanese, "2026年13月1日", nil),
        Written(.era, "令和8年4月1日", "2026-04-01"),
        Written(.era, "令和元年5月1日", "2019-05-01"),
        Written(.era, "令和１年５月１日", "2019-05-01"),
        Written(.era, "令和元年4月30日", nil),
        Written(.era, "令和0年5月1日", nil),
        Written(.era, "平成31年4月30日", "2019-04-30"),
        Written(.era, "平成31年5月1日", nil),
        Written(.era, "平成元年1月8日", "1989-01-08"),
        Written(.era, "平成元年1月7日", nil),
        Written(.era, "㋿8年4月1日", "2026-04-01"),
        Written(.era, "8年4月1日", nil),
        Written(.excelSerial, "1", "1900-01-01"),
        Written(.excelSerial, "59", "1900-02-28"),
        Written(.excelSerial, "60", nil),
        Written(.excelSerial, "61", "1900-03-01"),
        Written(.excelSerial, "46113", "2026-04-01"),
        Written(.excelSerial, "46113.75", "2026-04-01"),
        Written(.excelSerial, "2958465", "9999-12-31"),
        Written(.excelSerial, "2958466", nil),
        Written(.excelSerial, "0", nil),
        Written(.excelSerial, "-1", nil),
        Written(.excelSerial, "20260401", nil),
        Written(.excelSerial, "46113.", nil),
        Written(.iso, "", nil),
        Written(.era, "", nil),
        Written(.excelSerial, "", nil),
    ]

    @Test("is read in its form or not at all", arguments: written)
    func reads(_ written: Written) {
        #expect(written.form.day(written.text)?.text == written.day)
    }
}
