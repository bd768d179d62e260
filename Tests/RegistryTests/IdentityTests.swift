import Registry
import Testing

@Suite("Who applies is found out before anything is accepted")
struct IdentityTests {
    static let checker = ApplicationSample.account(.reviewer, 91)
    static let byChecker = IdentityCheck(by: checker.id, at: noon("2026-03-02"), how: "a letter")

    /// What waits for the identity, each in a case in which nothing else stands against it.
    static let waiting: [(ApplicationState, ApplicationOrder)] = [
        (.received, .accept(number: nil)), (.accepted, .grantProvisional(number: nil)),
        (.underConfirmation, .issue(number: nil, heldUntil: nil, publicNote: "")),
    ]

    static func file(_ state: ApplicationState, _ identity: IdentityCheck?) -> ApplicationCase {
        ApplicationSample.file(state) { file in
            file.identity = identity
            if state == .underConfirmation {
                file.application.recommendation = ApplicationSample.recommendation(toIssue: true)
            }
        }
    }

    @Test("nothing is accepted, issued or given a public number while the identity is not checked", arguments: waiting)
    func notChecked(_ state: ApplicationState, _ order: ApplicationOrder) {
        let refusal = Self.file(state, nil).refusal(order)
        #expect(refusal?.code == "identityNotChecked" && refusal?.kind == .conflict)
        #expect(Self.file(state, Self.byChecker).refusal(order) == nil)
    }

    @Test("everything else goes on without it: the receipt day above all")
    func others() {
        let waits: Set<ApplicationAction> = [.accept, .grantProvisional, .issue, .revokeIdentity]
        for state in ApplicationState.allCases {
            for order in ApplicationTripleTests.orders(state, ApplicationSample.draft()) {
                guard let action = order.action, !waits.contains(action) else { continue }
                var file = ApplicationTripleTests.ready(order, state, .new, isOfficial: true)
                let before = file.refusal(order)
                file.identity = nil
                #expect(file.refusal(order) == before || action == .checkIdentity, "\(order.word) in \(state)")
            }
        }
        let received = try? Self.file(.submitted, nil).decide(.receive(on: nil)).application
        #expect(received?.state == .received && received?.receivedOn == day("2026-03-02"))
    }

    @Test("a check says how, is made once, and counts as a part in the review")
    func check() throws {
        let file = Self.file(.submitted, nil)
        let decision = try file.decide(.checkIdentity("  a letter, answered "), by: Self.checker)
        #expect(decision.identity == .checked(how: "a letter, answered") && decision.note == "a letter, answered")
        #expect(decision.application.reviewedBy.contains(Self.checker.id) && decision.application.state == .submitted)
        let blank = file.refusal(.checkIdentity(" "))
        #expect(blank?.code == "noText" && blank?.field == "how")
        #expect(Self.file(.submitted, Self.byChecker).refusal(.checkIdentity("again"))?.code == "identityChecked")
    }

    @Test("it is revoked with a reason, and a recommendation falls with it")
    func revoke() throws {
        let file = Self.file(.underConfirmation, Self.byChecker)
        let decision = try file.decide(.revokeIdentity("the letter came back"))
        #expect(decision.identity == .revoked(reason: "the letter came back"))
        #expect(decision.application.recommendation == nil && decision.application.state == .underConfirmation)
        #expect(file.refusal(.revokeIdentity(""))?.field == "reason")
        #expect(Self.file(.received, nil).refusal(.revokeIdentity("x"))?.code == "identityNotChecked")
    }

    @Test("whoever checked it, on whichever application, does not decide on another that rests on it")
    func anotherDecides() throws {
        let accepted = try Self.file(.received, Self.byChecker).decide(.accept(number: nil)).application
        #expect(accepted.reviewedBy.contains(Self.checker.id))
        // Checked anew after the acceptance, by somebody who became an approver since.
        let approver = ApplicationSample.account(.approver, Self.checker.id)
        for (state, order) in Self.waiting where order.permission == .decide {
            let refusal = Self.file(state, Self.byChecker).refusal(order, by: approver)
            #expect(refusal?.code == "secondPerson" && refusal?.kind == .forbidden, "\(order.word)")
        }
    }
}
