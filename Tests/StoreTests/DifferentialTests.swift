import Crypto
import Foundation
import Registry
import TestSupport
import Testing

@testable import Store

/// Both engines live the same random life; whatever one answers or keeps, the other must too.
@Suite(
    "SQLite and PostgreSQL are one store",
    .enabled(if: TestEngines.cluster != nil, "there is no PostgreSQL cluster")
)
struct DifferentialTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// `HOSHIFUDA_DIFFERENTIAL=200000` for the long run.
    private static let operations = environment["HOSHIFUDA_DIFFERENTIAL"].flatMap { Int($0) } ?? 5_000
    /// `HOSHIFUDA_DIFFERENTIAL_SEEDS=2,3`
    private static let seeds: [UInt64] =
        (environment["HOSHIFUDA_DIFFERENTIAL_SEEDS"] ?? "1").split(separator: ",").compactMap { UInt64($0) }

    @Test("the same life leaves the same answers and the same rows", arguments: seeds)
    func life(seed: UInt64) async throws {
        let secret = [UInt8](repeating: 7, count: 32)
        var one = KnowledgeTests.Life(
            store: try await .sample(SQLiteEngine.inMemory(), secret: secret),
            random: Seeded(seed)
        )
        var other = KnowledgeTests.Life(
            store: try await .sample(TestEngines.freshPostgres(), secret: secret),
            random: Seeded(seed)
        )
        // Lives stay short, or telling each one's whole history would be most of the work.
        one.width = max(500, Self.operations / 10)
        other.width = one.width
        var (ours, theirs) = (SHA256(), SHA256())
        for number in 1...Self.operations {
            try await one.live()
            try await other.live()
            ours.update(data: Array(one.outcome.utf8))
            theirs.update(data: Array(other.outcome.utf8))
            if one.outcome != other.outcome {
                Issue.record("operation \(number): \(one.outcome) is not \(other.outcome)")
                return
            }
            guard number % 100 == 0 else { continue }
            #expect(ours.finalize().hex == theirs.finalize().hex, "operation \(number)")
            try await ask(&one, &other, number)
        }
        #expect(try await one.store.dump() == other.store.dump())
        let digests = try await RegistryCopy.digests(of: one.store.engine)
        #expect(try await RegistryCopy.digests(of: other.store.engine) == digests)
        #expect(try await other.store.check().isEmpty)
        #expect(one.done > Self.operations / 10)
    }

    /// Lookups, earlier knowledge and searches, asked of both.
    private func ask(_ one: inout KnowledgeTests.Life, _ other: inout KnowledgeTests.Life, _ number: Int) async throws {
        let head = try await one.store.head()
        #expect(try await other.store.head() == head)
        for reference in one.references.suffix(5) {
            let found = try await KnowledgeTests.current(one.store, reference)
            #expect(try await KnowledgeTests.current(other.store, reference) == found)
            let revision = Int64(one.pick(Int(head.revision)) + 1)
            _ = other.pick(Int(head.revision))
            let then = try await one.store.find(reference, knownAt: revision)
            #expect(try await other.store.find(reference, knownAt: revision) == then)
        }
        for text in ["照明", "名1", "社", "M1 N2", "R-1", "見本", "a", "ルータ", "1", "R-4 社2 名"] {
            let after = Int64(one.pick(50))
            _ = other.pick(50)
            let found = try await one.store.search(text, after: after, limit: 7)
            #expect(try await other.store.search(text, after: after, limit: 7) == found, "\(text) at \(number)")
        }
        let mark = try await one.store.engine.read { db in try Revisions(db: db).facts(of: head.revision - 5)?.mark }
        let changes = try await one.store.changes(after: try #require(mark))
        #expect(try await other.store.changes(after: try #require(mark)) == changes)
    }

    @Test("a document of thousands of models is found by each of them on both engines")
    func longDocument() async throws {
        let models = (0..<3_000).map { "WSR-\(10_000 + $0)AX" }
        for engine in [try SQLiteEngine.inMemory(), try await TestEngines.freshPostgres()] as [any Engine] {
            let store = try await RegistryStore.sample(engine)
            try await store.issue("MANY", .sample(models: models))
            for model in ["WSR-10000AX", "WSR-11234AX", "WSR-12999AX", "12999AX", "見本 12998"] {
                #expect(try await store.search(model, limit: 5).map(\.number.text) == ["MANY"], "\(model)")
            }
            #expect(try await store.search("WSR-13000AX", limit: 5).isEmpty)
        }
    }

    @Test("a registry copied from one engine to the other is the same, both ways")
    func copies() async throws {
        var life = KnowledgeTests.Life(store: try await .sample(SQLiteEngine.inMemory()), random: Seeded(9))
        for _ in 0..<300 { try await life.live() }
        let server = try await TestEngines.freshPostgres()
        let digests = try await RegistryCopy.copy(from: life.store.engine, to: server, at: noon("2026-01-01"))
        let back = try SQLiteEngine.inMemory()
        #expect(try await RegistryCopy.copy(from: server, to: back, at: noon("2026-01-01")) == digests)
        let store = try await RegistryStore.openReadOnly(back, rules: life.store.rules)
        #expect(try await store.dump() == life.store.dump())
        #expect(try await store.check().isEmpty)
        #expect(try await store.search("見本", limit: 9) == life.store.search("見本", limit: 9))
        await #expect(throws: Refusal.self) {
            try await RegistryCopy.copy(from: back, to: server, at: noon("2026-01-01"))
        }
    }
}
