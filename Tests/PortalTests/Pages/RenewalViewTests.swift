import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("What a renewal's pages say of a revision of the criteria")
struct RenewalViewTests {
    private static let today = PageSamples.today

    /// The shipped data with another revision: one item asks something else, one is new.
    private static func revised() throws -> (rules: Rules, before: CriteriaDocument, changed: String) {
        var rules = try SampleRules.rules
        let before = try #require(Application.criteria(of: .star1, rules: rules, on: today))
        var next = before
        next.id = "JST-CR-01-01-2099R1"
        next.published = try #require(SchemeDate(today.text))
        next.items[1].subject.en += " and more"
        var added = next.items[2]
        added.id = "S1.1-99"
        next.items.append(added)
        rules.criteria.append(next)
        return (rules, before, next.items[1].id)
    }

    private static func file(
        _ rules: Rules,
        _ before: CriteriaDocument,
        _ change: (inout ApplicationDraft) -> Void = { _ in }
    ) async throws -> ApplicationFile {
        var label = try await TestRegistry.empty().issue("T-1", on: "2026-09-01")
        label.standard.criteria = before.id
        let moment = today.start
        var answered = ApplicationDraft(level: .star1)
        for item in before.items { answered.checklist[item.id] = ChecklistAnswer(.met, evidence: "page 3") }
        var last = Application(id: 1, kind: .new, organisation: 2, draft: answered, at: moment)
        last.state = .issued
        var draft = ApplicationDraft(renewing: label, last: last, rules: rules, on: today)
        change(&draft)
        let application = Application(
            id: 2,
            kind: .extension,
            organisation: 2,
            registration: label.number,
            draft: draft,
            at: moment
        )
        return ApplicationFile(
            application: application,
            applicant: AccountSamples.account.organisation,
            current: label,
            last: last,
            steps: [],
            names: [:]
        )
    }

    @Test("the document, the new items and the changed ones are named on the page and beside their questions")
    func criteria() async throws {
        let (rules, before, changed) = try Self.revised()
        let file = try await Self.file(rules, before)
        let renewal = try #require(file.renewal(rules, on: Self.today))
        let view = PageView.RenewalView(renewal, file, rules, isComplete: false, .en)
        #expect(view.verdict == nil && view.more == nil)
        #expect(view.notes.count == 2)
        #expect(view.notes.first == "New items of the criteria, to be answered: S1.1-99")
        #expect(view.notes.last == "Items that ask something else now, to be answered again: \(changed)")
        #expect(view.changes.map(\.what) == ["Criteria"])
        #expect(view.changes.first?.before == before.id && view.changes.first?.after == "JST-CR-01-01-2099R1")
        let form = ApplicationForms(rules: rules, language: .en, today: Self.today).form(.checklist, file)
        func named(_ text: String) -> [String] {
            form.fields.filter { $0.hint?.contains(text) == true }.map(\.name)
        }
        #expect(named("New in this revision") == ["S1.1-99"])
        #expect(named("Changed by this revision") == [changed])
    }

    @Test(
        "where the earlier document cannot be read, every item is asked for; a long list of changes is cut and counted"
    )
    func unknown() async throws {
        let (rules, before, _) = try Self.revised()
        var lost = before
        lost.id = "LOST"
        let file = try await Self.file(rules, lost) { draft in
            for index in 1...100 { draft.models.append(CoveredModel(number: ModelNumber(checked: "ZZ-\(index)"))) }
        }
        #expect(file.application.draft.checklist.isEmpty)
        let renewal = try #require(file.renewal(rules, on: Self.today))
        let view = PageView.RenewalView(renewal, file, rules, isComplete: false, .en)
        #expect(view.notes == [ApplicationWords.english.renewalUnknown])
        // The document and a hundred models.
        #expect(view.changes.count == 60 && view.more == "and 41 more")
    }
}
