import Foundation
package import Registry

/// The ways lists write a day. A profile names those its list uses; the first that fits counts.
package enum DateForm: String, CaseIterable, Hashable, Sendable {
    /// `2026-04-01`
    case iso
    /// `2026-04-01T00:00:00Z`; the civil day of that instant in Japan.
    case isoInstant
    /// `2026/4/1`, `2026/04/01`
    case slashes
    /// `2026年4月1日`
    case japanese
    /// `令和8年4月1日`, `令和元年5月1日`
    case era
    /// Days of the spreadsheet calendar that starts with 1900: `46113`; a time of day is passed over.
    case excelSerial

    /// The day that `text` names in this form, nil where it names none. Full-width forms and blanks do not matter.
    package func day(_ text: String) -> Day? {
        let plain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? text : Self.plain(text)
        switch self {
        case .iso: return try? Day.parse(plain)
        case .isoInstant: return (try? Moment.parse(plain))?.day
        case .slashes: return Self.civil(plain[...], marks: ["/", "/", nil])
        case .japanese: return Self.civil(plain[...], marks: ["年", "月", "日"])
        case .era: return Self.era(plain)
        case .excelSerial: return Self.serial(plain)
        }
    }

    private static func plain(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
    }

    private static func civil(_ text: Substring, marks: [Character?]) -> Day? {
        guard let parts = numbers(text, marks: marks), parts[0] >= 1000 else { return nil }
        return Day(year: parts[0], month: parts[1], day: parts[2])
    }

    /// One number of one to four ASCII digits before each mark, nothing after the last.
    private static func numbers(_ text: Substring, marks: [Character?]) -> [Int]? {
        var rest = text
        var found: [Int] = []
        for mark in marks {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard (1...4).contains(digits.count), let number = Int(digits) else { return nil }
            found.append(number)
            rest = rest[digits.endIndex...]
            if let mark {
                guard rest.first == mark else { return nil }
                rest = rest.dropFirst()
            }
        }
        return rest.isEmpty ? found : nil
    }

    /// First and last day of the eras a list of this scheme can name (era law; government orders of 1989 and 2019).
    private static let eras: [(name: String, first: Day?, last: Day?)] = [
        ("令和", Day(year: 2019, month: 5, day: 1), nil),
        ("平成", Day(year: 1989, month: 1, day: 8), Day(year: 2019, month: 4, day: 30)),
    ]

    private static func era(_ text: String) -> Day? {
        for era in eras where text.hasPrefix(era.name) {
            var rest = String(text.dropFirst(era.name.count))
            if rest.hasPrefix("元年") { rest = "1" + rest.dropFirst() }
            guard let first = era.first, let parts = numbers(rest[...], marks: ["年", "月", "日"]), parts[0] >= 1,
                let day = Day(year: first.civil.year + parts[0] - 1, month: parts[1], day: parts[2]),
                day >= first, day <= era.last ?? .far
            else { return nil }
            return day
        }
        return nil
    }

    /// Serial 1 is 1900-01-01; serial 60 is a 29 February 1900 that never was, so later ones are one too high.
    private static func serial(_ text: String) -> Day? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let whole = parts.first, whole.utf8.count <= 7, let number = Int(whole),
            (1...2_958_465).contains(number), number != 60, let first = Day(year: 1900, month: 1, day: 1)
        else { return nil }
        return first + (number < 60 ? number - 1 : number - 2)
    }
}
