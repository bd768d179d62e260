import Mustache
import Registry

/// The frame of the pages and their templates, cut for one language.
struct PageFace: Sendable {
    let language: Language
    let words: PageWords
    let lists: ListWords
    let standings: [Standing: String]
    /// The scheme's own words for them, as tables need them.
    let statusWords: [Standing: String]
    let templates: [PageTemplate: MustacheTemplate]
    let tail: [UInt8]
    private let titles: [PageTemplate: [UInt8]]
    private let afterTitle: [UInt8]
    private let header: [UInt8]
    private static let styles = Array("<style>\(PageStyle.css)</style><style>\(PageStyle.formCSS)</style>".utf8)
    private static let checkStyle = Array("<style>\(PageStyle.checkCSS)</style>".utf8)
    private let mark: [UInt8]

    init(_ site: SiteFacts, _ language: Language) throws {
        let words = PageWords.words(language)
        let lists = ListWords.words(language)
        let table = Self.words(language)
        self.language = language
        self.words = words
        self.lists = lists
        standings = ScanWords.words(language).verdicts.mapValues { Phrase.plain($0.title) }
        let sentences = standings
        statusWords = Dictionary(
            uniqueKeysWithValues: Standing.allCases.map { standing in
                let name = site.rules.standing(standing)?.name
                return (standing, (language == .en ? name?.en : name?.ja) ?? sentences[standing] ?? standing.rawValue)
            }
        )
        templates = try Self.parsed[language]?.get() ?? [:]
        titles = Dictionary(
            uniqueKeysWithValues: PageTemplate.allCases.map { template in
                (template, ScanFace.escaped(Phrase.plain(table[template.title] ?? "")))
            }
        )
        afterTitle = ScanFace.escaped(" – " + Phrase.plain(words.siteName))
        header = Self.header(site, words, language)
        mark = site.isFictional ? ScanFace.mark(words.fictionalMark) : []
        tail = Self.tail(site, words, language)
    }

    /// Templates depend on the language alone: they are parsed once in a process, however many sites it makes.
    private static let parsed: [Language: Result<[PageTemplate: MustacheTemplate], any Error>] = Dictionary(
        uniqueKeysWithValues: Language.allCases.map { language in
            let table = words(language)
            let templates = Result {
                try PageTemplate.allCases.reduce(into: [PageTemplate: MustacheTemplate]()) { templates, template in
                    templates[template] = try template.template(table, language)
                }
            }
            return (language, templates)
        }
    )

    /// Every word of the pages by name, as the templates call them.
    static func words(_ language: Language) -> [String: String] {
        let tables = [
            table(PageWords.words(language)), table(ListWords.words(language)), table(ClaimWords.words(language)),
            table(TenderWords.words(language)), table(CheckWords.words(language)),
            table(SystemWords.words(language)), table(AccountWords.words(language)),
            table(KeyWords.words(language)), table(WebhookWords.words(language)), table(ScopeWords.words(language)),
            table(ApplicationWords.words(language)),
            table(OfficeWords.words(language)), table(CaseWords.words(language)),
            table(LabelOfficeWords.words(language)), table(TimesWords.words(language)),
            table(NoticeWords.words(language)), table(CalendarWords.words(language)), table(WatchWords.words(language)),
        ]
        return tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
    }

    private static func table(_ words: Any) -> [String: String] {
        var table: [String: String] = [:]
        for child in Mirror(reflecting: words).children {
            if let name = child.label, let text = child.value as? String { table[name] = text }
        }
        return table
    }

    /// `title` in place of the template's own; `keeping` nil leaves the language links out.
    func writeTop(
        _ template: PageTemplate,
        title: String?,
        keeping: String?,
        isHidden: Bool,
        alternates: [PageAlternate],
        into out: inout [UInt8]
    ) {
        out.piece(ScanFace.top(language))
        if let title { out.text(Phrase.plain(title)) } else { out.piece(titles[template] ?? []) }
        out.piece(afterTitle)
        out.markup("</title><meta name=\"color-scheme\" content=\"light dark\"/>")
        if isHidden { out.markup("<meta name=\"robots\" content=\"noindex\"/>") }
        for alternate in alternates { alternate.write(into: &out) }
        out.piece(Self.styles)
        if template.isOffice { out.piece(Self.officeSheet) }
        if template.isCheck { out.piece(Self.checkStyle) }
        out.piece(header)
        if let keeping {
            out.markup("<nav aria-label=\"")
            out.text(Phrase.plain(words.languages))
            out.markup("\">")
            for (other, name) in [(Language.ja, "日本語"), (.easy, "やさしい"), (.en, "English")] {
                writeLink(other, name, keeping, into: &out)
            }
            out.markup("</nav>")
        }
        out.markup("</header><main id=\"main\">")
        out.piece(mark)
    }

    private func writeLink(_ other: Language, _ name: String, _ keeping: String, into out: inout [UInt8]) {
        if other == language {
            out.markup("<span aria-current=\"true\">")
            out.text(name)
            out.markup("</span>")
            return
        }
        out.markup("<a lang=\"")
        out.text(other.tag)
        out.markup("\" href=\"?")
        out.text(keeping + "lang=" + other.rawValue)
        out.markup("\">")
        out.text(name)
        out.markup("</a>")
    }

    private static let officeSheet = Array("<style>\(PageStyle.officeCSS)</style>".utf8)

    private static func header(_ site: SiteFacts, _ words: PageWords, _ language: Language) -> [UInt8] {
        var out: [UInt8] = []
        out.markup("</head><body><a class=\"skip\" href=\"#main\">")
        out.piece(Phrase(words.skip).bytes)
        out.markup("</a><header><p><b>")
        out.text(site.host)
        out.markup("</b> <span>")
        out.piece(Phrase(site.isOfficial ? words.tagline : words.unofficialShort).bytes)
        out.markup("</span></p>")
        return out
    }

    private static func tail(_ site: SiteFacts, _ words: PageWords, _ language: Language) -> [UInt8] {
        var out: [UInt8] = []
        out.markup("</main><footer>")
        for (path, name) in [(PagePath.front, words.home), (PagePath.about, words.aboutLink)] {
            out.markup("<a href=\"")
            out.text(path + "?lang=" + language.rawValue)
            out.markup("\">")
            out.piece(Phrase(name).bytes)
            out.markup("</a> ")
        }
        out.markup("<p>")
        if !site.isOfficial {
            out.piece(Phrase(words.unofficial).bytes)
            out.markup(" ")
        }
        let name = site.operatorName(language)
        if !name.isEmpty {
            out.piece(Phrase(words.operatedBy).bytes)
            out.text(name)
        }
        out.markup("</p></footer></body></html>\n")
        return out
    }
}
