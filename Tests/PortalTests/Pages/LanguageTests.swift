import Testing

@testable import Portal

@Suite("The language of a page")
struct LanguageTests {
    @Test(
        "follows Accept-Language with its weights",
        arguments: [
            (nil, .ja), ("", .ja), ("ja", .ja), ("en", .en), ("en-GB,en;q=0.9", .en), ("ja;q=0.5,en;q=0.6", .en),
            ("en;q=0.5, ja;q=0.5", .en), ("EN-us", .en), ("*", .ja), ("zh-CN,zh;q=0.9", .en), ("zh,ja;q=0.1", .ja),
            ("ja;q=0,fr", .en), ("en;q=0", .ja), ("en;q=0.000,ja;q=0.001", .ja), ("en;q=1.001,ja", .ja),
            ("en;q=x,ja;q=0.2", .ja), (";;;,,,q=", .ja), ("en ; q=0.8 , ja ; q=0.3", .en), ("jam,en", .en),
        ] as [(String?, Language)]
    )
    func accept(header: String?, language: Language) {
        #expect(Language.choose(query: nil, acceptLanguage: header) == language)
        #expect(Language.choose(query: "", acceptLanguage: header) == language)
    }

    @Test("is what ?lang= says, whatever the header", arguments: Language.allCases)
    func query(language: Language) {
        #expect(Language.choose(query: language.rawValue, acceptLanguage: "en;q=1,ja;q=1") == language)
    }

    @Test("is refused where ?lang= is no language of ours", arguments: ["fr", "JA", "ja-JP", "easy ", "<", "enn"])
    func unknown(query: String) {
        #expect(Language.choose(query: query, acceptLanguage: "ja") == nil)
    }

    @Test("looks at no more than its bound of ranges")
    func bounded() {
        let many = String(repeating: "fr,", count: 31)
        #expect(Language.choose(query: nil, acceptLanguage: many + "en") == .en)
        #expect(Language.choose(query: nil, acceptLanguage: String(repeating: "xx,", count: 100_000) + "ja") == .en)
    }
}
