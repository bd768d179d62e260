import Testing

/// One way to break one file: replace `find` by `replace`; the fault must name the first line that holds `marker`.
struct Breakage: Sendable, CustomTestStringConvertible {
    var file: String
    var find: String
    var replace: String
    /// nil = the fault names no line.
    var marker: String?
    var reason: String

    init(_ file: String, _ find: String, _ replace: String, at marker: String?, _ reason: String) {
        self.file = file
        self.find = find
        self.replace = replace
        self.marker = marker
        self.reason = reason
    }

    var testDescription: String { "\(file): \(reason)" }

    static let all: [Breakage] = [
        Breakage("levels.yaml", "rank: 1\n", "rank: 1\n    colour: red\n", at: "colour: red", "unknown key \"colour\""),
        Breakage("levels.yaml", "    rank: 2\n", "", at: "id: \"star2\"", "missing key \"rank\""),
        Breakage(
            "levels.yaml",
            "rank: 3",
            "rank: \"3\"",
            at: "rank: \"3\"",
            "\"rank\" must be a whole number, not text"
        ),
        Breakage("levels.yaml", "rank: 3", "rank: 4", at: "rank: 4", "the rank of STAR-3 must be 3"),
        Breakage(
            "levels.yaml",
            "\"STAR-4\"",
            "\"STAR-5\"",
            at: "\"STAR-5\"",
            "\"code\" has no word \"STAR-5\"; it has STAR-1, STAR-2, STAR-3, STAR-4"
        ),
        Breakage(
            "levels.yaml",
            "openFrom: \"2025-03-25\"",
            "openFrom: \"2025-02-29\"",
            at: "\"2025-02-29\"",
            "there is no day \"2025-02-29\""
        ),
        Breakage(
            "levels.yaml",
            "openFrom: \"2025-03-25\"",
            "openFrom: 2025-03-25",
            at: "openFrom: 2025-03-25",
            "\"2025-03-25\" must be quoted"
        ),
        Breakage(
            "levels.yaml",
            "openFrom: \"2025-03-25\"",
            "openFrom: \"2025-03-26\"",
            at: "openFrom: \"2025-03-26\"",
            "\"openFrom\" must be the first day of the first window"
        ),
        Breakage(
            "levels.yaml",
            "assurance: thirdParty",
            "assurance: tested",
            at: "assurance: tested",
            "\"assurance\" has no word \"tested\"; it has selfDeclared, thirdParty"
        ),
        Breakage(
            "levels.yaml",
            "confidence: confirmed",
            "confidence: sure",
            at: "confidence: sure",
            "\"confidence\" has no word \"sure\"; it has confirmed, reported, seed, unverified, fictional"
        ),
        Breakage(
            "levels.yaml",
            "confidence: confirmed",
            "confidence: fictional",
            at: "confidence: fictional",
            "fictional data may stand in an overlay only"
        ),
        Breakage("levels.yaml", "\"IPA-psti\"", "\"IPA-psty\"", at: "IPA-psty", "there is no source \"IPA-psty\""),
        Breakage("levels.yaml", "id: \"star2\"", "id: \"star1\"", at: nil, "the id \"star1\" stands here twice"),
        Breakage(
            "levels.yaml",
            "note: \"16 criteria.\"",
            "note: yes",
            at: "note: yes",
            "\"yes\" must be quoted"
        ),
        Breakage(
            "levels.yaml",
            "rank: 1\n",
            "rank: 1\n    rank: 1\n",
            at: "rank: 1",
            "the key \"rank\" stands here twice"
        ),
        Breakage(
            "levels.yaml",
            "schema: \"hoshifuda/levels/1\"",
            "schema: \"hoshifuda/levels/2\"",
            at: "levels/2",
            "\"schema\" must be \"hoshifuda/levels/1\""
        ),
        Breakage("levels.yaml", "asOf: \"2026-10-10\"\n", "", at: "schema:", "missing key \"asOf\""),
        Breakage(
            "levels.yaml",
            "rank: 1\n",
            "rank: &one 1\n",
            at: "&one",
            "anchors and aliases are not used here; quote the text"
        ),
        Breakage(
            "levels.yaml",
            "rank: 1\n",
            "rank: !!str 1\n",
            at: "!!str",
            "YAML tags are not used here; quote the text"
        ),
        Breakage(
            "levels.yaml",
            "note: \"16 criteria.\"",
            "note: \"16 criteria.",
            at: "\"16 criteria.",
            "a quoted text must end on its line"
        ),
        Breakage(
            "levels.yaml",
            "note: \"16 criteria.\"",
            "note: |",
            at: "note: |",
            "text over several lines is not used here; write one quoted line"
        ),
        Breakage("levels.yaml", "rank: 1\n", "rank: [[[[[1]]]]]\n", at: "[[[[[", "lists and maps are nested too deep"),
        Breakage(
            "levels.yaml",
            "datePrecision: day",
            "datePrecision: month",
            at: "datePrecision: month",
            "\"datePrecision\" does not fit \"2025-03-25\", which is a day"
        ),
        Breakage(
            "fees.yaml",
            "effectiveFrom: \"2025-10-01\"",
            "effectiveFrom: \"2025-09-30\"",
            at: "id: \"new-s1-regular\"",
            "the row \"new-s1-regular\" prices days that \"new-s1-promo\" prices too"
        ),
        Breakage(
            "fees.yaml",
            "amount: 198000",
            "amount: -1",
            at: "amount: -1",
            "\"amount\" must lie between 0 and 1000000000"
        ),
        Breakage(
            "fees.yaml",
            "amount: 198000",
            "amount: 198000.5",
            at: "198000.5",
            "\"amount\" must be a whole number, not a decimal number"
        ),
        Breakage(
            "fees.yaml",
            "route: cls",
            "route: sea",
            at: "route: sea",
            "\"route\" has no word \"sea\"; it has standard, psti, cls, any"
        ),
        Breakage(
            "fees.yaml",
            "level: \"STAR-3\"",
            "level: \"STAR-9\"",
            at: "STAR-9",
            "there is no level \"STAR-9\""
        ),
        Breakage(
            "fees.yaml",
            "effectiveTo: \"2025-09-30\"",
            "effectiveTo: \"2025-03-01\"",
            at: "effectiveTo: \"2025-03-01\"",
            "the row ends before it starts"
        ),
        Breakage(
            "criteria.JST-CR-01-01-2024R1.yaml",
            "domains: [\"communication\"]",
            "domains: [\"telepathy\"]",
            at: "telepathy",
            "there is no lifecycle domain \"telepathy\""
        ),
        Breakage(
            "procurement.yaml",
            "categories: [\"energy-storage\"]",
            "categories: [\"toasters\"]",
            at: "toasters",
            "there is no category \"toasters\""
        ),
        Breakage(
            "policy.yaml",
            "id: \"grace.maxDays\"",
            "id: \"grace.maxDay\"",
            at: "grace.maxDay\"",
            "unknown id \"grace.maxDay\""
        ),
        Breakage(
            "policy.yaml",
            "value: \"day_before_anniversary\"",
            "value: \"eve\"",
            at: "\"eve\"",
            "\"value\" has no word \"eve\"; it has anniversary, day_before_anniversary, civil_code"
        ),
        Breakage("standings.yaml", "id: \"grace\"", "id: \"paused\"", at: "\"paused\"", "\"paused\" is no standing"),
        Breakage(
            "standings.yaml",
            "aliases: [\"有効中\"]",
            "aliases: [\"期限切れ\"]",
            at: "aliases: [\"期限切れ\"]",
            "the spelling \"期限切れ\" means two standings"
        ),
        Breakage(
            "validity.yaml",
            "value: 2\n",
            "value: two\n",
            at: "value: two",
            "\"value\" must be a whole number, not text"
        ),
        Breakage("claims.yaml", "  - id: \"text.too\"", "  - - id: \"text.too\"", at: nil, ""),
        Breakage("scheme.yaml", "rows:\n", "rows: none\n", at: nil, ""),
        Breakage("scope.yaml", "ja: \"IP通信", "ja:\t\"IP通信", at: "ja:\t", "the line holds a control character"),
    ]
}
