import Registry
import Store

extension PageView {
    /// The office's page of one registration.
    struct LabelOfficeView {
        struct Line {
            var href: String
            var number: String
            var kind: String
            var state: String
        }

        struct Event {
            var iso: String
            var day: String
            var recorded: String
            var what: String
            var who: String
            var publicNote: String
            var privateNote: String
            var revision: String
        }

        struct Proof {
            var href: String
            var doings: [String]
        }

        var name: String
        var about: String
        var publicHref: String
        var done: String?
        var hasFaults: Bool
        var acts: ActionForms
        var proof: Proof?
        var isIdle: Bool
        var status: [CaseFact]
        var hasProposals: Bool
        var proposals: [Line]
        var hasOwner: Bool
        var owner: [CaseFact]
        var hasApplications: Bool
        var applications: [Line]
        var events: [Event]
    }
}

extension PageView.LabelOfficeView {
    init(_ file: LabelFile, _ forms: LabelOfficeForms, _ typed: ActionForm.Typed?) {
        let language = forms.language
        let words = LabelOfficeWords.words(language)
        let registration = file.registration
        let reading = LabelReading(forms.rules, today: forms.today, language)
        let lang = "?lang=" + language.rawValue
        name = registration.number.text
        about = reading.about(registration)
        publicHref = PagePath.label(registration.number) + lang
        acts = PageView.ActionForms(forms.open, typed, language)
        hasFaults = acts.hasFaults
        if !forms.locked.isEmpty {
            let path = PagePath.encoded(PagePath.officeLabel(registration.number))
            proof = Proof(
                href: "\(PagePath.prove)?then=\(path)&lang=\(language.rawValue)",
                doings: forms.locked.map { words.action($0.rawValue) }
            )
        }
        isIdle = !acts.hasForms && proof == nil
        status = reading.facts(registration)
        proposals = file.proposals.map { proposal in
            Line(
                href: PagePath.proposal(proposal.id) + lang,
                number: String(proposal.id),
                kind: words.kind(proposal.kind),
                state: words.state(proposal.state)
            )
        }
        hasProposals = !proposals.isEmpty
        owner = file.owner.map { reading.organisation($0) } ?? []
        hasOwner = file.owner != nil
        applications = file.applications.map { application in
            Line(
                href: PagePath.officeCase(application.id) + lang,
                number: application.number.isEmpty ? "#\(application.id)" : application.number,
                kind: ApplicationWords.words(language).kind(application.kind),
                state: language.say(forms.rules.workflow.name(of: application.state))
            )
        }
        hasApplications = !applications.isEmpty
        events = registration.events.reversed().map { event in
            Event(
                iso: event.effectiveOn.text,
                day: PageView.DayText(event.effectiveOn, language).text,
                recorded: PageView.AccountView.text(event.recordedAt, language),
                what: reading.event(event.kind.word),
                who: reading.actor(event.actor, file.names),
                publicNote: event.publicNote,
                privateNote: event.privateNote,
                revision: String(event.revision)
            )
        }
    }
}

/// Puts registrations and proposals into words for the office.
struct LabelReading {
    private let rules: Rules
    private let today: Day
    private let language: Language
    private let words: LabelOfficeWords
    /// On a page of everything else, so many models are named.
    private static let shownModels = 20

    init(_ rules: Rules, today: Day, _ language: Language) {
        (self.rules, self.today, self.language) = (rules, today, language)
        words = LabelOfficeWords.words(language)
    }

    private func fact(_ name: String, _ says: String) -> PageView.CaseFact {
        PageView.CaseFact(term: words.fact(name), says: says)
    }

    private func text(_ day: Day) -> String { PageView.DayText(day, language).text }

    /// In the scheme's own words.
    func standing(_ standing: Standing) -> String {
        rules.standing(standing).map { language.say($0.name) }
            ?? ScanWords.words(language).verdicts[standing].map { Phrase.plain($0.title) } ?? standing.rawValue
    }

    func event(_ word: LabelEvent.Word) -> String {
        ScanWords.words(language).events[word].map { Phrase.plain($0) } ?? word.rawValue
    }

    /// `account 7` with the name of whom it is.
    func actor(_ actor: String, _ names: [Int64: String]) -> String {
        guard actor.hasPrefix("account "), let id = Int64(actor.dropFirst("account ".count)) else { return actor }
        return person(id, names)
    }

    func person(_ id: Int64, _ names: [Int64: String]) -> String {
        let name = AccountWords.name(id, in: names, or: words.fact("somebody"), language)
        // An erased one is its number already.
        return names[id]?.isEmpty == true ? name : "\(name) (account \(id))"
    }

    /// Product, holder, level and standing in one line.
    func about(_ registration: Registration) -> String {
        let product = registration.products.value(on: today) ?? registration.products.last?.value ?? Product()
        let holder = registration.holders.value(on: today) ?? registration.holders.last?.value
        let period = registration.period(on: today)
        return [
            name(product.nameJA, product.nameEN), holder.map { name($0.nameJA, $0.nameEN) } ?? "", period.level.code,
            standing(period.standing),
        ].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func name(_ ja: String, _ en: String) -> String {
        let (first, second) = language == .en ? (en, ja) : (ja, en)
        return first.isEmpty ? second : first
    }

    /// A registration as it is today.
    func facts(_ registration: Registration) -> [PageView.CaseFact] {
        let period = registration.period(on: today)
        let product = registration.products.value(on: today) ?? registration.products.last?.value ?? Product()
        let holder = registration.holders.value(on: today) ?? registration.holders.last?.value
        let covered = registration.models.filter { $0.span.contains(today) }
        var held = ""
        if let from = period.heldFrom, let until = period.heldUntil {
            held = words.fact("heldText", text(from), text(until))
        }
        return [
            fact("standing", standing(period.standing)), fact("level", period.level.code), fact("held", held),
            fact("product", [product.nameJA, product.nameEN].filter { !$0.isEmpty }.joined(separator: " / ")),
            fact(
                "manufacturer",
                [holder?.nameJA ?? "", holder?.nameEN ?? "", holder?.corporateNumber ?? ""]
                    .filter { !$0.isEmpty }.joined(separator: " / ")
            ),
            fact("models", models(covered.map(\.number.exact))), fact("code", registration.code.text),
            fact(
                "origin",
                registration.source.isEmpty
                    ? words.fact("origin." + registration.origin.rawValue) : registration.source
            ),
        ].filter { !$0.says.isEmpty }
    }

    private func models(_ models: [String]) -> String {
        let shown = models.prefix(Self.shownModels).joined(separator: ", ")
        let more = models.count - Self.shownModels
        return more > 0 ? shown + " " + words.fact("moreModels", grouped(more)) : shown
    }

    func organisation(_ organisation: Organisation) -> [PageView.CaseFact] {
        [
            fact("manufacturer", organisation.name(language.ofLetters)),
            fact("number", organisation.corporateNumber?.text ?? ""), fact("proof", organisation.foreignProof),
            fact("organisationNumber", String(organisation.id)),
        ].filter { !$0.says.isEmpty }
    }

    /// What a proposal would do, and what became of it.
    func facts(_ file: LabelProposalFile) -> [PageView.CaseFact] {
        let proposal = file.proposal
        var facts = [
            PageView.CaseFact(term: words.proposalKind, says: words.kind(proposal.kind)),
            PageView.CaseFact(term: words.proposalState, says: words.state(proposal.state)),
            PageView.CaseFact(term: words.proposalBy, says: person(proposal.proposedBy, file.names)),
            PageView.CaseFact(term: words.proposalAt, says: PageView.AccountView.text(proposal.proposedAt, language)),
        ]
        if let reason = proposal.measure.reason { facts.append(fact("reason", language.say(reason.wording))) }
        if case .revokeModels(let models, _, _) = proposal.measure {
            facts.append(fact("models", models.map(\.exact).joined(separator: ", ")))
        }
        switch proposal.measure {
        case .revoke, .revokeModels, .withdraw:
            facts.append(fact("effectiveOn", proposal.measure.effectiveOn.map { text($0) } ?? words.fact("onTheDay")))
        default: break
        }
        for (name, organisation) in zip(["from", "into"], file.organisations) {
            let says = words.fact(
                "organisationText",
                organisation.name(language.ofLetters),
                String(organisation.id)
            )
            facts.append(fact(name, says))
        }
        let note = proposal.measure.reason.map { $0.publicNote(proposal.publicNote) } ?? proposal.publicNote
        if !note.isEmpty { facts.append(fact("becomes", note)) }
        if !proposal.privateNote.isEmpty {
            facts.append(PageView.CaseFact(term: words.officeLabelPrivateNote, says: proposal.privateNote))
        }
        if let by = proposal.decidedBy, let at = proposal.decidedAt {
            let moment = PageView.AccountView.text(at, language)
            facts.append(fact("decided", words.fact("decidedText", person(by, file.names), moment)))
        }
        if !proposal.answer.isEmpty { facts.append(fact("answer", proposal.answer)) }
        return facts
    }
}
