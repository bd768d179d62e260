import Registry
import TestSupport
import Testing

@Suite("the ladder as a pure function")
struct LadderPlanTests {
    static let ladder = Ladder(
        daysBefore: [180, 90, 60, 30, 14, 7, 1],
        daysAfter: [1],
        atGraceEnd: true,
        renewalOpensDaysBefore: 180
    )

    @Test(
        "milestones are words that read back",
        arguments: [
            (Milestone.before(180), "before180"), (.before(1), "before1"), (.before(0), "before0"),
            (.after(1), "after1"),
            (.graceEnd, "graceEnd"),
        ]
    )
    func words(_ milestone: Milestone, _ word: String) {
        #expect(milestone.word == word)
        #expect(Milestone(word: word) == milestone)
    }

    @Test(
        "what is no milestone is none",
        arguments: ["", "before", "before01", "before-1", "after+1", "graceend", "Before1", "before1 ", "after1x"]
    )
    func noWord(_ word: String) {
        #expect(Milestone(word: word) == nil)
    }

    @Test(
        "a label lapses with its end, or when an extension is refused after it, or from the record where that was announced"
    )
    func lapse() throws {
        var history = try LabelHistory.issued("2025-05-21", until: "2027-05-20")
        func lapsed(_ text: String) -> String? { history.registration.lapsed(by: day(text))?.text }
        #expect(lapsed("2027-05-20") == nil && lapsed("2027-05-21") == "2027-05-21")
        try history.perform(.fileExtension, on: "2027-05-01")
        #expect(lapsed("2027-07-01") == nil)
        for (effective, recorded, since) in [
            ("2027-05-10", "2027-05-10", "2027-05-21"), ("2027-06-10", "2027-06-10", "2027-06-10"),
            ("2027-06-01", "2027-06-10", "2027-06-01"), ("2027-06-20", "2027-06-10", "2027-06-10"),
        ] {
            var refused = history
            try refused.perform(.refuseExtension, on: effective, now: recorded, isAnnounced: true)
            refused.registration.events[2].recordedAt = noon(recorded)
            #expect(refused.registration.lapsed(by: day("2027-07-01"))?.text == since, "\(effective) \(recorded)")
        }
    }

    /// Written by hand for a label that holds through 2027-05-20.
    struct Row: Sendable {
        var today: String
        var settled: [String] = []
        var due: String?
        var overtaken: [String] = []
        var next: String?
        var isPending = false
        var graceUntil: String?
        var isEnded = false
        var began = "2025-01-01"
    }

    static let rows: [Row] = [
        // 180 days before is 2026-11-21.
        Row(today: "2026-11-20", due: nil, next: "2026-11-21"),
        Row(today: "2026-11-21", due: "before180", next: "2027-02-19"),
        Row(today: "2026-11-21", settled: ["before180"], due: nil, next: "2027-02-19"),
        Row(today: "2027-02-18", settled: ["before180"], due: nil, next: "2027-02-19"),
        Row(today: "2027-02-19", settled: ["before180"], due: "before90", next: "2027-03-21"),
        Row(today: "2027-04-20", settled: ["before180", "before90", "before60"], due: "before30", next: "2027-05-06"),
        Row(
            today: "2027-05-19",
            settled: ["before180", "before90", "before60", "before30", "before14", "before7"],
            due: "before1",
            next: "2027-05-21"
        ),
        Row(
            today: "2027-05-20",
            settled: ["before180", "before90", "before60", "before30", "before14", "before7", "before1"],
            due: nil,
            next: "2027-05-21"
        ),
        Row(
            today: "2027-05-21",
            settled: ["before180", "before90", "before60", "before30", "before14", "before7", "before1"],
            due: "after1",
            next: nil
        ),
        // Stood still for some weeks: one notice, the others overtaken.
        Row(
            today: "2027-04-25",
            settled: ["before180"],
            due: "before30",
            overtaken: ["before90", "before60"],
            next: "2027-05-06"
        ),
        Row(
            today: "2028-01-01",
            settled: ["before180", "before90"],
            due: "after1",
            overtaken: ["before60", "before30", "before14", "before7", "before1"],
            next: nil
        ),
        // Recorded late in its run.
        Row(
            today: "2027-05-10",
            due: "before14",
            overtaken: ["before180", "before90", "before60", "before30"],
            next: "2027-05-13"
        ),
        // A clock that was ahead settled what lies ahead.
        Row(
            today: "2027-03-01",
            settled: ["before180", "before30"],
            due: nil,
            overtaken: ["before90"],
            next: "2027-03-21"
        ),
        // Filed: nothing but the end of grace.
        Row(today: "2027-05-19", due: nil, next: nil, isPending: true),
        Row(today: "2027-05-21", due: nil, next: "2027-06-30", isPending: true, graceUntil: "2027-06-30"),
        Row(today: "2027-06-29", due: nil, next: "2027-06-30", isPending: true, graceUntil: "2027-06-30"),
        Row(today: "2027-06-30", due: "graceEnd", next: nil, isPending: true, graceUntil: "2027-06-30"),
        Row(
            today: "2027-07-05",
            settled: ["graceEnd"],
            due: nil,
            next: nil,
            isPending: true,
            graceUntil: "2027-06-30"
        ),
        // Refused after it: the holder is told that it is over.
        Row(
            today: "2027-07-05",
            settled: ["before180", "before90", "before60", "graceEnd"],
            due: "after1",
            overtaken: ["before30", "before14", "before7", "before1"],
            next: nil
        ),
        // Withdrawn or revoked.
        Row(today: "2027-05-19", due: nil, next: nil, isEnded: true),
        Row(today: "2027-05-19", due: nil, next: nil, isPending: true, graceUntil: "2027-06-30", isEnded: true),
        // Over before the registry kept a ladder; over the day before it began; begun in the middle of a label's run.
        Row(today: "2028-01-01", due: nil, next: nil, began: "2027-12-31"),
        Row(today: "2027-05-21", due: "after1", next: nil, began: "2027-05-21"),
        Row(today: "2027-05-22", due: nil, next: nil, began: "2027-05-22"),
        Row(today: "2027-05-10", due: nil, next: "2027-05-13", began: "2027-05-07"),
        Row(today: "2027-05-10", due: "before14", next: "2027-05-13", began: "2027-05-06"),
    ]

    @Test("a table by hand", arguments: rows.indices)
    func table(_ index: Int) throws {
        let row = Self.rows[index]
        let facts = LadderFacts(
            heldUntil: try .of("2027-05-20"),
            isPending: row.isPending,
            graceUntil: try row.graceUntil.map { try .of($0) },
            isEnded: row.isEnded
        )
        let plan = LadderPlan(
            facts,
            Self.ladder,
            settled: Set(row.settled.compactMap { Milestone(word: $0) }),
            since: try .of(row.began),
            today: try .of(row.today)
        )
        #expect(plan.due?.word == row.due)
        #expect(plan.overtaken.map(\.word) == row.overtaken)
        #expect(plan.next?.text == row.next)
    }

    @Test("an extended label climbs a new ladder, and each milestone of both is settled once")
    func extended() throws {
        var settled: [Day: Set<Milestone>] = [:]
        var told: [String] = []
        let first: Day = try .of("2027-05-20")
        let second: Day = try .of("2029-05-20")
        let filed: Day = try .of("2027-03-01")
        let granted: Day = try .of("2027-06-10")
        var today: Day = try .of("2026-10-01")
        while today < second + 10 {
            let end = today < granted ? first : second
            let facts = LadderFacts(heldUntil: end, isPending: today >= filed && today < granted)
            let known = settled[end] ?? []
            let plan = LadderPlan(facts, Self.ladder, settled: known, since: .ever, today: today)
            if let due = plan.due { told.append("\(today.text) \(due.word)") }
            settled[end] = known.union(plan.overtaken).union(plan.due.map { [$0] } ?? [])
            today = today + 1
        }
        #expect(
            told == [
                "2026-11-21 before180", "2027-02-19 before90",
                "2028-11-21 before180", "2029-02-19 before90", "2029-03-21 before60", "2029-04-20 before30",
                "2029-05-06 before14", "2029-05-13 before7", "2029-05-19 before1", "2029-05-21 after1",
            ]
        )
    }

    /// Goes through the days one by one, as somebody with a calendar would: the oracle of the property below.
    private static func oracle(_ facts: LadderFacts, _ settled: Set<Milestone>, began: Day, today: Day) -> LadderPlan {
        var plan = LadderPlan(facts, ladder, settled: [], since: .far, today: .ever)
        plan.due = nil
        plan.overtaken = []
        plan.next = nil
        guard !facts.isEnded else { return plan }
        func milestones(on day: Day) -> [Milestone] {
            guard !facts.isPending else { return day == facts.graceUntil ? [.graceEnd] : [] }
            return ladder.daysBefore.filter { day + $0 == facts.heldUntil }.map { .before($0) }
                + ladder.daysAfter.filter { facts.heldUntil + $0 == day }.map { .after($0) }
        }
        var day = facts.heldUntil - 200
        while day <= facts.heldUntil + 500 {
            for milestone in milestones(on: day) where day >= began {
                if day <= today {
                    if let due = plan.due { plan.overtaken.append(due) }
                    plan.due = settled.contains(milestone) ? nil : milestone
                } else if settled.contains(milestone) {
                    if let due = plan.due { plan.overtaken.append(due) }
                    plan.due = nil
                } else if plan.next == nil {
                    plan.next = day
                }
            }
            day = day + 1
        }
        return plan
    }

    @Test("any label on any day with anything settled: the same as day by day", arguments: [1, 2, 3, 4] as [UInt64])
    func property(_ seed: UInt64) {
        var random = Seeded(seed)
        let all = Self.ladder.dated + [.graceEnd]
        for _ in 0..<3000 {
            let end = Day(number: 20_000 + Int32.random(in: 0...2000, using: &random))
            let isPending = Bool.random(using: &random)
            let facts = LadderFacts(
                heldUntil: end,
                isPending: isPending,
                graceUntil: isPending && Bool.random(using: &random)
                    ? end + Int.random(in: 1...400, using: &random) : nil,
                isEnded: Int.random(in: 0..<10, using: &random) == 0
            )
            let settled = Set(all.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
            let began = Bool.random(using: &random) ? Day.ever : end + Int.random(in: -200...400, using: &random)
            let today = end + Int.random(in: -190...450, using: &random)
            let plan = LadderPlan(facts, Self.ladder, settled: settled, since: began, today: today)
            let expected = Self.oracle(facts, settled, began: began, today: today)
            #expect(plan == expected, "seed \(seed): \(facts) \(settled) \(began) \(today)")
        }
    }

    @Test("through random jumps of the clock each milestone is told or overtaken once, and none early")
    func jumps() {
        var random = Seeded(77)
        for _ in 0..<200 {
            let end = Day(number: 21_000)
            let facts = LadderFacts(heldUntil: end)
            var settled: Set<Milestone> = []
            var today = end - 300
            for _ in 0..<400 {
                let jump = Int.random(in: 0..<20, using: &random) == 0 ? Int.random(in: -400...400, using: &random) : 1
                today = today + jump
                let plan = LadderPlan(facts, Self.ladder, settled: settled, since: .ever, today: today)
                for milestone in plan.overtaken + (plan.due.map { [$0] } ?? []) {
                    #expect(settled.insert(milestone).inserted)
                    #expect(end + (milestone.shift ?? 0) <= today)
                }
            }
            let last = LadderPlan(facts, Self.ladder, settled: settled, since: .ever, today: end + 500)
            settled.formUnion(last.overtaken + (last.due.map { [$0] } ?? []))
            #expect(settled == Set(Self.ladder.dated))
        }
    }
}
