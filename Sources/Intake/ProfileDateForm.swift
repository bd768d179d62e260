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

    private static func era(_ text: String) -> Day? {
        for era in JapaneseEra.all where text.hasPrefix(era.name) {
            var rest = String(text.dropFirst(era.name.count))
            if rest.hasPrefix("元年") { rest = "1" + rest.dropFirst() }
            guard let parts = numbers(rest[...], marks: ["年", "月", "日"]), let year = era.year(parts[0]),
                let day = Day(year: year, month: parts[1], day: parts[2]), era.contains(day)
            else { return nil }
            return day
        }
        return nil
    }

    private static func serial(_ text: String) -> Day? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let whole = parts.first, whole.utf8.count <= 7, let number = Int(whole)
        else { return nil }
        return spreadsheetDay(number)
    }

    /// A day of a spreadsheet's calendar. Where it starts with 1900, serial 1 is 1900-01-01 and serial 60 a 29 February
    /// that never was, so later ones are one too high; where it starts with 1904, serial 0 is 1904-01-01.
    static func spreadsheetDay(_ number: Int, from1904: Bool = false) -> Day? {
        guard (0...2_958_465).contains(number) else { return nil }
        if from1904 { return Day(year: 1904, month: 1, day: 1).map { $0 + number }.flatMap { $0 < .far ? $0 : nil } }
        guard number >= 1, number != 60, let first = Day(year: 1900, month: 1, day: 1) else { return nil }
        return first + (number < 60 ? number - 1 : number - 2)
    }
}
