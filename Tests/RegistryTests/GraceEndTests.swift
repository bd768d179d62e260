import Registry
import TestSupport
import Testing

@Suite("The end of grace as a calendar tells it")
struct GraceEndTests {
    private func history() throws -> LabelHistory {
        var history = try LabelHistory.issued("2025-01-01", rules: .sample(graceDays: 30))
        #expect(GraceEnd(history.registration) == nil)
        try history.perform(.fileExtension, on: "2026-11-01", now: "2026-11-01")
        return history
    }

    @Test("it stands while the extension is pending, and is moot with whatever decides it")
    func decided() throws {
        let pending = try history()
        let end = try #require(pending.registration.periods.first { $0.standing == .valid }?.heldUntil)
        let grace = try #require(GraceEnd(pending.registration))
        #expect(grace.day > end && !grace.isMoot)
        for order in [LabelOrder.extend(heldUntil: nil), .refuseExtension, .abandonExtension, .revoke, .withdraw] {
            var decided = pending
            try decided.perform(order, on: "2026-12-01", now: "2026-12-01")
            let moot = try #require(GraceEnd(decided.registration), "\(order)")
            #expect(moot.isMoot && moot.day == grace.day, "\(order)")
        }
    }

    @Test("a revocation in error leaves it where it was, and another extension has a day of its own")
    func again() throws {
        var history = try history()
        let first = try #require(GraceEnd(history.registration))
        try history.perform(.revoke, on: "2026-12-01", now: "2026-12-01")
        try history.perform(.reinstate, on: "2026-12-02", now: "2026-12-02")
        #expect(GraceEnd(history.registration) == first)
        try history.perform(.extend(heldUntil: nil), on: "2026-12-03", now: "2026-12-03")
        try history.perform(.fileExtension, on: "2028-11-01", now: "2028-11-01")
        let second = try #require(GraceEnd(history.registration))
        #expect(!second.isMoot && second.day > first.day)
    }

    @Test("grace without a bound has no end, whatever happens to the label", arguments: 1...20)
    func unbounded(seed: UInt64) throws {
        var random = Seeded(seed)
        var now = day("2024-01-01")
        var history = try LabelHistory.issued(now.text, rules: .sample(graceDays: nil))
        for _ in 0..<30 {
            now = now + Int.random(in: 0...90, using: &random)
            try? history.perform(HistoryPropertyTests.order(&random, history), on: now.text, now: now.text)
        }
        // An extension that was withdrawn from ends with the label, not with grace.
        #expect(GraceEnd(history.registration) == nil, "seed \(seed)")
    }

    /// The same by folding every beginning of the history, the longest first.
    private func byBeginnings(_ registration: Registration) -> (day: Day, isMoot: Bool)? {
        let events = registration.events
        for count in (0...events.count).reversed() {
            let periods = Timeline.fold(Array(events.prefix(count)))
            guard !periods.contains(where: \.standing.isFinal),
                let grace = periods.last(where: { $0.standing == .grace && $0.span.to < .far })
            else { continue }
            return (grace.span.to - 1, count < events.count)
        }
        return nil
    }

    @Test("one pass finds what folding every beginning of the history finds", arguments: 1...60)
    func onePass(seed: UInt64) throws {
        var random = Seeded(seed)
        var now = day("2024-01-01")
        var history = try LabelHistory.issued(now.text, rules: .sample(graceDays: [0, 30, 400, nil][Int(seed % 4)]))
        for _ in 0..<60 {
            now = now + Int.random(in: 0...60, using: &random)
            // The rule of grace may change between two extensions.
            if seed % 3 == 0 { history.rules.grace.maxDays = [nil, 10, 60].randomElement(using: &random) ?? nil }
            try? history.perform(HistoryPropertyTests.order(&random, history), on: now.text, now: now.text)
            let (found, expected) = (GraceEnd(history.registration), byBeginnings(history.registration))
            #expect(found?.day == expected?.day && found?.isMoot == expected?.isMoot, "seed \(seed)")
            var replayed: [[Period]] = []
            Timeline.replay(history.registration.events) { replayed.append($0) }
            let folded = history.registration.events.indices.map {
                Timeline.fold(Array(history.registration.events.prefix($0 + 1)))
            }
            #expect(replayed == folded, "seed \(seed)")
        }
    }
}
