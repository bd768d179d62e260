package import Registry

/// What was told, and what comes.
extension RegistryStore {
    private static let list = Statement(
        """
        SELECT n.id, r.number, n.milestone, n.held_until, n.channel, n.address, n.state, n.letter_id, n.made_at,
            n.settled_at
        FROM notice n JOIN registration r ON r.id = n.registration_id WHERE n.id > ?1 ORDER BY n.id LIMIT ?2
        """
    )
    private static let ofRegistration = Statement(
        """
        SELECT n.id, r.number, n.milestone, n.held_until, n.channel, n.address, n.state, n.letter_id, n.made_at,
            n.settled_at
        FROM notice n JOIN registration r ON r.id = n.registration_id WHERE n.registration_id = ?1 ORDER BY n.id
        """
    )
    private static let waiting = Statement(
        """
        SELECT n.id, r.number, n.milestone, n.held_until, n.channel, n.address, n.state, n.letter_id, n.made_at,
            n.settled_at
        FROM notice n JOIN registration r ON r.id = n.registration_id
        WHERE n.state = 'waiting' AND n.id > ?1 ORDER BY n.id LIMIT ?2
        """
    )
    private static let answer = Statement(
        "UPDATE notice SET state = 'answered', settled_at = ?2 WHERE id = ?1 AND state = 'waiting'"
    )
    private static let numberOf = Statement(
        "SELECT r.number FROM notice n JOIN registration r ON r.id = n.registration_id WHERE n.id = ?1"
    )
    private static let countWaiting = Statement("SELECT COUNT(*) FROM notice WHERE state = 'waiting' AND id > 0")
    private static let forgetAddresses = Statement(
        """
        UPDATE notice SET recipient = 'forgotten ' || CAST(id AS TEXT), address = '' WHERE id IN (
            SELECT id FROM notice WHERE step = 1 AND address <> '' AND settled_at < ?1
            ORDER BY settled_at, id LIMIT 1000
        )
        """
    )
    private static let choices = Statement("SELECT topic, wanted FROM letter_choice WHERE account_id = ?1")

    private static func notice(_ row: any Row) throws -> Notice {
        guard let milestone = Milestone(word: row.text(2)), let channel = Notice.Channel(rawValue: row.text(4)),
            let state = Notice.State(rawValue: row.text(6))
        else { throw EngineFault(.broken, "a notice cannot be read") }
        return Notice(
            id: row.integer(0),
            number: RegistrationNumber(checked: row.text(1)),
            milestone: milestone,
            heldUntil: row.day(3),
            channel: channel,
            address: row.text(5),
            state: state,
            letter: row.isNull(7) ? nil : row.integer(7),
            madeAt: row.moment(8),
            settledAt: row.isNull(9) ? nil : row.moment(9)
        )
    }

    /// Every notice, oldest first, after one.
    package func notices(after id: Int64 = 0, limit: Int = 200) async throws -> [Notice] {
        try await engine.lookup { db in
            try db.all(Self.list, [.integer(id), .integer(Int64(limit))], Self.notice)
        }
    }

    /// What was told of one label and what came of it, oldest first.
    package func notices(of registration: Int64) async throws -> [Notice] {
        try await engine.lookup { db in try db.all(Self.ofRegistration, [.integer(registration)], Self.notice) }
    }

    /// What the office is to tell itself, because nobody could be reached: oldest first, after one.
    package func noticesWaiting(after id: Int64 = 0, limit: Int = 200) async throws -> [Notice] {
        try await engine.lookup { db in
            try db.all(Self.waiting, [.integer(id), .integer(Int64(limit))], Self.notice)
        }
    }

    /// How many notices wait for the office.
    package func countNoticesWaiting() async throws -> Int {
        try await engine.lookup { db in Int(try db.first(Self.countWaiting) { $0.integer(0) } ?? 0) }
    }

    /// The office has told the holder itself, or knows why it need not.
    package func answer(notice id: Int64, actor: String, at now: Moment) async throws {
        try await engine.write { db in
            guard try db.run(Self.answer, [.integer(id), .moment(now)]) == 1 else {
                throw Refusal(
                    .missing,
                    "No notice \(id) waits for the office",
                    ja: "窓口で対応を待つお知らせ \(id) はありません",
                    code: "missing"
                )
            }
            let number = try db.first(Self.numberOf, [.integer(id)]) { $0.text(0) } ?? ""
            try Acts(db: db).record("answerNotice", subject: number, detail: "notice \(id)", by: actor, at: now)
        }
    }

    /// Forgets the addresses of notices that nobody's account got and that settled before a moment, at most a thousand;
    /// how many it were. That somebody was told stays.
    package func forgetNoticeAddresses(before moment: Moment) async throws -> Int {
        try await engine.write(isRepeatable: true) { db in try db.run(Self.forgetAddresses, [.moment(moment)]) }
    }

    /// Which letters an account chose to get or not; a topic that is not in it was never chosen.
    package func letterChoices(of account: Int64) async throws -> [LetterTopic: Bool] {
        try await engine.lookup { db in
            let rows = try db.all(Self.choices, [.integer(account)]) { (LetterTopic(rawValue: $0.text(0)), $0.flag(1)) }
            return Dictionary(rows.compactMap { row in row.0.map { ($0, row.1) } }) { _, last in last }
        }
    }

    /// Records which letters somebody wants.
    package func choose(_ choices: [LetterTopic: Bool], by account: Account, at now: Moment) async throws {
        try await engine.write(isRepeatable: true) { db in
            let account = try AccountRows(db: db).asBefore(account)
            for (topic, isWanted) in choices.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try LetterChoices(db: db).choose(topic, wanted: isWanted, of: account.id)
            }
            let words = choices.map { "\($0.key.rawValue) \($0.value ? "on" : "off")" }.sorted().joined(separator: ", ")
            try Acts(db: db).record(
                "chooseLetters",
                subject: Self.subject(account.id),
                detail: words,
                by: account.actor,
                at: now
            )
        }
    }

    /// What was told of some labels and what comes, by registration; nothing for those that have no label of ours.
    package func ladders(of ids: [Int64], at now: Moment) async throws -> [Int64: LadderStory] {
        guard !ids.isEmpty else { return [:] }
        return try await engine.read { [ladder = rules.ladder] db in
            let began = try LadderCursor(db)?.began ?? now.day
            let rows = NoticeRows(db: db, ladder: ladder, began: began, at: now)
            var stories: [Int64: LadderStory] = [:]
            for id in ids {
                guard let label = try rows.examine(id) else { continue }
                let told = try db.all(Self.ofRegistration, [.integer(id)], Self.notice)
                stories[id] = LadderStory(notices: told, next: rows.next(label))
            }
            return stories
        }
    }
}

extension NoticeRows {
    /// What the holder is told next: today's, or the first that is to come.
    func next(_ label: Examined) -> LadderStory.Next? {
        if let due = label.plan.due { return LadderStory.Next(day: now.day, milestone: due) }
        guard let next = label.plan.next else { return nil }
        return label.facts.steps(ladder, since: began)
            .first { $0.day == next && !label.settled.contains($0.milestone) }
            .map { LadderStory.Next(day: next, milestone: $0.milestone) }
    }
}
