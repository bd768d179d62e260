import Registry

/// Keeps the list facts of the whole registry in memory, so that any filter, order and count costs a walk over a few
/// bytes a label instead of a plan of the database's (Docs/decisions/0023).
///
/// Follows the database by its head: whoever asks gets at least what was recorded before asking.
package actor Catalogue {
    private let engine: any Engine
    private var snapshot: CatalogueSnapshot?
    private var running: Task<CatalogueSnapshot, any Error>?
    /// Newest last.
    private var views: [DayView] = []
    private var search = TextSearch()
    /// Texts that are being looked for, so that several who ask at once wait for one search.
    private var searching: [TextSearch.Key: (mark: RevisionMark, task: Task<TextHits, any Error>)] = [:]

    private static let keptViews = 4
    /// Chunks read in one transaction.
    private static let batch = 16

    init(engine: any Engine) {
        self.engine = engine
    }

    /// Everything up to the newest revision.
    func current() async throws -> CatalogueSnapshot {
        let head = try await engine.lookup { db in try Revisions(db: db).head() }
        while true {
            if let snapshot, snapshot.mark == head || snapshot.mark.revision > head.revision { return snapshot }
            if let running {
                _ = try await running.value
                continue
            }
            let (engine, known) = (engine, snapshot)
            let task = Task { try await Self.following(known, engine) }
            running = task
            defer { running = nil }
            snapshot = try await task.value
        }
    }

    /// Whether there are test registrations; asks the database alone where no list was asked for yet, because reading
    /// the whole registry for one word would keep a first check waiting.
    func hasTests() async throws -> Bool {
        guard snapshot == nil, running == nil else { return try await current().hasTests }
        return try await engine.read { db in try CatalogueSnapshot.hasTests(from: 0, db) }
    }

    /// The registry on a day, as known at a revision.
    func view(on day: Day, revision: Int64) async throws -> DayView {
        let snapshot = try await current()
        let revision = min(revision, snapshot.mark.revision)
        // What was known at a revision never changes, so a view of an older snapshot serves.
        views.removeAll { $0.snapshot.life != snapshot.life }
        if let index = views.firstIndex(where: { $0.day == day.number && Int64($0.revision) == revision }) {
            let view = views.remove(at: index)
            views.append(view)
            return view
        }
        let earlier = views.last { $0.day == day.number }
        let view = DayView(snapshot, day: day, revision: revision, earlier: earlier)
        views.append(view)
        if views.count > Self.keptViews { views.removeFirst() }
        return view
    }

    /// The registrations whose current text meets the words.
    func hits(_ text: String, _ groups: [SearchLexicon.Group], keys: LabelKeys) async throws -> TextHits {
        let mark = try await current().mark
        let key = TextSearch.Key(text: text, groups: groups)
        if let found = search.found(key, at: mark) { return found }
        if let running = searching[key], running.mark == mark { return try await running.task.value }
        let task = Task { try await find(key, keys: keys, at: mark) }
        searching[key] = (mark, task)
        defer { if searching[key]?.mark == mark { searching[key] = nil } }
        return try await task.value
    }

    private func find(_ key: TextSearch.Key, keys: LabelKeys, at mark: RevisionMark) async throws -> TextHits {
        let errand = search.errand(key, at: mark)
        let read = try await engine.read { db in try TextHits.read(errand, keys: keys, db) }
        if let words = read.words { search.keep(read.hits, words, for: errand) }
        return read.hits
    }

    private static let touched = Statement(
        """
        SELECT DISTINCT registration_id / \(CatalogueChunk.width) FROM event WHERE revision > ?1 ORDER BY 1
        """
    )

    /// The next snapshot: the chunks in which anything was recorded since `known`, or all of them.
    private static func following(
        _ known: CatalogueSnapshot?,
        _ engine: any Engine
    ) async throws -> CatalogueSnapshot {
        let start: (head: RevisionMark, last: Int64, stale: [Int]?) = try await engine.read { db in
            let head = try Revisions(db: db).head()
            let last = try db.first(CatalogueSnapshot.lastRegistration) { $0.integer(0) } ?? 0
            // A number may mean another revision after a failover that lost something.
            guard let known, known.mark.revision <= head.revision else { return (head, last, nil) }
            let kept = try Revisions(db: db).facts(of: known.mark.revision)?.mark
            guard kept == known.mark || known.mark.revision == 0 else { return (head, last, nil) }
            return (head, last, try db.all(touched, [.integer(known.mark.revision)]) { Int($0.integer(0)) })
        }
        var next = CatalogueSnapshot(mark: start.head)
        if start.stale != nil, let known { next = known }
        next.mark = start.head
        let count = Int(start.last) / CatalogueChunk.width + 1
        let stale = Set((start.stale ?? []).filter { $0 < next.chunks.count })
        let needed = stale.sorted() + Array(next.chunks.count..<max(count, next.chunks.count))
        if !next.hasTests {
            let first = Int64((next.chunks.count - 1) * CatalogueChunk.width)
            next.hasTests = try await engine.read { db in try CatalogueSnapshot.hasTests(from: first, db) }
        }
        var from = 0
        repeat {
            let part = Array(needed[from..<min(from + batch, needed.count)])
            let before = next
            next = try await engine.read { db in
                var next = before
                try next.words.readManufacturers(db)
                for number in part { try next.read(chunk: number, db) }
                return next
            }
            from += batch
        } while from < needed.count
        return next
    }
}
