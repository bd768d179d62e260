import Registry
import TestSupport
import Testing

@testable import Store

@Suite("endpoints and what waits for them")
struct WebhookTests {
    private static let hour = WebhookSample.hour
    private static let day = WebhookSample.day

    @Test("nothing is sent before the endpoint has answered the challenge, and only its own token will do")
    func challenge() async throws {
        let sample = try await WebhookSample.make(isProven: false)
        try await sample.label("A-1")
        try await sample.store.perform(.withdraw, "A-1", on: "2026-11-22")
        let claimed = try await sample.claim(at: sample.start)
        #expect(claimed.map(\.event) == [.endpointChallenge] && claimed[0].facts == ["challenge": "token"])
        for (outcome, at) in [
            (WebhookOutcome.answer(200, "nekot"), sample.start), (.answer(200), sample.start + 5000),
        ] {
            let again = at == sample.start ? claimed : try await sample.claim(at: at)
            try await sample.settle(try #require(again.first), outcome, retryAt: at + 5000, at: at)
            #expect(try await sample.now().state == .unproven)
        }
        // Another challenge overtakes the first, whose token no longer counts.
        try await sample.store.challengeEndpoint(
            sample.endpoint.id,
            token: "second",
            by: sample.signed,
            at: sample.start + 60_000
        )
        let second = try #require(try await sample.claim(at: sample.start + 60_000).first)
        #expect(second.facts == ["challenge": "second"])
        try await sample.settle(
            second,
            .answer(200, "token"),
            retryAt: sample.start + 70_000,
            at: sample.start + 60_000
        )
        let third = try #require(try await sample.claim(at: sample.start + 70_000).first)
        try await sample.settle(third, .answer(204, "\r\n second\n"), at: sample.start + 70_000)
        #expect(try await sample.now().state == .active)
        #expect(try await sample.log().map(\.state) == [.sent, .moot])
        let acts = try await sample.store.acts(ActFilter(subject: "endpoint \(sample.endpoint.id)"), limit: 9)
        #expect(acts.map(\.verb) == ["proveEndpoint", "challengeEndpoint", "addEndpoint"])
        #expect(acts.allSatisfy { $0.detail == "hooks.example.jp" })
    }

    @Test("a challenge is asked for at most once a minute, lasts an hour and is not sent again by hand")
    func challengeTimes() async throws {
        let sample = try await WebhookSample.make(isProven: false)
        let (id, signed) = (sample.endpoint.id, sample.signed)
        await #expect {
            try await sample.store.challengeEndpoint(id, token: "x", by: signed, at: sample.start + 59_999)
        } throws: { ($0 as? Refusal)?.code == "tooOften" }
        #expect(try await sample.claim(at: sample.start + Self.hour).isEmpty)
        #expect(try await sample.log().map(\.state) == [.moot])
        // Nothing is due any more, so nobody looks again.
        #expect(try await sample.claim(at: sample.start + 2 * Self.hour).isEmpty)
        let line = try #require(try await sample.log().first)
        await #expect(throws: Refusal.self) {
            try await sample.store.replayDelivery(line.id, to: id, by: signed, at: sample.start + 2 * Self.hour)
        }
    }

    @Test("what happens to a label is queued with it, for those who want to be told, and shows the revision it was")
    func events() async throws {
        let sample = try await WebhookSample.make(events: [.labelWithdrawn, .labelCorrected, .labelRevoked])
        let label = try await sample.label("A-1")
        try await sample.store.issue("B-1", on: "2026-11-21")
        try await sample.store.perform(.withdraw, "B-1", on: "2026-11-22")
        let done = try await sample.store.perform(.withdraw, "A-1", on: "2026-11-22")
        let claimed = try await sample.claim(at: noon("2026-11-23"))
        #expect(claimed.map(\.event) == [.labelWithdrawn])
        let first = try #require(claimed.first)
        #expect(first.number == label.number && first.revision == done.registration.revision)
        #expect(first.secrets == [WebhookSample.secret] && first.url == "https://hooks.example.jp/in")
        #expect(first.webhookID.hasPrefix("msg_") && first.attempts == 1 && !first.isSlow)
        #expect(first.queuedAt == done.registration.recordedAt)
    }

    @Test("what is undone is not told")
    func oneTransaction() async throws {
        let sample = try await WebhookSample.make()
        let label = try await sample.label("A-1")
        let id = Int64(label.code.sequence)
        let now = sample.start
        await #expect(throws: Refusal.self) {
            try await sample.store.engine.write { db in
                try Deliveries(db: db).queueOnce(.labelExpiring, on: id, revision: label.revision, since: nil, at: now)
                throw Refusal(.conflict, "something else went wrong")
            }
        }
        #expect(try await sample.claim(at: now).isEmpty)
        try await sample.store.engine.write { db in
            try Deliveries(db: db).queueOnce(.labelExpiring, on: id, revision: label.revision, since: nil, at: now)
            try Deliveries(db: db).queue(
                .applicationChanged,
                organisation: sample.signed.account.organisation.id,
                facts: ["application": "A-2026-1", "state": "received"],
                at: now
            )
        }
        #expect(try await sample.log().map(\.event) == [.applicationChanged, .labelExpiring, .endpointChallenge])
    }

    @Test(
        "an endpoint has one thing on its way; a sender that dies keeps its attempt, and others go on under the same id"
    )
    func lease() async throws {
        let sample = try await WebhookSample.make()
        for number in 1...3 {
            try await sample.label("A-\(number)")
            try await sample.store.perform(.withdraw, "A-\(number)", on: "2026-11-22")
        }
        let now = noon("2026-11-23")
        let first = try #require(try await sample.claim(at: now).first)
        #expect(first.number?.text == "A-1")
        #expect(try await sample.claim(holder: "b", at: now + 999).isEmpty)
        // The first sender was killed after the attempt was recorded.
        let second = try #require(try await sample.claim(holder: "b", at: now + 1000).first)
        #expect(second.webhookID == first.webhookID && second.attempts == 2)
        // What it says after that no longer counts.
        try await sample.settle(first, .answer(204), holder: "a", at: now + 1001)
        #expect(try await sample.log().first { $0.id == first.id }?.state == .waiting)
        try await sample.settle(second, .answer(500), holder: "b", retryAt: now + 9000, at: now + 1002)
        // What failed waits; what came after it does not.
        let third = try #require(try await sample.claim(at: now + 1003).first)
        #expect(third.number?.text == "A-2")
        try await sample.settle(third, .answer(200), at: now + 1004)
        let fourth = try #require(try await sample.claim(at: now + 1005).first)
        try await sample.settle(fourth, .answer(200), at: now + 1006)
        #expect(try await sample.claim(at: now + 8999).isEmpty)
        let last = try #require(try await sample.claim(at: now + 9000).first)
        #expect(last.webhookID == first.webhookID && last.attempts == 3)
        try await sample.settle(last, .answer(299), at: now + 9001)
        #expect(try await sample.claim(at: now + Self.day).isEmpty)
    }

    @Test("of many senders each endpoint is claimed by one, and nothing is lost")
    func race() async throws {
        let sample = try await WebhookSample.make()
        let organisation = sample.signed.account.organisation.id
        let now = sample.start
        for number in 0..<8 {
            let order = try EndpointOrder(
                try EndpointAddress("https://h\(number).example.jp/"),
                label: "",
                events: [.applicationChanged]
            )
            _ = try await sample.store.addEndpoint(
                order,
                secret: WebhookSample.secret,
                token: "t\(number)",
                by: sample.signed,
                at: now
            )
        }
        let claimed = try await withThrowingTaskGroup { group in
            for holder in 0..<6 {
                group.addTask {
                    var ids: [Int64] = []
                    while true {
                        let next = try await sample.claim(limit: 2, holder: "\(holder)", at: now)
                        guard !next.isEmpty else { return ids }
                        ids += next.map(\.endpoint)
                    }
                }
            }
            return try await group.reduce(into: [Int64]()) { $0 += $1 }
        }
        #expect(claimed.count == 8 && Set(claimed).count == 8)
        #expect(try await sample.store.endpoints(of: organisation).count == 9)
        // Two more are too many.
        let order = try EndpointOrder(try EndpointAddress("https://x.example.jp/"), label: "", events: [.labelIssued])
        func add() async throws {
            _ = try await sample.store.addEndpoint(order, secret: "", token: "", by: sample.signed, at: now)
        }
        try await add()
        await #expect { try await add() } throws: { ($0 as? Refusal)?.code == "tooManyEndpoints" }
    }

    @Test("slow endpoints are claimed apart, until they answer in time again")
    func slow() async throws {
        let sample = try await WebhookSample.make()
        try await sample.store.testEndpoint(sample.endpoint.id, by: sample.signed, at: sample.start)
        let first = try #require(try await sample.claim(at: sample.start).first)
        let hung = WebhookOutcome(.perhaps("no answer (curl 28)"), isSlow: true)
        try await sample.settle(first, hung, retryAt: sample.start + 5000, at: sample.start + 1)
        #expect(try await sample.claim(at: sample.start + 5000).isEmpty)
        let second = try #require(try await sample.claim(slow: true, at: sample.start + 5000).first)
        #expect(second.isSlow && second.webhookID == first.webhookID)
        try await sample.settle(second, .answer(200), at: sample.start + 5001)
        try await sample.store.testEndpoint(sample.endpoint.id, by: sample.signed, at: sample.start + 60_000)
        #expect(try await sample.claim(slow: true, at: sample.start + 60_000).isEmpty)
        #expect(try await sample.claim(at: sample.start + 60_000).count == 1)
    }

    @Test("after five days of nothing but failures it is paused, its keepers hear of it, and what happens waits")
    func pause() async throws {
        let sample = try await WebhookSample.make()
        var now = sample.start
        for round in 0...5 {
            try await sample.store.testEndpoint(sample.endpoint.id, by: sample.signed, at: now)
            let claimed = try #require(try await sample.claim(at: now).first)
            // Nothing is tried again, so each test stands for itself.
            try await sample.settle(claimed, .answer(500), at: now)
            #expect(try await sample.now().state == (round == 5 ? .paused : .active))
            now = now + Self.day
        }
        let letters = try await sample.store.letters(.waiting).filter { $0.letter.kind == .endpointPaused }
        #expect(letters.map(\.letter.recipient.text) == ["hanako@example.jp"])
        #expect(letters[0].letter.facts == ["endpoint": "line 1 (hooks.example.jp)"])
        let acts = try await sample.store.acts(ActFilter(actor: "webhooks", verb: "pauseEndpoint"), limit: 9)
        #expect(acts.count == 1)
        try await sample.label("A-1", on: "2026-11-28")
        try await sample.store.perform(.withdraw, "A-1", on: "2026-11-28")
        let later = now + Self.day + 1000
        #expect(try await sample.claim(at: later).isEmpty)
        try await sample.store.turnEndpoint(sample.endpoint.id, to: .active, by: sample.signed, at: later)
        let waited = try #require(try await sample.claim(at: later).first)
        #expect(waited.event == .labelWithdrawn)
        try await sample.settle(waited, .answer(200), at: later)
        #expect(try await sample.now().failingSince == nil)
    }

    @Test("410 ends it: nothing more is queued, what waits is moot, and its secret is forgotten")
    func gone() async throws {
        let sample = try await WebhookSample.make()
        for number in 1...2 {
            try await sample.label("A-\(number)")
            try await sample.store.perform(.withdraw, "A-\(number)", on: "2026-11-22")
        }
        let now = noon("2026-11-23")
        let claimed = try #require(try await sample.claim(at: now).first)
        try await sample.settle(claimed, .answer(410), retryAt: now + 5000, at: now)
        #expect(try await sample.now().state == .ended)
        #expect(try await sample.log().map(\.state) == [.moot, .dead, .sent])
        #expect(try await sample.store.letters(.waiting).contains { $0.letter.kind == .endpointEnded })
        try await sample.store.perform(.reinstate, "A-1", on: "2026-11-24")
        #expect(try await sample.claim(at: now + Self.day).isEmpty)
        let dump = try await sample.store.dump()
        let texts = dump.values.joined().joined().compactMap { value -> String? in
            if case .text(let text) = value { text } else { nil }
        }
        #expect(!texts.contains { $0.contains(WebhookSample.secret) })
    }

    @Test("during a rotation both secrets sign, for a day; then the new one alone")
    func rotation() async throws {
        let sample = try await WebhookSample.make()
        let (id, signed, start) = (sample.endpoint.id, sample.signed, sample.start)
        try await sample.store.rotateEndpoint(id, secret: WebhookSample.other, by: signed, at: start)
        let end = start + Self.day
        for (now, secrets) in [
            (end + -1, [WebhookSample.other, WebhookSample.secret]), (end + 60_000, [WebhookSample.other]),
        ] {
            try await sample.store.testEndpoint(id, by: signed, at: now)
            let claimed = try #require(try await sample.claim(at: now).first)
            #expect(claimed.secrets == secrets)
            try await sample.settle(claimed, .answer(200), at: now)
        }
    }

    @Test("what was given up or sent goes again under its own id, and old lines are forgotten")
    func replay() async throws {
        let sample = try await WebhookSample.make()
        let (id, signed, start) = (sample.endpoint.id, sample.signed, sample.start)
        try await sample.store.testEndpoint(id, by: signed, at: start)
        let first = try #require(try await sample.claim(at: start).first)
        try await sample.settle(first, .answer(500), at: start)
        let line = try #require(try await sample.log().first)
        #expect(line.state == .dead && line.outcome == "answer 500" && line.mayReplay)
        for _ in 0..<2 {
            try await sample.store.replayDelivery(line.id, to: id, by: signed, at: start + 1)
            await #expect(throws: Refusal.self) {
                try await sample.store.replayDelivery(line.id, to: id, by: signed, at: start + 1)
            }
            let again = try #require(try await sample.claim(at: start + 1).first)
            #expect(again.webhookID == first.webhookID && again.attempts == 1)
            try await sample.settle(again, .answer(200), at: start + 2)
        }
        // The challenge before it goes; the newest line stays whatever its age.
        #expect(try await sample.store.forgetDeliveries(.sent, before: start) == 0)
        #expect(try await sample.store.forgetDeliveries(.sent, before: start + 3) == 1)
        #expect(try await sample.log().map(\.id) == [line.id])
    }

    @Test("an application's moves and the label that follows from it are told to the applicant's endpoints alone")
    func application() async throws {
        let sample = try await ApplicationSample.make()
        let store = sample.store
        let now = sample.clock.now
        var endpoints: [Person: Endpoint] = [:]
        for person in [Person.maker, .rival] {
            let order = try EndpointOrder(
                try EndpointAddress("https://\(person.rawValue).example.jp/"),
                label: "",
                events: Set(WebhookEvent.offered)
            )
            endpoints[person] = try await store.addEndpoint(
                order,
                secret: WebhookSample.secret,
                token: "token",
                by: try await WebhookSample.signIn(store, sample[person].address, at: now),
                at: now
            )
        }
        for claimed in try await store.claimDeliveries(slow: false, limit: 9, holder: "a", lease: 1000, at: now) {
            try await store.settle(claimed, .answer(200, "token"), holder: "a", retryAt: nil, at: now)
        }
        func told(_ person: Person) async throws -> [KeptDelivery] {
            let endpoint = try #require(endpoints[person])
            let organisation = sample[person].organisation.id
            return try await store.deliveries(to: endpoint.id, of: organisation, limit: 100).deliveries
        }
        let number = try await sample.issued().number
        let events = try await told(.maker)
        #expect(events.filter { $0.event == .labelIssued }.map(\.number) == [number])
        #expect(events.count { $0.event == .applicationChanged } >= 3)
        #expect(try await told(.rival).map(\.event) == [.endpointChallenge])
    }

    @Test("another organisation's endpoint is as little there as one that is not")
    func tenants() async throws {
        let sample = try await WebhookSample.make()
        let account = try await SignInTests.registrant(
            sample.store,
            "taro@example.jp",
            number: "4000012050005",
            at: sample.start
        )
        let stranger = try await WebhookSample.signIn(sample.store, account.address, at: sample.start)
        let id = sample.endpoint.id
        let store = sample.store
        let now = sample.start + 100_000
        #expect(try await store.endpoints(of: account.organisation.id).isEmpty)
        for turn in [Endpoint.State.paused, .active, .ended] {
            await #expect { try await store.turnEndpoint(id, to: turn, by: stranger, at: now) } throws: {
                ($0 as? Refusal) == RegistryStore.noSuchEndpoint
            }
        }
        await #expect { try await store.testEndpoint(id, by: stranger, at: now) } throws: {
            ($0 as? Refusal) == RegistryStore.noSuchEndpoint
        }
        await #expect { try await store.rotateEndpoint(id, secret: "", by: stranger, at: now) } throws: {
            ($0 as? Refusal) == RegistryStore.noSuchEndpoint
        }
        await #expect { _ = try await store.deliveries(to: id, of: account.organisation.id, limit: 9) } throws: {
            ($0 as? Refusal) == RegistryStore.noSuchEndpoint
        }
        await #expect { try await store.testEndpoint(99, by: sample.signed, at: now) } throws: {
            ($0 as? Refusal) == RegistryStore.noSuchEndpoint
        }
        #expect(try await sample.now().state == .active)
    }
}
