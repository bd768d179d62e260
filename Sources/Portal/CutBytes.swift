/// An answer as its own bytes and the numbers of the pieces it has in common with others.
///
/// Of a scan page some nine tenths stand on the shelf, so a cache of given size holds many times the pages.
struct CutBytes: Sendable {
    /// One piece and how many own bytes stand before it, counted from the seam before: four bytes for each.
    struct Seam: Sendable {
        let before: UInt16
        let piece: UInt16

        /// A longer run of own bytes takes several seams with the empty piece.
        static func append(_ before: Int, _ piece: UInt16, to seams: inout [Seam]) {
            var rest = before
            while rest > Int(UInt16.max) {
                seams.append(Seam(before: .max, piece: PieceShelf.empty))
                rest -= Int(UInt16.max)
            }
            seams.append(Seam(before: UInt16(rest), piece: piece))
        }
    }

    let own: [UInt8]
    let seams: [Seam]
    /// Bytes of the whole.
    let length: Int
    let shelf: PieceShelf

    /// Bytes that have nothing in common with others.
    init(whole: [UInt8], shelf: PieceShelf) {
        self.init(own: whole, seams: [], length: whole.count, shelf: shelf)
    }

    init(own: [UInt8], seams: [Seam], length: Int, shelf: PieceShelf) {
        self.own = own
        self.seams = seams
        self.length = length
        self.shelf = shelf
    }

    /// The whole answer in one piece.
    var joined: [UInt8] {
        let pieces = shelf.pieces
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        var start = 0
        for seam in seams {
            let end = start + Int(seam.before)
            bytes.append(contentsOf: own[start..<end])
            pieces.withBytes(of: seam.piece) { bytes.append(contentsOf: $0) }
            start = end
        }
        bytes.append(contentsOf: own[start...])
        return bytes
    }
}
