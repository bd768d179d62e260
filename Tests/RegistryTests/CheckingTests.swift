import Registry
import TestSupport
import Testing

@Suite("A row of a check is decided by rules that can be read")
struct CheckingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        var row: CheckedRow
        var world: [CheckSample]
        var outcome: CheckResult.Outcome
        var match: CheckResult.Match
        var reasons: [CheckResult.Reason]
        var on: String
        var through: String?
        var level: StarLevel?
        var testDescription: String { what }

        init(
            _ what: String,
            _ row: CheckedRow,
            _ world: [CheckSample],
            _ outcome: CheckResult.Outcome,
            _ match: CheckResult.Match,
            _ reasons: [CheckResult.Reason] = [],
            on: String = "2026-06-01",
            through: String? = nil,
            level: StarLevel? = nil
        ) {
            (self.what, self.row, self.world, self.outcome, self.match) = (what, row, world, outcome, match)
            (self.reasons, self.on, self.through, self.level) = (reasons, on, through, level)
        }
    }

    static let cases = matchCases + standingCases + severalCases

    static let today = "2026-06-15"

    static func decide(_ sample: Case) -> (CheckResult, CheckConditions, AskedMoment) {
        let asked = AskedMoment(day: day(sample.on), today: day(today), revision: 5)
        let conditions = CheckConditions(levelAtLeast: sample.level, coveredThrough: sample.through.map { day($0) })
        // The store may find more than fits; the decision compares again.
        let subjects = sample.world.map { $0.subject(asked) }
        var findings = CheckFindings()
        (findings.byCode, findings.byNumber, findings.byGTIN) = (subjects, subjects, subjects)
        (findings.byModel, findings.byManufacturer) = (subjects, subjects)
        return (Checking.decide(AskedRow(sample.row), findings, conditions, asked), conditions, asked)
    }

    @Test("by what was found for it", arguments: cases)
    func decides(_ sample: Case) {
        let result = Self.decide(sample).0
        #expect(result.outcome == sample.outcome)
        #expect(result.match == sample.match)
        #expect(result.reasons == sample.reasons)
        #expect((result.found == nil) == [.none, .manufacturerOnly, .ambiguous].contains(result.match))
        #expect((result.coverage == nil) == (sample.through == nil || result.found == nil))
        #expect(result.candidates.count <= CheckResult.mostCandidates)
    }

    @Test("every outcome, match and reason is met by some row of the table")
    func complete() {
        let results = Self.cases.map { Self.decide($0).0 }
        #expect(Set(results.map(\.outcome)) == Set(CheckResult.Outcome.allCases))
        #expect(Set(results.map(\.match)) == Set(CheckResult.Match.allCases))
        // A shared device is seen beside other rows alone: SystemCheckTests.
        #expect(Set(results.flatMap(\.reasons)).union([.sharedDevice]) == Set(CheckResult.Reason.allCases))
    }

    @Test("a pass always names a registration that is valid that day and covers the stated model")
    func passes() {
        for sample in Self.cases {
            let (result, conditions, asked) = Self.decide(sample)
            guard result.outcome == .pass, result.reasons != [.notRequired] else { continue }
            #expect(result.found?.standing == .valid, "\(sample.what)")
            #expect(result.found.map { $0.period.level >= conditions.levelAtLeast ?? .star1 } ?? false)
            #expect(sample.row.model.isEmpty || result.model?.span.contains(asked.day) == true)
            #expect(result.coverage ?? .covered == .covered)
        }
    }

    @Test("the older registration is told beside the one that holds, and candidates are at most five")
    func candidates() {
        let both = Self.cases.first { $0.what == "an older lapsed one beside a valid one" }
        let result = both.map { Self.decide($0).0 }
        #expect(result?.found?.registration.number.text == "HF-1")
        #expect(result?.candidates.map(\.registration.number.text) == ["HF-0"])
        let many = (0..<8).map { index in
            Self.valid.with {
                ($0.number, $0.sequence) = ("N-\(index)", UInt32(20 + index))
                $0.maker = Manufacturer(key: "k\(index)", nameEN: "Maker \(index)")
            }
        }
        let crowd = Case("", Self.model, many, .review, .ambiguous)
        #expect(Self.decide(crowd).0.candidates.count == 5)
    }

    @Test("the sentence names number, level and day, and says no more than is known")
    func sentences() {
        for sample in Self.cases {
            let (result, conditions, asked) = Self.decide(sample)
            let why = result.why(conditions, asked)
            #expect(why.en.hasSuffix(".") && why.ja.hasSuffix("。"), "\(why)")
            #expect(!why.en.contains("  ") && !why.en.contains(": ."), "\(why.en)")
            if let found = result.found {
                #expect(
                    why.en.contains(found.registration.number.text) && why.ja.contains(found.registration.number.text)
                )
                #expect(found.registration.isProvisional || why.en.contains(found.period.level.code))
            }
            for word in ["certified", "tested", "safe", "secure", "official", "guarantee"] {
                #expect(!why.en.lowercased().contains(word), "\(why.en)")
            }
            for word in ["認証", "試験", "安全", "保証", "公式"] { #expect(!why.ja.contains(word), "\(why.ja)") }
        }
    }

    @Test(
        "some sentences in full",
        arguments: [
            (
                "an exact model",
                "Registration HF-1 (STAR-1, self-declared by the manufacturer) is valid on 2026-06-01 and covers CAM-100."
            ),
            ("no match is no failure", "No match in this registry."),
            (
                "the day after an end that passed",
                "Registration HF-0 (STAR-1, self-declared by the manufacturer): lapsed after 2023-12-31."
            ),
            (
                "through delivery",
                "Registration HF-1 (STAR-1, self-declared by the manufacturer) is valid from 2026-06-01 through 2027-12-31 and covers CAM-100."
            ),
        ]
    )
    func fullSentences(_ what: String, _ expected: String) throws {
        let sample = try #require(Self.cases.first { $0.what == what })
        let (result, conditions, asked) = Self.decide(sample)
        #expect(result.why(conditions, asked).en == expected)
    }

    @Test("a tally counts rows by outcome and match, and each of their reasons")
    func tally() {
        var tally = CheckTally()
        for sample in Self.cases { tally.add(Self.decide(sample).0) }
        #expect(tally.rows == Self.cases.count)
        #expect(tally.outcomes.values.reduce(0, +) == tally.rows)
        #expect(tally.matches.values.reduce(0, +) == tally.rows)
        #expect(tally.reasons[.otherRegistrations] == Self.cases.count { $0.reasons.contains(.otherRegistrations) })
        #expect(tally.outcomes[.pass] == Self.cases.count { $0.outcome == .pass })
    }

    @Test("what is asked of the store: codes, numbers in both widths, GTINs of each length, near keys")
    func asks() {
        let ask = Self.row(number: "ｈｆ－１", code: Self.code.lowercased(), model: "Cam 100", gtin: "0012345678905").ask
        #expect(ask.codes.map(\.text) == [Self.code])
        #expect(ask.numbers == [Self.code.lowercased(), Self.code, "ｈｆ－１", "HF-1"])
        #expect(ask.gtins == ["0012345678905", "00012345678905", "012345678905"])
        #expect(ask.modelKeys == ["cam100"])
        #expect(Self.row(others: ["12", "3,000", "個"]).ask.modelKeys == ["3,000"])
        #expect(Self.row(others: ["12"]).ask.modelKeys == ["12"])
    }
}
