/// What the approver's decision does to the label.
enum Issuing {
    static func decide(
        _ number: RegistrationNumber?,
        _ end: Day?,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        at now: Moment
    ) throws(Refusal) {
        let application = file.application
        guard application.kind.feeAction == nil || application.invoice?.isSettled ?? false else {
            throw Refusal(.conflict, "The fee is neither paid nor waived", ja: "手数料が支払われていません", code: "notPaid")
        }
        decision.number = number
        try checkUnmoved(file)
        switch application.kind {
        case .new: decision.label = .issue(try filing(file), heldUntil: end)
        case .extension:
            decision.label = .extend(heldUntil: end)
            decision.more = try renewed(file, on: now.day)
        case .withdrawal: decision.label = .withdraw
        case .change:
            if let holder = application.draft.newHolder {
                decision.label = .changeHolder(holder)
            } else if let current = file.current {
                let change = application.modelChange(from: current)
                decision.label = .changeModels(added: change.added, removed: change.removed, revoked: [])
            } else {
                throw Refusal(.conflict, "There is no registration to change", ja: "変更する登録がありません", code: "noLabel")
            }
        }
        if application.kind.isAssessed {
            _ = try filing(file)
            decision.application.assessment?.accept()
        }
    }

    /// What was declared speaks of the label as it was then; what was done to it since must not be undone unseen.
    private static func checkUnmoved(_ file: ApplicationCase) throws(Refusal) {
        guard [.change, .extension].contains(file.application.kind), let current = file.current,
            let declared = file.application.submittedAt
        else { return }
        let moving: Set<LabelEvent.Word> = [.modelsChanged, .holderChanged, .restated, .corrected]
        guard current.events.contains(where: { $0.recordedAt > declared && moving.contains($0.kind.word) }) else {
            return
        }
        throw Refusal(
            .conflict,
            "The label was changed after this was declared; ask for a correction, so that it is declared anew",
            ja: "この申請の宣言後にラベルの内容が変わりました。補正を求めて、宣言し直してもらってください",
            code: "labelMoved"
        )
    }

    /// What the label says anew with its next period, as it was declared this time; earlier days keep what they had.
    private static func renewed(_ file: ApplicationCase, on day: Day) throws(Refusal) -> LabelOrder? {
        guard let answer = file.current?.answer(on: day) else { return nil }
        let new = try filing(file)
        let restatement = Restatement(
            standard: answer.standard == new.standard ? nil : new.standard,
            manufacturer: answer.manufacturer == new.manufacturer ? nil : new.manufacturer,
            product: answer.product == new.product ? nil : new.product
        )
        return restatement.isEmpty ? nil : .restate(restatement)
    }

    /// What the label will say.
    static func filing(_ file: ApplicationCase) throws(Refusal) -> Filing {
        let draft = file.application.draft
        guard let level = draft.level, let rule = file.rules.level(level) else {
            throw Refusal(.unprocessable, "No level is chosen", ja: "レベルがありません", field: "level", code: "noLevel")
        }
        let day = file.application.receivedOn ?? file.application.madeAt.day
        if rule.assurance == .thirdParty {
            guard let assessment = file.application.assessment, assessment.state == .submittedToIpa,
                let report = assessment.report, let record = file.laboratory
            else {
                throw Refusal(
                    .conflict,
                    "No laboratory has handed in its report",
                    ja: "評価機関の報告がまだ提出されていません",
                    code: "noReport"
                )
            }
            // What was recorded of the laboratory since: its scope, its conflicts, on the day of its report.
            try record.check(level, for: file.application.organisation, on: report.day)
        }
        return Filing(
            standard: Standard(
                level: level,
                assurance: rule.assurance,
                criteria: Application.criteria(of: level, rules: file.rules, on: day)?.id ?? "",
                laboratory: file.laboratory?.organisation.name(.ja) ?? "",
                route: draft.route.rawValue
            ),
            manufacturer: draft.manufacturer,
            product: draft.product,
            models: draft.models
        )
    }
}

extension Assessment {
    /// What was submitted changed after the report: the laboratory looks at it again.
    mutating func reopenReport() {
        if [.assessmentCompleted, .submittedToIpa].contains(state) { state = .reportReview }
    }

    /// The registry issued on its report.
    mutating func accept() { if state == .submittedToIpa { state = .acceptedByIpa } }

    /// The registry refused the application.
    mutating func refuse() { if state == .submittedToIpa { state = .refused } }
}
