import Crypto
import Foundation

/// How a message is signed, so that whoever gets it knows who sent it (Standard Webhooks 1.0, symmetric form).
package enum WebhookSignature {
    /// What a secret begins with; base 64 of 24 to 64 bytes follows.
    private static let prefix = "whsec_"

    /// The value of `webhook-signature`: `v1,` and base 64 of HMAC-SHA256 over `id.timestamp.body`, one for each secret
    /// with a blank between them; empty where a secret cannot be read.
    ///
    /// - Parameters:
    ///   - id: the value of `webhook-id`.
    ///   - seconds: the value of `webhook-timestamp`, since 1970, of this attempt.
    ///   - secrets: as they were shown, the current one first; during a rotation also the former one.
    package static func header(id: String, seconds: Int64, body: [UInt8], secrets: [String]) -> String {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let signatures = secrets.compactMap { secret in
            key(secret).map { key in
                "v1," + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
            }
        }
        return signatures.count == secrets.count ? signatures.joined(separator: " ") : ""
    }

    private static func key(_ secret: String) -> SymmetricKey? {
        guard secret.hasPrefix(prefix), let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.utf8.count))),
            (24...64).contains(bytes.count)
        else { return nil }
        return SymmetricKey(data: bytes)
    }
}
