import Registry

/// The keys the scheme leaves open and the operator may set.
extension SchemeShape {
    static let policy = SchemeShape([Field("value", .any)], required: policyKeys, isClosed: true)

    private static let change: Kind = .word(["keep", "keepAndReview", "end"])

    private static let policyKeys: [String: Kind] = [
        "application.paymentOrder": .word(["afterAcceptance", "beforeAcceptance"]),
        "application.processingDays": .optional(.number),
        "application.returnForCorrection": .flag,
        "changes.addedModel": change,
        "changes.companyChange": change,
        "changes.firmwareUpdate": change,
        "changes.rename": change,
        "changes.variantModel": change,
        "claims.afterLapse": .word(["forbid", "permit"]),
        "claims.inGrace": .optional(.word(["forbid", "permit"])),
        "evaluationBodies": .list(
            .map([
                Field("id", .text), Field("ja", .text), Field("en", .text),
                Field("levels", .list(.reference(.level))),
            ])
        ),
        "fees.unit": .word(["application", "model"]),
        "grace.countsAsCurrent": .flag,
        "grace.maxDays": .optional(.number),
        "grace.startsWhen": .word(GraceStart.allCases.map(\.rawValue)),
        "identifiers.maxLength": .number,
        "label.colours": .optional(.list(.text)),
        "label.printedExpiry": .optional(.flag),
        "label.size": .optional(.text),
        "label.useConditions": .optional(.list(.text)),
        "list.columns": .optional(.list(.text)),
        "list.statusAliases": .optional(.list(.text)),
        "qr.officialHosts": .list(.text),
        "qr.urlPattern": .optional(.text),
        "renewal.criteriaRevision": .optional(.text),
        "renewal.documents": .optional(.list(.text)),
        "renewal.newPeriodStartsFrom": .word(["previousEnd", "approval"]),
        "renewal.windowDaysBeforeEnd": .optional(.number),
        "revocation.appeal": .optional(.text),
        "revocation.grounds": .optional(.list(.text)),
        "revocation.retroactive": .optional(.flag),
        "scope.exceptions": .optional(.text),
        "status.extra": .list(.text),
        "status.revivalAllowed": .optional(.flag),
        "validity.earlierEndReasons": .list(.text),
        "validity.lastValidDay": .word(Validity.Counting.allCases.map(\.rawValue)),
        // Days in this registry are civil days in Japan; another zone would need another Day.
        "validity.timeZone": .word(["Asia/Tokyo"]),
    ]
}
