import Registry

/// What was found, kept until the registry changes: what was asked for last, within a bound of bytes.
///
/// Two generations: when the younger is full the older goes at once, and what is asked for again comes back to the
/// younger. Making room costs nothing while somebody waits.
struct FoundShelf<Key: Hashable & Sendable, Found: Sendable>: Sendable {
    private struct Kept {
        var found: Found
        var bytes: Int
    }

    private let mostBytes: Int
    private var young: [Key: Kept] = [:]
    private var old: [Key: Kept] = [:]
    private var bytes = 0
    private var mark: RevisionMark?

    init(mostBytes: Int) {
        self.mostBytes = mostBytes
    }

    /// What is kept for this state of the registry.
    mutating func found(_ key: Key, at mark: RevisionMark) -> Found? {
        guard self.mark == mark else { return nil }
        if let kept = young[key] { return kept.found }
        guard let kept = old.removeValue(forKey: key) else { return nil }
        put(kept, key)
        return kept.found
    }

    mutating func keep(_ found: Found, _ key: Key, bytes size: Int, at mark: RevisionMark) {
        if self.mark != mark {
            (young, old, bytes) = ([:], [:], 0)
            self.mark = mark
        }
        guard size <= mostBytes / 4 else { return }
        put(Kept(found: found, bytes: size), key)
    }

    private mutating func put(_ kept: Kept, _ key: Key) {
        if bytes + kept.bytes > mostBytes / 2 { (young, old, bytes) = ([:], young, 0) }
        bytes += kept.bytes - (young[key]?.bytes ?? 0)
        young[key] = kept
    }
}
