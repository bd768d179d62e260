import Registry

/// Everything on the scan page that is the same for every label of one language, cut and escaped once.
///
/// A class so that reaching for one piece does not copy the rest.
final class ScanFace: Sendable {
    /// A standing's look and words.
    struct Verdict: Sendable {
        /// Class, sign and title up to the day line.
        var open: [UInt8]
        /// For `<title>`: no markup.
        var title: [UInt8]
        var sentence: Phrase
        var sentenceWithoutDay: [UInt8]
    }

    /// One recognition that may concern a label.
    struct Recognition: Sendable {
        var edge: RecognitionEdge
        var text: [UInt8]
        var hedge: [UInt8]
    }

    let language: Language
    let words: Cut
    let top: [UInt8]
    let afterTitle: [UInt8]
    let style: [UInt8]
    /// The `lang` of the other written language, for names in it.
    let otherTag: [UInt8]
    /// Each language as `lang` and as `?lang=` say it.
    let tags: [Language: [UInt8]]
    let queries: [Language: [UInt8]]
    let verdicts: [Standing: Verdict]
    let events: [LabelEvent.Word: [UInt8]]
    let routes: [String: [UInt8]]
    /// By level, 1…4: the row of stars with its number in text.
    let stars: [[UInt8]]
    let noFlaws: [[UInt8]]
    /// What the level asks for, as a whole fold.
    let covers: [[UInt8]]
    let recognitions: [Recognition]
    let laboratories: [String: [UInt8]]
    let criteria: [String: (name: [UInt8], revision: [UInt8])]
    let promises: [UInt8]
    let siteLine: [UInt8]
    let marks: (test: [UInt8], fictional: [UInt8])
    let tail: [UInt8]

    init(_ site: SiteFacts, _ language: Language) {
        let source = ScanWords.words(language)
        self.language = language
        words = Cut(source)
        otherTag = Array((language == .en ? "ja" : "en").utf8)
        tags = Language.allCases.reduce(into: [:]) { $0[$1] = Array($1.tag.utf8) }
        queries = Language.allCases.reduce(into: [:]) { $0[$1] = Array($1.rawValue.utf8) }
        top = Self.top(language)
        afterTitle = Self.afterTitle(site, source)
        style = Array("<style>\(PageStyle.css)</style></head><body>".utf8)
        verdicts = source.verdicts.reduce(into: [:]) { $0[$1.key] = Self.verdict($1.key, $1.value) }
        events = source.events.mapValues { Phrase($0).bytes }
        routes = source.routes.mapValues { Phrase($0).bytes }
        stars = StarLevel.allCases.map { Self.stars($0, source) }
        noFlaws = StarLevel.allCases.map { Self.filled(source.noFlawPromise, $0.code) }
        covers = StarLevel.allCases.map { Self.covers($0, site.rules, source, language) }
        recognitions = Self.recognitions(site.rules, source, language)
        laboratories = site.rules.laboratories.reduce(into: [:]) { $0[$1.id] = Self.escaped($1.name, language) }
        criteria = site.rules.criteria.reduce(into: [:]) {
            $0[$1.id] = (Self.escaped($1.name, language), Self.escaped($1.revision))
        }
        promises = Self.promises(source)
        siteLine = Self.siteLine(site, source, language)
        marks = (Self.mark(source.testMark), site.isFictional ? Self.mark(source.fictionalMark) : [])
        tail = Self.tail(source, language)
    }

    static func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.text(text)
        return bytes
    }

    static func escaped(_ wording: Wording, _ language: Language) -> [UInt8] {
        escaped(language == .en ? wording.en : wording.ja)
    }

    static func escaped(_ wording: PlainWording, _ language: Language) -> [UInt8] {
        switch language {
        case .ja: escaped(wording.ja)
        case .en: escaped(wording.en)
        case .easy: escaped(wording.easy)
        }
    }

    /// A phrase with one text in every slot.
    static func filled(_ phrase: String, _ text: String) -> [UInt8] {
        filled(phrase) { _, out in out.text(text) }
    }

    static func filled(_ phrase: String, _ fill: (Int, inout Pen) -> Void) -> [UInt8] {
        var out = Pen(capacity: 256)
        out.phrase(Phrase(phrase), fill)
        return out.bytes
    }
}
