import Registry

extension PageView {
    /// How long applications took, for everybody.
    struct TimesView {
        struct Row {
            var name: String
            /// Whose turn it is, or who assures.
            var detail: String
            var count: String
            var median: String
            var ninetieth: String
        }

        var window: String
        var hasFigures: Bool
        var wholes: [Row]
        var states: [Row]
        var how: [String]

        init(_ times: ReviewTimes, _ rules: Rules, _ language: Language) {
            let words = TimesWords.words(language)
            let reading = TimesReading(times: times, rules: rules, language: language)
            window = reading.filled(
                words.timesWindow,
                [reading.day(times.from), reading.day(times.through), grouped(times.count)]
            )
            hasFigures = times.count > 0
            wholes = ReviewTimes.Asked.all.filter { times[$0].count > 0 }.map { asked in
                Row(words.word(asked.kind), words.word(asked.assurance), times[asked], reading, words)
            }
            states = ReviewTimes.toldStates.filter { times[$0].count > 0 }.map { state in
                let turn = state.waitsForApplicant ? words.timesApplicant : words.timesOffice
                return Row(language.say(rules.workflow.name(of: state)), turn, times[state], reading, words)
            }
            how = [
                reading.filled(words.timesHowWhich, [grouped(ReviewTimes.most), grouped(ReviewTimes.windowDays)]),
                Phrase.plain(words.timesHowCounted), Phrase.plain(words.timesHowRank),
                reading.filled(words.timesHowFew, [grouped(ReviewTimes.fewest)]),
            ]
        }
    }
}

extension PageView.TimesView.Row {
    fileprivate init(
        _ name: String,
        _ detail: String,
        _ figure: ReviewTimes.Figure,
        _ reading: TimesReading,
        _ words: TimesWords
    ) {
        let few = Phrase.plain(words.timesTooFew)
        self.init(
            name: Phrase.plain(name),
            detail: Phrase.plain(detail),
            count: grouped(figure.count),
            median: figure.days.map { reading.days($0.median) } ?? few,
            ninetieth: figure.days.map { reading.days($0.ninetieth) } ?? few
        )
    }
}

extension PageTemplate {
    private static func table(_ rows: String, _ name: String, _ detail: String) -> String {
        """
        <table class="list"><thead><tr><th scope="col">[[\(name)]]</th><th scope="col">[[\(detail)]]</th><th scope="col">[[timesCount]]</th><th scope="col">[[timesMedian]]</th><th scope="col">[[timesNinetieth]]</th></tr></thead><tbody>
        {{#\(rows)}}<tr><td class="pr">{{name}}</td><td data-l="[[=\(detail)]]">{{detail}}</td><td data-l="[[=timesCount]]">{{count}}</td><td data-l="[[=timesMedian]]">{{median}}</td><td data-l="[[=timesNinetieth]]">{{ninetieth}}</td></tr>
        {{/\(rows)}}</tbody></table>
        """
    }

    static let timesSource =
        """
        <h1 class="t">[[timesTitle]]</h1><p class="t">[[timesLead]]</p><p>{{window}}</p>
        {{^hasFigures}}<p class="note t">[[timesNone]]</p>{{/hasFigures}}
        {{#hasFigures}}<section><h2>[[timesWhole]]</h2>
        """ + table("wholes", "timesKind", "timesAssurance") + """
            </section><section><h2>[[timesStates]]</h2>
            """ + table("states", "timesState", "timesTurn") + """
            </section>{{/hasFigures}}
            <section><h2>[[timesHow]]</h2><ul>{{#how}}<li>{{.}}</li>{{/how}}</ul>
            <p class="f"><a href="\(PagePath.timesAPI)">[[timesData]]</a></p></section>
            """
}
