import Registry
import TestSupport
import Testing

@testable import Store

@Suite("Rows of a check are looked up in bulk")
struct CheckLookupTests {
    private static func row(
        number: String = "",
        code: String = "",
        model: String = "",
        gtin: String = "",
        maker: String = ""
    ) -> CheckedRow {
        CheckedRow(line: 1, registrationNumber: number, code: code, model: model, gtin: gtin, manufacturer: maker)
    }

    private static func matches(
        _ registry: TestRegistry,
        _ rows: [CheckedRow],
        at revision: Int64
    ) async throws -> [CheckResult] {
        let day = registry.clock.now.day
        let asked = AskedMoment(day: day, today: day, revision: revision)
        let lookup = CheckLookup(registry.store, asked)
        // Twice, the second time from what the check keeps.
        _ = try await lookup.findings(for: rows.map(\.ask))
        let findings = try await lookup.findings(for: rows.map(\.ask))
        return zip(rows, findings).map { Checking.decide(AskedRow($0), $1, CheckConditions(), asked) }
    }

    @Test("by each of the ways, and only what was known at the revision")
    func ways() async throws {
        let registry = try await TestRegistry.empty()
        let gtin = "4901234567894"
        let before = try await registry.store.head().revision
        let first = try await registry.issue("A-1", .sample(models: ["AB-100", "AB-200"], gtin: gtin))
        let then = try await registry.store.head().revision
        let rows = [
            Self.row(number: "A-1"), Self.row(number: "ａ－１"), Self.row(code: first.code.text),
            Self.row(code: LabelCode(sequence: first.code.sequence, tag: first.code.tag ^ 1).text),
            Self.row(model: "AB-200"), Self.row(model: "ab 200"), Self.row(gtin: "0" + gtin),
            Self.row(model: "ZZ-9", maker: "株式会社見本製作所"), Self.row(model: "ZZ-9"),
        ]
        let said: [CheckResult.Match] = [
            .registrationNumber, .registrationNumber, .code, .none, .exactModel, .nearModel, .gtin, .manufacturerOnly,
            .none,
        ]
        let results = try await Self.matches(registry, rows, at: then)
        #expect(results.map(\.match) == said)
        #expect(try await Self.matches(registry, rows, at: before).allSatisfy { $0.match == .none })
        // The world goes on; what was known stays.
        try await registry.perform(.revoke, on: "A-1", "2027-01-01")
        try await registry.issue("A-2", .sample(ja: "見本", models: ["ZZ-9", "AB-200"]))
        #expect(try await Self.matches(registry, rows, at: then) == results)
        let now = try await Self.matches(registry, rows, at: try await registry.store.head().revision)
        #expect(now[0].outcome == .fail && now[8].match == .exactModel)
    }

    @Test("a shelf forgets the older half and never grows without bound")
    func shelf() {
        var shelf = CheckShelf()
        for id in 0..<30_000 { shelf.keep(nil, Int64(id)) }
        #expect(shelf.subject(29_999) != nil && shelf.subject(0) == nil)
    }
}

@Suite("Receipts are kept with their rows")
struct ReceiptStoreTests {
    private static func receipt(_ name: String, rows: Int) -> Receipt {
        Receipt(
            name: name,
            secret: Receipt.mintSecret(),
            inputDigest: "d",
            form: "csv",
            encoding: "",
            conditions: "",
            asked: AskedMoment(day: Day(number: 3), today: Day(number: 4), revision: 5),
            coveredThrough: nil,
            rules: "r",
            tally: CheckTally(packed: "rows=\(rows) outcome.pass=1 match.none=2 reason.lapsed=3"),
            recordedAt: Moment(milliseconds: 10),
            rowsUntil: Moment(milliseconds: 20),
            isTest: true
        )
    }

    private static func rows(_ count: Int) -> [ReceiptRow] {
        (0..<count).map { index in
            let outcome: CheckResult.Outcome = index % 7 == 0 ? .pass : .review
            let result = CheckResult(
                outcome: outcome,
                reasons: [.noMatch, .lapsed],
                match: .none,
                coverage: [.covered, .gapFrom(Day(number: 9)), .unknownAfter(Day(number: -9)), nil][index % 4]
            )
            return ReceiptRow(
                line: index + 2,
                cells: ["\(index)", "", "は\u{0}"],
                result,
                why: Wording(ja: "理由", en: "why")
            )
        }
    }

    private static func parts(_ rows: [ReceiptRow]) -> [ReceiptPart] {
        stride(from: 0, to: rows.count, by: ReceiptPart.rows).map {
            ReceiptPart(rows[$0..<min($0 + ReceiptPart.rows, rows.count)])
        }
    }

    @Test("and come back whole, page by page, also out of a copy", arguments: [1, 249, 250, 251, 1700])
    func whole(count: Int) async throws {
        let store = try await TestRegistry.empty().store
        let rows = Self.rows(count)
        let head = ReceiptHead(header: ["a", "b"], fields: ["model", "other", "ignored"])
        let kept = try await store.keep(Self.receipt("n", rows: count), head, Self.parts(rows), key: nil, digest: "")
        let engine = try await TestEngines.fresh()
        _ = try await RegistryCopy.copy(from: store.engine, to: engine, at: Moment(milliseconds: 0))
        let copied = try await RegistryStore.openReadOnly(engine, rules: store.rules)
        for store in [store, copied] {
            let known = try #require(try await store.receipt(named: "n"))
            #expect(known == kept)
            #expect(try await store.receipt(secret: kept.secret) == kept)
            #expect(try await store.receiptHead(known) == head)
            for outcome in [nil, CheckResult.Outcome.pass, .fail] {
                var (read, place) = ([ReceiptRow](), Optional(0))
                while let from = place {
                    let page = try await store.rows(of: known, outcome: outcome, after: from, limit: 101)
                    read += page.rows
                    place = page.next
                }
                var expected = rows
                for index in expected.indices { expected[index].place = index + 1 }
                #expect(read == expected.filter { outcome == nil || $0.outcome == outcome })
            }
        }
    }

    @Test("until their time is over; the receipt stays")
    func forgotten() async throws {
        let store = try await TestRegistry.empty().store
        let head = ReceiptHead(header: nil, fields: [])
        let kept = try await store.keep(
            Self.receipt("n", rows: 3),
            head,
            Self.parts(Self.rows(3)),
            key: nil,
            digest: ""
        )
        #expect(try await store.forgetReceiptRows(at: Moment(milliseconds: 19)) == 0)
        #expect(try await store.receiptHead(kept) == head)
        #expect(try await store.forgetReceiptRows(at: Moment(milliseconds: 20)) == 2)
        #expect(try await store.receiptHead(kept) == nil)
        #expect(try await store.rows(of: kept, limit: 10).rows.isEmpty)
        #expect(try await store.receipt(named: "n") == kept)
    }
}
