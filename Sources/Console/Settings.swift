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
/// - `cache.megabytes` (`CACHE_MEGABYTES`)
/// - `doubts.perHour` (`DOUBTS_PER_HOUR`)
struct Settings: Sendable {
    static let keys = [
        "http.host", "http.port", "http.metricsPort", "http.publicHost", "http.behindTLS", "http.accessLog",
        "cache.megabytes", "doubts.perHour",
    ]

    var address: PortalServer.Address
    /// nil: no metrics door.
    var metrics: PortalServer.Address?
    var writesAccessLog: Bool
    var portal: PortalSettings

    init(config: ConfigReader) throws(Refusal) {
        let host = config.string(forKey: "http.host", default: "127.0.0.1")
        address = .init(host: host, port: try Settings.port(config, "http.port", default: 8080))
        let metricsPort = try Settings.port(config, "http.metricsPort", default: 0)
        metrics = metricsPort > 0 ? .init(host: "127.0.0.1", port: metricsPort) : nil
        writesAccessLog = config.bool(forKey: "http.accessLog", default: true)
        let megabytes = config.int(forKey: "cache.megabytes", default: 96)
        guard (1...4096).contains(megabytes) else {
            throw Refusal(.malformed, "cache.megabytes lies between 1 and 4096", field: "cache.megabytes")
        }
        let doubts = config.int(forKey: "doubts.perHour", default: 6)
        guard (1...10_000).contains(doubts) else {
            throw Refusal(.malformed, "doubts.perHour lies between 1 and 10000", field: "doubts.perHour")
        }
        let publicHost = config.string(forKey: "http.publicHost")
        portal = PortalSettings(
            cacheBytes: megabytes << 20,
            doubtsPerHour: doubts,
            isBehindTLS: config.bool(forKey: "http.behindTLS", default: false),
            publicHost: try publicHost.map { text throws(Refusal) in try HostName.check(text) }
        )
    }

    private static func port(_ config: ConfigReader, _ key: ConfigKey, default fallback: Int) throws(Refusal) -> Int {
        let port = config.int(forKey: key, default: fallback)
        guard (0...65_535).contains(port) else {
            throw Refusal(.malformed, "\(key) lies between 0 and 65535", field: "\(key)")
        }
        return port
    }
}
