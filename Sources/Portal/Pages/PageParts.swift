package import NIOCore

/// A page as its own bytes and the pieces that every page of its kind shares.
///
/// Shared pieces (the style sheet, the folds that follow from the level alone) are over half of a page; a cache that
/// keeps references to them holds more than twice the pages.
package struct PageParts: Sendable {
    /// What is said on this page alone.
    package private(set) var own: [UInt8]
    /// A shared piece, and how many of the page's own bytes stand before it; in order.
    package private(set) var shared: [(after: Int, piece: ByteBuffer)]

    init(own: [UInt8], shared: [(after: Int, piece: ByteBuffer)]) {
        self.own = own
        self.shared = shared
    }

    /// The whole page in one piece.
    package var joined: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(own.count + shared.reduce(0) { $0 + $1.piece.readableBytes })
        var start = 0
        for seam in shared {
            bytes.append(contentsOf: own[start..<seam.after])
            bytes.append(contentsOf: seam.piece.readableBytesView)
            start = seam.after
        }
        bytes.append(contentsOf: own[start...])
        return bytes
    }
}
