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
}
