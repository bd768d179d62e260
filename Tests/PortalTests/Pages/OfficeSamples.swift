import Registry
import TestSupport

@testable import Portal
@testable import Store

/// Views of the office's and the laboratory's pages in which every optional part is there.
enum OfficeSamples {
    private static let today = PageSamples.day("2027-05-20")

    static var office: PageView.OfficeView {
        get throws {
            PageView.OfficeView(
                [.submitted: 3],
                bound: 2,
                asked: "x",
                isMissing: true,
                try SampleRules.rules,
                .ja
            )
        }
    }

    /// A line whose correction is overdue, of an application that a laboratory assesses.
    static func queue(_ state: ApplicationState?) throws -> PageView.QueueView {
        let moment = Moment(milliseconds: 1_790_000_000_000)
        func line(_ id: Int64) -> ApplicationLine {
            ApplicationLine(
                id: id,
                kind: .new,
                state: .received,
                number: "x",
                level: .star3,
                product: "x",
                organisation: "x",
                assessment: .documentReview,
                correctionUntil: today + -1,
                stateSince: moment,
                changedAt: moment
            )
        }
        return PageView.QueueView(
            [line(1), line(2)],
            limit: 1,
            in: state,
            asked: "",
            today: today,
            try SampleRules.rules,
            .ja
        )
    }

    /// One field of each kind, each of them wrong.
    static var acts: PageView.ActionForms {
        typealias View = PageView.ActionForms
        let options = View.Choices(options: [View.Option(id: "x", value: "x", label: "x", isChosen: true)])
        let entry = View.Entry(
            line: View.Line(type: "text"),
            text: View.Area(rows: 3),
            select: options,
            radios: options,
            boxes: options,
            id: "x",
            name: "x",
            label: "x",
            value: "x",
            hint: "x",
            fault: "x",
            describedBy: "x",
            isGroup: true,
            isRequired: true,
            limit: 1
        )
        let form = View.Form(
            formID: "x",
            word: "x",
            action: "/x",
            heading: "x",
            formLead: ["x"],
            stated: "1",
            entries: [entry],
            isOpen: true
        )
        var forms = View([], nil, .ja)
        (forms.hasFaults, forms.faults) = (true, [View.Fault(href: "#x", text: "x")])
        (forms.hasForms, forms.forms) = (true, [form])
        return forms
    }

    private static let fact = PageView.CaseFact(term: "x", says: "x")

    /// The parts of a submission, as the page names them.
    static var submission: PageView.SubmissionView {
        get throws {
            typealias View = PageView.SubmissionView
            var view = View(
                try submittedSample,
                of: try file,
                at: "/x",
                try SampleRules.rules,
                .ja
            )
            (view.asked, view.product) = ([fact], [fact])
            (view.hasSuspects, view.suspects) = (true, ["x"])
            (view.hasModels, view.isLong) = (true, true)
            view.models = [View.ModelLine(number: "x", gtin: "x", versions: "x")]
            view.hasChecklist = true
            view.groups = [
                View.Group(
                    heading: "x",
                    answers: [View.Answer(item: "x", statement: "x", isOdd: true, evidence: "x")]
                )
            ]
            view.hasPapers = true
            view.papers = [View.Paper(href: "/x", name: "x", paper: "x", size: "x", added: "x")]
            view.declared = "x"
            return view
        }
    }

    /// A finding that failed a retest, and a report.
    static var assessed: PageView.AssessedView {
        get throws { PageView.AssessedView(finished, record, try SampleRules.rules, .ja) }
    }

    static var officeCase: PageView.CaseView {
        get throws {
            typealias View = PageView.CaseView
            let rules = try SampleRules.rules
            var price = View.Price(amount: "x", terms: "x", hasOrigin: true)
            let provenance = rules.fees.first { !$0.provenance.sources.isEmpty }?.provenance
            price.origin = provenance.map { PageView.Origin($0, rules, .words(.ja)) }
            return View(
                name: "x",
                about: "x",
                done: "x",
                hasFaults: true,
                acts: acts,
                proof: View.Proof(href: "/x", doings: ["x"]),
                isIdle: true,
                status: [fact],
                overdue: "x",
                applicant: [fact],
                submitted: try submission,
                hasBefore: true,
                hasChanges: true,
                changes: [View.Change(what: "x", before: "x", after: "x")],
                hasRenewal: true,
                hasRenewed: true,
                renewed: [View.Change(what: "x", before: "x", after: "x")],
                price: price,
                hasInvoice: true,
                invoice: [fact],
                assessment: try assessed,
                steps: [View.Step(iso: "x", moment: "x", who: "x", what: "x", change: "x", remark: "x")]
            )
        }
    }

    static var assessment: PageView.AssessmentView {
        get throws {
            PageView.AssessmentView(
                name: "x",
                about: "x",
                done: "x",
                hasFaults: true,
                acts: acts,
                status: [fact],
                applicant: [fact],
                submitted: try submission,
                assessment: try assessed
            )
        }
    }

    static var laboratories: PageView.LaboratoryView {
        get throws {
            var view = PageView.LaboratoryView([record], nil, today: today, try SampleRules.rules, .ja)
            (view.done, view.hasFaults, view.acts) = ("x", true, acts)
            return view
        }
    }
}

/// What the views are made from, where they are made from nothing else.
extension OfficeSamples {
    private static let moment = Moment(milliseconds: 1_790_000_000_000)

    static let record = LaboratoryRecord(
        organisation: Organisation(id: 5, side: .laboratory, nameJA: "見本評価所", nameEN: "Sample Laboratory"),
        levels: [.star3],
        validFrom: today,
        validUntil: today + 365,
        conflicts: [3]
    )

    /// Tested often enough to be warned of.
    static var finished: Assessment {
        var assessment = Assessment(laboratory: 5, at: moment)
        (assessment.state, assessment.round) = (.reportReview, 99)
        assessment.versions = [.device: "1.0"]
        assessment.findings = [
            Assessment.Finding(
                number: 1,
                module: .device,
                severity: .major,
                check: "x",
                evidence: "x",
                round: 0,
                fixedIn: "1.1",
                results: [Assessment.Finding.Result(round: 1, version: "1.1", isPassed: false)]
            )
        ]
        assessment.report = Assessment.Report(id: "x", day: today)
        return assessment
    }

    private static var submittedSample: ApplicationSubmission {
        get throws {
            ApplicationSubmission(number: 1, at: moment, draft: ApplicationDraft(level: .star1), documents: [])
        }
    }

    private static var file: ApplicationFile {
        get throws {
            let application = Application(
                id: 1,
                kind: .new,
                organisation: 3,
                draft: ApplicationDraft(level: .star1),
                at: moment
            )
            return ApplicationFile(
                application: application,
                applicant: AccountSamples.account.organisation,
                steps: [],
                names: [:],
                submitted: try submittedSample
            )
        }
    }
}
