import Crypto
package import Registry

/// Codes of six digits by time: RFC 6238 with SHA-1 and steps of 30 seconds, which is what every authenticator knows.
package struct OneTimeCode: Hashable, Sendable {
    /// 20 bytes, shared with the authenticator.
    package let secret: [UInt8]

    /// A secret as kept.
    package init(secret: [UInt8]) {
        self.secret = secret
    }

    /// A secret as `base32` wrote it; nil for anything else.
    package init?(base32 text: String) {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        guard text.utf8.count == 32 else { return nil }
        var secret: [UInt8] = []
        var (held, bits) = (0, 0)
        for byte in text.utf8 {
            guard let value = letters.firstIndex(of: byte) else { return nil }
            held = (held << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                secret.append(UInt8(truncatingIfNeeded: held >> bits))
            }
        }
        self.init(secret: secret)
    }

    /// A new secret.
    package static func make() -> OneTimeCode {
        OneTimeCode(secret: Secrets.bytes(20))
    }

    /// Which step of 30 seconds a moment is in.
    package static func step(_ moment: Moment) -> Int64 { moment.milliseconds / 30_000 }

    /// The code of a step (RFC 4226 §5.3).
    package func code(_ step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - $0 * 8)) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let at = Int(hash[19] & 15)
        let number = hash[at..<(at + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// The step a code belongs to: the moment's own, the one before or the one after; nil where it is none of them, or
    /// not after the last step that was used.
    package func match(_ text: String, after last: Int64, at now: Moment) -> Int64? {
        let given = Array(text.utf8.filter { $0 != 0x20 })
        guard given.count == 6 else { return nil }
        let step = Self.step(now)
        var found: Int64?
        for candidate in [step - 1, step, step + 1] where candidate > last {
            if Secrets.areEqual(Array(code(candidate).utf8), given), found == nil { found = candidate }
        }
        return found
    }

    /// What looks at a code somebody gave, once its secret and the last step that was used are known.
    package static func matching(
        _ text: String,
        at now: Moment
    ) -> @Sendable (_ secret: [UInt8], _ after: Int64) -> Int64? {
        { OneTimeCode(secret: $0).match(text, after: $1, at: now) }
    }

    /// The secret as people type it: base 32 (RFC 4648 §6), in groups of four.
    package var typed: String {
        let text = base32
        var groups: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }

    /// What the authenticator scans.
    ///
    /// - Parameters: `issuer` and `account` are percent-encoded by the caller's own rule.
    package func address(issuer: String, account: String) -> String {
        "otpauth://totp/\(issuer):\(account)?secret=\(base32)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    /// Without padding: 20 bytes are 32 letters.
    package var base32: String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text: [UInt8] = []
        var (held, bits) = (0, 0)
        for byte in secret {
            held = (held << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[held >> bits & 31])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// What lets somebody in who lost the authenticator: ten codes, each once.
package enum RecoveryCodes {
    /// Ten codes of three groups of four letters and digits that are not mistaken for one another: 60 bits each.
    package static func make() -> [String] {
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var generator = SystemRandomNumberGenerator()
        return (0..<10).map { _ in
            (0..<3).map { _ in String((0..<4).map { _ in letters[Int.random(in: 0..<32, using: &generator)] }) }
                .joined(separator: "-")
        }
    }

    /// As it is kept and compared: without blanks and hyphens, upper case, O as 0, I and L as 1; nil where it is none.
    package static func normal(_ text: String) -> String? {
        var normal = ""
        for scalar in text.uppercased().unicodeScalars where !scalar.isHyphen && !scalar.isBlank {
            switch scalar {
            case "O": normal += "0"
            case "I", "L": normal += "1"
            case "0"..."9", "A"..."Z": normal.unicodeScalars.append(scalar)
            default: return nil
            }
        }
        return normal.utf8.count == 12 ? normal : nil
    }
}
