import HTTPTypes
import Hummingbird
import Registry
import Store

/// RFC 9457: what went wrong, for machines as a document and for people as a page.
struct Problem: Error, Sendable {
    var status: HTTPResponse.Status
    /// The last part of `type` and the stable word for programs.
    var code: String
    var title: String
    var detail: String
    var detailJA: String?
    var field: String?
    /// `Allow` with 405, `Retry-After` with 429 and 503.
    var headers: HTTPFields = [:]
    /// Members beside the standard ones, as name and text.
    var members: [(name: StaticString, value: String)] = []

    /// The one mapping of refusals to statuses (DESIGN §7); exhaustive on purpose.
    init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal.kind {
            case .malformed: .badRequest
            case .unauthenticated: .unauthorized
            case .forbidden: .forbidden
            case .missing: .notFound
            case .conflict: .conflict
            case .preconditionFailed: .preconditionFailed
            case .tooLarge: .contentTooLarge
            case .unprocessable: .unprocessableContent
            case .preconditionRequired: .preconditionRequired
            case .limited: .tooManyRequests
            }
        self.init(status, code: refusal.code, detail: refusal.reason, ja: refusal.reasonJA, field: refusal.field)
    }

    init(
        _ status: HTTPResponse.Status,
        code: String,
        detail: String,
        ja: String? = nil,
        field: String? = nil
    ) {
        self.status = status
        self.code = code
        self.title = status.reasonPhrase
        self.detail = detail
        self.detailJA = ja
        self.field = field
    }

    /// Whatever a handler threw, as a problem. What is not a refusal is a fault of ours: nothing of it is told.
    static func from(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let refusal as Refusal: return Problem(refusal)
        case let fault as EngineFault where fault.kind == .passing:
            return .unavailable(
                code: "passing",
                detail: "The registry cannot be read just now; try again shortly",
                ja: "ただいま登録簿を確認できません。しばらくしてからもう一度お試しください"
            )
        case let fault as EngineFault where fault.kind == .uncertain:
            return .unavailable(
                code: "uncertain",
                detail: "The answer to recording this was lost; send it again with the same Idempotency-Key",
                ja: "記録できたかどうか確認できませんでした。同じ Idempotency-Key でもう一度お送りください"
            )
        case let http as any HTTPResponseError: return from(status: http.status)
        default: return from(status: .internalServerError)
        }
    }

    /// What is likely over in a few seconds.
    static func unavailable(code: String, detail: String, ja: String) -> Problem {
        var problem = Problem(.serviceUnavailable, code: code, detail: detail, ja: ja)
        problem.headers[.retryAfter] = "5"
        return problem
    }

    private static func from(status: HTTPResponse.Status) -> Problem {
        switch status.code {
        case 404:
            Problem(.notFound, code: "missing", detail: "There is no such page", ja: "このページはありません")
        case 413:
            Problem(.contentTooLarge, code: "tooLarge", detail: "The request is too large", ja: "送られた内容が大きすぎます")
        case 400..<500:
            Problem(status, code: "malformed", detail: "The request cannot be read", ja: "要求を読み取れません")
        default:
            Problem(
                .internalServerError,
                code: "fault",
                detail: "Something broke on our side",
                ja: "こちらの側で問題が起きました"
            )
        }
    }

    /// What a person reads first, in Japanese.
    var titleJA: String {
        switch status.code {
        case 404: "ページが見つかりません"
        case 405: "この操作はできません"
        case 410: "保存期間が終わりました"
        case 413: "送られた内容が大きすぎます"
        case 429: "少し待ってからお試しください"
        case 503: "ただいま確認できません"
        case 400..<500: "読み取れませんでした"
        default: "問題が起きました"
        }
    }

    var isFault: Bool { status.code >= 500 && code == "fault" }

    /// The document.
    func bytes(requestID: String, japanese: Bool) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.object { json in
            json.text("type", "urn:hoshifuda:problem:\(code)")
            json.text("title", title)
            json.integer("status", Int64(status.code))
            json.text("detail", japanese ? detailJA ?? detail : detail)
            json.text("code", code)
            if let field {
                json.list("errors", [field]) { json, field in
                    json.object {
                        $0.text("pointer", "#/" + field.replacing(".", with: "/"))
                        $0.text("detail", japanese ? detailJA ?? detail : detail)
                    }
                }
            }
            for member in members { json.text(member.name, member.value) }
            json.text("requestId", requestID)
        }
        return json.bytes
    }
}

extension Refusal {
    /// The sentence for a person, in the language of a page.
    func reason(in language: Language) -> String { language == .en ? reason : reasonJA ?? reason }
}
