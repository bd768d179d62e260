import Registry
import Store

extension PageView {
    /// Where a state's applications wait, and how many they are.
    struct OfficeView {
        struct Queue {
            var href: String
            var state: String
            var count: String
        }

        var asked: String
        var isMissing: Bool
        var queues: [Queue]

        /// - Parameter bound: what `counts` were counted up to.
        init(
            _ counts: [ApplicationState: Int],
            bound: Int,
            asked: String,
            isMissing: Bool,
            _ rules: Rules,
            _ language: Language
        ) {
            let words = OfficeWords.words(language)
            self.asked = asked
            self.isMissing = isMissing
            queues = ApplicationState.officeQueues.map { state in
                let count = counts[state] ?? 0
                return Queue(
                    href: PagePath.queue(state) + "&lang=" + language.rawValue,
                    state: language.say(rules.workflow.name(of: state)),
                    count: count >= bound ? OfficeWords.filled(words.officeMany, [grouped(bound)]) : grouped(count)
                )
            }
        }
    }

    /// Applications in a table, for the office and for laboratories.
    struct QueueView {
        struct Line {
            var href: String
            var number: String
            var kind: String
            var product: String
            var organisation: String
            var level: String
            var state: String
            var stage: String?
            var iso: String
            var since: String
            var waited: String
            var deadline: String?
            var isOverdue: Bool
        }

        var state: String
        var hasLines: Bool
        var lines: [Line]
        var nextHref: String?
        /// What the links to other languages keep.
        let keeping: String

        /// - Parameters:
        ///   - lines: one more than `limit` where there are others.
        ///   - state: the queue's; nil for what is assigned to a laboratory.
        init(
            _ lines: [ApplicationLine],
            limit: Int,
            in state: ApplicationState?,
            asked: String,
            today: Day,
            _ rules: Rules,
            _ language: Language
        ) {
            let words = OfficeWords.words(language)
            let shown = lines.prefix(limit)
            self.state = state.map { language.say(rules.workflow.name(of: $0)) } ?? ""
            self.lines = shown.map { line in
                let days = max(0, today.days(since: line.stateSince.day))
                return Line(
                    href: (state == nil ? PagePath.assessment(line.id) : PagePath.officeCase(line.id))
                        + "?lang=" + language.rawValue,
                    number: line.number.isEmpty ? "#\(line.id)" : line.number,
                    kind: ApplicationWords.words(language).kind(line.kind),
                    product: line.product.isEmpty ? words.queueNameless : line.product,
                    organisation: line.organisation,
                    level: line.level?.code ?? "–",
                    state: language.say(rules.workflow.name(of: line.state)),
                    stage: line.assessment.map { language.say(rules.workflow.name(of: $0)) },
                    iso: line.stateSince.day.text,
                    since: DayText(line.stateSince.day, language).text,
                    waited: OfficeWords.filled(words.queueDays, [grouped(days)]),
                    deadline: line.correctionUntil.map { DayText($0, language).text },
                    isOverdue: line.correctionUntil.map { $0 < today } ?? false
                )
            }
            hasLines = !lines.isEmpty
            keeping = asked
            guard lines.count > limit, let last = shown.last else { return }
            let place = state == nil ? String(last.id) : "\(last.stateSince.milliseconds).\(last.id)"
            let path = state.map { PagePath.queue($0) + "&" } ?? PagePath.assessments + "?"
            nextHref = "\(path)after=\(place)&lang=\(language.rawValue)"
        }
    }
}

extension Language {
    /// Whole yen.
    func yen(_ amount: Int) -> String { self == .en ? "¥\(grouped(amount))" : "\(grouped(amount))円" }
}
