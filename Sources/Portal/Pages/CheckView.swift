import Registry
import Store

extension PageView {
    struct Check {
        struct Choice {
            var value: String
            var text: String
            var isChosen: Bool
        }

        struct Link {
            var text: String
            var href: String
        }

        struct Fault {
            var field: Link?
            var reason: String
        }

        struct Hidden {
            var name: String
            var value: String
        }

        var fault: Fault?
        var hidden: [Hidden]
        var fileHint: String
        var on: String
        var coveredThrough: String
        var levels: [Choice]
        var headers: [Choice]
        /// Rows of a system, as they may be pasted.
        var example: String

        init(_ draft: CheckDraft, _ words: CheckWords, _ language: Language) {
            let names = [
                "text": words.checkPaste, "file": words.checkFile, "on": words.checkOn,
                "coveredThrough": words.checkThrough, "levelAtLeast": words.checkLevel, "header": words.checkHeader,
            ]
            fault = draft.refusal.map { refusal in
                let name = refusal.field.flatMap { names[$0] }
                return Fault(
                    field: name.map { Link(text: Phrase.plain($0), href: "#" + (refusal.field ?? "")) },
                    reason: refusal.reason(in: language)
                )
            }
            hidden = ["knownAt", "askedOn", "system"].filter { !draft.value($0).isEmpty }
                .map { Hidden(name: $0, value: draft.value($0)) }
            example = Phrase.plain(SystemWords.words(language).systemExampleRows)
            fileHint = Phrase.plain(words.checkFileHint).replacing("{0}", with: String(draft.limit >> 20))
            on = draft.value("on")
            coveredThrough = draft.value("coveredThrough")
            levels = StarLevel.allCases.map {
                Choice(value: $0.code, text: $0.code, isChosen: draft.value("levelAtLeast") == $0.code)
            }
            headers = [
                ("auto", words.checkHeaderAuto), ("yes", words.checkHeaderYes), ("no", words.checkHeaderNo),
            ].map { Choice(value: $0.0, text: Phrase.plain($0.1), isChosen: draft.value("header") == $0.0) }
        }
    }

    struct CheckProgress {
        var total: String
        var done: String
        var href: String
        var isRunning: Bool
    }

    /// How many rows came out in some way.
    struct CheckCount {
        var value: String
        var text: String
        var meaning: String
        var count: String
        var href: String
        var isChosen: Bool
    }

    struct Receipt {
        var isTest: Bool
        var address: String
        var recorded: String
        var dayISO: String
        var day: String
        var through: DayText?
        var level: String?
        var todayISO: String
        var today: String
        var revision: String
        var rules: String
        var digest: String
        var form: String
        var total: String
        var outcomes: [CheckCount]
        var matches: [CheckCount]
        var hasReasons: Bool
        var reasons: [CheckCount]
        var hasRows: Bool
        var keptISO: String
        var kept: String
        var sameToday: String
        var sameThen: String

        init(_ receipt: Store.Receipt, host: String, hasRows: Bool, _ language: Language) {
            let (words, pageWords) = (CheckWords.words(language), PageWords.words(language))
            let (day, today) = (DayText(receipt.asked.day, language), DayText(receipt.asked.today, language))
            let kept = DayText(receipt.rowsUntil.day, language)
            isTest = receipt.isTest
            address = "https://\(host)\(PagePath.receipt(receipt.name))"
            recorded = CheckMoment.text(receipt.recordedAt, language)
            (dayISO, self.day) = (day.iso, day.text)
            through = receipt.coveredThrough.map { DayText($0, language) }
            level = receipt.levelAtLeast?.code
            (todayISO, self.today) = (today.iso, today.text)
            revision = grouped(Int(receipt.asked.revision))
            rules = receipt.rules
            digest = receipt.inputDigest
            form = receipt.form.uppercased() + (receipt.encoding.isEmpty ? "" : " (\(receipt.encoding))")
            total = grouped(receipt.tally.rows)
            func count(_ value: String, _ text: String, _ rows: Int?) -> CheckCount {
                CheckCount(
                    value: value,
                    text: Phrase.plain(text),
                    meaning: "",
                    count: grouped(rows ?? 0),
                    href: "",
                    isChosen: false
                )
            }
            let tally = receipt.tally
            outcomes = Registry.CheckResult.Outcome.allCases.map {
                count($0.rawValue, words.word($0), tally.outcomes[$0])
            }
            matches = Registry.CheckResult.Match.allCases.filter { tally.matches[$0] != nil }
                .map { count($0.rawValue, words.word($0, pageWords), tally.matches[$0]) }
            reasons = Registry.CheckResult.Reason.allCases.filter { tally.reasons[$0] != nil }
                .map { count($0.rawValue, language == .en ? $0.label.en : $0.label.ja, tally.reasons[$0]) }
            hasReasons = !reasons.isEmpty
            self.hasRows = hasRows
            (keptISO, self.kept) = (kept.iso, kept.text)
            let form = receipt.isSystem ? PagePath.system : PagePath.check
            sameToday = "\(form)?lang=\(language.rawValue)&\(receipt.conditionsToday)"
            sameThen = "\(form)?lang=\(language.rawValue)&\(receipt.conditionsThen)"
        }
    }
}

/// A moment as people in Japan read it: the day and the minute.
enum CheckMoment {
    static func text(_ moment: Moment, _ language: Language) -> String {
        PageView.DayText(moment.day, language).text + " " + moment.clock + " (UTC+9)"
    }
}
