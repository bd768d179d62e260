import Registry
import TestSupport

/// The rows of the rule table: what the registration is, and several of them.
extension CheckingTests {
    static let standingCases: [Case] = [
        Case(
            "the level is reached",
            model,
            [valid.with { $0.level = .star3 }.held("2026-01-01", "2027-12-31")],
            .pass,
            .exactModel,
            level: .star2
        ),
        Case("the level is too low", model, [valid], .fail, .exactModel, [.levelTooLow], level: .star2),
        Case("the eve of the first day", model, [valid], .fail, .exactModel, [.notYetValid], on: "2025-12-31"),
        Case("the last day", model, [valid], .pass, .exactModel, on: "2027-12-31"),
        Case("the day after an end that passed", model, [older], .fail, .exactModel, [.lapsed]),
        Case(
            "the day after an end that lies ahead",
            model,
            [valid],
            .review,
            .exactModel,
            [.endsBeforeDelivery],
            on: "2028-01-01"
        ),
        Case(
            "grace",
            model,
            [older.then(.extensionFiled(graceUntil: nil), "2023-11-01")],
            .review,
            .exactModel,
            [.grace]
        ),
        Case("withdrawn", model, [valid.then(.withdrawn, "2026-03-01")], .fail, .exactModel, [.withdrawn]),
        Case("revoked", model, [valid.then(.revoked, "2026-03-01")], .fail, .exactModel, [.revoked]),
        Case(
            "an unknown word",
            model,
            [valid.then(.standingStated(nil, word: "保留"), "2026-03-01")],
            .review,
            .exactModel,
            [.unknownStatus]
        ),
        Case("an imported end that passed", model, [imported], .review, .exactModel, [.unconfirmed]),
        Case(
            "provisional, by number",
            row(number: "HF-1", model: "CAM-100"),
            [provisional],
            .fail,
            .registrationNumber,
            [.provisional]
        ),
        Case(
            "provisional, by code, whatever the level",
            row(code: code),
            [provisional],
            .fail,
            .code,
            [.provisional],
            level: .star4
        ),
        Case(
            "provisional models are not public",
            row(model: "CAM-100", gtin: jan),
            [provisional],
            .review,
            .none,
            [.noMatch]
        ),
        Case("through delivery", model, [valid], .pass, .exactModel, through: "2027-12-31"),
        Case(
            "an end before delivery",
            model,
            [valid],
            .review,
            .exactModel,
            [.endsBeforeDelivery],
            through: "2028-01-01"
        ),
        Case(
            "a gap before delivery",
            model,
            [valid.then(.withdrawn, "2027-03-01")],
            .fail,
            .exactModel,
            [.gapBeforeDelivery],
            through: "2027-12-31"
        ),
        Case(
            "an imported end that passed before delivery",
            model,
            [imported],
            .review,
            .exactModel,
            [.unconfirmed],
            on: "2025-06-01",
            through: "2026-02-01"
        ),
        Case(
            "a model taken out before delivery",
            model,
            [valid.with { $0.models[0].span = Span(from: .ever, to: day("2026-09-01")) }],
            .fail,
            .exactModel,
            [.gapBeforeDelivery],
            through: "2026-12-31"
        ),
        Case(
            "a model taken out before the day",
            model,
            [valid.with { $0.models[0].span = Span(from: .ever, to: day("2026-06-01")) }],
            .fail,
            .exactModel,
            [.modelNotCovered]
        ),
        Case(
            "stated versions are told",
            model,
            [valid.with { $0.models[0].versions = "1.x" }],
            .pass,
            .exactModel,
            [.versionsStated]
        ),
    ]

    static let severalCases: [Case] = [
        Case("two makers, one model", model, [valid, stranger], .review, .ambiguous, [.ambiguousModel]),
        Case("two makers, one lapsed", model, [older, stranger], .review, .ambiguous, [.ambiguousModel]),
        Case(
            "two makers, one named",
            row(model: "CAM-100", maker: "Other Works Inc."),
            [valid, stranger],
            .pass,
            .exactModel
        ),
        Case(
            "two makers, one named in some cell",
            row(others: ["CAM-100", "別の会社"]),
            [valid, stranger],
            .pass,
            .exactModel
        ),
        Case(
            "an older lapsed one beside a valid one",
            model,
            [older, valid],
            .pass,
            .exactModel,
            [.otherRegistrations]
        ),
        Case(
            "a valid one of too low a level beside an older one",
            model,
            [older.with { $0.level = .star3 }.held("2022-01-01", "2023-12-31"), valid],
            .fail,
            .exactModel,
            [.levelTooLow, .otherRegistrations],
            level: .star2
        ),
        Case(
            "two valid ones that both pass",
            model,
            [valid, valid.with { ($0.number, $0.sequence) = ("HF-2", 3) }],
            .pass,
            .exactModel,
            [.otherRegistrations]
        ),
        Case(
            "two valid ones, one of them high enough",
            model,
            [
                valid,
                CheckSample().with { ($0.number, $0.sequence, $0.level) = ("HF-2", 3, .star3) }.held(
                    "2026-01-01",
                    "2027-12-31"
                ),
            ],
            .review,
            .ambiguous,
            [.ambiguousModel],
            level: .star3
        ),
        Case(
            "two that both lapsed",
            model,
            [older, older.with { ($0.number, $0.sequence) = ("HF-2", 3) }],
            .fail,
            .exactModel,
            [.lapsed, .otherRegistrations]
        ),
        Case(
            "several near ones",
            row(model: "CAM100"),
            [valid, valid.with { ($0.number, $0.sequence) = ("HF-2", 3) }],
            .review,
            .ambiguous,
            [.ambiguousModel]
        ),
        Case(
            "an exact model before an equal one",
            row(model: "cam-100"),
            [stranger, valid.with { $0.models[0].number = ModelNumber(checked: "cam-100") }],
            .pass,
            .exactModel
        ),
        Case(
            "one number in two lists, parted by the model",
            row(number: "HF-1", model: "DC-5"),
            [valid, stranger.with { ($0.number, $0.models[0].number) = ("HF-1", ModelNumber(checked: "DC-5")) }],
            .pass,
            .registrationNumber
        ),
    ]
}
