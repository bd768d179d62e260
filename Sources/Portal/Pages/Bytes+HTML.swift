import Registry

/// Writing HTML into bytes: fixed pieces as they are, everything else escaped.
extension [UInt8] {
    /// Fixed markup of our own; never a value from outside.
    @inline(__always)
    mutating func markup(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A piece that was escaped when it was cut.
    @inline(__always)
    mutating func piece(_ bytes: [UInt8]) {
        append(contentsOf: bytes)
    }

    /// Text from outside, safe as element content and inside a double- or single-quoted attribute.
    mutating func text(_ text: String) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
        if done == nil {
            for byte in text.utf8 { appendEscaped(byte) }
        }
    }

    private mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in bytes.indices where Self.isSpecial(bytes[index]) {
            append(contentsOf: bytes[start..<index])
            appendEscaped(bytes[index])
            start = index + 1
        }
        append(contentsOf: bytes[start...])
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F: true
        default: byte < 0x20
        }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): markup("&amp;")
        case UInt8(ascii: "<"): markup("&lt;")
        case UInt8(ascii: ">"): markup("&gt;")
        case UInt8(ascii: "\""): markup("&quot;")
        case UInt8(ascii: "'"): markup("&#39;")
        case 0x09, 0x0A: append(0x20)
        case 0x7F: break
        default: if byte >= 0x20 { append(byte) }
        }
    }

    /// One segment of a path or one value of a query: unreserved characters stay, the rest is percent-encoded.
    mutating func appendEncoded(_ text: String) {
        let digits: StaticString = "0123456789ABCDEF"
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: append(byte)
            default:
                append(UInt8(ascii: "%"))
                append(digits.utf8Start[Int(byte >> 4)])
                append(digits.utf8Start[Int(byte & 15)])
            }
        }
    }

    /// Decimal digits without separators.
    mutating func number(_ value: Int) {
        guard value >= 10 || value < 0 else {
            append(0x30 + UInt8(value))
            return
        }
        append(contentsOf: String(value).utf8)
    }

    private mutating func twoDigits(_ value: Int) {
        append(0x30 + UInt8(value / 10 % 10))
        append(0x30 + UInt8(value % 10))
    }

    /// `2027-05-20`
    mutating func isoDay(_ day: Day) {
        let civil = day.civil
        twoDigits(civil.year / 100)
        twoDigits(civil.year)
        append(UInt8(ascii: "-"))
        twoDigits(civil.month)
        append(UInt8(ascii: "-"))
        twoDigits(civil.day)
    }

    /// A day for people inside `<time>`: 2027年5月20日（木） or 20 May 2027.
    mutating func day(_ day: Day, _ language: Language) {
        markup("<time datetime=\"")
        isoDay(day)
        markup("\">")
        dayText(day, language)
        markup("</time>")
    }

    /// The same without markup.
    mutating func dayText(_ day: Day, _ language: Language) {
        let civil = day.civil
        if language == .en {
            number(civil.day)
            append(contentsOf: Self.months[civil.month - 1])
            number(civil.year)
        } else {
            number(civil.year)
            markup("年")
            number(civil.month)
            markup("月")
            number(civil.day)
            markup("日（")
            append(contentsOf: Self.weekdays[day.weekday])
            markup("）")
        }
    }

    /// Minutes of an instant in Japan, inside `<time>`: 2027年5月20日（木） 9:05 or 20 May 2027, 09:05.
    mutating func moment(_ moment: Moment, _ language: Language) {
        let day = moment.day
        let minutes = Int((moment.milliseconds - day.start.milliseconds) / 60_000)
        markup("<time datetime=\"")
        append(contentsOf: moment.text.utf8)
        markup("\">")
        dayText(day, language)
        markup(" ")
        twoDigits(minutes / 60)
        markup(":")
        twoDigits(minutes % 60)
        markup("</time>")
    }

    private static let months: [[UInt8]] = [
        " January ", " February ", " March ", " April ", " May ", " June ", " July ", " August ", " September ",
        " October ", " November ", " December ",
    ].map { Array($0.utf8) }

    private static let weekdays: [[UInt8]] = ["日", "月", "火", "水", "木", "金", "土"].map { Array($0.utf8) }
}
