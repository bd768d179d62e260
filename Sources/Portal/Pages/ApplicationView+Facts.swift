import Registry
import Store

/// What the page of an application says of its parts, its times and its fee.
extension PageView.ApplicationView {
    static func parts(
        _ file: ApplicationFile,
        _ gaps: [ApplicationGap],
        _ renewed: Renewal?,
        _ words: ApplicationWords,
        _ language: Language
    ) -> [Part] {
        let application = file.application
        // Until the level is chosen nobody knows what these two ask for.
        let waits = application.kind == .new && application.draft.level == nil
        let asksNothing: [ApplicationGap.Part: Bool] = [
            .checklist: application.draft.checklist.isEmpty, .documents: application.documents.isEmpty,
        ]
        return application.kind.parts.map { part in
            let own = gaps.filter { $0.part == part }
            let isEmpty = own.isEmpty && (asksNothing[part] ?? false)
            let missing = own.prefix(5).map { language.say($0.reason) }
            return Part(
                href: PagePath.applicationPart(application.id, part) + "?lang=\(language.rawValue)",
                name: words.part(part),
                isDone: own.isEmpty && !isEmpty,
                isSame: own.isEmpty && !isEmpty && renewed?.isUnchanged(part) ?? false,
                isIdle: isEmpty && !waits,
                missing: (isEmpty && waits ? [words.applicationLevelFirst] : missing)
                    + (own.count > 5 ? ["… +\(own.count - 5)"] : [])
            )
        }
    }

    static func usual(_ state: ApplicationState, _ reading: TimesReading) -> [Fact] {
        guard !state.isTerminal, let usual = reading.usual(in: state) else { return [] }
        let name = Phrase.plain(TimesWords.words(reading.language).timesUsual)
        return [Fact(name: name, value: usual, href: PagePath.times + "?lang=\(reading.language.rawValue)")]
    }

    static func yen(_ amount: Int, _ language: Language) -> String {
        language == .en ? "¥\(grouped(amount))" : "\(grouped(amount))円"
    }

    static func facts(
        _ file: ApplicationFile,
        _ rules: Rules,
        _ words: ApplicationWords,
        _ language: Language
    ) -> [Fact] {
        let application = file.application
        var facts = [Fact(name: words.applicationKind, value: words.kind(application.kind))]
        if let level = application.draft.level, let rule = rules.level(level) {
            facts.append(Fact(name: words.applicationLevel, value: language == .en ? rule.name.en : rule.name.ja))
        }
        let numbers = application.numbers
        for (name, number) in [
            (words.applicationNumber, numbers.application), (words.applicationAcceptance, numbers.acceptance),
            (words.applicationProvisional, numbers.provisional),
        ] {
            if let number { facts.append(Fact(name: name, value: number)) }
        }
        if let number = application.registration {
            facts.append(
                Fact(
                    name: words.applicationRegistration,
                    value: number.text,
                    href: PagePath.label(number) + "?lang=\(language.rawValue)"
                )
            )
        }
        if let day = application.receivedOn {
            facts.append(Fact(name: words.applicationReceived, value: PageView.DayText(day, language).text))
        }
        facts.append(
            Fact(
                name: words.applicationSince,
                value: PageView.AccountView.text(application.stateSince, language)
            )
        )
        return facts
    }

    static func fee(
        _ application: Application,
        _ rules: Rules,
        _ words: ApplicationWords,
        on day: Day,
        _ language: Language
    ) -> Fee? {
        guard let action = application.kind.feeAction else { return Fee(amount: words.applicationFeeNone) }
        guard let level = application.draft.level else { return nil }
        let received = application.receivedOn ?? day
        let hint = application.receivedOn == nil ? words.applicationFeeBy : words.applicationFeeReceived
        switch rules.fee(action: action, level: level, route: application.draft.route, receivedOn: received) {
        case .amount(let amount, _): return Fee(amount: yen(amount, language), hint: hint)
        case .unknown, .routeNotOpen, .noPrice: return Fee(amount: words.applicationFeeUnknown)
        }
    }
}
