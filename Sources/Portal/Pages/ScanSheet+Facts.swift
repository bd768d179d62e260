import Registry

/// The first layer below the verdict: level, product, days, doubt.
extension ScanSheet {
    mutating func writeLevel() {
        let index = answer.period.level.rawValue - 1
        if isHeld { out.markup("<section><p class=\"stars\">") } else { out.markup("<section><p class=\"stars off\">") }
        out.piece(face.stars[index])
        out.markup("</p><p>")
        writeAssurance()
        out.markup("</p><p class=\"q\">")
        out.piece(face.noFlaws[index])
        out.markup("</p></section>")
    }

    private mutating func writeAssurance() {
        let laboratory = answer.standard.laboratory
        switch answer.period.assurance {
        case .selfDeclared: out.piece(words.declared)
        case .thirdParty where laboratory.isEmpty: out.piece(words.assessedByUnnamed)
        case .thirdParty:
            let known = face.laboratories[laboratory]
            out.phrase(words.assessedBy) { _, out in
                if let known { out.piece(known) } else { out.text(laboratory) }
            }
        }
    }

    mutating func writeProduct() {
        let product = answer.product
        out.markup("<section><h2>")
        out.piece(words.inHand)
        out.markup("</h2>")
        let name = names(ja: product.nameJA, en: product.nameEN)
        out.markup("<p class=\"name\"")
        if name.firstIsOther, !name.first.isEmpty { writeOtherLanguage() }
        out.markup(">")
        if name.first.isEmpty { out.piece(words.notStated) } else { out.text(name.first) }
        out.markup("</p>")
        if !name.second.isEmpty || !product.brand.isEmpty { writeSecondLine(name.second, product.brand) }
        out.markup("<dl>")
        writeTerm(words.manufacturer)
        writeNames(ja: answer.manufacturer.nameJA, en: answer.manufacturer.nameEN)
        out.markup("</dd>")
        writeModelCount()
        out.markup("</dl>")
        writeModels()
        out.markup("</section>")
    }

    private mutating func writeSecondLine(_ otherName: String, _ brand: String) {
        out.markup("<p class=\"q\">")
        if !otherName.isEmpty {
            out.markup("<span")
            writeOtherLanguage()
            out.markup(">")
            out.text(otherName)
            out.markup("</span>")
        }
        if !brand.isEmpty {
            if !otherName.isEmpty { if language == .en { out.markup("; ") } else { out.markup("、") } }
            out.piece(words.brand)
            out.markup(" ")
            out.text(brand)
        }
        out.markup("</p>")
    }

    private mutating func writeModelCount() {
        let count = answer.models.count
        writeTerm(words.models)
        if count == 0 {
            out.piece(words.noModels)
        } else {
            out.phrase(words.modelCount) { _, out in out.number(count) }
        }
        out.markup("</dd>")
    }

    private mutating func writeModels() {
        let models = answer.models
        guard !models.isEmpty else { return }
        // One or two left over are shown rather than folded away.
        let shown = models.count <= ScanPage.firstModels + 2 ? models.count : ScanPage.firstModels
        writeModels(models[..<shown])
        guard shown < models.count else { return }
        let rest = models.count - shown
        out.markup("<details><summary>")
        out.phrase(words.moreModels) { _, out in out.number(rest) }
        out.markup("</summary><div>")
        writeModels(models[shown..<min(models.count, ScanPage.modelLimit)])
        if models.count > ScanPage.modelLimit {
            let hidden = models.count - ScanPage.modelLimit
            out.markup("<p class=\"q\">")
            out.phrase(words.furtherModels) { _, out in out.number(hidden) }
            out.markup("</p>")
        }
        out.markup("</div></details>")
    }

    private mutating func writeModels(_ models: ArraySlice<CoveredModel>) {
        out.markup("<ul class=\"m\">")
        for model in models {
            let isLong = model.number.exact.utf8.count > 16 || !model.gtin.isEmpty || !model.versions.isEmpty
            if isLong { out.markup("<li class=\"l\">") } else { out.markup("<li>") }
            out.text(model.number.exact)
            if !model.versions.isEmpty {
                out.markup(" <small>")
                out.text(model.versions)
                out.markup("</small>")
            }
            if !model.gtin.isEmpty {
                out.markup(" <small class=\"n\">")
                out.piece(words.gtin)
                out.markup(" ")
                out.text(model.gtin)
                out.markup("</small>")
            }
            out.markup("</li>")
        }
        out.markup("</ul>")
    }

    mutating func writeDays() {
        let language = self.language
        out.markup("<section><dl>")
        writeTerm(isHeld || answer.standing == .notYetValid ? words.holds : words.held)
        if let until = answer.period.heldUntil {
            out.phrase(words.through) { _, out in out.day(until, language) }
        } else {
            out.piece(words.notStated)
        }
        if let from = answer.period.heldFrom {
            out.markup(" <small>")
            out.phrase(words.fromDay) { _, out in out.day(from, language) }
            out.markup("</small>")
        }
        out.markup("</dd>")
        writeTerm(words.support)
        switch answer.product.support {
        case .notStated: out.piece(words.notStated)
        case .unsupported: out.piece(words.supportNone)
        case .until(let end):
            out.phrase(end < answer.day ? words.supportEnded : words.through) { _, out in out.day(end, language) }
        }
        out.markup("</dd>")
        writeTerm(words.number)
        out.markup("<span class=\"n\">")
        out.text(answer.registration.number.text)
        out.markup("</span></dd>")
        writeSource()
        out.markup("</dl></section>")
    }

    /// Which list the answer was taken from, and which edition of it.
    private mutating func writeSource() {
        let language = self.language
        let registration = answer.registration
        guard let edition = registration.edition else {
            if !registration.source.isEmpty { writeRow(words.source, registration.source) }
            return
        }
        writeTerm(words.source)
        out.phrase(words.sourceEdition) { slot, out in
            if slot == 0 { out.text(edition.source) } else { out.day(edition.day, language) }
        }
        out.markup("</dd>")
    }

    mutating func writeDoubt() {
        out.markup("<p class=\"go\"><a href=\"/doubt?code=")
        out.text(answer.registration.code.text)
        out.markup("&amp;lang=")
        out.piece(face.queries[language] ?? [])
        out.markup("\">")
        out.piece(words.doubt)
        out.markup("</a> <small>")
        out.piece(words.doubtHint)
        out.markup("</small></p>")
    }

    mutating func writeTerm(_ term: [UInt8]) {
        out.markup("<dt>")
        out.piece(term)
        out.markup("</dt><dd>")
    }

    /// A row whose empty text reads "not stated".
    mutating func writeRow(_ term: [UInt8], _ text: String) {
        writeTerm(term)
        if text.isEmpty { out.piece(words.notStated) } else { out.text(text) }
        out.markup("</dd>")
    }

    /// Both names, the page's language first.
    mutating func writeNames(ja: String, en: String) {
        let name = names(ja: ja, en: en)
        if name.first.isEmpty {
            out.piece(words.notStated)
        } else if name.firstIsOther {
            out.markup("<span")
            writeOtherLanguage()
            out.markup(">")
            out.text(name.first)
            out.markup("</span>")
        } else {
            out.text(name.first)
        }
        guard !name.second.isEmpty else { return }
        out.markup(" <small")
        writeOtherLanguage()
        out.markup(">")
        out.text(name.second)
        out.markup("</small>")
    }

    mutating func writeOtherLanguage() {
        out.markup(" lang=\"")
        out.piece(face.otherTag)
        out.markup("\"")
    }
}
