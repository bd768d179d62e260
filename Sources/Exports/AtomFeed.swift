package import Registry

/// A feed of what happened (RFC 4287).
package struct AtomFeed: Hashable, Sendable {
    /// One thing that happened.
    package struct Entry: Hashable, Sendable {
        /// A `tag:` or `https:` name that never changes (§4.2.6).
        package var id: String
        /// One line, plain text.
        package var title: String
        /// When it was recorded, or last changed.
        package var updated: Moment
        /// A few lines of plain text.
        package var summary: String
        /// The page about it.
        package var address: String
        /// A word for machines: what kind of thing it is.
        package var category: String

        package init(
            id: String,
            title: String,
            updated: Moment,
            summary: String,
            address: String,
            category: String
        ) {
            self.id = id
            self.title = title
            self.updated = updated
            self.summary = summary
            self.address = address
            self.category = category
        }
    }

    /// A `tag:` or `https:` name that never changes.
    package var id: String
    /// One line, plain text.
    package var title: String
    /// The language of titles and summaries, such as `ja`.
    package var language: String
    /// Where this feed is; empty where its address is a secret, which is then not repeated in it.
    package var selfAddress: String
    /// The page that shows the same to a person.
    package var alternateAddress: String
    /// When any of it last changed.
    package var updated: Moment
    /// Who speaks here; a feed has an author (§4.1.1).
    package var author: String
    /// Newest first.
    package var entries: [Entry]

    package init(
        id: String,
        title: String,
        language: String = "ja",
        selfAddress: String,
        alternateAddress: String,
        updated: Moment,
        author: String,
        entries: [Entry]
    ) {
        self.id = id
        self.title = title
        self.language = language
        self.selfAddress = selfAddress
        self.alternateAddress = alternateAddress
        self.updated = updated
        self.author = author
        self.entries = entries
    }

    /// The whole feed as `application/atom+xml; charset=utf-8`.
    package var bytes: [UInt8] {
        var xml = AtomText()
        xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
        xml.text(language)
        xml.raw("\">\n")
        xml.element("id", id)
        xml.element("title", title)
        if !selfAddress.isEmpty { xml.link("self", selfAddress, type: "application/atom+xml") }
        xml.link("alternate", alternateAddress, type: "text/html")
        xml.element("updated", updated.text)
        xml.raw("<author>")
        xml.element("name", author)
        xml.raw("</author>\n")
        for entry in entries {
            xml.raw("<entry>\n")
            xml.element("id", entry.id)
            xml.element("title", entry.title)
            xml.element("updated", entry.updated.text)
            xml.link("alternate", entry.address, type: "text/html")
            xml.raw("<category term=\"")
            xml.text(entry.category)
            xml.raw("\"/>\n")
            xml.element("summary", entry.summary)
            xml.raw("</entry>\n")
        }
        xml.raw("</feed>\n")
        return xml.bytes
    }
}

/// XML of elements with text.
private struct AtomText {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: String) {
        bytes += text.utf8
    }

    mutating func element(_ name: String, _ text: String) {
        raw("<\(name)>")
        self.text(text)
        raw("</\(name)>\n")
    }

    mutating func link(_ relation: String, _ address: String, type: String) {
        raw("<link rel=\"\(relation)\" type=\"\(type)\" href=\"")
        text(address)
        raw("\"/>\n")
    }

    /// Escaped for content and attributes; what XML 1.0 forbids (§2.2) is left out. A carriage return is written as a
    /// reference, because a reader would make a line feed of it.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"": raw("&quot;")
            case "\r": raw("&#13;")
            case "\t", "\n": bytes.append(UInt8(scalar.value))
            case "\u{FFFE}", "\u{FFFF}": break
            case let other where other.value < 0x20: break
            default: bytes += scalar.utf8
            }
        }
    }
}
