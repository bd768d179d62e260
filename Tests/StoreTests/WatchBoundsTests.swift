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
}
