import Foundation
import TestSupport
import Testing

@testable import Console

@Suite("the ladder on the command line")
struct NoticesCommandTests {
    @Test("what comes is printed in the order of its days, as lines and as JSON, and nothing is written")
    func plan() async throws {
        try await ProgramStore.with(ProgramStore.at) { store in
            try await store.issue("A-1", ProgramStore.at)
            let before = try await store.dump()
            // The label ends on 2029-05-19.
            let outcome = try await store.run(["notices", "plan", "--until", "2029-06-01", "--json"] + ProgramStore.at)
            #expect(outcome.status == 0, "\(outcome.messages)")
            let lines = outcome.output.split(separator: "\n").map(String.init)
            let days = lines.compactMap { $0.firstMatch(of: #/"day":"([0-9-]+)"/#).map { String($0.output.1) } }
            #expect(days.count == lines.count && days == days.sorted() && lines.count == 8)
            #expect(
                lines.allSatisfy { $0.contains("\"number\":\"A-1\"") && $0.contains("\"recipients\":[\"office\"]") }
            )
            #expect(lines.first?.contains("before180") == true && lines.last?.contains("after1") == true)
            let dry = try await store.run(["notices", "plan", "--dry-run"] + ProgramStore.at)
            #expect(dry.status == 0 && dry.output.isEmpty)
            #expect(try await store.run(["notices", "list"]).output.isEmpty)
            #expect(try await store.run(["letters", "list", "--state", "waiting"]).output.isEmpty)
            #expect(try await store.dump() == before)
        }
    }
}
