import Registry
import Store

extension PageView {
    /// What a renewal says otherwise than the label it renews.
    struct RenewalView {
        struct Change {
            var what: String
            var before: String?
            var after: String?
        }

        /// That nothing changed; nil where something did, or that is not known.
        var verdict: String?
        /// What a revision of the criteria brings.
        var notes: [String]
        var changes: [Change]
        var more: String?

        /// Changes that stand on the page: a list of models can be long.
        private static let most = 60
    }
}

extension PageView.RenewalView {
    /// - Parameter isComplete: nothing is missing in the application.
    init(
        _ renewal: Renewal,
        _ file: ApplicationFile,
        _ rules: Rules,
        isComplete: Bool,
        _ language: Language
    ) {
        let words = ApplicationWords.words(language)
        let application = file.application
        let day = application.receivedOn ?? application.changedAt.day
        let reading = SubmissionReading(application.draft, on: day, of: file, rules, language)
        if renewal.isUnchanged { verdict = isComplete ? words.renewalNothing : words.renewalNoChange }
        notes = Self.notes(renewal.criteria, words, language)
        changes = renewal.differences.prefix(Self.most).map { difference in
            let change = reading.change(difference)
            return Change(
                what: change.what,
                before: difference.before.isEmpty ? nil : change.before,
                after: difference.after.isEmpty ? nil : change.after
            )
        }
        let rest = renewal.differences.count - changes.count
        if rest > 0 { more = OfficeWords.filled(words.renewalMore, [grouped(rest)]) }
    }

    private static func notes(_ change: CriteriaChange, _ words: ApplicationWords, _ language: Language) -> [String] {
        guard change.isComparable else { return [words.renewalUnknown] }
        let lists = [
            (words.renewalAdded, change.added), (words.renewalChanged, change.changed),
            (words.renewalGone, change.gone),
        ]
        return lists.filter { !$0.1.isEmpty }.map { text, items in
            OfficeWords.filled(text, [items.joined(separator: language == .en ? ", " : "、")])
        }
    }
}

extension ApplicationFile {
    /// The application beside the label it renews; nil where it renews none, or was decided.
    func renewal(_ rules: Rules, on day: Day) -> Renewal? {
        guard application.kind == .extension, !application.state.isTerminal, let current else { return nil }
        return Renewal(application, of: current, last: last, rules: rules, on: day)
    }
}
