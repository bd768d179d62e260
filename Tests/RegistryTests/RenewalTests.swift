import Registry
import TestSupport
import Testing

@Suite("A renewal beside its label")
struct RenewalTests {
    static let today = day("2026-03-10")

    /// A second revision: item 2 asks something else, item 16 is gone, item 17 is new.
    static let revised: Rules = {
        var rules = ApplicationSample.rules
        guard var next = ApplicationSample.criteria("SAMPLE-2", .star1, published: "2026-01-01") else { return rules }
        next.items[1].subject.en = "something else"
        var added = next.items[15]
        added.id = "S1.1-17"
        next.items[15] = added
        rules.criteria.append(next)
        return rules
    }()

    static func label(_ criteria: String = "SAMPLE-1") -> Registration {
        var registration = CheckSample().held("2024-06-01", "2026-05-31").registration
        registration.standard.criteria = criteria
        return registration
    }

    /// The application by which the label was got.
    static func last(_ kind: ApplicationKind = .new, received: String = "2024-05-01") -> Application {
        var application = ApplicationSample.file(.issued, kind: .new).application
        application.kind = kind
        application.receivedOn = day(received)
        return application
    }

    static func renewal(
        _ rules: Rules = ApplicationSample.rules,
        of label: Registration = label(),
        last: Application? = last(),
        route: ApplicationRoute = .standard,
        _ change: (inout ApplicationDraft) -> Void = { _ in }
    ) -> Renewal {
        var draft = ApplicationDraft(renewing: label, last: last, rules: rules, on: today)
        draft.route = route
        change(&draft)
        let application = Application(
            id: 2,
            kind: .extension,
            organisation: 7,
            registration: label.number,
            draft: draft,
            at: noon("2026-03-10")
        )
        return Renewal(application, of: label, last: last, rules: rules, on: today)
    }

    @Test("answers are carried over where the items ask the same, and nothing else is")
    func carried() {
        let all = Set(ApplicationSample.items)
        let cases: [(Rules, String, Application?, Set<String>)] = [
            (ApplicationSample.rules, "SAMPLE-1", Self.last(), all),
            (Self.revised, "SAMPLE-1", Self.last(), all.subtracting(["S1.1-02", "S1.1-16"])),
            // Nobody can say what a document asked that the data does not have.
            (Self.revised, "LOST", Self.last(), []), (Self.revised, "", Self.last(), []),
            // An extension was measured by the document of the day it was received on.
            (Self.revised, "LOST", Self.last(.extension, received: "2026-02-01"), all.subtracting(["S1.1-16"])),
            (
                Self.revised, "LOST", Self.last(.extension, received: "2025-02-01"),
                all.subtracting(["S1.1-02", "S1.1-16"])
            ),
            (Self.revised, "SAMPLE-1", Self.last(.extension, received: "2024-01-01"), []),
            (ApplicationSample.rules, "SAMPLE-1", nil, []),
        ]
        for (index, (rules, criteria, last, kept)) in cases.enumerated() {
            let label = Self.label(criteria)
            let draft = ApplicationDraft(renewing: label, last: last, rules: rules, on: Self.today)
            #expect(Set(draft.checklist.keys) == kept, "\(index)")
            #expect(draft.declaration == nil && draft.remark.isEmpty)
            #expect(draft.contact == last?.draft.contact ?? ApplicationDraft.Contact())
            #expect(draft.models.map(\.number.exact) == ["CAM-100"] && draft.product.nameJA == "見本カメラ")
        }
    }

    @Test("items that are new, changed or gone are named, as far as the route asks for them")
    func items() {
        let change = Self.renewal(Self.revised).criteria
        #expect(change.before == "SAMPLE-1" && change.now == "SAMPLE-2" && change.isComparable && !change.isSame)
        #expect(change.added == ["S1.1-17"] && change.changed == ["S1.1-02"] && change.gone == ["S1.1-16"])
        #expect(change.kept.count == 14)
        // Items 2 and 16 are waived by a filed statement; the new item stands in the place of item 16.
        let filed = Self.renewal(Self.revised, route: .psti).criteria
        #expect(filed.added.isEmpty && filed.changed.isEmpty)
        let lost = Self.renewal(Self.revised, of: Self.label("LOST")).criteria
        #expect(!lost.isComparable && lost.kept.isEmpty && lost.added.isEmpty)
        #expect(Self.renewal().criteria.isSame)
    }

    @Test("where nothing changed, every part says so and only the declaration is left")
    func unchanged() {
        let renewal = Self.renewal()
        #expect(renewal.differences.isEmpty && renewal.isUnchanged)
        for part in ApplicationGap.Part.allCases {
            #expect(renewal.isUnchanged(part) == (part != .documents), "\(part)")
        }
    }

    struct Changed: Sendable {
        var part: ApplicationGap.Part
        var field: String
        var change: @Sendable (inout ApplicationDraft) -> Void

        init(
            _ part: ApplicationGap.Part,
            _ field: String,
            _ change: @escaping @Sendable (inout ApplicationDraft) -> Void
        ) {
            (self.part, self.field, self.change) = (part, field, change)
        }
    }

    static let changes = [
        Changed(.terms, "route") { $0.route = .cls }, Changed(.terms, "isByProxy") { $0.isByProxy = true },
        Changed(.product, "product.nameJA") { $0.product.nameJA = "別のカメラ" },
        Changed(.product, "product.support") { $0.product.support = .unsupported },
        Changed(.product, "manufacturer.publicContact") { $0.manufacturer.publicContact = "https://example.com/b" },
        Changed(.models, "models.CAM-200") { $0.models += ApplicationSample.models("CAM-200") },
        Changed(.checklist, "checklist.S1.1-03") { $0.checklist["S1.1-03"] = ChecklistAnswer(.met, evidence: "b") },
        Changed(.contact, "contact.name") { $0.contact.name = "見本 次郎" },
        Changed(.contact, "remark") { $0.remark = "x" },
    ]

    @Test("one change is told, and its part alone is marked", arguments: changes.indices)
    func changed(index: Int) {
        let expected = Self.changes[index]
        let renewal = Self.renewal { expected.change(&$0) }
        #expect(renewal.differences.map(\.field) == [expected.field])
        #expect(renewal.differences.map(\.part) == [expected.part] && !renewal.isUnchanged)
        for part in ApplicationGap.Part.allCases where part != .documents {
            #expect(renewal.isUnchanged(part) == (part != expected.part), "\(part)")
        }
    }

    @Test("another document of the criteria is told first, and its part is not as it was")
    func criteria() {
        let renewal = Self.renewal(Self.revised) { $0.product.brand = "B" }
        #expect(renewal.differences.map(\.field) == ["criteria", "product.brand"])
        #expect(renewal.differences.first?.before == "SAMPLE-1" && renewal.differences.first?.after == "SAMPLE-2")
        #expect(!renewal.isUnchanged(.checklist) && renewal.isUnchanged(.contact) && !renewal.isUnchanged)
    }

    @Test("of a label that was not applied for here, only what the label says is compared")
    func stranger() {
        let renewal = Self.renewal(last: nil) { draft in
            draft.contact.name = "見本 太郎"
            draft.isByProxy = true
            draft.checklist["S1.1-01"] = ChecklistAnswer(.met, evidence: "a")
        }
        #expect(renewal.differences.isEmpty && !renewal.isUnchanged)
        #expect(renewal.isUnchanged(.product) && renewal.isUnchanged(.models))
        #expect(!renewal.isUnchanged(.checklist) && !renewal.isUnchanged(.contact))
    }

    @Test("what the label says since the renewal was begun is what counts")
    func meanwhile() {
        let label = Self.label()
        let draft = ApplicationDraft(renewing: label, last: Self.last(), rules: ApplicationSample.rules, on: Self.today)
        let added = ApplicationSample.models("CAM-300")
        var next = label
        next.models += added
        let application = Application(id: 2, kind: .extension, organisation: 7, draft: draft, at: noon("2026-03-10"))
        let renewal = Renewal(application, of: next, last: Self.last(), rules: ApplicationSample.rules, on: Self.today)
        #expect(renewal.differences.map(\.field) == ["models.CAM-300"])
        #expect(renewal.differences.first?.after == "" && !renewal.isUnchanged(.models))
    }
}
