import Registry
import Testing

@Suite("A laboratory assesses, and nothing but a passed retest closes a finding")
struct AssessmentDecidingTests {
    /// An application with the office, assigned to the sample laboratory on the 4th of March 2026.
    static func file(_ state: AssessmentState, findings: [Assessment.Finding] = []) -> ApplicationCase {
        ApplicationSample.file(.accepted, level: .star3) {
            $0.application.assessment = ApplicationSample.assessment(state)
            $0.application.assessment?.findings = findings
            guard !findings.isEmpty else { return }
            // Looked at before the findings were put right; during a retest in the version that does.
            $0.application.assessment?.versions = [.cloud: state == .retest ? "2.0" : "1.0"]
        }
    }

    static func finding(_ number: Int, round: Int = 0, results: [Assessment.Finding.Result] = []) -> Assessment.Finding
    {
        Assessment.Finding(
            number: number,
            module: .cloud,
            severity: .major,
            check: "update channel",
            evidence: "plain text seen",
            round: round,
            fixedIn: round == 0 ? "2.0" : "",
            results: results
        )
    }

    static func found(_ module: AssessmentModule, _ check: String) -> ApplicationOrder {
        .assess(.addFinding(module, .major, check: check, evidence: "seen in the log"))
    }

    @Test("a life of two rounds, from the documents to the report")
    func twoRounds() throws {
        var file = ApplicationSample.file(.received, level: .star3)
        let assigned = try file.perform(.assignLaboratory(ApplicationSample.record()), on: "2026-03-04")
        #expect(assigned.note == "見本評価所" && file.application.assessment?.state == .documentReview)
        for version in ["", "fw 1.0", "app 3.1", "svc 7"] {
            if version == "fw 1.0" { try file.perform(Self.found(.device, "debug port")) }
            try file.perform(.assess(.pass(version: version)))
        }
        #expect(file.application.assessment?.state == .issuesListed)
        #expect(file.application.assessment?.versions == [.device: "fw 1.0", .app: "app 3.1", .cloud: "svc 7"])
        #expect(try file.perform(.assess(.listIssues)).note == "1")
        try file.perform(.assess(.rectify([1: "fw 1.1"])))
        #expect(file.application.assessment?.round == 1 && file.application.assessment?.state == .retest)
        try file.perform(.assess(.retest([1: false])))
        #expect(file.application.assessment?.state == .rectification)
        #expect(file.application.assessment?.openFindings.map(\.number) == [1])
        try file.perform(.assess(.rectify([1: " fw 1.2 "])))
        try file.perform(.assess(.passAgain(.device, version: "fw 1.2")))
        try file.perform(.assess(.retest([1: true])))
        let assessment = try #require(file.application.assessment)
        #expect(assessment.state == .reportReview && assessment.round == 2 && assessment.openFindings.isEmpty)
        #expect(
            assessment.findings[0].results == [
                .init(round: 1, version: "fw 1.1", isPassed: false), .init(round: 2, version: "fw 1.2", isPassed: true),
            ]
        )
        try file.perform(.assess(.approveReport(id: "R-1", on: day("2026-03-10"))))
        #expect(file.application.assessment?.report == .init(id: "R-1", day: day("2026-03-10")))
        #expect(file.application.assessment?.reportedBy == ApplicationSample.account(.laboratory).id)
        #expect(try file.perform(.assess(.submitReport)).note == "R-1")
        #expect(file.application.assessment?.state == .submittedToIpa && file.application.state == .received)
        #expect(file.refusal(Self.found(.device, "late"))?.code == "illegalTransition")
    }

    @Test("without findings the report follows the last test")
    func clean() throws {
        var file = Self.file(.cloudTest)
        try file.perform(.assess(.pass(version: "svc 7")))
        #expect(file.application.assessment?.state == .reportReview && file.application.assessment?.round == 0)
    }

    static let tests: [(AssessmentState, AssessmentModule)] = [
        (.deviceTest, .device), (.appTest, .app), (.cloudTest, .cloud),
    ]

    @Test("each test names the version that was tested", arguments: tests)
    func versions(_ state: AssessmentState, _ module: AssessmentModule) throws {
        let file = Self.file(state)
        let refusal = file.refusal(.assess(.pass(version: " ")))
        #expect(refusal?.field == "testedVersion" && refusal?.code == "noText")
        let next = try file.decide(.assess(.pass(version: " 1.0 "))).application.assessment
        #expect(next?.versions == [module: "1.0"])
    }

    @Test("no step but a passed retest closes a finding")
    func onlyRetest() throws {
        let orders: [AssessmentOrder] = [
            .pass(version: "1"), .addFinding(.app, .minor, check: "more", evidence: "seen"), .listIssues,
            .rectify([1: "2.0"]), .passAgain(.cloud, version: "2.0"), .approveReport(id: "R-1", on: day("2026-03-10")),
            .submitReport, .retest([1: false]),
        ]
        #expect(Set(orders.map(\.action)) == Set(AssessmentAction.allCases))
        for state in AssessmentState.allCases {
            for order in orders {
                var file = Self.file(state, findings: [Self.finding(1)])
                if state == .retest { file.application.assessment?.round = 1 }
                guard let next = try? file.decide(.assess(order)).application.assessment else { continue }
                #expect(next.findings[0].isClosed == false, "\(order) in \(state)")
                #expect(next.openFindings.contains { $0.number == 1 })
            }
        }
        var file = Self.file(.retest, findings: [Self.finding(1)])
        file.application.assessment?.round = 1
        #expect(try file.decide(.assess(.retest([1: true]))).application.assessment?.openFindings.isEmpty == true)
    }

    @Test("every open finding names the version that puts it right, and has a result")
    func nothingPassedOver() throws {
        let findings = [Self.finding(1), Self.finding(2), Self.finding(3)]
        let open = Self.file(.rectification, findings: findings)
        for (fixes, field) in [
            ([1: "2.0", 3: "2.0"], "finding2"), ([:], "finding1"), ([1: "2.0", 2: "2.0", 3: " "], "finding3"),
        ] {
            let refusal = open.refusal(.assess(.rectify(fixes)))
            #expect(refusal?.code == "noVersion" && refusal?.field == field && refusal?.kind == .unprocessable)
        }
        var tested = Self.file(.retest, findings: findings)
        tested.application.assessment?.round = 1
        for (results, field) in [
            ([1: true, 2: true], "finding3"), ([2: false, 3: true], "finding1"), ([:], "finding1"),
        ] {
            let refusal = tested.refusal(.assess(.retest(results)))
            #expect(refusal?.code == "noResult" && refusal?.field == field && refusal?.kind == .unprocessable)
        }
        let next = try tested.decide(.assess(.retest([1: true, 2: false, 3: true, 9: true]))).application.assessment
        #expect(next?.openFindings.map(\.number) == [2] && next?.state == .rectification)
    }

    @Test("a result is bound to the version that was named, and a closed finding is not tested again")
    func boundToVersion() throws {
        let passed = Assessment.Finding.Result(round: 1, version: "1.5", isPassed: true)
        var file = Self.file(.rectification, findings: [Self.finding(1, results: [passed]), Self.finding(2)])
        file.application.assessment?.round = 1
        try file.perform(.assess(.rectify([1: "9.9", 2: "2.1"])))
        try file.perform(.assess(.passAgain(.cloud, version: "2.1")))
        try file.perform(.assess(.retest([1: false, 2: true])))
        let findings = try #require(file.application.assessment?.findings)
        #expect(findings[0].results == [passed] && findings[0].fixedIn == "2.0")
        #expect(findings[1].results == [.init(round: 2, version: "2.1", isPassed: true)])
        #expect(file.application.assessment?.state == .reportReview)
    }

    @Test(
        "a correction after the report sends the assessment back to it, and nothing is issued on what was reported before"
    )
    func reopened() throws {
        for state in [AssessmentState.assessmentCompleted, .submittedToIpa] {
            var file = ApplicationSample.file(.underConfirmation, level: .star3) {
                $0.application.assessment = ApplicationSample.assessment(state)
            }
            try file.perform(.askCorrection("型番を直してください", until: day("2026-03-31")))
            #expect(file.application.assessment?.state == state)
            try file.perform(.answerCorrection(name: "見本 花子", title: "部長"))
            #expect(file.application.assessment?.state == .reportReview)
            #expect(file.refusal(.recommend(toIssue: true, "確認しました"))?.code == "noReport")
        }
    }

    @Test("what is found during a retest waits for the next round")
    func foundLate() throws {
        var file = Self.file(.retest, findings: [Self.finding(1)])
        file.application.assessment?.round = 1
        try file.perform(Self.found(.app, "session stays open"))
        #expect(file.application.assessment?.findings.last?.round == 1)
        try file.perform(.assess(.retest([1: true, 2: true])))
        #expect(file.application.assessment?.state == .rectification)
        #expect(file.application.assessment?.openFindings.map(\.number) == [2])
        #expect(file.application.assessment?.findings.last?.results == [])
        #expect(file.refusal(.assess(.rectify([:])))?.field == "finding2")
        try file.perform(.assess(.rectify([2: "2.2"])))
        try file.perform(.assess(.passAgain(.app, version: "2.2")))
        try file.perform(.assess(.retest([2: true])))
        #expect(file.application.assessment?.state == .reportReview && file.application.assessment?.round == 2)
    }

    static let steps: [(AssessmentState, AssessmentOrder)] = [
        (.deviceTest, .pass(version: "1.0")), (.deviceTest, .addFinding(.device, .minor, check: "a", evidence: "b")),
        (.issuesListed, .listIssues), (.retest, .retest([1: true])),
        (.reportReview, .approveReport(id: "R-1", on: day("2026-03-10"))), (.assessmentCompleted, .submitReport),
    ]

    @Test("another laboratory finds no such application", arguments: steps)
    func another(_ state: AssessmentState, _ order: AssessmentOrder) {
        let file = Self.file(state, findings: [Self.finding(1)])
        let stranger = ApplicationSample.account(.laboratory, 70, of: ApplicationSample.laboratory(10))
        let refusal = file.refusal(.assess(order), by: stranger)
        #expect(refusal?.kind == .missing && refusal?.code == "missing")
    }

    @Test("a laboratory out of scope, out of its days or in conflict does no step", arguments: steps)
    func standing(_ state: AssessmentState, _ order: AssessmentOrder) {
        for (record, code) in Self.records {
            var file = Self.file(state, findings: [Self.finding(1)])
            if state == .retest { file.application.assessment?.round = 1 }
            file.laboratory = record
            #expect(file.refusal(.assess(order))?.code == code)
        }
    }

    static let records: [(LaboratoryRecord, String?)] = [
        (ApplicationSample.record(), nil),
        (ApplicationSample.record(levels: [.star4]), "laboratoryScope"),
        (ApplicationSample.record(levels: []), "laboratoryScope"),
        (ApplicationSample.record(from: "2026-03-11"), "laboratoryValidity"),
        (ApplicationSample.record(from: "2026-03-10", until: "2026-03-10"), nil),
        (ApplicationSample.record(until: "2026-03-09"), "laboratoryValidity"),
        (ApplicationSample.record(conflicts: [7]), "laboratoryConflict"),
        (ApplicationSample.record(conflicts: [8]), nil),
    ]

    @Test("nor is it assigned", arguments: records)
    func assigned(_ record: LaboratoryRecord, _ code: String?) {
        let refusal = ApplicationSample.file(.received, level: .star3).refusal(.assignLaboratory(record))
        #expect(refusal?.code == code)
        #expect(refusal == nil || refusal?.kind == .unprocessable)
    }

    @Test("a level that the maker declares has no laboratory, nor has a change")
    func notAssessed() {
        for level in [StarLevel.star1, .star2] {
            let file = ApplicationSample.file(.received, level: level)
            let record = ApplicationSample.record(levels: Set(StarLevel.allCases))
            #expect(file.refusal(.assignLaboratory(record))?.code == "notAssessed")
        }
        for kind in [ApplicationKind.change, .withdrawal] {
            let file = ApplicationSample.file(.received, kind: kind, level: .star3)
            #expect(file.refusal(.assignLaboratory(ApplicationSample.record()))?.code == "notAssessed")
        }
    }

    @Test("another laboratory takes over before the assessment began, not after")
    func reassigned() throws {
        var other = ApplicationSample.record()
        other.organisation = ApplicationSample.laboratory(10)
        for state in AssessmentState.allCases {
            for findings in [[], [Self.finding(1)]] {
                let file = Self.file(state, findings: findings)
                let hasBegun = state != .documentReview || !findings.isEmpty
                #expect(
                    file.refusal(.assignLaboratory(other))?.code == (hasBegun ? "assessmentBegun" : nil),
                    "\(state)"
                )
                guard !hasBegun else { continue }
                #expect(try file.decide(.assignLaboratory(other)).application.assessment?.laboratory == 10)
            }
        }
    }

    @Test("nothing is assessed without an assignment, nor when the office no longer has the application")
    func notNow() {
        let order = ApplicationOrder.assess(.pass(version: "1.0"))
        #expect(ApplicationSample.file(.accepted, level: .star3).refusal(order)?.code == "illegalTransition")
        for state in ApplicationState.allCases {
            let file = ApplicationSample.file(state, level: .star3) {
                $0.application.assessment = ApplicationSample.assessment(.deviceTest)
            }
            #expect((file.refusal(order) == nil) == state.isWithOffice, "\(state)")
        }
    }

    @Test("only laboratories assess, and only the applicant puts right")
    func roles() {
        let cases = Self.steps + [(.rectification, .rectify([1: "2.0"]))]
        for (state, order) in cases {
            for role in Role.allCases {
                var file = Self.file(state, findings: [Self.finding(1)])
                if state == .retest { file.application.assessment?.round = 1 }
                let isApplicant = role == .manufacturerMember || role == .manufacturerAdministrator
                let isAllowed = order.action == .rectify ? isApplicant : role == .laboratory
                let refusal = file.refusal(.assess(order), by: ApplicationSample.account(role))
                #expect(refusal?.kind == (isAllowed ? nil : .forbidden), "\(order.action) by \(role)")
            }
        }
    }

    @Test(
        "a report has a number and a day between the assignment and today",
        arguments: [
            ("R-1", "2026-03-04", nil), ("R-1", "2026-03-10", nil), ("R-1", "2026-03-03", "dayOutOfRange"),
            ("R-1", "2026-03-11", "dayOutOfRange"), (" ", "2026-03-10", "noText"),
        ]
    )
    func report(_ id: String, _ date: String, _ code: String?) {
        let order = ApplicationOrder.assess(.approveReport(id: id, on: day(date)))
        #expect(Self.file(.reportReview).refusal(order)?.code == code)
    }

    @Test("a finding says what was checked and what was seen; the list is bounded")
    func bounds() {
        let file = Self.file(.deviceTest)
        let blank = ApplicationOrder.assess(.addFinding(.app, .minor, check: "", evidence: "seen"))
        let unseen = ApplicationOrder.assess(.addFinding(.app, .minor, check: "update", evidence: ""))
        #expect(file.refusal(blank)?.field == "check" && file.refusal(unseen)?.field == "evidence")
        let full = Self.file(.deviceTest, findings: (1...Assessment.maximumFindings).map { Self.finding($0) })
        #expect(full.refusal(Self.found(.app, "one more"))?.code == "tooManyFindings")
    }
}
