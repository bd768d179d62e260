import Foundation
import Registry
import TestSupport
import Testing

@testable import Exports

@Suite("Atom")
struct AtomFeedTests {
    static let feed = AtomFeed(
        id: "tag:label.example.jp,2026:feed",
        title: "動き & <全部>",
        selfAddress: "https://label.example.jp/feeds/list.atom?a=1&b=\"2\"",
        alternateAddress: "https://label.example.jp/search?a=1&b=2",
        updated: Day.tender.start,
        author: "星札登録簿",
        entries: [
            AtomFeed.Entry(
                id: "tag:label.example.jp,2026:event/7/1",
                title: "発行: \"HC-200\" ]]> 'x'",
                updated: Day.tender.start + 1,
                summary: "一行目\n二行目 <b>&amp;",
                address: "https://label.example.jp/0123456789AB",
                category: "issued"
            )
        ]
    )

    @Test(
        "a reader of PyPI sees the same",
        .enabled(if: ExportReaders.areHere || ExportReaders.areRequired, "the Python readers are not installed")
    )
    func oracle() async throws {
        let feed = Self.feed
        try await TemporaryDirectory.with { folder in
            let path = folder + "/a.atom"
            try Data(feed.bytes).write(to: URL(filePath: path))
            let seen = try ExportReaders.read("feed", path, as: ExportReaders.Feed.self)
            #expect(seen.version == "atom10")
            #expect(
                seen.head == [
                    "id": feed.id, "title": feed.title, "updated": feed.updated.text, "author": feed.author,
                    "self": feed.selfAddress, "alternate": feed.alternateAddress,
                ]
            )
            let entry = feed.entries[0]
            #expect(
                seen.entries == [
                    [
                        "id": entry.id, "title": entry.title, "updated": entry.updated.text, "summary": entry.summary,
                        "link": entry.address, "category": entry.category,
                    ]
                ]
            )
        }
    }

    @Test("what XML forbids is left out, and markup stays text")
    func forbidden() {
        var feed = Self.feed
        feed.entries[0].title = "a\0\u{1}\u{B}\u{FFFE}\u{FFFF}b<script>\r\"&"
        let text = String(decoding: feed.bytes, as: UTF8.self)
        #expect(text.contains("<title>ab&lt;script&gt;&#13;&quot;&amp;</title>"))
        let isClean = text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }
        #expect(isClean)
    }

    @Test("a feed without entries is one")
    func empty() {
        var feed = Self.feed
        feed.entries = []
        #expect(String(decoding: feed.bytes, as: UTF8.self).hasSuffix("</author>\n</feed>\n"))
    }
}
