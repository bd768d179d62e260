import Mustache
import Registry

/// Every public page but the scan page, in three languages; templates are parsed once at start.
package struct Pages: Sendable {
    private let site: SiteFacts
    /// The public host, as printed.
    var host: String { site.host }
    /// The scheme's, in force now.
    var rules: Rules { site.rules }
    private let faces: [Language: PageFace]

    /// Parses the templates of every language; throws where one does not parse.
    package init(_ site: SiteFacts) throws {
        self.site = site
        var faces: [Language: PageFace] = [:]
        for language in Language.allCases { faces[language] = try PageFace(site, language) }
        self.faces = faces
    }

    /// The frame and words of a language; nil only for one that was not cut.
    func face(_ language: Language) -> PageFace? { faces[language] }

    /// The page with the one box.
    package func front(language: Language) -> [UInt8] {
        page(.front, PageView.Front(), language, keeping: "")
    }

    /// No page for what was asked: 404 `unknownNumber` or 400 `malformedNumber`. `input` as it was asked; at most 100
    /// characters of it are shown.
    package func miss(kind: Miss, input: String, language: Language) -> [UInt8] {
        let view = PageView.Miss(kind, input: input, language: language)
        let title = view.malformed == nil ? nil : faces[language]?.words.missMalformedTitle
        return page(.miss, view, language, title: title, keeping: "", isHidden: true)
    }

    /// What the box found, in the caller's order; an empty list reads "no match in this registry". `query` as asked.
    package func candidates(query: String, results: [Candidate], hasMore: Bool, language: Language) -> [UInt8] {
        guard let face = faces[language] else { return [] }
        let view = PageView.Candidates(
            query: String(query.prefix(200)),
            none: results.isEmpty,
            rows: results.map { PageView.Candidates.Row($0, face, language) },
            hasMore: hasMore
        )
        let title = results.isEmpty ? face.words.foundNone : nil
        return page(
            .candidates,
            view,
            language,
            title: title,
            keeping: "q=" + PagePath.encoded(view.query) + "&",
            isHidden: true
        )
    }

    /// A list of labels with its form, its counts and its files.
    func search(_ answer: ListAnswer, form: SearchForm, language: Language) -> [UInt8] {
        guard let face = faces[language] else { return [] }
        let view = PageView.Search(
            form: PageView.Search.Form(form, face, site.rules),
            result: PageView.Search.Result(answer, face, site)
        )
        let address = answer.asking.address
        let types = [PagePath.newsFeed: "application/atom+xml", PagePath.calendar: "text/calendar"]
        let alternates = (view.result?.feeds ?? []).map { feed in
            let path = feed.href.prefix { $0 != "?" }
            return PageAlternate(type: types[String(path)] ?? "", title: feed.text, href: feed.href)
        }
        let keeping = address.isEmpty ? "" : address + "&"
        return page(.search, view, language, keeping: keeping, isHidden: true, alternates: alternates)
    }

    /// The form again, with what is wrong in it.
    func search(refused refusal: Refusal, form: SearchForm, language: Language) -> [UInt8] {
        guard let face = faces[language] else { return [] }
        let reason = refusal.reason(in: language)
        let view = PageView.Search(
            fault: PageView.Search.Fault(field: face.field(refusal.field), reason: reason),
            form: PageView.Search.Form(form, face, site.rules)
        )
        return page(.search, view, language, keeping: "", isHidden: true)
    }

    /// The form for a doubt; `faults` are named in a summary and beside their fields.
    package func doubtForm(_ draft: DoubtDraft, faults: [DoubtDraft.Fault] = [], language: Language) -> [UInt8] {
        guard let face = faces[language] else { return [] }
        let view = PageView.DoubtForm(draft, faults, face.words)
        return page(
            .doubtForm,
            view,
            language,
            keeping: view.field + "=" + PagePath.encoded(view.subject) + "&",
            isHidden: true
        )
    }

    /// After a doubt was taken; `reference` is what the office finds it by.
    package func doubtThanks(reference: String, language: Language) -> [UInt8] {
        page(.doubtThanks, PageView.DoubtThanks(reference: reference), language, isHidden: true)
    }

    /// An error for people; `title` and `detail` are sentences in the page's language.
    package func problem(
        status: Int,
        title: String,
        detail: String,
        requestID: String,
        language: Language
    ) -> [UInt8] {
        let view = PageView.Problem(status: status, title: title, detail: detail, requestID: requestID)
        return page(.problem, view, language, title: title, isHidden: true)
    }

    /// 503: the store cannot be confirmed, so nothing is said about any label.
    package func unconfirmed(language: Language) -> [UInt8] {
        page(.unconfirmed, PageView.Unconfirmed(), language, keeping: "", isHidden: true)
    }

    /// What this is, what a star says, who runs it, data, privacy.
    package func about(language: Language) -> [UInt8] {
        let name = site.operatorName(language)
        let view = PageView.About(operator: name.isEmpty ? nil : name, isUnofficial: !site.isOfficial)
        return page(.about, view, language, keeping: "")
    }

    /// `keeping` is what the language links keep of the query; nil leaves the links out (answers to a form).
    func page(
        _ template: PageTemplate,
        _ view: Any,
        _ language: Language,
        title: String? = nil,
        keeping: String? = nil,
        isHidden: Bool = false,
        alternates: [PageAlternate] = []
    ) -> [UInt8] {
        // Every language was cut in `init`; the empty page stands for a case that cannot be.
        guard let face = faces[language] else { return [] }
        var out: [UInt8] = []
        out.reserveCapacity(16_384)
        face.writeTop(
            template,
            title: title,
            keeping: keeping,
            isHidden: isHidden,
            alternates: alternates,
            into: &out
        )
        out.append(contentsOf: (face.templates[template]?.render(PageTree.tree(view) ?? view) ?? "").utf8)
        out.piece(face.tail)
        return out
    }
}
