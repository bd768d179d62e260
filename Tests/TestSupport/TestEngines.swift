import Foundation
package import Store
import Synchronization

/// The engine that a run of the tests is on: SQLite in memory, or a schema of its own in a PostgreSQL cluster.
///
/// `HOSHIFUDA_TEST_POSTGRES` is the address of a cluster made by `Scripts/cluster`; with `HOSHIFUDA_TEST_ENGINE`
/// set to `postgres` every registry of the tests stands on it.
package enum TestEngines {
    private static let count = Atomic<Int>(0)

    /// The cluster's address, where there is one.
    package static var cluster: String? { ProcessInfo.processInfo.environment["HOSHIFUDA_TEST_POSTGRES"] }

    package static var isPostgres: Bool {
        ProcessInfo.processInfo.environment["HOSHIFUDA_TEST_ENGINE"] == "postgres"
    }

    /// A cluster must be there: set where a skipped suite would hide a fault.
    package static var requiresCluster: Bool {
        ProcessInfo.processInfo.environment["HOSHIFUDA_REQUIRE_POSTGRES"] == "1"
    }

    /// An empty database of the run's engine.
    package static func fresh() async throws -> any Engine {
        isPostgres ? try await freshPostgres() : try SQLiteEngine.inMemory()
    }

    package static func freshPostgres() async throws -> PostgresEngine {
        try await PostgresEngine.open(try await freshAddress(), readers: 2)
    }

    /// The address of a new schema, which is as good as a database of its own and quicker made.
    package static func freshAddress() async throws -> PostgresAddress {
        guard let cluster else { throw EngineFault(.broken, "HOSHIFUDA_TEST_POSTGRES is not set") }
        let number = count.add(1, ordering: .relaxed).newValue
        let schema = "t\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        let join = cluster.contains("?") ? "&" : "?"
        let address = try PostgresAddress("\(cluster)\(join)options=-c%20search_path%3D\(schema)")
        let engine = try await PostgresEngine.open(address, readers: 1)
        defer { engine.close() }
        _ = try await engine.write { try $0.run(Statement("CREATE SCHEMA \(schema)"), []) }
        return address
    }
}
