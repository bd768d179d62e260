import HTTPTypes
import Hummingbird
import Registry
import Store

/// `/api/v1/scheme`: the rules as data, and the description of the API.
struct SchemeController: Sendable {
    let site: PortalSite

    func index(_ request: Request, _ context: PortalContext) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        let rules = site.store.rules
        var json = JSONWriter()
        json.object { json in
            json.text("digest", rules.digest)
            json.flag("fictional", rules.isFictional)
            json.integer("adoptedAtRevision", site.store.rulesAdopted.revision)
            json.list("documents", rules.documents) { json, document in
                json.object {
                    $0.text("name", document.name)
                    $0.day("asOf", document.asOf)
                    $0.text("href", "/api/v1/scheme/\(document.name)")
                }
            }
        }
        return PortalAnswer.bytes(json.bytes, "application/json; charset=utf-8", maxAge: 300, request)
    }

    func document(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["rules"])
        let name = try Query.decoded(context.parameters.get("name") ?? "", plusIsBlank: false)
        let rules = try await rules(digest: try query.value("rules"))
        guard let document = rules.document(name) else {
            throw Refusal(
                .missing,
                "The scheme data has no document \"\(name.prefix(60))\"; /api/v1/scheme lists them",
                ja: "「\(name.prefix(60))」という文書はありません",
                code: "unknownDocument"
            )
        }
        var json = JSONWriter(capacity: 8192)
        json.object { json in
            json.text("name", document.name)
            json.day("asOf", document.asOf)
            json.text("rules", rules.digest)
            json.flag("fictional", rules.isFictional)
            json.raw("data") { document.tree.json(into: &$0) }
        }
        return PortalAnswer.bytes(json.bytes, "application/json; charset=utf-8", maxAge: 300, request)
    }

    func openAPI(_ request: Request, _ context: PortalContext) async throws -> Response {
        PortalAnswer.bytes(OpenAPI.bytes, "application/json; charset=utf-8", maxAge: 300, request)
    }

    /// The rules in force, or those an old answer names by digest.
    private func rules(digest: String?) async throws -> Rules {
        guard let digest, digest != site.store.rules.digest else { return site.store.rules }
        guard let text = try await site.store.rulesText(digest: digest) else {
            throw Refusal(
                .missing,
                "This registry never used rules with that digest",
                ja: "その版の規則は使われたことがありません",
                field: "rules",
                code: "unknownRules"
            )
        }
        return try site.readRules(text)
    }
}
