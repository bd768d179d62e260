import Registry
import Testing

@Suite("mail addresses")
struct MailAddressTests {
    @Test(
        "what mail servers everywhere take is an address",
        arguments: [
            ("hanako@example.jp", "hanako@example.jp"),
            (" Hanako.Yamada+iot@EXAMPLE.co.jp ", "Hanako.Yamada+iot@example.co.jp"),
            ("o'brien@ex-ample.jp", "o'brien@ex-ample.jp"), ("1@2.example", "1@2.example"),
        ]
    )
    func good(_ input: String, _ text: String) throws {
        #expect(try MailAddress(input).text == text)
    }

    @Test(
        "anything else is refused, above all what could speak to the server",
        arguments: [
            "", "@", "a@", "@b.jp", "a@b", "a b@example.jp", "a@exa mple.jp", "a@example.jp>\r\nDATA", "<a@example.jp>",
            "a@example.jp\n", "\u{0}a@example.jp\u{0}", "a..b@example.jp", ".a@example.jp", "a.@example.jp", "a@-b.jp",
            "a@b-.jp", "a@b..jp", "a@127.0.0.1", "a@[127.0.0.1]", "\"a b\"@example.jp", "花子@example.jp", "a@例.jp",
            "a,b@example.jp", "a@example.jp,b@example.jp", "a;b@example.jp",
            String(repeating: "a", count: 65) + "@example.jp",
            "a@" + String(repeating: "b.", count: 130) + "jp", "a@b@c.jp ,", "a\\@b@c.jp",
        ]
    )
    func bad(_ input: String) {
        // A line end at the edge is trimmed as a blank; inside it is refused.
        if input == "a@example.jp\n" {
            #expect((try? MailAddress(input))?.text == "a@example.jp")
        } else {
            #expect(throws: Refusal.self) { try MailAddress(input) }
        }
    }
}
