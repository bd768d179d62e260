import Dispatch
package import Registry
import Synchronization

/// What an import did, or with a dry run would do.
package struct ImportSummary: Hashable, Sendable {
    package var rows: Int
    /// Registrations that the edition states.
    package var registrations: Int
    /// Distinct pairs of registration and exact model that the edition states.
    package var models: Int
    package var skipped: Int
    package var conflicts: Int
    package var added: Int
    package var changed: Int
    package var absent: Int
    package var unchanged: Int
    /// The revision that recorded it; nil where nothing changed or nothing was recorded.
    package var revision: Int64?
    package var isDryRun: Bool
}

extension RegistryStore {
    /// Records one edition of a list: all of it or nothing, in one revision.
    ///
    /// The same edition again changes nothing. An edition older than the newest one of its list is refused.
    package func importList(
        _ reading: ListReading,
        dryRun: Bool = false,
        actor: String = "operator",
        at now: Moment,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> ImportSummary {
        do {
            return try await engine.write { [keys, rules] db in
                let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
                let summary = try ListWriting(
                    db: db,
                    writing: writing,
                    reading: reading,
                    actor: actor,
                    progress: progress
                ).run()
                if dryRun { throw DryRun(summary: summary) }
                return summary
            }
        } catch let rehearsed as DryRun {
            var summary = rehearsed.summary
            summary.isDryRun = true
            summary.revision = nil
            return summary
        }
    }
}

extension RegistryStore {
    /// Files registrations from a source without an edition, in one revision: for measuring stores of a given size.
    package func fill(_ statements: [StatedRegistration], source: String, at now: Moment) async throws {
        let reading = ListReading(
            edition: Edition(source: source, day: now.day, fileName: "", digest: ""),
            origin: .test,
            rows: 0,
            statements: statements,
            skipped: [],
            conflicts: [],
            remarks: []
        )
        try await engine.write { [keys, rules] db in
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            let lists = ListWriting(db: db, writing: writing, reading: reading, actor: "", progress: nil)
            let mark = try Revisions(db: db).next(rules: rules.digest, at: now)
            let id = try lists.sourceID()
            let first = try Revisions(db: db).nextRegistrations(statements.count)
            try lists.enter(statements[...], from: first, source: id, mark)
        }
    }
}

/// Carries a rehearsed summary out of the transaction that it undoes.
private struct DryRun: Error {
    let summary: ImportSummary
}

/// One edition being written.
private struct ListWriting {
    let db: any Transaction
    let writing: LabelWriting
    let reading: ListReading
    let actor: String
    let progress: (@Sendable (Int) -> Void)?

    private static let findSource = Statement("SELECT id FROM list_source WHERE name = ?1")
    private static let addSource = Statement(
        "INSERT INTO list_source (id, name) VALUES ((SELECT MAX(id) + 1 FROM list_source), ?1)"
    )
    private static let newestEdition = Statement(
        "SELECT day, digest FROM edition WHERE source_id = ?1 ORDER BY recorded DESC LIMIT 1"
    )
    private static let sameEdition = Statement("SELECT day FROM edition WHERE source_id = ?1 AND digest = ?2")
    private static let addEdition = Statement(
        """
        INSERT INTO edition (id, source_id, day, file_name, digest, row_count, recorded)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM edition), ?1, ?2, ?3, ?4, ?5, ?6)
        """
    )
    private static let known = Statement("SELECT number, id FROM registration WHERE source_id = ?1")

    private var terms: OrderTerms { OrderTerms(actor: "") }

    func run() throws -> ImportSummary {
        var summary = ImportSummary(
            rows: reading.rows,
            registrations: reading.statements.count,
            models: reading.statements.reduce(0) { $0 + $1.filing.models.count },
            skipped: reading.skipped.count,
            conflicts: reading.conflicts.count,
            added: 0,
            changed: 0,
            absent: 0,
            unchanged: 0,
            revision: nil,
            isDryRun: false
        )
        let source = try sourceID()
        if let newest = try newest(of: source) {
            if newest.digest == reading.edition.digest {
                summary.unchanged = reading.statements.count
                return summary
            }
            guard reading.edition.day >= newest.day else {
                throw Refusal(
                    .conflict,
                    "The edition of \(reading.edition.day) is older than the newest one known, of \(newest.day)",
                    code: "olderEdition"
                )
            }
        }
        if let day = try db.first(Self.sameEdition, [.integer(source), .text(reading.edition.digest)], { $0.day(0) }) {
            throw Refusal(
                .conflict,
                "This file was recorded before, as the edition of \(day), and a newer one since",
                code: "olderEdition"
            )
        }
        let revisions = Revisions(db: db)
        let mark = try revisions.next(rules: writing.rules.digest, at: writing.now)
        try db.run(
            Self.addEdition,
            [
                .integer(source), .day(reading.edition.day), .text(reading.edition.fileName),
                .text(reading.edition.digest), .integer(Int64(reading.rows)), .integer(mark.revision),
            ]
        )
        try follow(source: source, mark, &summary)
        summary.revision = mark.revision
        try Acts(db: db).record(
            "import",
            subject: reading.edition.fileName,
            detail: reading.edition.digest,
            by: actor,
            at: mark.recordedAt,
            revision: mark.revision
        )
        return summary
    }

    private func follow(source: Int64, _ mark: RevisionMark, _ summary: inout ImportSummary) throws {
        var known: [String: Int64] = [:]
        try db.rows(Self.known, [.integer(source)]) { known[$0.text(0)] = $0.integer(1) }
        var new: [StatedRegistration] = []
        for (index, stated) in reading.statements.enumerated() {
            if let id = known.removeValue(forKey: stated.number.text) {
                let current = try writing.current(id)
                let kinds = Importing.follow(stated, reading.edition, on: current, rules: writing.rules)
                if kinds.isEmpty {
                    summary.unchanged += 1
                } else {
                    _ = try writing.record(kinds, on: current, id: id, terms, mark: mark)
                    summary.changed += 1
                }
            } else {
                new.append(stated)
            }
            if index % 500 == 499, new.count <= index { progress?(index + 1 - new.count) }
        }
        if !new.isEmpty {
            let first = try Revisions(db: db).nextRegistrations(new.count)
            try enter(new[...], from: first, source: source, mark)
            summary.added = new.count
        }
        // A number with a contradiction or only unreadable rows is still in the list: left as it was.
        for remark in reading.conflicts + reading.skipped {
            if let number = remark.number { known.removeValue(forKey: number) }
        }
        for (_, id) in known.sorted(by: { $0.value < $1.value }) {
            let current = try writing.current(id)
            guard !Importing.isAbsent(current) else { continue }
            _ = try writing.record(
                [(.absentFromEdition(reading.edition), reading.edition.day)],
                on: current,
                id: id,
                terms,
                mark: mark
            )
            summary.absent += 1
        }
    }

    /// Enters registrations under ids in a row, a batch at a time: while one is written, the next is made.
    func enter(_ stated: ArraySlice<StatedRegistration>, from first: Int64, source: Int64, _ mark: RevisionMark) throws
    {
        let maker = Maker(
            edition: reading.edition,
            origin: reading.origin,
            source: source,
            mark: mark,
            keys: writing.keys,
            rules: writing.rules
        )
        var rest = stated
        var ahead: Ahead<[NewRegistration]>?
        while true {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            let id = first + Int64(batch.startIndex - stated.startIndex)
            let next = batch.isEmpty ? nil : Ahead { try maker.make(batch, from: id) }
            if let made = try ahead?.result() {
                try writing.insert(made)
                progress?(batch.startIndex - stated.startIndex)
            }
            guard let next else { return }
            ahead = next
        }
    }

    private static let batch = 256

    /// Makes new registrations of what a list states.
    private struct Maker: Sendable {
        let edition: Edition
        let origin: Origin
        let source: Int64
        let mark: RevisionMark
        let keys: LabelKeys
        let rules: Rules

        func make(_ stated: ArraySlice<StatedRegistration>, from first: Int64) throws -> [NewRegistration] {
            try stated.enumerated().map { index, stated in
                let events = Importing.enter(stated, edition, rules: rules).map { kind, day in
                    LabelEvent(
                        kind: kind,
                        effectiveOn: day,
                        recordedAt: mark.recordedAt,
                        revision: mark.revision,
                        actor: "",
                        publicNote: "",
                        privateNote: ""
                    )
                }
                return try NewRegistration(
                    id: first + Int64(index),
                    number: stated.number,
                    origin: origin,
                    source: (source, edition.source),
                    stated.filing,
                    events,
                    keys: keys
                )
            }
        }
    }

    func sourceID() throws -> Int64 {
        let name = Value.text(reading.edition.source)
        if let id = try db.first(Self.findSource, [name], { $0.integer(0) }) { return id }
        try db.run(Self.addSource, [name])
        return try db.first(Self.findSource, [name]) { $0.integer(0) } ?? 0
    }

    private func newest(of source: Int64) throws -> (day: Day, digest: String)? {
        try db.first(Self.newestEdition, [.integer(source)]) { ($0.day(0), $0.text(1)) }
    }
}

/// Work that goes on beside its caller, who must be on a thread that may block when asking for the result.
private final class Ahead<Made: Sendable>: Sendable {
    private let made = Mutex<Result<Made, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Made) {
        DispatchQueue.global().async {
            let result = Result { try work() }
            self.made.withLock { $0 = result }
            self.done.signal()
        }
    }

    /// Asked for once.
    func result() throws -> Made? {
        done.wait()
        return try made.withLock { $0.take() }?.get()
    }
}
