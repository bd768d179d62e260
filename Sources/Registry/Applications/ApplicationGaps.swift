/// What an application still lacks before it can be submitted.
package struct ApplicationGap: Hashable, Sendable {
    /// The part of the application where it is put right.
    package enum Part: String, CaseIterable, Hashable, Sendable {
        case terms
        case product
        case models
        case checklist
        case documents
        case contact
    }

    /// Where it is put right.
    package var part: Part
    /// Stable, for programs.
    package var code: String
    /// What to do, for people.
    package var reason: Wording

    init(_ part: Part, _ code: String, _ en: String, ja: String) {
        self.part = part
        self.code = code
        reason = Wording(ja: ja, en: en)
    }
}

extension Application {
    /// What is missing on `day`, in the order of the parts; empty where it may be submitted.
    package func gaps(
        of organisation: Organisation,
        current: Registration?,
        rules: Rules,
        on day: Day
    )
        -> [ApplicationGap]
    {
        switch kind {
        case .new, .extension:
            termGaps(rules, day) + productGaps + modelGaps + keptGaps(current) + checklistGaps(rules, day)
                + paperGaps(organisation, rules)
                + contactGaps
        case .change: changeGaps(current) + paperGaps(organisation, rules) + contactGaps
        case .withdrawal: withdrawalGaps + contactGaps
        }
    }

    /// The criteria the level is measured by on a day: the newest document of that level; nil where there is none.
    package static func criteria(of level: StarLevel?, rules: Rules, on day: Day) -> CriteriaDocument? {
        guard let level else { return nil }
        let own = rules.criteria.filter { $0.level == level }
        let published = own.filter { $0.published.latest <= day }
        return (published.isEmpty ? own : published).max { $0.published.latest < $1.published.latest }
    }

    /// The items that must be answered: a filed statement of compliance waives some (SCHEME §10).
    package func asked(_ document: CriteriaDocument) -> [CriteriaItem] {
        document.items.filter { draft.route != .psti || !$0.isWaivedByPSTI }
    }

    /// Ids of the papers that must be there.
    package func requiredPapers(of organisation: Organisation, rules: Rules) -> [String] {
        if kind == .change { return draft.newHolder == nil ? [] : ["holder-consent"] }
        guard kind.isAssessed else { return [] }
        var papers: [String] = []
        if organisation.corporateNumber == nil { papers.append("legal-person-proof") }
        if draft.isByProxy { papers.append("power-of-attorney") }
        if draft.route == .psti, draft.statementLink.isEmpty { papers.append("statement-of-compliance") }
        if draft.route == .cls { papers.append("cls-label") }
        if let level = draft.level, rules.level(level)?.assurance == .thirdParty {
            papers += rules.workflow.papers.map(\.id)
        }
        return papers
    }

    private func termGaps(_ rules: Rules, _ day: Day) -> [ApplicationGap] {
        guard let level = draft.level else {
            return [ApplicationGap(.terms, "noLevel", "Choose a level", ja: "レベルを選んでください")]
        }
        guard rules.isOpen(level, on: day) else {
            return [
                ApplicationGap(
                    .terms,
                    "levelNotOpen",
                    "\(level.code) is not open on \(day)",
                    ja: "\(level.code) は \(day) の時点で受付が始まっていません"
                )
            ]
        }
        if let action = kind.feeAction,
            case .routeNotOpen(let opens) = rules.fee(action: action, level: level, route: draft.route, receivedOn: day)
        {
            return [
                ApplicationGap(
                    .terms,
                    "routeNotOpen",
                    "This route opens on \(opens)",
                    ja: "この申請方法の受付は \(opens) からです"
                )
            ]
        }
        return []
    }

    private var productGaps: [ApplicationGap] {
        var gaps: [ApplicationGap] = []
        let product = draft.product
        if product.nameJA.isEmpty && product.nameEN.isEmpty {
            gaps.append(ApplicationGap(.product, "noProductName", "Name the product", ja: "製品名を入力してください"))
        }
        if product.category.isEmpty {
            gaps.append(ApplicationGap(.product, "noCategory", "Choose a category", ja: "製品の分類を選んでください"))
        }
        if product.support == .notStated {
            gaps.append(
                ApplicationGap(
                    .product,
                    "noSupport",
                    "State how long security fixes are provided, or that none are",
                    ja: "セキュリティ更新の提供期間、または提供しないことを入力してください"
                )
            )
        }
        if draft.manufacturer.publicContact.isEmpty {
            gaps.append(
                ApplicationGap(.product, "noPublicContact", "State a public contact", ja: "公開する問い合わせ先を入力してください")
            )
        }
        if draft.manufacturer.vulnerabilityContact.isEmpty {
            gaps.append(
                ApplicationGap(
                    .product,
                    "noVulnerabilityContact",
                    "State where vulnerabilities are reported",
                    ja: "脆弱性の届出先を入力してください"
                )
            )
        }
        return gaps
    }

    private var modelGaps: [ApplicationGap] {
        draft.models.isEmpty
            ? [ApplicationGap(.models, "noModel", "List at least one model", ja: "型番を1つ以上入力してください")] : []
    }

    /// An extension goes on with the models of the label; others are a change of their own.
    private func keptGaps(_ current: Registration?) -> [ApplicationGap] {
        guard kind == .extension, !draft.models.isEmpty, let current else { return [] }
        let change = modelChange(from: current)
        guard !change.added.isEmpty || !change.removed.isEmpty else { return [] }
        return [
            ApplicationGap(
                .models,
                "modelsKept",
                "An extension keeps the models of the label; file a change for others",
                ja: "延長申請では型番を変えられません。型番の変更は変更届を出してください"
            )
        ]
    }

    private func checklistGaps(_ rules: Rules, _ day: Day) -> [ApplicationGap] {
        guard let level = draft.level, rules.level(level)?.assurance == .selfDeclared else { return [] }
        guard let document = Self.criteria(of: level, rules: rules, on: day) else {
            return [
                ApplicationGap(
                    .checklist,
                    "noCriteria",
                    "This registry has no criteria of \(level.code)",
                    ja: "この登録簿には \(level.code) の適合基準がありません"
                )
            ]
        }
        return asked(document).compactMap { item in
            switch draft.checklist[item.id] {
            case nil:
                ApplicationGap(.checklist, "unanswered", "Answer \(item.id)", ja: "\(item.id) に回答してください")
            case .some(let answer) where answer.statement == .notMet:
                ApplicationGap(
                    .checklist,
                    "notMet",
                    "\(item.id) is not met",
                    ja: "\(item.id) を満たしていません"
                )
            case .some(let answer) where answer.evidence.trimmedBlanks.isEmpty:
                answer.statement == .met
                    ? ApplicationGap(
                        .checklist,
                        "noEvidence",
                        "Say what shows \(item.id)",
                        ja: "\(item.id) の根拠を入力してください"
                    )
                    : ApplicationGap(
                        .checklist,
                        "noReason",
                        "Say why \(item.id) does not apply",
                        ja: "\(item.id) が該当しない理由を入力してください"
                    )
            case .some: nil
            }
        }
    }

    private func paperGaps(_ organisation: Organisation, _ rules: Rules) -> [ApplicationGap] {
        let filed = Set(documents.map(\.kind))
        return requiredPapers(of: organisation, rules: rules).filter { !filed.contains($0) }.map { id in
            let name = rules.workflow.name(ofPaper: id)
            return ApplicationGap(.documents, "noPaper", "File: \(name.en)", ja: "提出してください：\(name.ja)")
        }
    }

    private var contactGaps: [ApplicationGap] {
        draft.contact.name.trimmedBlanks.isEmpty || draft.contact.address.trimmedBlanks.isEmpty
            ? [
                ApplicationGap(
                    .contact,
                    "noContact",
                    "Name somebody who answers in Japanese, with a mail address",
                    ja: "日本語で連絡できる担当者の氏名とメールアドレスを入力してください"
                )
            ] : []
    }

    private func changeGaps(_ current: Registration?) -> [ApplicationGap] {
        let change = current.map { modelChange(from: $0) }
        let changesModels = !(change?.added.isEmpty ?? true) || !(change?.removed.isEmpty ?? true)
        if changesModels, draft.newHolder != nil {
            return [
                ApplicationGap(
                    .models,
                    "twoChanges",
                    "Change the models or the holder, one application each",
                    ja: "型番の変更と名義の変更は、別々に届け出てください"
                )
            ]
        }
        if changesModels, draft.models.isEmpty { return modelGaps }
        guard !changesModels, draft.newHolder == nil else { return [] }
        return [ApplicationGap(.models, "noChange", "Nothing is changed yet", ja: "変更がまだ入力されていません")]
    }

    private var withdrawalGaps: [ApplicationGap] {
        draft.remark.trimmedBlanks.isEmpty
            ? [ApplicationGap(.contact, "noRemark", "Say why the label is given up", ja: "取下げの理由を入力してください")] : []
    }

    /// What a change of models adds to a registration and takes from it.
    package func modelChange(from current: Registration) -> (added: [CoveredModel], removed: [ModelNumber]) {
        let standing = current.models.filter { $0.span.to == .far && !$0.isRevoked }
        let before = Set(standing.map(\.number))
        let after = Set(draft.models.map(\.number))
        return (
            draft.models.filter { !before.contains($0.number) },
            standing.map(\.number).filter { !after.contains($0) }
        )
    }
}
