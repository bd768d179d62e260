import Crypto
package import Registry

/// The registry's label keys: make codes, and know a code of ours without touching the store.
package struct LabelKeys: Sendable {
    /// A key as the store keeps it.
    struct Key: Sendable {
        let id: Int64
        let isRetired: Bool
        /// The key worked into the function's state once, so that a code costs two blocks and not four.
        private let begun: HMAC<SHA256>

        init(id: Int64, secret: SymmetricKey, isRetired: Bool) {
            self.id = id
            self.isRetired = isRetired
            begun = HMAC<SHA256>(key: secret)
        }

        /// The leading 36 bits of HMAC-SHA256 over a text, as base 64 for addresses (RFC 4648 §5). A text is longer than
        /// the four bytes of a sequence, so neither is ever taken for the other.
        func mark(_ text: String) -> String {
            var function = begun
            function.update(data: Array(text.utf8))
            var bits: UInt64 = 0
            for byte in function.finalize().prefix(5) { bits = bits << 8 | UInt64(byte) }
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
            let places = (0..<ApiKey.markLength).map { Int(bits >> (34 - 6 * $0) & 63) }
            return String(decoding: places.map { letters[$0] }, as: UTF8.self)
        }

        /// The leading 128 bits of HMAC-SHA256 over a text, in hexadecimal digits.
        func seal(_ text: String) -> String {
            var function = begun
            function.update(data: Array(text.utf8))
            return Array(function.finalize().prefix(16)).hex
        }

        /// The leading 30 bits of HMAC-SHA256 over the sequence, four bytes, most significant first.
        func tag(_ sequence: UInt32) -> UInt32 {
            var function = begun
            withUnsafeBytes(of: sequence.bigEndian) { function.update(data: $0) }
            var bits: UInt32 = 0
            for byte in function.finalize().prefix(4) { bits = bits << 8 | UInt32(byte) }
            return bits >> 2
        }
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
        return LabelCode(sequence: sequence, tag: key.tag(sequence))
    }

    /// True when some key of ours, also a retired one, made this code.
    package func knows(_ code: LabelCode) -> Bool {
        keys.contains { $0.tag(code.sequence) == code.tag }
    }

    /// The text of a key for machines, with the mark of this registry.
    ///
    /// - Parameter secret: at least 37 characters of base 64 for addresses, made by chance.
    package func apiKey(_ secret: String) -> String {
        let body = ApiKey.prefix + secret.prefix(ApiKey.secretLength - ApiKey.markLength)
        return body + (keys.last { !$0.isRetired }?.mark(body) ?? "")
    }

    /// True where some key of ours marked a text as a key for machines; it may have ended since. Keys from before marks
    /// bear none.
    package func marked(_ text: String) -> Bool {
        guard ApiKey.isText(text) else { return false }
        let (body, mark) = (String(text.dropLast(ApiKey.markLength)), text.suffix(ApiKey.markLength))
        return keys.contains { $0.mark(body) == mark }
    }

    /// What stands in the link that stops letters like one: the letter's name, and the seal of it. It tells nothing of
    /// anybody, opens nothing else, and ends when the letter is forgotten.
    ///
    /// - Parameter messageID: 32 hexadecimal digits.
    func stopToken(_ messageID: String) -> String {
        messageID + seal(Self.stopText(messageID))
    }

    /// The letter that a token of a link names; nil where no key of ours sealed it.
    func letter(ofStopToken token: String) -> String? {
        let digits = Array(token.utf8)
        guard digits.count == 64, digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        let name = String(decoding: digits[..<32], as: UTF8.self)
        return isSeal(String(decoding: digits[32...], as: UTF8.self), of: Self.stopText(name)) ? name : nil
    }

    /// Hexadecimal digits of a seal.
    static let sealLength = 32

    /// 128 bits that nobody without a key of ours can make for a text. Texts of different uses begin with different
    /// words.
    func seal(_ text: String) -> String { keys.last { !$0.isRetired }?.seal(text) ?? "" }

    /// Whether some key of ours, also a retired one, sealed a text.
    func isSeal(_ seal: String, of text: String) -> Bool {
        guard seal.utf8.count == Self.sealLength else { return false }
        return keys.contains { key in
            // Compared whole: the time it takes must not tell where two differ.
            zip(key.seal(text).utf8, seal.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// Begins with a word that no key for machines begins with.
    private static func stopText(_ messageID: String) -> String { "stop letters like " + messageID }

    /// The one code of ours that is a single slip away from what was typed, and where the slip is (from 1).
    ///
    /// Safe to tell, because a code opens a public page and nothing else.
    package func suggestion(for values: [UInt8]) -> (code: LabelCode, position: Int)? {
        let known = LabelCode.neighbours(of: values).filter { knows($0.code) }
        guard let first = known.first, known.allSatisfy({ $0.code == first.code }) else { return nil }
        return first
    }
}
