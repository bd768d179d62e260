import Registry
import TestSupport
import Testing

@testable import Store

@Suite("letters about the steps of an application")
struct ApplicationLetterTests {
    private static func letters(_ sample: ApplicationSample) async throws -> [Letter] {
        try await sample.store.letters(.waiting).map(\.letter)
    }

    @Test("each step that concerns the applicant is one letter to the contact, queued with the step")
    func steps() async throws {
        let sample = try await ApplicationSample.make()
        let application = try await sample.walk(sample.begin(), to: .issued)
        let letters = try await Self.letters(sample)
        #expect(
            letters.map(\.kind) == [.applicationAccepted, .applicationInvoiced, .applicationPaid, .applicationIssued]
        )
        #expect(Set(letters.map(\.recipient.text)) == ["hanako@example.jp"])
        let invoice = try #require(application.invoice)
        #expect(letters[1].facts["number"] == invoice.number && letters[1].facts["amount"] == String(invoice.amount))
        #expect(letters[1].facts["until"] == invoice.dueOn.text)
        let number = try #require(application.registration)
        let label = try await sample.label(number)
        #expect(letters[3].facts["number"] == number.text && letters[3].facts["code"] == label.code.text)
        #expect(letters.allSatisfy { $0.facts["id"] == String(application.id) })
        // The contact has no account: there is nothing to choose.
        #expect(letters.allSatisfy { $0.facts[Letter.optionalFact] == nil })
    }

    @Test("what was handed back, what is to be corrected by when, what was refused and why")
    func backAndForth() async throws {
        let sample = try await ApplicationSample.make()
        let returned = try await sample.walk(sample.begin(), to: .returned)
        let accepted = try await sample.walk(returned, to: .accepted)
        let until = sample.today + 14
        try await sample.perform(.askCorrection("Page 3", until: until), on: accepted.id, by: .reviewer)
        let letters = try await Self.letters(sample)
        #expect(letters.map(\.kind) == [.applicationReturned, .applicationAccepted, .applicationCorrection])
        #expect(letters[0].facts["note"] == "Page 2")
        #expect(letters[2].facts["note"] == "Page 3" && letters[2].facts["until"] == until.text)
        let other = try await sample.walk(sample.begin(by: .rival), to: .refused)
        let last = try await Self.letters(sample).last
        #expect(last?.kind == .applicationRefused && last?.facts["note"] == "It does not hold")
        #expect(last?.facts["id"] == String(other.id))
    }

    @Test("a laboratory is told what was assigned to it")
    func laboratory() async throws {
        let sample = try await ApplicationSample.make()
        try await sample.walk(sample.begin(level: .star3), to: .feeDue)
        let letters = try await Self.letters(sample)
        #expect(letters.map(\.kind) == [.applicationAccepted, .assessmentAssigned, .applicationInvoiced])
        #expect(letters[1].recipient.text == "laboratory@example.jp")
    }

    @Test("an account may do without, but not without what begins a deadline")
    func choice() async throws {
        let sample = try await ApplicationSample.make()
        for isWanted in [true, false] {
            let before = try await Self.letters(sample).count
            try await sample.store.choose([.applicationSteps: isWanted], by: sample[.maker], at: sample.clock.now)
            var application = try await sample.begin()
            var draft = application.draft
            draft.contact.address = "maker@example.jp"
            application = try await sample.perform(.save(draft), on: application.id, by: .maker)
            try await sample.walk(application, to: .feePaid)
            let letters = try await Self.letters(sample).dropFirst(before)
            #expect(letters.allSatisfy { $0.recipient.text == "maker@example.jp" })
            let optional = letters.filter { $0.facts[Letter.optionalFact] != nil }.map(\.kind)
            #expect(optional == (isWanted ? [.applicationAccepted, .applicationPaid] : []))
            #expect(letters.filter { $0.facts[Letter.optionalFact] == nil }.map(\.kind) == [.applicationInvoiced])
        }
    }

    @Test("a step that is refused says nothing")
    func refused() async throws {
        let sample = try await ApplicationSample.make()
        let submitted = try await sample.walk(sample.begin(), to: .submitted)
        #expect(
            try await refusal { try await sample.perform(.accept(number: nil), on: submitted.id, by: .reviewer) } != nil
        )
        #expect(
            try await refusal { try await sample.perform(.returnForCorrection("x"), on: submitted.id, by: .maker) }
                != nil
        )
        #expect(try await sample.store.backlog().waiting == 0)
    }
}
