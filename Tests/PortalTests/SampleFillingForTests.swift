import Console
import Registry
import TestSupport

/// The shipped sample in a registry of a test, counted from the clock's day.
enum SampleFillingForTests {
    static func fill(_ registry: TestRegistry) async throws -> Int {
        try await SampleFilling.fill(registry.store, try SampleRules.acts(registry.clock.now.day))
    }
}
