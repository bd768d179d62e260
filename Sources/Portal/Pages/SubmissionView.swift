import Registry
import Store

extension PageView {
    /// A term and what stands for it.
    struct CaseFact {
        var term: String
        var says: String
    }

    /// What was submitted, as the office and the laboratory read it; never the working draft.
    struct SubmissionView {
        struct ModelLine {
            var number: String
            var gtin: String
            var versions: String
        }

        struct Group {
            var heading: String?
            var answers: [Answer]
        }

        struct Answer {
            var item: String
            var statement: String
            var isOdd: Bool
            var evidence: String
        }

        struct Paper {
            var href: String
            var name: String
            var paper: String
            var size: String
            var added: String
        }

        var asked: [CaseFact]
        var product: [CaseFact]
        var hasSuspects: Bool
        var suspects: [String]
        var modelCount: String
        var hasModels: Bool
        var isLong: Bool
        var models: [ModelLine]
        var hasChecklist: Bool
        var groups: [Group]
        var hasPapers: Bool
        var papers: [Paper]
        var declared: String?

        /// Models that stand open on the page.
        private static let shortList = 20

        /// - Parameter path: of the page; its documents stand below it.
        init(
            _ submission: ApplicationSubmission,
            of file: ApplicationFile,
            at path: String,
            _ rules: Rules,
            _ language: Language
        ) {
            let reading = SubmissionReading(submission, of: file, rules, language)
            asked = reading.asked
            product = reading.product
            suspects = reading.suspects
            hasSuspects = !suspects.isEmpty
            let words = OfficeWords.words(language)
            models = submission.draft.models.map {
                ModelLine(number: $0.number.exact, gtin: $0.gtin, versions: $0.versions)
            }
            modelCount = OfficeWords.filled(words.caseModelCount, [grouped(models.count)])
            hasModels = !models.isEmpty
            isLong = models.count > Self.shortList
            groups = reading.checklist
            hasChecklist = !groups.isEmpty
            papers = submission.documents.map { document in
                Paper(
                    href: "\(path)/documents/\(document.number)",
                    name: document.name,
                    paper: document.kind == "other"
                        ? words.caseDocumentOther : language.say(rules.workflow.name(ofPaper: document.kind)),
                    size: grouped((document.size + 1023) / 1024) + " KiB",
                    added: AccountView.text(document.addedAt, language)
                )
            }
            hasPapers = !papers.isEmpty
            declared = submission.draft.declaration.map { declaration in
                OfficeWords.filled(
                    words.caseDeclared,
                    [declaration.name, declaration.title, DayText(declaration.day, language).text]
                )
            }
        }
    }
}

/// Puts what was submitted into words.
struct SubmissionReading {
    private let draft: ApplicationDraft
    private let file: ApplicationFile
    private let day: Day
    private let rules: Rules
    private let language: Language
    private let words: OfficeWords

    init(_ submission: ApplicationSubmission, of file: ApplicationFile, _ rules: Rules, _ language: Language) {
        self.init(submission.draft, on: submission.at.day, of: file, rules, language)
    }

    /// - Parameter day: on which it was stated.
    init(_ draft: ApplicationDraft, on day: Day, of file: ApplicationFile, _ rules: Rules, _ language: Language) {
        (self.draft, self.file, self.rules, self.language) = (draft, file, rules, language)
        self.day = file.application.receivedOn ?? day
        words = OfficeWords.words(language)
    }

    /// What an extension that is not decided yet would change on its label; nil for everything else.
    func renewal(today: Day) -> [PageView.CaseView.Change]? {
        let application = file.application
        guard application.kind == .extension, !application.state.isTerminal, let label = file.current else {
            return nil
        }
        var asked = application
        asked.draft = draft
        return Renewal(asked, of: label, last: file.last, rules: rules, on: today).onLabel.map { change($0) }
    }

    /// A difference as people read it.
    func change(_ difference: ApplicationDifference) -> PageView.CaseView.Change {
        let plain = ApplicationWords.words(language)
        guard difference.field != Renewal.criteriaField else {
            // Ids of documents stand as they are.
            return PageView.CaseView.Change(
                what: plain.renewalCriteria,
                before: difference.before,
                after: difference.after
            )
        }
        return PageView.CaseView.Change(
            what: words.field(difference.field, plain),
            before: value(difference.before, of: difference.field),
            after: value(difference.after, of: difference.field)
        )
    }

    /// Everything stated that is neither of the product nor in a table of its own.
    var asked: [PageView.CaseFact] {
        let plain = ApplicationWords.words(language)
        var facts = [PageView.CaseFact(term: words.queueKind, says: plain.kind(file.application.kind))]
        if let number = file.application.registration {
            facts.append(PageView.CaseFact(term: words.fact("registrationNumber"), says: number.text))
        }
        if file.application.kind == .change, let current = file.current {
            var asking = file.application
            asking.draft = draft
            let change = asking.modelChange(from: current)
            let lists = [
                ("modelsAdded", change.added.map(\.number.exact)), ("modelsRemoved", change.removed.map(\.exact)),
            ]
            for (name, models) in lists where !models.isEmpty {
                let all = models.joined(separator: language == .en ? ", " : "、")
                facts.append(PageView.CaseFact(term: words.fact(name), says: all))
            }
        }
        return facts
            + stated { !$0.hasPrefix("product.") && !$0.hasPrefix("models.") && !$0.hasPrefix("checklist.") }
    }

    var product: [PageView.CaseFact] { stated { $0.hasPrefix("product.") } }

    private func stated(_ isWanted: (String) -> Bool) -> [PageView.CaseFact] {
        draft.lines.filter { isWanted($0.field) }.map { line in
            PageView.CaseFact(
                term: words.field(line.field, .words(language)),
                says: value(line.value, of: line.field)
            )
        }
    }

    /// A stated value as people read it.
    func value(_ text: String, of field: String) -> String {
        switch field {
        case "route": ScanWords.words(language).routes[text].map { Phrase.plain($0) } ?? text
        case "isByProxy": text.isEmpty ? "" : words.fact("yes")
        case "product.category": rules.category(text).map { language.say($0.name) } ?? text
        case "product.support":
            text == "unsupported" ? words.fact(text) : (try? Day.parse(text)).map { days($0) } ?? text
        case _ where field.hasPrefix("checklist."): answer(text)
        default: text
        }
    }

    private func days(_ day: Day) -> String { PageView.DayText(day, language).text }

    /// `met: …` in words.
    private func answer(_ text: String) -> String {
        for statement in ChecklistAnswer.Statement.allCases where text.hasPrefix(statement.rawValue) {
            let rest = text.dropFirst(statement.rawValue.count)
            if rest.isEmpty || rest.hasPrefix(":") { return words.fact(statement.rawValue) + rest }
        }
        return text
    }

    /// Names in which a character looks like one of another script.
    var suspects: [String] {
        let manufacturers = [draft.manufacturer] + (draft.newHolder.map { [$0] } ?? [])
        let names =
            manufacturers.flatMap { [("manufacturer", $0.nameJA), ("manufacturer", $0.nameEN)] }
            + [("product", draft.product.nameJA), ("product", draft.product.nameEN), ("product", draft.product.brand)]
        return names.flatMap { kind, name in
            ConfusableName.suspects(in: name).map { suspect in
                words.fact(
                    "suspect",
                    words.fact(kind),
                    name,
                    String(suspect.position + 1),
                    String(suspect.character),
                    words.fact(suspect.script.rawValue),
                    String(suspect.looksLike),
                    words.fact(suspect.looksLikeScript.rawValue)
                )
            }
        }
    }

    /// The answers under the domains of the criteria, as the applicant gave them; items of no document come last.
    var checklist: [PageView.SubmissionView.Group] {
        guard !draft.checklist.isEmpty else { return [] }
        let document = Application.criteria(of: draft.level, rules: rules, on: day)
        let items = document?.items ?? []
        var asking = file.application
        asking.draft = draft
        let asked = Set(document.map { asking.asked($0).map(\.id) } ?? [])
        var groups = rules.domains.compactMap { domain in
            group(language.say(domain.name), items.filter { $0.domains.first == domain.id }, asked)
        }
        let known = Set(rules.domains.map(\.id))
        let homeless = items.filter { item in item.domains.first.map { !known.contains($0) } ?? true }
        if let group = group(nil, homeless, asked) { groups.append(group) }
        let ids = Set(items.map(\.id))
        let others = draft.checklist.filter { !ids.contains($0.key) }.sorted { $0.key < $1.key }
        if !others.isEmpty {
            groups.append(
                PageView.SubmissionView.Group(
                    heading: words.caseOtherItems,
                    answers: others.map { row($0.key, $0.value, isAsked: true) }
                )
            )
        }
        return groups
    }

    private func group(
        _ heading: String?,
        _ items: [CriteriaItem],
        _ asked: Set<String>
    ) -> PageView.SubmissionView.Group? {
        guard !items.isEmpty else { return nil }
        return PageView.SubmissionView.Group(
            heading: heading,
            answers: items.map { item in
                let answer = draft.checklist[item.id]
                return row("\(item.id) \(language.say(item.subject))", answer, isAsked: asked.contains(item.id))
            }
        )
    }

    private func row(_ item: String, _ answer: ChecklistAnswer?, isAsked: Bool) -> PageView.SubmissionView.Answer {
        PageView.SubmissionView.Answer(
            item: item,
            statement: answer.map { words.fact($0.statement.rawValue) }
                ?? (isAsked ? words.caseUnanswered : words.caseWaived),
            isOdd: answer.map { $0.statement != .met } ?? isAsked,
            evidence: answer?.evidence ?? ""
        )
    }
}
