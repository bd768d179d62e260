/// An instant: milliseconds since 1970-01-01T00:00:00Z. The only instant type of the house.
package struct Moment: Hashable, Comparable, Sendable {
    /// Milliseconds UTC; negative before 1970.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (moment: Moment, milliseconds: Int64) -> Moment {
        Moment(milliseconds: moment.milliseconds + milliseconds)
    }

    /// The civil day in Japan that this instant belongs to (UTC+09:00, floor, so also right before 1970).
    package var day: Day {
        Day(number: Int32(clamping: floorDivide(milliseconds + Day.japanOffset, Day.millisecondsPerDay)))
    }

    /// RFC 3339 in UTC with milliseconds: `2027-05-20T15:00:00.000Z`.
    package var text: String {
        let utcDay = floorDivide(milliseconds, Day.millisecondsPerDay)
        let rest = milliseconds - utcDay * Day.millisecondsPerDay
        let civil = Day(number: Int32(clamping: utcDay)).text
        let hour = rest / 3_600_000
        let minute = rest / 60_000 % 60
        let second = rest / 1000 % 60
        return "\(civil)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(rest % 1000, 3))Z"
    }

    /// Hour and minute in Japan: `09:05`.
    package var clock: String {
        let minutes = (milliseconds - day.start.milliseconds) / 60_000
        return "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// Reads RFC 3339 §5.6 with an upper-case `T` and either `Z` or a numeric offset; up to nine fraction digits.
    ///
    /// Second 60, hour 24 and days that do not exist are refused rather than rolled over.
    package static func parse(_ text: String) throws(Refusal) -> Moment {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 35, bytes[10] == UInt8(ascii: "T") else { throw malformed(text) }
        guard let day = try? Day.parse(String(text.prefix(10))) else { throw malformed(text) }
        guard
            let hour = digits(bytes, 11, 2), bytes[13] == UInt8(ascii: ":"),
            let minute = digits(bytes, 14, 2), bytes[16] == UInt8(ascii: ":"),
            let second = digits(bytes, 17, 2), hour < 24, minute < 60, second < 60
        else { throw malformed(text) }
        var at = 19
        var milliseconds: Int64 = 0
        if bytes[at] == UInt8(ascii: ".") {
            at += 1
            let first = at
            var scale: Int64 = 100
            while at < bytes.count, let digit = digits(bytes, at, 1) {
                milliseconds += digit * scale
                scale /= 10
                at += 1
            }
            guard at > first, at - first <= 9 else { throw malformed(text) }
        }
        guard let offset = offsetMinutes(bytes, from: at) else { throw malformed(text) }
        let clock = (hour * 3600 + minute * 60 + second) * 1000 + milliseconds
        let utc = Int64(day.number) * Day.millisecondsPerDay + clock - offset * 60_000
        return Moment(milliseconds: utc)
    }

    private static func offsetMinutes(_ bytes: [UInt8], from at: Int) -> Int64? {
        guard at < bytes.count else { return nil }
        if bytes[at] == UInt8(ascii: "Z") { return at == bytes.count - 1 ? 0 : nil }
        let sign: Int64
        switch bytes[at] {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        guard bytes.count == at + 6, bytes[at + 3] == UInt8(ascii: ":"),
            let hours = digits(bytes, at + 1, 2), let minutes = digits(bytes, at + 4, 2), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }

    private static func malformed(_ text: String) -> Refusal {
        Refusal(
            .malformed,
            "\"\(text.prefix(40))\" is not a moment; write it like 2027-05-20T15:00:00Z",
            ja: "「\(text.prefix(40))」は日時として読めません。2027-05-20T15:00:00Z のように書いてください",
            code: "malformedMoment"
        )
    }
}

extension Moment: CustomStringConvertible {
    package var description: String { text }
}

/// Reads `count` ASCII digits at `start`; nil where anything else stands.
func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
    guard start + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[start..<start + count] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int64(byte - 0x30)
    }
    return value
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
}
