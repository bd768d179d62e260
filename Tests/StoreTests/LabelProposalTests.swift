import Registry
import TestSupport
import Testing

@testable import Store

@Suite("two approvers and a label")
struct LabelProposalTests {
    /// A second approver beside the sample's own.
    static func second(_ sample: ApplicationSample) async throws -> Account {
        try await sample.store.makeAccount(
            try MailAddress("second@example.jp"),
            name: "Second",
            organisation: sample[.approver].organisation,
            roles: [.approver],
            password: "hash",
            at: sample.clock.now
        )
    }

    @discardableResult
    static func propose(
        _ measure: LabelProposal.Measure,
        on number: RegistrationNumber,
        _ sample: ApplicationSample,
        by account: Account? = nil
    ) async throws -> LabelProposal {
        let revision = try await sample.label(number).revision
        return try await sample.store.propose(
            measure,
            on: number,
            revision: revision,
            publicNote: "Statement of today",
            privateNote: "file 7",
            by: account ?? sample[.approver],
            at: sample.clock.now
        )
    }

    @Test("one proposes, another carries it out: label and diary say so", arguments: OfferedEngine.all)
    func revoked(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let second = try await Self.second(sample)
        let number = try await sample.issued().number
        sample.set(sample.today + 7)
        let before = try await sample.label(number)
        let proposal = try await Self.propose(.revoke(.falseDeclaration, on: nil), on: number, sample)
        #expect(try await sample.label(number) == before)
        let read = try await sample.store.proposalFile(proposal.id, for: second)
        #expect(read.proposal == proposal && read.registration == before)
        #expect(try await sample.store.openProposals(for: sample[.auditor]).proposals == [proposal])
        let outcome = try await sample.store.decide(
            .carryOut,
            onProposal: proposal.id,
            by: second,
            at: sample.clock.now
        )
        let label = try await sample.label(number)
        #expect(outcome.codes == [label.code] && outcome.proposal.state == .done)
        #expect(label.answer(on: sample.today).standing == .revoked)
        #expect(label.answer(on: sample.today - 1).standing == .valid)
        #expect(label.events.last?.publicNote == "事実と異なる宣言 / The declaration was not true: Statement of today")
        #expect(label.events.last?.actor == "" && label.events.last?.privateNote == "")
        let file = try await sample.store.labelFile(number, for: sample[.auditor])
        let event = try #require(file.registration.events.last)
        #expect(event.actor == second.actor)
        #expect(event.privateNote == "proposal \(proposal.id) by \(sample[.approver].actor): file 7")
        #expect(file.names[second.id] == "Second" && file.owner == sample[.maker].organisation)
        #expect(file.proposals == [outcome.proposal] && file.applications.map(\.kind) == [.new])
        let acts = try await sample.store.acts(ActFilter(subject: number.text), limit: 3)
        #expect(acts.map(\.verb) == ["carryOut", "revoked", "propose"])
        #expect(acts.map(\.actor) == [second.actor, second.actor, sample[.approver].actor])
        #expect(try await sample.store.check() == [])
        #expect(try await sample.store.openProposals(for: second).proposals == [])
    }

    @Test("every kind is kept, read again and carried out")
    func kinds() async throws {
        let sample = try await ApplicationSample.make()
        let second = try await Self.second(sample)
        let number = try await sample.issued().number
        sample.set(sample.today + 7)
        var product = try #require(try await sample.label(number).products.last?.value)
        product.nameEN = "Door camera, second edition"
        let holder = try #require(try await sample.label(number).holders.last?.value)
        var models = try await sample.label(number).models
        models[0].versions = "2.0"
        let measures: [(LabelProposal.Measure, Standing)] = [
            (.correct(Correction(manufacturer: holder, product: product, models: models)), .valid),
            (.revokeModels([ModelNumber(checked: "DC-100B")], .unresolvedVulnerability, on: sample.today - 1), .valid),
            (.withdraw(on: sample.today), .withdrawn),
            (.reinstate, .valid),
            (.revoke(.other, on: nil), .revoked),
        ]
        for (measure, standing) in measures {
            let proposal = try await Self.propose(measure, on: number, sample)
            #expect(try await sample.store.proposalFile(proposal.id, for: second).proposal == proposal)
            _ = try await sample.store.decide(.carryOut, onProposal: proposal.id, by: second, at: sample.clock.now)
            #expect(try await sample.label(number).answer(on: sample.today).standing == standing, "\(measure)")
        }
        let label = try await sample.label(number)
        #expect(label.products.map(\.value) == [product] && label.models.first?.versions == "2.0")
        #expect(label.models.last?.isRevoked == true && label.models.last?.span.to == sample.today - 1)
        #expect(try await sample.store.check() == [])
    }

    @Test("one person alone does nothing, also not after roles came and went")
    func alone() async throws {
        let sample = try await ApplicationSample.make()
        let second = try await Self.second(sample)
        let number = try await sample.issued().number
        let proposal = try await Self.propose(.withdraw(on: nil), on: number, sample, by: second)
        let store = sample.store
        func carryOut(_ account: Account) async throws -> Refusal? {
            try await refusal {
                try await store.decide(.carryOut, onProposal: proposal.id, by: account, at: sample.clock.now)
            }
        }
        let before = try await ApplicationFootprint.of(store)
        #expect(try await carryOut(second)?.code == "secondPerson")
        for person in Person.allCases where person != .approver {
            #expect(try await carryOut(sample[person])?.code == "forbidden", "\(person)")
        }
        #expect(try await ApplicationFootprint.of(store) == before)
        for roles in [[Role.reviewer], [.approver]] as [Set<Role>] {
            let administrator = sample[.administrator]
            try await store.changeRoles(of: second.id, to: roles, by: administrator, at: sample.clock.now)
        }
        var changed = second
        changed.roles = [.approver]
        #expect(try await carryOut(changed)?.code == "secondPerson")
        // An account as it was before its roles changed does nothing either.
        let other = sample[.approver]
        try await store.changeRoles(of: other.id, to: [.finance], by: sample[.administrator], at: sample.clock.now)
        #expect(try await carryOut(other)?.code == "unauthenticated")
        #expect(try await sample.label(number).answer(on: sample.today).standing == .valid)
        #expect(try await store.proposalFile(proposal.id, for: second).proposal == proposal)
    }

    @Test("what changed meanwhile is looked at again; one of a kind waits at a time, and is decided once")
    func meanwhile() async throws {
        let sample = try await ApplicationSample.make()
        let second = try await Self.second(sample)
        let store = sample.store
        let number = try await sample.issued().number
        sample.set(sample.today + 1)
        let first = try await Self.propose(.withdraw(on: nil), on: number, sample)
        let again = try await refusal { try await Self.propose(.withdraw(on: nil), on: number, sample, by: second) }
        #expect(again?.code == "proposalOpen")
        let other = try await Self.propose(.revoke(.misuse, on: nil), on: number, sample)
        let now = sample.clock.now
        _ = try await store.decide(.carryOut, onProposal: other.id, by: second, at: now)
        let before = try await ApplicationFootprint.of(store)
        for _ in 0..<2 {
            let late = try await refusal {
                try await store.decide(.carryOut, onProposal: first.id, by: second, at: now)
            }
            #expect(late?.code == "changedSinceProposed" && late?.kind == .conflict)
            let twice = try await refusal {
                try await store.decide(.carryOut, onProposal: other.id, by: second, at: now)
            }
            #expect(twice?.code == "proposalClosed")
        }
        #expect(try await ApplicationFootprint.of(store) == before)
        let declined = try await store.decide(.decline("It is revoked"), onProposal: first.id, by: second, at: now)
        #expect(declined.codes == [] && declined.proposal.answer == "It is revoked")
        #expect(try await store.proposalFile(first.id, for: second).proposal == declined.proposal)
        let none = try await refusal { try await store.decide(.carryOut, onProposal: 99, by: second, at: now) }
        #expect(none?.kind == .missing)
    }

    @Test("two who carry one out at the same time do it once")
    func race() async throws {
        let sample = try await ApplicationSample.make()
        let second = try await Self.second(sample)
        let number = try await sample.issued().number
        let third = try await sample.store.makeAccount(
            try MailAddress("third@example.jp"),
            organisation: sample[.approver].organisation,
            roles: [.approver],
            password: "hash",
            at: sample.clock.now
        )
        let proposal = try await Self.propose(.withdraw(on: nil), on: number, sample)
        let done = await withTaskGroup(of: Bool.self) { group in
            for account in [second, third, second, third] {
                group.addTask {
                    let outcome = try? await sample.store.decide(
                        .carryOut,
                        onProposal: proposal.id,
                        by: account,
                        at: sample.clock.now
                    )
                    return outcome != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 1)
        #expect(try await sample.label(number).events.filter { $0.kind.word == .withdrawn }.count == 1)
    }

    @Test("only those who read everything see it")
    func readers() async throws {
        let sample = try await ApplicationSample.make()
        let number = try await sample.issued().number
        let proposal = try await Self.propose(.withdraw(on: nil), on: number, sample)
        for person in [Person.maker, .rival, .laboratory, .administrator] {
            let account = sample[person]
            let codes = [
                try await refusal { try await sample.store.labelFile(number, for: account) }?.kind,
                try await refusal { try await sample.store.openProposals(for: account) }?.kind,
                try await refusal { try await sample.store.proposalFile(proposal.id, for: account) }?.kind,
            ]
            #expect(codes == [.missing, .missing, .missing], "\(person)")
        }
    }

    @Test("reading proposals walks no table")
    func plans() async throws {
        let engine = try SQLiteEngine.inMemory()
        _ = try await RegistryStore.sample(engine)
        for statement in LabelProposalRows.reading {
            for step in try await engine.plan(of: statement) {
                #expect(!step.contains("SCAN") && !step.contains("TEMP B-TREE"), "\(step)")
            }
        }
    }
}
