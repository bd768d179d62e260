import HTTPTypes
import Hummingbird
import Registry

/// How often one network may ask, by what an answer costs: looking something up, or searching.
///
/// A route takes its limit where it is registered: `router.get("/search", use: limit.search(list.page))`.
struct RequestLimits: Sendable {
    typealias Handler = @Sendable (Request, PortalContext) async throws -> Response

    /// nil: not limited.
    private let lookups: RateLimit?
    private let searches: RateLimit?
    private let signIns: RateLimit?
    /// Keys that were none: as many as sign-ins.
    private let madeUpKeys: RateLimit?
    /// By key rather than by network.
    private let keys: RateLimit?
    private let proxies: TrustedProxies

    /// A bucket holds three seconds' worth.
    private static let window = 3

    init(_ settings: PortalSettings) {
        func limit(_ perSecond: Int) -> RateLimit? {
            perSecond > 0 ? RateLimit(burst: perSecond * Self.window, window: Self.window) : nil
        }
        lookups = limit(settings.lookupsPerSecond)
        searches = limit(settings.searchesPerSecond)
        keys = limit(settings.keyLookupsPerSecond)
        func minute(_ count: Int) -> RateLimit? { count > 0 ? RateLimit(burst: count, window: 60) : nil }
        signIns = minute(settings.signInsPerMinute)
        madeUpKeys = minute(settings.signInsPerMinute)
        proxies = settings.trustedProxies
    }

    /// Counts a route as a look-up.
    func lookup(_ handler: @escaping Handler) -> Handler { limited(lookups, "lookups", handler) }

    /// The same, but for plain scans: what the scan door answers is not counted, and so not counted here either.
    func lookupUnlessScan(_ handler: @escaping Handler) -> Handler {
        let counted = lookup(handler)
        return { request, context in
            if let path = request.head.path, ScanTarget(path) != nil { return try await handler(request, context) }
            return try await counted(request, context)
        }
    }

    /// Counts a route as a search.
    func search(_ handler: @escaping Handler) -> Handler { limited(searches, "searches", handler) }

    /// Counts a route as a sign-in: what works a password out, or sends a letter.
    func signIn(_ handler: @escaping Handler) -> Handler { limited(signIns, "signIns", handler) }

    /// Counts what a key asks for, wherever it asks from.
    func keyed(_ key: Int64, _ handler: @escaping Handler) -> Handler {
        limited(keys, "keys", handler) { _, _ in SenderNetwork(key: key) }
    }

    /// Whether a key without our mark may be looked up: from before marks, or made up.
    ///
    /// - Throws: 429 where the network sent too many that were none.
    func checkUnmarkedKey(_ request: Request, _ context: PortalContext) throws {
        guard let limit = madeUpKeys else { return }
        let grant = limit.look(SenderNetwork(proxies.sender(context.peer, request.headers)), at: context.now)
        guard grant.isGranted else {
            throw Self.problem(Self.fields(limit, "madeUpKeys", grant), seconds: grant.seconds)
        }
    }

    /// Counts a key that was none; false where so many came from the network that they are no longer written down.
    func countMadeUpKey(_ request: Request, _ context: PortalContext) -> Bool {
        madeUpKeys?.take(SenderNetwork(proxies.sender(context.peer, request.headers)), at: context.now).isGranted
            ?? true
    }

    private static func fields(_ limit: RateLimit, _ name: String, _ grant: RateLimit.Grant) -> HTTPFields {
        [
            .rateLimitPolicy: "\"\(name)\";q=\(limit.burst);w=\(limit.window)",
            .rateLimit: "\"\(name)\";r=\(grant.remaining);t=\(grant.seconds)",
        ]
    }

    private func limited(_ limit: RateLimit?, _ name: String, _ handler: @escaping Handler) -> Handler {
        limited(limit, name, handler) { SenderNetwork(proxies.sender($1.peer, $0.headers)) }
    }

    private func limited(
        _ limit: RateLimit?,
        _ name: String,
        _ handler: @escaping Handler,
        of sender: @escaping @Sendable (Request, PortalContext) -> SenderNetwork
    ) -> Handler {
        guard let limit else { return handler }
        return { request, context in
            let sender = sender(request, context)
            let grant = limit.take(sender, at: context.now)
            let fields = Self.fields(limit, name, grant)
            guard grant.isGranted else {
                throw Self.problem(fields, seconds: grant.seconds)
            }
            do {
                var response = try await handler(request, context)
                response.headers.append(contentsOf: fields)
                return response
            } catch let refusal as Refusal {
                throw Problem(refusal).with(fields)
            } catch let problem as Problem {
                throw problem.with(fields)
            }
        }
    }

    private static func problem(_ fields: HTTPFields, seconds: Int) -> Problem {
        var problem = Problem(
            .tooManyRequests,
            code: "limited",
            detail: "Too many requests from this network or with this key; ask again in \(seconds) s",
            ja: "短い間に多くの要求がありました。\(seconds)秒ほどおいてからお試しください"
        )
        problem.headers[.retryAfter] = String(seconds)
        return problem.with(fields)
    }
}

extension Problem {
    fileprivate func with(_ fields: HTTPFields) -> Problem {
        var problem = self
        problem.headers.append(contentsOf: fields)
        return problem
    }
}

extension HTTPField.Name {
    static let rateLimit = HTTPField.Name("RateLimit") ?? .trailer
    static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy") ?? .trailer
}
