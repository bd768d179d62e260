import Foundation
import Intake
import Registry
import Testing

/// SCHEME §9 and §7, asked of the loaded data.
@Suite("Fees and periods follow from the loaded data")
struct SchemeFeeTests {
    struct Question: Sendable {
        var receivedOn: String
        var route: ApplicationRoute
        var answer: FeeAnswer
    }

    static let questions: [Question] = [
        Question(receivedOn: "2025-03-25", route: .standard, answer: .amount(110_000, row: "new-s1-promo")),
        Question(receivedOn: "2025-09-30", route: .standard, answer: .amount(110_000, row: "new-s1-promo")),
        Question(receivedOn: "2025-10-01", route: .standard, answer: .amount(198_000, row: "new-s1-regular")),
        Question(receivedOn: "2030-01-01", route: .standard, answer: .amount(198_000, row: "new-s1-regular")),
        Question(receivedOn: "2025-03-24", route: .standard, answer: .noPrice),
        Question(receivedOn: "2025-12-31", route: .psti, answer: .routeNotOpen(opens: Day(number: 20_454))),
        Question(receivedOn: "2026-01-01", route: .psti, answer: .amount(140_000, row: "new-s1-psti")),
        Question(receivedOn: "2026-05-31", route: .cls, answer: .routeNotOpen(opens: Day(number: 20_605))),
        Question(receivedOn: "2026-06-01", route: .cls, answer: .unknown(row: "new-s1-cls")),
    ]

    @Test("the receipt day and the route choose the price of STAR-1", arguments: questions)
    func fee(_ question: Question) throws {
        let rules = try SchemeFolder.rules.get()
        let receivedOn = try day(question.receivedOn)
        let answer = rules.fee(action: .new, level: .star1, route: question.route, receivedOn: receivedOn)
        #expect(answer == question.answer)
    }

    @Test("what nobody has published is unknown, never zero", arguments: FeeAction.allCases)
    func unknown(_ action: FeeAction) throws {
        let rules = try SchemeFolder.rules.get()
        let receivedOn = try day("2026-10-10")
        for level in [StarLevel.star2, .star3, .star4] {
            for route in ApplicationRoute.allCases {
                let answer = rules.fee(action: action, level: level, route: route, receivedOn: receivedOn)
                let row = action == .new ? "new-s\(level.rawValue)" : action.rawValue
                #expect(answer == .unknown(row: row))
            }
        }
    }

    @Test("no two prices answer one question on any day at a border")
    func single() throws {
        let rules = try SchemeFolder.sampleRules.get()
        let borders = rules.fees.flatMap { row in
            [row.provenance.effectiveFrom, row.provenance.effectiveTo].compactMap { $0?.earliest }
        }
        for border in borders {
            for receivedOn in [border - 1, border, border + 1] {
                for action in FeeAction.allCases {
                    for level in StarLevel.allCases {
                        for route in ApplicationRoute.allCases {
                            let rows = rules.fees.filter {
                                $0.covers(action, level: level, route: route)
                                    && $0.provenance.isInForce(on: receivedOn)
                            }
                            #expect(rows.count <= 1)
                        }
                    }
                }
            }
        }
    }

    struct Period: Sendable {
        var from: String
        var anniversary: String
        var dayBefore: String
        var civilCode: String
    }

    static let periods: [Period] = [
        Period(from: "2025-05-21", anniversary: "2027-05-21", dayBefore: "2027-05-20", civilCode: "2027-05-21"),
        Period(from: "2026-02-28", anniversary: "2028-02-28", dayBefore: "2028-02-27", civilCode: "2028-02-29"),
        Period(from: "2028-02-29", anniversary: "2030-02-28", dayBefore: "2030-02-28", civilCode: "2030-02-28"),
        Period(from: "2027-05-21", anniversary: "2029-05-21", dayBefore: "2029-05-20", civilCode: "2029-05-21"),
        Period(from: "2030-03-01", anniversary: "2032-03-01", dayBefore: "2032-02-29", civilCode: "2032-03-01"),
    ]

    @Test("the last valid day follows from the configured counting", arguments: periods)
    func validity(_ period: Period) throws {
        let from = try day(period.from)
        let expected: [(Validity.Counting, String)] = [
            (.anniversary, period.anniversary), (.dayBeforeAnniversary, period.dayBefore),
            (.civilCode, period.civilCode),
        ]
        for (counting, end) in expected {
            try SchemeFolder.withCopy { folder in
                let text = try folder.text("policy.yaml")
                let changed = text.replacingOccurrences(
                    of: "value: \"day_before_anniversary\"",
                    with: "value: \"\(counting.rawValue)\""
                )
                try folder.write(changed, to: "policy.yaml")
                let rules = try SchemeReader.read(folder: folder.path, overlay: nil).rules
                #expect(rules.validity.counting == counting)
                #expect(try rules.validity.heldUntil(from: from) == day(end))
            }
        }
        #expect(try SchemeFolder.rules.get().validity.heldUntil(from: from) == day(period.dayBefore))
    }
}
