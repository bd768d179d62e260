/// What one piece of artwork says: the facts of one label, already decided elsewhere.
///
/// Only `LabelArtwork.draw` checks the values; a subject by itself may be wrong.
package struct ArtworkSubject: Sendable, Hashable {
    /// The label code: 12 characters of Crockford base 32, upper case.
    package var code: String
    /// The registration number as the registry writes it: 1 to 64 characters of any script, no control characters.
    package var registrationNumber: String
    /// How many of the four stars are filled, 1 to 4.
    package var starCount: Int
    /// The level's code as printed, for example `STAR-1`: 1 to 12 characters of ASCII.
    package var levelCode: String
    /// The registry's public host, with `:port` where it has one; any letter case, ASCII only.
    package var host: String
    /// Whether the registry's operator is official. If not, the artwork says so.
    package var isOfficial: Bool
    /// Whether the registration is test input. If so, the artwork is watermarked.
    package var isTest: Bool
    /// On what ground the level stands, in Japanese, for example 自己適合宣言; may be empty.
    package var assuranceJA: String
    /// The same in English, for example `self-declared`; may be empty.
    package var assuranceEN: String

    package init(
        code: String,
        registrationNumber: String,
        starCount: Int,
        levelCode: String,
        host: String,
        isOfficial: Bool,
        isTest: Bool,
        assuranceJA: String,
        assuranceEN: String
    ) {
        self.code = code
        self.registrationNumber = registrationNumber
        self.starCount = starCount
        self.levelCode = levelCode
        self.host = host
        self.isOfficial = isOfficial
        self.isTest = isTest
        self.assuranceJA = assuranceJA
        self.assuranceEN = assuranceEN
    }

    /// What the two-dimensional code says: `HTTPS://<HOST>/<CODE>`, all upper case, so that it fits the alphanumeric
    /// mode of ISO/IEC 18004. Scheme and host are case-insensitive (RFC 3986 section 6.2.2.1); the code is upper case.
    package var payload: String {
        "HTTPS://\(host.uppercased())/\(code)"
    }
}
