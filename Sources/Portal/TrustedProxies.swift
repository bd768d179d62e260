import HTTPTypes
package import Registry

/// The machines whose word about a request's sender is believed: the operator's own proxies.
///
/// `X-Forwarded-For` is read from its end, because whoever sends a request may begin it with anything: each trusted
/// machine's own entry is passed over, and the first that is not trusted is the sender.
package struct TrustedProxies: Hashable, Sendable {
    /// Nobody is believed.
    package static let none = TrustedProxies(blocks: [])

    private let blocks: [NetworkBlock]
    /// A chain of more proxies than this is nobody's.
    private static let longest = 16

    private init(blocks: [NetworkBlock]) {
        self.blocks = blocks
    }

    /// Addresses and blocks as `10.0.0.0/8`, separated by commas; at most 64.
    package init(_ text: String) throws(Refusal) {
        blocks = try NetworkBlock.list(text, field: "http.trustedProxies")
    }

    /// Who sent a request that `peer` handed over.
    func sender(_ peer: String, _ headers: HTTPFields) -> String {
        guard !blocks.isEmpty, trusts(peer) else { return peer }
        let told = headers[values: .xForwardedFor].joined(separator: ",").split(separator: ",")
        var last = peer
        for entry in told.reversed().prefix(Self.longest) {
            // What is no address was written by nobody we trust: the machine before it is all that is known.
            let text = String(entry).trimmedBlanks
            guard NetworkAddress(text) != nil else { return last }
            if !trusts(text) { return text }
            last = text
        }
        return last
    }

    private func trusts(_ address: String) -> Bool {
        guard let address = NetworkAddress(address)?.unmapped else { return false }
        return blocks.contains { $0.holds(address) }
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For") ?? .trailer
}
