import Registry
import TestSupport
import Testing

@Suite("What changed between two states of an application")
struct ApplicationDifferenceTests {
    static func changed(_ change: (inout ApplicationDraft) -> Void) -> ApplicationDraft {
        var draft = ApplicationSample.draft()
        change(&draft)
        return draft
    }

    static let answer = ChecklistAnswer(.notApplicable, evidence: "no password")

    /// The sample draft after a change, and the one line that tells it.
    static let single: [(ApplicationDraft, String, before: String, after: String)] = [
        (changed { $0.level = .star2 }, "level", "STAR-1", "STAR-2"),
        (changed { $0.level = nil }, "level", "STAR-1", ""),
        (changed { $0.route = .cls }, "route", "standard", "cls"),
        (changed { $0.isByProxy = true }, "isByProxy", "", "yes"),
        (changed { $0.statementLink = "https://example.com/a" }, "statementLink", "", "https://example.com/a"),
        (changed { $0.product.nameJA = "別のカメラ" }, "product.nameJA", "見本カメラ", "別のカメラ"),
        (changed { $0.product.brand = "MIHON" }, "product.brand", "", "MIHON"),
        (changed { $0.product.support = .unsupported }, "product.support", "2031-03-31", "unsupported"),
        (changed { $0.product.support = .notStated }, "product.support", "2031-03-31", ""),
        (changed { $0.product.services = ["app", "cloud"] }, "product.services", "", "app, cloud"),
        (
            changed { $0.manufacturer.vulnerabilityContact = "csirt@example.com" }, "manufacturer.vulnerabilityContact",
            "security@example.com", "csirt@example.com"
        ),
        (changed { $0.newHolder = Manufacturer(key: "m2", nameJA: "見本工業") }, "newHolder.nameJA", "", "見本工業"),
        (changed { $0.models += ApplicationSample.models("CAM-200") }, "models.CAM-200", "", "✓"),
        (changed { $0.models = [] }, "models.CAM-100", "✓", ""),
        (changed { $0.models[0].versions = "1.0" }, "models.CAM-100", "✓", "1.0"),
        (changed { $0.models[0].gtin = "4901234567894" }, "models.CAM-100", "✓", "GTIN 4901234567894"),
        (
            changed { $0.checklist["S1.1-02"] = answer }, "checklist.S1.1-02", "met: manual, page 3",
            "notApplicable: no password"
        ),
        (
            changed { $0.checklist["S1.1-02"] = ChecklistAnswer(.met) }, "checklist.S1.1-02", "met: manual, page 3",
            "met"
        ),
        (changed { $0.checklist["S1.1-02"] = nil }, "checklist.S1.1-02", "met: manual, page 3", ""),
        (changed { $0.contact.telephone = "03-0000-0000" }, "contact.telephone", "", "03-0000-0000"),
        (changed { $0.remark = "追記" }, "remark", "", "追記"),
    ]

    @Test("one change is one line, and the way back is the same line turned round", arguments: single)
    func lines(_ draft: ApplicationDraft, _ field: String, before: String, after: String) {
        let old = ApplicationSample.draft()
        let there = draft.differences(from: old)
        #expect(there.map(\.field) == [field])
        #expect(there.map(\.before) == [before] && there.map(\.after) == [after])
        let back = old.differences(from: draft)
        #expect(back.map(\.field) == [field])
        #expect(back.map(\.before) == [after] && back.map(\.after) == [before])
    }

    @Test("models are told one by one, whatever their order")
    func models() {
        let old = Self.changed { $0.models = ApplicationSample.models("A", "B", "C") }
        let new = Self.changed { $0.models = ApplicationSample.models("C", "D", "A", "E") }
        let found = new.differences(from: old)
        #expect(Set(found.map(\.field)) == ["models.B", "models.D", "models.E"])
        #expect(found.filter { $0.before.isEmpty }.map(\.field) == ["models.D", "models.E"])
        #expect(found.filter { $0.after.isEmpty }.map(\.field) == ["models.B"])
        #expect(Self.changed { $0.models = ApplicationSample.models("C", "A", "B") }.differences(from: old).isEmpty)
    }

    @Test("signing is no change of what is stated")
    func declaration() {
        let signed = Self.changed { $0.declaration = .init(name: "見本 花子", title: "部長", day: day("2026-03-10")) }
        #expect(signed.differences(from: ApplicationSample.draft()).isEmpty)
    }

    static func random(_ generator: inout Seeded) -> ApplicationDraft {
        var draft = ApplicationSample.draft(
            level: StarLevel.allCases.randomElement(using: &generator) ?? .star1,
            route: ApplicationRoute.allCases.randomElement(using: &generator) ?? .standard
        )
        draft.models = ["A", "B", "C", "D"].filter { _ in Bool.random(using: &generator) }
            .map { CoveredModel(number: ModelNumber(checked: $0)) }
        for item in ApplicationSample.items where Bool.random(using: &generator) {
            let statement = ChecklistAnswer.Statement.allCases.randomElement(using: &generator) ?? .met
            draft.checklist[item] =
                Bool.random(using: &generator) ? nil : ChecklistAnswer(statement, evidence: "page 4")
        }
        draft.product.brand = Bool.random(using: &generator) ? "" : "MIHON"
        draft.remark = Bool.random(using: &generator) ? "" : "追記"
        return draft
    }

    @Test("equal drafts do not differ; others do by fields, each once, that turn round on the way back")
    func properties() {
        var generator = Seeded(20_260_310)
        for round in 0..<300 {
            let (old, new) = (Self.random(&generator), Self.random(&generator))
            #expect(old.differences(from: old).isEmpty && new.differences(from: new).isEmpty)
            let there = new.differences(from: old)
            let back = old.differences(from: new)
            #expect(there.isEmpty == (old == new), "round \(round)")
            #expect(Set(there.map(\.field)).count == there.count, "round \(round)")
            #expect(there.allSatisfy { $0.before != $0.after }, "round \(round)")
            let turned = Set(back.map { [$0.field, $0.after, $0.before] })
            #expect(turned == Set(there.map { [$0.field, $0.before, $0.after] }), "round \(round)")
            // The differences say enough to make the new lines of the old ones.
            var lines = Dictionary(old.lines.map { ($0.field, $0.value) }, uniquingKeysWith: { $1 })
            for change in there { lines[change.field] = change.after.isEmpty ? nil : change.after }
            #expect(lines == Dictionary(new.lines.map { ($0.field, $0.value) }, uniquingKeysWith: { $1 }))
        }
    }
}
