import HTTPTypes
import Hummingbird
import Registry
import Store

/// A request of somebody signed in, who may do what the route is for.
struct Visit: Sendable {
    let signed: SignedIn
    let context: PortalContext
    /// How far the route's permission goes for this account.
    let reach: Reach

    var account: Account { signed.account }
    var now: Moment { context.now }
}

/// A route that only some may take; all of them stand in `GuardedRoutes`.
struct GuardedRoute: Sendable {
    typealias Handler = @Sendable (Request, Visit) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    let permission: Permission
    /// What it does cannot be taken back, or lets somebody else in: password and code again, within ten minutes.
    let needsProof: Bool
    /// Works a password out or sends a letter: counted as sign-ins are.
    let isCostly: Bool
    /// Open also to an account that must set one-time codes up first.
    let isForEnrolment: Bool
    let handler: Handler

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ permission: Permission,
        needsProof: Bool = false,
        isCostly: Bool = false,
        isForEnrolment: Bool = false,
        _ handler: @escaping Handler
    ) {
        (self.method, self.path, self.permission) = (method, path, permission)
        (self.needsProof, self.isCostly) = (needsProof, isCostly)
        (self.isForEnrolment, self.handler) = (isForEnrolment, handler)
    }
}

/// Lets requests of accounts in, by the session's cookie and the policy.
struct Gate: Sendable {
    let site: PortalSite

    /// `__Host-`: this host alone, https alone, every path (RFC 6265bis §4.1.3.2).
    static let cookie = "__Host-session"

    /// The route's handler behind the gate.
    func guarded(_ route: GuardedRoute) -> RequestLimits.Handler {
        { request, context in
            if route.method != .get { try SameOrigin.check(request) }
            guard let signed = try await signedIn(request, context) else {
                return try Self.toSignIn(request, isForm: route.method != .get)
            }
            let reach = Policy.reach(signed.account.roles, route.permission)
            guard reach != .none else {
                try await site.store.refused("permission", signed.account, at: context.now)
                throw Refusal(
                    .forbidden,
                    "Your roles do not allow this",
                    ja: "この操作は、お持ちの役割ではできません",
                    code: "forbidden"
                )
            }
            if signed.account.needsSecondFactor, !signed.account.hasSecondFactor, !route.isForEnrolment {
                return Self.seeOther(PagePath.codes + Self.language(request))
            }
            if route.needsProof, !Self.isProven(signed, at: context.now) {
                return Self.seeOther(Self.proof(request, isForm: route.method != .get))
            }
            return try await route.handler(request, Visit(signed: signed, context: context, reach: reach))
        }
    }

    /// Who makes a request; nil where nobody signed in.
    func signedIn(_ request: Request, _ context: PortalContext) async throws -> SignedIn? {
        guard let token = Self.token(request) else { return nil }
        return try await site.store.signedIn(token, at: context.now)
    }

    static func isProven(_ signed: SignedIn, at now: Moment) -> Bool {
        now.milliseconds - signed.session.provenAt.milliseconds < SessionRule.stepUp
    }

    /// The session's secret, from the one cookie of ours; given twice it is none.
    static func token(_ request: Request) -> String? {
        let values = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let halves = pair.split(separator: "=", maxSplits: 1)
            return halves.count == 2 && String(halves[0]).trimmedBlanks == cookie ? String(halves[1]) : nil
        }
        guard values.count == 1, values[0].utf8.count == 43 else { return nil }
        return values[0]
    }

    /// Sets the cookie; nil takes it away.
    static func cookie(_ token: String?, for account: Account?) -> String {
        let life = account.map { SessionRule.limits($0.organisation.side).absolute / 1000 } ?? 0
        return "\(cookie)=\(token ?? ""); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(token == nil ? 0 : life)"
    }

    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// Where a page of ours asked for comes back to after the sign-in; a form is not sent again by itself.
    private static func toSignIn(_ request: Request, isForm: Bool) throws -> Response {
        guard !Negotiation.prefersJSON(request.headers[.accept]) else {
            throw Refusal(.unauthenticated, "Sign in first", ja: "サインインしてください", code: "unauthenticated")
        }
        return seeOther(PagePath.signIn + back(request, isForm))
    }

    private static func proof(_ request: Request, isForm: Bool) -> String { PagePath.prove + back(request, isForm) }

    private static func back(_ request: Request, _ isForm: Bool) -> String {
        let path = isForm ? parent(request.uri.path) : request.uri.path
        return "?then=" + PagePath.encoded(path) + "&lang=" + Negotiation.lenientLanguage(request).rawValue
    }

    /// The page that a form's address belongs to.
    private static func parent(_ path: String) -> String {
        if path.hasPrefix(PagePath.rows("")), path.hasSuffix("/keep") {
            return String(path.dropLast("/keep".utf8.count))
        }
        // A form of an application belongs to its page: two steps deep.
        let steps = path.split(separator: "/")
        if ["applications", "assessments"].contains(steps.first), steps.count > 1 {
            return "/" + steps.prefix(2).joined(separator: "/")
        }
        // The office's stand one step deeper.
        let deep = [PagePath.officeCases, PagePath.caseDesk, PagePath.officeLabels, PagePath.proposals]
        if steps.count > 2, deep.contains(where: { path.hasPrefix($0 + "/") }) {
            return "/" + steps.prefix(3).joined(separator: "/")
        }
        if path.hasPrefix(PagePath.invitations) { return PagePath.members }
        let known = [
            PagePath.applications, PagePath.laboratories, PagePath.members, PagePath.keys, PagePath.calendarAddress,
            PagePath.webhooks,
            PagePath.diary,
            PagePath.password,
            PagePath.codes, PagePath.eraseOwn,
        ]
        return known.first { path.hasPrefix($0) } ?? PagePath.account
    }

    private static func language(_ request: Request) -> String {
        "?lang=" + Negotiation.lenientLanguage(request).rawValue
    }

    /// A path of this portal to go on to; anything else becomes the account's page.
    static func onward(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 512,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return PagePath.account }
        return text
    }
}

/// Forms are taken from pages of this portal alone (Fetch Metadata, W3C; Origin, RFC 6454). The cookie's SameSite says
/// the same once more.
enum SameOrigin {
    static func check(_ request: Request) throws(Refusal) {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw refusal }
            return
        }
        guard let origin = request.headers[.origin] else { return }
        let host = origin.split(separator: "/").last.map(String.init) ?? ""
        guard origin.contains("://"), host == request.head.authority else { throw refusal }
    }

    private static let refusal = Refusal(
        .forbidden,
        "This form was sent from another site",
        ja: "ほかのサイトから送られたため、受け付けられません",
        code: "foreignForm"
    )
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .trailer
}
