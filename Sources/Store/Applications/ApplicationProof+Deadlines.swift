import Registry

/// What calendars are told of an application's deadlines is what the application says.
extension ApplicationProof {
    private static let kept = Statement(
        "SELECT kind, day, moot, sequence, changed_at FROM application_deadline WHERE application_id = ?1"
    )
    /// When rows of deadlines began.
    private static let begun = Statement("SELECT applied_at FROM migration WHERE number = 17")

    private struct Row {
        let day: Day
        let isMoot: Bool
        let sequence: Int64
        let changedAt: Moment
    }

    func deadlineFaults(_ steps: [Step]) throws -> [String] {
        var rows: [ApplicationDeadline: Row] = [:]
        try db.rows(Self.kept, [.integer(application.id)]) { row in
            guard let kind = ApplicationDeadline(rawValue: row.text(0)) else { return }
            rows[kind] = Row(
                day: row.day(1),
                isMoot: row.flag(2),
                sequence: row.integer(3),
                changedAt: row.moment(4)
            )
        }
        return try ApplicationDeadline.allCases.flatMap { kind in
            let asked = steps.first { $0.word == Self.asking(kind).rawValue }
            if let row = rows[kind] { return faults(kind, row, asked, steps) }
            // What was asked for before there were rows has none until it changes.
            guard let asked, let begun = try db.first(Self.begun, [], { $0.moment(0) }), asked.at > begun else {
                return []
            }
            return ["what calendars are told of its \(kind.rawValue) is missing"]
        }
    }

    private func faults(_ kind: ApplicationDeadline, _ row: Row, _ asked: Step?, _ steps: [Step]) -> [String] {
        let told = "what calendars are told of its \(kind.rawValue)"
        guard asked != nil else { return ["\(told) was asked for by no step"] }
        var faults: [String] = []
        let stands = application.day(of: kind)
        if row.isMoot, stands != nil { faults.append("\(told) is over, and it stands") }
        if !row.isMoot, stands == nil { faults.append("\(told) is open, and it is over") }
        // A correction that was answered leaves no day in the application; an invoice keeps its own.
        let day = stands ?? (kind == .invoice ? application.invoice?.dueOn : nil)
        if let day, day != row.day { faults.append("\(told) has another day") }
        if !steps.contains(where: { $0.at == row.changedAt }) { faults.append("\(told) changed at no step's moment") }
        if row.sequence >= steps.count { faults.append("\(told) changed more often than there are steps") }
        return faults
    }

    private static func asking(_ kind: ApplicationDeadline) -> ApplicationAction {
        switch kind {
        case .correction: .askCorrection
        case .invoice: .invoice
        }
    }
}
