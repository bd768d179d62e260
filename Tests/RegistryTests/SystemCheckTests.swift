import Registry
import TestSupport
import Testing

@Suite("a system is judged component by component")
struct SystemCheckTests {
    private func result(
        _ outcome: CheckResult.Outcome,
        _ found: LabelAnswer? = nil,
        _ model: String? = nil
    ) -> CheckResult {
        CheckResult(
            outcome: outcome,
            reasons: [],
            match: found == nil ? .none : .exactModel,
            found: found,
            model: model.map { CoveredModel(number: ModelNumber(checked: $0)) }
        )
    }

    private func verdict(_ results: [CheckResult]) -> SystemVerdict {
        let components = results.indices.map {
            SystemComponent(name: "part \($0)", levelAtLeast: .star1, row: CheckedRow(line: $0 + 1))
        }
        return SystemVerdict(components, results)
    }

    @Test(
        "the whole is as good as its worst component, and nothing at all is nothing",
        arguments: [
            ([], .review), ([.pass], .pass), ([.pass, .pass], .pass), ([.pass, .review], .review),
            ([.review, .fail], .fail), ([.pass, .fail, .pass], .fail),
        ] as [([CheckResult.Outcome], CheckResult.Outcome)]
    )
    func whole(_ parts: [CheckResult.Outcome], _ outcome: CheckResult.Outcome) {
        #expect(verdict(parts.map { result($0) }).outcome == outcome)
    }

    @Test("one labelled device does not stand in for two components, two models of one registration do")
    func shared() {
        let one = CheckSample.valid.registration.answer(on: day("2026-06-01"))
        let twice = verdict([result(.pass, one, "A-1"), result(.pass, one, "Ａ－１"), result(.pass, one, "B-1")])
        #expect(twice.parts.map(\.sameAs) == [[1], [0], []])
        #expect(twice.parts.map(\.outcome) == [.review, .review, .pass])
        #expect(twice.outcome == .review)
        #expect(verdict([result(.pass, one, "A-1"), result(.pass, one, "B-1")]).outcome == .pass)
        #expect(verdict([result(.fail, one, "A-1"), result(.pass, one, "A-1")]).outcome == .fail)
    }
}
