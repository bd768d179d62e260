import HTTPTypes
import Hummingbird
import Registry
import Store

/// `GET /api/v1/recognition`: which regime recognises which, as nodes and directed edges.
struct RecognitionController: Sendable {
    let site: PortalSite

    func graph(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: ["on"])
        let isDated = !(try query.value("on") ?? "").isEmpty
        let rules = site.store.rules
        let graph = RecognitionGraph(rules, on: try query.day(default: context.now.day), onlyInForce: isDated)
        var json = JSONWriter(capacity: 8192)
        json.object { json in
            json.day("day", graph.day)
            json.list("nodes", graph.nodes) { json, name in
                json.object { json in
                    json.text("id", name)
                    json.flag("isScheme", name == "JC-STAR")
                }
            }
            json.list("edges", graph.edges) { json, edge in
                json.object { self.edge(edge, rules, into: &$0) }
            }
            json.list("without", graph.without) { json, row in
                json.object {
                    $0.text("id", row.id)
                    $0.text("from", row.origin)
                    $0.text("to", row.target)
                    $0.wording("says", row.covers)
                    $0.provenance(row.provenance, rules)
                }
            }
            json.text("remark", "Edges have one direction and do not chain: two of them in a row prove nothing.")
            json.text("rules", rules.digest)
            json.flag("fictional", rules.isFictional)
        }
        return PortalAnswer.bytes(
            json.bytes,
            "application/json; charset=utf-8",
            maxAge: PortalHeaders.maxAge(at: context.now),
            request
        )
    }

    private func edge(_ edge: RecognitionGraph.Edge, _ rules: Rules, into json: inout JSONWriter) {
        let rule = edge.rule
        json.text("id", rule.id)
        json.text("from", rule.origin)
        json.text("to", rule.target)
        json.wording("name", rule.name)
        json.optional("level", rule.level?.code)
        json.optional("foreignLevel", rule.foreignLevel)
        json.list("criteria", rule.criteria) { $0.value($1) }
        json.wording("covers", rule.covers)
        json.optional("pinnedDocument", rule.pinnedDocument)
        json.optional("instrument", rule.instrument)
        json.text("reach", edge.reach.rawValue)
        json.flag("disputed", rule.isDisputed)
        json.list("unknown", edge.unknown) { $0.value($1) }
        json.optional("route", rule.route?.rawValue)
        json.optionalFlag("higherLevelCounts", rule.higherLevelCounts)
        json.optionalFlag("graceCounts", rule.graceCounts)
        json.provenance(rule.provenance, rules)
    }
}
