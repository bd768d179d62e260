import Access
import Registry
import Store
import TestSupport
import Testing

@testable import Portal

@Suite("a flood of made-up keys")
struct ApiKeyFloodTests {
    private static let list = PagePath.applicationAPI

    private static func madeUp(_ number: Int) -> String {
        let text = "\(number)"
        return ApiKey.prefix + text + String(repeating: "A", count: ApiKey.secretLength - text.utf8.count)
    }

    @Test("after a few no key without our mark is looked up, and nothing is written; a key with it goes on")
    func flood() async throws {
        let settings = PortalSettings(signInsPerMinute: 5, passwordCost: PasswordCost(logRounds: 10))
        try await LivePortal.with(try await .empty(), settings: settings) { live in
            let store = live.registry.store
            let (former, signed, _) = try await Machine.make(live, [.readApplications])
            let text = store.keys.apiKey(Secrets.token())
            let order = ApiKeyOrder(name: "marked", scopes: [.readApplications], days: 9)
            _ = try await store.makeKey(order, text: text, by: signed, at: live.registry.clock.now)
            let marked = Machine(live: live, key: text)
            // Made before there were marks: good until it ends.
            #expect(!store.keys.marked(try #require(former.key)))
            #expect(try await former.get(Self.list).status == 200)
            for number in 0..<5 {
                let answer = try await Machine(live: live, key: Self.madeUp(number)).get(Self.list)
                #expect(answer.status == 401 && answer.code == "unauthenticated", "\(number)")
            }
            for number in 5..<20 {
                let answer = try await Machine(live: live, key: Self.madeUp(number)).get(Self.list)
                #expect(answer.status == 429 && answer.code == "limited", "\(number)")
                #expect(answer["RateLimit-Policy"] == "\"madeUpKeys\";q=5;w=60" && answer["Retry-After"] != nil)
            }
            // What is no key at all, or a marked one that nobody has, costs no more than words.
            let nobodys = store.keys.apiKey(Secrets.token())
            for text in ["x", nobodys] {
                #expect(try await Machine(live: live, key: text).get(Self.list).status == 401)
            }
            #expect(try await store.refusedKeys() == 5)
            #expect(try await former.get(Self.list).status == 429)
            #expect(try await marked.get(Self.list).status == 200)
            #expect(try await live.client.get("/api/v1/scheme").status == 200)
            live.registry.clock.advance(milliseconds: 60_000)
            #expect(try await former.get(Self.list).status == 200)
        }
    }

    @Test("looking at a bucket takes nothing out of it")
    func look() {
        let limit = RateLimit(burst: 2, window: 60)
        let now = Moment(milliseconds: 1_000_000)
        let sender = SenderNetwork("192.0.2.1")
        for _ in 0..<9 { #expect(limit.look(sender, at: now).isGranted) }
        #expect(limit.take(sender, at: now).isGranted && limit.look(sender, at: now).remaining == 1)
        #expect(limit.take(sender, at: now).isGranted && !limit.look(sender, at: now).isGranted)
        #expect(limit.look(SenderNetwork("198.51.100.1"), at: now).isGranted)
    }
}
