import Registry
import Synchronization

/// Manufacturers by the keys of their names, as checks compare them.
///
/// Rows of manufacturers are never changed, so only those that were added since are read. Checks compare everything they
/// find again: a key too many does no harm.
final class MakerIndex: Sendable {
    private struct State {
        var last: Int64 = 0
        var ids: [String: [Int64]] = [:]
    }

    private let state = Mutex(State())

    private static let added = Statement(
        """
        SELECT id, name_ja, name_en, name_kana, brands, corporate_number FROM manufacturer WHERE id > ?1 ORDER BY id
        """
    )

    /// The manufacturers that go by a key.
    func ids(of key: String, _ db: any Transaction) throws -> [Int64] {
        let last = state.withLock { $0.last }
        var more: [(id: Int64, keys: Set<String>)] = []
        try db.rows(Self.added, [.integer(last)]) { row in
            let names = [row.text(1), row.text(2), row.text(3), row.text(5)] + row.lines(4)
            more.append((row.integer(0), Set(names.map { MakerName.key($0) }.filter { !$0.isEmpty })))
        }
        return state.withLock { [more] state in
            for maker in more where maker.id > state.last {
                state.last = maker.id
                for key in maker.keys { state.ids[key, default: []].append(maker.id) }
            }
            return state.ids[key] ?? []
        }
    }
}
