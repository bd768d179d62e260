import Registry
import Store

extension PageView {
    /// Proposals that wait.
    struct ProposalsView {
        struct Line {
            var href: String
            var number: String
            var kind: String
            var label: String
            var labelHref: String
            var by: String
            var at: String
        }

        var hasLines: Bool
        var lines: [Line]
        var nextHref: String?

        /// - Parameter proposals: one more than `limit` where there are others.
        init(_ proposals: [LabelProposal], _ names: [Int64: String], limit: Int, _ language: Language) {
            let words = LabelOfficeWords.words(language)
            let lang = "?lang=" + language.rawValue
            let shown = proposals.prefix(limit)
            lines = shown.map { proposal in
                Line(
                    href: PagePath.proposal(proposal.id) + lang,
                    number: String(proposal.id),
                    kind: words.kind(proposal.kind),
                    label: proposal.registration.text,
                    labelHref: PagePath.officeLabel(proposal.registration) + lang,
                    by: AccountWords.name(proposal.proposedBy, in: names, or: words.fact("somebody"), language),
                    at: AccountView.text(proposal.proposedAt, language)
                )
            }
            hasLines = !lines.isEmpty
            if proposals.count > limit, let last = shown.last {
                nextHref = "\(PagePath.proposals)?after=\(last.id)&lang=\(language.rawValue)"
            }
        }
    }

    /// One proposal, with what would change.
    struct ProposalView {
        struct Change {
            var what: String
            var before: String
            var after: String
        }

        struct Proof {
            var href: String
            var doings: [String]
        }

        var name: String
        var about: String
        var labelHref: String
        var done: String?
        var hasFaults: Bool
        var acts: ActionForms
        var proof: Proof?
        var facts: [CaseFact]
        var hasChanges: Bool
        var changes: [Change]
        var isOutdated: Bool
        var isOwn: Bool
    }
}

extension PageView.ProposalView {
    init(
        _ file: LabelProposalFile,
        for account: Account,
        isProven: Bool,
        _ typed: ActionForm.Typed?,
        _ rules: Rules,
        today: Day,
        _ language: Language
    ) {
        let words = LabelOfficeWords.words(language)
        let reading = LabelReading(rules, today: today, language)
        let proposal = file.proposal
        name = "\(words.proposalTitle) \(proposal.id)"
        about = [file.registration.number.text, reading.about(file.registration)].joined(separator: " · ")
        labelHref = PagePath.officeLabel(file.registration.number) + "?lang=" + language.rawValue
        facts = reading.facts(file)
        let isOpen = proposal.state == .open
        isOutdated = isOpen && proposal.kind != .mergeManufacturer && proposal.revision != file.registration.revision
        let mayDecide = isOpen && Policy.reach(account.roles, .labels) == .any
        isOwn = mayDecide && proposal.proposedBy == account.id
        var doings = mayDecide ? ["decline"] : []
        if mayDecide, !isOwn, !isOutdated { doings.insert("carryOut", at: 0) }
        acts = PageView.ActionForms(
            isProven ? doings.map { Self.form($0, proposal, words, language) } : [],
            typed,
            language
        )
        hasFaults = acts.hasFaults
        if !isProven, !doings.isEmpty {
            let path = PagePath.encoded(PagePath.proposal(proposal.id))
            proof = Proof(
                href: "\(PagePath.prove)?then=\(path)&lang=\(language.rawValue)",
                doings: doings.map { words.action($0) }
            )
        }
        changes = isOpen ? ProposalChanges(file.registration, words, today).changes(proposal.measure) : []
        hasChanges = !changes.isEmpty
    }

    private static func form(
        _ word: String,
        _ proposal: LabelProposal,
        _ words: LabelOfficeWords,
        _ language: Language
    ) -> ActionForm {
        var form = ActionForm(
            word: word,
            action: "\(PagePath.proposal(proposal.id))/decide?lang=\(language.rawValue)",
            title: words.action(word),
            lead: words.leads[word].map { [$0] } ?? []
        )
        if word == "decline" {
            form.fields = [
                ActionForm.Field(
                    name: "reason",
                    label: words.input("declineReason"),
                    kind: .text,
                    isRequired: true,
                    limit: 2000
                )
            ]
        }
        return form
    }
}

/// What a correction would change, field by field.
struct ProposalChanges {
    private let registration: Registration
    private let words: LabelOfficeWords
    private let today: Day

    init(_ registration: Registration, _ words: LabelOfficeWords, _ today: Day) {
        (self.registration, self.words, self.today) = (registration, words, today)
    }

    func changes(_ measure: LabelProposal.Measure) -> [PageView.ProposalView.Change] {
        guard case .correct(let correction) = measure else { return [] }
        var pairs: [(name: String, before: String, after: String)] = []
        if let after = correction.product {
            let before = registration.products.value(on: today) ?? registration.products.last?.value ?? Product()
            pairs += [
                ("nameJA", before.nameJA, after.nameJA), ("nameEN", before.nameEN, after.nameEN),
                ("brand", before.brand, after.brand), ("category", before.category, after.category),
                ("descriptionJA", before.descriptionJA, after.descriptionJA),
                ("descriptionEN", before.descriptionEN, after.descriptionEN),
                ("support", Self.text(before.support), Self.text(after.support)),
                ("setupLink", before.setupLink, after.setupLink),
                ("disclosureLink", before.disclosureLink, after.disclosureLink),
            ]
        }
        if let after = correction.manufacturer {
            let before =
                registration.holders.value(on: today) ?? registration.holders.last?.value ?? Manufacturer(key: "")
            pairs += [
                ("nameJA", before.nameJA, after.nameJA), ("nameEN", before.nameEN, after.nameEN),
                ("nameKana", before.nameKana, after.nameKana),
                ("corporateNumber", before.corporateNumber, after.corporateNumber),
                ("country", before.country, after.country),
                ("publicContact", before.publicContact, after.publicContact),
                ("vulnerabilityContact", before.vulnerabilityContact, after.vulnerabilityContact),
            ]
        }
        if let after = correction.models {
            let before = registration.models
            pairs += before.filter { !after.contains($0) }.map { ("model", Self.text($0), "") }
            pairs += after.filter { !before.contains($0) }.map { ("model", "", Self.text($0)) }
        }
        return pairs.filter { $0.before != $0.after }.map { pair in
            PageView.ProposalView.Change(what: words.input(pair.name), before: pair.before, after: pair.after)
        }
    }

    private static func text(_ support: Product.Support) -> String {
        switch support {
        case .notStated: ""
        case .unsupported: "unsupported"
        case .until(let day): day.text
        }
    }

    private static func text(_ model: CoveredModel) -> String {
        [model.number.exact, model.gtin, model.versions].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
