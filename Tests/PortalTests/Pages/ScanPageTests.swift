import Foundation
import Registry
import Testing

@testable import Portal

@Suite("The scan page")
struct ScanPageTests {
    let page = ScanPage(PageSamples.site())
    let address = ScanPage.Address(path: "/" + PageSamples.code.text)

    func html(_ answer: LabelAnswer, _ language: Language = .ja, today: Day = PageSamples.today) -> String {
        String(decoding: page.render(answer, today: today, language: language, address: address), as: UTF8.self)
    }

    func reading(_ answer: LabelAnswer, _ language: Language = .ja) throws -> PageReading {
        try #require(
            PageReading.read(page.render(answer, today: PageSamples.today, language: language, address: address))
        )
    }

    @Test("gives each standing a class, a shape and a sentence of its own", arguments: Language.allCases)
    func looks(language: Language) throws {
        var seen: [Set<String>] = [[], [], []]
        for standing in Standing.allCases {
            let text = html(PageSamples.answer(standing), language)
            let tag = text.components(between: "<div class=\"tag ", and: "</div><p>")
            #expect(tag.hasPrefix(standing.rawValue + "\""))
            seen[0].insert(text.components(between: "aria-hidden=\"true\"", and: "</svg>"))
            seen[1].insert(text.components(between: "<h1>", and: "</h1>"))
            seen[2].insert(text.components(between: "</div><p>", and: "</p></div>"))
        }
        for distinct in seen { #expect(distinct.count == Standing.allCases.count) }
    }

    @Test("tells verdict, stars, product, days and doubt in this order")
    func order() throws {
        let text = try reading(PageSamples.answer(level: .star3), .en).text
        let order = [
            "This label holds", "21 November 2026", "It holds until", "3 of 4 stars", "Assessed by Fictional",
            "not that a product is free of flaws", "Is this the product", "Home Camera HC-200", "Hoshimi Electric",
            "HC-210", "Label holds", "20 May 2027", "Security fixes", "31 March 2030", "Report a doubt", "In detail",
            "What this level asks for", "Criteria document", "contacts", "History", "Recognition abroad", "Files",
            "does not promise",
        ]
        var rest = text[...]
        for words in order {
            let found = try #require(rest.firstRange(of: words), "\(words) is missing or out of order")
            rest = rest[found.upperBound...]
        }
    }

    @Test("writes days for people and machines")
    func days() {
        #expect(html(PageSamples.answer()).contains("<time datetime=\"2027-05-20\">2027年5月20日（木）</time>"))
        #expect(html(PageSamples.answer(), .en).contains("<time datetime=\"2027-05-20\">20 May 2027</time>"))
    }

    @Test("says which day was asked when it is not today")
    func askedDay() {
        let answer = PageSamples.answer(on: PageSamples.day("2027-05-20"))
        #expect(html(answer, .en).contains("This answers for <time datetime=\"2027-05-20\">"))
        #expect(!html(PageSamples.answer(), .en).contains("This answers for"))
    }

    @Test("never lets a self-declared label read as tested", arguments: [StarLevel.star1, .star2])
    func selfDeclared(level: StarLevel) throws {
        let text = try reading(PageSamples.answer(level: level), .en).text.lowercased()
        #expect(text.contains("declared by the manufacturer"))
        for word in ["assessed by", "tested", "certified", "approved"] {
            let end = try #require(text.firstRange(of: "in detail"))
            #expect(!text[..<end.lowerBound].contains(word), "\(word)")
        }
    }

    @Test("says that a label holds while its security support has ended")
    func supportEnded() {
        let ended = Product.Support.until(PageSamples.day("2026-11-20"))
        let line = "The label holds, but security support has ended on <time datetime=\"2026-11-20\">"
        #expect(html(PageSamples.answer(support: ended), .en).contains(line))
        #expect(!html(PageSamples.answer(.revoked, support: ended), .en).contains("The label holds"))
        let lastDay = Product.Support.until(PageSamples.today)
        #expect(!html(PageSamples.answer(support: lastDay), .en).contains("security support has ended"))
        #expect(html(PageSamples.answer(support: .unsupported), .en).contains("none, says the manufacturer"))
        #expect(html(PageSamples.answer(support: .notStated), .en).contains("<dd>not stated</dd>"))
    }

    @Test("says that a lapsed label held when older stock was labelled")
    func lapsed() {
        let text = html(PageSamples.answer(.lapsed), .en)
        #expect(text.contains("It lapsed after <time datetime=\"2026-09-30\">30 September 2026</time>. It held when"))
    }

    @Test("marks an end that no list has confirmed, and names the list")
    func imported() {
        let text = html(PageSamples.answer(.lapsed, origin: .imported, isConfirmed: false), .en)
        #expect(text.contains("the source list has not confirmed it yet"))
        #expect(text.contains("見本一覧, edition of <time datetime=\"2026-10-31\">"))
        #expect(!text.contains(".svg\""))
    }

    @Test("keeps withdrawn, revoked and test labels out of search engines", arguments: Standing.allCases)
    func noindex(standing: Standing) {
        let isHidden = html(PageSamples.answer(standing)).contains("name=\"robots\" content=\"noindex\"")
        #expect(isHidden == (standing == .withdrawn || standing == .revoked))
        #expect(html(PageSamples.answer(standing, origin: .test)).contains("noindex"))
    }

    @Test("watermarks test registrations and fictional sites", arguments: Language.allCases)
    func marks(language: Language) {
        let words = ScanWords.words(language)
        #expect(html(PageSamples.answer(origin: .test), language).contains(words.testMark))
        #expect(!html(PageSamples.answer(), language).contains(words.testMark))
        let fictional = ScanPage(PageSamples.site(isFictional: true))
        let bytes = fictional.render(
            PageSamples.answer(),
            today: PageSamples.today,
            language: language,
            address: address
        )
        #expect(String(decoding: bytes, as: UTF8.self).contains(words.fictionalMark))
    }

    @Test("says unofficial unless the operator is official, and always names its host", arguments: Language.allCases)
    func unofficial(language: Language) {
        let words = ScanWords.words(language)
        let text = html(PageSamples.answer(), language)
        #expect(text.contains(words.unofficial) && text.contains(words.unofficialShort))
        #expect(text.contains("<b>label.example.jp/\(PageSamples.code.text)</b>"))
        let official = ScanPage(PageSamples.site(isOfficial: true))
        let bytes = official.render(
            PageSamples.answer(),
            today: PageSamples.today,
            language: language,
            address: address
        )
        #expect(!String(decoding: bytes, as: UTF8.self).contains(words.unofficial))
    }

    @Test("escapes whatever a list may bring and links only https")
    func hostile() throws {
        let text = html(PageSamples.awkward())
        for raw in ["<script", "<b>第二", "javascript:alert(1)\"", "\"onmouseover", "<Ltd>"] {
            #expect(!text.contains(raw), "\(raw)")
        }
        #expect(text.contains("/labels/%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26%22%27%2F..%252F.json"))
        #expect(text.contains("O&#39;Neill &amp; Sons &lt;Ltd&gt;"))
    }

    @Test("never shows private notes or who acted", arguments: Language.allCases)
    func privacy(language: Language) {
        let text = html(PageSamples.answer(.revoked), language)
        #expect(!text.contains("not for the public") && !text.contains("office"))
        #expect(text.contains("適合の根拠が確認できなかったため。"))
    }

    @Test("shows the first models, folds the rest and counts what it leaves out")
    func models() throws {
        let few = try reading(PageSamples.answer(models: 10))
        #expect(few.all("summary").count == 7)
        let many = try reading(PageSamples.answer(models: 700), .en)
        #expect(many.text.contains("692 more models"))
        #expect(many.text.contains("There are 200 more"))
        #expect(many.text.contains("HC-1499-JP") || many.text.contains("HC-1499"))
        #expect(!many.text.contains("HC-1500"))
    }

    @Test("names a recognition only where it may apply, dated and hedged")
    func recognition() throws {
        let first = try reading(PageSamples.answer(), .en).text
        #expect(first.contains("JC-STAR to UK PSTI") && first.contains("From 4 December 2025."))
        #expect(first.contains("Publications differ on its extent."))
        let second = try reading(PageSamples.answer(level: .star2), .en).text
        #expect(!second.contains("JC-STAR to UK PSTI"))
        #expect(try reading(PageSamples.answer(.lapsed), .en).text.contains("not valid on this day"))
    }

    @Test("marks a page that could not be confirmed as of its moment")
    func stale() throws {
        let moment = PageSamples.today.start + 34_260_000
        let plain = page.render(PageSamples.answer(), today: PageSamples.today, language: .en, address: address)
        let bytes = try #require(page.marked(plain, moment, .en))
        #expect(String(decoding: bytes, as: UTF8.self).contains("21 November 2026 09:31</time>, Japan time."))
    }

    @Test("keeps the asked day and moment in the language links")
    func languageLinks() {
        let asked = ScanPage.Address(
            path: "/X",
            on: PageSamples.day("2026-01-02"),
            knownAt: "2026-02-03T04:05:06+09:00"
        )
        let bytes = page.render(
            PageSamples.answer(),
            today: PageSamples.today,
            language: .ja,
            address: asked
        )
        let link = "href=\"?lang=en&amp;on=2026-01-02&amp;knownAt=2026-02-03T04%3A05%3A06%2B09%3A00\""
        #expect(String(decoding: bytes, as: UTF8.self).contains(link))
    }

    @Test("stays within its size and is the same bytes every time", arguments: Language.allCases)
    func size(language: Language) {
        for standing in Standing.allCases {
            let answer = PageSamples.answer(standing, models: 8)
            let bytes = page.render(answer, today: PageSamples.today, language: language, address: address)
            #expect(bytes.count <= 15_000, "\(standing) \(bytes.count)")
            #expect(bytes == page.render(answer, today: PageSamples.today, language: language, address: address))
        }
    }
}
