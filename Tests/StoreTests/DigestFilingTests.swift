import Registry
import TestSupport
import Testing

@testable import Store

@Suite("a digest tells by when to file")
struct DigestFilingTests {
    /// Applications that took so many days each, from submission to issue.
    private static func times(_ kind: ApplicationKind, days: Int64, count: Int = 5) -> ReviewTimes {
        let start = noon("2026-10-01")
        let applications = (0..<count).map { _ in
            DecidedApplication(
                kind: kind,
                assurance: .selfDeclared,
                steps: [
                    DecidedApplication.Step(at: start, before: .draft, after: .submitted),
                    DecidedApplication.Step(at: start + days * 86_400_000, before: .submitted, after: .issued),
                ]
            )
        }
        return ReviewTimes(applications, from: day("2026-03-22"), through: day("2027-03-21"))
    }

    /// What the digest of 2027-03-21 says of a label that ends on 2027-05-20, in a language.
    private static func filing(_ times: ReviewTimes?, _ language: Letter.Language) async throws -> String? {
        let sample = try await LadderSample.make()
        try await sample.store.tamper("UPDATE account SET language = '\(language.rawValue)'")
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        let claimed = try await sample.store.claimLetters(
            limit: 9,
            holder: "t",
            lease: 1000,
            at: noon("2027-03-21"),
            times: times,
            token: { "" }
        )
        #expect(claimed.first?.letter.language == language)
        return claimed.first?.letter.entries.first?["filing"]
    }

    @Test("the day follows from what nine in ten took, and is said to be no promise")
    func told() async throws {
        let ja = try #require(try await Self.filing(Self.times(.extension, days: 20), .ja))
        #expect(ja.contains("2027-04-30 まで") && ja.contains("20日以内") && ja.contains("5件") && ja.contains("約束ではありません"))
        let en = try #require(try await Self.filing(Self.times(.extension, days: 20), .en))
        #expect(en.contains("by 2027-04-30") && en.contains("20 days") && en.contains("5 extensions"))
        #expect(en.contains("a figure of the past and no promise"))
        // Of new applications, where too few extensions are known.
        let other = try #require(try await Self.filing(Self.times(.new, days: 1), .en))
        #expect(other.contains("by 2027-05-19") && other.contains("1 day;") && other.contains("5 new applications"))
        // A day that has passed is told as one.
        let late = try #require(try await Self.filing(Self.times(.extension, days: 70), .en))
        #expect(late.contains("was 2027-03-11") && late.contains("you still can"))
        let early = try #require(try await Self.filing(Self.times(.extension, days: 400), .ja))
        #expect(early.contains("でした"))
    }

    @Test("where too little is known, or nobody asks, nothing is said")
    func unknown() async throws {
        #expect(try await Self.filing(nil, .ja) == "")
        #expect(try await Self.filing(Self.times(.extension, days: 20, count: 4), .en) == "")
    }

    @Test("a label whose end has passed has no day left")
    func passed() async throws {
        let sample = try await LadderSample.make()
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-05-20")
        try await sample.round("2027-05-21")
        let times = Self.times(.extension, days: 20)
        let claimed = try await sample.store.claimLetters(
            limit: 9,
            holder: "t",
            lease: 1000,
            at: noon("2027-05-21"),
            times: times,
            token: { "" }
        )
        #expect(claimed.first?.letter.entries.map { $0["filing"] } == [""])
    }
}
