import Foundation
import Testing

@testable import Portal

@Suite("The style of the pages")
struct PageStyleTests {
    /// Relative luminance of `#rrggbb` or `#rgb` (WCAG 2.2).
    static func luminance(_ colour: String) -> Double {
        var digits = Array(colour.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let channels = stride(from: 0, to: 6, by: 2).map { index -> Double in
            let value = Double(Int(String(digits[index...index + 1]), radix: 16) ?? 0) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    static func contrast(_ one: String, _ other: String) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// The colour that a name has in the light and, from the second occurrence, in the dark scheme.
    static func colours(_ name: String) -> [String] {
        PageStyle.css.components(separatedBy: "--\(name):").dropFirst().prefix(2).map { text in
            "#" + text.dropFirst().prefix { $0.isHexDigit }
        }
    }

    static func ground(_ look: String) -> String {
        "#" + PageStyle.css.components(separatedBy: "\(look){background:#")[1].prefix { $0.isHexDigit }
    }

    @Test("has enough contrast for text in light and dark")
    func contrast() {
        for scheme in 0...1 {
            let paper = Self.colours("p")[scheme]
            for name in ["i", "q", "a"] {
                #expect(Self.contrast(Self.colours(name)[scheme], paper) >= 4.5, "\(name) in scheme \(scheme)")
            }
            #expect(Self.contrast(Self.colours("i")[scheme], Self.colours("m")[scheme]) >= 7)
        }
        for look in [".valid", ".lapsed", ".revoked"] {
            #expect(Self.contrast("#fff", Self.ground(look)) >= 4.5, "\(look)")
        }
        for look in [".grace", ".withdrawn", ".notYetValid,.provisional"] {
            #expect(Self.contrast("#1b1c21", Self.ground(look)) >= 7, "\(look)")
        }
        #expect(Self.contrast("#a01226", Self.colours("p")[0]) >= 4.5)
        #expect(Self.contrast("#ff9ca6", Self.colours("p")[1]) >= 4.5)
    }

    @Test("tells the five verdicts apart in grey")
    func lightness() {
        let looks = [".valid", ".grace", ".lapsed", ".withdrawn", ".revoked"]
        let lightness = looks.map { 116 * cbrt(Self.luminance(Self.ground($0))) - 16 }.sorted()
        for (darker, lighter) in zip(lightness, lightness.dropFirst()) { #expect(lighter - darker >= 9) }
    }

    @Test("fetches nothing and cannot end its element")
    func closed() {
        for css in PageStyle.sheets {
            for word in ["url(", "@import", "http", "<", "&", "expression"] { #expect(!css.contains(word), "\(word)") }
        }
        #expect(PageStyle.css.utf8.count <= 6_000)
    }
}
