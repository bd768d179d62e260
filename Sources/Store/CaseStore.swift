package import Registry

/// What an appeal is against.
package enum AppealGround: Hashable, Sendable {
    /// An application of one's own that was refused.
    case refusal(application: Int64)
    /// A label of one's own that was revoked.
    case revocation(RegistrationNumber)
}

extension RegistryStore {
    private static let appealOfApplication = Statement(
        """
        SELECT 1 FROM office_case WHERE application_id = ?1 AND kind = 'appeal' AND state <> 'withdrawn' LIMIT 1
        """
    )
    private static let appealOfRegistration = Statement(
        """
        SELECT 1 FROM office_case WHERE registration_id = ?1 AND kind = 'appeal'
        AND application_id IS NULL AND state IN ('open', 'inReview') LIMIT 1
        """
    )
    private static let strayDoubts = Statement(
        """
        SELECT id, recorded_at, subject FROM doubt WHERE state = 'open'
        AND NOT EXISTS (SELECT 1 FROM office_case c WHERE c.doubt_id = doubt.id) ORDER BY id LIMIT ?1
        """
    )

    /// Keeps what somebody asks to be corrected; returns the case's number. The same key again returns the first one's.
    ///
    /// - Throws: `malformed` where something is missing or names no label of this registry.
    package func reportCorrection(_ report: CorrectionReport, key: String?, at now: Moment) async throws -> CaseNumber {
        if let fault = report.faults.first { throw fault }
        let asked = [
            report.subject, report.says, report.proposes, report.source, report.contact, "\(report.mayName)",
        ]
        let digest = RequestDigest.of("correction|" + asked.joined(separator: "|"))
        return try await engine.write(isRepeatable: key != nil) { [keys, rules] db in
            if let number = try Self.done(key, digest, db) { return number }
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            guard let label = try Self.label(report.subject, writing) else { throw Self.unknownLabel }
            let rows = CaseRows(db: db)
            let file = try rows.new(
                .correction,
                at: now,
                category: label.category,
                mayName: report.mayName
            )
            let contents = CaseRows.Contents(
                registration: label.id,
                subject: report.subject,
                says: report.says,
                proposes: report.proposes,
                source: report.source,
                contact: report.contact,
                language: report.language
            )
            try rows.add(file, contents, by: "reader", at: now)
            try Self.keep(key, digest, file, at: now, db)
            return file.number
        }
    }

    /// Keeps a manufacturer's appeal against a decision about what is its own.
    ///
    /// - Throws: `missing` for another's, `conflict` where nothing was decided against it, or it appealed already.
    package func fileAppeal(
        _ ground: AppealGround,
        _ text: String,
        mayName: Bool,
        by account: Account,
        key: String? = nil,
        at now: Moment
    ) async throws -> CaseNumber {
        let key = key.map { "\(account.actor) \($0)" }
        let digest = RequestDigest.of("appeal|\(ground)|\(text)|\(mayName)")
        return try await engine.write(isRepeatable: key != nil) { [keys, rules] db in
            let account = try AccountRows(db: db).asBefore(account)
            guard account.organisation.side == .manufacturer,
                Policy.reach(account.roles, .fileApplications) == .own
            else {
                throw Refusal(
                    .forbidden,
                    "Only manufacturers appeal",
                    ja: "申立ては製造者だけができます",
                    code: "forbidden"
                )
            }
            if let number = try Self.done(key, digest, db) { return number }
            let says = try CaseDeciding.text(text, "text")
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            let label: Label
            var application: Int64?
            switch ground {
            case .refusal(let id):
                label = try Self.refused(id, mayName, by: account, writing)
                application = id
            case .revocation(let number): label = try Self.revoked(number, by: account, writing)
            }
            let rows = CaseRows(db: db)
            let file = try rows.new(
                .appeal,
                at: now,
                application: application,
                organisation: account.organisation.id,
                category: label.category,
                mayName: mayName
            )
            let contents = CaseRows.Contents(
                registration: label.id,
                madeBy: account.id,
                subject: label.subject,
                says: says,
                language: account.language.rawValue
            )
            try rows.add(file, contents, by: account.actor, at: now)
            try Self.keep(key, digest, file, at: now, db)
            return file.number
        }
    }

    /// What a case is about, as far as the registry knows it.
    private struct Label {
        var id: Int64?
        var subject: String
        var category = ""
    }

    /// What is not registered is not public, so an appeal against a refusal says nothing of the product.
    private static func refused(
        _ id: Int64,
        _ mayName: Bool,
        by account: Account,
        _ writing: LabelWriting
    ) throws -> Label {
        guard let application = try ApplicationRows(db: writing.db).application(id),
            application.organisation == account.organisation.id
        else { throw noApplication }
        guard application.state == .refused else {
            throw Refusal(
                .conflict,
                "This application was not refused",
                ja: "この申請は拒否されていません",
                code: "notRefused"
            )
        }
        guard try writing.db.first(appealOfApplication, [.integer(id)], { _ in true }) == nil else { throw appealed }
        // That a refused application was about this label is told only where the appellant lets it be.
        let number = mayName ? application.registration : nil
        return Label(id: try number.map { try writing.id(of: .number($0)) }, subject: application.name)
    }

    private static func revoked(
        _ number: RegistrationNumber,
        by account: Account,
        _ writing: LabelWriting
    ) throws -> Label {
        let id = try owned(number, by: account, writing.db)
        let registration = try writing.current(id)
        guard registration.period(on: writing.now.day).standing == .revoked else {
            throw Refusal(
                .conflict,
                "\(number) is not revoked today",
                ja: "\(number) は現在、取り消されていません",
                field: "registrationNumber",
                code: "notRevoked"
            )
        }
        guard try writing.db.first(appealOfRegistration, [.integer(id)], { _ in true }) == nil else { throw appealed }
        return Label(id: id, subject: number.text, category: registration.publicCategory)
    }

    /// The label that a code or number names; nil where there is none.
    private static func label(_ subject: String, _ writing: LabelWriting) throws -> Label? {
        var references: [LabelReference] = []
        if case .code(let code) = LabelCode.read(subject) { references.append(.code(code)) }
        if let number = try? RegistrationNumber(subject) { references.append(.number(number)) }
        for reference in references {
            do {
                let id = try writing.id(of: reference)
                return Label(id: id, subject: subject, category: try writing.current(id).publicCategory)
            } catch let refusal as Refusal where refusal.kind == .missing { continue }
        }
        return nil
    }

    /// Makes a case of a doubt that was just kept, in the same transaction.
    static func openCase(
        ofDoubt id: Int64,
        _ subject: String,
        receivedAt: Moment,
        by actor: String = "reader",
        _ writing: LabelWriting
    ) throws {
        let label = try label(subject, writing)
        let rows = CaseRows(db: writing.db)
        let file = try rows.new(.misuse, at: receivedAt, category: label?.category ?? "", mayName: false)
        let contents = CaseRows.Contents(registration: label?.id, doubt: id, subject: subject)
        try rows.add(file, contents, by: actor, at: writing.now)
    }

    /// Makes cases of open doubts that are none yet: those reported before there were cases. How many it were.
    package func adoptDoubts(limit: Int = 500, at now: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { [keys, rules] db in
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            let doubts = try db.all(Self.strayDoubts, [.integer(Int64(limit))]) {
                (id: $0.integer(0), at: $0.moment(1), subject: $0.text(2))
            }
            for doubt in doubts {
                try Self.openCase(ofDoubt: doubt.id, doubt.subject, receivedAt: doubt.at, by: "housekeeping", writing)
            }
            return doubts.count
        }
    }

    private static func done(_ key: String?, _ digest: String, _ db: any Transaction) throws -> CaseNumber? {
        guard let done = try DoneRequests(db: db).result(key: key, digest: digest) else { return nil }
        guard let file = try CaseRows(db: db).file(done.id) else {
            throw EngineFault(.broken, "case \(done.id) is missing")
        }
        return file.number
    }

    private static func keep(
        _ key: String?,
        _ digest: String,
        _ file: PublicCase,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        try DoneRequests(db: db).keep(key: key, digest: digest, result: DoneRequests.Result(id: file.id), at: now)
    }

    private static let unknownLabel = Refusal(
        .malformed,
        "This registry has no label of this code or number",
        ja: "このコードや番号のラベルは、この登録簿に見つかりません",
        field: "subject",
        code: "unknownLabel"
    )
    private static let appealed = Refusal(
        .conflict,
        "An appeal against this was filed already",
        ja: "この決定には、すでに申立てがあります",
        code: "appealFiled"
    )
}

extension Registration {
    /// The product's category, where the registration is more than provisional.
    fileprivate var publicCategory: String { isProvisional ? "" : products.last?.value.category ?? "" }
}
