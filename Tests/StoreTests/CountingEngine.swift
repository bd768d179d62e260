import Synchronization

@testable import Store

/// An engine that says how often a statement was asked, while it read or wrote.
struct CountingEngine: Engine {
    /// How often each statement ran.
    final class Tally: Sendable {
        private let runs = Mutex<[Statement: Int]>([:])

        func count(_ statement: Statement) { runs.withLock { $0[statement, default: 0] += 1 } }
        func reset() { runs.withLock { $0 = [:] } }
        subscript(statement: Statement) -> Int { runs.withLock { $0[statement, default: 0] } }
    }

    private struct Counted: Transaction {
        let base: any Transaction
        let tally: Tally

        var dialect: Dialect { base.dialect }

        func rows(_ statement: Statement, _ values: [Value], _ each: (any Row) throws -> Void) throws {
            tally.count(statement)
            try base.rows(statement, values, each)
        }

        func run(_ statement: Statement, _ values: [Value]) throws -> Int { try base.run(statement, values) }

        func run(_ statement: Statement, each rows: [[Value]]) throws { try base.run(statement, each: rows) }
    }

    let base: any Engine
    let tally = Tally()

    var dialect: Dialect { base.dialect }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Result) async throws -> Result {
        try await base.read { [tally] db in try body(Counted(base: db, tally: tally)) }
    }

    func lookup<Result: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await base.lookup(body)
    }

    func lookupBlocking<Result>(_ body: (any Transaction) throws -> Result) throws -> Result {
        try base.lookupBlocking(body)
    }

    func write<Result: Sendable>(
        isRepeatable: Bool,
        _ body: @escaping @Sendable (any Transaction) throws -> Result
    ) async throws -> Result {
        try await base.write(isRepeatable: isRepeatable) { [tally] db in try body(Counted(base: db, tally: tally)) }
    }

    func integrityFaults() async throws -> [String] { try await base.integrityFaults() }

    func close() throws { try base.close() }
}
