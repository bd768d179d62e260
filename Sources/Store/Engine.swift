import Registry
import Synchronization

/// A database that keeps a registry. The only wall behind which the two engines differ.
///
/// Bodies are synchronous and run on the engine's own threads, never on the cooperative pool. A write body may run
/// twice: it captures nothing that changes and touches nothing outside.
package protocol Engine: Sendable {
    var dialect: Dialect { get }

    /// One consistent snapshot over any number of statements.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result

    /// One statement, no BEGIN and COMMIT around it: the lookup's path.
    func lookup<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result

    /// The same as `lookup` on the caller's own thread, which must be one that may block: the scan's path.
    func lookupBlocking<Result>(_ body: (any Transaction) throws -> Result) throws -> Result

    /// All or nothing, durable when it returns, one at a time.
    ///
    /// - Parameter isRepeatable: the body finds what it did before by its idempotency key, so that it may run again
    ///   where the answer to a commit was lost.
    func write<Result: Sendable>(
        isRepeatable: Bool,
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result

    /// The engine's own check of its files; empty when all is well.
    func integrityFaults() async throws -> [String]

    /// Lets every connection go.
    func close() throws
}

extension Engine {
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await write(isRepeatable: false, body)
    }
}

/// What a body may do. Statements are fixed text with `?1, ?2 …`; values are always bound.
package protocol Transaction {
    var dialect: Dialect { get }

    /// Calls `each` for every row; `each` must not run the same statement again.
    func rows(_ statement: Statement, _ values: [Value], _ each: (any Row) throws -> Void) throws

    /// Runs a statement that returns no rows; returns how many rows it changed.
    @discardableResult
    func run(_ statement: Statement, _ values: [Value]) throws -> Int

    /// Runs a statement that returns no rows once for each row of values, in order: for many rows of one table.
    func run(_ statement: Statement, each rows: [[Value]]) throws
}

extension Transaction {
    func run(_ statement: Statement, each rows: [[Value]]) throws {
        for row in rows { try run(statement, row) }
    }

    /// The first row, read by `read`; nil where there is none.
    func first<Result>(
        _ statement: Statement,
        _ values: [Value] = [],
        _ read: (any Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try rows(statement, values) { row in
            if result == nil { result = try read(row) }
        }
        return result
    }

    /// Every row, read by `read`.
    func all<Result>(
        _ statement: Statement,
        _ values: [Value] = [],
        _ read: (any Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try rows(statement, values) { results.append(try read($0)) }
        return results
    }
}

/// One SQL text, written once for both engines. Two are the same only where they are one declaration.
package struct Statement: Hashable, Sendable {
    package let sql: String
    /// Stands for the text in caches, so that a long text is not hashed at every use.
    let id: Int

    private static let count = Atomic<Int>(0)

    package init(_ sql: String) {
        self.sql = sql
        id = Statement.count.add(1, ordering: .relaxed).newValue
    }

    /// The same with places as PostgreSQL numbers them, `$1` for `?1`; no statement has a question mark elsewhere.
    var numbered: String { sql.replacing("?", with: "$") }

    package static func == (left: Statement, right: Statement) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What can be bound: the three types that mean the same in both engines, and null.
package enum Value: Hashable, Sendable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case null

    static func day(_ day: Day) -> Value { .integer(Int64(day.number)) }
    static func moment(_ moment: Moment) -> Value { .integer(moment.milliseconds) }
    static func flag(_ flag: Bool) -> Value { .integer(flag ? 1 : 0) }
    static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
}

/// One row while it is being read; columns count from 0.
package protocol Row {
    func isNull(_ column: Int32) -> Bool
    func integer(_ column: Int32) -> Int64
    func text(_ column: Int32) -> String
    func value(_ column: Int32) -> Value
    /// The bytes of the column, valid only inside `body`.
    func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension Row {
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
    func day(_ column: Int32) -> Day { Day(number: Int32(clamping: integer(column))) }
    func moment(_ column: Int32) -> Moment { Moment(milliseconds: integer(column)) }
    func flag(_ column: Int32) -> Bool { integer(column) != 0 }
    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }
}

/// A fault of the database that is not the caller's: what failed, and whether trying again may help.
package struct EngineFault: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// Busy, disk full, connection lost: may pass.
        case passing
        /// A CHECK, a key or a type refused a row: a fault of ours.
        case constraint
        /// The answer to a commit was lost: whether it was recorded is not known.
        case uncertain
        /// Everything else.
        case broken
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
