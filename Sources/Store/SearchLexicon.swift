import Registry

/// Synonyms as search sees them: folded, cut into runs.
struct SearchLexicon: Sendable {
    /// Words that stand for one another; each is its runs.
    struct Group: Hashable, Sendable {
        var words: [[[UInt32]]]
    }

    private let rows: [(provenance: Provenance, group: Group)]

    init(_ synonyms: SearchSynonyms) {
        rows = synonyms.groups.map { group in
            let words = group.words.map(SearchWords.runs(in:)).filter { !$0.isEmpty }
            return (group.provenance, Group(words: words))
        }
    }

    /// The groups in force on a day.
    func groups(on day: Day) -> [Group] { rows.filter { $0.provenance.isInForce(on: day) }.map(\.group) }
}

/// What a document must hold: some run of it, or one that ends so.
struct SearchPiece: Hashable, Sendable {
    var run: [UInt32]
    /// True where a run of the document must end with it; a single letter of a synonym would be found everywhere else.
    var isEnd = false
}

/// A question being taken apart: known words become choices, what is left between them stays.
struct SearchReading {
    private let runs: [[UInt32]]
    private let groups: [SearchLexicon.Group]
    /// Of each clause a document must meet one piece.
    private(set) var clauses: [[SearchPiece]] = []

    init(_ runs: [[UInt32]], _ groups: [SearchLexicon.Group]) {
        self.runs = runs
        self.groups = groups
        var (run, offset) = (0, 0)
        // Where what is left begins.
        var start = 0
        while run < runs.count {
            guard offset < runs[run].count else {
                rest(runs[run][start...])
                (run, offset, start) = (run + 1, 0, 0)
                continue
            }
            guard let found = longest(at: run, offset) else {
                offset += 1
                continue
            }
            rest(runs[run][start..<offset])
            add(found)
            run += found.word.count - 1
            offset = found.word.count == 1 ? offset + found.word[0].count : found.word.last?.count ?? 0
            start = offset
        }
    }

    private typealias Found = (group: SearchLexicon.Group, word: [[UInt32]])

    private func longest(at run: Int, _ offset: Int) -> Found? {
        var best: Found?
        var length = 0
        for group in groups {
            for word in group.words where stands(word, run, offset) {
                let own = word.reduce(0) { $0 + $1.count }
                if own > length { (best, length) = ((group, word), own) }
            }
        }
        return best
    }

    /// Whether a word stands at a place. One letter is a word only where it stands alone.
    private func stands(_ word: [[UInt32]], _ run: Int, _ offset: Int) -> Bool {
        let here = runs[run][offset...]
        if isCut(runs[run], at: offset) { return false }
        guard word.count > 1 else {
            if word[0].count == 1 { return offset == 0 && here.elementsEqual(word[0]) }
            return here.starts(with: word[0]) && !isCut(runs[run], at: offset + word[0].count)
        }
        guard run + word.count <= runs.count, here.elementsEqual(word[0]) else { return false }
        let last = runs[run + word.count - 1]
        let inner = zip(runs[(run + 1)...], word[1..<(word.count - 1)])
        return inner.allSatisfy { $0 == $1 } && last.starts(with: word[word.count - 1])
            && !isCut(last, at: word[word.count - 1].count)
    }

    /// Whether a place lies within Latin letters and digits: a model number holds no words.
    private func isCut(_ run: [UInt32], at place: Int) -> Bool {
        place > 0 && place < run.count && run[place].isLatin && run[place - 1].isLatin
    }

    /// What is left beside a word; the long-vowel mark that the word lost in folding is none of it.
    private mutating func rest(_ scalars: ArraySlice<UInt32>) {
        let rest = scalars.startIndex == 0 ? scalars : scalars.drop { $0 == 0x30FC }
        if !rest.isEmpty { clauses.append([SearchPiece(run: Array(rest))]) }
    }

    /// One of the group's words must be met. A word of several runs asks for each of them, so the choice is spread over
    /// several clauses: each run with every other word.
    private mutating func add(_ found: Found) {
        var choices: [[SearchPiece]] = [[]]
        for word in found.group.words {
            let pieces = word.enumerated().map { index, run in
                let isTyped = word == found.word && word.count == 1
                return SearchPiece(
                    run: run,
                    isEnd: !isTyped && (index + 1 < word.count || word.count == 1 && run.count == 1)
                )
            }
            choices = choices.flatMap { choice in
                pieces.map { choice.contains($0) ? choice : choice + [$0] }
            }
        }
        clauses += choices
    }
}

extension UInt32 {
    /// An ASCII letter or digit, folded.
    fileprivate var isLatin: Bool { (0x30...0x39).contains(self) || (0x61...0x7A).contains(self) }
}
