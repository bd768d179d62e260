import Registry
import TestSupport
import Testing

@Suite("a system is judged component by component")
struct SystemCheckTests {
    private func result(_ outcome: CheckResult.Outcome, _ found: LabelAnswer?, _ model: String? = nil) -> CheckResult {
        CheckResult(
            outcome: outcome,
            reasons: outcome == .fail ? [.levelTooLow] : [],
            match: found == nil ? .none : .exactModel,
            found: found,
            model: model.map { CoveredModel(number: ModelNumber(checked: $0)) }
        )
    }

    private func judged(_ components: [(name: String, result: CheckResult)]) -> [CheckResult] {
        let rows = components.indices.map { CheckedRow(line: $0 + 2, component: components[$0].name) }
        return SystemCheck.judged(rows, components.map(\.result))
    }

    @Test("one labelled device does not stand in for two components, two models of one registration do")
    func shared() {
        let one = CheckSample.valid.registration.answer(on: day("2026-06-01"))
        let parts = judged([
            ("BMS", result(.pass, one, "A-1")), ("EMS", result(.pass, one, "Ａ－１")), ("PCS", result(.pass, one, "B-1")),
            ("ルーター", result(.fail, one, "A-1")), ("蓄電池", result(.review, nil)),
        ])
        #expect(parts.map(\.sharedWith) == [[3, 5], [2, 5], [], [2, 3], []])
        #expect(parts.map(\.outcome) == [.review, .review, .pass, .fail, .review])
        #expect(parts.map(\.reasons) == [[.sharedDevice], [.sharedDevice], [], [.levelTooLow, .sharedDevice], []])
        let why = parts[0].why(
            CheckConditions(),
            AskedMoment(day: day("2026-06-01"), today: day("2026-06-01"), revision: 1)
        )
        #expect(why.ja.contains("3、5行目"))
        #expect(why.en.contains("row 3, 5 names the same product"))
    }

    @Test("several pieces of one kind may be one model")
    func pieces() {
        let one = CheckSample.valid.registration.answer(on: day("2026-06-01"))
        for (first, second, isShared) in [
            ("PCS 1", "PCS 2", false), ("PCS", "pcs", false), ("PCS-1号機", "PCS-2号機", true), ("ＰＣＳ１", "PCS12", false),
            ("", "", false), ("BMS", "PCS", true),
        ] {
            let parts = judged([(first, result(.pass, one, "A-1")), (second, result(.pass, one, "A-1"))])
            #expect(parts.allSatisfy { $0.sharedWith.isEmpty != isShared }, "\(first) \(second)")
        }
    }

    @Test(
        "the level a row asks for is read as people write it",
        arguments: [
            ("STAR-1", .atLeast(.star1)), ("star 2", .atLeast(.star2)), ("ＳＴＡＲ－３", .atLeast(.star3)),
            ("★1", .atLeast(.star1)),
            ("★★", .atLeast(.star2)), ("★", .atLeast(.star1)), ("☆4", .unreadable), ("レベル1", .atLeast(.star1)),
            ("★1（レベル1）以上", .atLeast(.star1)), ("★１以上", .atLeast(.star1)), ("Level 2 or higher", .atLeast(.star2)),
            ("JC-STAR ★1", .atLeast(.star1)), ("1", .atLeast(.star1)), ("４", .atLeast(.star4)), ("5", .unreadable),
            ("STAR-0", .unreadable), ("★★★★★", .unreadable), ("高い", .unreadable), ("", .asTheList), (" － ", .asTheList),
            ("-", .asTheList), ("不要", .noLabel), ("対象外", .noLabel), ("None", .noLabel), ("Ｎ／Ａ", .noLabel),
        ] as [(String, Requirement)]
    )
    func requirement(_ text: String, _ requirement: Requirement) {
        #expect(Requirement(text) == requirement)
    }

    @Test("a row's own level goes before the list's, none asks for nothing, and an unreadable one needs a person")
    func levels() {
        let asked = AskedMoment(day: day("2026-06-01"), today: day("2026-06-15"), revision: 5)
        var findings = CheckFindings()
        findings.byModel = [CheckSample.valid.subject(asked)]
        let model = CheckSample.valid.registration.models[0].number.exact
        func decide(_ requirement: String, _ list: StarLevel?) -> CheckResult {
            let row = CheckedRow(line: 1, model: model, requirement: requirement)
            return Checking.decide(AskedRow(row), findings, CheckConditions(levelAtLeast: list), asked)
        }
        #expect(decide("", nil).outcome == .pass)
        #expect(decide("", .star4).reasons == [.levelTooLow])
        #expect(decide("★1", .star4).outcome == .pass)
        #expect(decide("★4", .star1).reasons == [.levelTooLow])
        #expect(decide("高い", nil).reasons == [.unreadRequirement])
        #expect(decide("高い", nil).outcome == .review)
        #expect(decide("高い", .star4).outcome == .fail)
        #expect(decide("不要", .star4).reasons == [.notRequired])
        #expect(decide("不要", .star4).outcome == .pass)
        let whole = Checking.decide(
            AskedRow(CheckedRow(line: 1, requirement: "不要")),
            CheckFindings(),
            CheckConditions(),
            asked
        )
        #expect(whole.outcome == .pass)
    }

    @Test(
        "the whole is as good as its worst component, and nothing at all is nothing",
        arguments: [
            ([], .review), ([.pass], .pass), ([.pass, .pass], .pass), ([.pass, .review], .review),
            ([.review, .fail], .fail), ([.pass, .fail, .pass], .fail),
        ] as [([CheckResult.Outcome], CheckResult.Outcome)]
    )
    func whole(_ parts: [CheckResult.Outcome], _ verdict: CheckResult.Outcome) {
        var tally = CheckTally()
        for part in parts { tally.add(result(part, nil)) }
        #expect(tally.verdict == verdict)
    }
}
