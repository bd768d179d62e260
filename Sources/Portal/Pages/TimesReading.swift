import Registry

/// Puts into words how long applications took.
struct TimesReading {
    let times: ReviewTimes
    let rules: Rules
    let language: Language

    private var words: TimesWords { .words(language) }

    func filled(_ text: String, _ parts: [String]) -> String { OfficeWords.filled(Phrase.plain(text), parts) }

    func days(_ count: Int) -> String {
        count == 1 ? Phrase.plain(words.timesDay) : filled(words.timesDays, [grouped(count)])
    }

    func day(_ day: Day) -> String { PageView.DayText(day, language).text }

    /// By when the renewal of a label is to be filed; nil where none is to be: it does not hold, or was filed.
    func filing(of registration: Registration, on today: Day) -> String? {
        guard let (end, _) = registration.renewal(on: today) else { return nil }
        guard let last = times.filing(of: registration, rules.ladder, on: today) else {
            return Phrase.plain(words.timesFilingUnknown)
        }
        let parts = [day(last.day), days(last.days), grouped(last.count)]
        if last.day < today { return [filled(words.timesFilingPassed, parts), grace(end)].joined(separator: blank) }
        if last.isAtOpening { return [filled(words.timesFilingOpening, parts), grace(end)].joined(separator: blank) }
        return filled(last.kind == .extension ? words.timesFilingBy : words.timesFilingByNew, parts)
    }

    /// What becomes of a label that is filed in time and not decided in time.
    private func grace(_ end: Day) -> String {
        let text = filled(words.timesGrace, [day(end)])
        guard let longest = rules.grace.maxDays else { return text }
        return text + blank + filled(words.timesGraceLongest, [days(longest)])
    }

    private var blank: String { language == .ja ? "" : " " }

    /// How long applications usually are in a state; nil where too little is known.
    func usual(in state: ApplicationState) -> String? {
        let figure = times[state]
        return figure.days.map { filled(words.timesUsualDays, [grouped(figure.count), days($0.median)]) }
    }
}
