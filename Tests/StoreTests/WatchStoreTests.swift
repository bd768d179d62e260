import Registry
import TestSupport
import Testing

@testable import Store

@Suite("watches as they are kept")
struct WatchStoreTests {
    @Test("through a label's last half year, day by day: each reason once, none early, nothing on quiet days")
    func daily() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.follow(on: "2026-11-01")
        var sent: [String: [String]] = [:]
        var today = day("2026-11-01")
        while today <= day("2027-06-10") {
            let letters = try await sample.next(today.text)
            if !letters.isEmpty { sent[today.text] = letters }
            #expect(try await sample.round(today.text) == WatchTally(), "\(today)")
            today = today + 1
        }
        func near(_ left: String) -> [String] {
            ["watchDigest | A-1: the last valid day comes near: 2027-05-20 (\(left))"]
        }
        #expect(
            sent == [
                "2026-11-21": near("in 180 days"), "2027-02-19": near("in 90 days"),
                "2027-03-21": near("in 60 days"), "2027-04-20": near("in 30 days"),
                "2027-05-06": near("in 14 days"), "2027-05-13": near("in 7 days"), "2027-05-19": near("tomorrow"),
                "2027-05-21": ["watchDigest | A-1: standing now: lapsed"],
            ]
        )
    }

    @Test("after a standstill one letter says what is, and what came and went in between nobody")
    func standstill() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.issue("A-2", until: "2028-05-20")
        try await sample.follow(on: "2026-11-01")
        try await sample.store.perform(.revoke, "A-2", on: "2026-12-01")
        try await sample.store.perform(.reinstate, "A-2", on: "2026-12-03")
        #expect(
            try await sample.next("2027-05-07")
                == ["watchDigest | A-1: the last valid day comes near: 2027-05-20 (in 13 days)"]
        )
        #expect(try await sample.next("2027-07-01") == ["watchDigest | A-1: standing now: lapsed"])
        #expect(try await sample.next("2027-07-02") == [])
    }

    @Test("labels enter and leave what is followed; others are nobody's news")
    func membership() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.issue("B-1", until: "2028-05-20", .sample("カメラ B", level: .star2))
        try await sample.follow(LabelQuery(levelAtLeast: .star2, standings: [.valid]), on: "2027-01-05")
        #expect(try await sample.next("2027-01-06") == [])
        try await sample.store.perform(.revoke, "B-1", on: "2027-01-07")
        try await sample.store.perform(.withdraw, "A-1", on: "2027-01-07")
        try await sample.issue("B-2", until: "2029-01-06", .sample("カメラ B2", level: .star2), on: "2027-01-07")
        try await sample.issue("A-2", until: "2029-01-06", on: "2027-01-07")
        #expect(
            try await sample.next("2027-01-07") == [
                "watchDigest | B-1: does not meet the conditions any more; standing now: revoked"
                    + " | B-2: meets the conditions now (valid, through 2029-01-06)"
            ]
        )
        try await sample.store.perform(.reinstate, "B-1", on: "2027-01-08")
        #expect(
            try await sample.next("2027-01-08")
                == ["watchDigest | B-1: meets the conditions now (valid, through 2028-05-20)"]
        )
        #expect(try await sample.next("2027-01-09") == [])
    }

    @Test("what ends within so many days comes in by the calendar alone")
    func expiring() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.follow(LabelQuery(expiringWithin: 45), on: "2027-01-05")
        #expect(try await sample.next("2027-04-04") == [])
        #expect(
            try await sample.next("2027-04-05")
                == ["watchDigest | A-1: meets the conditions now (valid, through 2027-05-20)"]
        )
        #expect(try await sample.next("2027-04-06") == [])
    }

    @Test("an extension is told with its new last day, and that day's milestones come in their turn")
    func extended() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.fileExtension, "A-1", on: "2027-01-06")
        #expect(try await sample.next("2027-01-06") == [])
        try await sample.store.perform(.extend(heldUntil: nil), "A-1", on: "2027-01-07")
        let told = try await sample.next("2027-01-07")
        #expect(told.count == 1 && told[0].contains("A-1: the last valid day is another one: 2029-05-20"))
        #expect(try await sample.next("2027-05-25") == [])
        #expect(
            try await sample.next("2028-11-21")
                == ["watchDigest | A-1: the last valid day comes near: 2029-05-20 (in 180 days)"]
        )
    }

    @Test("a letter says what is true when it is sent; what became moot is not told, and nothing is lost by it")
    func overtaken() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.issue("A-2", until: "2028-05-20")
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        #expect(try await sample.round("2027-01-06").letters == 1)
        try await sample.store.perform(.reinstate, "A-1", on: "2027-01-06")
        #expect(try await sample.send("2027-01-06") == [])
        #expect(try await sample.store.letters(.moot).count == 1)
        // Nothing was sent, so the day still has its letter.
        try await sample.store.perform(.revoke, "A-2", on: "2027-01-06")
        #expect(try await sample.next("2027-01-06") == ["watchDigest | A-2: standing now: revoked"])
        #expect(try await sample.next("2027-01-07") == [])
    }

    @Test("what is recorded between a letter's claim and its sending is told by the next one")
    func underWay() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        try await sample.round("2027-01-06")
        let claimed = try await sample.claim(noon("2027-01-06"))
        #expect(claimed.count == 1)
        try await sample.store.perform(.reinstate, "A-1", on: "2027-01-06")
        try await sample.round("2027-01-06")
        for letter in claimed { try await sample.settle(letter, noon("2027-01-06")) }
        #expect(try await sample.next("2027-01-06") == [])
        #expect(try await sample.next("2027-01-07") == ["watchDigest | A-1: standing now: valid"])
        #expect(try await sample.next("2027-01-08") == [])
    }

    @Test("one letter a day; what comes later waits for the next")
    func oncePerDay() async throws {
        let sample = try await WatchSample.make()
        for number in ["A-1", "A-2"] { try await sample.issue(number, until: "2028-05-20") }
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        #expect(try await sample.next("2027-01-06").count == 1)
        try await sample.store.perform(.revoke, "A-2", on: "2027-01-06")
        #expect(try await sample.next("2027-01-06") == [])
        #expect(try await sample.next("2027-01-07") == ["watchDigest | A-2: standing now: revoked"])
    }

    @Test("letters that come back end a watch, also where a server took them first; one that failed by time ends none")
    func bounces() async throws {
        let sample = try await WatchSample.make()
        for number in 1...6 { try await sample.issue("A-\(number)", until: "2028-05-20") }
        try await sample.follow(on: "2027-01-05")
        let host = sample.store.operatorFacts.publicHost
        for number in 1...3 {
            let date = "2027-01-0\(5 + number)"
            try await sample.store.perform(.revoke, "A-\(number)", on: date)
            try await sample.round(date)
            let letter = try #require(try await sample.claim(noon(date)).first)
            // The second is given back before the server's own answer was recorded.
            if number != 2 { try await sample.settle(letter, noon(date)) }
            let bounce = Bounce(
                messageID: "\(letter.messageID)@\(host)",
                addresses: ["officer@example.jp"],
                status: "5.1.1"
            )
            #expect(try await sample.store.record(bounce, at: noon(date)) == .counted)
            #expect(try await sample.store.record(bounce, at: noon(date)) == .known)
            #expect(try await sample.store.watchCounts().counts.isEmpty == (number == 3))
        }
        try await sample.follow(on: "2027-02-01", as: "other@example.jp")
        for number in 4...6 {
            let date = "2027-02-0\(number)"
            try await sample.store.perform(.revoke, "A-\(number)", on: date)
            try await sample.round(date)
            try await sample.send(date, .later("no server"))
        }
        #expect(try await sample.store.watchCounts().counts == [.list: [.followed: 1]])
        try await sample.round("2027-02-08")
        let told = try await sample.send("2027-02-08")
        #expect(told.count == 1 && told[0].split(separator: "|").count == 4)
    }

    @Test("many nodes at once find the same and tell it once")
    func nodes() async throws {
        let sample = try await WatchSample.make()
        for number in 1...30 { try await sample.issue("A-\(number)", until: "2028-05-20") }
        for number in 1...4 { try await sample.follow(on: "2027-01-05", as: "officer\(number)@example.jp") }
        for number in 1...30 { try await sample.store.perform(.withdraw, "A-\(number)", on: "2027-01-06") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await sample.round("2027-01-06") } }
            try await group.waitForAll()
        }
        let sent = try await sample.send("2027-01-06")
        #expect(sent.count == 4 && Set(sent).count == 1)
        #expect(sent[0].split(separator: "|").count == 31)
        #expect(try await sample.next("2027-01-07") == [])
    }

    @Test("a letter lists 200 labels and counts the rest, and all of them are told by it")
    func many() async throws {
        let sample = try await WatchSample.make()
        let statements = (1...320).map { number in
            var statement = StatedRegistration.sample("M-\(number)", nil, from: "2026-06-01")
            statement.heldUntil = day("2028-05-31")
            return statement
        }
        try await sample.follow(on: "2027-01-05")
        try await sample.store.fill(statements, source: "", at: noon("2027-01-06"))
        try await sample.round("2027-01-06")
        let claimed = try await sample.claim(noon("2027-01-06"))
        let letter = try #require(claimed.first?.letter)
        #expect(letter.entries.count == 200 && letter.facts["count"] == "320")
        #expect(letter.facts["listed"]?.contains("200") == true)
        for letter in claimed { try await sample.settle(letter, noon("2027-01-06")) }
        #expect(try await sample.next("2027-01-07") == [])
    }

    @Test("a clock that goes ahead and comes back tells nothing twice and leaves nothing out")
    func jump() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.issue("A-2", until: "2028-09-30", on: "2026-10-01")
        try await sample.follow(on: "2026-11-01", until: "2031-10-31")
        #expect(try await sample.next("2028-01-01") == ["watchDigest | A-1: standing now: lapsed"])
        for text in ["2026-11-21", "2027-02-19", "2027-05-21", "2028-01-02"] {
            #expect(try await sample.next(text) == [], "\(text)")
        }
        // What nobody was told of comes in its turn.
        #expect(
            try await sample.next("2028-04-03")
                == ["watchDigest | A-2: the last valid day comes near: 2028-09-30 (in 180 days)"]
        )
    }

    @Test("after the clock came back, what is recorded is told as it is, and its end once more")
    func jumpExtended() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2027-05-20")
        try await sample.follow(on: "2026-11-01")
        #expect(try await sample.next("2028-01-01") == ["watchDigest | A-1: standing now: lapsed"])
        try await sample.store.perform(.fileExtension, "A-1", on: "2026-11-10")
        try await sample.store.perform(.extend(heldUntil: nil), "A-1", on: "2026-11-11")
        let told = try await sample.next("2026-11-11")
        #expect(told.count == 1 && told[0].contains("A-1: the last valid day is another one: 2029-05-20"))
        #expect(
            try await sample.next("2028-11-21")
                == ["watchDigest | A-1: the last valid day comes near: 2029-05-20 (in 180 days)"]
        )
        #expect(try await sample.next("2029-05-21") == ["watchDigest | A-1: standing now: lapsed"])
    }

    @Test("on its day a watch ends with one letter, which brings what was not told, and is forgotten later")
    func over() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        let secret = try await sample.follow(on: "2027-01-05", until: "2027-03-31")
        #expect(try await sample.next("2027-03-31") == [])
        try await sample.store.perform(.revoke, "A-1", on: "2027-04-01")
        #expect(try await sample.next("2027-04-01") == ["watchOver | A-1: standing now: revoked"])
        try await sample.store.perform(.reinstate, "A-1", on: "2027-04-02")
        #expect(try await sample.next("2027-04-02") == [])
        #expect(try await sample.store.watch(behind: secret, at: noon("2027-04-02"))?.state == .over)
        #expect(try await sample.store.forgetWatches(at: noon("2027-04-30")) == 0)
        #expect(try await sample.store.forgetWatches(at: noon("2027-05-02")) >= 1)
        #expect(try await sample.store.watchCounts().counts == [:])
        #expect(try await sample.next("2027-06-01") == [])
    }

    @Test("a letter that is under way when a watch ends tells for the last one; a sender that died holds nothing up")
    func overUnderWay() async throws {
        for isDead in [false, true] {
            let sample = try await WatchSample.make()
            try await sample.issue("A-1", until: "2028-05-20")
            try await sample.follow(on: "2027-01-05", until: "2027-03-31")
            try await sample.store.perform(.revoke, "A-1", on: "2027-03-31")
            try await sample.round("2027-03-31")
            let claimed = try await sample.store.claimLetters(
                limit: 5,
                holder: "t",
                lease: isDead ? 60_000 : 2 * 86_400_000,
                at: noon("2027-03-31"),
                token: { "" }
            )
            let digest = try #require(claimed.first)
            #expect(claimed.count == 1 && digest.letter.kind == .watchDigest)
            #expect(try await sample.round("2027-04-01").over == (isDead ? 1 : 0))
            guard !isDead else {
                #expect(try await sample.send("2027-04-01") == ["watchOver | A-1: standing now: revoked"])
                continue
            }
            #expect(try await sample.send("2027-04-01") == [])
            try await sample.settle(digest, noon("2027-04-01"))
            #expect(try await sample.store.hasWatchWork(at: noon("2027-04-01")))
            #expect(try await sample.next("2027-04-01") == ["watchOver"])
            #expect(try await sample.next("2027-04-02") == [])
        }
    }

    @Test("a clock that ended a watch too early takes that back where nobody was told")
    func endedEarly() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.follow(on: "2027-01-05", until: "2027-03-31")
        #expect(try await sample.round("2027-04-10").over == 1)
        #expect(try await sample.next("2027-01-06") == [])
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-07")
        #expect(try await sample.next("2027-01-07") == ["watchDigest | A-1: standing now: revoked"])
        #expect(try await sample.next("2027-04-01") == ["watchOver"])
    }

    @Test("what could not be delivered is told the next day; after three letters that were given up nobody is")
    func undelivered() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        for text in ["2027-01-06", "2027-01-07"] {
            try await sample.round(text)
            #expect(
                try await sample.send(text, .refused("reply 550")) == ["watchDigest | A-1: standing now: revoked"]
            )
            #expect(try await sample.next(text) == [])
        }
        #expect(try await sample.store.watchCounts().counts == [.list: [.followed: 1]])
        try await sample.round("2027-01-08")
        #expect(try await sample.send("2027-01-08", .refused("reply 550")).count == 1)
        #expect(try await sample.store.watchCounts().counts == [:])
    }

    @Test(
        "a digest whose time is over frees a watch whose day was moved meanwhile; the next one tells what it would have",
        arguments: OfferedEngine.all,
        [false, true]
    )
    func lapsed(_ engine: OfferedEngine, isTried: Bool) async throws {
        let sample = try await WatchSample.make(try await engine.open())
        try await sample.issue("A-1", until: "2028-05-20")
        let link = try await sample.follow(on: "2027-01-05", until: "2027-03-31")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        let queued = noon("2027-01-06")
        #expect(try await sample.store.keepWatches(at: queued).letters == 1)
        for letter in isTried ? try await sample.claim(queued) : [] {
            let delivery = Delivery.ours("at MAIL, reply 550, curl 55")
            try await sample.store.settle(letter, delivery, holder: "t", retryAt: queued + 1, at: queued)
        }
        _ = try await sample.store.setEnd(ofWatch: link, day("2029-12-31"), at: noon("2027-01-07"))
        // The digest lasted for thirty days after the day that was the last when it was queued.
        #expect(try await sample.send("2027-05-02") == [])
        #expect(try await sample.store.letters(.moot).count == 1)
        #expect(try await sample.store.hasWatchWork(at: noon("2027-05-02")))
        #expect(try await sample.next("2027-05-02") == ["watchDigest | A-1: standing now: revoked"])
        #expect(try await sample.next("2027-05-03") == [])
    }

    @Test("a letter that waits says the end that its reader moved meanwhile")
    func movedEnd() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        let link = try await sample.follow(on: "2027-01-05", until: "2027-03-31")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        try await sample.round("2027-01-06")
        _ = try await sample.store.setEnd(ofWatch: link, day("2029-12-31"), at: noon("2027-01-06"))
        let letter = try #require(try await sample.claim(noon("2027-01-06")).first?.letter)
        #expect(letter.kind == .watchDigest && letter.facts["until"] == "2029-12-31")
    }

    @Test("a fault of ours ends no watch, however often it comes back")
    func ours() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        for text in ["2027-01-06", "2027-01-10", "2027-01-14", "2027-01-18"] {
            try await sample.round(text)
            let now = noon(text)
            let claimed = try await sample.claim(now)
            #expect(claimed.count == 1)
            for letter in claimed {
                let delivery = Delivery.ours("at MAIL, reply 550, curl 55")
                try await sample.store.settle(letter, delivery, holder: "t", retryAt: now + 1, at: now)
            }
        }
        #expect(try await sample.store.watchCounts().counts == [.list: [.followed: 1]])
        #expect(try await sample.next("2027-01-22") == ["watchDigest | A-1: standing now: revoked"])
    }

    @Test("what nobody looks back to is forgotten, and told of again only when it changes")
    func prune() async throws {
        let sample = try await WatchSample.make()
        try await sample.issue("A-1", until: "2028-05-20")
        try await sample.follow(on: "2027-01-05")
        try await sample.store.perform(.revoke, "A-1", on: "2027-01-06")
        #expect(try await sample.next("2027-01-06").count == 1)
        #expect(try await sample.next("2027-03-01") == [])
        #expect(try await sample.store.forgetWatches(at: noon("2027-03-01")) >= 1)
        #expect(try await sample.next("2027-03-02") == [])
        try await sample.store.perform(.reinstate, "A-1", on: "2027-03-03")
        #expect(try await sample.next("2027-03-03") == ["watchDigest | A-1: standing now: valid"])
    }
}
