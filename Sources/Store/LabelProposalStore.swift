package import Registry

/// What proposing or deciding answers.
package struct LabelProposalOutcome: Hashable, Sendable {
    /// As it now is.
    package var proposal: LabelProposal
    /// Labels that changed with it.
    package var codes: [LabelCode]
}

/// Everything the office's page of a registration needs, read in one snapshot.
package struct LabelFile: Sendable {
    /// As it is now, its events with actors and private notes.
    package var registration: Registration
    /// Who acts for it; nil where nobody is recorded.
    package var owner: Organisation?
    /// About it, newest first, as they were submitted.
    package var applications: [LabelApplication]
    /// Newest first.
    package var proposals: [LabelProposal]
    /// Names of the accounts that any of it speaks of.
    package var names: [Int64: String]
}

/// A proposal with what it is about, read in one snapshot.
package struct LabelProposalFile: Sendable {
    /// As it now is.
    package var proposal: LabelProposal
    /// As it now is, which may be later than it was proposed for.
    package var registration: Registration
    /// Of a merge: the one that gives, then the one that takes.
    package var organisations: [Organisation]
    /// Names of the accounts that had a part in it.
    package var names: [Int64: String]
}

/// An application about a registration, in a list.
package struct LabelApplication: Hashable, Sendable {
    /// The application's.
    package var id: Int64
    /// What it asks for.
    package var kind: ApplicationKind
    /// How far it has come.
    package var state: ApplicationState
    /// 申請番号; empty until it has one.
    package var number: String
}

extension RegistryStore {
    private static let about = Statement(
        """
        SELECT id, kind, state, application_number FROM application
        WHERE registration_id = ?1 AND submissions > 0 ORDER BY id DESC LIMIT 50
        """
    )
    private static let personName = Statement("SELECT name FROM account WHERE id = ?1")
    /// Of one registration, on its page.
    private static let shownProposals = 50

    /// A registration as the office sees it.
    ///
    /// - Throws: `missing` where there is none of the number, and for whoever may not read everything.
    package func labelFile(_ number: RegistrationNumber, for account: Account) async throws -> LabelFile {
        try await engine.read { [keys, rules] db in
            guard Policy.reach(account.roles, .readApplications) == .any else { throw Self.noLabel }
            let head = try Revisions(db: db).head()
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: head.recordedAt)
            let id = try writing.id(of: .number(number))
            let rows = RegistrationRows(db: db, id: id, revision: head.revision)
            guard let registration = try rows.registration(keys: keys, withOfficeNotes: true) else {
                throw EngineFault(.broken, "registration \(id) is missing")
            }
            let proposals = try LabelProposalRows(db: db).proposals(of: id, limit: Self.shownProposals)
            let actors = registration.events.compactMap { Self.accountID($0.actor) }
            return LabelFile(
                registration: registration,
                owner: try Self.ownerID(of: id, db).flatMap { try AccountRows(db: db).organisation($0) },
                applications: try db.all(Self.about, [.integer(id)]) { try Self.labelApplication($0) },
                proposals: proposals,
                names: try Self.names(proposals.flatMap(\.people) + actors, db)
            )
        }
    }

    /// Open proposals of every registration, oldest first, and the names of who proposed them.
    package func openProposals(
        after id: Int64 = 0,
        limit: Int = 100,
        for account: Account
    ) async throws -> (proposals: [LabelProposal], names: [Int64: String]) {
        try await engine.read { db in
            guard Policy.reach(account.roles, .readApplications) == .any else { throw Self.noLabel }
            let proposals = try LabelProposalRows(db: db).open(after: id, limit: limit)
            return (proposals, try Self.names(proposals.flatMap(\.people), db))
        }
    }

    /// A proposal with what it is about.
    ///
    /// - Throws: `missing` where there is none, and for whoever may not read everything.
    package func proposalFile(_ id: Int64, for account: Account) async throws -> LabelProposalFile {
        try await engine.read { [keys, rules] db in
            let rows = LabelProposalRows(db: db)
            guard Policy.reach(account.roles, .readApplications) == .any, let proposal = try rows.proposal(id),
                let registration = try rows.registration(of: id)
            else { throw Self.noProposal }
            var organisations: [Organisation] = []
            if case .mergeManufacturer(let from, let into) = proposal.measure {
                organisations = try [from, into].compactMap { try AccountRows(db: db).organisation($0) }
            }
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: proposal.proposedAt)
            return LabelProposalFile(
                proposal: proposal,
                registration: try writing.current(registration),
                organisations: organisations,
                names: try Self.names(proposal.people, db)
            )
        }
    }

    /// Proposes a measure for a registration; nothing happens to it until a second person carries it out.
    ///
    /// - Parameter revision: of the registration that the proposer looked at.
    /// - Throws: what the decision refuses, and `conflict` where one of its kind waits already.
    package func propose(
        _ measure: LabelProposal.Measure,
        on number: RegistrationNumber,
        revision: Int64,
        publicNote: String,
        privateNote: String,
        by account: Account,
        at now: Moment
    ) async throws -> LabelProposal {
        try await engine.write { [keys, rules] db in
            let account = try AccountRows(db: db).asBefore(account)
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            let id = try writing.id(of: .number(number))
            var proposal = try LabelProposing.propose(
                measure,
                publicNote: publicNote,
                privateNote: privateNote,
                on: try writing.current(id),
                revision: revision,
                by: account,
                rules: rules,
                at: now
            )
            if case .mergeManufacturer(let from, let into) = measure {
                try OrganisationMerging(db: db).check(from: from, into: into)
            }
            let rows = LabelProposalRows(db: db)
            guard try !rows.isOpen(proposal.kind, of: id) else {
                throw Refusal(
                    .conflict,
                    "A proposal of this kind waits for \(number) already",
                    ja: "\(number) には同じ種類の提案がすでにあります",
                    code: "proposalOpen"
                )
            }
            proposal.id = try rows.add(proposal, registration: id)
            try Self.record("propose", proposal, detail: proposal.kind.rawValue, by: account, at: now, db)
            return proposal
        }
    }

    /// Carries a proposal out or declines it, with everything that follows, in one transaction.
    ///
    /// - Throws: `missing` where there is none, `forbidden` for whoever proposed it, and what the decision refuses.
    package func decide(
        _ decision: LabelProposal.Decision,
        onProposal id: Int64,
        by account: Account,
        at now: Moment
    ) async throws -> LabelProposalOutcome {
        try await engine.write { [keys, rules] db in
            let account = try AccountRows(db: db).asBefore(account)
            let rows = LabelProposalRows(db: db)
            guard let proposal = try rows.proposal(id), let registration = try rows.registration(of: id) else {
                throw Self.noProposal
            }
            let writing = LabelWriting(db: db, keys: keys, rules: rules, now: now)
            let current = try writing.current(registration)
            let decided = try LabelProposing.decide(
                decision,
                proposal,
                on: current,
                by: account,
                rules: rules,
                at: now
            )
            var codes: [LabelCode] = []
            if let event = decided.event {
                let kinds = [(kind: event.kind, effectiveOn: event.effectiveOn)]
                codes = [try writing.record(kinds, on: current, id: registration, event.terms).code]
            } else if decided.proposal.state == .done,
                case .mergeManufacturer(let from, let into) = proposal.measure
            {
                try OrganisationMerging(db: db).perform(from: from, into: into, by: account.actor, at: now)
            }
            try rows.settle(decided.proposal)
            let isDone = decided.proposal.state == .done
            try Self.record(
                isDone ? "carryOut" : "decline",
                decided.proposal,
                detail: isDone
                    ? "\(proposal.kind.rawValue), proposed by account \(proposal.proposedBy)"
                    : proposal.kind.rawValue,
                by: account,
                at: now,
                db
            )
            return LabelProposalOutcome(proposal: decided.proposal, codes: codes)
        }
    }

    private static let noLabel = Refusal(
        .missing,
        "No match in this registry",
        ja: "この登録簿に該当がありません",
        code: "unknownNumber"
    )
    private static let noProposal = Refusal(
        .missing,
        "There is no such proposal",
        ja: "該当する提案がありません",
        code: "missing"
    )

    /// The diary's line of a proposal stands beside those of its registration.
    private static func record(
        _ verb: String,
        _ proposal: LabelProposal,
        detail: String,
        by account: Account,
        at now: Moment,
        _ db: any Transaction
    ) throws {
        try Acts(db: db).record(
            verb,
            subject: proposal.registration.text,
            detail: "proposal \(proposal.id): \(detail)",
            by: account.actor,
            at: now
        )
    }

    private static func names(_ people: [Int64], _ db: any Transaction) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        for person in Set(people) {
            names[person] = try db.first(personName, [.integer(person)]) { $0.text(0) }
        }
        return names
    }

    /// The account of `account 7`.
    private static func accountID(_ actor: String) -> Int64? {
        actor.hasPrefix("account ") ? Int64(actor.dropFirst("account ".count)) : nil
    }

    static func labelApplication(_ row: any Row) throws -> LabelApplication {
        guard let kind = ApplicationKind(rawValue: row.text(1)), let state = ApplicationState(rawValue: row.text(2))
        else { throw EngineFault(.broken, "an application cannot be read") }
        return LabelApplication(id: row.integer(0), kind: kind, state: state, number: row.text(3))
    }
}

extension LabelProposal {
    /// Who had a part in it.
    fileprivate var people: [Int64] { [proposedBy] + (decidedBy.map { [$0] } ?? []) }
}
