import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a check leaves a receipt")
struct CheckReceiptTests {
    private static let list = Array("登録番号,型番\nT-VALID,DC-100\nT-TODAY,NL-1\nNOPE,ZZ\n".utf8)

    @Test("that everybody may see, without the rows")
    func open() async throws {
        try await LivePortal.withStandings { live, _ in
            let receipt = try JSONTree(try await live.check(Self.list).body)
            let id = try #require(receipt["id"]?.text)
            let secret = try #require(try live.path(receipt["page"]?.text).split(separator: "/").last)
            let api = try await live.client.get("/api/v1/checks/\(id)")
            let page = try await live.client.get("/receipts/\(id)?lang=en")
            let data = try await live.client.get("/receipts/\(id)", ["Accept": "application/json"])
            for answer in [api, page, data] {
                #expect(answer.status == 200 && !answer.text.contains(secret) && !answer.text.contains("T-VALID"))
            }
            #expect(api.body == data.body)
            #expect(page.text.contains(CheckInput.digest(Self.list)))
            for wrong in ["/receipts/x", "/receipts/0000000000000000", "/checks/\(id)", "/checks/\(secret)0"] {
                #expect(try await live.client.get(wrong).status == 404, "\(wrong)")
            }
        }
    }

    @Test("whose rows are gone after thirty days, in every form")
    func gone() async throws {
        try await LivePortal.withStandings { live, _ in
            let receipt = try JSONTree(try await live.check(Self.list).body)
            let page = try live.path(receipt["page"]?.text)
            let rows = try live.path(receipt["rows"]?.text)
            let id = try #require(receipt["id"]?.text)
            let clock = live.registry.clock
            clock.set(clock.now + (Receipt.rowLife - 1))
            #expect(try await live.client.get(page).status == 200)
            clock.set(clock.now + 1)
            for path in [page, page + ".csv", page + ".excel.csv", page + ".xlsx", page + ".json", rows] {
                let answer = try await live.client.get(path)
                #expect(answer.status == 410, "\(path)")
            }
            #expect(try await live.client.get("/receipts/\(id)?lang=en").text.contains("are gone"))
            #expect(try await live.registry.store.forgetReceiptRows(at: clock.now + -1) == 0)
            #expect(try await live.registry.store.forgetReceiptRows(at: clock.now) > 0)
            #expect(try await live.client.get(page).status == 410)
            #expect(try await live.client.get("/receipts/\(id)").status == 200)
        }
    }

    @Test("and asked again with its conditions the rows are the same, whatever happened since")
    func again() async throws {
        let (registry, _) = try await TestRegistry.standing()
        try await LivePortal.with(registry) { live in
            let first = try JSONTree(try await live.check(Self.list, "text/csv", "coveredThrough=2027-12-31").body)
            let rows = try await live.rows(of: first)
            registry.clock.set(registry.clock.now + 40 * 86_400_000)
            try await registry.perform(.revoke, on: "T-VALID", "2027-05-01")
            try await registry.issue("LATER", .sample(models: ["ZZ"]), on: "2027-05-01")
            let conditions = try #require(first["conditions"]?.text)
            let then = try JSONTree(try await live.check(Self.list, "text/csv", conditions).body)
            #expect(try await live.rows(of: then) == rows)
            let today = try JSONTree(
                try await live.check(Self.list, "text/csv", "on=2027-05-20&coveredThrough=2027-12-31").body
            )
            let outcomes = try await live.rows(of: today).map { $0["outcome"]?.text }
            #expect(rows.map { $0["outcome"]?.text } == ["pass", "review", "review"])
            #expect(outcomes.first == "fail")
        }
    }

    @Test("asked again from its page, there is another receipt with today's answer")
    func today() async throws {
        let (registry, _) = try await TestRegistry.standing()
        try await LivePortal.with(registry) { live in
            for (body, type) in [
                (Self.list, "text/csv"),
                (Array(#"{"rows":[{"registrationNumber":"T-VALID"}]}"#.utf8), "application/json"),
            ] {
                let receipt = try JSONTree(try await live.check(body, type).body)
                let page = try live.path(receipt["page"]?.text)
                let answer = try await live.client.ask("POST", page + "/again?lang=en", body: [])
                #expect(answer.status == 303, "\(answer.text)")
                let address = try #require(answer["Location"])
                #expect(!address.hasPrefix(page))
                #expect(try await live.client.get(address).text.contains("T-VALID"))
            }
        }
    }

    @Test("one for one key, and none for a key that is used again for something else")
    func keys() async throws {
        try await LivePortal.withStandings { live, _ in
            let key = ["Idempotency-Key": "k-1"]
            let first = try await live.check(Self.list, "text/csv", "", key)
            let second = try await live.check(Self.list, "text/csv", "", key)
            #expect(first.status == 201 && second.status == 201 && first.body == second.body)
            for (body, query) in [(Array("x".utf8), ""), (Self.list, "on=2027-01-01")] {
                let other = try await live.check(body, "text/csv", query, key)
                #expect(other.status == 422)
                #expect(try JSONTree(other.body)["code"]?.text == "keyReused")
            }
            let without = try await live.check(Self.list)
            #expect(try JSONTree(without.body)["id"] != JSONTree(first.body)["id"])
        }
    }

    @Test("a long list goes on by itself, says how far it is, and ends in the same results")
    func jobs() async throws {
        let (registry, _) = try await TestRegistry.standing()
        var settings = PortalSettings()
        settings.checkRowsAtOnce = 2
        try await LivePortal.with(registry, settings: settings) { live in
            let answer = try await live.check(Self.list, "text/csv", "", ["Idempotency-Key": "long"])
            #expect(answer.status == 202 && answer["Retry-After"] != nil, "\(answer.text)")
            let job = try JSONTree(answer.body)
            let status = try live.path(job["status"]?.text)
            #expect(answer["Location"] == status)
            var state = try JSONTree(try await live.client.get(status).body)
            while state["state"]?.text == "running" { state = try JSONTree(try await live.client.get(status).body) }
            #expect(state["state"]?.text == "finished" && state["input"]?["rows"]?.integer == 3)
            let rows = try await live.rows(of: job)
            #expect(rows.map { $0["outcome"]?.text } == ["pass", "pass", "review"])
            let same = try await live.check(Self.list, "text/csv", "", ["Idempotency-Key": "long"])
            #expect(try JSONTree(same.body)["id"] == job["id"])
        }
    }

    @Test("no more than two long lists go on at a time, and what is not finished is said")
    func places() throws {
        let jobs = CheckJobs()
        func job(_ name: String) -> CheckJob {
            CheckJob(name: name, secret: "s" + name, key: "k" + name, digest: "d", total: 9)
        }
        for name in ["a", "b"] { try jobs.begin(job(name)) }
        #expect { try jobs.begin(job("c")) } throws: { ($0 as? Problem)?.code == "checksBusy" }
        jobs.tell("a", done: 5)
        #expect(jobs.job(named: "a")?.done == 5)
        #expect(try jobs.job(key: "ka", digest: "d")?.name == "a")
        #expect(throws: Refusal.self) { try jobs.job(key: "ka", digest: "other") }
        jobs.end("a", failed: true)
        try jobs.begin(job("c"))
        #expect(jobs.job(secret: "sa")?.state == .failed)
        for number in 0..<200 {
            jobs.end("c", failed: false)
            jobs.end("\(number - 1)", failed: false)
            try jobs.begin(job("\(number)"))
        }
        #expect(jobs.job(named: "a") == nil && jobs.job(named: "b")?.state == .running)
    }

    @Test("the log does not have the address of rows")
    func masked() {
        let secret = "0123456789abcdef0123456789abcdef"
        #expect(CheckAddress.masked("/checks/\(secret)") == "/checks/-")
        #expect(CheckAddress.masked("/checks/\(secret).excel.csv") == "/checks/-.excel.csv")
        #expect(CheckAddress.masked("/checks/\(secret)/again") == "/checks/-/again")
        #expect(CheckAddress.masked("/api/v1/checks/\(secret)/rows") == "/api/v1/checks/-/rows")
        #expect(CheckAddress.masked("/api/v1/checks/0123456789abcdef") == "/api/v1/checks/0123456789abcdef")
        #expect(CheckAddress.masked("/labels/\(secret)") == "/labels/\(secret)")
    }
}
