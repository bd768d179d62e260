/// Sentences for a tender's specification (調達仕様書) that ask for a label: ready to paste, in both languages.
package struct TenderWording: Hashable, Sendable {
    /// What the sentences ask for.
    package struct Request: Hashable, Sendable {
        /// This level or a higher one.
        package var level: StarLevel
        /// In the order of the scheme data; empty asks for any.
        package var categories: [CategoryRule]
        /// The day that decides; nil leaves it to the tender's own words.
        package var on: Day?
        /// The last day of delivery; nil likewise.
        package var coveredThrough: Day?

        package init(level: StarLevel, categories: [CategoryRule], on: Day?, coveredThrough: Day?) {
            self.level = level
            self.categories = categories
            self.on = on
            self.coveredThrough = coveredThrough
        }
    }

    /// As it was asked.
    package var request: Request
    /// Whether the level can be applied for on the decisive day; a tender that asks for one that cannot is met by none.
    package var isLevelOpen: Bool
    /// Numbered by their place.
    package var sentences: [Wording]
    /// What a label does not promise; belongs beside every mention of a level.
    package var noGuarantee: Wording
    /// Procurement rules in force on the decisive day first, those of the categories asked before others.
    package var rules: [DatedRule]

    /// A procurement rule, and how far it has come on the decisive day.
    package struct DatedRule: Hashable, Sendable {
        /// As the data has it.
        package var rule: ProcurementRule
        /// Whether it has begun and not ended; nil inside a month or year of which the day is not known.
        package var isInForce: Bool?
        /// Whether it speaks of the categories asked, or of none in particular.
        package var concerns: Bool

        /// A rule as it stands on a day.
        package init(_ rule: ProcurementRule, on day: Day, concerns: Bool = true) {
            self.rule = rule
            self.concerns = concerns
            isInForce = TenderWording.isInForce(rule, on: day)
        }
    }

    /// - Parameters:
    ///   - address: where the list of what fits stands, the same parameters in it.
    ///   - today: decides about rules where the request names no day.
    /// - Throws: `malformed` where delivery ends before the decisive day.
    package init(_ request: Request, address: String, rules: Rules, today: Day) throws(Refusal) {
        if let on = request.on, let last = request.coveredThrough, last < on {
            throw Refusal(
                .malformed,
                "coveredThrough \(last.text) lies before the decisive day \(on.text)",
                ja: "coveredThrough（\(last.text)）が基準日（\(on.text)）より前です",
                field: "coveredThrough",
                code: "daysInDisorder"
            )
        }
        self.request = request
        sentences = [
            Self.label(request), Self.period(request), Self.particulars(request), Self.changes,
            Self.address(address),
        ]
        noGuarantee = Self.noGuaranteeSentence
        let day = request.on ?? today
        let level = rules.levels.first { $0.level == request.level }
        isLevelOpen = level?.windows.contains { $0.contains(day) } ?? false
        let asked = Set(request.categories.flatMap { [$0.code, $0.official].compactMap { $0 } })
        self.rules = rules.procurement.map { rule in
            DatedRule(
                rule,
                on: day,
                concerns: rule.categories.isEmpty || asked.isEmpty || !asked.isDisjoint(with: rule.categories)
            )
        }.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(\.element)
    }

    /// A rule that only points a direction, or is not yet made, is in force on no day.
    private static func isInForce(_ rule: ProcurementRule, on day: Day) -> Bool? {
        guard rule.state == .inForce else { return false }
        if let end = rule.provenance.effectiveTo, end.latest < day { return false }
        switch rule.provenance.effectiveFrom?.reach(on: day) {
        case .notYet: return false
        case .undetermined: return nil
        case .reached, nil: return true
        }
    }

    private static func label(_ request: Request) -> Wording {
        let codes = request.level.code
        let rank = request.level.rawValue
        let isTop = request.level == .star4
        guard !request.categories.isEmpty else {
            return Wording(
                ja: "納入する機器（JC-STARの対象となるものに限る。）は、セキュリティ要件適合評価及びラベリング制度（JC-STAR）の"
                    + "★\(rank)（\(codes)）\(isTop ? "" : "以上")の適合ラベルを取得したものであること。",
                en: "Each device supplied that is within the scope of JC-STAR, the Labeling Scheme based on Japan "
                    + "Cyber-Security Technical Assessment Requirements, shall hold a conformance label of "
                    + "\(codes)\(isTop ? "" : " or higher") under that scheme."
            )
        }
        let ja = request.categories.map(\.name.ja).joined(separator: "、")
        let en = request.categories.map(\.name.en).joined(separator: "; ")
        return Wording(
            ja: "納入する機器のうち次の区分に属するもの（\(ja)）は、セキュリティ要件適合評価及びラベリング制度（JC-STAR）の"
                + "★\(rank)（\(codes)）\(isTop ? "" : "以上")の適合ラベルを取得したものであること。",
            en: "Each device supplied in the following categories (\(en)) shall hold a conformance label of "
                + "\(codes)\(isTop ? "" : " or higher") under JC-STAR, the Labeling Scheme based on Japan "
                + "Cyber-Security Technical Assessment Requirements."
        )
    }

    private static func period(_ request: Request) -> Wording {
        let dayJA = request.on.map { "\(japanese($0))（以下「基準日」という。）" } ?? "提案書等の提出期限の日（以下「基準日」という。）"
        let dayEN =
            request.on.map { "\(english($0)) (the decisive day)" } ?? "the closing day for tenders (the decisive day)"
        let lastJA = request.coveredThrough.map { "納入期限である\(japanese($0))" } ?? "納入を完了する日"
        let lastEN =
            request.coveredThrough.map { "\(english($0)), the last day of delivery" }
            ?? "the day on which delivery is completed"
        return Wording(
            ja: "前項の適合ラベルは、\(dayJA)において有効であり、かつ、\(lastJA)まで引き続き有効であること。"
                + "有効期限がその日より前に到来するものについては、延長申請の予定及び時期を書面により示すこと。",
            en:
                "The label shall be valid on \(dayEN) and shall remain valid through \(lastEN). Where its last day falls "
                + "earlier, the bidder shall state in writing whether and when an extension will be applied for."
        )
    }

    private static func particulars(_ request: Request) -> Wording {
        Wording(
            ja: "提案者は、機器ごとに、適合ラベルの登録番号、型番（末尾の記号を含む正確な表記とする。）、レベル及び有効期限を"
                + "一覧にして提出すること。複数の機器で構成されるシステムについては、構成要素ごとに示すこと。",
            en: "For each device the bidder shall list the registration number of the label, the exact model number "
                + "including every suffix, the level and the last day of validity. For a system made up of several "
                + "devices these shall be given for each component."
        )
    }

    private static let changes = Wording(
        ja: "契約の期間中に適合ラベルが失効し、又は取り消された場合は、受注者は、その旨及び理由を速やかに発注者に報告し、"
            + "代替品の提供その他の対応について発注者の承認を得ること。",
        en:
            "Should a label lapse, be withdrawn or be revoked during the contract, the contractor shall report this and the "
            + "reason to the purchaser without delay and shall obtain the purchaser's agreement to a replacement or other "
            + "measures."
    )

    private static func address(_ address: String) -> Wording {
        Wording(
            ja: "発注者は、適合ラベルの有効性を、制度の運営者が公表する情報により確認する。参考として、次の検索結果を用いることがある。\(address)",
            en:
                "The purchaser will confirm that labels are valid from what the scheme's operator publishes. The following "
                + "search may be used for reference: \(address)"
        )
    }

    private static let noGuaranteeSentence = Wording(
        ja: "適合ラベルは、当該レベルの適合基準を満たすことを示すものであり、製品に欠陥がないこと又は完全な安全を保証するものではない。",
        en:
            "A label shows conformance with the criteria of its level. It does not guarantee that a product is free of flaws "
            + "or completely secure."
    )

    private static func japanese(_ day: Day) -> String {
        let civil = day.civil
        return "\(civil.year)年\(civil.month)月\(civil.day)日"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func english(_ day: Day) -> String {
        let civil = day.civil
        return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
    }
}

extension TenderWording.DatedRule {
    fileprivate var order: Int { (isInForce == true ? 0 : isInForce == nil ? 2 : 4) + (concerns ? 0 : 1) }
}
