import Crypto
package import Registry

/// What a holder's calendar says.
package struct HolderDates: Hashable, Sendable {
    /// Labels by last day, nearest ends kept.
    package var labels: [Registration]
    /// How many labels there are of which some were kept.
    package var labelCount: Int
    /// Of the holder's own applications.
    package var deadlines: [KeptDeadline]
    /// What all of it was made from: equal where nothing changed.
    package var stamp: String
}

/// A step of an application that its applicant is told of.
package struct ApplicationNews: Hashable, Sendable {
    /// The application's id.
    package var application: Int64
    /// The step's place among those of its application, counted from 1; it never moves.
    package var place: Int
    /// What it asks for.
    package var kind: ApplicationKind
    /// 申請番号; empty until it has one.
    package var number: String
    /// What was done, as in `ApplicationOrder.word`.
    package var word: String
    /// The state it led to.
    package var after: ApplicationState
    /// When.
    package var at: Moment
}

/// What a holder's feed says.
package struct HolderNews: Hashable, Sendable {
    /// Newest first.
    package var labels: [LabelNews]
    /// Newest first.
    package var steps: [ApplicationNews]
    /// What all of it was made from: equal where nothing changed.
    package var stamp: String
}

/// Reading for one holder. Every statement begins at what the organisation has, by index, and the order of the tables is
/// stated: what a registry holds beside it costs nothing.
extension RegistryStore {
    private static let heldRevisions = Statement(
        """
        SELECT o.registration_id, c.revision FROM registration_owner o CROSS JOIN card c
        WHERE o.organisation_id = ?1 AND c.registration_id = o.registration_id ORDER BY o.registration_id
        """
    )
    private static let filedVersions = Statement(
        "SELECT id, version FROM application WHERE organisation_id = ?1 ORDER BY id"
    )
    // The last day; since when it has lapsed, by its periods, where it has on a day; whether it is valid then. Periods touch,
    // so that the last lapse, which a list may say twice, begins where the last period that is none ends.
    private static let heldEnds = Statement(
        """
        SELECT p.registration_id, MAX(p.held_until),
            COALESCE(
                MAX(CASE WHEN p.standing <> 'lapsed' AND p.from_day <= ?2 THEN p.to_day END),
                MIN(CASE WHEN p.standing = 'lapsed' THEN p.from_day END)
            ),
            MAX(CASE WHEN p.standing = 'valid' AND p.from_day <= ?2 AND p.to_day > ?2 THEN 1 ELSE 0 END)
        FROM registration_owner o CROSS JOIN period p
        WHERE o.organisation_id = ?1 AND p.registration_id = o.registration_id AND p.superseded = 9223372036854775807
        GROUP BY p.registration_id HAVING MAX(p.held_until) IS NOT NULL
        """
    )
    // Labels that were known to come to be in grace until later than a revision, and when that ended: when they lapsed, their
    // events say, and it was no later.
    private static let heldGrace = Statement(
        """
        SELECT p.registration_id, MAX(r.recorded_at)
        FROM registration_owner o CROSS JOIN period p CROSS JOIN revision r
        WHERE o.organisation_id = ?1 AND p.registration_id = o.registration_id AND p.standing = 'grace'
            AND p.superseded > ?2 AND p.superseded < 9223372036854775807 AND r.number = p.superseded
        GROUP BY p.registration_id
        """
    )
    private static let heldEvents = Statement(
        """
        SELECT DISTINCT e.revision, e.registration_id FROM registration_owner o CROSS JOIN event e
        WHERE o.organisation_id = ?1 AND e.registration_id = o.registration_id
        ORDER BY e.revision DESC, e.registration_id DESC LIMIT ?2
        """
    )
    // What the office and the laboratory do among themselves is not the applicant's to read.
    private static let filedSteps = Statement(
        """
        SELECT s.application_id, s.number, a.kind, a.application_number, s.word, s.state_after, s.at
        FROM application a CROSS JOIN application_step s
        WHERE a.organisation_id = ?1 AND s.application_id = a.id AND s.word NOT IN (\(ApplicationStep.innerList))
        ORDER BY s.at DESC, s.application_id DESC, s.number DESC LIMIT ?2
        """
    )

    /// For the test that looks at their plans.
    static let holderStatements = [
        heldRevisions, filedVersions, heldEnds, heldGrace, heldEvents, filedSteps,
    ]

    /// What a holder's calendar and feed follow from, in 64 hexadecimal digits: revisions of labels, versions of
    /// applications. Read without any of them, so that who has the newest already is told so at little cost.
    package func holderStamp(of organisation: Int64) async throws -> String {
        try await engine.read { db in try Self.stamp(of: organisation, db) }
    }

    private static func stamp(of organisation: Int64, _ db: any Transaction) throws -> String {
        var hash = SHA256()
        for statement in [heldRevisions, filedVersions] {
            try db.rows(statement, [.integer(organisation)]) { row in
                hash.update(data: Array("\(row.integer(0)) \(row.integer(1));".utf8))
            }
            hash.update(data: Array("\n".utf8))
        }
        return hash.finalize().hex
    }

    /// The ends of a holder's labels and the deadlines of its applications.
    ///
    /// - Parameters:
    ///   - first: ends before it are left out, and deadlines that were settled before it.
    ///   - most: labels at most; of more those whose ends are nearest.
    package func holderDates(
        of organisation: Int64,
        from first: Day,
        on today: Day,
        most: Int
    ) async throws -> HolderDates {
        try await engine.read { db in
            var ends = NearestEnds(to: today, most: most)
            try db.rows(Self.heldEnds, [.integer(organisation), .day(today)]) { row in
                let end = row.day(1)
                if end >= first { ends.offer(end.number, of: UInt32(clamping: row.integer(0))) }
            }
            return HolderDates(
                labels: try ends.ids.compactMap { try Self.card(Int64($0), db)?.registration },
                labelCount: ends.total,
                deadlines: try DeadlineRows(db: db).deadlines(of: organisation, settledSince: first.start),
                stamp: try Self.stamp(of: organisation, db)
            )
        }
    }

    /// What happened to a holder's labels and applications, newest first, each so many at most.
    ///
    /// - Parameter days: how many days before its last one it is told that a label that holds ends.
    package func holderNews(
        of organisation: Int64,
        endingDays days: [Int],
        at now: Moment,
        limit: Int
    ) async throws -> HolderNews {
        try await engine.read { db in
            let values: [Value] = [.integer(organisation), .integer(Int64(limit))]
            var labels: [LabelNews] = []
            for (revision, id) in try db.all(Self.heldEvents, values, { ($0.integer(0), $0.integer(1)) }) {
                guard let registration = try Self.card(id, db)?.registration else { continue }
                labels += registration.news(.revision(revision))
            }
            labels += try Self.passed(organisation, days, at: now, limit: limit, db)
            let steps = try db.all(Self.filedSteps, values) { try Self.news($0) }
            return HolderNews(
                labels: Array(labels.sorted(by: LabelNews.isNewer).prefix(limit)),
                steps: steps,
                stamp: try Self.stamp(of: organisation, db)
            )
        }
    }

    /// Ends that came near or passed: of labels that stand so, and that were recorded by then. The newest are among them.
    private static func passed(
        _ organisation: Int64,
        _ days: [Int],
        at now: Moment,
        limit: Int,
        _ db: any Transaction
    ) throws -> [LabelNews] {
        let today = now.day
        let first = today - newsDays
        let revision = try Revisions(db: db).last(until: first.start)
        let open = Dictionary(
            try db.all(heldGrace, [.integer(organisation), .integer(revision)]) { ($0.integer(0), $0.moment(1).day) },
            uniquingKeysWith: max
        )
        var candidates: [(day: Day, id: Int64, happening: FoundNews.Happening)] = []
        // By the last day that it can be.
        var late: [(day: Day, id: Int64, end: Day)] = []
        try db.rows(heldEnds, [.integer(organisation), .day(today)]) { row in
            let (id, end) = (row.integer(0), row.day(1))
            if row.flag(3) { candidates += Set(days).map { (end - $0, id, .ending(days: $0, end)) } }
            guard end < today, !row.isNull(2) else { return }
            let lapsed = max(row.day(2), end + 1)
            // Until later it is something else.
            guard lapsed <= today else { return }
            if let decided = open[id] {
                late.append((max(lapsed, decided), id, end))
            } else {
                candidates.append((lapsed, id, .lapsed(end, on: lapsed)))
            }
        }
        /// The news, where the label stood so from the day on and was known by then.
        func news(
            _ happening: FoundNews.Happening,
            _ label: Registration,
            on day: Day,
            _ standing: Standing
        ) -> [LabelNews] {
            guard day >= first, day <= today, label.period(on: today).standing == standing,
                label.events.first.map({ $0.recordedAt <= day.start }) ?? false
            else { return [] }
            return label.news(happening)
        }
        var found: [LabelNews] = []
        let inTime = candidates.filter { $0.day >= first && $0.day <= today }
        for (day, id, happening) in inTime.sorted(by: { ($0.day, $0.id) > ($1.day, $1.id) }) where found.count < limit {
            guard let label = try card(id, db)?.registration else { continue }
            if case .lapsed = happening {
                found += news(happening, label, on: day, .lapsed)
            } else {
                found += news(happening, label, on: day, .valid)
            }
        }
        for (latest, id, end) in late.sorted(by: { ($0.day, $0.id) > ($1.day, $1.id) }) {
            if found.count >= limit, let last = found.last,
                (last.moment.day, Int64(last.registration.code.sequence)) > (latest, id)
            {
                break
            }
            guard let label = try card(id, db)?.registration, let lapsed = label.lapsed(by: today) else { continue }
            let day = max(lapsed, end + 1)
            found += news(.lapsed(end, on: day), label, on: day, .lapsed)
            found = Array(found.sorted(by: LabelNews.isNewer).prefix(limit))
        }
        return found
    }

    private static func news(_ row: any Row) throws -> ApplicationNews {
        guard let kind = ApplicationKind(rawValue: row.text(2)), let after = ApplicationState(rawValue: row.text(5))
        else { throw EngineFault(.broken, "a step cannot be read") }
        return ApplicationNews(
            application: row.integer(0),
            place: Int(row.integer(1)),
            kind: kind,
            number: row.text(3),
            word: row.text(4),
            after: after,
            at: row.moment(6)
        )
    }
}

extension ApplicationStep {
    /// Steps that the office and the laboratory take among themselves: told when it is decided.
    package static let innerWords = ["recommend", "proposeWaiver", "addFinding", "pass", "passAgain"]
    /// The same for a statement.
    static let innerList = innerWords.map { "'\($0)'" }.joined(separator: ", ")
}
