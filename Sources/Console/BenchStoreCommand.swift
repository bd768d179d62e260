import ArgumentParser
import Portal
import Registry
import Store

/// Fills a store with synthetic labels for measuring; every one of them is a test registration.
struct BenchStoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-store",
        abstract: "Fill a store with seeded synthetic labels, for measuring.",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("labels")) var labels = 100_000
    @Option(name: .customLong("seed")) var seed: UInt64 = 20_261_120

    private static let batch = 5_000

    func run() async throws {
        let now = try clock.now()
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now)
        else {
            throw Refusal(.conflict, "The store is in use", code: "storeUnavailable")
        }
        defer { try? house.close() }
        var generator = SyntheticLabels(seed: seed, today: now.day)
        var made = 0
        while made < labels {
            let count = min(Self.batch, labels - made)
            let statements = (0..<count).map { generator.next(made + $0 + 1) }
            try await house.store.fill(statements, source: "bench", at: now)
            made += count
            Output.message("\(made) labels")
        }
    }
}

/// Labels from a seed: believable lengths, four models each on average, Japanese and English.
struct SyntheticLabels {
    private var state: UInt64
    private let today: Day

    init(seed: UInt64, today: Day) {
        state = seed
        self.today = today
    }

    private static let makers = (1...400).map { index in
        Manufacturer(
            key: "maker-\(index)",
            nameJA: "試験製作所\(index)号",
            nameEN: "Test Works \(index)",
            country: "JP",
            publicContact: "https://maker\(index).example.jp/support",
            vulnerabilityContact: "https://maker\(index).example.jp/psirt"
        )
    }
    private static let kinds: [(String, String, String)] = [
        ("camera-surveillance", "見守りカメラ", "Watch camera"), ("smart-home", "照明スイッチ", "Light switch"),
        ("network-equipment", "無線ルーター", "Wireless router"), ("wearable", "活動量計", "Activity tracker"),
        ("industrial", "環境センサー", "Ambient sensor"), ("energy-storage", "家庭用蓄電池", "Home battery"),
    ]

    /// SplitMix64.
    private mutating func random(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }

    mutating func next(_ index: Int) -> StatedRegistration {
        let kind = Self.kinds[random(Self.kinds.count)]
        let family = random(9000) + 1000
        let models = (0..<1 + random(7)).map { variant in
            CoveredModel(
                number: ModelNumber(checked: "T\(index)-\(family)\(["W", "B", "S", "R", "G", "K", "N"][variant % 7])")
            )
        }
        let product = Product(
            nameJA: "\(kind.1) \(family)",
            nameEN: "\(kind.2) \(family)",
            brand: "Testa\(random(200))",
            category: kind.0,
            descriptionJA: "試験用に作られた製品の説明です。",
            descriptionEN: "A product made up for tests.",
            updateMethodJA: "自動更新",
            updateMethodEN: "Automatic",
            support: .until(today + 365 + random(1500)),
            defaultCredentialsJA: "個体ごとに異なる初期パスワード",
            defaultCredentialsEN: "Unique per unit",
            setupLink: "https://maker.example.jp/setup/\(family)",
            disclosureLink: "https://maker.example.jp/psirt"
        )
        let standard = Standard(
            level: .star1,
            assurance: .selfDeclared,
            criteria: "JST-CR-01-01-2024R1",
            route: "standard"
        )
        return StatedRegistration(
            number: RegistrationNumber(checked: "TEST-\(index)"),
            filing: Filing(
                standard: standard,
                manufacturer: Self.makers[random(Self.makers.count)],
                product: product,
                models: models
            ),
            heldFrom: today - random(1000),
            heldUntil: nil,
            statusWord: nil,
            standing: nil,
            rows: []
        )
    }
}
