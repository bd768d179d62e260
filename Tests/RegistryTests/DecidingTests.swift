import Registry
import TestSupport
import Testing

@Suite("A decision refuses what cannot be recorded")
struct DecidingTests {
    static func filing(_ change: (inout Filing) -> Void) -> Filing {
        var filing = Filing.sample()
        change(&filing)
        return filing
    }

    static let badFilings: [(Filing, String)] = [
        (filing { $0.models = [] }, "noModel"),
        (filing { $0.models += $0.models }, "duplicateModel"),
        (filing { $0.product.category = "boat" }, "unknownCategory"),
        (filing { $0.product.nameJA = "" }, "noName"),
        (
            filing {
                $0.manufacturer.nameJA = ""
                $0.manufacturer.nameEN = ""
            }, "noName"
        ),
        (filing { $0.manufacturer.corporateNumber = "7000012050003" }, "malformedCorporateNumber"),
        (filing { $0.product.setupLink = "http://example.org" }, "badLink"),
        (filing { $0.standard.assurance = .thirdParty }, "wrongAssurance"),
        (filing { $0.standard = Standard(level: .star3, assurance: .thirdParty) }, "noLaboratory"),
        (
            filing { filing in
                filing.models = (0...Deciding.modelLimit).map { CoveredModel(number: ModelNumber(checked: "M\($0)")) }
            }, "tooLarge"
        ),
    ]

    @Test("a filing shows what a label needs", arguments: badFilings)
    func filings(_ filing: Filing, _ code: String) {
        for order in [LabelOrder.issue(filing, heldUntil: nil), .provisional(filing)] {
            #expect {
                try Deciding.decideNew(order, OrderTerms(actor: "t"), rules: .sample(), at: noon("2026-01-01"))
            } throws: { ($0 as? Refusal)?.code == code }
        }
    }

    @Test("a level is applied for while it is open")
    func level() {
        var rules = Rules.sample()
        for (window, isOpen) in [
            (LevelRule.Window(from: day("2026-01-01"), to: nil), true),
            (LevelRule.Window(from: day("2026-01-02"), to: nil), false),
            (LevelRule.Window(from: day("2025-01-01"), to: day("2026-01-01")), true),
            (LevelRule.Window(from: day("2025-01-01"), to: day("2025-12-31")), false),
        ] {
            rules.levels[0].windows = [window]
            let made = try? Deciding.decideNew(
                .issue(.sample(), heldUntil: nil),
                OrderTerms(actor: "t"),
                rules: rules,
                at: noon("2026-01-01")
            )
            #expect((made != nil) == isOpen)
        }
    }

    static func models(added: [String] = [], removed: [String] = [], revoked: [String] = []) -> LabelOrder {
        .changeModels(
            added: added.map { CoveredModel(number: ModelNumber(checked: $0)) },
            removed: removed.map { ModelNumber(checked: $0) },
            revoked: revoked.map { ModelNumber(checked: $0) }
        )
    }

    static let modelChanges: [(LabelOrder, String?)] = [
        (models(), "noModel"), (models(added: ["A"]), "duplicateModel"),
        (models(added: ["C", "C"]), "duplicateModel"), (models(removed: ["C"]), "unknownModel"),
        (models(removed: ["a"]), "unknownModel"), (models(removed: ["A", "B"]), "noModel"),
        (models(removed: ["A"], revoked: ["B"]), "noModel"), (models(removed: ["A", "A"]), "unknownModel"),
        (models(removed: ["A"], revoked: ["A"]), "unknownModel"), (models(added: ["C"], removed: ["A", "B"]), nil),
        (models(revoked: ["A"]), nil),
    ]

    @Test("models change by what is covered", arguments: modelChanges)
    func changes(_ order: LabelOrder, _ code: String?) throws {
        var history = try LabelHistory.issued("2026-01-01", models: ["A", "B"])
        var found: Refusal?
        do { try history.perform(order, on: "2026-02-01") } catch { found = error }
        #expect(found?.code == code)
    }

    static let badCorrections: [(Correction, String)] = [
        (Correction(), "emptyCorrection"), (Correction(models: []), "noModel"),
        (Correction(heldUntil: day("2025-12-31")), "endOutOfRange"),
        (Correction(heldFrom: day("2028-01-01")), "endOutOfRange"),
        (Correction(manufacturer: Manufacturer(key: "x")), "noName"),
        (Correction(product: Product(nameJA: "x", category: "boat")), "unknownCategory"),
        (Correction(standard: Standard(level: .star3, assurance: .selfDeclared)), "wrongAssurance"),
    ]

    @Test("a correction leaves a label that could have been filed", arguments: badCorrections)
    func corrections(_ correction: Correction, _ code: String) throws {
        var history = try LabelHistory.issued("2026-01-01")
        #expect { try history.perform(.correct(correction), on: "2026-02-01") } throws: {
            ($0 as? Refusal)?.code == code
        }
    }

    @Test("a provisional number gets its days from being issued, not from a correction")
    func provisional() {
        var history = LabelHistory()
        history.record(.provisionallyRegistered(Filing.sample().standard), on: day("2026-01-01"))
        for correction in [
            Correction(heldFrom: day("2026-02-01")),
            Correction(heldFrom: day("2026-02-01"), heldUntil: day("2027-02-01")),
        ] {
            #expect { try history.perform(.correct(correction), on: "2026-02-01") } throws: {
                ($0 as? Refusal)?.kind == .conflict
            }
        }
    }

    @Test("what follows a list is changed by that list, but for corrections")
    func imported() throws {
        var history = try LabelHistory.issued("2026-01-01")
        history.registration.origin = .imported
        history.registration.source = "list"
        #expect { try history.perform(.withdraw, on: "2026-02-01") } throws: {
            ($0 as? Refusal)?.code == "followsItsSource"
        }
        try history.perform(.correct(Correction(heldUntil: day("2027-01-01"))), on: "2026-02-01")
    }

    @Test("an order that names a revision counts only while nothing came between")
    func revision() throws {
        var history = try LabelHistory.issued("2026-01-01")
        let seen = history.registration.revision
        try history.perform(.fileExtension, on: "2026-02-01")
        for (revision, isAllowed) in [(seen, false), (seen + 1, true), (seen + 2, false)] {
            var terms = OrderTerms(actor: "t")
            terms.ifRevision = revision
            var found: Refusal?
            do {
                _ = try Deciding.decide(
                    .withdraw,
                    terms,
                    on: history.registration,
                    rules: history.rules,
                    at: noon("2026-03-01")
                )
            } catch {
                found = error
            }
            #expect(found?.kind == (isAllowed ? nil : .preconditionFailed))
        }
    }

    @Test("an order on nothing finds nothing")
    func missing() {
        #expect {
            try Deciding.decideNew(.withdraw, OrderTerms(actor: "t"), rules: .sample(), at: noon("2026-01-01"))
        } throws: { ($0 as? Refusal)?.kind == .missing }
    }
}
