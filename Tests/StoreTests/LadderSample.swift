import Registry
import TestSupport
import Testing

@testable import Store

/// A registry with the ladder of the scheme data, and holders of labels.
struct LadderSample: Sendable {
    let store: RegistryStore
    /// Administrators of two manufacturers.
    let maker: Account
    let rival: Account

    static let ladder = Ladder(
        daysBefore: [180, 90, 60, 30, 14, 7, 1],
        daysAfter: [1],
        atGraceEnd: true,
        renewalOpensDaysBefore: 180
    )

    static func make(graceDays: Int? = nil) async throws -> LadderSample {
        var rules = Rules.sample(graceDays: graceDays)
        rules.ladder = ladder
        let store = try await RegistryStore.sample(rules: rules)
        return LadderSample(
            store: store,
            maker: try await account(store, "maker@example.jp", "見本電機", "7000012050002"),
            rival: try await account(store, "rival@example.jp", "別電機", "1000012160153")
        )
    }

    static func account(
        _ store: RegistryStore,
        _ address: String,
        _ name: String,
        _ number: String
    ) async throws -> Account {
        try await store.makeAccount(
            try MailAddress(address),
            organisation: Organisation(
                side: .manufacturer,
                nameJA: name,
                nameEN: "",
                corporateNumber: try CorporateNumber(number)
            ),
            roles: [.manufacturerAdministrator],
            password: "",
            actor: "t",
            at: noon("2024-01-01")
        )
    }

    /// A member of the maker's organisation, `member@example.jp`.
    func member() async throws -> Account {
        try await store.makeAccount(
            try MailAddress("member@example.jp"),
            organisation: maker.organisation,
            roles: [.manufacturerMember],
            password: "",
            at: noon("2024-01-01")
        )
    }

    /// A label that ends on a day, of a holder.
    func issue(_ number: String, until end: String, of holder: Account?, contact: String = "") async throws {
        var filing = Filing.sample("カメラ \(number)")
        filing.manufacturer.publicContact = contact
        _ = try await store.file(
            .issue(filing, heldUntil: day(end)),
            number: RegistrationNumber(checked: number),
            OrderTerms(actor: "t"),
            at: (day(end) - 600).start
        )
        guard let holder else { return }
        let organisation = holder.organisation.id
        try await store.tamper(
            """
            INSERT INTO registration_owner (registration_id, organisation_id, since)
            SELECT id, \(organisation), 0 FROM registration WHERE number = '\(number)'
            """
        )
    }

    /// A round at noon of a day.
    @discardableResult
    func round(_ text: String, perDay: Int = 3) async throws -> LadderTally {
        try await store.keepLadder(perDay: perDay, at: noon(text))
    }

    /// Sends everything that is due; what each letter says, by its recipient.
    @discardableResult
    func send(_ now: Moment, _ delivery: Delivery = .sent) async throws -> [(to: String, labels: [String])] {
        var sent: [(to: String, labels: [String])] = []
        while true {
            let claimed = try await store.claimLetters(limit: 50, holder: "t", lease: 60_000, at: now, token: { "" })
            if claimed.isEmpty { return sent }
            for letter in claimed {
                try await store.settle(letter, delivery, holder: "t", retryAt: nil, at: now)
                let labels = letter.letter.entries.map { "\($0["number"] ?? "") \($0["milestone"] ?? "")" }
                sent.append((letter.letter.recipient.text, labels))
            }
        }
    }

    /// `number milestone state recipient`, in the order they were made.
    func notices() async throws -> [String] {
        try await store.notices(limit: 1000).map {
            "\($0.number) \($0.milestone.word) \($0.state.rawValue) \($0.channel == .mail ? $0.address : $0.channel.rawValue)"
        }
    }
}
