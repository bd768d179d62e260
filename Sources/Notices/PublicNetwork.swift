import Registry

/// Which addresses the registry's own requests may reach: those of the open Internet, and the operator's own networks.
///
/// What is forbidden follows IANA's registries of special-purpose addresses: all blocks that are not globally
/// reachable, and all that carry an IPv4 address within an IPv6 one, because what they lead to is decided elsewhere.
enum PublicNetwork {
    /// IANA IPv4 Special-Purpose Address Registry, and RFC 5771 and RFC 1112 §4 for what is no host.
    static let forbidden4 = [
        "0.0.0.0/8",  // this network: RFC 791 §3.2
        "10.0.0.0/8",  // private: RFC 1918
        "100.64.0.0/10",  // shared by carriers: RFC 6598
        "127.0.0.0/8",  // loopback: RFC 1122 §3.2.1.3
        "169.254.0.0/16",  // link-local, and the clouds' metadata: RFC 3927
        "172.16.0.0/12",  // private: RFC 1918
        "192.0.0.0/24",  // protocol assignments: RFC 6890 §2.1
        "192.0.2.0/24",  // documentation: RFC 5737
        "192.31.196.0/24",  // AS112: RFC 7535
        "192.52.193.0/24",  // multicast tunnels: RFC 7450
        "192.88.99.0/24",  // 6to4 relays: RFC 7526
        "192.168.0.0/16",  // private: RFC 1918
        "192.175.48.0/24",  // AS112: RFC 7534
        "198.18.0.0/15",  // benchmarks: RFC 2544
        "198.51.100.0/24",  // documentation: RFC 5737
        "203.0.113.0/24",  // documentation: RFC 5737
        "224.0.0.0/4",  // multicast: RFC 5771
        "240.0.0.0/4",  // reserved, and broadcast: RFC 1112 §4, RFC 919
    ].compactMap { NetworkBlock($0) }

    /// Only this is given to hosts (RFC 4291 §2.4, IANA IPv6 Global Unicast Address Assignments). Loopback,
    /// unspecified, mapped `::ffff:0:0/96`, translated `64:ff9b::/96` (RFC 6052) and `64:ff9b:1::/48` (RFC 8215), discard `100::/64`
    /// (RFC 6666), unique local `fc00::/7` (RFC 4193), link-local `fe80::/10`, site-local `fec0::/10` (RFC 3879) and
    /// multicast `ff00::/8` lie outside.
    static let given6 = ["2000::/3"].compactMap { NetworkBlock($0) }

    /// IANA IPv6 Special-Purpose Address Registry, as far as it lies within `2000::/3`.
    static let forbidden6 = [
        "2001::/23",  // protocol assignments, Teredo (RFC 4380) and benchmarks (RFC 5180) among them: RFC 2928
        "2001:db8::/32",  // documentation: RFC 3849
        "2002::/16",  // 6to4: RFC 3056
        "2620:4f:8000::/48",  // AS112: RFC 7534
        "3fff::/20",  // documentation: RFC 9637
    ].compactMap { NetworkBlock($0) }

    /// Whether a connection to an address may be made.
    ///
    /// - Parameters:
    ///   - isPlain: without TLS only the operator's own networks are reached.
    ///   - own: what the operator allows; an IPv4 address within IPv6 counts as what it stands for.
    ///   - denied: what the operator denies, whether it is public, allowed or neither, also where it is reached through
    ///     an address that carries it.
    static func admits(
        _ address: NetworkAddress,
        isPlain: Bool,
        own: [NetworkBlock],
        denied: [NetworkBlock] = []
    ) -> Bool {
        let reached = [address.unmapped, carried(address)].compactMap(\.self)
        if denied.contains(where: { reached.contains(where: $0.holds) }) { return false }
        if own.contains(where: { $0.holds(address.unmapped) }) { return true }
        guard !isPlain else { return false }
        if address.bytes.count == 4 { return !forbidden4.contains { $0.holds(address) } }
        return given6.contains { $0.holds(address) } && !forbidden6.contains { $0.holds(address) }
            && !holdsTranslated(address.bytes)
    }

    /// The IPv4 address to which translators and relays pass on what is sent to an IPv6 one: by `64:ff9b::/96` (RFC 6052
    /// §2.1) its last four bytes, by `2002::/16` (RFC 3056 §2) those behind the prefix. nil for others: no address says that
    /// its prefix is some network's own.
    private static func carried(_ address: NetworkAddress) -> NetworkAddress? {
        let bytes = address.bytes
        guard bytes.count == 16 else { return nil }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        return bytes.starts(with: [0x20, 0x02]) ? NetworkAddress(bytes: Array(bytes[2..<6])) : nil
    }

    /// ISATAP (RFC 5214 §6.1): `0:5efe` or `200:5efe` before an IPv4 address, under any prefix.
    private static func holdsTranslated(_ bytes: [UInt8]) -> Bool {
        bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE && (bytes[8] == 0 || bytes[8] == 2)
    }
}
