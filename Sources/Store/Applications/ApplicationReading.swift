package import Registry

/// Everything a page about one application needs, read in one snapshot.
package struct ApplicationFile: Hashable, Sendable {
    /// As its reader may see it.
    package var application: Application
    /// Whose it is.
    package var applicant: Organisation
    /// The registration it is about, as it is now.
    package var current: Registration?
    /// Of a renewal that is not decided, for its applicant: the application by which it got the label's last period;
    /// nil where that was not filed here.
    package var last: Application?
    /// To whom it was assigned.
    package var laboratory: LaboratoryRecord?
    /// Oldest first; of more than 500 the last.
    package var steps: [ApplicationStep]
    /// Names of the accounts that the steps speak of.
    package var names: [Int64: String]
    /// What was submitted last, and before it: drafts and documents.
    package var submitted: ApplicationSubmission?
    /// nil after the first.
    package var submittedBefore: ApplicationSubmission?
    /// Who found out how that the applicant is who it says; nil while nobody did.
    package var identity: IdentityCheck?
    /// Other applications that were submitted under the same number, at most ten; told to the office alone.
    package var sameNumber: [Int64] = []
}

/// One line of an application's timeline.
package struct ApplicationStep: Hashable, Sendable {
    /// When it was done.
    package var at: Moment
    /// Account.
    package var by: Int64
    /// What was done, as in `ApplicationOrder.word`.
    package var word: String
    /// The state it was done in.
    package var before: ApplicationState
    /// The state it led to.
    package var after: ApplicationState
    /// A sentence of it; empty for none.
    package var note: String
}

/// An application as it was submitted once.
package struct ApplicationSubmission: Hashable, Sendable {
    /// Counted from 1.
    package var number: Int
    /// When it was submitted.
    package var at: Moment
    /// As it was declared.
    package var draft: ApplicationDraft
    /// As they were filed with it.
    package var documents: [ApplicationDocument]
}

/// An application in a list.
package struct ApplicationLine: Hashable, Sendable {
    /// The application's.
    package var id: Int64
    /// What it asks for.
    package var kind: ApplicationKind
    /// How far it has come.
    package var state: ApplicationState
    /// 申請番号; empty until it has one.
    package var number: String
    /// nil until it is chosen.
    package var level: StarLevel?
    /// Its name; empty until it has one.
    package var product: String
    /// Whose it is, by name.
    package var organisation: String
    /// How far a laboratory has come; nil where none has it.
    package var assessment: AssessmentState?
    /// By when a correction was asked for.
    package var correctionUntil: Day?
    /// Since when it is in its state.
    package var stateSince: Moment
    /// When anything of it changed last.
    package var changedAt: Moment
}

/// Which applications are listed.
package enum ApplicationList: Hashable, Sendable {
    /// Of an organisation, newest first.
    case own(Int64)
    /// Assigned to a laboratory, newest first.
    case assigned(Int64)
    /// In a state, longest waiting first.
    case queue(ApplicationState)
}

extension RegistryStore {
    private static let lineColumns = """
        a.id, a.kind, a.state, a.application_number, a.level, a.product, o.name_ja, o.name_en, a.assessment,
        a.correction_until, a.state_since, a.changed_at
        """
    /// For readers who are not the applicant: what was submitted, not what is being typed.
    private static let submittedColumns = """
        a.id, a.kind, a.state, a.application_number, a.submitted_level, a.submitted_product, o.name_ja, o.name_en,
        a.assessment, a.correction_until, a.state_since, a.changed_at
        """
    private static let own = Statement(
        """
        SELECT \(lineColumns) FROM application a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.organisation_id = ?1 AND a.id < ?2 ORDER BY a.id DESC LIMIT ?3
        """
    )
    private static let assigned = Statement(
        """
        SELECT \(submittedColumns) FROM application a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.laboratory_id = ?1 AND a.id < ?2 ORDER BY a.id DESC LIMIT ?3
        """
    )
    private static let queue = Statement(
        """
        SELECT \(submittedColumns) FROM application a JOIN organisation o ON o.id = a.organisation_id
        WHERE a.state = ?1 AND (a.state_since, a.id) > (?2, ?3) ORDER BY a.state_since, a.id LIMIT ?4
        """
    )
    private static let countState = Statement(
        "SELECT COUNT(*) FROM (SELECT 1 FROM application WHERE state = ?1 LIMIT ?2) AS waiting"
    )
    private static let steps = Statement(
        """
        SELECT at, account_id, word, state_before, state_after, note FROM application_step
        WHERE application_id = ?1 ORDER BY number DESC LIMIT 500
        """
    )
    private static let submission = Statement(
        "SELECT number, at, body FROM application_submission WHERE application_id = ?1 AND number = ?2"
    )
    private static let name = Statement("SELECT name, organisation_id FROM account WHERE id = ?1")
    /// That which the office received first of all, then the oldest.
    private static let byNumber = Statement(
        """
        SELECT id FROM application WHERE application_number = ?1 AND application_number <> ''
        ORDER BY CASE
            WHEN state IN ('received', 'accepted', 'feeDue', 'feePaid', 'underConfirmation', 'issued') THEN 0 ELSE 1
        END, id LIMIT 100
        """
    )
    private static let sameNumber = Statement(
        """
        SELECT id FROM application WHERE application_number = ?1 AND application_number <> '' AND id <> ?2
        AND submissions > 0 ORDER BY id LIMIT 10
        """
    )

    /// An application with all that belongs to it, for somebody who may read it.
    ///
    /// - Throws: `missing` where there is none for them.
    package func application(_ id: Int64, for account: Account) async throws -> ApplicationFile {
        try await engine.read { [keys, rules] db in
            guard var application = try ApplicationRows(db: db).application(id), Self.mayReach(application, account)
            else { throw Self.noApplication }
            let submitted = try Self.submission(application.submissions, of: id, db)
            // What is being typed is the applicant's alone: everybody else reads what was submitted.
            if application.organisation != account.organisation.id, let submitted {
                (application.draft, application.documents) = (submitted.draft, submitted.documents)
            }
            let accounts = AccountRows(db: db)
            guard let applicant = try accounts.organisation(application.organisation) else {
                throw EngineFault(.broken, "application \(id) has no applicant")
            }
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: application.changedAt)
            let registration = try application.registration.map { try writing.id(of: .number($0)) }
            let isRenewal = application.kind == .extension && !application.state.isTerminal
            let isOwn = application.organisation == account.organisation.id
            let steps = Array(try db.all(Self.steps, [.integer(id)]) { try Self.step($0) }.reversed())
            var names: [Int64: String] = [:]
            // An applicant reads the names of its own people alone; the office reads everybody's.
            let readsAll = Policy.reach(account.roles, .readApplications) == .any
            let identity = try IdentityRows(db: db).identity(of: application.organisation)
            for person in Set(steps.map(\.by) + [identity?.by].compactMap(\.self)) {
                guard let found = try db.first(Self.name, [.integer(person)], { ($0.text(0), $0.integer(1)) }),
                    readsAll || found.1 == account.organisation.id
                else { continue }
                names[person] = found.0
            }
            return ApplicationFile(
                application: application,
                applicant: applicant,
                current: try registration.map { try writing.current($0) },
                last: try isRenewal && isOwn
                    ? registration.flatMap {
                        try ApplicationRows(db: db).lastIssued(of: $0, to: application.organisation)
                    }
                    : nil,
                laboratory: try application.assessment.flatMap { try LaboratoryRows(db: db).record($0.laboratory) },
                steps: steps,
                names: names,
                submitted: submitted,
                submittedBefore: try Self.submission(application.submissions - 1, of: id, db),
                identity: identity,
                sameNumber: readsAll ? try Self.sameNumber(application, db) : []
            )
        }
    }

    /// The id of an application by its number, for somebody who may read it; nil where there is none for them.
    package func applicationID(numbered number: String, for account: Account) async throws -> Int64? {
        try await engine.read { db in
            let rows = ApplicationRows(db: db)
            return try db.all(Self.byNumber, [.text(number)], { $0.integer(0) }).first { id in
                try rows.application(id).map { Self.mayReach($0, account) } ?? false
            }
        }
    }

    private static func sameNumber(_ application: Application, _ db: any Transaction) throws -> [Int64] {
        guard let number = application.numbers.application else { return [] }
        return try db.all(sameNumber, [.text(number), .integer(application.id)]) { $0.integer(0) }
    }

    /// Applications, a page at a time.
    ///
    /// - Parameters:
    ///   - last: of a queue, the last line of the page before.
    ///   - id: of another list, the last line's id of the page before.
    package func applications(
        _ list: ApplicationList,
        after last: ApplicationLine? = nil,
        before id: Int64? = nil,
        limit: Int = 100
    ) async throws -> [ApplicationLine] {
        let (statement, values): (Statement, [Value]) =
            switch list {
            case .own(let owner):
                (Self.own, [.integer(owner), .integer(id ?? last?.id ?? .max), .integer(Int64(limit))])
            case .assigned(let owner):
                (Self.assigned, [.integer(owner), .integer(id ?? last?.id ?? .max), .integer(Int64(limit))])
            case .queue(let state):
                (
                    Self.queue,
                    [
                        .text(state.rawValue), .integer(last?.stateSince.milliseconds ?? .min),
                        .integer(last?.id ?? 0), .integer(Int64(limit)),
                    ]
                )
            }
        return try await engine.lookup { db in try db.all(statement, values) { try Self.line($0) } }
    }

    /// How many applications are in each state that the office works on, counted up to a bound: the page costs the same
    /// whatever waits.
    package func applicationCounts(bound: Int = 1000) async throws -> [ApplicationState: Int] {
        try await engine.read { db in
            var counts: [ApplicationState: Int] = [:]
            for state in ApplicationState.allCases where state.isWithOffice || state == .returned {
                let values: [Value] = [.text(state.rawValue), .integer(Int64(bound))]
                counts[state] = Int(try db.first(Self.countState, values) { $0.integer(0) } ?? 0)
            }
            return counts
        }
    }

    static func submission(
        _ number: Int,
        of id: Int64,
        _ db: any Transaction
    ) throws -> ApplicationSubmission? {
        guard number > 0 else { return nil }
        return try db.first(submission, [.integer(id), .integer(Int64(number))]) { row in
            try row.withBytes(2) { bytes in
                var reader = PackedReader(bytes)
                return ApplicationSubmission(
                    number: Int(row.integer(0)),
                    at: row.moment(1),
                    draft: try reader.applicationDraft(),
                    documents: try reader.list { try $0.document() }
                )
            }
        }
    }

    private static func step(_ row: any Row) throws -> ApplicationStep {
        guard let before = ApplicationState(rawValue: row.text(3)), let after = ApplicationState(rawValue: row.text(4))
        else { throw EngineFault(.broken, "a step cannot be read") }
        return ApplicationStep(
            at: row.moment(0),
            by: row.integer(1),
            word: row.text(2),
            before: before,
            after: after,
            note: row.text(5)
        )
    }

    private static func line(_ row: any Row) throws -> ApplicationLine {
        guard let kind = ApplicationKind(rawValue: row.text(1)), let state = ApplicationState(rawValue: row.text(2))
        else { throw EngineFault(.broken, "an application cannot be read") }
        let name = row.text(6)
        return ApplicationLine(
            id: row.integer(0),
            kind: kind,
            state: state,
            number: row.text(3),
            level: StarLevel(rawValue: Int(row.integer(4))),
            product: row.text(5),
            organisation: name.isEmpty ? row.text(7) : name,
            assessment: AssessmentState(rawValue: row.text(8)),
            correctionUntil: row.isNull(9) ? nil : row.day(9),
            stateSince: row.moment(10),
            changedAt: row.moment(11)
        )
    }
}
