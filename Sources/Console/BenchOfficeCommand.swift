import Access
import ArgumentParser
import Foundation
import Registry
import Store

/// Fills a store with applications in every state up to a number, and lets a reviewer and an applicant in, for
/// measuring. Prints the session and the key in one line of JSON.
struct BenchOfficeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-office",
        abstract: "Fill a store with applications, for measuring.",
        shouldDisplay: false
    )

    @OptionGroup var options: StoreOptions
    @OptionGroup var clock: ClockOptions
    @Option(name: .customLong("applications")) var applications = 100_000
    @Option(name: .customLong("models")) var models = 1000

    private static let batch = 5000
    /// Manufacturers beside the one whose application is measured.
    private static let makers = 50

    private struct Entrance: Encodable {
        var session: String
        var applicantSession: String
        var key: String
        /// The application whose saving is measured.
        var application: Int64
        var version: Int64
    }

    func run() async throws {
        let now = try clock.now()
        guard let house = try await House.open(options.place(), schemeFolder: options.scheme, readers: 1, now: now)
        else { throw Refusal(.conflict, "The store is in use", code: "storeUnavailable") }
        defer { try? house.close() }
        let store = house.store
        let people = try await TrialAccounts.make(in: store, at: now)
        try await fill(store, people, at: now)
        Output.line(Array(try JSONEncoder().encode(try await enter(store, people, at: now))))
    }

    private func fill(_ store: RegistryStore, _ people: TrialAccounts, at now: Moment) async throws {
        let rows = FillingPeople(
            applicants: try await applicants(store, at: now),
            reviewer: try people.account(.reviewer),
            finance: try people.account(.finance)
        )
        let draft = ApplicationDraft.trial(
            .star1,
            name: "試験カメラ",
            models: ["B-100", "B-100W", "B-100S", "B-200"],
            rules: store.rules,
            on: now.day
        )
        var made = try await store.applicationCount()
        while made < applications {
            let count = min(Self.batch, applications - made)
            try await store.fillApplications(count, of: rows, declaring: draft, at: now)
            made += count
            Output.message("\(made) applications")
        }
    }

    /// One account of each of the manufacturers, made where it is missing.
    private func applicants(_ store: RegistryStore, at now: Moment) async throws -> [Account] {
        let known = try await TrialAccounts.known(in: store)
        var accounts: [Account] = []
        for number in 1...Self.makers {
            let address = try MailAddress("bench-\(number)@example.jp")
            if let account = known[address.key] {
                accounts.append(account)
                continue
            }
            accounts.append(try await Self.maker(number, address, store, at: now))
        }
        return accounts
    }

    /// An administrator of a manufacturer of its own.
    static func maker(
        _ number: Int,
        _ address: MailAddress,
        _ store: RegistryStore,
        at now: Moment
    ) async throws -> Account {
        try await store.makeAccount(
            address,
            organisation: Organisation(
                side: .manufacturer,
                nameJA: "試験製作所\(number)号",
                nameEN: "",
                foreignProof: "bench",
                country: "US"
            ),
            roles: [.manufacturerAdministrator],
            password: "",
            actor: "bench",
            at: now
        )
    }

    /// A session of the reviewer, and of the applicant a session, a key and a draft with its models.
    private func enter(_ store: RegistryStore, _ people: TrialAccounts, at now: Moment) async throws -> Entrance {
        let maker = try people.account(.maker)
        let reviewer = try await Self.signIn(try people.account(.reviewer), store, at: now)
        if !reviewer.signed.account.hasSecondFactor {
            try await store.setSecondFactor(
                reviewer.signed,
                secret: OneTimeCode.make().secret,
                step: 0,
                recovery: [],
                at: now
            )
        }
        let applicant = try await Self.signIn(maker, store, at: now)
        let key = store.keys.apiKey(Secrets.token())
        _ = try await store.makeKey(
            ApiKeyOrder(name: "bench", scopes: [.fileApplications], days: 1),
            text: key,
            by: applicant.signed,
            at: now
        )
        let opened = try await store.openApplication(.new, by: maker, at: now).application
        let draft = ApplicationDraft.trial(
            .star1,
            name: "試験カメラ",
            models: (1...max(1, models)).map { "L-\($0)" },
            rules: store.rules,
            on: now.day
        )
        let saved = try await store.perform(.save(draft), on: opened.id, version: nil, by: maker, at: now)
        return Entrance(
            session: reviewer.token,
            applicantSession: applicant.token,
            key: key,
            application: opened.id,
            version: saved.application.version
        )
    }

    /// A session as a right sign-in makes it. Whoever has the store needs no password; the codes of the reviewer are
    /// made by this command alone, so that a second run answers with the next.
    static func signIn(
        _ account: Account,
        _ store: RegistryStore,
        at now: Moment
    ) async throws -> (token: String, signed: SignedIn) {
        let start = try await store.beginSignIn(account.address, recovery: nil, hasCode: true, at: now) { _, after in
            max(after + 1, OneTimeCode.step(now))
        }
        let token = Secrets.token()
        guard case .open(let candidate) = start,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "bench", at: now) != nil,
            let signed = try await store.signedIn(token, at: now)
        else { throw Refusal(.conflict, "The bench's account was not let in", code: "benchFailed") }
        return (token, signed)
    }
}
