import Foundation
import GRDB
import GRDBSQLite
import Registry

/// SQLite by way of GRDB: one writer, which also does every checkpoint, and read-only readers beside it.
///
/// GRDB is a driver here (pool, statement cache, backup); statements are bound and stepped by SQLite's own calls.
package struct SQLiteEngine: Engine {
    private let writer: any DatabaseWriter
    /// The scan's own connections; nil where the database has no file to open them on.
    private let readers: SQLiteReaders?

    package var dialect: Dialect { .sqlite }

    /// Opens the file for this process alone to write. The caller holds the store's lock.
    ///
    /// - Parameter readers: how many connections may read at once.
    package static func open(file: String, readers: Int = 4) throws -> SQLiteEngine {
        let pool = try DatabasePool(path: file, configuration: configuration(readers: readers))
        // GRDB sets NORMAL when it switches to WAL, so FULL must be said again on the writer's connection.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // A long import goes over the same pages again and again.
            try db.execute(sql: "PRAGMA cache_size = -16384")
        }
        return SQLiteEngine(writer: pool, readers: SQLiteReaders(file: file))
    }

    /// Opens the file beside a running writer; nothing can be written.
    package static func openReadOnly(file: String) throws -> SQLiteEngine {
        var configuration = configuration(readers: 2)
        configuration.readonly = true
        return SQLiteEngine(
            writer: try DatabasePool(path: file, configuration: configuration),
            readers: SQLiteReaders(file: file)
        )
    }

    /// A database in memory, for tests.
    package static func inMemory() throws -> SQLiteEngine {
        SQLiteEngine(writer: try DatabaseQueue(configuration: configuration(readers: 1)), readers: nil)
    }

    private static func configuration(readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            // 6 MiB a connection bounds memory; the operating system caches the file beside it.
            try db.execute(sql: "PRAGMA cache_size = -6144")
        }
        return configuration
    }

    /// A snapshot on a connection of the pool.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await faults { try await writer.read { try body(SQLiteTransaction(db: $0)) } }
    }

    /// One statement on a connection of the pool.
    package func lookup<Result: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await faults { try await writer.unsafeRead { try body(SQLiteTransaction(db: $0)) } }
    }

    /// One statement on a connection kept for scans.
    package func lookupBlocking<Result>(_ body: (any Transaction) throws -> Result) throws -> Result {
        if let readers { return try readers.read(body) }
        do {
            return try writer.unsafeRead { try body(SQLiteTransaction(db: $0)) }
        } catch let error as DatabaseError {
            throw EngineFault(SQLiteEngine.kind(of: error), "SQLite \(error.extendedResultCode.rawValue)")
        }
    }

    /// One transaction on the one writer.
    package func write<Result: Sendable>(
        isRepeatable: Bool,
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await faults { try await writer.write { try body(SQLiteTransaction(db: $0)) } }
    }

    /// `PRAGMA synchronous` of the connection that commits: 2 is FULL.
    package func synchronousLevel() async throws -> Int64 {
        try await writer.writeWithoutTransaction { try Int64.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Copies the database page by page into a new file while others read and write.
    package func backup(to file: String) throws {
        let destination = try DatabaseQueue(path: file)
        try writer.backup(to: destination)
        // One plain file: a copy that needs no side files to be whole.
        try destination.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try destination.close()
    }

    /// SQLite's own check of pages, indexes and foreign keys; empty when all is well.
    package func integrityFaults() async throws -> [String] {
        try await writer.read { db in
            let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let keys = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM pragma_foreign_key_check") ?? 0
            return keys == 0 ? lines : lines + ["\(keys) rows point at rows that do not exist"]
        }
    }

    /// The plan of a statement, for tests: one line a step.
    package func plan(of statement: Statement) async throws -> [String] {
        try await writer.read { db in
            // Stepped by SQLite's own calls: places without a value are null, and a plan does not ask for more.
            try SQLiteTransaction(db: db).all(Statement("EXPLAIN QUERY PLAN " + statement.sql)) { $0.text(3) }
        }
    }

    /// Moves what the log holds into the file and closes every connection.
    package func close() throws {
        readers?.close()
        if let pool = writer as? DatabasePool, !pool.configuration.readonly {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
        try writer.close()
    }

    private func faults<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw EngineFault(SQLiteEngine.kind(of: error), "SQLite \(error.extendedResultCode.rawValue)")
        }
    }

    private static func kind(of error: DatabaseError) -> EngineFault.Kind {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_INTERRUPT, .SQLITE_NOMEM: .passing
        case .SQLITE_CONSTRAINT: .constraint
        default: .broken
        }
    }
}

/// Statements on one connection of GRDB's.
final class SQLiteTransaction: Transaction {
    private let db: Database
    /// Statements of this transaction by their ids; the connection's own cache goes by text.
    private var prepared: [Int: GRDB.Statement] = [:]

    init(db: Database) {
        self.db = db
    }

    var dialect: Dialect { .sqlite }

    func rows(_ statement: Statement, _ values: [Value], _ each: (any Row) throws -> Void) throws {
        let prepared = try prepare(statement)
        defer { sqlite3_reset(prepared) }
        guard SQLiteBinding.bind(values, to: prepared) == SQLITE_OK else { throw fault(SQLITE_ERROR) }
        let row = SQLiteRow(statement: prepared)
        while true {
            let code = sqlite3_step(prepared)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw fault(code) }
            try each(row)
        }
    }

    func run(_ statement: Statement, _ values: [Value]) throws -> Int {
        try rows(statement, values) { _ in }
        return db.changesCount
    }

    func run(_ statement: Statement, each rows: [[Value]]) throws {
        let prepared = try prepare(statement)
        defer { sqlite3_reset(prepared) }
        var held: [UInt8] = []
        for row in rows {
            let code = SQLiteBinding.step(row, through: prepared, held: &held) { sqlite3_step(prepared) }
            guard code == SQLITE_DONE else { throw fault(code) }
        }
    }

    private func prepare(_ statement: Statement) throws -> OpaquePointer {
        if let known = prepared[statement.id] { return known.sqliteStatement }
        let made = try db.cachedStatement(sql: statement.sql)
        prepared[statement.id] = made
        return made.sqliteStatement
    }

    private func fault(_ code: Int32) -> any Error {
        DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection)))
    }
}

/// The row a statement stands on.
struct SQLiteRow: Row {
    let statement: OpaquePointer?

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func value(_ column: Int32) -> Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .bytes(bytes(column))
        default: .null
        }
    }

    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(statement, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
}
