import Foundation
import GRDBSQLite
import Registry
import Synchronization

/// Read-only connections for the scan's path: taken and given back under a lock that is held for a few instructions,
/// used on the caller's own thread without a queue.
///
/// A connection belongs to one caller at a time; SQLite's own locking stands between it and the writer.
final class SQLiteReaders: Sendable {
    private let file: String
    private let idle = Mutex<[SQLiteReader]>([])
    /// More than this many are closed when they come back.
    private static let keep = 8

    init(file: String) {
        self.file = file
    }

    func read<Result>(_ body: (any Transaction) throws -> Result) throws -> Result {
        let reader = try idle.withLock { $0.popLast() } ?? SQLiteReader(file: file)
        defer { idle.withLock { if $0.count < Self.keep { $0.append(reader) } } }
        return try body(reader)
    }

    /// Closes what is idle; what is in use closes when it is let go.
    func close() {
        idle.withLock { $0.removeAll() }
    }
}

/// One connection and its statements. Handles are kept as addresses, because only their owner of the moment may use
/// them.
private final class SQLiteReader: Transaction, Sendable {
    private let database: UInt
    private let statements = Mutex<[Int: UInt]>([:])

    var dialect: Dialect { .sqlite }

    init(file: String) throws {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(file, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        database = UInt(bitPattern: handle)
        guard code == SQLITE_OK else {
            sqlite3_close_v2(handle)
            throw EngineFault(.passing, "SQLite \(code)")
        }
        sqlite3_busy_timeout(handle, 5000)
        sqlite3_exec(
            handle,
            "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -2048; PRAGMA query_only = ON",
            nil,
            nil,
            nil
        )
    }

    deinit {
        for statement in statements.withLock({ Array($0.values) }) {
            sqlite3_finalize(OpaquePointer(bitPattern: statement))
        }
        sqlite3_close_v2(OpaquePointer(bitPattern: database))
    }

    func rows(_ statement: Statement, _ values: [Value], _ each: (any Row) throws -> Void) throws {
        let prepared = try prepare(statement)
        defer { sqlite3_reset(prepared) }
        guard SQLiteBinding.bind(values, to: prepared) == SQLITE_OK else {
            throw EngineFault(.broken, "a value cannot be bound")
        }
        let row = SQLiteRow(statement: prepared)
        while true {
            let code = sqlite3_step(prepared)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw EngineFault(.passing, "SQLite \(code)") }
            try each(row)
        }
    }

    /// Nothing is changed through a reader.
    func run(_ statement: Statement, _ values: [Value]) throws -> Int {
        try rows(statement, values) { _ in }
        return 0
    }

    private func prepare(_ statement: Statement) throws -> OpaquePointer? {
        if let known = statements.withLock({ $0[statement.id] }) { return OpaquePointer(bitPattern: known) }
        var made: OpaquePointer?
        let code = sqlite3_prepare_v3(
            OpaquePointer(bitPattern: database),
            statement.sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &made,
            nil
        )
        guard code == SQLITE_OK else { throw EngineFault(.broken, "SQLite \(code)") }
        let address = UInt(bitPattern: made)
        statements.withLock { $0[statement.id] = address }
        return made
    }
}
