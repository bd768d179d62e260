/// The way an application takes: by the scheme alone or on the strength of a foreign regime.
package enum ApplicationRoute: String, CaseIterable, Hashable, Sendable {
    case standard
    /// With a statement of compliance of the UK PSTI regime.
    case psti
    /// With a label of Singapore's CLS.
    case cls
}
