import Registry
import TestSupport
import Testing

@Suite("whether a label holds from a decisive day through delivery")
struct CoverageTests {
    private static let sample = CheckSample().held("2024-12-09", "2026-12-08")

    @Test(
        "an end that passed is a gap, one that lies ahead is told with its own last day, wherever the decisive day lies",
        arguments: [
            ("2026-11-21", "2026-12-01", "2026-12-08", .covered),
            ("2026-11-21", "2026-12-01", "2027-03-31", .unknownAfter(day("2026-12-08"))),
            // Decided after an end that has not come: not the day before the decisive one.
            ("2026-11-21", "2026-12-11", "2027-03-31", .unknownAfter(day("2026-12-08"))),
            // Decided later, and the end has passed already: nothing is open any more.
            ("2026-12-10", "2026-12-11", "2027-03-31", .gapFrom(day("2026-12-11"))),
            ("2026-12-10", "2026-12-01", "2027-03-31", .gapFrom(day("2026-12-09"))),
            ("2026-11-21", "2024-12-01", "2025-03-31", .gapFrom(day("2024-12-01"))),
        ] as [(String, String, String, Coverage)]
    )
    func days(_ today: String, _ from: String, _ through: String, _ coverage: Coverage) {
        let found = Self.sample.registration.coverage(from: day(from), through: day(through), today: day(today))
        #expect(found == coverage)
    }
}
