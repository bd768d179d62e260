import HTTPTypes
import Hummingbird
import Registry
import Store

/// Words for a tender's specification, as a page and for machines.
struct TenderController: Sendable {
    let site: PortalSite

    /// What both take; the page also takes `lang`.
    private static let parameters = ["levelAtLeast", "category", "on", "coveredThrough"]

    /// `GET /wording`.
    func page(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let asked = try TenderQuery(query, site.store.rules)
        let wording = try wording(asked, at: context.now)
        let page = TenderPage(wording: wording, query: asked, rules: site.store.rules, language: wish.language)
        return PortalAnswer.page(
            site.pages.tender(page),
            maxAge: PortalHeaders.maxAge(at: context.now),
            wish,
            request
        )
    }

    /// `GET /api/v1/wording`.
    func api(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: Self.parameters)
        let rules = site.store.rules
        let asked = try TenderQuery(query, rules)
        let wording = try wording(asked, at: context.now)
        var json = JSONWriter(capacity: 8192)
        json.object { json in
            json.text("levelAtLeast", wording.request.level.code)
            json.list("categories", wording.request.categories) { $0.value($1.code) }
            json.day("on", wording.request.on)
            json.day("coveredThrough", wording.request.coveredThrough)
            json.flag("levelIsOpen", wording.isLevelOpen)
            json.text("address", asked.address(site.facts.host))
            json.list("sentences", wording.sentences) { json, sentence in
                json.object {
                    $0.text("ja", sentence.ja)
                    $0.text("en", sentence.en)
                }
            }
            json.wording("noGuarantee", wording.noGuarantee)
            json.list("procurement", wording.rules) { json, dated in
                json.object { self.rule(dated, rules, into: &$0) }
            }
            json.flag("unofficial", !site.facts.isOfficial)
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

    private func wording(_ asked: TenderQuery, at now: Moment) throws(Refusal) -> TenderWording {
        try TenderWording(
            asked.request,
            address: asked.address(site.facts.host),
            rules: site.store.rules,
            today: now.day
        )
    }

    private func rule(_ dated: TenderWording.DatedRule, _ rules: Rules, into json: inout JSONWriter) {
        let rule = dated.rule
        json.text("id", rule.id)
        json.wording("name", rule.name)
        json.text("levelAtLeast", rule.minimumLevel.code)
        json.wording("appliesTo", rule.appliesTo)
        json.list("categories", rule.categories) { $0.value($1) }
        json.optional("decisiveDay", rule.decisiveDay?.rawValue)
        json.text("state", rule.state.rawValue)
        json.optionalFlag("inForce", dated.isInForce)
        json.flag("concerns", dated.concerns)
        json.flag("perComponent", rule.isPerComponent)
        json.provenance(rule.provenance, rules)
    }
}

/// The parameters of a tender's wording.
struct TenderQuery: Sendable {
    var request: TenderWording.Request

    /// Level STAR-1 where none is named; categories by repeated parameter or commas.
    init(_ query: Query, _ rules: Rules) throws(Refusal) {
        var level = StarLevel.star1
        if let word = try query.value("levelAtLeast"), !word.isEmpty {
            guard let known = StarLevel(code: word) else {
                throw Refusal(
                    .malformed,
                    "There is no level \"\(word.prefix(40))\"; known are: \(StarLevel.allCases.map(\.code).joined(separator: ", "))",
                    ja: "「\(word.prefix(40))」というレベルはありません",
                    field: "levelAtLeast",
                    code: "unknownLevel"
                )
            }
            level = known
        }
        let codes = Set(query.values("category"))
        if let strange = codes.sorted().first(where: { code in !rules.categories.contains { $0.code == code } }) {
            throw Refusal(
                .malformed,
                "There is no category \"\(strange.prefix(60))\"; known are: "
                    + rules.categories.map(\.code).joined(separator: ", "),
                ja: "「\(strange.prefix(60))」という区分はありません",
                field: "category",
                code: "unknownCategory"
            )
        }
        request = TenderWording.Request(
            level: level,
            categories: rules.categories.filter { codes.contains($0.code) },
            on: try query.writtenDay("on"),
            coveredThrough: try query.writtenDay("coveredThrough")
        )
    }

    /// The same question as parameters, in one order whatever the asker's was.
    var parameters: String {
        var parts = ["levelAtLeast=" + request.level.code]
        parts += request.categories.map { "category=" + PagePath.encoded($0.code) }
        if let on = request.on { parts.append("on=" + on.text) }
        if let last = request.coveredThrough { parts.append("coveredThrough=" + last.text) }
        return parts.joined(separator: "&")
    }

    /// Where the list of what fits stands.
    func address(_ host: String) -> String { "https://\(host)/search?\(parameters)&standing=valid" }
}
