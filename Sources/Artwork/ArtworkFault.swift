/// A drawing library failed, or broke what we assert about it. A fault, never shown to a person as it is.
package enum ArtworkFault: Error, Equatable, Sendable {
    /// libqrencode gave no code for a checked payload.
    case encoding
    /// libqrencode chose this version where another is the smallest that holds the payload.
    case unexpectedVersion(Int)
    /// cairo ended with this status (`cairo_status_t`).
    case cairo(UInt32)
}
