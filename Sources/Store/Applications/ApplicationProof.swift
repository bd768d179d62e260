import Registry

/// What is proven of one application: that its columns, steps, diary, submissions, money and label tell one story.
struct ApplicationProof {
    let db: any Transaction
    let keys: LabelKeys
    let columns: ApplicationColumns

    var application: Application { columns.application }
    /// What the diary and the label's private notes call it.
    var subject: String { RegistryStore.subject(of: application) }

    /// A step, with the organisation of whoever took it.
    struct Step {
        let number: Int64
        let at: Moment
        let account: Int64
        let organisation: Int64
        let word: String
        let before: String
        let after: String
        let note: String

        /// What the account needed.
        var permission: Permission {
            ApplicationAction(rawValue: word)?.permission ?? AssessmentAction(rawValue: word)?.permission
                ?? .fileApplications
        }

        /// Whether it is this deed of this account at this moment.
        func isOne(_ word: String, at moment: Moment, by account: Int64) -> Bool {
            self.word == word && at == moment && self.account == account
        }
    }

    private static let steps = Statement(
        """
        SELECT s.number, s.at, s.account_id, a.organisation_id, s.word, s.state_before, s.state_after, s.note
        FROM application_step s JOIN account a ON a.id = s.account_id
        WHERE s.application_id = ?1 ORDER BY s.number
        """
    )

    func faults() throws -> [String] {
        let steps = try db.all(Self.steps, [.integer(application.id)]) { row in
            Step(
                number: row.integer(0),
                at: row.moment(1),
                account: row.integer(2),
                organisation: row.integer(3),
                word: row.text(4),
                before: row.text(5),
                after: row.text(6),
                note: row.text(7)
            )
        }
        return try columns.faults() + chainFaults(steps) + diaryFaults(steps) + peopleFaults(steps)
            + decisionFaults(steps) + bodyFaults(steps) + numberFaults(steps) + submissionFaults(steps)
            + deadlineFaults(steps) + moneyFaults(steps) + labelFaults()
    }

    /// The timeline is one chain from the opening to the state.
    private func chainFaults(_ steps: [Step]) -> [String] {
        guard let first = steps.first, let last = steps.last else { return ["it has no steps"] }
        var faults: Set<String> = []
        var (number, state, since) = (Int64(0), ApplicationState.draft.rawValue, application.madeAt)
        for step in steps {
            number += 1
            if step.number != number { faults.insert("its steps have a gap") }
            if (number == 1) != (step.word == "open") { faults.insert("its steps do not begin with its opening") }
            if step.before != state { faults.insert("its steps are no chain") }
            if step.after != step.before { since = step.at }
            state = step.after
        }
        if first.at != application.madeAt { faults.insert("it was opened at another moment than its steps say") }
        if state != application.state.rawValue { faults.insert("its steps lead to another state") }
        if since != application.stateSince { faults.insert("its state counts from another moment than its steps say") }
        let ends: Set = [ApplicationAction.refuse.rawValue, ApplicationAction.withdraw.rawValue]
        if ends.contains(last.word), last.note != application.reason {
            faults.insert("it ended for another reason than its steps say")
        }
        return faults.sorted()
    }

    private struct Line: Equatable {
        let at: Moment
        let actor: String
        let verb: String
        let detail: String
    }

    private static let diary = Statement(
        "SELECT recorded_at, actor, verb, detail FROM act WHERE subject = ?1 ORDER BY id"
    )
    /// The diary's words for what changes an application; it has others, for reading.
    private static let verbs = Set(["open", "attach", "detach", Erasure.verb]).union(
        ApplicationAction.allCases.map(\.rawValue)
    )
    .union(AssessmentAction.allCases.map(\.rawValue))

    /// The diary has a line for each step, in the same order, and one for each time the draft was saved.
    private func diaryFaults(_ steps: [Step]) throws -> [String] {
        let lines = try db.all(Self.diary, [.text(subject)]) { row in
            Line(at: row.moment(0), actor: row.text(1), verb: row.text(2), detail: row.text(3))
        }.filter { Self.verbs.contains($0.verb) }
        var faults: [String] = []
        // An applicant that was merged changed its open applications by the diary's line of the merging.
        if try !hasMerged(application.organisation) {
            if application.version != lines.count { faults.append("the diary does not have each of its versions") }
            if let last = lines.last, last.at != application.changedAt {
                faults.append("it was changed at another moment than the diary says")
            }
        } else if application.version < lines.count {
            faults.append("the diary has more of it than its versions")
        }
        let told = lines.filter { ![ApplicationAction.save.rawValue, Erasure.verb].contains($0.verb) }
        let taken = steps.map { step in
            Line(at: step.at, actor: "account \(step.account)", verb: step.word, detail: detail(of: step))
        }
        if let place = (0..<max(told.count, taken.count)).first(where: { place in
            place >= told.count || place >= taken.count || told[place] != taken[place]
        }) {
            faults.append("its step \(place + 1) is not what the diary says")
        }
        return faults
    }

    private func detail(of step: Step) -> String {
        if step.word == "open" { return application.kind.rawValue }
        return step.before == step.after ? step.after : "\(step.before) → \(step.after)"
    }

    private static let mergedInto = Statement("SELECT from_id FROM organisation_merged WHERE into_id = ?1 LIMIT 1")

    private func hasMerged(_ organisation: Int64) throws -> Bool {
        try db.first(Self.mergedInto, [.integer(organisation)]) { _ in true } ?? false
    }

    /// The organisation that another was merged into, or itself.
    func standing(_ organisation: Int64) throws -> Int64 {
        var organisation = organisation
        // Bounded: in a store that was changed they may go in a circle.
        for _ in 0..<100 {
            guard let next = try OrganisationMerging(db: db).target(of: organisation) else { break }
            organisation = next
        }
        return organisation
    }

    /// The applicant's steps were taken by its own people, an assessment's by its laboratory's.
    private func peopleFaults(_ steps: [Step]) throws -> [String] {
        let applicant = try standing(application.organisation)
        return try steps.compactMap { step in
            let isTheirs =
                switch step.permission {
                case .fileApplications: try standing(step.organisation) == applicant
                case .assess: step.organisation == application.assessment?.laboratory
                default: true
                }
            return isTheirs ? nil : "its step \(step.number) was taken by another organisation's account"
        }
    }

    /// Two people: whoever reviewed, or handled its money, decides nothing after it.
    private func decisionFaults(_ steps: [Step]) -> [String] {
        var faults: [String] = []
        var reviewers: Set<Int64> = []
        for step in steps {
            if [.review, .finance].contains(step.permission) { reviewers.insert(step.account) }
            if step.permission == .decide, reviewers.contains(step.account) {
                faults.append("its step \(step.number) was decided by somebody who had reviewed it")
            }
        }
        if reviewers != application.reviewedBy { faults.append("its reviewers are not those of its steps") }
        let issues = steps.count { $0.word == ApplicationAction.issue.rawValue }
        if application.state != .issued {
            if issues > 0 { faults.append("it was issued and is not") }
        } else {
            if issues != 1 { faults.append("it was issued \(issues) times") }
            if reviewers.isEmpty { faults.append("nobody reviewed it") }
        }
        return faults
    }
}
