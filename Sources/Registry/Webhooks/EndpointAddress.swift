/// Where an endpoint is: an https address whose host is a public name. What the name leads to is judged when a
/// connection is made; this refuses what parsers read differently, before anything is kept.
package struct EndpointAddress: Hashable, Sendable {
    /// Characters an address has at most.
    package static let longest = 500

    /// The address with scheme and host in lower case, and without the usual port.
    package let text: String
    /// In lower case; an IPv6 address without brackets.
    package let host: String
    /// 1 to 65535.
    package let port: Int
    /// Without TLS: only into networks that the operator allows.
    package let isPlain: Bool

    /// - Parameters:
    ///   - networks: the operator's own, into which also http, bare addresses, names of no public zone and any port
    ///     lead.
    ///   - field: the input that is to blame.
    /// - Throws: `malformed` with one sentence.
    package init(_ input: String, allowing networks: [NetworkBlock] = [], field: String = "url") throws(Refusal) {
        let input = input.trimmedBlanks
        let parts = try Self.parts(input, field)
        guard !parts.isPlain || !networks.isEmpty else {
            throw Self.refusal("Begin the address with https://", "アドレスは https:// で始めてください", "notSecure", field)
        }
        var host = parts.host
        if let bare = Self.bareAddress(host) {
            guard networks.contains(where: { $0.holds(bare.unmapped) }) else {
                throw Self.refusal("Give the host by its name", "ホストは名前で指定してください", "hostByNumber", field)
            }
            host = String(host.drop { $0 == "[" }.prefix { $0 != "]" })
        } else {
            try Self.check(name: host, isOwn: !networks.isEmpty, field)
        }
        let port = parts.port ?? (parts.isPlain ? 80 : 443)
        guard port == 443 || port >= 1024 || !networks.isEmpty else {
            throw Self.refusal(
                "The port is 443 or at least 1024",
                "ポートは443か1024以上にしてください",
                "wrongPort",
                field
            )
        }
        (self.host, self.port, isPlain) = (host, port, parts.isPlain)
        let usual = parts.isPlain ? 80 : 443
        text =
            (parts.isPlain ? "http://" : "https://") + parts.host + (port == usual ? "" : ":\(port)") + parts.target
    }

    private struct Parts {
        var isPlain: Bool
        var host: String
        var port: Int?
        /// Path and query; begins with a slash.
        var target: String
    }

    private static func parts(_ input: String, _ field: String) throws(Refusal) -> Parts {
        guard !input.isEmpty, input.utf8.count <= longest else {
            throw refusal(
                "An address has 1 to \(longest) characters",
                "アドレスは\(longest)文字までです",
                input.isEmpty ? "noAddress" : "tooLong",
                field
            )
        }
        let strange = Set("\"<>\\^`{|}#".utf8)
        guard input.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !strange.contains($0) }) else {
            throw refusal(
                "An address has printable ASCII alone, without blanks, quotes, backslashes and #",
                "アドレスに使えない文字があります（空白、引用符、バックスラッシュ、# など）",
                "strangeCharacter",
                field
            )
        }
        let scheme = input.prefix { $0 != ":" }.lowercased()
        guard scheme == "https" || scheme == "http", input.dropFirst(scheme.utf8.count).hasPrefix("://") else {
            throw refusal("Begin the address with https://", "アドレスは https:// で始めてください", "notSecure", field)
        }
        let rest = input.dropFirst(scheme.utf8.count + 3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else {
            throw refusal(
                "An address holds no name and no password",
                "アドレスにユーザー名やパスワードは書けません",
                "userInfo",
                field
            )
        }
        var target = String(rest.dropFirst(authority.utf8.count))
        if !target.hasPrefix("/") { target = "/" + target }
        guard escapesAreWhole(target) else {
            throw refusal("A % is followed by two digits", "% の後には16進数2桁が必要です", "brokenEscape", field)
        }
        let (host, port) = try hostAndPort(authority, field)
        return Parts(isPlain: scheme == "http", host: host, port: port, target: target)
    }

    private static func hostAndPort(_ authority: Substring, _ field: String) throws(Refusal) -> (String, Int?) {
        // An address within brackets has colons of its own.
        let inner = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        var rest = authority.dropFirst(inner.utf8.count)
        var host = inner.lowercased()
        if authority.hasPrefix("[") {
            guard rest.hasPrefix("]") else {
                throw refusal("The host cannot be read", "ホストを読み取れません", "malformedHost", field)
            }
            rest = rest.dropFirst()
            host += "]"
        }
        guard !rest.isEmpty else { return (host, nil) }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), (1...5).contains(digits.utf8.count), digits.first != "0",
            digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(digits), port <= 65_535
        else {
            throw refusal("The port is a number from 1 to 65535", "ポートは1〜65535の数字です", "wrongPort", field)
        }
        return (host, port)
    }

    /// An address that stands in the place of a name; nil for names, and for every spelling but the plain ones.
    private static func bareAddress(_ host: String) -> NetworkAddress? {
        guard host.hasPrefix("[") else { return NetworkAddress(host) }
        guard host.contains(":") else { return nil }
        return NetworkAddress(String(host.dropFirst().dropLast()))
    }

    /// Names that no public zone has: RFC 6761 (localhost, invalid), RFC 6762 (local), RFC 7686 (onion), RFC 8375
    /// (home.arpa), and internal, which ICANN set aside in 2024.
    private static let ownZones = ["localhost", "invalid", "local", "onion", "home.arpa", "internal"]

    /// RFC 1123 §2.1: labels of letters, digits and hyphens. The last begins with a letter, so that no parser takes the
    /// name for a number (2130706433, 0x7f.1, 127.1), and no dot stands at the end.
    private static func check(name: String, isOwn: Bool, _ field: String) throws(Refusal) {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let areRight = labels.allSatisfy { label in
            let bytes = Array(label.utf8)
            return (1...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-")
                && bytes.last != UInt8(ascii: "-") && bytes.allSatisfy(isLetterDigitHyphen)
        }
        let first = labels.last?.utf8.first ?? 0
        guard areRight, name.utf8.count <= 253, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else {
            throw refusal(
                "The host is a name such as hooks.example.jp",
                "ホストは hooks.example.jp のような名前で指定してください",
                "malformedHost",
                field
            )
        }
        guard isOwn || labels.count > 1 && !ownZones.contains(where: { name == $0 || name.hasSuffix("." + $0) }) else {
            throw refusal(
                "The host is no public name",
                "公開されていない名前のホストには送れません",
                "privateHost",
                field
            )
        }
    }

    private static func isLetterDigitHyphen(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func escapesAreWhole(_ target: String) -> Bool {
        target.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
            let digits = Array(part.utf8.prefix(2))
            return digits.count == 2
                && digits.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                        UInt8(ascii: "A")...UInt8(ascii: "F"):
                        true
                    default: false
                    }
                }
        }
    }

    private static func refusal(_ reason: String, _ ja: String, _ code: String, _ field: String) -> Refusal {
        Refusal(.malformed, reason, ja: ja, field: field, code: code)
    }
}
