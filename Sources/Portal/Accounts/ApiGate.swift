import HTTPTypes
import Hummingbird
import Registry
import Store

/// A machine's request, by a key that may do what the route is for.
struct KeyVisit: Sendable {
    let holder: KeyHolder
    let context: PortalContext

    var account: Account { holder.account }
    var now: Moment { context.now }
}

/// A route for machines that needs a key; all of them stand in `ApiRoutes`.
struct ApiRoute: Sendable {
    typealias Handler = @Sendable (Request, KeyVisit) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    let permission: Permission
    /// The least scope that opens it.
    let scope: ApiScope
    let handler: Handler

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ permission: Permission,
        _ scope: ApiScope,
        _ handler: @escaping Handler
    ) {
        (self.method, self.path, self.permission) = (method, path, permission)
        (self.scope, self.handler) = (scope, handler)
    }
}

/// Lets requests of machines in, by a key in the one header where it may stand. No cookie is looked at, so that no
/// browser can be made to send such a request for somebody signed in.
struct ApiGate: Sendable {
    typealias Handler = RequestLimits.Handler

    let site: PortalSite

    /// The route's handler behind the gate, counted by key.
    func guarded(_ route: ApiRoute) -> Handler {
        { request, context in
            guard let holder = try await holder(request, context) else { return try await turned(request, context) }
            let handler = site.limits.keyed(holder.keyID) { request, context in
                try await check(holder, route, at: context.now)
                return try await route.handler(request, KeyVisit(holder: holder, context: context))
            }
            return try await handler(request, context)
        }
    }

    /// A search that anybody may ask for; a key raises the limit.
    func search(_ handler: @escaping Handler) -> Handler { open(site.limits.search(handler), handler) }

    /// The same for a look-up.
    func lookup(_ handler: @escaping Handler) -> Handler { open(site.limits.lookup(handler), handler) }

    /// The same where plain scans are not counted.
    func lookupUnlessScan(_ handler: @escaping Handler) -> Handler {
        open(site.limits.lookupUnlessScan(handler), handler)
    }

    /// - Parameters:
    ///   - limited: for whoever brings no key, or one without the scope.
    ///   - handler: the same without a limit.
    private func open(_ limited: @escaping Handler, _ handler: @escaping Handler) -> Handler {
        { request, context in
            // What else may stand in the header belongs to a proxy.
            guard Self.isBearer(request) else { return try await limited(request, context) }
            guard let holder = try await holder(request, context) else { return try await turned(request, context) }
            guard holder.scopes.contains(.publicReads) else { return try await limited(request, context) }
            return try await site.limits.keyed(holder.keyID, handler)(request, context)
        }
    }

    private func holder(_ request: Request, _ context: PortalContext) async throws -> KeyHolder? {
        guard let key = Self.key(request) else { return nil }
        if !site.store.keys.marked(key) { try site.limits.checkUnmarkedKey(request, context) }
        return try await site.store.signedIn(byKey: key, at: context.now)
    }

    private func check(_ holder: KeyHolder, _ route: ApiRoute, at now: Moment) async throws {
        guard holder.scopes.contains(where: { $0.permissions.contains(route.permission) }) else {
            try await site.store.refused("scope", holder.account, at: now)
            throw Refusal(
                .forbidden,
                "This key lacks the scope \(route.scope.rawValue)",
                ja: "このキーには \(route.scope.rawValue) の範囲がありません",
                code: "scopeLacking"
            )
        }
        guard ApiScope.reach(holder.scopes, holder.account.roles, route.permission) == .own else {
            try await site.store.refused("permission", holder.account, at: now)
            throw Refusal(
                .forbidden,
                "Your roles do not allow this",
                ja: "この操作は、お持ちの役割ではできません",
                code: "forbidden"
            )
        }
    }

    /// One answer for no key, an unknown one, one that ended and one whose account is closed; counted by network, so
    /// that trying keys is no faster than looking labels up. Of a flood only the first are written down, and keys
    /// without our mark are then no longer looked up.
    private func turned(_ request: Request, _ context: PortalContext) async throws -> Response {
        let refuse: Handler = { request, context in
            if request.headers[.authorization] != nil, site.limits.countMadeUpKey(request, context) {
                try await site.store.refusedKey(at: context.now)
            }
            var problem = Problem(
                .unauthorized,
                code: "unauthenticated",
                detail: "Send a good key: Authorization: Bearer \(ApiKey.prefix)…",
                ja: "有効なキーを Authorization: Bearer \(ApiKey.prefix)… で送ってください"
            )
            problem.headers[.wwwAuthenticate] = "Bearer realm=\"hoshifuda\""
            throw problem
        }
        return try await site.limits.lookup(refuse)(request, context)
    }

    /// The key of a request; given twice it is none.
    static func key(_ request: Request) -> String? {
        let values = request.headers[values: .authorization]
        guard values.count == 1, isBearer(request) else { return nil }
        let text = String(values[0].dropFirst(scheme.utf8.count)).trimmedBlanks
        return ApiKey.isText(text) ? text : nil
    }

    private static let scheme = "bearer "

    /// The name of a scheme has no letter case (RFC 9110 §11.1).
    private static func isBearer(_ request: Request) -> Bool {
        request.headers[values: .authorization].contains { $0.lowercased().hasPrefix(scheme) }
    }
}
