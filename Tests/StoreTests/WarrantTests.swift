import Registry
import TestSupport
import Testing

@testable import Store

@Suite("two people at the command line")
struct WarrantTests {
    /// An approver and a second one, both with one-time codes, and a label that holds.
    private struct Scene {
        let sample: ApplicationSample
        let first: Account
        let second: Account
        let number: RegistrationNumber

        var store: RegistryStore { sample.store }

        static func make(_ engine: (any Engine)? = nil) async throws -> Scene {
            let sample = try await ApplicationSample.make(engine)
            let second = try await LabelProposalTests.second(sample)
            let number = try await sample.issued().number
            sample.set(sample.today + 7)
            for account in [sample[.approver], second] { try await setCodes(account, sample) }
            return Scene(sample: sample, first: sample[.approver], second: second, number: number)
        }

        static func setCodes(_ account: Account, _ sample: ApplicationSample) async throws {
            let (store, now) = (sample.store, sample.clock.now)
            let begun = try await store.beginSignIn(account.address, recovery: nil, hasCode: false, at: now) { _, _ in
                nil
            }
            guard case .open(let candidate) = begun else { throw Refusal(.conflict, "a test could not sign in") }
            let token = "codes of \(account.id)"
            _ = try await store.finishSignIn(candidate, isRight: true, token: token, agent: "", at: now)
            let signed = try #require(try await store.signedIn(token, at: now))
            try await store.setSecondFactor(signed, secret: [1, 2, 3], step: 0, recovery: [], at: now)
        }

        /// A code is its step here; nil for a wrong one.
        func proof(_ account: Account, _ step: Int64?) -> OfficeProof {
            OfficeProof(address: account.address) { _, after in step.flatMap { $0 > after ? $0 : nil } }
        }

        func warrant(
            _ proposer: Account,
            _ step: Int64?,
            _ approver: Account,
            _ other: Int64?,
            for order: LabelOrder = .revoke
        ) async throws -> LabelWarrant {
            try await store.warrant(
                proposedBy: proof(proposer, step),
                approvedBy: proof(approver, other),
                for: order,
                at: sample.clock.now
            )
        }

        @discardableResult
        func perform(_ order: LabelOrder, _ warrant: LabelWarrant?, key: String? = nil) async throws -> OrderOutcome {
            try await store.perform(
                order,
                on: .number(number),
                OrderTerms(actor: "operator", publicNote: "Statement", privateNote: "file 7"),
                warrant: warrant,
                key: key,
                at: sample.clock.now
            )
        }
    }

    @Test("both are in the label's history and in the diary", arguments: OfferedEngine.all)
    func recorded(engine: OfferedEngine) async throws {
        let scene = try await Scene.make(try await engine.open())
        let warrant = try await scene.warrant(scene.first, 5, scene.second, 5)
        let outcome = try await scene.perform(.revoke, warrant)
        let file = try await scene.store.labelFile(scene.number, for: scene.sample[.auditor])
        let event = try #require(file.registration.events.last)
        #expect(event.kind.word == .revoked && event.actor == scene.second.actor && event.publicNote == "Statement")
        let note = "proposed by \(scene.first.actor), at the command line as operator"
        #expect(event.privateNote == note + ": file 7")
        let acts = try await scene.store.acts(ActFilter(subject: scene.number.text), limit: 2)
        #expect(acts.map(\.verb) == ["propose", "revoked"])
        #expect(acts.map(\.actor) == [scene.first.actor, scene.second.actor])
        #expect(acts.map(\.revision) == [outcome.registration.revision, outcome.registration.revision])
        #expect(acts.first?.detail == "revoked, at the command line as operator")
        #expect(try await scene.store.check() == [])
    }

    @Test("a code is good once, also where the other's was wrong", arguments: OfferedEngine.all)
    func once(engine: OfferedEngine) async throws {
        let scene = try await Scene.make(try await engine.open())
        _ = try await scene.warrant(scene.first, 5, scene.second, 5)
        let again = try await refusal { try await scene.warrant(scene.first, 5, scene.second, 6) }
        #expect(again?.kind == .unauthenticated && again?.code == "wrongCode" && again?.field == "--proposed-by")
        // The second's code of step 6 went with it.
        let spent = try await refusal { try await scene.warrant(scene.first, 7, scene.second, 6) }
        #expect(spent?.code == "wrongCode" && spent?.field == "--approved-by")
        #expect(try await refusal { try await scene.warrant(scene.first, 8, scene.second, 8) } == nil)
        // A sign-in with a code that was shown here is none either: one rule for both.
        let address = scene.first.address
        let begun = try await scene.store.beginSignIn(address, recovery: nil, hasCode: true, at: scene.sample.clock.now)
        { _, after in 8 > after ? 8 : nil }
        guard case .open(let candidate) = begun else {
            Issue.record("held")
            return
        }
        #expect(candidate.step == nil)
    }

    @Test("wrong codes are counted as at a sign-in: pauses that a right one lifts, and none after ten")
    func guesses() async throws {
        let scene = try await Scene.make()
        let clock = scene.sample.clock
        func attempt(_ step: Int64?) async throws -> Refusal? {
            // The other's code is right each time, and so never the reason.
            let other = clock.now.milliseconds
            clock.advance(milliseconds: 1)
            return try await refusal { try await scene.warrant(scene.first, step, scene.second, other) }
        }
        for _ in 0..<6 { #expect(try await attempt(nil)?.kind == .unauthenticated) }
        #expect(try await attempt(nil)?.code == "heldBack")
        #expect(try await attempt(100) == nil)
        for _ in 0..<9 {
            clock.advance(milliseconds: 3_600_000)
            #expect(try await attempt(nil)?.code == "wrongCode")
        }
        clock.advance(milliseconds: 3_600_000)
        #expect(try await attempt(nil)?.kind == .limited)
        clock.advance(milliseconds: 3_600_000)
        #expect(try await attempt(101)?.kind == .limited)
        // Signing in at the portal, with the password, opens it again.
        clock.advance(milliseconds: 3_600_000)
        let (store, address) = (scene.store, scene.first.address)
        let begun = try await store.beginSignIn(address, recovery: nil, hasCode: true, at: clock.now) { _, _ in 102 }
        guard case .open(let candidate) = begun else {
            Issue.record("held")
            return
        }
        #expect(
            try await store.finishSignIn(candidate, isRight: true, token: "t", agent: "", at: clock.now) != nil
        )
        #expect(try await attempt(103) == nil)
    }

    @Test("who it may not be is told, before any code is looked at")
    func who() async throws {
        let scene = try await Scene.make()
        let (sample, first, second) = (scene.sample, scene.first, scene.second)
        var stranger = first
        stranger.address = try MailAddress("stranger@example.jp")
        try await sample.store.changeRoles(
            of: second.id,
            to: [.reviewer],
            by: sample[.administrator],
            at: sample.clock.now
        )
        let third = try await sample.store.makeAccount(
            try MailAddress("third@example.jp"),
            organisation: first.organisation,
            roles: [.approver],
            password: "hash",
            at: sample.clock.now
        )
        let table: [(Account, Account, Refusal.Kind, String)] = [
            (stranger, first, .missing, "unknownAccount"), (first, stranger, .missing, "unknownAccount"),
            (first, first, .forbidden, "secondPerson"), (first, third, .forbidden, "noSecondFactor"),
            (first, second, .forbidden, "forbidden"), (sample[.finance], first, .forbidden, "forbidden"),
            (sample[.maker], first, .forbidden, "forbidden"), (first, sample[.administrator], .forbidden, "forbidden"),
        ]
        let before = try await sample.store.dump()
        for (proposer, approver, kind, code) in table {
            let refused = try await refusal { try await scene.warrant(proposer, 9, approver, 9) }
            #expect(refused?.kind == kind && refused?.code == code, "\(proposer.address) \(approver.address)")
        }
        #expect(try await sample.store.dump() == before)
        // As a reviewer she recommends what is issued, as on the pages.
        let issue = LabelOrder.issue(.sample(), heldUntil: nil)
        #expect(try await refusal { try await scene.warrant(second, 9, first, 9, for: issue) } == nil)
        try await sample.store.close(account: third.id, by: sample[.administrator], at: sample.clock.now)
        let ended = try await refusal { try await scene.warrant(first, 10, third, 10) }
        #expect(ended?.kind == .missing && ended?.code == "unknownAccount")
    }

    @Test("who was closed after the codes is no warrant any more, and nothing is recorded")
    func closed() async throws {
        let scene = try await Scene.make()
        let warrant = try await scene.warrant(scene.first, 5, scene.second, 5)
        let (store, now) = (scene.store, scene.sample.clock.now)
        try await store.close(account: scene.second.id, by: scene.sample[.administrator], at: now)
        let before = try await ApplicationFootprint.of(store)
        #expect(try await refusal { try await scene.perform(.revoke, warrant) } != nil)
        #expect(try await ApplicationFootprint.of(store) == before)
        #expect(try await scene.sample.label(scene.number).answer(on: scene.sample.today).standing == .valid)
    }

    @Test(
        "acting alone leaves an act of its own, once, and only where something was done",
        arguments: OfferedEngine.all
    )
    func breakGlass(engine: OfferedEngine) async throws {
        let scene = try await Scene.make(try await engine.open())
        let warrant = LabelWarrant.breakGlass("The second approver is ill")
        for _ in 0..<2 { try await scene.perform(.withdraw, warrant, key: "k") }
        #expect(try await refusal { try await scene.perform(.withdraw, warrant) } != nil)
        let acts = try await scene.store.acts(ActFilter(verb: "breakGlass"), limit: 9)
        let label = try await scene.sample.label(scene.number)
        #expect(acts.map(\.detail) == ["withdrawn: The second approver is ill"])
        #expect(acts.map(\.subject) == [scene.number.text] && acts.map(\.actor) == ["operator"])
        #expect(acts.map(\.revision) == [label.revision])
        #expect(try await scene.store.check() == [])
    }
}
