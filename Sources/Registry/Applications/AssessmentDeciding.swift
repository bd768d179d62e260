/// What a laboratory does with what was assigned to it, and the applicant's answers to its findings.
enum AssessmentDeciding {
    static func decide(
        _ order: AssessmentOrder,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        by account: Account,
        at now: Moment
    ) throws(Refusal) {
        guard var assessment = file.application.assessment, file.application.state.isWithOffice else {
            throw Refusal(
                .conflict,
                "No laboratory assesses this now",
                ja: "この申請は評価中ではありません",
                code: "illegalTransition"
            )
        }
        if order.action.permission == .assess {
            guard account.organisation.id == assessment.laboratory else {
                throw Refusal(.missing, "There is no such application", ja: "該当する申請がありません", code: "missing")
            }
            guard let level = file.application.draft.level, let record = file.laboratory else {
                throw Refusal(
                    .conflict,
                    "Nothing is recorded of what this laboratory may assess",
                    ja: "評価機関の記録がありません",
                    code: "noLaboratory"
                )
            }
            try record.check(level, for: file.application.organisation, on: now.day)
        }
        let outcome = AssessmentFlow.outcome(order.action, from: assessment.state)
        guard outcome != .refused else {
            throw Refusal(
                .conflict,
                "\(order.action.rawValue) is not possible while the assessment is \(assessment.state.rawValue)",
                ja: "評価の今の段階では、この操作はできません",
                code: "illegalTransition"
            )
        }
        decision.note = try apply(order, to: &assessment, by: account, at: now)
        if case .becomes(let next, let withOpen) = outcome {
            assessment.state = assessment.openFindings.isEmpty ? next : withOpen
        }
        decision.application.assessment = assessment
    }

    private static func apply(
        _ order: AssessmentOrder,
        to assessment: inout Assessment,
        by account: Account,
        at now: Moment
    ) throws(Refusal) -> String {
        switch order {
        case .pass(let version):
            guard let module = assessment.state.module else { return "" }
            if module != .operations {
                assessment.versions[module] = try ApplicationDeciding.text(version, "testedVersion")
            }
            return version
        case .addFinding(let module, let severity, let check, let evidence):
            guard assessment.findings.count < Assessment.maximumFindings else {
                throw Refusal(.tooLarge, "The list of findings is full", ja: "指摘の件数が上限です", code: "tooManyFindings")
            }
            let finding = Assessment.Finding(
                number: assessment.findings.count + 1,
                module: module,
                severity: severity,
                check: try ApplicationDeciding.text(check, "check"),
                evidence: try ApplicationDeciding.text(evidence, "evidence"),
                round: assessment.round
            )
            assessment.findings.append(finding)
            // What is found is told with the whole list, not one by one on the timeline.
            return ""
        case .listIssues: return "\(assessment.openFindings.count)"
        case .rectify(let fixes): return try rectify(fixes, in: &assessment)
        case .retest(let results): return try retest(results, in: &assessment)
        case .passAgain(let module, let version):
            try assessment.passAgain(module, version)
            return "\(module.rawValue) \(version.trimmedBlanks)"
        case .approveReport(let id, let day):
            try assessment.checkVersions()
            guard day <= now.day, day >= assessment.assignedAt.day else {
                throw Refusal(
                    .unprocessable,
                    "The report's day lies between the assignment and today",
                    ja: "報告書の日付は、割り当ての日から今日までです",
                    field: "reportDay",
                    code: "dayOutOfRange"
                )
            }
            assessment.report = Assessment.Report(id: try ApplicationDeciding.text(id, "report"), day: day)
            assessment.reportedBy = account.id
            return id
        case .submitReport: return assessment.report?.id ?? ""
        }
    }

    /// Every open finding names the version that puts it right: nothing is passed over.
    private static func rectify(_ fixes: [Int: String], in assessment: inout Assessment) throws(Refusal) -> String {
        let before = assessment
        var handedIn: [AssessmentModule: String] = [:]
        for index in assessment.findings.indices where !assessment.findings[index].isClosed {
            let number = assessment.findings[index].number
            guard let version = fixes[number]?.trimmedBlanks, !version.isEmpty else {
                throw Refusal(
                    .unprocessable,
                    "Finding \(number) names no version that puts it right",
                    ja: "指摘\(number)を直した版を入力してください",
                    field: "finding\(number)",
                    code: "noVersion"
                )
            }
            let fixed = try ApplicationDeciding.text(version, "finding\(number)")
            try before.checkFix(before.findings[index], in: fixed, handedIn)
            handedIn[before.findings[index].module] = fixed
            assessment.findings[index].fixedIn = fixed
        }
        assessment.round += 1
        return "round \(assessment.round)"
    }

    private static func retest(_ results: [Int: Bool], in assessment: inout Assessment) throws(Refusal) -> String {
        for index in assessment.findings.indices where !assessment.findings[index].isClosed {
            let finding = assessment.findings[index]
            // Found during this very retest: it waits for the next round.
            if finding.round == assessment.round { continue }
            guard let isPassed = results[finding.number] else {
                throw Refusal(
                    .unprocessable,
                    "Finding \(finding.number) has no result",
                    ja: "指摘\(finding.number)の結果を入力してください",
                    field: "finding\(finding.number)",
                    code: "noResult"
                )
            }
            assessment.findings[index].results.append(
                Assessment.Finding.Result(round: assessment.round, version: finding.fixedIn, isPassed: isPassed)
            )
        }
        // With findings open another version follows, and is looked at then.
        if assessment.openFindings.isEmpty { try assessment.checkVersions() }
        return "round \(assessment.round)"
    }
}
