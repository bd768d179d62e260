import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Docs/personal-data.md")
struct PersonalDataTests {
    /// Fields by table as the document lists them, and those that it lists twice.
    private static func listed() throws -> (fields: [String: Set<String>], twice: [String]) {
        var fields: [String: Set<String>] = [:]
        var twice: [String] = []
        func add(_ table: Substring, _ field: Substring) {
            if !fields[String(table), default: []].insert(String(field)).inserted { twice.append("\(table).\(field)") }
        }
        for line in try Repository.text("Docs/personal-data.md").split(separator: "\n") {
            if let row = line.firstMatch(of: #/^\| `([a-z_ ]+)\.([A-Za-z_]+)` \|/#) {
                add(row.1, row.2)
            } else if let row = line.firstMatch(of: #/^\| `([a-z_ ]+)` \| ([A-Za-z_, ]+) \|$/#) {
                for field in row.2.split(separator: ", ") { add(row.1, field) }
            }
        }
        return (fields, twice)
    }

    /// Every column of every table, and every part of the packed records that hold what people typed.
    private static func kept() async throws -> [String: Set<String>] {
        let store = try await RegistryStore.sample(SQLiteEngine.inMemory())
        var fields = try await store.engine.read { db in
            let tables = try db.all(
                Statement("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
            ) { $0.text(0) }.filter { !$0.hasPrefix("sqlite_") }
            var fields: [String: Set<String>] = [:]
            for table in tables {
                let columns = Statement("SELECT name FROM pragma_table_info('\(table)')")
                fields[table] = Set(try db.all(columns) { $0.text(0) })
            }
            return fields
        }
        let application = Application(
            id: 1,
            kind: .new,
            organisation: 1,
            draft: ApplicationDraft(),
            at: noon("2026-11-21")
        )
        fields["draft"] = Set(Mirror(reflecting: application.draft).children.compactMap(\.label))
        fields["application body"] = Set(Mirror(reflecting: application).children.compactMap(\.label))
        return fields
    }

    @Test("lists every column and every packed field once: as personal, or as not")
    func complete() async throws {
        let (listed, twice) = try Self.listed()
        let kept = try await Self.kept()
        #expect(kept.count > 40)
        #expect(twice == [])
        #expect(Set(listed.keys) == Set(kept.keys))
        for (table, fields) in kept {
            let known = listed[table] ?? []
            #expect(fields.subtracting(known).isEmpty, "say in the document what \(table) keeps of people")
            #expect(known.subtracting(fields).isEmpty, "\(table) has no such field")
        }
    }
}
