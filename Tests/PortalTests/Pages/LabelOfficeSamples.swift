import Registry
import TestSupport

@testable import Portal
@testable import Store

/// Views of the office's pages about labels in which every optional part is there.
enum LabelOfficeSamples {
    private static let fact = PageView.CaseFact(term: "x", says: "x")

    static var label: PageView.LabelOfficeView {
        typealias View = PageView.LabelOfficeView
        let line = View.Line(href: "/x", number: "x", kind: "x", state: "x")
        let event = View.Event(
            iso: "x",
            day: "x",
            recorded: "x",
            what: "x",
            who: "x",
            publicNote: "x",
            privateNote: "x",
            revision: "x"
        )
        return View(
            name: "x",
            about: "x",
            publicHref: "/x",
            done: "x",
            hasFaults: true,
            acts: OfficeSamples.acts,
            proof: View.Proof(href: "/x", doings: ["x"]),
            isIdle: true,
            status: [fact],
            hasProposals: true,
            proposals: [line],
            hasOwner: true,
            owner: [fact],
            hasApplications: true,
            applications: [line],
            events: [event]
        )
    }

    static var proposals: PageView.ProposalsView {
        PageView.ProposalsView([proposal(1), proposal(2)], [:], limit: 1, .ja)
    }

    static var proposal: PageView.ProposalView {
        typealias View = PageView.ProposalView
        return View(
            name: "x",
            about: "x",
            labelHref: "/x",
            done: "x",
            hasFaults: true,
            acts: OfficeSamples.acts,
            proof: View.Proof(href: "/x", doings: ["x"]),
            facts: [fact],
            hasChanges: true,
            changes: [View.Change(what: "x", before: "x", after: "x")],
            isOutdated: true,
            isOwn: true
        )
    }

    private static func proposal(_ id: Int64) -> LabelProposal {
        LabelProposal(
            id: id,
            registration: RegistrationNumber(checked: "x"),
            measure: .reinstate,
            publicNote: "x",
            privateNote: "x",
            proposedBy: 1,
            proposedAt: Moment(milliseconds: 0),
            revision: 1
        )
    }
}

extension LabelOfficeSamples {
    static var found: PageView.OfficeFoundView {
        get throws {
            typealias View = PageView.OfficeFoundView
            let rules = try SampleRules.rules
            var view = View("x", nil, LabelReading(rules, today: PageSamples.day("2027-05-20"), .ja), rules, .ja)
            (view.isNone, view.hasMore) = (true, true)
            view.groups = [View.Group(heading: "x", hits: [View.Hit(href: "/x", name: "x", detail: "x")])]
            return view
        }
    }
}
