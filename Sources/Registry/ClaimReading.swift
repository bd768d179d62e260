/// What the rules known here say of a maker's sentence.
///
/// Finding nothing is no permission: conditions exist whose text is not known, and words can be turned in more ways
/// than a table of phrases holds.
package struct ClaimReading: Hashable, Sendable {
    /// What the rules say of the words touched.
    package enum Verdict: String, CaseIterable, Hashable, Sendable {
        case forbidden
        case needsProvisionalNumber
        case permitted
        case unknown
    }

    /// Words of the sentence that touch a rule, as the sender wrote them.
    package struct Touch: Hashable, Sendable {
        /// Counted in Unicode scalars (code points) of the text, from 0.
        package var range: Range<Int>
        /// As they stand in the text.
        package var words: String
    }

    /// One rule the sentence touches.
    package struct Finding: Hashable, Sendable {
        /// What is touched.
        package var rule: ClaimRule
        /// By the rule, or by the state where the rule leaves it to that.
        package var verdict: Verdict
        /// The row of the state that decided, where the rule leaves it to the state.
        package var decidedBy: ClaimRule?
        /// At least one, in the order of the text.
        package var touches: [Touch]
    }

    /// The most Unicode scalars a sentence may have.
    package static let longest = 2000

    /// As it was sent.
    package var text: String
    /// The word of the state as asked; nil where none was named.
    package var state: String?
    /// What is known for that state.
    package var stateRule: ClaimRule?
    /// In the order of their first words.
    package var findings: [Finding]
    /// Rules that hold for every wording.
    package var always: [ClaimRule]
    /// Rules that exist but whose content is not known.
    package var unread: [ClaimRule]

    /// Reads a sentence against the rules.
    ///
    /// - Parameter state: a word of `Rules.claimStates`.
    /// - Throws: `malformed` for no text, more than `longest` scalars, or a state nobody knows.
    package init(_ text: String, state: String? = nil, rules: Rules) throws(Refusal) {
        guard !text.trimmedBlanks.isEmpty else {
            throw Refusal(
                .malformed,
                "There is no sentence to read",
                ja: "確かめる文がありません",
                field: "text",
                code: "emptyClaim"
            )
        }
        guard text.unicodeScalars.count <= Self.longest else {
            throw Refusal(
                .malformed,
                "A sentence has at most \(Self.longest) characters; this one has \(text.unicodeScalars.count)",
                ja: "文は\(Self.longest)文字までです（入力は\(text.unicodeScalars.count)文字）",
                field: "text",
                code: "claimTooLong"
            )
        }
        let stateRule = state.flatMap { state in rules.claims.first { $0.kind == .matrix && $0.states.contains(state) }
        }
        if let state, stateRule == nil {
            let known = rules.claimStates.joined(separator: ", ")
            throw Refusal(
                .malformed,
                "There is no state \"\(state.prefix(40))\"; known are: \(known)",
                ja: "「\(state.prefix(40))」という状態はありません。使えるのは \(known) です",
                field: "state",
                code: "unknownState"
            )
        }
        self.text = text
        self.state = state
        self.stateRule = stateRule
        let folded = ClaimText(text)
        let negations = rules.claims.filter { $0.kind == .negation }.flatMap(\.unless)
        let own = rules.claims.filter { $0.kind == .rule }
        findings = own.compactMap { rule in
            let touches = Self.touches(of: rule, in: folded, negations, text)
            guard !touches.isEmpty else { return nil }
            let deciding = rule.isByState ? stateRule : nil
            return Finding(
                rule: rule,
                verdict: Verdict((deciding ?? rule).verdict),
                decidedBy: deciding,
                touches: touches
            )
        }.sorted { ($0.touches.first?.range.lowerBound ?? 0) < ($1.touches.first?.range.lowerBound ?? 0) }
        always = own.filter { $0.verdict == .applies || $0.verdict == .consequence }
        unread = own.filter { $0.verdict == nil && $0.phrases.isEmpty }
    }

    /// Where the rule is touched and not taken back; of places that overlap, the first and longest.
    private static func touches(
        of rule: ClaimRule,
        in folded: ClaimText,
        _ negations: [ClaimPhrase],
        _ text: String
    ) -> [Touch] {
        let exceptions = rule.unless + negations
        var places = rule.phrases.flatMap { folded.places(of: $0) }.filter { place in
            !exceptions.contains { folded.excuses($0, place) }
        }
        // What reaches over a comma says less than what it contains.
        let whole = places.filter { !folded.hasPause($0) }
        places.removeAll { place in
            folded.hasPause(place)
                && whole.contains { place.lowerBound <= $0.lowerBound && $0.upperBound <= place.upperBound }
        }
        places.sort { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
        let scalars = Array(text.unicodeScalars)
        var touches: [Touch] = []
        for place in places {
            let range = folded.written(place)
            guard touches.last.map({ $0.range.upperBound <= range.lowerBound }) ?? true else { continue }
            var words = String.UnicodeScalarView()
            words.append(contentsOf: scalars[range])
            touches.append(Touch(range: range, words: String(words)))
        }
        return touches
    }
}

extension ClaimReading.Verdict {
    fileprivate init(_ verdict: ClaimRule.Verdict?) {
        switch verdict {
        case .forbidden: self = .forbidden
        case .permitted: self = .permitted
        case .needsProvisionalNumber: self = .needsProvisionalNumber
        case .applies, .consequence, nil: self = .unknown
        }
    }
}

extension Rules {
    /// The words that name a state of application or label, in the order of the data.
    package var claimStates: [String] { claims.filter { $0.kind == .matrix }.flatMap(\.states) }
}
