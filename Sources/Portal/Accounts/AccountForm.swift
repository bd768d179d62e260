import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// A form of the accounts' pages as it was sent: bounded, each field once.
struct AccountForm: Sendable {
    private static let bodyLimit = 16 << 10

    private let fields: Query

    /// - Parameters:
    ///   - limit: bytes of the form, at most.
    ///   - pairs: fields of it, at most.
    init(_ request: Request, limit: Int = bodyLimit, pairs: Int = 50) async throws {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false else {
            throw Problem(
                .unsupportedMediaType,
                code: "wrongType",
                detail: "Send the form as application/x-www-form-urlencoded"
            )
        }
        let buffer = try await request.body.collect(upTo: limit)
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw Refusal(.malformed, "The form is no text", ja: "フォームを読み取れません", code: "malformedForm")
        }
        fields = try Query(text, pairs: pairs)
    }

    /// A form read elsewhere.
    init(_ fields: Query) { self.fields = fields }

    /// One line, cleaned; empty where it is absent.
    func line(_ name: String, limit: Int = 254) throws(Refusal) -> String {
        let text = (try fields.value(name) ?? "").cleaned.text
        guard text.unicodeScalars.count <= limit else {
            throw Refusal(
                .malformed,
                "This is longer than \(limit) characters",
                ja: "\(limit)文字までです",
                field: name,
                code: "tooLong"
            )
        }
        return text
    }

    /// Several lines, each cleaned, empty ones left out.
    func lines(_ name: String, limit: Int = 2000) throws(Refusal) -> [String] {
        let text = try fields.value(name) ?? ""
        guard text.unicodeScalars.count <= limit else {
            throw Refusal(
                .malformed,
                "This is longer than \(limit) characters",
                ja: "\(limit)文字までです",
                field: name,
                code: "tooLong"
            )
        }
        // CR LF is one character to Swift.
        return text.split(whereSeparator: \.isNewline).map { String($0).cleaned.text }.filter { !$0.isEmpty }
    }

    /// As it was typed, for a form that is shown again; nil where it was not sent.
    func typed(_ name: String) -> String? { fields.lenient(name) }

    /// The version of what the form was made from; a form without one is damaged.
    func version() throws(Refusal) -> Int64 {
        guard let text = try fields.value("version"), text.utf8.count <= 18, let version = Int64(text), version > 0
        else {
            throw Refusal(
                .preconditionRequired,
                "The form does not say which version it was made from; open the page again",
                ja: "ページを開き直してください",
                code: "preconditionRequired"
            )
        }
        return version
    }

    /// As it was typed: blanks of a password are part of it.
    func secret(_ name: String) throws(Refusal) -> String { try fields.value(name) ?? "" }

    /// What was ticked under one name, as it is.
    func words(_ name: String) -> [String] { fields.repeated(name) }

    /// The roles that were ticked; a word that is none is refused.
    func roles() throws(Refusal) -> Set<Role> {
        var roles: Set<Role> = []
        for word in fields.repeated("roles") {
            guard let role = Role(rawValue: word) else {
                throw Refusal(
                    .malformed,
                    "There is no such role",
                    ja: "該当する役割がありません",
                    field: "roles",
                    code: "unknownRole"
                )
            }
            roles.insert(role)
        }
        return roles
    }

    /// The language of letters; Japanese where none was chosen.
    func language() throws(Refusal) -> Letter.Language {
        Letter.Language(rawValue: try fields.value("language") ?? "ja") ?? .ja
    }
}

/// Answers of pages that are about one person.
enum AccountAnswer {
    static func page(
        _ bytes: [UInt8],
        status: HTTPResponse.Status = .ok,
        _ wish: Negotiation,
        _ request: Request
    ) -> Response {
        var response = PortalAnswer.page(bytes, status: status, maxAge: 0, wish, request, noindex: true)
        response.headers[.eTag] = nil
        return response
    }

    /// The form again, with what was wrong.
    static func again(
        _ form: FormPage,
        _ refusal: Refusal,
        _ pages: Pages,
        _ wish: Negotiation,
        _ request: Request
    ) -> Response {
        var form = form
        form.blame(refusal, wish.language)
        return page(pages.form(form, keeping: nil, wish.language), status: Problem(refusal).status, wish, request)
    }
}

extension PortalSite {
    /// A page of the signed-in; with the form that was refused, where one was. What answers a form has no links to other
    /// languages: they would ask for the page without what was typed.
    func answer(
        _ template: PageTemplate,
        _ view: Any,
        title: String? = nil,
        refusal: Refusal?,
        isAnswer: Bool = false,
        _ wish: Negotiation,
        _ request: Request
    ) -> Response {
        let keeping: String? = refusal == nil && !isAnswer ? "" : nil
        let html = pages.page(template, view, wish.language, title: title, keeping: keeping, isHidden: true)
        return AccountAnswer.page(html, status: refusal.map { Problem($0).status } ?? .ok, wish, request)
    }
}
