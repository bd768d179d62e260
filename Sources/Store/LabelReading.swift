package import Registry

/// From where in knowledge a question is answered.
package enum Knowledge: Hashable, Sendable {
    /// What is known now.
    case current
    /// What was known when this revision was the newest.
    case revision(Int64)
}

/// What a lookup found and what it was answered from.
package struct Finding: Hashable, Sendable {
    /// nil where no registration matches in what was known.
    package var registration: Registration?
    /// The revision from which this answer stands: the newest that touched the registration, its list or the rules;
    /// for a miss, the newest of all. Asked again with it as `knownAt`, the answer is the same.
    package var mark: RevisionMark
    /// Digest of the scheme data in force.
    package var rules: String

    package init(registration: Registration?, mark: RevisionMark, rules: String) {
        self.registration = registration
        self.mark = mark
        self.rules = rules
    }
}

extension RegistryStore {
    // The edition of an imported list stands beside the card, because a new edition speaks of every row it repeats.
    private static let byID = Statement(
        """
        SELECT c.body, e.day, e.file_name, e.digest, e.recorded, v.recorded_at FROM card c
        LEFT JOIN edition e ON c.source_id <> 0 AND e.id = (
            SELECT n.id FROM edition n WHERE n.source_id = c.source_id ORDER BY n.recorded DESC LIMIT 1
        )
        LEFT JOIN revision v ON v.number = e.recorded
        WHERE c.registration_id = ?1
        """
    )
    private static let byNumber = Statement(
        """
        SELECT c.body, e.day, e.file_name, e.digest, e.recorded, v.recorded_at FROM registration r
        JOIN card c ON c.registration_id = r.id
        LEFT JOIN edition e ON c.source_id <> 0 AND e.id = (
            SELECT n.id FROM edition n WHERE n.source_id = c.source_id ORDER BY n.recorded DESC LIMIT 1
        )
        LEFT JOIN revision v ON v.number = e.recorded
        WHERE r.number = ?1 ORDER BY r.source_id LIMIT 1
        """
    )
    private static let editionAt = Statement(
        """
        SELECT e.day, e.file_name, e.digest, e.recorded, v.recorded_at FROM registration r
        JOIN edition e ON e.source_id = r.source_id JOIN revision v ON v.number = e.recorded
        WHERE r.id = ?1 AND e.recorded <= ?2 ORDER BY e.recorded DESC LIMIT 1
        """
    )

    /// The statements of the hot path, for the test of their plans.
    package static var hotStatements: [Statement] { [byID, byNumber] }

    /// Looks a code up; the caller has asked `keys.knows`.
    package func find(_ code: LabelCode) async throws -> Finding {
        try await find(Self.byID, .integer(Int64(code.sequence))) { $0.code == code }
    }

    package func find(_ number: RegistrationNumber) async throws -> Finding {
        try await find(Self.byNumber, .text(number.text)) { _ in true }
    }

    private func find(
        _ statement: Statement,
        _ value: Value,
        _ matches: @escaping @Sendable (Registration) -> Bool
    ) async throws -> Finding {
        let rules = self.rules.digest
        let answer: @Sendable (any Transaction) throws -> Finding? = { db in
            try self.finding(db, statement, value, matches)
        }
        if let found = try await engine.lookup(answer) { return found }
        // A miss names the newest revision, so that and the lookup must see one snapshot.
        return try await engine.read { db in
            try answer(db) ?? Finding(registration: nil, mark: try Revisions(db: db).head(), rules: rules)
        }
    }

    /// Looks a code up on the caller's own thread, which must be one that may block; nil where no registration has it.
    package func findBlocking(_ code: LabelCode) throws -> Finding? {
        try engine.lookupBlocking { db in
            try finding(db, Self.byID, .integer(Int64(code.sequence))) { $0.code == code }
        }
    }

    /// The current record of a registration, with its list's newest edition, and the revision it stands from.
    static func card(_ id: Int64, _ db: any Transaction) throws -> (registration: Registration, mark: RevisionMark)? {
        try db.first(byID, [.integer(id)]) { try $0.registrationWithEdition() }
    }

    private func finding(
        _ db: any Transaction,
        _ statement: Statement,
        _ value: Value,
        _ matches: (Registration) -> Bool
    ) throws -> Finding? {
        let found = try db.first(statement, [value]) { try $0.registrationWithEdition() }
        guard let found, matches(found.registration) else { return nil }
        return Finding(registration: found.registration, mark: max(found.mark, rulesAdopted), rules: rules.digest)
    }

    /// The same as known at a past revision, put together from the bitemporal rows.
    package func find(_ reference: LabelReference, knownAt revision: Int64) async throws -> Finding {
        try await engine.read { [keys] db in
            let revisions = Revisions(db: db)
            guard let facts = try revisions.facts(of: revision) else {
                return Finding(
                    registration: nil,
                    mark: RevisionMark(revision: 0, recordedAt: Moment(milliseconds: 0)),
                    rules: ""
                )
            }
            let miss = Finding(registration: nil, mark: facts.mark, rules: facts.rules)
            guard let (registration, known) = try Self.known(reference, db, keys: keys, at: revision) else {
                return miss
            }
            let mark = max(known, try revisions.adoption(of: facts.rules, before: revision))
            return Finding(registration: registration, mark: mark, rules: facts.rules)
        }
    }

    /// The registration that a reference meant at a revision. A number may stand in several lists: the first that knew
    /// it then counts, whatever came later.
    private static func known(
        _ reference: LabelReference,
        _ db: any Transaction,
        keys: LabelKeys,
        at revision: Int64
    ) throws -> (registration: Registration, mark: RevisionMark)? {
        let ids: [Int64] =
            switch reference {
            case .code(let code): keys.knows(code) ? [Int64(code.sequence)] : []
            case .number(let number): try db.all(idsByNumber, [.text(number.text)]) { $0.integer(0) }
            }
        for id in ids {
            if let found = try known(id, at: revision, db, keys: keys) { return found }
        }
        return nil
    }

    /// A registration as known at a revision, with the edition of its list then, and the revision it stands from.
    static func known(
        _ id: Int64,
        at revision: Int64,
        _ db: any Transaction,
        keys: LabelKeys
    ) throws -> (registration: Registration, mark: RevisionMark)? {
        // The current record says it all where nothing was recorded since.
        if let current = try card(id, db), current.mark.revision <= revision { return current }
        let rows = RegistrationRows(db: db, id: id, revision: revision)
        guard var registration = try rows.registration(keys: keys) else { return nil }
        var mark = RevisionMark(revision: registration.revision, recordedAt: registration.recordedAt)
        guard registration.origin != .issued || !registration.source.isEmpty else { return (registration, mark) }
        try db.rows(editionAt, [.integer(id), .integer(revision)]) { row in
            registration.edition = Edition(
                source: registration.source,
                day: row.day(0),
                fileName: row.text(1),
                digest: row.text(2)
            )
            mark = max(mark, RevisionMark(revision: row.integer(3), recordedAt: row.moment(4)))
        }
        return (registration, mark)
    }

    private static let idsByNumber = Statement("SELECT id FROM registration WHERE number = ?1 ORDER BY source_id")

    /// The scheme data under a digest, as text that `Intake` can read; nil where this registry never used it.
    package func rulesText(digest: String) async throws -> String? {
        try await engine.read { db in try Revisions(db: db).text(ofRules: digest) }
    }

    /// A revision and its moment; the beginning of time where there is no such revision.
    package func mark(of revision: Int64) async throws -> RevisionMark {
        try await engine.lookup { db in try Revisions(db: db).facts(of: revision)?.mark }
            ?? RevisionMark(revision: 0, recordedAt: Moment(milliseconds: 0))
    }

    /// The last revision recorded at or before a moment.
    package func revision(at moment: Moment) async throws -> Int64 {
        try await engine.lookup { db in try Revisions(db: db).last(until: moment) }
    }

    /// Labels whose current text holds every run of the query, in order of filing, after `id`.
    ///
    /// - Parameter day: of asking, on which synonyms are in force; nil asks for the words alone.
    package func search(
        _ text: String,
        on day: Day? = nil,
        after id: Int64 = 0,
        limit: Int
    ) async throws -> [Registration] {
        let groups = day.map(lexicon.groups(on:)) ?? []
        guard let question = SearchWords.question(text, groups, engine.dialect.questionForm) else { return [] }
        return try await engine.read { db in
            let asked: [Value] = [.text(question), .integer(id), .integer(Int64(limit))]
            let ids = try db.all(db.dialect.searchLabels, asked) { $0.integer(0) }
            return try ids.compactMap { id in try Self.card(id, db)?.registration }
        }
    }

    private static let page = Statement(
        """
        SELECT c.body, e.day, e.file_name, e.digest, e.recorded, v.recorded_at FROM card c
        LEFT JOIN edition e ON c.source_id <> 0 AND e.id = (
            SELECT n.id FROM edition n WHERE n.source_id = c.source_id ORDER BY n.recorded DESC LIMIT 1
        )
        LEFT JOIN revision v ON v.number = e.recorded
        WHERE c.registration_id > ?1 ORDER BY c.registration_id LIMIT ?2
        """
    )

    /// The next registrations by label sequence after `sequence`: a page of a full listing.
    package func list(after sequence: UInt32, limit: Int) async throws -> [Registration] {
        try await engine.lookup { db in
            try db.all(Self.page, [.integer(Int64(sequence)), .integer(Int64(limit))]) {
                try $0.registrationWithEdition().registration
            }
        }
    }

    private static let newest = Statement(
        """
        SELECT s.name, e.day, e.file_name, e.digest FROM list_source s JOIN edition e ON e.source_id = s.id
        WHERE e.id = (SELECT n.id FROM edition n WHERE n.source_id = s.id ORDER BY n.recorded DESC LIMIT 1)
        ORDER BY s.name
        """
    )

    /// The newest edition of every list this registry holds.
    package func newestEditions() async throws -> [Edition] {
        try await engine.lookup { db in
            try db.all(Self.newest) {
                Edition(source: $0.text(0), day: $0.day(1), fileName: $0.text(2), digest: $0.text(3))
            }
        }
    }

    /// Events with actors and private notes, for the office alone.
    package func officeHistory(_ reference: LabelReference) async throws -> [LabelEvent] {
        try await engine.read { [keys, rules] db in
            let head = try Revisions(db: db).head()
            let id = try LabelWriting(db: db, keys: keys, rules: rules, now: head.recordedAt).id(of: reference)
            return try RegistrationRows(db: db, id: id, revision: head.revision)
                .registration(keys: keys, withOfficeNotes: true)?.events ?? []
        }
    }
}

extension Revisions {
    private static let firstOf = Statement(
        """
        SELECT number, recorded_at FROM revision
        WHERE number > COALESCE((SELECT MAX(number) FROM revision WHERE rules <> ?1 AND number < ?2), 0)
        ORDER BY number LIMIT 1
        """
    )

    /// The revision from which these rules were in force without a break up to `revision`.
    func adoption(of rules: String, before revision: Int64) throws -> RevisionMark {
        try db.first(Self.firstOf, [.text(rules), .integer(revision)]) {
            RevisionMark(revision: $0.integer(0), recordedAt: $0.moment(1))
        } ?? RevisionMark(revision: 0, recordedAt: Moment(milliseconds: 0))
    }
}

extension Row {
    /// A row of (card, edition day, file name, digest, revision, moment).
    fileprivate func registrationWithEdition() throws -> (registration: Registration, mark: RevisionMark) {
        var registration = try withBytes(0) { try Card.unpack($0) }
        var mark = RevisionMark(revision: registration.revision, recordedAt: registration.recordedAt)
        if !isNull(1) {
            registration.edition = Edition(
                source: registration.source,
                day: day(1),
                fileName: text(2),
                digest: text(3)
            )
            mark = max(mark, RevisionMark(revision: integer(4), recordedAt: moment(5)))
        }
        return (registration, mark)
    }
}
