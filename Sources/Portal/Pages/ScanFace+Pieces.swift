import Registry

extension ScanFace {
    static func top(_ language: Language) -> [UInt8] {
        Array(
            ("<!DOCTYPE html>\n<html lang=\"\(language.tag)\"\(language == .easy ? " class=\"easy\"" : "")><head><meta charset=\"utf-8\"/>"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/><title>").utf8
        )
    }

    /// From the end of the title's own words to the head's changing part.
    static func afterTitle(_ site: SiteFacts, _ words: ScanWords) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.markup(" – ")
        bytes.text(Phrase.plain(words.siteName))
        bytes.markup("</title><meta name=\"color-scheme\" content=\"light dark\"/>")
        return bytes
    }

    static func verdict(_ standing: Standing, _ words: ScanWords.VerdictWords) -> Verdict {
        var open: [UInt8] = []
        open.markup("<div class=\"tag ")
        open.text(standing.rawValue)
        open.markup("\">")
        open.append(contentsOf: PageIcon.standing(standing).utf8)
        open.markup("<div><h1>")
        open.piece(Phrase(words.title).bytes)
        open.markup("</h1><p>")
        return Verdict(
            open: open,
            title: escaped(Phrase.plain(words.title)),
            sentence: Phrase(words.sentence),
            sentenceWithoutDay: Phrase(words.sentenceWithoutDay).bytes
        )
    }

    static func stars(_ level: StarLevel, _ words: ScanWords) -> [UInt8] {
        let label = filled(Phrase.plain(words.starsLabel)) { _, out in out.number(level.rawValue) }
        var bytes = PageIcon.stars(level.rawValue, label: String(decoding: label, as: UTF8.self))
        bytes.markup("<span>")
        bytes += filled(words.starsText) { slot, out in
            if slot == 0 { out.number(level.rawValue) } else { out.text(level.code) }
        }
        bytes.markup("</span>")
        return bytes
    }

    static func covers(_ level: StarLevel, _ rules: Rules, _ words: ScanWords, _ language: Language) -> [UInt8] {
        var out = Pen(capacity: 1024)
        out.fold(Phrase(words.covers).bytes)
        if let rule = rules.level(level) {
            out.markup("<p>")
            out.piece(escaped(rule.meaning, language))
            out.markup("</p>")
        }
        out.markup("<ul class=\"d\">")
        for domain in rules.domains.sorted(by: { $0.order < $1.order }) {
            out.markup("<li><b>")
            out.piece(escaped(domain.name, language))
            out.markup("</b> ")
            out.piece(escaped(domain.asks, language))
            out.markup("</li>")
        }
        out.markup("</ul><p class=\"q\">")
        out.piece(Phrase(words.coversNote).bytes)
        out.markup("</p></div></details>")
        return out.bytes
    }

    /// Only edges that start from this scheme concern a label of it.
    static func recognitions(_ rules: Rules, _ words: ScanWords, _ language: Language) -> [Recognition] {
        rules.recognition.filter { $0.kind == .edge && $0.origin == "JC-STAR" }.map { edge in
            var text: [UInt8] = []
            text.markup("<b>")
            text.piece(escaped(edge.name, language))
            text.markup("</b> ")
            if let covers = edge.covers {
                text.piece(escaped(covers, language))
                text.append(contentsOf: (language == .en ? ". " : "。").utf8)
            } else {
                text.piece(Phrase(words.recognitionNoExtent).bytes)
            }
            var hedge: [UInt8] = []
            if edge.provenance.confidence != .confirmed {
                hedge.markup(" ")
                hedge.piece(Phrase(words.recognitionReported).bytes)
            }
            if edge.isDisputed {
                hedge.markup(" ")
                hedge.piece(Phrase(words.recognitionDisputed).bytes)
            }
            return Recognition(edge: edge, text: text, hedge: hedge)
        }
    }

    static func promises(_ words: ScanWords) -> [UInt8] {
        var out = Pen(capacity: 1024)
        out.fold(Phrase(words.promises).bytes)
        out.markup("<ul class=\"d\">")
        for sentence in words.promiseSentences {
            out.markup("<li>")
            out.piece(Phrase(sentence).bytes)
            out.markup("</li>")
        }
        out.markup("</ul></div></details>")
        return out.bytes
    }

    /// Who runs this: "unofficial" in words unless the operator is official.
    static func siteLine(_ site: SiteFacts, _ words: ScanWords, _ language: Language) -> [UInt8] {
        var bytes: [UInt8] = []
        if !site.isOfficial { bytes.piece(Phrase(words.unofficial).bytes) }
        let name = site.operatorName(language)
        if !name.isEmpty {
            if !bytes.isEmpty { bytes.markup(" ") }
            bytes.piece(filled(words.operatedBy, name))
        }
        return bytes
    }

    static func mark(_ words: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.markup("<p class=\"note\"><b>")
        bytes.piece(Phrase(words).bytes)
        bytes.markup("</b></p>")
        return bytes
    }

    static func tail(_ words: ScanWords, _ language: Language) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.markup("<p><a href=\"")
        bytes.text(PagePath.about)
        bytes.markup("?lang=")
        bytes.text(language.rawValue)
        bytes.markup("\">")
        bytes.piece(Phrase(words.about).bytes)
        bytes.markup("</a></p></footer></body></html>\n")
        return bytes
    }
}
