import Registry
import Testing

@testable import Portal

@Suite("passwords are worked out one at a time")
struct HashQueueTests {
    @Test("one works, eight wait, the next is asked to come again; then all of them are done")
    func bounded() async throws {
        let queue = HashQueue()
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let (opened, gate) = AsyncStream<Void>.makeStream()
        let results = await withTaskGroup(of: String.self) { group in
            group.addTask {
                await Self.outcome {
                    try await queue.run {
                        beginning.finish()
                        for await _ in opened {}
                        return "worked"
                    }
                }
            }
            for await _ in begun {}
            for _ in 0..<9 { group.addTask { await Self.outcome { try await queue.run { "waited" } } } }
            // While the first is at work none of the others can end, but the one that found no room.
            var results = [await group.next() ?? ""]
            gate.finish()
            for await result in group { results.append(result) }
            return results
        }
        #expect(results.first == "busy")
        #expect(results.count { $0 == "waited" } == 8 && results.contains("worked") && results.count == 10)
        #expect(try await queue.run { "free again" } == "free again")
    }

    private static func outcome(_ work: () async throws -> String) async -> String {
        do {
            return try await work()
        } catch {
            return (error as? Refusal)?.code ?? "\(error)"
        }
    }
}
