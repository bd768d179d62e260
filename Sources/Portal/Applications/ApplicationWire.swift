package import Registry
package import Store

/// An application as JSON, for its applicant: what reviewers and laboratories write among themselves is not in it.
package enum ApplicationWire {
    /// The strong tag of a version.
    static func tag(_ application: Application) -> String { "\"v\(application.version)\"" }

    /// The whole application, one JSON object.
    package static func bytes(
        _ application: Registry.Application,
        applicant: Organisation,
        _ facts: SiteFacts
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 8192)
        json.object { json in
            json.integer("id", application.id)
            json.text("kind", application.kind.rawValue)
            json.text("state", application.state.rawValue)
            json.integer("version", application.version)
            json.optional("applicationNumber", application.numbers.application)
            json.optional("acceptanceNumber", application.numbers.acceptance)
            json.optional("provisionalNumber", application.numbers.provisional)
            json.optional("registrationNumber", application.registration?.text)
            json.object("applicant") { json in
                json.stated("nameJa", applicant.nameJA)
                json.stated("nameEn", applicant.nameEN)
                json.optional("corporateNumber", applicant.corporateNumber?.text)
            }
            json.object("draft") { draft(application.draft, into: &$0) }
            declaration(application.draft.declaration, into: &json)
            json.list("documents", application.documents) { json, document in
                json.object { self.document(document, into: &$0) }
            }
            json.integer("submissions", Int64(application.submissions))
            json.optional("submittedAt", application.submittedAt?.text)
            json.day("receivedOn", application.receivedOn)
            correction(application.correction, into: &json)
            invoice(application.invoice, into: &json)
            assessment(application.assessment, into: &json)
            json.stated("reason", application.reason)
            json.text("madeAt", application.madeAt.text)
            json.text("changedAt", application.changedAt.text)
            json.text("stateSince", application.stateSince.text)
            json.flag("unofficial", !facts.isOfficial)
            json.text("address", address(application.id, facts))
        }
        return json.bytes
    }

    /// A page of a list.
    static func bytes(_ lines: [ApplicationLine], next: String?, _ facts: SiteFacts) -> [UInt8] {
        var json = JSONWriter(capacity: 4096)
        json.object { json in
            json.list("applications", lines) { json, line in
                json.object { self.line(line, facts, into: &$0) }
            }
            json.optional("next", next)
        }
        return json.bytes
    }

    /// A line of a list as an object of its own, with whose it is: for those who read everybody's.
    package static func bytes(_ line: ApplicationLine, _ facts: SiteFacts) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.object { json in
            self.line(line, facts, into: &json)
            json.stated("applicant", line.organisation)
        }
        return json.bytes
    }

    private static func line(_ line: ApplicationLine, _ facts: SiteFacts, into json: inout JSONWriter) {
        json.integer("id", line.id)
        json.text("kind", line.kind.rawValue)
        json.text("state", line.state.rawValue)
        json.stated("applicationNumber", line.number)
        json.optional("level", line.level?.code)
        json.stated("product", line.product)
        json.optional("assessment", line.assessment?.rawValue)
        json.day("correctionUntil", line.correctionUntil)
        json.text("stateSince", line.stateSince.text)
        json.text("changedAt", line.changedAt.text)
        json.text("address", address(line.id, facts))
    }

    /// What an application still lacks on a day.
    static func bytes(_ gaps: [ApplicationGap], of application: Application, on day: Day) -> [UInt8] {
        var json = JSONWriter(capacity: 2048)
        json.object { json in
            json.integer("id", application.id)
            json.integer("version", application.version)
            json.day("day", day)
            json.list("gaps", gaps) { json, gap in
                json.object { json in
                    json.text("part", gap.part.rawValue)
                    json.text("code", gap.code)
                    json.object("reason") { json in
                        json.text("ja", gap.reason.ja)
                        json.text("en", gap.reason.en)
                    }
                }
            }
        }
        return json.bytes
    }

    static func address(_ id: Int64, _ facts: SiteFacts) -> String {
        "https://\(facts.host)\(PagePath.applicationAPI)/\(id)"
    }

    /// In the members that `DraftWire` reads, so that what was read can be sent back.
    private static func draft(_ draft: ApplicationDraft, into json: inout JSONWriter) {
        json.optional("level", draft.level?.code)
        json.text("route", draft.route.rawValue)
        json.object("manufacturer") { LabelWire.manufacturer(draft.manufacturer, into: &$0) }
        json.object("product") { LabelWire.product(draft.product, into: &$0) }
        json.list("models", draft.models) { json, model in json.object { LabelWire.model(model, into: &$0) } }
        json.list("checklist", draft.checklist.sorted { $0.key < $1.key }) { json, answer in
            json.object { json in
                json.text("item", answer.key)
                json.text("statement", answer.value.statement.rawValue)
                json.stated("evidence", answer.value.evidence)
            }
        }
        json.stated("statementLink", draft.statementLink)
        json.flag("byProxy", draft.isByProxy)
        json.object("contact") { json in
            json.stated("name", draft.contact.name)
            json.stated("address", draft.contact.address)
            json.stated("telephone", draft.contact.telephone)
        }
        if let holder = draft.newHolder {
            json.object("newHolder") { LabelWire.manufacturer(holder, into: &$0) }
        } else {
            json.none("newHolder")
        }
        json.stated("remark", draft.remark)
    }

    private static func declaration(_ declaration: ApplicationDraft.Declaration?, into json: inout JSONWriter) {
        guard let declaration else { return json.none("declaration") }
        json.object("declaration") { json in
            json.text("name", declaration.name)
            json.text("title", declaration.title)
            json.day("day", declaration.day)
        }
    }

    private static func document(_ document: ApplicationDocument, into json: inout JSONWriter) {
        json.integer("number", Int64(document.number))
        json.text("kind", document.kind)
        json.text("name", document.name)
        json.text("sha256", document.digest)
        json.integer("size", Int64(document.size))
        json.text("addedAt", document.addedAt.text)
    }

    private static func correction(_ correction: CorrectionRequest?, into json: inout JSONWriter) {
        guard let correction else { return json.none("correction") }
        json.object("correction") { json in
            json.text("text", correction.text)
            json.day("until", correction.until)
            json.text("askedAt", correction.askedAt.text)
        }
    }

    private static func invoice(_ invoice: Invoice?, into json: inout JSONWriter) {
        guard let invoice else { return json.none("invoice") }
        json.object("invoice") { self.invoice(invoice, into: &$0) }
    }

    static func invoice(_ invoice: Invoice, into json: inout JSONWriter) {
        json.text("number", invoice.number)
        json.integer("amount", Int64(invoice.amount))
        json.integer("tax", Int64(invoice.tax))
        json.integer("taxRate", Int64(invoice.taxRate))
        json.day("issuedOn", invoice.issuedOn)
        json.day("dueOn", invoice.dueOn)
        json.text("state", invoice.outcome.word)
    }

    private static func assessment(_ assessment: Assessment?, into json: inout JSONWriter) {
        guard let assessment else { return json.none("assessment") }
        json.object("assessment") { json in
            json.text("state", assessment.state.rawValue)
            json.integer("round", Int64(assessment.round))
            json.list("findings", assessment.listed) { json, finding in
                json.object { json in
                    json.integer("number", Int64(finding.number))
                    json.text("module", finding.module.rawValue)
                    json.text("severity", finding.severity.rawValue)
                    json.text("check", finding.check)
                    json.text("evidence", finding.evidence)
                    json.stated("fixedIn", finding.fixedIn)
                    json.flag("closed", finding.isClosed)
                }
            }
        }
    }
}

extension Invoice.Outcome {
    /// The word on the wire.
    fileprivate var word: String {
        switch self {
        case .open: "open"
        case .paid: "paid"
        case .waived: "waived"
        case .void: "void"
        }
    }
}

extension Assessment {
    /// The findings that went to the applicant: what a laboratory is still writing is its own.
    fileprivate var listed: [Finding] {
        switch state {
        case .documentReview, .deviceTest, .appTest, .cloudTest, .issuesListed: []
        case .retest: findings.filter { $0.round < round }
        default: findings
        }
    }
}
