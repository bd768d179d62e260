import Foundation
import Portal
import Registry
import Store
import TestSupport
import Testing

@testable import Console

@Suite("the program serves a store and works on it meanwhile")
struct ServeCommandTests {
    @Test("verbs reach the running portal, the page follows at once, and SIGTERM ends it with 0")
    func workWhileServing() async throws {
        try await ProgramStore.with { store in
            let (_, outcome) = try await store.serving { _, client in
                let issued = try await store.issue("S-1")
                #expect(issued.status == 0, "\(issued.messages)")
                let code = try #require(try issued.json["code"]?.text)
                for _ in 1...2 { #expect(try await client.get("/\(code)?lang=en").text.contains("This label holds")) }
                let revoked = try await store.run(["label", "revoke", "S-1", "--json"] + ProgramStore.alone)
                #expect(revoked.status == 0, "\(revoked.messages)")
                #expect(try await client.get("/\(code)?lang=en").text.contains("Revoked"))
                let again = try await store.run(["label", "revoke", "S-1"] + ProgramStore.alone)
                #expect(again.status == 1)
                #expect(again.messages.hasPrefix("hoshifuda: "))
                #expect(try await store.run(["list", "--json"]).lines.count == 1)
                #expect(try await store.run(["check"]).status == 0)
                #expect(try await store.run(["label", "show", "S-1", "--json"]).status == 0)
                let stated = try await store.run(["label", "reinstate", "S-1"] + ProgramStore.at + ProgramStore.alone)
                #expect(stated.status == 1)
                try await self.importAndDoubt(store, client)
            }
            #expect(outcome.status == 0, "\(outcome.messages)")
            #expect(!FileManager.default.fileExists(atPath: store.path + "/office.sock"))
            #expect(try await store.run(["check"]).status == 0)
        }
    }

    private func importAndDoubt(_ store: ProgramStore, _ client: WireClient) async throws {
        let imported = try await store.run(["import", ImportCommandTests.sample, "--profile", "ipa-list", "--json"])
        #expect(imported.status == 0, "\(imported.messages)")
        let counts = try imported.json
        for name in ["rows", "registrations", "models", "skipped", "conflicts", "unchanged"] {
            #expect(counts[name]?.integer != nil, "\(name)")
        }
        #expect(try await client.get("/labels/X-JCS-2025-0001").status == 200)
        let form = "number=S-1&kind=other&text=odd&key=k"
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        #expect(try await client.ask("POST", "/doubt", type, body: Array(form.utf8)).status == 200)
        let doubts = try await store.run(["doubts", "--json"])
        #expect(try JSONTree(doubts.output)["text"]?.text == "odd")
        #expect(try await store.run(["doubts", "close", "D-1", "--json"]).output == "{\"closed\":1}\n")
        #expect(try await store.run(["doubts", "--json"]).output.isEmpty)
        #expect(try await store.run(["doubts", "--json", "--state", "closed"]).lines.count == 1)
    }

    @Test("a second portal on one store is refused with 69, and so are init, sample and restore over it")
    func oneWriter() async throws {
        try await ProgramStore.with(["--sample-scheme"]) { store in
            _ = try await store.serving { _, client in
                let second = try await store.run(["serve", "--port", "0"])
                #expect(second.status == 69, "\(second.messages)")
                #expect(try await store.run(["sample"]).status == 69)
                #expect(try await store.run(["init"]).status == 1)
                #expect(try await client.get("/healthz").status == 200)
                // The first one's office still answers: the second has not taken its socket away.
                #expect(try await store.issue("S-2").status == 0)
            }
        }
    }

    @Test("two hosts on one port: the second says so in a sentence")
    func portTaken() async throws {
        try await ProgramStore.with { first in
            _ = try await first.serving { _, client in
                try await ProgramStore.with { second in
                    let outcome = try await second.run(["serve", "--port", "\(client.port)"])
                    #expect(outcome.status == 1 || outcome.status == 69, "\(outcome.status) \(outcome.messages)")
                    #expect(outcome.messages.contains("\(client.port)"), "\(outcome.messages)")
                    #expect(!outcome.output.contains("Serving"))
                }
            }
        }
    }

    @Test("a store left behind by a killed portal is served again, its stale socket in the way of nobody")
    func staleSocket() async throws {
        try await ProgramStore.with { store in
            let program = try Program.start(["serve", "--port", "0", "--store", store.path])
            _ = try await ProgramStore.port(of: program)
            program.signal(SIGKILL)
            #expect(await program.end().status == 128 + 9)
            #expect(try await store.issue("S-1").status == 0)
            let (_, outcome) = try await store.serving { _, client in
                let issued = try await store.issue("S-2")
                #expect(issued.status == 0)
                #expect(try await client.get("/labels/S-1").status == 200)
            }
            #expect(outcome.status == 0)
        }
    }

    @Test("what was acknowledged is there after kill -9 in the middle of a burst")
    func killed() async throws {
        try await ProgramStore.with { store in
            let program = try Program.start(["serve", "--port", "0", "--no-access-log", "--store", store.path])
            _ = try await ProgramStore.port(of: program)
            let socket = OfficeSocket(path: StoreFolder(store.path).socket)
            let kept = await withTaskGroup(of: [String].self) { tasks in
                for worker in 0..<6 {
                    tasks.addTask {
                        var acknowledged: [String] = []
                        while acknowledged.count < 500 {
                            let wire = Self.order("W\(worker)-\(acknowledged.count)")
                            do {
                                _ = try await socket.post("/verbs/label", wire)
                            } catch let refusal as Refusal where refusal.kind != .conflict {
                                Issue.record(refusal)
                                break
                            } catch {
                                break
                            }
                            acknowledged.append(wire.reference ?? "")
                            if worker == 0, acknowledged.count == 12 { program.signal(SIGKILL) }
                        }
                        return acknowledged
                    }
                }
                return await tasks.reduce(into: []) { $0 += $1 }
            }
            // Where the first worker was refused nothing has ended it yet.
            program.signal(SIGKILL)
            #expect(await program.end().status == 128 + 9)
            #expect(kept.count >= 12)
            let lines = try await store.run(["list", "--json"]).lines
            let found = Set(try lines.compactMap { try JSONTree($0)["registrationNumber"]?.text })
            #expect(found.isSuperset(of: kept), "lost: \(Set(kept).subtracting(found))")
            #expect(found.count <= kept.count + 6)
            let check = try await store.run(["check"])
            #expect(check.status == 0, "\(check.output)")
        }
    }

    private static func order(_ number: String) -> OrderWire {
        var wire = OrderWire(verb: "issue", reference: number, actor: "tester")
        wire.breakGlass = "A test has one person"
        wire.filing = FilingWire(
            level: "STAR-1",
            manufacturer: ManufacturerWire(nameEn: "Example Works"),
            product: ProductWire(nameEn: "Camera"),
            models: [ModelWire("M-\(number)")]
        )
        return wire
    }

    @Test("a line printed by a command is on record, whatever kills the next one")
    func killedCommands() async throws {
        try await ProgramStore.with { store in
            var printed: [String] = []
            for index in 0..<6 {
                let program = try Program.start(
                    [
                        "label", "issue", "--number", "K-\(index)", "--level", "STAR-1", "--maker-en", "x",
                        "--product-en",
                        "y",
                        "--model", "z", "--json", "--store", store.path,
                    ] + ProgramStore.alone
                )
                if index % 2 == 1 {
                    // Any moment will do: as soon as its folder shows a write-ahead log, or when it is over.
                    while program.isRunning,
                        !FileManager.default.fileExists(atPath: store.path + "/registry.sqlite-wal")
                    {}
                    program.signal(SIGKILL)
                }
                if await program.end().output.contains("\n") { printed.append("K-\(index)") }
            }
            #expect(printed.count >= 3)
            let lines = try await store.run(["list", "--json"]).lines
            let found = Set(try lines.compactMap { try JSONTree($0)["registrationNumber"]?.text })
            #expect(found.isSuperset(of: printed))
            #expect(try await store.run(["check"]).status == 0)
        }
    }

    @Test("metrics answer on their own port when one is set by the environment or a flag")
    func settings() async throws {
        try await ProgramStore.with { store in
            let (_, outcome) = try await store.serving(
                ["--public-host", "other.example.jp"],
                environment: ["HTTP_ACCESS_LOG": "false", "HTTP_BEHIND_TLS": "true"]
            ) { _, client in
                try await store.issue("S-1")
                let json = try JSONTree(try await client.get("/api/v1/labels/S-1").body)
                #expect(json["links"]?["page"]?.text?.hasPrefix("https://other.example.jp/") == true)
                #expect(try await client.get("/")["Strict-Transport-Security"] != nil)
            }
            #expect(!outcome.messages.contains("\"path\""))
            for (key, value) in [
                ("HTTP_PORT", "70000"), ("CACHE_MEGABYTES", "0"), ("DOUBTS_PER_HOUR", "-1"),
                ("HTTP_PUBLIC_HOST", "a b"),
                ("HTTP_METRICS_PORT", "99999"),
            ] {
                let refused = try await store.run(["serve"], environment: [key: value])
                #expect(refused.status == 1, "\(key)")
                #expect(refused.messages.split(separator: "\n").count == 1, "\(refused.messages)")
            }
        }
    }

    @Test("a folder whose path is too long for a socket is refused in a sentence")
    func longPath() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/" + String(repeating: "long", count: 30)
            #expect(try await Program.run(["init", "--store", path]).status == 0)
            let outcome = try await Program.run(["serve", "--port", "0", "--store", path])
            #expect(outcome.status == 1)
            #expect(outcome.messages.contains("too long"), "\(outcome.messages)")
        }
    }
}
