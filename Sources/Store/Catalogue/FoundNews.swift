import Registry

/// Where the newest things that happened to followed labels are found: enough of them that the newest are among them.
struct FoundNews {
    enum Happening: Hashable {
        /// Every event of the registration that this revision recorded.
        case revision(Int64)
        case ending(days: Int, Day)
        case lapsed(Day)
    }

    private(set) var byRegistration: [Int64: [Happening]] = [:]

    /// Events read at a time.
    private static let batch = 1000

    private static let own = Statement(
        "SELECT DISTINCT revision FROM event WHERE registration_id = ?1 ORDER BY revision DESC LIMIT ?2"
    )
    private static let newest = Statement(
        """
        SELECT DISTINCT revision, registration_id FROM event WHERE revision <= ?1
        ORDER BY revision DESC, registration_id DESC LIMIT ?2
        """
    )
    private static let before = Statement(
        """
        SELECT DISTINCT revision, registration_id FROM event WHERE (revision, registration_id) < (?1, ?2)
        ORDER BY revision DESC, registration_id DESC LIMIT ?3
        """
    )

    /// - Parameter endingDays: how many days before the last one it is news that a label ends.
    init(_ follow: ListFollow, endingDays: [Int], limit: Int, oneByOne: Int, _ db: any Transaction) throws {
        let revisions = Revisions(db: db)
        var ids: [UInt32] = []
        // By day, newest first.
        var passed = FirstKeys(limit: limit)
        let today = follow.plan.view.day
        var known: [Int32: Int64] = [:]
        try follow.each { id, part, local in
            ids.append(id)
            let end = part.heldUntil[local]
            guard end != CatalogueRow.noDay else { return }
            for (day, days) in Self.passed(end, follow.standing(part, local), endingDays, today: today) {
                let key = Self.key(day: day, id: id, days: days)
                guard passed.takes(key) else { continue }
                let start = Day(number: day).start
                let revision = try known[day] ?? revisions.last(until: start)
                known[day] = revision
                // Nobody could be told of a label that was not yet recorded.
                if Int64(follow.firstRevision(of: id)) <= revision { passed.offer(key) }
            }
        }
        for key in passed.sorted {
            let (day, id, days) = Self.parts(key)
            let end = Day(number: day) + days
            let happening: Happening = days < 0 ? .lapsed(end) : .ending(days: days, end)
            byRegistration[Int64(id), default: []].append(happening)
        }
        let recorded =
            ids.count <= oneByOne
            ? try Self.few(ids, limit: limit, db)
            : try Self.many(ids, until: Int64(follow.plan.view.revision), limit: limit, db)
        for (revision, id) in recorded { byRegistration[id, default: []].append(.revision(revision)) }
    }

    /// The days on which an end came near or passed, each with how many days were left; fewer than none where it passed.
    private static func passed(
        _ end: Int32,
        _ standing: Standing,
        _ endingDays: [Int],
        today: Int32
    ) -> [(day: Int32, days: Int)] {
        let first = today - Int32(RegistryStore.newsDays)
        switch standing {
        case .lapsed: return end + 1 >= first && end < today ? [(end + 1, -1)] : []
        case .valid:
            return endingDays.compactMap { days in
                let day = end - Int32(clamping: days)
                return day >= first && day <= today ? (day, days) : nil
            }
        default: return []
        }
    }

    private static func few(
        _ ids: [UInt32],
        limit: Int,
        _ db: any Transaction
    ) throws -> [(revision: Int64, id: Int64)] {
        var found: [(revision: Int64, id: Int64)] = []
        for id in ids {
            let asked: [Value] = [.integer(Int64(id)), .integer(Int64(limit))]
            found += try db.all(own, asked) { ($0.integer(0), Int64(id)) }
        }
        return Array(found.sorted { $0 > $1 }.prefix(limit))
    }

    private static func many(
        _ ids: [UInt32],
        until revision: Int64,
        limit: Int,
        _ db: any Transaction
    ) throws -> [(revision: Int64, id: Int64)] {
        var found: [(revision: Int64, id: Int64)] = []
        let most = Value.integer(Int64(batch))
        var page = try db.all(newest, [.integer(revision), most]) { (revision: $0.integer(0), id: $0.integer(1)) }
        while let last = page.last {
            found += page.filter { ids.holds(UInt32(clamping: $0.id)) }
            if found.count >= limit { break }
            page = try db.all(before, [.integer(last.revision), .integer(last.id), most]) {
                (revision: $0.integer(0), id: $0.integer(1))
            }
        }
        return Array(found.prefix(limit))
    }

    /// The later the day, the smaller; of one day the later registration first.
    private static func key(day: Int32, id: UInt32, days: Int) -> UInt128 {
        UInt128(~(UInt32(bitPattern: day) ^ 0x8000_0000)) << 64 | UInt128(~id) << 32
            | UInt128(UInt32(bitPattern: Int32(clamping: days)))
    }

    private static func parts(_ key: UInt128) -> (day: Int32, id: UInt32, days: Int) {
        (
            Int32(bitPattern: ~UInt32(truncatingIfNeeded: key >> 64) ^ 0x8000_0000),
            ~UInt32(truncatingIfNeeded: key >> 32), Int(Int32(bitPattern: UInt32(truncatingIfNeeded: key)))
        )
    }
}

extension [UInt32] {
    /// Whether an ascending list has the number.
    fileprivate func holds(_ number: UInt32) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
