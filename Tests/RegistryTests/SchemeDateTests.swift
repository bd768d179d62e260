import Registry
import Testing

@Suite("A scheme date keeps the precision it was published in")
struct SchemeDateTests {
    @Test(
        "the three forms span the days they can mean",
        arguments: [
            ("2027-04-01", SchemeDate.Precision.day, "2027-04-01", "2027-04-01"),
            ("2027-04", .month, "2027-04-01", "2027-04-30"),
            ("2028-02", .month, "2028-02-01", "2028-02-29"),
            ("2027-12", .month, "2027-12-01", "2027-12-31"),
            ("FY2025", .fiscalYear, "2025-04-01", "2026-03-31"),
        ]
    )
    func forms(_ text: String, _ precision: SchemeDate.Precision, _ earliest: String, _ latest: String) throws {
        let date = try #require(SchemeDate(text))
        #expect(date.precision == precision)
        #expect(try date.earliest == Day.parse(earliest))
        #expect(try date.latest == Day.parse(latest))
        #expect(date.reach(on: date.earliest - 1) == .notYet)
        #expect(date.reach(on: date.latest) == .reached)
        if date.earliest != date.latest { #expect(date.reach(on: date.earliest) == .undetermined) }
    }

    @Test(
        "anything else is no date",
        arguments: [
            "", "2027", "2027-13", "2027-4", "2027-02-29", "FY25", "FY2025/26", "fy2025", "2027/04", "２０２７-04",
        ]
    )
    func refused(_ text: String) {
        #expect(SchemeDate(text) == nil)
    }
}
