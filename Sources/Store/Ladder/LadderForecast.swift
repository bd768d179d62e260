package import Registry

/// The ladder ahead, read and not written: what a command prints.
extension RegistryStore {
    /// What a round would plan now: of the days since the last one, and of the labels changed since.
    package func dueNotices(at now: Moment) async throws -> [PlannedNotice] {
        let (cursor, head) = try await place(now)
        let found = try await told(walks(cursor, through: now.day, head), cursor, at: now, on: now.day)
        return found.map(\.notice)
    }

    /// What becomes due on a day that is still to come, as things stand now.
    package func notices(dueOn day: Day, at now: Moment) async throws -> [PlannedNotice] {
        let (cursor, _) = try await place(now)
        let ahead = LadderCursor(began: cursor.began, through: day - 1, revision: 0)
        return try await told(walks(ahead, through: day, 0), cursor, at: now, on: day).map(\.notice)
    }

    /// The digests that a round would make now.
    package func dueLetters(at now: Moment) async throws -> [Letter] {
        let (cursor, head) = try await place(now)
        var lines: [NoticeRecipient: [NoticeLine]] = [:]
        for found in try await told(walks(cursor, through: now.day, head), cursor, at: now, on: now.day) {
            for (recipient, line) in found.lines { lines[recipient, default: []].append(line) }
        }
        return lines.compactMap { recipient, lines in
            guard let address = recipient.address else { return nil }
            let letter = Letter(.digest, to: address, recipient.language, facts: [:])
            return DigestReading.letter(letter, with: lines, today: now.day)
        }.sorted { $0.recipient.key < $1.recipient.key }
    }

    /// A notice to come, and how it reads to each recipient.
    private struct Told: Sendable {
        var notice: PlannedNotice
        var lines: [(recipient: NoticeRecipient, line: NoticeLine)]
    }

    /// Where the ladder stands, or would begin, and the newest revision.
    private func place(_ now: Moment) async throws -> (LadderCursor, Int64) {
        try await engine.read { db in
            let head = try Revisions(db: db).head().revision
            var cursor = try LadderCursor(db) ?? LadderCursor(beginningOn: now.day, revision: head)
            cursor.through = min(cursor.through, now.day)
            return (cursor, head)
        }
    }

    /// What is due on a day, of the labels that walks lead to; nearest end first.
    private func told(
        _ walks: [LadderWalk],
        _ cursor: LadderCursor,
        at now: Moment,
        on day: Day
    ) async throws -> [Told] {
        var found: [Int64: Told] = [:]
        for walk in walks {
            var place: (Int64, Int64)?
            let limit = 500
            while true {
                let (page, told) = try await engine.read { [place, ladder = rules.ladder] db in
                    let page = try walk.page(after: place, db, limit: limit)
                    let rows = NoticeRows(db: db, ladder: ladder, began: cursor.began, at: now)
                    let recipients = NoticeRecipients(db: db)
                    return (page, try page.map { try Self.told($0.1, rows, recipients, on: day) })
                }
                for (place, told) in zip(page, told) { if let told { found[place.1] = told } }
                guard page.count == limit else { break }
                place = page.last
            }
        }
        return found.values.sorted {
            ($0.notice.line.heldUntil, $0.notice.line.number.text) < (
                $1.notice.line.heldUntil, $1.notice.line.number.text
            )
        }
    }

    /// What is due of one label; on a day to come, only what is reached on that very day.
    private static func told(
        _ id: Int64,
        _ rows: NoticeRows,
        _ recipients: NoticeRecipients,
        on day: Day
    ) throws -> Told? {
        guard let label = try rows.examine(id) else { return nil }
        let isToday = day == rows.now.day
        let plan = LadderPlan(label.facts, rows.ladder, settled: label.settled, since: rows.began, today: day)
        let steps = label.facts.steps(rows.ladder, since: rows.began)
        guard let due = plan.due, isToday || steps.contains(where: { $0.milestone == due && $0.day == day }) else {
            return nil
        }
        let whom = try recipients.first(of: id, label.registration, on: rows.now.day)
        let notice = PlannedNotice(
            day: day,
            milestone: due,
            line: NoticeLine(label.registration, due, label.facts, in: .ja),
            recipients: whom.map { $0.address?.text ?? "office" }
        )
        let lines = whom.map {
            (recipient: $0, line: NoticeLine(label.registration, due, label.facts, in: $0.language))
        }
        return Told(notice: notice, lines: lines)
    }
}
