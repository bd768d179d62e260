import Synchronization

/// The stretches that many answers have in common, each kept once and known by a number. Bounded; nothing leaves it.
///
/// What is on it follows from our own words, the scheme's data and the days that are said, never from what a visitor
/// sends, so it fills to a few hundred kilobytes and then stays.
final class PieceShelf: Sendable {
    /// The number of the piece without bytes.
    static let empty: UInt16 = 0
    /// A number costs four bytes in an answer; what is shorter is no gain.
    static let shortest = 8

    private let shelved = Mutex(Index())
    private let pens = Mutex<[Pen]>([])
    private static let penBound = 8
    private static let penRoom = 64 << 10

    /// A pen, perhaps one used before.
    func pen() -> Pen {
        pens.withLock { $0.popLast() } ?? Pen(capacity: 16 << 10)
    }

    /// What a pen wrote, without what stands on the shelf; the pen is put back.
    func cut(_ pen: consuming Pen, adds: Bool = true) -> CutBytes {
        var pen = pen
        let cut = pen.cut(self, adds: adds)
        // One that wrote something huge is let go with its memory.
        if pen.room <= Self.penRoom {
            pen.clear()
            pens.withLock { [pen] in if $0.count < Self.penBound { $0.append(pen) } }
        }
        return cut
    }

    /// What is on the shelf now, to read without holding it.
    var pieces: Pieces { shelved.withLock { $0.pieces } }
    /// The same with the ways to find it.
    var index: Index { shelved.withLock { $0 } }

    /// The number of a new piece; nil where it has no place on the shelf.
    func put(_ piece: UnsafeRawBufferPointer) -> UInt16? {
        shelved.withLock { $0.number(of: piece) ?? $0.put(piece) }
    }

    /// The same for a piece that follows from a name alone.
    func put(_ piece: [UInt8], named name: String) -> UInt16? {
        guard let number = piece.withUnsafeBytes({ put($0) }) else { return nil }
        shelved.withLock { $0.name(number, name) }
        return number
    }

    /// The pieces themselves, by number.
    struct Pieces: Sendable {
        /// All pieces one after another.
        fileprivate var bytes: [UInt8] = []
        /// Where each begins; one more than there are pieces.
        fileprivate var starts: [Int32] = [0, 0]

        var size: Int { bytes.count }

        func length(of piece: UInt16) -> Int {
            Int(starts[Int(piece) + 1] - starts[Int(piece)])
        }

        @inline(__always)
        func withBytes<Result>(of piece: UInt16, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
            let range = Int(starts[Int(piece)])..<Int(starts[Int(piece) + 1])
            return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
    }

    /// The pieces and how they are found.
    struct Index: Sendable {
        private static let countBound = 16_384
        private static let byteBound = 4 << 20

        fileprivate(set) var pieces = Pieces()
        /// By digest of the bytes. Of two pieces with one digest the second stays off the shelf.
        private var numbers: [UInt64: UInt16] = [:]
        private var named: [String: UInt16] = [:]

        /// The number of these bytes; nil where they are not on the shelf.
        func number(of piece: UnsafeRawBufferPointer) -> UInt16? {
            guard piece.count >= PieceShelf.shortest, let known = numbers[Self.digest(piece)] else { return nil }
            return pieces.withBytes(of: known) { Self.areEqual($0, piece) } ? known : nil
        }

        /// A piece that follows from a name alone.
        func number(named name: String) -> UInt16? { named[name] }

        fileprivate mutating func put(_ piece: UnsafeRawBufferPointer) -> UInt16? {
            let digest = Self.digest(piece)
            guard piece.count >= PieceShelf.shortest, numbers[digest] == nil, pieces.starts.count <= Self.countBound,
                pieces.bytes.count + piece.count <= Self.byteBound
            else { return nil }
            let number = UInt16(pieces.starts.count - 1)
            pieces.bytes.append(contentsOf: piece)
            pieces.starts.append(Int32(pieces.bytes.count))
            numbers[digest] = number
            return number
        }

        fileprivate mutating func name(_ number: UInt16, _ name: String) {
            named[name] = number
        }

        /// Eight bytes a step. It need not withstand anybody: no piece comes from outside, and equality is proven.
        private static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
            var digest = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
            var at = 0
            while at + 8 <= bytes.count {
                digest = (digest ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
                digest ^= digest >> 32
                at += 8
            }
            while at < bytes.count {
                digest = (digest ^ UInt64(bytes[at])) &* 0xD6E8_FEB8_6659_FD93
                digest ^= digest >> 32
                at += 1
            }
            return digest
        }

        private static func areEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
            guard one.count == other.count else { return false }
            var at = 0
            while at + 8 <= one.count {
                let (left, right) = (
                    one.loadUnaligned(fromByteOffset: at, as: UInt64.self),
                    other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                )
                guard left == right else { return false }
                at += 8
            }
            return one[at...].elementsEqual(other[at...])
        }
    }
}
