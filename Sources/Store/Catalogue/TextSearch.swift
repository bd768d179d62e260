import Registry

/// Answers which registrations a text finds, from what its words found before as far as that is kept.
///
/// A common word is asked for again and again beside rare ones, and costs the full-text index more than all of them, so
/// what a word finds is kept by itself once it was asked for twice.
struct TextSearch: Sendable {
    /// A text with the words that stood for one another when it was asked.
    struct Key: Hashable, Sendable {
        var text: String
        var groups: [SearchLexicon.Group]
    }

    /// One word of a question, with those that may stand for it.
    typealias Clause = [SearchPiece]

    /// What is to be asked of the database for a text, and what is known already.
    struct Errand: Sendable {
        var key: Key
        var mark: RevisionMark
        /// Ids of words that are kept.
        var known: [[UInt32]] = []
        /// Asked for one by one, to be kept.
        var single: [Clause] = []
        /// Asked for at once.
        var together: [Clause] = []
    }

    private var texts = FoundShelf<Key, TextHits>(mostBytes: 32 << 20)
    private var words = FoundShelf<Clause, [UInt32]>(mostBytes: 32 << 20)
    /// Words that were asked for once.
    private var seen: Set<Clause> = []
    private static let mostSeen = 8192

    mutating func found(_ key: Key, at mark: RevisionMark) -> TextHits? { texts.found(key, at: mark) }

    mutating func errand(_ key: Key, at mark: RevisionMark) -> Errand {
        var errand = Errand(key: key, mark: mark)
        var clauses: [Clause] = []
        for clause in SearchWords.clauses(key.text, key.groups) where !clauses.contains(clause) {
            clauses.append(clause)
        }
        for clause in clauses {
            if let ids = words.found(clause, at: mark) {
                errand.known.append(ids)
            } else if seen.contains(clause) {
                errand.single.append(clause)
            } else {
                errand.together.append(clause)
            }
        }
        if seen.count > Self.mostSeen { seen = [] }
        seen.formUnion(errand.together)
        if errand.together.count == 1, clauses.count > 1 {
            errand.single += errand.together
            errand.together = []
        }
        return errand
    }

    mutating func keep(_ hits: TextHits, _ read: [(clause: Clause, ids: [UInt32])], for errand: Errand) {
        texts.keep(hits, errand.key, bytes: hits.bytes, at: errand.mark)
        for word in read {
            let bytes = word.ids.count * 4 + word.clause.reduce(200) { $0 + $1.run.count * 4 + 40 }
            words.keep(word.ids, word.clause, bytes: bytes, at: errand.mark)
        }
    }
}

extension [[UInt32]] {
    /// What is in every one of some ascending lists.
    var common: [UInt32] {
        let sorted = sorted { $0.count < $1.count }
        guard var left = sorted.first else { return [] }
        for list in sorted.dropFirst() where !left.isEmpty {
            var from = 0
            left = list.withUnsafeBufferPointer { list in
                left.filter { id in
                    // Steps that double, then halves: the lists may be of very different lengths.
                    var step = 1
                    var to = from
                    while to < list.count, list[to] < id {
                        from = to
                        to += step
                        step *= 2
                    }
                    to = Swift.min(to, list.count)
                    while from < to {
                        let middle = (from + to) / 2
                        if list[middle] < id { from = middle + 1 } else { to = middle }
                    }
                    return from < list.count && list[from] == id
                }
            }
        }
        return left
    }
}
