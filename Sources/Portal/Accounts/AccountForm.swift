import HTTPTypes
import Hummingbird
import NIOCore
import Registry

/// A form of the accounts' pages as it was sent: bounded, each field once.
struct AccountForm: Sendable {
    private static let bodyLimit = 16 << 10

    private let fields: Query

    init(_ request: Request) async throws {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false else {
            throw Problem(
                .unsupportedMediaType,
                code: "wrongType",
                detail: "Send the form as application/x-www-form-urlencoded"
            )
        }
        let buffer = try await request.body.collect(upTo: Self.bodyLimit)
        fields = try Query(String(buffer: buffer))
    }

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

    /// As it was typed: blanks of a password are part of it.
    func secret(_ name: String) throws(Refusal) -> String { try fields.value(name) ?? "" }

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
