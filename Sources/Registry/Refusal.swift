/// The registry understood and will not do it: an expected error with a sentence for a person.
///
/// Whatever is not a `Refusal` is a fault. Standings and verdicts are answers, never refusals.
package struct Refusal: Error, Equatable, Sendable {
    /// The ten words every surface maps to a status or exit code.
    package enum Kind: String, CaseIterable, Sendable {
        case malformed
        case unauthenticated
        case forbidden
        case missing
        case conflict
        case preconditionFailed
        case tooLarge
        case unprocessable
        case preconditionRequired
        case limited
    }

    /// Decides status and exit code; stable, on the wire.
    package var kind: Kind
    /// A finer stable word for machines, camelCase; never changes once published.
    package var code: String
    /// One English sentence for a person, nothing internal.
    package var reason: String
    /// The same sentence in Japanese; nil where only English exists yet (command line only).
    package var reasonJA: String?
    /// Which input is to blame, when one is.
    package var field: String?

    package init(
        _ kind: Kind,
        _ reason: String,
        ja: String? = nil,
        field: String? = nil,
        code: String? = nil
    ) {
        self.kind = kind
        self.code = code ?? kind.rawValue
        self.reason = reason
        self.reasonJA = ja
        self.field = field
    }
}

extension Refusal: CustomStringConvertible {
    package var description: String {
        guard let field else { return reason }
        return "\(field): \(reason)"
    }
}
