import HTTPTypes
import NIOCore
import Registry
import Synchronization

/// The part of a finished answer's head that changes with time: made once a second.
final class DoorHeads: Sendable {
    private struct Tails {
        var second: Int64 = -1
        /// Just before midnight it falls within a second.
        var maxAge: Int64 = -1
        var page = ByteBuffer()
        var data = ByteBuffer()
    }

    private let tails = Mutex(Tails())
    private let pageLines: String
    private let dataLines: String

    init(_ headers: PortalHeaders) {
        pageLines = DoorHeads.lines(headers.page)
        dataLines = DoorHeads.lines(headers.data)
    }

    static func lines(_ fields: HTTPFields) -> String {
        fields.map { "\($0.name.rawName): \($0.value)\r\n" }.joined()
    }

    /// The rest of the head and the empty line after it.
    func tail(isPage: Bool, at now: Moment) -> ByteBuffer {
        let second = now.milliseconds / 1000
        let maxAge = PortalHeaders.maxAge(at: now)
        return tails.withLock { tails in
            if tails.second != second || tails.maxAge != maxAge {
                let moving = "Cache-Control: public, max-age=\(maxAge)\r\nDate: \(HTTPDate.text(now))\r\n\r\n"
                tails = Tails(
                    second: second,
                    maxAge: maxAge,
                    page: ByteBuffer(string: pageLines + moving),
                    data: ByteBuffer(string: dataLines + moving)
                )
            }
            return isPage ? tails.page : tails.data
        }
    }
}

/// IMF-fixdate of RFC 9110 §5.6.7.
enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ moment: Moment) -> String {
        let iso = moment.text
        // The UTC day: `Day` is Japan's, so its arithmetic is used on the day number alone.
        let day = (try? Day.parse(String(iso.prefix(10)))) ?? Day(number: 0)
        let civil = day.civil
        let dayText = civil.day < 10 ? "0\(civil.day)" : "\(civil.day)"
        let clock = iso.dropFirst(11).prefix(8)
        return "\(days[day.weekday]), \(dayText) \(months[civil.month - 1]) \(civil.year) \(clock) GMT"
    }
}
