import Registry
import TestSupport
import Testing

@testable import Store

@Suite("the secret address of a calendar")
struct CalendarAddressTests {
    private static let hour: Int64 = 3_600_000

    static func secret(_ letter: Character) -> String {
        String(repeating: letter, count: CalendarAddress.secretLength)
    }

    static func signedIn(_ sample: ApplicationSample, _ person: Person) async throws -> SignedIn {
        try await PersonSample.signIn(
            sample.store,
            "\(person.rawValue)@example.jp",
            token: "\(person) \(UInt64.random(in: .min ... .max))",
            at: sample.clock.now
        )
    }

    @Test("it is kept as its digest: no row of any table holds its text", arguments: OfferedEngine.all)
    func atRest(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let signed = try await Self.signedIn(sample, .maker)
        _ = try await sample.store.makeCalendarAddress(secret: Self.secret("q"), by: signed, at: sample.clock.now)
        #expect(try await sample.store.calendarReader(Self.secret("q"), at: sample.clock.now) != nil)
        for (table, rows) in try await sample.store.dump() {
            for value in rows.joined() {
                if case .text(let held) = value { #expect(!held.contains("qqqqqq"), "\(table)") }
                if case .bytes(let held) = value {
                    #expect(held.firstRange(of: Array("qqqqqq".utf8)) == nil, "\(table)")
                }
            }
        }
        #expect(try await sample.store.check() == [])
    }

    @Test(
        "it speaks for its account until it is replaced or ended, and nothing else does",
        arguments: OfferedEngine.all
    )
    func life(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let (store, now) = (sample.store, sample.clock.now)
        let signed = try await Self.signedIn(sample, .maker)
        let id = signed.account.id
        #expect(try await store.calendarAddress(of: id) == nil)
        let made = try await store.makeCalendarAddress(secret: Self.secret("a"), by: signed, at: now)
        #expect(made == CalendarAddress(madeAt: now))
        #expect(try await store.calendarReader(Self.secret("a"), at: now) == signed.account)
        let wrongs = [
            "", "a", Self.secret("b"), Self.secret("a") + "a", String(Self.secret("a").dropLast()), Self.secret("é"),
            Self.secret("%"), Self.secret("a").uppercased(), " " + Self.secret("a").dropLast(),
        ]
        for wrong in wrongs { #expect(try await store.calendarReader(wrong, at: now) == nil, "\(wrong)") }
        // It opens nothing else, and nothing else opens it.
        #expect(try await store.signedIn(Self.secret("a"), at: now) == nil)
        #expect(try await store.signedIn(byKey: Self.secret("a"), at: now) == nil)
        _ = try await store.makeCalendarAddress(secret: Self.secret("c"), by: signed, at: now + 5)
        #expect(try await store.calendarReader(Self.secret("a"), at: now + 6) == nil)
        #expect(try await store.calendarAddress(of: id) == CalendarAddress(madeAt: now + 5))
        #expect(try await store.calendarReader(Self.secret("c"), at: now + 6) == signed.account)
        // What was replaced is no longer there to be told from what never was.
        #expect(try await store.dump()["calendar_address"]?.count == 1)
        try await store.endCalendarAddress(by: signed, at: now + 7)
        try await store.endCalendarAddress(by: signed, at: now + 8)
        #expect(try await store.calendarReader(Self.secret("c"), at: now + 9) == nil)
        #expect(try await store.calendarAddress(of: id) == nil)
        let acts = try await store.acts(ActFilter(subject: RegistryStore.subject(id)), limit: 9).map(\.verb)
        #expect(acts.filter { $0.hasSuffix("Calendar") } == ["endCalendar", "replaceCalendar", "makeCalendar"])
        #expect(try await store.letters(.waiting).contains { $0.letter.kind == .accountChanged })
    }

    /// What stands in the row.
    private static func written(_ store: RegistryStore) async throws -> Moment? {
        try await store.engine.lookup { db in
            try db.first(Statement("SELECT last_used_at FROM calendar_address")) { row in
                row.isNull(0) ? nil : row.moment(0)
            } ?? nil
        }
    }

    @Test("a reading writes nothing itself, and is told before it is written", arguments: OfferedEngine.all)
    func readingAlone(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let (store, now) = (sample.store, sample.clock.now)
        let signed = try await Self.signedIn(sample, .maker)
        _ = try await store.makeCalendarAddress(secret: Self.secret("a"), by: signed, at: now)
        for asked in [7, 3, 5] as [Int64] { _ = try await store.calendarReader(Self.secret("a"), at: now + asked) }
        #expect(try await Self.written(store) == nil)
        #expect(try await store.calendarAddress(of: signed.account.id)?.lastUsedAt == now + 7)
        #expect(try await store.keepCalendarUses() == 1)
        #expect(try await Self.written(store) == now + 7)
        #expect(try await store.keepCalendarUses() == 0)
        // What was read before it was replaced is of no address any more.
        _ = try await store.calendarReader(Self.secret("a"), at: now + 2 * Self.hour)
        _ = try await store.makeCalendarAddress(secret: Self.secret("b"), by: signed, at: now + 2 * Self.hour + 1)
        #expect(try await store.calendarAddress(of: signed.account.id)?.lastUsedAt == nil)
        #expect(try await store.keepCalendarUses() == 1)
        #expect(try await Self.written(store) == nil)
    }

    @Test("no more are remembered than ten thousand, and what is read meanwhile is not forgotten")
    func uses() {
        let uses = CalendarUses()
        for number in 0..<20_000 { uses.note(String(number), at: noon("2026-11-21")) }
        #expect(uses.noted.count == 10_000)
        let first = noon("2026-11-21")
        uses.note("7", at: first + 1)
        uses.forget("7", first)
        #expect(uses.moment(of: "7") == first + 1)
        uses.forget("7", first + 1)
        #expect(uses.moment(of: "7") == nil && uses.noted.count == 9999)
    }

    @Test("its use is written once an hour, and never goes back")
    func used() async throws {
        let sample = try await ApplicationSample.make()
        let (store, now) = (sample.store, sample.clock.now)
        let signed = try await Self.signedIn(sample, .maker)
        _ = try await store.makeCalendarAddress(secret: Self.secret("a"), by: signed, at: now)
        let expected: [(Int64, Int64)] = [
            (0, 0), (Self.hour - 1, 0), (Self.hour, Self.hour), (5, Self.hour), (3 * Self.hour, 3 * Self.hour),
        ]
        for (asked, used) in expected {
            _ = try await store.calendarReader(Self.secret("a"), at: now + asked)
            try await store.keepCalendarUses()
            #expect(try await store.calendarAddress(of: signed.account.id)?.lastUsedAt == now + used)
            #expect(try await Self.written(store) == now + used)
        }
    }

    @Test("it ends with the account's roles and with the account, and only a holder's side has one")
    func ending() async throws {
        let sample = try await ApplicationSample.make()
        let (store, now) = (sample.store, sample.clock.now)
        let second = try await store.makeAccount(
            try MailAddress("second@example.jp"),
            organisation: sample[.maker].organisation,
            roles: [.manufacturerMember],
            password: "hash",
            at: now
        )
        func enter(_ letter: Character) async throws {
            let signed = try await PersonSample.signIn(store, "second@example.jp", token: "t\(letter)", at: now)
            _ = try await store.makeCalendarAddress(secret: Self.secret(letter), by: signed, at: now)
            #expect(try await store.calendarReader(Self.secret(letter), at: now) != nil)
        }
        try await enter("a")
        try await store.changeRoles(of: second.id, to: [.manufacturerAdministrator], by: sample[.maker], at: now)
        #expect(try await store.calendarReader(Self.secret("a"), at: now) == nil)
        try await enter("b")
        try await store.close(account: second.id, by: sample[.maker], at: now)
        #expect(try await store.calendarReader(Self.secret("b"), at: now) == nil)
        #expect(try await store.dump()["calendar_address"]?.isEmpty == true)
        for person in [Person.reviewer, .approver, .finance, .auditor, .administrator, .laboratory] {
            let signed = try await Self.signedIn(sample, person)
            let refused = try await refusal {
                try await store.makeCalendarAddress(secret: Self.secret("x"), by: signed, at: now)
            }
            #expect(refused?.kind == .forbidden, "\(person)")
        }
    }

    @Test("an account that was moved behind the program's back is not followed by its address")
    func moved() async throws {
        let sample = try await ApplicationSample.make()
        let (store, now) = (sample.store, sample.clock.now)
        let signed = try await Self.signedIn(sample, .maker)
        _ = try await store.makeCalendarAddress(secret: Self.secret("a"), by: signed, at: now)
        let other = sample[.rival].organisation.id
        try await store.tamper("UPDATE account SET organisation_id = \(other) WHERE id = \(signed.account.id)")
        #expect(try await store.calendarReader(Self.secret("a"), at: now) == nil)
    }

    @Test("a session that ended makes none")
    func signedOut() async throws {
        let sample = try await ApplicationSample.make()
        let (store, now) = (sample.store, sample.clock.now)
        let signed = try await Self.signedIn(sample, .maker)
        try await store.endSession(signed.session.id, of: signed.account, at: now)
        let refused = try await refusal {
            try await store.makeCalendarAddress(secret: Self.secret("a"), by: signed, at: now)
        }
        #expect(refused?.kind == .unauthenticated)
        #expect(try await store.calendarReader(Self.secret("a"), at: now) == nil)
    }
}
