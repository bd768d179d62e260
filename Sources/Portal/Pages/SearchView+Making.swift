import Registry
import Store

extension PageView.Search.Result {
    init(_ answer: ListAnswer, _ face: PageFace, _ site: SiteFacts) {
        let asking = answer.asking
        let list = answer.list
        let links = SearchLinks(asking, face.language)
        total = grouped(list.total)
        hasLabels = list.total > 0
        none = list.total == 0
        isTest = list.isTest
        textNow = !asking.query.text.isEmpty && asking.knownAt != nil
        day = PageView.DayText(answer.asked.day, face.language).text
        revision = list.mark.revision
        chosen = SearchChosen(asking, face, site.rules).links(links)
        hasChosen = !chosen.isEmpty
        columns = Self.columns(asking.query, face, links)
        rows = list.labels.map { PageView.Search.Row($0, face) }
        next = answer.next.map { cursor in
            PageView.Search.Next(href: links.page(cursor), count: min(asking.limit, list.total))
        }
        facets = SearchFacets(list.facets, asking, face, site.rules, links).facets
        hasFacets = !facets.isEmpty
        files = [
            ("xlsx", "Excel (.xlsx)"), ("excel.csv", Phrase.plain(face.lists.searchCSVExcel)),
            ("csv", Phrase.plain(face.lists.searchCSV)), ("json", "JSON"), ("ndjson", "NDJSON"), ("sqlite", "SQLite"),
        ].map { PageView.Search.Link(text: $0.1, href: links.file($0.0, answer.asked)) }
        let language = [(name: "lang", value: face.language.rawValue)]
        let followed = links.query(dropping: ListAsking.unfollowed, adding: language)
        feeds = [("Atom", PagePath.newsFeed), ("iCalendar", PagePath.calendar)].map {
            PageView.Search.Link(text: $0.0, href: $0.1 + followed)
        }
        watched = asking.followed.map { PageView.Search.Hidden(name: $0.name, value: $0.value) }
        again = links.again(answer.asked)
        againText = "https://" + site.host + again
    }

    private static func columns(
        _ query: LabelQuery,
        _ face: PageFace,
        _ links: SearchLinks
    ) -> [PageView.Search.Column] {
        let words = face.lists
        var columns: [(String, SortKey.Field?)] = [(words.columnStanding, .standing)]
        if query.coveredThrough != nil { columns.append((words.columnUntil, nil)) }
        columns += [
            (words.columnLevel, .level), (words.columnProduct, nil), (words.columnMaker, .manufacturer),
            (words.columnHeld, .heldUntil), (words.columnNumber, .registered),
        ]
        return columns.map { text, field in
            let first = query.sort.first
            let isSorted = field != nil && first?.field == field
            let isUp = isSorted && first?.isDescending == false
            return PageView.Search.Column(
                text: Phrase.plain(text),
                href: field.map { links.sorted(SortKey($0, isDescending: isUp)) },
                direction: isSorted ? (isUp ? "ascending" : "descending") : nil
            )
        }
    }
}

extension PageView.Search.Row {
    /// More models would bury the next row; the label's own page has them all.
    private static let mostModels = 3

    init(_ label: ListedLabel, _ face: PageFace) {
        let answer = label.answer
        let language = face.language
        let isEnglish = language == .en
        let (product, manufacturer) = (answer.product, answer.manufacturer)
        let (own, other) = isEnglish ? (product.nameEN, product.nameJA) : (product.nameJA, product.nameEN)
        let (maker, otherMaker) =
            isEnglish
            ? (manufacturer.nameEN, manufacturer.nameJA) : (manufacturer.nameJA, manufacturer.nameEN)
        standing = answer.standing.rawValue
        status = face.statusWords[answer.standing] ?? answer.standing.rawValue
        coverage = label.coverage.map { PageView.Search.Coverage($0, face) }
        level = answer.period.level.code
        assurance = face.text(answer.period.assurance)
        href = PagePath.label(answer.registration.number) + "?lang=" + language.rawValue
        name = own.isEmpty ? (other.isEmpty ? nil : other) : own
        nameLanguage = own.isEmpty && !other.isEmpty ? (isEnglish ? "ja" : "en") : nil
        models = answer.models.prefix(Self.mostModels).map(\.number.exact)
        more = answer.models.count > Self.mostModels ? answer.models.count - Self.mostModels : nil
        self.maker = maker.isEmpty ? otherMaker : maker
        from = answer.period.heldFrom.map { PageView.DayText($0, language) }
        until = answer.period.heldUntil.map { PageView.DayText($0, language) }
        number = answer.registration.number.text
    }
}

extension PageView.Search.Coverage {
    init(_ coverage: Coverage, _ face: PageFace) {
        word = coverage.word.rawValue
        let day = coverage.day?.text ?? ""
        text =
            switch coverage {
            case .covered: Phrase.plain(face.lists.coverageCovered)
            case .gapFrom: Phrase.plain(face.lists.coverageGap).replacing("{0}", with: day)
            case .unknownAfter: Phrase.plain(face.lists.coverageUnknown).replacing("{0}", with: day)
            }
    }
}

/// `12,345`
func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
        if index > 0, index % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}
