/// Words that say the same to somebody who looks for a product or its maker: dated data, and no rules of the scheme, so
/// no answer's digest follows from them (DESIGN §6).
package struct SearchSynonyms: Hashable, Sendable {
    /// Words that stand for one another, for as long as the row is in force.
    package struct Group: Hashable, Sendable {
        /// Names the row in faults.
        package var id: String
        /// As people write them; compared as search compares words.
        package var words: [String]
        /// When they count, and how sure that is.
        package var provenance: Provenance

        package init(id: String, words: [String], provenance: Provenance) {
            self.id = id
            self.words = words
            self.provenance = provenance
        }
    }

    /// In the order of the file.
    package var groups: [Group]

    /// Every word stands for itself alone.
    package static let none = SearchSynonyms(groups: [])

    package init(groups: [Group]) {
        self.groups = groups
    }
}
