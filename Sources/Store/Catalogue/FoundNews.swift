import Registry

/// Where the newest things that happened to followed labels are found: enough of them that the newest are among them.
struct FoundNews {
    enum Happening: Hashable {
        /// Every event of the registration that this revision recorded.
        case revision(Int64)
        case ending(days: Int, Day)
        /// Since the other day.
        case lapsed(Day, on: Day)
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

    /// - Parameters:
    ///   - endingDays: how many days before the last one it is news that a label ends.
    ///   - lapsed: since when a label has lapsed, by its events.
    init(
        _ follow: ListFollow,
        endingDays: [Int],
        limit: Int,
        oneByOne: Int,
        _ db: any Transaction,
        lapsed: (Int64) throws -> Day?
    ) throws {
        var ids: [UInt32] = []
        var passed = PassedDays(follow, limit: limit, db)
        try follow.each { id, part, local in
            ids.append(id)
            let end = part.heldUntil[local]
            guard end != CatalogueRow.noDay else { return }
            switch follow.standing(part, local) {
            case .valid: for days in endingDays { try passed.offer(days, before: end, of: id) }
            case .lapsed: try passed.offerLapse(end, of: id)
            default: break
            }
        }
        for (id, happening) in try passed.found(lapsed: { try lapsed(Int64($0)) }) {
            byRegistration[Int64(id), default: []].append(happening)
        }
        let recorded =
            ids.count <= oneByOne
            ? try Self.few(ids, limit: limit, db)
            : try Self.many(ids, until: Int64(follow.plan.view.revision), limit: limit, db)
        for (revision, id) in recorded { byRegistration[id, default: []].append(.revision(revision)) }
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
