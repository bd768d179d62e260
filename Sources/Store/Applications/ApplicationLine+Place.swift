package import Registry

extension ApplicationLine {
    /// A place in a list to go on from; nothing of it is looked at but which and, in a queue of the office, since when.
    package static func place(_ id: Int64, since: Moment = Moment(milliseconds: 0)) -> ApplicationLine {
        ApplicationLine(
            id: id,
            kind: .new,
            state: .submitted,
            number: "",
            level: nil,
            product: "",
            organisation: "",
            assessment: nil,
            correctionUntil: nil,
            stateSince: since,
            changedAt: since
        )
    }
}
