import Foundation
import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Statements are written once for both engines")
struct StatementTests {
    /// This room's sources by file name.
    static func sources() throws -> [String: String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var sources: [String: String] = [:]
        let folders = ["", "/Migrations", "/Applications", "/Ladder", "/Watches"]
        for path in folders.map({ "Sources/Store" + $0 }) {
            let folder = root.appendingPathComponent(path).resolvingSymlinksInPath()
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift")
            {
                sources[file] = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            }
        }
        return sources
    }

    /// Every statement written as a literal, and those of the bitemporal tables.
    static func statements() throws -> [(file: String, sql: String)] {
        var found: [(file: String, sql: String)] = []
        let literal = #/Statement\(\s*(?:"""(?<long>.*?)"""|"(?<short>[^"\n]*)")/#.dotMatchesNewlines()
        for (file, source) in try sources() where file != "SQLiteEngine.swift" {
            for match in source.matches(of: literal) {
                let sql = String(match.output.long ?? match.output.short ?? "")
                if !sql.contains("\\(") { found.append((file, sql)) }
            }
        }
        for table in [
            RegistrationRows.periods, RegistrationRows.models, RegistrationRows.holders, RegistrationRows.products,
        ] {
            for statement in [table.insert, table.current, table.supersede, table.last, table.known] {
                found.append(("RegistrationRows.swift", statement.sql))
            }
        }
        for statement in CheckReading.statements { found.append(("CheckLookup.swift", statement.sql)) }
        for statement in RegistryStore.receiptStatements { found.append(("ReceiptStore.swift", statement.sql)) }
        return found
    }

    @Test("nothing that one engine alone understands")
    func shared() throws {
        let statements = try Self.statements()
        #expect(statements.count > 60)
        let banned = [
            "INSERT OR", "IFNULL(", "STRFTIME", "DATETIME(", "LIKE", "::", "LAST_INSERT_ROWID", "\"", "$", "NOW()",
        ]
        for (file, sql) in statements {
            for word in banned { #expect(!sql.uppercased().contains(word), "\(word) in \(file): \(sql)") }
        }
        for (file, source) in try Self.sources() {
            for word in ["INSERT OR", "ifnull(", "strftime", "datetime(", "ILIKE", "last_insert_rowid"] {
                #expect(!source.contains(word), "\(word) in \(file)")
            }
        }
    }

    @Test("places are numbered from 1 without a gap")
    func places() throws {
        for (file, sql) in try Self.statements() {
            let numbers = Set(sql.matches(of: #/\?(\d+)/#).compactMap { Int($0.output.1) })
            #expect(numbers == Set(numbers.isEmpty ? [] : Array(1...(numbers.max() ?? 1))), "\(file): \(sql)")
            #expect(sql.matches(of: #/\?(?!\d)/#).isEmpty, "\(file): \(sql)")
        }
    }

    @Test("only the dialect knows the engine's own words, in at most a dozen entries")
    func dialect() throws {
        #expect(Mirror(reflecting: Dialect.sqlite).children.count <= 12)
        for (file, source) in try Self.sources() where file != "Dialect.swift" && !file.hasPrefix("Postgres") {
            for word in ["fts5", "MATCH ", " STRICT", " BLOB", "BYTEA", "tsvector", "to_tsquery", "pg_", "unnest("] {
                #expect(!source.contains(word), "\(word) in \(file)")
            }
        }
        // The engine itself is the files that carry its name.
        let engine: Set = [
            "SQLiteEngine.swift", "SQLiteReaders.swift", "SQLiteBinding.swift", "SQLiteListFile.swift",
        ]
        for (file, source) in try Self.sources() where !engine.contains(file) {
            #expect(!source.contains("import GRDB"), "\(file)")
            #expect(!source.contains("PRAGMA"), "\(file)")
            #expect(file.hasPrefix("Postgres") || !source.contains("import CPostgres"), "\(file)")
        }
    }

    @Test("a lookup touches keys only")
    func plans() async throws {
        let engine = try SQLiteEngine.inMemory()
        _ = try await RegistryStore.sample(engine)
        #expect(RegistryStore.hotStatements.count == 2)
        for statement in RegistryStore.hotStatements {
            let plan = try await engine.plan(of: statement)
            #expect(!plan.isEmpty)
            for step in plan {
                #expect(!step.contains("SCAN"), "\(plan)")
                #expect(!step.contains("TEMP B-TREE"), "\(plan)")
                #expect(!step.contains("AUTOMATIC"), "\(plan)")
            }
        }
        let byNumber = try await engine.plan(of: RegistryStore.hotStatements[1])
        #expect(byNumber.first?.contains("sqlite_autoindex_registration_1 (number=?)") == true)
        let byID = try await engine.plan(of: RegistryStore.hotStatements[0])
        #expect(byID.first?.contains("INTEGER PRIMARY KEY (rowid=?)") == true)
    }

    @Test("no statement of a registration's life walks a whole table")
    func allPlans() async throws {
        let engine = try SQLiteEngine.inMemory()
        _ = try await RegistryStore.sample(engine)
        // Small tables that are read whole, and the check that reads everything.
        let whole = ["setting", "label_key", "migration", "StoreCheck.swift", "list_source", "FROM laboratory ORDER"]
        for (file, sql) in try Self.statements() where !whole.contains(where: { sql.contains($0) || file == $0 }) {
            // The other engine's words of the dialect.
            let foreign = ["ORDINALITY", "to_regclass", "CAST(?2 AS TEXT)", "pg_tables"]
            guard file != "Migration.swift", !foreign.contains(where: { sql.contains($0) }) else { continue }
            let plan = try await engine.plan(of: Statement(sql))
            for step in plan where step.hasPrefix("SCAN") {
                let isIndex =
                    step.contains("VIRTUAL TABLE INDEX") || step.contains("CONSTANT ROW")
                    || step.contains("COVERING INDEX") || step == "SCAN waiting"
                #expect(isIndex, "\(file): \(sql): \(plan)")
            }
        }
    }
}
