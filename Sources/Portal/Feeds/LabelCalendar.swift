import Exports
import Registry
import Store

/// The last days of labels, as a calendar.
struct LabelCalendar: Sendable {
    /// The most labels a calendar has.
    static let most = 2000
    /// An end that no longer counts stays so long, struck out; one that passed stays as long.
    static let keptDays = 366

    let face: FeedFace
    let names: FeedNames

    /// The calendar of a list; what became moot long ago is left out.
    func calendar(_ list: LabelEndList, on today: Day) -> CalendarFeed {
        let events = list.registrations.compactMap { registration -> CalendarFeed.Event? in
            guard let event = event(registration) else { return nil }
            return event.isMoot && event.changedAt.day < today - Self.keptDays ? nil : event
        }
        return feed(face.title(face.words.endsTitle, isTest: list.isTest), events)
    }

    /// The calendar of one label; nil while it has no last day.
    func calendar(_ registration: Registration, on day: Day) -> CalendarFeed? {
        event(registration).map { feed(face.title(face.words.lastDay, of: registration.answer(on: day)), [$0]) }
    }

    private func feed(_ name: String, _ events: [CalendarFeed.Event]) -> CalendarFeed {
        CalendarFeed(
            name: name,
            product: "-//\(face.site.host)//Hoshifuda//" + face.language.tag.uppercased(),
            events: events
        )
    }

    /// A registration's last day. What it says follows from what was recorded and not from the day of asking, because a
    /// calendar takes a change only along with a higher number.
    private func event(_ registration: Registration) -> CalendarFeed.Event? {
        guard let last = registration.periods.last, let end = last.heldUntil, let newest = registration.events.last
        else { return nil }
        let words = face.words
        let answer = registration.answer(on: end)
        var lines: [String] = []
        if last.standing.isFinal {
            lines.append(face.filled(words.moot, face.standing(last.standing), face.day(last.span.from)))
        } else if registration.hasPendingExtension {
            lines.append(words.pending)
        }
        return CalendarFeed.Event(
            uid: names.end(of: registration),
            sequence: registration.events.count - 1,
            changedAt: newest.recordedAt,
            day: end,
            summary: face.title(words.lastDay, of: answer),
            details: (lines + face.facts(answer)).joined(separator: "\n"),
            address: face.address(registration),
            isMoot: last.standing.isFinal,
            alarms: RegistryStore.endingDays
        )
    }
}
