import Registry
import Store

/// Addresses around a list: the same question with something else about it.
struct SearchLinks {
    private let asking: ListAsking
    private let language: Language

    init(_ asking: ListAsking, _ language: Language) {
        self.asking = asking
        self.language = language
    }

    /// The conditions but for some, with a question mark; empty where none is left.
    func query(dropping names: [String] = [], adding more: [(name: String, value: String)] = []) -> String {
        let pairs = asking.pairs.filter { !names.contains($0.name) } + more
        guard !pairs.isEmpty else { return "" }
        return "?" + pairs.map { $0.name + "=" + PagePath.encoded($0.value) }.joined(separator: "&")
    }

    private func page(dropping names: [String], adding more: [(name: String, value: String)]) -> String {
        var own = more
        if asking.limit != ListAsking.defaultLimit { own.append(("limit", String(asking.limit))) }
        own.append(("lang", language.rawValue))
        return PagePath.search + query(dropping: names, adding: own)
    }

    func without(_ pair: (name: String, value: String)) -> String {
        let rest = asking.pairs.filter { $0.name == pair.name && $0.value != pair.value }
        // Which days are listed belongs to the delivery day.
        let names = pair.name == "coveredThrough" ? [pair.name, "coverage"] : [pair.name]
        return page(dropping: names, adding: rest)
    }

    func with(_ name: String, _ value: String) -> String {
        page(dropping: [name], adding: [(name, value)])
    }

    func sorted(_ key: SortKey) -> String {
        // What was sorted by before decides among equals.
        let rest = asking.query.sort.filter { $0.field != key.field }
        let keys = ([key] + rest).prefix(LabelQuery.mostSortKeys)
        return page(dropping: ["sort"], adding: [("sort", keys.map(\.text).joined(separator: ","))])
    }

    func page(_ cursor: ListCursor) -> String {
        page(dropping: [], adding: [("cursor", cursor.text)])
    }

    /// The list as a file: exactly what the page shows, whatever is recorded meanwhile.
    func file(_ kind: String, _ asked: AskedMoment) -> String {
        PagePath.search + "." + kind + query(dropping: ["on", "knownAt"], adding: pinned(asked))
    }

    /// The same answer for ever.
    func again(_ asked: AskedMoment) -> String {
        PagePath.search + query(dropping: ["on", "knownAt"], adding: pinned(asked))
    }

    private func pinned(_ asked: AskedMoment) -> [(name: String, value: String)] {
        [("on", asked.day.text), ("knownAt", String(asked.revision))]
    }
}

/// The conditions of a list in words, each with the address of the list without it.
struct SearchChosen {
    private let asking: ListAsking
    private let face: PageFace
    private let rules: Rules

    init(_ asking: ListAsking, _ face: PageFace, _ rules: Rules) {
        self.asking = asking
        self.face = face
        self.rules = rules
    }

    func links(_ links: SearchLinks) -> [PageView.Search.Link] {
        asking.pairs.filter { $0.name != "sort" }.map { pair in
            PageView.Search.Link(text: text(pair.name, pair.value), href: links.without(pair))
        }
    }

    private func text(_ name: String, _ value: String) -> String {
        face.title(name) + (face.language == .en ? ": " : "：") + shown(name, value)
    }

    private func shown(_ name: String, _ value: String) -> String {
        switch name {
        case "levelAtLeast": StarLevel(code: value).map { face.atLeast($0) } ?? value
        case "standing": Standing(rawValue: value).flatMap { face.statusWords[$0] } ?? value
        case "assurance": Assurance(rawValue: value).map { face.text($0) } ?? value
        case "coverage": Coverage.Word(rawValue: value).map { face.text($0) } ?? value
        case "category":
            rules.category(value).map { face.text($0.name) } ?? Phrase.plain(face.lists.notStated)
        case "expiringWithin":
            Phrase.plain(face.lists.searchExpiringDays).replacing("{{.}}", with: value)
        default: value == "none" ? Phrase.plain(face.lists.notStated) : value
        }
    }
}

/// The counts of a list as links that narrow it down.
struct SearchFacets {
    var facets: [PageView.Search.Facet] = []

    init(
        _ counts: ListFacets,
        _ asking: ListAsking,
        _ face: PageFace,
        _ rules: Rules,
        _ links: SearchLinks
    ) {
        let query = asking.query
        let words = face.lists
        func add(_ title: String, _ values: [PageView.Search.Value], more: Int? = nil) {
            guard values.count > 1 || more != nil else { return }
            facets.append(PageView.Search.Facet(title: Phrase.plain(title), values: values, more: more))
        }
        func value(
            _ name: String,
            _ value: String,
            _ text: String,
            _ count: Int,
            isChosen: Bool
        ) -> PageView.Search.Value {
            PageView.Search.Value(
                text: text,
                href: isChosen ? nil : links.with(name, value.isEmpty ? "none" : value),
                count: grouped(count)
            )
        }
        let none = Phrase.plain(words.notStated)
        // A level's count is told for "at least", as the filter takes it.
        add(
            words.searchLevel,
            counts.levels.map { count in
                let labels = counts.levels.filter { $0.value >= count.value }.reduce(0) { $0 + $1.labels }
                let isChosen = query.levelAtLeast == count.value
                return value("levelAtLeast", count.value.code, face.atLeast(count.value), labels, isChosen: isChosen)
            }
        )
        add(
            words.searchStanding,
            counts.standings.map {
                let text = face.statusWords[$0.value] ?? $0.value.rawValue
                return value("standing", $0.value.rawValue, text, $0.labels, isChosen: query.standings == [$0.value])
            }
        )
        add(
            words.searchCoverage,
            counts.coverages.map {
                let isChosen = query.listedCoverages == [$0.value]
                return value("coverage", $0.value.rawValue, face.text($0.value), $0.labels, isChosen: isChosen)
            }
        )
        add(
            words.searchCategory,
            counts.categories.map {
                let text = rules.category($0.value).map { face.text($0.name) } ?? ($0.value.isEmpty ? none : $0.value)
                return value("category", $0.value, text, $0.labels, isChosen: query.categories == [$0.value])
            }
        )
        add(
            words.searchAssurance,
            counts.assurances.map {
                let isChosen = query.assurance == $0.value
                return value("assurance", $0.value.rawValue, face.text($0.value), $0.labels, isChosen: isChosen)
            }
        )
        let others = counts.manufacturerCount - counts.manufacturers.count
        add(
            words.manufacturerName,
            counts.manufacturers.map {
                let (own, other) =
                    face.language == .en ? ($0.value.nameEN, $0.value.nameJA) : ($0.value.nameJA, $0.value.nameEN)
                let isChosen = query.manufacturers == [$0.value.key]
                return value("manufacturer", $0.value.key, own.isEmpty ? other : own, $0.labels, isChosen: isChosen)
            },
            more: others > 0 ? others : nil
        )
        add(
            words.searchCountry,
            counts.countries.map {
                let text = $0.value.isEmpty ? none : $0.value
                return value("country", $0.value, text, $0.labels, isChosen: query.countries == [$0.value])
            }
        )
        add(
            words.criteriaName,
            counts.criteria.map {
                let text = $0.value.isEmpty ? none : $0.value
                return value("criteria", $0.value, text, $0.labels, isChosen: query.criteria == [$0.value])
            }
        )
    }
}

extension ListWords {
    /// What a condition is called.
    func title(_ name: String) -> String {
        let title: String =
            switch name {
            case "q": searchText
            case "levelAtLeast": searchLevel
            case "standing": searchStanding
            case "assurance": searchAssurance
            case "category": searchCategory
            case "manufacturer": manufacturerName
            case "country": searchCountry
            case "criteria": criteriaName
            case "issuedFrom": searchIssuedFrom
            case "issuedTo": searchIssuedTo
            case "expiringWithin": searchExpiring
            case "on": searchOn
            case "coveredThrough": searchThrough
            case "coverage": searchCoverage
            case "sort": searchSort
            default: name
            }
        return Phrase.plain(title)
    }
}

extension PageFace {
    /// What a condition is called on the page.
    func title(_ name: String) -> String { lists.title(name) }

    /// The form's field of a condition; nil where it has none.
    func field(_ name: String?) -> PageView.Search.Link? {
        guard let name, ListAsking.conditions.contains(name),
            !["manufacturer", "criteria", "knownAt"].contains(name)
        else { return nil }
        return PageView.Search.Link(text: title(name), href: "#" + name)
    }
}
