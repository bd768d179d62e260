import Registry

/// Applications inside a transaction.
struct ApplicationRows {
    let db: any Transaction

    static let columns = """
        a.id, a.kind, a.organisation_id, a.state, a.version, a.application_number, a.acceptance_number,
        a.provisional_number, a.submissions, a.state_since, a.made_at, a.changed_at, r.number, a.body
        """
    private static let byID = Statement(
        "SELECT \(columns) FROM application a LEFT JOIN registration r ON r.id = a.registration_id WHERE a.id = ?1"
    )
    private static let lastIssued = Statement(
        """
        SELECT \(columns) FROM application a JOIN registration r ON r.id = a.registration_id
        WHERE a.registration_id = ?1 AND a.organisation_id = ?2 AND a.kind IN ('new', 'extension')
        AND a.state = 'issued' ORDER BY a.id DESC LIMIT 1
        """
    )
    private static let insert = Statement(
        """
        INSERT INTO application (
            id, kind, organisation_id, registration_id, laboratory_id, state, version, application_number,
            acceptance_number, provisional_number, level, product, assessment, correction_until, submissions,
            state_since, made_at, changed_at, body, submitted_level, submitted_product
        )
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, 0, '')
        """
    )
    private static let update = Statement(
        """
        UPDATE application SET registration_id = ?2, laboratory_id = ?3, state = ?4, version = ?5,
            application_number = ?6, acceptance_number = ?7, provisional_number = ?8, level = ?9, product = ?10,
            assessment = ?11, correction_until = ?12, submissions = ?13, state_since = ?14, changed_at = ?15,
            body = ?16,
            submitted_level = CASE WHEN submissions < ?13 THEN ?9 ELSE submitted_level END,
            submitted_product = CASE WHEN submissions < ?13 THEN ?10 ELSE submitted_product END
        WHERE id = ?1 AND version = ?17
        """
    )
    private static let nextID = Statement("SELECT COALESCE(MAX(id), 0) + 1 FROM application")
    private static let insertStep = Statement(
        """
        INSERT INTO application_step (application_id, number, at, account_id, word, state_before, state_after, note)
        VALUES (
            ?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM application_step WHERE application_id = ?1), ?2, ?3, ?4, ?5,
            ?6, ?7
        )
        """
    )
    private static let insertSubmission = Statement(
        "INSERT INTO application_submission (application_id, number, at, account_id, body) VALUES (?1, ?2, ?3, ?4, ?5)"
    )
    private static let byApplicationNumber = Statement(
        "SELECT id FROM application WHERE application_number = ?1 AND application_number <> ''"
    )
    /// Which application holds a number: at most one, by unique index.
    private static let holder = Statement(
        """
        SELECT id FROM application WHERE application_number = ?1 AND application_number <> ''
        AND state IN ('received', 'accepted', 'feeDue', 'feePaid', 'underConfirmation', 'issued')
        """
    )
    private static let byAcceptanceNumber = Statement(
        "SELECT id FROM application WHERE acceptance_number = ?1 AND acceptance_number <> ''"
    )
    private static let byProvisionalNumber = Statement(
        "SELECT id FROM application WHERE provisional_number = ?1 AND provisional_number <> ''"
    )

    func nextIdentity() throws -> Int64 { try db.first(Self.nextID) { $0.integer(0) } ?? 1 }

    func application(_ id: Int64) throws -> Application? {
        try db.first(Self.byID, [.integer(id)]) { try Self.application($0) }
    }

    /// The application by which an organisation got a registration's last period; nil where it was not filed here, or
    /// by somebody else: what they stated of it is theirs.
    func lastIssued(of registration: Int64, to organisation: Int64) throws -> Application? {
        try db.first(Self.lastIssued, [.integer(registration), .integer(organisation)]) { try Self.application($0) }
    }

    /// - Parameter registration: its id; nil where there is none.
    func add(_ application: Application, registration: Int64?) throws {
        try db.run(
            Self.insert,
            [.integer(application.id), .text(application.kind.rawValue), .integer(application.organisation)]
                + Self.values(application, registration).prefix(13)
                + [.moment(application.madeAt)] + Self.values(application, registration).suffix(2)
        )
    }

    /// Writes an application that was read at the version before.
    ///
    /// - Throws: `preconditionFailed` where somebody else wrote meanwhile.
    func rewrite(_ application: Application, registration: Int64?) throws {
        let changed = try db.run(
            Self.update,
            [.integer(application.id)] + Self.values(application, registration) + [.integer(application.version - 1)]
        )
        guard changed == 1 else { throw Self.changedMeanwhile }
    }

    static let changedMeanwhile = Refusal(
        .preconditionFailed,
        "Somebody changed this application meanwhile; look again, then decide",
        ja: "その間に、ほかの人がこの申請を変更しました。内容を確認してから、もう一度操作してください",
        code: "changedMeanwhile"
    )

    /// From `registration_id` on, in the order of `update`; `made_at` left out.
    private static func values(_ application: Application, _ registration: Int64?) -> [Value] {
        var body = PackedWriter(capacity: 4096)
        body.applicationBody(application)
        let product = application.draft.product
        return [
            registration.map { .integer($0) } ?? .null,
            application.assessment.map { .integer($0.laboratory) } ?? .null,
            .text(application.state.rawValue),
            .integer(application.version),
            .text(application.numbers.application ?? ""),
            .text(application.numbers.acceptance ?? ""),
            .text(application.numbers.provisional ?? ""),
            .integer(Int64(application.draft.level?.rawValue ?? 0)),
            .text(product.nameJA.isEmpty ? product.nameEN : product.nameJA),
            .text(application.assessment?.state.rawValue ?? ""),
            application.correction.map { .day($0.until) } ?? .null,
            .integer(Int64(application.submissions)),
            .moment(application.stateSince),
            .moment(application.changedAt),
            .bytes(body.bytes),
        ]
    }

    /// Reads `columns`.
    static func application(_ row: any Row) throws -> Application {
        guard let kind = ApplicationKind(rawValue: row.text(1)), let state = ApplicationState(rawValue: row.text(3))
        else { throw EngineFault(.broken, "an application cannot be read") }
        var application = Application(
            id: row.integer(0),
            kind: kind,
            organisation: row.integer(2),
            registration: try row.optionalText(12).map { try RegistrationNumber($0) },
            draft: ApplicationDraft(),
            at: row.moment(10)
        )
        application.state = state
        application.version = row.integer(4)
        application.numbers = ApplicationNumbers(
            application: row.nonEmpty(5),
            acceptance: row.nonEmpty(6),
            provisional: row.nonEmpty(7)
        )
        application.submissions = Int(row.integer(8))
        application.stateSince = row.moment(9)
        application.changedAt = row.moment(11)
        try row.withBytes(13) { bytes in
            var reader = PackedReader(bytes)
            try reader.applicationBody(into: &application)
        }
        return application
    }

    func addStep(
        _ word: String,
        to application: Application,
        from before: ApplicationState,
        note: String,
        by account: Account,
        at now: Moment
    ) throws {
        try db.run(
            Self.insertStep,
            [
                .integer(application.id), .moment(now), .integer(account.id), .text(word), .text(before.rawValue),
                .text(application.state.rawValue), .text(note),
            ]
        )
    }

    /// Keeps what was submitted, as it was.
    func addSubmission(_ application: Application, by account: Account, at now: Moment) throws {
        try db.run(
            Self.insertSubmission,
            [
                .integer(application.id), .integer(Int64(application.submissions)), .moment(now), .integer(account.id),
                .bytes(Self.submitted(application.draft, application.documents)),
            ]
        )
    }

    /// What was submitted, as it is kept.
    static func submitted(_ draft: ApplicationDraft, _ documents: [ApplicationDocument]) -> [UInt8] {
        var body = PackedWriter(capacity: 4096)
        body.applicationDraft(draft)
        body.list(documents) { $0.document($1) }
        return body.bytes
    }

    /// Whether no application has the number, and for those that become public, no registration.
    func isFree(_ number: String, _ kind: String) throws -> Bool {
        if kind == "provisionalNumber",
            try db.first(LabelWriting.idByNumberAndSource, [.text(number), .integer(0)], { _ in true }) != nil
        {
            return false
        }
        let statement =
            switch kind {
            case "applicationNumber": Self.byApplicationNumber
            case "acceptanceNumber": Self.byAcceptanceNumber
            default: Self.byProvisionalNumber
            }
        return try db.first(statement, [.text(number)], { _ in true }) == nil
    }

    /// An applicant's number is what it types, until the office receives it: before that nobody is told who else typed
    /// it, and nobody is kept from it.
    ///
    /// - Throws: `conflict` where the office received another application with it, which was not refused or withdrawn.
    func checkHeld(_ number: String?) throws {
        guard let number, let holder = try db.first(Self.holder, [.text(number)], { $0.integer(0) }) else { return }
        throw Refusal(
            .conflict,
            "\(number) is the number of application #\(holder), which was received; return this one, or refuse that one "
                + "where the number is not its own",
            ja: "\(number) は、受領済みの申請 #\(holder) の番号です。この申請を差し戻すか、番号が誤りなら先の申請を不合格としてください",
            code: "numberTaken"
        )
    }

    /// - Throws: `conflict` where another application has the number.
    func checkFree(_ number: String, _ kind: String) throws {
        guard try isFree(number, kind) else {
            throw Refusal(
                .conflict,
                "\(number) was given to another application",
                ja: "\(number) は別の申請で使われています",
                field: kind,
                code: "numberTaken"
            )
        }
    }
}

extension Row {
    fileprivate func nonEmpty(_ column: Int32) -> String? {
        let text = text(column)
        return text.isEmpty ? nil : text
    }
}

/// Numbers that the registry gives: one sequence each, never used again.
struct NumberSequences {
    let db: any Transaction

    private static let next = Statement(
        """
        INSERT INTO number_sequence (kind, last) VALUES (?1, 1)
        ON CONFLICT (kind) DO UPDATE SET last = number_sequence.last + 1 RETURNING last
        """
    )

    func next(_ kind: String) throws -> Int64 {
        try db.first(Self.next, [.text(kind)]) { $0.integer(0) } ?? 0
    }

    /// A number by the scheme data's pattern of its kind.
    ///
    /// - Throws: `unprocessable` where the data has no pattern: whoever asks must state the number.
    func mint(_ kind: String, _ rules: IdentifierRules, on day: Day) throws -> String {
        guard let rule = rules.kinds.first(where: { $0.id == kind }), let pattern = rule.issuePattern else {
            throw Refusal(
                .unprocessable,
                "The scheme data has no pattern to make this number from; state the number",
                ja: "採番規則がないため、番号を入力してください",
                field: kind,
                code: "noIssuePattern"
            )
        }
        // Somebody may have stated the very number that comes next.
        for _ in 0..<1000 {
            let number = IssuePattern.fill(pattern, sequence: try next(kind), year: day.civil.year)
            if try ApplicationRows(db: db).isFree(number, kind) { return number }
        }
        throw Refusal(
            .conflict,
            "The scheme data's pattern makes no number that is still free; state the number",
            ja: "採番規則で空いている番号が見つかりません。番号を入力してください",
            field: kind,
            code: "numberTaken"
        )
    }
}
