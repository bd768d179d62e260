import Exports
import Registry
import Store

/// The last days of labels, as a calendar.
struct LabelCalendar: Sendable {
    /// The most labels a calendar has.
    static let most = 2000
    /// An end that no longer counts stays so long, struck out; one that passed stays as long.
    static let keptDays = 366
    /// Hours after which a calendar may ask again: what it tells changes by the day.
    static let refreshHours = 6

    let face: FeedFace
    let names: FeedNames

    /// The calendar of a list; what became moot long ago is left out.
    func calendar(_ list: LabelEndList, on today: Day) -> CalendarFeed {
        let events = list.registrations.compactMap { end(of: $0) }.filter { Self.isKept($0, on: today) }
        return feed(
            face.title(face.words.endsTitle, isTest: list.isTest),
            cut(list.registrations.count, of: list.total),
            events
        )
    }

    /// The calendar of one label; nil while it has no last day.
    func calendar(_ registration: Registration, on day: Day) -> CalendarFeed? {
        end(of: registration).map { event in
            let name = face.title(face.words.lastDay, of: registration.answer(on: day))
            return feed(name, "", [event] + [graceEnd(of: registration)].compactMap(\.self))
        }
    }

    func feed(_ name: String, _ details: String, _ events: [CalendarFeed.Event]) -> CalendarFeed {
        CalendarFeed(
            name: name,
            product: "-//\(face.site.host)//Hoshifuda//" + face.language.tag.uppercased(),
            details: details,
            refreshHours: Self.refreshHours,
            events: events
        )
    }

    /// Says that some were left out; empty where none was.
    func cut(_ shown: Int, of total: Int) -> String {
        shown < total ? face.filled(face.words.cut, grouped(shown), grouped(total)) : ""
    }

    /// What is moot stays for as long as feeds keep things.
    static func isKept(_ event: CalendarFeed.Event, on today: Day) -> Bool {
        !event.isMoot || event.changedAt.day >= today - keptDays
    }

    /// A registration's last day. What it says follows from what was recorded and not from the day of asking, because a
    /// calendar takes a change only along with a higher number.
    func end(of registration: Registration) -> CalendarFeed.Event? {
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
            // While an extension is pending the ladder is silent too.
            alarms: registration.hasPendingExtension ? [] : ladder.dated.compactMap { $0.shift.map { -$0 } }
        )
    }

    /// The last day of grace that was decided last; nil where none ever was.
    func graceEnd(of registration: Registration) -> CalendarFeed.Event? {
        guard let grace = GraceEnd(registration), let newest = registration.events.last else { return nil }
        let answer = registration.answer(on: grace.day)
        return CalendarFeed.Event(
            uid: names.graceEnd(of: registration),
            sequence: registration.events.count - 1,
            changedAt: newest.recordedAt,
            day: grace.day,
            summary: face.title(face.words.graceEnd, of: answer),
            details: ((grace.isMoot ? [face.words.graceMoot] : []) + face.facts(answer)).joined(separator: "\n"),
            address: face.address(registration),
            isMoot: grace.isMoot,
            alarms: ladder.atGraceEnd ? [0] : []
        )
    }

    private var ladder: Ladder { face.site.rules.ladder }
}
