/// What a row of a list changes: pure, so the same edition twice changes nothing (DESIGN §5).
package enum Importing {
    /// The events by which a registration that was not there enters.
    package static func enter(
        _ stated: StatedRegistration,
        _ edition: Edition,
        rules: Rules
    ) -> [(kind: LabelEvent.Kind, effectiveOn: Day)] {
        let until = stated.heldUntil ?? rules.validity.heldUntil(from: stated.heldFrom)
        let kind = LabelEvent.Kind.imported(stated.filing.standard, heldFrom: stated.heldFrom, heldUntil: until)
        var events: [(kind: LabelEvent.Kind, effectiveOn: Day)] = [(kind, stated.heldFrom)]
        let periods = Timeline.fold([event(kind, stated.heldFrom)])
        if let statement = statement(stated, edition, periods: periods) { events.append(statement) }
        return events
    }

    /// The events by which a known registration follows a new edition; empty where nothing changed.
    ///
    /// A standing's change is its own event, everything else one `corrected`.
    package static func follow(
        _ stated: StatedRegistration,
        _ edition: Edition,
        on registration: Registration,
        rules: Rules
    ) -> [(kind: LabelEvent.Kind, effectiveOn: Day)] {
        var events: [(kind: LabelEvent.Kind, effectiveOn: Day)] = []
        var periods = registration.periods
        var correction = difference(stated, registration, rules: rules)
        if correction.isEmpty, isAbsent(registration) {
            // A row that comes back says its end again, so that the history shows the return.
            let known = periods.last(where: { $0.heldUntil != nil })?.heldUntil
            correction.heldUntil = stated.heldUntil ?? known ?? rules.validity.heldUntil(from: stated.heldFrom)
        }
        if !correction.isEmpty {
            events.append((.corrected(correction), edition.day))
            periods = Timeline.fold(registration.events + [event(.corrected(correction), edition.day)])
        }
        if let statement = statement(stated, edition, periods: periods) { events.append(statement) }
        return events
    }

    /// True when the newest word of the list on this registration was its absence.
    package static func isAbsent(_ registration: Registration) -> Bool {
        guard case .absentFromEdition = registration.events.last?.kind else { return false }
        return true
    }

    private static func difference(
        _ stated: StatedRegistration,
        _ registration: Registration,
        rules: Rules
    ) -> Correction {
        var correction = Correction()
        let terms = registration.periods.last(where: { $0.heldFrom != nil })
        if registration.standard != stated.filing.standard { correction.standard = stated.filing.standard }
        if terms?.heldFrom != stated.heldFrom { correction.heldFrom = stated.heldFrom }
        // An end the list does not state is only recomputed where its start moved.
        if let until = stated.heldUntil ?? correction.heldFrom.map({ rules.validity.heldUntil(from: $0) }),
            until != terms?.heldUntil
        {
            correction.heldUntil = until
        }
        if registration.holders.last?.value != stated.filing.manufacturer {
            correction.manufacturer = stated.filing.manufacturer
        }
        if registration.products.last?.value != stated.filing.product { correction.product = stated.filing.product }
        if registration.models != stated.filing.models { correction.models = stated.filing.models }
        return correction
    }

    /// The statement of a status that differs from what the periods say of the edition's day.
    private static func statement(
        _ stated: StatedRegistration,
        _ edition: Edition,
        periods: [Period]
    ) -> (kind: LabelEvent.Kind, effectiveOn: Day)? {
        guard let word = stated.statusWord else { return nil }
        // Named before its first day, a label is asked about on that day: "valid" is then no news.
        let day = max(edition.day, stated.heldFrom)
        let period = periods.first(where: { $0.span.contains(day) })
        let known = period?.standing ?? .notYetValid
        let isSame = stated.standing.map { $0 == known && period?.isConfirmed ?? true } ?? (period?.rawStatus == word)
        // A stated "valid" past the last valid day cannot move anything (SCHEME §3), so it is no news.
        let isIdle = stated.standing == .valid && (period?.heldUntil.map { edition.day > $0 } ?? false)
        return isSame || isIdle ? nil : (.standingStated(stated.standing, word: word), edition.day)
    }

    private static func event(_ kind: LabelEvent.Kind, _ day: Day) -> LabelEvent {
        LabelEvent(
            kind: kind,
            effectiveOn: day,
            recordedAt: Moment(milliseconds: 0),
            revision: 0,
            actor: ""
        )
    }
}
