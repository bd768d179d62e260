/// An address of the Internet as its bytes: four (RFC 791) or sixteen (RFC 4291).
package struct NetworkAddress: Hashable, Sendable {
    /// Most significant first.
    package let bytes: [UInt8]

    /// nil where there are neither four nor sixteen.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Four decimal numbers without leading zeros, or RFC 4291 §2.2 without a zone; nil for every other spelling.
    package init?(_ text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.count <= 45, let bytes = utf8.contains(UInt8(ascii: ":")) ? Self.sixteen(text) : Self.four(text[...])
        else { return nil }
        self.bytes = bytes
    }

    /// The IPv4 address that an IPv6 one stands for (`::ffff:0:0/96`, RFC 4291 §2.5.5.2), else itself.
    package var unmapped: NetworkAddress {
        guard bytes.count == 16, bytes.starts(with: Self.mapped) else { return self }
        return NetworkAddress(bytes: Array(bytes.suffix(4))) ?? self
    }

    private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            let digits = Array(part.utf8)
            guard (1...3).contains(digits.count), digits.count == 1 || digits[0] != UInt8(ascii: "0"),
                digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func sixteen(_ text: String) -> [UInt8]? {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return nil }
        // A gap at an end is written with two colons, the outer of which is no group.
        if groups[0].isEmpty {
            guard groups[1].isEmpty else { return nil }
            groups.removeFirst()
        }
        if groups.count > 1, groups[groups.count - 1].isEmpty {
            guard groups[groups.count - 2].isEmpty else { return nil }
            groups.removeLast()
        }
        var bytes: [UInt8] = []
        var gap: Int?
        for (index, group) in groups.enumerated() {
            if group.isEmpty {
                guard gap == nil else { return nil }
                gap = bytes.count
            } else if index == groups.count - 1, group.utf8.contains(UInt8(ascii: ".")) {
                guard let tail = four(group) else { return nil }
                bytes += tail
            } else {
                guard group.utf8.count <= 4, group.utf8.allSatisfy(isHexadecimal),
                    let number = UInt16(group, radix: 16)
                else { return nil }
                bytes += [UInt8(number >> 8), UInt8(number & 0xFF)]
            }
        }
        guard let gap else { return bytes.count == 16 ? bytes : nil }
        guard bytes.count <= 14 else { return nil }
        return bytes[..<gap] + Array(repeating: 0, count: 16 - bytes.count) + bytes[gap...]
    }
}

/// An address or a block of them, as `10.0.0.0/8` (RFC 4632).
package struct NetworkBlock: Hashable, Sendable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Blocks one setting may name at most.
    package static let maximumCount = 64

    /// nil where the text is neither; without a slash it is one address. An IPv4 address written within IPv6 is IPv4.
    package init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let address = NetworkAddress(String(halves[0]))?.unmapped else { return nil }
        bytes = address.bytes
        guard halves.count == 2 else {
            bits = bytes.count * 8
            return
        }
        guard halves[1].utf8.count <= 3, halves[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let bits = Int(halves[1]), bits <= bytes.count * 8
        else { return nil }
        self.bits = bits
    }

    /// Whether an address of the same family lies in it.
    package func holds(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        let whole = bits / 8
        guard address.bytes.prefix(whole) == bytes.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        return (address.bytes[whole] ^ bytes[whole]) >> (8 - bits % 8) == 0
    }

    /// Addresses and blocks separated by commas, at most 64.
    ///
    /// - Parameter field: the setting that is to blame.
    package static func list(_ text: String, field: String) throws(Refusal) -> [NetworkBlock] {
        var blocks: [NetworkBlock] = []
        for part in text.split(separator: ",") {
            let entry = String(part).trimmedBlanks
            guard let block = NetworkBlock(entry) else {
                throw Refusal(
                    .malformed,
                    "\"\(entry.prefix(60))\" is no address and no block of addresses such as 10.0.0.0/8",
                    field: field
                )
            }
            blocks.append(block)
        }
        guard blocks.count <= maximumCount else {
            throw Refusal(.malformed, "More than \(maximumCount) addresses or blocks", field: field)
        }
        return blocks
    }
}
