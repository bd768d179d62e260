import Registry

/// What the page of the scope check is about: the answers so far, and what follows from them.
struct ScopePage: Sendable {
    var asked: ScopeQuery
    /// nil before anything was answered.
    var check: ScopeCheck?
    var rules: Rules
    var language: Language

    init(asked: ScopeQuery, check: ScopeCheck?, rules: Rules, _ language: Language) {
        (self.asked, self.check, self.rules, self.language) = (asked, check, rules, language)
    }
}

extension Pages {
    /// The questions, and what follows from the answers.
    func scope(_ page: ScopePage) -> [UInt8] {
        let parameters = page.asked.parameters
        return self.page(
            .scope,
            PageView.Scope(page),
            page.language,
            keeping: parameters.isEmpty ? "" : parameters + "&",
            isHidden: page.check != nil
        )
    }
}

extension PageView {
    struct Scope {
        struct Question {
            var name: String
            var label: String
            var hint: String?
            var choices: [Choice]
        }

        struct Reason {
            var says: String
            var origin: Origin
        }

        struct Advice {
            var level: String
            var assurance: String
            /// Where nobody can apply for it today: the levels one can apply for.
            var closed: String?
            var fee: String
        }

        struct Result {
            var sentence: String
            var kind: String
            var missing: [String]
            var reasons: [Reason]
            var advice: [Advice]
            var category: String?
            /// What a laboratory says of the category; never the scheme's rule.
            var advised: Reason?
        }

        var questions: [Question]
        var links: [Choice]
        var more: [Question]
        var categories: [Choice]
        var result: Result?

        init(_ page: ScopePage) {
            let words = ScopeWords.words(page.language)
            let answers = page.asked.answers
            func question(
                _ question: ScopeAnswers.Question,
                _ label: String,
                _ hint: String?,
                _ given: Bool?
            ) -> Question {
                let name = question.rawValue
                return Question(
                    name: name,
                    label: Phrase.plain(label),
                    hint: hint.map { Phrase.plain($0) },
                    choices: [(true, "yes", words.scopeYes), (false, "no", words.scopeNo)].map { flag, value, text in
                        Choice(id: "\(name)-\(value)", value: value, label: Phrase.plain(text), isChosen: given == flag)
                    }
                )
            }
            questions = [
                question(.hardware, words.scopeHardware, words.scopeHardwareHint, answers.hardware),
                question(.generalPurpose, words.scopeGeneral, words.scopeGeneralHint, answers.generalPurpose),
            ]
            more = [
                question(.phone, words.scopePhone, words.scopePhoneHint, answers.phone),
                question(.throughAnother, words.scopeThrough, nil, answers.throughAnother),
            ]
            links = ScopeAnswers.Link.allCases.map { link in
                Choice(
                    id: "link-\(link.rawValue)",
                    value: link.rawValue,
                    label: Phrase.plain(words.word(link)),
                    isChosen: answers.links.contains(link)
                )
            }
            let isEnglish = page.language == .en
            categories = page.rules.categories.filter { !$0.isOfficial }.map { category in
                let products = category.products.map { isEnglish ? " – " + $0.en : "（" + $0.ja + "）" } ?? ""
                return Choice(
                    id: "category-\(category.code)",
                    value: category.code,
                    label: (isEnglish ? category.name.en : category.name.ja) + products,
                    isChosen: category.code == page.asked.category?.code
                )
            }
            result = page.check.map { Result($0, page.rules, page.language) }
        }
    }
}

extension PageView.Scope.Result {
    init(_ check: ScopeCheck, _ rules: Rules, _ language: Language) {
        let words = ScopeWords.words(language)
        let claims = ClaimWords.words(language)
        sentence = Phrase.plain(words.word(check.outcome))
        kind = check.outcome.rawValue
        missing = check.missing.map { Phrase.plain(words.word($0)) }
        reasons = check.reasons.map { rule in
            PageView.Scope.Reason(
                says: language.say(rule.wording),
                origin: PageView.Origin(rule.provenance, rules, claims)
            )
        }
        advice = check.advice.map { advice in
            PageView.Scope.Advice(
                level: advice.level.code,
                assurance: Phrase.plain(
                    advice.assurance == .selfDeclared ? words.scopeSelfDeclared : words.scopeThirdParty
                ),
                closed: advice.isOpen ? nil : Self.open(rules, check.day),
                fee: Self.fee(advice.fee, words, language)
            )
        }
        category = check.category.map { language.say($0.name) }
        guard check.outcome == .inScope, let rule = check.category, !rule.recommendedLevels.isEmpty else { return }
        let levels = rule.recommendedLevels.map(\.code).joined(separator: language == .en ? ", " : "、")
        advised = PageView.Scope.Reason(
            says: rule.recommendation.map(language.say) ?? levels,
            origin: PageView.Origin(rule.provenance, rules, claims)
        )
    }

    private static func open(_ rules: Rules, _ day: Day) -> String {
        let open = StarLevel.allCases.filter { rules.isOpen($0, on: day) }.map(\.code)
        return open.isEmpty ? "–" : open.joined(separator: ", ")
    }

    private static func fee(_ fee: FeeAnswer, _ words: ScopeWords, _ language: Language) -> String {
        guard case .amount(let yen, _) = fee else { return Phrase.plain(words.scopeFeeUnknown) }
        let amount = grouped(yen)
        return language == .en ? "¥\(amount)" : "\(amount)円"
    }
}
