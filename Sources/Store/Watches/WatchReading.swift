import Registry

/// What a watch looks for, made ready: a text is taken apart once and not once a label.
struct WatchLens: Sendable {
    private let subject: WatchSubject
    private let meaning: TextMeaning?

    init(_ subject: WatchSubject, _ groups: [SearchLexicon.Group], keys: LabelKeys) {
        self.subject = subject
        if case .list(let query) = subject, !query.text.isEmpty {
            meaning = TextMeaning(query.text, groups, keys: keys)
        } else {
            meaning = nil
        }
    }

    /// A registration as the watch sees it on a day, from what was known at a revision.
    func state(
        of registration: Registration,
        _ products: [CheckedRow],
        on day: Day,
        _ revision: Int64
    ) -> WatchedState {
        switch subject {
        case .list(let query):
            let asked = AskedMoment(day: day, today: day, revision: revision)
            let isListed = query.admits(registration, asked) && meaning?.finds(registration) ?? true
            return WatchedState(registration, on: day, isListed: isListed)
        case .check(let check):
            let asked = AskedMoment(day: check.asked.day, today: day, revision: revision)
            let subject = CheckSubject(registration, asked)
            var findings = CheckFindings()
            // Everything is compared again: the row finds the way by which it led here.
            (findings.byCode, findings.byNumber) = ([subject], [subject])
            (findings.byGTIN, findings.byModel) = ([subject], [subject])
            var outcomes: [Int: CheckResult.Outcome] = [:]
            for row in products {
                outcomes[row.line] = Checking.decide(AskedRow(row), findings, check.conditions, asked).outcome
            }
            return WatchedState(registration, on: day, outcomes: outcomes)
        }
    }
}

/// Compares labels with what watchers know of them; lives as long as its transaction.
final class WatchReading {
    private let db: any Transaction
    private let keys: LabelKeys
    private let ladder: Ladder
    /// What is compared with what watchers know.
    let now: WatchBase
    private var known: [WatchKnowledge: Registration?] = [:]

    private struct WatchKnowledge: Hashable {
        var id: Int64
        var revision: Int64
    }

    init(db: any Transaction, keys: LabelKeys, ladder: Ladder, now: WatchBase) {
        self.db = db
        self.keys = keys
        self.ladder = ladder
        self.now = now
    }

    /// The label as it is; nil where the revision does not know it.
    func registration(_ id: Int64) throws -> Registration? { try registration(id, at: now.revision) }

    private func registration(_ id: Int64, at revision: Int64) throws -> Registration? {
        let place = WatchKnowledge(id: id, revision: revision)
        if let registration = known[place] { return registration }
        // A page asks for one label after the other.
        if known.count > 64 { known = [:] }
        let registration = try RegistryStore.known(id, at: revision, db, keys: keys)?.registration
        known[place] = .some(registration)
        return registration
    }

    /// What there is to tell of a label to somebody who knows it up to a base.
    ///
    /// Where the clock was ahead when they were told, the calendar has nothing new for them until it comes there again:
    /// only what was recorded since then differs, seen from today.
    func difference(
        _ id: Int64,
        _ lens: WatchLens,
        _ products: [CheckedRow] = [],
        from base: WatchBase
    ) throws -> WatchDifference {
        let current = try registration(id)
        let was = try registration(id, at: base.revision)
        return WatchDifference(
            was.map { lens.state(of: $0, products, on: min(base.day, now.day), base.revision) },
            on: base.day,
            current.map { lens.state(of: $0, products, on: now.day, now.revision) },
            today: now.day,
            ladder
        )
    }
}
