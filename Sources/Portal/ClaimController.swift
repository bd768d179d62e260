import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import Store

/// The claim linter: a maker's sentence in, the rules it touches out; as a page and for machines. Nothing is kept.
struct ClaimController: Sendable {
    let site: PortalSite

    private static let bodyLimit = 32 << 10

    /// What `POST /api/v1/claims` takes.
    private struct ClaimWire: Decodable {
        var text: String
        var state: String?
    }

    /// `GET /claims`: the form, and with `text` its answer.
    func page(_ request: Request, _ context: PortalContext) async throws -> Response {
        let query = try Query(request.uri.query)
        return try answer(query, try Negotiation(request, query), request)
    }

    /// `POST /claims`: the form's answer, for sentences longer than an address may be.
    func posted(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false else {
            throw Problem(
                .unsupportedMediaType,
                code: "wrongType",
                detail: "Send the form as application/x-www-form-urlencoded",
                ja: "application/x-www-form-urlencoded で送ってください"
            )
        }
        let buffer = try await request.body.collect(upTo: Self.bodyLimit)
        let fields = try Query(String(buffer: buffer))
        var wish = try Negotiation(request, try Query(request.uri.query))
        if let word = try fields.value("lang"), let language = Language(rawValue: word) { wish.language = language }
        return try answer(fields, wish, request)
    }

    private func answer(_ query: Query, _ wish: Negotiation, _ request: Request) throws -> Response {
        let state = (try query.value("state") ?? "").trimmedBlanks
        // A form sends its line ends as CR LF.
        let text = (try query.value("text") ?? "").replacing("\r\n", with: "\n")
        let isAsked = try query.value("text") != nil
        var page = ClaimPage(text: text, state: state, rules: site.store.rules, language: wish.language)
        var isRefused = false
        if isAsked {
            do {
                page.reading = try ClaimReading(text, state: state.isEmpty ? nil : state, rules: site.store.rules)
            } catch {
                page.refusal = error
                isRefused = true
            }
        }
        let isPost = request.method == .post
        return PortalAnswer.page(
            site.pages.claims(page, keepsQuestion: !isPost),
            status: isRefused ? .badRequest : .ok,
            maxAge: isPost || isAsked ? 0 : 300,
            wish,
            request,
            noindex: isAsked
        )
    }

    /// `POST /api/v1/claims`.
    func api(_ request: Request, _ context: PortalContext) async throws -> Response {
        try Query(request.uri.query).allow(only: [])
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") ?? false else {
            throw Problem(
                .unsupportedMediaType,
                code: "wrongType",
                detail: "Send the sentence as application/json: {\"text\":\"…\",\"state\":\"…\"}",
                ja: "application/json で送ってください（例: {\"text\":\"…\",\"state\":\"…\"}）"
            )
        }
        let buffer = try await request.body.collect(upTo: Self.bodyLimit)
        let rules = site.store.rules
        let wire = try Self.decode(Data(buffer.readableBytesView))
        let reading = try ClaimReading(wire.text, state: wire.state, rules: rules)
        return PortalAnswer.bytes(
            ClaimReport.bytes(reading, rules),
            "application/json; charset=utf-8",
            maxAge: 0,
            request
        )
    }

    private static func decode(_ body: Data) throws -> ClaimWire {
        let members = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any]
        if let strange = members?.keys.sorted().first(where: { !["text", "state"].contains($0) }) {
            throw Refusal(
                .malformed,
                "There is no member \"\(strange.prefix(40))\" here; known are: text, state",
                ja: "「\(strange.prefix(40))」という項目はありません。使えるのは text、state です",
                field: String(strange.prefix(40)),
                code: "unknownParameter"
            )
        }
        guard members != nil, let wire = try? JSONDecoder().decode(ClaimWire.self, from: body) else {
            throw Refusal(
                .malformed,
                "The body is not an object with \"text\" and perhaps \"state\", both text",
                ja: "本文は text と（あれば）state を持つ JSON ではありません",
                code: "malformedBody"
            )
        }
        return wire
    }
}

/// A reading as JSON.
enum ClaimReport {
    static func bytes(_ reading: ClaimReading, _ rules: Rules) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.object { json in
            json.text("text", reading.text)
            json.optional("state", reading.state)
            if let row = reading.stateRule {
                json.object("stateRule") { self.rule(row, rules, into: &$0) }
            } else {
                json.none("stateRule")
            }
            json.list("findings", reading.findings) { json, finding in
                json.object { self.finding(finding, rules, into: &$0) }
            }
            json.list("always", reading.always) { json, row in json.object { self.rule(row, rules, into: &$0) } }
            json.list("notKnown", reading.unread) { json, row in json.object { self.rule(row, rules, into: &$0) } }
            // No finding is never a permission.
            json.text("remark", reading.findings.isEmpty ? nothingFound : someFound)
            json.text("rules", rules.digest)
            json.flag("fictional", rules.isFictional)
        }
        return json.bytes
    }

    private static let nothingFound =
        "No known rule is touched. That is no permission: further use conditions exist whose text is not known."
    private static let someFound =
        "What is not marked is not thereby permitted: further use conditions exist whose text is not known."

    private static func finding(_ finding: ClaimReading.Finding, _ rules: Rules, into json: inout JSONWriter) {
        json.text("rule", finding.rule.id)
        json.text("verdict", finding.verdict.rawValue)
        json.list("touches", finding.touches) { json, touch in
            json.object {
                $0.integer("from", Int64(touch.range.lowerBound))
                $0.integer("to", Int64(touch.range.upperBound))
                $0.text("words", touch.words)
            }
        }
        json.text("ja", finding.rule.wording.ja)
        json.text("en", finding.rule.wording.en)
        if let row = finding.decidedBy {
            json.object("decidedBy") { self.rule(row, rules, into: &$0) }
        } else {
            json.none("decidedBy")
        }
        json.provenance(finding.rule.provenance, rules)
    }

    private static func rule(_ rule: ClaimRule, _ rules: Rules, into json: inout JSONWriter) {
        json.text("rule", rule.id)
        json.optional("verdict", rule.verdict?.rawValue)
        json.text("ja", rule.wording.ja)
        json.text("en", rule.wording.en)
        json.provenance(rule.provenance, rules)
    }
}
