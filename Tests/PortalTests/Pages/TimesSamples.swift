import Registry
import TestSupport

@testable import Portal

/// How long applications took, as invented.
enum TimesSamples {
    private static let dayLength: Int64 = 86_400_000

    /// Five applications of a kind that took so many days from their submission.
    static func five(
        _ days: Int64,
        _ kind: ApplicationKind,
        _ assurance: Assurance = .selfDeclared
    ) -> [DecidedApplication] {
        let start = Moment(milliseconds: 0)
        let steps = [
            DecidedApplication.Step(at: start, before: .draft, after: .draft),
            DecidedApplication.Step(at: start + dayLength, before: .draft, after: .submitted),
            DecidedApplication.Step(at: start + (1 + days) * dayLength, before: .submitted, after: .issued),
        ]
        return Array(repeating: DecidedApplication(kind: kind, assurance: assurance, steps: steps), count: 5)
    }

    static func of(_ applications: [DecidedApplication]) -> ReviewTimes {
        ReviewTimes(applications, from: PageSamples.today - 364, through: PageSamples.today)
    }

    /// Renewals that took 38 days, new applications that took one, and too few changes.
    static func times() -> ReviewTimes {
        of(five(38, .extension) + five(1, .new) + five(3, .change, .thirdParty).dropLast())
    }

    /// The public page with and without figures.
    static func pages(_ pages: Pages, _ language: Language) throws -> [(name: String, bytes: [UInt8])] {
        let rules = try SampleRules.rules
        return [("times", times()), ("timesNone", of([]))].map { name, times in
            (name, pages.page(.times, PageView.TimesView(times, rules, language), language, keeping: ""))
        }
    }
}
