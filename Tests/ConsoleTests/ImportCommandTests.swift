import Foundation
import TestSupport
import Testing

@Suite("a list is imported by the command line")
struct ImportCommandTests {
    static let sample = Repository.root + "/Data/Import/Samples/ipa-list-2026-09-15.csv"

    @Test("the last line counts what was read, and the same list again changes nothing")
    func twice() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let arguments = ["import", Self.sample, "--profile", "ipa-list", "--json"] + ProgramStore.at
            let dry = try await store.json(arguments + ["--dry-run"])
            #expect(dry["dryRun"]?.flag == true)
            #expect(try await store.run(["list", "--json"]).lines.isEmpty)
            let first = try await store.json(arguments)
            for name in ["rows", "registrations", "models", "skipped", "conflicts", "unchanged"] {
                #expect(first[name]?.integer != nil, "\(name)")
            }
            #expect(first["unchanged"]?.integer == 0)
            #expect(first["added"] == first["registrations"])
            #expect(dry["added"] == first["added"])
            let listed = try await store.run(["list", "--json"] + ProgramStore.at)
            #expect(listed.lines.count == first["registrations"]?.integer)
            let before = try await store.dump()
            let again = try await store.json(arguments)
            #expect(again["unchanged"] == first["registrations"])
            #expect(again["revision"] == .null)
            #expect(try await store.dump() == before)
            #expect(try await store.run(["check"]).status == 0)
        }
    }

    @Test("a report names every skipped row and remark; one that cannot be written refuses before anything is recorded")
    func report() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let arguments = ["import", Self.sample, "--profile", "ipa-list", "--json"] + ProgramStore.at
            let before = try await store.dump()
            for bad in [store.folder + "/no/such/report.json", store.folder] {
                let refused = try await store.run(arguments + ["--report", bad])
                #expect(refused.status == 1)
                #expect(refused.messages.contains("--report"), "\(refused.messages)")
                #expect(try await store.dump() == before, "\(bad)")
            }
            let file = store.folder + "/report.json"
            let outcome = try await store.run(arguments + ["--report", file])
            #expect(outcome.status == 0, "\(outcome.messages)")
            let report = try JSONTree(try Data(contentsOf: URL(fileURLWithPath: file)))
            let counts = try outcome.json
            #expect(report["skippedRows"]?.list?.count == counts["skipped"]?.integer)
            #expect(report["conflictingNumbers"]?.list?.count == counts["conflicts"]?.integer)
            #expect(report["remarks"]?.list?.count == counts["remarked"]?.integer)
            #expect(report["edition"]?["day"]?.text == "2026-09-15")
            for remark in report["skippedRows"]?.list ?? [] {
                #expect((remark["row"]?.integer ?? 0) > 1)
                #expect(remark["reason"]?.text?.isEmpty == false)
            }
        }
    }

    @Test("an import that fails leaves the store as it was, with one sentence why")
    func failures() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let good = try String(contentsOfFile: Self.sample, encoding: .utf8)
            _ = try await store.json(["import", Self.sample, "--profile", "ipa-list", "--json"] + ProgramStore.at)
            let before = try #require(try await store.dump(), "python3 with sqlite3 is not installed")
            let header = good.split(separator: "\r\n").first.map(String.init) ?? good.components(separatedBy: "\n")[0]
            let files: [(String, [UInt8])] = [
                ("list-2026-10-01.csv", []), ("list-2026-10-02.csv", Array("a,b,c\n1,2,3\n".utf8)),
                ("list-2026-10-03.csv", Array(header.utf8)), ("list.csv", Array(good.utf8)),
                ("list-2026-09-14.csv", Array(good.utf8)), ("list-2026-02-30.csv", Array(good.utf8)),
                ("list-2026-10-04.csv", Array(good.utf8) + [0xFF, 0xFE, 0x0A]),
                ("list-2026-10-05.csv", Array(good.utf8) + Array("\"open".utf8)),
                ("list-2026-10-06.csv", [0, 1, 2, 3]),
            ]
            for (name, bytes) in files {
                let file = store.folder + "/" + name
                try Data(bytes).write(to: URL(fileURLWithPath: file))
                let outcome = try await store.run(
                    ["import", file, "--profile", "ipa-list", "--json"] + ProgramStore.at
                )
                #expect(outcome.status == 1, "\(name) gave \(outcome.status): \(outcome.messages)")
                #expect(outcome.output.isEmpty, "\(name)")
                #expect(outcome.messages.contains("hoshifuda: "), "\(name)")
                #expect(try await store.dump() == before, "\(name)")
            }
            let folder = try await store.run(["import", store.folder, "--profile", "ipa-list"] + ProgramStore.at)
            #expect(folder.status == 1, "\(folder.messages)")
            let none = try await store.run(
                ["import", store.folder + "/none.csv", "--profile", "ipa-list"] + ProgramStore.at
            )
            #expect(none.status == 1)
            #expect(try await store.dump() == before)
        }
    }

    @Test("an unknown profile lists the names there are; a broken one names file and line")
    func profiles() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let unknown = try await store.run(["import", Self.sample, "--profile", "ipa"] + ProgramStore.at)
            #expect(unknown.status == 1)
            #expect(unknown.messages.contains("ipa-list") && unknown.messages.contains("matter"), "\(unknown.messages)")
            for text in ["name: [", "name: x\ncolumns: 3\n", "", "- a\n", "name: \"x\"\nsurprise: true\n"] {
                let file = try store.write("broken.yaml", text)
                let broken = try await store.run(["import", Self.sample, "--profile", file] + ProgramStore.at)
                #expect(broken.status == 1, "\(text)")
                #expect(broken.messages.contains("broken.yaml"), "\(broken.messages)")
            }
            let missing = try await store.run(
                ["import", Self.sample, "--profile", store.folder + "/no.yaml"] + ProgramStore.at
            )
            #expect(missing.status == 1)
        }
    }

    static let ledger = Repository.root + "/../shared/data/matter-products-2026-08-22.csv"

    @Test(
        "the public ledger gives the counts that were agreed, and the same ones again",
        .enabled(if: FileManager.default.fileExists(atPath: ledger), "the ledger is not beside this repository")
    )
    func ledgerCounts() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let arguments = ["import", Self.ledger, "--profile", "matter", "--json"] + ProgramStore.at
            let first = try await store.json(arguments)
            #expect(first["rows"]?.integer == 4959)
            #expect(first["skipped"]?.integer == 837)
            #expect(first["registrations"]?.integer == 4079)
            #expect(first["models"]?.integer == 4115)
            let again = try await store.json(arguments)
            #expect(again["unchanged"]?.integer == 4079)
            #expect(again["added"]?.integer == 0)
            #expect(again["changed"]?.integer == 0)
            #expect(again["absent"]?.integer == 0)
            let lines = try await store.run(["list", "--json"] + ProgramStore.at).lines
            #expect(lines.count == 4079)
            let codes = Set(try lines.compactMap { try JSONTree($0)["code"]?.text })
            #expect(codes.count == 4079)
        }
    }
}
