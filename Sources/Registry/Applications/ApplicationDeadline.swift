/// A day by which an applicant is to do something for an application.
package enum ApplicationDeadline: String, CaseIterable, Hashable, Sendable {
    /// A correction that the office asked for.
    case correction
    /// The last day to pay the invoice.
    case invoice
}

extension Application {
    /// The day of a deadline that stands; nil where nothing is asked for, or it was met, or the application ended.
    package func day(of deadline: ApplicationDeadline) -> Day? {
        guard !state.isTerminal else { return nil }
        switch deadline {
        case .correction: return correction?.until
        case .invoice: return invoice.flatMap { $0.outcome == .open ? $0.dueOn : nil }
        }
    }
}
