import Registry
import TestSupport
import Testing

@testable import Store

@Suite("endpoints hear of ends")
struct WebhookLadderTests {
    @Test("days of the ladder are told once each, however often a round is done and also while an extension is refused")
    func ladder() async throws {
        let sample = try await WebhookSample.make(
            events: [.labelExpiring, .labelLapsed],
            ladder: LadderSample.ladder,
            graceDays: 10
        )
        let label = try await sample.label("A-1")
        let end = try #require(label.periods.last?.heldUntil)
        func told(_ day: Day) async throws -> [String] {
            let now = day.start + WebhookSample.day / 2
            for _ in 0..<3 { _ = try await sample.store.keepLadder(perDay: 3, at: now) }
            // A round that was cut off is done again from where the cursor stood.
            try await sample.store.tamper("UPDATE ladder SET through_day = through_day - 40")
            _ = try await sample.store.keepLadder(perDay: 3, at: now)
            var found: [String] = []
            while let claimed = try await sample.claim(at: now).first {
                found.append("\(claimed.event.rawValue) \(claimed.facts["milestone"] ?? "-")")
                try await sample.settle(claimed, .answer(200), at: now)
            }
            return found
        }
        _ = try await sample.store.keepLadder(perDay: 3, at: sample.start)
        #expect(try await told(end - 181) == [])
        #expect(try await told(end - 180) == ["label.expiring before180"])
        // What was passed over is nobody's to tell.
        #expect(try await told(end - 20) == ["label.expiring before30"])
        try await sample.store.perform(.fileExtension, "A-1", on: (end - 19).text)
        #expect(try await told(end - 14) == [])
        try await sample.store.perform(.refuseExtension, "A-1", on: (end - 12).text)
        #expect(try await told(end - 12) == ["label.expiring before14"])
        try await sample.store.perform(.fileExtension, "A-1", on: (end - 11).text)
        #expect(try await told(end + 9) == [])
        #expect(try await told(end + 10) == ["label.expiring graceEnd"])
        #expect(try await told(end + 11) == ["label.lapsed -"])
        #expect(try await told(end + 12) == [])
        try await sample.store.perform(.refuseExtension, "A-1", on: (end + 13).text)
        #expect(try await told(end + 13) == [])
    }

    @Test("a label whose extension is refused after its end lapses then")
    func refused() async throws {
        let sample = try await WebhookSample.make(events: [.labelLapsed], ladder: LadderSample.ladder)
        let label = try await sample.label("A-1")
        let end = try #require(label.periods.last?.heldUntil)
        _ = try await sample.store.keepLadder(perDay: 3, at: sample.start)
        try await sample.store.perform(.fileExtension, "A-1", on: (end - 3).text)
        var told: [Day] = []
        for day in [end + 1, end + 4, end + 5, end + 6, end + 60] {
            if day == end + 5 { try await sample.store.perform(.refuseExtension, "A-1", on: day.text) }
            for now in [day.start, (day + 1).start + -1] {
                _ = try await sample.store.keepLadder(perDay: 3, at: now)
                for one in try await sample.claim(at: now) {
                    #expect(one.event == .labelLapsed)
                    told.append(day)
                    try await sample.settle(one, .answer(200), at: now)
                }
            }
        }
        #expect(told == [end + 5])
    }

    @Test("a label that nobody extends lapses once")
    func lapse() async throws {
        let sample = try await WebhookSample.make(events: [.labelLapsed], ladder: LadderSample.ladder)
        let label = try await sample.label("A-1")
        let end = try #require(label.periods.last?.heldUntil)
        _ = try await sample.store.keepLadder(perDay: 3, at: sample.start)
        for day in [end, end + 1, end + 2] {
            _ = try await sample.store.keepLadder(perDay: 3, at: day.start)
            let claimed = try await sample.claim(at: day.start)
            #expect(claimed.map(\.event) == (day == end + 1 ? [.labelLapsed] : []))
            for one in claimed { try await sample.settle(one, .answer(200), at: day.start) }
        }
    }
}
