import Foundation
import TestSupport
import Testing

@Suite("a registry can be copied while it runs and put back")
struct BackupTests {
    @Test("a backup restored answers the same, codes and all")
    func roundTrip() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            for number in ["B-1", "B-2"] { try await store.issue(number, ProgramStore.at) }
            let file = store.folder + "/copy.sqlite"
            let copied = try await store.json(["backup", file, "--json"])
            #expect(copied["revision"]?.integer == 3)
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try await store.run(["backup", file]).status == 1)
            let other = store.folder + "/other"
            let restored = try await Program.run(["restore", file, "--store", other, "--json"] + ProgramStore.at)
            #expect(restored.status == 0, "\(restored.messages)")
            #expect(try JSONTree(restored.output)["revision"]?.integer == 3)
            let before = try await store.run(["list", "--json", "--on", "2027-06-01"]).output
            let after = try await Program.run(["list", "--json", "--on", "2027-06-01", "--store", other]).output
            #expect(before == after)
            #expect(try await Program.run(["check", "--store", other]).status == 0)
            let over = try await Program.run(["restore", file, "--store", other])
            #expect(over.status == 1)
        }
    }

    @Test("a backup taken while the portal serves is whole")
    func whileServing() async throws {
        try await ProgramStore.with { store in
            _ = try await store.serving { _, _ in
                try await store.issue("B-1")
                let file = store.folder + "/copy.sqlite"
                #expect(try await store.run(["backup", file]).status == 0)
                let other = store.folder + "/other"
                #expect(try await Program.run(["restore", file, "--store", other]).status == 0)
                #expect(try await Program.run(["label", "show", "B-1", "--store", other]).status == 0)
            }
        }
    }

    @Test("a damaged or foreign file is refused with one sentence, and makes no store")
    func damaged() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            for index in 1...20 { try await store.issue("B-\(index)", ProgramStore.at) }
            let good = store.folder + "/good.sqlite"
            #expect(try await store.run(["backup", good]).status == 0)
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: good)))
            var scrambled = bytes
            for at in stride(from: 4096, to: bytes.count, by: 97) { scrambled[at] ^= 0x5A }
            var files = [
                "empty": [], "text": Array("not a database".utf8), "half": Array(bytes.prefix(bytes.count / 2)),
                "scrambled": scrambled, "header": Array(bytes.prefix(100)),
            ]
            if let foreign = try await foreignDatabase(store) { files["foreign"] = foreign }
            for (name, content) in files.sorted(by: { $0.key < $1.key }) {
                let file = store.folder + "/\(name).sqlite"
                try Data(content).write(to: URL(fileURLWithPath: file))
                let target = store.folder + "/from-\(name)"
                let outcome = try await Program.run(["restore", file, "--store", target] + ProgramStore.at)
                #expect(
                    outcome.status == 1 || outcome.status == 69,
                    "\(name) gave \(outcome.status) \(outcome.messages)"
                )
                #expect(outcome.messages.split(separator: "\n").count == 1, "\(name): \(outcome.messages)")
                #expect(outcome.output.isEmpty, "\(name)")
                #expect(!FileManager.default.fileExists(atPath: target + "/registry.sqlite"), "\(name) made a store")
                #expect(Array(try Data(contentsOf: URL(fileURLWithPath: file))) == content, "\(name) was changed")
            }
        }
    }

    private func foreignDatabase(_ store: ProgramStore) async throws -> [UInt8]? {
        let file = store.folder + "/made.sqlite"
        let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('create table t(a)'); c.commit()"
        guard try await Program.tool("/usr/bin/env", ["python3", "-c", script, file])?.status == 0 else { return nil }
        return Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    }

    @Test("check tells of a store that was tampered with, and exits with 1")
    func tampered() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            try await store.issue("B-1", ProgramStore.at)
            #expect(try await store.json(["check", "--json"])["faults"]?.list?.isEmpty == true)
            let script = """
                import sqlite3,sys
                c=sqlite3.connect(sys.argv[1]); c.execute("update card set body = zeroblob(length(body))"); c.commit()
                """
            let tool = try await Program.tool(
                "/usr/bin/env",
                ["python3", "-c", script, store.path + "/registry.sqlite"]
            )
            guard tool?.status == 0 else { return }
            let check = try await store.run(["check", "--json"])
            #expect(check.status == 1, "\(check.messages)")
            let faults = try check.json["faults"]?.list
            #expect(faults?.isEmpty == false)
        }
    }
}
