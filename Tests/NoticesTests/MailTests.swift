import Foundation
import Notices
import Registry
import TestSupport
import Testing

@testable import Notices

@Suite("letters as mail")
struct MailTests {
    static let sender = LetterSender(
        nameJA: "見本登録所",
        nameEN: "Sample Registry",
        site: "https://label.example.jp",
        isOfficial: false
    )
    static let facts = [
        "organisation": "例示製作所 & <Co>", "inviter": "山田 花子", "roles": "administrator", "moment": "2026-11-21 09:00",
        "change": "password", "application": "A-2026-1", "product": "見守りカメラ", "number": "DEMO-1", "note": "2ページ",
        "until": "2026-12-21", "amount": "198000", "count": "2", "nearest": "2026-12-21", "listed": "2",
        "id": "7",
        "headline": "Ends of 2 labels: the nearest on Monday, 21 December 2026",
        "code": "0123456789AB", "endpoint": "line 1 (hooks.example.jp)",
        "title": "STAR-2以上 & <カメラ>",
    ]
    /// Two labels of a digest.
    static let entries = [
        [
            "number": "DEMO-1", "code": "0123456789AB", "product": "照明 & <スイッチ>", "heldUntil": "2026-12-21",
            "end": "2026年12月21日（月）", "when": "残り30日", "milestone": "before30", "words": "有効期限が変わりました：2026-12-21",
        ],
        [
            "number": "DEMO-2", "code": "0123456789AC", "product": "Camera", "heldUntil": "2027-01-20",
            "end": "Wednesday, 20 January 2027", "when": "ends in 60 days", "milestone": "before60",
            "words": "現在の状態：失効",
        ],
    ]

    static func message(
        _ kind: Letter.Kind,
        _ language: Letter.Language = .ja,
        to address: String = "hanako@example.jp",
        facts: [String: String] = MailTests.facts
    ) throws -> (MailMessage, LetterText) {
        let listed = [.digest, .watchDigest, .watchOver].contains(kind) ? entries : []
        let letter = Letter(kind, to: try MailAddress(address), language, facts: facts, entries: listed)
        let text = try LetterForms(sender).text(letter, secret: "s3cr3t", stop: "t0ken")
        let message = MailMessage(
            text,
            id: "0123456789abcdef@label.example.jp",
            from: try MailAddress("registry@example.jp"),
            name: sender.name(language),
            to: letter.recipient,
            date: try .parse("2026-11-21T00:00:00Z")
        )
        return (message, text)
    }

    @Test("a peer is there where one is asked for", .enabled(if: MailPeer.isRequired))
    func required() {
        #expect(MailPeer.isHere)
    }

    @Test("every letter is read back exactly by another's parser, text and HTML alike", .enabled(if: MailPeer.isHere))
    func readBack() async throws {
        try await MailPeer.with { peer in
            let transport = SMTPTransport(peer.server())
            var sent: [LetterText] = []
            for kind in Letter.Kind.allCases {
                for language in Letter.Language.allCases {
                    let (message, text) = try Self.message(kind, language)
                    #expect(await transport.send(message) == .sent)
                    sent.append(text)
                }
            }
            let taken = try peer.taken()
            #expect(taken.count == sent.count)
            // One connection for all.
            #expect(Set(taken.map(\.connection)).count == 1)
            for (text, got) in zip(sent, taken) {
                #expect(got.defects == [])
                #expect(got.longest <= 78)
                #expect(got.sender == "registry@example.jp" && got.recipients == ["hanako@example.jp"])
                #expect(got.headers["Subject"] == text.subject)
                #expect(got.headers["From"]?.hasSuffix("<registry@example.jp>") == true)
                #expect(got.headers["From"]?.contains(Self.sender.name(text.language)) == true)
                #expect(got.headers["Message-ID"] == "<0123456789abcdef@label.example.jp>")
                #expect(got.headers["Date"] == "Sat, 21 Nov 2026 09:00:00 +0900")
                #expect(got.headers["Auto-Submitted"] == "auto-generated")
                #expect(got.headers["Content-Language"] == text.language.rawValue)
                let body = got.text.replacing("\r\n", with: "\n")
                let page = got.html.replacing("&amp;", with: "&").replacing("&lt;", with: "<")
                    .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                for part in text.parts {
                    switch part {
                    case .paragraph(let words):
                        #expect(body.contains(words) && page.contains(words))
                    case .link(let address, let label):
                        #expect(body.contains(address) && body.contains(label))
                        #expect(page.contains("href=\"\(address)\"") && page.contains(label))
                    case .list(let entries):
                        #expect(!entries.isEmpty)
                        for entry in entries {
                            #expect(!entry.lead.isEmpty)
                            #expect(body.contains("- \(entry.lead)\n  \(entry.words)\n  \(entry.address)"))
                            #expect(page.contains("<b>\(entry.lead)</b><br>\(entry.words)<br>"))
                            #expect(page.contains("href=\"\(entry.address)\""))
                        }
                    }
                }
            }
        }
    }

    @Test("a letter in a folder is one file, the owner's alone, also when it is sent again")
    func folder() async throws {
        try await TemporaryDirectory.with { folder in
            let transport = try FileTransport(folder: folder + "/mail")
            let (message, _) = try Self.message(.resetPassword)
            #expect(await transport.send(message) == .sent)
            #expect(await transport.send(message) == .sent)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/mail")
            #expect(files == ["0123456789abcdef_label.example.jp.eml"])
            let path = "\(folder)/mail/\(files[0])"
            #expect(try Array(Data(contentsOf: URL(filePath: path))) == message.bytes)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try FileManager.default.removeItem(atPath: folder + "/mail")
            #expect(await transport.send(message).word == "ours")
        }
    }
}

@Suite("what letters say")
struct LetterTextTests {
    @Test(
        "every kind has its text in both languages, with nothing left open",
        arguments: Letter.Kind.allCases,
        Letter.Language.allCases
    )
    func filled(_ kind: Letter.Kind, _ language: Letter.Language) throws {
        let (message, text) = try MailTests.message(kind, language)
        #expect(!text.subject.isEmpty && !text.subject.contains("\n"))
        #expect(text.parts.count >= 3)
        #expect(text.parts.contains { if case .link = $0 { true } else { false } })
        for part in text.parts {
            switch part {
            case .paragraph(let words): #expect(!words.isEmpty && !words.contains("{{") && !words.contains("\n"))
            case .link(let address, let label):
                #expect(address.hasPrefix("https://label.example.jp/") && !address.contains(" ") && !label.isEmpty)
            case .list(let entries):
                #expect(
                    entries.map(\.address) == [
                        "https://label.example.jp/0123456789AB", "https://label.example.jp/0123456789AC",
                    ]
                )
                #expect(entries.allSatisfy { !$0.words.contains("{{") && !$0.words.contains("\n") })
                let leads = MailTests.entries.map { $0[kind == .digest ? "when" : "words"] ?? "" }
                #expect(entries.map(\.lead) == leads)
                #expect(entries[0].words.contains("DEMO-1"))
                #expect(entries[0].words.contains("2026年12月21日（月）") == (kind == .digest))
            }
        }
        // Unofficial, in every letter.
        #expect(text.parts.last == .paragraph(LetterSource.closing(MailTests.sender, language)))
        #expect(LetterSource.closing(MailTests.sender, language).contains(language == .ja ? "非公式" : "unofficial"))
        #expect(message.bytes.allSatisfy { $0 < 0x80 })
    }

    @Test("letters to watchers are stopped by one press, and no others are", arguments: Letter.Kind.allCases)
    func oneClick(_ kind: Letter.Kind) throws {
        let (message, text) = try MailTests.message(kind)
        let lines = String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let isStopped = [.watchDigest, .watchOver].contains(kind)
        #expect((text.stopAddress == "https://label.example.jp/watches/s3cr3t") == isStopped)
        #expect(lines.contains("List-Unsubscribe: <https://label.example.jp/watches/s3cr3t>") == isStopped)
        #expect(lines.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click") == isStopped)
    }

    @Test("only what a reader may do without says how to stop it", arguments: Letter.Language.allCases)
    func optional(_ language: Letter.Language) throws {
        let (plain, _) = try MailTests.message(.applicationAccepted, language)
        var facts = MailTests.facts
        facts[Letter.optionalFact] = "yes"
        let (optional, text) = try MailTests.message(.applicationAccepted, language, facts: facts)
        let lang = language == .en ? "?lang=en" : ""
        let header =
            "List-Unsubscribe: <https://label.example.jp/stop/t0ken\(lang)>\r\n"
            + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        #expect(!String(decoding: plain.bytes, as: UTF8.self).contains("List-Unsubscribe"))
        #expect(String(decoding: optional.bytes, as: UTF8.self).contains(header))
        #expect(text.parts.contains(.paragraph(LetterSource.choice(language))))
        // The text is handed on and quoted: the token stands in the head alone.
        #expect(!MailMessage.plain(text).contains("t0ken"))
    }

    @Test("a digest names the count and the nearest end, and each label once")
    func digest() throws {
        let (_, text) = try MailTests.message(.digest, .en)
        #expect(text.subject == "Ends of 2 labels: the nearest on Monday, 21 December 2026")
        let lists = text.parts.compactMap { part -> [LetterText.Entry]? in
            if case .list(let entries) = part { entries } else { nil }
        }
        #expect(lists.count == 1 && lists[0].count == 2)
        let camera = "- ends in 60 days\r\n  Camera (DEMO-2), through Wednesday, 20 January 2027\r\n  https://"
        #expect(MailMessage.plain(text).contains(camera))
    }

    @Test("a letter is a document: one heading, its colours for light and dark, nothing fetched from elsewhere")
    func document() throws {
        for language in Letter.Language.allCases {
            let (message, text) = try MailTests.message(.digest, language)
            let page = try #require(Self.htmlPart(of: message))
            #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
            #expect(page.components(separatedBy: "<h1").count == 2)
            #expect(page.contains("<title>\(text.subject)</title>") && page.contains(">\(text.subject)</h1>"))
            #expect(page.contains("content=\"light dark\"") && page.contains("prefers-color-scheme:dark"))
            for word in ["<img", "<table", "url(", "src=", "@import", "<link"] { #expect(!page.contains(word)) }
        }
    }

    /// The second body, without its encoding.
    private static func htmlPart(of message: MailMessage) -> String? {
        let whole = String(decoding: message.bytes, as: UTF8.self)
        let body = whole.components(separatedBy: "Content-Transfer-Encoding: base64\r\n\r\n").last ?? ""
        let encoded = body.components(separatedBy: "\r\n--")[0].replacing("\r\n", with: "")
        return Data(base64Encoded: encoded).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("a name cannot become a header, a line or a link of its own")
    func hostileNames() throws {
        let names = [
            "A\r\nBcc: everybody@example.jp", "> https://evil.example/ press here", "{{site}}", "{{{secret}}}",
            String(repeating: "長", count: 5000), "\u{202E}gnp.exe", "<script>alert(1)</script>",
        ]
        for name in names {
            var facts = MailTests.facts
            facts["organisation"] = name
            let (message, text) = try MailTests.message(.invitation, facts: facts)
            let head = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n\r\n")[0]
            let lines = head.split(separator: "\r\n")
            #expect(!lines.contains { $0.hasPrefix("Bcc") })
            #expect(lines.allSatisfy { $0.utf8.count <= 78 })
            #expect(text.parts.filter { if case .link = $0 { true } else { false } }.count == 1)
            #expect(!text.subject.contains("s3cr3t"))
            #expect(text.parts.count == (try MailTests.message(.invitation).1).parts.count)
        }
    }
}
