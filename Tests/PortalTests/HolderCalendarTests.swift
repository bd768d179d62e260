import Access
import Foundation
import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("a holder's calendar and feed by a secret address")
struct HolderCalendarTests {
    private static var pattern: Regex<(Substring, path: Substring)> {
        #/https://label\.example\.jp(?<path>/(?:calendar|feeds)/a/[A-Za-z0-9_-]{43}\.(?:ics|atom))/#
    }

    /// Paths of the calendar and the feed, as the page shows them once.
    static func make(_ stage: inout Stage, _ person: Stage.Person = .maker) async throws -> (String, String) {
        let made = try await stage[person].post("/account/calendar?lang=en", [])
        #expect(made.status == 200 && made["Cache-Control"] == "no-store", "\(made.status)")
        let paths = made.text.matches(of: pattern).map { String($0.output.path) }
        try #require(paths.count == 2 && paths[0].hasSuffix(".ics") && paths[1].hasSuffix(".atom"), "\(made.text)")
        return (paths[0], paths[1])
    }

    private static func label(_ name: String, of person: Stage.Person, _ stage: Stage) async throws {
        var filing = Filing.sample()
        filing.product.nameEN = "Camera \(name)"
        let label = try await stage.live.registry.issue(name, filing, on: "2025-09-01")
        let holder = try stage.account(person).organisation.id
        let approver = try stage.account(.approver)
        try await stage.store.setOwner(of: label.number, to: holder, by: approver, at: stage.clock.now)
    }

    @Test("it is made on its page and shown once, replaced and ended, and its last use is told")
    func page() async throws {
        try await Stage.with(.maker) { stage in
            #expect(try await stage[.maker].get("/account?lang=en").text.contains("/account/calendar?lang=en"))
            let before = try await stage[.maker].get("/account/calendar?lang=en").text
            #expect(before.contains("There is no address yet"))
            let first = try await Self.make(&stage)
            let kept = try await stage[.maker].get("/account/calendar?lang=en").text
            #expect(kept.firstMatch(of: Self.pattern) == nil && kept.contains("Not used yet"))
            for path in [first.0, first.1] { #expect(try await stage.live.client.get(path).status == 200) }
            #expect(try await !stage[.maker].get("/account/calendar?lang=en").text.contains("Not used yet"))
            let second = try await Self.make(&stage)
            for path in [first.0, first.1] { #expect(try await stage.live.client.get(path).status == 404) }
            #expect(try await stage.live.client.get(second.0).status == 200)
            let ended = try await stage[.maker].post("/account/calendar/end?lang=en", [])
            #expect(ended.status == 303 && ended["Location"] == "/account/calendar?done=ended&lang=en")
            for path in [second.0, second.1] { #expect(try await stage.live.client.get(path).status == 404) }
            #expect(try await stage[.maker].get("/account/calendar?done=ended&lang=en").text.contains("has ended"))
        }
    }

    @Test("making and ending it asks for the password again")
    func proof() async throws {
        try await Stage.with(.maker) { stage in
            stage.clock.advance(milliseconds: 11 * 60_000)
            for path in ["/account/calendar", "/account/calendar/end"] {
                let answer = try await stage[.maker].post(path + "?lang=en", [])
                #expect(answer.status == 303, "\(path)")
                #expect(answer["Location"] == "/account/prove?then=%2Faccount%2Fcalendar&lang=en", "\(path)")
            }
        }
    }

    @Test("one that ended, one that never was and what is none are answered alike")
    func alike() async throws {
        try await Stage.with(.maker) { stage in
            let (calendar, feed) = try await Self.make(&stage)
            _ = try await Self.make(&stage)
            let secret = String(repeating: "x", count: 43)
            var answers: [WireAnswer] = []
            for path in [
                calendar, feed, "/calendar/a/\(secret).ics", "/calendar/a/\(secret)", "/calendar/a/.ics",
                "/calendar/a/\(secret).atom", "/feeds/a/\(secret).ics", "/calendar/a/\(secret)x.ics",
                "/calendar/a/%2e%2e.ics", "/calendar/a/%FF%00.ics", "/feeds/a/%C3%A9.atom",
                "/calendar/a/" + String(repeating: "a", count: 3000) + ".ics",
                "/calendar/a/\(secret).ics?lang=xx", "/calendar/a/\(secret).ics?standing=valid",
            ] {
                let answer = try await stage.live.client.get(path, ["Accept": "application/json"])
                #expect(answer.status == 404, "\(path)")
                #expect(try JSONTree(answer.body)["code"]?.text == "unknownCalendar", "\(path)")
                #expect(answer["Access-Control-Allow-Origin"] == nil, "\(path)")
                answers.append(answer)
            }
            let plain = Set(answers.map { $0.without("X-Request-Id", "Date", "Content-Length").fields })
            #expect(plain.count == 1)
            let details = try answers.map { try JSONTree($0.body)["detail"]?.text }
            #expect(Set(details).count == 1)
        }
    }

    @Test(
        "it has the holder's labels and deadlines and nothing of another's, and no product that is not public",
        .enabled(if: ExportReaders.areHere || ExportReaders.areRequired, "the Python readers are not installed")
    )
    func tenants() async throws {
        try await Stage.with(.maker, .rival, .reviewer, .approver) { stage in
            try await Self.label("OWN", of: .maker, stage)
            try await Self.label("THEIRS", of: .rival, stage)
            var ids: [Int64] = []
            for person in [Stage.Person.maker, .rival] {
                let id = try await stage.submitted(name: "Secret of \(person)", by: person).id
                _ = try await stage.perform(.receive(on: nil), on: id, by: .reviewer)
                let until = stage.today + 14
                _ = try await stage.perform(.askCorrection("Only for \(person)", until: until), on: id, by: .reviewer)
                ids.append(id)
            }
            for (person, own, id, other) in [
                (Stage.Person.maker, "OWN", ids[0], "THEIRS"), (Stage.Person.rival, "THEIRS", ids[1], "OWN"),
            ] {
                let (calendar, feed) = try await Self.make(&stage, person)
                let dates = try await stage.live.client.get(calendar + "?lang=en")
                #expect(dates["Content-Type"] == "text/calendar; charset=utf-8", "\(dates.text)")
                #expect(dates["X-Robots-Tag"] == "noindex" && dates["Referrer-Policy"] == "no-referrer")
                #expect(dates["Cache-Control"] == "private, no-cache" && dates["Access-Control-Allow-Origin"] == nil)
                let seen = try await ExportReaders.reading("calendar", dates.body, as: ExportReaders.Calendar.self)
                #expect(seen.events.count == 2)
                let end = try #require(seen.events.first { $0["UID"]?.hasPrefix("application") == false })
                #expect(end["DTSTART"] == "2027-08-31" && end["SUMMARY"]?.contains(own) == true)
                #expect(end["STATUS"] == "CONFIRMED")
                let due = try #require(
                    seen.events.first { $0["UID"]?.hasPrefix("application-\(id)-correction@") == true }
                )
                #expect(due["DTSTART"] == (stage.today + 14).text && due["SUMMARY"]?.contains("IPA-\(id)") == true)
                #expect(due["ALARMS"]?.hasSuffix("-7 -1 0") == true, "\(due)")
                let news = try await stage.live.client.get(feed + "?lang=en")
                let told = try await ExportReaders.reading("feed", news.body, as: ExportReaders.Feed.self)
                let words = told.entries.compactMap { $0["category"] }
                #expect(words.contains("askCorrection") && words.contains("submit") && words.contains("issued"))
                for answer in [dates, news] {
                    #expect(!answer.text.contains(other) && !answer.text.contains("Secret of"), "\(person)")
                    #expect(!answer.text.contains("Only for") && !answer.text.contains(String(calendar.dropFirst(12))))
                }
            }
        }
    }

    @Test("the language is the account's own where none is asked for, and nothing else may be asked")
    func language() async throws {
        try await Stage.with(.maker) { stage in
            let (calendar, _) = try await Self.make(&stage)
            let own = try await stage.live.client.get(calendar, ["Accept-Language": "fr"])
            let expected = try stage.account(.maker).language.rawValue
            #expect(own["Content-Language"] == expected)
            #expect(try await stage.live.client.get(calendar + "?lang=en")["Content-Language"] == "en")
            for query in ["lang=fr", "standing=valid", "on=2027-01-01"] {
                #expect(try await stage.live.client.get(calendar + "?" + query).status == 400, "\(query)")
            }
        }
    }

    @Test("who has the newest is told so, until anything of the holder's or the day changes")
    func conditional() async throws {
        try await Stage.with(.maker, .rival, .approver) { stage in
            try await Self.label("OWN", of: .maker, stage)
            let paths = try await Self.make(&stage)
            let others = try await Self.make(&stage, .rival)
            let client = stage.live.client
            for (path, other) in [(paths.0, others.0), (paths.1, others.1)] {
                func tag() async throws -> String {
                    let answer = try await client.get(path)
                    let tag = try #require(answer["ETag"])
                    let again = try await client.get(path, ["If-None-Match": tag])
                    #expect(again.status == 304 && again.body.isEmpty && again["ETag"] == tag)
                    #expect(again["Cache-Control"] == "private, no-cache")
                    return tag
                }
                let first = try await tag()
                #expect(try await tag() == first)
                #expect(try await client.get(other, ["If-None-Match": first]).status == 200)
                #expect(try await client.get(path + "?lang=easy", ["If-None-Match": first]).status == 200)
                try await stage.live.registry.issue("NOBODY-\(path.count)")
                #expect(try await tag() == first)
                _ = try await stage.begun()
                let second = try await tag()
                #expect(second != first)
                stage.clock.advance(milliseconds: 86_400_000)
                #expect(try await tag() != second)
            }
        }
    }

    @Test("an account that is closed takes its address along")
    func closed() async throws {
        try await Stage.with(.maker) { stage in
            let paths = try await Self.make(&stage)
            let maker = try stage.account(.maker)
            try await stage.store.tamperAccount(maker.id)
            for path in [paths.0, paths.1] { #expect(try await stage.live.client.get(path).status == 404) }
        }
    }

    @Test("the log has no secret in it, and no other door opens with it")
    func secrets() async throws {
        for path in ["/calendar/a", "/feeds/a", "/Calendar/A"] {
            #expect(CheckAddress.masked(path + "/AbCdEf.ics") == path.lowercased() + "/-")
        }
        #expect(CheckAddress.masked("/calendar/labels.ics") == "/calendar/labels.ics")
        try await Stage.with(.maker) { stage in
            let (calendar, _) = try await Self.make(&stage)
            let secret = String(try #require(calendar.split(separator: "/").last).dropLast(4))
            var visitor = Visitor(live: stage.live, cookie: secret)
            #expect(try await visitor.get("/account").status == 303)
            #expect(try await visitor.post("/account/calendar/end", []).status == 303)
            for headers in [["Authorization": "Bearer \(secret)"], ["Authorization": "Bearer hf_\(secret)"]] {
                #expect(try await stage.live.client.get(PagePath.applicationAPI, headers).status == 401)
            }
            #expect(try await stage.live.client.get("/reset/\(secret)").status == 404)
            #expect(try await stage.live.client.get(calendar).status == 200)
        }
    }
}

extension RegistryStore {
    /// Closes an account behind the program's back: the address itself stays in its table.
    fileprivate func tamperAccount(_ id: Int64) async throws {
        try await engine.write { db in
            _ = try db.run(Statement("UPDATE account SET state = 'closed' WHERE id = ?1"), [.integer(id)])
        }
    }
}
