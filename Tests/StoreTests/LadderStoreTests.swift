import Registry
import TestSupport
import Testing

@testable import Store

@Suite("the ladder as it is kept")
struct LadderStoreTests {
    @Test("a day's notices of one recipient are one letter, nearest end first, and each is made once")
    func digest() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.issue("A-2", until: "2026-12-21", of: sample.maker)
        try await sample.issue("B-1", until: "2026-12-21", of: sample.rival)
        // The ladder begins the day before.
        try await sample.round("2026-11-20")
        #expect(try await sample.notices() == [])
        // 2026-11-21 is 180 days before A-1's end and 30 before the others'.
        let tally = try await sample.round("2026-11-21")
        #expect(tally.planned == 3 && tally.letters == 2)
        #expect(try await sample.round("2026-11-21") == LadderTally())
        let sent = try await sample.send(noon("2026-11-21"))
        #expect(sent.map(\.to) == ["maker@example.jp", "rival@example.jp"])
        #expect(sent[0].labels == ["A-2 before30", "A-1 before180"] && sent[1].labels == ["B-1 before30"])
        #expect(
            try await sample.notices() == [
                "A-1 before180 sent maker@example.jp", "A-2 before30 sent maker@example.jp",
                "B-1 before30 sent rival@example.jp",
            ]
        )
        let letters = try await sample.store.letters(.sent)
        #expect(letters.map(\.letter.kind) == [.digest, .digest] && Set(letters.map(\.messageID)).count == 2)
    }

    @Test("after a standstill one notice goes out, and those before it are marked")
    func standstill() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2026-11-21")
        try await sample.send(noon("2026-11-21"))
        try await sample.round("2027-05-07")
        #expect(try await sample.send(noon("2027-05-07")).map(\.labels) == [["A-1 before14"]])
        #expect(
            try await sample.notices() == [
                "A-1 before180 sent maker@example.jp", "A-1 before90 overtaken none", "A-1 before60 overtaken none",
                "A-1 before30 overtaken none", "A-1 before14 sent maker@example.jp",
            ]
        )
    }

    @Test("what became moot before it was sent is not sent: extended, filed, withdrawn, revoked")
    func moot() async throws {
        let orders: [(LabelOrder, String)] = [
            (.fileExtension, "2027-03-21"), (.withdraw, "2027-03-21"), (.revoke, "2027-03-21"),
        ]
        for (order, text) in orders {
            let sample = try await LadderSample.make()
            try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
            try await sample.round("2027-03-20")
            try await sample.round("2027-03-21")
            #expect(try await sample.store.backlog().waiting == 1)
            try await sample.store.perform(order, "A-1", on: text)
            #expect(try await sample.send(noon("2027-03-21") + 1).isEmpty)
            #expect(try await sample.store.letters(.moot).count == 1)
            #expect(try await sample.notices().last == "A-1 before60 suppressed maker@example.jp")
            try await sample.round("2027-05-21")
            #expect(try await sample.send(noon("2027-05-21")).isEmpty)
        }
    }

    @Test("a digest goes without the label that became moot")
    func partlyMoot() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.issue("A-2", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        try await sample.store.perform(.withdraw, "A-1", on: "2027-03-21")
        #expect(try await sample.send(noon("2027-03-21") + 1).map(\.labels) == [["A-2 before60"]])
    }

    @Test("an extension that is refused lets the ladder go on; one that is granted begins a new one")
    func extensions() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.issue("A-2", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        for number in ["A-1", "A-2"] { try await sample.store.perform(.fileExtension, number, on: "2027-03-20") }
        try await sample.round("2027-04-20")
        #expect(try await sample.send(noon("2027-04-20")).isEmpty)
        try await sample.store.perform(.refuseExtension, "A-1", on: "2027-05-30")
        try await sample.store.perform(.extend(heldUntil: nil), "A-2", on: "2027-05-30")
        try await sample.round("2027-05-30")
        #expect(try await sample.send(noon("2027-05-30")).map(\.labels) == [["A-1 after1"]])
        // 180 days before 2029-05-20.
        try await sample.round("2028-11-21")
        #expect(try await sample.send(noon("2028-11-21")).map(\.labels) == [["A-2 before180"]])
    }

    @Test("the end of grace is told while the extension is undecided")
    func grace() async throws {
        let sample = try await LadderSample.make(graceDays: 30)
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.store.perform(.fileExtension, "A-1", on: "2027-03-20")
        for text in ["2027-05-21", "2027-06-18"] {
            try await sample.round(text)
            #expect(try await sample.send(noon(text)).isEmpty)
        }
        try await sample.round("2027-06-19")
        #expect(try await sample.send(noon("2027-06-19")).map(\.labels) == [["A-1 graceEnd"]])
        try await sample.round("2027-06-25")
        #expect(try await sample.send(noon("2027-06-25")).isEmpty)
    }

    @Test("a fault of ours tells nobody else, however long it lasts")
    func ours() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker, contact: "labels@example.jp")
        try await sample.round("2027-03-20")
        for text in ["2027-03-21", "2027-03-25", "2027-03-29"] {
            try await sample.round(text)
            let (store, now) = (sample.store, noon(text))
            for letter in try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: now, token: { "" }) {
                #expect(letter.letter.recipient.text == "maker@example.jp")
                try await store.settle(letter, .ours("curl 7"), holder: "t", retryAt: now + 1, at: now)
            }
            let told = try await sample.notices().filter { !$0.contains("overtaken") }
            #expect(told == ["A-1 before60 queued maker@example.jp"])
        }
        #expect(try await sample.send(noon("2027-03-30")).map(\.to) == ["maker@example.jp"])
    }

    @Test("who cannot be reached: the address on the label, then the office, which deals with it")
    func escalation() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker, contact: "labels@example.jp")
        try await sample.issue("A-2", until: "2027-05-20", of: nil)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        let now = noon("2027-03-21")
        #expect(try await sample.send(now, .refused("reply 550")).map(\.to) == ["maker@example.jp"])
        try await sample.round("2027-03-21")
        #expect(try await sample.send(now, .refused("reply 550")).map(\.to) == ["labels@example.jp"])
        try await sample.round("2027-03-21")
        #expect(try await sample.send(now).isEmpty)
        #expect(
            try await sample.notices().filter { !$0.contains("overtaken") } == [
                "A-1 before60 escalated maker@example.jp", "A-2 before60 waiting office",
                "A-1 before60 escalated labels@example.jp", "A-1 before60 waiting office",
            ]
        )
        let waiting = try await sample.store.noticesWaiting()
        #expect(waiting.map(\.number.text) == ["A-2", "A-1"])
        #expect(try await sample.store.countNoticesWaiting() == 2)
        try await sample.store.answer(notice: waiting[0].id, actor: "t", at: now)
        await #expect(throws: Refusal.self) {
            try await sample.store.answer(notice: waiting[0].id, actor: "t", at: now)
        }
        #expect(try await sample.store.noticesWaiting().map(\.number.text) == ["A-1"])
        // A later milestone says it better, and what ended waits for nobody.
        try await sample.round("2027-04-20")
        #expect(try await sample.store.noticesWaiting().map(\.milestone.word) == ["before30"])
        try await sample.store.perform(.withdraw, "A-2", on: "2027-04-21")
        try await sample.round("2027-04-21")
        #expect(try await sample.store.noticesWaiting().isEmpty)
    }

    @Test("a letter that was given up and is asked for again counts as told")
    func replay() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        let now = noon("2027-03-21")
        try await sample.send(now, .refused("reply 550"))
        let dead = try await sample.store.letters(.dead)
        try await sample.store.replay(letter: dead[0].id, actor: "t", at: now)
        #expect(try await sample.send(now).map(\.labels) == [["A-1 before60"]])
        #expect(try await sample.notices().last == "A-1 before60 sent maker@example.jp")
        #expect(try await sample.round("2027-03-21").escalated == 0)
    }

    @Test("an address gets so many digests in a day; what is more waits for the next")
    func perDay() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21", perDay: 1)
        try await sample.send(noon("2027-03-21"))
        // Recorded the same day, on the first of its last thirty days.
        _ = try await sample.store.file(
            .issue(.sample("カメラ A-2"), heldUntil: day("2027-04-20")),
            number: RegistrationNumber(checked: "A-2"),
            OrderTerms(actor: "t"),
            at: noon("2027-03-21") + 1
        )
        try await sample.store.tamper(
            """
            INSERT INTO registration_owner (registration_id, organisation_id, since)
            SELECT id, \(sample.maker.organisation.id), 0 FROM registration WHERE number = 'A-2'
            """
        )
        let later = noon("2027-03-21") + 60_000
        let tally = try await sample.store.keepLadder(perDay: 1, at: later)
        #expect(tally.planned == 1 && tally.letters == 0 && tally.postponed == 1)
        #expect(try await sample.send(later).isEmpty)
        #expect(try await sample.store.keepLadder(perDay: 1, at: later + 60_000) == LadderTally())
        try await sample.round("2027-03-22", perDay: 1)
        #expect(try await sample.send(noon("2027-03-22")).map(\.labels) == [["A-2 before30"]])
    }

    @Test("members are told where they asked for it, administrators always, closed accounts never")
    func choices() async throws {
        let sample = try await LadderSample.make()
        let member = try await sample.member()
        try await sample.store.choose([.labelEnds: false], by: sample.maker, at: noon("2026-01-01"))
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        #expect(try await sample.send(noon("2027-03-21")).map(\.to) == ["maker@example.jp"])
        try await sample.store.choose([.labelEnds: true], by: member, at: noon("2027-03-22"))
        #expect(try await sample.store.letterChoices(of: member.id) == [.labelEnds: true])
        try await sample.round("2027-04-20")
        #expect(
            try await sample.send(noon("2027-04-20")).map(\.to).sorted() == ["maker@example.jp", "member@example.jp"]
        )
        // One of two is told: nothing goes to the office.
        try await sample.round("2027-05-06")
        try await sample.store.tamper("UPDATE account SET state = 'closed' WHERE id = \(member.id)")
        #expect(try await sample.send(noon("2027-05-06")).map(\.to).contains("maker@example.jp"))
        try await sample.round("2027-05-13")
        #expect(try await sample.send(noon("2027-05-13")).map(\.to) == ["maker@example.jp"])
        #expect(try await sample.store.countNoticesWaiting() == 0)
    }

    @Test("many processes plan at the same time, and each notice is made once")
    func race() async throws {
        let sample = try await LadderSample.make()
        for number in 1...30 { try await sample.issue("A-\(number)", until: "2027-05-20", of: sample.maker) }
        try await sample.round("2027-03-20")
        let store = sample.store
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask { _ = try await store.keepLadder(perDay: 100, at: noon("2027-03-21")) }
            }
            try await group.waitForAll()
        }
        let told = try await sample.notices().filter { $0.contains("before60") }
        #expect(told.count == 30 && Set(told).count == 30)
        let sent = try await sample.send(noon("2027-03-21"))
        #expect(sent.flatMap(\.labels).count == 30 && Set(sent.flatMap(\.labels)).count == 30)
    }

    @Test("lists of others are not ours to tell of")
    func imported() async throws {
        let sample = try await LadderSample.make()
        let reading = ListReading.sample("2026-09-01", [.sample("L-1", from: "2025-05-21", until: "2027-05-20")])
        _ = try await sample.store.importList(reading, at: noon("2026-09-01"))
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        #expect(try await sample.notices().isEmpty)
    }

    @Test("what is printed ahead is what comes")
    func forecast() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.issue("A-2", until: "2027-03-30", of: nil)
        try await sample.round("2027-03-20")
        let now = noon("2027-03-20")
        var ahead: [String] = []
        var today = day("2027-03-21")
        while today < day("2027-06-01") {
            ahead += try await sample.store.notices(dueOn: today, at: now).map {
                "\($0.day) \($0.milestone.word) \($0.line.number) \($0.recipients.joined(separator: " "))"
            }
            today = today + 1
        }
        #expect(
            ahead == [
                "2027-03-21 before60 A-1 maker@example.jp", "2027-03-23 before7 A-2 office",
                "2027-03-29 before1 A-2 office", "2027-03-31 after1 A-2 office",
                "2027-04-20 before30 A-1 maker@example.jp", "2027-05-06 before14 A-1 maker@example.jp",
                "2027-05-13 before7 A-1 maker@example.jp", "2027-05-19 before1 A-1 maker@example.jp",
                "2027-05-21 after1 A-1 maker@example.jp",
            ]
        )
        let found = try await sample.store.found("A-1")
        let id = Int64(found.code.sequence)
        let story = try await sample.store.ladders(of: [id], at: now)[id]
        #expect(story?.next == LadderStory.Next(day: day("2027-03-21"), milestone: .before(60)))
        #expect(story?.notices == [])
        // Nothing of it was written.
        #expect(try await sample.notices().isEmpty)
        let letters = try await sample.store.dueLetters(at: noon("2027-03-21"))
        #expect(letters.map(\.recipient.text) == ["maker@example.jp"])
        #expect(letters[0].facts["count"] == "1" && letters[0].facts["nearest"] == "2027-05-20")
    }
}
