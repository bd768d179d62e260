import Foundation
import Registry
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
}
