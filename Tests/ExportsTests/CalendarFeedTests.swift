import Foundation
import Registry
import TestSupport
import Testing

@testable import Exports

@Suite("iCalendar")
struct CalendarFeedTests {
    static let event = CalendarFeed.Event(
        uid: "heldUntil-7-2026-05-21@label.example.jp",
        sequence: 2,
        changedAt: Day.tender.start + 34_260_999,
        day: .tender,
        summary: "期限; HC-200, \"カメラ\" \\ 終",
        details: "一行目\r\n二行目\n三行目\r終\u{0}\u{7}",
        address: "https://label.example.jp/0123456789AB?a=1;b=2,3",
        alarms: [90, 30, 7, 0, -1]
    )

    private func lines(_ feed: CalendarFeed) -> [String] {
        String(decoding: feed.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test("an event is what RFC 5545 says")
    func event() {
        var moot = Self.event
        moot.isMoot = true
        let lines = lines(CalendarFeed(name: "期限", product: "-//A//B//JA", events: [Self.event, moot]))
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.dropLast().last == "END:VCALENDAR" && lines.last == "")
        #expect(lines.contains("DTSTART;VALUE=DATE:20260521"))
        #expect(lines.contains("DTSTAMP:20260521T003100Z"))
        #expect(lines.contains("SUMMARY:期限\\; HC-200\\, \"カメラ\" \\\\ 終"))
        #expect(lines.contains("DESCRIPTION:一行目\\n二行目\\n三行目\\n終"))
        #expect(lines.contains("URL:https://label.example.jp/0123456789AB?a=1;b=2,3"))
        #expect(lines.count { $0 == "STATUS:CANCELLED" } == 1)
        #expect(lines.count { $0 == "STATUS:CONFIRMED" } == 1)
        // What is moot reminds of nothing.
        #expect(
            lines.filter { $0.hasPrefix("TRIGGER") } == [
                "TRIGGER:-P90D", "TRIGGER:-P30D", "TRIGGER:-P7D", "TRIGGER:PT0S", "TRIGGER:P1D",
            ]
        )
    }

    @Test("a calendar says what it holds, and when to ask again")
    func whole() {
        let bare = lines(CalendarFeed(name: "n", product: "p", events: []))
        #expect(
            !bare.contains { $0.hasPrefix("REFRESH") || $0.hasPrefix("X-PUBLISHED") || $0.hasPrefix("X-WR-CALDESC") }
        )
        let full = lines(CalendarFeed(name: "n", product: "p", details: "a; b", refreshHours: 6, events: [Self.event]))
        #expect(full.contains("REFRESH-INTERVAL;VALUE=DURATION:PT6H") && full.contains("X-PUBLISHED-TTL:PT6H"))
        #expect(full.contains("X-WR-CALDESC:a\\; b") && full.contains("DESCRIPTION:a\\; b"))
        #expect(full.contains("LAST-MODIFIED:20260521T003100Z"))
    }

    @Test("a name of a megabyte is one line, folded")
    func long() {
        var event = Self.event
        event.summary = String(repeating: "星,", count: 300_000)
        let bytes = CalendarFeed(name: "n", product: "p", events: [event]).bytes
        let lines = bytes.split(separator: 0x0A)
        #expect(lines.allSatisfy { $0.count <= 76 && $0.last == 0x0D })
        #expect(bytes.count > 1_500_000 && lines.last.map { Array($0) } == Array("END:VCALENDAR\r".utf8))
    }

    @Test("a value cannot begin a line of its own")
    func injection() {
        var event = Self.event
        event.uid = "a\r\nATTENDEE:x"
        event.address = "https://x/\r\nATTENDEE:x"
        event.summary = "b\nATTENDEE:x"
        let lines = lines(CalendarFeed(name: "n\r\nATTENDEE:x", product: "p", events: [event]))
        #expect(!lines.contains { $0.hasPrefix("ATTENDEE") })
    }

    @Test("lines are at most 75 bytes, whole characters, and unfold to the text")
    func folding() {
        let seed = UInt64.random(in: .min ... .max)
        var random = Seeded(seed)
        for length in 0..<200 {
            let text = (0..<length).map { _ in ["a", "é", "星", "👪"].randomElement(using: &random) ?? "a" }.joined()
            let feed = CalendarFeed(name: text, product: "p", events: [])
            var unfolded: [UInt8] = []
            for (index, line) in feed.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
                let line = Array(line.last == 0x0D ? line.dropLast() : line)
                #expect(line.count <= 75, "seed \(seed)")
                #expect(String(validating: line, as: UTF8.self) != nil, "seed \(seed)")
                if index > 0, line.first != 0x20 { unfolded.append(0x0A) }
                unfolded += line.first == 0x20 ? Array(line.dropFirst()) : line
            }
            let lines = String(decoding: unfolded, as: UTF8.self).split(separator: "\n")
            #expect(lines.contains { $0 == "X-WR-CALNAME:\(text)" }, "seed \(seed)")
        }
    }

    @Test(
        "a reader of PyPI sees the same",
        .enabled(if: ExportReaders.areHere || ExportReaders.areRequired, "the Python readers are not installed")
    )
    func oracle() async throws {
        var moot = Self.event
        moot.uid = "b"
        moot.isMoot = true
        moot.summary = String(repeating: "長い、見出し👪;", count: 40)
        let feed = CalendarFeed(name: "期限, 全部", product: "-//星札//Hoshifuda//JA", events: [Self.event, moot])
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.ics"
            try Data(feed.bytes).write(to: URL(filePath: path))
            let seen = try ExportReaders.read("calendar", path, as: ExportReaders.Calendar.self)
            #expect(seen.name == feed.name && seen.product == feed.product)
            #expect(
                seen.events.first == [
                    "UID": Self.event.uid, "SUMMARY": Self.event.summary, "DESCRIPTION": "一行目\n二行目\n三行目\n終",
                    "URL": Self.event.address, "STATUS": "CONFIRMED", "SEQUENCE": "2", "DTSTART": "2026-05-21",
                    "DTSTAMP": "2026-05-21T00:31:00+00:00", "ALARMS": "-90 -30 -7 0 1",
                ]
            )
            #expect(seen.events.last?["SUMMARY"] == moot.summary)
            #expect(seen.events.last?["STATUS"] == "CANCELLED")
        }
    }
}
