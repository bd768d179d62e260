import Registry

/// Writes an answer and remembers which stretches of it other answers have alike: markup and words of ours, days.
///
/// What is remembered costs nothing in the answer itself; `cut` uses it to keep such a stretch once for all.
struct Pen {
    /// A stretch of `bytes`, or an empty one where a piece of the shelf stands.
    private struct Common {
        var start: Int
        var end: Int
        /// Set where the piece is known already.
        var piece: UInt16?
        /// Whether what follows directly may join it.
        var isOpen: Bool
    }

    private(set) var bytes: [UInt8] = []
    private var common: [Common] = []
    // Filled by `cut`; kept with the pen, so that answers which stay in memory do not lie between what is let go.
    private var own: [UInt8] = []
    private var seams: [CutBytes.Seam] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Ready for another answer, with its memory.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        common.removeAll(keepingCapacity: true)
    }

    /// The pen itself, so that its memory has one owner and need not be copied.
    mutating func handOver() -> Pen {
        let pen = self
        self = Pen(capacity: 0)
        return pen
    }

    /// Bytes of memory it holds on to.
    var room: Int { bytes.capacity }

    /// Fixed markup of our own; never a value from outside.
    @inline(__always)
    mutating func markup(_ text: StaticString) { put { $0.markup(text) } }

    /// A piece that was escaped when it was cut.
    @inline(__always)
    mutating func piece(_ piece: [UInt8]) { put { $0.append(contentsOf: piece) } }

    /// One byte of the form's own, such as a bracket.
    @inline(__always)
    mutating func sign(_ byte: UInt8) { put { $0.append(byte) } }

    /// What is this answer's own, as `write` puts it.
    @inline(__always)
    mutating func raw(_ write: (inout [UInt8]) -> Void) {
        write(&bytes)
    }

    /// A value that many answers have alike though it is no words of ours: kept apart from what stands beside it.
    @inline(__always)
    mutating func frequent(_ write: (inout [UInt8]) -> Void) { put(isOpen: false, write) }

    /// A piece of the shelf in this place.
    mutating func share(_ piece: UInt16) {
        common.append(Common(start: bytes.count, end: bytes.count, piece: piece, isOpen: false))
    }

    /// Writes a stretch that other answers may have alike; one that is open joins the open one before it.
    @inline(__always)
    private mutating func put(isOpen: Bool = true, _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        if isOpen, let last = common.indices.last, common[last].isOpen, common[last].end == start {
            common[last].end = bytes.count
        } else {
            common.append(Common(start: start, end: bytes.count, isOpen: isOpen))
        }
    }

    /// Takes back everything after a place and gives it: for what is to become a piece of the shelf.
    mutating func take(from start: Int) -> [UInt8] {
        let taken = Array(bytes[start...])
        bytes.removeSubrange(start...)
        while let last = common.last, last.end > start {
            common.removeLast()
            // What had begun before stays.
            if last.start < start { common.append(Common(start: last.start, end: start, isOpen: true)) }
        }
        return taken
    }

    /// The answer without what stands on the shelf, in arrays of just its size.
    ///
    /// - Parameter adds: whether what is new is put there; not for answers in which a visitor chose what is said.
    mutating func cut(_ shelf: PieceShelf, adds: Bool = true) -> CutBytes {
        let index = shelf.index
        own.removeAll(keepingCapacity: true)
        seams.removeAll(keepingCapacity: true)
        var length = bytes.count
        var start = 0
        var seamed = 0
        for stretch in common {
            let number: UInt16
            if let piece = stretch.piece {
                number = piece
                length += index.pieces.length(of: piece)
            } else {
                // A short stretch is no gain, and asking for it would take the lock each time.
                guard stretch.end - stretch.start >= PieceShelf.shortest else { continue }
                let known = bytes.withUnsafeBytes { all in
                    let piece = UnsafeRawBufferPointer(rebasing: all[stretch.start..<stretch.end])
                    return index.number(of: piece) ?? (adds ? shelf.put(piece) : nil)
                }
                guard let known else { continue }
                number = known
            }
            own.append(contentsOf: bytes[start..<stretch.start])
            CutBytes.Seam.append(own.count - seamed, number, to: &seams)
            seamed = own.count
            start = stretch.end
        }
        own.append(contentsOf: bytes[start...])
        // Copied from bare memory: an array made from another, or from all of its slice, would share its room.
        return CutBytes(
            own: own.withUnsafeBufferPointer { Array($0) },
            seams: seams.withUnsafeBufferPointer { Array($0) },
            length: length,
            shelf: shelf
        )
    }
}

extension Pen {
    /// Text from outside, escaped.
    @inline(__always)
    mutating func text(_ text: String) { raw { $0.text(text) } }

    @inline(__always)
    mutating func appendEncoded(_ text: String) { raw { $0.appendEncoded(text) } }

    @inline(__always)
    mutating func number(_ value: Int) { raw { $0.number(value) } }

    mutating func isoDay(_ day: Day) { raw { $0.isoDay(day) } }

    mutating func day(_ day: Day, _ language: Language) { frequent { $0.day(day, language) } }

    mutating func moment(_ moment: Moment, _ language: Language) { raw { $0.moment(moment, language) } }

    /// Opens a fold; its content ends with `</div></details>`.
    mutating func fold(_ title: [UInt8]) {
        markup("<details><summary><h3>")
        piece(title)
        markup("</h3></summary><div>")
    }

    /// Appends a phrase; `fill` writes each slot, already escaped by the methods it uses.
    @inline(__always)
    mutating func phrase(_ phrase: Phrase, _ fill: (Int, inout Pen) -> Void) {
        piece(phrase.head)
        for (slot, tail) in phrase.rest {
            fill(slot, &self)
            piece(tail)
        }
    }
}
