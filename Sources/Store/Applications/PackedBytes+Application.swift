import Registry

/// Packed forms of what an application is made of.
extension PackedWriter {
    mutating func applicationDraft(_ draft: ApplicationDraft) {
        bytesOf(1)
        optional(draft.level) { $0.integer(Int64($1.rawValue)) }
        text(draft.route.rawValue)
        manufacturer(draft.manufacturer)
        product(draft.product)
        list(draft.models) { $0.model($1) }
        list(draft.checklist.sorted { $0.key < $1.key }) { writer, answer in
            writer.text(answer.key)
            writer.text(answer.value.statement.rawValue)
            writer.text(answer.value.evidence)
        }
        text(draft.statementLink)
        flag(draft.isByProxy)
        text(draft.contact.name)
        text(draft.contact.address)
        text(draft.contact.telephone)
        optional(draft.declaration) { writer, declaration in
            writer.text(declaration.name)
            writer.text(declaration.title)
            writer.day(declaration.day)
        }
        optional(draft.newHolder) { $0.manufacturer($1) }
        text(draft.remark)
    }

    /// Everything of an application that has no column.
    mutating func applicationBody(_ application: Application) {
        applicationDraft(application.draft)
        list(application.documents) { $0.document($1) }
        count(application.lastDocument)
        optional(application.submittedAt) { $0.integer($1.milliseconds) }
        optional(application.receivedOn) { $0.day($1) }
        optional(application.correction) { writer, correction in
            writer.text(correction.text)
            writer.day(correction.until)
            writer.integer(correction.askedAt.milliseconds)
            writer.integer(correction.askedBy)
        }
        optional(application.recommendation) { writer, recommendation in
            writer.flag(recommendation.isToIssue)
            writer.text(recommendation.text)
            writer.integer(recommendation.at.milliseconds)
            writer.integer(recommendation.by)
        }
        optional(application.waiver) { writer, waiver in
            writer.text(waiver.reason)
            writer.integer(waiver.at.milliseconds)
            writer.integer(waiver.by)
        }
        optional(application.invoice) { $0.invoice($1) }
        optional(application.assessment) { $0.assessment($1) }
        list(application.reviewedBy.sorted()) { $0.integer($1) }
        text(application.reason)
    }

    mutating func document(_ document: ApplicationDocument) {
        count(document.number)
        text(document.kind)
        text(document.name)
        text(document.digest)
        count(document.size)
        integer(document.addedAt.milliseconds)
        integer(document.addedBy)
    }

    private mutating func invoice(_ invoice: Invoice) {
        text(invoice.number)
        count(invoice.amount)
        count(invoice.tax)
        count(invoice.taxRate)
        text(invoice.feeRow)
        text(invoice.note)
        day(invoice.issuedOn)
        day(invoice.dueOn)
        switch invoice.outcome {
        case .open: bytesOf(0)
        case .paid(let on, let reference):
            bytesOf(1)
            day(on)
            text(reference)
        case .waived: bytesOf(2)
        case .void: bytesOf(3)
        }
    }

    private mutating func assessment(_ assessment: Assessment) {
        integer(assessment.laboratory)
        text(assessment.state.rawValue)
        count(assessment.round)
        list(assessment.versions.sorted { $0.key.rawValue < $1.key.rawValue }) { writer, version in
            writer.text(version.key.rawValue)
            writer.text(version.value)
        }
        list(assessment.findings) { $0.finding($1) }
        optional(assessment.report) { writer, report in
            writer.text(report.id)
            writer.day(report.day)
        }
        integer(assessment.assignedAt.milliseconds)
        optional(assessment.reportedBy) { $0.integer($1) }
    }

    private mutating func finding(_ finding: Assessment.Finding) {
        count(finding.number)
        text(finding.module.rawValue)
        text(finding.severity.rawValue)
        text(finding.check)
        text(finding.evidence)
        count(finding.round)
        text(finding.fixedIn)
        list(finding.results) { writer, result in
            writer.count(result.round)
            writer.text(result.version)
            writer.flag(result.isPassed)
        }
    }
}

extension PackedReader {
    mutating func applicationDraft() throws -> ApplicationDraft {
        guard try unsigned() == 1 else { throw PackedReader.unknownForm() }
        var draft = ApplicationDraft()
        draft.level = try optional { try $0.level() }
        draft.route = try word(ApplicationRoute.self)
        draft.manufacturer = try manufacturer()
        draft.product = try product()
        draft.models = try list { try $0.model() }
        let answers = try list { reader in
            let item = try reader.text()
            let statement = try reader.word(ChecklistAnswer.Statement.self)
            return (item, ChecklistAnswer(statement, evidence: try reader.text()))
        }
        draft.checklist = Dictionary(answers, uniquingKeysWith: { $1 })
        draft.statementLink = try text()
        draft.isByProxy = try flag()
        draft.contact = ApplicationDraft.Contact(name: try text(), address: try text(), telephone: try text())
        draft.declaration = try optional { reader in
            ApplicationDraft.Declaration(name: try reader.text(), title: try reader.text(), day: try reader.day())
        }
        draft.newHolder = try optional { try $0.manufacturer() }
        draft.remark = try text()
        return draft
    }

    mutating func applicationBody(into application: inout Application) throws {
        application.draft = try applicationDraft()
        application.documents = try list { try $0.document() }
        application.lastDocument = try whole()
        application.submittedAt = try optional { try $0.instant() }
        application.receivedOn = try optional { try $0.day() }
        application.correction = try optional { reader in
            CorrectionRequest(
                text: try reader.text(),
                until: try reader.day(),
                askedAt: try reader.instant(),
                askedBy: try reader.integer()
            )
        }
        application.recommendation = try optional { reader in
            Recommendation(
                isToIssue: try reader.flag(),
                text: try reader.text(),
                at: try reader.instant(),
                by: try reader.integer()
            )
        }
        application.waiver = try optional { reader in
            WaiverProposal(reason: try reader.text(), at: try reader.instant(), by: try reader.integer())
        }
        application.invoice = try optional { try $0.invoice() }
        application.assessment = try optional { try $0.assessment() }
        application.reviewedBy = Set(try list { try $0.integer() })
        application.reason = try text()
    }

    /// A count that fits; anything else is a fault of the store.
    private mutating func whole() throws -> Int {
        guard let number = Int(exactly: try unsigned()) else { throw PackedReader.unknownForm() }
        return number
    }

    private mutating func instant() throws -> Moment { Moment(milliseconds: try integer()) }

    mutating func document() throws -> ApplicationDocument {
        ApplicationDocument(
            number: try whole(),
            kind: try text(),
            name: try text(),
            digest: try text(),
            size: try whole(),
            addedAt: try instant(),
            addedBy: try integer()
        )
    }

    private mutating func invoice() throws -> Invoice {
        Invoice(
            number: try text(),
            amount: try whole(),
            tax: try whole(),
            taxRate: try whole(),
            feeRow: try text(),
            note: try text(),
            issuedOn: try day(),
            dueOn: try day(),
            outcome: try outcome()
        )
    }

    private mutating func outcome() throws -> Invoice.Outcome {
        switch try unsigned() {
        case 0: .open
        case 1: .paid(try day(), reference: try text())
        case 2: .waived
        case 3: .void
        default: throw PackedReader.unknownForm()
        }
    }

    private mutating func assessment() throws -> Assessment {
        let laboratory = try integer()
        var assessment = Assessment(laboratory: laboratory, at: Moment(milliseconds: 0))
        assessment.state = try word(AssessmentState.self)
        assessment.round = try whole()
        let versions = try list { reader in (try reader.word(AssessmentModule.self), try reader.text()) }
        assessment.versions = Dictionary(versions, uniquingKeysWith: { $1 })
        assessment.findings = try list { try $0.finding() }
        assessment.report = try optional { Assessment.Report(id: try $0.text(), day: try $0.day()) }
        assessment.assignedAt = try instant()
        assessment.reportedBy = try optional { try $0.integer() }
        return assessment
    }

    private mutating func finding() throws -> Assessment.Finding {
        Assessment.Finding(
            number: try whole(),
            module: try word(AssessmentModule.self),
            severity: try word(Assessment.Finding.Severity.self),
            check: try text(),
            evidence: try text(),
            round: try whole(),
            fixedIn: try text(),
            results: try list { reader in
                Assessment.Finding.Result(
                    round: try reader.whole(),
                    version: try reader.text(),
                    isPassed: try reader.flag()
                )
            }
        )
    }
}
