import Registry
import Store

extension PageView {
    /// An organisation's applications and labels.
    struct ApplicationsView {
        struct Line {
            var href: String
            var number: String
            var kind: String
            var product: String
            var level: String
            var state: String
            var since: String
            var correction: String?
        }

        struct Held {
            var href: String
            var number: String
            var product: String
            var standing: String
            var standingName: String
            var until: String?
            var mayRenew: Bool
            var renewFrom: String?
            /// By when to file its renewal.
            var filing: String?
            var mayChange: Bool
            /// When the holder is told next, and why.
            var next: String?
            var hasTold: Bool
            var told: [String]
        }

        var path: String
        var key: String
        var organisation: String
        var fault: String?
        var hasLines: Bool
        var lines: [Line]
        var nextHref: String?
        var hasHeld: Bool
        var held: [Held]
        /// Said once, where it holds for labels of the list: when to file cannot be told yet.
        var filingNote: String?
    }

    /// The documents of an application.
    struct DocumentsView {
        struct Paper {
            var href: String
            var name: String
            var kind: String
            var size: String
            var number: Int
        }

        struct Need {
            var name: String
            var isFiled: Bool
        }

        struct Choice {
            var value: String
            var label: String
        }

        var path: String
        var version: String
        var done: String?
        var fault: String?
        var isEditable: Bool
        var hasNeeds: Bool
        var needs: [Need]
        var hasPapers: Bool
        var papers: [Paper]
        var kinds: [Choice]
        var accept: String
    }

    /// What a label's holder takes home.
    struct KitView {
        struct Picture {
            var href: String
            var name: String
        }

        var number: String
        var product: String
        var back: String
        var labelHref: String
        var claimsHref: String
        var pictures: [Picture]
        var may: [String]
        var mayNot: [String]
    }
}

extension PageView.ApplicationsView {
    /// - Parameters:
    ///   - lines: one more than `limit` where there are older ones.
    ///   - key: what keeps the same form from opening two applications.
    init(
        _ account: Account,
        _ lines: [ApplicationLine],
        limit: Int,
        _ owned: [Registration],
        _ stories: [Registration: LadderStory] = [:],
        key: String,
        _ face: PageFace,
        _ rules: Rules,
        _ times: ReviewTimes,
        on day: Day
    ) {
        let language = face.language
        let reading = TimesReading(times: times, rules: rules, language: language)
        let words = ApplicationWords.words(language)
        let lang = "?lang=\(language.rawValue)"
        path = PagePath.applications
        self.key = key
        organisation = account.organisation.name(language.ofLetters)
        hasLines = !lines.isEmpty
        self.lines = lines.prefix(limit).map { line in
            let name = rules.workflow.name(of: line.state)
            return Line(
                href: PagePath.application(line.id) + lang,
                number: line.number.isEmpty ? "#\(line.id)" : line.number,
                kind: words.kind(line.kind),
                product: line.product.isEmpty ? "–" : line.product,
                level: line.level?.code ?? "–",
                state: language == .en ? name.en : name.ja,
                since: PageView.AccountView.text(line.stateSince, language),
                correction: line.correctionUntil.map { PageView.DayText($0, language).text }
            )
        }
        if lines.count > limit, let last = lines.prefix(limit).last {
            nextHref = "\(PagePath.applications)?before=\(last.id)&lang=\(language.rawValue)"
        }
        hasHeld = !owned.isEmpty
        let labels = owned.sorted { Self.place($0, on: day) < Self.place($1, on: day) }
        let unknown = Phrase.plain(TimesWords.words(language).timesFilingUnknown)
        let filings = labels.map { registration in
            Self.isPending(registration, on: day)
                ? NoticeWords.words(language).noticesPending : reading.filing(of: registration, on: day)
        }
        filingNote = filings.contains(unknown) ? unknown : nil
        held = zip(labels, filings).map { registration, filing in
            let answer = registration.answer(on: day)
            let end = answer.period.heldUntil
            let opens = end.map { $0 - rules.ladder.renewalOpensDaysBefore }
            let mayFile = answer.standing == .valid && !Self.isPending(registration, on: day)
            let isRunning = answer.standing == .valid || answer.standing == .grace
            let name = language == .en && !answer.product.nameEN.isEmpty ? answer.product.nameEN : answer.product.nameJA
            let told = Self.told(stories[registration], language)
            return Held(
                href: PagePath.label(registration.number) + lang,
                number: registration.number.text,
                product: name,
                standing: answer.standing.rawValue,
                standingName: face.statusWords[answer.standing] ?? answer.standing.rawValue,
                until: end.map { PageView.DayText($0, language).text },
                mayRenew: mayFile && (opens.map { $0 <= day } ?? false),
                renewFrom: mayFile && (opens.map { $0 > day } ?? false)
                    ? opens.map { PageView.DayText($0, language).text } : nil,
                filing: filing == unknown ? nil : filing,
                mayChange: isRunning,
                next: stories[registration]?.next.map { Self.next($0, language) },
                hasTold: !told.isEmpty,
                told: told
            )
        }
    }

    /// What runs comes first, nearest end first.
    private static func place(_ registration: Registration, on day: Day) -> (Int, Day, String) {
        let period = registration.period(on: day)
        let isRunning = period.standing == .valid || period.standing == .grace
        return (isRunning ? 0 : 1, period.heldUntil ?? .far, registration.number.text)
    }

    /// Whether an extension was filed that is not decided, of a label that still runs.
    private static func isPending(_ registration: Registration, on day: Day) -> Bool {
        [.valid, .grace].contains(registration.period(on: day).standing)
            && Timeline.hasPendingExtension(registration.events)
    }

    private static func next(_ next: LadderStory.Next, _ language: Language) -> String {
        let day = PageView.DayText(next.day, language).text
        return "\(day) · \(NoticeWords.words(language).milestone(next.milestone))"
    }

    /// What was told of a label and what came of it, newest first; not what was overtaken before anybody was told.
    private static func told(_ story: LadderStory?, _ language: Language) -> [String] {
        let words = NoticeWords.words(language)
        return (story?.notices ?? []).reversed().filter { $0.channel != .none }.prefix(20).map { notice in
            let day = PageView.DayText((notice.settledAt ?? notice.madeAt).day, language).text
            let who = notice.address.isEmpty ? "" : " · \(notice.address)"
            return "\(day) · \(words.milestone(notice.milestone)) · \(words.states[notice.state] ?? "")\(who)"
        }
    }
}
