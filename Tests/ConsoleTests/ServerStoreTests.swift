import Foundation
import Store
import TestSupport
import Testing

@Suite(
    "the commands on a PostgreSQL server",
    .enabled(if: TestEngines.cluster != nil, "there is no PostgreSQL cluster")
)
struct ServerStoreTests {
    private func run(_ arguments: [String], _ store: String) async throws -> Program.Outcome {
        try await Program.run(arguments + ["--store", store])
    }

    @Test("a registry is made, filled, served twice, changed beside both, copied, backed up and restored")
    func life() async throws {
        let address = try await TestEngines.freshAddress().text
        let make = ["init", "--sample-scheme", "--operator", "Sample", "--public-host", "label.example.jp"]
        #expect(try await run(make, address).status == 0)
        let twice = try await run(make, address)
        #expect(twice.status == 1)
        #expect(twice.messages.contains("initialised already"))
        #expect(try await run(["sample"], address).status == 0)
        let listed = try await run(["list", "--json"], address).lines
        #expect(listed.count == 63)
        let code = try #require(
            try listed.map { try JSONTree($0) }.first { $0["standing"]?.text == "valid" }?["code"]?.text
        )
        let nodes = try (1...2).map { _ in try Program.start(["serve", "--port", "0", "--store", address]) }
        do {
            var clients: [WireClient] = []
            for node in nodes { clients.append(WireClient(port: try await ProgramStore.port(of: node))) }
            for client in clients {
                #expect(try await client.get("/\(code)?lang=en").text.contains("This label holds"))
            }
            let revoked = try await run(["label", "revoke", code, "--json"] + ProgramStore.alone, address)
            #expect(revoked.status == 0, "\(revoked.messages)")
            for client in clients {
                // Two seconds are promised; the loop asks until then and no longer than a test may take.
                var isSeen = false
                for _ in 0..<2_000 where !isSeen {
                    isSeen = try await client.get("/\(code)?lang=en").text.contains("Revoked")
                }
                #expect(isSeen)
            }
        }
        for node in nodes { node.signal(SIGTERM) }
        for node in nodes { #expect(await node.end().status == 0) }
        #expect(try await run(["check"], address).output.contains("sound"))
        try await copies(address)
    }

    private func copies(_ address: String) async throws {
        try await TemporaryDirectory.with { folder in
            let list = try await run(["list", "--json"], address).output
            let copied = try await Program.run(["copy", "--from", address, "--to", folder + "/copy", "--json"])
            #expect(copied.status == 0, "\(copied.messages)")
            #expect(copied.lines.count == RegistryCopy.tableCount)
            #expect(try await run(["list", "--json"], folder + "/copy").output == list)
            let backup = try await run(["backup", folder + "/backup.sqlite"], address)
            #expect(backup.status == 0, "\(backup.messages)")
            let restored = try await run(["restore", folder + "/backup.sqlite"], folder + "/restored")
            #expect(restored.status == 0, "\(restored.messages)")
            #expect(try await run(["list", "--json"], folder + "/restored").output == list)
            let other = try await TestEngines.freshAddress().text
            #expect(try await Program.run(["copy", "--from", folder + "/restored", "--to", other]).status == 0)
            #expect(try await run(["list", "--json"], other).output == list)
            #expect(try await Program.run(["copy", "--from", folder + "/restored", "--to", other]).status == 1)
            #expect(try await Program.run(["copy", "--from", other, "--to", other]).status == 1)
            #expect(try await run(["restore", folder + "/backup.sqlite"], other).status == 1)
        }
    }

    @Test("two people and their codes on a server, where nobody holds a lock")
    func twoPeople() async throws {
        let address = try await TestEngines.freshAddress().text
        let make = ["init", "--operator", "Sample", "--public-host", "label.example.jp"] + ProgramStore.at
        #expect(try await run(make, address).status == 0)
        let stage = try await OfficeStage.make(address, at: TestClock.t0)
        let issue = [
            "label", "issue", "--number", "P-1", "--level", "STAR-1", "--maker-en", "x", "--product-en", "y",
            "--category", "camera-surveillance", "--model", "z",
        ]
        #expect(try await run(issue + ProgramStore.at, address).messages.contains("two people"))
        #expect(try await run(issue + ProgramStore.at + ProgramStore.alone, address).status == 0)
        let typed = stage.typed(["first", "second"], at: TestClock.t0)
        let revoke = ["label", "revoke", "P-1", "--store", address] + OfficeStage.flags("first", "second")
        for status in [0, 1] as [Int32] {
            let outcome = try await Program.run(revoke + ProgramStore.at, input: typed)
            #expect(outcome.status == status, "\(outcome.messages)")
        }
        #expect(try await stage.acts("propose").count == 1)
        #expect(try await stage.acts("breakGlass").count == 1)
    }

    @Test("what will not do as a server has one sentence and an exit code of its own")
    func refused() async throws {
        let cluster = try #require(TestEngines.cluster)
        let fresh = try await TestEngines.freshAddress().text
        for (address, status) in [
            ("postgresql://127.0.0.1:1/x", 71), (fresh + "%20-c%20default_transaction_read_only%3Don", 72),
            (cluster.replacing("/postgres", with: "/nobodys"), 71), (fresh, 69),
            ("postgresql://u:hidden@127.0.0.1/x", 1), ("mysql://127.0.0.1/x", 1),
        ] as [(String, Int32)] {
            let outcome = try await run(["label", "withdraw", "X-1"], address)
            #expect(outcome.status == status, "\(address): \(outcome.messages)")
            #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
            #expect(!outcome.messages.contains("hidden"))
            #expect(outcome.output.isEmpty)
        }
    }
}
