import Registry
import TestSupport
import Testing

@testable import Store

@Suite("two manufacturers that are one")
struct OrganisationMergingTests {
    private static let moved = Statement(
        """
        SELECT 'account', id, organisation_id FROM account
        UNION ALL SELECT 'owner', registration_id, organisation_id FROM registration_owner
        UNION ALL SELECT 'application', id, organisation_id FROM application
        UNION ALL SELECT 'joining', id, organisation_id FROM joining
        ORDER BY 1, 2
        """
    )
    private static let sessions = Statement("SELECT account_id FROM session ORDER BY id")
    private static let keys = Statement("SELECT account_id FROM api_key WHERE revoked_at IS NULL ORDER BY id")

    /// What belongs to whom: `account 3` to its organisation.
    private static func belongings(_ store: RegistryStore) async throws -> [String: Int64] {
        try await store.engine.read { db in
            var found: [String: Int64] = [:]
            try db.rows(moved, []) { found["\($0.text(0)) \($0.integer(1))"] = $0.integer(2) }
            return found
        }
    }

    private static func accounts(_ statement: Statement, _ store: RegistryStore) async throws -> [Int64] {
        try await store.engine.read { db in try db.all(statement) { $0.integer(0) } }
    }

    /// A duplicate of the sample's maker, without a 法人番号, and its account, signed in.
    private static func duplicate(_ sample: ApplicationSample) async throws -> SignedIn {
        let address = try MailAddress("double@example.jp")
        _ = try await sample.store.makeAccount(
            address,
            organisation: Organisation(
                side: .manufacturer,
                nameJA: "",
                nameEN: "Kou Works",
                foreignProof: "HRB 1",
                country: "DE"
            ),
            roles: [.manufacturerAdministrator],
            password: "hash",
            at: sample.clock.now
        )
        return try await signIn(address, sample)
    }

    private static func signIn(_ address: MailAddress, _ sample: ApplicationSample) async throws -> SignedIn {
        let store = sample.store
        let now = sample.clock.now
        let start = try await store.beginSignIn(address, recovery: nil, hasCode: false, at: now) { _, _ in nil }
        let token = "token of \(address.text)"
        guard case .open(let candidate) = start,
            try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now) != nil
        else { throw Refusal(.conflict, "no sign-in") }
        return try #require(try await store.signedIn(token, at: now))
    }

    private static func merge(
        _ from: Int64,
        into: Int64,
        from number: RegistrationNumber,
        _ sample: ApplicationSample,
        _ second: Account
    ) async throws {
        let measure = LabelProposal.Measure.mergeManufacturer(from: from, into: into)
        let proposal = try await LabelProposalTests.propose(measure, on: number, sample)
        _ = try await sample.store.decide(.carryOut, onProposal: proposal.id, by: second, at: sample.clock.now)
    }

    @Test("everything open goes over and nothing else, and whoever came in comes in anew", arguments: OfferedEngine.all)
    func moved(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let store = sample.store
        let second = try await LabelProposalTests.second(sample)
        let double = try await Self.duplicate(sample)
        let (from, into) = (double.account.organisation.id, sample[.maker].organisation.id)
        let maker = try await Self.signIn(sample[.maker].address, sample)
        _ = try await sample.begin()
        let number = try await sample.issued(by: .rival).number
        try await store.setOwner(of: number, to: from, by: sample[.approver], at: sample.clock.now)
        let open = try await store.openApplication(.new, by: double.account, at: sample.clock.now).application
        let ended = try await store.openApplication(.new, by: double.account, at: sample.clock.now).application
        _ = try await store.perform(.abandon, on: ended.id, version: nil, by: double.account, at: sample.clock.now)
        for (signed, text) in [(double, "a"), (maker, "b")] {
            let key = "hf_" + String(repeating: text, count: 43)
            let order = ApiKeyOrder(name: text, scopes: [.readApplications], days: 30)
            _ = try await store.makeKey(order, text: key, by: signed, at: sample.clock.now)
            let secret = String(repeating: text, count: CalendarAddress.secretLength)
            _ = try await store.makeCalendarAddress(secret: secret, by: signed, at: sample.clock.now)
        }
        for (address, signed) in [("new@example.jp", double), ("more@example.jp", maker)] {
            try await store.invite(
                try MailAddress(address),
                name: "New",
                .en,
                to: signed.account.organisation.id,
                roles: [.manufacturerMember],
                by: signed.account,
                at: sample.clock.now
            )
        }
        let before = try await Self.belongings(store)
        try await Self.merge(from, into: into, from: number, sample, second)
        let after = try await Self.belongings(store)
        for (thing, organisation) in before {
            if thing == "application \(ended.id)" {
                #expect(after[thing] == from)
            } else if thing.hasPrefix("joining"), organisation == from {
                #expect(after[thing] == nil)
            } else {
                #expect(after[thing] == (organisation == from ? into : organisation), "\(thing)")
            }
        }
        #expect(after.count == before.count - 1 && after["account \(double.account.id)"] == into)
        #expect(try await Self.accounts(Self.sessions, store) == [maker.account.id])
        #expect(try await Self.accounts(Self.keys, store) == [maker.account.id])
        for (text, isGood) in [("a", false), ("b", true)] {
            let secret = String(repeating: text, count: CalendarAddress.secretLength)
            let reader = try await store.calendarReader(secret, at: sample.clock.now)
            #expect((reader != nil) == isGood, "\(text)")
        }
        // Its people sign in as the organisation that stays, and find their application there.
        let back = try await Self.signIn(double.account.address, sample)
        #expect(back.account.organisation.id == into)
        let found = try await store.application(open.id, for: back.account)
        #expect(found.applicant.id == into && found.application.version == open.version + 1)
        #expect(try await store.acts(ActFilter(verb: "mergeManufacturer"), limit: 2).map(\.actor) == [second.actor])
        #expect(try await store.check() == [])
        try await Self.tombstone(from, into, number, sample, second)
    }

    /// Nothing is given to what was merged.
    private static func tombstone(
        _ from: Int64,
        _ into: Int64,
        _ number: RegistrationNumber,
        _ sample: ApplicationSample,
        _ second: Account
    ) async throws {
        let store = sample.store
        let now = sample.clock.now
        let office = sample[.approver]
        let stone = try #require(try await store.engine.read { try AccountRows(db: $0).organisation(from) })
        let refused = [
            try await refusal { try await store.setOwner(of: number, to: from, by: office, at: now) },
            try await refusal {
                try await store.makeAccount(
                    try MailAddress("late@example.jp"),
                    organisation: stone,
                    roles: [.manufacturerMember],
                    password: "hash",
                    at: now
                )
            },
            try await refusal {
                try await store.invite(
                    try MailAddress("late@example.jp"),
                    name: "",
                    .ja,
                    to: from,
                    roles: [.manufacturerMember],
                    by: sample[.administrator],
                    at: now
                )
            },
            try await refusal { try await merge(from, into: into, from: number, sample, second) },
            try await refusal { try await merge(into, into: from, from: number, sample, second) },
        ]
        #expect(refused.map { $0?.code } == Array(repeating: "organisationMerged", count: 5))
    }

    @Test("what says that they are two refuses it, also where it came up after the proposal")
    func refused() async throws {
        let sample = try await ApplicationSample.make()
        let store = sample.store
        let second = try await LabelProposalTests.second(sample)
        let double = try await Self.duplicate(sample).account
        let (from, into) = (double.organisation.id, sample[.maker].organisation.id)
        let number = try await sample.issued().number
        let cases: [(Int64, Int64, String)] = [
            (into, sample[.rival].organisation.id, "differentCorporateNumbers"), (into, from, "mergeTheOtherWay"),
            (from, from, "sameOrganisation"), (from, 1, "missing"), (999, into, "missing"),
            (from, sample.record.organisation.id, "missing"),
        ]
        for (one, other, code) in cases {
            let measure = LabelProposal.Measure.mergeManufacturer(from: one, into: other)
            let refused = try await refusal { try await LabelProposalTests.propose(measure, on: number, sample) }
            #expect(refused?.code == code, "\(one) into \(other)")
        }
        let measure = LabelProposal.Measure.mergeManufacturer(from: from, into: into)
        let proposal = try await LabelProposalTests.propose(measure, on: number, sample)
        // A laboratory takes the maker's application in hand, and must not assess the duplicate's.
        let assessed = try await sample.walk(try await sample.begin(level: .star3), to: .accepted)
        try await sample.perform(.assignLaboratory(sample.record), on: assessed.id, by: .reviewer)
        var record = sample.record
        record.conflicts = [from]
        _ = try await store.recordLaboratory(record, by: sample[.administrator], at: sample.clock.now)
        let before = try await Self.belongings(store)
        let late = try await refusal {
            try await store.decide(.carryOut, onProposal: proposal.id, by: second, at: sample.clock.now)
        }
        #expect(late?.code == "laboratoryConflict")
        #expect(try await Self.belongings(store) == before)
        // Once it is out of their hands, the merge widens what the laboratory must keep away from.
        try await sample.walk(assessed, to: .withdrawnByApplicant)
        _ = try await store.decide(.carryOut, onProposal: proposal.id, by: second, at: sample.clock.now)
        #expect(try await store.laboratories().first?.conflicts == [from, into])
    }
}
