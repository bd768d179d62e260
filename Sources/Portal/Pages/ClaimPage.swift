import Registry

/// What the page of the claim linter is about: a question, and its reading or its refusal.
struct ClaimPage: Sendable {
    var text: String
    var state: String
    var rules: Rules
    var language: Language
    var reading: ClaimReading?
    var refusal: Refusal?

    init(text: String, state: String, rules: Rules, language: Language) {
        self.text = text
        self.state = state
        self.rules = rules
        self.language = language
    }
}

extension Pages {
    /// The claim linter: its form, and what it found. `keepsQuestion` is false for answers to a posted form.
    func claims(_ page: ClaimPage, keepsQuestion: Bool) -> [UInt8] {
        let view = PageView.Claims(page)
        let encoded = PagePath.encoded(page.text)
        var keeping: String? = keepsQuestion ? "" : nil
        if keepsQuestion, page.reading != nil {
            let state = page.state.isEmpty ? "" : "state=" + PagePath.encoded(page.state) + "&"
            keeping = "text=" + encoded + "&" + state
        }
        let isHidden = page.reading != nil || page.refusal != nil
        return self.page(.claims, view, page.language, keeping: keeping, isHidden: isHidden)
    }
}

extension PageView {
    /// Where a row of the rules comes from, for people.
    struct Origin {
        struct Source {
            var title: String
            var href: String?
        }

        var confidence: String
        var sources: [Source]

        init(_ provenance: Provenance, _ rules: Rules, _ words: ClaimWords) {
            confidence = Phrase.plain(words.word(provenance.confidence))
            sources = provenance.sources.flatMap { id -> [Source] in
                guard let source = rules.sources.first(where: { $0.id == id }) else { return [] }
                let links = source.addresses.filter { $0.hasPrefix("https://") }
                guard let first = links.first else { return [Source(title: source.title)] }
                return [Source(title: source.title, href: first)]
            }
        }
    }

    struct Claims {
        struct Choice {
            var value: String
            var label: String
            var isChosen: Bool
        }

        struct Piece {
            var text: String
            var isTouched: Bool
        }

        struct Rule {
            var verdict: String
            var kind: String
            var says: String
            /// Empty where the row is not about words of the sentence.
            var touches: [String]
            /// What the state decided, where it did.
            var byState: String?
            var origin: Origin
        }

        var text: String
        var states: [Choice]
        var refusal: String?
        var isRead: Bool
        var pieces: [Piece]
        var isQuiet: Bool
        var findings: [Rule]
        var stateRule: Rule?
        var others: [Rule]

        init(_ page: ClaimPage) {
            let words = ClaimWords.words(page.language)
            let isEnglish = page.language == .en
            func row(_ rule: ClaimRule, _ verdict: ClaimReading.Verdict?) -> Rule {
                Rule(
                    verdict: Phrase.plain(verdict.map { words.word($0) } ?? words.word(rule.verdict)),
                    kind: verdict?.rawValue ?? rule.verdict?.rawValue ?? "unknown",
                    says: page.language.say(rule.wording),
                    touches: [],
                    origin: Origin(rule.provenance, page.rules, words)
                )
            }
            text = page.text
            states = page.rules.claims.filter { $0.kind == .matrix && !$0.states.isEmpty }.map { row in
                Choice(
                    value: row.states[0],
                    label: page.language.say(row.wording),
                    isChosen: row.states.contains(page.state)
                )
            }
            refusal = page.refusal.map { isEnglish ? $0.reason : $0.reasonJA ?? $0.reason }
            let reading = page.reading
            isRead = reading != nil
            pieces = reading.map(Self.pieces) ?? []
            findings = (reading?.findings ?? []).map { finding in
                var rule = row(finding.rule, finding.verdict)
                rule.touches = finding.touches.map(\.words)
                rule.byState = finding.decidedBy.map { page.language.say($0.wording) }
                return rule
            }
            isQuiet = reading?.findings.isEmpty ?? false
            stateRule = reading?.stateRule.map { row($0, nil) }
            others = ((reading?.always ?? []) + (reading?.unread ?? [])).map { row($0, nil) }
        }

        /// The sentence cut where words are marked; marks of several rules run together.
        private static func pieces(_ reading: ClaimReading) -> [Piece] {
            let scalars = Array(reading.text.unicodeScalars)
            var marked = [Bool](repeating: false, count: scalars.count)
            for touch in reading.findings.flatMap(\.touches) {
                for place in touch.range { marked[place] = true }
            }
            var pieces: [Piece] = []
            for (scalar, isTouched) in zip(scalars, marked) {
                if let last = pieces.last, last.isTouched == isTouched {
                    pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
                } else {
                    pieces.append(Piece(text: String(scalar), isTouched: isTouched))
                }
            }
            return pieces
        }
    }
}
