import Registry

/// A list as an address asks for it: the query, the days, and the page of it.
struct ListAsking: Hashable, Sendable {
    var query: LabelQuery
    /// The decisive day; nil is the day of asking.
    var on: Day?
    /// A revision, a moment or a day, as written; nil is now.
    var knownAt: String?
    var cursor: String?
    /// Labels a page.
    var limit: Int

    static let defaultLimit = 50
    static let largestLimit = 200
    static let longestText = 200
    /// Ten years: more than any label of the scheme lasts.
    static let longestExpiry = 3650

    /// What makes up the question itself, in the order in which an address names it.
    static let conditions = [
        "q", "levelAtLeast", "standing", "assurance", "category", "manufacturer", "country", "criteria", "issuedFrom",
        "issuedTo", "expiringWithin", "on", "coveredThrough", "coverage", "knownAt", "sort",
    ]
    /// Conditions that say how a list is asked for, and not which labels somebody follows.
    static let unfollowed = ["on", "knownAt", "sort"]
    static let parameters = conditions + ["limit", "cursor"]

    /// Reads the parameters; what is empty counts as left out, as forms send it.
    init(_ source: Query, _ rules: Rules) throws(Refusal) {
        var query = LabelQuery()
        query.text = (try source.stated("q") ?? "").cleaned.text
        guard query.text.unicodeScalars.count <= Self.longestText else {
            throw Refusal(
                .malformed,
                "q takes at most \(Self.longestText) characters",
                ja: "検索語は\(Self.longestText)文字までです",
                field: "q",
                code: "questionTooLong"
            )
        }
        query.levelAtLeast = try source.stated("levelAtLeast").map(StarLevel.asked)
        query.standings = try source.words("standing")
        query.assurance = try source.words("assurance").only("assurance")
        query.categories = try source.codes("category", known: rules.categories.map(\.code))
        query.criteria = try source.codes("criteria", known: rules.criteria.map(\.id))
        query.manufacturers = Set(source.repeated("manufacturer").map(\.trimmedBlanks).filter { !$0.isEmpty })
        query.countries = try source.countries("country")
        query.issuedFrom = try source.writtenDay("issuedFrom")
        query.issuedTo = try source.writtenDay("issuedTo")
        query.expiringWithin = try source.number("expiringWithin", in: 0...Self.longestExpiry)
        query.coveredThrough = try source.writtenDay("coveredThrough")
        query.coverages = try source.words("coverage")
        query.sort = try source.sortKeys("sort")
        self.query = query
        on = try source.writtenDay("on")
        knownAt = try source.stated("knownAt")
        cursor = try source.stated("cursor")
        limit = try source.number("limit", in: 1...Self.largestLimit) ?? Self.defaultLimit
        try refuseContradictions()
    }

    private func refuseContradictions() throws(Refusal) {
        if let from = query.issuedFrom, let to = query.issuedTo, from > to {
            throw Self.contradiction(
                "issuedTo",
                "No label can be issued from \(from) to \(to): the end lies before the start",
                "発行日の範囲が逆です（\(from.text)〜\(to.text)）"
            )
        }
        if let on, let through = query.coveredThrough, through < on {
            throw Self.contradiction(
                "coveredThrough",
                "The delivery day \(through) lies before the decisive day \(on)",
                "納入日（\(through.text)）が判断日（\(on.text)）より前です"
            )
        }
        if !query.coverages.isEmpty, query.coveredThrough == nil {
            throw Self.contradiction(
                "coverage",
                "coverage is judged through a delivery day: name one in coveredThrough",
                "coverage には納入日（coveredThrough）が必要です"
            )
        }
        if query.expiringWithin != nil, !query.standings.isEmpty, !query.standings.contains(.valid) {
            throw Self.contradiction(
                "expiringWithin",
                "Only valid labels are about to expire, and standing asks for others",
                "expiringWithin は有効なラベルだけに使えます"
            )
        }
        if query.text.isEmpty, query.sort.contains(where: { $0.field == .relevance }) {
            throw Self.contradiction("sort", "relevance needs words in q", "relevance の順には検索語が必要です")
        }
    }

    private static func contradiction(_ field: String, _ reason: String, _ japanese: String) -> Refusal {
        Refusal(.malformed, reason, ja: japanese, field: field, code: "contradictoryFilters")
    }
}

extension ListAsking {
    /// The conditions as name and value, in one order and one spelling: two questions are the same where these are.
    var pairs: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { pairs.append((name, value)) }
        }
        add("q", query.text)
        add("levelAtLeast", query.levelAtLeast?.code)
        for standing in Standing.allCases where query.standings.contains(standing) {
            add("standing", standing.rawValue)
        }
        add("assurance", query.assurance?.rawValue)
        for category in query.categories.sorted() { add("category", category.isEmpty ? "none" : category) }
        for manufacturer in query.manufacturers.sorted() { add("manufacturer", manufacturer) }
        for country in query.countries.sorted() { add("country", country.isEmpty ? "none" : country) }
        for criteria in query.criteria.sorted() { add("criteria", criteria.isEmpty ? "none" : criteria) }
        add("issuedFrom", query.issuedFrom?.text)
        add("issuedTo", query.issuedTo?.text)
        add("expiringWithin", query.expiringWithin.map(String.init))
        add("on", on?.text)
        add("coveredThrough", query.coveredThrough?.text)
        for word in Coverage.Word.allCases where query.coverages.contains(word) { add("coverage", word.rawValue) }
        add("knownAt", knownAt)
        add("sort", query.sort.map(\.text).joined(separator: ","))
        return pairs
    }

    /// Those that say which labels somebody follows.
    var followed: [(name: String, value: String)] { pairs.filter { !Self.unfollowed.contains($0.name) } }

    /// The query string of the conditions, without the page.
    var address: String {
        pairs.map { $0.name + "=" + PagePath.encoded($0.value) }.joined(separator: "&")
    }
}

extension StarLevel {
    /// `STAR-2` or `2`.
    fileprivate static func asked(_ text: String) throws(Refusal) -> StarLevel {
        let level = StarLevel(code: text.uppercased()) ?? Int(text).flatMap(StarLevel.init(rawValue:))
        guard let level, text.utf8.count <= 6 else {
            let known = StarLevel.allCases.map(\.code).joined(separator: ", ")
            throw Refusal(
                .malformed,
                "levelAtLeast is one of: \(known)",
                ja: "levelAtLeast は次のいずれかです: \(known)",
                field: "levelAtLeast",
                code: "unknownLevel"
            )
        }
        return level
    }
}
