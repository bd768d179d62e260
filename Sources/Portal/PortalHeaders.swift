import Crypto
import Foundation
import HTTPTypes
import Registry

/// The headers every answer has, and those that depend on what is answered.
struct PortalHeaders: Sendable {
    /// On pages: nothing is loaded but the page's own style, which stands in it.
    let page: HTTPFields
    /// On everything else that anybody may read, also scripts of other sites.
    let data: HTTPFields
    /// On what is no page but answers a form.
    let form: HTTPFields

    init(isBehindTLS: Bool) {
        var common: HTTPFields = [:]
        common[.xContentTypeOptions] = "nosniff"
        common[HTTPField.Name.referrerPolicy] = "no-referrer"
        common[HTTPField.Name.crossOriginOpenerPolicy] = "same-origin"
        if isBehindTLS { common[.strictTransportSecurity] = "max-age=63072000" }
        var page = common
        let hashes = PageStyle.sheets.map { sheet in
            "'sha256-\(Data(SHA256.hash(data: Array(sheet.utf8))).base64EncodedString())'"
        }
        page[.contentSecurityPolicy] =
            "default-src 'none'; style-src \(hashes.joined(separator: " ")); img-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
        page[HTTPField.Name.crossOriginResourcePolicy] = "same-origin"
        var data = common
        data[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        data[HTTPField.Name.crossOriginResourcePolicy] = "cross-origin"
        self.page = page
        form = data
        data[HTTPField.Name.accessControlAllowOrigin] = "*"
        data[HTTPField.Name.accessControlExposeHeaders] =
            "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition"
        self.data = data
    }

    /// The headers for a response: reading is open to every site (never with credentials, of which there are none);
    /// what answers a form is not.
    func fields(isPage: Bool, method: HTTPRequest.Method, path: String) -> HTTPFields {
        if isPage { return page }
        // What somebody signed in for is for them alone.
        guard !PagePath.isPersonal(path) else { return form }
        let isOpen = method == .get || method == .head || path.hasPrefix("/api/")
        return isOpen ? data : form
    }

    /// What a preflight is told: no header is asked for that reading needs, and a day is long enough to remember it.
    static func preflight(_ methods: String) -> HTTPFields {
        [
            .accessControlAllowOrigin: "*",
            .accessControlAllowMethods: methods,
            .accessControlAllowHeaders: "Accept, Accept-Language, Content-Type, If-None-Match",
            .accessControlMaxAge: "86400",
        ]
    }

    /// Seconds an answer about a label may be kept: a minute, or to midnight in Japan where that is nearer.
    static func maxAge(at now: Moment) -> Int64 {
        let left = ((now.day + 1).start.milliseconds - now.milliseconds) / 1000
        return min(60, left)
    }
}

extension HTTPField.Name {
    static let referrerPolicy = constant("Referrer-Policy")
    static let crossOriginOpenerPolicy = constant("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = constant("Cross-Origin-Resource-Policy")

    /// A name of ours; the fallback is a name that no answer uses and cannot be reached by the names above.
    private static func constant(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .trailer
    }
}
