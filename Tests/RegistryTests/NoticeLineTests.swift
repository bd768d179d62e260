import Registry
import TestSupport
import Testing

@Suite("how letters write days and name what they are about")
struct NoticeLineTests {
    @Test(
        "a day is written with its weekday",
        arguments: [
            ("2026-11-29", "2026年11月29日（日）", "Sunday, 29 November 2026"),
            ("2027-01-06", "2027年1月6日（水）", "Wednesday, 6 January 2027"),
            ("2028-02-29", "2028年2月29日（火）", "Tuesday, 29 February 2028"),
        ]
    )
    func days(_ text: String, _ japanese: String, _ english: String) throws {
        let day = try Day.of(text)
        #expect(day.written(.ja) == japanese)
        #expect(day.written(.en) == english)
    }

    @Test(
        "a subject says how many labels and the nearest end, or that all ends are past",
        arguments: [
            (1, "2026-11-29", "【有効期限のお知らせ】ラベル1件、期限は2026年11月29日（日）", "End of 1 label: Sunday, 29 November 2026"),
            (
                7, "2026-11-29", "【有効期限のお知らせ】ラベル7件、最も近い期限は2026年11月29日（日）",
                "Ends of 7 labels: the nearest on Sunday, 29 November 2026"
            ),
            (1, nil, "【有効期限のお知らせ】ラベル1件の期限が過ぎています", "1 label is past its last day"),
            (2, nil, "【有効期限のお知らせ】ラベル2件の期限が過ぎています", "2 labels are past their last day"),
        ] as [(Int, String?, String, String)]
    )
    func subjects(_ count: Int, _ next: String?, _ japanese: String, _ english: String) throws {
        let next = try next.map { try Day.of($0) }
        #expect(Letter.headline(count, next: next, .ja) == japanese)
        #expect(Letter.headline(count, next: next, .en) == english)
    }
}
