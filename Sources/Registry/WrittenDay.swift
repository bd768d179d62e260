/// Reads a day as people write it; machines write `Day.parse`'s form and no other.
package enum WrittenDay {
    /// `2026-04-01`, `2026/4/1`, `2026.4.1`, `2026年4月1日`, `令和8年4月1日`, `R8.4.1`, `令和元年5月1日`; full-width forms
    /// and blanks do not matter.
    ///
    /// Throws `.malformed` where no such day exists, where it lies outside the era it is written in, and for
    /// everything else.
    package static func parse(_ text: String) throws(Refusal) -> Day {
        let plain = String(
            String.UnicodeScalarView(text.equalKey.unicodeScalars.filter { !$0.properties.isWhitespace })
        )
        for era in JapaneseEra.all {
            for start in [era.name, era.letter] where plain.hasPrefix(start) {
                return try day(String(plain.dropFirst(start.count)), of: era, written: text)
            }
        }
        guard let parts = parts(plain[...], years: 4...4) else { throw unreadable(text) }
        guard let day = Day(year: parts[0], month: parts[1], day: parts[2]) else { throw missing(text) }
        return day
    }

    private static func day(_ rest: String, of era: JapaneseEra, written text: String) throws(Refusal) -> Day {
        // 元年 is the first year.
        let counted = rest.hasPrefix("元") ? "1" + rest.dropFirst() : rest
        guard let parts = parts(counted[...], years: 1...2) else { throw unreadable(text) }
        guard let year = era.year(parts[0]), let day = Day(year: year, month: parts[1], day: parts[2]) else {
            throw missing(text)
        }
        guard era.contains(day) else { throw outside(era, text) }
        return day
    }

    /// Year, month and day between the marks of one way of writing.
    private static func parts(_ text: Substring, years: ClosedRange<Int>) -> [Int]? {
        let ways: [[Character?]] = [["-", "-", nil], ["/", "/", nil], [".", ".", nil], ["年", "月", "日"]]
        return ways.lazy.compactMap { numbers(text, $0, years) }.first
    }

    private static func numbers(_ text: Substring, _ marks: [Character?], _ years: ClosedRange<Int>) -> [Int]? {
        var rest = text
        var found: [Int] = []
        for (index, mark) in marks.enumerated() {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard (index == 0 ? years : 1...2).contains(digits.count), let number = Int(digits) else { return nil }
            found.append(number)
            rest = rest[digits.endIndex...]
            if let mark {
                guard rest.first == mark else { return nil }
                rest = rest.dropFirst()
            }
        }
        return rest.isEmpty ? found : nil
    }

    private static func unreadable(_ text: String) -> Refusal {
        Refusal(
            .malformed,
            "\"\(text.prefix(40))\" is not a day; write it like 2026-04-01, 2026/4/1 or 令和8年4月1日",
            ja: "「\(text.prefix(40))」は日付として読めません。2026-04-01、2026/4/1、令和8年4月1日 のように書いてください",
            code: "malformedDay"
        )
    }

    private static func missing(_ text: String) -> Refusal {
        Refusal(
            .malformed,
            "There is no day \(text.prefix(40))",
            ja: "\(text.prefix(40)) という日はありません",
            code: "malformedDay"
        )
    }

    private static func outside(_ era: JapaneseEra, _ text: String) -> Refusal {
        let end = era.last.map(\.text) ?? ""
        return Refusal(
            .malformed,
            "\(text.prefix(40)) is no day of \(era.name), which runs from \(era.first) "
                + (era.last == nil ? "on" : "through \(end)"),
            ja: "\(text.prefix(40)) は\(era.name)の日ではありません（\(era.name)は\(era.first)から\(end.isEmpty ? "" : end + "まで")）",
            code: "malformedDay"
        )
    }
}
