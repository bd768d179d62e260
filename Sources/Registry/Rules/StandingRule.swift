/// How a standing is worded.
package struct StandingRule: Hashable, Sendable {
    package var code: Standing
    /// Whether the Japanese wording is the scheme's own; else it is this portal's and never shown as a status.
    package var isSchemeWord: Bool
    package var name: Wording
    /// Spellings met in lists, as written.
    package var aliases: [String]
    /// Whether nothing follows it; nil = not known.
    package var isTerminal: Bool?
    package var provenance: Provenance

    package init(
        code: Standing,
        isSchemeWord: Bool,
        name: Wording,
        aliases: [String],
        isTerminal: Bool?,
        provenance: Provenance
    ) {
        self.code = code
        self.isSchemeWord = isSchemeWord
        self.name = name
        self.aliases = aliases
        self.isTerminal = isTerminal
        self.provenance = provenance
    }
}
