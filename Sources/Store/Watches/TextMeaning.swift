import Registry

/// A text of a query as one registration is held against it, without the engine's index: the index knows what a label
/// is called now, and a watch also asks what it was called before.
///
/// It finds what `TextHits` finds: words in the text of a label, the beginnings of models and numbers, GTINs and codes.
struct TextMeaning: Sendable {
    private let clauses: [[SearchPiece]]
    private let near: String
    private let gtin: String?
    private let number: String?
    private let code: LabelCode?

    init(_ text: String, _ groups: [SearchLexicon.Group], keys: LabelKeys) {
        clauses = SearchWords.clauses(text, groups)
        near = text.nearKey
        gtin = (try? GTIN(text))?.text
        number = (try? RegistrationNumber(text))?.text
        if case .code(let read) = LabelCode.read(text), keys.knows(read) { code = read } else { code = nil }
    }

    /// Whether the text finds the registration as it is known.
    func finds(_ registration: Registration) -> Bool {
        if let code, registration.code == code { return true }
        if let number, registration.number.text.utf8.starts(with: number.utf8) { return true }
        return findsModel(registration) || findsWords(registration)
    }

    private func findsModel(_ registration: Registration) -> Bool {
        // Models of a provisional registration are not public.
        guard !registration.isProvisional else { return false }
        let isLong = near.unicodeScalars.count >= 2
        return registration.models.contains { model in
            guard model.span.to == .far else { return false }
            return isLong && model.number.nearKey.utf8.starts(with: near.utf8) || gtin.map { $0 == model.gtin } ?? false
        }
    }

    private func findsWords(_ registration: Registration) -> Bool {
        guard !clauses.isEmpty else { return false }
        let runs = registration.searchTexts.flatMap(SearchWords.runs(in:))
        return clauses.allSatisfy { pieces in pieces.contains { piece in runs.contains { piece.meets($0) } } }
    }
}

extension SearchPiece {
    /// Whether a run of a document holds the piece, or ends with it where it must.
    fileprivate func meets(_ other: [UInt32]) -> Bool {
        guard run.count <= other.count else { return false }
        if isEnd { return other.suffix(run.count).elementsEqual(run) }
        return (0...(other.count - run.count)).contains { other[$0...].starts(with: run) }
    }
}
