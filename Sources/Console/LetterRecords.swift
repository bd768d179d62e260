import Registry
import Store

/// Records what came of attempts. Whatever is over while one transaction runs goes into the next one together, and each
/// line goes on when its own attempt is recorded.
actor LetterRecords {
    private let store: RegistryStore
    private var waiting: [(attempt: LetterAttempt, line: CheckedContinuation<Void, any Error>)] = []
    private var isRecording = false

    init(store: RegistryStore) {
        self.store = store
    }

    /// Returns when the attempt is recorded, also while the program ends: what was sent would be sent again.
    func record(_ attempt: LetterAttempt) async throws {
        try await withCheckedThrowingContinuation { (line: CheckedContinuation<Void, any Error>) in
            waiting.append((attempt, line))
            guard !isRecording else { return }
            isRecording = true
            Task { await self.recordAll() }
        }
    }

    private func recordAll() async {
        while !waiting.isEmpty {
            let taken = waiting
            waiting = []
            do {
                try await settle(taken.map(\.attempt))
                for each in taken { each.line.resume() }
            } catch  where taken.count > 1 {
                // One that cannot be recorded must not take the others' records with it.
                for each in taken {
                    do {
                        try await settle([each.attempt])
                        each.line.resume()
                    } catch { each.line.resume(throwing: error) }
                }
            } catch {
                for each in taken { each.line.resume(throwing: error) }
            }
        }
        isRecording = false
    }

    /// A store that is gone for a moment must not make letters go twice: tried again for as long as nobody else may take
    /// them.
    private func settle(_ attempts: [LetterAttempt]) async throws {
        for _ in 0..<Self.tries {
            do {
                return try await store.settle(attempts)
            } catch let fault as EngineFault where fault.kind == .passing || fault.kind == .uncertain {
                try? await Task.sleep(for: Self.pause)
            }
        }
        try await store.settle(attempts)
    }

    /// A minute in all: an attempt that began in time is recorded within its lease.
    private static let tries = 30
    private static let pause = Duration.seconds(2)
}
