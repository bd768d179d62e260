import Registry
import TestSupport
import Testing

@testable import Store

@Suite("What texts found is kept, and never mixed with what came later")
struct TextSearchTests {
    private func mark(_ revision: Int64) -> RevisionMark {
        RevisionMark(revision: revision, recordedAt: noon("2026-01-01"))
    }

    @Test("a shelf stays within its bound, keeps what is asked for, and begins anew with the registry")
    func shelf() {
        var shelf = FoundShelf<Int, Int>(mostBytes: 100)
        for number in 0..<1000 {
            shelf.keep(number, number, bytes: 10, at: mark(1))
            #expect(shelf.found(0, at: mark(1)) == 0, "at \(number)")
        }
        #expect((0..<1000).count { shelf.found($0, at: mark(1)) != nil } <= 10)
        shelf.keep(7, 5000, bytes: 26, at: mark(1))
        #expect(shelf.found(5000, at: mark(1)) == nil)
        #expect(shelf.found(0, at: mark(2)) == nil)
        shelf.keep(1, 1, bytes: 10, at: mark(2))
        #expect(shelf.found(0, at: mark(2)) == nil && shelf.found(1, at: mark(1)) == nil)
        #expect(shelf.found(1, at: mark(2)) == 1)
    }

    @Test("what lists have in common is what sets have", arguments: 1...20)
    func common(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<50 {
            let sets = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let (count, most) = (
                    Int.random(in: 0...300, using: &random), UInt32.random(in: 1...600, using: &random)
                )
                return Set((0..<count).map { _ in UInt32.random(in: 0...most, using: &random) })
            }
            let wanted = sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
            #expect(sets.map { $0.sorted() }.common == wanted.sorted())
        }
    }

    @Test("a word is asked for together with others first, by itself the second time, and then no more")
    func errands() {
        var search = TextSearch()
        let first = search.errand(TextSearch.Key(text: "カメラ 1234", groups: []), at: mark(1))
        #expect((first.known.count, first.single.count, first.together.count) == (0, 0, 2))
        let second = search.errand(TextSearch.Key(text: "カメラ 5678 9012", groups: []), at: mark(1))
        #expect((second.known.count, second.single.count, second.together.count) == (0, 1, 2))
        search.keep(TextHits.none, [(second.single[0], [1, 2])], for: second)
        let third = search.errand(TextSearch.Key(text: "カメラ カメラ", groups: []), at: mark(1))
        #expect(third.known == [[1, 2]] && third.single.isEmpty && third.together.isEmpty)
        #expect(search.errand(TextSearch.Key(text: "カメラ", groups: []), at: mark(2)).known.isEmpty)
    }

    @Test("an errand of an earlier revision takes nothing from what was kept then, and keeps nothing")
    func stale() async throws {
        let store = try await RegistryStore.sample()
        try await store.issue("A-1", .sample("照明"))
        let then = try await store.head()
        try await store.issue("A-2", .sample("照明"))
        let now = try await store.head()
        func read(_ mark: RevisionMark, _ known: [UInt32]) async throws -> (ids: [UInt32], isKept: Bool) {
            let errand = TextSearch.Errand(
                key: TextSearch.Key(text: "照明", groups: []),
                mark: mark,
                known: [known]
            )
            return try await store.engine.read { [keys = store.keys] db in
                let read = try TextHits.read(errand, keys: keys, db)
                return (read.hits.ids, read.words != nil)
            }
        }
        let late = try await read(then, [])
        #expect(late.ids == [1, 2] && !late.isKept)
        let timely = try await read(now, [2])
        #expect(timely.ids == [2] && timely.isKept)
    }
}
