import HTTPTypes
import Hummingbird
import Registry
import Store

/// "Does my product need this?": the questions of the scheme, as a page and for machines. No account, nothing kept.
struct ScopeController: Sendable {
    let site: PortalSite

    /// What both take; the page also takes `lang`.
    private static let parameters =
        ScopeAnswers.Question.allCases.map(\.rawValue) + ["category"]

    /// `GET /scope`.
    func page(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        let wish = try Negotiation(request, query)
        let asked = try ScopeQuery(query, site.store.rules)
        let check = asked.answers.isEmpty ? nil : asked.check(site.store.rules, at: context.now)
        let html = site.pages.scope(ScopePage(asked: asked, check: check, rules: site.store.rules, wish.language))
        return PortalAnswer.page(html, maxAge: PortalHeaders.maxAge(at: context.now), wish, request)
    }

    /// `GET /api/v1/scope`.
    func api(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        try query.allow(only: Self.parameters)
        let rules = site.store.rules
        let check = try ScopeQuery(query, rules).check(rules, at: context.now)
        var json = JSONWriter(capacity: 4096)
        json.object { json in
            json.text("outcome", check.outcome.rawValue)
            json.list("reasons", check.reasons) { json, reason in
                json.object {
                    $0.text("id", reason.id)
                    $0.wording("text", reason.wording)
                    $0.provenance(reason.provenance, rules)
                }
            }
            json.list("missing", check.missing) { $0.value($1.rawValue) }
            json.optional("category", check.category?.code)
            json.list("advice", check.advice) { json, advice in
                json.object {
                    $0.text("level", advice.level.code)
                    $0.text("assurance", advice.assurance.rawValue)
                    $0.flag("open", advice.isOpen)
                    if case .amount(let amount, let row) = advice.fee {
                        $0.integer("fee", Int64(amount))
                        $0.text("feeRow", row)
                    } else {
                        $0.none("fee")
                    }
                }
            }
            json.day("day", context.now.day)
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
}

/// What somebody answered, read from the address.
struct ScopeQuery: Sendable {
    var answers: ScopeAnswers
    var category: CategoryRule?

    /// An answer is `yes` or `no`; left out or empty it is not answered.
    init(_ query: Query, _ rules: Rules) throws(Refusal) {
        func answer(_ question: ScopeAnswers.Question) throws(Refusal) -> Bool? {
            switch try query.value(question.rawValue) {
            case nil, "": return nil
            case "yes": return true
            case "no": return false
            case .some(let word): throw Query.unknown(question.rawValue, word, ["yes", "no"])
            }
        }
        answers = ScopeAnswers(
            hardware: try answer(.hardware),
            generalPurpose: try answer(.generalPurpose),
            links: try query.words("links"),
            phone: try answer(.phone),
            throughAnother: try answer(.throughAnother)
        )
        guard let code = try query.value("category"), !code.isEmpty else { return }
        guard let known = rules.category(code) else {
            throw Query.unknown("category", code, rules.categories.map(\.code))
        }
        category = known
    }

    func check(_ rules: Rules, at now: Moment) -> ScopeCheck {
        ScopeCheck(answers, category: category, rules: rules, on: now.day)
    }

    /// As an address asks it again, without the language.
    var parameters: String {
        var pairs: [(String, String)] = []
        let flags: [(ScopeAnswers.Question, Bool?)] = [
            (.hardware, answers.hardware), (.generalPurpose, answers.generalPurpose), (.phone, answers.phone),
            (.throughAnother, answers.throughAnother),
        ]
        for (question, flag) in flags {
            if let flag { pairs.append((question.rawValue, flag ? "yes" : "no")) }
        }
        for link in ScopeAnswers.Link.allCases where answers.links.contains(link) {
            pairs.append(("links", link.rawValue))
        }
        if let category { pairs.append(("category", category.code)) }
        return pairs.map { "\($0.0)=\(PagePath.encoded($0.1))" }.joined(separator: "&")
    }
}
