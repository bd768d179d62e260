import Registry
import Store

/// What feeds and calendars say of labels, in one language.
struct FeedFace: Sendable {
    let site: SiteFacts
    let language: Language
    let words: FeedWords
    private let scan: ScanWords
    private let page: PageWords

    init(_ site: SiteFacts, _ language: Language) {
        self.site = site
        self.language = language
        words = FeedWords.words(language)
        scan = ScanWords.words(language)
        page = PageWords.words(language)
    }

    /// A feed's title: a registry of tests says so, one that is not official too.
    func title(_ text: String, isTest: Bool) -> String {
        let mark = isTest ? words.test : site.isFictional ? words.fictional : ""
        let open = language == .en ? " (" : "（"
        let kind = site.isOfficial ? "" : open + Phrase.plain(page.unofficialShort) + (language == .en ? ")" : "）")
        return mark + text + kind
    }

    /// One line: what happened, and to which label.
    func title(_ text: String, of answer: LabelAnswer) -> String {
        let isTest = answer.registration.origin == .test
        let mark = isTest ? words.test : site.isFictional ? words.fictional : ""
        return mark + text + words.colon + name(answer) + " " + answer.registration.number.text
    }

    func event(_ word: LabelEvent.Word) -> String { Phrase.plain(scan.events[word] ?? word.rawValue) }

    func standing(_ standing: Standing) -> String {
        Phrase.plain(scan.verdicts[standing]?.title ?? standing.rawValue)
    }

    func day(_ day: Day) -> String { PageView.DayText(day, language).text }

    func filled(_ text: String, _ slots: String...) -> String {
        slots.enumerated().reduce(text) { $0.replacing("{\($1.offset)}", with: $1.element) }
    }

    /// Who makes it, how many stars, and who stands behind them.
    func facts(_ answer: LabelAnswer) -> [String] {
        let assurance = answer.period.assurance == .selfDeclared ? page.declared : page.assessed
        return [
            maker(answer.manufacturer),
            answer.registration.isProvisional
                ? "" : answer.period.level.code + words.colon + Phrase.plain(assurance) + words.stop,
            answer.registration.origin == .test ? Phrase.plain(scan.testMark) : "",
            site.isFictional ? Phrase.plain(scan.fictionalMark) : "",
        ].filter { !$0.isEmpty }
    }

    var unconfirmed: String { Phrase.plain(scan.unconfirmed) }

    func address(_ registration: Registration) -> String {
        "https://" + site.host + PagePath.label(registration.number) + "?lang=" + language.rawValue
    }

    /// The product, or its maker where nothing of the product is public.
    private func name(_ answer: LabelAnswer) -> String {
        let product = answer.product
        let (own, other) = language == .en ? (product.nameEN, product.nameJA) : (product.nameJA, product.nameEN)
        let name = own.isEmpty ? other : own
        return name.isEmpty ? maker(answer.manufacturer) : name
    }

    private func maker(_ maker: Manufacturer) -> String {
        let (own, other) = language == .en ? (maker.nameEN, maker.nameJA) : (maker.nameJA, maker.nameEN)
        return own.isEmpty ? other : own
    }
}
