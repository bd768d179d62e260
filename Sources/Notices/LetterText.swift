import Mustache
package import Registry

/// What a letter says, before it has a form: the text and the HTML part are both made of it, so they say the same.
package struct LetterText: Hashable, Sendable {
    /// A piece of a letter.
    package enum Part: Hashable, Sendable {
        case paragraph(String)
        /// An address to open, and what opening it does.
        case link(address: String, label: String)
        /// Things in their order, each with its address.
        case list([Entry])
    }

    /// One thing of a list.
    package struct Entry: Hashable, Sendable {
        /// One line.
        package var words: String
        /// Where it is told of.
        package var address: String
        /// What stands out before the words; may be empty.
        package var lead = ""
    }

    /// One line.
    package var subject: String
    /// In the order they are read.
    package var parts: [Part]
    /// What it is written in.
    package var language: Letter.Language
    /// Where one press stops letters like this one, without a page in between (RFC 8058); nil for those that must reach their
    /// reader. It stands in a header and not in the text, which people hand on.
    package var stopAddress: String?
}

/// Who sends, in the letter's language.
package struct LetterSender: Hashable, Sendable {
    /// The operator, in Japanese; may be empty where the other is not.
    package var nameJA: String
    /// The operator, in English.
    package var nameEN: String
    /// The portal's address without a slash at its end.
    package var site: String
    /// Only an official operator's letters leave out that the registry is not.
    package var isOfficial: Bool

    package init(nameJA: String, nameEN: String, site: String, isOfficial: Bool) {
        self.nameJA = nameJA
        self.nameEN = nameEN
        self.site = site
        self.isOfficial = isOfficial
    }

    func name(_ language: Letter.Language) -> String {
        switch language {
        case .ja: nameJA.isEmpty ? nameEN : nameJA
        case .en: nameEN.isEmpty ? nameJA : nameEN
        }
    }
}

/// The letters of every kind and language; parsed once.
package struct LetterForms: Sendable {
    private struct Form: Sendable {
        var subject: MustacheTemplate
        var parts: [Piece]
    }

    private enum Piece: Sendable {
        case paragraph(MustacheTemplate)
        case link(address: MustacheTemplate, label: MustacheTemplate)
        /// Filled in once for each entry of the letter.
        case entry(address: MustacheTemplate, words: MustacheTemplate, lead: MustacheTemplate)
    }

    private struct Key: Hashable {
        var kind: Letter.Kind
        var language: Letter.Language
    }

    private let forms: [Key: Form]
    private let sender: LetterSender

    /// Parses the forms; throws where one does not parse.
    package init(_ sender: LetterSender) throws {
        self.sender = sender
        var forms: [Key: Form] = [:]
        for kind in Letter.Kind.allCases {
            for language in Letter.Language.allCases {
                forms[Key(kind: kind, language: language)] = try Self.form(LetterSource.text(kind, language))
            }
        }
        self.forms = forms
    }

    /// The first line is the subject; paragraphs stand apart by an empty line; one that begins with `> ` is a link: its
    /// address, a blank, its label; one that begins with `* ` is the same for each of the letter's entries, and what
    /// stands before ` | ` in it is its lead. It is cut before values come in, so that no value can become a line of its
    /// own.
    private static func form(_ source: String) throws -> Form {
        var paragraphs = source.split(separator: "\n\n").map { String($0.replacing("\n", with: " ")) }
        let subject = try template(paragraphs.isEmpty ? "" : paragraphs.removeFirst())
        let parts = try paragraphs.map { paragraph -> Piece in
            guard paragraph.hasPrefix("> ") || paragraph.hasPrefix("* "),
                let blank = paragraph.dropFirst(2).firstIndex(of: " ")
            else { return .paragraph(try template(paragraph)) }
            let address = try template(String(paragraph[..<blank].dropFirst(2)))
            let text = paragraph[blank...].dropFirst()
            if paragraph.hasPrefix("> ") { return .link(address: address, label: try template(String(text))) }
            let cut = text.firstRange(of: " | ")
            let lead = cut.map { String(text[..<$0.lowerBound]) } ?? ""
            let words = cut.map { String(text[$0.upperBound...]) } ?? String(text)
            return .entry(address: address, words: try template(words), lead: try template(lead))
        }
        return Form(subject: subject, parts: parts)
    }

    private static func template(_ text: String) throws -> MustacheTemplate {
        // Values are told as they are; the HTML part escapes whole paragraphs.
        try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
    }

    /// What a letter says. The places `operator` and `site` are filled in for every letter.
    ///
    /// - Parameters:
    ///   - secret: fills the place `secret` of letters whose link carries one.
    ///   - stop: the token of the link that stops letters like it.
    package func text(_ letter: Letter, secret: String? = nil, stop: String? = nil) -> LetterText {
        guard let form = forms[Key(kind: letter.kind, language: letter.language)] else {
            return LetterText(subject: "", parts: [], language: letter.language)
        }
        var values = letter.facts
        values["operator"] = sender.name(letter.language)
        values["site"] = sender.site
        values["secret"] = secret ?? ""
        var parts: [LetterText.Part] = form.parts.compactMap { piece in
            switch piece {
            case .paragraph(let words): return .paragraph(words.render(values))
            case .link(let address, let label):
                return .link(address: address.render(values), label: label.render(values))
            case .entry(let address, let words, let lead):
                // A list of nothing is left out.
                guard !letter.entries.isEmpty else { return nil }
                return .list(
                    letter.entries.map { entry in
                        let own = values.merging(entry) { _, own in own }
                        return LetterText.Entry(
                            words: words.render(own),
                            address: address.render(own),
                            lead: lead.render(own)
                        )
                    }
                )
            }
        }
        let isOptional = letter.facts[Letter.optionalFact] != nil
        if isOptional { parts.append(.paragraph(LetterSource.choice(letter.language))) }
        parts.append(.paragraph(LetterSource.closing(sender, letter.language)))
        return LetterText(
            subject: form.subject.render(values).trimmedBlanks,
            parts: parts,
            language: letter.language,
            stopAddress: stopAddress(letter, secret: secret, stop: stop)
        )
    }

    /// A watch is stopped by its own secret, a topic of an account by the letter's token.
    private func stopAddress(_ letter: Letter, secret: String?, stop: String?) -> String? {
        if letter.kind.isStoppedByLink { return secret.map { "\(sender.site)/watches/\($0)" } }
        guard letter.facts[Letter.optionalFact] != nil else { return nil }
        return stop.map { "\(sender.site)/stop/\($0)" + (letter.language == .en ? "?lang=en" : "") }
    }
}
