/// The part of the description that speaks of checks: a list in, a verdict per row out.
extension OpenAPI {
    static let checkPaths = ##"""
        "/api/v1/checks": {
          "post": {
            "operationId": "check",
            "summary": "Checks a list row by row. Up to 5,000 rows are answered at once (201); longer lists go on by themselves (202).",
            "parameters": [
              {"name": "on", "in": "query", "description": "The decisive day; the day of asking where it is left out.", "schema": {"type": "string", "format": "date"}},
              {"name": "coveredThrough", "in": "query", "description": "The delivery day.", "schema": {"type": "string", "format": "date"}},
              {"name": "levelAtLeast", "in": "query", "schema": {"enum": ["STAR-1", "STAR-2", "STAR-3", "STAR-4"]}},
              {"name": "header", "in": "query", "description": "Whether the first row of a table is a header.", "schema": {"enum": ["auto", "yes", "no"], "default": "auto"}},
              {"name": "knownAt", "in": "query", "description": "A revision, a past moment or a day: what was known then.", "schema": {"type": "string"}},
              {"name": "askedOn", "in": "query", "description": "With knownAt: the day that stands for today. A receipt's conditions name both.", "schema": {"type": "string", "format": "date"}},
              {"name": "system", "in": "query", "description": "The rows are components of one system: one labelled device does not stand in for two, and a column names them.", "schema": {"enum": ["yes"]}},
              {"name": "Idempotency-Key", "in": "header", "description": "The same key with the same list and conditions makes one receipt; with others it is a 422.", "schema": {"type": "string", "maxLength": 200}}
            ],
            "requestBody": {"required": true, "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/CheckRequest"}},
              "text/csv": {"schema": {"type": "string"}}, "text/tab-separated-values": {"schema": {"type": "string"}}, "text/plain": {"schema": {"type": "string"}},
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {"schema": {"type": "string", "format": "binary"}}
            }},
            "responses": {
              "201": {"description": "The receipt, with the address of the rows.", "headers": {"Location": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}}},
              "202": {"description": "Being checked; status says how far it is.", "headers": {"Location": {"schema": {"type": "string"}}, "Retry-After": {"schema": {"type": "integer"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CheckJob"}}}},
              "400": {"$ref": "#/components/responses/Malformed"}, "413": {"$ref": "#/components/responses/Malformed"},
              "415": {"$ref": "#/components/responses/Malformed"}, "422": {"$ref": "#/components/responses/Malformed"},
              "429": {"$ref": "#/components/responses/Limited"}, "503": {"$ref": "#/components/responses/Unavailable"}
            }
          }
        },
        "/api/v1/checks/{id}": {
          "get": {
            "operationId": "checkStatus",
            "summary": "A check's receipt, or how far it is. Without the address of its rows.",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}],
            "responses": {
              "200": {"description": "The receipt, or the state of a check that is not finished.", "content": {"application/json": {"schema": {"anyOf": [{"$ref": "#/components/schemas/Receipt"}, {"$ref": "#/components/schemas/CheckJob"}]}}}},
              "400": {"$ref": "#/components/responses/Malformed"}, "404": {"$ref": "#/components/responses/Missing"},
              "429": {"$ref": "#/components/responses/Limited"}, "503": {"$ref": "#/components/responses/Unavailable"}
            }
          }
        },
        "/api/v1/checks/{id}/rows": {
          "get": {
            "operationId": "checkRows",
            "summary": "The rows of a check, for 30 days. Here id is the secret address of the rows.",
            "parameters": [
              {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"}},
              {"name": "outcome", "in": "query", "schema": {"enum": ["pass", "fail", "review"]}},
              {"name": "after", "in": "query", "description": "The row that was told last; next has it.", "schema": {"type": "integer", "minimum": 0}},
              {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 200}}
            ],
            "responses": {
              "200": {"description": "A page of rows.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/CheckRows"}}}},
              "400": {"$ref": "#/components/responses/Malformed"}, "404": {"$ref": "#/components/responses/Missing"},
              "409": {"description": "Not finished yet, or broken off.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
              "410": {"description": "The rows were kept for 30 days and are gone.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
              "429": {"$ref": "#/components/responses/Limited"}, "503": {"$ref": "#/components/responses/Unavailable"}
            }
          }
        },
        """##

    static let checkSchemas = [
        OpenAPISchemas.schema(
            "CheckRequest",
            required: ["rows"],
            [
                (
                    "rows",
                    ##"{"type": "array", "minItems": 1, "maxItems": 100000, "items": {"$ref": "#/components/schemas/CheckRequestRow"}}"##
                )
            ]
        ),
        OpenAPISchemas.schema(
            "CheckRequestRow",
            required: [],
            [
                (
                    "id",
                    #"{"type": ["string", "null"], "description": "The sender's own word for the row; comes back."}"#
                ),
                ("registrationNumber", optional), ("code", optional), ("model", optional), ("gtin", optional),
                ("manufacturer", optional), ("component", optional),
                (
                    "levelAtLeast",
                    #"{"type": ["string", "null"], "description": "The level asked of this row, in place of the list's; none asks for no label."}"#
                ),
            ]
        ),
        OpenAPISchemas.schema(
            "CheckCount",
            required: ["value", "rows"],
            [("value", text), ("rows", integer)]
        ),
        OpenAPISchemas.schema(
            "CheckInput",
            required: ["sha256", "form", "encoding", "rows"],
            [
                ("sha256", text), ("form", #"{"enum": ["csv", "tsv", "xlsx", "json"]}"#), ("encoding", optional),
                ("rows", integer),
            ]
        ),
        OpenAPISchemas.schema(
            "CheckEdition",
            required: ["source", "day", "sha256"],
            [("source", text), ("day", day), ("sha256", text)]
        ),
        OpenAPISchemas.schema(
            "Receipt",
            required: ["id", "state", "address", "rowsUntil", "counts"] + said.map(\.0),
            [
                ("id", text), ("state", #"{"enum": ["finished"]}"#), ("address", text), ("rows", text), ("page", text),
                ("rowsUntil", moment),
                (
                    "counts",
                    ##"{"type": "object", "required": ["outcome", "match", "reasons"], "properties": {"outcome": \##(counts), "match": \##(counts), "reasons": \##(counts)}}"##
                ), ("editions", ##"{"type": "array", "items": {"$ref": "#/components/schemas/CheckEdition"}}"##),
            ] + said
        ),
        OpenAPISchemas.schema(
            "CheckJob",
            required: ["id", "state", "done", "total", "status"],
            [
                ("id", text), ("state", #"{"enum": ["running", "failed"]}"#), ("done", integer), ("total", integer),
                ("status", text), ("rows", text), ("page", text),
            ]
        ),
        OpenAPISchemas.schema(
            "CheckLabel",
            required: ["registrationNumber", "code", "standing", "level", "assurance", "heldUntil"],
            [
                ("registrationNumber", text), ("code", text), ("standing", text), ("level", optional),
                ("assurance", optional), ("heldUntil", optional), ("manufacturerJa", optional),
                ("manufacturerEn", optional),
            ]
        ),
        OpenAPISchemas.schema(
            "CheckRow",
            required: [
                "row", "line", "cells", "outcome", "reasons", "match", "coverage", "coverageDay", "label", "model",
                "candidates", "why",
            ],
            [
                ("row", integer), ("line", integer), ("cells", texts),
                ("outcome", #"{"enum": ["pass", "fail", "review"]}"#), ("reasons", texts), ("match", text),
                ("coverage", optional), ("coverageDay", optional),
                ("label", ##"{"anyOf": [{"$ref": "#/components/schemas/CheckLabel"}, {"type": "null"}]}"##),
                ("model", optional),
                ("candidates", ##"{"type": "array", "items": {"$ref": "#/components/schemas/CheckLabel"}}"##),
                ("why", ##"{"$ref": "#/components/schemas/Wording"}"##),
            ]
        ),
        OpenAPISchemas.schema(
            "CheckRows",
            required: ["id", "header", "fields", "rows", "next"] + said.map(\.0),
            [
                ("id", text), ("header", #"{"type": ["array", "null"], "items": {"type": "string"}}"#),
                ("fields", texts),
                ("rows", ##"{"type": "array", "items": {"$ref": "#/components/schemas/CheckRow"}}"##),
                ("next", optional),
            ] + said
        ),
    ].joined(separator: ",\n")

    /// What a receipt and its rows both say.
    private static let said = [
        ("input", ##"{"$ref": "#/components/schemas/CheckInput"}"##), ("day", day), ("askedOn", day),
        ("coveredThrough", optional), ("levelAtLeast", optional), ("system", flag),
        ("verdict", #"{"enum": ["pass", "fail", "review"], "description": "The worst of the rows."}"#),
        ("conditions", text), ("unofficial", flag),
        ("watermark", optional), ("revision", integer), ("recordedAt", moment), ("rules", text),
    ]

    private static let text = #"{"type": "string"}"#
    private static let optional = #"{"type": ["string", "null"]}"#
    private static let texts = #"{"type": "array", "items": {"type": "string"}}"#
    private static let flag = #"{"type": "boolean"}"#
    private static let integer = #"{"type": "integer"}"#
    private static let day = #"{"type": "string", "format": "date"}"#
    private static let moment = #"{"type": "string", "format": "date-time"}"#
    private static let counts = ##"{"type": "array", "items": {"$ref": "#/components/schemas/CheckCount"}}"##
}
