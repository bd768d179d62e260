import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite(
    "a list can be followed",
    .enabled(if: ExportReaders.areHere || ExportReaders.areRequired, "the Python readers are not installed")
)
struct FollowTests {
    private func feed(_ live: LivePortal, _ query: String = "") async throws -> ExportReaders.Feed {
        let answer = try await live.client.get("/feeds/labels.atom?lang=en&" + query)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["Content-Type"] == "application/atom+xml; charset=utf-8")
        #expect(answer["X-Robots-Tag"] == "noindex")
        return try await ExportReaders.reading("feed", answer.body, as: ExportReaders.Feed.self)
    }

    private func events(_ live: LivePortal, _ path: String) async throws -> [[String: String]] {
        let answer = try await live.client.get(path)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer["Content-Type"] == "text/calendar; charset=utf-8")
        #expect(answer["X-Robots-Tag"] == "noindex")
        return try await ExportReaders.reading("calendar", answer.body, as: ExportReaders.Calendar.self).events
    }

    private func noon(_ day: String) throws -> Moment { try Day.of(day).start + 43_200_000 }

    @Test("an end that comes near is told once for each end, and what was told keeps its name")
    func life() async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue("F-1", on: "2025-09-01")
        // What is told are the days of the ladder, those of the scheme data and no others; next ones first.
        let days = registry.store.rules.ladder.endingDays
        #expect(days == [180, 90, 60, 30, 14, 7, 1])
        @Sendable func told(_ left: Int, through most: Int) -> [String] {
            days.filter { $0 >= left && $0 <= most }.reversed().map { "expiring\($0)" }
        }
        try await LivePortal.with(registry) { live in
            func kinds(on day: String) async throws -> [String] {
                registry.clock.set(try noon(day))
                return try await feed(live).entries.compactMap { $0["category"] }
            }
            // The day 180 days before had passed when it was recorded.
            #expect(try await kinds(on: "2027-06-01") == ["issued"])
            #expect(try await kinds(on: "2027-06-02") == ["expiring90", "issued"])
            #expect(try await kinds(on: "2027-08-24") == told(7, through: 90) + ["issued"])
            let before = try await feed(live).entries.compactMap { $0["id"] }
            // Names that were given before the days came from the ladder.
            #expect([90, 30, 7].allSatisfy { days in before.contains { $0.hasSuffix("/ending-\(days)/2027-08-31") } })
            #expect(Set(before).count == 6 && before.allSatisfy { $0.hasPrefix("tag:label.example.jp,20") })
            try await registry.perform(.fileExtension, on: "F-1", "2027-08-24")
            try await registry.perform(.extend(heldUntil: nil), on: "F-1", "2027-08-24")
            #expect(try await kinds(on: "2027-09-01") == ["extended", "extensionFiled", "issued"])
            #expect(Array(try await kinds(on: "2029-08-25").prefix(6)) == told(7, through: 180))
            #expect(try await kinds(on: "2029-08-30").prefix(2) == ["expiring1", "expiring7"])
            let eve = try #require(try await feed(live).entries.first?["title"])
            #expect(eve.hasPrefix("[Invented] One day left, last day "), "\(eve)")
            let after = try await feed(live).entries.compactMap { $0["id"] }
            #expect(Set(before).intersection(after) == Set(before.suffix(1)))
            #expect(try await kinds(on: "2029-09-01").first == "lapsed")
            #expect(try await feed(live).entries.first?["updated"] == "2029-08-31T15:00:00.000Z")
        }
    }

    @Test("who follows what is valid hears of what ceases to be")
    func gone() async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue("F-1")
        try await registry.issue("F-2", .sample(level: .star2))
        try await LivePortal.with(registry) { live in
            registry.clock.advance(milliseconds: 86_400_000)
            try await registry.perform(.revoke, on: "F-1", "2027-05-21")
            let valid = try await feed(live, "standing=valid")
            #expect(valid.entries.compactMap { $0["category"] } == ["revoked", "issued", "issued"])
            #expect(try await feed(live, "standing=revoked").entries.count == 2)
            #expect(try await feed(live, "levelAtLeast=2").entries.count == 1)
            #expect(try await feed(live, "standing=lapsed").entries.isEmpty)
            #expect(valid.head["id"] != (try await feed(live)).head["id"])
        }
    }

    @Test("the calendar moves an end that was extended, strikes out one that is moot, and forgets it after a year")
    func calendar() async throws {
        let registry = try await TestRegistry.empty()
        try await registry.issue("F-1", on: "2025-09-01")
        try await registry.issue("F-2", on: "2026-09-01")
        let path = "/calendar/labels.ics?standing=valid"
        try await LivePortal.with(registry) { live in
            let first = try await events(live, path)
            #expect(first.map { $0["DTSTART"] } == ["2027-08-31", "2028-08-31"])
            // Alarms are the ladder of the scheme data, and no other days.
            let ladder = registry.store.rules.ladder.dated.compactMap(\.shift).map(String.init).joined(separator: " ")
            #expect(!ladder.isEmpty)
            #expect(first.allSatisfy { $0["STATUS"] == "CONFIRMED" && $0["ALARMS"] == ladder })
            try await registry.perform(.fileExtension, on: "F-1", "2027-05-20")
            try await registry.perform(.extend(heldUntil: nil), on: "F-1", "2027-05-20")
            try await registry.perform(.withdraw, on: "F-2", "2027-05-20")
            let next = try await events(live, path)
            #expect(next.map { $0["DTSTART"] } == ["2028-08-31", "2029-08-31"])
            #expect(next.map { $0["STATUS"] } == ["CANCELLED", "CONFIRMED"])
            #expect(next.map { $0["UID"] } == first.reversed().map { $0["UID"] })
            #expect(next.map { $0["SEQUENCE"] } == ["1", "2"] && first.allSatisfy { $0["SEQUENCE"] == "0" })
            #expect(next[0]["ALARMS"] == "")
            #expect(try await events(live, "/labels/F-2.ics") == [next[0]])
            registry.clock.set(try noon("2028-05-25"))
            #expect(try await events(live, path).map { $0["UID"] } == [next[1]["UID"]])
            #expect(try await live.client.get("/labels/F-3.ics").status == 404)
        }
    }

    @Test("tests say that they are, in every language, and an answer is known again by its tag")
    func marks() async throws {
        try await LivePortal.withStandings { live, _ in
            let feed = try await feed(live)
            #expect(feed.version == "atom10")
            #expect(
                feed.head["title"]?.hasPrefix("[Test] ") == true && feed.head["title"]?.contains("unofficial") == true
            )
            let test = feed.entries.filter { $0["link"]?.contains("T-TEST") == true }
            #expect(test.count == 1 && test.allSatisfy { $0["title"]?.hasPrefix("[Test] ") == true })
            for (language, mark) in [("ja", "【試験】"), ("easy", "【ためし】")] {
                for path in ["/feeds/labels.atom", "/calendar/labels.ics", "/labels/T-TEST.ics"] {
                    let answer = try await live.client.get(path + "?lang=" + language)
                    #expect(answer.text.contains(mark) && answer["Cache-Control"] == "public, max-age=60", "\(path)")
                    let tag = try #require(answer["ETag"])
                    #expect(try await live.client.get(path + "?lang=" + language, ["If-None-Match": tag]).status == 304)
                }
            }
            // Before the label, nothing of the product is public, and there is no last day.
            #expect(
                feed.entries.allSatisfy {
                    $0["link"]?.contains("T-PROV") != true || $0["title"]?.contains("Door") != true
                }
            )
            #expect(try await live.client.get("/labels/T-PROV.ics").status == 404)
            let search = try await live.client.get("/search?lang=en&levelAtLeast=1&on=2027-01-01").text
            #expect(search.contains("<a href=\"/feeds/labels.atom?levelAtLeast=STAR-1&amp;lang=en\">"))
            for (type, path) in [
                ("application/atom+xml", "/feeds/labels.atom"), ("text/calendar", "/calendar/labels.ics"),
            ] {
                let link = "<link rel=\"alternate\" type=\"\(type)\" title="
                #expect(search.contains(link) && search.contains(" href=\"\(path)?levelAtLeast=STAR-1&amp;lang=en\"/>"))
            }
            let calendar = try await live.client.get("/calendar/labels.ics?lang=en").text
            #expect(calendar.contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT\(LabelCalendar.refreshHours)H\r\n"))
            #expect(calendar.contains("\r\nX-PUBLISHED-TTL:PT\(LabelCalendar.refreshHours)H\r\n"))
        }
    }

    @Test(
        "what cannot be followed is one sentence",
        arguments: [
            "on=2027-01-01", "knownAt=1", "sort=level", "limit=3", "cursor=x", "nope=1", "standing=good", "lang=fr",
        ]
    )
    func refused(query: String) async throws {
        try await LivePortal.withStandings { live, _ in
            for path in ["/feeds/labels.atom?", "/calendar/labels.ics?"] {
                let answer = try await live.client.get(path + query, ["Accept": "application/json"])
                #expect(answer.status == 400, "\(path)")
                let field = String(query.prefix { $0 != "=" })
                #expect(try JSONTree(answer.body)["errors"]?[0]?["pointer"]?.text == "#/" + field)
            }
        }
    }

    @Test("of more labels than a calendar holds it says so, and narrowing helps")
    func bound() async throws {
        let registry = try await TestRegistry.empty()
        var reading = try ListReading.sample("B-0", on: "2027-05-01")
        let one = reading.statements[0]
        reading.statements = try (0...LabelCalendar.most).map { index in
            var statement = one
            statement.number = try RegistrationNumber("B-\(index)")
            if index == 0 { statement.filing.standard.level = .star4 }
            statement.rows = [index + 2]
            return statement
        }
        reading.rows = reading.statements.count
        _ = try await registry.store.importList(reading, at: registry.clock.now)
        try await LivePortal.with(registry) { live in
            let path = "/calendar/labels.ics?lang=en"
            #expect(try await events(live, path).count == LabelCalendar.most)
            let text = try await live.client.get(path).text.replacing("\r\n ", with: "")
            #expect(text.contains("X-WR-CALDESC:2\\,000 of 2\\,001 labels are here"))
            #expect(try await events(live, "/calendar/labels.ics?levelAtLeast=4").count == 1)
            #expect(try await feed(live).entries.count == LabelFeed.most)
        }
    }
}
