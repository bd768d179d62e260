/// Where letters go: an address as mail servers everywhere take it.
///
/// The dot-atom form of RFC 5321 §4.1.2 in ASCII; quoted local parts, literals and comments are refused, because nobody
/// receives at them and they have carried commands into mail sessions. At most 254 characters, 64 before the `@`.
package struct MailAddress: Hashable, Sendable {
    /// As it was given, the domain in lower case.
    package let text: String

    /// What two spellings of one mailbox share: nearly all servers take upper and lower case for one another.
    package var key: String { text.lowercased() }

    /// - Throws: `malformedAddress`, with the field's name where one is given.
    package init(_ input: String, field: String = "email") throws(Refusal) {
        let bytes = Array(input.trimmedBlanks.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { throw Self.refusal(field) }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        guard Self.isLocal(local), Self.isDomain(domain) else { throw Self.refusal(field) }
        text = String(decoding: local, as: UTF8.self) + "@" + String(decoding: domain, as: UTF8.self).lowercased()
    }

    /// An address that was checked when it was kept.
    package init(checked text: String) {
        self.text = text
    }

    private static func isLocal(_ bytes: ArraySlice<UInt8>) -> Bool {
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 64
            && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetterOrDigit($0) || signs.contains($0) } }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.contains(where: { $0 > 0x39 }) else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.count <= 63 && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
        }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let signs = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func refusal(_ field: String) -> Refusal {
        Refusal(
            .malformed,
            "A mail address has the form name@example.com, in ASCII letters",
            ja: "メールアドレスは name@example.com の形で、半角の英数字と記号で書きます",
            field: field,
            code: "malformedAddress"
        )
    }
}
