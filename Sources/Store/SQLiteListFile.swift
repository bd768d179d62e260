import Foundation
import GRDB

/// A table or two in a SQLite file of their own, for somebody to take away: plain tables, no index, one transaction.
///
/// Every call may block on the disk. A file that is not finished is removed.
package final class SQLiteListFile {
    /// A column of a table.
    package struct Column: Hashable, Sendable {
        /// As the file's readers see it.
        package var name: String
        /// Everything else is text.
        package var isInteger: Bool

        package init(_ name: String, isInteger: Bool) {
            self.name = name
            self.isInteger = isInteger
        }
    }

    private let path: String
    private let queue: DatabaseQueue
    private var insert = ""
    private var isFinished = false

    /// Opens a new file; whatever stood there is refused.
    package init(path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw EngineFault(.broken, "a list cannot be written over another file")
        }
        self.path = path
        var configuration = Configuration()
        // One transaction spans many calls, each of which is one access.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            // Nobody else sees the file before it is whole.
            try db.execute(sql: "PRAGMA journal_mode = OFF")
            try db.execute(sql: "PRAGMA synchronous = OFF")
            try db.execute(sql: "PRAGMA page_size = 8192")
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: "BEGIN") }
    }

    deinit {
        if !isFinished { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Makes a table; rows then go into it.
    package func begin(_ table: String, _ columns: [Column]) throws {
        let names = columns.map { "\"\($0.name.replacing("\"", with: "\"\""))\"" }
        let list = zip(names, columns).map { "\($0) \($1.isInteger ? "INTEGER" : "TEXT")" }.joined(separator: ", ")
        insert =
            "INSERT INTO \"\(table)\" VALUES (" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
        try queue.inDatabase { try $0.execute(sql: "CREATE TABLE \"\(table)\" (\(list))") }
    }

    /// Adds rows of the table that was begun last.
    package func append(_ rows: [[Value]]) throws {
        try queue.inDatabase { db in
            let statement = try db.cachedStatement(sql: insert)
            for row in rows {
                statement.setUncheckedArguments(StatementArguments(row.map(\.databaseValue)))
                try statement.execute()
            }
        }
    }

    /// Writes everything out and closes the file.
    package func finish() throws {
        try queue.inDatabase { try $0.execute(sql: "COMMIT") }
        try queue.close()
        isFinished = true
    }
}

extension Value {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        case .null: .null
        }
    }
}
