import Foundation

/// Secrets made by chance, and what is kept of them.
package enum Secrets {
    /// So many bytes of the system's own chance.
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// 256 bits as 43 characters of base 64 for addresses (RFC 4648 §5).
    package static func token() -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        var (held, bits) = (0, 0)
        for byte in bytes(32) {
            held = held << 8 | Int(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(letters[held >> bits & 63])
            }
        }
        text.append(letters[held << (6 - bits) & 63])
        return String(decoding: text, as: UTF8.self)
    }

    /// What webhooks are signed with: `whsec_` and base 64 of 256 bits (Standard Webhooks).
    package static func webhook() -> String {
        "whsec_" + Data(bytes(32)).base64EncodedString()
    }

    /// Compares in a time that does not tell where two differ.
    package static func areEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        guard first.count == second.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(first, second) { difference |= one ^ other }
        return difference == 0
    }
}
