import Registry
import TestSupport
import Testing

@testable import Store

@Suite("An order is recorded whole or not at all")
struct LabelStoreTests {
    @Test("a failed order takes no revision and leaves nothing")
    func failed() async throws {
        let store = try await RegistryStore.sample()
        try await store.issue("A")
        let before = try await store.dump()
        let bad: [@Sendable () async throws -> Void] = [
            { try await store.issue("A") },
            { try await store.issue("B", .sample(models: [])) },
            { try await store.issue(String(repeating: "x", count: 65)) },
            { try await store.perform(.extend(heldUntil: day("2020-01-01")), "A", on: "2026-02-01") },
            { try await store.perform(.reinstate, "A", on: "2026-02-01") },
            { try await store.perform(.withdraw, "none", on: "2026-02-01") },
            { try await store.perform(.correct(Correction()), "A", on: "2026-02-01", key: "k") },
        ]
        for (index, order) in bad.enumerated() {
            await #expect(throws: Refusal.self, "order \(index)") { try await order() }
            #expect(try await store.dump() == before, "order \(index)")
        }
    }

    @Test("a transaction thrown midway leaves nothing")
    func thrown() async throws {
        struct Stop: Error {}
        let store = try await RegistryStore.sample()
        let made = try await store.issue("A")
        let before = try await store.dump()
        await #expect(throws: Stop.self) {
            try await store.engine.write { [store] db in
                let writing = LabelWriting(db: db, keys: store.keys, rules: store.rules, now: noon("2026-02-01"))
                _ = try writing.record(
                    [(.withdrawn, day("2026-02-01"))],
                    on: made,
                    id: Int64(made.code.sequence),
                    OrderTerms(actor: "t")
                )
                throw Stop()
            }
        }
        #expect(try await store.dump() == before)
    }

    @Test("a number twice is a conflict that names the first")
    func twice() async throws {
        let store = try await RegistryStore.sample()
        try await store.issue("A", on: "2026-01-05")
        await #expect {
            try await store.issue("A", on: "2026-02-01")
        } throws: { error in
            let refusal = error as? Refusal
            return refusal?.kind == .conflict && refusal?.code == "numberTaken"
                && refusal?.reason.contains("2026-01-05") == true
        }
    }

    @Test("the same key has the same answer, also after more history; another order under it is refused")
    func idempotent() async throws {
        let store = try await RegistryStore.sample()
        let made = try await store.issue("A", key: "one")
        let first = try await store.perform(.fileExtension, "A", on: "2026-02-01", key: "two")
        try await store.perform(.withdraw, "A", on: "2026-03-01")
        let before = try await store.dump()
        let again = try await store.perform(.fileExtension, "A", on: "2026-04-01", key: "two")
        #expect(again.isRepeat && !first.isRepeat)
        #expect(again.registration == first.registration)
        #expect(try await store.issue("A", key: "one") == made)
        for order in [LabelOrder.withdraw, .extend(heldUntil: nil)] {
            await #expect {
                try await store.perform(order, "A", on: "2026-04-01", key: "two")
            } throws: {
                let refusal = $0 as? Refusal
                return refusal?.kind == .unprocessable && refusal?.code == "keyReused"
            }
        }
        #expect(try await store.dump() == before)
    }

    @Test("minted numbers pass over one that was stated before")
    func minted() async throws {
        let store = try await RegistryStore.sample()
        #expect(try await store.issue(nil).number.text == "HF-2026-000001")
        try await store.issue("HF-2026-000003")
        #expect(try await store.issue(nil).number.text == "HF-2026-000004")
        #expect(try await store.issue(nil, on: "2027-01-01").number.text == "HF-2027-000005")
        #expect(try await store.check() == [])
    }

    @Test("a provisional number is issued with what the issue files", arguments: [true, false])
    func provisional(byFiling: Bool) async throws {
        let store = try await RegistryStore.sample()
        let number = RegistrationNumber(checked: "P")
        let first = try await store.file(
            .provisional(.sample("仮の名")),
            number: number,
            OrderTerms(actor: "t"),
            at: noon("2026-01-01")
        ).registration
        #expect(first.answer(on: day("2026-02-01")).standing == .provisional)
        let filing = Filing.sample("本当の名", maker: "別社", models: ["X", "Y"])
        if byFiling {
            try await store.issue("P", on: "2026-02-01", filing)
        } else {
            try await store.perform(.issue(filing, heldUntil: nil), "P", on: "2026-02-01")
        }
        let issued = try await store.found("P")
        #expect(issued.code == first.code)
        #expect(issued.answer(on: day("2026-02-01")).product.nameJA == "本当の名")
        #expect(issued.answer(on: day("2026-02-01")).manufacturer.nameJA == "別社")
        #expect(issued.models == filing.models)
        #expect(issued.period(on: day("2026-01-31")).standing == .provisional)
        #expect(issued.period(on: day("2026-02-01")).standing == .valid)
        #expect(try await store.check() == [])
    }

    @Test("actors and private notes are the office's alone")
    func notes() async throws {
        let store = try await RegistryStore.sample()
        try await store.issue("A")
        try await store.perform(.withdraw, "A", on: "2026-02-01")
        let number = RegistrationNumber(checked: "A")
        let found = try await store.found("A")
        #expect(found.events.allSatisfy { $0.actor.isEmpty && $0.privateNote.isEmpty })
        #expect(found.events.last?.publicNote == "note")
        let office = try await store.officeHistory(.number(number))
        #expect(office.last?.actor == "t")
        #expect(office.last?.privateNote == "secret")
        let then = try await store.find(.number(number), knownAt: found.revision).registration
        #expect(then?.events == found.events)
    }

    @Test("a doubt is kept once for a key, listed and closed")
    func doubts() async throws {
        let store = try await RegistryStore.sample()
        let doubt = Doubt(
            recordedAt: noon("2026-01-01"),
            subject: "A",
            kind: "other",
            body: "'; DROP TABLE doubt; --",
            contact: "",
            language: "ja"
        )
        let id = try await store.report(doubt, key: "k")
        #expect(try await store.report(doubt, key: "k") == id)
        #expect(try await store.report(doubt, key: nil) == id + 1)
        #expect(try await store.doubts(.open).map(\.body) == [doubt.body, doubt.body])
        try await store.closeDoubt(id, actor: "t", at: noon("2026-01-02"))
        await #expect(throws: Refusal.self) { try await store.closeDoubt(id, actor: "t", at: noon("2026-01-02")) }
        #expect(try await store.doubts(.open).map(\.id) == [id + 1])
        #expect(try await store.doubts(nil).count == 2)
        #expect(try await store.doubts(nil, after: id).count == 1)
    }

    @Test("codes follow the key: leading 30 bits of HMAC-SHA256, as an independent program made them")
    func keys() async throws {
        let store = try await RegistryStore.sample()
        try await store.engine.write { db in
            try LabelKeyRows(db: db).add(secret: Array(0..<32), at: noon("2026-01-01"))
        }
        let keys = try await store.engine.read { try LabelKeyRows(db: $0).all() }
        let known: [(UInt32, String)] = [
            (1, "00001K50HY9S"), (2, "00002Z5PN7H0"), (1000, "000Z8H9PTJ0R"), (33_554_431, "ZZZZZ0554MY5"),
        ]
        for (sequence, text) in known {
            let code = try #require(keys.code(sequence: sequence, keyID: 2))
            #expect(code.text == text)
            #expect(keys.knows(code))
            #expect(!store.keys.knows(code))
        }
        #expect(keys.activeID == 2)
    }

    @Test("a mistyped code leads to the one label that was meant")
    func suggestion() async throws {
        let store = try await RegistryStore.sample()
        let code = try await store.issue("A").code
        for place in 0..<12 {
            var letters = Array(code.text)
            letters[place] = letters[place] == "7" ? "8" : "7"
            guard case .wrongCheck(let values) = LabelCode.read(String(letters)) else {
                Issue.record("\(letters) passed")
                continue
            }
            let found = store.keys.suggestion(for: values)
            #expect(found?.code == code && found?.position == place + 1)
        }
        #expect(try await store.find(LabelCode(sequence: 9, tag: 9)).registration == nil)
        #expect(try await store.find(LabelCode(sequence: code.sequence, tag: 9)).registration == nil)
    }
}
