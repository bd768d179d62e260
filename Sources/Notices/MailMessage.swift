import Foundation
package import Registry

/// A message as it goes over the wire: RFC 5322 and MIME, text and HTML of one letter, CRLF lines of at most 78
/// characters but for an address to unsubscribe at. The same letter gives the same bytes.
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
        // RFC 2369 §3.2 and RFC 8058 §3.1, only on what may be stopped.
        if let stop = text.stopAddress, stop.utf8.count <= Self.longestAddress {
            lines += [
                Self.header("List-Unsubscribe", address: stop), "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            ]
        }
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

    /// A header of an address, which is not cut: folded before it where the line would be longer than 78.
    static func header(_ name: String, address: String) -> String {
        let line = "\(name): <\(address)>"
        return line.utf8.count <= 78 ? line : "\(name):\r\n <\(address)>"
    }

    /// No line may be longer than 998 (RFC 5322 §2.1.1), with its blank and its brackets.
    static let longestAddress = 995

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
            case .link(let address, let label): label + colon(text.language) + "\r\n" + address
            case .list(let entries):
                entries.map { entry in
                    let lines = [entry.lead, entry.words, entry.address].filter { !$0.isEmpty }
                    return "- " + lines.joined(separator: "\r\n  ")
                }.joined(separator: "\r\n\r\n")
            }
        }.joined(separator: "\r\n\r\n") + "\r\n"
    }

    private static func colon(_ language: Letter.Language) -> String { language == .ja ? "：" : ":" }

    /// Colours stand in a style sheet, which programs that do not know it leave out: then all of it has their own.
    private static let head = """
        <meta charset="utf-8"><meta name="viewport" content="width=device-width">\
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><style>\
        :root{color-scheme:light dark}body{color:#1b1c21;background:#fff}a{color:#2c3a80}\
        @media(prefers-color-scheme:dark){body{color:#e6e6ea;background:#17181c}a{color:#aab8ff}}\
        </style>
        """
    private static let bodyStyle =
        "margin:0;padding:16px;max-width:36em;font:16px/1.7 system-ui,-apple-system,'Hiragino Sans','Noto Sans JP',"
        + "'Yu Gothic UI',Meiryo,sans-serif;overflow-wrap:anywhere"

    private static func html(_ text: LetterText) -> String {
        var html = "<!doctype html><html lang=\"\(text.language.rawValue)\"><head>\(head)"
        html += "<title>\(escaped(text.subject))</title></head><body style=\"\(bodyStyle)\">\r\n"
        // What mail programs show beside the subject in their lists; the letter says it again below.
        html += "<div style=\"display:none;max-height:0;overflow:hidden\">\(escaped(preview(text)))</div>\r\n"
        html += "<main><h1 style=\"font-size:20px;line-height:1.4;margin:0 0 16px\">\(escaped(text.subject))</h1>\r\n"
        for part in text.parts {
            switch part {
            case .paragraph(let words): html += "<p>\(escaped(words))</p>\r\n"
            // The address stands there in full: whoever reads it sees where it leads.
            case .link(let address, let label):
                let place = escaped(address)
                html += "<p><b>\(escaped(label))\(colon(text.language))</b><br>\(anchor(place))</p>\r\n"
            case .list(let entries):
                html += "<ul style=\"margin:16px 0;padding-left:20px\">\r\n"
                for entry in entries { html += item(entry) }
                html += "</ul>\r\n"
            }
        }
        return html + "</main></body></html>\r\n"
    }

    private static func item(_ entry: LetterText.Entry) -> String {
        let lead = entry.lead.isEmpty ? "" : "<b>\(escaped(entry.lead))</b><br>"
        return
            "<li style=\"margin:0 0 12px\">\(lead)\(escaped(entry.words))<br>\(anchor(escaped(entry.address)))</li>\r\n"
    }

    /// The first thing of a list, or else the first paragraph.
    private static func preview(_ text: LetterText) -> String {
        for case .list(let entries) in text.parts {
            if let first = entries.first {
                return [first.lead, first.words].filter { !$0.isEmpty }.joined(separator: " ")
            }
        }
        for case .paragraph(let words) in text.parts { return words }
        return ""
    }

    /// - Parameter place: an escaped address.
    private static func anchor(_ place: String) -> String {
        "<a href=\"\(place)\">\(place)</a>"
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
