import Registry

extension PageView {
    /// The page of a list.
    struct Search {
        struct Option {
            var value: String
            var text: String
            var isChosen: Bool
        }

        struct Expiry {
            var value: String
            var days: Int
            var isChosen: Bool
        }

        struct Hidden {
            var name: String
            var value: String
        }

        struct Form {
            var hidden: [Hidden]
            var q: String
            var on: String
            var coveredThrough: String
            var issuedFrom: String
            var issuedTo: String
            var country: String
            var levels: [Option]
            var categories: [Option]
            var standings: [Option]
            var assurances: [Option]
            var coverages: [Option]
            var expiries: [Expiry]
            var sorts: [Option]
            var isOpen: Bool
        }

        struct Fault {
            /// The field to mend; nil where the form has none.
            var field: Link?
            var reason: String
        }

        struct Link {
            var text: String
            var href: String
        }

        struct Column {
            var text: String
            /// Sorts by it; nil where nothing does.
            var href: String?
            /// `ascending`, `descending`
            var direction: String?
        }

        struct Coverage {
            var word: String
            var text: String
        }

        struct Row {
            var standing: String
            var status: String
            var coverage: Coverage?
            var level: String
            var assurance: String
            var href: String
            var name: String?
            var nameLanguage: String?
            var models: [String]
            var more: Int?
            var maker: String
            var from: DayText?
            var until: DayText?
            var number: String
        }

        struct Next {
            var href: String
            var count: Int
        }

        struct Value {
            var text: String
            /// nil where it is chosen already.
            var href: String?
            var count: String
        }

        struct Facet {
            var title: String
            var values: [Value]
            var more: Int?
        }

        struct Result {
            var total: String
            var hasLabels: Bool
            var none: Bool
            var isTest: Bool
            var textNow: Bool
            var day: String
            var revision: Int64
            var hasChosen: Bool
            var chosen: [Link]
            var columns: [Column]
            var rows: [Row]
            var next: Next?
            var hasFacets: Bool
            var facets: [Facet]
            var files: [Link]
            var feeds: [Link]
            /// The conditions that somebody follows, as a form sends them.
            var watched: [Hidden]
            var again: String
            var againText: String
        }

        var fault: Fault?
        var form: Form
        var result: Result?
    }
}

extension PageView.Search.Form {
    init(_ form: SearchForm, _ face: PageFace, _ rules: Rules) {
        let words = face.lists
        func option(_ name: String, _ value: String, _ text: String) -> PageView.Search.Option {
            PageView.Search.Option(value: value, text: Phrase.plain(text), isChosen: form.has(name, value))
        }
        hidden = form.hidden.map { PageView.Search.Hidden(name: $0.name, value: $0.value) }
        q = form.first("q")
        on = form.first("on")
        coveredThrough = form.first("coveredThrough")
        issuedFrom = form.first("issuedFrom")
        issuedTo = form.first("issuedTo")
        country = form.first("country")
        levels = StarLevel.allCases.map { option("levelAtLeast", $0.code, face.atLeast($0)) }
        categories = rules.categories.map { option("category", $0.code, face.text($0.name)) }
        standings = Standing.allCases.map { option("standing", $0.rawValue, face.statusWords[$0] ?? $0.rawValue) }
        assurances = Assurance.allCases.map { option("assurance", $0.rawValue, face.text($0)) }
        coverages = Coverage.Word.allCases.map { option("coverage", $0.rawValue, face.text($0)) }
        expiries = [30, 90, 180].map {
            PageView.Search.Expiry(value: String($0), days: $0, isChosen: form.has("expiringWithin", String($0)))
        }
        var sorts: [PageView.Search.Option] = []
        for field in SortKey.Field.allCases {
            for isDescending in [false, true] {
                let text = words.word(field) + (isDescending ? words.sortDown : "")
                sorts.append(option("sort", SortKey(field, isDescending: isDescending).text, text))
            }
        }
        self.sorts = sorts
        isOpen = form.isOpen
    }
}

extension PageFace {
    /// A wording of the scheme data in the page's language.
    func text(_ wording: Wording) -> String { language == .en ? wording.en : wording.ja }

    func text(_ assurance: Assurance) -> String {
        Phrase.plain(assurance == .selfDeclared ? words.declared : words.assessed)
    }

    func text(_ word: Coverage.Word) -> String {
        let text =
            switch word {
            case .covered: lists.coverageWordCovered
            case .gapFrom: lists.coverageWordGap
            case .unknownAfter: lists.coverageWordUnknown
            }
        return Phrase.plain(text)
    }

    /// `STAR-2 or higher`; the highest stands alone.
    func atLeast(_ level: StarLevel) -> String {
        guard level < .star4 else { return level.code }
        return level.code + (language == .ja ? "" : " ") + Phrase.plain(lists.levelOrMore)
    }
}

extension ListWords {
    func word(_ field: SortKey.Field) -> String {
        switch field {
        case .relevance: sortRelevance
        case .registered: sortRegistered
        case .issued: sortIssued
        case .heldUntil: sortHeldUntil
        case .level: sortLevel
        case .standing: sortStanding
        case .category: sortCategory
        case .manufacturer: sortManufacturer
        }
    }
}
