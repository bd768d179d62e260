import HTTPTypes
import Hummingbird
import Registry

/// What a request wants to be answered in.
struct Negotiation: Sendable {
    var language: Language
    var medium: Medium
    var acceptsGzip: Bool

    /// Whether data of any kind is wanted rather than a page.
    var wantsJSON: Bool { medium != .page }

    /// `?lang=` wins over `Accept-Language`; an unknown word is refused.
    init(_ request: Request, _ query: Query) throws(Refusal) {
        guard
            let language = Language.choose(
                query: try query.value("lang"),
                acceptLanguage: request.headers[.acceptLanguage]
            )
        else {
            throw Refusal(
                .malformed,
                "lang is ja, en or easy",
                ja: "lang は ja・en・easy のいずれかです",
                field: "lang",
                code: "unknownLanguage"
            )
        }
        self.language = language
        medium = Medium(accept: request.headers[.accept])
        acceptsGzip = Negotiation.accepts("gzip", request.headers[.acceptEncoding])
    }

    /// The language for an error page, where nothing may be refused any more.
    static func lenientLanguage(_ request: Request) -> Language {
        let asked = (try? Query(request.uri.query))?.lenient("lang")
        return Language.choose(query: asked, acceptLanguage: request.headers[.acceptLanguage])
            ?? Language.choose(query: nil, acceptLanguage: request.headers[.acceptLanguage]) ?? .ja
    }

    /// True where data is named and HTML is not, or data weighs more.
    static func prefersJSON(_ accept: String?) -> Bool { Medium(accept: accept) != .page }

    /// True where a content coding is acceptable (RFC 9110 §12.5.3).
    static func accepts(_ coding: String, _ header: String?) -> Bool {
        guard let header else { return false }
        var star: Double?
        for range in header.split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";")
            guard let name = parts.first?.trimmedBlanks.lowercased() else { continue }
            let weight = weight(of: parts.dropFirst())
            if name == coding { return weight > 0 }
            if name == "*" { star = weight }
        }
        return (star ?? 0) > 0
    }

    static func weight(of parameters: ArraySlice<Substring>) -> Double {
        for parameter in parameters {
            let text = parameter.trimmedBlanks
            if text.hasPrefix("q=") || text.hasPrefix("Q=") { return Double(text.dropFirst(2)) ?? 0 }
        }
        return 1
    }
}

extension Substring {
    var trimmedBlanks: String { String(self).trimmedBlanks }
}

extension Query {
    /// The value of a parameter, nil also where it is given twice.
    func lenient(_ name: String) -> String? { try? value(name) }
}
