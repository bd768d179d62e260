import Access
import Foundation
import HTTPTypes
import Hummingbird
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("keys at the door")
struct ApiKeyRouteTests {
    private static let list = PagePath.applicationAPI

    @Test("a key is made on its page, shown once, works, is replaced and ended")
    func page() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = Visitor(live: live)
            _ = try await Visitor.account(
                live,
                [.manufacturerAdministrator],
                address: "a@example.jp",
                organisation: try Machine.maker.get()
            )
            #expect(try await visitor.signIn("a@example.jp").status == 303)
            #expect(try await visitor.get("/account?lang=en").text.contains("/account/keys"))
            let fields = [("name", "line 1"), ("scope-readApplications", "yes"), ("days", "30")]
            let made = try await visitor.post("/account/keys?lang=en", fields)
            #expect(made.status == 200 && made["Cache-Control"] == "no-store")
            let pattern = #/hf_[A-Za-z0-9_-]{43}/#
            let first = String(try #require(made.text.firstMatch(of: pattern)).output)
            let listed = try await visitor.get("/account/keys?lang=en")
            #expect(listed.text.firstMatch(of: pattern) == nil && listed.text.contains(String(first.prefix(9))))
            var machine = Machine(live: live, key: first)
            #expect(try await machine.get(Self.list).status == 200)
            let id = try #require(listed.text.firstMatch(of: #/keys/([0-9]+)/rotate/#)).1
            let rotated = try await visitor.post("/account/keys/\(id)/rotate?lang=en", [("overlap", "0")])
            machine.key = String(try #require(rotated.text.firstMatch(of: pattern)).output)
            #expect(try await machine.get(Self.list).status == 200)
            #expect(try await Machine(live: live, key: first).get(Self.list).status == 401)
            let ended = try await visitor.post("/account/keys/\((Int(id) ?? 0) + 1)/revoke?lang=en", [])
            #expect(ended.status == 303 && ended["Location"] == "/account/keys?done=ended&lang=en")
            #expect(try await machine.get(Self.list).status == 401)
            let wrongs: [[(String, String)]] = [
                [], [("name", "x"), ("days", "30")], [("name", "x"), ("scope-publicReads", "yes"), ("days", "366")],
            ]
            for wrong in wrongs {
                let answer = try await visitor.post("/account/keys?lang=en", wrong)
                #expect(answer.status >= 400 && answer.status < 500 && answer.text.firstMatch(of: pattern) == nil)
            }
        }
    }

    @Test("making a key asks for the password again")
    func proof() async throws {
        try await LivePortal.with(try await .empty()) { live in
            var visitor = Visitor(live: live)
            _ = try await Visitor.account(
                live,
                [.manufacturerAdministrator],
                address: "a@example.jp",
                organisation: try Machine.maker.get()
            )
            #expect(try await visitor.signIn("a@example.jp").status == 303)
            live.registry.clock.advance(milliseconds: 11 * 60_000)
            let fields = [("name", "x"), ("scope-publicReads", "yes"), ("days", "3")]
            let answer = try await visitor.post("/account/keys?lang=en", fields)
            #expect(answer.status == 303 && answer["Location"] == "/account/prove?then=%2Faccount%2Fkeys&lang=en")
            #expect(try await visitor.get("/account/keys").status == 200)
        }
    }

    @Test("no key, an unknown one, one that ended and one of a closed account are answered alike")
    func alike() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, signed, key) = try await Machine.make(live)
            let (second, other, _) = try await Machine.make(
                live,
                address: "second@example.jp",
                organisation: signed.account.organisation
            )
            let (short, _, _) = try await Machine.make(
                live,
                address: "third@example.jp",
                organisation: signed.account.organisation,
                days: 1
            )
            #expect(try await machine.get(Self.list).status == 200)
            #expect(try await short.get(Self.list).status == 200)
            try await live.registry.store.revokeKey(key.id, by: signed, at: live.registry.clock.now)
            let boss = signed.account
            try await live.registry.store.close(account: other.account.id, by: boss, at: live.registry.clock.now)
            live.registry.clock.advance(milliseconds: 86_400_000)
            let text = try #require(machine.key)
            let unknown = ApiKey.prefix + String(repeating: "A", count: 43)
            let nobody = try await live.client.get(Self.list)
            #expect(nobody.status == 401 && nobody["WWW-Authenticate"] == "Bearer realm=\"hoshifuda\"")
            #expect(nobody["Content-Type"] == "application/problem+json")
            var answers = [
                try await machine.get(Self.list), try await second.get(Self.list), try await short.get(Self.list),
            ]
            for header in ["Bearer \(unknown)", "Bearer x", "Bearer", "Basic \(text)", text, "Bearer \(text)A"] {
                answers.append(try await live.client.get(Self.list, ["Authorization": header]))
            }
            for answer in answers {
                #expect(answer.problem == nobody.problem)
                let fields = ["Date", "X-Request-Id", "Content-Length"]
                #expect(answer.lines(without: fields) == nobody.lines(without: fields))
            }
        }
    }

    @Test("a key stands in its header alone: not in the address, not in a cookie, not twice")
    func headerOnly() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (machine, _, _) = try await Machine.make(live)
            let key = try #require(machine.key)
            for query in ["key=\(key)", "access_token=\(key)", "api_key=\(key)"] {
                #expect(try await live.client.get(Self.list + "?" + query).status == 401)
                #expect(try await machine.get(Self.list + "?" + query).status == 400)
            }
            #expect(
                try await live.client.get(Self.list, ["Cookie": "\(Gate.cookie)=\(key.dropFirst(3))"]).status == 401
            )
            #expect(try await live.client.get(Self.list, ["X-Api-Key": key]).status == 401)
            let twice =
                "GET \(Self.list) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n"
                + "Authorization: Bearer \(key)\r\n\r\n"
            #expect(try await live.client.raw(Array(twice.utf8)).status == 401)
            // The name of the scheme has no letter case.
            #expect(try await live.client.get(Self.list, ["Authorization": "bearer \(key)"]).status == 200)
            // A key is no sign-in.
            #expect(try await machine.get("/account").status == 303)
        }
    }

    @Test("each route asks for its scope and its role, and what is refused is counted")
    func scopes() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let (reader, signed, _) = try await Machine.make(live, [.readApplications])
            let (looker, _, _) = try await Machine.make(
                live,
                [.publicReads],
                roles: [.administrator],
                address: "op@example.jp",
                organisation: Organisation(side: .operator, nameJA: "", nameEN: "Operator")
            )
            for route in ApiRoutes.all(live.site) {
                let path = route.path.replacing(":id", with: "12345").replacing(":number", with: "1")
                let place = "\(route.method) \(route.path)"
                #expect(try await looker.ask(route.method.rawValue, path).code == "scopeLacking", "\(place)")
                #expect(try await live.client.ask(route.method.rawValue, path).status == 401, "\(place)")
                let read = try await reader.ask(route.method.rawValue, path)
                let isRefused = route.permission == .fileApplications
                #expect((read.status == 403) == isRefused, "\(place): \(read.status)")
                #expect(read.status < 500)
            }
            let counted = try await live.registry.store.refusedCount("scope", signed.account.id)
            #expect(counted == ApiRoutes.all(live.site).filter { $0.permission == .fileApplications }.count)
        }
    }

    @Test("no two routes with keys are one, every one is in the router, and none is a guarded one")
    func complete() async throws {
        try await LivePortal.with(try await .empty()) { live in
            let routes = ApiRoutes.all(live.site).map { "\($0.method) \($0.path)" }
            #expect(Set(routes).count == routes.count)
            let known = Set(PortalRoutes.build(live.site).routes.map { "\($0.method) \($0.path)" })
            let missing = routes.map {
                $0.replacing(":id", with: "{id}").replacing(":number", with: "{number}")
            }.filter { !known.contains($0) }
            #expect(missing.isEmpty, "\(missing)")
            for route in ApiRoutes.all(live.site) {
                #expect(route.path.hasPrefix("/api/v1/"))
                #expect(route.scope.permissions.contains(route.permission))
            }
        }
    }

    @Test("a key with the scope raises the limits of public reads; a wrong one is told so, and counted by network")
    func limits() async throws {
        let settings = PortalSettings(
            lookupsPerSecond: 1,
            searchesPerSecond: 1,
            keyLookupsPerSecond: 5,
            passwordCost: PasswordCost(logRounds: 10)
        )
        try await LivePortal.with(try await .empty(), settings: settings) { live in
            let (machine, _, _) = try await Machine.make(live, [.publicReads])
            let (reader, _, _) = try await Machine.make(
                live,
                [.readApplications],
                address: "r@example.jp",
                organisation: Organisation(side: .manufacturer, nameJA: "", nameEN: "R", country: "DE")
            )
            for number in 0..<15 {
                let answer = try await machine.get("/api/v1/labels")
                #expect(answer.status == 200 && answer["RateLimit-Policy"] == "\"keys\";q=15;w=3", "\(number)")
            }
            #expect(try await machine.get("/api/v1/labels").status == 429)
            // Without the scope a key is as good as none here.
            for _ in 0..<3 { #expect(try await reader.get("/api/v1/labels").status == 200) }
            #expect(try await reader.get("/api/v1/labels").status == 429)
            #expect(try await reader.get(Self.list).status == 200)
            let wrong = Machine(live: live, key: ApiKey.prefix + String(repeating: "A", count: 43))
            for _ in 0..<3 { #expect(try await wrong.get("/api/v1/scheme").status == 401) }
            #expect(try await wrong.get("/api/v1/scheme").status == 429)
        }
    }

    @Test("answers with keys are for nobody else: no other site, no cache, no key in the log")
    func privacy() async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/log"
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            let log = try #require(FileHandle(forWritingAtPath: path))
            try await LivePortal.with(try await .empty(), log: log) { live in
                let (machine, _, _) = try await Machine.make(live)
                let answer = try await machine.get(Self.list)
                #expect(answer["Access-Control-Allow-Origin"] == nil && answer["Cache-Control"] == "no-store")
                let preflight = try await live.client.ask("OPTIONS", Self.list)
                #expect(preflight.status == 204 && preflight["Access-Control-Allow-Origin"] == nil)
                _ = try await live.client.get(Self.list + "?key=\(machine.key ?? "")")
            }
            let written = try String(contentsOfFile: path, encoding: .utf8)
            #expect(written.contains(Self.list) && !written.contains("hf_"))
        }
    }
}
