import Registry

@testable import Portal

/// Rules just large enough for the pages: four levels, eight domains, three recognitions.
extension PageSamples {
    static let rules = Rules(
        digest: "00",
        isFictional: true,
        levels: StarLevel.allCases.map(level),
        validity: Validity(counting: .dayBeforeAnniversary, years: 2),
        grace: GraceRule(maxDays: nil, countsAsCurrent: false, startsWhen: .endDatePassed),
        revivalAllowed: nil,
        identifiers: IdentifierRules(
            maxLength: 64,
            registrationNumberPattern: nil,
            issuePattern: nil,
            officialHosts: [],
            kinds: []
        ),
        fees: [],
        categories: [],
        criteria: criteria,
        domains: (1...8).map(domain),
        recognition: [
            edge("jp-uk", "JC-STARから英国PSTIへ", "JC-STAR to UK PSTI", .star1, false, .confirmed),
            edge("jp-sg", "JC-STARからシンガポールCLSへ", "JC-STAR to Singapore CLS", nil, true, .reported),
        ],
        procurement: [],
        ladder: Ladder(daysBefore: [], daysAfter: [], atGraceEnd: false, renewalOpensDaysBefore: 0),
        standings: [],
        statusAliases: [:],
        laboratories: [
            Laboratory(
                id: "lab-a",
                name: Wording(ja: "架空評価研究所", en: "Fictional Evaluation Laboratory"),
                levels: [.star3],
                isFictional: true
            )
        ],
        sources: [],
        documents: []
    )

    static func provenance(_ confidence: Provenance.Confidence, from: String? = nil) -> Provenance {
        Provenance(
            effectiveFrom: from.flatMap { SchemeDate($0) },
            effectiveTo: nil,
            sources: [],
            confidence: confidence,
            note: nil
        )
    }

    private static func level(_ level: StarLevel) -> LevelRule {
        LevelRule(
            level: level,
            rank: level.rawValue,
            name: Wording(ja: "★\(level.rawValue)", en: level.code),
            meaning: PlainWording(
                ja: "対象製品に共通する最低限の要件を満たすと、供給者が自ら宣言したもの。",
                en: "The supplier declares that the product meets the common minimum for every product in scope.",
                easy: "会社が「いちばん基本のルールを守っています」と自分で言っています。"
            ),
            assurance: level >= .star3 ? .thirdParty : .selfDeclared,
            assessedBy: Wording(ja: "供給者", en: "the supplier"),
            decidedBy: Wording(ja: "", en: ""),
            openFrom: nil,
            windows: [],
            provenance: provenance(.confirmed)
        )
    }

    private static let criteria: [CriteriaDocument] =
        SchemeDate("2024-12").map { published in
            CriteriaDocument(
                id: "JST-CR-01-01-2024R1",
                revision: "2024R1",
                level: .star1,
                published: published,
                name: PlainWording(ja: "★1（レベル1）適合基準", en: "STAR-1 (level 1) criteria", easy: "★1の ルール"),
                items: [],
                provenance: provenance(.confirmed)
            )
        }.map { [$0] } ?? []

    private static func domain(_ order: Int) -> LifecycleDomain {
        let names = [
            ("機器の基本", "Device basics"), ("本人確認とアクセス", "Identity and access"), ("通信", "Communication"),
            ("データとプライバシー", "Data and privacy"), ("更新", "Updates"), ("記録とインシデント対応", "Logging and incidents"),
            ("製品の一生", "Lifecycle"), ("文書と手順", "Documents and process"),
        ]
        return LifecycleDomain(
            id: "domain-\(order)",
            order: order,
            name: Wording(ja: names[order - 1].0, en: names[order - 1].1),
            guards: Wording(ja: "", en: ""),
            asks: PlainWording(
                ja: "★1では、個体間で共通の初期パスワードを使わないこと、保存する情報を守ること、使わない接続口を閉じることを供給者に求めます。",
                en:
                    "STAR-1 asks the supplier not to share one default password across units, to protect stored information and to close interfaces that are not needed.",
                easy: "★1は、会社に おねがいしています。「みんなが おなじ はじめのパスワードを 使わない」「機械の中の 情報を まもる」「使わない 入口を とじる」。"
            ),
            teams: [],
            provenance: provenance(.seed)
        )
    }

    private static func edge(
        _ id: String,
        _ ja: String,
        _ en: String,
        _ level: StarLevel?,
        _ isDisputed: Bool,
        _ confidence: Provenance.Confidence
    ) -> RecognitionEdge {
        RecognitionEdge(
            id: id,
            kind: .edge,
            name: Wording(ja: ja, en: en),
            origin: "JC-STAR",
            target: "X",
            level: level,
            foreignLevel: nil,
            criteria: [],
            covers: level == nil
                ? nil
                : Wording(
                    ja: "セキュリティ要件三つすべてと適合宣言の義務（規則4A、附則2A）。有効なラベルに限る",
                    en:
                        "all three security requirements and the duty of a statement of compliance (reg. 4A, Sch. 2A), while the label is current"
                ),
            pinnedDocument: level == nil ? nil : "JST-CR-01-01-2024R1",
            instrument: nil,
            isDisputed: isDisputed,
            route: nil,
            higherLevelCounts: level == nil ? nil : false,
            graceCounts: nil,
            provenance: provenance(confidence, from: "2025-12-04")
        )
    }
}
