/// The public facts of a manufacturer (DESIGN §4). Empty text and empty lists mean "not stated".
package struct Manufacturer: Hashable, Sendable {
    /// Stable key within the source that named the manufacturer: 法人番号, a vendor number, or the folded name.
    package var key: String
    /// At least one of the two names is not empty.
    package var nameJA: String
    package var nameEN: String
    package var nameKana: String
    package var brands: [String]
    /// 13 digits, or empty where a foreign proof stands instead.
    package var corporateNumber: String
    /// ISO 3166-1 alpha-2, upper case; empty where not stated.
    package var country: String
    /// Address, mail or link for the public.
    package var publicContact: String
    /// Where vulnerabilities are reported.
    package var vulnerabilityContact: String

    package init(
        key: String,
        nameJA: String = "",
        nameEN: String = "",
        nameKana: String = "",
        brands: [String] = [],
        corporateNumber: String = "",
        country: String = "",
        publicContact: String = "",
        vulnerabilityContact: String = ""
    ) {
        self.key = key
        self.nameJA = nameJA
        self.nameEN = nameEN
        self.nameKana = nameKana
        self.brands = brands
        self.corporateNumber = corporateNumber
        self.country = country
        self.publicContact = publicContact
        self.vulnerabilityContact = vulnerabilityContact
    }
}
