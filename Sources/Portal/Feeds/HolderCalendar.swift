import Exports
import Registry
import Store

/// The days of one holder: ends of labels, days to file and to pay.
struct HolderCalendar: Sendable {
    let labels: LabelCalendar
    /// How long applications took, as it stood when the day began: so that what is told moves once a day.
    let times: ReviewTimes

    private var face: FeedFace { labels.face }
    private var rules: Rules { face.site.rules }

    func calendar(_ dates: HolderDates, of organisation: Organisation, on today: Day) -> CalendarFeed {
        let ends = dates.labels.flatMap { label in
            [labels.end(of: label), labels.graceEnd(of: label), filing(of: label, on: today)].compactMap(\.self)
        }
        // What stands before what is over, nearest first, where an organisation has more than a calendar holds.
        let deadlines = dates.deadlines.sorted {
            ($0.isMoot ? 1 : 0, $0.day, $0.application) < ($1.isMoot ? 1 : 0, $1.day, $1.application)
        }
        let events = (ends + deadlines.prefix(LabelCalendar.most).map { event($0) })
            .filter { LabelCalendar.isKept($0, on: today) }
        let isTest = dates.labels.contains { $0.origin == .test }
        return labels.feed(
            face.title(face.filled(face.words.heldTitle, organisation.name(face.language.ofLetters)), isTest: isTest),
            labels.cut(dates.labels.count, of: dates.labelCount),
            events.sorted { ($0.day, $0.uid) < ($1.day, $1.uid) }
        )
    }

    /// The last safe filing day of a label's extension, a figure of the past that is worked out anew each day; nil where
    /// too little is known, and for labels of somebody's list.
    ///
    /// Its number counts days and events, so that it rises with whatever moves the day; it stands still once the day is
    /// over, with the event that ended it.
    func filing(of registration: Registration, on today: Day) -> CalendarFeed.Event? {
        guard registration.source.isEmpty, let first = registration.events.first, let newest = registration.events.last,
            let last = registration.periods.last, let end = last.heldUntil
        else { return nil }
        let answer = registration.answer(on: end)
        let opening = end - rules.ladder.renewalOpensDaysBefore
        guard let filing = times.lastSafeFilingDay(heldUntil: end, answer.period.assurance, opening: opening) else {
            return nil
        }
        let changed = newest.recordedAt.day
        let isDecided = last.standing.isFinal || registration.hasPendingExtension
        let isMoot = isDecided || today > end
        let told = isDecided ? changed : isMoot ? max(end + 1, changed) : max(today, changed)
        let reading = TimesReading(times: times, rules: rules, language: face.language)
        let line = isMoot ? face.words.filingMoot : reading.filing(of: registration, on: today) ?? ""
        return CalendarFeed.Event(
            uid: labels.names.filing(of: registration),
            sequence: max(0, told.days(since: first.recordedAt.day)) + registration.events.count - 1,
            changedAt: max(told.start, newest.recordedAt),
            day: isMoot ? end : filing.day,
            summary: face.title(face.words.filing, of: answer),
            details: ([line].filter { !$0.isEmpty } + face.facts(answer)).joined(separator: "\n"),
            address: face.address(registration),
            isMoot: isMoot,
            alarms: [0]
        )
    }

    /// A deadline of an application. Its product is not told: it may not be public yet, and calendars are kept by others.
    func event(_ kept: KeptDeadline) -> CalendarFeed.Event {
        let words = face.words
        let what = kept.deadline == .correction ? words.correctionDue : words.invoiceDue
        let mark = face.site.isFictional ? words.fictional : ""
        let lines = [kept.isMoot ? words.deadlineMoot : "", face.kind(kept.kind)]
        let left = kept.day.days(since: kept.changedAt.day)
        return CalendarFeed.Event(
            uid: labels.names.deadline(kept),
            sequence: kept.sequence,
            changedAt: kept.changedAt,
            day: kept.day,
            summary: mark + what + words.colon + face.application(kept.application, kept.number),
            details: lines.filter { !$0.isEmpty }.joined(separator: "\n"),
            address: face.address(ofApplication: kept.application),
            isMoot: kept.isMoot,
            alarms: rules.ladder.daysBefore.filter { $0 > 0 && $0 < left } + [0]
        )
    }
}

extension FeedFace {
    func kind(_ kind: ApplicationKind) -> String { Phrase.plain(ApplicationWords.words(language).kind(kind)) }

    /// An application by its number, or by what it is found by until it has one.
    func application(_ id: Int64, _ number: String) -> String {
        filled(words.application, number.isEmpty ? "#\(id)" : number)
    }

    func address(ofApplication id: Int64) -> String {
        "https://" + site.host + PagePath.application(id) + "?lang=" + language.rawValue
    }
}
