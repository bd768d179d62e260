import TestSupport
import Testing

@Suite("the rooms keep to their floors")
struct RoomTests {
    /// A room may use rooms of lower floors only.
    static let floors: [String: Int] = [
        "Registry": 1, "Store": 2, "Intake": 2, "Artwork": 2, "Exports": 2, "Access": 2, "Notices": 2, "Portal": 3,
        "Console": 4,
        "hoshifuda": 5,
        "CQRencode": 0, "CCairo": 0, "CXLSXWriter": 0, "CZlib": 0, "CZip": 0, "CCurl": 0,
    ]

    /// Modules of the standard library, which the table sets aside.
    static let standard: Set = ["Swift", "Synchronization"]

    /// The table of `Docs/architecture.md`: room, and what it may import.
    private func table() throws -> [String: Set<String>] {
        let lines = try Repository.text("Docs/architecture.md").split(separator: "\n", omittingEmptySubsequences: false)
        let head = try #require(lines.firstIndex { $0.hasPrefix("| room | may import |") })
        var table: [String: Set<String>] = [:]
        for line in lines[(head + 2)...] {
            guard line.hasPrefix("|") else { break }
            let cells = line.split(separator: "|").map { String($0).filter { $0 != " " && $0 != "`" } }
            table[cells[0]] = Set(cells[1].split(separator: ",").map(String.init))
        }
        return table
    }

    @Test("each room imports what the table of the architecture allows, and the table allows nothing that no file uses")
    func imports() throws {
        let table = try table()
        var used: [String: Set<String>] = [:]
        for source in try SourceText.all() where !source.path.hasSuffix(".h") {
            used[source.room, default: []].formUnion(source.imports)
            let extra = source.imports.subtracting(table[source.room] ?? []).subtracting(Self.standard)
            #expect(extra.isEmpty, "\(source.path) imports \(extra.sorted())")
        }
        for (room, allowed) in table {
            #expect(allowed.subtracting(used[room] ?? []).isEmpty, "the table allows \(room) more than it uses")
        }
        #expect(Set(table.keys) == Set(used.keys))
    }

    @Test("no room imports a room of its own floor or above")
    func floorsHold() throws {
        for source in try SourceText.all() {
            let own = try #require(Self.floors[source.room], "\(source.room) has no floor")
            for module in source.imports {
                if let floor = Self.floors[module] { #expect(floor < own, "\(source.path) imports \(module)") }
            }
        }
    }

    @Test("only the store speaks SQL and knows the engine")
    func sql() throws {
        let words = [
            "SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE ", "CREATE TABLE", "PRAGMA ", "ORDER BY", "import GRDB",
        ]
        for source in try SourceText.all() where source.room != "Store" {
            for (number, line) in source.code {
                for word in words { #expect(!line.contains(word), "\(source.path):\(number)") }
            }
        }
    }
}
