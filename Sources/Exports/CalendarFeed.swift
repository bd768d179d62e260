package import Registry

/// A calendar of days on which something is about to happen (RFC 5545).
package struct CalendarFeed: Hashable, Sendable {
    /// An event that takes a whole day in Japan.
    package struct Event: Hashable, Sendable {
        /// Names the event for ever and everywhere, in every feed it stands in.
        package var uid: String
        /// Counts its changes, from 0; never goes back.
        package var sequence: Int
        /// The moment of its last change.
        package var changedAt: Moment
        /// The day it falls on.
        package var day: Day
        /// One line.
        package var summary: String
        /// May have several lines.
        package var details: String
        /// Where more stands: an https address.
        package var address: String
        /// True where it will not happen after all. It stays in the feed, so that calendars strike it out.
        package var isMoot: Bool
        /// Days before at which a calendar may remind; negative for days after.
        package var alarms: [Int]

        package init(
            uid: String,
            sequence: Int,
            changedAt: Moment,
            day: Day,
            summary: String,
            details: String = "",
            address: String = "",
            isMoot: Bool = false,
            alarms: [Int] = []
        ) {
            self.uid = uid
            self.sequence = sequence
            self.changedAt = changedAt
            self.day = day
            self.summary = summary
            self.details = details
            self.address = address
            self.isMoot = isMoot
            self.alarms = alarms
        }
    }

    /// The name a calendar shows.
    package var name: String
    /// Who made it, in the form `-//Organisation//Product//Language`.
    package var product: String
    /// What it holds, and what it leaves out; may have several lines.
    package var details: String
    /// Hours after which a calendar may ask again (RFC 7986 §5.7); 0 states none.
    package var refreshHours: Int
    /// In the order they are written.
    package var events: [Event]

    package init(name: String, product: String, details: String = "", refreshHours: Int = 0, events: [Event]) {
        self.name = name
        self.product = product
        self.details = details
        self.refreshHours = refreshHours
        self.events = events
    }

    /// The whole feed as `text/calendar; charset=utf-8`.
    package var bytes: [UInt8] {
        var lines = CalendarLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.addText("PRODID", product)
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", "PUBLISH")
        lines.addText("X-WR-CALNAME", name)
        // The same for newer calendars (RFC 7986 §5.1).
        lines.addText("NAME", name)
        if !details.isEmpty {
            lines.addText("X-WR-CALDESC", details)
            lines.addText("DESCRIPTION", details)
        }
        if refreshHours > 0 {
            lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT\(refreshHours)H")
            lines.add("X-PUBLISHED-TTL", "PT\(refreshHours)H")
        }
        for event in events { event.write(into: &lines) }
        lines.add("END", "VCALENDAR")
        return lines.bytes
    }
}

extension CalendarFeed.Event {
    fileprivate func write(into lines: inout CalendarLines) {
        lines.add("BEGIN", "VEVENT")
        lines.addText("UID", uid)
        lines.add("SEQUENCE", "\(max(0, sequence))")
        lines.add("DTSTAMP", changedAt.basicText)
        lines.add("LAST-MODIFIED", changedAt.basicText)
        // A day without an end lasts that day (RFC 5545 §3.6.1).
        lines.add("DTSTART;VALUE=DATE", day.basicText)
        lines.addText("SUMMARY", summary)
        if !details.isEmpty { lines.addText("DESCRIPTION", details) }
        if !address.isEmpty { lines.add("URL", address) }
        // A date that is to be kept in mind keeps nobody busy.
        lines.add("TRANSP", "TRANSPARENT")
        lines.add("STATUS", isMoot ? "CANCELLED" : "CONFIRMED")
        for days in alarms where !isMoot {
            lines.add("BEGIN", "VALARM")
            lines.add("ACTION", "DISPLAY")
            lines.add("TRIGGER", days == 0 ? "PT0S" : days > 0 ? "-P\(days)D" : "P\(days.magnitude)D")
            lines.addText("DESCRIPTION", summary)
            lines.add("END", "VALARM")
        }
        lines.add("END", "VEVENT")
    }
}

/// Content lines: escaped, folded at 75 bytes without cutting a character, ended by CRLF (RFC 5545 §3.1).
private struct CalendarLines {
    private(set) var bytes: [UInt8] = []

    /// A value of a type other than TEXT, which has no escapes; what would end the line is left out.
    mutating func add(_ name: String, _ value: String) {
        fold("\(name):\(value)".unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
    }

    /// A TEXT (§3.3.11). Any line end becomes `\n`; other control characters may not stand there and are left out.
    mutating func addText(_ name: String, _ text: String) {
        var line = String.UnicodeScalarView("\(name):".unicodeScalars)
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": line += ["\\", scalar]
            case "\r", "\n": if !(wasReturn && scalar == "\n") { line += ["\\", "n"] }
            case "\t": line.append(scalar)
            case let other where other.value < 0x20 || other.value == 0x7F: break
            default: line.append(scalar)
            }
            wasReturn = scalar == "\r"
        }
        fold(line)
    }

    private mutating func fold(_ line: some Sequence<Unicode.Scalar>) {
        var width = 0
        for scalar in line {
            let encoded = scalar.utf8
            if width + encoded.count > 75 {
                bytes += [0x0D, 0x0A, 0x20]
                width = 1
            }
            bytes += encoded
            width += encoded.count
        }
        bytes += [0x0D, 0x0A]
    }
}

extension Day {
    /// `20270520`.
    fileprivate var basicText: String { text.filter { $0 != "-" } }
}

extension Moment {
    /// `20270520T150000Z`, without the milliseconds.
    fileprivate var basicText: String { text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }
}
