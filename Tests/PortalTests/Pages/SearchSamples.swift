import Registry

@testable import Portal
@testable import Store

/// A list in every state its page has.
enum SearchSamples {
    static let hostile =
        "q=%3Cb%3E%22x&levelAtLeast=2&standing=valid&standing=grace&category=none&manufacturer=%3Ci%3E&country=JP"
        + "&expiringWithin=90&on=2026-11-21&coveredThrough=2027-12-31&coverage=covered&coverage=gapFrom&knownAt=5"
        + "&sort=-heldUntil,level"

    static func asking(_ text: String) throws -> ListAsking {
        try ListAsking(try Query(text), PageSamples.rules)
    }

    static func answer(_ text: String, isEmpty: Bool = false) throws -> ListAnswer {
        let asking = try asking(text)
        let asked = AskedMoment(day: PageSamples.today, today: PageSamples.today, revision: 4821)
        var labels = Standing.allCases.map { ListedLabel(answer: PageSamples.answer($0), coverage: .covered) }
        labels += [
            ListedLabel(answer: PageSamples.awkward(), coverage: .gapFrom(PageSamples.today)),
            ListedLabel(answer: PageSamples.bare, coverage: .unknownAfter(PageSamples.today)),
        ]
        typealias Count = ListFacets.Count
        let makers = ["<b>1", "2"].map { ListFacets.Maker(key: $0, nameJA: "社<\($0)", nameEN: "") }
        let facets = ListFacets(
            levels: StarLevel.allCases.map { Count(value: $0, labels: 3) },
            standings: Standing.allCases.map { Count(value: $0, labels: 1000) },
            assurances: Assurance.allCases.map { Count(value: $0, labels: 2) },
            categories: [Count(value: "", labels: 2), Count(value: "x<", labels: 1)],
            countries: [Count(value: "JP", labels: 2), Count(value: "", labels: 1)],
            criteria: [Count(value: "a", labels: 2), Count(value: "", labels: 1)],
            manufacturers: makers.map { Count(value: $0, labels: 2) },
            manufacturerCount: 41,
            coverages: Coverage.Word.allCases.map { Count(value: $0, labels: 2) }
        )
        let place = ListPlace(id: 1, rank: 0)
        let list = LabelList(
            labels: isEmpty ? [] : labels,
            total: isEmpty ? 0 : 12_345,
            facets: facets,
            next: isEmpty ? nil : place,
            mark: RevisionMark(revision: 4821, recordedAt: PageSamples.today.start),
            rules: "x",
            isTest: true
        )
        let next = isEmpty ? nil : ListCursor(asked: asked, place: place, of: asking)
        return ListAnswer(asking: asking, asked: asked, list: list, next: next)
    }

    static func page(_ pages: Pages, _ language: Language, isEmpty: Bool = false) -> [UInt8] {
        guard let query = try? Query(hostile), let answer = try? answer(hostile, isEmpty: isEmpty) else { return [] }
        return pages.search(answer, form: SearchForm(query), language: language)
    }

    static func faulty(_ pages: Pages, _ language: Language) -> [UInt8] {
        guard let query = try? Query("q=%3Cscript%3E&on=2026-02-30") else { return [] }
        let refusal = Refusal(.malformed, "There is no such <day>", ja: "<日>がありません", field: "on")
        return pages.search(refused: refusal, form: SearchForm(query), language: language)
    }

    /// Views in which every optional part is there.
    static func fullViews(_ language: Language) throws -> [Any] {
        let face = try PageFace(PageSamples.site(), language)
        let form = PageView.Search.Form(SearchForm(try Query(hostile)), face, PageSamples.rules)
        let result = PageView.Search.Result(try answer(hostile), face, PageSamples.site())
        let fault = PageView.Search.Fault(field: PageView.Search.Link(text: "x", href: "#on"), reason: "x")
        return [PageView.Search(fault: fault, form: form, result: result)]
    }
}
