import Foundation
import Registry
import TestSupport
import Testing

@testable import Store

func day(_ text: String) -> Day {
    (try? Day.parse(text)) ?? Day(number: .min)
}

/// The moment of noon in Japan.
func noon(_ text: String) -> Moment {
    day(text).start + 43_200_000
}

extension OperatorFacts {
    static let sample = OperatorFacts(nameJA: "見本", nameEN: "Sample", isOfficial: false, publicHost: "example.org")
}

extension RegistryStore {
    /// A fresh registry in memory, or on another engine.
    static func sample(
        _ engine: (any Engine)? = nil,
        rules: Rules = .sample(),
        synonyms: SearchSynonyms = .none,
        secret: [UInt8]? = nil
    ) async throws -> RegistryStore {
        let engine = if let engine { engine } else { try await TestEngines.fresh() }
        return try await initialise(
            engine,
            operatorFacts: .sample,
            rules: rules,
            rulesText: "rules",
            synonyms: synonyms,
            secret: secret,
            at: noon("2024-01-01")
        )
    }

    /// Issues a label at noon of a day.
    @discardableResult
    func issue(
        _ number: String?,
        on text: String = "2026-01-01",
        _ filing: Filing = .sample(),
        key: String? = nil
    ) async throws -> Registration {
        try await file(
            .issue(filing, heldUntil: nil),
            number: number.map { RegistrationNumber(checked: $0) },
            OrderTerms(actor: "t"),
            key: key,
            at: noon(text)
        ).registration
    }

    @discardableResult
    func perform(
        _ order: LabelOrder,
        _ number: String,
        on text: String,
        key: String? = nil
    ) async throws -> OrderOutcome {
        try await perform(
            order,
            on: .number(RegistrationNumber(checked: number)),
            OrderTerms(actor: "t", publicNote: "note", privateNote: "secret"),
            key: key,
            at: noon(text)
        )
    }

    func found(_ number: String) async throws -> Registration {
        try #require(try await find(RegistrationNumber(checked: number)).registration)
    }

    /// Every table's rows, for byte-wise comparison.
    func dump() async throws -> [String: [[Value]]] {
        try await engine.read { db in
            var tables: [String: [[Value]]] = [:]
            for table in RegistryCopy.tables {
                var rows: [[Value]] = []
                repeat {
                    let page = try table.rows(db, after: rows.last.map { table.key(of: $0) })
                    rows += page
                    if page.count < RegistryCopy.Table.page { break }
                } while true
                tables[table.name] = rows
            }
            return tables
        }
    }

    /// Runs one statement behind the registry's back.
    func tamper(_ sql: String, _ values: [Value] = []) async throws {
        // Bytes are written in another way by the other engine.
        let bytes = #/x'([0-9A-F]+)'/#
        let sql = engine.dialect == .sqlite ? sql : sql.replacing(bytes) { "decode('\($0.output.1)', 'hex')" }
        try await engine.write { _ = try $0.run(Statement(sql), values) }
    }
}

extension SearchSynonyms {
    /// Groups of words; `from` and `to` bound all of them.
    static func sample(_ groups: [[String]], from: String? = nil, to: String? = nil) -> SearchSynonyms {
        SearchSynonyms(
            groups: groups.map { words in
                Group(
                    id: words[0],
                    words: words,
                    provenance: Provenance(
                        effectiveFrom: from.flatMap { SchemeDate($0) },
                        effectiveTo: to.flatMap { SchemeDate($0) },
                        sources: [],
                        confidence: .unverified,
                        note: nil
                    )
                )
            }
        )
    }
}

extension Filing {
    static func sample(
        _ name: String = "見本カメラ",
        maker: String = "見本電機",
        models: [String] = ["CAM-100"]
    ) -> Filing {
        Filing(
            standard: Standard(level: .star1, assurance: .selfDeclared, criteria: "JST-CR-01-01-2024R1"),
            manufacturer: Manufacturer(key: maker, nameJA: maker, brands: ["Sample"]),
            product: Product(nameJA: name, category: "camera", services: ["app", "cloud"]),
            models: models.map { CoveredModel(number: ModelNumber(checked: $0)) }
        )
    }
}

extension ListReading {
    /// An edition read from nowhere; its digest follows from its day and rows.
    static func sample(
        _ text: String,
        _ statements: [StatedRegistration],
        source: String = "list",
        conflicts: [String] = [],
        digest: String? = nil
    ) -> ListReading {
        ListReading(
            edition: Edition(
                source: source,
                day: day(text),
                fileName: "\(text).csv",
                digest: digest ?? "\(text) \(statements.hashValue)"
            ),
            origin: .imported,
            rows: statements.count + conflicts.count,
            statements: statements,
            skipped: [],
            conflicts: conflicts.map { Remark(row: 9, number: $0, code: "contradiction", reason: "two makers") },
            remarks: []
        )
    }
}

extension StatedRegistration {
    static func sample(
        _ number: String,
        _ standing: Standing? = .valid,
        word: String? = nil,
        _ filing: Filing = .sample(),
        from: String = "2026-01-01",
        until: String? = nil
    ) -> StatedRegistration {
        StatedRegistration(
            number: RegistrationNumber(checked: number),
            filing: filing,
            heldFrom: day(from),
            heldUntil: until.map { day($0) },
            statusWord: word ?? standing?.rawValue,
            standing: standing,
            rows: [2]
        )
    }
}

/// A folder that is gone afterwards.
func withFolder(_ body: (StoreFolder) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hoshifuda-\(UUID().uuidString)").path
    let folder = StoreFolder(path)
    try folder.make()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(folder)
}
