import Registry
import TestSupport
import Testing

@Suite("one list says what takes two people")
struct LabelWarrantTests {
    private static let model = CoveredModel(number: ModelNumber(checked: "M-1"))
    private static let number = ModelNumber(checked: "M-1")

    /// Every order, whether it takes two, and which of the office's roles may propose and approve it.
    private static let orders: [(LabelOrder, Bool)] = [
        (.provisional(.sample()), true), (.issue(.sample(), heldUntil: nil), true), (.extend(heldUntil: nil), true),
        (.withdraw, true), (.revoke, true), (.reinstate, true), (.correct(Correction()), true),
        (.changeHolder(Manufacturer(key: "m")), true), (.restate(Restatement()), true),
        (.changeModels(added: [model], removed: [], revoked: []), true),
        (.changeModels(added: [], removed: [number], revoked: [number]), true),
        (.changeModels(added: [], removed: [number], revoked: []), false),
        (.fileExtension, false), (.refuseExtension, false), (.abandonExtension, false),
    ]

    @Test("every verb stands on one side")
    func list() {
        for (order, takesTwo) in Self.orders { #expect(order.needsTwoPeople == takesTwo, "\(order.word)") }
        // Every kind of event that an order becomes is in the table.
        #expect(Set(Self.orders.map(\.0.word)).count == 13)
        // What approvers propose on pages takes two here as well.
        for kind in LabelProposal.Kind.allCases {
            guard let word = kind.event else { continue }
            #expect(Self.orders.contains { $0.0.word == word && $0.1 }, "\(kind)")
        }
    }

    @Test("who may propose and approve follows from the policy's table, for every pair of roles")
    func roles() {
        let filing: Set<LabelEvent.Word> = [.provisionallyRegistered, .issued, .extended]
        for (order, takesTwo) in Self.orders where takesTwo {
            for first in Role.allCases {
                for second in Role.allCases {
                    let isFiling = filing.contains(order.word)
                    let may = (first == .approver || (isFiling && first == .reviewer)) && second == .approver
                    let refused = refusal(order, first, second)
                    #expect((refused == nil) == may, "\(order.word) \(first) \(second)")
                    if !may { #expect(refused?.kind == .forbidden && refused?.code == "forbidden") }
                }
            }
        }
    }

    @Test("one person is not two, whatever the roles")
    func alone() {
        var account = ApplicationSample.account(.approver, 31)
        account.roles = Set(Role.allCases)
        for (order, _) in Self.orders {
            #expect {
                try LabelWarranting.check(proposedBy: account, approvedBy: account, for: order)
            } throws: { ($0 as? Refusal)?.code == "secondPerson" }
        }
    }

    @Test("a reason is 1 to 2,000 characters")
    func reasons() throws {
        #expect(try LabelWarranting.reason("  fire in the office ") == "fire in the office")
        for text in ["", "   ", String(repeating: "x", count: 2001)] {
            #expect { try LabelWarranting.reason(text) } throws: { ($0 as? Refusal)?.field == "--break-glass" }
        }
    }

    @Test("what is recorded names who approved, and in the office's note who proposed and who was there")
    func terms() {
        let warrant = LabelWarrant.twoPeople(
            proposedBy: ApplicationSample.account(.reviewer, 31),
            approvedBy: ApplicationSample.account(.approver, 32)
        )
        let asked = OrderTerms(actor: "Hanako", publicNote: "p", privateNote: "file 7")
        let terms = warrant.terms(asked)
        #expect(terms.actor == "account 32" && terms.publicNote == "p")
        #expect(terms.privateNote == "proposed by account 31, at the command line as Hanako: file 7")
        #expect(LabelWarrant.breakGlass("x").terms(asked) == asked)
    }

    private func refusal(_ order: LabelOrder, _ first: Role, _ second: Role) -> Refusal? {
        do {
            try LabelWarranting.check(
                proposedBy: ApplicationSample.account(first, 31),
                approvedBy: ApplicationSample.account(second, 32),
                for: order
            )
            return nil
        } catch {
            return error
        }
    }
}
