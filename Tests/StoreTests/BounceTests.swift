import Registry
import TestSupport
import Testing

@testable import Store

@Suite("letters that come back")
struct BounceTests {
    private static func bounce(_ letter: KeptLetter, _ status: String = "5.1.1", to address: String? = nil) -> Bounce {
        Bounce(
            messageID: letter.messageID + "@example.org",
            addresses: ["elsewhere@example.net", address ?? letter.letter.recipient.key],
            status: status
        )
    }

    /// A digest to the maker that was sent.
    private static func sent(_ sample: LadderSample) async throws -> KeptLetter {
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker, contact: "Labels@example.jp")
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        #expect(try await sample.send(noon("2027-03-21")).map(\.to) == ["maker@example.jp"])
        return try #require(try await sample.store.letters(.sent).first)
    }

    @Test("a letter that came back is given up, and the next recipient is told, to the office at last")
    func counted() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        let letter = try await Self.sent(sample)
        let now = noon("2027-03-22")
        #expect(try await sample.notices().last == "A-1 before60 sent maker@example.jp")
        #expect(try await store.record(Self.bounce(letter), at: now) == .counted)
        let dead = try await store.letters(.dead)
        #expect(dead.map(\.id) == [letter.id] && dead.map(\.outcome) == ["bounced 5.1.1"])
        #expect(dead.first?.settledAt == now)
        #expect(try await sample.notices().last == "A-1 before60 failed maker@example.jp")
        #expect(try await sample.round("2027-03-22").escalated == 1)
        #expect(try await sample.send(now).map(\.to) == ["Labels@example.jp"])
        let second = try #require(try await store.letters(.sent).first)
        // Case is nothing to a mailbox.
        #expect(try await store.record(Self.bounce(second, "5.2.1"), at: now) == .counted)
        #expect(try await sample.round("2027-03-22").escalated == 1)
        #expect(
            try await sample.notices().filter { !$0.contains("overtaken") } == [
                "A-1 before60 escalated maker@example.jp", "A-1 before60 escalated Labels@example.jp",
                "A-1 before60 waiting office",
            ]
        )
        #expect(try await store.letters(.dead).map(\.outcome) == ["bounced 5.1.1", "bounced 5.2.1"])
    }

    @Test("a second bounce changes nothing; asked for again, the letter may come back again")
    func again() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        let letter = try await Self.sent(sample)
        let now = noon("2027-03-22")
        #expect(try await store.record(Self.bounce(letter), at: now) == .counted)
        let before = try await store.dump()
        #expect(try await store.record(Self.bounce(letter, "5.7.1"), at: now + 1) == .known)
        #expect(try await store.dump() == before)
        try await store.replay(letter: letter.id, actor: "t", at: now)
        #expect(try await sample.send(now).map(\.to) == ["maker@example.jp"])
        #expect(try await sample.notices().last == "A-1 before60 sent maker@example.jp")
        #expect(try await store.record(Self.bounce(letter, "5.7.1"), at: now + 2) == .counted)
        #expect(try await store.letters(.dead).map(\.outcome) == ["bounced 5.7.1"])
    }

    @Test("what names no letter of ours, or another recipient, changes nothing")
    func forged() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        let letter = try await Self.sent(sample)
        let right = Self.bounce(letter)
        let before = try await store.dump()
        func id(_ text: String) -> Bounce { Bounce(messageID: text, addresses: right.addresses, status: "5.1.1") }
        let forged = [
            Self.bounce(letter, to: "rival@example.jp"), Self.bounce(letter, to: ""), Self.bounce(letter, to: "maker"),
            Bounce(messageID: right.messageID, addresses: [], status: "5.1.1"),
            id(""), id("@"), id("@example.org"), id(letter.messageID), id(letter.messageID + "@example.net"),
            id(letter.messageID + "@example.org.example.net"), id("x" + right.messageID),
            id(String(letter.messageID.dropLast()) + "@example.org"),
            id("%" + letter.messageID.dropFirst() + "@example.org"),
            id(String(repeating: "0", count: 32) + "@example.org"),
            id(String(repeating: "あ", count: 32) + "@example.org"),
        ]
        for bounce in forged {
            #expect(try await store.record(bounce, at: noon("2027-03-22")) == .foreign, "\(bounce)")
        }
        #expect(try await store.dump() == before)
        // Servers write the name as they like.
        let loud = id(letter.messageID.uppercased() + "@Example.ORG")
        #expect(try await store.record(loud, at: noon("2027-03-22")) == .counted)
    }

    @Test("a letter that nobody was told to have taken counts too, and its sender has nothing more to settle")
    func waiting() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        let now = noon("2027-03-21")
        let fresh = try #require(try await store.letters(.waiting).first)
        // Nothing was handed to anybody yet.
        #expect(try await store.record(Self.bounce(fresh), at: now) == .known)
        #expect(try await store.letters(.waiting).count == 1)
        let claimed = try await store.claimLetters(limit: 1, holder: "t", lease: 1000, at: now, token: { "" })
        #expect(try await store.record(Self.bounce(fresh), at: now) == .counted)
        try await store.settle(try #require(claimed.first), .perhaps("curl 56"), holder: "t", retryAt: now + 1, at: now)
        #expect(try await store.letters(.dead).map(\.outcome) == ["bounced 5.1.1"])
        #expect(try await sample.notices().last == "A-1 before60 failed maker@example.jp")
    }

    @Test("public contacts of notices are forgotten when their time is over, and when the person is erased")
    func forgetting() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        let letter = try await Self.sent(sample)
        let now = noon("2027-03-22")
        _ = try await store.record(Self.bounce(letter), at: now)
        try await sample.round("2027-03-22")
        try await sample.send(now)
        #expect(try await store.forgetNoticeAddresses(before: now) == 0)
        #expect(try await store.forgetNoticeAddresses(before: now + 1) == 1)
        #expect(try await store.forgetNoticeAddresses(before: now + 1) == 0)
        // Accounts' notices stay with the account.
        #expect(
            try await sample.notices().filter { !$0.contains("overtaken") } == [
                "A-1 before60 escalated maker@example.jp", "A-1 before60 sent ",
            ]
        )
        #expect(try await store.dump()["notice"]?.contains { "\($0)".lowercased().contains("labels@") } == false)
        // That it was told stays told.
        #expect(try await sample.round("2027-03-23") == LadderTally())
    }

    @Test("an erased person's address goes out of notices to it as a public contact; the next is told")
    func erasing() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        try await sample.issue("A-1", until: "2027-05-20", of: nil, contact: "Rival@Example.jp")
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21", perDay: 0)
        #expect(try await sample.notices().last == "A-1 before60 planned Rival@example.jp")
        _ = try await store.erase(
            "rival@example.jp",
            reason: "asked by letter",
            actor: "t",
            at: noon("2027-03-21")
        )
        #expect(try await store.dump()["notice"]?.contains { "\($0)".lowercased().contains("rival@") } == false)
        #expect(try await sample.notices().last == "A-1 before60 failed ")
        try await sample.round("2027-03-22")
        #expect(try await sample.notices().suffix(2) == ["A-1 before60 escalated ", "A-1 before60 waiting office"])
    }
}
