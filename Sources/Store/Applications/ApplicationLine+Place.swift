package import Registry

extension ApplicationLine {
    /// A place in a list to go on from; nothing of it is looked at but when and which.
    package static func place(_ id: Int64, since: Moment) -> ApplicationLine {
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
