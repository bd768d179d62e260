import Registry
import Testing

@Suite("What an application lacks is told by part")
struct ApplicationGapTests {
    static func gaps(
        _ file: ApplicationCase,
        on date: String = ApplicationSample.today
    ) -> [ApplicationGap] {
        file.application.gaps(of: file.applicant, current: file.current, rules: file.rules, on: day(date))
    }

    static func draft(_ change: (inout ApplicationDraft) -> Void) -> ApplicationDraft {
        var draft = ApplicationSample.draft()
        change(&draft)
        return draft
    }

    static func answered(_ answer: ChecklistAnswer?) -> ApplicationDraft {
        draft { $0.checklist["S1.1-07"] = answer }
    }

    static let missing: [(ApplicationDraft, String, ApplicationGap.Part)] = [
        (draft { $0.level = nil }, "noLevel", .terms),
        (
            draft {
                $0.product.nameJA = ""
                $0.product.nameEN = ""
            }, "noProductName", .product
        ),
        (draft { $0.product.category = "" }, "noCategory", .product),
        (draft { $0.product.support = .notStated }, "noSupport", .product),
        (draft { $0.manufacturer.publicContact = "" }, "noPublicContact", .product),
        (draft { $0.manufacturer.vulnerabilityContact = "" }, "noVulnerabilityContact", .product),
        (draft { $0.models = [] }, "noModel", .models),
        (answered(nil), "unanswered", .checklist),
        (answered(ChecklistAnswer(.notMet, evidence: "no")), "notMet", .checklist),
        (answered(ChecklistAnswer(.met)), "noEvidence", .checklist),
        (answered(ChecklistAnswer(.notApplicable)), "noReason", .checklist),
        (draft { $0.isByProxy = true }, "noPaper", .documents),
        (draft { $0.contact.name = "" }, "noContact", .contact),
        (draft { $0.contact.address = "" }, "noContact", .contact),
    ]

    @Test("each thing that is missing is one gap, in its part", arguments: missing)
    func single(_ draft: ApplicationDraft, _ code: String, _ part: ApplicationGap.Part) {
        for kind in [ApplicationKind.new, .extension] {
            let gaps = Self.gaps(ApplicationSample.file(.draft, kind: kind) { $0.application.draft = draft })
            #expect(gaps.map(\.code) == [code])
            #expect(gaps.map(\.part) == [part])
            #expect(gaps.allSatisfy { !$0.reason.ja.isEmpty && !$0.reason.en.isEmpty })
        }
    }

    static let enough: [ApplicationDraft] = [
        draft { _ in }, draft { $0.product.support = .unsupported }, draft { $0.product.nameJA = "" },
        draft { $0.product.nameEN = "" }, draft { $0.contact.telephone = "" }, draft { $0.remark = "" },
        answered(ChecklistAnswer(.notApplicable, evidence: "no password at all")),
        draft { $0.checklist["S9.9-99"] = ChecklistAnswer(.notMet) },
    ]

    @Test("nothing is missing where everything that is asked for is there", arguments: enough)
    func nothing(_ draft: ApplicationDraft) {
        #expect(Self.gaps(ApplicationSample.file(.draft) { $0.application.draft = draft }).isEmpty)
    }

    @Test("a complete draft of every kind and route may be submitted")
    func complete() {
        for kind in ApplicationKind.allCases {
            #expect(Self.gaps(ApplicationSample.file(.draft, kind: kind)).isEmpty, "\(kind)")
        }
        for route in ApplicationRoute.allCases {
            #expect(Self.gaps(ApplicationSample.file(.draft, route: route)).isEmpty, "\(route)")
        }
        for level in [StarLevel.star3, .star4] {
            #expect(Self.gaps(ApplicationSample.file(.draft, level: level)).isEmpty, "\(level)")
        }
    }

    @Test("a level or a route that is not open on the day is a gap of the terms")
    func opening() {
        let closed = ApplicationSample.file(.draft) {
            $0.rules.levels[0].windows = [LevelRule.Window(from: day("2026-03-11"), to: nil)]
        }
        #expect(Self.gaps(closed).map(\.code) == ["levelNotOpen"])
        #expect(Self.gaps(closed, on: "2026-03-11").isEmpty)
        let psti = ApplicationSample.file(.draft, route: .psti)
        #expect(Self.gaps(psti, on: "2025-12-31").map(\.code) == ["routeNotOpen"])
        #expect(Self.gaps(psti, on: "2026-01-01").isEmpty)
    }

    @Test("a level without criteria in this registry is not declared")
    func noCriteria() {
        let file = ApplicationSample.file(.draft, level: .star2)
        #expect(Self.gaps(file).map(\.code) == ["noCriteria"])
    }

    @Test("the statement of compliance leaves 13 of 16 items")
    func psti() throws {
        let file = ApplicationSample.file(.draft, route: .psti) { file in
            file.application.draft.checklist = file.application.draft.checklist.filter {
                !ApplicationSample.waived.contains($0.key)
            }
        }
        let document = try #require(file.rules.criteria.first)
        #expect(document.items.count == 16)
        #expect(file.application.asked(document).count == 13)
        #expect(Self.gaps(file).isEmpty)
        for route in [ApplicationRoute.standard, .cls] {
            var other = file
            other.application.draft.route = route
            other.application.documents.append(ApplicationSample.document(2, "cls-label"))
            #expect(other.application.asked(document).count == 16)
            #expect(Self.gaps(other).map(\.code) == ["unanswered", "unanswered", "unanswered"])
            #expect(Self.gaps(other).map(\.reason.en) == ["Answer S1.1-02", "Answer S1.1-05", "Answer S1.1-16"])
        }
    }

    @Test("the criteria are the newest of the level on the day, and the first ones before any")
    func newest() throws {
        var rules = ApplicationSample.rules
        rules.criteria.append(try #require(ApplicationSample.criteria("SAMPLE-2", .star1, published: "2026-06")))
        for (date, id) in [("2026-03-10", "SAMPLE-1"), ("2026-06-29", "SAMPLE-1"), ("2026-06-30", "SAMPLE-2")] {
            #expect(Application.criteria(of: .star1, rules: rules, on: day(date))?.id == id, "\(date)")
        }
        #expect(Application.criteria(of: .star3, rules: rules, on: day("2020-01-01"))?.id == "SAMPLE-3")
        #expect(Application.criteria(of: .star2, rules: rules, on: day("2026-03-10")) == nil)
        #expect(Application.criteria(of: nil, rules: rules, on: day("2026-03-10")) == nil)
    }

    struct Papers: Sendable {
        var kind = ApplicationKind.new
        var level = StarLevel.star1
        var route = ApplicationRoute.standard
        var isByProxy = false
        var isForeign = false
        var link = ""
        var required: [String]
    }

    static let filed: [Papers] = [
        Papers(required: []),
        Papers(isByProxy: true, required: ["power-of-attorney"]),
        Papers(isForeign: true, required: ["legal-person-proof"]),
        Papers(route: .psti, required: ["statement-of-compliance"]),
        Papers(route: .psti, link: "https://example.com/statement", required: []),
        Papers(route: .cls, required: ["cls-label"]),
        Papers(level: .star2, required: []),
        Papers(level: .star3, required: ["threat-model", "architecture"]),
        Papers(level: .star4, required: ["threat-model", "architecture"]),
        Papers(
            kind: .extension,
            level: .star3,
            route: .psti,
            isByProxy: true,
            isForeign: true,
            required: [
                "legal-person-proof", "power-of-attorney", "statement-of-compliance", "threat-model", "architecture",
            ]
        ),
        Papers(kind: .change, isByProxy: true, isForeign: true, required: []),
        Papers(kind: .withdrawal, isByProxy: true, isForeign: true, required: []),
    ]

    @Test("papers follow from kind, level, route, proxy and register", arguments: filed)
    func papers(_ papers: Papers) throws {
        var file = ApplicationSample.file(.draft, kind: papers.kind, level: papers.level, route: papers.route) {
            $0.application.draft.isByProxy = papers.isByProxy
            $0.application.draft.statementLink = papers.link
            $0.application.documents = []
            if papers.isForeign { $0.applicant = ApplicationSample.foreignMaker }
        }
        #expect(file.application.requiredPapers(of: file.applicant, rules: file.rules) == papers.required)
        var lacking = papers.required.count
        #expect(Self.gaps(file).count { $0.code == "noPaper" && $0.part == .documents } == lacking)
        for paper in papers.required {
            try file.perform(.attach(kind: paper, name: "\(paper).pdf", digest: paper, size: 1))
            lacking -= 1
            #expect(Self.gaps(file).count { $0.code == "noPaper" } == lacking)
        }
    }

    @Test("a change changes something, a label given up says why, and both name a contact")
    func changes() {
        let same = ApplicationSample.file(.draft, kind: .change) {
            $0.application.draft.models = ApplicationSample.models("CAM-100")
        }
        #expect(Self.gaps(same).map(\.code) == ["noChange"])
        var holder = same
        holder.application.draft.newHolder = Manufacturer(key: "m2", nameJA: "見本工業株式会社")
        #expect(Self.gaps(holder).map(\.code) == ["noPaper"])
        holder.application.documents.append(ApplicationSample.document(9, "holder-consent"))
        #expect(Self.gaps(holder).isEmpty)
        var unknown = same
        unknown.current = nil
        #expect(Self.gaps(unknown).map(\.code) == ["noChange"])
        let given = ApplicationSample.file(.draft, kind: .withdrawal) {
            $0.application.draft.remark = ""
            $0.application.draft.contact.name = ""
        }
        #expect(Self.gaps(given).map(\.code) == ["noRemark", "noContact"])
    }
}
