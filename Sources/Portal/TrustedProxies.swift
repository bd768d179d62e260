import Foundation
import HTTPTypes
package import Registry

/// The machines whose word about a request's sender is believed: the operator's own proxies.
///
/// `X-Forwarded-For` is read from its end, because whoever sends a request may begin it with anything: each trusted
/// machine's own entry is passed over, and the first that is not trusted is the sender.
package struct TrustedProxies: Hashable, Sendable {
    /// An address or a block of them.
    private struct Block: Hashable {
        var bytes: [UInt8]
        var bits: Int

        func holds(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            for bit in 0..<bits where (address[bit / 8] ^ bytes[bit / 8]) & (0x80 >> (bit % 8)) != 0 { return false }
            return true
        }
    }

    /// Nobody is believed.
    package static let none = TrustedProxies(blocks: [])

    private let blocks: [Block]
    /// A chain of more proxies than this is nobody's.
    private static let longest = 16

    private init(blocks: [Block]) {
        self.blocks = blocks
    }

    /// Addresses and blocks as `10.0.0.0/8`, separated by commas; at most 64.
    package init(_ text: String) throws(Refusal) {
        var blocks: [Block] = []
        for part in text.split(separator: ",") {
            let entry = String(part).trimmedBlanks
            let halves = entry.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, let bytes = Self.bytes(String(halves[0])),
                let bits = halves.count == 2 ? Int(halves[1]) : bytes.count * 8, (0...bytes.count * 8).contains(bits)
            else {
                throw Refusal(
                    .malformed,
                    "\"\(entry.prefix(60))\" is no address and no block of addresses such as 10.0.0.0/8",
                    field: "http.trustedProxies"
                )
            }
            blocks.append(Block(bytes: bytes, bits: bits))
        }
        guard blocks.count <= 64 else {
            throw Refusal(.malformed, "More than 64 trusted proxies", field: "http.trustedProxies")
        }
        self.blocks = blocks
    }

    /// Who sent a request that `peer` handed over.
    func sender(_ peer: String, _ headers: HTTPFields) -> String {
        guard !blocks.isEmpty, trusts(peer) else { return peer }
        let told = headers[values: .xForwardedFor].joined(separator: ",").split(separator: ",")
        var last = peer
        for entry in told.reversed().prefix(Self.longest) {
            // What is no address was written by nobody we trust: the machine before it is all that is known.
            let text = String(entry).trimmedBlanks
            guard Self.bytes(text) != nil else { return last }
            if !trusts(text) { return text }
            last = text
        }
        return last
    }

    private func trusts(_ address: String) -> Bool {
        guard let bytes = Self.bytes(address) else { return false }
        return blocks.contains { $0.holds(bytes) }
    }

    /// Four or sixteen bytes; an IPv4 address within IPv6 is the IPv4 address.
    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For") ?? .trailer
}
