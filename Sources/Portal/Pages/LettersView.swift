import Registry
import Store

extension PageView {
    /// What the office must know of letters: what was given up, and whom nobody could reach.
    struct LettersView {
        struct Line {
            var path: String
            var kind: String
            var address: String
            var made: String
            var why: String
        }

        struct Waiting {
            var path: String
            var href: String
            var number: String
            var end: String
            var why: String
            var since: String
        }

        /// Letters that wait for a fault of ours to be mended.
        struct Held {
            var count: String
            var why: String
        }

        var done: String?
        var fault: String?
        var backlog: String
        var held: Held?
        var hasLetters: Bool
        var letters: [Line]
        var nextHref: String?
        var hasNotices: Bool
        var notices: [Waiting]
        var noticesHref: String?

        /// - Parameters:
        ///   - letters: one more than `limit` where there are others.
        ///   - notices: the same.
        init(_ backlog: Backlog, _ letters: [KeptLetter], _ notices: [Notice], limit: Int, _ language: Language) {
            let words = NoticeWords.words(language)
            let lang = "lang=\(language.rawValue)"
            self.backlog = String(backlog.waiting)
            held = backlog.fault.map { Held(count: String(backlog.held), why: $0) }
            hasLetters = !letters.isEmpty
            self.letters = letters.prefix(limit).map { letter in
                Line(
                    path: "\(PagePath.letters)/\(letter.id)/replay?\(lang)",
                    kind: words.kinds[letter.letter.kind] ?? letter.letter.kind.rawValue,
                    address: letter.letter.recipient.text,
                    made: AccountView.text(letter.queuedAt, language),
                    why: words.why(letter.outcome)
                )
            }
            if letters.count > limit, let last = letters.prefix(limit).last {
                nextHref = "\(PagePath.letters)?after=\(last.id)&\(lang)"
            }
            hasNotices = !notices.isEmpty
            self.notices = notices.prefix(limit).map { notice in
                Waiting(
                    path: "\(PagePath.notices)/\(notice.id)/answer?\(lang)",
                    href: PagePath.label(notice.number) + "?\(lang)",
                    number: notice.number.text,
                    end: DayText(notice.heldUntil, language).text,
                    why: words.milestone(notice.milestone),
                    since: AccountView.text(notice.madeAt, language)
                )
            }
            if notices.count > limit, let last = notices.prefix(limit).last {
                noticesHref = "\(PagePath.letters)?noticesAfter=\(last.id)&\(lang)"
            }
        }
    }
}

extension PageView.AccountView {
    /// Letters that somebody may choose to get or not.
    struct Choice {
        var name: String
        var label: String
        var isWanted: Bool
    }

    /// What an account may choose: members whether they are told of ends of labels, everybody who files or assesses
    /// whether of steps. Administrators are always told of ends.
    static func topics(of account: Account) -> [LetterTopic] {
        var topics: [LetterTopic] = []
        if account.roles == [.manufacturerMember] { topics.append(.labelEnds) }
        if Policy.reach(account.roles, .fileApplications) != .none || Policy.reach(account.roles, .assess) != .none {
            topics.append(.applicationSteps)
        }
        return topics
    }

    static func choices(_ account: Account, _ chosen: [LetterTopic: Bool], _ language: Language) -> [Choice] {
        let words = NoticeWords.words(language)
        return topics(of: account).map { topic in
            Choice(
                name: topic.rawValue,
                label: words.topics[topic] ?? topic.rawValue,
                isWanted: chosen[topic] ?? (topic == .applicationSteps)
            )
        }
    }
}
