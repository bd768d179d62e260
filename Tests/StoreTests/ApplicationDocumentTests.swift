import Registry
import TestSupport
import Testing

@testable import Store

@Suite("documents of an application")
struct ApplicationDocumentTests {
    private static let count = Statement("SELECT COUNT(*) FROM filed_document")

    private func attach(_ text: String, to id: Int64, _ sample: ApplicationSample) async throws -> Application {
        let digest = try await sample.store.keepFile(Array(text.utf8), at: sample.clock.now)
        return try await sample.perform(
            .attach(kind: "other", name: "\(text).pdf", digest: digest, size: text.utf8.count),
            on: id,
            by: .maker
        )
    }

    /// What somebody reads; nil where there is nothing for them.
    private func text(
        _ number: Int,
        of id: Int64,
        _ person: Person,
        _ sample: ApplicationSample
    ) async throws
        -> String?
    {
        do {
            let found = try await sample.store.document(number, of: id, for: sample[person], at: sample.clock.now)
            return String(decoding: found.bytes, as: UTF8.self)
        } catch let refusal as Refusal {
            #expect(refusal.kind == .missing && refusal.code == "missing")
            return nil
        }
    }

    @Test("the same bytes are kept once")
    func once() async throws {
        let sample = try await ApplicationSample.make()
        let first = try await sample.store.keepFile([1, 2, 3], at: sample.clock.now)
        #expect(try await sample.store.keepFile([1, 2, 3], at: sample.clock.now) == first)
        #expect(try await sample.store.keepFile([1, 2], at: sample.clock.now) != first)
        #expect(first == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
        #expect(try await sample.store.engine.read { try $0.first(Self.count) { $0.integer(0) } } == 2)
        let application = try await sample.begin()
        _ = try await attach("a", to: application.id, sample)
        let again = try await refusal { try await attach("a", to: application.id, sample) }
        #expect(again?.code == "sameDocument")
    }

    @Test("are read by whoever may read the application, and each reading by somebody else is an act")
    func readers() async throws {
        let sample = try await ApplicationSample.make()
        let id = try await sample.begin().id
        let draft = try await attach("one", to: id, sample)
        for person in Person.allCases {
            let expected = person == .maker ? "one" : nil
            #expect(try await text(1, of: id, person, sample) == expected, "\(person) reads a draft's")
        }
        try await sample.walk(draft, to: .submitted)
        let office: [Person] = [.reviewer, .approver, .finance, .auditor]
        for person in Person.allCases {
            let expected = person == .maker || office.contains(person) ? "one" : nil
            #expect(try await text(1, of: id, person, sample) == expected, "\(person)")
            #expect(try await text(2, of: id, person, sample) == nil, "\(person)")
        }
        let acts = try await sample.store.acts(ActFilter(verb: "readDocument"), limit: 50)
        #expect(acts.reversed().map(\.actor) == office.map { sample[$0].actor })
        #expect(acts.allSatisfy { $0.subject == "application \(id)" && $0.detail == "other 1" })
    }

    @Test("the office reads those that were submitted, never the working copy")
    func workingCopy() async throws {
        let sample = try await ApplicationSample.make()
        let id = try await sample.begin().id
        try await sample.walk(try await attach("one", to: id, sample), to: .returned)
        try await sample.perform(.detach(1), on: id, by: .maker)
        let changed = try await attach("two", to: id, sample)
        #expect(changed.documents.map(\.number) == [2])
        #expect(try await text(1, of: id, .reviewer, sample) == "one")
        #expect(try await text(2, of: id, .reviewer, sample) == nil)
        #expect(try await text(1, of: id, .maker, sample) == nil)
        #expect(try await text(2, of: id, .maker, sample) == "two")
        try await sample.walk(changed, to: .submitted)
        #expect(try await text(1, of: id, .reviewer, sample) == nil)
        #expect(try await text(2, of: id, .reviewer, sample) == "two")
    }

    @Test("a laboratory reads those of what it was assigned, by an act too")
    func laboratory() async throws {
        let sample = try await ApplicationSample.make()
        let received = try await sample.walk(try await sample.begin(level: .star3), to: .received)
        let number = try #require(received.documents.first).number
        #expect(try await text(number, of: received.id, .laboratory, sample) == nil)
        try await sample.perform(.assignLaboratory(sample.record), on: received.id, by: .reviewer)
        #expect(try await text(number, of: received.id, .laboratory, sample) != nil)
        let acts = try await sample.store.acts(ActFilter(verb: "readDocument"), limit: 50)
        #expect(acts.map(\.actor) == [sample[.laboratory].actor])
    }
}
