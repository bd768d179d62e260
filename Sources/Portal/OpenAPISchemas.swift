/// The shapes of answers, JSON Schema 2020-12, as members of `components.schemas`.
enum OpenAPISchemas {
    static let text = [
        schema(
            "Problem",
            required: ["type", "title", "status", "detail", "code", "requestId"],
            [
                ("type", #"{"type": "string"}"#), ("title", string), ("status", integer), ("detail", string),
                ("code", string), ("errors", #"{"type": "array", "items": {"type": "object"}}"#), ("requestId", string),
                ("verdict", string), ("revision", string), ("recordedAt", string), ("suggestion", string),
                ("position", string),
            ]
        ),
        schema(
            "Manufacturer",
            required: ["nameJa", "nameEn"],
            [
                ("nameJa", optional), ("nameEn", optional), ("nameKana", optional), ("brands", strings),
                ("corporateNumber", optional), ("country", optional), ("publicContact", optional),
                ("vulnerabilityContact", optional),
            ]
        ),
        schema(
            "Product",
            required: ["nameJa", "nameEn", "category", "securitySupport"],
            [
                ("nameJa", optional), ("nameEn", optional), ("brand", optional), ("category", optional),
                ("descriptionJa", optional), ("descriptionEn", optional), ("services", strings),
                ("updateMethodJa", optional), ("updateMethodEn", optional),
                ("securitySupport", #"{"enum": ["notStated", "unsupported", "until"]}"#),
                ("securitySupportUntil", optional), ("defaultCredentialsJa", optional),
                ("defaultCredentialsEn", optional), ("setupLink", optional), ("disclosureLink", optional),
            ]
        ),
        schema("Model", required: ["model"], [("model", string), ("gtin", optional), ("versions", optional)]),
        schema(
            "Edition",
            required: ["source", "day", "fileName", "sha256"],
            [
                ("source", string), ("day", day), ("fileName", string), ("sha256", string),
            ]
        ),
        schema("Label", required: labelRequired + labelAsOf, labelMembers + labelCoverage + labelStanding),
        schema(
            "ListedLabel",
            required: labelRequired,
            labelMembers + labelCoverage
        ),
        schema(
            "LabelList",
            required: [
                "conditions", "day", "askedOn", "total", "labels", "counts", "next", "unofficial", "revision",
                "recordedAt", "rules",
            ],
            [
                ("conditions", #"{"type": "object"}"#), ("day", day), ("askedOn", day), ("wordsAsOf", string),
                ("total", integer), ("labels", list("ListedLabel")), ("counts", #"{"type": "object"}"#),
                ("next", optional), ("unofficial", flag), ("watermark", optional), ("revision", integer),
                ("recordedAt", moment), ("rules", string),
            ]
        ),
        schema(
            "Event",
            required: ["event", "effectiveOn", "recordedAt", "revision"],
            [
                ("event", string), ("effectiveOn", day), ("recordedAt", moment), ("revision", integer),
                ("note", optional),
            ],
            closed: false
        ),
        schema(
            "Period",
            required: ["from", "standing", "level", "assurance", "confirmed"],
            [
                ("from", optional), ("to", optional), ("standing", standing), ("level", level),
                ("assurance", assurance),
                ("heldFrom", optional), ("heldUntil", optional), ("confirmed", flag), ("rawStatus", optional),
            ]
        ),
        schema(
            "History",
            required: ["code", "registrationNumber", "events", "periods", "revision", "rules"],
            [
                ("code", string), ("registrationNumber", string), ("origin", origin), ("events", list("Event")),
                ("periods", list("Period")), ("unofficial", flag), ("watermark", optional), ("revision", integer),
                ("recordedAt", moment), ("rules", string),
            ]
        ),
        schema(
            "SchemeIndex",
            required: ["digest", "documents"],
            [
                ("digest", string), ("fictional", flag), ("adoptedAtRevision", integer),
                ("documents", #"{"type": "array", "items": {"type": "object"}}"#),
            ]
        ),
        schema(
            "SchemeDocument",
            required: ["name", "asOf", "rules", "data"],
            [
                ("name", string), ("asOf", day), ("rules", string), ("fictional", flag),
                ("data", #"{"type": "object"}"#),
            ]
        ),
    ].joined(separator: ",\n")

    private static let labelRequired = [
        "code", "registrationNumber", "origin", "verdict", "standing", "confirmed", "level", "assurance", "heldFrom",
        "heldUntil", "manufacturer", "product", "models",
    ]
    private static let labelAsOf = ["day", "unofficial", "revision", "recordedAt", "rules"]
    private static let labelMembers = [
        ("code", string), ("registrationNumber", string), ("origin", origin), ("verdict", standing),
        ("standing", standing), ("rawStatus", optional), ("confirmed", flag), ("level", level),
        ("assurance", assurance), ("laboratory", optional), ("criteria", optional), ("route", optional),
        ("heldFrom", optional), ("heldUntil", optional), ("manufacturer", reference("Manufacturer")),
        ("product", reference("Product")), ("models", list("Model")),
        ("edition", ##"{"anyOf": [{"$ref": "#/components/schemas/Edition"}, {"type": "null"}]}"##),
    ]
    private static let labelCoverage = [
        ("coverage", #"{"enum": ["covered", "gapFrom", "unknownAfter"]}"#), ("coverageDay", optional),
    ]
    private static let labelStanding = [
        ("day", day), ("unofficial", flag), ("watermark", optional), ("revision", integer), ("recordedAt", moment),
        ("rules", string), ("links", #"{"type": "object"}"#),
    ]

    private static let string = #"{"type": "string"}"#
    private static let optional = #"{"type": ["string", "null"]}"#
    private static let strings = #"{"type": "array", "items": {"type": "string"}}"#
    private static let integer = #"{"type": "integer"}"#
    private static let flag = #"{"type": "boolean"}"#
    private static let day = #"{"type": "string", "format": "date"}"#
    private static let moment = #"{"type": "string", "format": "date-time"}"#
    private static let origin = #"{"enum": ["issued", "imported", "test"]}"#
    private static let level = #"{"enum": ["STAR-1", "STAR-2", "STAR-3", "STAR-4"]}"#
    private static let assurance = #"{"enum": ["selfDeclared", "thirdParty"]}"#
    private static let standing =
        #"{"enum": ["notYetValid", "provisional", "valid", "grace", "lapsed", "withdrawn", "revoked", "unknownStatus"]}"#

    private static func reference(_ name: String) -> String { ##"{"$ref": "#/components/schemas/\##(name)"}"## }
    private static func list(_ name: String) -> String { #"{"type": "array", "items": \#(reference(name))}"# }

    static func schema(
        _ name: String,
        required: [String],
        _ members: [(String, String)],
        closed: Bool = true
    ) -> String {
        let properties = members.map { #""\#($0.0)": \#($0.1)"# }.joined(separator: ", ")
        let names = required.map { #""\#($0)""# }.joined(separator: ", ")
        let extra = closed ? #", "additionalProperties": false"# : ""
        return #""\#(name)": {"type": "object", "required": [\#(names)], "properties": {\#(properties)}\#(extra)}"#
    }
}
