import Foundation
import Registry
import TestSupport
import Testing

@testable import Notices

/// What Python's parsers of mail and HTML read in a letter.
struct ReadLetter: Decodable {
    var names: [String]
    var subject: String
    var senderName: String
    var senderAddress: String
    var to: [String]
    var unsubscribe: String
    var text: String
    var heading: String
    var lines: [String]
    var links: [String]
    var tags: [String]
    var parts: Int
    var defects: [String]
    var longest: Int
    /// Line ends that are not CR LF.
    var loose: Int

    static func all(_ messages: [MailMessage]) async throws -> [ReadLetter] {
        try await TemporaryDirectory.with { folder in
            for (place, message) in messages.enumerated() {
                try Data(message.bytes).write(to: URL(filePath: "\(folder)/\(place).eml"))
            }
            let peer = try Program.peer("Tests/NoticesTests/Peers/letter-reader", [folder])
            let ended = await peer.end()
            guard ended.status == 0 else { throw Refusal(.unprocessable, ended.messages) }
            return try JSONDecoder().decode([ReadLetter].self, from: Data(ended.output.utf8))
        }
    }
}

@Suite("letters are read back by another's parsers, whatever stands in them")
struct LetterReadingTests {
    /// What people and lists may have typed as a name.
    static let hostile = [
        "A\r\nBcc: everybody@example.jp", "A\nX: y\n\nbody", "A\rB", "a\u{0}b", "a\u{2028}b\u{2029}c\u{85}d",
        "\u{202E}gnp.exe\u{202C}\u{2066}x", "=?utf-8?B?QmNj?=", "=?utf-8?q?x?= =?iso-2022-jp?B?GyRC?=", "=?",
        "Yamada, \"Hanako\" <a@b.example>", "a, b; c: d", "\\\"(comment)", "\r\n.\r\nMAIL FROM:<x@y.example>",
        "--=_0123456789abcdef", "> https://evil.example/ press", "* https://evil.example/ press",
        "{{site}} {{{secret}}}",
        "<script>alert(1)</script>&amp;&#39;\"'", "&lt;b&gt; &nbsp;", String(repeating: "A", count: 450),
        String(repeating: "長い名前", count: 120), "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦🇯🇵", "שלום عربى", "\u{FEFF}x\u{200B}y",
        "\u{E000}\u{10FFFD}", "%0d%0aX: y", "  spaced \t out  ",
    ]
    /// The same without end: a megabyte of letters, and one character of a megabyte.
    static let endless = [
        String(repeating: "長", count: 350_000), "e" + String(repeating: "\u{301}", count: 500_000),
        String(repeating: "\r\n", count: 500_000),
    ]
    static let stop = String(repeating: "0123456789abcdef", count: 4)

    static func letter(
        _ kind: Letter.Kind,
        _ language: Letter.Language,
        _ value: String,
        isOptional: Bool = false
    ) throws -> (MailMessage, LetterText) {
        // What leads somewhere is ours; everything else may be anything.
        var facts = MailTests.facts.mapValues { _ in value }
        for name in ["id", "code"] { facts[name] = MailTests.facts[name] }
        if isOptional { facts[Letter.optionalFact] = "yes" }
        let entries = MailTests.entries.map { entry in
            var entry = entry
            for name in ["number", "product", "when", "filing"] { entry[name] = value }
            return entry
        }
        let letter = Letter(
            kind,
            to: try MailAddress("hanako@example.jp"),
            language,
            facts: facts,
            entries: kind == .digest ? entries : []
        )
        let text = try LetterForms(MailTests.sender).text(letter, secret: "s3cr3t", stop: stop)
        return (message(text), text)
    }

    static func message(_ text: LetterText, name: String = "見本登録所") -> MailMessage {
        MailMessage(
            text,
            id: BounceReportTests.id,
            from: MailAddress(checked: "registry@example.jp"),
            name: name,
            to: MailAddress(checked: "hanako@example.jp"),
            date: Moment(milliseconds: 1_795_219_200_000)
        )
    }

    /// The lines and links that a reader of the HTML part must see, by what the letter says.
    private static func seen(_ text: LetterText) -> (lines: [String], links: [String]) {
        var (lines, links): ([String], [String]) = ([], [])
        for part in text.parts {
            switch part {
            case .paragraph(let words): lines.append(words)
            case .link(let address, let label):
                lines += [label + (text.language == .ja ? "：" : ":"), address]
                links.append(address)
            case .list(let entries):
                for entry in entries {
                    lines += said(entry)
                    links.append(entry.address)
                }
            }
        }
        return (lines, links)
    }

    private static func said(_ entry: LetterText.Entry) -> [String] {
        [entry.lead, entry.words, entry.address].filter { !$0.isEmpty }
    }

    private static func compare(_ letters: [(MailMessage, LetterText)]) async throws {
        let read = try await ReadLetter.all(letters.map(\.0))
        try #require(read.count == letters.count)
        for ((_, text), got) in zip(letters, read) {
            let what = "\(text.language) \(text.subject.prefix(60))"
            #expect(got.defects == [], "\(what)")
            #expect(got.subject == text.subject)
            #expect(got.senderName == "見本登録所" && got.senderAddress == "registry@example.jp", "\(what)")
            #expect(got.to == ["hanako@example.jp"] && got.parts == 2, "\(what)")
            let stops = text.stopAddress == nil ? [] : ["List-Unsubscribe", "List-Unsubscribe-Post"]
            #expect(
                got.names == [
                    "Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Auto-Submitted", "Content-Language",
                ] + stops + ["Content-Type"],
                "\(what)"
            )
            let longest = max(78, (text.stopAddress?.utf8.count ?? 0) + 3)
            #expect(got.longest <= longest && got.loose == 0, "\(what)")
            #expect(got.unsubscribe == (text.stopAddress.map { "<\($0)>" } ?? ""), "\(what)")
            // Byte by byte: equal strings may be spelt in two ways.
            #expect(Array(got.text.utf8) == Array(MailMessage.plain(text).utf8), "\(what)")
            let (lines, links) = seen(text)
            #expect(got.lines.map { Array($0.utf8) } == lines.map { Array($0.utf8) }, "\(what)")
            #expect(got.links == links, "\(what)")
            #expect(Array(got.heading.utf8) == Array(text.subject.utf8), "\(what)")
            let known: Set = [
                "html", "head", "meta", "title", "style", "body", "div", "main", "h1", "p", "b", "br", "a", "ul", "li",
            ]
            #expect(Set(got.tags).isSubset(of: known), "\(what)")
            // Both parts say the same, line by line.
            let plain = got.text.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
            let entries = text.parts.flatMap { part -> [LetterText.Entry] in
                if case .list(let entries) = part { entries } else { [] }
            }
            let indented = entries.flatMap { entry in
                said(entry).enumerated().map { (($0 == 0 ? "- " : "  ") + $1, $1) }
            }
            let marks = Dictionary(indented) { first, _ in first }
            let bare = plain.map { marks[$0] ?? $0 }
            #expect(bare == got.lines, "\(what)")
        }
    }

    @Test("every kind in both languages", .enabled(if: MailPeer.isHere))
    func everyKind() async throws {
        var letters: [(MailMessage, LetterText)] = []
        for kind in Letter.Kind.allCases {
            for language in Letter.Language.allCases {
                for isOptional in [false, true] {
                    letters.append(try Self.letter(kind, language, "照明 & <スイッチ> 2台", isOptional: isOptional))
                }
            }
        }
        try await Self.compare(letters)
    }

    @Test("names that would be headers, lines, links, words of MIME or of HTML", .enabled(if: MailPeer.isHere))
    func names() async throws {
        var letters: [(MailMessage, LetterText)] = []
        for (place, value) in Self.hostile.enumerated() {
            for kind in Letter.Kind.allCases {
                let language: Letter.Language = place % 2 == 0 ? .ja : .en
                letters.append(try Self.letter(kind, language, value))
            }
        }
        try await Self.compare(letters)
    }

    @Test("names without end are cut, and the letter is still one", .enabled(if: MailPeer.isHere))
    func lengths() async throws {
        var letters: [(MailMessage, LetterText)] = []
        for value in Self.endless {
            for kind in [Letter.Kind.invitation, .digest, .applicationRefused] {
                letters.append(try Self.letter(kind, .ja, value))
            }
        }
        #expect(letters.allSatisfy { $0.0.bytes.count < 200_000 })
        try await Self.compare(letters)
    }

    @Test(
        "an address to stop at is read back whole, folded or not, and left out where no line may hold it",
        .enabled(if: MailPeer.isHere)
    )
    func stopAddresses() async throws {
        let begin = "https://label.example.jp/stop/"
        // 78 characters in one line, one more, the longest there may be, and one more.
        let lengths = [58, 59, 300, MailMessage.longestAddress, MailMessage.longestAddress + 1]
        let addresses = lengths.map { begin + String(repeating: "a", count: $0 - begin.count) }
        let messages = try addresses.map { address in
            var (_, text) = try Self.letter(.applicationPaid, .en, "x")
            text.stopAddress = address
            return Self.message(text)
        }
        let read = try await ReadLetter.all(messages)
        #expect(read.map(\.unsubscribe) == addresses.dropLast().map { "<\($0)>" } + [""])
        #expect(read.map { $0.names.contains("List-Unsubscribe-Post") } == [true, true, true, true, false])
        #expect(read.map { max(78, $0.longest) } == [78, 78, 303, 998, 78])
        #expect(read.allSatisfy { $0.defects == [] && $0.loose == 0 })
        for (message, isFolded) in zip(messages, [false, true, true, true]) {
            let isThere = String(decoding: message.bytes, as: UTF8.self).contains("List-Unsubscribe:\r\n <https:")
            #expect(isThere == isFolded)
        }
    }

    @Test("a sender's name with commas, quotes and look-alikes is one name", .enabled(if: MailPeer.isHere))
    func senders() async throws {
        let names = ["例, \"見本\" <b@c>", "=?utf-8?B?QQ==?=", "Sample (Registry), Inc.", "a\\b;c"]
        let (_, text) = try Self.letter(.applicationPaid, .en, "x")
        let read = try await ReadLetter.all(names.map { Self.message(text, name: $0) })
        #expect(read.map(\.senderName) == names)
        #expect(read.allSatisfy { $0.senderAddress == "registry@example.jp" && $0.defects == [] })
    }
}
