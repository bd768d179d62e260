import Foundation
import Registry
import Testing

@testable import Exports

@Suite("names of files")
struct ExportNameTests {
    @Test("a name has its day and two forms")
    func forms() throws {
        let name = ExportName("labels", ja: "ラベル一覧", day: .tender, ending: "xlsx")
        #expect(name.ascii == "labels-2026-05-21.xlsx")
        #expect(name.japanese == "ラベル一覧-2026-05-21.xlsx")
        let value = name.contentDisposition
        #expect(
            value == "attachment; filename=\"labels-2026-05-21.xlsx\"; filename*=UTF-8''"
                + "%E3%83%A9%E3%83%99%E3%83%AB%E4%B8%80%E8%A6%A7-2026-05-21.xlsx"
        )
        let encoded = try #require(value.components(separatedBy: "''").last)
        #expect(encoded.removingPercentEncoding == name.japanese)
    }

    @Test(
        "nothing in a name leaves its header or its folder",
        arguments: ["a\"b", "a\r\nX: 1", "../b", "a\\b", "a;b", "é", "a\u{202E}b"]
    )
    func hostile(text: String) {
        let name = ExportName(text, ja: text, day: .tender, ending: "csv")
        #expect(name.contentDisposition.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(name.contentDisposition.count { $0 == "\"" } == 2)
        #expect(!name.japanese.contains { "/\\\"\r\n\u{202E}".contains($0) })
        #expect(!name.ascii.contains("/"))
    }
}
