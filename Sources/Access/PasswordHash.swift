import CryptoExtras
import Foundation

/// What a password must cost whoever guesses it.
package struct PasswordCost: Hashable, Sendable {
    /// log2 of scrypt's N.
    package var logRounds: Int

    /// - Parameter logRounds: 10 to 20; below 17 (OWASP Password Storage Cheat Sheet) only for tests.
    package init(logRounds: Int) {
        self.logRounds = logRounds
    }

    /// N = 2^17, r = 8, p = 1: 128 MiB and about a quarter of a second.
    package static let usual = PasswordCost(logRounds: 17)
}

/// A password as kept: scrypt (RFC 7914) with a salt of its own, written as `scrypt$17$8$1$<salt>$<key>` in base 64.
package struct PasswordHash: Hashable, Sendable {
    /// The written form.
    package let text: String

    /// Works a hash out; takes the cost's time on the caller's thread.
    package init(_ password: String, _ cost: PasswordCost) throws {
        let salt = Secrets.bytes(16)
        let key = try Self.key(password, salt, cost.logRounds)
        text = "scrypt$\(cost.logRounds)$8$1$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
    }

    /// A hash that no password has: looking at it takes as long as looking at another of its cost.
    package static func ofNobody(_ cost: PasswordCost) -> PasswordHash {
        func chance(_ count: Int) -> String { Data(Secrets.bytes(count)).base64EncodedString() }
        return PasswordHash(kept: "scrypt$\(cost.logRounds)$8$1$\(chance(16))$\(chance(32))")
    }

    /// A hash as kept.
    package init(kept text: String) {
        self.text = text
    }

    /// Whether a password is the one; takes the hash's own time. False for text that is no hash of ours.
    package func matches(_ password: String) -> Bool {
        let parts = text.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), (10...20).contains(rounds),
            let salt = Data(base64Encoded: String(parts[4])), let kept = Data(base64Encoded: String(parts[5])),
            let key = try? Self.key(password, Array(salt), rounds)
        else { return false }
        return Secrets.areEqual(key, Array(kept))
    }

    /// Whether it costs less than it should by now.
    package func isWeaker(than cost: PasswordCost) -> Bool {
        let parts = text.split(separator: "$")
        return parts.count < 2 || (Int(parts[1]) ?? 0) < cost.logRounds
    }

    private static func key(_ password: String, _ salt: [UInt8], _ logRounds: Int) throws -> [UInt8] {
        let bytes = Array(PasswordRules.normal(password).utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes,
            salt: salt,
            outputByteCount: 32,
            rounds: 1 << logRounds,
            blockSize: 8,
            parallelism: 1
        )
        return key.withUnsafeBytes { Array($0) }
    }
}
