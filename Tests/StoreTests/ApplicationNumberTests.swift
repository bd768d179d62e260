import Registry
import TestSupport
import Testing

@testable import Store

@Suite("An application number that was typed is a claim until the office receives it")
struct ApplicationNumberTests {
    private static let number = "IPA-2027-0042"

    /// An application that stands where a number is asked for.
    private static func asked(_ sample: ApplicationSample, by person: Person) async throws -> Application {
        try await sample.perform(.requestNumber, on: sample.begin(by: person).id, by: person)
    }

    private static func submitted(_ sample: ApplicationSample, by person: Person) async throws -> Application {
        let id = try await asked(sample, by: person).id
        try await sample.perform(.recordNumber(number), on: id, by: person)
        return try await sample.perform(ApplicationSample.submission, on: id, by: person)
    }

    @Test("whoever types a number learns nothing of whether another has it", arguments: ApplicationState.allCases)
    func nothingToLearn(_ state: ApplicationState) async throws {
        guard ![.draft, .numberRequested, .abandoned].contains(state) else { return }
        let sample = try await ApplicationSample.make()
        let theirs = try await Self.asked(sample, by: .maker)
        let numbered = try await sample.perform(.recordNumber(Self.number), on: theirs.id, by: .maker)
        try await sample.walk(numbered, to: state)
        let mine = try await Self.asked(sample, by: .rival)
        let typed = try await sample.perform(.recordNumber(Self.number), on: mine.id, by: .rival)
        #expect(typed.numbers.application == Self.number && typed.state == .numberIssued)
        // Nor by submitting, nor by what is told of one's own.
        let sent = try await sample.perform(ApplicationSample.submission, on: mine.id, by: .rival)
        #expect(sent.state == .submitted)
        #expect(try await sample.file(mine.id, for: .rival).sameNumber.isEmpty)
        #expect(try await sample.store.applicationID(numbered: Self.number, for: sample[.rival]) == mine.id)
    }

    @Test("the office sees both, receives one, and the other types its own number", arguments: OfferedEngine.all)
    func both(_ engine: OfferedEngine) async throws {
        let sample = try await ApplicationSample.make(engine.open())
        let squatter = try await Self.submitted(sample, by: .rival)
        let owner = try await Self.submitted(sample, by: .maker)
        #expect(try await sample.file(owner.id, for: .reviewer).sameNumber == [squatter.id])
        #expect(try await sample.file(squatter.id, for: .reviewer).sameNumber == [owner.id])
        let found = try await sample.store.findForOffice(Self.number, for: sample[.reviewer])
        #expect(Set(found.applications.map(\.id)) == [squatter.id, owner.id])

        try await sample.perform(.receive(on: nil), on: owner.id, by: .reviewer)
        #expect(try await sample.store.applicationID(numbered: Self.number, for: sample[.reviewer]) == owner.id)
        let before = try await ApplicationFootprint.of(sample.store)
        let late = try await refusal { try await sample.perform(.receive(on: nil), on: squatter.id, by: .reviewer) }
        #expect(late?.code == "numberTaken" && late?.kind == .conflict)
        #expect(try await ApplicationFootprint.of(sample.store) == before)
        try await sample.perform(.returnForCorrection("The number is another's"), on: squatter.id, by: .reviewer)
        try await sample.perform(.recordNumber("IPA-2027-0043"), on: squatter.id, by: .rival)
        try await sample.perform(ApplicationSample.submission, on: squatter.id, by: .rival)
        let received = try await sample.perform(.receive(on: nil), on: squatter.id, by: .reviewer)
        #expect(received.state == .received && received.numbers.application == "IPA-2027-0043")
        #expect(try await sample.file(owner.id, for: .reviewer).sameNumber.isEmpty)
    }

    @Test("a wrong one that was received lets the number go when it is refused or withdrawn", arguments: [true, false])
    func released(isRefused: Bool) async throws {
        let sample = try await ApplicationSample.make()
        let squatter = try await Self.submitted(sample, by: .rival)
        let owner = try await Self.submitted(sample, by: .maker)
        try await sample.perform(.receive(on: nil), on: squatter.id, by: .reviewer)
        let held = try await refusal { try await sample.perform(.receive(on: nil), on: owner.id, by: .reviewer) }
        #expect(held?.code == "numberTaken")
        if isRefused {
            try await sample.perform(.recommend(toIssue: false, "Another's number"), on: squatter.id, by: .reviewer)
            try await sample.perform(.refuse("The number is another's"), on: squatter.id, by: .approver)
        } else {
            try await sample.perform(.withdraw("A mistake"), on: squatter.id, by: .rival)
        }
        let received = try await sample.perform(.receive(on: nil), on: owner.id, by: .reviewer)
        #expect(received.state == .received)
        #expect(try await sample.store.check().isEmpty)
    }
}
