import Registry

/// One scan page being written: head, verdict and frame. What lies between is in the extensions.
struct ScanSheet {
    let face: ScanFace
    let page: ScanPage
    let answer: LabelAnswer
    let today: Day
    let address: ScanPage.Address
    let shelf: PieceShelf
    var out: Pen

    init(face: ScanFace, page: ScanPage, answer: LabelAnswer, today: Day, address: ScanPage.Address) {
        self.face = face
        self.page = page
        self.answer = answer
        self.today = today
        self.address = address
        shelf = page.shelf
        out = shelf.pen()
    }

    var language: Language { face.language }
    var words: ScanFace.Cut { face.words }

    /// Whether the label is a running one on the day.
    var isHeld: Bool { answer.standing == .valid || answer.standing == .grace }

    /// A fold that follows from `key` and the language alone: written once, shared from then on.
    private mutating func shareFold(_ key: String, _ write: (inout ScanSheet) -> Void) {
        let name = "\(language.rawValue)\u{1}\(key)"
        if let piece = shelf.index.number(named: name) { return out.share(piece) }
        let start = out.bytes.count
        write(&self)
        let fold = out.take(from: start)
        if let piece = shelf.put(fold, named: name) { out.share(piece) } else { out.piece(fold) }
    }

    mutating func write() {
        writeHead()
        writeHeader()
        out.markup("<main id=\"main\">")
        writeMarks()
        writeVerdict()
        writeLevel()
        writeProduct()
        writeDays()
        writeDoubt()
        out.markup("<div class=\"more\"><h2>")
        out.piece(words.more)
        out.markup("</h2>")
        out.piece(face.covers[answer.period.level.rawValue - 1])
        let standard = answer.standard
        shareFold("criteria\u{1}\(standard.criteria)\u{1}\(standard.route)") { $0.writeCriteria() }
        writeSecurity()
        writeHistory()
        let isValid = answer.standing == .valid
        shareFold("recognition\u{1}\(answer.period.level.rawValue)\u{1}\(isValid)\u{1}\(standard.criteria)") {
            $0.writeRecognition()
        }
        writeFiles()
        out.piece(face.promises)
        out.markup("</div></main>")
        writeFooter()
    }

    private mutating func writeHead() {
        out.piece(face.top)
        if let verdict = face.verdicts[answer.standing] { out.piece(verdict.title) }
        let name = names(ja: answer.product.nameJA, en: answer.product.nameEN).first
        if !name.isEmpty {
            out.markup(" – ")
            out.text(name)
        }
        out.piece(face.afterTitle)
        if answer.standing.isFinal || answer.registration.origin == .test {
            out.markup("<meta name=\"robots\" content=\"noindex\"/>")
        }
        out.markup("<link rel=\"alternate\" type=\"application/json\" href=\"")
        writeLabelPath()
        out.markup(".json\"/>")
        writeLinkedData()
        out.piece(face.style)
    }

    /// schema.org's words for search engines, as a block of data: on the page by number alone, which sitemaps name. The
    /// scan page stays as small as it can be.
    private mutating func writeLinkedData() {
        guard address.path.hasPrefix("/labels/"), address.isPlain,
            !answer.standing.isFinal, answer.registration.origin != .test
        else { return }
        out.markup("<script type=\"application/ld+json\">")
        let data = LinkedLabel.jsonLD(answer, page.site)
        out.raw { bytes in
            // `<` is escaped already; the page is also well-formed XML.
            for byte in data {
                if byte == UInt8(ascii: "&") { bytes.append(contentsOf: "\\u0026".utf8) } else { bytes.append(byte) }
            }
        }
        out.markup("</script>")
    }

    private mutating func writeHeader() {
        out.markup("<a class=\"skip\" href=\"#main\">")
        out.piece(words.skip)
        out.markup("</a><header><p><b>")
        out.piece(page.host)
        out.markup("</b>")
        if !page.isOfficial {
            out.markup(" <span>")
            out.piece(words.unofficialShort)
            out.markup("</span>")
        }
        out.markup("</p><nav aria-label=\"")
        out.piece(words.languages)
        out.markup("\">")
        writeLanguage(.ja, "日本語")
        writeLanguage(.easy, "やさしい")
        writeLanguage(.en, "English")
        out.markup("</nav></header>")
    }

    private mutating func writeLanguage(_ other: Language, _ name: StaticString) {
        if other == language {
            out.markup("<span aria-current=\"true\">")
            out.markup(name)
            out.markup("</span>")
            return
        }
        out.markup("<a lang=\"")
        out.piece(face.tags[other] ?? [])
        out.markup("\" href=\"?lang=")
        out.piece(face.queries[other] ?? [])
        if let on = address.on {
            out.markup("&amp;on=")
            out.isoDay(on)
        }
        if let knownAt = address.knownAt {
            out.markup("&amp;knownAt=")
            out.appendEncoded(knownAt)
        }
        if let covered = address.covered {
            out.markup("&amp;coveredThrough=")
            out.isoDay(covered.through)
        }
        out.markup("\">")
        out.markup(name)
        out.markup("</a>")
    }

    private mutating func writeMarks() {
        if answer.registration.origin == .test { out.piece(face.marks.test) }
        out.piece(face.marks.fictional)
    }

    private mutating func writeVerdict() {
        guard let verdict = face.verdicts[answer.standing] else { return }
        let (day, today, language) = (answer.day, self.today, self.language)
        out.piece(verdict.open)
        out.phrase(day == today ? words.today : words.onDay) { _, out in out.day(day, language) }
        out.markup("</p></div><p>")
        writeSentence(verdict)
        out.markup("</p></div>")
        if day != today {
            out.markup("<p class=\"note\">")
            out.phrase(words.askedDay) { slot, out in out.day(slot == 0 ? day : today, language) }
            out.markup("</p>")
        }
        writeCoverage()
        if !answer.period.isConfirmed { writeNote(words.unconfirmed) }
        if isHeld, case .until(let end) = answer.product.support, end < day {
            out.markup("<p class=\"note\">")
            out.phrase(words.supportEndedWhileHeld) { _, out in out.day(end, language) }
            out.markup("</p>")
        }
    }

    /// One line for the days from the decisive day through delivery.
    private mutating func writeCoverage() {
        guard let covered = address.covered else { return }
        let phrase =
            switch covered.coverage {
            case .covered: words.coverageCovered
            case .gapFrom: words.coverageGap
            case .unknownAfter: words.coverageUnknown
            }
        let (days, language) = ([answer.day, covered.through, covered.coverage.day ?? covered.through], self.language)
        out.markup("<p class=\"note\">")
        out.phrase(phrase) { slot, out in out.day(days[min(slot, 2)], language) }
        out.markup("</p>")
    }

    private mutating func writeSentence(_ verdict: ScanFace.Verdict) {
        let period = answer.period
        let language = self.language
        if answer.standing == .unknownStatus, let raw = period.rawStatus, !raw.isEmpty {
            out.phrase(verdict.sentence) { _, out in out.text(raw) }
            return
        }
        let matters: Day? =
            switch answer.standing {
            case .notYetValid: period.heldFrom
            case .valid, .grace, .lapsed: period.heldUntil
            case .withdrawn, .revoked: period.span.from > .ever ? period.span.from : nil
            case .provisional, .unknownStatus: nil
            }
        if let matters {
            out.phrase(verdict.sentence) { _, out in out.day(matters, language) }
        } else {
            out.piece(verdict.sentenceWithoutDay)
        }
    }

    private mutating func writeFooter() {
        let (revision, recordedAt) = (answer.registration.revision, answer.registration.recordedAt)
        let language = self.language
        out.markup("<footer><p>")
        out.piece(face.siteLine)
        out.markup("</p><p>")
        out.piece(words.address)
        out.markup(" <b>")
        out.piece(page.host)
        out.text(address.path)
        out.markup("</b> ")
        out.piece(words.addressHint)
        out.markup("</p><p>")
        out.phrase(words.record) { slot, out in
            if slot == 0 { out.number(Int(revision)) } else { out.moment(recordedAt, language) }
        }
        out.markup("</p>")
        out.piece(face.tail)
    }

    mutating func writeNote(_ words: [UInt8]) {
        out.markup("<p class=\"note\">")
        out.piece(words)
        out.markup("</p>")
    }

    mutating func writeLabelPath() {
        out.markup("/labels/")
        out.appendEncoded(answer.registration.number.text)
    }

    /// The name in the page's language first; the other where it differs.
    func names(ja: String, en: String) -> (first: String, second: String, firstIsOther: Bool) {
        let (own, other) = language == .en ? (en, ja) : (ja, en)
        if own.isEmpty { return (other, "", true) }
        return (own, own == other ? "" : other, false)
    }
}
