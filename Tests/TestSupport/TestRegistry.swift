package import Intake
package import Registry
package import Store

/// A registry in memory with a clock of its own.
package struct TestRegistry: Sendable {
    package let store: RegistryStore
    package let clock: TestClock

    package static let host = "label.example.jp"

    /// An empty registry that began long before the clock's start.
    package static func empty(
        engine: (any Engine)? = nil,
        isOfficial: Bool = false,
        clock: TestClock = TestClock()
    ) async throws -> TestRegistry {
        let reading = try SampleRules.reading
        let engine = if let engine { engine } else { try await TestEngines.fresh() }
        let store = try await RegistryStore.initialise(
            engine,
            operatorFacts: OperatorFacts(
                nameJA: "見本登録所",
                nameEN: "Sample Registry",
                isOfficial: isOfficial,
                publicHost: host,
                overlay: "sample"
            ),
            rules: reading.rules,
            rulesText: reading.text,
            at: clock.now + -2000 * 86_400_000
        )
        return TestRegistry(store: store, clock: clock)
    }

    /// One label in each standing on the clock's day, and a few more.
    package static func standing(isOfficial: Bool = false) async throws -> (TestRegistry, StandingLabels) {
        let registry = try await empty(isOfficial: isOfficial)
        return (registry, try await StandingLabels.file(in: registry))
    }

    /// The same store opened again with other rules, as after new scheme data was laid out.
    package func reopened(_ reading: SchemeReading) async throws -> TestRegistry {
        let store = try await RegistryStore.open(
            store.engine,
            rules: reading.rules,
            rulesText: reading.text,
            at: clock.now
        )
        return TestRegistry(store: store, clock: clock)
    }

    /// The same store opened again with rules that no scheme data has, under a digest of their own.
    package func reopened(with rules: Rules) async throws -> TestRegistry {
        var rules = rules
        rules.digest = String(repeating: "a", count: 64)
        let store = try await RegistryStore.open(
            store.engine,
            rules: rules,
            rulesText: try SampleRules.reading.text,
            at: clock.now
        )
        return TestRegistry(store: store, clock: clock)
    }

    /// Issues a label; the number is minted where none is said.
    @discardableResult
    package func issue(
        _ number: String? = nil,
        _ filing: Filing = .sample(),
        on day: String = "2026-09-01",
        origin: Origin = .issued,
        announced: Bool = false
    ) async throws -> Registration {
        try await store.file(
            .issue(filing, heldUntil: nil),
            number: try number.map { try RegistrationNumber($0) },
            .sample(on: try .of(day), announced: announced),
            origin: origin,
            at: clock.now
        ).registration
    }

    @discardableResult
    package func perform(_ order: LabelOrder, on number: String, _ day: String) async throws -> Registration {
        try await store.perform(
            order,
            on: .number(try RegistrationNumber(number)),
            .sample(on: try .of(day)),
            at: clock.now
        ).registration
    }
}

/// Labels that show every standing on 2027-05-20.
package struct StandingLabels: Sendable {
    /// By standing; `unknownStatus` follows an imported list.
    package var byStanding: [Standing: Registration] = [:]
    /// Ends on 2027-05-20, the clock's own day.
    package var endsToday: Registration
    /// Entered as a test.
    package var test: Registration

    package func callAsFunction(_ standing: Standing) throws -> Registration {
        guard let registration = byStanding[standing] else {
            throw Refusal(.missing, "no sample in standing \(standing)")
        }
        return registration
    }

    static func file(in registry: TestRegistry) async throws -> StandingLabels {
        let now = registry.clock.now
        registry.clock.set(now + -3_600_000)
        defer { registry.clock.set(now) }
        let ends = try await registry.issue("T-TODAY", .sample("Night light", models: ["NL-1"]), on: "2025-05-21")
        let test = try await registry.issue("T-TEST", .sample("Trial", models: ["TR-1"]), origin: .test)
        var labels = StandingLabels(endsToday: ends, test: test)
        labels.byStanding[.valid] = try await registry.issue("T-VALID", .sample(models: ["DC-100", "DC-100B"]))
        labels.byStanding[.notYetValid] = try await registry.issue("T-SOON", on: "2027-06-01", announced: true)
        labels.byStanding[.provisional] = try await registry.store.file(
            .provisional(.sample()),
            number: try RegistrationNumber("T-PROV"),
            .sample(on: try .of("2027-05-01")),
            at: registry.clock.now
        ).registration
        try await registry.issue("T-GRACE", on: "2025-05-10")
        labels.byStanding[.grace] = try await registry.perform(.fileExtension, on: "T-GRACE", "2027-04-01")
        labels.byStanding[.lapsed] = try await registry.issue("T-LAPSED", on: "2025-04-01")
        try await registry.issue("T-WITHDRAWN")
        labels.byStanding[.withdrawn] = try await registry.perform(.withdraw, on: "T-WITHDRAWN", "2027-01-10")
        try await registry.issue("T-REVOKED")
        labels.byStanding[.revoked] = try await registry.perform(.revoke, on: "T-REVOKED", "2027-01-11")
        labels.byStanding[.unknownStatus] = try await importOne(into: registry)
        return labels
    }

    private static func importOne(into registry: TestRegistry) async throws -> Registration {
        let reading = try ListReading.sample("L-0001", on: "2027-05-01")
        _ = try await registry.store.importList(reading, at: registry.clock.now)
        guard let registration = try await registry.store.find(try RegistrationNumber("L-0001")).registration else {
            throw Refusal(.missing, "the imported sample was not kept")
        }
        return registration
    }
}

extension ListReading {
    /// An edition of one list with one registration whose status word is in no table.
    package static func sample(_ number: String, on day: String) throws -> ListReading {
        ListReading(
            edition: Edition(
                source: "sample-list",
                day: try .of(day),
                fileName: "sample-list-\(day).csv",
                digest: String(repeating: String(day.suffix(2)), count: 32)
            ),
            origin: .imported,
            rows: 1,
            statements: [
                StatedRegistration(
                    number: try RegistrationNumber(number),
                    filing: .sample("Listed lamp", ja: "一覧の照明", models: ["LL-1"]),
                    heldFrom: try .of("2026-10-01"),
                    heldUntil: nil,
                    statusWord: "保留",
                    standing: nil,
                    rows: [2]
                )
            ],
            skipped: [],
            conflicts: [],
            remarks: []
        )
    }
}
