import Access
package import Foundation
import Intake
import Logging
package import Portal
import ServiceLifecycle

/// A portal on a port of its own, for the length of a closure.
package struct LivePortal: Sendable {
    package let registry: TestRegistry
    package let site: PortalSite
    package let meters: PrometheusMeters
    package let client: WireClient

    /// Stands for the office's socket among the doors' ports.
    private static let officeDoor = -1

    /// Starts the portal on 127.0.0.1 at a free port, runs the body, and stops it gracefully.
    ///
    /// - Parameters:
    ///   - log: file for the access log; nil writes none.
    ///   - officeSocket: path of the office's socket; nil opens none.
    package static func with<Value: Sendable>(
        _ registry: TestRegistry,
        settings: PortalSettings = PortalSettings(passwordCost: PasswordCost(logRounds: 10)),
        log: FileHandle? = nil,
        officeSocket: String? = nil,
        _ body: @Sendable (LivePortal) async throws -> Value
    ) async throws -> Value {
        let meters = PrometheusMeters()
        let accessLog = AccessLog(output: log)
        let clock = registry.clock
        let now: Now = { clock.now }
        let site = try PortalSite(
            store: registry.store,
            settings: settings,
            accessLog: accessLog,
            meters: meters,
            now: now,
            readRules: { try SchemeReader.read(text: $0) }
        )
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var services: [any Service] = [
            accessLog,
            PortalServer.portal(site, at: .init(host: "127.0.0.1", port: 0), logger: logger) { port.yield($0) },
        ]
        if let officeSocket {
            let desk = OfficeDesk(store: registry.store, now: now) { site.forget($0) }
            services.append(PortalServer.office(desk, socket: officeSocket, logger: logger) { port.yield(officeDoor) })
        }
        var configuration = ServiceGroupConfiguration(services: services, logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        let group = ServiceGroup(configuration: configuration)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
            }
            // Both doors stand before a test knocks.
            var opened: Set<Int> = []
            for await door in ports {
                opened.insert(door)
                if opened.count == (officeSocket == nil ? 1 : 2) { break }
            }
            guard let chosen = opened.subtracting([officeDoor]).first else {
                try await tasks.waitForAll()
                throw WireFault.closed
            }
            let live = LivePortal(
                registry: registry,
                site: site,
                meters: meters,
                client: WireClient(port: chosen)
            )
            let result: Result<Value, any Error>
            do { result = .success(try await body(live)) } catch { result = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }

    /// A portal with a label in every standing.
    package static func withStandings<Value: Sendable>(
        settings: PortalSettings = PortalSettings(),
        log: FileHandle? = nil,
        _ body: @Sendable (LivePortal, StandingLabels) async throws -> Value
    ) async throws -> Value {
        let (registry, labels) = try await TestRegistry.standing()
        return try await with(registry, settings: settings, log: log) { try await body($0, labels) }
    }
}
