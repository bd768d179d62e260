/// Words that touch a rule, in a small language of its own (Docs/scheme-data.md): text; `(a|b|)` for choices, one of
/// which may be empty; `…` for up to 40 characters of the same clause; and, in `unless`, `@` for the words touched.
///
/// Text is compared folded: width, case, kana and the hyphen family make no difference.
package struct ClaimPhrase: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        /// One of these, the longest first; text alone is one choice.
        case choice([[Unicode.Scalar]])
        case gap
    }

    /// The most characters a gap passes over.
    static let gapLength = 40

    /// As written in the data.
    package let text: String
    /// What stands before the words touched; all of it where there is no `@`.
    let before: [Part]
    /// What stands after them; nil where there is no `@`.
    let after: [Part]?

    /// Reads a phrase.
    ///
    /// - Parameter isException: whether `@` may stand in it, once.
    /// - Throws: `malformed` for brackets that do not pair, gaps or bars that stand alone, and phrases without text.
    package init(_ text: String, isException: Bool = false) throws(Refusal) {
        self.text = text
        var sides: [[Part]] = [[]]
        var run: [Unicode.Scalar] = []
        var choices: [[Unicode.Scalar]]?
        func close() {
            if !run.isEmpty { sides[sides.count - 1].append(.choice([ClaimText.folded(run)])) }
            run = []
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(" where choices == nil:
                close()
                choices = []
            case "|" where choices != nil, ")" where choices != nil:
                choices?.append(ClaimText.folded(run))
                run = []
                if scalar == ")", let all = choices {
                    sides[sides.count - 1].append(.choice(all.sorted { $0.count > $1.count }))
                    choices = nil
                }
            case "…" where choices == nil:
                close()
                sides[sides.count - 1].append(.gap)
            case "@" where isException && choices == nil && sides.count == 1:
                close()
                sides.append([])
            case "(", ")", "|", "…", "@":
                throw Refusal(.malformed, "\"\(scalar)\" cannot stand there in \"\(text)\"", code: "malformedPhrase")
            default: run.append(scalar)
            }
        }
        close()
        guard choices == nil else {
            throw Refusal(.malformed, "A bracket is not closed in \"\(text)\"", code: "malformedPhrase")
        }
        let hasText = sides.joined().contains { part in
            if case .choice(let all) = part { all.contains { !$0.isEmpty } } else { false }
        }
        guard hasText, sides.count == 2 || sides[0].first != .gap && sides[0].last != .gap else {
            throw Refusal(.malformed, "\"\(text)\" has no text at its ends", code: "malformedPhrase")
        }
        before = sides[0]
        after = sides.count == 2 ? sides[1] : nil
    }
}
