package import Registry

/// How one kind of list is read: which columns mean what, how it writes days, levels and statuses, and what holds where
/// it says nothing. Comes from a YAML file in `Data/Import`; each key is explained in `ipa-list.yaml`.
package struct ImportProfile: Hashable, Sendable {
    /// Where an edition's day comes from.
    package enum EditionDay: String, CaseIterable, Hashable, Sendable {
        /// The last `YYYY-MM-DD` in the file's name; a day that was given wins.
        case fromFileName
        /// Always given by whoever imports.
        case given
    }

    /// What holds where the list has no column or an empty cell. Empty text means "not stated".
    package struct Defaults: Hashable, Sendable {
        package var level: StarLevel?
        package var criteria = ""
        package var laboratory = ""
        package var route = ""
        package var country = ""
        package var brand = ""

        package init() {}
    }

    /// Lower-case letters, digits and hyphens; the file's name without `.yaml`.
    package var name: String
    package var titleJA: String
    package var titleEN: String
    /// Name of the list, the source of its editions and registrations.
    package var source: String
    /// `imported` or `test`.
    package var origin: Origin
    package var form: DelimitedForm
    /// Record number of the header; what stands above is passed over.
    package var headerRow: Int
    package var editionDay: EditionDay
    package var columns: [ProfileField: ProfileColumn]
    package var defaults: Defaults
    /// Assurance of every level the profile can name.
    package var assurance: [StarLevel: Assurance]
    /// In the order they are tried.
    package var dateForms: [DateForm]
    /// The list's word (as its equal key) to our category code.
    package var categoryMap: [String: String]
    /// The list's word (as its equal key) to a level.
    package var levelMap: [String: StarLevel]
    /// The list's word (as its equal key) to a standing; the scheme's own table comes after it.
    package var statusMap: [String: Standing]
    /// Texts between several models in one cell; empty: one cell is one model.
    package var modelSeparators: [String]
    /// Spellings made one before two makers' names are compared, both as equal keys: `(株)` to `株式会社`.
    package var manufacturerWords: [String: String]
    /// Words in a support cell by which a maker says there is no support, as equal keys.
    package var unsupportedWords: Set<String>

    /// The category codes that the profile can give, for checking against the scheme's.
    package var categoryCodes: Set<String> { Set(categoryMap.values) }
}
