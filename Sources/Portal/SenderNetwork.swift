import Foundation

/// Who is counted as one sender: an IPv4 address, or the /48 an IPv6 address lies in, which one line holder has whole.
struct SenderNetwork: Hashable, Sendable {
    private let bits: UInt64

    /// Stands for a key where keys are counted; never in one limit with networks.
    init(key: Int64) {
        bits = UInt64(bitPattern: key)
    }

    /// - Parameter address: as text; what is no address is one sender with all else that is none.
    init(_ address: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        if inet_pton(AF_INET, address, &four) == 1 {
            bits = UInt64(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, address, &sixteen) == 1 {
            let bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
            let isMapped = bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            let kept = isMapped ? bytes.suffix(4) : bytes.prefix(6)
            bits = kept.reduce(isMapped ? 0 : 1) { $0 << 8 | UInt64($1) }
        } else {
            bits = .max
        }
    }
}
