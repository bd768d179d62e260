import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a label goes on, page by page")
struct RenewalPageTests {
    private static let heading = "What changes on the label"
    private static let ownHeading = "What changed since"

    @Test("both sides see what would be different from the label, and no more once it is issued")
    func journey() async throws {
        try await Stage.with(.maker, .reviewer, .finance, .approver) { stage in
            let maker = try stage.account(.maker).organisation
            let number = try await Self.label(of: maker, stage)
            #expect(try await stage[.maker].fill("/applications?lang=en", "extension").status == 303)
            let lines = try await stage.store.applications(.own(maker.id), before: nil, limit: 2)
            let id = try #require(lines.first?.id)
            let (own, office) = ("/applications/\(id)?lang=en", "/office/applications/\(id)?lang=en")
            let untouched = try await stage[.maker].get(own).text
            #expect(untouched.contains(Self.ownHeading) && !untouched.contains("This renewal: Door camera"))
            let product = "/applications/\(id)/product?lang=en"
            #expect(try await stage[.maker].fill(product, "", [("nameEN", "Door camera <2>")]).status == 303)
            let changed = try await stage[.maker].get(own).text
            #expect(changed.contains("Before: Door camera</p><p>This renewal: Door camera &lt;2&gt;</p>"))
            try await Self.submit(id, stage)
            let read = try await stage[.reviewer].get(office).text
            #expect(read.contains(Self.heading) && read.contains("from the next period"))
            #expect(read.contains("Door camera &lt;2&gt;"))
            try await Self.issue(id, stage)
            let label = try #require(try await stage.store.find(number).registration)
            let answer = label.answer(on: stage.today)
            #expect(answer.standing == .valid && answer.product.nameEN == "Door camera <2>")
            // From the old end, not from the decision.
            let end = try Day.of("2029-08-31")
            #expect(label.periods.last { $0.heldUntil != nil }?.heldUntil == end)
            #expect(try await !stage[.maker].get(own).text.contains(Self.ownHeading))
            #expect(try await !stage[.reviewer].get(office).text.contains(Self.heading))
        }
    }

    /// Held from 2025-09-01 through 2027-08-31, and the organisation's own.
    private static func label(of maker: Organisation, _ stage: Stage) async throws -> RegistrationNumber {
        var filing = Filing.sample()
        filing.manufacturer.identify(as: maker)
        filing.manufacturer.publicContact = "https://maker.example.jp/"
        filing.manufacturer.vulnerabilityContact = "psirt@example.jp"
        filing.product.support = .unsupported
        let label = try await stage.live.registry.issue("T-1", filing, on: "2025-09-01")
        let approver = try stage.account(.approver)
        try await stage.store.setOwner(of: label.number, to: maker.id, by: approver, at: stage.clock.now)
        return label.number
    }

    private static func submit(_ id: Int64, _ stage: Stage) async throws {
        var draft = try await stage.now(id).draft
        let full = stage.draft()
        (draft.checklist, draft.contact) = (full.checklist, full.contact)
        for order in [
            ApplicationOrder.save(draft), .requestNumber, .recordNumber("IPA-\(id)"), Stage.submission,
        ] {
            _ = try await stage.perform(order, on: id, by: .maker)
        }
    }

    private static func issue(_ id: Int64, _ stage: Stage) async throws {
        _ = try await stage.perform(.receive(on: nil), on: id, by: .reviewer)
        _ = try await stage.perform(.accept(number: nil), on: id, by: .reviewer)
        try await stage.confirm(id)
        _ = try await stage.perform(.recommend(toIssue: true, "As before"), on: id, by: .reviewer)
        let page = try await stage[.approver].get("/office/applications/\(id)?lang=en").text
        #expect(page.contains("Extend the label") && page.contains("the day after the present end"))
        let decision = ApplicationOrder.issue(number: nil, heldUntil: nil, publicNote: "")
        _ = try await stage.perform(decision, on: id, by: .approver)
    }
}
