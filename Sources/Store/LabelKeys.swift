import Crypto
package import Registry

/// The registry's label keys: make codes, and know a code of ours without touching the store.
package struct LabelKeys: Sendable {
    /// A key as the store keeps it.
    struct Key: Sendable {
        let id: Int64
        let secret: SymmetricKey
        let isRetired: Bool
    }

    private let keys: [Key]

    init(_ keys: [Key]) {
        self.keys = keys
    }

    /// The key that new codes are made under.
    var activeID: Int64 { keys.last(where: { !$0.isRetired })?.id ?? 0 }

    /// The code of a sequence under one key; nil where the key is not known.
    func code(sequence: UInt32, keyID: Int64) -> LabelCode? {
        guard let key = keys.first(where: { $0.id == keyID }) else { return nil }
        return LabelCode(sequence: sequence, tag: LabelKeys.tag(sequence, key.secret))
    }

    /// True when some key of ours, also a retired one, made this code.
    package func knows(_ code: LabelCode) -> Bool {
        keys.contains { LabelKeys.tag(code.sequence, $0.secret) == code.tag }
    }

    /// The one code of ours that is a single slip away from what was typed, and where the slip is (from 1).
    ///
    /// Safe to tell, because a code opens a public page and nothing else.
    package func suggestion(for values: [UInt8]) -> (code: LabelCode, position: Int)? {
        let known = LabelCode.neighbours(of: values).filter { knows($0.code) }
        guard let first = known.first, known.allSatisfy({ $0.code == first.code }) else { return nil }
        return first
    }

    /// The leading 30 bits of HMAC-SHA256 over the sequence, four bytes, most significant first.
    private static func tag(_ sequence: UInt32, _ secret: SymmetricKey) -> UInt32 {
        let message = withUnsafeBytes(of: sequence.bigEndian) { Array($0) }
        var bits: UInt32 = 0
        for byte in HMAC<SHA256>.authenticationCode(for: message, using: secret).prefix(4) {
            bits = bits << 8 | UInt32(byte)
        }
        return bits >> 2
    }
}
