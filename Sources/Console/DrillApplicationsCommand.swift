import ArgumentParser
import Registry
import Store

/// Leads applications through whole lives and says of each step when it is recorded, so that a drill can end this
/// process at any moment and see what was kept. Started again with the same seed and moment, it goes on where it was.
struct DrillApplicationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill-applications",
        abstract: "Lead fictional applications through whole lives, for the crash drill.",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("seed")) var seed: UInt64 = 1
    @Option(name: .customLong("lives")) var lives = 50
    @Flag(name: .customLong("verify"), help: "Only tell what of them is recorded.") var isVerifying = false

    func run() async throws {
        guard (1...10_000).contains(lives) else {
            throw Refusal(.malformed, "--lives is 1 to 10000", field: "--lives")
        }
        let now = try clock.now()
        if isVerifying {
            let house = try await options.openToRead()
            defer { try? house.close() }
            return try await verify(house.store)
        }
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now)
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        try house.requireSample()
        try await live(house.store, at: now)
    }

    /// One life as far as it has come.
    private struct Course {
        let life: DrillLife
        var done = 0
        var application: Application?

        var isOver: Bool { application != nil && done > life.steps.count }
    }

    private func courses(_ store: RegistryStore) -> [Course] {
        (0..<lives).map { number in
            Course(
                life: DrillLife(
                    number,
                    seed: seed,
                    rules: store.rules,
                    isOfficial: store.operatorFacts.isOfficial
                )
            )
        }
    }

    private func key(_ life: Int, _ step: Int) -> String { "drill \(seed) \(life) \(step)" }

    /// One step of a life at a time, of which one is chance; the same seed takes them in the same order again.
    private func live(_ store: RegistryStore, at now: Moment) async throws {
        let people = try await TrialAccounts.make(in: store, at: now)
        var courses = courses(store)
        var chance = DrillChance(seed)
        while true {
            let open = courses.indices.filter { index in
                !courses[index].isOver && (courses[index].life.about.map { courses[$0].isOver } ?? true)
            }
            guard let index = open.randomElement(using: &chance) else { break }
            let course = courses[index]
            let base = course.life.about.flatMap { courses[$0].application }
            let outcome = try await take(course, base: base, people, store, at: now)
            let version = outcome.application.version
            Output.line("\(outcome.isRepeat ? "again" : "ack") \(index) \(course.done) \(version)")
            courses[index].application = outcome.application
            courses[index].done += 1
        }
        for (index, course) in courses.enumerated() where course.application?.state != course.life.fate.end {
            throw Refusal(.conflict, "Life \(index) did not end as \(course.life.fate)", code: "drillFailed")
        }
        Output.line("done")
    }

    private func take(
        _ course: Course,
        base: Application?,
        _ people: TrialAccounts,
        _ store: RegistryStore,
        at now: Moment
    ) async throws -> ApplicationOutcome {
        let key = key(course.life.number, course.done)
        guard let application = course.application else {
            return try await store.openApplication(
                course.life.fate.kind,
                about: base?.registration,
                by: try people.account(course.life.maker),
                key: key,
                at: now
            )
        }
        let step = course.life.steps[course.done - 1]
        let ground = DrillLife.Ground(
            application: application,
            rules: store.rules,
            laboratory: people.laboratory,
            today: now.day,
            base: base?.draft
        )
        var order = step.order(ground)
        if let file = step.file, case .attach(let kind, let name, _, let size) = order {
            let digest = RegistryStore.digest(of: file)
            order = .attach(kind: kind, name: name, digest: digest, size: size)
        }
        return try await store.perform(
            order,
            on: application.id,
            version: nil,
            file: step.file,
            by: try people.account(step.person),
            key: key,
            at: now
        )
    }

    /// Tells every step that is recorded with the version it made, and every application as it is.
    private func verify(_ store: RegistryStore) async throws {
        guard let people = try await TrialAccounts.find(in: store) else { return }
        for course in courses(store) {
            let life = course.life
            var id: Int64?
            for step in 0...life.steps.count {
                let person = step == 0 ? life.maker : life.steps[step - 1].person
                let account = try people.account(person)
                guard let kept = try await store.recordedRequest(key(life.number, step), by: account) else { continue }
                Output.line("kept \(life.number) \(step) \(kept.version)")
                id = kept.application
            }
            guard let id else { continue }
            let application = try await store.application(id, for: try people.account(life.maker)).application
            Output.line("life \(life.number) \(id) \(application.state.rawValue) \(application.version)")
        }
    }
}

/// Numbers that follow from a seed (SplitMix64).
private struct DrillChance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
