import Registry

extension PageView {
    /// A case as the public reads it.
    struct CaseEntryLine {
        struct Label {
            var href: String
            var number: String
        }

        var path: String
        var name: String
        var kind: String
        var received: String
        var label: Label?
        /// The product's category, or that nothing is told.
        var about: String
        var state: String
        var outcome: String?
        var isAnswered: Bool
        var answer: String?

        init(_ entry: CaseEntry, _ rules: Rules, _ language: Language) {
            let words = CaseWords.words(language)
            path = PagePath.publicCase(entry.number) + "?lang=" + language.rawValue
            name = entry.number.text
            kind = Phrase.plain(words.word(entry.kind))
            received = Self.month(entry.year, entry.month, language)
            label = entry.registration.map {
                Label(href: PagePath.label($0) + "?lang=" + language.rawValue, number: $0.text)
            }
            about =
                if entry.category.isEmpty {
                    Phrase.plain(words.casesAboutNothing)
                } else {
                    rules.category(entry.category).map { language.say($0.name) } ?? entry.category
                }
            state = Phrase.plain(words.word(entry.state))
            outcome = entry.outcome.map { Phrase.plain(words.word($0)) }
            isAnswered = entry.state == .answered
            answer = entry.answer.isEmpty ? nil : entry.answer
        }

        private static let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]

        private static func month(_ year: Int, _ month: Int, _ language: Language) -> String {
            guard language == .en, months.indices.contains(month - 1) else { return "\(year)年\(month)月" }
            return "\(months[month - 1]) \(year)"
        }
    }

    /// The public log, a page of it.
    struct CaseLogView {
        var hasEntries: Bool
        var entries: [CaseEntryLine]
        var nextHref: String?

        /// - Parameter entries: one more than `limit` where there are others.
        init(_ entries: [CaseEntry], limit: Int, _ rules: Rules, _ language: Language) {
            let shown = entries.prefix(limit)
            self.entries = shown.map { CaseEntryLine($0, rules, language) }
            hasEntries = !shown.isEmpty
            guard entries.count > limit, let last = shown.last else { return }
            nextHref = "\(PagePath.cases)?before=\(last.number.text)&lang=\(language.rawValue)"
        }
    }

    /// One case of the log.
    struct CaseEntryView {
        var entry: CaseEntryLine
    }
}
