import Registry
import Testing

@Suite("A label's last day follows from its first")
struct ValidityTests {
    @Test(
        "the three countings agree with the scheme's table",
        arguments: [
            ("2025-05-21", "2027-05-21", "2027-05-20", "2027-05-21"),
            ("2026-02-28", "2028-02-28", "2028-02-27", "2028-02-29"),
            ("2028-02-29", "2030-02-28", "2030-02-28", "2030-02-28"),
            ("2027-05-21", "2029-05-21", "2029-05-20", "2029-05-21"),
            ("2030-03-01", "2032-03-01", "2032-02-29", "2032-03-01"),
            ("2026-12-31", "2028-12-31", "2028-12-30", "2028-12-31"),
            ("2026-01-01", "2028-01-01", "2027-12-31", "2028-01-01"),
        ]
    )
    func table(_ start: String, _ anniversary: String, _ eve: String, _ civilCode: String) {
        for (counting, end) in [
            (Validity.Counting.anniversary, anniversary), (.dayBeforeAnniversary, eve), (.civilCode, civilCode),
        ] {
            #expect(Validity(counting: counting, years: 2).heldUntil(from: day(start)) == day(end), "\(counting)")
        }
    }

    @Test(
        "an extension is counted from the day after the old end",
        arguments: [
            (Validity.Counting.anniversary, "2027-05-20", "2029-05-21"),
            (.dayBeforeAnniversary, "2027-05-20", "2029-05-20"), (.civilCode, "2027-05-20", "2029-05-21"),
            (.anniversary, "2030-02-28", "2032-03-01"), (.dayBeforeAnniversary, "2030-02-28", "2032-02-29"),
            (.civilCode, "2030-02-28", "2032-03-01"), (.dayBeforeAnniversary, "2028-02-28", "2030-02-28"),
        ]
    )
    func extension_(_ counting: Validity.Counting, _ oldEnd: String, _ newEnd: String) {
        #expect(Validity(counting: counting, years: 2).heldUntil(extending: day(oldEnd)) == day(newEnd))
    }
}
