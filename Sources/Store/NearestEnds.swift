import Registry

/// The last days nearest to a day, so many at most: those to come before those that passed. Memory is bounded, whatever
/// is offered.
struct NearestEnds {
    private struct Entry {
        /// Days from today; behind every day to come where it passed.
        var rank: UInt64
        var end: Int32
        var id: UInt32
    }

    private let today: Int32
    private let most: Int
    private var entries: [Entry] = []
    /// How many were offered.
    private(set) var total = 0

    init(to today: Day, most: Int) {
        (self.today, self.most) = (today.number, most)
    }

    mutating func offer(_ end: Int32, of id: UInt32) {
        total += 1
        let distance = Int64(end) - Int64(today)
        let rank = distance >= 0 ? UInt64(distance) : (UInt64(1) << 33) + UInt64(-distance)
        entries.append(Entry(rank: rank, end: end, id: id))
        if entries.count >= most * 2 + 1000 { cut() }
    }

    /// Whose they are, by last day.
    var ids: [UInt32] {
        var copy = self
        copy.cut()
        return copy.entries.sorted { ($0.end, $0.id) < ($1.end, $1.id) }.map(\.id)
    }

    private mutating func cut() {
        guard entries.count > most else { return }
        entries.sort { ($0.rank, $0.id) < ($1.rank, $1.id) }
        entries.removeSubrange(most...)
    }
}
