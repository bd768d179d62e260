import Registry

/// Notices inside a transaction: what is due of one label, and what becomes of it.
struct NoticeRows {
    let db: any Transaction
    let ladder: Ladder
    let began: Day
    let now: Moment
    private let recipients: NoticeRecipients

    init(db: any Transaction, ladder: Ladder, began: Day, at now: Moment) {
        self.db = db
        self.ladder = ladder
        self.began = began
        self.now = now
        recipients = NoticeRecipients(db: db)
    }

    /// A label, and what the ladder says of it today.
    struct Examined {
        var id: Int64
        var registration: Registration
        var facts: LadderFacts
        var plan: LadderPlan
    }

    // What was overtaken at a moment that is still to come, by a clock that was ahead, is not settled yet.
    private static let settled = Statement(
        """
        SELECT milestone FROM notice WHERE registration_id = ?1 AND held_until = ?2
            AND state <> 'suppressed' AND (state <> 'overtaken' OR settled_at <= ?3)
        """
    )
    private static let unmark = Statement(
        """
        DELETE FROM notice WHERE registration_id = ?1 AND milestone = ?2 AND held_until = ?3 AND channel = 'none'
        """
    )
    // What was suppressed may be due again: an extension that was filed is refused.
    private static let insert = Statement(
        """
        INSERT INTO notice (
            id, registration_id, milestone, held_until, recipient, channel, account_id, address, language, step, state,
            due_on, made_at, settled_at
        )
        VALUES (
            (SELECT COALESCE(MAX(id), 0) + 1 FROM notice), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
        )
        ON CONFLICT (registration_id, milestone, held_until, recipient, channel) DO UPDATE SET
            account_id = excluded.account_id, address = excluded.address, language = excluded.language,
            step = excluded.step, state = excluded.state, due_on = excluded.due_on, letter_id = NULL,
            made_at = excluded.made_at, settled_at = excluded.settled_at
        WHERE notice.state = 'suppressed' OR (notice.state = 'overtaken' AND notice.settled_at > excluded.made_at)
        """
    )
    // Planned or before the office, and not yet told when a later milestone comes.
    private static let overtake = Statement(
        """
        UPDATE notice SET state = 'overtaken', settled_at = ?4
        WHERE registration_id = ?1 AND held_until = ?2 AND milestone <> ?3 AND state IN ('planned', 'waiting')
        """
    )
    private static let open = Statement(
        """
        SELECT id, milestone, held_until FROM notice
        WHERE registration_id = ?1 AND state IN ('planned', 'waiting')
        """
    )
    private static let suppress = Statement("UPDATE notice SET state = 'suppressed', settled_at = ?2 WHERE id = ?1")

    /// nil where the registration has no label of ours.
    func examine(_ id: Int64) throws -> Examined? {
        let card = try db.first(LabelWriting.cardByID, [.integer(id)]) { try $0.withBytes(0) { try Card.unpack($0) } }
        guard let card, let facts = LadderFacts(card) else { return nil }
        let plan = LadderPlan(facts, ladder, settled: try settled(id, facts), since: began, today: now.day)
        return Examined(id: id, registration: card, facts: facts, plan: plan)
    }

    func settled(_ id: Int64, _ facts: LadderFacts) throws -> Set<Milestone> {
        let values: [Value] = [.integer(id), .day(facts.heldUntil), .moment(now)]
        return Set(try db.all(Self.settled, values) { Milestone(word: $0.text(0)) }.compactMap(\.self))
    }

    /// Writes down what is due of a label and what was overtaken; nothing where all of it is settled.
    func plan(_ id: Int64) throws -> LadderTally {
        var tally = LadderTally()
        guard let label = try examine(id) else { return tally }
        try withdraw(label)
        let plan = label.plan
        for milestone in plan.overtaken {
            let row = row(label, milestone, nil, .overtaken)
            tally.overtaken += try db.run(Self.insert, row)
        }
        if let due = plan.due {
            let values: [Value] = [.integer(id), .day(label.facts.heldUntil), .text(due.word), .moment(now)]
            try db.run(Self.overtake, values)
            try db.run(Self.unmark, [.integer(id), .text(due.word), .day(label.facts.heldUntil)])
            tally.planned = try tell(due, of: label, from: .accounts)
        }
        return tally
    }

    /// Notices for the first step, from one on, that has somebody to whom this was not told; how many.
    func tell(_ milestone: Milestone, of label: Examined, from first: NoticeStep) throws -> Int {
        for step in NoticeStep.allCases where step.rawValue >= first.rawValue {
            var count = 0
            for recipient in try recipients.at(step, of: label.id, label.registration, on: now.day) {
                let state: Notice.State = recipient.channel == .office ? .waiting : .planned
                count += try db.run(Self.insert, row(label, milestone, recipient, state))
            }
            if count > 0 { return count }
        }
        return 0
    }

    /// What waits of a label and is no longer true: it was extended, an extension was filed, it was withdrawn.
    private func withdraw(_ label: Examined) throws {
        let open = try db.all(Self.open, [.integer(label.id)]) { ($0.integer(0), $0.text(1), $0.day(2)) }
        for (id, word, end) in open where !isStillDue(word, end, label.facts) {
            try db.run(Self.suppress, [.integer(id), .moment(now)])
        }
    }

    /// Whether a milestone of a last valid day is still to be told.
    func isStillDue(_ word: String, _ heldUntil: Day, _ facts: LadderFacts) -> Bool {
        guard facts.heldUntil == heldUntil, let milestone = Milestone(word: word) else { return false }
        return facts.steps(ladder, since: began).contains { $0.milestone == milestone && $0.day <= now.day }
    }

    private func row(
        _ label: Examined,
        _ milestone: Milestone,
        _ recipient: NoticeRecipient?,
        _ state: Notice.State
    ) -> [Value] {
        [
            .integer(label.id), .text(milestone.word), .day(label.facts.heldUntil), .text(recipient?.key ?? ""),
            .text((recipient?.channel ?? .none).rawValue), recipient?.account.map { .integer($0) } ?? .null,
            .text(recipient?.address?.text ?? ""), .text((recipient?.language ?? .ja).rawValue),
            .integer((recipient?.step ?? .accounts).rawValue), .text(state.rawValue), .day(now.day), .moment(now),
            state == .overtaken ? .moment(now) : .null,
        ]
    }
}
