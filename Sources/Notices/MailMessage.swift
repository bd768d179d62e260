import Foundation
package import Registry

/// A message as it goes over the wire: RFC 5322 and MIME, text and HTML of one letter, CRLF lines of at most 76
/// characters. The same letter gives the same bytes.
package struct MailMessage: Hashable, Sendable {
    /// Without angle brackets.
    package let id: String
    /// The registry's address.
    package let from: MailAddress
    /// The one recipient: a refusal of one must not be one of others.
    package let to: MailAddress
    /// The whole message, headers first.
    package let bytes: [UInt8]

    /// - Parameters:
    ///   - name: the sender's name as people read it.
    ///   - date: when the letter was queued, so that a repetition is the same message.
    package init(_ text: LetterText, id: String, from: MailAddress, name: String, to: MailAddress, date: Moment) {
        (self.id, self.from, self.to) = (id, from, to)
        // A boundary of the id stands in neither part: both are base64.
        let boundary = "=_" + String(id.prefix { $0 != "@" })
        var lines = [
            "Date: " + Self.date(date),
            "From: " + Self.phrase(name) + "<\(from.text)>",
            "To: <\(to.text)>",
            "Message-ID: <\(id)>",
            Self.header("Subject", text.subject),
            "MIME-Version: 1.0",
            // RFC 3834: machines must not answer.
            "Auto-Submitted: auto-generated",
            "Content-Language: \(text.language.rawValue)",
        ]
        // RFC 2369 §3.2, only on what may be stopped; a page and no single press, because the account is asked for.
        if let page = text.choicePage { lines.append("List-Unsubscribe: <\(page)>") }
        lines += [
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
            "",
        ]
        for (type, body) in [("plain", Self.plain(text)), ("html", Self.html(text))] {
            lines += [
                "--" + boundary,
                "Content-Type: text/\(type); charset=utf-8",
                "Content-Transfer-Encoding: base64",
                "",
                Data(body.utf8).base64EncodedString(options: [
                    .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
                ]),
            ]
        }
        lines += ["--" + boundary + "--", ""]
        bytes = Array(lines.joined(separator: "\r\n").utf8)
    }

    /// `Mon, 21 Dec 2026 09:00:00 +0900` (RFC 5322 §3.3), in Japan.
    static func date(_ moment: Moment) -> String {
        let civil = moment.day.civil
        let seconds = (moment.milliseconds - moment.day.start.milliseconds) / 1000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { ($0 < 10 ? "0" : "") + String($0) }
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][moment.day.weekday]
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][civil.month - 1]
        return "\(weekday), \(civil.day) \(month) \(civil.year) \(clock.joined(separator: ":")) +0900"
    }

    /// A header of free text: as it is where it is short printable ASCII, else encoded words (RFC 2047 §2), one a line.
    static func header(_ name: String, _ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        guard !isPlain || name.utf8.count + 2 + text.utf8.count > 78 else { return "\(name): \(text)" }
        return "\(name): " + encodedWords(text).joined(separator: "\r\n ")
    }

    /// A display name before an address; empty for none.
    private static func phrase(_ name: String) -> String {
        name.isEmpty ? "" : encodedWords(name).joined(separator: "\r\n ") + "\r\n "
    }

    /// Words cut between characters, short enough that a line holds one behind its header's name.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [String] = []
        var run: [UInt8] = []
        func end() {
            if !run.isEmpty { words.append("=?utf-8?B?" + Data(run).base64EncodedString() + "?=") }
            run = []
        }
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if run.count + next.count > 39 { end() }
            run += next
        }
        end()
        return words
    }

    /// The text part: what a letter says without a form.
    package static func plain(_ text: LetterText) -> String {
        text.parts.map { part in
            switch part {
            case .paragraph(let words): words
            case .link(let address, let label): label + ":\r\n" + address
            case .list(let entries):
                entries.map { "- " + $0.words + "\r\n  " + $0.address }.joined(separator: "\r\n")
            }
        }.joined(separator: "\r\n\r\n") + "\r\n"
    }

    private static func html(_ text: LetterText) -> String {
        let style = "font:16px/1.7 sans-serif;color:#1b1c21;max-width:38em"
        var html = "<!doctype html><html lang=\"\(text.language.rawValue)\"><head><meta charset=\"utf-8\">"
        html += "<title>\(escaped(text.subject))</title></head><body style=\"\(style)\">\r\n"
        for part in text.parts {
            switch part {
            case .paragraph(let words): html += "<p>\(escaped(words))</p>\r\n"
            // The address stands there in full: whoever reads it sees where it leads.
            case .link(let address, let label):
                let place = escaped(address)
                html += "<p>\(escaped(label)):<br>\(anchor(place))</p>\r\n"
            case .list(let entries):
                html += "<ul>\r\n"
                for entry in entries {
                    html += "<li>\(escaped(entry.words))<br>\(anchor(escaped(entry.address)))</li>\r\n"
                }
                html += "</ul>\r\n"
            }
        }
        return html + "</body></html>\r\n"
    }

    /// - Parameter place: an escaped address.
    private static func anchor(_ place: String) -> String {
        "<a href=\"\(place)\" style=\"color:#2c3a80\">\(place)</a>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
