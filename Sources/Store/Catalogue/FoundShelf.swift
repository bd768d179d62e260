import Registry

/// What was found, kept until the registry changes: what was asked for last, within a bound of bytes.
struct FoundShelf<Key: Hashable & Sendable, Found: Sendable>: Sendable {
    private struct Kept {
        var found: Found
        var bytes: Int
        var asked: Int
    }

    private let mostBytes: Int
    private var kept: [Key: Kept] = [:]
    private var bytes = 0
    private var asked = 0
    private var mark: RevisionMark?

    init(mostBytes: Int) {
        self.mostBytes = mostBytes
    }

    /// What is kept for this state of the registry.
    mutating func found(_ key: Key, at mark: RevisionMark) -> Found? {
        guard self.mark == mark else { return nil }
        asked += 1
        kept[key]?.asked = asked
        return kept[key]?.found
    }

    /// Keeps what was found; the half that was not asked for longest makes room.
    mutating func keep(_ found: Found, _ key: Key, bytes size: Int, at mark: RevisionMark) {
        if self.mark != mark {
            self = FoundShelf(mostBytes: mostBytes)
            self.mark = mark
        }
        guard size <= mostBytes / 4 else { return }
        bytes += size - (kept[key]?.bytes ?? 0)
        asked += 1
        kept[key] = Kept(found: found, bytes: size, asked: asked)
        guard bytes > mostBytes else { return }
        for (key, old) in kept.sorted(by: { $0.value.asked < $1.value.asked }) {
            kept[key] = nil
            bytes -= old.bytes
            if bytes <= mostBytes / 2 { return }
        }
    }
}
