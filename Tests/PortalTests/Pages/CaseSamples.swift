import Registry

@testable import Portal
@testable import Store

/// Views of the pages of cases in which every optional part is there.
enum CaseSamples {
    private static let moment = Moment(milliseconds: 1_810_000_000_000)

    private static func one(_ id: Int64) -> PublicCase {
        PublicCase(id: id, number: CaseNumber(year: 2027, sequence: id), kind: .correction, at: moment)
    }

    private static func entry(_ sequence: Int64, _ registration: RegistrationNumber?) -> CaseEntry {
        CaseEntry(
            number: CaseNumber(year: 2027, sequence: sequence),
            kind: .misuse,
            state: .answered,
            outcome: .upheld,
            receivedAt: moment,
            registration: registration,
            category: "x",
            mayName: true,
            answer: "x"
        )
    }

    static var log: PageView.CaseLogView {
        let entries = [entry(2, RegistrationNumber(checked: "x")), entry(1, nil)]
        return PageView.CaseLogView(entries, limit: 1, PageSamples.site().rules, .ja)
    }

    static var entry: PageView.CaseEntryView {
        let line = PageView.CaseEntryLine(
            entry(1, RegistrationNumber(checked: "x")),
            PageSamples.site().rules,
            .ja
        )
        return PageView.CaseEntryView(entry: line)
    }

    static var desk: PageView.CaseDeskView {
        let lines = [CaseLine(file: one(1), subject: "x"), CaseLine(file: one(2), subject: "x")]
        return PageView.CaseDeskView(lines, limit: 1, in: .open, [.open: 3], bound: 2, today: moment.day, .ja)
    }

    static var file: PageView.CaseFileView {
        let file = CaseFile(
            file: one(1),
            doubt: 1,
            doubtKind: "other",
            subject: "x",
            says: "x",
            proposes: "x",
            source: "x",
            contact: "x",
            contactErasedAt: nil,
            language: "ja",
            appellant: nil,
            hasPart: true,
            steps: [CaseStep(at: moment, by: nil, word: "open", after: .open, note: "x")],
            names: [:]
        )
        var view = PageView.CaseFileView(file, AccountSamples.account, nil, .ja)
        (view.acts, view.done) = (OfficeSamples.acts, "x")
        return view
    }
}
