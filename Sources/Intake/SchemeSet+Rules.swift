import Registry

/// From checked files to the values of the domain.
extension SchemeSet {
    func rules(digest: String) throws(SchemeFault) -> Rules {
        let standings = try standings()
        return Rules(
            digest: digest,
            isFictional: files.values.contains { $0.rows.contains { $0.provenance.confidence == .fictional } },
            levels: try levels(),
            validity: try validity(),
            grace: try grace(),
            revivalAllowed: try file("policy").row("status.revivalAllowed").node["value"]?.flag,
            identifiers: try identifiers(),
            fees: try fees(),
            categories: try categories(),
            criteria: try criteriaDocuments(),
            domains: try domains(),
            recognition: try recognition(),
            evidenceYears: try evidenceYears(),
            procurement: try procurement(),
            claims: try claims(),
            scope: try scope(),
            ladder: try ladder(),
            standings: standings,
            statusAliases: try statusAliases(),
            laboratories: try laboratories(),
            workflow: try workflow(),
            sources: try sources(),
            documents: sorted.map(\.document)
        )
    }

    private func levels() throws(SchemeFault) -> [LevelRule] {
        let file = try file("levels")
        var rules: [LevelRule] = []
        for row in file.rows {
            let level = try row.level("code")
            guard try row.number("rank") == level.rawValue else {
                throw row.fault("the rank of \(level.code) must be \(level.rawValue)", at: "rank")
            }
            guard !rules.contains(where: { $0.level == level }) else {
                throw row.fault("the level \(level.code) stands here twice", at: "code")
            }
            let windows = try windows(of: row)
            let openFrom = row.day("openFrom")
            guard windows.first?.from == openFrom else {
                throw row.fault("\"openFrom\" must be the first day of the first window", at: "openFrom")
            }
            rules.append(
                LevelRule(
                    level: level,
                    rank: level.rawValue,
                    name: try row.name(),
                    meaning: try row.plain("meaning"),
                    assurance: try row.word("assurance", Assurance.self),
                    assessedBy: try row.wording("assessedBy"),
                    decidedBy: try row.wording("decidedBy"),
                    openFrom: openFrom,
                    windows: windows,
                    provenance: row.provenance
                )
            )
        }
        for level in StarLevel.allCases where !rules.contains(where: { $0.level == level }) {
            throw SchemeFault(file: file.shown, line: nil, reason: "the level \(level.code) is missing")
        }
        return rules.sorted { $0.rank < $1.rank }
    }

    private func windows(of row: SchemeRow) throws(SchemeFault) -> [LevelRule.Window] {
        var windows: [LevelRule.Window] = []
        for node in row.node["windows"]?.list ?? [] {
            guard let from = node["from"]?.text.flatMap({ try? Day.parse($0) }) else { continue }
            let window = LevelRule.Window(from: from, to: node["to"]?.text.flatMap { try? Day.parse($0) })
            let isInOrder = windows.last.map { last in last.to.map { $0 < window.from } ?? false } ?? true
            guard isInOrder, window.to.map({ window.from <= $0 }) ?? true else {
                throw SchemeFault(file: row.file, line: node.line, reason: "the windows must be in order and apart")
            }
            windows.append(window)
        }
        return windows
    }

    private func validity() throws(SchemeFault) -> Validity {
        let length = try file("validity").row("length")
        let years = try length.number("value")
        guard (1...100).contains(years) else { throw length.fault("the length must be 1 to 100 years", at: "value") }
        let counting = try file("policy").row("validity.lastValidDay").word("value", Validity.Counting.self)
        return Validity(counting: counting, years: years)
    }

    private func grace() throws(SchemeFault) -> GraceRule {
        let policy = try file("policy")
        return GraceRule(
            maxDays: try policy.row("grace.maxDays").node["value"]?.number,
            countsAsCurrent: try policy.row("grace.countsAsCurrent").flag("value"),
            startsWhen: try policy.row("grace.startsWhen").word("value", GraceStart.self)
        )
    }

    private func identifiers() throws(SchemeFault) -> IdentifierRules {
        let policy = try file("policy")
        let file = try file("identifiers")
        let registration = try file.row("registrationNumber")
        for row in file.rows {
            guard let pattern = row.optionalText("issuePattern"), !Self.isIssuePattern(pattern) else { continue }
            throw row.fault(
                "\"issuePattern\" needs {sequence:N} once, N from 1 to 12, and knows {year} besides",
                at: "issuePattern"
            )
        }
        var kinds: [(order: Int, kind: IdentifierKind)] = []
        for row in file.rows {
            let kind = IdentifierKind(
                id: row.id,
                name: try row.name(),
                given: try row.wording("given"),
                isPublic: row.flag("public"),
                pattern: row.optionalText("pattern"),
                issuePattern: row.optionalText("issuePattern"),
                provenance: row.provenance
            )
            kinds.append((try row.number("order"), kind))
        }
        return IdentifierRules(
            maxLength: try policy.row("identifiers.maxLength").number("value"),
            registrationNumberPattern: registration.optionalText("pattern"),
            issuePattern: registration.optionalText("issuePattern"),
            officialHosts: try policy.row("qr.officialHosts").texts("value").map { $0.lowercased() },
            kinds: kinds.sorted { $0.order < $1.order }.map(\.kind)
        )
    }

    /// `DEMO-{year}-{sequence:5}`: plain text, at most one `{year}`, exactly one `{sequence:N}`.
    private static func isIssuePattern(_ pattern: String) -> Bool {
        var sequences = 0
        var years = 0
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { return false }
            let name = rest[rest.index(after: open)..<close]
            if name == "year" {
                years += 1
            } else if name.hasPrefix("sequence:"), let width = Int(name.dropFirst(9)), (1...12).contains(width) {
                sequences += 1
            } else {
                return false
            }
            rest = rest[rest.index(after: close)...]
        }
        return sequences == 1 && years <= 1 && !rest.contains("}")
    }

    private func fees() throws(SchemeFault) -> [FeeRow] {
        var rows: [FeeRow] = []
        for row in try file("fees").rows {
            for date in [row.provenance.effectiveFrom, row.provenance.effectiveTo] where date?.precision ?? .day != .day
            {
                throw row.fault("a fee must start and end on a known day", at: "datePrecision")
            }
            rows.append(
                FeeRow(
                    id: row.id,
                    action: try row.word("action", FeeAction.self),
                    level: StarLevel(code: try row.text("level")),
                    route: ApplicationRoute(rawValue: try row.text("route")),
                    amount: row.node["amount"]?.number,
                    provenance: row.provenance
                )
            )
        }
        return rows
    }

    private func ladder() throws(SchemeFault) -> Ladder {
        let file = try file("ladder")
        return Ladder(
            daysBefore: try file.row("notices.daysBefore").numbers("value").sorted(by: >),
            daysAfter: try file.row("notices.daysAfter").numbers("value").sorted(),
            atGraceEnd: try file.row("notices.atGraceEnd").flag("value"),
            renewalOpensDaysBefore: try file.row("renewal.opensDaysBefore").number("value")
        )
    }
}
