import Registry

/// Letters about the steps of an application, queued in the transaction that records the step.
struct ApplicationLetters {
    let db: any Transaction
    let now: Moment

    private static let colleagues = Statement(
        """
        SELECT a.id, a.address, a.language, a.roles FROM account a
        WHERE a.organisation_id = ?1 AND a.state = 'active' ORDER BY a.id
        """
    )
    private static let isUnwanted = Statement(
        "SELECT 1 FROM letter_choice WHERE account_id = ?1 AND topic = 'applicationSteps' AND wanted = 0"
    )

    /// Somebody who is told; an address that is no account's has no choice to make.
    private struct Reader {
        var account: Int64?
        var address: MailAddress
        var language: Letter.Language
    }

    /// What a step says, to whom, and whether its reader may do without: never where a deadline begins.
    private struct Step {
        var kind: Letter.Kind
        var facts: [String: String] = [:]
        var hasDeadline = false
        var isForLaboratory = false
    }

    /// Queues what a step has to say; most have nothing.
    ///
    /// - Parameter code: of the label that the step issued or changed.
    func queue(_ order: ApplicationOrder, _ application: Application, code: LabelCode?) throws {
        guard let step = Self.step(order, application, code: code) else { return }
        let readers =
            if step.isForLaboratory {
                try application.assessment.map { try accounts(of: $0.laboratory, with: .laboratory) } ?? []
            } else {
                try applicants(application)
            }
        let outbox = Outbox(db: db)
        for reader in readers {
            var facts = step.facts
            facts["id"] = String(application.id)
            facts["application"] = application.name
            facts["product"] = application.draft.product.name(reader.language)
            if !step.hasDeadline, let account = reader.account {
                guard try db.first(Self.isUnwanted, [.integer(account)], { _ in true }) == nil else { continue }
                facts[Letter.optionalFact] = "yes"
            }
            let letter = Letter(step.kind, to: reader.address, reader.language, facts: facts)
            try outbox.queue(letter, about: reader.account ?? 0, at: now)
        }
    }

    private static func step(_ order: ApplicationOrder, _ application: Application, code: LabelCode?) -> Step? {
        switch order {
        case .returnForCorrection(let text): return Step(kind: .applicationReturned, facts: ["note": text])
        case .askCorrection(let text, let until):
            let facts = ["note": text, "until": until.text]
            return Step(kind: .applicationCorrection, facts: facts, hasDeadline: true)
        case .accept:
            return Step(kind: .applicationAccepted, facts: ["number": application.numbers.acceptance ?? "–"])
        case .invoice:
            guard let invoice = application.invoice else { return nil }
            let facts = [
                "number": invoice.number, "amount": String(invoice.amount), "until": invoice.dueOn.text,
            ]
            return Step(kind: .applicationInvoiced, facts: facts, hasDeadline: true)
        case .recordPayment(let amount, let day, _):
            let facts = [
                "number": application.invoice?.number ?? "", "amount": String(amount), "until": day.text,
            ]
            return Step(kind: .applicationPaid, facts: facts)
        case .issue:
            let facts = ["number": application.registration?.text ?? "", "code": code?.text ?? ""]
            return Step(kind: .applicationIssued, facts: facts)
        // An appeal has its time.
        case .refuse(let text): return Step(kind: .applicationRefused, facts: ["note": text], hasDeadline: true)
        case .assess(.listIssues):
            let count = application.assessment?.openFindings.count ?? 0
            return Step(kind: .assessmentFindings, facts: ["count": String(count)])
        case .assignLaboratory, .assess(.rectify): return Step(kind: .assessmentAssigned, isForLaboratory: true)
        default: return nil
        }
    }

    /// Whom the application names as its contact; where that is nobody, the applicant's administrators.
    private func applicants(_ application: Application) throws -> [Reader] {
        if let address = try? MailAddress(application.draft.contact.address) {
            let rows = AccountRows(db: db)
            guard let id = try rows.id(of: address), let account = try rows.account(id) else {
                return [Reader(account: nil, address: address, language: .ja)]
            }
            if account.state == .active {
                return [Reader(account: id, address: account.address, language: account.language)]
            }
        }
        return try accounts(of: application.organisation, with: .manufacturerAdministrator)
    }

    private func accounts(of organisation: Int64, with role: Role) throws -> [Reader] {
        try db.all(Self.colleagues, [.integer(organisation)]) { row -> Reader? in
            guard AccountRows.roles(row.text(3)).contains(role) else { return nil }
            return Reader(
                account: row.integer(0),
                address: MailAddress(checked: row.text(1)),
                language: Letter.Language(rawValue: row.text(2)) ?? .ja
            )
        }.compactMap { $0 }
    }
}
