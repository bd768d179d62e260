import Registry
import TestSupport
import Testing

@testable import Store

@Suite("What was known stays answerable for ever")
struct KnowledgeTests {
    struct Question: Sendable {
        var reference: LabelReference
        var revision: Int64
        var day: Day
        var finding: Finding
        var answer: LabelAnswer?
    }

    /// A store and the random life that happens to it.
    struct Life: Sendable {
        var store: RegistryStore
        var random: Seeded
        var now = noon("2025-01-01")
        var references: [LabelReference] = []
        var questions: [Question] = []
        var done = 0
        var lists: [String: [StatedRegistration]] = [:]
        /// How many numbers there are to file under.
        var width = 5
        /// The first number of the lists that are followed. Where there are many it moves on to other lists, so that no
        /// list and no history grows with the life.
        var window = 0
        /// What the last happening came to.
        var outcome = ""

        mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

        mutating func filing() -> Filing {
            let texts = ["照明", "カメラ", "", "a\nb", "\\n", "x\r\ny", "ルーター"]
            var filing = Filing.sample("名\(pick(9))", maker: "社\(pick(3))", models: ["M\(pick(5))", "N\(pick(5))"])
            filing.product.services = (0..<pick(4)).map { _ in texts[pick(texts.count)] }
            filing.manufacturer.brands = (0..<pick(3)).map { _ in texts[pick(texts.count)] }
            filing.product.support = [.notStated, .unsupported, .until(day("2030-01-01"))][pick(3)]
            return filing
        }

        mutating func number() -> String { "R-\(pick(width))" }

        mutating func order() -> LabelOrder {
            switch pick(15) {
            case 0: return .fileExtension
            case 1: return .extend(heldUntil: nil)
            case 2: return .refuseExtension
            case 3: return .abandonExtension
            case 4: return .withdraw
            case 5: return .revoke
            case 6, 7: return .reinstate
            case 8: return .changeHolder(filing().manufacturer)
            case 9:
                return .changeModels(
                    added: [CoveredModel(number: ModelNumber(checked: "P\(pick(9))"))],
                    removed: [ModelNumber(checked: "M\(pick(5))")],
                    revoked: []
                )
            case 10: return .correct(Correction(product: filing().product))
            case 11: return .correct(Correction(heldUntil: day("2026-01-01") + pick(700), models: filing().models))
            case 12: return .correct(Correction(manufacturer: filing().manufacturer))
            case 13:
                let (filing, lab) = (filing(), "評価機関\(pick(3))")
                var standard = filing.standard
                standard.laboratory = lab
                return .restate(
                    [
                        Restatement(standard: standard), Restatement(product: filing.product),
                        Restatement(manufacturer: filing.manufacturer, product: filing.product),
                    ][pick(3)]
                )
            default: return .issue(filing(), heldUntil: nil)
            }
        }

        /// One random happening; a refusal is one too.
        mutating func live() async throws {
            // The clock stands, goes and sometimes goes back.
            now = now + Int64([0, 1, 3_600_000, 86_400_000 * 9, 86_400_000 * 40, -86_400_000 * 2][pick(6)])
            let terms = OrderTerms(
                effectiveOn: pick(4) == 0 ? now.day - pick(60) : nil,
                actor: "t",
                publicNote: "note \(pick(9))"
            )
            do {
                switch pick(10) {
                case 0, 1: try await file(terms)
                case 2: try await follow()
                case 3 where pick(4) == 0:
                    var rules = store.rules
                    rules.digest = "rules \(pick(3))"
                    store = try await RegistryStore.open(
                        store.engine,
                        rules: rules,
                        rulesText: "x",
                        synonyms: store.synonyms,
                        at: now
                    )
                default:
                    guard !references.isEmpty else { return }
                    let reference = references[pick(references.count)]
                    let key = pick(3) == 0 ? "key \(pick(1000))" : nil
                    outcome = "\(try await store.perform(order(), on: reference, terms, key: key, at: now))"
                }
                done += 1
            } catch let refusal as Refusal {
                outcome = "\(refusal.code): \(refusal)"
            }
        }

        private mutating func file(_ terms: OrderTerms) async throws {
            let order = pick(3) == 0 ? LabelOrder.provisional(filing()) : .issue(filing(), heldUntil: nil)
            let number = RegistrationNumber(checked: number())
            let made = try await store.file(order, number: number, terms, at: now).registration
            outcome = "\(made)"
            add(.code(made.code))
            add(.number(number))
        }

        private mutating func follow() async throws {
            if width > 5, pick(8) == 0 { window = pick(width / 5) * 5 }
            let source = "list \(pick(2))" + (window == 0 ? "" : " from \(window)")
            var rows: [StatedRegistration] = []
            for index in window..<window + 5 where pick(4) > 0 {
                let standing: Standing? = [.valid, .valid, .valid, .revoked, .lapsed, .grace, nil][pick(7)]
                rows.append(.sample("R-\(index)", standing, word: "w", filing(), from: "2025-0\(pick(3) + 1)-01"))
                if pick(2) == 0, let old = lists[source]?.first(where: { $0.number == rows.last?.number }) {
                    rows[rows.count - 1] = old
                }
            }
            let reading = ListReading.sample(now.day.text, rows, source: source, digest: "\(now) \(pick(1_000_000))")
            outcome = "\(try await store.importList(reading, at: now))"
            lists[source] = rows
            for row in rows {
                add(.number(row.number))
                if let made = try await store.find(row.number).registration { add(.code(made.code)) }
            }
        }

        private mutating func add(_ reference: LabelReference) {
            if !references.suffix(400).contains(reference) { references.append(reference) }
        }
    }

    static func current(_ store: RegistryStore, _ reference: LabelReference) async throws -> Finding {
        switch reference {
        case .code(let code): try await store.find(code)
        case .number(let number): try await store.find(number)
        }
    }

    @Test("a question asked again with the same knownAt has the same answer", arguments: 1...10)
    func repeated(seed: UInt64) async throws {
        var life = Life(store: try await .sample(), random: Seeded(seed))
        for _ in 0..<60 {
            try await life.live()
            let head = try await life.store.head()
            for reference in life.references.shuffled(using: &life.random).prefix(4) {
                let now = try await Self.current(life.store, reference)
                let then = try await life.store.find(reference, knownAt: head.revision)
                #expect(now == then, "seed \(seed), revision \(head.revision), \(reference)")
                // Asked from the revision the answer names, it is the same again.
                #expect(try await life.store.find(reference, knownAt: now.mark.revision) == now, "seed \(seed)")
            }
            let index = life.pick(max(1, life.references.count))
            if life.references.indices.contains(index) {
                let reference = life.references[index]
                let revision = Int64(life.pick(Int(head.revision))) + 1
                let finding = try await life.store.find(reference, knownAt: revision)
                let on = day("2024-06-01") + life.pick(1500)
                life.questions.append(
                    Question(
                        reference: reference,
                        revision: revision,
                        day: on,
                        finding: finding,
                        answer: finding.registration?.answer(on: on)
                    )
                )
            }
        }
        #expect(life.done > 8, "seed \(seed)")
        for question in life.questions {
            let again = try await life.store.find(question.reference, knownAt: question.revision)
            #expect(again == question.finding, "seed \(seed), knownAt \(question.revision)")
            #expect(again.registration?.answer(on: question.day) == question.answer)
        }
        #expect(try await life.store.check() == [])
        try await Self.checkRevisions(life.store)
    }

    static func checkRevisions(_ store: RegistryStore) async throws {
        let rows = try await store.engine.read { db in
            try db.all(Statement("SELECT number, recorded_at FROM revision ORDER BY number")) {
                ($0.integer(0), $0.integer(1))
            }
        }
        #expect(rows.map(\.0) == Array(1...Int64(rows.count)))
        for (left, right) in zip(rows, rows.dropFirst()) { #expect(left.1 < right.1) }
        #expect(try await store.head().revision == Int64(rows.count))
        for row in rows {
            #expect(try await store.revision(at: Moment(milliseconds: row.1)) == row.0)
            #expect(try await store.revision(at: Moment(milliseconds: row.1 - 1)) == row.0 - 1)
        }
    }

    @Test("a number of one list is still known as then, after a list before it took the number too")
    func sameNumber() async throws {
        let store = try await RegistryStore.sample()
        _ = try await store.importList(.sample("2026-02-01", [.sample("N")]), at: noon("2026-02-01"))
        let number = RegistrationNumber(checked: "N")
        let then = try await store.find(number)
        try await store.issue("N", on: "2026-03-01", .sample("自分の製品"))
        #expect(try await store.find(.number(number), knownAt: then.mark.revision) == then)
        #expect(try await store.find(number).registration?.origin == .issued)
    }

    @Test("nothing is known before the first revision and after the last")
    func outside() async throws {
        let store = try await RegistryStore.sample()
        let made = try await store.issue("N")
        for revision in [Int64.min, -1, 0, made.revision + 1, .max] {
            #expect(try await store.find(.code(made.code), knownAt: revision).registration == nil)
        }
        #expect(try await store.find(.code(made.code), knownAt: made.revision).registration == made)
        #expect(try await store.find(.code(made.code), knownAt: made.revision - 1).registration == nil)
    }

    @Test("the clock may stand or go back, recorded moments do not")
    func clock() async throws {
        let store = try await RegistryStore.sample()
        let first = try await store.issue("A", on: "2026-06-01")
        let second = try await store.issue("B", on: "2026-06-01")
        let third = try await store.issue("C", on: "2026-01-01")
        #expect(second.recordedAt == first.recordedAt + 1)
        #expect(third.recordedAt == first.recordedAt + 2)
        #expect(try await store.revision(at: first.recordedAt) == first.revision)
    }

    @Test("the rules of a revision stay readable by their digest")
    func rules() async throws {
        let store = try await RegistryStore.sample()
        var other = Rules.sample()
        other.digest = "other"
        let engine = store.engine
        let next = try await RegistryStore.open(engine, rules: other, rulesText: "other rules", at: noon("2026-01-01"))
        #expect(next.rulesAdopted.revision == 2)
        #expect(try await next.rulesText(digest: "sample") == "rules")
        #expect(try await next.rulesText(digest: "other") == "other rules")
        #expect(try await next.rulesText(digest: "none") == nil)
        let same = try await RegistryStore.open(engine, rules: other, rulesText: "other rules", at: noon("2026-02-01"))
        #expect(same.rulesAdopted == next.rulesAdopted)
        #expect(try await same.head().revision == 2)
    }
}
