/// The part of the description that speaks of applications: what a manufacturer's own machines do with a key.
extension OpenAPI {
    static let applicationPaths = ##"""
        "/api/v1/applications": {
          "get": {
            "operationId": "applications",
            "summary": "The applications of the key's organisation, newest first.",
            \##(needsKey)
            "parameters": [
              {"name": "after", "in": "query", "description": "The id that was told last; next has it.", "schema": {"type": "integer", "minimum": 1}},
              {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}}
            ],
            "responses": {"200": {"description": "A page of the list.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApplicationList"}}}}, \##(refused)}
          },
          "post": {
            "operationId": "openApplication",
            "summary": "Begins an application: an empty draft, or for a label one that says what the label says.",
            \##(needsKey)
            "parameters": [\##(idempotencyKey)],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApplicationOpening"}}}},
            "responses": {"201": {"description": "The draft.", "headers": {"Location": {"schema": {"type": "string"}}, "ETag": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Application"}}}}, \##(refused), \##(missing), \##(written)}
          }
        },
        "/api/v1/applications/{id}": {
          "get": {
            "operationId": "application",
            "summary": "One application, with the tag of its version.",
            \##(needsKey)
            "parameters": [\##(id)],
            "responses": {\##(application), "304": {"description": "The caller has this version already."}, \##(refused), \##(missing)}
          }
        },
        "/api/v1/applications/{id}/gaps": {
          "get": {
            "operationId": "applicationGaps",
            "summary": "What it lacks today before it can be submitted.",
            \##(needsKey)
            "parameters": [\##(id)],
            "responses": {"200": {"description": "The gaps; none where it may be submitted.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApplicationGaps"}}}}, \##(refused), \##(missing)}
          }
        },
        "/api/v1/applications/{id}/draft": {
          "put": {
            "operationId": "saveDraft",
            "summary": "The whole draft as it is to be; what is left out is empty. Names, number and country of the manufacturer stay the organisation's.",
            \##(needsKey)
            "parameters": [\##(id), \##(ifMatch)],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApplicationDraft"}}}},
            "responses": {\##(application), \##(refused), \##(missing), \##(written)}
          }
        },
        "/api/v1/applications/{id}/models": {
          "put": {
            "operationId": "saveModels",
            "summary": "The models alone, at most 2,000; the rest of the draft stays.",
            \##(needsKey)
            "parameters": [\##(id), \##(ifMatch)],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApplicationModels"}}}},
            "responses": {\##(application), \##(refused), \##(missing), \##(written)}
          }
        },
        "/api/v1/applications/{id}/actions": {
          "post": {
            "operationId": "applicationAction",
            "summary": "A step of the applicant.",
            \##(needsKey)
            "parameters": [\##(id), \##(idempotencyKey), \##(ifMatch)],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ApplicationAction"}}}},
            "responses": {\##(application), \##(refused), \##(missing), \##(written)}
          }
        },
        "/api/v1/applications/{id}/documents": {
          "post": {
            "operationId": "addDocument",
            "summary": "Files one document: its bytes as they are, at most 10 MiB.",
            \##(needsKey)
            "parameters": [\##(id),
              {"name": "kind", "in": "query", "required": true, "description": "Id of a paper, or other.", "schema": {"type": "string"}},
              {"name": "name", "in": "query", "required": true, "description": "The file's name, with its ending.", "schema": {"type": "string", "maxLength": 200}},
              \##(idempotencyKey), \##(ifMatch)
            ],
            "requestBody": {"required": true, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
            "responses": {"201": {"description": "The application with the document.", "headers": {"ETag": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Application"}}}}, \##(refused), \##(missing), \##(written)}
          }
        },
        "/api/v1/applications/{id}/documents/{number}": {
          "get": {
            "operationId": "applicationDocument",
            "summary": "A document, to be saved.",
            \##(needsKey)
            "parameters": [\##(id), {"name": "number", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}}],
            "responses": {"200": {"description": "The file.", "headers": {"Content-Disposition": {"schema": {"type": "string"}}}, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}, \##(refused), \##(missing)}
          }
        },
        """##

    /// More components.
    static let applicationResponses = [
        ("Unauthorized", "No good key came along: none, an unknown one, one that ended. Which is not told."),
        ("Forbidden", "The key lacks the scope, or its account the role."),
        ("Conflict", "Not possible as the application stands."),
        ("OtherVersion", "If-Match names another version than the application has."),
        ("NoPrecondition", "Idempotency-Key or If-Match is missing."),
        ("Unprocessable", "It can be read and cannot be done; or the Idempotency-Key was used for something else."),
    ].map { name, words in
        let headers =
            name == "Unauthorized" ? #", "headers": {"WWW-Authenticate": {"schema": {"type": "string"}}}"# : ""
        return
            ##""\##(name)": {"description": "\##(words)"\##(headers), "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}"##
    }.joined(separator: ",\n")

    private static let needsKey = #""security": [{"key": []}],"#
    private static let id =
        #"{"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}}"#
    private static let idempotencyKey =
        #"{"name": "Idempotency-Key", "in": "header", "required": true, "description": "The same key with the same request is done once; with another it is a 422.", "schema": {"type": "string", "maxLength": 200}}"#
    private static let ifMatch =
        #"{"name": "If-Match", "in": "header", "required": true, "description": "The tag of the version that was read.", "schema": {"type": "string"}}"#
    private static let application =
        ##""200": {"description": "The application as it is now.", "headers": {"ETag": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Application"}}}}"##
    private static let refused =
        ##""400": {"$ref": "#/components/responses/Malformed"}, "401": {"$ref": "#/components/responses/Unauthorized"}, "403": {"$ref": "#/components/responses/Forbidden"}, "429": {"$ref": "#/components/responses/Limited"}, "503": {"$ref": "#/components/responses/Unavailable"}"##
    private static let missing = ##""404": {"$ref": "#/components/responses/Missing"}"##
    private static let written =
        ##""409": {"$ref": "#/components/responses/Conflict"}, "412": {"$ref": "#/components/responses/OtherVersion"}, "413": {"$ref": "#/components/responses/Malformed"}, "415": {"$ref": "#/components/responses/Malformed"}, "422": {"$ref": "#/components/responses/Unprocessable"}, "428": {"$ref": "#/components/responses/NoPrecondition"}"##
}
