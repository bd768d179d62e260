import Registry
import TestSupport

@testable import Portal
@testable import Store

/// Fictional accounts for looking at their pages and testing them.
enum AccountSamples {
    static let account = Account(
        id: 7,
        address: MailAddress(checked: "hanako@example.jp"),
        name: "山田 花子",
        language: .ja,
        organisation: Organisation(id: 3, side: .manufacturer, nameJA: "例示製作所", nameEN: "Example Works"),
        roles: [.manufacturerAdministrator]
    )

    static var colleague: Account {
        var other = account
        (other.id, other.name, other.address) = (8, "x", MailAddress(checked: "x@example.jp"))
        return other
    }

    /// What erasing leaves of an account.
    static var erased: Account {
        var other = account
        (other.id, other.name, other.address, other.state) = (9, "", MailAddress(checked: ""), .closed)
        return other
    }

    static var invitation: OpenInvitation {
        let moment = Moment(milliseconds: 1_790_000_000_000)
        return OpenInvitation(
            id: 1,
            address: MailAddress(checked: "x@example.jp"),
            name: "x",
            roles: [.manufacturerMember],
            inviter: "x",
            madeAt: moment,
            endsAt: moment + 1
        )
    }

    static func mark(_ id: Int64) -> SessionMark {
        let moment = Moment(milliseconds: 1_790_000_000_000)
        return SessionMark(
            id: id,
            madeAt: moment,
            seenAt: moment,
            provenAt: moment,
            endsAt: moment + 3_600_000,
            agent: "Browser <1>"
        )
    }

    static var kept: KeptReceipt {
        let moment = Moment(milliseconds: 1_790_000_000_000)
        return KeptReceipt(name: "x", secret: "x", recordedAt: moment, rowsUntil: moment)
    }

    static func act(_ id: Int64) -> Act {
        let moment = Moment(milliseconds: 1_790_000_000_000)
        return Act(id: id, recordedAt: moment, actor: "x", verb: "x", subject: "x", detail: "x", revision: 1)
    }

    static let signed = SignedIn(account: account, session: mark(1))

    /// A form with one field of each kind, each of them wrong.
    static var form: FormPage {
        let options = [FormPage.Option(value: "x", label: "x", isChosen: true)]
        var page = FormPage(
            title: "x",
            lead: ["x"],
            action: "/x",
            hidden: [("x", "x")],
            fields: [
                FormPage.Field(
                    name: "a",
                    label: "x",
                    hint: "x",
                    kind: .line(type: "text", autocomplete: "off"),
                    isRequired: true,
                    fault: "x"
                ),
                FormPage.Field(name: "b", label: "x", kind: .radios(options)),
                FormPage.Field(name: "c", label: "x", kind: .boxes(options)),
                FormPage.Field(name: "d", heading: "x", label: "x", kind: .area(rows: 2)),
                FormPage.Field(name: "e", label: "x", kind: .file(accept: ".x")),
            ],
            button: "x",
            links: [("/x", "x")]
        )
        page.blame(Refusal(.malformed, "x"), .ja)
        (page.done, page.lineFaults) = ("x", ["x"])
        return page
    }
}

extension PageSamples {
    /// A product in scope, of a category with advice.
    static func scope(_ language: Language) throws -> ScopePage {
        let rules = try SampleRules.rules
        let asked = try ScopeQuery(
            try Query("hardware=yes&generalPurpose=no&links=wifi&category=smart-home"),
            rules
        )
        var check = asked.check(rules, at: Moment(milliseconds: 1_790_000_000_000))
        check.missing = [.phone]
        return ScopePage(asked: asked, check: check, rules: rules, language)
    }
}
