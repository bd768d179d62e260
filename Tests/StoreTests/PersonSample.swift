import Registry
import TestSupport
import Testing

@testable import Store

/// A person who left traces everywhere a person can, each with a word that nobody else has.
struct PersonSample {
    /// What must be nowhere after an erasure. Matched without regard to case.
    static let needles = [
        "toko.needle", "針山", "透子", "5550-1234", "NeedleBrowser", "needle-line", "needle-hash", "NeedleSecret",
    ]
    static let address = "Toko.Needle@example.jp"
    /// One name, as people write it.
    static let spellings = ["針山 透子", "針山透子", "針山　透子"]
    static let keyText = ApiKey.prefix + String(repeating: "n", count: 43)

    static let calendarSecret = String(repeating: "n", count: CalendarAddress.secretLength)

    let sample: ApplicationSample
    let account: Account
    /// Signed in, in a session of its own.
    let signed: SignedIn
    /// An application of the person's that led to a label.
    let issued: Application
    /// One that is still being written.
    let draft: Application

    var store: RegistryStore { sample.store }
    var now: Moment { sample.clock.now }

    static func signIn(
        _ store: RegistryStore,
        _ address: String,
        token: String,
        agent: String = "t",
        at now: Moment
    ) async throws -> SignedIn {
        let begun = try await store.beginSignIn(try MailAddress(address), recovery: nil, hasCode: false, at: now) {
            _,
            _ in nil
        }
        guard case .open(let candidate) = begun,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: agent, at: now) != nil
        else { throw Refusal(.conflict, "\(address) did not sign in") }
        return try #require(try await store.signedIn(token, at: now))
    }

    /// - Parameter seed: how names and addresses are written where somebody typed them.
    static func make(_ engine: any Engine, seed: UInt64) async throws -> PersonSample {
        let sample = try await ApplicationSample.make(engine)
        let (store, now) = (sample.store, sample.clock.now)
        var random = Seeded(seed)
        try await sample.registry.issue("T-1")
        // Before there was an account, another organisation invited the address; nobody answered.
        try await store.invite(
            try MailAddress(address),
            name: spellings[0],
            .ja,
            to: sample[.rival].organisation.id,
            roles: [.manufacturerMember],
            by: sample[.rival],
            at: now
        )
        let account = try await store.makeAccount(
            try MailAddress(address),
            name: spellings[0],
            organisation: sample[.maker].organisation,
            roles: [.manufacturerAdministrator],
            password: "needle-hash",
            at: now
        )
        let signed = try await signIn(store, address, token: "NeedleSecret token", agent: "NeedleBrowser", at: now)
        let order = ApiKeyOrder(name: "needle-line", scopes: [.readApplications], days: 90)
        _ = try await store.makeKey(order, text: keyText, by: signed, at: now)
        _ = try await store.makeCalendarAddress(secret: calendarSecret, by: signed, at: now)
        let (issued, draft) = try await applications(sample, account, &random)
        try await cases(store, &random, at: now)
        try await letters(sample, account, at: now)
        try await store.setSecondFactor(
            signed,
            secret: Array("NeedleSecret".utf8),
            step: 1,
            recovery: ["RECOVERY0001"],
            at: now
        )
        return PersonSample(sample: sample, account: account, signed: signed, issued: issued, draft: draft)
    }

    /// Secrets of links differ, or they could not be kept.
    static func link() -> String { "link \(UInt64.random(in: .min ... .max))" }

    private static func spelling(_ random: inout Seeded) -> String { spellings.randomElement(using: &random) ?? "" }

    private static func typed(_ random: inout Seeded) -> String {
        [address, address.lowercased(), address.uppercased()].randomElement(using: &random) ?? ""
    }

    /// One application that becomes a label, and one that is only written.
    private static func applications(
        _ sample: ApplicationSample,
        _ account: Account,
        _ random: inout Seeded
    ) async throws -> (issued: Application, draft: Application) {
        let store = sample.store
        func perform(_ order: ApplicationOrder, _ id: Int64) async throws -> Application {
            try await store.perform(order, on: id, version: nil, by: account, at: sample.clock.now).application
        }
        func marked(_ begun: Application) async throws -> Application {
            var draft = begun.draft
            draft.contact = ApplicationDraft.Contact(
                name: spelling(&random),
                address: typed(&random),
                telephone: "080-5550-1234"
            )
            draft.remark = "Ask \(spellings[0]) or \(typed(&random)), please"
            let digest = try await store.keepFile(Array("other".utf8), at: sample.clock.now)
            _ = try await perform(.save(draft), begun.id)
            return try await perform(
                .attach(kind: "other", name: "委任状 \(spellings[0]).pdf", digest: digest, size: 5),
                begun.id
            )
        }
        let id = try await marked(try await sample.begin()).id
        _ = try await perform(.requestNumber, id)
        _ = try await perform(.recordNumber("IPA-\(id)"), id)
        let submitted = try await perform(.submit(name: spelling(&random), title: "部長"), id)
        let issued = try await sample.walk(submitted, to: .issued)
        var draft = try await marked(try await sample.begin())
        var stated = draft.draft
        stated.manufacturer.vulnerabilityContact = address
        draft = try await perform(.save(stated), draft.id)
        return (issued, draft)
    }

    private static func cases(_ store: RegistryStore, _ random: inout Seeded, at now: Moment) async throws {
        var report = CaseStoreTests.report
        report.says = "I am \(spellings[0])"
        report.contact = typed(&random)
        _ = try await store.reportCorrection(report, key: nil, at: now)
        let doubt = Doubt(
            recordedAt: now,
            subject: "T-1",
            kind: "other",
            body: "Write to \(typed(&random))",
            contact: "\(typed(&random)), 080-5550-1234",
            language: "ja"
        )
        _ = try await store.report(doubt, key: nil)
    }

    /// Letters in every state, to the person and by the person.
    private static func letters(_ sample: ApplicationSample, _ account: Account, at now: Moment) async throws {
        let store = sample.store
        try await store.askReset(account.address, at: now)
        let claimed = try await store.claimLetters(limit: 50, holder: "t", lease: 1000, at: now) { Self.link() }
        for (place, letter) in claimed.enumerated() {
            let words = Delivery.refused("550 <\(letter.letter.recipient.text)> is unknown")
            try await store.settle(letter, place % 2 == 0 ? .sent : words, holder: "t", retryAt: nil, at: now)
        }
        try await store.invite(
            try MailAddress("friend@example.jp"),
            name: "Friend",
            .en,
            to: account.organisation.id,
            roles: [.manufacturerMember],
            by: account,
            at: now
        )
        // One waits, and one more to the person.
        try await store.askReset(account.address, at: now + Outbox.pause + 1)
    }
}

extension RegistryStore {
    /// Tables and values of the whole store in which a marker stands, as text or bytes.
    func places(of needle: String) async throws -> Set<String> {
        let sought = needle.lowercased()
        var found: Set<String> = []
        for (table, rows) in try await dump() {
            for value in rows.joined() {
                switch value {
                case .text(let text):
                    if text.lowercased().contains(sought) { found.insert(table) }
                case .bytes(let bytes):
                    // Packed text is UTF-8 between lengths; what is no text becomes replacement characters.
                    if String(decoding: bytes, as: UTF8.self).lowercased().contains(sought) { found.insert(table) }
                case .integer, .null: continue
                }
            }
        }
        return found
    }
}
