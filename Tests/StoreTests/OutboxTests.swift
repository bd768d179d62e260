import Registry
import TestSupport
import Testing

@testable import Store

@Suite("the outbox")
struct OutboxTests {
    private let start = noon("2026-11-21")

    private func queue(_ store: RegistryStore, _ count: Int = 1, lasts: Int64? = nil) async throws {
        let now = start
        try await store.engine.write { db in
            for number in 0..<count {
                let letter = Letter(
                    .accountExists,
                    to: try MailAddress("a\(number)@example.jp"),
                    .ja,
                    facts: ["organisation": "例\(number)"],
                    lastsUntil: lasts.map { now + $0 }
                )
                try Outbox(db: db).queue(letter, at: now)
            }
        }
    }

    @Test("a letter is one sender's until it settles or the lease runs out, and keeps its name")
    func claiming() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 3)
        let first = try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start, token: { "" })
        #expect(first.map(\.letter.recipient.text) == ["a0@example.jp", "a1@example.jp"])
        #expect(first.map(\.attempts) == [1, 1] && first[0].letter.facts == ["organisation": "例0"])
        let second = try await store.claimLetters(limit: 5, holder: "b", lease: 1000, at: start + 1, token: { "" })
        #expect(second.map(\.letter.recipient.text) == ["a2@example.jp"])
        #expect(
            try await store.claimLetters(limit: 5, holder: "c", lease: 1000, at: start + 999, token: { "" }).isEmpty
        )
        let again = try await store.claimLetters(limit: 5, holder: "c", lease: 1000, at: start + 1000, token: { "" })
        #expect(again.map(\.messageID) == first.map(\.messageID) && again.map(\.attempts) == [2, 2])
        // The first sender lost its lease: what it says no longer counts.
        try await store.settle(first[0], .refused("no"), holder: "a", retryAt: nil, at: start + 1001)
        #expect(try await store.backlog() == Backlog(waiting: 3, dead: 0, oldest: start))
        try await store.settle(again[0], .sent, holder: "c", retryAt: nil, at: start + 1002)
        #expect(try await store.backlog() == Backlog(waiting: 2, dead: 0, oldest: start))
        #expect(try await store.letters(.sent).map(\.messageID) == [first[0].messageID])
    }

    @Test("what was put off comes back at its time, what was refused is given up and may be asked for again")
    func settling() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 2)
        let claimed = try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start, token: { "" })
        let retry = start + 5000
        try await store.settle(claimed[0], .later("reply\r\n450"), holder: "a", retryAt: retry, at: start + 1)
        try await store.settle(claimed[1], .refused("reply 550"), holder: "a", retryAt: retry, at: start + 1)
        #expect(
            try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start + 4999, token: { "" }).isEmpty
        )
        #expect(
            try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: retry, token: { "" }).map(\.attempts)
                == [2]
        )
        let dead = try await store.letters(.dead)
        #expect(dead.map(\.outcome) == ["reply 550"] && dead[0].settledAt == start + 1)
        try await store.replay(letter: dead[0].id, actor: "tester", at: retry)
        await #expect(throws: Refusal.self) { try await store.replay(letter: dead[0].id, actor: "tester", at: retry) }
        let replayed = try await store.claimLetters(limit: 2, holder: "b", lease: 1000, at: retry, token: { "" })
        #expect(replayed.map(\.messageID) == [claimed[1].messageID])
    }

    @Test("several attempts are recorded together; one whose lease was lost changes nothing and stops nothing")
    func together() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 4)
        let mine = try await store.claimLetters(limit: 3, holder: "a", lease: 1000, at: start, token: { "" })
        // The fourth is another's.
        let other = try await store.claimLetters(limit: 4, holder: "b", lease: 1000, at: start, token: { "" })
        #expect(mine.count == 3 && other.count == 1)
        let stranger = LetterAttempt(other[0], .sent, holder: "a", retryAt: nil, at: start + 1)
        try await store.settle([
            LetterAttempt(mine[0], .sent, holder: "a", retryAt: nil, at: start + 1), stranger,
            LetterAttempt(mine[1], .refused("reply 550"), holder: "a", retryAt: start + 9, at: start + 1),
            LetterAttempt(mine[2], .perhaps("curl 56"), holder: "a", retryAt: start + 9, at: start + 1),
        ])
        #expect(try await store.letters(.sent).map(\.id) == [mine[0].id])
        #expect(try await store.letters(.dead).map(\.id) == [mine[1].id])
        #expect(try await store.letters(.waiting).map(\.id) == [mine[2].id, other[0].id])
    }

    @Test("what was claimed and not tried is given back as it was, by its sender alone")
    func givingBack() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 3)
        let mine = try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start, token: { "" })
        let other = try await store.claimLetters(limit: 2, holder: "b", lease: 1000, at: start, token: { "" })
        try await store.giveBack(mine + other, holder: "a")
        try await store.giveBack(mine, holder: "a")
        let again = try await store.claimLetters(limit: 3, holder: "c", lease: 1000, at: start, token: { "" })
        #expect(again.map(\.id) == mine.map(\.id) && again.map(\.attempts) == [1, 1])
        #expect(again.map(\.messageID) == mine.map(\.messageID))
    }

    @Test("what dead senders had claimed is free at once for the only one there is")
    func freeing() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 3)
        let mine = try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start, token: { "" })
        try await store.settle(mine[1], .later("reply 450"), holder: "a", retryAt: start + 5000, at: start)
        try await store.freeLetters()
        let again = try await store.claimLetters(limit: 9, holder: "b", lease: 1000, at: start, token: { "" })
        // The attempt was one: nobody knows whether it arrived. What was put off stays put off.
        #expect(again.map(\.attempts) == [2, 1] && again[0].messageID == mine[0].messageID)
        try await store.settle(mine[0], .sent, holder: "a", retryAt: nil, at: start)
        #expect(try await store.letters(.sent).isEmpty)
    }

    @Test("a letter whose time is over is not sent")
    func moot() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 1, lasts: 60_000)
        #expect(
            try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start + 60_000, token: { "" }).isEmpty
        )
        #expect(try await store.letters(.moot).count == 1)
        #expect(try await store.forgetLetters(.moot, before: start + 60_000) == 0)
        #expect(try await store.forgetLetters(.moot, before: start + 60_001) == 1)
    }

    @Test("a letter is queued with what causes it, or not at all")
    func oneTransaction() async throws {
        let store = try await RegistryStore.sample()
        let now = start
        await #expect(throws: Refusal.self) {
            try await store.engine.write { db in
                let letter = Letter(.accountExists, to: try MailAddress("a@example.jp"), .en, facts: [:])
                try Outbox(db: db).queue(letter, at: now)
                throw Refusal(.conflict, "something else went wrong")
            }
        }
        #expect(try await store.backlog().waiting == 0)
    }

    @Test("of many senders each letter is claimed by one")
    func race() async throws {
        let store = try await RegistryStore.sample()
        try await queue(store, 40)
        let now = start
        let claimed = try await withThrowingTaskGroup { group in
            for holder in 0..<8 {
                group.addTask {
                    var ids: [Int64] = []
                    while true {
                        let next = try await store.claimLetters(
                            limit: 3,
                            holder: "\(holder)",
                            lease: 1000,
                            at: now,
                            token: { "" }
                        )
                        guard !next.isEmpty else { return ids }
                        ids += next.map(\.id)
                    }
                }
            }
            return try await group.reduce(into: [Int64]()) { $0 += $1 }
        }
        #expect(claimed.sorted() == Array(1...40))
    }

    @Test("what somebody waits for goes before a night's digests, and what is of an unknown kind holds nobody up")
    func ranks() async throws {
        let store = try await RegistryStore.sample()
        let start = noon("2026-11-21")
        try await store.engine.write { db in
            let outbox = Outbox(db: db)
            for number in 1...5 {
                let address = try MailAddress("h\(number)@example.jp")
                try outbox.queue(Letter(.applicationPaid, to: address, .ja, facts: [:]), at: start)
            }
            let address = try MailAddress("late@example.jp")
            try outbox.queue(Letter(.accountExists, to: address, .ja, facts: [:]), at: start + 1000)
        }
        try await store.tamper("UPDATE letter SET kind = 'sung' WHERE recipient = 'h1@example.jp'")
        var order: [String] = []
        while true {
            let claimed = try await store.claimLetters(
                limit: 2,
                holder: "a",
                lease: 1000,
                at: start + 2000,
                token: { "" }
            )
            guard !claimed.isEmpty else { break }
            let letters = claimed.sorted { $0.letter.kind.isAwaited && !$1.letter.kind.isAwaited }
            order += letters.map { String($0.letter.recipient.text.prefix { $0 != "@" }) }
            for letter in claimed {
                try await store.settle(letter, .sent, holder: "a", retryAt: nil, at: start + 2000)
            }
        }
        #expect(order == ["late", "h2", "h3", "h4", "h5"])
        #expect(try await store.backlog().dead == 1)
    }

    @Test("a claim of which nothing is left goes on to the next")
    func nothingLeft() async throws {
        let store = try await RegistryStore.sample()
        let start = noon("2026-11-21")
        try await store.engine.write { db in
            let outbox = Outbox(db: db)
            // Digests without anything to tell.
            for number in 1...9 {
                try outbox.queue(
                    Letter(.digest, to: try MailAddress("h\(number)@example.jp"), .ja, facts: [:]),
                    at: start
                )
            }
            try outbox.queue(Letter(.applicationPaid, to: try MailAddress("x@example.jp"), .ja, facts: [:]), at: start)
        }
        let claimed = try await store.claimLetters(limit: 2, holder: "a", lease: 1000, at: start, token: { "" })
        #expect(claimed.map(\.letter.kind) == [.applicationPaid])
    }

    @Test("an attempt whose lease ran out is neither recorded nor given back, also where the same sender claimed anew")
    func fenced() async throws {
        let store = try await RegistryStore.sample()
        let start = noon("2026-11-21")
        try await store.fillLetters([try MailAddress("a@example.jp")], at: start)
        func claim(_ now: Moment) async throws -> [ClaimedLetter] {
            try await store.claimLetters(limit: 1, holder: "a", lease: 1000, at: now, token: { "" })
        }
        let first = try await claim(start)
        let second = try await claim(start + 1000)
        #expect(first.count == 1 && second.first?.attempts == 2)
        try await store.giveBack(first, holder: "a")
        try await store.settle(first[0], .refused("no"), holder: "a", retryAt: nil, at: start + 1001)
        #expect(try await claim(start + 1500).isEmpty)
        try await store.settle(second[0], .sent, holder: "a", retryAt: nil, at: start + 1502)
        #expect(try await store.letters(.sent).count == 1)
    }
}
