import Registry

extension PageView {
    /// Where a laboratory's assessment stands, and what it found.
    struct AssessedView {
        struct FindingLine {
            var finding: Int
            var module: String
            var severity: String
            var check: String
            var seen: String
            var fixedIn: String
            var results: [String]
            var outcome: String
            var isUnresolved: Bool
        }

        var assessed: [CaseFact]
        var warning: String?
        var hasFindings: Bool
        var findings: [FindingLine]

        init(_ assessment: Assessment, _ laboratory: LaboratoryRecord?, _ rules: Rules, _ language: Language) {
            let words = OfficeWords.words(language)
            func fact(_ name: String, _ says: String) -> CaseFact { CaseFact(term: words.fact(name), says: says) }
            assessed = []
            if let laboratory {
                assessed.append(fact("laboratory", laboratory.organisation.name(language.ofLetters)))
                assessed.append(fact("laboratoryUntil", DayText(laboratory.validUntil, language).text))
            }
            assessed.append(fact("assessment", language.say(rules.workflow.name(of: assessment.state))))
            assessed.append(fact("assigned", AccountView.text(assessment.assignedAt, language)))
            for module in AssessmentModule.allCases {
                guard let version = assessment.versions[module] else { continue }
                assessed.append(
                    CaseFact(term: words.fact("tested") + ": " + words.fact(module.rawValue), says: version)
                )
            }
            for module in assessment.modulesToPass {
                guard let version = assessment.rectified(module) else { continue }
                assessed.append(
                    CaseFact(term: words.fact("untested") + ": " + words.fact(module.rawValue), says: version)
                )
            }
            if assessment.round > 0 { assessed.append(fact("rounds", String(assessment.round))) }
            if let report = assessment.report {
                assessed.append(
                    fact("report", words.fact("reportText", report.id, DayText(report.day, language).text))
                )
            }
            if assessment.round > rules.workflow.warnAboveRounds {
                warning = OfficeWords.filled(words.caseRounds, [String(assessment.round)])
            }
            findings = assessment.findings.map { FindingLine($0, words) }
            hasFindings = !findings.isEmpty
        }
    }

    /// The laboratory's page of one application.
    struct AssessmentView {
        var name: String
        var about: String
        var done: String?
        var hasFaults: Bool
        var acts: ActionForms
        var status: [CaseFact]
        var applicant: [CaseFact]
        var submitted: SubmissionView?
        var assessment: AssessedView?
    }
}

extension PageView.AssessedView.FindingLine {
    init(_ finding: Assessment.Finding, _ words: OfficeWords) {
        self.finding = finding.number
        module = words.fact(finding.module.rawValue)
        severity = words.fact(finding.severity.rawValue)
        check = finding.check
        seen = finding.evidence
        fixedIn = finding.fixedIn
        results = finding.results.map { result in
            words.fact(
                "round",
                String(result.round),
                words.fact(result.isPassed ? "passed" : "failed"),
                result.version
            )
        }
        outcome = words.fact(finding.isClosed ? "findingClosed" : "findingOpen")
        isUnresolved = !finding.isClosed
    }
}
