/// What reviewers and approvers do.
enum OfficeDeciding {
    static func decide(
        _ order: ApplicationOrder,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        by account: Account,
        at now: Moment
    ) throws(Refusal) {
        switch order {
        case .returnForCorrection(let text):
            decision.application.reason = ""
            decision.note = try ApplicationDeciding.text(text, "text")
        case .receive(let day):
            let day = try received(day, file, at: now)
            decision.application.receivedOn = day
            decision.note = day.text
        case .checkIdentity(let how): try IdentityDeciding.check(how, file, &decision)
        case .revokeIdentity(let reason): try IdentityDeciding.revoke(reason, file, &decision)
        case .accept(let number):
            // Whoever found out who applies has handled this application, too.
            if let checker = try IdentityDeciding.checked(file).by { decision.application.reviewedBy.insert(checker) }
            decision.application.numbers.acceptance = try stated(number, file, "acceptanceNumber")
        case .askCorrection(let text, let until):
            decision.application.correction = try correction(text, until, by: account, at: now)
            decision.application.recommendation = nil
            decision.note = decision.application.correction?.text ?? ""
        case .assignLaboratory(let record):
            try assign(record, file, &decision, at: now)
        case .grantProvisional(let number):
            guard !file.application.reviewedBy.contains(account.id) else { throw secondPerson }
            try IdentityDeciding.checkedByAnother(file, than: account)
            try grantProvisional(number, file, &decision)
        case .recommend(let isToIssue, let text):
            try recommend(isToIssue, text, file, &decision, by: account, at: now)
        case .issue(let number, let end, let note):
            try checkSecondPerson(file, isToIssue: true, account, at: now)
            try IdentityDeciding.checkedByAnother(file, than: account)
            try Issuing.decide(number, end, file, &decision, at: now)
            decision.publicNote = note
        case .refuse(let reason):
            try checkSecondPerson(file, isToIssue: false, account, at: now)
            decision.application.reason = try ApplicationDeciding.text(reason, "reason")
            decision.note = decision.application.reason
            decision.application.assessment?.refuse()
            ApplicantDeciding.end(file, &decision, isRefused: true)
        default: break
        }
    }

    static let secondPerson = Refusal(
        .forbidden,
        "A second person decides: who asked or reviewed does not",
        ja: "審査した人や申し出た人とは別の人が決定します",
        code: "secondPerson"
    )

    /// The receipt day fixes the fee, so it lies between the submission and today.
    private static func received(_ day: Day?, _ file: ApplicationCase, at now: Moment) throws(Refusal) -> Day {
        let submitted = file.application.submittedAt?.day ?? now.day
        let day = day ?? submitted
        guard day >= submitted, day <= now.day else {
            throw Refusal(
                .unprocessable,
                "The receipt day lies between \(submitted) and today",
                ja: "受領日は \(submitted) から今日までです",
                field: "receivedOn",
                code: "dayOutOfRange"
            )
        }
        // Rules may have changed between submission and receipt; what they ask must have been answered.
        if day != submitted,
            let gap = file.application.gaps(of: file.applicant, current: file.current, rules: file.rules, on: day).first
        {
            throw Refusal(
                .unprocessable,
                "By the rules of \(day): \(gap.reason.en)",
                ja: "\(day) の規則では：\(gap.reason.ja)",
                field: "receivedOn",
                code: gap.code
            )
        }
        let draft = file.application.draft
        if let action = file.application.kind.feeAction, let level = draft.level,
            case .routeNotOpen(let opens) = file.rules.fee(
                action: action,
                level: level,
                route: draft.route,
                receivedOn: day
            )
        {
            throw Refusal(
                .unprocessable,
                "This route opens on \(opens)",
                ja: "この申請方法の受付は \(opens) からです",
                field: "receivedOn",
                code: "routeNotOpen"
            )
        }
        return day
    }

    private static func stated(
        _ number: String?,
        _ file: ApplicationCase,
        _ field: String
    ) throws(Refusal) -> String? {
        guard let number else { return nil }
        return try ApplicationNumbers.read(number, file.rules.identifiers, field: field)
    }

    private static func correction(
        _ text: String,
        _ until: Day,
        by account: Account,
        at now: Moment
    ) throws(Refusal) -> CorrectionRequest {
        guard until > now.day, until <= now.day + 366 else {
            throw Refusal(
                .unprocessable,
                "The deadline lies after today and within a year",
                ja: "期限は明日から1年以内にしてください",
                field: "until",
                code: "dayOutOfRange"
            )
        }
        return CorrectionRequest(
            text: try ApplicationDeciding.text(text, "text"),
            until: until,
            askedAt: now,
            askedBy: account.id
        )
    }

    private static func assign(
        _ record: LaboratoryRecord,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        at now: Moment
    ) throws(Refusal) {
        guard let level = file.application.draft.level, file.application.kind.isAssessed,
            file.rules.level(level)?.assurance == .thirdParty
        else {
            throw Refusal(
                .unprocessable,
                "This level is declared by the manufacturer; no laboratory assesses it",
                ja: "このレベルは自己適合宣言のため、評価機関は割り当てません",
                code: "notAssessed"
            )
        }
        if let before = file.application.assessment, before.state != .documentReview || !before.findings.isEmpty {
            throw Refusal(
                .conflict,
                "The assessment has begun; another laboratory cannot take it over",
                ja: "評価が始まっているため、評価機関を変えられません",
                code: "assessmentBegun"
            )
        }
        try record.check(level, for: file.application.organisation, on: now.day)
        decision.application.assessment = Assessment(laboratory: record.organisation.id, at: now)
        decision.note = record.organisation.name(.ja)
    }

    private static func grantProvisional(
        _ number: String?,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision
    ) throws(Refusal) {
        guard file.application.kind == .new else {
            throw Refusal(.conflict, "This product has a label already", ja: "この製品にはすでにラベルがあります", code: "hasLabel")
        }
        guard file.application.numbers.provisional == nil else {
            throw Refusal(.conflict, "It has a provisional number", ja: "仮登録番号はすでにあります", code: "hasProvisional")
        }
        // What the applicant is correcting is not declared by anybody.
        try checkNothingOpen(file)
        decision.application.numbers.provisional = try stated(number, file, "provisionalNumber")
        decision.number = try decision.application.numbers.provisional.map { text throws(Refusal) in
            try RegistrationNumber(text)
        }
        decision.label = .provisional(try Issuing.filing(file))
    }

    private static func recommend(
        _ isToIssue: Bool,
        _ text: String,
        _ file: ApplicationCase,
        _ decision: inout ApplicationDecision,
        by account: Account,
        at now: Moment
    ) throws(Refusal) {
        guard !isToIssue || file.application.state == .underConfirmation else {
            throw Refusal(
                .conflict,
                "To issue is recommended once the application is under confirmation",
                ja: "発行の推薦は「確認中」になってからできます",
                code: "illegalTransition"
            )
        }
        try checkNothingOpen(file, toRefuseOn: isToIssue ? nil : now.day)
        if isToIssue, file.application.kind.isAssessed { _ = try Issuing.filing(file) }
        decision.application.recommendation = Recommendation(
            isToIssue: isToIssue,
            text: try ApplicationDeciding.text(text, "text"),
            at: now,
            by: account.id
        )
    }

    /// - Parameter day: on which a refusal is meant, which an overdue correction does not hold up; nil for others.
    private static func checkNothingOpen(_ file: ApplicationCase, toRefuseOn day: Day? = nil) throws(Refusal) {
        if let day, let correction = file.application.correction, correction.until < day { return }
        guard file.application.correction == nil else {
            throw Refusal(
                .conflict,
                "The applicant was asked for a correction and has not answered",
                ja: "申請者に求めた補正がまだ済んでいません",
                code: "correctionOpen"
            )
        }
    }

    /// A recommendation of the same kind stands, and whoever decides had no part in the review.
    private static func checkSecondPerson(
        _ file: ApplicationCase,
        isToIssue: Bool,
        _ account: Account,
        at now: Moment
    ) throws(Refusal) {
        try checkNothingOpen(file, toRefuseOn: isToIssue ? nil : now.day)
        guard let recommendation = file.application.recommendation, recommendation.isToIssue == isToIssue else {
            throw Refusal(
                .conflict,
                isToIssue ? "No reviewer recommends to issue" : "No reviewer recommends to refuse",
                ja: isToIssue ? "発行の推薦がありません" : "不合格の推薦がありません",
                code: "noRecommendation"
            )
        }
        guard !file.application.reviewedBy.contains(account.id) else { throw secondPerson }
    }
}
