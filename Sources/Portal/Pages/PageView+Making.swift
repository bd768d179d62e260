import Registry

extension PageView.Miss {
    /// The longest input shown again, in characters.
    static let shownLimit = 100

    init(_ kind: Miss, input: String, language: Language) {
        let shown = String(input.prefix(Self.shownLimit))
        encoded = PagePath.encoded(shown)
        switch kind {
        case .unknownNumber(let editions):
            unknown = Unknown(
                input: shown,
                editions: editions.map { Listed(source: $0.source, day: PageView.DayText($0.day, language)) }
            )
        case .wrongCharacter(let position, let character):
            let (before, after) = Self.split(shown, at: position)
            malformed = Malformed(before: before, mark: String(character), after: after)
            malformed?.wrongCharacter = WrongCharacter(position: position, wrong: String(character))
        case .mistyped(let suggestion, let position):
            malformed = Malformed(before: shown, after: "")
            malformed?.isMistyped = true
            if let suggestion, let position {
                let (start, end) = Self.split(suggestion.text, at: position)
                let mark = suggestion.text.dropFirst(position - 1).first.map { String($0) }
                malformed?.suggestion = Suggestion(
                    code: suggestion.text,
                    position: position,
                    start: start,
                    mark: mark,
                    end: end
                )
            }
        case .wrongLength(let count):
            malformed = Malformed(before: shown, after: "")
            malformed?.wrongLength = Length(count: count)
        case .invalid(let reason):
            malformed = Malformed(before: shown, after: "")
            malformed?.isInvalid = true
            malformed?.reason = reason.isEmpty ? nil : reason
        }
    }

    /// What stands before and after a position that is counted from 1 without blanks and hyphens.
    private static func split(_ text: String, at position: Int) -> (before: String, after: String) {
        var count = 0
        for index in text.indices where text[index] != " " && text[index] != "-" {
            count += 1
            guard count == position else { continue }
            return (String(text[..<index]), String(text[text.index(after: index)...]))
        }
        return (text, "")
    }
}

extension PageView.Candidates.Row {
    init(_ candidate: Candidate, _ face: PageFace, _ language: Language) {
        let isEnglish = language == .en
        let (own, other) =
            isEnglish
            ? (candidate.productNameEN, candidate.productNameJA) : (candidate.productNameJA, candidate.productNameEN)
        let (maker, otherMaker) =
            isEnglish
            ? (candidate.manufacturerNameEN, candidate.manufacturerNameJA)
            : (candidate.manufacturerNameJA, candidate.manufacturerNameEN)
        href = PagePath.label(candidate.number) + "?lang=" + language.rawValue
        name = own.isEmpty ? (other.isEmpty ? nil : other) : own
        nameLanguage = own.isEmpty && !other.isEmpty ? (isEnglish ? "ja" : "en") : nil
        standing = candidate.standing.rawValue
        status = face.standings[candidate.standing] ?? candidate.standing.rawValue
        match = Phrase.plain(face.words.word(candidate.match))
        model = candidate.model
        level = candidate.level.code
        assurance = Phrase.plain(candidate.assurance == .selfDeclared ? face.words.declared : face.words.assessed)
        self.maker = maker.isEmpty ? otherMaker : maker
        number = candidate.number.text
    }
}

extension PageWords {
    func word(_ match: Candidate.Match) -> String {
        switch match {
        case .code: matchCode
        case .registrationNumber: matchNumber
        case .gtin: matchGTIN
        case .exactModel: matchExactModel
        case .equalModel: matchEqualModel
        case .nearModel: matchNearModel
        case .productName: matchProduct
        case .manufacturerOnly: matchManufacturer
        }
    }

    func word(_ kind: DoubtDraft.Kind) -> String {
        switch kind {
        case .differentProduct: doubtKindProduct
        case .oddLabel: doubtKindLabel
        case .wrongStanding: doubtKindStatus
        case .other: doubtKindOther
        }
    }
}

extension PageView.DoubtForm {
    init(_ draft: DoubtDraft, _ faults: [DoubtDraft.Fault], _ words: PageWords) {
        switch draft.subject {
        case .code(let code):
            field = "code"
            subject = code
        case .number(let number):
            field = "number"
            subject = number
        }
        name = draft.productName.isEmpty ? nil : draft.productName
        key = draft.key
        text = draft.text
        contact = draft.contact
        kinds = DoubtDraft.Kind.allCases.enumerated().map { index, kind in
            Kind(
                id: "k\(index + 1)",
                value: kind.rawValue,
                label: Phrase.plain(words.word(kind)),
                isChosen: draft.kind == kind
            )
        }
        hasFaults = !faults.isEmpty
        kindFault = faults.contains(.kindMissing) ? Phrase.plain(words.faultKind) : nil
        textFault =
            faults.contains(.textMissing)
            ? Phrase.plain(words.faultText)
            : faults.contains(.textTooLong) ? Phrase.plain(words.faultTextLong) : nil
        contactFault = faults.contains(.contactMalformed) ? Phrase.plain(words.faultContact) : nil
    }
}
