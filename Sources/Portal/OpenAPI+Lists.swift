/// The part of the description that speaks of many labels at once.
extension OpenAPI {
    static let listPaths = #"""
        "/api/v1/labels": {
          "get": {
            "operationId": "labels",
            "summary": "A list of labels: any conditions, any day, any earlier knowledge; exact counts; pages that neither skip nor repeat.",
            "parameters": [
              {"name": "q", "in": "query", "description": "Words, all of which must be met, in names, makers, models and numbers as they are now.", "schema": {"type": "string", "maxLength": 200}},
              {"name": "levelAtLeast", "in": "query", "schema": {"enum": ["STAR-1", "STAR-2", "STAR-3", "STAR-4"]}},
              {"name": "standing", "in": "query", "description": "May be repeated.", "schema": {"type": "array", "items": {"enum": ["notYetValid", "provisional", "valid", "grace", "lapsed", "withdrawn", "revoked", "unknownStatus"]}}},
              {"name": "assurance", "in": "query", "schema": {"enum": ["selfDeclared", "thirdParty"]}},
              {"name": "category", "in": "query", "description": "Code of the scheme data, or none; may be repeated.", "schema": {"type": "array", "items": {"type": "string"}}},
              {"name": "manufacturer", "in": "query", "description": "Key or corporate number; may be repeated.", "schema": {"type": "array", "items": {"type": "string"}}},
              {"name": "country", "in": "query", "description": "ISO 3166-1 alpha-2, or none; may be repeated.", "schema": {"type": "array", "items": {"type": "string"}}},
              {"name": "criteria", "in": "query", "description": "Id of a criteria document; may be repeated.", "schema": {"type": "array", "items": {"type": "string"}}},
              {"name": "issuedFrom", "in": "query", "schema": {"type": "string", "format": "date"}},
              {"name": "issuedTo", "in": "query", "schema": {"type": "string", "format": "date"}},
              {"name": "expiringWithin", "in": "query", "description": "Valid, and ends within so many days of the decisive day.", "schema": {"type": "integer", "minimum": 0, "maximum": 3650}},
              {"name": "on", "in": "query", "description": "The decisive day; the day of asking where it is left out.", "schema": {"type": "string", "format": "date"}},
              {"name": "coveredThrough", "in": "query", "description": "The delivery day: the run from the decisive day through it is judged.", "schema": {"type": "string", "format": "date"}},
              {"name": "coverage", "in": "query", "description": "Which judgements are listed; covered alone where left out.", "schema": {"type": "array", "items": {"enum": ["covered", "gapFrom", "unknownAfter"]}}},
              {"name": "knownAt", "in": "query", "description": "A revision, a past moment (RFC 3339), or a day, which means its end in Japan. Its day then stands for today.", "schema": {"type": "string"}},
              {"name": "sort", "in": "query", "description": "Up to three of relevance, registered, issued, heldUntil, level, standing, category, manufacturer, with commas; - before one that goes down.", "schema": {"type": "string"}},
              {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}},
              {"name": "cursor", "in": "query", "description": "From next of the page before; it fixes day and revision.", "schema": {"type": "string"}}
            ],
            "responses": {
              "200": {"description": "A page of the list.", "headers": {"ETag": {"schema": {"type": "string"}}, "Link": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/LabelList"}}}},
              "304": {"description": "The caller has it already."},
              "400": {"$ref": "#/components/responses/Malformed"},
              "503": {"$ref": "#/components/responses/Unavailable"}
            }
          }
        },
        """#
}
