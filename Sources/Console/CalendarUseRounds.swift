import Logging
import ServiceLifecycle
import Store

/// Writes once a minute which calendars were read; each process its own. What a process that dies had not written is told
/// at the next reading.
struct CalendarUseRounds: Rounds {
    let store: RegistryStore
    let logger: Logger

    static let pause = Duration.seconds(60)
    static let standstill = "readings of calendars are written in the next minute"

    func round() async throws { try await store.keepCalendarUses() }
}
