import Registry

/// The second layer: what is folded below.
extension ScanSheet {
    mutating func writeCriteria() {
        let standard = answer.standard
        let known = face.criteria[standard.criteria]
        out.fold(words.criteria)
        if let known {
            out.markup("<p>")
            out.piece(known.name)
            out.markup("</p>")
        }
        out.markup("<dl>")
        writeTerm(words.criteriaDocument)
        if standard.criteria.isEmpty {
            out.piece(words.notStated)
        } else {
            out.markup("<span class=\"n\">")
            out.text(standard.criteria)
            out.markup("</span>")
        }
        out.markup("</dd>")
        if let known {
            writeTerm(words.criteriaRevision)
            out.piece(known.revision)
            out.markup("</dd>")
        }
        writeTerm(words.route)
        if standard.route.isEmpty {
            out.piece(words.notStated)
        } else if let route = face.routes[standard.route] {
            out.piece(route)
        } else {
            out.text(standard.route)
        }
        out.markup("</dd></dl></div></details>")
    }

    mutating func writeSecurity() {
        let product = answer.product
        out.fold(words.security)
        out.markup("<dl>")
        writeTerm(words.updateMethod)
        writeText(ja: product.updateMethodJA, en: product.updateMethodEN)
        out.markup("</dd>")
        writeTerm(words.credentials)
        writeText(ja: product.defaultCredentialsJA, en: product.defaultCredentialsEN)
        out.markup("</dd>")
        writeTerm(words.setup)
        writeLink(product.setupLink)
        out.markup("</dd>")
        writeTerm(words.disclosure)
        writeLink(product.disclosureLink)
        out.markup("</dd>")
        writeTerm(words.vulnerabilityContact)
        writeLink(answer.manufacturer.vulnerabilityContact)
        out.markup("</dd>")
        writeTerm(words.contact)
        writeLink(answer.manufacturer.publicContact)
        out.markup("</dd>")
        writeTerm(words.services)
        if product.services.isEmpty { out.piece(words.notStated) }
        for (index, service) in product.services.enumerated() {
            if index > 0 { out.markup("<br/>") }
            out.text(service)
        }
        out.markup("</dd></dl><p class=\"q\">")
        out.piece(words.opensElsewhere)
        out.markup("</p></div></details>")
    }

    /// A sentence of the maker's in the page's language, or in the other where only that one is there.
    private mutating func writeText(ja: String, en: String) {
        let text = names(ja: ja, en: en)
        if text.first.isEmpty { return out.piece(words.notStated) }
        guard text.firstIsOther else { return out.text(text.first) }
        out.markup("<span")
        writeOtherLanguage()
        out.markup(">")
        out.text(text.first)
        out.markup("</span>")
    }

    /// A link where the text is an https address without blanks, the text itself otherwise.
    private mutating func writeLink(_ text: String) {
        guard !text.isEmpty else { return out.piece(words.notStated) }
        guard text.isWebAddress else { return out.text(text) }
        out.markup("<a rel=\"nofollow noopener noreferrer external\" href=\"")
        out.text(text)
        out.markup("\">")
        out.text(text)
        out.markup("</a>")
    }

    mutating func writeHistory() {
        let events = answer.registration.events
        let language = self.language
        out.fold(words.history)
        if events.isEmpty {
            out.markup("<p>")
            out.piece(words.historyNone)
            out.markup("</p>")
        } else {
            if events.count > ScanPage.eventLimit {
                let older = events.count - ScanPage.eventLimit
                out.markup("<p class=\"q\">")
                out.phrase(words.historyLonger) { _, out in out.number(older) }
                out.markup("</p>")
            }
            out.markup("<ol class=\"d\">")
            for event in events.suffix(ScanPage.eventLimit) {
                out.markup("<li>")
                out.day(event.effectiveOn, language)
                out.markup(" ")
                if let word = face.events[event.kind.word] { out.piece(word) }
                writeDetail(event.kind)
                if !event.publicNote.isEmpty {
                    out.markup("<br/><small>")
                    out.text(event.publicNote)
                    out.markup("</small>")
                }
                out.markup("</li>")
            }
            out.markup("</ol>")
        }
        out.markup("</div></details>")
    }

    /// What an event decided, in the same line.
    private mutating func writeDetail(_ kind: LabelEvent.Kind) {
        let language = self.language
        switch kind {
        case .issued(_, heldFrom: _, let until), .imported(_, heldFrom: _, let until), .extended(let until):
            out.markup(" <small>")
            out.phrase(words.eventThrough) { _, out in out.day(until, language) }
            out.markup("</small>")
        case .modelsChanged(let added, let removed, let revoked):
            out.markup(" <small>")
            out.phrase(words.eventModels) { slot, out in
                out.number(slot == 0 ? added.count : slot == 1 ? removed.count : revoked.count)
            }
            out.markup("</small>")
        case .standingStated(_, let word):
            out.markup(" <small>")
            out.text(word)
            out.markup("</small>")
        case .absentFromEdition(let edition):
            out.markup(" <small>")
            out.phrase(words.sourceEdition) { slot, out in
                if slot == 0 { out.text(edition.source) } else { out.day(edition.day, language) }
            }
            out.markup("</small>")
        case .provisionallyRegistered, .extensionFiled, .extensionRefused, .extensionAbandoned, .withdrawn, .revoked,
            .reinstated, .holderChanged, .restated, .corrected:
            break
        }
    }

    mutating func writeRecognition() {
        let level = answer.period.level
        let concerned = face.recognitions.filter { recognition in
            guard let asked = recognition.edge.level else { return true }
            return asked == level || (recognition.edge.higherLevelCounts == true && level > asked)
        }
        out.fold(words.recognition)
        if concerned.isEmpty {
            out.markup("<p>")
            out.piece(words.recognitionNone)
            out.markup("</p>")
        } else {
            if answer.standing != .valid { writeNote(words.recognitionNotRunning) }
            out.markup("<ul class=\"d\">")
            for recognition in concerned { write(recognition) }
            out.markup("</ul>")
        }
        out.markup("<p class=\"q\">")
        out.piece(words.recognitionNote)
        out.markup("</p></div></details>")
    }

    private mutating func write(_ recognition: ScanFace.Recognition) {
        let edge = recognition.edge
        let language = self.language
        out.markup("<li>")
        out.piece(recognition.text)
        if let from = edge.provenance.effectiveFrom {
            out.markup(" ")
            out.phrase(words.recognitionFrom) { _, out in
                if from.precision == .day { out.day(from.earliest, language) } else { out.text(from.text) }
            }
        }
        if let document = edge.pinnedDocument {
            out.markup(" ")
            out.phrase(words.recognitionPinned) { _, out in
                out.markup("<span class=\"n\">")
                out.text(document)
                out.markup("</span>")
            }
            if document != answer.standard.criteria {
                out.markup(" ")
                out.piece(words.recognitionOtherDocument)
            }
        }
        out.piece(recognition.hedge)
        out.markup("</li>")
    }

    mutating func writeFiles() {
        out.fold(words.files)
        out.markup("<p>")
        out.piece(words.fileData)
        out.markup("</p><p class=\"f\">")
        writeFile(".json", "JSON")
        out.markup("</p><p>")
        if answer.registration.origin == .imported {
            out.piece(words.filesNoArtwork)
            out.markup("</p>")
        } else {
            out.piece(words.fileArtwork)
            out.markup("</p><p class=\"f\">")
            writeFile(".svg", "SVG")
            writeFile(".pdf", "PDF")
            writeFile(".png", "PNG")
            out.markup("</p>")
        }
        out.markup("<dl>")
        writeTerm(words.code)
        out.markup("<span class=\"n\">")
        out.text(answer.registration.code.text)
        out.markup("</span></dd></dl></div></details>")
    }

    private mutating func writeFile(_ suffix: StaticString, _ name: StaticString) {
        out.markup("<a href=\"")
        writeLabelPath()
        out.markup(suffix)
        out.markup("\">")
        out.markup(name)
        out.markup("</a>")
    }
}

extension String {
    /// Whether the text may stand in an `href`: https, then printable ASCII without blanks, quotes or angle brackets.
    var isWebAddress: Bool {
        hasPrefix("https://") && utf8.count > 8
            && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E && $0 != 0x5C }
    }
}
