/// The part of the API's description that speaks of the tools: claims, words for a tender, recognition.
enum OpenAPITools {
    static let paths = """
        "/api/v1/claims": {
              "post": {
                "operationId": "claims",
                "summary": "Holds a maker's sentence against the rules on what may be said of a label. Nothing is kept; finding nothing is no permission.",
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Claim"}}}},
                "responses": {
                  "200": {"description": "The reading.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ClaimReading"}}}},
                  "400": {"$ref": "#/components/responses/Malformed"}, "413": {"$ref": "#/components/responses/Malformed"},
                  "415": {"$ref": "#/components/responses/Malformed"}, "429": {"$ref": "#/components/responses/Limited"}
                }
              }
            },
            "/api/v1/wording": {
              "get": {
                "operationId": "wording",
                "summary": "Sentences for a tender's specification that asks for a label, and the dated rules that ask for one.",
                "parameters": [
                  {"name": "levelAtLeast", "in": "query", "schema": {"enum": ["STAR-1", "STAR-2", "STAR-3", "STAR-4"], "default": "STAR-1"}},
                  {"name": "category", "in": "query", "description": "Code of a category; several by repeating it or by commas.", "schema": {"type": "array", "items": {"type": "string"}}},
                  {"name": "on", "in": "query", "description": "The decisive day.", "schema": {"type": "string", "format": "date"}},
                  {"name": "coveredThrough", "in": "query", "description": "The last day of delivery.", "schema": {"type": "string", "format": "date"}}
                ],
                "responses": {
                  "200": {"description": "The words.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/TenderWording"}}}},
                  "400": {"$ref": "#/components/responses/Malformed"}, "429": {"$ref": "#/components/responses/Limited"}
                }
              }
            },
            "/api/v1/scope": {
              "get": {
                "operationId": "scope",
                "summary": "Whether a product is in the scheme's scope, by the questions and cases of the scheme data, and what level, assurance and fee would follow.",
                "parameters": [
                  {"name": "hardware", "in": "query", "description": "There is a device, not only software or a cloud service.", "schema": {"enum": ["yes", "no"]}},
                  {"name": "generalPurpose", "in": "query", "description": "Its user can easily add security to it, as to a computer, tablet or phone.", "schema": {"enum": ["yes", "no"]}},
                  {"name": "links", "in": "query", "description": "Every way it talks; several by repeating it or by commas.", "schema": {"type": "array", "items": {"enum": ["ethernet", "wifi", "cellular", "thread", "bluetooth", "zigbee", "other"]}}},
                  {"name": "phone", "in": "query", "description": "It is worn and relies on a phone.", "schema": {"enum": ["yes", "no"]}},
                  {"name": "throughAnother", "in": "query", "description": "It reaches the internet only through another device.", "schema": {"enum": ["yes", "no"]}},
                  {"name": "category", "in": "query", "description": "Code of a category.", "schema": {"type": "string"}}
                ],
                "responses": {
                  "200": {"description": "The outcome.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Scope"}}}},
                  "400": {"$ref": "#/components/responses/Malformed"}, "429": {"$ref": "#/components/responses/Limited"}
                }
              }
            },
            "/api/v1/times": {
              "get": {
                "operationId": "times",
                "summary": "How long the applications took that this registry granted in the last year: figures of its past, no promise.",
                "responses": {
                  "200": {"description": "The figures, as they stood up to an hour ago.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Times"}}}},
                  "304": {"description": "The caller has it already."},
                  "400": {"$ref": "#/components/responses/Malformed"}, "429": {"$ref": "#/components/responses/Limited"}
                }
              }
            },
            "/api/v1/recognition": {
              "get": {
                "operationId": "recognition",
                "summary": "Which regime recognises which: directed edges that do not chain.",
                "parameters": [{"name": "on", "in": "query", "description": "Leaves out edges that are not in force on this day; without it every known edge is told, as of today.", "schema": {"type": "string", "format": "date"}}],
                "responses": {
                  "200": {"description": "The graph.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Recognition"}}}},
                  "400": {"$ref": "#/components/responses/Malformed"}, "429": {"$ref": "#/components/responses/Limited"}
                }
              }
            }
        """

    /// More components.
    static let responses =
        ##""Limited": {"description": "Too many requests from one network.", "headers": {"Retry-After": {"schema": {"type": "integer"}}, "RateLimit": {"schema": {"type": "string"}}, "RateLimit-Policy": {"schema": {"type": "string"}}}, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}"##

    /// Of applications, and the days they took; null where too few are behind them.
    private static let figure = [
        ("applications", #"{"type": "integer", "minimum": 0}"#),
        ("medianDays", #"{"type": ["integer", "null"], "description": "Half took this or less."}"#),
        ("ninetiethDays", #"{"type": ["integer", "null"], "description": "Nine in ten took this or less."}"#),
    ]

    static let schemas = [
        OpenAPISchemas.schema(
            "WholeTime",
            required: ["kind", "assurance", "applications", "medianDays", "ninetiethDays"],
            [
                ("kind", #"{"enum": ["new", "extension", "change", "withdrawal"]}"#),
                ("assurance", #"{"enum": ["selfDeclared", "thirdParty"]}"#),
            ] + figure
        ),
        OpenAPISchemas.schema(
            "StateTime",
            required: ["state", "name", "waitsFor", "applications", "medianDays", "ninetiethDays"],
            [
                ("state", text), ("name", reference("Wording")),
                ("waitsFor", #"{"enum": ["applicant", "office"]}"#),
            ] + figure
        ),
        OpenAPISchemas.schema(
            "Times",
            required: [
                "from", "through", "applications", "whole", "states", "mostApplications", "fewestApplications",
                "unofficial", "rules", "fictional",
            ],
            [
                ("from", #"{"type": "string", "format": "date"}"#),
                ("through", #"{"type": "string", "format": "date"}"#),
                ("applications", #"{"type": "integer", "minimum": 0}"#),
                ("whole", list("WholeTime")), ("states", list("StateTime")),
                ("mostApplications", #"{"type": "integer"}"#), ("fewestApplications", #"{"type": "integer"}"#),
                ("unofficial", flag), ("rules", text), ("fictional", flag),
            ]
        ),
        OpenAPISchemas.schema(
            "Scope",
            required: ["outcome", "reasons", "missing", "advice", "day", "unofficial", "rules", "fictional"],
            [
                (
                    "outcome",
                    #"{"enum": ["in_scope", "out_no_hardware", "out_general_purpose", "out_bluetooth_only", "out_no_ip", "undetermined"]}"#
                ),
                ("reasons", #"{"type": "array", "items": {"type": "object"}}"#),
                (
                    "missing",
                    #"{"type": "array", "items": {"enum": ["hardware", "generalPurpose", "links", "phone", "throughAnother"]}}"#
                ),
                ("category", #"{"type": ["string", "null"]}"#),
                ("advice", #"{"type": "array", "items": {"type": "object"}}"#),
                ("day", #"{"type": "string", "format": "date"}"#),
                ("unofficial", #"{"type": "boolean"}"#),
                ("rules", #"{"type": "string"}"#),
                ("fictional", #"{"type": "boolean"}"#),
            ]
        ),
        OpenAPISchemas.schema(
            "Claim",
            required: ["text"],
            [
                ("text", #"{"type": "string", "minLength": 1, "maxLength": 2000}"#),
                (
                    "state",
                    #"{"type": ["string", "null"], "description": "A state of the application or a standing of the label, as /api/v1/scheme/claims names them."}"#
                ),
            ]
        ),
        OpenAPISchemas.schema(
            "Source",
            required: ["id", "title", "addresses"],
            [
                ("id", text), ("title", optional), ("addresses", texts),
            ]
        ),
        OpenAPISchemas.schema("Wording", required: ["ja", "en"], [("ja", text), ("en", text)]),
        OpenAPISchemas.schema(
            "Touch",
            required: ["from", "to", "words"],
            [
                ("from", #"{"type": "integer", "description": "In Unicode code points, from 0."}"#),
                ("to", #"{"type": "integer", "description": "One after the last."}"#), ("words", text),
            ]
        ),
        OpenAPISchemas.schema(
            "ClaimRule",
            required: ["rule", "verdict", "ja", "en", "sources", "confidence"],
            [("rule", text), ("verdict", optional), ("ja", text), ("en", text)] + provenance
        ),
        OpenAPISchemas.schema(
            "ClaimFinding",
            required: ["rule", "verdict", "touches", "ja", "en", "decidedBy", "sources", "confidence"],
            [
                ("rule", text),
                ("verdict", #"{"enum": ["forbidden", "needsProvisionalNumber", "permitted", "unknown"]}"#),
                ("touches", list("Touch")), ("ja", text), ("en", text), ("decidedBy", nullable("ClaimRule")),
            ] + provenance
        ),
        OpenAPISchemas.schema(
            "ClaimReading",
            required: ["text", "state", "stateRule", "findings", "always", "notKnown", "remark", "rules"],
            [
                ("text", text), ("state", optional), ("stateRule", nullable("ClaimRule")),
                ("findings", list("ClaimFinding")), ("always", list("ClaimRule")), ("notKnown", list("ClaimRule")),
                ("remark", text), ("rules", text), ("fictional", flag),
            ]
        ),
        OpenAPISchemas.schema(
            "ProcurementRule",
            required: ["id", "name", "levelAtLeast", "appliesTo", "decisiveDay", "state", "inForce", "confidence"],
            [
                ("id", text), ("name", reference("Wording")), ("levelAtLeast", level),
                ("appliesTo", reference("Wording")),
                ("categories", texts), ("decisiveDay", optional), ("state", text),
                ("inForce", #"{"type": ["boolean", "null"]}"#), ("concerns", flag), ("perComponent", flag),
            ] + provenance
        ),
        OpenAPISchemas.schema(
            "TenderWording",
            required: ["levelAtLeast", "categories", "on", "coveredThrough", "address", "sentences", "noGuarantee"],
            [
                ("levelAtLeast", level), ("categories", texts), ("on", optional), ("coveredThrough", optional),
                ("levelIsOpen", flag), ("address", text), ("sentences", list("Wording")),
                ("noGuarantee", reference("Wording")), ("procurement", list("ProcurementRule")), ("unofficial", flag),
                ("rules", text), ("fictional", flag),
            ]
        ),
        OpenAPISchemas.schema("RecognitionNode", required: ["id"], [("id", text), ("isScheme", flag)]),
        OpenAPISchemas.schema(
            "RecognitionEdge",
            required: ["id", "from", "to", "level", "covers", "pinnedDocument", "reach", "disputed", "unknown"],
            [
                ("id", text), ("from", text), ("to", text), ("name", reference("Wording")), ("level", optional),
                ("foreignLevel", optional), ("criteria", texts), ("covers", nullable("Wording")),
                ("pinnedDocument", optional), ("instrument", optional),
                ("reach", #"{"enum": ["inForce", "notYet", "ended", "undetermined"]}"#), ("disputed", flag),
                ("unknown", texts), ("route", optional), ("higherLevelCounts", #"{"type": ["boolean", "null"]}"#),
                ("graceCounts", #"{"type": ["boolean", "null"]}"#),
            ] + provenance
        ),
        OpenAPISchemas.schema(
            "RecognitionAbsence",
            required: ["id", "from", "to", "says"],
            [("id", text), ("from", text), ("to", text), ("says", nullable("Wording"))] + provenance
        ),
        OpenAPISchemas.schema(
            "Recognition",
            required: ["day", "nodes", "edges", "without", "rules"],
            [
                ("day", #"{"type": "string", "format": "date"}"#), ("nodes", list("RecognitionNode")),
                ("edges", list("RecognitionEdge")), ("without", list("RecognitionAbsence")), ("remark", text),
                ("rules", text), ("fictional", flag),
            ]
        ),
    ].joined(separator: ",\n")

    private static let text = #"{"type": "string"}"#
    private static let optional = #"{"type": ["string", "null"]}"#
    private static let texts = #"{"type": "array", "items": {"type": "string"}}"#
    private static let flag = #"{"type": "boolean"}"#
    private static let level = #"{"enum": ["STAR-1", "STAR-2", "STAR-3", "STAR-4"]}"#
    private static let provenance = [
        ("sources", list("Source")),
        ("confidence", #"{"enum": ["confirmed", "reported", "seed", "unverified", "fictional"]}"#),
        ("effectiveFrom", optional), ("effectiveTo", optional), ("note", optional),
    ]

    private static func reference(_ name: String) -> String { ##"{"$ref": "#/components/schemas/\##(name)"}"## }
    private static func list(_ name: String) -> String { #"{"type": "array", "items": \#(reference(name))}"# }
    private static func nullable(_ name: String) -> String { #"{"anyOf": [\#(reference(name)), {"type": "null"}]}"# }
}
