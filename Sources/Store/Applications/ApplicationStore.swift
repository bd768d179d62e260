import Crypto
package import Registry

/// What an order on an application answers.
package struct ApplicationOutcome: Hashable, Sendable {
    /// As it now is.
    package var application: Application
    /// True where the same request was recorded before and is only answered again.
    package var isRepeat: Bool
    /// Labels that changed with it.
    package var codes: [LabelCode]
}

extension RegistryStore {
    private static let openOnes = Statement(
        """
        SELECT id FROM application WHERE registration_id = ?1 AND kind = ?2 AND organisation_id = ?3
        AND state NOT IN ('issued', 'refused', 'withdrawnByApplicant', 'abandoned') LIMIT 1
        """
    )
    private static let lastIssued = Statement(
        """
        SELECT \(ApplicationRows.columns) FROM application a JOIN registration r ON r.id = a.registration_id
        WHERE a.registration_id = ?1 AND a.kind IN ('new', 'extension') AND a.state = 'issued'
        ORDER BY a.id DESC LIMIT 1
        """
    )

    /// Begins an application: an empty draft, or for one that is about a label, a draft that says what the label says.
    ///
    /// - Parameters:
    ///   - number: of the registration it is about; nil for a new one.
    ///   - key: the request's idempotency key.
    /// - Throws: `missing` for a registration that the account's organisation does not hold, `conflict` where one of
    ///   the same kind is open, or it is too early to renew.
    package func openApplication(
        _ kind: ApplicationKind,
        about number: RegistrationNumber? = nil,
        by account: Account,
        key: String? = nil,
        at now: Moment
    ) async throws -> ApplicationOutcome {
        let key = key.map { "\(account.actor) \($0)" }
        let digest = RequestDigest.of("open|\(kind)|\(number?.text ?? "")")
        return try await engine.write(isRepeatable: key != nil) { [self] db in
            let account = try AccountRows(db: db).asBefore(account)
            guard account.organisation.side == .manufacturer,
                Policy.reach(account.roles, .fileApplications) == .own
            else {
                throw Refusal(.forbidden, "Only manufacturers apply", ja: "申請は製造者だけができます", code: "forbidden")
            }
            let rows = ApplicationRows(db: db)
            if let done = try DoneRequests(db: db).result(key: key, digest: digest) {
                return try Self.repeated(rows, done.id)
            }
            guard (kind == .new) == (number == nil) else {
                throw Refusal(
                    .malformed,
                    kind == .new ? "A new application names no registration" : "Name the registration",
                    ja: kind == .new ? "新規申請では登録番号を指定しません" : "登録番号を指定してください",
                    field: "registrationNumber",
                    code: "registrationNumber"
                )
            }
            try Self.checkRoom(account.organisation.id, db)
            var registration: Int64?
            var draft = ApplicationDraft()
            if let number {
                let id = try Self.owned(number, by: account, db)
                let current = try LabelWriting(db: db, keys: keys, rules: rules, now: now).current(id)
                try Self.checkOpening(kind, current, id, account.organisation.id, rules, at: now, db)
                let last = try db.first(Self.lastIssued, [.integer(id)]) { try ApplicationRows.application($0) }
                draft = ApplicationDraft(renewing: current, last: last?.draft, on: now.day)
                registration = id
            }
            draft.manufacturer.identify(as: account.organisation)
            let application = Application(
                id: try rows.nextIdentity(),
                kind: kind,
                organisation: account.organisation.id,
                registration: number,
                draft: draft,
                at: now
            )
            try rows.add(application, registration: registration)
            try rows.addStep("open", to: application, from: .draft, note: "", by: account, at: now)
            try Acts(db: db).record(
                "open",
                subject: Self.subject(of: application),
                detail: kind.rawValue,
                by: account.actor,
                at: now
            )
            let result = DoneRequests.Result(id: application.id)
            try DoneRequests(db: db).keep(key: key, digest: digest, result: result, at: now)
            return ApplicationOutcome(application: application, isRepeat: false, codes: [])
        }
    }

    /// Does to an application what somebody asks, with everything that follows from it, in one transaction.
    ///
    /// - Parameters:
    ///   - version: the one the order was made from; nil where any will do.
    ///   - bytes: of the file that `.attach` names by its digest; nil where it is kept already.
    ///   - key: the request's idempotency key.
    /// - Throws: `missing` out of reach, `preconditionFailed` at another version, and what the decision refuses with.
    package func perform(
        _ order: ApplicationOrder,
        on id: Int64,
        version: Int64?,
        file bytes: [UInt8]? = nil,
        by account: Account,
        key: String? = nil,
        at now: Moment
    ) async throws -> ApplicationOutcome {
        let key = key.map { "\(account.actor) \($0)" }
        let digest = RequestDigest.of("\(id)|\(order.canonicalText)")
        return try await engine.write(isRepeatable: key != nil) { [self] db in
            let account = try AccountRows(db: db).asBefore(account)
            let rows = ApplicationRows(db: db)
            guard let application = try rows.application(id), Self.mayReach(application, account) else {
                throw Self.noApplication
            }
            if let done = try DoneRequests(db: db).result(key: key, digest: digest) {
                return try Self.repeated(rows, done.id)
            }
            if let version, version != application.version { throw ApplicationRows.changedMeanwhile }
            let working = ApplicationWriting(
                db: db,
                writing: LabelWriting(db: db, keys: keys, rules: rules, now: now),
                operatorFacts: operatorFacts
            )
            let outcome = try working.perform(order, on: application, by: account, at: now)
            if case .attach(_, _, let digest, _) = order {
                try Self.keep(bytes, digest, of: application.organisation, at: now, db)
            }
            let result = DoneRequests.Result(id: id, revision: outcome.application.version)
            try DoneRequests(db: db).keep(key: key, digest: digest, result: result, at: now)
            return outcome
        }
    }

    static func subject(of application: Application) -> String { "application \(application.id)" }

    /// Somebody else wrote since what an order was made from was read.
    package static var changedMeanwhile: Refusal { ApplicationRows.changedMeanwhile }

    static let noApplication = Refusal(
        .missing,
        "There is no such application",
        ja: "該当する申請がありません",
        code: "missing"
    )

    /// Whether an application exists for somebody: drafts are the applicant's alone until they are submitted once.
    static func mayReach(_ application: Application, _ account: Account) -> Bool {
        switch Policy.reach(account.roles, .readApplications) {
        case .any: application.submissions > 0
        case .assigned: application.assessment?.laboratory == account.organisation.id
        case .own: application.organisation == account.organisation.id
        case .none: false
        }
    }

    private static func repeated(_ rows: ApplicationRows, _ id: Int64) throws -> ApplicationOutcome {
        guard let application = try rows.application(id) else {
            throw EngineFault(.broken, "application \(id) is missing")
        }
        return ApplicationOutcome(application: application, isRepeat: true, codes: [])
    }

    /// How many applications of one organisation may be open at the same time.
    private static let mostOpen = 200
    private static let countOpen = Statement(
        """
        SELECT COUNT(*) FROM application WHERE organisation_id = ?1
        AND state NOT IN ('issued', 'refused', 'withdrawnByApplicant', 'abandoned')
        """
    )

    private static func checkRoom(_ organisation: Int64, _ db: any Transaction) throws {
        guard try db.first(countOpen, [.integer(organisation)], { $0.integer(0) }) ?? 0 >= mostOpen else { return }
        throw Refusal(
            .limited,
            "Your organisation has \(mostOpen) applications open; end some first",
            ja: "進行中の申請が\(mostOpen)件あります。先に終えてください",
            code: "tooManyApplications"
        )
    }

    private static func checkOpening(
        _ kind: ApplicationKind,
        _ current: Registration,
        _ id: Int64,
        _ organisation: Int64,
        _ rules: Rules,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        let values: [Value] = [.integer(id), .text(kind.rawValue), .integer(organisation)]
        if try db.first(openOnes, values, { _ in true }) != nil {
            throw Refusal(
                .conflict,
                "An application of this kind is open for \(current.number)",
                ja: "\(current.number) には同じ種類の申請がすでにあります",
                code: "applicationOpen"
            )
        }
        let period = current.period(on: now.day)
        guard period.standing == .valid || period.standing == .grace else {
            throw Refusal(
                .conflict,
                "\(current.number) is \(period.standing.rawValue) today",
                ja: "\(current.number) は現在 \(period.standing.rawValue) です",
                code: "illegalTransition"
            )
        }
        guard kind == .extension else { return }
        guard period.standing == .valid, let end = period.heldUntil else {
            throw Refusal(
                .conflict,
                "An extension of \(current.number) is already pending",
                ja: "\(current.number) の延長申請はすでに受け付けられています",
                code: "extensionPending"
            )
        }
        let opens = end - rules.ladder.renewalOpensDaysBefore
        guard now.day >= opens else {
            throw Refusal(
                .conflict,
                "\(current.number) holds until \(end); its renewal opens on \(opens)",
                ja: "\(current.number) の有効期限は \(end) です。更新の申請は \(opens) からできます",
                code: "tooEarly"
            )
        }
    }
}

extension ApplicationOrder {
    /// The same for the same order, however and whenever it was made: a Swift dictionary prints in no fixed order.
    var canonicalText: String {
        switch self {
        case .save(let draft):
            var writer = PackedWriter(capacity: 4096)
            writer.applicationDraft(draft)
            return "save|" + SHA256.hash(data: writer.bytes).hex
        case .assignLaboratory(let record): return "assignLaboratory|\(record.organisation.id)"
        case .assess(.rectify(let fixes)): return "rectify|\(fixes.sorted { $0.key < $1.key })"
        case .assess(.retest(let results)): return "retest|\(results.sorted { $0.key < $1.key })"
        default: return "\(self)"
        }
    }
}
