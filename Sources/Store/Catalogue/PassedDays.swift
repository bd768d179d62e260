import Registry

/// The newest days on which ends came near or passed, of labels that the registry knew by then.
struct PassedDays {
    /// A label whose lapse may have been decided later than its periods say.
    struct Open {
        var id: UInt32
        var heldUntil: Int32
        /// The revision that says what it is today.
        var recorded: UInt32
    }

    private let follow: ListFollow
    private let revisions: Revisions
    /// The last day, today, and the first that counts.
    private let today: Int32
    private let first: Int32
    /// By day, newest first.
    private var kept: FirstKeys
    private var open: [Open] = []
    /// By day: the last revision at its start.
    private var known: [Int32: Int64] = [:]

    init(_ follow: ListFollow, limit: Int, _ db: any Transaction) {
        self.follow = follow
        revisions = Revisions(db: db)
        today = follow.plan.view.day
        first = today - Int32(RegistryStore.newsDays)
        kept = FirstKeys(limit: limit)
    }

    /// A label that is valid, so many days before its end.
    mutating func offer(_ days: Int, before end: Int32, of id: UInt32) throws {
        try offer(day: Int32(clamping: Int(end) - days), id, end)
    }

    /// A label that has lapsed.
    mutating func offerLapse(_ end: Int32, of id: UInt32) throws {
        guard end < today, let lapse = follow.lapse(of: id) else { return }
        let start = max(lapse.from, end + 1)
        // An extension that was refused after the end takes its grace back to the end: the day it was refused stands in
        // the label's events alone, and is no later than what says so was recorded.
        if lapse.hadGrace, Int64(lapse.recorded) > (try revision(at: first)),
            Int64(lapse.recorded) > (try revision(at: start))
        {
            open.append(Open(id: id, heldUntil: end, recorded: lapse.recorded))
        } else {
            try offer(day: start, id, end)
        }
    }

    /// Everything found, once the labels are through.
    ///
    /// - Parameter lapsed: since when a label has lapsed, by its events; asked only where it may be among the newest.
    mutating func found(
        lapsed: (UInt32) throws -> Day?
    ) throws -> [(id: UInt32, happening: FoundNews.Happening)] {
        // A day's revisions lie above the last one before the day.
        var (day, before) = (today, Int64.max)
        for label in open.sorted(by: { ($0.recorded, $0.id) > ($1.recorded, $1.id) }) {
            if Int64(label.recorded) <= before {
                guard let mark = try revisions.facts(of: Int64(label.recorded))?.mark else { continue }
                day = mark.recordedAt.day.number
                before = try revisions.last(until: Day(number: day).start + -1)
            }
            guard kept.takes(Self.key(day: day, id: .max, days: 0)) else { break }
            guard kept.takes(Self.key(day: day, id: label.id, days: 0)), let since = try lapsed(label.id)
            else { continue }
            try offer(day: max(since.number, label.heldUntil + 1), label.id, label.heldUntil)
        }
        return kept.sorted.map { key in
            let (day, id, days) = Self.parts(key)
            let (on, end) = (Day(number: day), Day(number: day) + days)
            return (id, days < 0 ? .lapsed(end, on: on) : .ending(days: days, end))
        }
    }

    private mutating func offer(day: Int32, _ id: UInt32, _ end: Int32) throws {
        guard day >= first, day <= today else { return }
        let key = Self.key(day: day, id: id, days: end - day)
        // Nobody could be told of a label that was not yet recorded.
        guard kept.takes(key), Int64(follow.firstRevision(of: id)) <= (try revision(at: day)) else { return }
        kept.offer(key)
    }

    private mutating func revision(at day: Int32) throws -> Int64 {
        if let revision = known[day] { return revision }
        let revision = try revisions.last(until: Day(number: day).start)
        known[day] = revision
        return revision
    }

    /// The later the day, the smaller; of one day the later registration first. The days that are left to the end come
    /// last; fewer than none where it passed.
    private static func key(day: Int32, id: UInt32, days: Int32) -> UInt128 {
        UInt128(~(UInt32(bitPattern: day) ^ 0x8000_0000)) << 64 | UInt128(~id) << 32
            | UInt128(UInt32(bitPattern: days))
    }

    private static func parts(_ key: UInt128) -> (day: Int32, id: UInt32, days: Int) {
        (
            Int32(bitPattern: ~UInt32(truncatingIfNeeded: key >> 64) ^ 0x8000_0000),
            ~UInt32(truncatingIfNeeded: key >> 32), Int(Int32(bitPattern: UInt32(truncatingIfNeeded: key)))
        )
    }
}
