extension CheckResult.Reason {
    /// What a reason does to its row: a row fails where one of its reasons does, else it needs a person where one of
    /// them does, else it passes. nil for notes. The why stands in Docs/decisions/0021.
    package var outcome: CheckResult.Outcome? {
        switch self {
        case .modelNotCovered, .levelTooLow, .notYetValid, .provisional, .lapsed, .withdrawn, .revoked,
            .gapBeforeDelivery:
            .fail
        case .emptyRow, .malformedNumber, .noMatch, .numberNotFound, .numberDiffers, .ambiguousModel, .nearMatchOnly,
            .manufacturerOnly, .gtinDiffers, .manufacturerDiffers, .unreadCells, .grace, .unknownStatus, .unconfirmed,
            .endsBeforeDelivery, .unreadRequirement, .sharedDevice:
            .review
        case .otherRegistrations, .versionsStated, .notRequired: nil
        }
    }
}

extension [CheckResult.Reason] {
    /// The outcome of a row with these reasons.
    package var outcome: CheckResult.Outcome {
        let outcomes = compactMap(\.outcome)
        return outcomes.contains(.fail) ? .fail : outcomes.contains(.review) ? .review : .pass
    }
}
