import Registry
import TestSupport
import Testing

@testable import Store

/// One case after another: they take all the processor there is, and other suites wait for answers meanwhile.
@Suite("A list says of every label what the label says of itself", .serialized)
struct ListingTests {
    /// Everything known at a revision, read one by one.
    static func all(_ store: RegistryStore, at revision: Int64) async throws -> [Registration] {
        try await store.engine.read { [keys = store.keys] db in
            let last = try db.first(CatalogueSnapshot.lastRegistration) { $0.integer(0) } ?? 0
            return try (0...last).compactMap { id in
                try RegistryStore.known(id, at: revision, db, keys: keys)?.registration
            }
        }
    }

    static let synonyms = SearchSynonyms.sample([
        ["名1", "別名"], ["社2", "N-2", "二社"], ["照明", "ランプ"], ["(社)", "会社"],
    ])

    /// How well a current record meets a text, by plain containment; nil where it does not.
    static func rank(_ text: String, _ current: Registration) -> UInt8? {
        let asked = SearchWords.clauses(text, SearchLexicon(synonyms).groups(on: day("2026-01-01")))
        let runs = current.searchTexts.flatMap(SearchWords.runs(in:))
        func isHeld(_ piece: SearchPiece) -> Bool {
            runs.contains { run in
                piece.isEnd ? run.suffix(piece.run.count) == piece.run[...] : run.firstRange(of: piece.run) != nil
            }
        }
        let isMet = !asked.isEmpty && asked.allSatisfy { $0.contains(where: isHeld) }
        var rank: UInt8? = isMet ? 2 : nil
        let key = text.equalKey
        let near = key.nearKeyOfEqualKey
        if near.unicodeScalars.count >= 2, !current.isProvisional {
            for model in current.models where model.span.to == .far && model.number.nearKey.hasPrefix(near) {
                rank = min(rank ?? 2, model.number.equalKey == key ? 0 : 1)
            }
        }
        if current.number.text == text { rank = 0 }
        if current.number.text.hasPrefix(text), !text.isEmpty { rank = min(rank ?? 2, 1) }
        if current.code.text == text { rank = 0 }
        return rank
    }

    struct Asking {
        var random: Seeded

        mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

        mutating func some<Value>(_ values: [Value], _ chance: Int = 3) -> Value? {
            pick(chance) == 0 ? values.randomElement(using: &random) : nil
        }

        mutating func query(_ known: [Registration], on day: Day) -> LabelQuery {
            var query = LabelQuery()
            let texts = [
                "照明", "名1", "社", "M1", "M", "N2", "R-1", "R-", "a", "ルータ", "名 社2", "別名", "二社", "ランプ 別名", "n-2の名", "会社",
                "会社1", known.first?.code.text ?? "",
            ]
            query.text = some(texts) ?? ""
            query.levelAtLeast = some(StarLevel.allCases, 6)
            query.standings = Set([some(Standing.allCases, 5), some(Standing.allCases, 5)].compactMap { $0 })
            query.assurance = some(Assurance.allCases, 8)
            let products = known.flatMap(\.products)
            query.categories = Set([some(products.map(\.value.category) + [""], 6)].compactMap { $0 })
            let makers = known.flatMap(\.holders)
            query.manufacturers = Set(
                [some(makers.map(\.value.key), 5), some(makers.map(\.value.corporateNumber), 9)].compactMap { $0 }
            )
            query.countries = Set([some(["JP", "", "DE"], 8)].compactMap { $0 })
            query.criteria = Set([some(known.map(\.standard.criteria), 8)].compactMap { $0 })
            query.issuedFrom = pick(6) == 0 ? day - pick(300) : nil
            query.issuedTo = pick(6) == 0 ? day + pick(300) : nil
            query.expiringWithin = pick(8) == 0 ? pick(800) : nil
            query.coveredThrough = pick(3) == 0 ? day + pick(900) : nil
            query.coverages = Set([some(Coverage.Word.allCases), some(Coverage.Word.allCases)].compactMap { $0 })
            for field in SortKey.Field.allCases.shuffled(using: &random).prefix(pick(4)) {
                query.sort.append(SortKey(field, isDescending: pick(2) == 0))
            }
            return query
        }
    }

    /// The list by brute force: every registration, every filter, a plain sort.
    static func brute(
        _ query: LabelQuery,
        _ asked: AskedMoment,
        _ known: [Registration],
        _ current: [LabelCode: Registration],
        categories: [String]
    ) -> [ListedLabel] {
        var rows: [(label: ListedLabel, rank: UInt8)] = []
        for registration in known where query.admits(registration, asked) {
            var rank: UInt8 = 2
            if !query.text.isEmpty {
                guard let met = current[registration.code].flatMap({ Self.rank(query.text, $0) }) else { continue }
                rank = met
            }
            let coverage = query.coveredThrough.map {
                registration.coverage(from: asked.day, through: $0, today: asked.today)
            }
            rows.append((ListedLabel(answer: registration.answer(on: asked.day), coverage: coverage), rank))
        }
        let order = query.sort.isEmpty && !query.text.isEmpty ? [SortKey(.relevance)] : query.sort
        return rows.sorted { left, right in
            for key in order {
                let values = (value(left, key.field, categories), value(right, key.field, categories))
                guard values.0 != values.1 else { continue }
                // What has no such day stands last whichever way.
                if values.0 == "~" || values.1 == "~" { return values.1 == "~" }
                return key.isDescending ? values.0 > values.1 : values.0 < values.1
            }
            return left.label.answer.registration.code.sequence > right.label.answer.registration.code.sequence
        }.map(\.label)
    }

    private static func value(
        _ row: (label: ListedLabel, rank: UInt8),
        _ field: SortKey.Field,
        _ categories: [String]
    ) -> String {
        let answer = row.label.answer
        func padded(_ number: Int) -> String { String(String(number + 10_000_000).suffix(8)) }
        switch field {
        case .relevance: return padded(Int(row.rank))
        case .registered: return padded(Int(answer.registration.code.sequence))
        case .issued: return answer.registration.issuedOn.map { padded(Int($0.number)) } ?? "~"
        case .heldUntil: return answer.period.heldUntil.map { padded(Int($0.number)) } ?? "~"
        case .level: return padded(answer.period.level.rawValue)
        case .standing: return padded(Standing.allCases.firstIndex(of: answer.standing) ?? 0)
        case .category: return padded(categories.firstIndex(of: answer.product.category) ?? categories.count)
        case .manufacturer:
            let maker = answer.manufacturer
            let name = maker.nameJA.isEmpty ? maker.nameEN : maker.nameJA
            return (maker.nameKana.isEmpty ? name : maker.nameKana).equalKey
        }
    }

    @Test("filters, orders, pages, counts and days agree with brute force", arguments: 1...20)
    func brute(seed: UInt64) async throws {
        var life = KnowledgeTests.Life(
            store: try await .sample(synonyms: Self.synonyms),
            random: Seeded(seed)
        )
        life.width = 30
        var asking = Asking(random: Seeded(seed &+ 1000))
        for _ in 0..<5 {
            for _ in 0..<40 { try await life.live() }
            let store = life.store
            let head = try await store.head()
            let current = Dictionary(
                uniqueKeysWithValues: try await Self.all(store, at: head.revision).map { ($0.code, $0) }
            )
            let categories = store.rules.categories.map(\.code)
            for _ in 0..<20 {
                let revision = asking.pick(2) == 0 ? head.revision : Int64(asking.pick(Int(head.revision) + 1))
                let today = life.now.day
                let day = asking.pick(3) == 0 ? today : today - 400 + asking.pick(1200)
                let asked = AskedMoment(day: day, today: today, revision: revision)
                let known = try await Self.all(store, at: revision)
                let query = asking.query(known, on: day)
                let expected = Self.brute(query, asked, known, current, categories: categories)
                let limit = 1 + asking.pick(7)
                var found: [ListedLabel] = []
                var place: ListPlace?
                repeat {
                    let page = try await store.list(query, asked, after: place, limit: limit)
                    #expect(page.total == expected.count, "seed \(seed): \(query)")
                    #expect(page.labels.count <= limit)
                    found += page.labels
                    place = page.next
                } while place != nil && found.count <= expected.count
                #expect(found == expected, "seed \(seed): \(query) \(asked)")
                let ids = try await store.order(query, asked).ids
                #expect(ids == expected.map(\.answer.registration.code.sequence))
                try await Self.checkFacets(store, query, asked, known, current)
            }
        }
    }

    /// Each count is the length of the list that the value would leave.
    private static func checkFacets(
        _ store: RegistryStore,
        _ query: LabelQuery,
        _ asked: AskedMoment,
        _ known: [Registration],
        _ current: [LabelCode: Registration]
    ) async throws {
        let facets = try await store.list(query, asked, limit: 0).facets
        func count(_ change: (inout LabelQuery) -> Void, _ matches: (LabelAnswer) -> Bool = { _ in true }) -> Int {
            var other = query
            change(&other)
            return brute(other, asked, known, current, categories: []).count { matches($0.answer) }
        }
        for level in StarLevel.allCases {
            let labels = facets.levels.first { $0.value == level }?.labels ?? 0
            #expect(labels == count({ $0.levelAtLeast = nil }, { $0.period.level == level }))
        }
        for standing in Standing.allCases {
            let labels = facets.standings.first { $0.value == standing }?.labels ?? 0
            #expect(labels == count({ $0.standings = [standing] }))
        }
        for assurance in Assurance.allCases {
            let labels = facets.assurances.first { $0.value == assurance }?.labels ?? 0
            #expect(labels == count({ $0.assurance = assurance }))
        }
        for category in facets.categories { #expect(category.labels == count({ $0.categories = [category.value] })) }
        for country in facets.countries { #expect(country.labels == count({ $0.countries = [country.value] })) }
        for criteria in facets.criteria { #expect(criteria.labels == count({ $0.criteria = [criteria.value] })) }
        for maker in facets.manufacturers {
            #expect(maker.labels == count({ $0.manufacturers = [] }, { $0.manufacturer.key == maker.value.key }))
        }
        if query.coveredThrough != nil {
            for word in Coverage.Word.allCases {
                let labels = facets.coverages.first { $0.value == word }?.labels ?? 0
                #expect(labels == count({ $0.coverages = [word] }))
            }
        }
    }

    @Test("pages pinned to a revision neither skip nor repeat while labels are filed")
    func pinned() async throws {
        let store = try await RegistryStore.sample()
        for number in 0..<20 { try await store.issue("A-\(number)") }
        let asked = AskedMoment(
            day: day("2026-06-01"),
            today: day("2026-06-01"),
            revision: try await store.head().revision
        )
        let query = LabelQuery(sort: [SortKey(.manufacturer), SortKey(.registered)])
        var numbers: [String] = []
        var place: ListPlace?
        var filed = 0
        repeat {
            let page = try await store.list(query, asked, after: place, limit: 3)
            numbers += page.labels.map(\.answer.registration.number.text)
            place = page.next
            filed += 1
            try await store.issue("B-\(filed)", .sample(maker: "あ\(filed)"))
            #expect(page.total == 20)
        } while place != nil
        #expect(numbers == (0..<20).map { "A-\($0)" })
        let now = AskedMoment(day: asked.day, today: asked.today, revision: try await store.head().revision)
        #expect(try await store.list(query, now, limit: 0).total == 20 + filed)
    }
}
