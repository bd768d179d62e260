import Registry
import TestSupport
import Testing

@Suite("what the office does to a label takes two people")
struct LabelProposingTests {
    private static let first = ApplicationSample.account(.approver, 31)
    private static let second = ApplicationSample.account(.approver, 32)
    private static let now = noon("2026-03-10")

    private static func propose(
        _ measure: LabelProposal.Measure,
        on registration: Registration,
        revision: Int64? = nil,
        note: String = "See the statement of 10 March",
        by account: Account = first
    ) throws -> LabelProposal {
        var proposal = try LabelProposing.propose(
            measure,
            publicNote: note,
            privateNote: "file 7",
            on: registration,
            revision: revision ?? registration.revision,
            by: account,
            rules: .sample(),
            at: now
        )
        proposal.id = 5
        return proposal
    }

    private static func decide(
        _ decision: LabelProposal.Decision,
        _ proposal: LabelProposal,
        on registration: Registration,
        by account: Account = second
    ) throws -> LabelProposalDecision {
        try LabelProposing.decide(decision, proposal, on: registration, by: account, rules: .sample(), at: now)
    }

    private static let label = try? LabelHistory.issued("2026-01-01", models: ["CAM-100", "CAM-200"]).registration
    private static let models = [ModelNumber(checked: "CAM-200")]

    @Test("every measure becomes its event, by whoever carries it out, with the reason before the public note")
    func measures() throws {
        let label = try #require(Self.label)
        let product = Product(nameJA: "見本カメラ 二型", category: "camera")
        let cases: [(LabelProposal.Measure, LabelEvent.Word, String)] = [
            (.revoke(.misuse, on: nil), .revoked, "ラベルの不適切な使用 / The label was misused: "),
            (
                .revokeModels(Self.models, .unresolvedVulnerability, on: day("2026-03-01")), .modelsChanged,
                "脆弱性が是正されていない / A vulnerability was not resolved: "
            ),
            (.withdraw(on: day("2026-03-09")), .withdrawn, ""),
            (.correct(Correction(product: product)), .corrected, ""),
        ]
        for (measure, word, front) in cases {
            let proposal = try Self.propose(measure, on: label)
            let decided = try Self.decide(.carryOut, proposal, on: label)
            let event = try #require(decided.event)
            #expect(event.kind.word == word && event.effectiveOn == measure.effectiveOn ?? Self.now.day)
            #expect(event.terms.actor == "account 32")
            #expect(event.terms.publicNote == front + "See the statement of 10 March")
            #expect(event.terms.privateNote == "proposal 5 by account 31: file 7")
            #expect(decided.proposal.state == .done && decided.proposal.decidedBy == 32)
        }
        let merge = try Self.propose(.mergeManufacturer(from: 3, into: 2), on: label)
        #expect(try Self.decide(.carryOut, merge, on: label).event == nil)
    }

    @Test("who proposed does not carry it out, whatever roles they have, and may take it back")
    func secondPerson() throws {
        let label = try #require(Self.label)
        let proposal = try Self.propose(.withdraw(on: nil), on: label)
        #expect(throws: (any Error).self) { try Self.decide(.carryOut, proposal, on: label, by: Self.first) }
        #expect {
            try Self.decide(.carryOut, proposal, on: label, by: Self.first)
        } throws: { ($0 as? Refusal)?.code == "secondPerson" && ($0 as? Refusal)?.kind == .forbidden }
        let back = try Self.decide(.decline("A slip"), proposal, on: label, by: Self.first)
        #expect(back.proposal.state == .declined && back.proposal.answer == "A slip" && back.event == nil)
        for role in Role.allCases where role != .approver {
            let other = ApplicationSample.account(role, 40)
            for decision in [LabelProposal.Decision.carryOut, .decline("x")] {
                #expect {
                    try Self.decide(decision, proposal, on: label, by: other)
                } throws: { ($0 as? Refusal)?.code == "forbidden" }
            }
            #expect {
                try Self.propose(.withdraw(on: nil), on: label, by: other)
            } throws: { ($0 as? Refusal)?.code == "forbidden" }
        }
    }

    @Test("what was decided, or whose label changed meanwhile, is not carried out")
    func meanwhile() throws {
        var history = try LabelHistory.issued("2026-01-01")
        let proposal = try Self.propose(.revoke(.misuse, on: nil), on: history.registration)
        for closed in [
            try Self.decide(.carryOut, proposal, on: history.registration).proposal,
            try Self.decide(.decline("No"), proposal, on: history.registration).proposal,
        ] {
            for decision in [LabelProposal.Decision.carryOut, .decline("x")] {
                #expect {
                    try Self.decide(decision, closed, on: history.registration)
                } throws: { ($0 as? Refusal)?.code == "proposalClosed" }
            }
        }
        try history.perform(.fileExtension, on: "2026-03-05")
        #expect {
            try Self.decide(.carryOut, proposal, on: history.registration)
        } throws: { ($0 as? Refusal)?.code == "changedSinceProposed" }
        #expect(try Self.decide(.decline("No"), proposal, on: history.registration).proposal.state == .declined)
        #expect {
            try Self.propose(.withdraw(on: nil), on: history.registration, revision: proposal.revision)
        } throws: { ($0 as? Refusal)?.code == "changedMeanwhile" }
    }

    @Test("nothing is proposed that could not be done today")
    func impossible() throws {
        let label = try #require(Self.label)
        let unknown = [ModelNumber(checked: "CAM-9")]
        let cases: [(LabelProposal.Measure, String, String)] = [
            (.reinstate, "x", "illegalTransition"),
            (.revoke(.misuse, on: nil), " ", "noText"),
            (.revoke(.misuse, on: nil), String(repeating: "x", count: 2001), "tooLong"),
            (.revokeModels(Self.models, .other, on: nil), "", "noText"),
            (.revokeModels(unknown, .other, on: nil), "x", "unknownModel"),
            (.revokeModels([], .other, on: nil), "x", "noModel"),
            (.withdraw(on: day("2026-03-11")), "x", "futureNotAnnounced"),
            (.withdraw(on: day("2025-12-31")), "x", "illegalTransition"),
            (.correct(Correction()), "x", "emptyCorrection"),
            (.correct(Correction(product: Product())), "x", "noName"),
        ]
        for (measure, note, code) in cases {
            #expect {
                try Self.propose(measure, on: label, note: note)
            } throws: { ($0 as? Refusal)?.code == code }
        }
        var imported = label
        (imported.origin, imported.source) = (.imported, "list")
        #expect { try Self.propose(.withdraw(on: nil), on: imported) } throws: {
            ($0 as? Refusal)?.code == "followsItsSource"
        }
        let product = Product(nameJA: "直した名称", category: "camera")
        #expect(try Self.propose(.correct(Correction(product: product)), on: imported).state == .open)
    }

    @Test("a decline says why")
    func reasons() throws {
        let label = try #require(Self.label)
        let proposal = try Self.propose(.withdraw(on: nil), on: label)
        #expect { try Self.decide(.decline(" "), proposal, on: label) } throws: {
            ($0 as? Refusal)?.field == "reason"
        }
    }

    @Test("two manufacturers are one only where nothing says that they are two")
    func merging() throws {
        let number = try CorporateNumber("7000012050002")
        let other = try CorporateNumber("1000012160153")
        func maker(_ id: Int64, _ number: CorporateNumber?, _ side: Role.Side = .manufacturer) -> Organisation {
            Organisation(id: id, side: side, nameJA: "甲", nameEN: "", corporateNumber: number)
        }
        let busy = [ApplicationSample.record(conflicts: [2])]
        let free = [ApplicationSample.record(conflicts: [9])]
        let cases: [(ManufacturerPair, String?)] = [
            (ManufacturerPair(from: maker(3, nil), into: maker(2, number)), nil),
            (ManufacturerPair(from: maker(3, nil), into: maker(2, nil), laboratories: free), nil),
            (ManufacturerPair(from: maker(3, number), into: maker(2, other)), "differentCorporateNumbers"),
            (ManufacturerPair(from: maker(3, number), into: maker(2, nil)), "mergeTheOtherWay"),
            (ManufacturerPair(from: maker(2, nil), into: maker(2, nil)), "sameOrganisation"),
            (ManufacturerPair(from: maker(3, nil), into: maker(1, nil, .operator)), "missing"),
            (ManufacturerPair(from: maker(3, nil, .laboratory), into: maker(2, nil)), "missing"),
            (ManufacturerPair(from: maker(3, nil), into: maker(2, nil), merged: [3]), "organisationMerged"),
            (ManufacturerPair(from: maker(3, nil), into: maker(2, nil), merged: [2]), "organisationMerged"),
            (ManufacturerPair(from: maker(3, nil), into: maker(2, nil), laboratories: busy), "laboratoryConflict"),
            (ManufacturerPair(from: maker(2, nil), into: maker(3, nil), laboratories: busy), "laboratoryConflict"),
        ]
        for (pair, code) in cases {
            var refused: String?
            do { try ManufacturerMerging.check(pair) } catch { refused = error.code }
            #expect(refused == code, "\(pair.from.id) into \(pair.into.id)")
        }
    }

    @Test("every reason is told in both languages, and promises nothing")
    func wordings() {
        for reason in RevocationReason.allCases {
            #expect(!reason.wording.ja.isEmpty && !reason.wording.en.isEmpty)
            #expect(reason.publicNote("x") == "\(reason.wording.ja) / \(reason.wording.en): x")
        }
        #expect(Set(RevocationReason.allCases.map(\.wording.ja)).count == RevocationReason.allCases.count)
    }
}
