import Registry
import Store

/// The pages of watches in one language.
struct WatchForms: Sendable {
    private let site: PortalSite
    private let language: Language
    let words: WatchWords

    init(_ site: PortalSite, _ language: Language) {
        self.site = site
        self.language = language
        words = .words(language)
    }

    /// The language of letters to who reads the page.
    var letters: Letter.Language { language == .en ? .en : .ja }

    /// What is followed, as letters in a language say it.
    func title(_ asking: WatchAsking, _ letters: Letter.Language) -> String {
        let spoken: Language = letters == .en ? .en : .ja
        return asking.title(.words(spoken), site.pages.face(spoken), site.store.rules, spoken)
    }

    /// The form, with what was typed.
    func ask(_ asking: WatchAsking, _ typed: AccountForm) -> FormPage {
        let title = asking.title(words, site.pages.face(language), site.store.rules, language)
        let chosen = typed.typed("language") ?? letters.rawValue
        return FormPage(
            title: plain(words.watchTitle),
            lead: [plain(words.watchWhat).replacing("#", with: title), plain(words.watchLead)],
            action: PagePath.watches + "?lang=\(language.rawValue)",
            hidden: asking.hidden,
            fields: [
                FormPage.Field(
                    name: "email",
                    label: plain(words.watchEmail),
                    kind: .line(type: "email", autocomplete: "email"),
                    value: typed.typed("email") ?? "",
                    isRequired: true,
                    limit: 254
                ),
                until(typed.typed("until") ?? "", isRequired: true),
                FormPage.Field(
                    name: "language",
                    label: plain(words.watchLanguage),
                    kind: .radios([
                        FormPage.Option(value: "ja", label: "日本語", isChosen: chosen == "ja"),
                        FormPage.Option(value: "en", label: "English", isChosen: chosen == "en"),
                    ])
                ),
            ],
            button: plain(words.watchButton)
        )
    }

    private func until(_ text: String, isRequired: Bool) -> FormPage.Field {
        FormPage.Field(
            name: "until",
            label: plain(words.watchUntil),
            hint: plain(words.watchUntilHint),
            kind: .line(type: "text", autocomplete: "off"),
            value: text,
            isRequired: isRequired,
            limit: 20
        )
    }

    /// What answers every wish.
    var sent: NoticePage {
        NoticePage(
            title: plain(words.watchSentTitle),
            paragraphs: [plain(words.watchSentLead), plain(words.watchSentNext)]
        )
    }

    /// The page behind a link: to begin what was asked for, or to change what is followed.
    func page(_ watch: Watch, _ token: String, done: String? = nil) -> FormPage {
        let facts = [
            plain(words.watchWhat).replacing("#", with: watch.title),
            plain(words.watchThrough).replacing("#", with: PageView.DayText(watch.until, language).text),
        ]
        let action = PagePath.watch(token) + "?lang=\(language.rawValue)"
        guard watch.state != .asked else {
            return FormPage(
                title: plain(words.watchConfirmTitle),
                lead: facts + [plain(words.watchConfirmLead)],
                action: action,
                hidden: [("action", "confirm")],
                fields: [],
                button: plain(words.watchConfirmButton),
                links: [subject(watch)]
            )
        }
        return FormPage(
            title: plain(words.watchPageTitle),
            done: done.map(plain),
            lead: facts,
            action: action,
            fields: [
                FormPage.Field(
                    name: "action",
                    label: plain(words.watchChoose),
                    kind: .radios([
                        FormPage.Option(value: "move", label: plain(words.watchMove), isChosen: false),
                        FormPage.Option(value: "stop", label: plain(words.watchStop), isChosen: false),
                    ]),
                    isRequired: true
                ),
                until(watch.until.text, isRequired: false),
            ],
            button: plain(words.watchSave),
            links: [subject(watch)]
        )
    }

    func started(_ watch: Watch) -> NoticePage {
        NoticePage(
            title: plain(words.watchStartedTitle),
            paragraphs: [plain(words.watchStartedLead)],
            links: [subject(watch)]
        )
    }

    var stopped: NoticePage {
        NoticePage(title: plain(words.watchStoppedTitle), paragraphs: [plain(words.watchStoppedLead)])
    }

    var over: NoticePage {
        NoticePage(title: plain(words.watchOverTitle), paragraphs: [plain(words.watchOverLead)])
    }

    /// Where what is followed stands.
    private func subject(_ watch: Watch) -> (href: String, text: String) {
        let lang = "lang=\(language.rawValue)"
        switch watch.kind {
        case .list:
            let conditions = watch.conditions.isEmpty ? "" : watch.conditions + "&"
            return ("\(PagePath.search)?\(conditions)\(lang)", plain(words.watchSeeList))
        case .check:
            return ("\(PagePath.receipt(watch.conditions))?\(lang)", plain(words.watchSeeCheck))
        }
    }

    private func plain(_ text: String) -> String { Phrase.plain(text) }
}
