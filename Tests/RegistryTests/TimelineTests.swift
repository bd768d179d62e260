import Registry
import TestSupport
import Testing

@Suite("A label's periods follow from its events")
struct TimelineTests {
    @Test("a label holds on its last day and not on the day after")
    func lastDay() throws {
        let history = try LabelHistory.issued("2026-02-01")
        #expect(history.line == "valid 2026-02-01..2028-01-31, lapsed 2028-02-01..")
        #expect(history.standing("2026-01-31") == .notYetValid)
        #expect(history.standing("2026-02-01") == .valid)
        #expect(history.standing("2028-01-31") == .valid)
        #expect(history.standing("2028-02-01") == .lapsed)
        #expect(history.registration.period(on: day("2026-01-31")).heldFrom == day("2026-02-01"))
    }

    @Test("an earlier end may be stated, a later one or one before the start may not")
    func statedEnd() throws {
        #expect(
            try LabelHistory.issued("2026-02-01", until: "2026-02-01").line
                == "valid 2026-02-01..2026-02-01, lapsed 2026-02-02.."
        )
        for end in ["2026-01-31", "2028-02-01"] {
            #expect { try LabelHistory.issued("2026-02-01", until: end) } throws: {
                ($0 as? Refusal)?.code == "endOutOfRange"
            }
        }
    }

    @Test(
        "days after the end are grace while an extension is pending",
        arguments: [
            (nil, "valid 2024-02-01..2026-01-31, grace 2026-02-01.."),
            (30, "valid 2024-02-01..2026-01-31, grace 2026-02-01..2026-03-02, lapsed 2026-03-03.."),
            (0, "valid 2024-02-01..2026-01-31, lapsed 2026-02-01.."),
        ] as [(Int?, String)]
    )
    func grace(_ maxDays: Int?, _ line: String) throws {
        var history = try LabelHistory.issued("2024-02-01", rules: .sample(graceDays: maxDays))
        try history.perform(.fileExtension, on: "2026-01-31")
        #expect(history.line == line)
        #expect { try history.perform(.fileExtension, on: "2026-01-31") } throws: {
            ($0 as? Refusal)?.code == "extensionPending"
        }
    }

    @Test("an extension must be filed by the last day")
    func tooLate() throws {
        var history = try LabelHistory.issued("2024-02-01")
        #expect { try history.perform(.fileExtension, on: "2026-02-01") } throws: {
            ($0 as? Refusal)?.code == "illegalTransition"
        }
    }

    @Test(
        "an extension starts from the old end",
        arguments: [
            ("2024-02-01", "2026-03-15", "2028-01-31"), ("2024-02-29", "2026-03-15", "2028-02-29"),
            ("2024-03-01", "2026-03-15", "2028-02-29"), ("2026-02-28", "2028-03-15", "2030-02-27"),
        ]
    )
    func extended(_ from: String, _ on: String, _ until: String) throws {
        var history = try LabelHistory.issued(from)
        let oldEnd = try #require(history.registration.periods.first?.heldUntil)
        try history.perform(.fileExtension, on: oldEnd.text)
        #expect(history.standing((oldEnd + 1).text) == .grace)
        try history.perform(.extend(heldUntil: nil), on: on)
        #expect(history.line == "valid \(from)..\(until), lapsed \((day(until) + 1).text)..")
    }

    @Test("an extension comes through after a bounded grace ran out, if it was pending")
    func lateExtension() throws {
        var history = try LabelHistory.issued("2024-02-01", rules: .sample(graceDays: 10))
        try history.perform(.fileExtension, on: "2026-01-10")
        #expect(history.standing("2026-06-01") == .lapsed)
        try history.perform(.extend(heldUntil: nil), on: "2026-06-01")
        #expect(history.line == "valid 2024-02-01..2028-01-31, lapsed 2028-02-01..")
    }

    @Test(
        "a refused or abandoned extension leaves the days after the end lapsed",
        arguments: [LabelOrder.refuseExtension, .abandonExtension]
    )
    func dropped(_ order: LabelOrder) throws {
        var history = try LabelHistory.issued("2024-02-01")
        try history.perform(.fileExtension, on: "2026-01-10")
        try history.perform(order, on: "2026-03-01")
        #expect(history.line == "valid 2024-02-01..2026-01-31, lapsed 2026-02-01..")
        #expect { try history.perform(order, on: "2026-03-02") } throws: {
            ($0 as? Refusal)?.code == "noExtensionPending"
        }
        #expect { try history.perform(.extend(heldUntil: nil), on: "2026-03-02") } throws: {
            ($0 as? Refusal)?.code == "noExtensionPending"
        }
    }

    @Test("an act of a day to come must be announced, and counts from its day")
    func announced() throws {
        var history = try LabelHistory.issued("2026-01-01")
        #expect { try history.perform(.withdraw, on: "2026-09-01", now: "2026-06-01") } throws: {
            ($0 as? Refusal)?.code == "futureNotAnnounced"
        }
        try history.perform(.withdraw, on: "2026-09-01", now: "2026-06-01", isAnnounced: true)
        #expect(history.line == "valid 2026-01-01..2026-08-31, withdrawn 2026-09-01..")
        #expect(history.registration.nextChange(after: day("2026-06-01")) == day("2026-09-01"))
    }

    @Test("an announced act that was an error is undone before its day comes")
    func announcedInError() throws {
        var history = try LabelHistory.issued("2026-01-01")
        let before = history.line
        try history.perform(.withdraw, on: "2026-09-01", now: "2026-06-01", isAnnounced: true)
        try history.perform(.reinstate, on: "2026-06-02")
        #expect(history.line == before)
    }

    @Test("one period is granted once")
    func extendedTwice() throws {
        var history = try LabelHistory.issued("2024-02-01")
        try history.perform(.extend(heldUntil: nil), on: "2026-01-10")
        #expect { try history.perform(.extend(heldUntil: nil), on: "2026-01-11") } throws: {
            ($0 as? Refusal)?.code == "alreadyExtended"
        }
        #expect(history.line == "valid 2024-02-01..2028-01-31, lapsed 2028-02-01..")
    }

    @Test("a provisional number can end, and tells nothing of the product")
    func provisionalEnds() throws {
        var history = LabelHistory()
        history.record(.provisionallyRegistered(Filing.sample().standard), on: day("2026-01-01"))
        let sealed = history.registration.answer(on: day("2026-02-01"))
        #expect(sealed.product == Product() && sealed.models.isEmpty)
        #expect(sealed.manufacturer == Filing.sample().manufacturer)
        try history.perform(.withdraw, on: "2026-03-01")
        #expect(history.line == "provisional 2026-01-01..2026-02-28, withdrawn 2026-03-01..")
        #expect(history.registration.answer(on: day("2026-03-01")).product == Product())
    }

    @Test("reinstating an act recorded in error restores exactly what was", arguments: [LabelOrder.withdraw, .revoke])
    func reinstated(_ act: LabelOrder) throws {
        var history = try LabelHistory.issued("2024-02-01")
        try history.perform(.fileExtension, on: "2026-01-10")
        let before = history.registration
        try history.perform(act, on: "2026-02-10")
        #expect(history.standing("2026-02-09") == .grace)
        #expect(history.standing("2026-02-10").isFinal)
        try history.perform(.reinstate, on: "2026-03-01")
        #expect(history.registration.periods == before.periods)
        #expect(history.registration.models == before.models)
        #expect { try history.perform(.reinstate, on: "2026-03-02") } throws: {
            ($0 as? Refusal)?.code == "illegalTransition"
        }
        try history.perform(.revoke, on: "2026-04-01")
        #expect(history.standing("2026-04-01") == .revoked)
    }

    @Test("a provisional number is no label, and becomes one by being issued")
    func provisional() throws {
        var history = LabelHistory()
        history.record(.provisionallyRegistered(Filing.sample().standard), on: day("2026-01-01"))
        #expect(history.line == "provisional 2026-01-01..")
        #expect(history.registration.period(on: day("2026-02-01")).heldUntil == nil)
        try history.perform(.issue(.sample(), heldUntil: nil), on: "2026-03-01")
        #expect(history.line == "provisional 2026-01-01..2026-02-28, valid 2026-03-01..2028-02-29, lapsed 2028-03-01..")
    }

    @Test("a correction of the end moves no day into two periods")
    func correctedEnd() throws {
        var history = try LabelHistory.issued("2024-02-01", rules: .sample(graceDays: 10))
        try history.perform(.fileExtension, on: "2026-01-10")
        try history.perform(.correct(Correction(heldUntil: day("2026-12-31"))), on: "2026-01-11")
        #expect(history.line == "valid 2024-02-01..2026-12-31, lapsed 2027-01-01..")
        try history.perform(.correct(Correction(heldUntil: day("2026-02-05"))), on: "2026-01-11")
        #expect(history.line == "valid 2024-02-01..2026-02-05, grace 2026-02-06..2026-02-10, lapsed 2026-02-11..")
    }

    @Test("models come and go by the day")
    func models() throws {
        var history = try LabelHistory.issued("2026-01-01", models: ["A", "B"])
        let new = CoveredModel(number: ModelNumber(checked: "C"))
        try history.perform(
            .changeModels(added: [new], removed: [ModelNumber(checked: "A")], revoked: []),
            on: "2026-02-01"
        )
        try history.perform(
            .changeModels(added: [], removed: [], revoked: [ModelNumber(checked: "B")]),
            on: "2026-03-01"
        )
        for (on, covered) in [("2026-01-31", "AB"), ("2026-02-01", "BC"), ("2026-02-28", "BC"), ("2026-03-01", "C")] {
            #expect(history.registration.answer(on: day(on)).models.map(\.number.exact).joined() == covered)
        }
        #expect(history.registration.models.map(\.isRevoked) == [false, true, false])
        #expect(history.registration.nextChange(after: day("2026-01-31")) == day("2026-02-01"))
    }

    @Test("a holder keeps the days until the next")
    func holder() throws {
        var history = try LabelHistory.issued("2026-01-01")
        try history.perform(.changeHolder(Manufacturer(key: "m2", nameJA: "次電機")), on: "2026-05-01")
        #expect(history.registration.answer(on: day("2026-04-30")).manufacturer.nameJA == "見本電機")
        #expect(history.registration.answer(on: day("2026-05-01")).manufacturer.nameJA == "次電機")
        #expect(history.line == "valid 2026-01-01..2027-12-31, lapsed 2028-01-01..")
    }

    @Test("what is declared anew counts from its day; earlier days keep what they had, a correction speaks of all")
    func restatement() throws {
        var history = try LabelHistory.issued("2026-01-01")
        let before = history.registration.answer(on: day("2026-03-01"))
        var standard = history.registration.standard
        standard.criteria = "JST-CR-01-01-2027"
        let (maker, product) = (Manufacturer(key: "m", nameJA: "改名電機"), Product(nameJA: "新しい説明の製品"))
        let new = Restatement(standard: standard, manufacturer: maker, product: product)
        try history.perform(.restate(new), on: "2026-06-01")
        for date in ["2026-01-01", "2026-03-01", "2026-05-31"] {
            let answer = history.registration.answer(on: day(date))
            #expect(answer.standard == before.standard && answer.manufacturer == before.manufacturer, "\(date)")
            #expect(answer.product == before.product, "\(date)")
        }
        for date in ["2026-06-01", "2027-12-31", "2029-01-01"] {
            let answer = history.registration.answer(on: day(date))
            #expect(answer.standard == standard && answer.manufacturer == maker && answer.product == product, "\(date)")
        }
        #expect(history.line == "valid 2026-01-01..2027-12-31, lapsed 2028-01-01..")
        var right = standard
        right.criteria = "JST-CR-01-01-2024R1"
        try history.perform(.correct(Correction(standard: right)), on: "2026-07-01")
        for date in ["2026-03-01", "2026-06-15"] {
            #expect(history.registration.answer(on: day(date)).standard == right, "\(date)")
        }
    }

    @Test("what is declared anew keeps the level, and says something")
    func restatementRefused() throws {
        var history = try LabelHistory.issued("2026-01-01")
        let other = Standard(level: .star2, assurance: .selfDeclared)
        let table = [
            (Restatement(), "emptyRestatement"), (Restatement(standard: other), "levelKept"),
            (Restatement(product: Product()), "noName"), (Restatement(manufacturer: Manufacturer(key: "m")), "noName"),
        ]
        for (restatement, code) in table {
            let before = history.registration
            #expect {
                try history.perform(.restate(restatement), on: "2026-02-01")
            } throws: {
                ($0 as? Refusal)?.code == code
            }
            #expect(history.registration == before, "\(code)")
        }
    }

    @Test("a correction counts for all days since ever")
    func correction() throws {
        var history = try LabelHistory.issued("2026-01-01")
        let standard = Standard(level: .star2, assurance: .selfDeclared)
        let product = Product(nameJA: "直した名", category: "router")
        try history.perform(
            .correct(Correction(standard: standard, heldFrom: day("2026-01-05"), product: product)),
            on: "2026-06-01"
        )
        #expect(history.line == "valid 2026-01-05..2027-12-31, lapsed 2028-01-01..")
        #expect(history.registration.periods.allSatisfy { $0.level == .star2 })
        #expect(history.registration.answer(on: day("2026-01-05")).product == product)
        #expect(history.registration.standard == standard)
    }
}
