import Registry

/// What was filed with an application: what its body says of steps, its numbers, its submissions and documents.
extension ApplicationProof {
    /// Whatever of its body is a step's doing has that step.
    func bodyFaults(_ steps: [Step]) -> [String] {
        var faults: [String] = []
        func check(_ word: String, at moment: Moment, by account: Int64, _ fault: String) {
            if !steps.contains(where: { $0.isOne(word, at: moment, by: account) }) { faults.append(fault) }
        }
        if let asked = application.recommendation {
            check("recommend", at: asked.at, by: asked.by, "no step gave its recommendation")
        }
        if let asked = application.correction {
            check("askCorrection", at: asked.askedAt, by: asked.askedBy, "no step asked for its correction")
        }
        if let asked = application.waiver {
            check("proposeWaiver", at: asked.at, by: asked.by, "no step asked for its waiver")
        }
        for document in application.documents {
            let fault = "no step attached its document \(document.number)"
            check("attach", at: document.addedAt, by: document.addedBy, fault)
        }
        if let assessment = application.assessment {
            let assigned = steps.last { $0.word == ApplicationAction.assignLaboratory.rawValue }
            if assigned?.at != assessment.assignedAt { faults.append("no step assigned its laboratory") }
            let report = steps.last { $0.word == AssessmentAction.approveReport.rawValue }
            if report?.account != assessment.reportedBy { faults.append("no step approved its report") }
        }
        let declaring = [ApplicationAction.submit, .answerCorrection].map(\.rawValue)
        if steps.last(where: { declaring.contains($0.word) })?.at != application.submittedAt {
            faults.append("it was submitted at another moment than its steps say")
        }
        return faults
    }

    /// It has the numbers that its steps gave, and no others. What they are stands in one place alone.
    func numberFaults(_ steps: [Step]) -> [String] {
        func has(_ action: ApplicationAction) -> Bool { steps.contains { $0.word == action.rawValue } }
        let numbers = application.numbers
        var faults: [String] = []
        let isNumbered: Set<ApplicationState> = [.numberIssued, .submitted, .returned]
        if numbers.application == nil, application.receivedOn != nil || isNumbered.contains(application.state) {
            faults.append("its application number is missing")
        }
        if (application.receivedOn != nil) != has(.receive) { faults.append("its receipt and its steps do not agree") }
        if (numbers.acceptance != nil) != has(.accept) {
            faults.append("its acceptance number and its steps do not agree")
        }
        if (numbers.provisional != nil) != has(.grantProvisional) {
            faults.append("its provisional number and its steps do not agree")
        }
        return faults
    }

    private static let submissions = Statement(
        "SELECT number, at, account_id FROM application_submission WHERE application_id = ?1 ORDER BY number"
    )

    /// Each declaration was kept as it was signed, and what the office looks at is the last one.
    func submissionFaults(_ steps: [Step]) throws -> [String] {
        let id = application.id
        let kept = try db.all(Self.submissions, [.integer(id)]) { row in
            (number: row.integer(0), at: row.moment(1), account: row.integer(2))
        }
        guard kept.count == application.submissions,
            kept.enumerated().allSatisfy({ $0.element.number == Int64($0.offset) + 1 })
        else {
            return ["its submissions are not 1 to \(application.submissions)"]
        }
        var faults = try documentFaults(application.documents)
        let words: Set = [ApplicationAction.submit.rawValue, ApplicationAction.answerCorrection.rawValue]
        let signed = steps.filter { words.contains($0.word) }
        if !signed.elementsEqual(kept, by: { $0.at == $1.at && $0.account == $1.account }) {
            faults.append("its submissions are not those of its steps")
        }
        var last: ApplicationSubmission?
        for number in kept.indices.map({ $0 + 1 }) {
            guard let submission = try? RegistryStore.submission(number, of: id, db) else {
                return faults + ["its submission \(number) cannot be read"]
            }
            last = submission
            faults += try documentFaults(submission.documents)
            if submission.draft.declaration == nil { faults.append("its submission \(number) is not declared") }
        }
        let listed = (last?.draft.levelColumn ?? 0, last?.draft.productColumn ?? "")
        if listed != (columns.submittedLevel, columns.submittedProduct) {
            faults.append("what is listed of it is not what was submitted")
        }
        let isSigned = application.correction == nil && (application.state.isWithOffice || application.state == .issued)
        if isSigned, last?.draft != application.draft || last?.documents != application.documents {
            faults.append("it is not what was submitted")
        }
        return faults
    }

    private static let size = Statement("SELECT size FROM filed_document WHERE digest = ?1")

    /// Whether the bytes are what the digest says is asked of each file once, not of each mention.
    private func documentFaults(_ documents: [ApplicationDocument]) throws -> [String] {
        try documents.compactMap { document in
            let size = try db.first(Self.size, [.text(document.digest)]) { $0.integer(0) }
            return size == Int64(document.size) ? nil : "its document \(document.number) is missing or of another size"
        }
    }
}
