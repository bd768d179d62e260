import Registry

/// The word lists and catalogues of the rules: standings, categories, criteria, domains, edges, sources.
extension SchemeSet {
    /// One row per standing, in the order of precedence; verdict rows are not standings.
    func standings() throws(SchemeFault) -> [StandingRule] {
        let file = try file("standings")
        var rules: [(order: Int, rule: StandingRule)] = []
        for row in file.rows {
            if row.kind == "verdict" {
                guard [Verdict.unknownNumber.word, Verdict.malformedNumber.word].contains(row.id) else {
                    throw row.fault("\"\(row.id)\" is no verdict", at: "id")
                }
                continue
            }
            guard let code = Standing(rawValue: row.id) else {
                throw row.fault("\"\(row.id)\" is no standing", at: "id")
            }
            let rule = StandingRule(
                code: code,
                isSchemeWord: row.kind == "scheme",
                name: try row.name(),
                aliases: row.texts("aliases"),
                isTerminal: row.node["terminal"]?.flag,
                provenance: row.provenance
            )
            rules.append((try row.number("order"), rule))
        }
        for code in Standing.allCases where !rules.contains(where: { $0.rule.code == code }) {
            throw SchemeFault(file: file.shown, line: nil, reason: "the standing \"\(code.rawValue)\" is missing")
        }
        return rules.sorted { $0.order < $1.order }.map(\.rule)
    }

    /// The scheme's own words and every alias; one spelling may mean one standing only.
    func statusAliases() throws(SchemeFault) -> [String: Standing] {
        var aliases: [String: Standing] = [:]
        for row in try file("standings").rows {
            guard let code = Standing(rawValue: row.id) else { continue }
            let own = row.kind == "scheme" ? [try row.text("ja")] : []
            for word in own + row.texts("aliases") {
                guard aliases[word] ?? code == code else {
                    throw row.fault("the spelling \"\(word)\" means two standings", at: "aliases")
                }
                aliases[word] = code
            }
        }
        return aliases
    }

    /// Official categories first, each kind in its order.
    func categories() throws(SchemeFault) -> [CategoryRule] {
        var rules: [(order: Int, rule: CategoryRule)] = []
        for row in try file("categories").rows {
            let rule = CategoryRule(
                code: row.id,
                isOfficial: row.kind == "official",
                name: try row.name(),
                products: row.optionalWording("products"),
                recommendedLevels: row.levels("recommendedLevels"),
                recommendation: row.optionalWording("recommendation"),
                official: row.optionalText("official"),
                provenance: row.provenance
            )
            rules.append((try row.number("order") + (rule.isOfficial ? 0 : 1000), rule))
        }
        return rules.sorted { $0.order < $1.order }.map(\.rule)
    }

    func criteriaDocuments() throws(SchemeFault) -> [CriteriaDocument] {
        var documents: [CriteriaDocument] = []
        for file in criteria {
            let id = String(file.name.dropFirst(SchemeShape.criteriaPrefix.count))
            let heads = file.rows(of: "document")
            guard let head = heads.first, heads.count == 1, head.id == id else {
                throw SchemeFault(
                    file: file.shown,
                    line: heads.last?.line,
                    reason: "one document row must have the id \"\(id)\""
                )
            }
            guard let published = SchemeDate(try head.text("published")) else {
                throw head.fault("\"published\" must be a date", at: "published")
            }
            let name = try head.name()
            documents.append(
                CriteriaDocument(
                    id: id,
                    revision: try head.text("revision"),
                    level: try head.level("level"),
                    published: published,
                    name: PlainWording(ja: name.ja, en: name.en, easy: try head.text("easy")),
                    items: try items(of: file),
                    provenance: head.provenance
                )
            )
        }
        return documents
    }

    private func items(of file: SchemeFile) throws(SchemeFault) -> [CriteriaItem] {
        var items: [(order: Int, item: CriteriaItem)] = []
        for row in file.rows(of: "item") {
            let item = CriteriaItem(
                id: row.id,
                subject: try row.name(),
                documentMode: row.node["documentMode"]?.flag,
                deviceMode: row.node["deviceMode"]?.flag,
                clauses: row.texts("en303645"),
                clausesAreSettled: row.flag("en303645Settled"),
                isWaivedByPSTI: row.flag("pstiWaived"),
                domains: row.texts("domains"),
                provenance: row.provenance
            )
            items.append((try row.number("order"), item))
        }
        return items.sorted { $0.order < $1.order }.map(\.item)
    }

    func domains() throws(SchemeFault) -> [LifecycleDomain] {
        var domains: [LifecycleDomain] = []
        for row in try file("seed-domains").rows(of: "domain") {
            domains.append(
                LifecycleDomain(
                    id: row.id,
                    order: try row.number("order"),
                    name: try row.name(),
                    guards: try row.wording("guards"),
                    asks: try row.plain("asks"),
                    teams: row.texts("teams"),
                    provenance: row.provenance
                )
            )
        }
        return domains.sorted { $0.order < $1.order }
    }

    func recognition() throws(SchemeFault) -> [RecognitionEdge] {
        var edges: [RecognitionEdge] = []
        for row in try file("recognition").rows {
            guard let kind = RecognitionKind(rawValue: row.kind) else { continue }
            edges.append(
                RecognitionEdge(
                    id: row.id,
                    kind: kind,
                    name: try row.name(),
                    origin: try row.text("from"),
                    target: try row.text("to"),
                    level: row.optionalText("level").flatMap { StarLevel(code: $0) },
                    foreignLevel: row.optionalText("foreignLevel"),
                    criteria: row.texts("criteria"),
                    covers: row.optionalWording("covers"),
                    pinnedDocument: row.optionalText("pinnedDocument"),
                    instrument: row.optionalText("instrument"),
                    isDisputed: row.flag("disputed"),
                    route: row.optionalText("route").flatMap { ApplicationRoute(rawValue: $0) },
                    higherLevelCounts: row.node["higherLevelCounts"]?.flag,
                    graceCounts: row.node["graceCounts"]?.flag,
                    provenance: row.provenance
                )
            )
        }
        return edges
    }

    /// The longest that any regime asks for; nil where none does, as in data from before it was said.
    func evidenceYears() throws(SchemeFault) -> Int? {
        var longest: Int?
        for row in try file("recognition").rows(of: "evidence") {
            guard let years = row.node["years"]?.number else { continue }
            guard (1...100).contains(years) else {
                throw row.fault("evidence is kept for 1 to 100 years", at: "years")
            }
            longest = max(longest ?? years, years)
        }
        return longest
    }

    func procurement() throws(SchemeFault) -> [ProcurementRule] {
        var rules: [ProcurementRule] = []
        for row in try file("procurement").rows {
            rules.append(
                ProcurementRule(
                    id: row.id,
                    name: try row.name(),
                    minimumLevel: try row.level("minimumLevel"),
                    appliesTo: try row.wording("appliesTo"),
                    decisiveDay: row.optionalText("decisiveDay").flatMap { DecisiveDay(rawValue: $0) },
                    state: try row.word("state", ProcurementState.self),
                    isPerComponent: row.flag("perComponent"),
                    categories: row.texts("categories"),
                    provenance: row.provenance
                )
            )
        }
        return rules
    }

    func laboratories() throws(SchemeFault) -> [Laboratory] {
        let row = try file("policy").row("evaluationBodies")
        var laboratories: [Laboratory] = []
        for node in row.node["value"]?.list ?? [] {
            guard let id = node["id"]?.text, let ja = node["ja"]?.text, let en = node["en"]?.text else { continue }
            guard !laboratories.contains(where: { $0.id == id }) else {
                throw SchemeFault(file: row.file, line: node.line, reason: "the id \"\(id)\" stands here twice")
            }
            laboratories.append(
                Laboratory(
                    id: id,
                    name: Wording(ja: ja, en: en),
                    levels: (node["levels"]?.list ?? []).compactMap { $0.text.flatMap { StarLevel(code: $0) } },
                    isFictional: row.provenance.confidence == .fictional
                )
            )
        }
        return laboratories
    }

    func sources() throws(SchemeFault) -> [SchemeSource] {
        var sources: [SchemeSource] = []
        for row in try file("sources").rows {
            sources.append(
                SchemeSource(
                    id: row.id,
                    title: try row.text("title"),
                    addresses: row.texts("addresses"),
                    note: row.provenance.note
                )
            )
        }
        return sources
    }
}
