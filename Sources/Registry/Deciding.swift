/// Decisions: pure functions of the order, the state just read, the rules and now. They run inside the transaction that
/// commits them and may run twice.
package enum Deciding {
    /// The event that an order on an existing registration becomes.
    package static func decide(
        _ order: LabelOrder,
        _ terms: OrderTerms,
        on registration: Registration,
        rules: Rules,
        at now: Moment
    ) throws(Refusal) -> (kind: LabelEvent.Kind, effectiveOn: Day) {
        let day = try effectiveDay(terms, at: now)
        if registration.origin == .imported, order.word != .corrected {
            throw Refusal(
                .conflict,
                "\(registration.number) follows the list \"\(registration.source)\"; only that list changes it",
                ja: "\(registration.number) は「\(registration.source)」の一覧に従うため、ここでは変更できません",
                code: "followsItsSource"
            )
        }
        if let expected = terms.ifRevision, expected != registration.revision {
            throw Refusal(
                .preconditionFailed,
                "\(registration.number) was changed meanwhile (revision \(registration.revision)); look again first",
                ja: "\(registration.number) はその間に変更されました（版 \(registration.revision)）",
                code: "changedMeanwhile"
            )
        }
        try Transition.check(order.word, on: day, registration)
        return (try kind(order, on: registration, day: day, rules: rules), day)
    }

    private static func kind(
        _ order: LabelOrder,
        on registration: Registration,
        day: Day,
        rules: Rules
    ) throws(Refusal) -> LabelEvent.Kind {
        switch order {
        case .provisional(let filing):
            return .provisionallyRegistered(filing.standard)
        case .issue(let filing, let stated):
            try check(filing, on: day, rules: rules)
            return .issued(filing.standard, heldFrom: day, heldUntil: try end(stated, from: day, rules: rules))
        case .fileExtension:
            return .extensionFiled(graceUntil: try graceUntil(registration, on: day, rules: rules))
        case .extend(let stated):
            let oldEnd = try lastDay(of: registration)
            // A label that already ends further ahead than a new one would was extended before.
            guard oldEnd <= rules.validity.heldUntil(from: day) else {
                throw Refusal(
                    .conflict,
                    "\(registration.number) already holds through \(oldEnd), longer than one whole period from \(day)",
                    ja: "\(registration.number) の有効期限はすでに \(oldEnd) です",
                    code: "alreadyExtended"
                )
            }
            let end = try end(stated, from: oldEnd + 1, rules: rules)
            return .extended(heldUntil: end)
        case .refuseExtension: return .extensionRefused
        case .abandonExtension: return .extensionAbandoned
        case .withdraw: return .withdrawn
        case .revoke: return .revoked
        case .reinstate: return try reinstatement(of: registration)
        case .changeModels(let added, let removed, let revoked):
            try checkModels(added, removed + revoked, of: registration, on: day)
            return .modelsChanged(added: added, removed: removed, revoked: revoked)
        case .changeHolder(let manufacturer):
            try check(manufacturer)
            return .holderChanged(manufacturer)
        case .restate(let restatement):
            try check(restatement, of: registration, rules: rules)
            return .restated(restatement)
        case .correct(let correction):
            try check(correction, of: registration, rules: rules)
            return .corrected(correction)
        }
    }

    /// The filing of a new registration: checked against the rules of the day it is issued.
    package static func decideNew(
        _ order: LabelOrder,
        _ terms: OrderTerms,
        rules: Rules,
        at now: Moment
    ) throws(Refusal) -> (kind: LabelEvent.Kind, filing: Filing, effectiveOn: Day) {
        let day = try effectiveDay(terms, at: now)
        switch order {
        case .provisional(let filing):
            try check(filing, on: day, rules: rules)
            return (.provisionallyRegistered(filing.standard), filing, day)
        case .issue(let filing, let stated):
            try check(filing, on: day, rules: rules)
            let end = try end(stated, from: day, rules: rules)
            return (.issued(filing.standard, heldFrom: day, heldUntil: end), filing, day)
        default:
            throw Refusal(.missing, "No such registration", ja: "この登録はありません", code: "unknownNumber")
        }
    }

    /// The day an order counts from. A day to come is refused unless announced, because the public would read it.
    static func effectiveDay(_ terms: OrderTerms, at now: Moment) throws(Refusal) -> Day {
        let day = terms.effectiveOn ?? now.day
        if day > now.day, !terms.isAnnounced {
            throw Refusal(
                .unprocessable,
                "\(day) is still to come; an act dated in the future is public at once and must be announced",
                ja: "\(day) は未来の日付です。先の日付の処分は公開されるため、公表の指定が要ります",
                field: "effectiveOn",
                code: "futureNotAnnounced"
            )
        }
        guard day > .ever, day < .far else {
            throw Refusal(.malformed, "\(day) lies outside the calendar", field: "effectiveOn", code: "malformedDay")
        }
        return day
    }

    /// The stated end where there is one (it may be earlier than the scheme's length, never later), else the computed.
    private static func end(_ stated: Day?, from start: Day, rules: Rules) throws(Refusal) -> Day {
        let computed = rules.validity.heldUntil(from: start)
        guard let stated else { return computed }
        guard stated >= start, stated <= computed else {
            throw Refusal(
                .unprocessable,
                "The end \(stated) must lie between \(start) and \(computed)",
                ja: "有効期限 \(stated) は \(start) から \(computed) の間でなければなりません",
                field: "heldUntil",
                code: "endOutOfRange"
            )
        }
        return stated
    }

    private static func lastDay(of registration: Registration) throws(Refusal) -> Day {
        guard let end = registration.periods.last(where: { $0.heldUntil != nil })?.heldUntil else {
            throw Refusal(.conflict, "\(registration.number) has no period to extend", code: "illegalTransition")
        }
        return end
    }

    private static func graceUntil(
        _ registration: Registration,
        on day: Day,
        rules: Rules
    ) throws(Refusal) -> Day? {
        if Timeline.hasPendingExtension(registration.events) {
            throw Refusal(
                .conflict,
                "An extension of \(registration.number) is already pending",
                ja: "\(registration.number) の延長申請はすでに受け付けられています",
                code: "extensionPending"
            )
        }
        guard let days = rules.grace.maxDays else { return nil }
        return try lastDay(of: registration) + days
    }

    private static func reinstatement(of registration: Registration) throws(Refusal) -> LabelEvent.Kind {
        let undone = registration.events.compactMap { event -> Int64? in
            if case .reinstated(let revision) = event.kind { return revision }
            return nil
        }
        guard
            let act = registration.events.last(where: { $0.kind.word.isUndoable && !undone.contains($0.revision) })
        else {
            throw Refusal(
                .conflict,
                "Nothing was recorded here that could be undone",
                ja: "取り消せる処分の記録がありません",
                code: "illegalTransition"
            )
        }
        return .reinstated(undoes: act.revision)
    }
}
