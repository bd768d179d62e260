import Foundation
import Notices
import Registry
import TestSupport
import Testing

@testable import Notices

@Suite("where webhooks never lead")
struct ForbiddenAddressTests {
    /// One host of every forbidden block of IPv4, and what people try first.
    static let hosts: [[UInt8]] = [
        [127, 0, 0, 1], [127, 255, 255, 254], [0, 0, 0, 0], [10, 0, 0, 1], [100, 64, 0, 1], [169, 254, 169, 254],
        [172, 16, 0, 1], [172, 31, 255, 1], [192, 0, 0, 8], [192, 0, 2, 1], [192, 168, 1, 1], [198, 18, 0, 1],
        [198, 51, 100, 7], [203, 0, 113, 7], [224, 0, 0, 1], [240, 0, 0, 1], [255, 255, 255, 255],
    ]

    /// Every way of writing an IPv4 address that some parser takes.
    static func spellings(_ host: [UInt8]) -> [String] {
        let number = host.reduce(0) { $0 << 8 | Int($1) }
        let (a, b, c, d) = (Int(host[0]), Int(host[1]), Int(host[2]), Int(host[3]))
        func hex(_ value: Int) -> String { String(value, radix: 16) }
        func octal(_ value: Int) -> String { String(value, radix: 8) }
        let plain = "\(a).\(b).\(c).\(d)"
        let high = hex(a << 8 | b)
        let low = hex(c << 8 | d)
        let inverted = hex(~(a << 8 | b) & 0xFFFF) + ":" + hex(~(c << 8 | d) & 0xFFFF)
        return [
            plain, plain + ".", "\(number)", "0x" + hex(number), "0X" + hex(number).uppercased(), "0" + octal(number),
            "0x\(hex(a)).0x\(hex(b)).0x\(hex(c)).0x\(hex(d))", "0\(octal(a)).0\(octal(b)).0\(octal(c)).0\(octal(d))",
            "\(a).\(b << 16 | c << 8 | d)", "\(a).\(b).\(c << 8 | d)", "0x\(hex(a)).\(b << 16 | c << 8 | d)",
            "0\(octal(a)).\(b).0x\(hex(c)).\(d)", "[::ffff:\(plain)]",
            "[::ffff:\(high):\(low)]", "[0:0:0:0:0:ffff:\(high):\(low)]", "[::\(plain)]", "[2002:\(high):\(low)::1]",
            "[64:ff9b::\(plain)]", "[64:ff9b::\(high):\(low)]", "[64:ff9b:1::\(high):\(low)]",
            "[2001:0:4136:e378:8000:63bf:\(inverted)]", "[2001:db8::5efe:\(plain)]", "user@\(plain)",
            "user:word@\(plain)", "hooks.example.jp@\(plain)", "hooks.example.jp:443@\(plain)",
        ]
    }

    /// What is no IPv4 address at all.
    static let others = [
        "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "hidden.onion", "box.home.arpa",
        "metadata.internal", "intranet", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[fc00::1]", "[fd12:3456::1]",
        "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[ff02::1]", "[100::1]", "[2001:2::1]", "[3fff::1]",
        "[2620:4f:8000::1]", "127。0。0。1", "１２７.0.0.1", "127.0.0.1%00.example.jp", "127.0.0.1\\@example.jp",
        "example.jp\\@127.0.0.1", "example.jp#@127.0.0.1", "ex ample.jp", "127.0.0.1\t.example.jp",
        "127.0.0.1\r\nHost: x", "-.example.jp", "a..example.jp", ".example.jp", "",
    ]

    /// Padded with noughts: some parsers read these as octal numbers, and so as another host altogether.
    static let padded = hosts.map { host in host.map { "00\($0)" }.joined(separator: ".") }

    static var all: [String] { hosts.flatMap(spellings) + padded + others }

    @Test(
        "400 spellings of forbidden addresses are refused before there is a connection",
        .enabled(if: MailPeer.isHere)
    )
    func refused() async throws {
        #expect(Self.all.count >= 400 && Set(Self.all).count >= 400)
        try await WebhookPeer.with { peer in
            let transport = WebhookTransport()
            for host in Self.all {
                for scheme in ["https", "http", "HTTPS"] {
                    let outcome = await transport.send(.sample("\(scheme)://\(host):\(peer.port)/ok"))
                    #expect(outcome.delivery.word == "refused", "\(host): \(outcome)")
                }
            }
            #expect(await transport.connections == 0)
            let count = try peer.connections()
            #expect(count == 0)
        }
    }

    @Test(
        "where the text is not looked at, the socket's own guard alone lets none of them through",
        .enabled(if: MailPeer.isHere)
    )
    func guarded() async throws {
        try await WebhookPeer.with { peer in
            let transport = WebhookTransport()
            // Other names would ask a name server.
            let bare =
                Self.hosts.flatMap(Self.spellings).filter { !$0.hasSuffix(".") } + ["localhost", "[::]", "[::1]"]
            for host in bare {
                let url = "https://\(host):\(peer.port)/ok"
                let outcome = await transport.send(.sample(url), to: url, isPlain: false)
                #expect(outcome.delivery.word == "later" && outcome.status == 0, "\(host): \(outcome)")
            }
            #expect(await transport.connections == 0)
            let count = try peer.connections()
            #expect(count == 0)
        }
    }

    @Test(
        "a name server that answers with a forbidden address, at first or the second time, gains nothing",
        .enabled(if: MailPeer.isHere)
    )
    func rebinding() async throws {
        try await WebhookPeer.with { peer in
            let url = "https://hooks.example.jp:\(peer.port)/ok"
            let addresses =
                Self.hosts.map { $0.map { String($0) }.joined(separator: ".") } + ["[::1]", "[::ffff:127.0.0.1]"]
            for address in addresses + ["127.0.0.1,127.0.0.2", "[::1],127.0.0.1"] {
                let transport = WebhookTransport(resolved: ["hooks.example.jp:\(peer.port):\(address)"])
                let outcome = await transport.send(.sample(url))
                #expect(outcome.delivery.word == "later" && outcome.status == 0, "\(address)")
                #expect(await transport.connections == 0, "\(address)")
            }
            let count = try peer.connections()
            #expect(count == 0)
            // The operator's network is one host of it: the first answer leads there, the second beside it.
            let own = ["127.0.0.1/32"].compactMap { NetworkBlock($0) }
            let plain = "http://hooks.example.jp:\(peer.port)/ok"
            for (address, word) in [("127.0.0.1", "sent"), ("127.0.0.2", "later")] {
                let transport = WebhookTransport(allowing: own, resolved: ["hooks.example.jp:\(peer.port):\(address)"])
                #expect(await transport.send(.sample(plain)).delivery.word == word, "\(address)")
            }
            let reached = try peer.connections()
            #expect(reached == 1)
        }
    }

    @Test(
        "an address is judged by what it is",
        arguments: [
            ("8.8.8.8", true), ("1.1.1.1", true), ("9.255.255.255", true), ("11.0.0.0", true),
            ("126.255.255.255", true),
            ("128.0.0.0", true), ("100.63.255.255", true), ("100.128.0.0", true), ("172.15.255.255", true),
            ("172.32.0.0", true), ("192.167.255.255", true), ("192.169.0.0", true), ("223.255.255.255", true),
            ("198.17.255.255", true), ("198.20.0.0", true), ("169.253.255.255", true), ("169.255.0.0", true),
            ("2606:4700:4700::1111", true), ("2400:4000::1", true), ("2001:200::1", true), ("2001:4860::8", true),
            ("0.1.2.3", false), ("127.0.0.53", false), ("100.127.255.255", false), ("192.88.99.1", false),
            ("198.19.255.255", false), ("::", false), ("::1", false), ("::ffff:8.8.8.8", false), ("::8.8.8.8", false),
            ("64:ff9b::808:808", false), ("64:ff9b:1::1", false), ("2002:808:808::1", false), ("2001::1", false),
            ("2001:db8::1", false), ("2001:1ff:ffff::1", false), ("3fff::1", false), ("4000::1", false),
            ("1fff::1", false), ("2606:4700::5efe:a00:1", false), ("2606:4700::200:5efe:a00:1", false),
            ("fd00::1", false), ("fe80::1", false), ("ff02::1", false),
        ]
    )
    func judged(_ text: String, _ isAdmitted: Bool) throws {
        let address = try #require(NetworkAddress(text))
        #expect(PublicNetwork.admits(address, isPlain: false, own: []) == isAdmitted)
        #expect(!PublicNetwork.admits(address, isPlain: true, own: []))
        // What the operator allows is reached, by TLS or not; and a mapped address is what it stands for.
        let own = try #require(NetworkBlock(text))
        #expect(PublicNetwork.admits(address, isPlain: true, own: [own]))
        let other = try #require(NetworkBlock("192.0.2.77"))
        #expect(PublicNetwork.admits(address, isPlain: false, own: [other]) == isAdmitted)
    }

    @Test(
        "what is denied is not reached, whether it is public, allowed or both",
        arguments: ["8.8.8.8", "10.20.0.7", "::ffff:8.8.8.8", "2606:4700:4700::1111", "fd00::1"]
    )
    func denied(_ text: String) throws {
        let address = try #require(NetworkAddress(text))
        let whole = ["0.0.0.0/0", "::/0"].compactMap { NetworkBlock($0) }
        let one = try #require(NetworkBlock(text))
        let other = ["8.8.8.9", "2606:4700:4700::1112"].compactMap { NetworkBlock($0) }
        for isPlain in [false, true] {
            #expect(PublicNetwork.admits(address, isPlain: isPlain, own: whole, denied: other))
            #expect(!PublicNetwork.admits(address, isPlain: isPlain, own: whole, denied: other + [one]))
            #expect(!PublicNetwork.admits(address, isPlain: isPlain, own: [one], denied: whole))
            #expect(!PublicNetwork.admits(address, isPlain: isPlain, own: [], denied: [one]))
        }
        // Denying another changes nothing.
        let isPublic = PublicNetwork.admits(address, isPlain: false, own: [])
        #expect(PublicNetwork.admits(address, isPlain: false, own: [], denied: other) == isPublic)
    }

    @Test(
        "a block of IPv4 that is denied is denied within addresses that carry it, and its neighbours are not",
        arguments: [
            ("64:ff9b::a00:1", true), ("64:ff9b::10.255.255.255", true), ("64:ff9b::b00:0", false),
            ("64:ff9b::9ff:ffff", false), ("2002:a00:1::1", true), ("2002:aff:ffff:a::b00:1", true),
            ("2002:b00:1::a00:1", false), ("::ffff:10.0.0.1", true), ("::ffff:11.0.0.1", false),
            ("64:ff9b:1::a00:1", false), ("64:ff9b:0:0:0:1:a00:1", false), ("fd00::a00:1", false),
        ]
    )
    func deniedWithin(_ text: String, _ isDenied: Bool) throws {
        let address = try #require(NetworkAddress(text))
        let own = ["0.0.0.0/0", "64:ff9b::/96", "64:ff9b::/32", "2002::/16", "fd00::/8"].compactMap { NetworkBlock($0) }
        let denied = ["10.0.0.0/8"].compactMap { NetworkBlock($0) }
        for isPlain in [false, true] {
            #expect(PublicNetwork.admits(address, isPlain: isPlain, own: own))
            #expect(PublicNetwork.admits(address, isPlain: isPlain, own: own, denied: denied) == !isDenied)
        }
        // By its own bytes it is denied as ever.
        let whole = ["::/0", "0.0.0.0/0"].compactMap { NetworkBlock($0) }
        #expect(!PublicNetwork.admits(address, isPlain: false, own: own, denied: whole))
        let six = ["64:ff9b::/32", "2002::/16", "fd00::/8", "10.0.0.0/7"].compactMap { NetworkBlock($0) }
        #expect(!PublicNetwork.admits(address, isPlain: false, own: own, denied: six))
    }

    @Test("a denied machine of an allowed network gets no packet, its neighbour does", .enabled(if: MailPeer.isHere))
    func deniedAtSocket() async throws {
        try await WebhookPeer.with { peer in
            let denied = ["127.0.0.1"].compactMap { NetworkBlock($0) }
            let transport = WebhookTransport(allowing: WebhookPeer.loopback, denying: denied)
            let outcome = await transport.send(.sample("http://127.0.0.1:\(peer.port)/ok"))
            #expect(outcome.delivery.word == "later" && outcome.status == 0, "\(outcome)")
            #expect(await transport.connections == 0)
            let refused = try peer.connections()
            #expect(refused == 0)
            let elsewhere = ["127.0.0.2"].compactMap { NetworkBlock($0) }
            let open = WebhookTransport(allowing: WebhookPeer.loopback, denying: elsewhere)
            #expect(await open.send(.sample("http://127.0.0.1:\(peer.port)/ok")).delivery.word == "sent")
        }
    }

    @Test("every block of the tables can be read")
    func tables() {
        #expect(PublicNetwork.forbidden4.count == 18 && PublicNetwork.forbidden6.count == 5)
        #expect(PublicNetwork.given6.count == 1)
    }
}
