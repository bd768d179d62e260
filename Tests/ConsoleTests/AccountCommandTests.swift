import Foundation
import Registry
import Store
import TestSupport
import Testing

@testable import Console

@Suite("the first operator comes in by the command line")
struct AccountCommandTests {
    @Test("init prints a link that is good once; another can be printed, also beside a running portal")
    func firstOperator() async throws {
        try await TemporaryDirectory.with { folder in
            let store = folder + "/store"
            let made = try await Program.run(["init", "--store", store, "--json"])
            let link = try #require(try made.json["firstOperator"]?.text)
            #expect(link.hasPrefix("https://localhost/join/") && link.utf8.count == 23 + 43)
            let running = try Program.start(
                ["serve", "--store", store, "--port", "0", "--no-access-log"],
                environment: ["ACCESS_PASSWORD_COST": "15"]
            )
            defer { running.signal(SIGTERM) }
            let port = try await running.wait { output in
                output.split(separator: ":").last.flatMap { Int($0.split(separator: "\n").first ?? "") }
            }
            let client = WireClient(port: port)
            let path = String(link.dropFirst("https://localhost".utf8.count))
            #expect(try await client.get(path).status == 200)
            #expect(try await Program.run(["account", "list", "--store", store]).lines.isEmpty)
            let form = "name=Op&email=op%40example.jp&password=the+lamp+hums+near+the+old+stove"
            let headers = [
                "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
            ]
            let joined = try await client.ask("POST", path, headers, body: Array(form.utf8))
            #expect(joined.status == 303)
            #expect(try await client.get(path).status == 404)
            let listed = try await Program.run(["account", "list", "--store", store, "--json"])
            #expect(try listed.json["email"]?.text == "op@example.jp")
            #expect(!listed.output.contains("scrypt"))
            let again = try await Program.run(["account", "first-operator", "--store", store, "--json"])
            let second = try #require(try again.json["firstOperator"]?.text)
            #expect(second != link)
            #expect(try await client.get(String(second.dropFirst(17))).status == 200)
            running.signal(SIGTERM)
            let ended = await running.end()
            // Neither the log nor the messages hold a secret.
            for secret in [link, second, "stove"] { #expect(!ended.messages.contains(secret.suffix(40))) }
        }
    }

    @Test("personal data are erased by number or address, in the store's own process and beside a running portal")
    func erasing() async throws {
        try await ProgramStore.with { store in
            let now = Moment(milliseconds: SystemClock.now())
            try await OfficeStage.with(.folder(StoreFolder(store.path)), at: now) { registry in
                for name in ["one", "two", "boss"] {
                    _ = try await registry.makeAccount(
                        try MailAddress("\(name)@example.jp"),
                        organisation: name == "boss"
                            ? Organisation(side: .operator, nameJA: "", nameEN: "Operator")
                            : Organisation(side: .manufacturer, nameJA: "", nameEN: name),
                        roles: [name == "boss" ? .administrator : .manufacturerAdministrator],
                        password: "h",
                        at: now
                    )
                }
            }
            let first = try await store.json(["account", "erase", "1", "--reason", "asked by letter", "--json"])
            #expect(first["erased"]?.integer == 1)
            let again = try await store.run(["account", "erase", "1", "--reason", "asked"])
            #expect(again.status == 1 && again.messages.contains("erased already"))
            let named = try await store.run(["account", "erase", "2", "--reason", "two@example.jp asked"])
            #expect(named.status == 1 && named.messages.contains("must not hold"))
            let last = try await store.run(["account", "erase", "boss@example.jp", "--reason", "asked"])
            #expect(last.status == 1 && last.messages.contains("Nobody else administers"))
            let running = try Program.start(["serve", "--store", store.path, "--port", "0", "--no-access-log"])
            defer { running.signal(SIGTERM) }
            _ = try await running.wait { output in output.contains("Serving on") ? true : nil }
            let beside = try await store.json(["account", "erase", "two@example.jp", "--reason", "asked", "--json"])
            #expect(beside["erased"]?.integer == 2)
            let lines = try await store.run(["account", "list"]).lines
            #expect(lines.count == 3 && lines[0].hasPrefix("1  [erased]  closed") && lines[1].hasPrefix("2  [erased]"))
            running.signal(SIGTERM)
            let ended = await running.end()
            #expect(!ended.messages.contains("two@example.jp"))
        }
    }
}
