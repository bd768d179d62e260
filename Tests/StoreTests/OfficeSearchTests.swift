import Registry
import TestSupport
import Testing

@testable import Store

@Suite("the office's box")
struct OfficeSearchTests {
    @Test("finds each thing by its own number, and names by how they begin", arguments: OfferedEngine.all)
    func groups(engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(try await engine.open())
        let reviewer = sample[.reviewer]
        let (application, number) = try await sample.issued()
        let draft = try await sample.begin()
        func found(_ text: String, _ account: Account? = nil) async throws -> OfficeFindings {
            try await sample.store.findForOffice(text, for: account ?? reviewer)
        }
        for text in [application.numbers.application, application.numbers.acceptance, number.text] {
            #expect(try await found(try #require(text)).applications.map(\.id) == [application.id], "\(text ?? "")")
        }
        let code = try await sample.label(number).code
        for text in [number.text, code.text, "見守りドアカメラ"] {
            #expect(try await found(text).labels.map(\.number) == [number], "\(text)")
        }
        let maker = sample[.maker].organisation
        for text in ["7000012050002", "甲製作所", "甲製", "株式会社甲製作所"] {
            #expect(try await found(text).organisations == [maker], "\(text)")
        }
        #expect(try await found("製作所").organisations == [])
        // What was added since is found too.
        let other = try await sample.store.makeAccount(
            try MailAddress("other@example.jp"),
            organisation: Organisation(side: .manufacturer, nameJA: "甲製薬", nameEN: "", country: "JP"),
            roles: [.manufacturerMember],
            password: "hash",
            at: sample.clock.now
        )
        #expect(try await found("甲製").organisations.map(\.id) == [maker.id, other.organisation.id])
        // Drafts are the applicant's, accounts the administrator's.
        #expect(draft.submissions == 0)
        #expect(try await found("other@example.jp").accounts == [])
        for text in ["", "none", "%", "' OR 1=1 --", String(repeating: "甲", count: 500)] {
            let nothing = try await found(text)
            #expect(nothing.applications == [] && nothing.organisations == [], "\(text)")
        }
        for person in [Person.maker, .laboratory, .administrator] {
            #expect(try await refusal { try await found(number.text, sample[person]) }?.kind == .missing, "\(person)")
        }
    }

    @Test("tells addresses to whoever administers accounts and reads applications")
    func addresses() async throws {
        let sample = try await ApplicationSample.make()
        let both = try await sample.store.makeAccount(
            try MailAddress("both@example.jp"),
            organisation: sample[.reviewer].organisation,
            roles: [.reviewer, .administrator],
            password: "hash",
            at: sample.clock.now
        )
        let found = try await sample.store.findForOffice("maker@example.jp", for: both)
        #expect(found.accounts.map(\.id) == [sample[.maker].id])
        #expect(try await sample.store.findForOffice("makers@example.jp", for: both).accounts == [])
    }

    @Test("no group tells more than its bound")
    func bounds() async throws {
        let sample = try await ApplicationSample.make()
        for place in 1...5 {
            try await sample.registry.issue("S-\(place)", .sample("Lamp \(place)", ja: "同じ照明"))
        }
        let found = try await sample.store.findForOffice("同じ照明", for: sample[.reviewer], limit: 3)
        #expect(found.labels.count == 3 && found.hasMore)
        #expect(try await !sample.store.findForOffice("同じ照明", for: sample[.reviewer]).hasMore)
    }
}
