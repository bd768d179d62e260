import Registry
import TestSupport
import Testing

@testable import Store

@Suite("applications under many hands")
struct ApplicationRaceTests {
    /// One request with its key, as a client would send it again.
    private struct Request: Sendable {
        let person: Person
        let key: String
        /// nil opens a new application.
        let order: ApplicationOrder?
        let id: Int64
        let version: Int64?

        func send(to sample: ApplicationSample) async throws -> ApplicationOutcome {
            guard let order else {
                return try await sample.store.openApplication(
                    .new,
                    by: sample[person],
                    key: key,
                    at: sample.clock.now
                )
            }
            return try await sample.store.perform(
                order,
                on: id,
                version: version,
                by: sample[person],
                key: key,
                at: sample.clock.now
            )
        }
    }

    /// How many requests are under way at once.
    private static let width = 64

    /// Sends everything, so many at a time.
    private func send(
        _ requests: [Request],
        to sample: ApplicationSample
    ) async throws
        -> [(request: Request, outcome: ApplicationOutcome)]
    {
        var answers: [(Request, ApplicationOutcome)] = []
        for start in stride(from: 0, to: requests.count, by: Self.width) {
            let batch = requests[start..<min(start + Self.width, requests.count)]
            answers += try await withThrowingTaskGroup(of: (Request, ApplicationOutcome).self) { group in
                for request in batch { group.addTask { (request, try await request.send(to: sample)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        return answers
    }

    @Test("ten thousand requests sent again and again have one effect each", arguments: [1 as UInt64])
    func replays(seed: UInt64) async throws {
        let sample = try await ApplicationSample.make()
        var random = Seeded(seed)
        // Twelve rounds of requests for ten applications; half of what is sent was answered in an earlier round.
        let copies = TestEngines.isPostgres ? 9 : 42
        var round = (0..<10).map { number in
            Request(person: number % 2 == 0 ? .maker : .rival, key: "open \(number)", order: nil, id: 0, version: nil)
        }
        var earlier: [Request] = []
        var sent = 0
        while !round.isEmpty {
            var batch = round.flatMap { Array(repeating: $0, count: copies) }
            let known = earlier.isEmpty ? round : earlier
            for _ in 0..<batch.count { if let again = known.randomElement(using: &random) { batch.append(again) } }
            sent += batch.count
            let answers = try await send(batch.shuffled(using: &random), to: sample)
            let fresh = Set(round.map(\.key))
            let firsts = answers.filter { !$0.outcome.isRepeat }
            #expect(firsts.count == round.count && Set(firsts.map(\.request.key)) == fresh, "seed \(seed)")
            for (_, same) in Dictionary(grouping: answers, by: \.request.key) {
                #expect(Set(same.map(\.outcome.application.id)).count == 1, "seed \(seed)")
            }
            #expect(answers.allSatisfy { $0.request.order == nil || $0.outcome.application.id == $0.request.id })
            earlier += round
            round = firsts.compactMap { next($0.outcome.application, sample) }
        }
        #expect(sent >= (TestEngines.isPostgres ? 2_000 : 10_000))
        try await checkEffects(sample)
    }

    private func next(_ application: Application, _ sample: ApplicationSample) -> Request? {
        var step = sample.next(application, towards: .issued)
        if application.version == 1 { step = (.save(sample.draft()), sample.owner(of: application)) }
        guard let step else { return nil }
        return Request(
            person: step.by,
            key: "\(step.order.word) \(application.id)",
            order: step.order,
            id: application.id,
            version: application.version
        )
    }

    private func checkEffects(_ sample: ApplicationSample) async throws {
        var labels: Set<RegistrationNumber> = []
        var count = 0
        for person in [Person.maker, .rival] {
            for line in try await sample.store.applications(.own(sample[person].organisation.id)) {
                let file = try await sample.file(line.id, for: person)
                #expect(file.application.state == .issued && file.application.version == 12)
                #expect(file.steps.count == 11 && file.application.submissions == 1)
                file.application.registration.map { _ = labels.insert($0) }
                count += 1
            }
        }
        #expect(count == 10 && labels.count == 10)
        #expect(try await sample.store.ledger().count == 20)
        #expect(try await sample.store.ledgerFaults() == [])
    }

    @Test("a key stands for one request of one account")
    func keys() async throws {
        let sample = try await ApplicationSample.make()
        let store = sample.store
        let now = sample.clock.now
        func open(
            _ kind: ApplicationKind,
            _ person: Person,
            about: RegistrationNumber? = nil
        ) async throws
            -> ApplicationOutcome
        {
            try await store.openApplication(kind, about: about, by: sample[person], key: "one", at: now)
        }
        let number = try await sample.issued().number
        let opened = try await open(.new, .maker)
        let again = try await open(.new, .maker)
        #expect(again.isRepeat && again.application == opened.application)
        // The key of one account is not the key of another.
        let theirs = try await open(.new, .rival)
        #expect(!theirs.isRepeat && theirs.application.id != opened.application.id)
        let before = try await ApplicationFootprint.of(store)
        let id = opened.application.id
        for refused in [
            try await refusal { try await open(.withdrawal, .maker, about: number) },
            try await refusal { try await sample.perform(.requestNumber, on: id, by: .maker, key: "one") },
            try await refusal { try await sample.perform(.abandon, on: theirs.application.id, by: .rival, key: "one") },
        ] {
            #expect(refused?.kind == .unprocessable && refused?.code == "keyReused")
        }
        #expect(try await ApplicationFootprint.of(store) == before)
    }

    @Test("a request is the same however its parts were put together: a draft read twice from one form")
    func rebuilt() async throws {
        let sample = try await ApplicationSample.make()
        let id = try await sample.open(.new).id
        let first = sample.draft()
        for capacity in [0, 100, 1000] {
            var draft = first
            draft.checklist = Dictionary(minimumCapacity: capacity)
            for (item, answer) in first.checklist.sorted(by: { $0.key > $1.key }) { draft.checklist[item] = answer }
            #expect(draft == first)
            let outcome = try await sample.store.perform(
                .save(draft),
                on: id,
                version: nil,
                by: sample[.maker],
                key: "save",
                at: sample.clock.now
            )
            #expect(outcome.isRepeat == (capacity > 0) && outcome.application.version == 2)
        }
    }

    @Test("of many who save what they read, nobody's word is lost")
    func saves() async throws {
        let sample = try await ApplicationSample.make()
        let ids = try await begun(4, .draft, sample)
        let starts = try await versions(ids, sample)
        let done = try await withThrowingTaskGroup(of: (Int64, String).self) { group in
            for client in 0..<64 {
                let id = ids[client % ids.count]
                group.addTask {
                    for _ in 0..<2000 {
                        let read = try await sample.file(id, for: .maker).application
                        var draft = read.draft
                        draft.remark += "[\(client)]"
                        if try await attempt(.save(draft), on: read, version: read.version, .maker, sample) {
                            return (id, "[\(client)]")
                        }
                    }
                    return (id, "[\(client)] never came through")
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for id in ids {
            let application = try await sample.file(id, for: .maker).application
            let words = done.filter { $0.0 == id }.map(\.1)
            #expect(words.count == 16 && words.allSatisfy { application.draft.remark.contains($0) })
            #expect(application.version == (starts[id] ?? 0) + 16)
        }
    }

    @Test("of many who charge, record, confirm and issue, each is done once")
    func decisions() async throws {
        let sample = try await ApplicationSample.make()
        let ids = try await begun(4, .accepted, sample)
        let starts = try await versions(ids, sample)
        let done = try await withThrowingTaskGroup(of: (Int64, Int64).self) { group in
            for client in 0..<64 {
                let id = ids[client % ids.count]
                group.addTask {
                    var successes: Int64 = 0
                    for _ in 0..<2000 {
                        let read = try await sample.file(id, for: .reviewer).application
                        guard let step = sample.next(read, towards: .issued) else { break }
                        // Some say what they read, some do not: the table of states holds for both.
                        let version = client / ids.count % 2 == 0 ? read.version : nil
                        if try await attempt(step.order, on: read, version: version, step.by, sample) { successes += 1 }
                    }
                    return (id, successes)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let ledger = try await sample.store.ledger()
        for id in ids {
            let file = try await sample.file(id, for: .maker)
            #expect(file.application.state == .issued)
            #expect(file.steps.count { $0.word == "issue" } == 1 && file.steps.count { $0.word == "invoice" } == 1)
            #expect(ledger.filter { $0.application == id }.map(\.entry) == ["charged", "paid"])
            let successes = done.filter { $0.0 == id }.reduce(0) { $0 + $1.1 }
            #expect(successes == file.application.version - (starts[id] ?? 0))
        }
        #expect(Set(try await sample.store.ledger().map(\.invoice)).count == 4)
        #expect(try await sample.store.ownedRegistrations(of: sample[.maker].organisation.id).count == 4)
        #expect(try await sample.store.ledgerFaults() == [])
    }

    /// Tries once; false where somebody else was first or the engine asks to come again.
    private func attempt(
        _ order: ApplicationOrder,
        on read: Application,
        version: Int64?,
        _ person: Person,
        _ sample: ApplicationSample
    ) async throws -> Bool {
        do {
            try await sample.perform(order, on: read.id, version: version, by: person)
            return true
        } catch let refusal as Refusal {
            #expect(refusal.kind == .preconditionFailed || refusal.kind == .conflict && version == nil, "\(refusal)")
            return false
        } catch let fault as EngineFault where fault.kind == .passing {
            return false
        }
    }

    private func begun(_ count: Int, _ state: ApplicationState, _ sample: ApplicationSample) async throws -> [Int64] {
        var ids: [Int64] = []
        for _ in 0..<count { ids.append(try await sample.walk(try await sample.begin(), to: state).id) }
        return ids
    }

    private func versions(_ ids: [Int64], _ sample: ApplicationSample) async throws -> [Int64: Int64] {
        var versions: [Int64: Int64] = [:]
        for id in ids { versions[id] = try await sample.file(id, for: .maker).application.version }
        return versions
    }
}
