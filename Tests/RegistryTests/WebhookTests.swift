import Registry
import TestSupport
import Testing

@Suite("endpoints and what they are told")
struct WebhookTests {
    private static let own = ["10.0.0.0/8", "fd00::/8"].compactMap { NetworkBlock($0) }

    @Test(
        "an address is kept as every parser reads it",
        arguments: [
            ("https://hooks.example.jp", "https://hooks.example.jp/"),
            ("HTTPS://Hooks.Example.JP:443/A?b=C%20d", "https://hooks.example.jp/A?b=C%20d"),
            (" https://hooks.example.jp:8443/x ", "https://hooks.example.jp:8443/x"),
            ("https://xn--eckwd4c7c.example.jp?x=1", "https://xn--eckwd4c7c.example.jp/?x=1"),
            ("https://a-1.example.jp/@x:y", "https://a-1.example.jp/@x:y"),
        ]
    )
    func kept(_ input: String, _ text: String) throws {
        let address = try EndpointAddress(input)
        #expect(address.text == text && !address.isPlain)
        #expect(try EndpointAddress(address.text) == address)
    }

    @Test(
        "an address that might lead elsewhere is refused with one sentence",
        arguments: [
            ("", "noAddress"), ("hooks.example.jp", "notSecure"), ("http://hooks.example.jp/", "notSecure"),
            ("ftp://hooks.example.jp/", "notSecure"), ("https:/hooks.example.jp/", "notSecure"),
            ("https://user@hooks.example.jp/", "userInfo"), ("https://user:word@hooks.example.jp/", "userInfo"),
            ("https://hooks.example.jp/#x", "strangeCharacter"),
            ("https://hooks.example.jp\\@x.jp/", "strangeCharacter"),
            ("https://hooks.example.jp/a b", "strangeCharacter"),
            ("https://hooks.example.jp/\u{0}", "strangeCharacter"),
            ("https://hooks.example.jp/\r\nHost: x", "strangeCharacter"), ("https://例え.jp/", "strangeCharacter"),
            ("https://hooks.example.jp/%", "brokenEscape"), ("https://hooks.example.jp/%g0", "brokenEscape"),
            ("https://hooks.example.jp./", "malformedHost"), ("https://.example.jp/", "malformedHost"),
            ("https://a..example.jp/", "malformedHost"), ("https://-a.example.jp/", "malformedHost"),
            ("https://a_b.example.jp/", "malformedHost"), ("https://example.1/", "malformedHost"),
            ("https://2130706433/", "malformedHost"), ("https://0x7f.1/", "malformedHost"),
            ("https://127.1/", "malformedHost"), ("https://0177.0.0.1/", "malformedHost"),
            ("https:///x", "malformedHost"), ("https://[::1/", "malformedHost"), ("https://[x]/", "malformedHost"),
            ("https://127.0.0.1/", "hostByNumber"), ("https://8.8.8.8/", "hostByNumber"),
            ("https://[::1]/", "hostByNumber"), ("https://[2606:4700::1]:8443/", "hostByNumber"),
            ("https://localhost/", "privateHost"), ("https://intranet/", "privateHost"),
            ("https://a.internal/", "privateHost"), ("https://printer.LOCAL/", "privateHost"),
            ("https://hooks.example.jp:/", "wrongPort"), ("https://hooks.example.jp:0/", "wrongPort"),
            ("https://hooks.example.jp:0443/", "wrongPort"), ("https://hooks.example.jp:65536/", "wrongPort"),
            ("https://hooks.example.jp:25/", "wrongPort"), ("https://hooks.example.jp:+443/", "wrongPort"),
        ]
    )
    func refused(_ input: String, _ code: String) {
        #expect {
            try EndpointAddress(input)
        } throws: { error in
            guard let refusal = error as? Refusal else { return false }
            return refusal.kind == .malformed && refusal.code == code && refusal.field == "url"
                && refusal.reasonJA != nil && !refusal.reason.contains("\n")
        }
        #expect(throws: Refusal.self) {
            try EndpointAddress("https://hooks.example.jp/" + String(repeating: "x", count: EndpointAddress.longest))
        }
    }

    @Test("the operator's own networks are reached by number, in the clear and at any port; nothing else is")
    func own() throws {
        #expect(try EndpointAddress("http://10.1.2.3:81/x", allowing: Self.own).text == "http://10.1.2.3:81/x")
        #expect(try EndpointAddress("http://[FD00::1]/", allowing: Self.own).host == "fd00::1")
        #expect(try EndpointAddress("http://box.internal", allowing: Self.own).port == 80)
        for wrong in [
            "http://127.0.0.1/", "https://[::1]/", "http://2130706433/", "https://10.1/", "http://u@10.1.2.3/",
        ] {
            #expect(throws: Refusal.self, "\(wrong)") { try EndpointAddress(wrong, allowing: Self.own) }
        }
    }

    @Test("an order names what it wants")
    func order() throws {
        let address = try EndpointAddress("https://hooks.example.jp/")
        #expect(try EndpointOrder(address, label: "", events: [.labelRevoked]).events == [.labelRevoked])
        for events in [[], [.endpointChallenge], [.labelIssued, .endpointTest]] as [Set<WebhookEvent>] {
            #expect(throws: Refusal.self) { try EndpointOrder(address, label: "", events: events) }
        }
        let long = String(repeating: "長", count: 101)
        #expect(throws: Refusal.self) { try EndpointOrder(address, label: long, events: [.labelIssued]) }
    }

    @Test("what fails comes back as the specification says, later where the endpoint asks, and is given up at last")
    func retries() {
        let pauses = (1...10).map { WebhookRetry.pause(after: $0, .labelIssued, jitter: 0) }
        let seconds: [Int64?] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, nil]
        #expect(pauses == seconds.map { $0.map { $0 * 1000 } })
        #expect((1...3).map { WebhookRetry.pause(after: $0, .endpointChallenge, jitter: 0) } == [5000, 300_000, nil])
        #expect(WebhookRetry.pause(after: 1, .labelIssued, jitter: 1000) == 6000)
        #expect(WebhookRetry.pause(after: 1, .labelIssued, jitter: .min) == 4000)
        #expect(WebhookRetry.pause(after: 1, .labelIssued, retryAfter: 60, jitter: 0) == 60_000)
        #expect(WebhookRetry.pause(after: 3, .labelIssued, retryAfter: 60, jitter: 0) == 1_800_000)
        #expect(WebhookRetry.pause(after: 1, .labelIssued, retryAfter: .max, jitter: 0) == 86_400_000)
        #expect(WebhookRetry.pause(after: 1, .labelIssued, retryAfter: -5, jitter: 0) == 5000)
        #expect(WebhookRetry.pause(after: 0, .labelIssued, jitter: 0) == nil)
    }
}
