package import Logging
import Registry
import ServiceLifecycle
import Store

/// Follows what others record in a shared database, so that no kept answer outlives it for long.
///
/// Asks for the head's revision, several times a second: one row of one table. Asking needs no session that must be
/// kept alive through a failover, and works through any pooler and on a standby.
package struct Freshness: Service {
    private let site: PortalSite
    private let logger: Logger
    private let pause: Duration

    package init(site: PortalSite, logger: Logger, pause: Duration = .milliseconds(250)) {
        self.site = site
        self.logger = logger
        self.pause = pause
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var follower = Follower(site: site)
            var wasLost = false
            while !Task.isCancelled {
                await follower.look()
                if wasLost == site.confirmation.isConfirmed(at: site.now()) {
                    wasLost.toggle()
                    logger.warning(wasLost ? "the database cannot be asked" : "the database answers again")
                }
                try await Task.sleep(for: pause)
            }
        }
    }
}

/// One look after another.
struct Follower {
    let site: PortalSite
    /// nil before the first look.
    private var mark: RevisionMark?

    init(site: PortalSite) {
        self.site = site
    }

    /// Forgets what changed since the last look; tells the site where the database is gone.
    mutating func look() async {
        let before = site.now()
        do {
            if let mark {
                let changes = try await site.store.changes(after: mark)
                if changes.head != mark { site.forget(changes.codes) }
                self.mark = changes.head
            } else {
                mark = try await site.store.head()
                // Nothing is known of what was kept before the first look.
                site.forget(nil)
            }
            site.confirmation.confirm(at: before)
        } catch {
            site.confirmation.lose(at: before)
        }
    }
}
