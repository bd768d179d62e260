import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import ServiceLifecycle

/// The three doors of a running registry as services: public, metrics (loopback), office (owner's socket).
package enum PortalServer {
    /// Where to listen.
    package struct Address: Hashable, Sendable {
        package var host: String
        /// 0 lets the system choose.
        package var port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// The public portal.
    ///
    /// - Parameter started: told the port once it listens.
    package static func portal(
        _ site: PortalSite,
        at address: Address,
        logger: Logger,
        started: @escaping @Sendable (Int) -> Void
    ) -> any Service {
        Hummingbird.Application(
            router: PortalRoutes.build(site),
            server: .http1(configuration: limits(handlers: { handlers(site) })),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                serverName: nil,
                backlog: 1024,
                availableConnectionsDelegate: .maximum(4096, logger: logger)
            ),
            onServerRunning: { started($0.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    /// `/metrics` on its own address.
    package static func metrics(
        _ meters: PrometheusMeters,
        at address: Address,
        logger: Logger,
        started: @escaping @Sendable (Int) -> Void
    ) -> any Service {
        let router = Router(context: BasicRequestContext.self)
        router.get("/metrics") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: meters.text()))
            )
        }
        return Hummingbird.Application(
            router: router,
            server: .http1(configuration: limits(handlers: { [] })),
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
            onServerRunning: { started($0.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    /// The office's verbs on a Unix socket that only the owner may open.
    ///
    /// - Parameter started: called once the socket answers.
    package static func office(
        _ office: OfficeDesk,
        socket: String,
        logger: Logger,
        started: @escaping @Sendable () -> Void = {}
    ) -> any Service {
        Hummingbird.Application(
            router: OfficeRoutes.build(office),
            server: .http1(configuration: limits(handlers: { [] })),
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: socket)),
            onServerRunning: { _ in
                // The folder is the owner's alone already; the socket says so again.
                try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: socket)
                started()
            },
            logger: logger
        )
    }

    /// For each connection: what keeps it moving, and the short way for scans.
    private static func handlers(_ site: PortalSite) -> [any RemovableChannelHandler] {
        [PortalConnection(site: site)]
    }

    private static func limits(
        handlers: @escaping @Sendable () -> [any RemovableChannelHandler]
    ) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: handlers(),
            idleTimeout: nil,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 << 10,
                maxHeaderListSize: 16 << 10,
                maxHeaderFieldCount: 100
            )
        )
    }
}
