import Access
import Configuration
import Portal
import Registry

/// What an operator may set, from flags, then the environment, then defaults. Only this type sees a `ConfigReader`.
///
/// Configuration keys (environment names in brackets), each described in `Docs/settings.md`:
/// - `http.host` (`HTTP_HOST`)
/// - `http.port` (`HTTP_PORT`)
/// - `http.metricsPort` (`HTTP_METRICS_PORT`)
/// - `http.publicHost` (`HTTP_PUBLIC_HOST`)
/// - `http.behindTLS` (`HTTP_BEHIND_TLS`)
/// - `http.accessLog` (`HTTP_ACCESS_LOG`)
/// - `http.trustedProxies` (`HTTP_TRUSTED_PROXIES`)
/// - `cache.megabytes` (`CACHE_MEGABYTES`)
/// - `doubts.perHour` (`DOUBTS_PER_HOUR`)
/// - `limits.lookupsPerSecond` (`LIMITS_LOOKUPS_PER_SECOND`)
/// - `limits.searchesPerSecond` (`LIMITS_SEARCHES_PER_SECOND`)
/// - `limits.signInsPerMinute` (`LIMITS_SIGN_INS_PER_MINUTE`)
/// - `limits.keyLookupsPerSecond` (`LIMITS_KEY_LOOKUPS_PER_SECOND`)
/// - `access.passwordCost` (`ACCESS_PASSWORD_COST`)
/// - `check.megabytes` (`CHECK_MEGABYTES`)
/// - `mail.transport` (`MAIL_TRANSPORT`)
/// - `mail.from` (`MAIL_FROM`)
/// - `mail.folder` (`MAIL_FOLDER`)
/// - `mail.host` (`MAIL_HOST`)
/// - `mail.port` (`MAIL_PORT`)
/// - `mail.security` (`MAIL_SECURITY`)
/// - `mail.user` (`MAIL_USER`)
/// - `mail.password` (`MAIL_PASSWORD`)
/// - `mail.lines` (`MAIL_LINES`)
/// - `mail.bounces` (`MAIL_BOUNCES`)
/// - `invoice.issuer` (`INVOICE_ISSUER`)
/// - `invoice.days` (`INVOICE_DAYS`)
/// - `notices.perDay` (`NOTICES_PER_DAY`)
/// - `webhooks.allow` (`WEBHOOKS_ALLOW`)
/// - `webhooks.deny` (`WEBHOOKS_DENY`)
/// - `webhooks.lines` (`WEBHOOKS_LINES`)
struct Settings: Sendable {
    static let keys = [
        "http.host", "http.port", "http.metricsPort", "http.publicHost", "http.behindTLS", "http.accessLog",
        "http.trustedProxies", "cache.megabytes", "doubts.perHour", "limits.lookupsPerSecond",
        "limits.searchesPerSecond", "limits.signInsPerMinute", "limits.keyLookupsPerSecond", "access.passwordCost",
        "check.megabytes",
        "invoice.issuer", "invoice.days", "mail.transport", "mail.from", "mail.folder", "mail.host",
        "mail.port", "mail.security", "mail.user", "mail.password", "mail.lines", "mail.bounces", "notices.perDay",
        "webhooks.allow", "webhooks.deny", "webhooks.lines",
    ]

    var address: PortalServer.Address
    /// nil: no metrics door.
    var metrics: PortalServer.Address?
    var writesAccessLog: Bool
    var portal: PortalSettings
    /// nil: letters wait in the outbox.
    var mail: MailSettings?
    /// The Maildir in which mail that came back is delivered; nil reads none.
    var bounces: Maildir?
    /// Digests of the ladder that one address gets in a day at most.
    var noticesPerDay: Int
    /// Networks that webhooks never reach, public or allowed as they may be.
    var webhookDenied: [NetworkBlock]
    /// Messages to endpoints on their way at the same time; 0 leaves them to other processes.
    var webhookLines: Int

    init(config: ConfigReader) throws(Refusal) {
        let host = config.string(forKey: "http.host", default: "127.0.0.1")
        address = .init(host: host, port: try Settings.number(config, "http.port", in: 0...65_535, default: 8080))
        let metricsPort = try Settings.number(config, "http.metricsPort", in: 0...65_535, default: 0)
        metrics = metricsPort > 0 ? .init(host: "127.0.0.1", port: metricsPort) : nil
        writesAccessLog = try Settings.flag(config, "http.accessLog", default: true)
        let publicHost = config.string(forKey: "http.publicHost")
        mail = try MailSettings(config: config)
        let folder = config.string(forKey: "mail.bounces", default: "")
        bounces = try folder.isEmpty ? nil : Maildir(folder, field: "mail.bounces")
        noticesPerDay = try Settings.number(config, "notices.perDay", in: 1...100, default: 3)
        webhookLines = try Settings.number(config, "webhooks.lines", in: 0...64, default: 56)
        webhookDenied = try NetworkBlock.list(
            config.string(forKey: "webhooks.deny", default: ""),
            field: "webhooks.deny"
        )
        portal = PortalSettings(
            cacheBytes: try Settings.number(config, "cache.megabytes", in: 1...4096, default: 160) << 20,
            doubtsPerHour: try Settings.number(config, "doubts.perHour", in: 1...10_000, default: 6),
            lookupsPerSecond: try Settings.number(config, "limits.lookupsPerSecond", in: 0...100_000, default: 20),
            searchesPerSecond: try Settings.number(config, "limits.searchesPerSecond", in: 0...100_000, default: 5),
            signInsPerMinute: try Settings.number(config, "limits.signInsPerMinute", in: 0...100_000, default: 20),
            keyLookupsPerSecond: try Settings.number(
                config,
                "limits.keyLookupsPerSecond",
                in: 0...100_000,
                default: 50
            ),
            passwordCost: PasswordCost(
                logRounds: try Settings.number(config, "access.passwordCost", in: 15...20, default: 17)
            ),
            checkBytes: try Settings.number(config, "check.megabytes", in: 1...256, default: 16) << 20,
            isBehindTLS: try Settings.flag(config, "http.behindTLS", default: false),
            publicHost: try publicHost.map { text throws(Refusal) in try HostName.check(text) },
            trustedProxies: try TrustedProxies(config.string(forKey: "http.trustedProxies", default: "")),
            invoiceIssuer: try Settings.issuer(config.string(forKey: "invoice.issuer", default: "")),
            invoiceDays: try Settings.number(config, "invoice.days", in: 1...365, default: 30),
            webhookNetworks: try NetworkBlock.list(
                config.string(forKey: "webhooks.allow", default: ""),
                field: "webhooks.allow"
            )
        )
    }

    /// A whole number within its range; text that is none is refused rather than passed over.
    static func number(
        _ config: ConfigReader,
        _ key: ConfigKey,
        in range: ClosedRange<Int>,
        default fallback: Int
    ) throws(Refusal) -> Int {
        guard let text = config.string(forKey: key) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw Refusal(
                .malformed,
                "\(key) is a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text.prefix(40))\"",
                field: "\(key)"
            )
        }
        return number
    }

    /// `T` and a corporate number.
    static func issuer(_ text: String) throws(Refusal) -> String {
        guard !text.isEmpty else { return "" }
        guard text.hasPrefix("T"), (try? CorporateNumber(String(text.dropFirst()))) != nil else {
            throw Refusal(
                .malformed,
                "invoice.issuer is T and 13 digits with a right check digit",
                field: "invoice.issuer"
            )
        }
        return text
    }

    private static func flag(_ config: ConfigReader, _ key: ConfigKey, default fallback: Bool) throws(Refusal) -> Bool {
        switch config.string(forKey: key)?.lowercased() {
        case nil: return fallback
        case "true", "yes", "1": return true
        case "false", "no", "0": return false
        default: throw Refusal(.malformed, "\(key) is true or false", field: "\(key)")
        }
    }
}
