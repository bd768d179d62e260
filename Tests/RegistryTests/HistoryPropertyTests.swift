import Registry
import TestSupport
import Testing

@Suite("Whatever happens to a label, each day has one standing")
struct HistoryPropertyTests {
    static func order(_ random: inout Seeded, _ history: LabelHistory) -> LabelOrder {
        let models = history.registration.models.filter { $0.span.to == .far }.map(\.number)
        let new = CoveredModel(number: ModelNumber(checked: "M\(Int.random(in: 0...30, using: &random))"))
        let last = history.registration.periods.last { $0.heldUntil != nil }
        let from = last?.heldFrom ?? day("2026-01-01")
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: return .fileExtension
        case 2: return .extend(heldUntil: nil)
        case 3: return .refuseExtension
        case 4: return .abandonExtension
        case 5: return .withdraw
        case 6: return .revoke
        case 7: return .reinstate
        case 8: return .changeModels(added: [new], removed: [], revoked: [])
        case 9: return .changeModels(added: [], removed: Array(models.prefix(1)), revoked: [])
        case 10: return .changeHolder(Manufacturer(key: "h", nameJA: "h\(Int.random(in: 0...9, using: &random))"))
        case 11: return .correct(Correction(heldUntil: from + Int.random(in: 0...900, using: &random)))
        case 12: return .restate(Restatement(manufacturer: Manufacturer(key: "h", nameJA: "改名")))
        default: return .issue(.sample(), heldUntil: nil)
        }
    }

    @Test("periods touch, the last is open, the first day is heldFrom", arguments: 1...60)
    func periods(seed: UInt64) throws {
        var random = Seeded(seed)
        var now = day("2024-01-01") + Int.random(in: 0...400, using: &random)
        let bound = [nil, 0, 30, 400].randomElement(using: &random) ?? nil
        let counting = Validity.Counting.allCases.randomElement(using: &random) ?? .anniversary
        var history = try LabelHistory.issued(now.text, rules: .sample(graceDays: bound, counting: counting))
        let start = now
        var done = 0
        for _ in 0..<40 {
            now = now + Int.random(in: 0...120, using: &random)
            let effective = max(start, now - ([0, 0, 0, 5, 90].randomElement(using: &random) ?? 0))
            let before = history.registration
            do {
                try history.perform(Self.order(&random, history), on: effective.text, now: now.text)
                done += 1
            } catch {
                #expect(history.registration == before)
                continue
            }
            Self.check(history.registration, seed)
        }
        #expect(done > 0)
    }

    static func check(_ registration: Registration, _ seed: UInt64) {
        let periods = registration.periods
        guard let first = periods.first, let last = periods.last else {
            Issue.record("no period, seed \(seed)")
            return
        }
        #expect(last.span.to == .far, "seed \(seed)")
        for (left, right) in zip(periods, periods.dropFirst()) {
            #expect(left.span.to == right.span.from, "seed \(seed)")
        }
        #expect(periods.allSatisfy { $0.span.from < $0.span.to }, "seed \(seed)")
        #expect(first.span.from == first.heldFrom, "seed \(seed)")
        #expect(registration.period(on: first.span.from - 1).standing == .notYetValid)
        for period in periods where period.standing == .valid {
            let end = period.heldUntil
            #expect(end.map { period.span.to - 1 <= $0 } ?? false, "seed \(seed)")
            #expect(end.map { registration.period(on: $0 + 1).standing != .valid } ?? false, "seed \(seed)")
        }
        #expect(Timeline.fold(registration.events) == periods)
        for finals in periods.dropLast() { #expect(!finals.standing.isFinal, "seed \(seed)") }
    }
}
