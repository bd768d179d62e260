import Registry

/// The files of the scheme data and their shapes.
extension SchemeShape {
    /// The shape of a file by its name without `.yaml`; nil for a file nobody knows.
    static func named(_ name: String) -> SchemeShape? {
        name.hasPrefix(criteriaPrefix) && name.utf8.count > criteriaPrefix.utf8.count ? criteria : files[name]
    }

    static let criteriaPrefix = "criteria."

    private static let names = [Field("ja", .text), Field("en", .text)]
    private static let wording: Kind = .map(names)
    private static let plain: Kind = .map(names + [Field("easy", .text)])
    /// A single fact: a value for programs, a sentence for people, either may be absent.
    private static let fact = [
        Field("value", .any), Field("ja", .optional(.text)), Field("en", .optional(.text)),
    ]

    private static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Kind
    where Word.RawValue == String {
        .word(type.allCases.map(\.rawValue))
    }

    /// Every file that must be there; criteria files come beside them.
    static let files: [String: SchemeShape] = [
        "application-workflow": applicationWorkflow,
        "categories": categories,
        "claims": SchemeShape(kinds: ["rule": claim, "matrix": claim, "negation": claim]),
        "evaluation-workflow": evaluationWorkflow,
        "fees": fees,
        "identifiers": SchemeShape(kinds: ["number": identifier, "other": identifier]),
        "label": SchemeShape(fact),
        "ladder": ladder,
        "levels": levels,
        "list-import": SchemeShape(fact),
        "policy": policy,
        "procurement": procurement,
        "recognition": SchemeShape(kinds: [
            "edge": recognition, "context": recognition, "none": recognition,
            "evidence": names + [Field("years", .optional(.number))],
        ]),
        "renewal": SchemeShape(fact),
        "scheme": SchemeShape(fact),
        "scope": scope,
        "seed-domains": domains,
        "seed-modules": SchemeShape(kinds: ["module": names + [Field("checks", wording)], "document": names]),
        "sources": SchemeShape([Field("title", .text), Field("addresses", .list(.text))]),
        "tax": SchemeShape(names + [Field("rate", .number), Field("rounding", words(TaxRule.Rounding.self))]),
        "standings": SchemeShape(kinds: ["scheme": standing, "portal": standing, "verdict": standing]),
        "validity": SchemeShape(fact, required: ["length": .number]),
        "vocabulary": SchemeShape(names + [Field("romaji", .text), Field("meaning", .text)]),
    ]

    private static let levels = SchemeShape(
        names + [
            Field("code", .word(StarLevel.allCases.map(\.code))),
            Field("rank", .number),
            Field("meaning", plain),
            Field("assurance", words(Assurance.self)),
            Field("assessedBy", wording),
            Field("decidedBy", wording),
            Field("openFrom", .optional(.day)),
            Field("windows", .list(.map([Field("from", .day), Field("to", .optional(.day))]))),
        ]
    )

    private static let standing =
        names + [
            Field("order", .number),
            Field("periodRunning", .optional(.flag)),
            Field("terminal", .optional(.flag)),
            Field("aliases", .list(.text)),
        ]

    private static let identifier =
        names + [
            Field("order", .number),
            Field("given", wording),
            Field("public", .flag),
            Field("pattern", .optional(.text)),
            Field("issuePattern", .optional(.text)),
        ]

    private static let claim =
        names + [
            Field("verdict", .optional(words(ClaimRule.Verdict.self))),
            Field("states", .list(.text)),
            Field("byState", .flag, isLater: true),
            Field("phrases", .list(.text)),
            Field("unless", .list(.text), isLater: true),
        ]

    private static let fees = SchemeShape([
        Field("action", words(FeeAction.self)),
        Field("level", .reference(.levelOrAny)),
        Field("route", .word(ApplicationRoute.allCases.map(\.rawValue) + ["any"])),
        Field("amount", .optional(.number)),
        Field("currency", .word(["JPY"])),
        Field("taxIncluded", .flag),
    ])

    private static let ladder: SchemeShape = {
        let required: [String: Kind] = [
            "notices.daysBefore": .list(.number),
            "notices.daysAfter": .list(.number),
            "notices.atGraceEnd": .flag,
            "renewal.opensDaysBefore": .number,
        ]
        return SchemeShape([Field("value", .any)], required: required, isClosed: true)
    }()

    private static let criteria = SchemeShape(kinds: [
        "document": [
            Field("level", .reference(.level)), Field("revision", .text), Field("published", .date),
            Field("ja", .text), Field("en", .text), Field("easy", .text),
        ],
        "item": names + [
            Field("order", .number),
            Field("documentMode", .optional(.flag)),
            Field("deviceMode", .optional(.flag)),
            Field("en303645", .list(.text)),
            Field("en303645Settled", .flag),
            Field("pstiWaived", .flag),
            Field("domains", .list(.reference(.domain))),
        ],
    ])

    private static let domains = SchemeShape(kinds: [
        "domain": names + [
            Field("order", .number),
            Field("guards", wording),
            Field("asks", plain),
            Field("teams", .list(.reference(.team))),
        ],
        "team": names + [Field("duties", wording)],
        "stage": names + [Field("order", .number)],
    ])

    private static let categories = SchemeShape(kinds: [
        "category": names + [
            Field("order", .number),
            Field("products", wording),
            Field("recommendedLevels", .list(.reference(.level))),
            Field("recommendation", .optional(wording)),
            Field("official", .optional(.reference(.officialCategory))),
        ],
        "official": names + [Field("order", .number)],
    ])

    private static let scope = SchemeShape(kinds: [
        "question": names + [Field("order", .number)],
        "case": names + [
            Field("order", .number),
            Field(
                "outcome",
                .word([
                    "in_scope", "out_no_hardware", "out_general_purpose", "out_bluetooth_only", "out_no_ip",
                    "undetermined",
                ])
            ),
        ],
    ])

    private static let evaluationWorkflow = SchemeShape(kinds: [
        "step": names + [
            Field("step", .text),
            Field("gate", wording),
            Field("records", .list(.text)),
            Field("next", .list(.reference(.evaluationStep))),
        ],
        "limit": [Field("value", .number)],
    ])

    private static let applicationWorkflow = SchemeShape(kinds: [
        "state": names + [
            Field("enters", wording),
            Field("needs", .list(.text)),
            Field("next", .list(.reference(.applicationState))),
            Field("terminal", .flag),
        ],
        "form": names,
        "fact": fact,
    ])

    private static let recognition =
        names + [
            Field("from", .text),
            Field("to", .text),
            Field("level", .optional(.reference(.level))),
            Field("foreignLevel", .optional(.text)),
            Field("criteria", .list(.reference(.criteriaItem))),
            Field("pinnedDocument", .optional(.text)),
            Field("instrument", .optional(.text)),
            Field("covers", .optional(wording)),
            Field("disputed", .flag),
            Field("route", .optional(words(ApplicationRoute.self))),
            Field("higherLevelCounts", .optional(.flag)),
            Field("graceCounts", .optional(.flag)),
        ]

    private static let procurement = SchemeShape(
        names + [
            Field("minimumLevel", .reference(.level)),
            Field("appliesTo", wording),
            Field("decisiveDay", .optional(words(DecisiveDay.self))),
            Field("state", words(ProcurementState.self)),
            Field("perComponent", .flag),
            Field("categories", .list(.reference(.category))),
        ]
    )
}
