import Registry
import TestSupport
import Testing

@testable import Store

@Suite("what watches may take of the store")
struct WatchBoundsTests {
    /// Labels as a list brings them, many at a time.
    private static func fill(_ sample: WatchSample, _ prefix: String, _ count: Int, on text: String) async throws {
        let statements = (1...count).map { number in
            var statement = StatedRegistration.sample("\(prefix)-\(number)", nil, from: "2026-06-01")
            statement.heldUntil = day("2028-05-31")
            return statement
        }
        try await sample.store.fill(statements, source: "", at: noon(text))
    }

    @Test(
        "one claim takes few digests, in their order among the others, and none is left",
        arguments: OfferedEngine.all
    )
    func letters(_ engine: OfferedEngine) async throws {
        let sample = try await WatchSample.make(try await engine.open())
        for number in 1...20 { try await sample.follow(on: "2027-01-05", as: "officer\(number)@example.jp") }
        try await Self.fill(sample, "M", 1, on: "2027-01-06")
        // Two before the digests, and two after them.
        let other = try MailAddress("somebody@example.jp")
        func queue(_ offset: Int64) async throws {
            try await sample.store.engine.write { db in
                let letter = Letter(.applicationPaid, to: other, .en, facts: [:])
                for _ in 0..<2 { try Outbox(db: db).queue(letter, at: noon("2027-01-06") + offset) }
            }
        }
        try await queue(-1)
        try await sample.round("2027-01-06")
        try await queue(1)
        let now = noon("2027-01-06") + 1
        var claims: [[Letter.Kind]] = []
        while true {
            let claimed = try await sample.claim(now)
            if claimed.isEmpty { break }
            claims.append(claimed.map(\.letter.kind))
            for letter in claimed { try await sample.settle(letter, now) }
        }
        let digests = Array(repeating: Letter.Kind.watchDigest, count: WatchDigest.mostLetters)
        let others: [Letter.Kind] = [.applicationPaid, .applicationPaid]
        #expect(claims == [others + digests, digests, Array(digests.prefix(4)) + others])
    }

    @Test("one claim compares few labels: long digests come one by one, and a limit stays a limit")
    func labels() async throws {
        let sample = try await WatchSample.make()
        for number in 1...3 { try await sample.follow(on: "2027-01-05", as: "officer\(number)@example.jp") }
        try await Self.fill(sample, "M", 120, on: "2027-01-06")
        try await sample.round("2027-01-06")
        for _ in 1...3 {
            let claimed = try await sample.claim(noon("2027-01-06"))
            #expect(claimed.map(\.letter.entries.count) == [120])
        }
        #expect(try await sample.claim(noon("2027-01-06")).isEmpty)
    }

    @Test(
        "of a great import a thousand labels are put down, and the letter says there are more",
        arguments: OfferedEngine.all
    )
    func imported(_ engine: OfferedEngine) async throws {
        let sample = try await WatchSample.make(try await engine.open())
        for number in 1...2 { try await sample.follow(on: "2027-01-05", as: "officer\(number)@example.jp") }
        let count = RegistryStore.mostDueLabels + 300
        let statements = (1...count).map { number in
            var statement = StatedRegistration.sample("M-\(number)", nil, from: "2026-06-01")
            statement.heldUntil = day(number == count ? "2027-12-31" : "2028-12-31")
            return statement
        }
        try await sample.store.fill(statements, source: "", at: noon("2027-01-06"))
        let tally = try await sample.round("2027-01-06")
        #expect(tally.due == 2 * RegistryStore.mostDueLabels && tally.letters == 2)
        #expect(try await sample.store.dump()["watch_label"]?.count == 2 * RegistryStore.mostDueLabels)
        for _ in 1...2 {
            let letter = try #require(try await sample.claim(noon("2027-01-06")).first)
            #expect(letter.letter.facts["count"] == "1000 or more")
            #expect(letter.letter.facts["listed"] == "1000 or more (the first 200 are listed)")
            try await sample.settle(letter, noon("2027-01-06"))
        }
        #expect(try await sample.next("2027-01-07") == [])
        // What was not put down is known all the same.
        let near = "watchDigest | M-\(count): the last valid day comes near: 2027-12-31 (in 180 days)"
        #expect(try await sample.next("2027-07-04") == [near, near])
    }

    @Test(
        "the room of a watch is counted once a page, and once more where a part of it ends within its labels",
        arguments: OfferedEngine.all
    )
    func room(_ engine: OfferedEngine) async throws {
        let counting = CountingEngine(base: try await engine.open())
        let sample = try await WatchSample.make(counting)
        let (watches, labels) = (21, 101)
        for number in 1...watches { try await sample.follow(on: "2027-01-05", as: "officer\(number)@example.jp") }
        try await Self.fill(sample, "M", labels, on: "2027-01-06")
        counting.tally.reset()
        // One page, of more than one part and less than two.
        #expect(try await sample.round("2027-01-06").due == watches * labels)
        #expect(counting.tally[WatchRows.due] == watches + 1)
    }

    @Test("words of a letter that had no room for all", arguments: Letter.Language.allCases)
    func words(_ language: Letter.Language) throws {
        let all = Letter.watchFacts(listed: 3, of: 3, language)
        #expect(
            all["count"] == (language == .ja ? "3件" : "3") && all["listed"] == (language == .ja ? "3件" : "3 in all")
        )
        let most = Letter.watchFacts(listed: 200, of: 1000, isLeast: true, language)
        #expect(most["count"] == (language == .ja ? "1000件以上" : "1000 or more"))
        let some = language == .ja ? "1000件以上（うち200件を示します）" : "1000 or more (the first 200 are listed)"
        #expect(most["listed"] == some)
        let bare = Letter.watchFacts(listed: 0, of: 5, language)
        #expect(bare["listed"] == (language == .ja ? "5件" : "5 in all"))
        // A letter keeps its facts as they are.
        let letter = Letter(.watchDigest, to: try MailAddress("a@example.jp"), language, facts: most)
        #expect(letter.facts == most)
    }
}
