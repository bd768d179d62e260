import Registry
import Testing

@Suite("What an applicant does with an application")
struct ApplicationDecidingTests {
    static let submit = ApplicationOrder.submit(name: "見本 花子", title: "部長")

    static func edited(_ file: ApplicationCase, _ change: (inout ApplicationDraft) -> Void) -> ApplicationOrder {
        var draft = file.application.draft
        change(&draft)
        return .save(draft)
    }

    @Test("who applies is the organisation, whatever was typed; its contacts are the applicant's own")
    func identity() throws {
        for (organisation, key, number) in [
            (ApplicationSample.maker, "9999999999999", "9999999999999"),
            (ApplicationSample.foreignMaker, "organisation 8", ""),
        ] {
            let file = ApplicationSample.file(.draft) { $0.applicant = organisation }
            let order = Self.edited(file) {
                $0.manufacturer = Manufacturer(
                    key: "somebody else",
                    nameJA: "別の会社",
                    nameEN: "Another Company",
                    brands: ["MIHON"],
                    corporateNumber: "8000000000001",
                    country: "FR",
                    publicContact: "https://example.com/help"
                )
            }
            let kept = try file.decide(order).application.draft.manufacturer
            #expect(kept.key == key && kept.corporateNumber == number && kept.country == organisation.country)
            #expect(kept.nameJA == organisation.nameJA && kept.nameEN == organisation.nameEN)
            #expect(kept.brands == ["MIHON"] && kept.publicContact == "https://example.com/help")
        }
    }

    @Test("any edit takes the declaration away")
    func declaration() throws {
        let orders: [ApplicationOrder] = [
            Self.edited(ApplicationSample.file(.returned)) { $0.remark = "追記" },
            Self.edited(ApplicationSample.file(.returned)) { _ in },
            .attach(kind: "other", name: "b.pdf", digest: "another", size: 1), .detach(1),
        ]
        for order in orders {
            let file = ApplicationSample.file(.returned)
            #expect(file.application.draft.declaration != nil)
            #expect(try file.decide(order).application.draft.declaration == nil, "\(order.word)")
        }
    }

    @Test("level and route stand from the day of receipt on")
    func terms() {
        let changes: [ApplicationOrder] = [
            Self.edited(ApplicationSample.file(.received)) { $0.level = .star2 },
            Self.edited(ApplicationSample.file(.received)) { $0.level = nil },
            Self.edited(ApplicationSample.file(.received)) { $0.route = .psti },
        ]
        for order in changes {
            #expect(ApplicationSample.file(.returned).refusal(order) == nil)
            for state in [ApplicationState.received, .accepted, .feeDue, .feePaid, .underConfirmation] {
                let file = ApplicationSample.file(state) { $0.application.correction = ApplicationSample.correction }
                let refusal = file.refusal(order)
                #expect(refusal?.code == "termsFixed" && refusal?.kind == .conflict, "\(state)")
            }
        }
    }

    @Test("models are bounded, and none is named twice")
    func models() {
        for (count, code) in [
            (ApplicationDraft.maximumModels, nil), (ApplicationDraft.maximumModels + 1, "tooManyModels"),
        ] {
            let order = Self.edited(ApplicationSample.file(.draft)) { draft in
                draft.models = (0..<count).map { CoveredModel(number: ModelNumber(checked: "M\($0)")) }
            }
            #expect(ApplicationSample.file(.draft).refusal(order)?.code == code)
        }
        let twice = Self.edited(ApplicationSample.file(.draft)) { $0.models += $0.models }
        #expect(ApplicationSample.file(.draft).refusal(twice)?.code == "duplicateModel")
    }

    @Test("an incomplete application is not submitted, and is told the first gap and how many follow")
    func incomplete() throws {
        let empty = ApplicationSample.file(.draft) { $0.application.draft = ApplicationDraft() }
        let refusal = try #require(empty.refusal(Self.submit))
        #expect(refusal.kind == .unprocessable && refusal.code == "noLevel" && refusal.field == "terms")
        #expect(refusal.reason == "Choose a level, and 7 more")
        #expect(refusal.reasonJA == "レベルを選んでください（ほか7件）")
        let single = ApplicationSample.file(.draft) { $0.application.draft.models = [] }
        #expect(single.refusal(Self.submit)?.reason == "List at least one model")
        let wrong = ApplicationSample.file(.received) {
            $0.application.correction = ApplicationSample.correction
            $0.application.draft.models = []
        }
        #expect(wrong.refusal(.answerCorrection(name: "見本 花子", title: "部長"))?.code == "noModel")
    }

    @Test("a named person with a title declares, on the day it is submitted")
    func declaring() throws {
        var file = ApplicationSample.file(.draft)
        #expect(file.refusal(.submit(name: " ", title: "部長"))?.field == "declarant")
        #expect(file.refusal(.submit(name: "見本 花子", title: ""))?.field == "declarantTitle")
        let decision = try file.perform(.submit(name: " 見本 花子 ", title: "部長"))
        let declared = ApplicationDraft.Declaration(name: "見本 花子", title: "部長", day: day(ApplicationSample.today))
        #expect(decision.application.draft.declaration == declared && decision.note == "部長 見本 花子")
        #expect(decision.application.submittedAt == noon(ApplicationSample.today) && decision.label == nil)
        #expect(decision.application.submissions == 1 && decision.application.state == .submitted)
        try file.perform(.returnForCorrection("型番がありません"))
        try file.perform(Self.submit, on: "2026-03-12")
        #expect(file.application.submissions == 2 && file.application.submittedAt == noon("2026-03-12"))
    }

    @Test("an extension is filed with the label once, however often it is submitted")
    func extensionFiled() throws {
        var file = ApplicationSample.file(.draft, kind: .extension)
        #expect(try file.perform(Self.submit).label == .fileExtension)
        try file.perform(.returnForCorrection("型番がありません"))
        #expect(try file.perform(Self.submit).label == nil)
    }

    @Test("a pending extension ends with its application")
    func extensionEnded() throws {
        for state in ApplicationState.allCases where !state.isTerminal {
            let isFiled = ![.draft, .numberRequested, .numberIssued].contains(state)
            var file = ApplicationSample.file(state, kind: .extension)
            if isFiled { file.fileExtension() }
            let label = try file.decide(.withdraw("中止のため")).label
            #expect(label == (isFiled ? .abandonExtension : nil), "\(state)")
        }
        #expect(try ApplicationSample.file(.draft, kind: .extension).decide(.abandon).label == nil)
        // Ended by the office's own verbs meanwhile: the application ends all the same.
        #expect(try ApplicationSample.file(.received, kind: .extension).decide(.withdraw("中止")).label == nil)
        for state in [ApplicationState.received, .underConfirmation] {
            let file = ApplicationSample.file(state, kind: .extension) {
                $0.application.recommendation = ApplicationSample.recommendation(toIssue: false)
                $0.fileExtension()
            }
            #expect(try file.decide(.refuse("基準を満たさない")).label == .refuseExtension)
        }
    }

    @Test("an extension issued extends, with the stated end, at the level there is")
    func extending() throws {
        let file = ApplicationSample.file(.underConfirmation, kind: .extension) {
            $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
        }
        for end in [nil, day("2027-12-31")] {
            let decision = try file.decide(.issue(number: nil, heldUntil: end, publicNote: ""))
            #expect(decision.label == .extend(heldUntil: end))
        }
        let draft = ApplicationSample.file(.draft, kind: .extension)
        #expect(draft.refusal(Self.edited(draft) { $0.level = .star2 })?.code == "levelKept")
        #expect(draft.refusal(Self.edited(draft) { $0.remark = "追記" }) == nil)
    }

    @Test("what an extension declares anew is restated on the label, from the day it is granted, and nothing else")
    func restating() throws {
        let file = ApplicationSample.file(.underConfirmation, kind: .extension) { file in
            file.application.recommendation = ApplicationSample.recommendation(toIssue: true)
            if let answer = file.current?.answer(on: day(ApplicationSample.today)) {
                file.application.draft.manufacturer = answer.manufacturer
                file.application.draft.product = answer.product
            }
        }
        let issue = ApplicationOrder.issue(number: nil, heldUntil: nil, publicNote: "")
        var same = file
        let criteria = Application.criteria(of: .star1, rules: file.rules, on: day("2026-03-03"))
        same.current?.standard = Standard(
            level: .star1,
            assurance: .selfDeclared,
            criteria: try #require(criteria).id,
            route: "standard"
        )
        #expect(try same.decide(issue).more == nil)
        var moved = same
        moved.application.draft.manufacturer.publicContact = "https://example.com/new"
        let restatement = Restatement(manufacturer: moved.application.draft.manufacturer)
        #expect(try moved.decide(issue).more == .restate(restatement))
        moved = same
        moved.current?.standard.criteria = "an older revision"
        #expect(try moved.decide(issue).more == .restate(Restatement(standard: same.current?.standard)))
    }

    @Test(
        "what was done to the label after the declaration is never undone unseen",
        arguments: [
            ApplicationKind.change, .extension,
        ]
    )
    func labelMoved(kind: ApplicationKind) throws {
        var file = ApplicationSample.file(.underConfirmation, kind: kind) {
            $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
            $0.application.draft.models.append(contentsOf: ApplicationSample.models("NEW-1"))
        }
        let issue = ApplicationOrder.issue(number: nil, heldUntil: nil, publicNote: "")
        #expect(file.refusal(issue) == nil)
        let corrected = LabelEvent(
            kind: .corrected(Correction(product: Product(nameJA: "訂正後の名"))),
            effectiveOn: day("2026-03-05"),
            recordedAt: noon("2026-03-05"),
            revision: 99,
            actor: "office"
        )
        file.current = file.current?.applying(corrected)
        #expect(file.refusal(issue)?.code == "labelMoved")
        // Declared anew since, it goes on.
        file.application.submittedAt = noon("2026-03-06")
        #expect(file.refusal(issue) == nil)
    }

    @Test("a change of models adds and removes exactly what differs from what is covered")
    func changing() throws {
        let ended = Span(from: .ever, to: day("2026-01-01"))
        let covered =
            ApplicationSample.models("CAM-100", "CAM-101", "cam-100") + [
                CoveredModel(number: ModelNumber(checked: "OLD-1"), span: ended),
                CoveredModel(number: ModelNumber(checked: "BAD-1"), span: ended, isRevoked: true),
            ]
        let file = ApplicationSample.file(.underConfirmation, kind: .change) { file in
            file.current?.models = covered
            file.application.draft.models = ApplicationSample.models("NEW-2", "CAM-100", "OLD-1", "NEW-1")
            file.application.recommendation = ApplicationSample.recommendation(toIssue: true)
        }
        let label = try file.decide(.issue(number: nil, heldUntil: nil, publicNote: "")).label
        #expect(
            label
                == .changeModels(
                    added: ApplicationSample.models("NEW-2", "OLD-1", "NEW-1"),
                    removed: [ModelNumber(checked: "CAM-101"), ModelNumber(checked: "cam-100")],
                    revoked: []
                )
        )
    }

    @Test("a change of holder names the new one")
    func holder() throws {
        let holder = Manufacturer(key: "m2", nameJA: "見本工業株式会社")
        let file = ApplicationSample.file(.underConfirmation, kind: .change) {
            $0.application.draft.newHolder = holder
            $0.application.draft.models = ApplicationSample.models("CAM-100")
            $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
        }
        let label = try file.decide(.issue(number: nil, heldUntil: nil, publicNote: "")).label
        #expect(label == .changeHolder(holder))
    }

    @Test("a withdrawal says why, and what ends keeps no request")
    func withdrawing() throws {
        let file = ApplicationSample.file(.accepted) { $0.application.correction = ApplicationSample.correction }
        #expect(file.refusal(.withdraw(" "))?.code == "noText")
        let next = try file.decide(.withdraw(" 中止のため ")).application
        #expect(next.state == .withdrawnByApplicant && next.reason == "中止のため" && next.correction == nil)
    }

    @Test("a file is kept once for what it is, under a number that is never used again")
    func documents() throws {
        var file = ApplicationSample.file(.draft)
        let order = ApplicationOrder.attach(kind: "manual", name: "説明書.pdf", digest: "abc", size: 5)
        #expect(try file.perform(order).note == "説明書.pdf")
        let refusal = file.refusal(order)
        #expect(refusal?.code == "sameDocument" && refusal?.kind == .conflict)
        #expect(file.refusal(.attach(kind: "manual", name: "b.pdf", digest: "abc", size: 5))?.code == "sameDocument")
        try file.perform(.attach(kind: "other", name: "b.pdf", digest: "abc", size: 5))
        #expect(file.application.documents.map(\.number) == [1, 2, 3])
        #expect(try file.perform(.detach(3)).note == "b.pdf")
        #expect(file.refusal(.detach(3))?.kind == .missing)
        try file.perform(.detach(2))
        try file.perform(order)
        #expect(file.application.documents.map(\.number) == [1, 4])
        #expect(file.application.documents.last?.addedBy == ApplicationSample.account(.manufacturerMember).id)
    }

    @Test("documents are bounded")
    func manyDocuments() throws {
        var file = ApplicationSample.file(.draft)
        for count in 2...ApplicationDocument.maximumCount {
            try file.perform(.attach(kind: "other", name: "b.pdf", digest: "file \(count)", size: 1))
        }
        #expect(file.application.documents.count == 60)
        let refusal = file.refusal(.attach(kind: "other", name: "b.pdf", digest: "one more", size: 1))
        #expect(refusal?.code == "tooManyDocuments" && refusal?.kind == .tooLarge)
        try file.perform(.detach(1))
        try file.perform(.attach(kind: "other", name: "b.pdf", digest: "one more", size: 1))
        #expect(file.application.documents.last?.number == 61)
    }
}
