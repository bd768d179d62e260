import Registry
import TestSupport
import Testing

@testable import Store

@Suite("erasing a person")
struct ErasureTests {
    /// What the public reads, and what the registry must be able to prove: the same before and after.
    private static let untouched = [
        "revision", "ruleset", "edition", "manufacturer", "registration", "period", "model", "holder", "product",
        "event",
        "card", "head", "ledger", "registration_owner", "receipt", "receipt_part", "filed_document", "organisation",
        "label_proposal", "number_sequence",
    ]

    @Test(
        "nothing of the person is found anywhere, and labels, decisions and money are as they were",
        arguments: OfferedEngine.all,
        [1, 2, 3] as [UInt64]
    )
    func needles(_ engine: OfferedEngine, seed: UInt64) async throws {
        let person = try await PersonSample.make(try await engine.open(), seed: seed)
        let (store, now) = (person.store, person.now)
        for needle in PersonSample.needles {
            #expect(try await !store.places(of: needle).isEmpty, "\(needle) was never kept, seed \(seed)")
        }
        let before = try await store.dump()
        let log = try await store.caseLog()
        let boss = try await PersonSample.signIn(store, "administrator@example.jp", token: "boss", at: now)
        try await store.erase(account: person.account.id, reason: "asked by letter", by: boss, at: now)
        for needle in PersonSample.needles {
            #expect(try await store.places(of: needle) == [], "\(needle), seed \(seed)")
        }
        let after = try await store.dump()
        for table in Self.untouched { #expect(after[table] == before[table], "\(table)") }
        #expect(try await store.caseLog() == log)
        let faults = try await store.check()
        #expect(faults == [])
        // The diary goes on, and what was in it is as it was.
        let acts = before["act"] ?? []
        #expect(Array((after["act"] ?? []).prefix(acts.count)) == acts)
        try await tombstones(person)
        try await shut(person)
    }

    /// The account is a number that everything still points at.
    private func tombstones(_ person: PersonSample) async throws {
        let (store, id) = (person.store, person.account.id)
        let members = try await store.members(of: person.account.organisation.id)
        let erased = try #require(members.first { $0.id == id })
        #expect(erased.isErased && erased.name.isEmpty && erased.state == .closed)
        #expect(erased.roles == person.account.roles)
        let lines = try await store.acts(ActFilter(actor: "account \(id)"), limit: 100)
        #expect(lines.contains { $0.verb == "submit" } && lines.contains { $0.verb == "signIn" })
        let done = try await store.acts(ActFilter(verb: "eraseAccount"), limit: 9)
        #expect(done.map(\.subject) == ["account \(id)"] && done.map(\.detail) == ["asked by letter"])
        #expect(try await store.erased(in: lines + done) == [id])
        let file = try await person.sample.file(person.issued.id, for: .maker)
        #expect(file.application.state == .issued && file.names[id] == "")
        #expect(file.application.draft.declaration?.title == "部長")
        #expect(file.application.draft.declaration?.name == PersonMarks.erased)
        #expect(file.submitted?.draft.contact.name == PersonMarks.erased)
        #expect(file.application.draft.remark.hasPrefix("Ask [erased] or [erased]"))
        #expect(file.application.documents.contains { $0.name == "委任状 [erased].pdf" })
        #expect(file.application.version == person.issued.version + 1)
        let open = try await person.sample.file(person.draft.id, for: .maker).application
        #expect(open.draft.manufacturer.vulnerabilityContact.isEmpty && open.draft.contact.address.isEmpty)
        // A form that was made from what was before is told so.
        let stale = try await refusal {
            try await person.sample.perform(.save(open.draft), on: open.id, version: person.draft.version, by: .maker)
        }
        #expect(stale?.code == "changedMeanwhile")
    }

    /// Nothing lets anybody in any more, and the address is free.
    private func shut(_ person: PersonSample) async throws {
        let (store, now) = (person.store, person.now)
        #expect(try await store.signedIn("NeedleSecret token", at: now) == nil)
        #expect(try await store.signedIn(byKey: PersonSample.keyText, at: now) == nil)
        #expect(try await store.calendarReader(PersonSample.calendarSecret, at: now) == nil)
        #expect(try await store.calendarAddress(of: person.account.id) == nil)
        let begun = try await store.beginSignIn(person.account.address, recovery: nil, hasCode: false, at: now) {
            _,
            _ in
            nil
        }
        guard case .open(let candidate) = begun else { throw Refusal(.conflict, "held") }
        #expect(candidate.account == nil)
        #expect(try await store.openInvitations(of: person.sample[.rival].organisation.id, at: now).isEmpty)
        #expect(try await store.openInvitations(of: person.account.organisation.id, at: now).isEmpty)
        #expect(try await store.letters(.dead).allSatisfy { !$0.letter.recipient.text.isEmpty })
        let late = now + 2 * Outbox.pause
        let sent = try await store.claimLetters(limit: 50, holder: "u", lease: 1000, at: late) { "late" }
        // What is left to send is about others: the one whom the person invited was invited by nobody any more.
        #expect(sent.allSatisfy { !$0.letter.recipient.text.isEmpty && $0.secret == nil }, "\(sent)")
        let again = try await SignInTests.registrant(
            store,
            PersonSample.address.lowercased(),
            number: "3000012010001",
            at: late
        )
        #expect(again.id != person.account.id && !again.isErased)
    }

    @Test(
        "what the person follows under the address goes with its link and labels, others' does not",
        arguments: OfferedEngine.all
    )
    func watches(_ engine: OfferedEngine) async throws {
        let person = try await PersonSample.make(try await engine.open(), seed: 1)
        let (store, now) = (person.store, person.now)
        var links: [String: String] = [:]
        for address in [PersonSample.address.lowercased(), "other@example.jp"] {
            let ask = WatchSample.ask(until: (now.day + 100).text)
            try await store.ask(ask, for: try MailAddress(address), at: now)
            let letters = try await WatchSample(store: store).claim(now)
            let letter = try #require(letters.first { $0.letter.kind == .confirmWatch })
            let secret: String = try #require(letter.secret)
            try await store.confirmWatch(secret, at: now)
            links[address] = secret
        }
        try await person.sample.registry.issue("W-1")
        #expect(try await store.keepWatches(at: person.now).letters == 2)
        let before = try await store.dump()
        for table in ["watch", "watch_token", "watch_label"] { #expect(before[table]?.count == 2, "\(table)") }
        _ = try await store.erase(PersonSample.address, reason: "asked by letter", actor: "owner", at: person.now)
        let after = try await store.dump()
        for table in ["watch", "watch_token", "watch_label"] { #expect(after[table]?.count == 1, "\(table)") }
        for (address, link) in links {
            let watch = try await store.watch(behind: link, at: person.now)
            #expect((watch == nil) == (address != "other@example.jp"), "\(address)")
        }
        for needle in PersonSample.needles { #expect(try await store.places(of: needle) == [], "\(needle)") }
        let sent = try await WatchSample(store: store).claim(person.now)
        let told = sent.filter { $0.letter.kind == .watchDigest }
        #expect(told.map(\.letter.recipient.text) == ["other@example.jp"])
    }

    @Test("the operator's last administrator stays, a manufacturer's while it applies", arguments: OfferedEngine.all)
    func lastAdministrator(_ engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let (store, now) = (sample.store, sample.clock.now)
        func erase(_ person: Person) async throws -> String? {
            try await refusal {
                try await store.erase("\(person.rawValue)@example.jp", reason: "asked", actor: "owner", at: now)
            }?.code
        }
        #expect(try await erase(.administrator) == "lastAdministrator")
        let open = try await sample.open(.new, by: .rival)
        #expect(try await erase(.rival) == "lastAdministrator")
        _ = try await sample.perform(.abandon, on: open.id, by: .rival)
        #expect(try await erase(.rival) == nil)
        // With another one beside it, each may go.
        _ = try await sample.open(.new, by: .maker)
        for (address, organisation, role) in [
            ("second@example.jp", sample[.maker].organisation, Role.manufacturerAdministrator),
            ("third@example.jp", sample[.administrator].organisation, Role.administrator),
        ] {
            _ = try await store.makeAccount(
                try MailAddress(address),
                organisation: organisation,
                roles: [role],
                password: "h",
                at: now
            )
        }
        #expect(try await erase(.maker) == nil)
        #expect(try await erase(.administrator) == nil)
        #expect(try await erase(.laboratory) == nil)
        #expect(try await erase(.laboratory) == "missing")
    }

    @Test("each reaches their own people alone, and themselves by another way")
    func reach() async throws {
        let sample = try await ApplicationSample.make()
        let (store, now) = (sample.store, sample.clock.now)
        func erase(_ target: Person, by person: Person) async throws -> String? {
            let address = "\(person.rawValue)@example.jp"
            let signed = try await PersonSample.signIn(store, address, token: "\(person) \(target)", at: now)
            do {
                try await store.erase(account: sample[target].id, reason: "asked", by: signed, at: now)
            } catch let refusal as Refusal {
                return refusal.code
            }
            return nil
        }
        for person in [Person.reviewer, .approver, .finance, .auditor, .laboratory, .maker] {
            #expect(try await erase(.rival, by: person) == "missing", "\(person)")
        }
        let before = try await store.dump()["account"]
        #expect(try await erase(.maker, by: .maker) == "ownAccount")
        #expect(try await store.dump()["account"] == before)
        #expect(try await erase(.rival, by: .administrator) == nil)
        let own = try await PersonSample.signIn(store, "maker@example.jp", token: "own", at: now)
        try await store.eraseOwn(own, at: now)
        #expect(try await store.signedIn("own", at: now) == nil)
        let act = try #require(try await store.acts(ActFilter(verb: "eraseAccount"), limit: 1).first)
        #expect(act.actor == own.account.actor && act.subject == own.account.actor)
    }

    @Test("a reason is stated and names nobody")
    func reasons() async throws {
        let person = try await PersonSample.make(try SQLiteEngine.inMemory(), seed: 1)
        let before = try await person.store.dump()
        for (reason, code) in [
            ("", "noReason"), (" \u{200B} ", "noReason"), (String(repeating: "x", count: 201), "noReason"),
            ("針山 透子 asked", "personInReason"), ("asked by toko.NEEDLE@example.jp", "personInReason"),
            ("針山　透子", "personInReason"),
        ] {
            let refused = try await refusal {
                try await person.store.erase(
                    "\(person.account.id)",
                    reason: reason,
                    actor: "owner",
                    at: person.now
                )
            }
            #expect(refused?.code == code && refused?.field == "reason", "\(reason)")
        }
        #expect(try await person.store.dump() == before)
    }

    @Test("of two erasures at the same moment one is done", arguments: OfferedEngine.all)
    func twice(_ engine: OfferedEngine) async throws {
        let person = try await PersonSample.make(try await engine.open(), seed: 1)
        let (store, now, id) = (person.store, person.now, person.account.id)
        let codes = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await refusal {
                        try await store.erase("\(id)", reason: "asked", actor: "owner", at: now)
                    }?.code
                }
            }
            return try await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(codes.count { $0 == nil } == 1 && codes.count { $0 == "erasedAlready" } == 3, "\(codes)")
        #expect(try await store.acts(ActFilter(verb: "eraseAccount"), limit: 9).count == 1)
        #expect(try await refusal { try await store.eraseOwn(person.signed, at: now) }?.kind == .unauthenticated)
    }

    @Test("who is signing in, choosing a password or sending a letter meanwhile leaves nothing behind")
    func onTheWay() async throws {
        let person = try await PersonSample.make(try SQLiteEngine.inMemory(), seed: 1)
        let (store, now) = (person.store, person.now + 2 * Outbox.pause)
        let begun = try await store.beginSignIn(person.account.address, recovery: nil, hasCode: true, at: now) {
            _,
            last in last + 1
        }
        guard case .open(let candidate) = begun else { throw Refusal(.conflict, "held") }
        let letters = try await store.claimLetters(limit: 50, holder: "t", lease: 1000, at: now) {
            PersonSample.link()
        }
        let link = try #require(letters.first { $0.letter.kind == .resetPassword }?.secret)
        let reset = try #require(
            try await store.beginReset(link, recovery: nil, isTrial: true, at: now) { _, last in last + 1 }
        )
        _ = try await store.erase("\(person.account.id)", reason: "asked", actor: "owner", at: now)
        for isRight in [true, false] {
            let done = try await store.finishSignIn(
                candidate,
                isRight: isRight,
                token: "x",
                agent: "NeedleBrowser",
                stronger: "needle-hash",
                at: now
            )
            #expect(done == nil)
        }
        let refused = try await refusal { try await store.finishReset(link, reset, password: "x", at: now) }
        #expect(refused?.code == Refusal.linkOver.code)
        for letter in letters {
            let words = Delivery.later("451 <\(letter.letter.recipient.text)> wait")
            try await store.settle(letter, words, holder: "t", retryAt: now + 1000, at: now)
        }
        for needle in PersonSample.needles { #expect(try await store.places(of: needle) == [], "\(needle)") }
    }

    @Test("guesses at an erased address alarm nobody")
    func guesses() async throws {
        let person = try await PersonSample.make(try SQLiteEngine.inMemory(), seed: 1)
        let (store, now) = (person.store, person.now)
        _ = try await store.erase("\(person.account.id)", reason: "asked", actor: "owner", at: now)
        let before = try await store.dump()["letter"]
        for _ in 0..<20 {
            let begun = try await store.beginSignIn(person.account.address, recovery: nil, hasCode: false, at: now) {
                _,
                _ in nil
            }
            guard case .open(let candidate) = begun else { continue }
            _ = try await store.finishSignIn(candidate, isRight: false, token: "x", agent: "", at: now)
        }
        #expect(try await store.dump()["letter"] == before)
    }

    @Test("another organisation's application loses the address, and keeps who only has the same name")
    func elsewhere() async throws {
        let person = try await PersonSample.make(try SQLiteEngine.inMemory(), seed: 1)
        let (sample, store) = (person.sample, person.store)
        var ids: [Int64] = []
        for address in [PersonSample.address.uppercased(), "another@example.jp"] {
            let begun = try await sample.begin(by: .rival)
            var draft = begun.draft
            draft.contact = ApplicationDraft.Contact(name: "針山 透子", address: address, telephone: "1")
            ids.append(try await sample.perform(.save(draft), on: begun.id, by: .rival).id)
        }
        _ = try await store.erase("\(person.account.id)", reason: "asked", actor: "owner", at: person.now)
        let contacts = [
            try await sample.file(ids[0], for: .rival).application.draft.contact,
            try await sample.file(ids[1], for: .rival).application.draft.contact,
        ]
        #expect(contacts[0] == ApplicationDraft.Contact(name: PersonMarks.erased, address: "", telephone: ""))
        #expect(contacts[1] == .init(name: "針山 透子", address: "another@example.jp", telephone: "1"))
    }

    @Test("a closed account goes with the one in use; alone, it leaves the other as it is")
    func twins() async throws {
        let sample = try await ApplicationSample.make()
        let (store, now) = (sample.store, sample.clock.now)
        func member() async throws -> Account {
            try await store.makeAccount(
                try MailAddress("back@example.jp"),
                name: "Comes Back",
                organisation: sample[.maker].organisation,
                roles: [.manufacturerMember],
                password: "h",
                at: now
            )
        }
        var closed: [Account] = []
        for _ in 0..<2 {
            let account = try await member()
            try await store.close(account: account.id, by: sample[.maker], at: now)
            closed.append(account)
        }
        let last = try await member()
        _ = try await PersonSample.signIn(store, "back@example.jp", token: "in use", at: now)
        _ = try await store.erase("\(closed[0].id)", reason: "asked", actor: "owner", at: now)
        #expect(try await store.signedIn("in use", at: now)?.account == last)
        #expect(try await store.erase("back@example.jp", reason: "asked", actor: "owner", at: now) == last.id)
        let members = try await store.members(of: sample[.maker].organisation.id)
        #expect(members.filter(\.isErased).map(\.id) == [closed[0].id, closed[1].id, last.id])
        #expect(try await store.places(of: "back@example.jp") == [])
        #expect(try await store.places(of: "Comes Back") == [])
        let details = try await store.acts(ActFilter(verb: "eraseAccount"), limit: 9).map(\.detail)
        #expect(details == ["asked", "with account \(last.id)", "asked"])
    }
}
