import Registry

/// What the page of tender words is about.
struct TenderPage: Sendable {
    var wording: TenderWording
    var query: TenderQuery
    var rules: Rules
    var language: Language
}

extension Pages {
    /// Words for a tender: the form, the sentences in both languages, the dated rules that ask for a label.
    func tender(_ page: TenderPage) -> [UInt8] {
        self.page(.tender, PageView.Tender(page, host: host), page.language, keeping: page.query.parameters + "&")
    }
}

extension PageView {
    struct Tender {
        struct Row {
            var name: String
            var appliesTo: String
            var level: String
            var state: String
            var from: String?
            var decisiveDay: String
            var isPerComponent: Bool
            var isInForce: Bool
            var isUnsure: Bool
            var origin: Origin
        }

        var levels: [Choice]
        var categories: [Choice]
        var on: String
        var coveredThrough: String
        var japanese: [String]
        var english: [String]
        var noGuaranteeJA: String
        var noGuaranteeEN: String
        var address: String
        /// Set where nobody can apply for the level on the decisive day.
        var closedLevel: String?
        var rules: [Row]

        init(_ page: TenderPage, host: String) {
            let request = page.wording.request
            levels = StarLevel.allCases.map { level in
                Choice(id: "l\(level.rawValue)", value: level.code, label: level.code, isChosen: level == request.level)
            }
            let chosen = Set(request.categories.map(\.code))
            categories = page.rules.categories.enumerated().map { index, category in
                Choice(
                    id: "c\(index + 1)",
                    value: category.code,
                    label: page.language.say(category.name),
                    isChosen: chosen.contains(category.code)
                )
            }
            on = request.on?.text ?? ""
            coveredThrough = request.coveredThrough?.text ?? ""
            japanese = page.wording.sentences.enumerated().map { "\(Self.wide($0.offset + 1))　\($0.element.ja)" }
            english = page.wording.sentences.enumerated().map { "\($0.offset + 1). \($0.element.en)" }
            noGuaranteeJA = page.wording.noGuarantee.ja
            noGuaranteeEN = page.wording.noGuarantee.en
            address = page.query.address(host)
            closedLevel = page.wording.isLevelOpen ? nil : request.level.code
            rules = page.wording.rules.map { Row($0, page.rules, page.language) }
        }

        private static func wide(_ number: Int) -> String {
            String(
                String.UnicodeScalarView(String(number).unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) })
            )
        }

        /// A date in the precision it was published in.
        fileprivate static func text(_ date: SchemeDate, _ language: Language) -> String {
            let civil = date.earliest.civil
            switch date.precision {
            case .day: return DayText(date.earliest, language).text
            case .month: return language == .en ? date.text : "\(civil.year)年\(civil.month)月"
            case .fiscalYear: return language == .en ? date.text : "\(civil.year)年度"
            }
        }
    }
}

extension PageView.Tender.Row {
    /// A dated rule that asks for a label, for people.
    init(_ dated: TenderWording.DatedRule, _ rules: Rules, _ language: Language) {
        let rule = dated.rule
        let words = TenderWords.words(language)
        name = language.say(rule.name)
        appliesTo = language.say(rule.appliesTo)
        level = rule.minimumLevel.code
        state = Phrase.plain(words.word(rule.state))
        from = rule.provenance.effectiveFrom.map { PageView.Tender.text($0, language) }
        decisiveDay = Phrase.plain(words.word(rule.decisiveDay))
        isPerComponent = rule.isPerComponent
        isInForce = dated.isInForce ?? false
        isUnsure = dated.isInForce == nil
        origin = PageView.Origin(rule.provenance, rules, ClaimWords.words(language))
    }
}
