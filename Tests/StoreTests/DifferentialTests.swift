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
        for begun in stride(from: 0, to: Self.operations, by: 100) {
            let (left, right) = (one, other)
            async let ours = Self.stretch(of: left)
            async let theirs = Self.stretch(of: right)
            let (mine, its) = (try await ours, try await theirs)
            for (number, pair) in zip(mine.outcomes, its.outcomes).enumerated() where pair.0 != pair.1 {
                Issue.record("operation \(begun + number + 1): \(pair.0) is not \(pair.1)")
                return
            }
            #expect(mine.answers == its.answers, "after operation \(begun + 100)")
            (one, other) = (mine.life, its.life)
        }
        #expect(try await one.store.dump() == other.store.dump())
        let digests = try await RegistryCopy.digests(of: one.store.engine)
        #expect(try await RegistryCopy.digests(of: other.store.engine) == digests)
        #expect(try await other.store.check().isEmpty)
        #expect(one.done > Self.operations / 10)
    }

    /// What a store answers after a hundred happenings: lookups, earlier knowledge, searches, news.
    private struct Answers: Equatable {
        var head: RevisionMark
        var findings: [Finding] = []
        var found: [[Registration]] = []
        var changes: Changes
    }

    /// A hundred happenings of one life and what they came to. The two lives are lived side by side.
    private static func stretch(
        of before: KnowledgeTests.Life
    ) async throws -> (life: KnowledgeTests.Life, outcomes: [String], answers: Answers) {
        var life = before
        var outcomes: [String] = []
        for _ in 0..<100 {
            try await life.live()
            outcomes.append(life.outcome)
        }
        let head = try await life.store.head()
        let mark = try await life.store.engine.read { db in try Revisions(db: db).facts(of: head.revision - 5)?.mark }
        var answers = Answers(head: head, changes: try await life.store.changes(after: try #require(mark)))
        for reference in life.references.suffix(5) {
            answers.findings.append(try await KnowledgeTests.current(life.store, reference))
            let revision = Int64(life.pick(Int(head.revision)) + 1)
            answers.findings.append(try await life.store.find(reference, knownAt: revision))
        }
        for text in ["照明", "名1", "社", "M1 N2", "R-1", "見本", "a", "ルータ", "1", "R-4 社2 名"] {
            answers.found.append(try await life.store.search(text, after: Int64(life.pick(50)), limit: 7))
        }
        return (life, outcomes, answers)
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
