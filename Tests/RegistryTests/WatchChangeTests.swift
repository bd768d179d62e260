import Registry
import TestSupport
import Testing

@Suite("what a watcher is told of a label, as a pure function")
struct WatchChangeTests {
    static let ladder = LadderPlanTests.ladder

    private static func state(
        _ standing: Standing,
        _ end: String? = "2027-05-20",
        isListed: Bool = true,
        outcomes: [Int: CheckResult.Outcome] = [:]
    ) -> WatchedState {
        WatchedState(isListed: isListed, standing: standing, heldUntil: end.map(day), outcomes: outcomes)
    }

    private static func changes(
        _ told: WatchedState?,
        _ now: WatchedState?,
        from: String = "2027-01-10",
        to: String = "2027-01-11"
    ) -> [WatchChange] {
        WatchDifference(told, on: day(from), now, today: day(to), ladder).changes
    }

    @Test("the table of what differs, written by hand")
    func table() {
        let valid = Self.state(.valid)
        #expect(Self.changes(valid, valid) == [])
        #expect(Self.changes(nil, valid) == [.entered])
        #expect(Self.changes(nil, nil) == [] && Self.changes(valid, nil) == [])
        let other = Self.state(.valid, isListed: false)
        #expect(Self.changes(other, valid) == [.entered] && Self.changes(valid, other) == [.left])
        #expect(Self.changes(other, Self.state(.revoked, isListed: false)) == [])
        #expect(Self.changes(valid, Self.state(.revoked, isListed: false)) == [.left, .standing(.revoked)])
        for standing in Standing.allCases where standing != .valid {
            #expect(Self.changes(valid, Self.state(standing)) == [.standing(standing)])
        }
        let extended = Self.state(.valid, "2029-05-20")
        #expect(Self.changes(valid, extended) == [.end(day("2029-05-20"))])
        #expect(Self.changes(Self.state(.grace), extended) == [.standing(.valid), .end(day("2029-05-20"))])
        #expect(Self.changes(valid, Self.state(.withdrawn, nil)) == [.standing(.withdrawn)])
        let passed = Self.state(.valid, outcomes: [3: .pass, 9: .review])
        #expect(
            Self.changes(passed, Self.state(.valid, outcomes: [3: .fail, 9: .review]))
                == [.outcome(line: 3, was: .pass, is: .fail)]
        )
        #expect(Self.changes(valid, passed) == [])
    }

    @Test("an end that comes near is told by the last milestone reached, and by none that lies behind")
    func near() {
        let valid = Self.state(.valid)
        func near(_ from: String, _ to: String) -> [WatchChange] { Self.changes(valid, valid, from: from, to: to) }
        // 90 days before is 2027-02-19, 60 is 2027-03-21.
        #expect(near("2027-02-17", "2027-02-18") == [])
        #expect(near("2027-02-18", "2027-02-19") == [.near(.before(90))])
        #expect(near("2027-02-19", "2027-02-20") == [])
        #expect(near("2027-02-18", "2027-03-21") == [.near(.before(60))])
        #expect(near("2027-02-18", "2027-05-20") == [.near(.before(1))])
        // A clock that went back brings nothing near.
        #expect(near("2036-01-01", "2027-02-19") == [])
        let grace = Self.state(.grace)
        #expect(Self.changes(grace, grace, from: "2027-02-18", to: "2027-02-19") == [])
        // What comes after the end is the standing.
        #expect(Self.ladder.nearing == [180, 90, 60, 30, 14, 7, 1].map { .before($0) })
    }

    /// A life of a label: on each day what it is.
    private static func life(_ random: inout Seeded) -> [WatchedState] {
        var state = WatchedState(isListed: true, standing: .valid, heldUntil: day("2026-06-01"))
        return (0..<400).map { number in
            let today = day("2026-01-01") + number
            if Int.random(in: 0..<60, using: &random) == 0 {
                state.heldUntil = today + Int.random(in: 0...500, using: &random)
                state.standing = .valid
            }
            if Int.random(in: 0..<90, using: &random) == 0 { state.isListed.toggle() }
            if Int.random(in: 0..<150, using: &random) == 0 {
                state.standing = [Standing.revoked, .withdrawn].randomElement(using: &random) ?? .revoked
            }
            if state.standing == .valid, let end = state.heldUntil, end < today { state.standing = .lapsed }
            return state
        }
    }

    /// What a watcher knows who believes every letter: an oracle that knows nothing of how differences are made.
    private struct Reader {
        var isListed: Bool
        var standing: Standing
        var heldUntil: Day?

        mutating func believe(_ changes: [WatchChange], _ now: WatchedState) {
            for change in changes {
                switch change {
                // A label that comes in is told with what it is.
                case .entered: (isListed, standing, heldUntil) = (true, now.standing, now.heldUntil)
                case .left: isListed = false
                case .standing(let word): standing = word
                case .end(let day): heldUntil = day
                case .near, .outcome: break
                }
            }
        }
    }

    @Test(
        "however seldom somebody is told, they know what is; nothing is told twice, and no milestone early",
        arguments: 1...40
    )
    func oracle(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        let life = Self.life(&random)
        let start = day("2026-01-01")
        var reader = Reader(isListed: true, standing: life[0].standing, heldUntil: life[0].heldUntil)
        var last = 0
        var told: Set<String> = []
        while last < life.count - 1 {
            let next = min(life.count - 1, last + Int.random(in: 1...40, using: &random))
            let (was, now) = (life[last], life[next])
            let changes = WatchDifference(was, on: start + last, now, today: start + next, Self.ladder).changes
            reader.believe(changes, now)
            #expect(reader.isListed == now.isListed, "\(seed) \(next)")
            if now.isListed {
                #expect(reader.standing == now.standing, "\(seed) \(next)")
                #expect(now.heldUntil == nil || reader.heldUntil == now.heldUntil, "\(seed) \(next)")
            }
            if was == now { #expect(changes.allSatisfy { if case .near = $0 { true } else { false } }) }
            for case .near(let milestone) in changes {
                guard let end = now.heldUntil, let shift = milestone.shift else { continue }
                #expect(end + shift <= start + next && end + shift > start + last, "\(seed) \(next)")
                // The nearest of those that were reached.
                let days = end.days(since: start + next)
                #expect(Self.ladder.daysBefore.filter { $0 >= days }.min() == -shift, "\(seed) \(next)")
                #expect(told.insert("\(end) \(milestone.word) \(last)").inserted)
            }
            #expect(Set(changes).count == changes.count)
            // Told of it, there is nothing left to tell.
            #expect(WatchDifference(now, on: start + next, now, today: start + next, Self.ladder).changes == [])
            last = next
        }
    }

    @Test("a clock that went ahead and came back tells nothing a second time", arguments: 1...20)
    func jumps(_ seed: Int) {
        var random = Seeded(UInt64(1000 + seed))
        let life = Self.life(&random)
        let start = day("2026-01-01")
        let ahead = Int.random(in: 100..<400, using: &random)
        let back = Int.random(in: 0..<100, using: &random)
        // What was told at the day ahead stands; nothing was recorded meanwhile, so coming up to it again says nothing.
        let told = life[ahead]
        let again = WatchDifference(told, on: start + ahead, told, today: start + back, Self.ladder).changes
        #expect(again == [])
    }
}
