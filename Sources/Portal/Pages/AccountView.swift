import Registry
import Store

extension PageView {
    struct AccountView {
        struct Session {
            var id: String
            var agent: String
            var isThis: Bool
            var made: String
            var seen: String
        }

        struct Kept {
            var href: String
            var name: String
            var made: String
            var until: String
        }

        var name: String
        var address: String
        var organisation: String
        var roles: [String]
        var mayApply: Bool
        var mayInvite: Bool
        var mayAudit: Bool
        var mayKeepKeys: Bool
        var mayKeepEndpoints: Bool
        var mayReview: Bool
        var mayAnswer: Bool
        var mayAssess: Bool
        var mayRecord: Bool
        var mustEnrol: Bool
        var hasCodes: Bool
        var recovery: Int
        var sessions: [Session]
        var hasOthers: Bool
        var hasKept: Bool
        var kept: [Kept]
        var choices: [Choice] = []
        var hasChoices = false
        var chosen: String?

        init(
            _ signed: SignedIn,
            sessions: [SessionMark],
            recovery: Int,
            _ receipts: [KeptReceipt],
            _ language: Language
        ) {
            let account = signed.account
            let letters = language.ofLetters
            name = account.name
            address = account.address.text
            organisation = account.organisation.name(letters)
            roles = account.roles.map { $0.name(letters) }.sorted()
            mayApply = Policy.reach(account.roles, .fileApplications) != .none
            mayInvite = Policy.reach(account.roles, .members) != .none
            mayAudit = Policy.reach(account.roles, .audit) != .none
            mayKeepKeys = Policy.reach(account.roles, .apiKeys) != .none
            mayKeepEndpoints = Policy.reach(account.roles, .webhooks) != .none
            mayReview = Policy.reach(account.roles, .readApplications) == .any
            mayAnswer = Policy.reach(account.roles, .reports) == .any
            mayAssess = Policy.reach(account.roles, .assess) != .none
            mayRecord = Policy.reach(account.roles, .accounts) != .none
            mustEnrol = account.needsSecondFactor && !account.hasSecondFactor
            hasCodes = account.hasSecondFactor
            self.recovery = recovery
            self.sessions = sessions.map { mark in
                Session(
                    id: String(mark.id),
                    agent: mark.agent.isEmpty ? "–" : mark.agent,
                    isThis: mark.id == signed.session.id,
                    made: Self.text(mark.madeAt, language),
                    seen: Self.text(mark.seenAt, language)
                )
            }
            hasOthers = sessions.count > 1
            hasKept = !receipts.isEmpty
            kept = receipts.map { receipt in
                Kept(
                    href: PagePath.rows(receipt.secret) + "?lang=" + language.rawValue,
                    name: receipt.name,
                    made: Self.text(receipt.recordedAt, language),
                    until: DayText(receipt.rowsUntil.day, language).text
                )
            }
        }

        /// Day and minute in Japan.
        static func text(_ moment: Moment, _ language: Language) -> String {
            DayText(moment.day, language).text + " " + moment.clock
        }
    }

    struct DiaryView {
        struct Line {
            var iso: String
            var moment: String
            var actor: String
            var actorHref: String
            var verb: String
            var subject: String
            var subjectHref: String
            var detail: String
            var revision: String
        }

        var actor: String
        var verb: String
        var subject: String
        var fileHref: String
        var hasActs: Bool
        var acts: [Line]
        var nextHref: String?
        /// What the links to other languages keep.
        let keeping: String

        /// - Parameters:
        ///   - acts: one more than `limit` where there are older ones.
        ///   - erased: accounts of these lines whose personal data were erased.
        init(
            _ acts: [Act],
            erased: Set<Int64> = [],
            limit: Int,
            _ filter: ActFilter,
            _ language: Language
        ) {
            func said(_ text: String) -> String {
                guard let id = Account.number(inActor: text), erased.contains(id) else { return text }
                return AccountWords.words(language).erased(id)
            }
            (actor, verb, subject) = (filter.actor, filter.verb, filter.subject)
            let lang = "lang=\(language.rawValue)"
            let asked = [("actor", filter.actor), ("verb", filter.verb), ("subject", filter.subject)]
                .filter { !$0.1.isEmpty }.map { "\($0.0)=\(PagePath.encoded($0.1))&" }.joined()
            keeping = asked
            fileHref = "\(PagePath.diary).csv?\(asked)\(lang)"
            self.acts = acts.prefix(limit).map { act in
                Line(
                    iso: act.recordedAt.text,
                    moment: AccountView.text(act.recordedAt, language),
                    actor: said(act.actor),
                    actorHref: "\(PagePath.diary)?actor=\(PagePath.encoded(act.actor))&\(lang)",
                    verb: act.verb,
                    subject: said(act.subject),
                    subjectHref: "\(PagePath.diary)?subject=\(PagePath.encoded(act.subject))&\(lang)",
                    detail: act.detail,
                    revision: act.revision.map(String.init) ?? ""
                )
            }
            hasActs = !acts.isEmpty
            if acts.count > limit, let last = acts.prefix(limit).last {
                nextHref = "\(PagePath.diary)?\(asked)before=\(last.id)&\(lang)"
            }
        }
    }

    struct CodesView {
        var side: Int
        var path: String
        var typed: String
        var secret: String
        var fault: String?
    }

    struct RecoveryView {
        var codes: [String]
    }

    struct MembersView {
        /// An invitation as it was typed.
        struct Draft {
            var name = ""
            var address = ""
            var roles: Set<Role> = []
        }

        struct Member {
            var id: String
            var name: String
            var address: String
            var isSelf: Bool
            var isClosed: Bool
            var mayErase: Bool
            var reasonID: String
            var roleNames: String
            var roles: [Choice]
        }

        struct Invitation {
            var id: String
            var name: String
            var address: String
            var roleNames: String
            var inviter: String
            var made: String
            var until: String
        }

        var organisation: String
        var fault: String?
        var done: String?
        var members: [Member]
        var hasInvitations: Bool
        var invitations: [Invitation]
        var draftName: String
        var draftAddress: String
        var draftRoles: [Choice]

        init(
            _ reader: Account,
            _ accounts: [Account],
            _ open: [OpenInvitation],
            _ draft: Draft,
            _ language: Language
        ) {
            let words = AccountWords.words(language)
            let mayErase = Policy.reach(reader.roles, .erase) != .none
            let letters = language.ofLetters
            let side = reader.organisation.side
            func choices(_ prefix: String, _ chosen: Set<Role>) -> [Choice] {
                Role.allCases.filter { $0.side == side }.map { role in
                    Choice(
                        id: "\(prefix)-\(role.rawValue)",
                        value: role.rawValue,
                        label: role.name(letters),
                        isChosen: chosen.contains(role)
                    )
                }
            }
            func names(_ roles: Set<Role>) -> String {
                roles.map { $0.name(letters) }.sorted().joined(separator: language == .en ? ", " : "、")
            }
            organisation = reader.organisation.name(letters)
            members = accounts.map { account in
                Member(
                    id: String(account.id),
                    name: account.isErased ? words.erased(account.id) : account.name,
                    address: account.address.text,
                    isSelf: account.id == reader.id,
                    isClosed: account.state == .closed,
                    mayErase: mayErase && !account.isErased && account.id != reader.id,
                    reasonID: "reason-\(account.id)",
                    roleNames: names(account.roles),
                    roles: choices("m\(account.id)", account.roles)
                )
            }
            hasInvitations = !open.isEmpty
            invitations = open.map { invitation in
                Invitation(
                    id: String(invitation.id),
                    name: invitation.name,
                    address: invitation.address.text,
                    roleNames: names(invitation.roles),
                    inviter: invitation.inviter,
                    made: AccountView.text(invitation.madeAt, language),
                    until: AccountView.text(invitation.endsAt, language)
                )
            }
            draftName = draft.name
            draftAddress = draft.address
            draftRoles = choices("new", draft.roles)
        }
    }
}

extension Language {
    /// The language of names and letters: easy Japanese is Japanese.
    var ofLetters: Letter.Language { self == .en ? .en : .ja }
}
