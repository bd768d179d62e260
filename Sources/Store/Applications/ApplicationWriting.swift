import Registry

/// One order on one application, inside a transaction: decided, numbered, written, and done to its label.
struct ApplicationWriting {
    let db: any Transaction
    let writing: LabelWriting
    let operatorFacts: OperatorFacts

    private var rules: Rules { writing.rules }

    private static let charge = Statement(
        """
        INSERT INTO ledger (id, at, application_id, invoice, entry, amount, account_id)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM ledger), ?1, ?2, ?3, ?4, ?5, ?6)
        """
    )
    private static let registrationID = Statement("SELECT registration_id FROM application WHERE id = ?1")
    private static let own = Statement(
        "INSERT INTO registration_owner (registration_id, organisation_id, since) VALUES (?1, ?2, ?3)"
    )

    func perform(
        _ order: ApplicationOrder,
        on application: Application,
        by account: Account,
        at now: Moment
    ) throws -> ApplicationOutcome {
        let file = try file(application)
        try checkOwner(file, order)
        var decision = try ApplicationDeciding.decide(order, on: file, by: account, at: now)
        try number(&decision, order, before: application, at: now)
        let codes = try label(&decision, file, account, at: now)
        let rows = ApplicationRows(db: db)
        try rows.rewrite(decision.application, registration: try registration(of: decision.application))
        try DeadlineRows(db: db).keep(decision.application, before: application, at: now)
        if decision.application.submissions > application.submissions {
            try rows.addSubmission(decision.application, by: account, at: now)
        }
        if let identity = decision.identity {
            try IdentityRows(db: db).keep(identity, of: application.organisation, by: account, at: now)
        }
        try settle(before: application.invoice, decision.application, by: account, at: now)
        try record(order, decision, before: application.state, by: account, at: now)
        try ApplicationLetters(db: db, now: now).queue(order, decision.application, code: codes.first)
        return ApplicationOutcome(application: decision.application, isRepeat: false, codes: codes)
    }

    /// A registration may have gone to another organisation since the application was opened: the old one only ends it.
    private func checkOwner(_ file: ApplicationCase, _ order: ApplicationOrder) throws {
        switch order {
        case .withdraw, .abandon, .refuse, .returnForCorrection, .askCorrection, .recommend: return
        default: break
        }
        guard file.isHeld else {
            throw Refusal(
                .conflict,
                "The registration is no longer the applicant's",
                ja: "この登録は、申請者のものではなくなっています",
                code: "notHeld"
            )
        }
    }

    /// What the decision looks at, as it is now.
    private func file(_ application: Application) throws -> ApplicationCase {
        let accounts = AccountRows(db: db)
        guard let applicant = try accounts.organisation(application.organisation) else {
            throw EngineFault(.broken, "application \(application.id) has no applicant")
        }
        let id = try registration(of: application)
        var file = ApplicationCase(
            application,
            applicant: applicant,
            identity: try IdentityRows(db: db).identity(of: application.organisation),
            current: try id.map { try writing.current($0) },
            laboratory: try application.assessment.flatMap { try LaboratoryRows(db: db).record($0.laboratory) },
            isOfficial: operatorFacts.isOfficial,
            rules: rules
        )
        if application.kind != .new, let id {
            file.isHeld = try RegistryStore.ownerID(of: id, db) == application.organisation
        }
        return file
    }

    private func registration(of application: Application) throws -> Int64? {
        try application.registration.map { try writing.id(of: .number($0)) }
    }

    /// Numbers the registry gives with the step, where nobody stated them; stated ones must be free.
    private func number(
        _ decision: inout ApplicationDecision,
        _ order: ApplicationOrder,
        before: Application,
        at now: Moment
    ) throws {
        let sequences = NumberSequences(db: db)
        let rows = ApplicationRows(db: db)
        func give(_ kind: String, _ path: WritableKeyPath<Application, String?>) throws {
            if let stated = decision.application[keyPath: path] {
                if stated != before[keyPath: path] { try rows.checkFree(stated, kind) }
                return
            }
            decision.application[keyPath: path] = try sequences.mint(kind, rules.identifiers, on: now.day)
        }
        switch order {
        case .submit: try give("applicationNumber", \.numbers.application)
        case .receive: try rows.checkHeld(decision.application.numbers.application)
        case .accept: try give("acceptanceNumber", \.numbers.acceptance)
        case .grantProvisional:
            try give("provisionalNumber", \.numbers.provisional)
            decision.number = try decision.application.numbers.provisional.map { try RegistrationNumber($0) }
        case .invoice:
            decision.application.invoice?.number = IssuePattern.fill(
                "INV-{year}-{sequence:6}",
                sequence: try sequences.next("invoice"),
                year: now.day.civil.year
            )
        default: break
        }
    }

    /// Does to the registration what the decision says.
    private func label(
        _ decision: inout ApplicationDecision,
        _ file: ApplicationCase,
        _ account: Account,
        at now: Moment
    ) throws -> [LabelCode] {
        guard let order = decision.label else { return [] }
        let terms = OrderTerms(
            actor: account.actor,
            publicNote: decision.publicNote,
            privateNote: RegistryStore.subject(of: decision.application)
        )
        switch order {
        case .provisional, .issue:
            if let number = decision.number {
                let values: [Value] = [.text(number.text), .integer(0)]
                guard try db.first(LabelWriting.idByNumberAndSource, values, { _ in true }) == nil else {
                    throw Refusal(
                        .conflict,
                        "\(number) was given to another registration",
                        ja: "\(number) は別の登録で使われています",
                        field: "registrationNumber",
                        code: "numberTaken"
                    )
                }
            }
            let new = try Deciding.decideNew(order, terms, rules: rules, at: now)
            let (id, registration) = try writing.insertIssued(
                new.kind,
                new.filing,
                on: new.effectiveOn,
                number: decision.number,
                origin: operatorFacts.overlay.isEmpty ? .issued : .test,
                terms
            )
            guard case .issue = order else { return [registration.code] }
            // A label of its own replaces the provisional number, which ends with a word on where to look.
            let ended = try endProvisional(of: decision.application, by: terms, now, registration.number)
            decision.application.registration = registration.number
            let owner: [Value] = [.integer(id), .integer(decision.application.organisation), .moment(now)]
            try db.run(Self.own, owner)
            try Deliveries(db: db).queue([new.kind], on: id, revision: registration.revision, at: now)
            return [registration.code] + ended
        case .withdraw where file.current == nil:
            return try endProvisional(of: decision.application, by: terms, now, nil)
        default:
            guard let number = decision.application.registration else { return [] }
            let id = try writing.id(of: .number(number))
            let current = try writing.current(id)
            let change = try Deciding.decide(order, terms, on: current, rules: rules, at: now)
            var next = try writing.record([(change.kind, change.effectiveOn)], on: current, id: id, terms)
            if let more = decision.more {
                let change = try Deciding.decide(more, terms, on: next, rules: rules, at: now)
                next = try writing.record([(change.kind, change.effectiveOn)], on: next, id: id, terms)
            }
            if case .changeHolder(let holder) = order {
                try RegistryStore.handOver(id, to: holder, at: now, db)
            }
            return [next.code]
        }
    }

    private func endProvisional(
        of application: Application,
        by terms: OrderTerms,
        _ now: Moment,
        _ successor: RegistrationNumber?
    ) throws -> [LabelCode] {
        guard let text = application.numbers.provisional else { return [] }
        let id = try writing.id(of: .number(try RegistrationNumber(text)))
        let current = try writing.current(id)
        guard current.period(on: now.day).standing == .provisional else { return [] }
        var terms = terms
        terms.publicNote = successor.map { "→ \($0.text)" } ?? ""
        let change = try Deciding.decide(.withdraw, terms, on: current, rules: rules, at: now)
        return [try writing.record([(change.kind, change.effectiveOn)], on: current, id: id, terms).code]
    }

    /// The ledger's line for what became of the invoice.
    private func settle(before: Invoice?, _ application: Application, by account: Account, at now: Moment) throws {
        guard let invoice = application.invoice, invoice.outcome != before?.outcome else { return }
        let entry =
            switch invoice.outcome {
            case .open: "charged"
            case .paid: "paid"
            case .waived: "waived"
            case .void: "voided"
            }
        try db.run(
            Self.charge,
            [
                .moment(now), .integer(application.id), .text(invoice.number), .text(entry),
                .integer(Int64(invoice.amount)), .integer(account.id),
            ]
        )
    }

    private func record(
        _ order: ApplicationOrder,
        _ decision: ApplicationDecision,
        before: ApplicationState,
        by account: Account,
        at now: Moment
    ) throws {
        let application = decision.application
        let rows = ApplicationRows(db: db)
        // Every keystroke saved would bury what happened; the diary has them all.
        if order.word != "save" {
            try rows.addStep(order.word, to: application, from: before, note: decision.note, by: account, at: now)
        }
        try Acts(db: db).record(
            order.word,
            subject: RegistryStore.subject(of: application),
            detail: before == application.state ? application.state.rawValue : "\(before) → \(application.state)",
            by: account.actor,
            at: now
        )
        guard before != application.state else { return }
        let facts = [
            "application": String(application.id), "number": application.numbers.application ?? "",
            "state": application.state.rawValue, "stateBefore": before.rawValue,
        ]
        try Deliveries(db: db).queue(.applicationChanged, organisation: application.organisation, facts: facts, at: now)
    }
}
