import Foundation
import TestSupport
import Testing

@testable import Console

@Suite("a list leaves by the command line as it leaves by the portal")
struct ExportCommandTests {
    static let formats = ["csv", "excel.csv", "json", "ndjson", "xlsx", "sqlite"]

    private func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    }

    private func names(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    @Test("each form has the bytes of the running portal's own file, to a file and to standard output")
    func same() async throws {
        try await ProgramStore.with { store in
            _ = try await store.serving { _, client in
                for number in ["E-1", "E-2", "E-3"] { #expect(try await store.issue(number).status == 0) }
                #expect(try await store.run(["label", "withdraw", "E-2"] + ProgramStore.alone).status == 0)
                let known = try await client.get("/readyz").text.split(separator: " ").last ?? ""
                let revision = known.trimmingCharacters(in: .whitespacesAndNewlines)
                let queries = [
                    "knownAt=\(revision)", "knownAt=\(revision)&standing=valid&sort=-level,registered&q=Door",
                    "knownAt=\(revision)&coveredThrough=2099-01-01&coverage=gapFrom,unknownAfter",
                ]
                // The data's own synonyms are at hand: カメラ is camera.
                let found = try await store.run(
                    ["export", "--to", "-", "--format", "ndjson", "--query", "q=%E3%82%AB%E3%83%A1%E3%83%A9"]
                )
                #expect(found.lines.count == 3, "\(found.messages)")
                for (index, query) in queries.enumerated() {
                    for format in Self.formats {
                        let served = try await client.get("/search.\(format)?\(query)")
                        #expect(served.status == 200)
                        let file = store.folder + "/list-\(index).\(format)"
                        let made = try await store.run(["export", "--to", file, "--query", query])
                        #expect(made.status == 0, "\(made.messages)")
                        #expect(bytes(file) == served.body, "\(format) \(query)")
                        guard !["xlsx", "sqlite"].contains(format) else { continue }
                        let piped = try await store.run(["export", "--to", "-", "--format", format, "--query", query])
                        #expect(piped.output == served.text, "\(format) \(query)")
                    }
                }
            }
            #expect(try names(store.folder).count == 1 + 3 * Self.formats.count)
        }
    }

    @Test("a file that is there stays unless it is to be replaced, and a failure leaves nothing behind")
    func existing() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            let file = try store.write("labels.csv", "mine")
            let before = try names(store.folder)
            let to = ["export", "--to", file]
            for arguments in [
                to, to + ["--force", "--query", "standing=good"], to + ["--force", "--query", "nope=1"],
                to + ["--force", "--format", "pdf"], ["export", "--to", store.folder, "--force"],
                ["export", "--to", store.folder + "/none/labels.csv"],
                ["export", "--to", store.folder + "/none/labels.xlsx"],
                ["export", "--to", store.folder + "/none/labels.sqlite"], to + ["--query", "limit=3"],
            ] {
                let outcome = try await store.run(arguments)
                #expect(outcome.status == 1, "\(arguments) \(outcome.status) \(outcome.messages)")
                #expect(outcome.messages.hasPrefix("hoshifuda: ") && outcome.output.isEmpty, "\(arguments)")
                #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
                #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
                #expect(try names(store.folder) == before, "\(arguments)")
            }
            #expect(try await store.run(to + ["--force"]).status == 0)
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix("\r\n"))
            #expect(try await Program.run(["export", "--to", file, "--force", "--store", file + "x"]).status == 69)
            #expect(try await store.run(["export"]).status == 64)
            #expect(try names(store.folder) == before)
        }
    }
}
