import Foundation
import Registry
import TestSupport
import Testing

@testable import Access

@Suite("passwords")
struct PasswordTests {
    static let cheap = PasswordCost(logRounds: 10)
    static let context = ["hanako.yamada@rei-seisakusho.example.jp", "山田 花子", "例示製作所"]

    @Test("are known again by their hash alone, also from another keyboard")
    func hashing() throws {
        let hash = try PasswordHash("ｃｏｒｒｅｃｔ horse が battery", Self.cheap)
        #expect(hash.matches("correct horse か\u{3099} battery"))
        #expect(!hash.matches("correct horse か battery"))
        #expect(!hash.matches(""))
        #expect(PasswordHash(kept: hash.text).matches("correct horse が battery"))
        #expect(try PasswordHash("same", Self.cheap) != PasswordHash("same", Self.cheap))
        #expect(hash.isWeaker(than: .usual) && !hash.isWeaker(than: Self.cheap))
        for broken in ["", "scrypt", "scrypt$10$8$1$$", "scrypt$99$8$1$AAAA$AAAA", "plain$correct"] {
            #expect(!PasswordHash(kept: broken).matches("correct"))
            #expect(!PasswordHash(kept: broken).matches(""))
        }
    }

    /// RFC 7914 §12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1), its first 32 bytes.
    @Test("are hashed by the standard's scrypt")
    func vector() {
        let key = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        let hash = PasswordHash(kept: "scrypt$14$8$1$U29kaXVtQ2hsb3JpZGU=$\(Self.base64(key))")
        #expect(hash.matches("pleaseletmein"))
    }

    private static func base64(_ hex: String) -> String {
        let digits = Array(hex.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        return Data(bytes).base64EncodedString()
    }

    @Test(
        "that nobody guesses soon are taken",
        arguments: [
            "correct horse battery staple", "きのう公園で三毛猫を二匹見ました。たのしい", "xK7#mQ2$vL9@wR4z",
            "the lamp hums near the old stove",
            "わたしのいえにはおおきなかきのき", "qW8-tulip-Gravel-09",
        ]
    )
    func good(_ password: String) throws {
        try PasswordRules.check(password, context: Self.context)
    }

    @Test(
        "that guesses begin with are refused, with the reason",
        arguments: [
            ("", "passwordTooShort"), ("Tr0ub4dor&3", "passwordTooShort"), ("passwordpassword", "passwordGuessable"),
            ("P@ssw0rdP@ssw0rd", "passwordGuessable"), ("123456789012345", "passwordGuessable"),
            ("qwertyuiopasdfghjkl", "passwordGuessable"), ("aaaaaaaaaaaaaaaaaaaa", "passwordGuessable"),
            ("abcabcabcabcabcabc", "passwordGuessable"), ("Hoshifuda2026label!", "passwordGuessable"),
            ("hanako.yamada2026", "passwordGuessable"), ("例示製作所例示製作所例示製作所", "passwordGuessable"),
            ("admin-admin-admin-1", "passwordGuessable"), (String(repeating: "x9", count: 65), "passwordTooLong"),
        ]
    )
    func bad(_ password: String, _ code: String) {
        #expect {
            try PasswordRules.check(password, context: Self.context)
        } throws: { ($0 as? Refusal)?.code == code }
    }

    @Test("tokens are 256 bits in an address's letters, and never the same")
    func tokens() {
        let tokens = (0..<1000).map { _ in Secrets.token() }
        #expect(Set(tokens).count == 1000)
        for token in tokens {
            #expect(token.utf8.count == 43)
            #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        }
    }
}
