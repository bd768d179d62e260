import Dispatch
import Synchronization

/// Sessions of one use, at most so many; taken and given back by threads that may block.
final class PostgresPool: Sendable {
    private let address: PostgresAddress
    private let use: PostgresAddress.Use
    private let places: DispatchSemaphore
    private let idle = Mutex<[PostgresConnection]>([])
    private let isClosed = Atomic<Bool>(false)
    /// How long a caller waits for a session that others have.
    private static let patience = 5

    init(_ address: PostgresAddress, _ use: PostgresAddress.Use, size: Int) {
        self.address = address
        self.use = use
        places = DispatchSemaphore(value: size)
    }

    /// Lends a session. One that comes back in the middle of something is closed.
    func with<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        guard places.wait(timeout: .now() + .seconds(Self.patience)) == .success else {
            throw PostgresFault(state: "53300", told: "every session is in use", isLost: false)
        }
        defer { places.signal() }
        let session = try take()
        defer {
            if session.isUsable, !isClosed.load(ordering: .relaxed) { idle.withLock { $0.append(session) } }
        }
        return try body(session)
    }

    /// Closes what is idle: after a fault that the other sessions will meet too.
    func drop() {
        let dropped = idle.withLock { idle in
            defer { idle.removeAll() }
            return idle
        }
        // Closing speaks to the server, so not under the lock.
        withExtendedLifetime(dropped) {}
    }

    func close() {
        isClosed.store(true, ordering: .relaxed)
        drop()
    }

    private func take() throws(PostgresFault) -> PostgresConnection {
        while let session = idle.withLock({ $0.popLast() }) {
            if session.isUsable { return session }
        }
        return try PostgresConnection(address.options(for: use), patience: use.patience)
    }
}
