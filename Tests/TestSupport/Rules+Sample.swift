package import Registry

extension Rules {
    /// Every level open since 2000, two years through the eve of the matching day, three categories.
    package static func sample(graceDays: Int? = nil, counting: Validity.Counting = .dayBeforeAnniversary) -> Rules {
        let provenance = Provenance(
            effectiveFrom: nil,
            effectiveTo: nil,
            sources: [],
            confidence: .fictional,
            note: nil
        )
        let words = Wording(ja: "見本", en: "sample")
        let start = Day(year: 2000, month: 1, day: 1)
        return Rules(
            digest: "sample",
            isFictional: true,
            levels: StarLevel.allCases.map { level in
                LevelRule(
                    level: level,
                    rank: level.rawValue,
                    name: words,
                    meaning: PlainWording(ja: "見本", en: "sample", easy: "みほん"),
                    assurance: level < .star3 ? .selfDeclared : .thirdParty,
                    assessedBy: words,
                    decidedBy: words,
                    openFrom: start,
                    windows: start.map { [LevelRule.Window(from: $0, to: nil)] } ?? [],
                    provenance: provenance
                )
            },
            validity: Validity(counting: counting, years: 2),
            grace: GraceRule(maxDays: graceDays, countsAsCurrent: false, startsWhen: .endDatePassed),
            revivalAllowed: nil,
            identifiers: IdentifierRules(
                maxLength: 64,
                registrationNumberPattern: nil,
                issuePattern: "HF-{year}-{sequence:6}",
                officialHosts: [],
                kinds: []
            ),
            fees: [],
            categories: ["camera", "router", "light"].map { code in
                CategoryRule(
                    code: code,
                    isOfficial: false,
                    name: words,
                    products: nil,
                    recommendedLevels: [],
                    recommendation: nil,
                    official: nil,
                    provenance: provenance
                )
            },
            criteria: [],
            domains: [],
            recognition: [],
            procurement: [],
            ladder: Ladder(daysBefore: [], daysAfter: [], atGraceEnd: false, renewalOpensDaysBefore: 0),
            standings: [],
            statusAliases: [:],
            laboratories: [],
            sources: [],
            documents: []
        )
    }
}
