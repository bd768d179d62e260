import Registry
import TestSupport

/// The rows of the rule table: how a row leads to a registration.
extension CheckingTests {
    static func row(
        number: String = "",
        code: String = "",
        model: String = "",
        gtin: String = "",
        maker: String = "",
        others: [String] = []
    ) -> CheckedRow {
        CheckedRow(
            line: 2,
            registrationNumber: number,
            code: code,
            model: model,
            gtin: gtin,
            manufacturer: maker,
            others: others
        )
    }

    static let valid = CheckSample.valid
    static let code = valid.registration.code.text
    static let otherCode = LabelCode(sequence: 9, tag: 9).text
    static let jan = "4901234567894"
    static let otherJAN = "4912345678904"
    static let model = row(model: "CAM-100")
    static let imported = CheckSample().with { $0.origin = .imported }.held("2024-01-01", "2025-12-31")
    static let older = CheckSample().with { ($0.number, $0.sequence) = ("HF-0", 2) }.held("2022-01-01", "2023-12-31")
    static let stranger = valid.with {
        ($0.number, $0.sequence) = ("HF-7", 7)
        $0.maker = Manufacturer(key: "m7", nameJA: "別の会社", nameEN: "Other Works")
    }
    static let provisional = CheckSample().then(.provisionallyRegistered(CheckSample().standard), "2026-01-01")

    static let matchCases: [Case] = [
        Case("an empty row", row(model: " "), [valid], .review, .none, [.emptyRow]),
        Case(
            "a row that needs no label",
            CheckedRow(line: 2, component: "変圧器", requirement: "不要"),
            [valid],
            .pass,
            .none,
            [.notRequired]
        ),
        Case(
            "a level that cannot be read",
            CheckedRow(line: 2, registrationNumber: "X-9", requirement: "高い"),
            [valid],
            .review,
            .none,
            [.noMatch, .unreadRequirement]
        ),
        Case("no match is no failure", row(model: "X-9"), [valid], .review, .none, [.noMatch]),
        Case(
            "a mistyped code",
            row(code: code.dropLast() + (code.last == "A" ? "B" : "A")),
            [valid],
            .review,
            .none,
            [.malformedNumber]
        ),
        Case("a mistyped JAN alone", row(gtin: "4901234567890"), [valid], .review, .none, [.malformedNumber]),
        Case("a code", row(code: code), [valid], .pass, .code),
        Case(
            "a code in lower case with a slip",
            row(code: code.lowercased().replacing("0", with: "o")),
            [valid],
            .pass,
            .code
        ),
        Case("a code in the number's column", row(number: code), [valid], .pass, .code),
        Case("a number", row(number: "HF-1"), [valid], .pass, .registrationNumber),
        Case("a number in full width", row(number: "ｈｆ－１"), [valid], .pass, .registrationNumber),
        Case("a JAN", row(gtin: "4901234-567894"), [valid], .pass, .gtin),
        Case("an exact model", model, [valid], .pass, .exactModel),
        Case("an equal model", row(model: "ｃａｍ‐１００"), [valid], .pass, .equalModel),
        Case("a near model", row(model: "CAM100"), [valid], .review, .nearModel, [.nearMatchOnly]),
        Case("a model in no known column", row(others: ["カメラ", "10", "CAM-100"]), [valid], .pass, .exactModel),
        Case(
            "a maker alone",
            row(model: "X-9", maker: "㈱見本電機"),
            [valid],
            .review,
            .manufacturerOnly,
            [.manufacturerOnly]
        ),
        Case(
            "a number that is not there beside a model that is",
            row(number: "HF-999", model: "CAM-100"),
            [valid],
            .review,
            .exactModel,
            [.numberNotFound]
        ),
        Case(
            "a code and another number",
            row(number: "HF-7", code: code),
            [valid, stranger],
            .review,
            .code,
            [.numberDiffers]
        ),
        Case(
            "a number and a code without match",
            row(number: "HF-1", code: otherCode),
            [valid],
            .review,
            .registrationNumber,
            [.numberDiffers]
        ),
        Case(
            "a number and a mistyped code",
            row(number: "HF-1", code: "???"),
            [valid],
            .review,
            .registrationNumber,
            [.malformedNumber]
        ),
        Case("a number with its model", row(number: "HF-1", model: "cam-100"), [valid], .pass, .registrationNumber),
        Case(
            "a number with another model",
            row(number: "HF-1", model: "CAM-200"),
            [valid],
            .fail,
            .registrationNumber,
            [.modelNotCovered]
        ),
        Case(
            "a number with a near model",
            row(number: "HF-1", model: "CAM 100"),
            [valid],
            .review,
            .registrationNumber,
            [.nearMatchOnly]
        ),
        Case(
            "a number with another JAN",
            row(number: "HF-1", gtin: otherJAN),
            [valid],
            .review,
            .registrationNumber,
            [.gtinDiffers]
        ),
        Case("a JAN with another model", row(model: "CAM-200", gtin: jan), [valid], .review, .gtin, [.gtinDiffers]),
        Case(
            "a model with another JAN",
            row(model: "CAM-100", gtin: otherJAN),
            [valid],
            .review,
            .exactModel,
            [.gtinDiffers]
        ),
        Case(
            "a number beside an unread model",
            row(others: ["HF-1", "CAM-200"]),
            [valid],
            .review,
            .registrationNumber,
            [.unreadCells]
        ),
        Case(
            "a number beside its model, both unnamed",
            row(others: ["HF-1", "CAM-100", "12"]),
            [valid],
            .pass,
            .registrationNumber
        ),
        Case("the maker in English", row(model: "CAM-100", maker: "SAMPLE ELECTRIC"), [valid], .pass, .exactModel),
        Case("the maker's brand", row(model: "CAM-100", maker: "ＭＩＨＯＮ"), [valid], .pass, .exactModel),
        Case(
            "another maker",
            row(model: "CAM-100", maker: "別の会社"),
            [valid],
            .review,
            .exactModel,
            [.manufacturerDiffers]
        ),
    ]
}
