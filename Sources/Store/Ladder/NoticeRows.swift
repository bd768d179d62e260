import Registry

/// Notices inside a transaction: what is due of one label, and what becomes of it.
struct NoticeRows {
    let db: any Transaction
    let ladder: Ladder
    let began: Day
    let now: Moment
    private let recipients: NoticeRecipients
    private let deliveries: Deliveries

    init(db: any Transaction, ladder: Ladder, began: Day, at now: Moment) {
        self.db = db
        self.ladder = ladder
        self.began = began
        self.now = now
        recipients = NoticeRecipients(db: db)
        deliveries = Deliveries(db: db)
    }

    /// A label, and what the ladder says of it today.
    struct Examined {
        var id: Int64
        var registration: Registration
        var facts: LadderFacts
        var plan: LadderPlan
        /// Of this last valid day.
        var settled: Set<Milestone>
        /// Of every last valid day that it had.
        var known: [Known]
    }

    /// What is known of one notice.
    struct Known {
        var id: Int64
        var milestone: String
        var heldUntil: Day
        var state: Notice.State
        var settledAt: Moment?

        /// Planned or before the office, and not told yet.
        var isOpen: Bool { state == .planned || state == .waiting }

        /// What was suppressed may be due again; so may what was overtaken at a moment that is still to come, by a clock
        /// that was ahead.
        func isSettled(at now: Moment) -> Bool {
            switch state {
            case .suppressed: false
            case .overtaken: settledAt.map { $0 <= now } ?? true
            default: true
            }
        }
    }

    private static let known = Statement(
        "SELECT id, milestone, held_until, state, settled_at FROM notice WHERE registration_id = ?1"
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
    private static let suppress = Statement("UPDATE notice SET state = 'suppressed', settled_at = ?2 WHERE id = ?1")

    /// nil where the registration has no label of ours.
    func examine(_ id: Int64) throws -> Examined? {
        let card = try db.first(LabelWriting.cardByID, [.integer(id)]) { try $0.withBytes(0) { try Card.unpack($0) } }
        guard let card, let facts = LadderFacts(card) else { return nil }
        let known = try db.all(Self.known, [.integer(id)]) { row in
            Known(
                id: row.integer(0),
                milestone: row.text(1),
                heldUntil: row.day(2),
                state: Notice.State(rawValue: row.text(3)) ?? .planned,
                settledAt: row.isNull(4) ? nil : row.moment(4)
            )
        }
        let settled = Set(
            known.filter { $0.heldUntil == facts.heldUntil && $0.isSettled(at: now) }
                .compactMap { Milestone(word: $0.milestone) }
        )
        let plan = LadderPlan(facts, ladder, settled: settled, since: began, today: now.day)
        return Examined(id: id, registration: card, facts: facts, plan: plan, settled: settled, known: known)
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
            if !label.known.isEmpty { try clear(due, label) }
            tally.planned = try tell(due, of: label, from: .accounts)
            try announce(due, label)
        }
        return tally
    }

    /// Endpoints hear that an end is near when the milestone is planned, once each: one that is planned anew, since an
    /// extension was refused, was announced before. That it lapsed is told by the day it did, whatever the ladder has.
    private func announce(_ milestone: Milestone, _ label: Examined) throws {
        if case .after = milestone { return }
        let day = milestone.shift.map { label.facts.heldUntil + $0 } ?? label.facts.graceUntil
        try deliveries.queueOnce(
            .labelExpiring,
            on: label.id,
            revision: label.registration.revision,
            facts: ["milestone": milestone.word],
            since: day?.start,
            at: now
        )
    }

    /// Endpoints hear that a label has lapsed, by its end, by the end of its grace or since an extension was not granted.
    ///
    /// - Parameter day: what lapsed before it was told then.
    func announceLapse(of id: Int64, from day: Day) throws {
        guard let label = try examine(id), let lapsed = label.registration.lapsed(by: now.day),
            lapsed >= max(day, began)
        else { return }
        let revision = label.registration.revision
        try deliveries.queueOnce(.labelLapsed, on: id, revision: revision, since: lapsed.start, at: now)
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
        for notice in label.known
        where notice.isOpen && !isStillDue(notice.milestone, notice.heldUntil, label.facts) {
            try db.run(Self.suppress, [.integer(notice.id), .moment(now)])
        }
    }

    /// What waits of earlier milestones is overtaken; a mark of this one, by a clock that was ahead, is taken away.
    private func clear(_ due: Milestone, _ label: Examined) throws {
        let end = Value.day(label.facts.heldUntil)
        try db.run(Self.overtake, [.integer(label.id), end, .text(due.word), .moment(now)])
        try db.run(Self.unmark, [.integer(label.id), .text(due.word), end])
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
