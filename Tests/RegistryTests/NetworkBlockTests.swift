import Foundation
import Registry
import TestSupport
import Testing

@Suite("addresses and blocks of them")
struct NetworkBlockTests {
    /// What the system's own reader says.
    private static func system(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }

    @Test(
        "an address is read as the system reads it, or not at all",
        arguments: [
            "1.2.3.4", "255.255.255.255", "0.0.0.0", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", "", ".",
            "1..2.3", "+1.2.3.4", "١.2.3.4", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", ":::", "1::2::3", "::1.2.3.4", "::ffff:1.2.3.4", "::1.2.3.4:5",
            "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::01.2.3.4", "12345::", "g::", "+1::", "fe80::1%lo", "1:",
            ":1", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "2001:DB8::A", "[::1]", "::ffff:1.2.3", ":",
            "0000:0000:0000:0000:0000:ffff:255.255.255.255",
        ]
    )
    func read(_ text: String) {
        #expect(NetworkAddress(text)?.bytes == Self.system(text), "\(text)")
    }

    @Test("whatever is made of the same characters is read as the system reads it", arguments: [1, 2, 3] as [UInt64])
    func property(_ seed: UInt64) {
        var generator = Seeded(seed)
        let pieces = ["0", "1", "9", "25", "255", "256", "f", "ffff", "10000", ".", ".", ":", ":", "::", "1.2.3.4"]
        for _ in 0..<4000 {
            let count = Int.random(in: 1...17, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            #expect(NetworkAddress(text)?.bytes == Self.system(text), "\(seed): \(text)")
        }
    }

    @Test(
        "a block holds what begins like it",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.9.9.9", true),
            ("0.0.0.0/0", "255.1.2.3", true), ("0.0.0.0/0", "::1", false), ("192.168.1.1", "192.168.1.1", true),
            ("192.168.1.1", "192.168.1.2", false), ("172.16.0.0/12", "172.31.255.255", true),
            ("172.16.0.0/12", "172.32.0.0", false), ("198.18.0.0/15", "198.19.0.1", true),
            ("2001:db8::/32", "2001:db8:ffff::", true), ("2001:db8::/33", "2001:db8:8000::", false),
            ("::/0", "1.2.3.4", false), ("::ffff:10.0.0.0/8", "10.3.3.3", true), ("fc00::/7", "fdff::1", true),
        ]
    )
    func holds(_ block: String, _ address: String, _ isHeld: Bool) throws {
        let found = try #require(NetworkAddress(address))
        #expect(try #require(NetworkBlock(block)).holds(found) == isHeld)
    }

    @Test(
        "a list with a mistake is refused with the setting's name",
        arguments: ["10.0.0.0/33", "::/129", "x", "1.2.3.4/", "1.2.3.4/+8", "1.2.3.4/8/8"]
    )
    func refused(_ text: String) throws {
        #expect(throws: Refusal.self) { try NetworkBlock.list("10.0.0.1, " + text, field: "webhooks.allow") }
        #expect(try NetworkBlock.list(" 10.0.0.1 ,::1/128", field: "x").count == 2)
        let many = Array(repeating: "10.0.0.1", count: NetworkBlock.maximumCount + 1).joined(separator: ",")
        #expect(throws: Refusal.self) { try NetworkBlock.list(many, field: "x") }
    }
}
