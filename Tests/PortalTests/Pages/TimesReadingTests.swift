import Registry
import TestSupport
import Testing

@testable import Portal

@Suite("How long applications took, in words")
struct TimesReadingTests {
    private func filing(
        _ applications: [DecidedApplication],
        of registration: Registration,
        on day: Day,
        _ language: Language = .en,
        graceDays: Int? = nil
    ) throws -> String? {
        var rules = try SampleRules.rules
        rules.grace.maxDays = graceDays
        let reading = TimesReading(times: TimesSamples.of(applications), rules: rules, language: language)
        return reading.filing(of: registration, on: day)
    }

    private func label() async throws -> (Registration, TestRegistry, end: Day) {
        let registry = try await TestRegistry.empty()
        let label = try await registry.issue("T-1", on: "2026-09-01")
        let end = try #require(label.period(on: registry.clock.now.day).heldUntil)
        return (label, registry, end)
    }

    @Test("a holder is told by when to file, from renewals or else from new applications, or that it is not known")
    func known() async throws {
        let (label, _, end) = try await label()
        let day = PageView.DayText(end - 38, .en).text
        let renewals = try #require(try filing(TimesSamples.five(38, .extension), of: label, on: end - 100))
        #expect(
            renewals.contains("file by \(day): nine in ten renewals took up to 38 days (5 granted in the last year)")
        )
        // The day itself is in time.
        #expect(try filing(TimesSamples.five(38, .extension), of: label, on: end - 38) == renewals)
        let new = try #require(try filing(TimesSamples.five(38, .new), of: label, on: end - 100))
        #expect(
            new.contains("file by \(day): nine in ten new applications")
                && new.contains("Of renewals too little is known")
        )
        let few = TimesSamples.five(38, .extension).dropLast() + TimesSamples.five(38, .extension, .thirdParty)
        for unknown in [[], Array(few)] {
            let text = try #require(try filing(unknown, of: label, on: end - 100))
            #expect(text.contains("Too little is known yet"))
        }
    }

    @Test("a day that has passed, or lies before the opening, is told calmly, with what grace is")
    func late() async throws {
        let (label, _, end) = try await label()
        let passed = try #require(try filing(TimesSamples.five(38, .extension), of: label, on: end - 37))
        let day = PageView.DayText(end - 38, .en).text
        let last = PageView.DayText(end, .en).text
        #expect(passed.contains("was \(day)") && passed.contains("You can still file"))
        #expect(passed.contains("filed by its last day, \(last)") && passed.contains("stands in grace"))
        #expect(!passed.contains("at most"))
        let bounded = try filing(TimesSamples.five(38, .extension), of: label, on: end - 37, graceDays: 60)
        #expect(bounded?.contains("Grace lasts 60 days at most.") == true)
        let opens = try SampleRules.rules.ladder.renewalOpensDaysBefore
        let long = Int64(opens + 1)
        let early = try #require(try filing(TimesSamples.five(long, .extension), of: label, on: end - 300))
        let opening = PageView.DayText(end - opens, .en).text
        #expect(early.contains("File on \(opening), the day the renewal opens") && early.contains("stands in grace"))
    }

    @Test("nothing is told of a label that does not hold, or whose renewal was filed")
    func silent() async throws {
        let (label, registry, end) = try await label()
        let times = TimesSamples.five(38, .extension)
        #expect(try filing(times, of: label, on: end + 1) == nil)
        let filed = try await registry.perform(.fileExtension, on: "T-1", "2027-05-20")
        #expect(try filing(times, of: filed, on: end - 100) == nil)
        #expect(try filing(times, of: filed, on: end + 1) == nil)
    }

    @Test("a state's usual time is told where it is known, one day as one")
    func usual() throws {
        let reading = TimesReading(times: TimesSamples.times(), rules: try SampleRules.rules, language: .en)
        #expect(reading.usual(in: .draft)?.contains("half of 14 applications") == true)
        #expect(reading.usual(in: .draft)?.contains("up to 1 day in it") == true)
        #expect(reading.usual(in: .submitted)?.contains("up to 3 days in it") == true)
        #expect(reading.usual(in: .received) == nil)
    }

    @Test("every language fills the same slots, and leaves none open", arguments: Language.allCases)
    func slots(language: Language) async throws {
        func slots(_ value: Any) -> [Set<Int>] {
            Mirror(reflecting: value).children.map { Set(Phrase($0.value as? String ?? "").rest.map(\.slot)) }
        }
        #expect(slots(TimesWords.words(language)) == slots(TimesWords.words(.ja)))
        let (label, _, end) = try await label()
        for (days, day) in [(Int64(38), end - 100), (38, end - 3), (400, end - 300)] {
            for kind in [ApplicationKind.extension, .new] {
                let text = try #require(
                    try filing(TimesSamples.five(days, kind), of: label, on: day, language, graceDays: 9)
                )
                #expect(!text.contains("{") && !text.contains("["), "\(text)")
            }
        }
    }
}
