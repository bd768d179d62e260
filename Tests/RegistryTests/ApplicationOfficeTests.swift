import Registry
import Testing

@Suite("The office receives, reviews and decides, each by somebody else")
struct ApplicationOfficeTests {
    static let issue = ApplicationOrder.issue(number: nil, heldUntil: nil, publicNote: "")

    /// Received on which day, submitted on the 2nd, today the 10th.
    @Test(
        "the receipt day lies between the submission and today",
        arguments: [
            (nil, "2026-03-02", nil), ("2026-03-02", "2026-03-02", nil), ("2026-03-10", "2026-03-10", nil),
            ("2026-03-01", "", "dayOutOfRange"), ("2026-03-11", "", "dayOutOfRange"),
        ]
    )
    func receiptDay(_ stated: String?, _ kept: String, _ code: String?) throws {
        var file = ApplicationSample.file(.submitted)
        let order = ApplicationOrder.receive(on: stated.map { day($0) })
        #expect(file.refusal(order)?.code == code)
        if code == nil {
            try file.perform(order)
            #expect(file.application.receivedOn == day(kept) && file.application.state == .received)
        }
    }

    @Test(
        "a correction is due after today and within a year, and says what is to be done",
        arguments: [
            ("2026-03-11", "型番", nil), ("2027-03-11", "型番", nil), ("2026-03-10", "型番", "dayOutOfRange"),
            ("2026-03-09", "型番", "dayOutOfRange"), ("2027-03-12", "型番", "dayOutOfRange"), ("2026-03-20", "", "noText"),
            ("2026-03-20", String(repeating: "長", count: 2001), "tooLong"),
        ]
    )
    func deadline(_ until: String, _ text: String, _ code: String?) {
        let order = ApplicationOrder.askCorrection(text, until: day(until))
        #expect(ApplicationSample.file(.received).refusal(order)?.code == code)
    }

    @Test("a correction asked for opens the draft, takes the recommendation away and is closed by the answer")
    func correction() throws {
        var file = ApplicationSample.file(.underConfirmation) {
            $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
        }
        try file.perform(.askCorrection("型番を直してください", until: day("2026-03-31")))
        #expect(file.application.recommendation == nil && file.application.state == .underConfirmation)
        #expect(file.application.correction?.until == day("2026-03-31"))
        #expect(file.refusal(.recommend(toIssue: true, "見本"))?.code == "correctionOpen")
        var draft = file.application.draft
        draft.models = ApplicationSample.models("CAM-101")
        try file.perform(.save(draft))
        #expect(file.application.draft.declaration == nil)
        try file.perform(.answerCorrection(name: "見本 花子", title: "部長"), on: "2026-03-12")
        #expect(file.application.correction == nil && file.application.submissions == 2)
        #expect(file.application.draft.declaration?.day == day("2026-03-12"))
        #expect(file.application.receivedOn == day("2026-03-03"))
        #expect(file.refusal(.save(draft))?.code == "illegalTransition")
    }

    @Test("who reviewed or recommended does not decide, whatever roles come later")
    func secondPerson() throws {
        for isToIssue in [true, false] {
            var file = ApplicationSample.file(.feePaid)
            file.application.reviewedBy = []
            try file.perform(.confirm, by: ApplicationSample.account(.reviewer, 41))
            try file.perform(.recommend(toIssue: isToIssue, "確認しました"), by: ApplicationSample.account(.reviewer, 42))
            #expect(file.application.reviewedBy == [41, 42] && file.application.recommendation?.by == 42)
            let order = isToIssue ? Self.issue : .refuse("基準を満たさない")
            for id in [Int64(41), 42] {
                let refusal = file.refusal(order, by: ApplicationSample.account(.approver, id))
                #expect(refusal?.kind == .forbidden && refusal?.code == "secondPerson", "\(id)")
            }
            #expect(file.refusal(order, by: ApplicationSample.account(.approver, 43)) == nil)
        }
    }

    @Test("whatever a reviewer or finance does keeps them from the decision")
    func reviewers() throws {
        let orders: [(ApplicationState, ApplicationOrder)] = [
            (.submitted, .receive(on: nil)), (.submitted, .returnForCorrection("型番がありません")),
            (.received, .accept(number: nil)), (.received, .recommend(toIssue: false, "見本")),
            (.accepted, .askCorrection("型番", until: day("2026-03-20"))), (.feePaid, .confirm),
        ]
        for (state, order) in orders {
            let decision = try ApplicationSample.file(state).decide(order, by: ApplicationSample.account(.reviewer, 44))
            #expect(decision.application.reviewedBy.contains(44), "\(order.word)")
        }
        let paid = try ApplicationSample.file(.feeDue).decide(.proposeWaiver("見本"))
        // Whoever has a hand in the money does not decide either.
        #expect(paid.application.reviewedBy.contains(ApplicationSample.account(.finance).id))
    }

    @Test("a label is issued on what was paid or waived, recommended, and nothing asked for")
    func issuing() throws {
        let ready = ApplicationSample.file(.underConfirmation) {
            $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
        }
        let outcomes: [(Invoice?, String?)] = [
            (nil, "notPaid"), (ApplicationSample.invoice(.open), "notPaid"),
            (ApplicationSample.invoice(.void), "notPaid"),
            (ApplicationSample.invoice(.waived), nil),
            (ApplicationSample.invoice(.paid(day("2026-03-06"), reference: "bank 1")), nil),
        ]
        for (invoice, code) in outcomes {
            var file = ready
            file.application.invoice = invoice
            #expect(file.refusal(Self.issue)?.code == code)
        }
        let recommendations: [(Bool?, String)] = [(nil, "noRecommendation"), (false, "noRecommendation")]
        for (isToIssue, code) in recommendations {
            var file = ready
            file.application.recommendation = isToIssue.map { ApplicationSample.recommendation(toIssue: $0) }
            #expect(file.refusal(Self.issue)?.code == code)
        }
        #expect(ready.refusal(.refuse("基準を満たさない"))?.code == "noRecommendation")
        var asked = ready
        asked.application.correction = ApplicationSample.correction
        #expect(asked.refusal(Self.issue)?.code == "correctionOpen")
        let number = RegistrationNumber(checked: "HF-9")
        let decision = try ready.decide(.issue(number: number, heldUntil: day("2027-12-31"), publicNote: "発行"))
        #expect(decision.number == number && decision.publicNote == "発行" && decision.application.state == .issued)
        guard case .issue(let filing, let end) = decision.label else {
            Issue.record("nothing was issued")
            return
        }
        #expect(end == day("2027-12-31") && filing.models == ready.application.draft.models)
        #expect(filing.product == ready.application.draft.product)
        #expect(filing.manufacturer == ready.application.draft.manufacturer)
        #expect(
            filing.standard
                == Standard(level: .star1, assurance: .selfDeclared, criteria: "SAMPLE-1", route: "standard")
        )
    }

    @Test("a label names the criteria that were the newest on the day of receipt")
    func criteria() throws {
        for (published, id) in [("2026-03-03", "SAMPLE-2"), ("2026-03-04", "SAMPLE-1")] {
            let newer = try #require(ApplicationSample.criteria("SAMPLE-2", .star1, published: published))
            let file = ApplicationSample.file(.underConfirmation) {
                $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
                $0.rules.criteria.append(newer)
            }
            guard case .issue(let filing, _) = try file.decide(Self.issue).label else {
                Issue.record("nothing was issued")
                continue
            }
            #expect(filing.standard.criteria == id)
        }
    }

    @Test("an assessed level is issued on a report handed in, and names the laboratory")
    func report() throws {
        for state in AssessmentState.allCases.map(Optional.init) + [nil] {
            let file = ApplicationSample.file(.underConfirmation, level: .star3) {
                $0.application.recommendation = ApplicationSample.recommendation(toIssue: true)
                $0.application.assessment = state.map { ApplicationSample.assessment($0) }
            }
            guard state == .submittedToIpa else {
                #expect(file.refusal(Self.issue)?.code == "noReport", "\(String(describing: state))")
                continue
            }
            let decision = try file.decide(Self.issue)
            #expect(decision.application.assessment?.state == .acceptedByIpa)
            guard case .issue(let filing, _) = decision.label else {
                Issue.record("nothing was issued")
                continue
            }
            #expect(filing.standard.assurance == .thirdParty && filing.standard.laboratory == "見本評価所")
        }
    }

    @Test("a refusal says why, and ends the assessment that was handed in")
    func refusing() throws {
        let file = ApplicationSample.file(.underConfirmation, level: .star3) {
            $0.application.recommendation = ApplicationSample.recommendation(toIssue: false)
        }
        #expect(file.refusal(.refuse(" "))?.code == "noText")
        let decision = try file.decide(.refuse("基準を満たさない"))
        #expect(decision.application.state == .refused && decision.application.reason == "基準を満たさない")
        #expect(decision.application.assessment?.state == .refused && decision.label == nil)
    }

    @Test("to issue is recommended under confirmation only, to refuse also before")
    func recommending() {
        #expect(ApplicationSample.file(.received).refusal(.recommend(toIssue: false, "見本")) == nil)
        let early = ApplicationSample.file(.received).refusal(.recommend(toIssue: true, "見本"))
        #expect(early?.code == "illegalTransition" && early?.kind == .conflict)
        #expect(ApplicationSample.file(.underConfirmation).refusal(.recommend(toIssue: true, ""))?.code == "noText")
    }

    @Test("a provisional number is given once, to what has no label, and ends with its application")
    func provisional() throws {
        for number in [nil, "KARI-1"] {
            var file = ApplicationSample.file(.accepted)
            let decision = try file.perform(.grantProvisional(number: number))
            #expect(decision.number?.text == number && decision.application.numbers.provisional == number)
            guard case .provisional(let filing) = decision.label else {
                Issue.record("no provisional registration")
                continue
            }
            #expect(filing.standard.level == .star1 && file.application.state == .accepted)
            file.application.numbers.provisional = "KARI-1"
            #expect(file.refusal(.grantProvisional(number: "KARI-2"))?.code == "hasProvisional")
            #expect(try file.perform(.withdraw("中止のため")).label == .withdraw)
        }
        for kind in ApplicationKind.allCases where kind != .new {
            let refusal = ApplicationSample.file(.accepted, kind: kind).refusal(.grantProvisional(number: nil))
            #expect(refusal?.code == "hasLabel" && refusal?.kind == .conflict, "\(kind)")
        }
        #expect(try ApplicationSample.file(.accepted).decide(.withdraw("中止のため")).label == nil)
    }

    @Test(
        "a number given elsewhere is opaque, but never empty, invisible or too long",
        arguments: [
            ("A-2", nil), (" 受-第１号 ", nil), ("", "malformedNumber"), (" ", "malformedNumber"),
            ("A\u{200B}1", "malformedNumber"), (String(repeating: "9", count: 64), nil),
            (String(repeating: "9", count: 65), "malformedNumber"),
        ]
    )
    func numbers(_ text: String, _ code: String?) {
        #expect(ApplicationSample.file(.received).refusal(.accept(number: text))?.code == code)
        #expect(ApplicationSample.file(.accepted).refusal(.grantProvisional(number: text))?.code == code)
        let requested = ApplicationSample.file(.numberRequested, isOfficial: false)
        #expect(requested.refusal(.recordNumber(text))?.code == code)
    }
}
