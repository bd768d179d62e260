import Registry
import Store

extension PageView {
    /// Where cases wait, and those in one state.
    struct CaseDeskView {
        struct Queue {
            var href: String
            var state: String
            var count: String
        }

        struct Line {
            var href: String
            var name: String
            var kind: String
            var subject: String
            var iso: String
            var since: String
            var waited: String
        }

        var queues: [Queue]
        var chosen: String
        var hasLines: Bool
        var lines: [Line]
        var nextHref: String?

        /// - Parameters:
        ///   - lines: one more than `limit` where there are others.
        ///   - bound: what `counts` were counted up to.
        init(
            _ lines: [CaseLine],
            limit: Int,
            in state: PublicCase.State,
            _ counts: [PublicCase.State: Int],
            bound: Int,
            today: Day,
            _ language: Language
        ) {
            let words = CaseWords.words(language)
            let office = OfficeWords.words(language)
            queues = PublicCase.State.allCases.map { state in
                let count = counts[state] ?? 0
                return Queue(
                    href: PagePath.caseQueue(state) + "&lang=" + language.rawValue,
                    state: Phrase.plain(words.word(state)),
                    count: count >= bound ? OfficeWords.filled(office.officeMany, [grouped(bound)]) : grouped(count)
                )
            }
            chosen = Phrase.plain(words.word(state))
            let shown = lines.prefix(limit)
            self.lines = shown.map { line in
                let day = line.file.stateSince.day
                return Line(
                    href: PagePath.caseFile(line.file.id) + "?lang=" + language.rawValue,
                    name: line.file.number.text,
                    kind: Phrase.plain(words.word(line.file.kind)),
                    subject: line.subject,
                    iso: day.text,
                    since: DayText(day, language).text,
                    waited: OfficeWords.filled(office.queueDays, [grouped(max(0, today.days(since: day)))])
                )
            }
            hasLines = !shown.isEmpty
            guard lines.count > limit, let last = shown.last?.file else { return }
            let place = "\(last.stateSince.milliseconds).\(last.id)"
            nextHref = PagePath.caseQueue(state) + "&after=\(place)&lang=\(language.rawValue)"
        }
    }

    /// One case for the office.
    struct CaseFileView {
        struct Step {
            var iso: String
            var moment: String
            var what: String
            var change: String
            var who: String
            var remark: String
        }

        var name: String
        var kind: String
        var done: String?
        var acts: ActionForms
        var hasPart: Bool
        var isIdle: Bool
        var status: [CaseFact]
        var contents: [CaseFact]
        var steps: [Step]

        init(_ file: CaseFile, _ account: Account, _ typed: ActionForm.Typed?, _ language: Language) {
            let reading = CaseFileReading(file: file, language: language)
            name = file.file.number.text
            kind = Phrase.plain(reading.words.word(file.file.kind))
            acts = ActionForms(CaseFileForms(file: file, account: account, language: language).open, typed, language)
            hasPart = file.hasPart && !file.file.state.isFinal
            isIdle = !acts.hasForms && !hasPart
            status = reading.status
            contents = reading.contents
            steps = file.steps.reversed().map { reading.step($0) }
        }
    }
}

/// The forms on the office's page of a case: what the table allows now.
struct CaseFileForms: Sendable {
    let file: CaseFile
    let account: Account
    let language: Language

    private var words: CaseWords { .words(language) }

    /// Those that can be sent. Who had a part in what is appealed against is offered none.
    var open: [ActionForm] {
        CaseAction.allCases.filter { action in
            CaseFlow.step(action, file.file.kind, in: file.file.state) != nil
                && CaseFlow.may(action, file.file, account)
                && !(file.hasPart && action != .withdraw)
                && !(action == .take && file.file.takenBy == account.id)
        }.map(form)
    }

    private func form(_ action: CaseAction) -> ActionForm {
        var form = ActionForm(
            word: action.rawValue,
            action: "\(PagePath.caseFile(file.file.id))?lang=\(language.rawValue)",
            title: words.word(action),
            version: file.file.version
        )
        switch action {
        case .take: form.lead = [words.deskTakeLead]
        case .answer:
            form.lead = [words.deskAnswerLead]
            let outcomes = PublicCase.Outcome.allCases.map {
                FormPage.Option(value: $0.rawValue, label: Phrase.plain(words.word($0)), isChosen: false)
            }
            form.fields = [
                ActionForm.Field(
                    name: "outcome",
                    label: Phrase.plain(words.casesOutcome),
                    kind: .radios(outcomes),
                    isRequired: true
                ),
                text("text", words.casesAnswer),
            ]
        case .withdraw:
            form.lead = [words.deskCloseLead]
            form.fields = [text("reason", words.deskReason)]
        }
        return form
    }

    private func text(_ name: String, _ label: String) -> ActionForm.Field {
        ActionForm.Field(name: name, label: Phrase.plain(label), kind: .text, isRequired: true, limit: 2000)
    }
}

/// Puts a case into words for the office.
struct CaseFileReading {
    let file: CaseFile
    let language: Language

    var words: CaseWords { .words(language) }

    private func fact(_ term: String, _ says: String) -> PageView.CaseFact {
        PageView.CaseFact(term: Phrase.plain(term), says: says)
    }

    private func name(_ account: Int64?) -> String {
        guard let account else { return words.deskAnonymous }
        return AccountWords.name(account, in: file.names, or: OfficeWords.words(language).caseSomebody, language)
    }

    /// Where it stands.
    var status: [PageView.CaseFact] {
        let one = file.file
        var facts = [
            fact(words.casesState, Phrase.plain(words.word(one.state))),
            fact(words.deskSince, PageView.AccountView.text(one.stateSince, language)),
        ]
        if let taker = one.takenBy { facts.append(fact(words.deskTook, name(taker))) }
        if let outcome = one.outcome {
            facts.append(fact(words.casesOutcome, Phrase.plain(words.word(outcome))))
            facts.append(fact(words.casesAnswer, one.answer))
        }
        return facts.filter { !$0.says.isEmpty }
    }

    /// What whoever asked wrote, and who that is as far as it is known.
    var contents: [PageView.CaseFact] {
        let one = file.file
        var contact = file.contact.isEmpty ? words.deskNotLeft : file.contact
        if let erased = file.contactErasedAt, file.contact.isEmpty {
            let day = PageView.DayText(erased.day, language).text
            contact = OfficeWords.filled(words.deskErased, [day])
        }
        var facts = [
            fact(words.deskSubject, file.subject), fact(words.casesAbout, one.registration?.text ?? ""),
            fact(words.deskDoubtKind, doubtKind), fact(words.correctionSays, file.says),
            fact(words.correctionProposes, file.proposes), fact(words.correctionSource, file.source),
        ]
        if one.kind == .appeal {
            facts.append(fact(words.deskAppellant, file.appellant?.name(language.ofLetters) ?? ""))
            facts.append(fact(words.deskApplication, one.application.map { "#\($0)" } ?? ""))
        } else {
            facts.append(fact(words.correctionContact, contact))
        }
        if one.kind != .misuse { facts.append(fact(words.mayName, one.mayName ? words.deskMayName : words.deskMayNot)) }
        return facts.filter { !$0.says.isEmpty }
    }

    private var doubtKind: String {
        let pages = PageWords.words(language)
        return DoubtDraft.Kind(rawValue: file.doubtKind).map { Phrase.plain(pages.word($0)) } ?? ""
    }

    func step(_ step: CaseStep) -> PageView.CaseFileView.Step {
        PageView.CaseFileView.Step(
            iso: step.at.text,
            moment: PageView.AccountView.text(step.at, language),
            what: words.step(step.word),
            change: Phrase.plain(words.word(step.after)),
            who: name(step.by),
            remark: step.note
        )
    }
}
