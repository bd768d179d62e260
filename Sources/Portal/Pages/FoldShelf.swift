import NIOCore
import Synchronization

/// Folds of a page that many pages have alike, by what they follow from. Bounded.
final class FoldShelf: Sendable {
    private static let bound = 256

    private let pieces = Mutex<[String: ByteBuffer]>([:])

    func piece(_ key: String) -> ByteBuffer? {
        pieces.withLock { $0[key] }
    }

    /// False where the shelf is full.
    func keep(_ piece: ByteBuffer, _ key: String) -> Bool {
        pieces.withLock { pieces in
            guard pieces.count < Self.bound else { return false }
            pieces[key] = piece
            return true
        }
    }
}
