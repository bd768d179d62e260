import Registry
import TestSupport
import Testing

@testable import Store

@Suite("The mark by which a key of ours is known without a look-up")
struct ApiKeyMarkTests {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private static func secret(_ random: inout Seeded) -> String {
        String((0..<ApiKey.secretLength).map { _ in letters[Int.random(in: 0..<64, using: &random)] })
    }

    @Test("every key made bears it, another registry's does not, and no wrong character passes")
    func marks() async throws {
        let ours = try await RegistryStore.sample(secret: Array(repeating: 1, count: 32)).keys
        let theirs = try await RegistryStore.sample(secret: Array(repeating: 2, count: 32)).keys
        var random = Seeded(20_261_121)
        for _ in 0..<50 {
            let text = ours.apiKey(Self.secret(&random))
            #expect(ApiKey.isText(text) && ours.marked(text) && !theirs.marked(text), "\(text)")
            for place in ApiKey.prefix.count..<text.count {
                var wrong = Array(text)
                let other = Self.letters.filter { $0 != wrong[place] }
                wrong[place] = other[Int.random(in: 0..<other.count, using: &random)]
                #expect(!ours.marked(String(wrong)), "\(text) at \(place)")
            }
        }
        for none in ["", "hf_", ApiKey.prefix + String(repeating: "A", count: 42), String(repeating: "A", count: 46)] {
            #expect(!ours.marked(none))
        }
    }

    @Test("what is made by chance bears none")
    func chance() async throws {
        let keys = try await RegistryStore.sample().keys
        var random = Seeded(7)
        for _ in 0..<2000 { #expect(!keys.marked(ApiKey.prefix + Self.secret(&random))) }
    }
}
