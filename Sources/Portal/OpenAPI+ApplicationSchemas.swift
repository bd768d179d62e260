import Registry

/// What applications look like on the wire.
extension OpenAPI {
    static let applicationSchemas = [
        OpenAPISchemas.schema(
            "ApplicationOpening",
            required: ["kind"],
            [("kind", kind), ("registrationNumber", optional)]
        ),
        OpenAPISchemas.schema(
            "ApplicationAnswer",
            required: ["item", "statement"],
            [("item", text), ("statement", words(ChecklistAnswer.Statement.self)), ("evidence", optional)]
        ),
        OpenAPISchemas.schema(
            "ApplicationContact",
            required: [],
            [("name", optional), ("address", optional), ("telephone", optional)]
        ),
        OpenAPISchemas.schema(
            "ApplicationParty",
            required: [],
            [
                ("nameJa", optional), ("nameEn", optional), ("nameKana", optional), ("brands", texts),
                ("corporateNumber", optional), ("country", optional), ("publicContact", optional),
                ("vulnerabilityContact", optional),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationProduct",
            required: [],
            [
                ("nameJa", optional), ("nameEn", optional), ("brand", optional), ("category", optional),
                ("descriptionJa", optional), ("descriptionEn", optional), ("services", texts),
                ("updateMethodJa", optional), ("updateMethodEn", optional),
                ("securitySupport", #"{"enum": ["notStated", "unsupported", "until"]}"#),
                ("securitySupportUntil", optional), ("defaultCredentialsJa", optional),
                ("defaultCredentialsEn", optional), ("setupLink", optional), ("disclosureLink", optional),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationModel",
            required: ["model"],
            [("model", text), ("gtin", optional), ("versions", optional)]
        ),
        OpenAPISchemas.schema("ApplicationModels", required: ["models"], [("models", list("ApplicationModel"))]),
        OpenAPISchemas.schema(
            "ApplicationDraft",
            required: [],
            [
                ("level", #"{"enum": ["STAR-1", "STAR-2", "STAR-3", "STAR-4", null]}"#),
                ("route", words(ApplicationRoute.self)), ("manufacturer", reference("ApplicationParty")),
                ("product", reference("ApplicationProduct")), ("models", list("ApplicationModel")),
                ("checklist", list("ApplicationAnswer")), ("statementLink", optional), ("byProxy", flag),
                ("contact", reference("ApplicationContact")), ("newHolder", nullable("ApplicationParty")),
                ("remark", optional),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationFix",
            required: ["finding", "version"],
            [("finding", integer), ("version", text)]
        ),
        OpenAPISchemas.schema(
            "ApplicationAction",
            required: ["action"],
            [
                ("action", "{\"enum\": [\(ActionWire.steps.map { "\"\($0.action)\"" }.joined(separator: ", "))]}"),
                ("declarant", optional), ("declarantTitle", optional), ("applicationNumber", optional),
                ("reason", optional), ("fixes", list("ApplicationFix")),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationDocument",
            required: ["number", "kind", "name", "sha256", "size", "addedAt"],
            [
                ("number", integer), ("kind", text), ("name", text), ("sha256", text), ("size", integer),
                ("addedAt", moment),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationDeclaration",
            required: ["name", "title", "day"],
            [("name", text), ("title", text), ("day", day)]
        ),
        OpenAPISchemas.schema(
            "ApplicationCorrection",
            required: ["text", "until", "askedAt"],
            [("text", text), ("until", day), ("askedAt", moment)]
        ),
        OpenAPISchemas.schema(
            "ApplicationInvoice",
            required: ["number", "amount", "tax", "taxRate", "issuedOn", "dueOn", "state"],
            [
                ("number", text), ("amount", #"{"type": "integer", "description": "Whole yen, tax included."}"#),
                ("tax", integer), ("taxRate", integer), ("issuedOn", day), ("dueOn", day),
                ("state", #"{"enum": ["open", "paid", "waived", "void"]}"#),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationFinding",
            required: ["number", "module", "severity", "check", "evidence", "fixedIn", "closed"],
            [
                ("number", integer), ("module", words(AssessmentModule.self)),
                ("severity", words(Assessment.Finding.Severity.self)), ("check", text), ("evidence", text),
                ("fixedIn", optional), ("closed", flag),
            ]
        ),
        OpenAPISchemas.schema(
            "ApplicationAssessment",
            required: ["state", "round", "findings"],
            [("state", words(AssessmentState.self)), ("round", integer), ("findings", list("ApplicationFinding"))]
        ),
        OpenAPISchemas.schema(
            "Applicant",
            required: ["nameJa", "nameEn", "corporateNumber"],
            [("nameJa", optional), ("nameEn", optional), ("corporateNumber", optional)]
        ),
        whole,
        OpenAPISchemas.schema("ApplicationLine", required: line.map(\.0), line),
        OpenAPISchemas.schema(
            "ApplicationList",
            required: ["applications", "next"],
            [("applications", list("ApplicationLine")), ("next", optional)]
        ),
        OpenAPISchemas.schema(
            "ApplicationGap",
            required: ["part", "code", "reason"],
            [("part", words(ApplicationGap.Part.self)), ("code", text), ("reason", reference("Wording"))]
        ),
        OpenAPISchemas.schema(
            "ApplicationGaps",
            required: ["id", "version", "day", "gaps"],
            [("id", integer), ("version", integer), ("day", day), ("gaps", list("ApplicationGap"))]
        ),
    ].joined(separator: ",\n")

    /// Every member is always there.
    private static let whole = OpenAPISchemas.schema("Application", required: members.map(\.0), members)
    private static let members = [
        ("id", integer), ("kind", kind), ("state", words(ApplicationState.self)), ("version", integer),
        ("applicationNumber", optional), ("acceptanceNumber", optional), ("provisionalNumber", optional),
        ("registrationNumber", optional), ("applicant", reference("Applicant")),
        ("draft", reference("ApplicationDraft")), ("declaration", nullable("ApplicationDeclaration")),
        ("documents", list("ApplicationDocument")), ("submissions", integer), ("submittedAt", optional),
        ("receivedOn", optional), ("correction", nullable("ApplicationCorrection")),
        ("invoice", nullable("ApplicationInvoice")), ("assessment", nullable("ApplicationAssessment")),
        ("reason", optional), ("madeAt", moment), ("changedAt", moment), ("stateSince", moment),
        ("unofficial", flag), ("address", text),
    ]
    private static let line = [
        ("id", integer), ("kind", kind), ("state", words(ApplicationState.self)), ("applicationNumber", optional),
        ("level", optional), ("product", optional), ("assessment", optional), ("correctionUntil", optional),
        ("stateSince", moment), ("changedAt", moment), ("address", text),
    ]

    private static let kind = words(ApplicationKind.self)
    private static let text = #"{"type": "string"}"#
    private static let optional = #"{"type": ["string", "null"]}"#
    private static let texts = #"{"type": "array", "items": {"type": "string"}}"#
    private static let flag = #"{"type": "boolean"}"#
    private static let integer = #"{"type": "integer"}"#
    private static let day = #"{"type": "string", "format": "date"}"#
    private static let moment = #"{"type": "string", "format": "date-time"}"#

    private static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> String {
        "{\"enum\": [\(type.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))]}"
    }

    private static func reference(_ name: String) -> String { ##"{"$ref": "#/components/schemas/\##(name)"}"## }
    private static func list(_ name: String) -> String { #"{"type": "array", "items": \#(reference(name))}"# }
    private static func nullable(_ name: String) -> String { #"{"anyOf": [\#(reference(name)), {"type": "null"}]}"# }
}
