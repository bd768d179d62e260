/// The description of the machine's routes, OpenAPI 3.1. A test holds it against the router and against real answers.
enum OpenAPI {
    static let bytes = Array(document.utf8)

    private static let document = """
        {
          "openapi": "3.1.0",
          "info": {
            "title": "Hoshifuda label registry",
            "version": "\(PortalSite.version)",
            "summary": "Does this label hold, for this product, on this day?",
            "description": "\(introduction)"
          },
          "paths": {
            "/{code}": {
              "get": {
                "operationId": "scan",
                "summary": "The label behind a scanned code, as a page or, by Accept, as JSON, JSON-LD or a link set.",
                "parameters": [\(code), \(on), \(coveredThrough), \(knownAt), \(lang)],
                "responses": {\(pageResponses)}
              }
            },
            "/labels/{number}": {
              "get": {
                "operationId": "labelByNumber",
                "summary": "The same by registration number; .json, .jsonld, .svg, .pdf, .png and .ics may follow the number.",
                "parameters": [\(number), \(on), \(coveredThrough), \(knownAt), \(lang), \(artwork), \(artworkWords)],
                "responses": {\(pageResponses)}
              }
            },
            \(listPaths)
            \(checkPaths)
            \(applicationPaths)
            "/api/v1/labels/{reference}": {
              "get": {
                "operationId": "label",
                "summary": "One label by code or registration number.",
                "parameters": [\(reference), \(on), \(coveredThrough), \(knownAt)],
                "responses": {\(labelResponses)}
              }
            },
            "/api/v1/labels/{reference}/history": {
              "get": {
                "operationId": "history",
                "summary": "Every public event of a label and the periods they amount to.",
                "parameters": [\(reference), \(knownAt)],
                "responses": {
                  "200": {"description": "The history.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/History"}}}},
                  \(misses)
                }
              }
            },
            "/api/v1/scheme": {
              "get": {
                "operationId": "scheme",
                "summary": "The documents of the scheme data in force, and their digest.",
                "responses": {"200": {"description": "The list.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SchemeIndex"}}}}, "400": {"$ref": "#/components/responses/Malformed"}}
              }
            },
            "/api/v1/scheme/{name}": {
              "get": {
                "operationId": "schemeDocument",
                "summary": "One document of the scheme data: dated rows with source and confidence.",
                "parameters": [
                  {"name": "name", "in": "path", "required": true, "schema": {"type": "string"}, "example": "levels"},
                  {"name": "rules", "in": "query", "description": "Digest of rules that were in force before, as an answer names them.", "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}
                ],
                "responses": {"200": {"description": "The document.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SchemeDocument"}}}}, \(misses)}
              }
            },
            \(OpenAPITools.paths),
            "/openapi.json": {
              "get": {"operationId": "openapi", "summary": "This document.", "responses": {"200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}}}}
            }
          },
          "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key from /account/keys, which begins with hf_; in this header alone."}},
            "responses": {
              \(OpenAPITools.responses),
              \(applicationResponses),
              "Malformed": {"description": "The request cannot be read; nothing was looked up.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
              "Missing": {"description": "No match in this registry. Never: not certified.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}},
              "MalformedPage": {"description": "The request cannot be read; a page for people, by Accept.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": {"schema": {"type": "string"}}}},
              "MissingPage": {"description": "No match in this registry; a page for people, by Accept.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": {"schema": {"type": "string"}}}},
              "UnavailablePage": {"description": "The registry cannot be confirmed just now; a page for people, by Accept.", "headers": {"Retry-After": {"schema": {"type": "integer"}}}, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": {"schema": {"type": "string"}}}},
              "Unavailable": {"description": "The registry cannot be confirmed just now.", "headers": {"Retry-After": {"schema": {"type": "integer"}}}, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
            },
            "schemas": {\(OpenAPISchemas.text),\n\(OpenAPITools.schemas),\n\(checkSchemas),\n\(applicationSchemas)}
          }
        }
        """

    private static let introduction =
        "Reads of labels need no key; one raises their limits. Applications need one. Days are civil days in Japan (UTC+09:00); a label holds through the end of heldUntil. "
        + "Every answer names the revision it stands on; asked again with it as knownAt, the same bytes come back."

    private static let code =
        #"{"name": "code", "in": "path", "required": true, "description": "12 characters of Crockford base 32, any letter case.", "schema": {"type": "string"}}"#
    private static let number =
        #"{"name": "number", "in": "path", "required": true, "description": "Registration number, percent-encoded, one segment.", "schema": {"type": "string", "maxLength": 64}}"#
    private static let reference =
        #"{"name": "reference", "in": "path", "required": true, "description": "Code or registration number.", "schema": {"type": "string", "maxLength": 64}}"#
    private static let on =
        #"{"name": "on", "in": "query", "description": "The day asked; where it is left out, today or the day of knownAt. Also read as 2026/4/1 or 令和8年4月1日.", "schema": {"type": "string", "format": "date"}}"#
    private static let coveredThrough =
        #"{"name": "coveredThrough", "in": "query", "description": "The delivery day: coverage and coverageDay then say whether the label is valid on every day through it.", "schema": {"type": "string", "format": "date"}}"#
    private static let knownAt =
        #"{"name": "knownAt", "in": "query", "description": "A revision, a past moment (RFC 3339), or a day, which means its end in Japan.", "schema": {"type": "string"}}"#
    private static let lang =
        #"{"name": "lang", "in": "query", "schema": {"enum": ["ja", "en", "easy"]}}"#
    private static let artwork =
        #"{"name": "width", "in": "query", "description": "Artwork only, as are kind, dpi, ecc and ink: width in millimetres.", "schema": {"type": "number"}}"#
    private static let artworkWords =
        ##"{"name": "kind", "in": "query", "schema": {"enum": ["label", "qr"]}}, {"name": "dpi", "in": "query", "schema": {"type": "integer"}}, {"name": "ecc", "in": "query", "schema": {"enum": ["m", "q"]}}, {"name": "ink", "in": "query", "schema": {"enum": ["colour", "black"]}}"##
    private static let misses =
        ##""400": {"$ref": "#/components/responses/Malformed"}, "404": {"$ref": "#/components/responses/Missing"}, "503": {"$ref": "#/components/responses/Unavailable"}"##
    /// Of the addresses that people and machines share.
    private static let pageResponses =
        ##""200": {"description": "A registration was found, whatever its standing; as a page, as data by Accept, or in the form of the ending.", "headers": {"ETag": {"schema": {"type": "string"}}}, "content": {"text/html": {"schema": {"type": "string"}}, "application/json": {"schema": {"$ref": "#/components/schemas/Label"}}, "application/ld+json": {"schema": {"type": "object"}}, "application/linkset+json": {"schema": {"type": "object"}}, "image/svg+xml": {"schema": {"type": "string"}}, "application/pdf": {"schema": {"type": "string"}}, "image/png": {"schema": {"type": "string"}}, "text/calendar": {"schema": {"type": "string"}}}}, "##
        + ##""304": {"description": "The caller has it already."}, "400": {"$ref": "#/components/responses/MalformedPage"}, "404": {"$ref": "#/components/responses/MissingPage"}, "429": {"$ref": "#/components/responses/Limited"}, "503": {"$ref": "#/components/responses/UnavailablePage"}"##
    private static let labelResponses =
        ##""200": {"description": "A registration was found, whatever its standing.", "headers": {"ETag": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Label"}}, "application/ld+json": {"schema": {"type": "object"}}, "application/linkset+json": {"schema": {"type": "object"}}}}, "429": {"$ref": "#/components/responses/Limited"}, "304": {"description": "The caller has it already."}, "##
        + misses
}
