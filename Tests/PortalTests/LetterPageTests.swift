import Foundation
import Registry
import TestSupport
import Testing

@testable import Portal
@testable import Store

@Suite("letters and notices on the pages")
struct LetterPageTests {
    /// A label of the maker's that ends 30 days after the clock's day, and one of nobody's.
    private static func labels(_ stage: Stage) async throws {
        for number in ["N-1", "N-2"] { try await label(number, until: stage.today + 30, stage) }
        try await own("N-1", stage)
    }

    private static func label(_ number: String, until end: Day, _ stage: Stage) async throws {
        _ = try await stage.store.file(
            .issue(.sample(models: [number]), heldUntil: end),
            number: try RegistrationNumber(number),
            .sample(on: end + -700),
            at: stage.clock.now
        )
    }

    private static func own(_ number: String, _ stage: Stage) async throws {
        try await stage.store.setOwner(
            of: try RegistrationNumber(number),
            to: try stage.account(.maker).organisation.id,
            by: try stage.account(.approver),
            at: stage.clock.now
        )
    }

    @Test(
        "a holder's labels stand in the order of their ends, what is over last; what is not known of all is said once"
    )
    func order() async throws {
        try await Stage.with(.maker, .approver) { stage in
            for (number, days) in [("S-1", 60), ("S-2", -1), ("S-3", 30), ("S-4", 45)] {
                try await Self.label(number, until: stage.today + days, stage)
                try await Self.own(number, stage)
            }
            let filed = try RegistrationNumber("S-4")
            _ = try await stage.store.perform(
                .fileExtension,
                on: .number(filed),
                .sample(on: stage.today),
                at: stage.clock.now
            )
            let page = try await stage[.maker].get("/applications?lang=en").text
            let places = ["S-3", "S-4", "S-1", "S-2"].map { page.firstRange(of: ">\($0)<")?.lowerBound }
            #expect(places.allSatisfy { $0 != nil })
            #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
            #expect(page.components(separatedBy: "Too little is known yet").count == 2)
            // An extension that is asked for is not offered again.
            #expect(page.components(separatedBy: "value=\"extension\"").count == 3)
            #expect(page.contains("An extension is applied for."))
        }
    }

    @Test("a holder sees what comes, and what was told when it was")
    func holder() async throws {
        try await Stage.with(.maker, .approver) { stage in
            try await Self.labels(stage)
            let path = "/applications?lang=en"
            let before = try await stage[.maker].get(path)
            #expect(before.status == 200 && before.text.contains("Next notice"))
            #expect(before.text.contains("30 days before the end") && !before.text.contains("What was told"))
            let now = stage.clock.now
            _ = try await stage.store.keepLadder(perDay: 3, at: now)
            let letters = try await stage.store.claimLetters(
                limit: 10,
                holder: "t",
                lease: 1000,
                at: now,
                token: { "" }
            )
            for letter in letters {
                try await stage.store.settle(letter, .sent, holder: "t", retryAt: nil, at: now)
            }
            let after = try await stage[.maker].get(path)
            #expect(after.text.contains("What was told") && after.text.contains("sent · maker@example.jp"))
            #expect(after.text.contains("14 days before the end"))
        }
    }

    @Test("an administrator sees what could not be told, sends it again and marks what the office told itself")
    func office() async throws {
        try await Stage.with(.maker, .approver, .administrator) { stage in
            try await Self.labels(stage)
            let now = stage.clock.now
            _ = try await stage.store.keepLadder(perDay: 3, at: now)
            let claimed = try await stage.store.claimLetters(
                limit: 20,
                holder: "t",
                lease: 1000,
                at: now,
                token: { "" }
            )
            for letter in claimed where letter.letter.kind == .digest {
                try await stage.store.settle(letter, .refused("reply 550"), holder: "t", retryAt: nil, at: now)
            }
            let page = "/office/letters?lang=en"
            let shown = try await stage[.administrator].get(page)
            #expect(shown.status == 200 && shown["Cache-Control"] == "no-store")
            #expect(shown.text.contains("maker@example.jp") && shown.text.contains("reply 550"))
            #expect(shown.text.contains(">N-2<") && !shown.text.contains(">N-1<"))
            let dead = try #require(try await stage.store.letters(.dead).first)
            let replayed = try await stage[.administrator].post("/office/letters/\(dead.id)/replay?lang=en", [])
            #expect(replayed.status == 303 && replayed["Location"] == "/office/letters?done=yes&lang=en")
            #expect(try await stage.store.letters(.dead).isEmpty)
            let twice = try await stage[.administrator].post("/office/letters/\(dead.id)/replay?lang=en", [])
            #expect(twice.status == 404)
            let waiting = try #require(try await stage.store.noticesWaiting().first)
            let told = try await stage[.administrator].post("/office/notices/\(waiting.id)/answer?lang=en", [])
            #expect(told.status == 303)
            #expect(try await stage.store.noticesWaiting().isEmpty)
            let empty = try await stage[.administrator].get("/office/letters?done=yes&lang=en").text
            #expect(empty.contains("Nothing is for the office to tell") && empty.contains("Recorded."))
        }
    }

    @Test(
        "what a fault of ours holds back stands where the office looks, with its reason, and nobody is told of as bad"
    )
    func heldBack() async throws {
        try await Stage.with(.maker, .approver, .administrator) { stage in
            try await Self.labels(stage)
            let (store, now) = (stage.store, stage.clock.now)
            let without = try await stage[.administrator].get("/office/letters?lang=en").text
            #expect(!without.contains("held back by a fault of ours"))
            _ = try await store.keepLadder(perDay: 3, at: now)
            let fault = Delivery.ours("at MAIL, reply 550, curl 55")
            for letter in try await store.claimLetters(limit: 20, holder: "t", lease: 1000, at: now, token: { "" }) {
                try await store.settle(letter, fault, holder: "t", retryAt: now + 300_000, at: now)
            }
            let english = try await stage[.administrator].get("/office/letters?lang=en").text
            #expect(english.contains("Letters held back by a fault of ours"))
            #expect(english.contains("at MAIL, reply 550, curl 55") && english.contains("No letter was given up"))
            #expect(try await stage[.administrator].get("/office/letters?lang=ja").text.contains("登録所の側の理由で送れない手紙"))
        }
    }

    @Test("what came back after it was sent stands where the office looks, and the holder sees that it did not arrive")
    func cameBack() async throws {
        try await Stage.with(.maker, .approver, .administrator) { stage in
            try await Self.labels(stage)
            let now = stage.clock.now
            _ = try await stage.store.keepLadder(perDay: 3, at: now)
            for letter in try await stage.store.claimLetters(limit: 9, holder: "t", lease: 1000, at: now, token: { "" })
            {
                try await stage.store.settle(letter, .sent, holder: "t", retryAt: nil, at: now)
                guard letter.letter.kind == .digest else { continue }
                let bounce = Bounce(
                    messageID: letter.messageID + "@" + TestRegistry.host,
                    addresses: [letter.letter.recipient.key],
                    status: "5.1.1"
                )
                #expect(try await stage.store.record(bounce, at: now) == .counted)
            }
            #expect(try await stage[.administrator].get("/office/letters?lang=en").text.contains("bounced 5.1.1"))
            #expect(
                try await stage[.maker].get("/applications?lang=en").text.contains("not delivered · maker@example.jp")
            )
            // Nobody else is there to be told: the next round asks the office.
            _ = try await stage.store.keepLadder(perDay: 3, at: now)
            #expect(try await stage.store.noticesWaiting().map(\.number.text).sorted() == ["N-1", "N-2"])
        }
    }

    @Test("who may choose letters chooses them on the page of the account")
    func choices() async throws {
        try await Stage.with(.maker, .administrator) { stage in
            let account = try stage.account(.maker)
            let shown = try await stage[.maker].get("/account?lang=en").text
            #expect(shown.contains("name=\"applicationSteps\" value=\"yes\" checked=\"checked\""))
            // Administrators cannot stop what is told of their labels' ends.
            #expect(!shown.contains("name=\"labelEnds\""))
            let fields = [("labelEnds", "no")]
            #expect(try await stage[.maker].post("/account/letters?lang=en", fields).status == 303)
            #expect(try await stage.store.letterChoices(of: account.id) == [.applicationSteps: false])
            let after = try await stage[.maker].get("/account?lang=en&chosen=yes").text
            #expect(after.contains("name=\"applicationSteps\" value=\"yes\"/>") && after.contains("Saved."))
            #expect(!(try await stage[.administrator].get("/account?lang=en").text.contains("id=\"letters\"")))
        }
    }
}
