import Registry

/// Notices on their way into letters, and what becomes of them with their letters.
extension RegistryStore {
    private static let due = Statement(
        """
        SELECT DISTINCT recipient FROM notice
        WHERE state = 'planned' AND recipient > ?1 AND due_on <= ?2 ORDER BY recipient LIMIT ?3
        """
    )
    private static let failed = Statement(
        """
        SELECT id, registration_id, milestone, held_until, step FROM notice
        WHERE state = 'failed' AND id > ?1 ORDER BY id LIMIT ?2
        """
    )
    private static let isTold = Statement(
        """
        SELECT id FROM notice WHERE registration_id = ?1 AND milestone = ?2 AND held_until = ?3
            AND state IN ('planned', 'queued', 'sent', 'waiting', 'answered') LIMIT 1
        """
    )
    private static let setState = Statement("UPDATE notice SET state = ?2, settled_at = ?3 WHERE id = ?1")

    /// Recipients of one transaction.
    private static let page = 50

    /// Every recipient's notices of the day become one letter.
    func compose(perDay: Int, at now: Moment, _ pause: LadderPause) async throws -> LadderTally {
        var tally = LadderTally()
        var last = ""
        while true {
            let page = try await engine.lookup { [last] db in
                try db.all(Self.due, [.text(last), .day(now.day), .integer(Int64(Self.page))]) { $0.text(0) }
            }
            guard let end = page.last else { return tally }
            tally += try await engine.write(isRepeatable: true) { db in
                let digests = DigestRows(db: db, perDay: perDay, now: now)
                return try page.reduce(into: LadderTally()) { tally, recipient in
                    tally += try digests.compose(for: recipient)
                }
            }
            guard page.count == Self.page else { return tally }
            await pause(page.count)
            last = end
        }
    }

    /// What could not be delivered goes to the next recipient, unless others were told the same.
    func escalate(began: Day, at now: Moment) async throws -> LadderTally {
        var tally = LadderTally()
        var last: Int64 = 0
        while true {
            let page = try await engine.lookup { [last] db in
                try db.all(Self.failed, [.integer(last), .integer(200)]) { $0.integer(0) }
            }
            guard let end = page.last else { return tally }
            tally += try await engine.write(isRepeatable: true) { [ladder = rules.ladder, last] db in
                let rows = NoticeRows(db: db, ladder: ladder, began: began, at: now)
                // Read again where it is written: another process may have been here.
                let failed = try db.all(Self.failed, [.integer(last), .integer(200)]) {
                    ($0.integer(0), $0.integer(1), $0.text(2), $0.day(3), $0.integer(4))
                }
                var tally = LadderTally()
                for (id, registration, word, end, step) in failed where id <= page[page.count - 1] {
                    try db.run(Self.setState, [.integer(id), .text("escalated"), .moment(now)])
                    let values: [Value] = [.integer(registration), .text(word), .day(end)]
                    guard try db.first(Self.isTold, values, { _ in true }) == nil,
                        let milestone = Milestone(word: word),
                        let label = try rows.examine(registration), rows.isStillDue(word, end, label.facts)
                    else { continue }
                    let next = NoticeStep(rawValue: step + 1) ?? .office
                    tally.escalated += try rows.tell(milestone, of: label, from: next)
                }
                return tally
            }
            last = end
        }
    }
}

/// Letters of notices inside a transaction.
struct DigestRows {
    let db: any Transaction
    let perDay: Int
    let now: Moment

    private static let first = Statement(
        """
        SELECT account_id, address, language FROM notice
        WHERE state = 'planned' AND recipient = ?1 AND due_on <= ?2 ORDER BY due_on, id LIMIT 1
        """
    )
    private static let lettersOfDay = Statement(
        "SELECT COUNT(*) FROM letter WHERE recipient = ?1 AND kind = 'digest' AND queued_at >= ?2 AND queued_at < ?3"
    )
    private static let postpone = Statement(
        "UPDATE notice SET due_on = ?3 WHERE state = 'planned' AND recipient = ?1 AND due_on <= ?2"
    )
    private static let fail = Statement(
        """
        UPDATE notice SET state = 'failed', settled_at = ?3
        WHERE state = 'planned' AND recipient = ?1 AND due_on <= ?2
        """
    )
    private static let put = Statement(
        """
        UPDATE notice SET state = 'queued', letter_id = ?3
        WHERE state = 'planned' AND recipient = ?1 AND due_on <= ?2
        """
    )

    /// One letter of everything that is due for a recipient; none where the day's letters are used up, or the account is
    /// closed or wants none any more.
    func compose(for recipient: String) throws -> LadderTally {
        var tally = LadderTally()
        let due: [Value] = [.text(recipient), .day(now.day)]
        let found = try db.first(Self.first, due) { row in
            (row.isNull(0) ? nil : row.integer(0), row.text(1), row.text(2))
        }
        guard let (accountID, text, word) = found else { return tally }
        var address = MailAddress(checked: text)
        var language = Letter.Language(rawValue: word) ?? .ja
        if let accountID {
            guard let account = try AccountRows(db: db).account(accountID), account.state == .active,
                try LetterChoices(db: db).wants(.labelEnds, account)
            else {
                try db.run(Self.fail, due + [.moment(now)])
                return tally
            }
            (address, language) = (account.address, account.language)
        }
        let day: [Value] = [.text(address.text), .moment(now.day.start), .moment((now.day + 1).start)]
        guard try db.first(Self.lettersOfDay, day, { $0.integer(0) }) ?? 0 < Int64(perDay) else {
            try db.run(Self.postpone, due + [.day(now.day + 1)])
            tally.postponed = 1
            return tally
        }
        let letter = Letter(.digest, to: address, language, facts: [:])
        let id = try Outbox(db: db).queue(letter, about: accountID ?? 0, at: now)
        try db.run(Self.put, due + [.integer(id)])
        tally.letters = 1
        return tally
    }
}

/// What a digest says at the moment it is sent.
struct DigestReading {
    let db: any Transaction
    let ladder: Ladder
    let now: Moment
    /// How long applications took; nil tells nothing of it.
    var times: ReviewTimes?

    /// More labels than this are counted and not listed.
    static let listed = 200

    private static let notices = Statement(
        """
        SELECT id, registration_id, milestone, held_until FROM notice
        WHERE letter_id = ?1 AND state IN ('queued', 'failed', 'escalated', 'sent') ORDER BY letter_id, id
        """
    )
    private static let setState = Statement("UPDATE notice SET state = ?2, settled_at = ?3 WHERE id = ?1")
    private static let sent = Statement(
        """
        UPDATE notice SET state = 'sent', settled_at = ?2
        WHERE letter_id = ?1 AND state IN ('queued', 'failed', 'escalated')
        """
    )
    private static let dead = Statement(
        "UPDATE notice SET state = 'failed', settled_at = ?2 WHERE letter_id = ?1 AND state = 'queued'"
    )
    private static let bounced = Statement(
        "UPDATE notice SET state = 'failed', settled_at = ?2 WHERE letter_id = ?1 AND state IN ('queued', 'sent')"
    )

    /// The letter with what is still to be told; rows that became moot, or that a later milestone says better, are
    /// settled. Without entries there is nothing left to send.
    ///
    /// - Parameter reader: the account it goes to; 0 for none.
    func filled(_ letter: Letter, id: Int64, of reader: Int64) throws -> Letter {
        guard let cursor = try LadderCursor(db) else { return letter }
        let account = try reader == 0 ? nil : AccountRows(db: db).account(reader)
        if let account, try account.state != .active || !LetterChoices(db: db).wants(.labelEnds, account) {
            // They stopped it since, or are gone: what was still to be told goes to the next.
            try db.run(Self.dead, [.integer(id), .moment(now)])
            return letter
        }
        let rows = NoticeRows(db: db, ladder: ladder, began: cursor.began, at: now)
        let found = try db.all(Self.notices, [.integer(id)]) {
            ($0.integer(0), $0.integer(1), $0.text(2), $0.day(3))
        }
        var lines: [NoticeLine] = []
        for (notice, registration, word, end) in found {
            guard let label = try rows.examine(registration), rows.isStillDue(word, end, label.facts),
                let milestone = Milestone(word: word)
            else {
                try db.run(Self.setState, [.integer(notice), .text("suppressed"), .moment(now)])
                continue
            }
            guard isLatest(milestone, label, began: cursor.began) else {
                try db.run(Self.setState, [.integer(notice), .text("overtaken"), .moment(now)])
                continue
            }
            var line = NoticeLine(label.registration, milestone, label.facts, in: letter.language)
            line.filing = times?.filing(of: label.registration, ladder, on: now.day)
            lines.append(line)
        }
        var letter = Self.letter(letter, with: lines, today: now.day)
        if let account, LetterChoices.mayChoose(.labelEnds, account) { letter.facts[Letter.optionalFact] = "yes" }
        return letter
    }

    /// False where a later milestone of the same end is told too.
    private func isLatest(_ milestone: Milestone, _ label: NoticeRows.Examined, began: Day) -> Bool {
        let told = Set(
            label.known.filter {
                $0.heldUntil == label.facts.heldUntil && [.planned, .queued, .sent].contains($0.state)
            }.map(\.milestone)
        )
        return !label.facts.steps(ladder, since: began).map(\.milestone).drop { $0 != milestone }.dropFirst()
            .contains { told.contains($0.word) }
    }

    /// A digest of some labels, nearest end first.
    static func letter(_ letter: Letter, with lines: [NoticeLine], today: Day) -> Letter {
        let sorted = lines.sorted { ($0.heldUntil, $0.number.text) < ($1.heldUntil, $1.number.text) }
        return Letter(
            letter.kind,
            to: letter.recipient,
            letter.language,
            facts: Letter.digestFacts(sorted, listed: listed, letter.language, today: today),
            entries: sorted.prefix(listed).map { $0.facts(letter.language, today: today) },
            lastsUntil: letter.lastsUntil
        )
    }

    /// What became of a letter is what became of its notices.
    func settle(letter id: Int64, _ state: KeptLetter.State) throws {
        switch state {
        case .sent: try db.run(Self.sent, [.integer(id), .moment(now)])
        case .dead: try db.run(Self.dead, [.integer(id), .moment(now)])
        case .waiting, .moot: break
        }
    }

    /// A letter that a server had taken came back: nobody was told by it.
    func bounce(letter id: Int64) throws {
        try db.run(Self.bounced, [.integer(id), .moment(now)])
    }
}
