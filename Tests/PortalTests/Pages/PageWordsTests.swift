import Registry
import Testing

@testable import Portal

@Suite("The words of the pages")
struct PageWordsTests {
    /// Every text in a value, with the names on the way to it.
    static func texts(_ value: Any, _ path: String = "") -> [(path: String, text: String)] {
        if let text = value as? String { return [(path, text)] }
        return Mirror(reflecting: value).children.enumerated().flatMap { index, child in
            texts(child.value, path + "." + (child.label ?? "\(index)"))
        }
    }

    static func all(_ language: Language) -> [(path: String, text: String)] {
        texts(ScanWords.words(language)) + texts(PageWords.words(language)) + texts(ListWords.words(language))
            + texts(ClaimWords.words(language)) + texts(TenderWords.words(language)) + texts(CheckWords.words(language))
            + texts(SystemWords.words(language)) + texts(AccountWords.words(language))
            + texts(ApplicationWords.words(language)) + texts(OfficeWords.words(language))
            + texts(LabelOfficeWords.words(language)) + texts(TimesWords.words(language))
            + texts(ScopeWords.words(language)) + texts(KeyWords.words(language)) + texts(CaseWords.words(language))
            + texts(NoticeWords.words(language)) + texts(WebhookWords.words(language))
            + texts(CalendarWords.words(language)) + texts(FeedWords.words(language))
            + texts(WatchWords.words(language))
    }

    @Test("are all there in every language", arguments: Language.allCases)
    func complete(language: Language) {
        for word in Self.all(language) { #expect(!word.text.isEmpty, "\(word.path)") }
        let words = ScanWords.words(language)
        #expect(Set(words.verdicts.keys) == Set(Standing.allCases))
        #expect(Set(words.events.keys) == Set(LabelEvent.Word.allCases))
        #expect(Set(words.routes.keys) == Set(ApplicationRoute.allCases.map(\.rawValue)))
        #expect(words.promiseSentences.count == ScanWords.japanese.promiseSentences.count)
    }

    @Test("have the same slots in every language", arguments: [Language.en, .easy])
    func slots(language: Language) {
        func slots(_ text: String) -> Set<Int> { Set(Phrase(text).rest.map(\.slot)) }
        let pairs = zip(
            Mirror(reflecting: ScanWords.japanese).children,
            Mirror(reflecting: ScanWords.words(language)).children
        )
        for (ours, theirs) in pairs {
            guard let first = ours.value as? String, let second = theirs.value as? String else { continue }
            // Easy Japanese may leave out the level's code beside its number.
            let isSame = slots(first) == slots(second) || (language == .easy && ours.label == "starsText")
            #expect(isSame, "\(ours.label ?? "")")
        }
        for (standing, words) in ScanWords.japanese.verdicts {
            #expect(ScanWords.words(language).verdicts[standing].map { slots($0.sentence) } == slots(words.sentence))
            #expect(Phrase(words.sentenceWithoutDay).rest.isEmpty && Phrase(words.title).rest.isEmpty)
        }
    }

    /// SCHEME §6: nothing may read as complete safety, proof of no flaws, public endorsement or a test of what was
    /// only declared.
    static let forbidden = [
        "安全です", "安全な製品", "完全に安全", "安心です", "お墨付き", "認証済", "認証され", "認定", "保証",
        "脆弱性がありません", "国が認め", "公認", "completely safe", "is safe", "are safe", "secure product", "certif",
        "approved", "endorse", "guarantee", "vulnerability-free", "free of vulnerabilities", "government-backed",
    ]

    @Test("hold none of the phrases that promise too much", arguments: Language.allCases)
    func forbidden(language: Language) {
        for word in Self.all(language) {
            for phrase in Self.forbidden {
                #expect(!word.text.lowercased().contains(phrase), "\(word.path): \(phrase)")
            }
        }
    }

    @Test("mention flaws only to say that they are not ruled out")
    func flaws() {
        #expect(ScanWords.english.noFlawPromise.contains("not that a product is free of flaws"))
        #expect(ScanWords.japanese.noFlawPromise.contains("欠陥がないことを示すものではありません"))
        #expect(ScanWords.easyJapanese.noFlawPromise.contains("しるしでは ありません"))
    }

    @Test("read a phrase with slots in any order and with readings")
    func phrase() {
        var out = Pen(capacity: 64)
        out.phrase(Phrase("<{1}> [有効|ゆうこう] {0}")) { slot, out in out.number(slot + 7) }
        let ruby = "<ruby>有効<rp>（</rp><rt>ゆうこう</rt><rp>）</rp></ruby>"
        #expect(String(decoding: out.bytes, as: UTF8.self) == "&lt;8&gt; \(ruby) 7")
        #expect(Phrase.plain("[有効|ゆうこう]な ラベル") == "有効な ラベル")
    }

    @Test("escape every character that means something in HTML")
    func escaping() {
        var out: [UInt8] = []
        out.text("a<b>&\"'\u{0}\u{1B}\u{7F}\n\tあ")
        #expect(String(decoding: out, as: UTF8.self) == "a&lt;b&gt;&amp;&quot;&#39;  あ")
    }
}
