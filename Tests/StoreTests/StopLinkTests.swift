import Registry
import TestSupport
import Testing

@testable import Store

@Suite("links that stop letters")
struct StopLinkTests {
    /// The letters of an application whose contact is the maker's account, as a sender gets them.
    private static func letters(_ sample: ApplicationSample) async throws -> [ClaimedLetter] {
        var application = try await sample.begin()
        var draft = application.draft
        draft.contact.address = "maker@example.jp"
        application = try await sample.perform(.save(draft), on: application.id, by: .maker)
        try await sample.walk(application, to: .feePaid)
        return try await sample.store.claimLetters(
            limit: 50,
            holder: "t",
            lease: 1000,
            at: sample.clock.now,
            token: { "" }
        )
    }

    private static func token(_ letters: [ClaimedLetter], _ kind: Letter.Kind) throws -> String {
        try #require(letters.first { $0.letter.kind == kind }?.stop)
    }

    @Test("asking changes nothing, using it stops one topic, and once more is the same", arguments: OfferedEngine.all)
    func stops(_ engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let (store, now) = (sample.store, sample.clock.now)
        let letters = try await Self.letters(sample)
        // What begins a deadline has no such link.
        #expect(letters.map(\.letter.kind) == [.applicationAccepted, .applicationInvoiced, .applicationPaid])
        #expect(letters.map { $0.stop != nil } == [true, false, true])
        let token = try Self.token(letters, .applicationAccepted)
        #expect(token.utf8.count == 64 && token.hasPrefix(letters[0].messageID))
        let before = try await store.dump()
        let open = StopLink(topic: .applicationSteps, isStopped: false)
        for _ in 0..<2 { #expect(try await store.stopLink(token) == .open(open)) }
        #expect(try await store.dump() == before)

        let stopped = StopLink(topic: .applicationSteps, isStopped: true)
        #expect(try await store.stopLetters(token, at: now) == .open(stopped))
        #expect(try await store.letterChoices(of: sample[.maker].id) == [.applicationSteps: false])
        let after = try await store.dump()
        let changed = Set(after.keys.filter { after[$0] != before[$0] })
        #expect(changed == ["letter_choice", "act"])
        #expect(try await store.stopLink(token) == .open(stopped))
        #expect(try await store.stopLetters(token, at: now + 1) == .open(stopped))
        // Another letter's link stops the same.
        let other = try Self.token(letters, .applicationPaid)
        #expect(other != token)
        #expect(try await store.stopLetters(other, at: now + 1) == .open(stopped))
        #expect(try await store.dump() == after)
        // What waits is not sent any more, but for what begins a deadline.
        let left = try await store.claimLetters(limit: 50, holder: "u", lease: 1000, at: now + 2000, token: { "" })
        #expect(left.map(\.letter.kind) == [.applicationInvoiced])
        // Turned on again, the same link stops it again.
        try await store.choose([.applicationSteps: true], by: sample[.maker], at: now + 3000)
        #expect(try await store.stopLink(token) == .open(open))
        #expect(try await store.stopLetters(token, at: now + 3001) == .open(stopped))
    }

    @Test("a garbled token, one of another registry and a letter's bare name stop nothing")
    func garbled() async throws {
        let sample = try await ApplicationSample.make()
        let store = sample.store
        let letters = try await Self.letters(sample)
        let token = try Self.token(letters, .applicationAccepted)
        let other = try await ApplicationSample.make()
        let foreign = try Self.token(try await Self.letters(other), .applicationAccepted)
        let invoice = letters[1].messageID
        let before = try await store.dump()
        let tail = String(token.dropFirst(32))
        let rest = String(token.dropFirst())
        var tokens: [String] = ["", "-", foreign, letters[0].messageID, token + "0", token.uppercased()]
        tokens.append(String(token.dropLast()))
        tokens.append(invoice + tail)
        tokens.append(letters[2].messageID + tail)
        tokens.append(tail + String(token.prefix(32)))
        tokens += [" " + rest, "'" + rest, token + "?lang=en"]
        tokens += ["0", "０"].map { String(repeating: $0, count: 64) }
        for place in 0..<64 {
            var digits = Array(token.utf8)
            digits[place] = digits[place] == 0x30 ? 0x31 : 0x30
            tokens.append(String(decoding: digits, as: UTF8.self))
        }
        for token in tokens {
            #expect(try await store.stopLink(token) == .unknown, "\(token)")
            #expect(try await store.stopLetters(token, at: sample.clock.now) == .unknown, "\(token)")
        }
        #expect(try await store.dump() == before)
    }

    @Test(
        "a link ends with its letter, with the account and with the address it went to",
        arguments: [
            "DELETE FROM letter", "UPDATE account SET state = 'closed' WHERE address = 'maker@example.jp'",
            "UPDATE account SET address = 'new@example.jp', address_key = 'new@example.jp' "
                + "WHERE address = 'maker@example.jp'",
            "UPDATE letter SET recipient = ''", "UPDATE letter SET subject_id = 0",
        ]
    )
    func over(_ sql: String) async throws {
        let sample = try await ApplicationSample.make()
        let letters = try await Self.letters(sample)
        let token = try Self.token(letters, .applicationAccepted)
        try await sample.store.tamper(sql)
        let before = try await sample.store.dump()
        #expect(try await sample.store.stopLink(token) == .over)
        #expect(try await sample.store.stopLetters(token, at: sample.clock.now) == .over)
        #expect(try await sample.store.dump() == before)
    }

    @Test("a member's digest may be stopped, and what was still to be told is told to the next; an administrator's not")
    func digests() async throws {
        let sample = try await LadderSample.make()
        let store = sample.store
        let member = try await sample.member()
        try await store.choose([.labelEnds: true], by: member, at: noon("2026-01-01"))
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker, contact: "labels@example.jp")
        try await sample.round("2027-03-20")
        try await sample.round("2027-03-21")
        let now = noon("2027-03-21")
        let claimed = try await store.claimLetters(limit: 9, holder: "t", lease: 1000, at: now, token: { "" })
        #expect(claimed.count == 2)
        let own = try #require(claimed.first { $0.letter.recipient.text == "member@example.jp" })
        let boss = try #require(claimed.first { $0.letter.recipient.text == "maker@example.jp" })
        #expect(boss.stop == nil && boss.letter.facts[Letter.optionalFact] == nil)
        let token = try #require(own.stop)
        let stopped = StopLink(topic: .labelEnds, isStopped: true)
        #expect(try await store.stopLetters(token, at: now) == .open(stopped))
        // The sender that has it in hand died; the next finds that it is not wanted. Alone, it would have been the only
        // notice: the manufacturer's public contact is told.
        try await store.tamper("UPDATE notice SET state = 'suppressed' WHERE address = 'maker@example.jp'")
        try await store.tamper("UPDATE account SET state = 'closed' WHERE id = \(sample.maker.id)")
        let again = try await store.claimLetters(limit: 9, holder: "u", lease: 1000, at: now + 1000, token: { "" })
        #expect(again.allSatisfy { $0.letter.recipient.text != "member@example.jp" })
        try await sample.round("2027-03-21")
        #expect(try await sample.notices().last == "A-1 before60 queued labels@example.jp")
        #expect(try await store.notices().contains { $0.address == "member@example.jp" && $0.state == .escalated })
        // Who became an administrator gets them always.
        try await store.tamper("UPDATE account SET roles = 'manufacturerAdministrator' WHERE id = \(member.id)")
        #expect(try await store.stopLink(token) == .always)
        #expect(try await store.stopLetters(token, at: now) == .always)
    }

    @Test("who stopped ends of labels before a letter was made gets none, and the next is told")
    func stoppedBefore() async throws {
        let sample = try await LadderSample.make()
        let member = try await sample.member()
        try await sample.store.choose([.labelEnds: true], by: member, at: noon("2026-01-01"))
        try await sample.store.tamper("UPDATE account SET state = 'closed' WHERE id = \(sample.maker.id)")
        try await sample.issue("A-1", until: "2027-05-20", of: sample.maker)
        try await sample.round("2027-03-20")
        // As many letters as a day has went out already: the notice waits.
        try await sample.round("2027-03-21", perDay: 0)
        #expect(try await sample.notices().last == "A-1 before60 planned member@example.jp")
        try await sample.store.choose([.labelEnds: false], by: member, at: noon("2027-03-21"))
        try await sample.round("2027-03-22")
        try await sample.round("2027-03-22")
        #expect(try await sample.send(noon("2027-03-22")).isEmpty)
        #expect(
            try await sample.notices().suffix(2) == [
                "A-1 before60 escalated member@example.jp", "A-1 before60 waiting office",
            ]
        )
    }
}
