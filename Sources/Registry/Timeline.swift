/// Folds a registration's events into its periods (DESIGN §5). Pure: events carry every value they decided.
package enum Timeline {
    /// Periods in order, touching, the last one open; empty where no event gives the registration a standing.
    ///
    /// - Events that a `reinstated` names are passed over.
    /// - After the last valid day an imported registration is `lapsed` and unconfirmed: only the calendar says so.
    package static func fold(_ events: [LabelEvent]) -> [Period] {
        var terms = Terms()
        for event in events { terms.take(event) }
        return terms.periods()
    }

    /// Calls `body` with the periods after each event in turn, as `fold` has them of the events up to it: all of a history
    /// in one pass.
    package static func replay(_ events: [LabelEvent], _ body: ([Period]) -> Void) {
        var terms = Terms()
        for event in events {
            terms.take(event)
            body(terms.periods())
        }
    }

    /// True when an extension was filed and neither granted, refused nor abandoned since.
    package static func hasPendingExtension(_ events: [LabelEvent]) -> Bool {
        var isPending = false
        for event in events {
            switch event.kind {
            case .extensionFiled: isPending = true
            case .extended, .extensionRefused, .extensionAbandoned: isPending = false
            default: break
            }
        }
        return isPending
    }
}

extension LabelEvent.Word {
    /// Only an act that ended a label can be undone, and only where it was recorded in error.
    package var isUndoable: Bool { self == .withdrawn || self == .revoked }
}

/// What the events amount to, before it is cut into days.
private struct Terms {
    var standard: Standard?
    var provisionalFrom: Day?
    var heldFrom: Day?
    var heldUntil: Day?
    var isImported = false
    var pending: Pending?
    /// Those that nothing undid; the last one counts.
    var endings: [(revision: Int64, day: Day, standing: Standing)] = []
    var stated: [(day: Day, standing: Standing, word: String?)] = []

    struct Pending {
        var graceUntil: Day?
    }

    mutating func take(_ event: LabelEvent) {
        switch event.kind {
        case .provisionallyRegistered(let standard):
            self.standard = standard
            provisionalFrom = event.effectiveOn
        case .issued(let standard, let from, let until):
            self.standard = standard
            (heldFrom, heldUntil) = (from, until)
        case .imported(let standard, let from, let until):
            self.standard = standard
            (heldFrom, heldUntil) = (from, until)
            isImported = true
        case .extensionFiled(let graceUntil):
            pending = Pending(graceUntil: graceUntil)
        case .extended(let until):
            heldUntil = until
            pending = nil
        case .extensionRefused, .extensionAbandoned:
            pending = nil
        case .withdrawn:
            endings.append((event.revision, event.effectiveOn, .withdrawn))
        case .revoked:
            endings.append((event.revision, event.effectiveOn, .revoked))
        case .reinstated(let revision):
            endings.removeAll { $0.revision == revision }
        case .corrected(let correction):
            standard = correction.standard ?? standard
            heldFrom = correction.heldFrom ?? heldFrom
            heldUntil = correction.heldUntil ?? heldUntil
        case .standingStated(let standing, let word):
            stated.append((event.effectiveOn, standing ?? .unknownStatus, standing == nil ? word : nil))
        case .modelsChanged, .holderChanged, .restated, .absentFromEdition:
            break
        }
    }

    func periods() -> [Period] {
        guard let standard else { return [] }
        var periods: [Period] = []
        if let provisionalFrom, heldFrom.map({ provisionalFrom < $0 }) ?? true {
            let span = Span(from: provisionalFrom, to: heldUntil == nil ? .far : heldFrom ?? .far)
            periods.append(period(standard, span, .provisional, isConfirmed: true))
        }
        if let heldFrom, let heldUntil {
            let end = heldUntil + 1
            periods.append(period(standard, Span(from: heldFrom, to: end), .valid, isConfirmed: true))
            appendRest(after: end, standard, to: &periods)
        }
        for (index, statement) in stated.enumerated() {
            let next = index + 1 < stated.count ? stated[index + 1].day : Day.far
            overlay(statement, until: next, standard, on: &periods)
        }
        if let ending = endings.last {
            let last = period(standard, Span(from: ending.day, to: .far), ending.standing, isConfirmed: true)
            periods = periods.cut(by: last)
        }
        return periods.joined()
    }

    /// The days after the last valid one: grace while an extension is pending, lapsed otherwise.
    private func appendRest(after end: Day, _ standard: Standard, to periods: inout [Period]) {
        var lapsedFrom = end
        if let pending {
            // A correction may have moved the end past the grace that was decided before it.
            lapsedFrom = pending.graceUntil.map { max($0 + 1, end) } ?? .far
            periods.append(period(standard, Span(from: end, to: lapsedFrom), .grace, isConfirmed: true))
        }
        if lapsedFrom < .far {
            periods.append(period(standard, Span(from: lapsedFrom, to: .far), .lapsed, isConfirmed: !isImported))
        }
    }

    /// A stated standing wins over the computed one from its edition's day. While the end lies ahead it counts through
    /// the last valid day, an end that was stated (lapsed, withdrawn, revoked) for good; a stated `valid` never reaches
    /// past the end (SCHEME §3).
    private func overlay(
        _ statement: (day: Day, standing: Standing, word: String?),
        until next: Day,
        _ standard: Standard,
        on periods: inout [Period]
    ) {
        let end = heldUntil.map { $0 + 1 } ?? .far
        var to = next
        switch statement.standing {
        case .valid: to = min(next, end)
        case .grace, .unknownStatus, .provisional, .notYetValid: if statement.day < end { to = min(next, end) }
        case .lapsed, .withdrawn, .revoked: break
        }
        // A list may name a label before its first day; no word of it makes that day come sooner.
        let span = Span(from: max(statement.day, heldFrom ?? .ever), to: to)
        guard !span.isEmpty else { return }
        var stated = period(standard, span, statement.standing, isConfirmed: true)
        stated.rawStatus = statement.word
        periods = periods.cut(by: stated)
    }

    private func period(_ standard: Standard, _ span: Span, _ standing: Standing, isConfirmed: Bool) -> Period {
        Period(
            span: span,
            standing: standing,
            level: standard.level,
            assurance: standard.assurance,
            heldFrom: standing == .provisional ? nil : heldFrom,
            heldUntil: standing == .provisional ? nil : heldUntil,
            isConfirmed: isConfirmed
        )
    }
}

extension [Period] {
    /// The periods with `other` laid over them.
    fileprivate func cut(by other: Period) -> [Period] {
        var result: [Period] = []
        for period in self {
            var before = period
            before.span.to = Swift.min(period.span.to, other.span.from)
            if !before.span.isEmpty { result.append(before) }
            var after = period
            after.span.from = Swift.max(period.span.from, other.span.to)
            if !after.span.isEmpty { result.append(after) }
        }
        result.append(other)
        return result.sorted { $0.span.from < $1.span.from }
    }

    /// Neighbours that say the same become one.
    fileprivate func joined() -> [Period] {
        var result: [Period] = []
        for period in self where !period.span.isEmpty {
            if let last = result.last, last.span.to == period.span.from {
                var same = last
                same.span = period.span
                if same == period {
                    result[result.count - 1].span.to = period.span.to
                    continue
                }
            }
            result.append(period)
        }
        return result
    }
}
