/// A product category: one the scheme has named, or a code of this registry.
package struct CategoryRule: Hashable, Sendable {
    /// Lower-case ASCII words with hyphens.
    package var code: String
    /// Whether the scheme itself has named it.
    package var isOfficial: Bool
    package var name: Wording
    /// Examples; nil for official categories.
    package var products: Wording?
    /// Advice of one laboratory (seed), never the scheme's rule.
    package var recommendedLevels: [StarLevel]
    /// That advice in words, where levels alone do not tell it.
    package var recommendation: Wording?
    /// The code of the official category it corresponds to, where one is known.
    package var official: String?
    package var provenance: Provenance

    package init(
        code: String,
        isOfficial: Bool,
        name: Wording,
        products: Wording?,
        recommendedLevels: [StarLevel],
        recommendation: Wording?,
        official: String?,
        provenance: Provenance
    ) {
        self.code = code
        self.isOfficial = isOfficial
        self.name = name
        self.products = products
        self.recommendedLevels = recommendedLevels
        self.recommendation = recommendation
        self.official = official
        self.provenance = provenance
    }
}
