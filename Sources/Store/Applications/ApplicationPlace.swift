import Registry

extension ApplicationLine {
    /// Stands for the line with an id where a list of an organisation or a laboratory goes on after it.
    package static func place(_ id: Int64) -> ApplicationLine {
        ApplicationLine(
            id: id,
            kind: .new,
            state: .draft,
            number: "",
            level: nil,
            product: "",
            organisation: "",
            assessment: nil,
            correctionUntil: nil,
            stateSince: Moment(milliseconds: 0),
            changedAt: Moment(milliseconds: 0)
        )
    }
}
