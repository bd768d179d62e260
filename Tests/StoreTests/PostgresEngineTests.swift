import Foundation
import Registry
import TestSupport
import Testing

@testable import Store

@Suite("PostgreSQL as an engine", .enabled(if: TestEngines.cluster != nil, "there is no PostgreSQL cluster"))
struct PostgresEngineTests {
    @Test("values come back as they went in")
    func values() async throws {
        let engine = try await TestEngines.freshPostgres()
        let values: [[Value]] = [
            [.integer(.max), .text(""), .bytes([])],
            [.integer(.min), .text("照明 \u{1F4A1}"), .bytes([0, 255, 39, 92])],
            [.integer(0), .text("a'b\\c\n"), .null],
        ]
        try await engine.write { db in
            try db.run(Statement("CREATE TABLE x (a BIGINT NOT NULL, b TEXT NOT NULL, c BYTEA)"), [])
            try db.run(Statement("INSERT INTO x (a, b, c) VALUES (?1, ?2, ?3)"), each: values)
        }
        let read = try await engine.read { db in
            try db.all(Statement("SELECT a, b, c FROM x ORDER BY a DESC")) { row in (0..<3).map { row.value($0) } }
        }
        #expect(read == [values[0], values[2], values[1]])
    }

    @Test("an error in the middle of a stream undoes all of it, and the session goes on")
    func streamedError() async throws {
        let engine = try await TestEngines.freshPostgres()
        _ = try await engine.write { try $0.run(Statement("CREATE TABLE x (a BIGINT NOT NULL PRIMARY KEY)"), []) }
        let insert = Statement("INSERT INTO x (a) VALUES (?1)")
        for _ in 1...2 {
            await #expect(throws: EngineFault.self) {
                _ = try await engine.write { try $0.run(insert, each: (0..<700).map { [.integer($0 % 500)] }) }
            }
        }
        _ = try await engine.write { try $0.run(insert, each: (0..<700).map { [.integer($0)] }) }
        let count = try await engine.read { try $0.first(Statement("SELECT COUNT(*) FROM x")) { $0.integer(0) } }
        #expect(count == 700)
    }

    @Test("every statement of the catalogue can be prepared")
    func catalogue() async throws {
        let store = try await RegistryStore.sample(TestEngines.freshPostgres())
        let foreign = ["sqlite_master", "fts5", "MATCH ", "'delete'", "label_search (rowid"]
        var count = 0
        for (file, sql) in try StatementTests.statements() where !foreign.contains(where: { sql.contains($0) }) {
            // What makes tables is run by every test of this engine, and cannot be prepared by a statement.
            guard !sql.trimmedLine.hasPrefix("CREATE"), !sql.contains("{") else { continue }
            do {
                try await store.engine.write { db in
                    try db.run(Statement("PREPARE probe AS " + Statement(sql).numbered), [])
                    try db.run(Statement("DEALLOCATE probe"), [])
                }
                count += 1
            } catch {
                Issue.record("\(file): \(sql): \(error)")
            }
        }
        #expect(count > 60)
    }

    @Test("two stores on one database file without losing a revision or using one twice")
    func twoWriters() async throws {
        let address = try await TestEngines.freshAddress()
        let store = try await RegistryStore.sample(PostgresEngine.open(address, readers: 2))
        let other = try await RegistryStore.open(
            PostgresEngine.open(address, readers: 2),
            rules: .sample(),
            rulesText: "rules",
            at: noon("2025-01-01")
        )
        let start = try await store.head()
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask { try await (number % 2 == 0 ? store : other).issue("W-\(number)") }
            }
            try await group.waitForAll()
        }
        #expect(try await store.head().revision == 41)
        #expect(try await store.check().isEmpty)
        #expect(try await other.changes(after: start).codes?.count == 40)
        #expect(try await other.changes(after: other.head()).codes == [])
        // A revision of that number but of another moment: a history that was rewritten.
        let lost = RevisionMark(revision: start.revision + 1, recordedAt: start.recordedAt + -1)
        #expect(try await other.changes(after: lost).codes == nil)
        let same = RevisionMark(revision: 41, recordedAt: start.recordedAt)
        #expect(try await other.changes(after: same).codes == nil)
    }

    @Test("the same request sent to two stores at once is recorded once")
    func sameKey() async throws {
        let address = try await TestEngines.freshAddress()
        let store = try await RegistryStore.sample(PostgresEngine.open(address, readers: 2))
        let numbers = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await store.issue(nil, key: "one").number } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(numbers.count == 1)
    }

    @Test("a session that the server ends is replaced, for reads and for writes")
    func endedSession() async throws {
        let address = try await TestEngines.freshAddress()
        let engine = try await PostgresEngine.open(address, readers: 2)
        let store = try await RegistryStore.sample(engine)
        try await store.issue("A-1")
        let admin = try await TestEngines.freshPostgres()
        let ours = try await engine.read { try $0.first(Statement("SELECT pg_backend_pid()")) { $0.integer(0) } } ?? 0
        let writer =
            try await engine.write { try $0.first(Statement("SELECT pg_backend_pid()")) { $0.integer(0) } } ?? 0
        for session in [ours, writer] {
            let ended = try await admin.write {
                try $0.first(Statement("SELECT pg_terminate_backend(CAST(?1 AS INTEGER))"), [.integer(session)]) {
                    $0.integer(0)
                }
            }
            #expect(ended == 1)
        }
        #expect(try await store.found("A-1").number.text == "A-1")
        try await store.issue("A-2")
        #expect(try await store.head().revision == 3)
    }

    @Test("an address with a password is refused, without repeating it")
    func password() {
        for text in ["postgresql://u:secret%zz@h/db", "postgresql://[secret", "postgresql://u:p/secret@h/db"] {
            let refusal = #expect(throws: Refusal.self) { try PostgresAddress(text) }
            #expect("\(refusal?.reason ?? "")".contains("secret") == false)
        }
        for text in [
            "postgresql://u:secret@h/db", "postgresql://u@h/db?password=secret", "postgresql://h/?sslpassword=secret",
        ] {
            let refusal = #expect(throws: Refusal.self) { try PostgresAddress(text) }
            #expect(refusal?.code == "passwordInAddress")
            #expect("\(refusal?.reason ?? "")".contains("secret") == false)
        }
    }

    @Test("a server over the network is asked for its certificate unless the address says otherwise")
    func encryption() throws {
        func mode(_ text: String) throws -> String? {
            try PostgresAddress(text).options(for: .writing).first { $0.keyword == "sslmode" }?.value
        }
        #expect(try mode("postgresql://db.example.jp/r") == "verify-full")
        #expect(try mode("postgresql://127.0.0.1,db.example.jp/r") == "verify-full")
        #expect(try mode("postgresql://db.example.jp/r?sslmode=require") == "require")
        #expect(try mode("postgresql://127.example.com/r") == "verify-full")
        #expect(try mode("postgresql:///r?service=elsewhere") == "verify-full")
        #expect(try mode("postgresql://127.0.0.1/r") == nil)
        #expect(try mode("postgresql:///r?host=/run/postgresql") == nil)
    }

    @Test("hosts keep their ports when their order changes")
    func hosts() throws {
        let address = try PostgresAddress("postgresql://a:1,b:2,c:3/r")
        var orders: Set<String> = []
        for _ in 0..<200 {
            let options = Dictionary(
                uniqueKeysWithValues: address.options(for: .writing).map { ($0.keyword, $0.value) }
            )
            let hosts = (options["host"] ?? "").split(separator: ",")
            let ports = (options["port"] ?? "").split(separator: ",")
            for (host, port) in zip(hosts, ports) { #expect(["a": "1", "b": "2", "c": "3"][host] == port) }
            orders.insert(options["host"] ?? "")
        }
        #expect(orders.count == 6)
    }

    @Test("each way in which a database will not do has its own sentence")
    func unusable() async throws {
        func code(_ text: String) async -> String? {
            do {
                try await PostgresEngine.open(PostgresAddress(text)).close()
                return nil
            } catch let refusal as Refusal {
                return refusal.code
            } catch {
                return "\(error)"
            }
        }
        let cluster = try #require(TestEngines.cluster)
        #expect(await code("postgresql://127.0.0.1:1/x") == "storeUnreachable")
        #expect(await code(cluster.replacing("/postgres", with: "/nobodys")) == "storeUnreachable")
        let address = try await TestEngines.freshAddress()
        let engine = try await PostgresEngine.open(address, readers: 1)
        _ = try await engine.write { try $0.run(Statement("CREATE TABLE other (a BIGINT)"), []) }
        #expect(await code(address.text) == "wrongDatabase")
        let fresh = try await TestEngines.freshAddress()
        let readOnly = fresh.text + "%20-c%20default_transaction_read_only%3Don"
        #expect(await code(readOnly) == "storeReadOnly")
    }

    /// Ends the session in the middle of its next COMMIT, once.
    private func loseNextCommit(_ engine: PostgresEngine) async throws {
        let parts = [
            "CREATE SEQUENCE once",
            """
            CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('once') = 1 THEN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                    PERFORM pg_sleep(5);
                END IF;
                RETURN NULL;
            END $$
            """,
            """
            CREATE CONSTRAINT TRIGGER lose AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION lose()
            """,
        ]
        try await engine.write { db in for part in parts { try db.run(Statement(part), []) } }
    }

    @Test("a COMMIT without an answer is tried again where the request has a key, and recorded once")
    func lostCommitWithKey() async throws {
        let engine = try await TestEngines.freshPostgres()
        let store = try await RegistryStore.sample(engine)
        try await loseNextCommit(engine)
        let made = try await store.issue(nil, key: "k")
        #expect(try await store.issue(nil, key: "k").code == made.code)
        #expect(try await store.list(after: 0, limit: 9).map(\.code) == [made.code])
        #expect(try await store.head().revision == 2)
    }

    @Test("without a key the caller is told that it is not known")
    func lostCommitWithoutKey() async throws {
        let engine = try await TestEngines.freshPostgres()
        let store = try await RegistryStore.sample(engine)
        try await loseNextCommit(engine)
        await #expect { try await store.issue(nil) } throws: { ($0 as? EngineFault)?.kind == .uncertain }
        // This time it was not; the session after it is a new one.
        #expect(try await store.list(after: 0, limit: 9).isEmpty)
        try await store.issue(nil)
        #expect(try await store.head().revision == 2)
    }
}
