import Registry
import TestSupport
import Testing

@testable import Console
@testable import Store

@Suite("two years of the ladder")
struct LadderYearsTests {
    /// Written by hand: day, milestone, last valid day, label, who is told. Y-2 is extended, Y-3 refused, Y-4 withdrawn,
    /// Y-5 revoked, Y-6 nobody's; the mailbox of Y-7's holder refuses once; nothing runs from 2028-01-06 to 2028-02-14.
    static let table = [
        "2026-12-01  before60   2027-01-30  Y-3  trial-rival@example.jp",
        "2026-12-11  before90   2027-03-11  Y-2  trial-maker@example.jp",
        "2026-12-11  before30   2027-01-10  Y-6  office",
        "2026-12-21  before180  2027-06-19  Y-1  trial-maker@example.jp",
        "2026-12-27  before14   2027-01-10  Y-6  office",
        "2026-12-31  before90   2027-03-31  Y-4  trial-rival@example.jp",
        "2026-12-31  before30   2027-01-30  Y-3  trial-rival@example.jp",
        "2027-01-03  before7    2027-01-10  Y-6  office",
        "2027-01-09  before1    2027-01-10  Y-6  office",
        "2027-01-10  before90   2027-04-10  Y-5  trial-rival@example.jp",
        "2027-01-10  before60   2027-03-11  Y-2  trial-maker@example.jp",
        "2027-01-11  after1     2027-01-10  Y-6  office",
        "2027-01-30  before60   2027-03-31  Y-4  trial-rival@example.jp",
        "2027-02-09  after1     2027-01-30  Y-3  trial-rival@example.jp",
        "2027-03-21  before90   2027-06-19  Y-1  trial-maker@example.jp",
        "2027-03-31  before180  2027-09-27  Y-7  trial-maker@example.jp",
        "2027-04-20  before60   2027-06-19  Y-1  trial-maker@example.jp",
        "2027-05-20  before30   2027-06-19  Y-1  trial-maker@example.jp",
        "2027-06-05  before14   2027-06-19  Y-1  trial-maker@example.jp",
        "2027-06-12  before7    2027-06-19  Y-1  trial-maker@example.jp",
        "2027-06-18  before1    2027-06-19  Y-1  trial-maker@example.jp",
        "2027-06-20  after1     2027-06-19  Y-1  trial-maker@example.jp",
        "2027-06-29  before90   2027-09-27  Y-7  labels@maker.example.jp",
        "2027-07-29  before60   2027-09-27  Y-7  trial-maker@example.jp",
        "2027-08-13  before180  2028-02-09  Y-9  trial-rival@example.jp",
        "2027-08-28  before30   2027-09-27  Y-7  trial-maker@example.jp",
        "2027-09-13  before14   2027-09-27  Y-7  trial-maker@example.jp",
        "2027-09-20  before7    2027-09-27  Y-7  trial-maker@example.jp",
        "2027-09-26  before1    2027-09-27  Y-7  trial-maker@example.jp",
        "2027-09-27  before180  2028-03-25  Y-8  trial-maker@example.jp",
        "2027-09-28  after1     2027-09-27  Y-7  trial-maker@example.jp",
        "2027-11-11  before90   2028-02-09  Y-9  trial-rival@example.jp",
        "2027-12-11  before60   2028-02-09  Y-9  trial-rival@example.jp",
        "2027-12-26  before90   2028-03-25  Y-8  trial-maker@example.jp",
        "2028-02-15  before60   2028-03-25  Y-8  trial-maker@example.jp",
        "2028-02-15  after1     2028-02-09  Y-9  trial-rival@example.jp",
        "2028-02-24  before30   2028-03-25  Y-8  trial-maker@example.jp",
        "2028-03-11  before14   2028-03-25  Y-8  trial-maker@example.jp",
        "2028-03-18  before7    2028-03-25  Y-8  trial-maker@example.jp",
        "2028-03-24  before1    2028-03-25  Y-8  trial-maker@example.jp",
        "2028-03-26  after1     2028-03-25  Y-8  trial-maker@example.jp",
        "2028-09-12  before180  2029-03-11  Y-2  trial-maker@example.jp",
    ]

    @Test("every notice of two years, in order, as written down beforehand")
    func years() async throws {
        let registry = try await TestRegistry.empty()
        var told: [String] = []
        try await LadderYears(store: registry.store, start: try .of("2026-12-01")).run { told.append($0) }
        #expect(told.count == Self.table.count)
        for (line, expected) in zip(told, Self.table) { #expect(line == expected) }
        // Overtaken in the standstill: each once, and nothing waits.
        let notices = try await registry.store.notices(limit: 1000)
        let overtaken = notices.filter { $0.state == .overtaken && $0.number.text == "Y-9" }.map(\.milestone.word)
        #expect(overtaken == ["before30", "before14", "before7", "before1"])
        #expect(!notices.contains { [.planned, .queued, .failed].contains($0.state) })
        #expect(try await registry.store.backlog().waiting == 0)
    }
}
