package import Access
import Crypto
import Hummingbird
package import Registry
package import Store

/// Everything the controllers share, built once.
package struct PortalSite: Sendable {
    let store: RegistryStore
    let facts: SiteFacts
    let pages: Pages
    let desk: LabelDesk
    let headers: PortalHeaders
    let doorHeads: DoorHeads
    let meters: PortalMeters
    let accessLog: AccessLog
    let now: Now
    /// A short digest of everything outside the store that answers follow from.
    let edition: String
    let doubtLimit: RateLimit
    /// How long applications took.
    let reviewTimes: ReviewTimesShelf
    let filePlaces = FilePlaces(4)
    let checkJobs = CheckJobs()
    /// Where passwords and codes are looked at.
    let signInDesk: SignInDesk
    /// Lists that are read and answered while their senders wait: each takes memory many times its size.
    let checkPlaces = FilePlaces(4)
    /// Bytes of a list to be checked.
    let checkBytes: Int
    /// Rows that are checked while the sender waits.
    let checkRowsAtOnce: Int
    let limits: RequestLimits
    let trustedProxies: TrustedProxies
    /// The issuer's registration number on invoices; empty where there is none.
    let invoiceIssuer: String
    /// Days an invoice may be open.
    let invoiceDays: Int
    /// The operator's own networks, into which webhooks may lead.
    let webhookNetworks: [NetworkBlock]
    /// Always confirmed where this process is the only writer.
    let confirmation = Confirmation()
    /// Reads scheme data that was in force before: from text kept by digest.
    let readRules: @Sendable (String) throws -> Rules

    /// - Parameters:
    ///   - cacheBytes: bound on finished answers kept in memory.
    ///   - version: the program's, part of every ETag.
    package init(
        store: RegistryStore,
        settings: PortalSettings,
        accessLog: AccessLog,
        meters: PrometheusMeters,
        now: @escaping Now,
        readRules: @escaping @Sendable (String) throws -> Rules
    ) throws {
        let facts = SiteFacts(store, publicHost: settings.publicHost)
        self.store = store
        self.reviewTimes = ReviewTimesShelf(store)
        self.facts = facts
        self.pages = try Pages(facts)
        let setting = LabelWire.Setting(
            isOfficial: facts.isOfficial,
            isFictional: facts.isFictional,
            host: facts.host
        )
        let edition = PortalSite.edition(facts)
        let cache = PageCache(bytes: settings.cacheBytes)
        let shelf = PieceShelf()
        self.desk = LabelDesk(
            store: store,
            page: ScanPage(facts, shelf: shelf),
            setting: setting,
            cache: cache,
            edition: edition
        )
        meters.watch("hoshifuda_cache_answers") { cache.size.answers }
        meters.watch("hoshifuda_cache_bytes") { cache.size.bytes }
        meters.watch("hoshifuda_shared_pieces_bytes") { shelf.pieces.size }
        self.headers = PortalHeaders(isBehindTLS: settings.isBehindTLS)
        self.doorHeads = DoorHeads(headers)
        self.meters = PortalMeters(factory: meters)
        self.accessLog = accessLog
        self.now = now
        self.edition = edition
        self.signInDesk = SignInDesk(store: store, cost: settings.passwordCost)
        self.doubtLimit = RateLimit(burst: settings.doubtsPerHour, window: 3600)
        self.limits = RequestLimits(settings)
        self.checkBytes = settings.checkBytes
        self.checkRowsAtOnce = settings.checkRowsAtOnce
        self.trustedProxies = settings.trustedProxies
        self.invoiceIssuer = settings.invoiceIssuer
        self.invoiceDays = settings.invoiceDays
        self.webhookNetworks = settings.webhookNetworks
        self.readRules = readRules
    }

    /// Called after every write of this process, so that no page outlives what it says.
    package func forget(_ codes: [LabelCode]?) {
        if let codes { desk.cache.forget(codes.map(\.bits)) } else { desk.cache.forgetAll() }
    }

    func problemPage(_ problem: Problem, requestID: String, language: Language) -> [UInt8] {
        if problem.status.code == 503 { return pages.unconfirmed(language: language) }
        return pages.problem(
            status: problem.status.code,
            title: language == .en ? problem.title : problem.titleJA,
            detail: language == .en ? problem.detail : problem.detailJA ?? problem.detail,
            requestID: requestID,
            language: language
        )
    }
}

/// What an operator may set about the portal.
package struct PortalSettings: Hashable, Sendable {
    /// Bound on finished answers kept in memory, in bytes.
    package var cacheBytes: Int
    /// Doubts one address may report an hour.
    package var doubtsPerHour: Int
    /// Look-ups one network may ask for in a second, three seconds' worth at once; 0 does not limit.
    package var lookupsPerSecond: Int
    /// The same for searches.
    package var searchesPerSecond: Int
    /// Sign-ins, registrations and resets one network may try in a minute; 0 does not limit.
    package var signInsPerMinute: Int
    /// What one key may ask for in a second, three seconds' worth at once; 0 does not limit.
    package var keyLookupsPerSecond: Int
    /// What a new password's hash costs.
    package var passwordCost: PasswordCost
    /// Bytes of a list to be checked, at most.
    package var checkBytes: Int
    /// Rows of a list that are checked while the sender waits; longer ones go on by themselves.
    package var checkRowsAtOnce: Int
    /// True where browsers reach the portal by https, so that HSTS may be said.
    package var isBehindTLS: Bool
    /// Host to print instead of the store's own; nil uses the store's.
    package var publicHost: String?
    /// Machines whose `X-Forwarded-For` is believed.
    package var trustedProxies: TrustedProxies
    /// 登録番号 of the issuer of qualified invoices, `T` and 13 digits; empty where there is none.
    package var invoiceIssuer: String
    /// Days an invoice may be open.
    package var invoiceDays: Int
    /// The operator's own networks, into which webhooks may lead although they are not public.
    package var webhookNetworks: [NetworkBlock]

    package init(
        cacheBytes: Int = 64 << 20,
        doubtsPerHour: Int = 6,
        lookupsPerSecond: Int = 0,
        searchesPerSecond: Int = 0,
        signInsPerMinute: Int = 0,
        keyLookupsPerSecond: Int = 0,
        passwordCost: PasswordCost = .usual,
        checkBytes: Int = 16 << 20,
        checkRowsAtOnce: Int = 5000,
        isBehindTLS: Bool = false,
        publicHost: String? = nil,
        trustedProxies: TrustedProxies = .none,
        invoiceIssuer: String = "",
        invoiceDays: Int = 30,
        webhookNetworks: [NetworkBlock] = []
    ) {
        self.cacheBytes = cacheBytes
        self.doubtsPerHour = doubtsPerHour
        self.lookupsPerSecond = lookupsPerSecond
        self.searchesPerSecond = searchesPerSecond
        self.signInsPerMinute = signInsPerMinute
        self.keyLookupsPerSecond = keyLookupsPerSecond
        self.passwordCost = passwordCost
        self.checkBytes = checkBytes
        self.checkRowsAtOnce = checkRowsAtOnce
        self.isBehindTLS = isBehindTLS
        self.publicHost = publicHost
        self.trustedProxies = trustedProxies
        self.invoiceIssuer = invoiceIssuer
        self.invoiceDays = invoiceDays
        self.webhookNetworks = webhookNetworks
    }
}

extension PortalSite {
    /// The program's version, as people read it.
    package static let version = "0.1.0"

    /// A short digest of everything outside a registration that its pages follow from.
    private static func edition(_ facts: SiteFacts) -> String {
        let text = [
            version, facts.operatorNameJA, facts.operatorNameEN, facts.host, facts.isOfficial.description,
            facts.isFictional.description, facts.rules.digest, PageStyle.sheets.joined(),
        ].joined(separator: "\u{1}")
        return SHA256.hash(data: Array(text.utf8)).prefix(4).hex
    }
}
