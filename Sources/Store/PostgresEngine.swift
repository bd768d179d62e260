import Dispatch
import Foundation
import Registry

/// PostgreSQL by way of libpq: one database that several portals share.
///
/// Writers stand in one line: each takes the lock on `head` before its snapshot, as SQLite's one writer does, so a
/// transaction meets no other's half and SERIALIZABLE seldom has to refuse. Readers see snapshots and wait for nobody.
package final class PostgresEngine: Engine {
    private let writers: PostgresPool
    private let readers: PostgresPool
    // libpq waits in the calling thread; these queues are the threads that may.
    private let writeQueue: OperationQueue
    private let readQueue: OperationQueue
    /// How often a transaction is tried, and for how long, before its caller is told to come again.
    private static let attempts = 6
    private static let patience = DispatchTimeInterval.seconds(4)

    /// The words of PostgreSQL.
    package var dialect: Dialect { .postgres }

    /// - Parameters:
    ///   - readers: how many sessions may read at once.
    ///   - prefersStandby: whether reads may come from a standby, which may lag behind.
    package init(_ address: PostgresAddress, readers: Int = 8, prefersStandby: Bool = false) {
        writers = PostgresPool(address, .writing, size: 2)
        self.readers = PostgresPool(address, .reading(prefersStandby: prefersStandby), size: readers)
        writeQueue = PostgresEngine.queue("hoshifuda.postgres.write", 2)
        readQueue = PostgresEngine.queue("hoshifuda.postgres.read", readers)
    }

    /// The oldest server whose words are used here, and the one that tests run on.
    private static let oldestServer = 15

    /// Opens for writing, and says in one sentence why where that cannot be.
    package static func open(
        _ address: PostgresAddress,
        readers: Int = 8,
        prefersStandby: Bool = false
    ) async throws -> PostgresEngine {
        let engine = PostgresEngine(address, readers: readers, prefersStandby: prefersStandby)
        try await engine.on(engine.writeQueue) {
            do {
                try engine.writers.with { try examine($0, address) }
            } catch let fault as PostgresFault where fault.state == "08001" {
                // Somebody answers, but takes no writes?
                if (try? engine.readers.with { _ in true }) == true, fault.told.contains("read-only") {
                    throw Refusal(
                        .conflict,
                        "The database of \(address.text) takes no writes: it is a standby or set to read only",
                        code: "storeReadOnly"
                    )
                }
                throw unreachable(address, fault)
            } catch let fault as PostgresFault {
                throw fault.engineFault
            }
        }
        return engine
    }

    /// Opens beside whatever writes; nothing can be written.
    package static func openToRead(_ address: PostgresAddress, readers: Int = 2) async throws -> PostgresEngine {
        let engine = PostgresEngine(address, readers: readers, prefersStandby: false)
        try await engine.on(engine.readQueue) {
            do {
                try engine.readers.with { try examine($0, address) }
            } catch let fault as PostgresFault where fault.state == "08001" {
                throw unreachable(address, fault)
            } catch let fault as PostgresFault {
                throw fault.engineFault
            }
        }
        return engine
    }

    private static func unreachable(_ address: PostgresAddress, _ fault: PostgresFault) -> Refusal {
        Refusal(
            .unprocessable,
            "The database of \(address.text) cannot be reached: \(fault.told)",
            code: "storeUnreachable"
        )
    }

    private static let otherTables = Statement(
        """
        SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()
        AND to_regclass('migration') IS NULL
        """
    )

    private static func examine(_ session: PostgresConnection, _ address: PostgresAddress) throws {
        guard session.serverVersion >= oldestServer * 10_000 else {
            throw Refusal(
                .conflict,
                "The server of \(address.text) is PostgreSQL \(session.serverVersion / 10_000); "
                    + "\(oldestServer) is the oldest that will do",
                code: "serverTooOld"
            )
        }
        guard session.parameter("server_encoding") == "UTF8" else {
            throw Refusal(
                .conflict,
                "The database of \(address.text) is in \(session.parameter("server_encoding")); a registry needs UTF8",
                code: "wrongDatabase"
            )
        }
        guard try session.first(otherTables, [], { $0.integer(0) }) == 0 else {
            throw Refusal(
                .conflict,
                "The database of \(address.text) holds tables that are none of a registry; give the registry its own",
                code: "wrongDatabase"
            )
        }
    }

    private static func queue(_ name: String, _ width: Int) -> OperationQueue {
        let queue = OperationQueue()
        queue.name = name
        queue.maxConcurrentOperationCount = width
        queue.qualityOfService = .userInitiated
        return queue
    }

    /// A snapshot on a session of the readers.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await on(readQueue) { try self.reading { try self.snapshot($0, body) } }
    }

    /// One statement on a session of the readers.
    package func lookup<Result: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await on(readQueue) { try self.lookupBlocking(body) }
    }

    /// The same on the caller's own thread.
    package func lookupBlocking<Result>(_ body: (any Transaction) throws -> Result) throws -> Result {
        try reading(body)
    }

    /// One transaction, tried again while that may help and nothing is known to be recorded.
    package func write<Result: Sendable>(
        isRepeatable: Bool,
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await on(writeQueue) { try self.writing(isRepeatable, body) }
    }

    /// Pages and their sums are the server's own care (`initdb --data-checksums`, amcheck).
    package func integrityFaults() async throws -> [String] { [] }

    /// Ends what is idle now, and the rest when it comes back.
    package func close() {
        writers.close()
        readers.close()
    }

    private func on<Result: Sendable>(
        _ queue: OperationQueue,
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    /// Reads with one session; where it turns out to be gone, once more with a new one.
    private func reading<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        do {
            return try readers.with(body)
        } catch let fault as PostgresFault where fault.isContention || fault.isLost && fault.state != "08001" {
            if fault.isLost { readers.drop() }
            do {
                return try readers.with(body)
            } catch let fault as PostgresFault {
                throw fault.engineFault
            }
        } catch let fault as PostgresFault {
            throw fault.engineFault
        }
    }

    private func snapshot<Result>(
        _ session: PostgresConnection,
        _ body: (any Transaction) throws -> Result
    ) throws -> Result {
        try session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        do {
            let result = try body(session)
            try session.command("COMMIT")
            return result
        } catch {
            try? session.command("ROLLBACK")
            throw error
        }
    }

    /// Where one attempt stood when it failed.
    private enum Stage {
        case before
        case committing
    }

    private func writing<Result>(_ isRepeatable: Bool, _ body: (any Transaction) throws -> Result) throws -> Result {
        let end = DispatchTime.now() + Self.patience
        var attempt = 1
        // Once a commit's fate is not known, no later failure makes it known.
        var wasUnknown = false
        while true {
            var stage = Stage.before
            do {
                return try writers.with { session in try transact(session, &stage, body) }
            } catch let fault as PostgresFault {
                if fault.isLost || fault.isReadOnly { writers.drop() }
                let isUnknown = stage == .committing && (fault.isLost || fault.state.hasPrefix("57"))
                // Only a request that knows itself again may be sent again when its fate is not known.
                wasUnknown = wasUnknown || isUnknown
                let unknown = EngineFault(
                    .uncertain,
                    "the answer to COMMIT was lost; whether it was recorded is not known"
                )
                if isUnknown, !isRepeatable { throw unknown }
                let mayPass = fault.isLost || fault.isContention || fault.isReadOnly || isUnknown
                guard mayPass, attempt < Self.attempts, DispatchTime.now() < end else {
                    throw wasUnknown ? unknown : fault.engineFault
                }
                // 10 to 160 ms and a part by chance, so that two do not meet again.
                Thread.sleep(forTimeInterval: 0.01 * Double(1 << (attempt - 1)) * Double.random(in: 0.5...1.5))
                attempt += 1
            }
        }
    }

    private func transact<Result>(
        _ session: PostgresConnection,
        _ stage: inout Stage,
        _ body: (any Transaction) throws -> Result
    ) throws -> Result {
        do {
            // The lock comes before the snapshot: a table lock takes none.
            try session.command("BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE head IN EXCLUSIVE MODE")
        } catch  where error.state == "42P01" {
            // A database without a registry yet.
            try session.command("ROLLBACK")
            try session.command("BEGIN ISOLATION LEVEL SERIALIZABLE")
        }
        do {
            let result = try body(session)
            stage = .committing
            try session.command("COMMIT")
            return result
        } catch {
            try? session.command("ROLLBACK")
            throw error
        }
    }
}
