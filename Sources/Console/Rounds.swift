import Logging
import ServiceLifecycle

/// A job done again and again while the portal runs, with a pause in between; what fails waits for the next round.
protocol Rounds: Service {
    /// Between the end of a round and the next one.
    static var pause: Duration { get }
    /// What the log says before the fault of a round.
    static var standstill: String { get }
    var logger: Logger { get }

    func round() async throws
    func countFailure()
}

extension Rounds {
    func countFailure() {}

    /// Until the portal ends.
    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round()
                } catch {
                    countFailure()
                    logger.notice("\(Self.standstill): \(error)")
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }
}
