@testable import Portal

/// Views of the applicant's pages in which every optional part is there.
enum ApplicationSamples {
    static var applications: PageView.ApplicationsView {
        typealias View = PageView.ApplicationsView
        return View(
            path: "/x",
            key: "x",
            organisation: "x",
            fault: "x",
            hasLines: true,
            lines: [
                View.Line(
                    href: "/x",
                    number: "x",
                    kind: "x",
                    product: "x",
                    level: "x",
                    state: "x",
                    since: "x",
                    correction: "x"
                )
            ],
            nextHref: "/x",
            hasHeld: true,
            held: [
                View.Held(
                    href: "/x",
                    number: "x",
                    product: "x",
                    standing: "valid",
                    standingName: "x",
                    until: "x",
                    mayRenew: true,
                    renewFrom: "x",
                    filing: "x",
                    mayChange: true,
                    next: "x",
                    hasTold: true,
                    told: ["x"]
                )
            ],
            filingNote: "x"
        )
    }

    static var application: PageView.ApplicationView {
        typealias View = PageView.ApplicationView
        return View(
            title: "x",
            path: "/x",
            version: "1",
            state: "x",
            done: "x",
            fault: "x",
            filing: "x",
            facts: [View.Fact(name: "x", value: "x", href: "/x")],
            correction: View.Correction(text: "x", until: "x"),
            renewal: PageView.RenewalView(
                verdict: "x",
                notes: ["x"],
                changes: [PageView.RenewalView.Change(what: "x", before: "x", after: "x")],
                more: "x"
            ),
            isEditable: true,
            parts: [View.Part(href: "/x", name: "x", isDone: false, isSame: true, isIdle: true, missing: ["x"])],
            fee: View.Fee(amount: "x", hint: "x"),
            maySubmit: true,
            mayAnswer: true,
            mayRequest: true,
            mayRecord: true,
            showsSheet: true,
            mayWithdraw: true,
            mayAbandon: true,
            declarant: "x",
            declarantTitle: "x",
            bill: View.Bill(number: "x", amount: "x", due: "x", href: "/x"),
            kit: View.Kit(href: "/x", labelHref: "/x"),
            appealHref: "/x",
            hasFindings: true,
            findings: [
                View.Finding(
                    id: "x",
                    name: "x",
                    number: 1,
                    module: "x",
                    severity: "x",
                    check: "x",
                    evidence: "x",
                    value: "x"
                )
            ],
            steps: [View.Step(iso: "x", moment: "x", state: "x", word: "x", name: "x", note: "x")]
        )
    }

    static var documents: PageView.DocumentsView {
        typealias View = PageView.DocumentsView
        return View(
            path: "/x",
            version: "1",
            done: "x",
            fault: "x",
            isEditable: true,
            hasNeeds: true,
            needs: [View.Need(name: "x", isFiled: true)],
            hasPapers: true,
            papers: [View.Paper(href: "/x", name: "x", kind: "x", size: "x", number: 1)],
            kinds: [View.Choice(value: "x", label: "x")],
            accept: ".x"
        )
    }

    static var kit: PageView.KitView {
        PageView.KitView(
            number: "x",
            product: "x",
            back: "/x",
            labelHref: "/x",
            claimsHref: "/x",
            pictures: [PageView.KitView.Picture(href: "/x", name: "x")],
            may: ["x"],
            mayNot: ["x"]
        )
    }

    static var sheet: PageView.FilingSheet {
        typealias View = PageView.FilingSheet
        return View(back: "/x", lead: "x", groups: [View.Group(name: "x", rows: [View.Row(name: "x", value: "x")])])
    }

    static var invoice: PageView.InvoiceView {
        typealias View = PageView.InvoiceView
        return View(
            back: "/x",
            file: "/x",
            facts: [View.Fact(name: "x", value: "x")],
            item: "x",
            amount: "x",
            tax: "x",
            state: "x"
        )
    }
}
