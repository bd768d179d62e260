import Registry
import Store
import Testing

@testable import Portal

@Suite("The pages beside the scan page")
struct PagesTests {
    let pages: Pages

    init() throws { pages = try Pages(PageSamples.site()) }

    func html(_ name: String, _ language: Language = .ja) throws -> String {
        let page = try #require(PageSamples.otherPages(pages, language).first { $0.name == name })
        return String(decoding: page.bytes, as: UTF8.self)
    }

    /// A view of each template in which every optional part is there.
    static func fullViews(_ template: PageTemplate) throws -> [Any] {
        let language = Language.ja
        switch template {
        case .front: return [PageView.Front()]
        case .miss:
            let misses: [Miss] = [
                .unknownNumber(editions: [PageSamples.edition]), .wrongCharacter(position: 1, character: "?"),
                .mistyped(suggestion: PageSamples.code, position: 1), .wrongLength(1), .invalid(reason: "x"),
            ]
            return misses.map { PageView.Miss($0, input: "x", language: language) }
        case .candidates:
            let face = try PageFace(PageSamples.site(), language)
            let rows = (0..<8).map { PageView.Candidates.Row(PageSamples.candidate($0), face, language) }
            return [PageView.Candidates(query: "x", none: false, rows: rows, hasMore: true)]
        case .doubtForm:
            let draft = DoubtDraft(subject: .code("x"), productName: "x", key: "x")
            return [PageView.DoubtForm(draft, DoubtDraft.Fault.allCases, .japanese)]
        case .doubtThanks: return [PageView.DoubtThanks(reference: "x")]
        case .problem: return [PageView.Problem(status: 1, title: "x", detail: "x", requestID: "x")]
        case .unconfirmed: return [PageView.Unconfirmed()]
        case .about: return [PageView.About(operator: "x", isUnofficial: true)]
        case .search: return try SearchSamples.fullViews(language)
        case .claims: return try PageSamples.claims(language).map { PageView.Claims($0) }
        case .check:
            let draft = try #require(CheckSamples.draft())
            return [PageView.Check(draft, .words(language), language)]
        case .checkResult:
            return try [true, false].map { isKept in
                let result = try #require(CheckSamples.result(isKept: isKept))
                return PageView.CheckResult(result, host: "x", years: 10, language)
            }
        case .checkProgress: return [PageView.CheckProgress(total: "x", done: "x", href: "x", isRunning: true)]
        case .receipt: return [PageView.Receipt(CheckSamples.receipt(), host: "x", hasRows: true, language)]
        case .system:
            let form = PageView.Check(try #require(CheckSamples.draft()), .words(language), language)
            let rules = PageView.Tender(try PageSamples.tender(language), host: "x").rules
            return [PageView.System(form: form, hasRules: true, rules: rules)]
        case .systemSheet: return [PageView.SystemSheet(CheckSamples.sheet(), host: "x", language)]
        case .form: return [PageView.FormView(AccountSamples.form)]
        case .notice:
            return [PageView.NoticeView(NoticePage(title: "x", paragraphs: ["x"], links: [("/x", "x")]))]
        case .account:
            let marks = [AccountSamples.mark(1), AccountSamples.mark(2)]
            var view = PageView.AccountView(
                AccountSamples.signed,
                sessions: marks,
                recovery: 9,
                [AccountSamples.kept],
                language
            )
            view.choices = [PageView.AccountView.Choice(name: "applicationSteps", label: "x", isWanted: true)]
            (view.hasChoices, view.chosen) = (true, "x")
            return [view]
        case .codes: return [PageView.CodesView(side: 1, path: "x", typed: "x", secret: "x", fault: "x")]
        case .recovery: return [PageView.RecoveryView(codes: ["x"])]
        case .keys:
            let now = Moment(milliseconds: 0)
            let key = ApiKey(
                id: 1,
                hint: "hf_x",
                name: "x",
                scopes: [.readApplications],
                madeAt: now,
                endsAt: now + 1
            )
            var view = PageView.KeysView(AccountSamples.account, [key], .init(), language, at: now)
            (view.fault, view.done) = ("x", "x")
            view.made = PageView.KeysView.Made(text: "hf_x", name: "x", until: "x")
            return [view]
        case .calendar:
            let moment = Moment(milliseconds: 0)
            var kept = PageView.CalendarView(CalendarAddress(madeAt: moment, lastUsedAt: moment), language)
            kept.done = "x"
            kept.made = PageView.CalendarView.Made(secret: "x", host: "example.jp")
            return [kept, PageView.CalendarView(nil, language)]
        case .webhooks:
            let (active, _) = WebhookSamples.endpoint(.active)
            var view = PageView.WebhooksView([active], .init(), language)
            view.fault = "x"
            return [view]
        case .webhook:
            return [Endpoint.State.unproven, .active, .paused, .ended].map { state in
                let (endpoint, lines) = WebhookSamples.endpoint(state)
                let now = Moment(milliseconds: 0)
                var view = PageView.WebhookView(endpoint, lines, limit: lines.count, language, at: now)
                (view.fault, view.done, view.secret) = ("x", "x", "whsec_x")
                return view
            }
        case .members:
            var view = PageView.MembersView(
                AccountSamples.account,
                [AccountSamples.account, AccountSamples.colleague, AccountSamples.erased],
                [AccountSamples.invitation],
                .init(),
                language
            )
            (view.fault, view.done) = ("x", "x")
            return [view]
        case .diary:
            let acts = [AccountSamples.act(2), AccountSamples.act(1)]
            return [PageView.DiaryView(acts, limit: 1, ActFilter(actor: "x", verb: "x", subject: "x"), language)]
        case .applications: return [ApplicationSamples.applications]
        case .application: return [ApplicationSamples.application]
        case .documents: return [ApplicationSamples.documents]
        case .kit: return [ApplicationSamples.kit]
        case .filingSheet: return [ApplicationSamples.sheet]
        case .invoice: return [ApplicationSamples.invoice]
        case .office: return [try OfficeSamples.office]
        case .officeQueue: return [try OfficeSamples.queue(.received)]
        case .assessments: return [try OfficeSamples.queue(nil)]
        case .officeCase: return [try OfficeSamples.officeCase]
        case .assessment: return [try OfficeSamples.assessment]
        case .laboratories: return [try OfficeSamples.laboratories]
        case .letters: return [LetterSamples.letters]
        case .officeLabel: return [LabelOfficeSamples.label]
        case .officeProposals: return [LabelOfficeSamples.proposals]
        case .officeProposal: return [LabelOfficeSamples.proposal]
        case .officeFound: return [try LabelOfficeSamples.found]
        case .caseDesk: return [CaseSamples.desk]
        case .caseFile: return [CaseSamples.file]
        case .caseLog: return [CaseSamples.log]
        case .caseEntry: return [CaseSamples.entry]
        case .scope: return [PageView.Scope(try PageSamples.scope(language))]
        case .times: return [PageView.TimesView(TimesSamples.times(), PageSamples.site().rules, language)]
        case .tender: return [PageView.Tender(try PageSamples.tender(language), host: "x")]
        }
    }

    /// Every property name that can be reached inside a value.
    static func names(_ value: Any) -> Set<String> {
        var found: Set<String> = []
        for child in Mirror(reflecting: value).children {
            if let label = child.label, !label.hasPrefix("some") { found.insert(label) }
            found.formUnion(names(child.value))
        }
        return found
    }

    @Test("name nothing in a template that its view does not have", arguments: PageTemplate.allCases)
    func templateNames(template: PageTemplate) throws {
        let known = try Self.fullViews(template).reduce(into: Set<String>()) { $0.formUnion(Self.names($1)) }
        for language in Language.allCases {
            let table = PageFace.words(language)
            let source = PageTemplate.filled(template.source, table, language)
            #expect(!source.contains("[["), "\(template) names an unknown word")
            for tag in source.split(separator: "{{").dropFirst() {
                let end = try #require(tag.firstRange(of: "}}"))
                let name = tag[..<end.lowerBound].drop { "#^/".contains($0) }
                #expect(name == "." || known.contains(String(name)), "\(template) names \(name)")
            }
        }
    }

    @Test("never put a value in raw", arguments: PageTemplate.allCases)
    func nothingRaw(template: PageTemplate) {
        for raw in ["{{{", "{{&", "{{=", "{{>"] { #expect(!template.source.contains(raw)) }
    }

    @Test("escape what people type", arguments: Language.allCases)
    func escaped(language: Language) throws {
        #expect(try html("unknown", language).contains("DEMO&lt;2025&gt;&quot;"))
        #expect(try !html("unknown", language).contains("DEMO<"))
        #expect(try !html("doubtFaults", language).contains("<script"))
        #expect(try !html("candidates", language).contains("\"&<"))
        #expect(try !html("problem", language).contains("<短い"))
    }

    @Test("call a miss a miss, never \"not certified\"", arguments: Language.allCases)
    func misses(language: Language) throws {
        let unknown = try html("unknown", language)
        #expect(unknown.contains("class=\"tag unknownNumber\"") && unknown.contains("2026-10-31"))
        for name in ["wrongCharacter", "mistyped", "mistypedAlone", "wrongLength", "invalid"] {
            #expect(try html(name, language).contains("class=\"tag malformedNumber\""), "\(name)")
        }
    }

    @Test("point at the character that looks wrong")
    func wrongCharacter() throws {
        #expect(try html("wrongCharacter").contains("ABCD-E<mark>&lt;</mark>GH-JKMN"))
        #expect(try html("wrongCharacter").contains("6文字目の「&lt;」"))
    }

    @Test("offer the one code that is a slip away")
    func suggestion() throws {
        let code = PageSamples.code.text
        let marked = code.prefix(4) + "<mark>" + code.dropFirst(4).prefix(1) + "</mark>" + code.dropFirst(5)
        #expect(try html("mistyped").contains("<a href=\"/\(code)?lang=ja\">\(marked)</a>"))
        #expect(try !html("mistypedAlone").contains("<mark>"))
    }

    @Test("say on every row how it matched and who assessed", arguments: Language.allCases)
    func candidates(language: Language) throws {
        let text = try html("candidates", language)
        let words = PageWords.words(language)
        for match in Candidate.Match.allCases { #expect(text.contains(Phrase.plain(words.word(match)))) }
        #expect(text.contains(words.declared) && text.contains(words.assessed))
        #expect(try html("nothing", language).contains(words.foundNone))
    }

    @Test("keep the question in the language links")
    func languageLinks() throws {
        let link = "href=\"?q=%E3%82%AB%E3%83%A1%E3%83%A9%20%22%26%3C&amp;lang=en\""
        #expect(try html("candidates").contains(link))
    }

    @Test("show a refused form again as it was, with a summary that takes focus")
    func faults() throws {
        let text = try html("doubtFaults", .en)
        #expect(text.contains("autofocus=\"autofocus\"") && text.contains("href=\"#text\""))
        #expect(text.contains("aria-invalid=\"true\""))
        #expect(text.contains("value=\"oddLabel\" required=\"required\" checked=\"checked\""))
        #expect(try !html("doubt", .en).contains("autofocus"))
    }

    @Test("stay small", arguments: Language.allCases)
    func size(language: Language) throws {
        for page in PageSamples.otherPages(pages, language) {
            let packed = try #require(Compression.gzip(page.bytes))
            #expect(packed.count <= 14_000, "\(page.name)")
            // Officers' pages carry lists, tables, or rules and their sources: they are measured as they are sent.
            let isLong =
                ["claims", "tender", "search", "searchFault", "searchNone", "times", "timesNone"].contains(page.name)
                || page.name.hasPrefix("check") || page.name.hasPrefix("system") || page.name.hasPrefix("receipt")
            if !isLong { #expect(page.bytes.count <= 14_000, "\(page.name)") }
        }
    }
}

extension PagesTests {
    @Test("carry the title of what they say")
    func titles() throws {
        #expect(try html("unknown", .en).contains("<title>No match in this registry – Hoshifuda</title>"))
        #expect(try html("wrongLength", .en).contains("<title>Not the form of a code – Hoshifuda</title>"))
        #expect(try html("nothing", .en).contains("<title>No match in this registry – Hoshifuda</title>"))
        #expect(try html("problem", .en).contains("<title>しばらくお待ちください – Hoshifuda</title>"))
    }
}
