import Foundation
import TestSupport
import Testing

@testable import Console

@Suite("the program says by its exit code how it went")
struct ExitCodeTests {
    @Test("a refusal is 1, with one sentence on standard error and nothing on standard output")
    func refusals() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            try await store.issue("A-1", ProgramStore.at)
            let before = try await store.dump()
            let alone = ProgramStore.at + ProgramStore.alone
            let named = ["--level", "STAR-1", "--maker-en", "x", "--product-en", "y", "--model", "z"]
            let table: [[String]] = [
                ["label", "show", "NO-SUCH"], ["label", "history", "NO-SUCH"],
                ["label", "show", "A-1", "--on", "2027-02-30"],
                ["label", "revoke", "NO-SUCH"] + alone,
                ["label", "revoke", "A-1", "--at", "yesterday"] + ProgramStore.alone,
                ["label", "revoke", "A-1", "--on", "2030-01-01"] + alone,
                ["label", "extend", "A-1", "--until", "2099-01-01"] + alone,
                ["label", "reinstate", "A-1"] + alone, ["label", "correct", "A-1"] + alone,
                ["label", "correct", "A-1", "--file", store.folder + "/none.json"] + alone,
                ["label", "change-models", "A-1"] + ProgramStore.at, ["doubts", "close", "7"] + ProgramStore.at,
                ["doubts", "close", "x"] + ProgramStore.at,
                ["account", "erase", "7", "--reason", "asked"] + ProgramStore.at,
                ["account", "erase", "no address", "--reason", "asked"] + ProgramStore.at,
                ["doubts", "--state", "lost"], ["init"] + ProgramStore.at,
                ["letters", "--state", "lost"], ["letters", "replay", "7"] + ProgramStore.at,
                ["notices", "--until", "2027-02-30"], ["notices", "--until", "2020-01-01"] + ProgramStore.at,
                ["notices", "list", "--state", "lost"], ["notices", "list", "--number", "NO-SUCH"],
                ["list", "--on", "x"], ["backup", store.path + "/registry.sqlite"], ["backup", "/no/such/folder/file"],
                ["label", "issue", "--level", "STAR-9", "--maker-en", "x", "--product-en", "y", "--model", "z"]
                    + ProgramStore.alone,
                ["label", "issue", "--level", "STAR-4", "--maker-en", "x", "--product-en", "y", "--model", "z"]
                    + ["--at", "2026-01-01T00:00:00Z"] + ProgramStore.alone,
                ["label", "issue", "--number", "A-1"] + named + alone,
                ["label", "issue"] + ProgramStore.alone,
                ["restore", store.folder + "/none.sqlite"] + ProgramStore.at,
                ["application", "show", "A-1"], ["application", "history", "#7"],
                ["application", "list", "--state", "x"],
                ["application", "list", "--kind", "x"], ["application", "list", "--older-than=-1"],
                ["invoice", "show", "INV-2027-000001"],
                ["invoice", "pdf", "INV-2027-000001", "--out", store.folder + "/none.pdf"],
                ["invoice", "paid", "INV-2027-000001", "--on", "2027-05-20", "--reference", "x"]
                    + ["--by", "nobody@example.jp"] + ProgramStore.at,
                ["drill-letters", "--count", "2000000"], ["drill-letters", "--also", "nobody"],
                ["drill-post", "--port", "0"], ["drill-post", "--port", "25", "--security", "some"],
            ]
            for arguments in table {
                let outcome = try await store.run(arguments)
                #expect(outcome.status == 1, "\(arguments) gave \(outcome.status): \(outcome.messages)")
                #expect(outcome.output.isEmpty, "\(arguments)")
                #expect(outcome.messages.hasPrefix("hoshifuda: "), "\(arguments)")
                #expect(outcome.messages.split(separator: "\n").count == 1, "\(arguments) \(outcome.messages)")
            }
            #expect(try await store.dump() == before)
        }
    }

    @Test("a command line that cannot be read is 64")
    func usage() async throws {
        for arguments in [
            ["lable"], ["list"], ["list", "--store"], ["list", "--store", "x", "--jsn"],
            ["label", "show", "--store", "x"],
            ["serve", "--store", "x", "--port", "many"], ["import", "--store", "x"],
        ] {
            let outcome = try await Program.run(arguments)
            #expect(outcome.status == 64, "\(arguments)")
            #expect(!outcome.messages.isEmpty)
        }
    }

    @Test("no store to speak of is 69, and no folder is made for it")
    func noStore() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/nothing"
            for arguments in [
                ["list"], ["check"], ["serve", "--port", "0"], ["label", "show", "x"], ["label", "revoke", "x"],
                ["doubts"], ["letters"], ["notices"], ["watches"], ["letters", "replay", "1"],
                ["backup", folder + "/b"], ["sample"], ["drill-letters"], ["drill-post", "--port", "25"],
            ] {
                let outcome = try await Program.run(arguments + ["--store", path])
                #expect(outcome.status == 69, "\(arguments) gave \(outcome.status): \(outcome.messages)")
                #expect(outcome.messages.contains("hoshifuda init"), "\(arguments)")
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try Data("no database at all".utf8).write(to: URL(fileURLWithPath: path + "/registry.sqlite"))
            let broken = try await Program.run(["list", "--store", path])
            #expect(broken.status == 69, "\(broken.messages)")
        }
    }

    @Test("a broken scheme file stops the program with file, line and reason")
    func brokenScheme() async throws {
        try await TemporaryDirectory.with { folder in
            let scheme = folder + "/Scheme"
            try FileManager.default.copyItem(atPath: Repository.root + "/Data/Scheme", toPath: scheme)
            let file = URL(fileURLWithPath: scheme + "/levels.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(text.replacing("assurance: selfDeclared", with: "assurance: guessed").utf8).write(to: file)
            let outcome = try await Program.run(["init", "--store", folder + "/store", "--scheme", scheme])
            #expect(outcome.status == 1)
            #expect(outcome.messages.contains("levels.yaml:"), "\(outcome.messages)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/store/registry.sqlite"))
        }
    }

    @Test("every command's help exits with 0, and every command that does something shows an example")
    func help() async throws {
        var leaves: Set<[String]> = []
        func walk(_ path: [String]) async throws {
            let outcome = try await Program.run(path + ["--help"])
            #expect(outcome.status == 0, "\(path)")
            #expect(outcome.messages.isEmpty, "\(path)")
            let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else {
                leaves.insert(path)
                #expect(outcome.output.contains("Example"), "\(path) shows no example")
                #expect(outcome.output.contains("hoshifuda " + path.joined(separator: " ")), "\(path)")
                return
            }
            for line in lines[(start + 1)...] {
                guard line.hasPrefix("  "), !line.hasPrefix("   "), let name = line.split(separator: " ").first else {
                    if line.isEmpty { break }
                    continue
                }
                try await walk(path + [String(name)])
            }
        }
        try await walk([])
        #expect(leaves.count >= 25, "\(leaves.count)")
        #expect(
            leaves.contains(["label", "issue"]) && leaves.contains(["serve"]) && leaves.contains(["doubts", "close"])
                && leaves.isSuperset(of: [["application", "list"], ["invoice", "paid"]])
        )
        #expect(try await Program.run(["--version"]).output == HoshifudaVersion.text + "\n")
    }

    @Test("the data is found from any folder")
    func anyFolder() async throws {
        try await TemporaryDirectory.with { folder in
            let outcome = try await Program.run(["init", "--store", "store", "--json"], in: folder)
            #expect(outcome.status == 0, "\(outcome.messages)")
            #expect(FileManager.default.fileExists(atPath: folder + "/store/registry.sqlite"))
            let json = try outcome.json
            #expect(json["publicHost"]?.text == "localhost")
        }
    }
}
