import Registry

/// Cases inside a transaction.
struct CaseRows {
    let db: any Transaction

    /// The columns every statement that reads a whole case begins with.
    static let columns = """
        c.id, c.year, c.sequence, c.kind, c.state, c.outcome, c.version, c.received_at, c.state_since, r.number,
        c.application_id, c.organisation_id, c.category, c.may_name, c.taken_by, c.answer, c.answered_by
        """
    private static let byID = Statement(
        "SELECT \(columns) FROM office_case c LEFT JOIN registration r ON r.id = c.registration_id WHERE c.id = ?1"
    )
    private static let byDoubt = Statement("SELECT id FROM office_case WHERE doubt_id = ?1")
    private static let nextID = Statement("SELECT COALESCE(MAX(id), 0) + 1 FROM office_case")
    private static let insert = Statement(
        """
        INSERT INTO office_case (
            id, year, sequence, kind, state, outcome, version, received_at, state_since, registration_id, doubt_id,
            application_id, organisation_id, made_by, subject, category, may_name, says, proposes, source, contact,
            language, answer
        )
        VALUES (
            ?1, ?2, ?3, ?4, 'open', '', 1, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ''
        )
        """
    )
    private static let update = Statement(
        """
        UPDATE office_case SET state = ?2, outcome = ?3, version = ?4, state_since = ?5, taken_by = ?6, answer = ?7,
            answered_by = ?8
        WHERE id = ?1 AND version = ?9
        """
    )
    private static let insertStep = Statement(
        """
        INSERT INTO office_case_step (case_id, number, at, account_id, word, state_before, state_after, note)
        VALUES (
            ?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM office_case_step WHERE case_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7
        )
        """
    )
    private static let doubt = Statement("SELECT doubt_id FROM office_case WHERE id = ?1")
    private static let closeDoubt = Statement("UPDATE doubt SET state = 'closed' WHERE id = ?1")
    private static let officeSteps = Statement(
        """
        SELECT s.account_id FROM application_step s JOIN application p ON p.id = s.application_id
        JOIN account a ON a.id = s.account_id
        WHERE s.application_id = ?1 AND a.organisation_id <> p.organisation_id
        """
    )
    private static let diaryActors = Statement("SELECT actor FROM act WHERE subject = ?1")

    /// What is kept of a new case beside what the public may come to read.
    struct Contents {
        var registration: Int64?
        var doubt: Int64?
        var madeBy: Int64?
        var subject: String
        var says = ""
        var proposes = ""
        var source = ""
        var contact = ""
        var language = ""
    }

    /// A case that has just come: its id and number are given here.
    func new(
        _ kind: PublicCase.Kind,
        at now: Moment,
        application: Int64? = nil,
        organisation: Int64? = nil,
        category: String,
        mayName: Bool
    ) throws -> PublicCase {
        let year = now.day.civil.year
        return PublicCase(
            id: try db.first(Self.nextID) { $0.integer(0) } ?? 1,
            number: CaseNumber(year: year, sequence: try NumberSequences(db: db).next("case \(year)")),
            kind: kind,
            at: now,
            application: application,
            organisation: organisation,
            category: category,
            mayName: mayName
        )
    }

    /// Keeps a new case, with its first step and a line of the diary.
    func add(_ file: PublicCase, _ contents: Contents, by actor: String, at now: Moment) throws {
        try db.run(
            Self.insert,
            [
                .integer(file.id), .integer(Int64(file.number.year)), .integer(file.number.sequence),
                .text(file.kind.rawValue), .moment(file.receivedAt), .optional(contents.registration),
                .optional(contents.doubt), .optional(file.application), .optional(file.organisation),
                .optional(contents.madeBy), .text(contents.subject), .text(file.category), .flag(file.mayName),
                .text(contents.says), .text(contents.proposes), .text(contents.source), .text(contents.contact),
                .text(contents.language),
            ]
        )
        try addStep("open", to: file, from: .open, note: "", by: contents.madeBy, at: now)
        try Acts(db: db).record(
            "openCase",
            subject: file.number.text,
            detail: file.kind.rawValue,
            by: actor,
            at: now
        )
    }

    func file(_ id: Int64) throws -> PublicCase? {
        try db.first(Self.byID, [.integer(id)]) { try Self.file($0) }
    }

    /// The case that a doubt became; nil where it is none yet.
    func id(ofDoubt doubt: Int64) throws -> Int64? {
        try db.first(Self.byDoubt, [.integer(doubt)]) { $0.integer(0) }
    }

    /// Writes a case that was read at the version before; a doubt goes with its case.
    ///
    /// - Throws: `preconditionFailed` where somebody else wrote meanwhile.
    func rewrite(_ file: PublicCase) throws {
        let changed = try db.run(
            Self.update,
            [
                .integer(file.id), .text(file.state.rawValue), .text(file.outcome?.rawValue ?? ""),
                .integer(file.version), .moment(file.stateSince), .optional(file.takenBy), .text(file.answer),
                .optional(file.answeredBy), .integer(file.version - 1),
            ]
        )
        guard changed == 1 else { throw RegistryStore.caseChangedMeanwhile }
        guard file.state.isFinal else { return }
        let doubt = try db.first(Self.doubt, [.integer(file.id)]) { $0.isNull(0) ? nil : $0.integer(0) }
        if let doubt = doubt.flatMap({ $0 }) { try db.run(Self.closeDoubt, [.integer(doubt)]) }
    }

    /// - Parameter account: nil for whoever is no account.
    func addStep(
        _ word: String,
        to file: PublicCase,
        from before: PublicCase.State,
        note: String,
        by account: Int64?,
        at now: Moment
    ) throws {
        try db.run(
            Self.insertStep,
            [
                .integer(file.id), .moment(now), .optional(account), .text(word), .text(before.rawValue),
                .text(file.state.rawValue), .text(note),
            ]
        )
    }

    /// Ends the case of a doubt that was closed by command: nothing was done, nothing is said.
    func end(ofDoubt doubt: Int64, by actor: String, at now: Moment) throws {
        guard let id = try id(ofDoubt: doubt), let file = try file(id), !file.state.isFinal else { return }
        var next = file
        (next.state, next.outcome, next.stateSince) = (.answered, .noAction, now)
        next.version += 1
        try rewrite(next)
        try addStep(CaseAction.answer.rawValue, to: next, from: file.state, note: actor, by: nil, at: now)
        try Acts(db: db).record(
            "answerCase",
            subject: file.number.text,
            detail: PublicCase.Outcome.noAction.rawValue,
            by: actor,
            at: now
        )
    }

    /// Accounts that reviewed or decided what an appeal is against: whoever of the office acted on the refused
    /// application, or is in the diary beside the revoked registration.
    func involved(in file: PublicCase) throws -> Set<Int64> {
        guard file.kind == .appeal else { return [] }
        if let id = file.application {
            let reviewers = try ApplicationRows(db: db).application(id)?.reviewedBy ?? []
            return reviewers.union(try db.all(Self.officeSteps, [.integer(id)]) { $0.integer(0) })
        }
        guard let number = file.registration else { return [] }
        let actors = try db.all(Self.diaryActors, [.text(number.text)]) { $0.text(0) }
        return Set(actors.compactMap { $0.hasPrefix("account ") ? Int64($0.dropFirst("account ".count)) : nil })
    }

    /// Reads `columns`.
    static func file(_ row: any Row) throws -> PublicCase {
        guard let kind = PublicCase.Kind(rawValue: row.text(3)), let state = PublicCase.State(rawValue: row.text(4))
        else { throw EngineFault(.broken, "a case cannot be read") }
        var file = PublicCase(
            id: row.integer(0),
            number: CaseNumber(year: Int(row.integer(1)), sequence: row.integer(2)),
            kind: kind,
            at: row.moment(7),
            registration: row.isNull(9) ? nil : RegistrationNumber(checked: row.text(9)),
            application: row.optionalInteger(10),
            organisation: row.optionalInteger(11),
            category: row.text(12),
            mayName: row.flag(13)
        )
        (file.state, file.outcome) = (state, PublicCase.Outcome(rawValue: row.text(5)))
        (file.version, file.stateSince) = (row.integer(6), row.moment(8))
        (file.takenBy, file.answer) = (row.optionalInteger(14), row.text(15))
        file.answeredBy = row.optionalInteger(16)
        return file
    }
}

extension Value {
    /// A number that may be absent.
    static func optional(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
}

extension Row {
    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}
