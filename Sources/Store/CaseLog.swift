package import Registry

/// A case in the office's queue.
package struct CaseLine: Hashable, Sendable {
    /// As it is.
    package var file: PublicCase
    /// What it is about, as whoever asked named it.
    package var subject: String
}

/// Everything that the office's page of a case needs, read in one snapshot.
package struct CaseFile: Hashable, Sendable {
    /// As it is.
    package var file: PublicCase
    /// The doubt it is made of; nil for others.
    package var doubt: Int64?
    /// A word of the doubt's form; empty for others.
    package var doubtKind: String
    /// What it is about, as whoever asked named it.
    package var subject: String
    /// What whoever asked wrote.
    package var says: String
    /// What would be right, in their words.
    package var proposes: String
    /// Where that can be seen.
    package var source: String
    /// How to reach them; empty where not left, or erased.
    package var contact: String
    /// When contacts were erased.
    package var contactErasedAt: Moment?
    /// The language they wrote in.
    package var language: String
    /// Whose appeal it is.
    package var appellant: Organisation?
    /// The account had a part in what the appeal is against.
    package var hasPart: Bool
    /// Oldest first.
    package var steps: [CaseStep]
    /// Names of the accounts that are spoken of.
    package var names: [Int64: String]
}

/// One line of a case's timeline.
package struct CaseStep: Hashable, Sendable {
    /// When it was done.
    package var at: Moment
    /// Account; nil for whoever is none.
    package var by: Int64?
    /// What was done: `open`, or a word of `CaseAction`.
    package var word: String
    /// The state it led to.
    package var after: PublicCase.State
    /// A sentence for the office; empty for none.
    package var note: String
}

extension RegistryStore {
    private static let fromCases = "FROM office_case c LEFT JOIN registration r ON r.id = c.registration_id"
    private static let queue = Statement(
        """
        SELECT \(CaseRows.columns), c.subject \(fromCases)
        WHERE c.state = ?1 AND (c.state_since, c.id) > (?2, ?3) ORDER BY c.state_since, c.id LIMIT ?4
        """
    )
    private static let countState = Statement(
        "SELECT COUNT(*) FROM (SELECT 1 FROM office_case WHERE state = ?1 LIMIT ?2) AS waiting"
    )
    private static let details = Statement(
        """
        SELECT c.doubt_id, COALESCE(d.kind, ''), c.subject, COALESCE(d.body, c.says), c.proposes, c.source,
            COALESCE(d.contact, c.contact), c.contact_erased_at, COALESCE(d.language, c.language)
        FROM office_case c LEFT JOIN doubt d ON d.id = c.doubt_id WHERE c.id = ?1
        """
    )
    private static let steps = Statement(
        "SELECT at, account_id, word, state_after, note FROM office_case_step WHERE case_id = ?1 ORDER BY number"
    )
    private static let name = Statement("SELECT name FROM account WHERE id = ?1")
    /// What is public, and the two columns that `CaseEntry` decides by; nothing that a reporter wrote.
    private static let publicColumns = """
        SELECT c.year, c.sequence, c.kind, c.state, c.outcome, c.received_at, r.number, c.category, c.may_name,
            c.answer
        """
    private static let log = Statement(
        """
        \(publicColumns) \(fromCases) WHERE (c.year, c.sequence) < (?1, ?2)
        ORDER BY c.year DESC, c.sequence DESC LIMIT ?3
        """
    )
    private static let entry = Statement("\(publicColumns) \(fromCases) WHERE c.year = ?1 AND c.sequence = ?2")
    private static let answeredContacts = Statement(
        """
        SELECT id, doubt_id FROM office_case WHERE contact_erased_at IS NULL AND state_since < ?1
        AND state <> 'open' AND state <> 'inReview' ORDER BY state_since, id LIMIT ?2
        """
    )
    static let eraseContact = Statement(
        "UPDATE office_case SET contact = '', contact_erased_at = ?2 WHERE id = ?1"
    )
    private static let eraseDoubtContact = Statement("UPDATE doubt SET contact = '' WHERE id = ?1")
    private static let closedContacts = Statement(
        """
        SELECT id FROM doubt WHERE contact <> '' AND state <> 'open' AND recorded_at < ?1
        AND NOT EXISTS (SELECT 1 FROM office_case c WHERE c.doubt_id = doubt.id) ORDER BY recorded_at, id LIMIT ?2
        """
    )

    /// Cases in a state, longest waiting first.
    ///
    /// - Parameter last: when and which the last line of the page before was.
    package func cases(
        _ state: PublicCase.State,
        after last: (since: Moment, id: Int64)? = nil,
        limit: Int = 100
    ) async throws -> [CaseLine] {
        let values: [Value] = [
            .text(state.rawValue), .integer(last?.since.milliseconds ?? .min), .integer(last?.id ?? 0),
            .integer(Int64(limit)),
        ]
        return try await engine.lookup { db in
            try db.all(Self.queue, values) { CaseLine(file: try CaseRows.file($0), subject: $0.text(17)) }
        }
    }

    /// How many cases are in each state, counted up to a bound.
    package func caseCounts(bound: Int = 1000) async throws -> [PublicCase.State: Int] {
        try await engine.read { db in
            var counts: [PublicCase.State: Int] = [:]
            for state in PublicCase.State.allCases {
                let values: [Value] = [.text(state.rawValue), .integer(Int64(bound))]
                counts[state] = Int(try db.first(Self.countState, values) { $0.integer(0) } ?? 0)
            }
            return counts
        }
    }

    /// A case with all that belongs to it, for somebody of the office.
    ///
    /// - Throws: `missing` where there is none for them.
    package func caseFile(_ id: Int64, for account: Account) async throws -> CaseFile {
        try await engine.read { db in
            let rows = CaseRows(db: db)
            guard Policy.reach(account.roles, .reports) == .any, let file = try rows.file(id) else {
                throw CaseNumber.missing
            }
            let steps = try db.all(Self.steps, [.integer(id)]) { row in
                CaseStep(
                    at: row.moment(0),
                    by: row.optionalInteger(1),
                    word: row.text(2),
                    after: PublicCase.State(rawValue: row.text(3)) ?? .open,
                    note: row.text(4)
                )
            }
            var names: [Int64: String] = [:]
            for person in Set(steps.compactMap(\.by)) {
                names[person] = try db.first(Self.name, [.integer(person)]) { $0.text(0) }
            }
            let appellant = try file.organisation.flatMap { try AccountRows(db: db).organisation($0) }
            let hasPart = try rows.involved(in: file).contains(account.id)
            let found = try db.first(Self.details, [.integer(id)]) { row in
                CaseFile(
                    file: file,
                    doubt: row.optionalInteger(0),
                    doubtKind: row.text(1),
                    subject: row.text(2),
                    says: row.text(3),
                    proposes: row.text(4),
                    source: row.text(5),
                    contact: row.text(6),
                    contactErasedAt: row.isNull(7) ? nil : row.moment(7),
                    language: row.text(8),
                    appellant: appellant,
                    hasPart: hasPart,
                    steps: steps,
                    names: names
                )
            }
            guard let found else { throw CaseNumber.missing }
            return found
        }
    }

    /// Does to a case what somebody asks, with a line of the diary.
    ///
    /// - Parameter version: the one the order was made from; nil where any will do.
    /// - Throws: `missing` out of reach, `preconditionFailed` at another version, and what the decision refuses with.
    package func perform(
        _ order: CaseOrder,
        onCase id: Int64,
        version: Int64?,
        by account: Account,
        at now: Moment
    ) async throws -> PublicCase {
        try await engine.write { db in
            let account = try AccountRows(db: db).asBefore(account)
            let rows = CaseRows(db: db)
            guard let file = try rows.file(id), Self.mayReach(file, account) else { throw CaseNumber.missing }
            if let version, version != file.version { throw Self.caseChangedMeanwhile }
            let involved = try rows.involved(in: file)
            let next = try CaseDeciding.decide(order, on: file, involved: involved, by: account, at: now)
            try rows.rewrite(next)
            var note = ""
            if case .withdraw(let reason) = order { note = reason }
            try rows.addStep(order.action.rawValue, to: next, from: file.state, note: note, by: account.id, at: now)
            try Acts(db: db).record(
                "\(order.action)Case",
                subject: file.number.text,
                detail: next.outcome?.rawValue ?? "",
                by: account.actor,
                at: now
            )
            return next
        }
    }

    /// A case exists for the office, and for whose appeal it is.
    private static func mayReach(_ file: PublicCase, _ account: Account) -> Bool {
        Policy.reach(account.roles, .reports) == .any || CaseFlow.may(.withdraw, file, account)
    }

    /// The public log, newest first, before a case.
    package func caseLog(before last: CaseNumber? = nil, limit: Int = 100) async throws -> [CaseEntry] {
        let values: [Value] = [
            .integer(Int64(last?.year ?? 1_000_000)), .integer(last?.sequence ?? 0), .integer(Int64(limit)),
        ]
        return try await engine.lookup { db in try db.all(Self.log, values) { try Self.entry($0) } }
    }

    /// What the public log says of a case; nil where there is none.
    package func caseEntry(_ number: CaseNumber) async throws -> CaseEntry? {
        let values: [Value] = [.integer(Int64(number.year)), .integer(number.sequence)]
        return try await engine.lookup { db in try db.first(Self.entry, values) { try Self.entry($0) } }
    }

    private static func entry(_ row: any Row) throws -> CaseEntry {
        guard let kind = PublicCase.Kind(rawValue: row.text(2)), let state = PublicCase.State(rawValue: row.text(3))
        else { throw EngineFault(.broken, "a case cannot be read") }
        return CaseEntry(
            number: CaseNumber(year: Int(row.integer(0)), sequence: row.integer(1)),
            kind: kind,
            state: state,
            outcome: PublicCase.Outcome(rawValue: row.text(4)),
            receivedAt: row.moment(5),
            registration: row.isNull(6) ? nil : RegistrationNumber(checked: row.text(6)),
            category: row.text(7),
            mayName: row.flag(8),
            answer: row.text(9)
        )
    }

    /// Erases how to reach whoever asked, in cases that ended before a moment; what they asked stays. How many it were,
    /// at most a thousand and as many doubts that were closed before there were cases.
    package func forgetCaseContacts(before moment: Moment, at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in
            let values: [Value] = [.moment(moment), .integer(1000)]
            let cases = try db.all(Self.answeredContacts, values) { ($0.integer(0), $0.optionalInteger(1)) }
            for (id, doubt) in cases {
                try db.run(Self.eraseContact, [.integer(id), .moment(now)])
                if let doubt { try db.run(Self.eraseDoubtContact, [.integer(doubt)]) }
            }
            let doubts = try db.all(Self.closedContacts, values) { $0.integer(0) }
            for doubt in doubts { try db.run(Self.eraseDoubtContact, [.integer(doubt)]) }
            return max(cases.count, doubts.count)
        }
    }

    /// Somebody else wrote since what an order was made from was read.
    static let caseChangedMeanwhile = Refusal(
        .preconditionFailed,
        "Somebody changed this case meanwhile; look again, then decide",
        ja: "その間に、ほかの人がこの案件を変更しました。内容を確認してから、もう一度操作してください",
        code: "changedMeanwhile"
    )
}
