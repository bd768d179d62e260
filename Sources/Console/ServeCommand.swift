import ArgumentParser
import Configuration
import Foundation
import Intake
import Logging
import Portal
import Registry
import ServiceLifecycle
import Store
import UnixSignals

/// Serves the portal until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the portal, and the office's socket beside it.",
        discussion: """
            Settings come from flags, then the environment (Docs/settings.md), then defaults. SIGTERM and SIGINT end it
            gracefully within ten seconds.

            Example:
              hoshifuda serve --store ./store --host 127.0.0.1 --port 8080 --metrics-port 9464
            """
    )

    @OptionGroup var options: StoreOptions
    @Option(name: .customLong("host"), help: "Address to listen on (default 127.0.0.1).") var host: String?
    @Option(name: .customLong("port"), help: "Port to listen on (default 8080; 0 chooses one).") var port: Int?
    @Option(name: .customLong("public-host"), help: "Host to print instead of the store's own.") var publicHost: String?
    @Option(name: .customLong("metrics-port"), help: "Loopback port for /metrics (default: none).") var metricsPort:
        Int?
    @Flag(name: .customLong("behind-tls"), help: "Browsers come by https: say so with HSTS.") var behindTLS = false
    @Flag(name: .customLong("reads-from-standby"), help: "PostgreSQL: read from a standby; pages follow it.")
    var readsFromStandby = false
    @Flag(name: .customLong("no-access-log"), help: "Write no line per request.") var noAccessLog = false

    func run() async throws {
        var settings = try Settings(config: reader())
        // Sessions may stand at different moments of what the primary did: a page made from one must not be kept.
        if readsFromStandby { settings.portal.cacheBytes = 0 }
        var logger = Logger(label: "hoshifuda") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .notice
        let now: Now = { Moment(milliseconds: SystemClock.now()) }
        let place = try options.place()
        let opened = try await House.open(
            place,
            schemeFolder: options.scheme,
            prefersStandby: readsFromStandby,
            now: now()
        )
        guard let house = opened else {
            throw Refusal(.conflict, "Another process holds \(place.text)", code: "storeUnavailable")
        }
        let meters = PrometheusMeters()
        let letterMeters = LetterMeters(meters)
        let log = AccessLog(output: settings.writesAccessLog ? FileHandle.standardError : nil)
        let site = try PortalSite(
            store: house.store,
            settings: settings.portal,
            accessLog: log,
            meters: meters,
            now: now,
            readRules: { try SchemeReader.read(text: $0) }
        )
        let desk = OfficeDesk(store: house.store, now: now) { site.forget($0) }
        let shown = settings.address.host
        let socket = try socket(of: place)
        let doors = OpenDoors(socket == nil ? 1 : 2) { Output.line("Serving on http://\(shown):\($0)") }
        var services: [any Service] = [
            log, PortalServer.portal(site, at: settings.address, logger: logger) { doors.open(port: $0) },
        ]
        services.append(Housekeeping(store: house.store, now: now, logger: logger))
        services.append(
            LadderRounds(
                store: house.store,
                perDay: settings.noticesPerDay,
                meters: letterMeters,
                now: now,
                logger: logger
            )
        )
        services.append(CalendarUseRounds(store: house.store, logger: logger))
        let process = "\(ProcessInfo.processInfo.hostName) \(ProcessInfo.processInfo.processIdentifier)"
        services.append(WatchRounds(store: house.store, holder: process, now: now, logger: logger))
        if settings.webhookLines > 0 {
            let sender = WebhookSender(settings, house.store, holder: process, now: now)
            services.append(WebhookRounds(sender: sender, logger: logger))
        }
        if let mail = settings.mail {
            // Who holds a folder is the only one that sends from it: whoever had claimed letters of it has died.
            if case .folder = place { try await house.store.freeLetters() }
            let postman = try Postman(
                store: house.store,
                transports: try mail.transports(name: house.store.operatorFacts.publicHost),
                from: mail.from,
                holder: process,
                now: now,
                pause: { try? await Task.sleep(for: .milliseconds($0)) }
            )
            services.append(PostmanRounds(postman: postman, logger: logger))
        } else {
            Output.message("No mail is sent: letters wait in the outbox until mail.transport is set")
        }
        if let folder = settings.bounces {
            services.append(
                BounceRounds(store: house.store, folder: folder, meters: letterMeters, now: now, logger: logger)
            )
        }
        if let socket {
            services.append(PortalServer.office(desk, socket: socket, logger: logger) { doors.open() })
        } else {
            // Others write this store too: the program's own commands, and other portals.
            services.append(Freshness(site: site, logger: logger))
        }
        if let metrics = settings.metrics {
            services.append(
                PortalServer.metrics(meters, at: metrics, logger: logger) { port in
                    Output.message("Metrics on http://127.0.0.1:\(port)/metrics")
                }
            )
        }
        var group = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // A client that does not read its answer must not keep the process alive.
        group.maximumGracefulShutdownDuration = .seconds(10)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            let place = "\(settings.address.host):\(settings.address.port)"
            throw Refusal(.conflict, "The portal cannot serve on \(place): \(error)", code: "cannotServe")
        }
        if let socket { try? FileManager.default.removeItem(atPath: socket) }
        try house.close()
    }

    /// The office's socket in a folder, its remains cleared away; a server needs none.
    private func socket(of place: StorePlace) throws(Refusal) -> String? {
        guard case .folder(let folder) = place else { return nil }
        try? FileManager.default.removeItem(atPath: folder.socket)
        guard folder.socket.utf8.count < 104 else {
            throw Refusal(
                .unprocessable,
                "The folder's path is too long for its socket; use a shorter one",
                field: "--store"
            )
        }
        return folder.socket
    }

    /// Flags in front of the environment.
    private func reader() -> ConfigReader {
        var flags: [AbsoluteConfigKey: ConfigValue] = [:]
        func set(_ key: [String], _ content: ConfigContent?) {
            if let content { flags[AbsoluteConfigKey(key)] = ConfigValue(content, isSecret: false) }
        }
        set(["http", "host"], host.map { .string($0) })
        set(["http", "port"], port.map { .string(String($0)) })
        set(["http", "publicHost"], publicHost.map { .string($0) })
        set(["http", "metricsPort"], metricsPort.map { .string(String($0)) })
        set(["http", "behindTLS"], behindTLS ? .string("true") : nil)
        set(["http", "accessLog"], noAccessLog ? .string("false") : nil)
        return ConfigReader(providers: [InMemoryProvider(values: flags), EnvironmentVariablesProvider()])
    }
}
