import Exports
import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

/// What calendars keep of an event between two readings.
private struct Told: Hashable {
    var sequence: Int
    var changedAt: Moment
    var day: Day
    var isMoot: Bool
}

@Suite("what a calendar says twice")
struct CalendarLifeTests {
    /// Times that are others every day, and the same all day long.
    private static func times(on day: Day) -> ReviewTimes {
        var random = Seeded(UInt64(bitPattern: Int64(day.number)))
        let decided = (0..<7).map { _ in
            let start = (day - 100).start
            let length = Int64.random(in: 1...40, using: &random) * 86_400_000
            return DecidedApplication(
                kind: .new,
                assurance: .selfDeclared,
                steps: [
                    .init(at: start, before: .numberIssued, after: .submitted),
                    .init(at: start + length, before: .underConfirmation, after: .issued),
                ]
            )
        }
        return ReviewTimes(decided, from: day - 364, through: day)
    }

    private static func order(_ random: inout Seeded, _ end: Day) -> LabelOrder {
        let model = CoveredModel(number: ModelNumber(checked: "M\(Int.random(in: 0...999, using: &random))"))
        switch Int.random(in: 0..<11, using: &random) {
        case 0...2: return .fileExtension
        case 3, 4: return .extend(heldUntil: nil)
        case 5: return .refuseExtension
        case 6: return .abandonExtension
        case 7: return [LabelOrder.withdraw, .revoke].randomElement(using: &random) ?? .revoke
        case 8: return .reinstate
        case 9: return .correct(Correction(heldUntil: end + Int.random(in: -20...90, using: &random)))
        default: return .changeModels(added: [model], removed: [], revoked: [])
        }
    }

    private static func held(graceDays: Int?) async throws -> TestRegistry {
        let registry = try await TestRegistry.empty()
        var rules = registry.store.rules
        rules.grace.maxDays = graceDays
        return try await registry.reopened(with: rules)
    }

    @Test("an event never goes back, moves only with a higher number, and is struck out when moot", arguments: 1...12)
    func forward(seed: UInt64) async throws {
        var random = Seeded(seed)
        let registry = try await Self.held(graceDays: [nil, 0, 30].randomElement(using: &random) ?? nil)
        let number = try await registry.issue("L-1", on: "2026-09-01").number
        let labels = LabelCalendar(
            face: FeedFace(SiteFacts(registry.store, publicHost: nil), .en),
            names: try await FeedNames(registry.store)
        )
        var told: [String: Told] = [:]
        var kinds: Set<String> = []
        for _ in 0..<60 {
            registry.clock.advance(milliseconds: Int64.random(in: 0...60, using: &random) * 43_200_000)
            let today = registry.clock.now.day
            let before = try #require(try await registry.store.find(number).registration)
            let end = before.periods.last?.heldUntil ?? today
            if Bool.random(using: &random) {
                _ = try? await registry.perform(Self.order(&random, end), on: "L-1", today.text)
            }
            let label = try #require(try await registry.store.find(number).registration)
            let calendar = HolderCalendar(labels: labels, times: Self.times(on: today))
            let events = [
                labels.end(of: label), labels.graceEnd(of: label), calendar.filing(of: label, on: today),
            ].compactMap(\.self)
            #expect(Set(events.map(\.uid)).count == events.count)
            for event in events {
                let now = Told(
                    sequence: event.sequence,
                    changedAt: event.changedAt,
                    day: event.day,
                    isMoot: event.isMoot
                )
                if let last = told[event.uid] {
                    let place = "seed \(seed), \(today): \(last), then \(now)"
                    #expect(now.sequence >= last.sequence && now.changedAt >= last.changedAt, "\(place)")
                    if now.day != last.day || now.isMoot != last.isMoot {
                        #expect(now.sequence > last.sequence, "\(place)")
                    }
                }
                told[event.uid] = now
                kinds.insert(event.uid.split(separator: "@").first.map { String($0.dropFirst(12)) } ?? "")
            }
            Self.check(events, label, on: today, seed)
        }
        #expect(kinds.isSuperset(of: ["", "-filing"]), "seed \(seed): \(kinds)")
    }

    /// What must be struck out, by the label's standing alone.
    private static func check(_ events: [CalendarFeed.Event], _ label: Registration, on today: Day, _ seed: UInt64) {
        let isEnded = label.periods.last?.standing.isFinal ?? false
        let isPending = Timeline.hasPendingExtension(label.events)
        for event in events {
            if isEnded { #expect(event.isMoot, "seed \(seed): \(event.uid)") }
            if event.uid.contains("-grace@"), !isPending { #expect(event.isMoot, "seed \(seed): \(event.uid)") }
            if event.uid.contains("-filing@"), isPending { #expect(event.isMoot, "seed \(seed): \(event.uid)") }
        }
        let end = events.first { !$0.uid.contains("-") }
        #expect(end?.isMoot == isEnded && end?.day == label.periods.last?.heldUntil, "seed \(seed)")
        if isPending { #expect(end?.alarms == [], "seed \(seed)") }
    }

    @Test("an end is struck out when the label ends, and the day to file says that it is of the past")
    func filing() async throws {
        let registry = try await Self.held(graceDays: nil)
        let number = try await registry.issue("L-1", on: "2026-09-01").number
        let today = registry.clock.now.day
        let labels = LabelCalendar(
            face: FeedFace(SiteFacts(registry.store, publicHost: nil), .en),
            names: try await FeedNames(registry.store)
        )
        let label = try #require(try await registry.store.find(number).registration)
        let none = HolderCalendar(labels: labels, times: ReviewTimes([], from: today - 364, through: today))
        #expect(none.filing(of: label, on: today) == nil)
        let calendar = HolderCalendar(labels: labels, times: Self.times(on: today))
        let event = try #require(calendar.filing(of: label, on: today))
        let end = try #require(label.periods.first { $0.standing == .valid }?.heldUntil)
        #expect(event.day < end && event.day >= end - 40 && !event.isMoot)
        #expect(event.summary.contains("by times of the past"))
        // The same words as on the holder's page.
        let reading = TimesReading(times: Self.times(on: today), rules: registry.store.rules, language: .en)
        let sentence = try #require(reading.filing(of: label, on: today))
        #expect(event.details.contains(sentence))
        let next = try #require(calendar.filing(of: label, on: today + 1))
        #expect(next.sequence == event.sequence + 1 && next.changedAt == (today + 1).start)
    }

    @Test("a name of a megabyte, commas, semicolons and line ends survive")
    func hostile() async throws {
        let day = Day(number: 20_594)
        let kept = KeptDeadline(
            application: 1,
            kind: .new,
            number: String(repeating: "星,;\\", count: 200_000) + "\r\nATTENDEE:x",
            deadline: .invoice,
            day: day,
            isMoot: false,
            sequence: 3,
            changedAt: day.start
        )
        let registry = try await TestRegistry.empty()
        let labels = LabelCalendar(
            face: FeedFace(SiteFacts(registry.store, publicHost: nil), .ja),
            names: try await FeedNames(registry.store)
        )
        let calendar = HolderCalendar(labels: labels, times: Self.times(on: day))
        let bytes = labels.feed("n", "", [calendar.event(kept)]).bytes
        let lines = bytes.split(separator: 0x0A)
        #expect(lines.allSatisfy { $0.count <= 76 && $0.last == 0x0D })
        #expect(!lines.contains { $0.starts(with: Array("ATTENDEE".utf8)) })
        #expect(String(validating: bytes, as: UTF8.self) != nil)
    }
}
