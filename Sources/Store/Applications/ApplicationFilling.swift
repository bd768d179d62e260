package import Registry

/// Who stands in the rows of applications that were never lived.
package struct FillingPeople: Sendable {
    /// One of each manufacturer, in turn.
    package var applicants: [Account]
    /// Receives, accepts and confirms.
    package var reviewer: Account
    /// Bills and books.
    package var finance: Account

    package init(applicants: [Account], reviewer: Account, finance: Account) {
        (self.applicants, self.reviewer, self.finance) = (applicants, reviewer, finance)
    }
}

extension RegistryStore {
    private static let count = Statement("SELECT COUNT(*) FROM application")

    /// How many applications there are.
    package func applicationCount() async throws -> Int {
        try await engine.lookup { db in Int(try db.first(Self.count) { $0.integer(0) } ?? 0) }
    }

    /// Enters applications as rows, spread over the states, in one transaction: for measuring stores of a given size.
    /// They have every row that lived ones have, and no label.
    ///
    /// - Parameter draft: what each of them declares, under a name of its own.
    package func fillApplications(
        _ count: Int,
        of people: FillingPeople,
        declaring draft: ApplicationDraft,
        at now: Moment
    ) async throws {
        try await engine.write { db in
            let rows = ApplicationRows(db: db)
            let first = try rows.nextIdentity()
            for index in 0..<count {
                let id = first + Int64(index)
                let applicant = people.applicants[Int(id) % people.applicants.count]
                let path = ApplicationFilling.paths[Int(id) % ApplicationFilling.paths.count]
                let filling = ApplicationFilling(
                    db: db,
                    people: people,
                    applicant: applicant,
                    begun: now + Int64(index - count - 10_000)
                )
                try filling.enter(id, draft, path)
            }
        }
    }
}

/// One application being entered as rows.
private struct ApplicationFilling {
    let db: any Transaction
    let people: FillingPeople
    let applicant: Account
    let begun: Moment

    private static let declared = Statement(
        "UPDATE application SET submitted_level = level, submitted_product = product WHERE id = ?1"
    )
    private static let charge = Statement(
        """
        INSERT INTO ledger (id, at, application_id, invoice, entry, amount, account_id)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM ledger), ?1, ?2, ?3, ?4, ?5, ?6)
        """
    )

    /// The steps of the shortest way to each state that is filled, and where each leads.
    static let paths: [[(word: String, after: ApplicationState)]] = {
        let way: [(word: String, after: ApplicationState)] = [
            ("requestNumber", .numberRequested), ("recordNumber", .numberIssued), ("submit", .submitted),
            ("receive", .received), ("accept", .accepted), ("invoice", .feeDue), ("recordPayment", .feePaid),
            ("confirm", .underConfirmation),
        ]
        let ends = [0, 2, 3, 4, 5, 6, 7, 8].map { Array(way.prefix($0)) }
        let returned = Array(way.prefix(3)) + [("returnForCorrection", .returned)]
        let withdrawn = Array(way.prefix(3)) + [("withdraw", .withdrawnByApplicant)]
        return ends + [returned, withdrawn]
    }()

    func enter(_ id: Int64, _ draft: ApplicationDraft, _ path: [(word: String, after: ApplicationState)]) throws {
        var draft = draft
        draft.manufacturer.identify(as: applicant.organisation)
        draft.product.nameJA += " \(id)"
        var application = Application(
            id: id,
            kind: .new,
            organisation: applicant.organisation.id,
            draft: draft,
            at: begun
        )
        let words = Set(path.map(\.word))
        application.version = Int64(path.count) + 2
        application.state = path.last?.after ?? .draft
        application.changedAt = begun + Int64(path.count)
        application.stateSince = application.changedAt
        if words.contains("recordNumber") { application.numbers.application = "BENCH-A-\(id)" }
        if words.contains("accept") { application.numbers.acceptance = "BENCH-J-\(id)" }
        if words.contains("submit") {
            application.submissions = 1
            application.submittedAt = begun + 3
            application.draft.declaration = ApplicationDraft.Declaration(name: "甲野 太郎", title: "部長", day: begun.day)
        }
        if words.contains("receive") {
            application.receivedOn = begun.day
            application.reviewedBy = [people.reviewer.id]
        }
        if words.contains("returnForCorrection") { application.reviewedBy = [people.reviewer.id] }
        if words.contains("withdraw") { application.reason = "A trial" }
        if words.contains("invoice") {
            application.invoice = invoice(id, isPaid: words.contains("recordPayment"))
            application.reviewedBy.insert(people.finance.id)
        }
        let rows = ApplicationRows(db: db)
        try rows.add(application, registration: nil)
        if application.submissions > 0 {
            try db.run(Self.declared, [.integer(id)])
            try rows.addSubmission(application, by: applicant, at: begun + 3)
        }
        try book(application, path)
        try keepDeadline(application, path)
        try steps(of: application, path)
    }

    private func invoice(_ id: Int64, isPaid: Bool) -> Invoice {
        Invoice(
            number: "BENCH-I-\(id)",
            amount: 198_000,
            tax: 18_000,
            taxRate: 10,
            feeRow: "bench",
            issuedOn: begun.day,
            dueOn: begun.day + 30,
            outcome: isPaid ? .paid(begun.day, reference: "bench") : .open
        )
    }

    private func book(_ application: Application, _ path: [(word: String, after: ApplicationState)]) throws {
        guard let invoice = application.invoice else { return }
        for (index, step) in path.enumerated() {
            guard let entry = ["invoice": "charged", "recordPayment": "paid"][step.word] else { continue }
            let values: [Value] = [
                .moment(begun + Int64(index + 1)), .integer(application.id), .text(invoice.number), .text(entry),
                .integer(Int64(invoice.amount)), .integer(people.finance.id),
            ]
            try db.run(Self.charge, values)
        }
    }

    /// What calendars are told of its invoice, as of the steps that set and settled it.
    private func keepDeadline(
        _ application: Application,
        _ path: [(word: String, after: ApplicationState)]
    ) throws {
        guard let place = path.firstIndex(where: { $0.word == "invoice" }) else { return }
        var (before, billed) = (application, application)
        before.invoice = nil
        billed.invoice?.outcome = .open
        let rows = DeadlineRows(db: db)
        try rows.keep(billed, before: before, at: begun + Int64(place + 1))
        try rows.keep(application, before: billed, at: begun + Int64(place + 2))
    }

    private func steps(of application: Application, _ path: [(word: String, after: ApplicationState)]) throws {
        let rows = ApplicationRows(db: db)
        var passing = application
        passing.state = .draft
        try rows.addStep("open", to: passing, from: .draft, note: "", by: applicant, at: begun)
        try write("open", passing.kind.rawValue, of: passing, by: applicant, at: begun)
        try write("save", passing.state.rawValue, of: passing, by: applicant, at: begun)
        for (index, step) in path.enumerated() {
            let before = passing.state
            passing.state = step.after
            let moment = begun + Int64(index + 1)
            let doer = doer(of: step.word)
            let note = step.word == ApplicationAction.withdraw.rawValue ? application.reason : ""
            try rows.addStep(step.word, to: passing, from: before, note: note, by: doer, at: moment)
            let detail = "\(before.rawValue) → \(step.after.rawValue)"
            try write(step.word, detail, of: passing, by: doer, at: moment)
        }
    }

    /// The diary's line.
    private func write(
        _ verb: String,
        _ detail: String,
        of application: Application,
        by account: Account,
        at now: Moment
    ) throws {
        let subject = RegistryStore.subject(of: application)
        try Acts(db: db).record(verb, subject: subject, detail: detail, by: account.actor, at: now)
    }

    private func doer(of word: String) -> Account {
        switch ApplicationAction(rawValue: word)?.permission {
        case .review: people.reviewer
        case .finance: people.finance
        default: applicant
        }
    }
}
