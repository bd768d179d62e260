import Registry
import Synchronization

/// Organisations by the keys of their names, for the office's box.
///
/// Rows of organisations are never changed, so only those that were added since are read.
final class OrganisationIndex: Sendable {
    private struct Entry {
        var key: String
        var id: Int64
    }

    private struct State {
        var last: Int64 = 0
        /// In the order of their keys.
        var entries: [Entry] = []
    }

    private let state = Mutex(State())

    private static let added = Statement("SELECT id, name_ja, name_en FROM organisation WHERE id > ?1 ORDER BY id")

    /// The organisations of which a name begins with a text, legal forms aside; at most `limit`.
    func ids(beginning name: String, limit: Int, _ db: any Transaction) throws -> [Int64] {
        let key = MakerName.key(name)
        guard !key.isEmpty else { return [] }
        let last = state.withLock { $0.last }
        var more: [Entry] = []
        try db.rows(Self.added, [.integer(last)]) { row in
            let keys = Set([row.text(1), row.text(2)].map { MakerName.key($0) }.filter { !$0.isEmpty })
            more += keys.map { Entry(key: $0, id: row.integer(0)) }
        }
        return state.withLock { [more] state in
            let new = more.filter { $0.id > state.last }
            if let newest = new.map(\.id).max() {
                state.last = newest
                state.entries = (state.entries + new).sorted { ($0.key, $0.id) < ($1.key, $1.id) }
            }
            var (low, high) = (0, state.entries.count)
            while low < high {
                let middle = (low + high) / 2
                if state.entries[middle].key < key { low = middle + 1 } else { high = middle }
            }
            var found: [Int64] = []
            for entry in state.entries[low...] {
                guard entry.key.hasPrefix(key), found.count < limit else { break }
                if !found.contains(entry.id) { found.append(entry.id) }
            }
            return found
        }
    }
}
